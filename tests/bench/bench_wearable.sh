#!/bin/sh
# bench_wearable.sh - rows of a watch, one a minute, into the days of a patient against .import of the
# same file in the sqlite3 shell: both times in turn, their ratio, and the largest memory of limber at
# a tenth of the rows and at all of them.
#
# Each round is another device, so that its days are new rows every time.
# Use: bench_wearable.sh [ROWS]. Ends with 1 when a row is lost.
set -u

rows=${1:-1000000}
limber=${LIMBER:-build/release-gcc/limber}
dir=$(mktemp -d)
data=$dir/clinic
trap 'rm -rf "$dir"' EXIT

now()
{
	date +%s%N | cut -c 1-13
}

# took COMMAND...: milliseconds of one run; what it says goes to $dir/out.
took()
{
	start=$(now)
	"$@" >"$dir/out" 2>"$dir/err" || {
		cat "$dir/err" >&2
		exit 1
	}
	echo $(($(now) - start))
}

# kilobytes COMMAND...: the largest memory of one more run, where the machine can tell.
kilobytes()
{
	[ -x /usr/bin/time ] || { echo -; return; }
	/usr/bin/time -o "$dir/kb" -f %M "$@" >"$dir/out" && cat "$dir/kb"
}

# watch N FILE: N minutes from the first of 2023 on.
watch()
{
	echo "date,time,heartRate" >"$2"
	sqlite3 -csv :memory: "WITH RECURSIVE m(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM m LIMIT $1)
	  SELECT date(1672531200 + i * 60, 'unixepoch'), strftime('%H:%M', 1672531200 + i * 60, 'unixepoch'),
	  55 + i * 7919 % 60 FROM m" >>"$2"
}

shell_import()
{
	rm -f "$dir/plain.db"
	sqlite3 "$dir/plain.db" ".mode csv" ".import $dir/watch.csv rates"
}

limber_import()
{
	"$limber" --data "$data" wearables import "$patient" "$1" --device "Watch $2"
}

"$limber" --data "$data" demo --patients 2 >/dev/null || exit 1
patient=$("$limber" --data "$data" --json list patient | sed -n 's/.*"id": *"\([^"]*\)".*/\1/p' | sed -n 1p)
watch "$rows" "$dir/watch.csv"
watch $((rows / 10)) "$dir/tenth.csv"
small=$(kilobytes "$limber" --data "$data" wearables import "$patient" "$dir/tenth.csv" --dry-run)
large=$(kilobytes "$limber" --data "$data" wearables import "$patient" "$dir/watch.csv" --dry-run)
best_ours=999999999
best_shell=999999999
for round in 1 2 3 4 5; do
	ours=$(took limber_import "$dir/watch.csv" "$round") || exit 1
	grep -q "^$rows rows: $rows taken, 0 bad" "$dir/out" || {
		echo "rows are missing:" >&2
		cat "$dir/out" >&2
		exit 1
	}
	shell=$(took shell_import) || exit 1
	[ "$ours" -lt "$best_ours" ] && best_ours=$ours
	[ "$shell" -lt "$best_shell" ] && best_shell=$shell
done
echo "wearable: $rows rows: limber $best_ours ms, sqlite3 .import $best_shell ms," \
    "ratio $(awk "BEGIN { printf \"%.2f\", $best_ours / $best_shell }") (best of 5 in turn)"
echo "wearable: largest memory of limber $small kB at $((rows / 10)) rows, $large kB at $rows rows"
