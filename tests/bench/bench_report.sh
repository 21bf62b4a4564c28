#!/bin/sh
# bench_report.sh - a year's reports of a large clinic against plain SQL in the sqlite3 shell.
#
# Use: bench_report.sh [SESSIONS]   REPORT_DIR keeps the made-up clinic for the next run.
set -u

sessions=${1:-1000000}
limber=${LIMBER:-build/release-gcc/limber}
dir=${REPORT_DIR:-$(mktemp -d)}
data=$dir/clinic-$sessions
from=20260101
to=20261231
[ -n "${REPORT_DIR:-}" ] || trap 'rm -rf "$dir"' EXIT

now()
{
	date +%s%N | cut -c 1-13
}

# timed NAME COMMAND...: milliseconds of one run.
timed()
{
	name=$1
	shift
	start=$(now)
	"$@" >"$dir/out" || exit 1
	echo "$name $(($(now) - start)) ms"
}

[ -e "$data/limber.db" ] || {
	"$limber" --data "$data" demo --patients $((sessions / 10)) --sessions "$sessions" \
	    >"$dir/out" || exit 1
}
echo "$sessions sessions"
for report in units productivity late claims; do
	timed "limber report $report" "$limber" --data "$data" report $report \
	    --from 2026-01-01 --to 2026-12-31 --csv "$dir/$report.csv"
done
timed "plain SQL, units" sqlite3 "$data/limber.db" \
    "SELECT s.service_date / 100, s.therapist, c.code, count(DISTINCT s.no), sum(c.minutes),
     sum(c.units) FROM session s JOIN charge c ON c.session = s.no
     WHERE s.service_date BETWEEN $from AND $to GROUP BY 1, 2, 3"
timed "plain SQL, productivity" sqlite3 "$data/limber.db" \
    "SELECT s.service_date / 100, s.therapist, count(*), sum(s.total_min) FROM session s
     WHERE s.service_date BETWEEN $from AND $to GROUP BY 1, 2"
timed "plain SQL, charges as rows" sqlite3 -csv "$data/limber.db" \
    "SELECT s.*, c.* FROM session s JOIN charge c ON c.session = s.no
     WHERE s.service_date BETWEEN $from AND $to ORDER BY s.service_date"
