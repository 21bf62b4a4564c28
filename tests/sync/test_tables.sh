#!/bin/sh
# test_tables.sh - a made-up clinic written as CSV, read into an empty one, written again.
set -u
. tests/tools/kit.sh

a="$limber --data $work/a"
b="$limber --data $work/b"
# shellcheck disable=SC2086 # $a and $b are commands

# plain FOLDER: tables without what differs from clinic to clinic: versions, the day of writing.
plain()
{
	mv "$1/datapackage.json" "$work/package.json"
	sed -i 's/,v[0-9a-f]\{20\}\r$/,\r/' "$1"/*.csv
}

exits 0 "make a clinic" $a demo --patients 12 --sessions 60 --seed 7
exits 0 "write every table" $a table export all "$work/one"
exits 0 "write every table again" $a table export all "$work/again"
plain "$work/one"
plain "$work/again"
same "the same clinic gives the same bytes" "$work/one" "$work/again"
if command -v python3 >/dev/null; then
	exits 0 "an independent reader takes the tables by their description" \
	    python3 tests/sync/check_package.py "$work/package.json" "$work/one"
fi
exits 0 "the same seed" $limber --data "$work/c" demo --patients 12 --sessions 60 --seed 7
exits 0 "write it" $limber --data "$work/c" table export all "$work/twin"
plain "$work/twin"
rm "$work/again/sites.csv" "$work/twin/sites.csv" # a clinic's own row is new each time
mv "$work/one/sites.csv" "$work/sites.csv"
same "the same seed gives the same clinic" "$work/one" "$work/twin"
mv "$work/sites.csv" "$work/one/sites.csv"

for f in "$work"/one/*.csv; do
	head -c 3 "$f" | od -An -tx1 | grep -q 'ef bb bf' || fail "$f has no byte order mark"
	grep -qv "$(printf '\r')\$" "$f" && grep -c "$(printf '\r')\$" "$f" >/dev/null &&
	    [ "$(tail -c 2 "$f" | od -An -tx1)" != " 0d 0a" ] && fail "$f does not end in CR LF"
done
rows=$(cat "$work/one/patients.csv" | wc -l)
equal "twelve patients and a header" 13 "$rows"

exits 0 "make an empty clinic" $b init --site MTH --name "Mathare"
before=$($b digest)
exits 0 "try the import" $b table import all "$work/one" --dry-run
says "a trial stores nothing" "nothing stored"
equal "and the digest stays" "$before" "$($b digest)"
exits 0 "read every table" $b table import all "$work/one"
says "all rows are new but the shipped ones" " 0 changed"
grep "^limber:" "$work/err" | grep -v "only year or month" | grep -q . &&
    fail "warnings: $(cat "$work/err")"
exits 0 "write what was read" $b table export all "$work/two"
plain "$work/two"
rm "$work"/*/sites.csv # the second clinic is a site too
same "read and written: the same bytes" "$work/one" "$work/two"
before=$($b digest)
exits 0 "read it once more" $b table import all "$work/one"
says "everything is there already" " 0 new, 0 changed"
equal "reading it again changes nothing" "$before" "$($b digest)"
exits 0 "the clinic that read is sound after its backup" $b backup "$work/copy.db"
$b doctor >"$work/out" 2>&1
grep -vE '^(ok|note|PROBLEM +backup|limber: 1 finding)' "$work/out" | grep -q . && fail "doctor: $(cat "$work/out")"
pass "doctor finds nothing else"

# ---- refused files take nothing and say where
exits 0 "one table" $a table export patient "$work/patients.csv"
sed '3s/^\([^,]*\),\([^,]*\),/\1,\2,"x"y/' "$work/patients.csv" >"$work/torn.csv"
before=$($b digest)
exits 1 "a torn file is refused" $b table import patient "$work/torn.csv"
says "with file, line and column" "^limber: .*torn\.csv:3:[0-9]+: "
head -c 470 "$work/patients.csv" >"$work/cut.csv"
exits 1 "a cut file is refused" $b table import patient "$work/cut.csv"
says "with file and line" "cut\.csv:[0-9]+"
head -n 1 "$work/patients.csv" | sed 's/birth_date/date_of_birth/' >"$work/head.csv"
sed 1d "$work/patients.csv" >>"$work/head.csv"
exits 0 "an unknown column is passed over" $b table import patient "$work/head.csv" --dry-run
says "and told" "date_of_birth"
exits 1 "a file that is not there" $b table import patient "$work/nothing.csv"
equal "none of them changed a thing" "$before" "$($b digest)"

# ---- a sheet of another clinic does not know how the rows stand here
sed '2s/^\([^,]*,[^,]*\),[^,]*,/\1,Changedname,/' "$work/patients.csv" >"$work/edit.csv"
exits 0 "an edited file of another clinic" $b table import patient "$work/edit.csv"
says "is told, not taken" " 0 changed"

# ---- a changed cell is a change of its own
exits 0 "one table of this clinic" $b table export patient "$work/patients.csv"
sed '2s/^\([^,]*,[^,]*\),[^,]*,/\1,Changedname,/' "$work/patients.csv" >"$work/edit.csv"
exits 0 "an edited file" $b table import patient "$work/edit.csv"
says "one row changed" " 1 changed"
exits 0 "the change can be found" $b find changedname
says "under its new name" "Changedname"

# ---- some of a sheet is left out
exits 0 "one table of this clinic" $b table export patient "$work/patients.csv"
sed -e '2s/^\([^,]*,[^,]*\),[^,]*,/\1,Leftname,/' -e '3s/^\([^,]*,[^,]*\),[^,]*,/\1,Takenname,/' \
    "$work/patients.csv" >"$work/edit.csv"
exits 0 "look at it" $b table import patient "$work/edit.csv" --dry-run
says "each cell with its place" '^limber: edit\.csv:2:family_name: changed: "Changedname" -> "Leftname"$'
place=$(sed -n 's/^limber: \(edit\.csv:2:[a-z_]*\): changed.*/\1/p' "$work/err")
before=$($b digest)
exits 1 "a place where nothing differs" $b table import patient "$work/edit.csv" --leave edit.csv:4
says "is named" "^limber: edit\.csv:4: nothing"
exits 2 "a file that is not read" $b table import patient "$work/edit.csv" --leave patients.csv:2
says "is named too" "^limber: --leave: patients\.csv:2: no file"
exits 2 "a field that is not there" $b table import patient "$work/edit.csv" --leave edit.csv:2:shoe
exits 2 "nothing is left out of an export" $b table export patient "$work/no.csv" --leave edit.csv:2
equal "none of them changed a thing" "$before" "$($b digest)"
exits 0 "a trial without it" $b table import patient "$work/edit.csv" --dry-run --leave "$place"
says "tells what is left out" '^limber: edit\.csv:2:family_name: left out: "Changedname" -> "Leftname"$'
equal "and stores nothing" "$before" "$($b digest)"
exits 0 "in earnest" $b table import patient "$work/edit.csv" --leave "$place"
says "with its counts" " 0 new, 1 changed, .* 1 left out"
exits 0 "the other name is there" $b find takenname
says "as the sheet has it" "Takenname"
exits 0 "the one left out" $b find changedname
says "is as it was" "Changedname"
exits 0 "the same sheet again" $b table import patient "$work/edit.csv" --dry-run
says "it is a difference again" "^limber: edit\.csv:2:family_name: changed"
exits 0 "the audit" $b audit list --find left
says "tells how many, and no name" "table-import +patient: 0 new, 1 changed, 1 left out"

# ---- a new row, and one that refers to it
mkdir "$work/new"
printf 'id,family_name\r\nu00000000000000000000000001,Newcomer\r\n' >"$work/new/patients.csv"
printf 'patient,title,opened\r\nu00000000000000000000000001,Left knee,2026-05-04\r\n' \
    >"$work/new/episodes.csv"
exits 0 "look at new rows" $b table import all "$work/new" --dry-run
says "each with its place" "^limber: episodes\.csv:2: new: "
exits 1 "half of it" $b table import all "$work/new" --leave patients.csv:2
says "is refused with place and way out" "^limber: episodes\.csv:2:1: Patient: this refers to patients\.csv:2, a new row that is left out; "
exits 0 "both left out" $b table import all "$work/new" --leave patients.csv:2 --leave episodes.csv:2
says "both counted" " 0 new, 0 changed, .* 2 left out"

# ---- a reference that is none: its row can be left out
mkdir "$work/odd"
printf 'id,family_name,payer\r\nu00000000000000000000000002,Second,garbage\r\n' >"$work/odd/patients.csv"
exits 1 "with it" $b table import all "$work/odd"
says "is told" "patients\.csv:2:36: .*\"garbage\" is no id of a row"
exits 1 "without the field" $b table import all "$work/odd" --leave patients.csv:2:payer
says "is told too" "patients\.csv:2:payer: nothing that would be stored stands there"
exits 0 "without the row" $b table import all "$work/odd" --leave patients.csv:2
says "is counted" " 0 new, 0 changed, .* 1 left out"
finish
