# check_package.py - reads a data package by its description alone: types, limits, codes, keys.
#
# Written from the Data Package and Table Schema specifications (version 1) and the csv module of
# Python; shares nothing with the program. Arguments: datapackage.json, folder of the tables.
import csv
import datetime
import json
import re
import sys


def fail(*words):
    print("FAIL", *words)
    sys.exit(1)


def check_value(where, field, text):
    limits = field.get("constraints", {})
    kind = field["type"]
    value = text
    if text in ("",):
        if limits.get("required"):
            fail(where, "is empty")
        return
    if kind == "integer":
        value = int(text)
    elif kind == "number":
        value = float(text)
    elif kind == "boolean":
        if text not in field["trueValues"] + field["falseValues"]:
            fail(where, "is no boolean:", text)
    elif kind == "date":
        datetime.date.fromisoformat(text)
    elif kind == "datetime":
        datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ")
    elif kind != "string":
        fail(where, "type", kind)
    if "enum" in limits and value not in limits["enum"]:
        fail(where, "is not in the list:", text)
    if "minimum" in limits and value < limits["minimum"]:
        fail(where, "is too small:", text)
    if "maximum" in limits and value > limits["maximum"]:
        fail(where, "is too large:", text)
    if "pattern" in limits and not re.fullmatch(limits["pattern"], text):
        fail(where, "does not fit its pattern:", text)


def read(folder, resource):
    schema = resource["schema"]
    names = [f["name"] for f in schema["fields"]]
    with open(folder + "/" + resource["path"], encoding="utf-8-sig", newline="") as f:
        rows = csv.reader(f, delimiter=resource["dialect"]["delimiter"], strict=True)
        header = next(rows)
        if header != names:
            fail(resource["path"], "header", header, "is not", names)
        table = []
        for n, row in enumerate(rows, 2):
            if len(row) != len(names):
                fail(resource["path"], n, "has", len(row), "cells")
            for field, text in zip(schema["fields"], row):
                where = "%s:%d:%s" % (resource["path"], n, field["name"])
                try:
                    check_value(where, field, text)
                except ValueError as e:
                    fail(where, e)
            table.append(dict(zip(names, row)))
    ids = [r[schema["primaryKey"]] for r in table]
    if len(set(ids)) != len(ids):
        fail(resource["path"], "has an id twice")
    return table


def main(package, folder):
    with open(package, encoding="utf-8") as f:
        description = json.load(f)
    tables = {r["name"]: read(folder, r) for r in description["resources"]}
    ids = {name: {r["id"] for r in rows} for name, rows in tables.items()}
    links = 0
    for r in description["resources"]:
        for key in r["schema"].get("foreignKeys", []):
            to = key["reference"]["resource"] or r["name"]
            for row in tables[r["name"]]:
                value = row[key["fields"]]
                if value and value not in ids[to]:
                    fail(r["path"], key["fields"], value, "leads nowhere")
                links += value != ""
    print(len(tables), "tables,", sum(map(len, tables.values())), "rows,", links, "links")


main(sys.argv[1], sys.argv[2])
