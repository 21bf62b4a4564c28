/* datapackage.c - the data dictionary as Table Schema, written for the tables of a package.
 *
 * After the Data Package and Table Schema specifications, version 1 (specs.frictionlessdata.io). */
#include "app/datapackage.h"

#include "base/date.h"
#include "table_priv.h"

#include <inttypes.h>
#include <string.h>

enum { SECONDS_A_DAY = 86400 };

static void
quoted(struct str *out, const char *text)
{
	str_add_c(out, '"');
	for (const char *p = text; *p; p++)
		if (*p == '"' || *p == '\\')
			str_addf(out, "\\%c", *p);
		else if ((unsigned char)*p < 0x20)
			str_addf(out, "\\u%04x", (unsigned)*p);
		else
			str_add_c(out, *p);
	str_add_c(out, '"');
}

/* Partial dates and clocks are texts with a pattern: Table Schema has no type for them. */
static const char *
type_of(const struct field *f)
{
	switch (f->type) {
	case FT_INT:
		return f->decimals ? "number" : "integer";
	case FT_BOOL:
		return "boolean";
	case FT_DATE:
		return "date";
	case FT_TIME:
		return "datetime";
	default:
		return "string";
	}
}

static void
limits(const struct field *f, struct str *out)
{
	static const char *const names[] = {"minimum", "maximum"};
	int64_t values[] = {f->min, f->max}, unit = 1;

	for (int i = 0; i < f->decimals; i++)
		unit *= 10;
	for (int i = 0; i < 2; i++) {
		if (values[i] == DICT_NONE)
			continue;
		str_addf(out, ",\"%s\":", names[i]);
		if (values[i] % unit)
			str_addf(out, "%" PRId64 ".%0*" PRId64, values[i] / unit,
				 f->decimals,
				 values[i] < 0 ? -(values[i] % unit) : values[i] % unit);
		else
			str_addf(out, "%" PRId64, values[i] / unit);
	}
}

static void
constraints(const struct field *f, struct str *out)
{
	str_addf(out, ",\"constraints\":{\"required\":%s",
		 f->flags & FF_REQUIRED ? "true" : "false");
	if (f->type == FT_INT)
		limits(f, out);
	if (f->type == FT_PDATE)
		str_add(out, ",\"pattern\":\"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?\"");
	if (f->type == FT_CLOCK)
		str_add(out, ",\"pattern\":\"[0-9]{2}:[0-9]{2}\"");
	if (f->type == FT_CODE) {
		str_add(out, ",\"enum\":[");
		for (const struct code *k = f->codes->codes; k->id; k++) {
			str_add(out, k == f->codes->codes ? "" : ",");
			quoted(out, k->id);
		}
		str_add_c(out, ']');
	}
	str_add_c(out, '}');
}

static void
add_field(const struct table_columns *c, size_t at, struct str *out)
{
	const struct field *f;

	str_add(out, at ? ",\n{\"name\":" : "\n{\"name\":");
	quoted(out, table_columns_name(c, at));
	if (c->field[at] == TABLE_ID) {
		str_add(out, ",\"type\":\"string\",\"title\":\"Id\",\"constraints\":"
			     "{\"required\":true,\"unique\":true}}");
		return;
	}
	if (c->field[at] == TABLE_VERSION) {
		str_add(out, ",\"type\":\"string\",\"title\":\"Version of the row\"}");
		return;
	}
	f = &c->entity->fields[c->field[at]];
	str_addf(out, ",\"type\":\"%s\"", type_of(f));
	if (f->type == FT_TIME)
		str_add(out, ",\"format\":\"default\"");
	if (f->type == FT_BOOL)
		str_add(out, ",\"trueValues\":[\"1\"],\"falseValues\":[\"0\"]");
	str_add(out, ",\"title\":");
	quoted(out, f->label);
	str_add(out, ",\"description\":");
	quoted(out, f->help);
	constraints(f, out);
	str_add_c(out, '}');
}

static bool
in_list(const enum entity_id *list, size_t n, int e)
{
	for (size_t i = 0; i < n; i++)
		if ((int)list[i] == e)
			return true;
	return false;
}

static void
foreign_keys(const struct table_columns *c, const enum entity_id *list, size_t n,
	     struct str *out)
{
	bool any = false;

	str_add(out, ",\"foreignKeys\":[");
	for (size_t i = 0; i < c->n; i++) {
		const struct field *f;
		const struct entity *to;

		if (c->field[i] < 0)
			continue;
		f = &c->entity->fields[c->field[i]];
		if (f->type != FT_REF || !in_list(list, n, f->ref))
			continue;
		to = dict_entity((enum entity_id)f->ref);
		str_addf(out,
			 "%s\n{\"fields\":\"%s\",\"reference\":{\"resource\":\"%s\","
			 "\"fields\":\"id\"}}",
			 any ? "," : "", f->name, to == c->entity ? "" : to->plural);
		any = true;
	}
	str_add_c(out, ']');
}

static void
resource(enum entity_id e, const enum entity_id *list, size_t n, bool whole,
	 struct str *out)
{
	const struct entity *ent = dict_entity(e);
	struct table_columns c;

	table_columns_all(ent, true, &c);
	str_addf(out,
		 "{\"name\":\"%s\",\"path\":\"%s.csv\",\"profile\":\"tabular-data-"
		 "resource\",\"format\":\"csv\",\"mediatype\":\"text/csv\","
		 "\"encoding\":\"utf-8\",\"title\":",
		 ent->plural, ent->plural);
	quoted(out, ent->label);
	str_add(out, ",\"description\":");
	quoted(out, ent->help);
	str_add(out,
		",\n\"dialect\":{\"delimiter\":\",\",\"quoteChar\":\"\\\"\","
		"\"doubleQuote\":true,\"lineTerminator\":\"\\r\\n\",\"header\":true},"
		"\n\"schema\":{\"fields\":[");
	for (size_t i = 0; i < c.n; i++)
		add_field(&c, i, out);
	str_add(out, "],\n\"missingValues\":[\"\"],\"primaryKey\":\"id\"");
	if (whole)
		foreign_keys(&c, list, n, out);
	str_add(out, "}}");
}

void
datapackage_write(const enum entity_id *list, size_t n, bool whole, int64_t created,
		  struct str *out)
{
	char time[TIME_TEXT_SIZE];

	str_add(out,
		"{\"profile\":\"tabular-data-package\",\"name\":\"limber\",\"title\":"
		"\"Tables of a clinic\",");
	if (created != DICT_NONE) {
		time_text(created, time);
		str_addf(out, "\"created\":\"%s\",", time);
	}
	str_add(out, "\n\"resources\":[");
	for (size_t i = 0; i < n; i++) {
		str_add(out, i ? ",\n" : "\n");
		resource(list[i], list, n, whole, out);
	}
	str_add(out, "]}\n");
}
