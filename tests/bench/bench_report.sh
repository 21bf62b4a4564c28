#!/bin/sh
# bench_report.sh - reports of a year and of all years of a large clinic against plain SQL in the
# sqlite3 shell: the time of both, the largest memory of limber, and that their sums are the same.
#
# Use: bench_report.sh [SESSIONS]   REPORT_DIR keeps the made-up clinic for the next run.
# Ends with 1 when a sum differs.
set -u

sessions=${1:-1000000}
limber=${LIMBER:-build/release-gcc/limber}
dir=${REPORT_DIR:-$(mktemp -d)}
data=$dir/clinic-$sessions
bad=0
[ -n "${REPORT_DIR:-}" ] || trap 'rm -rf "$dir"' EXIT

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

void="s.no IN (SELECT n.session FROM addendum a JOIN note n ON n.no = a.note WHERE a.kind = 'void')"
# A charge that a correction entered later took the place of.
old="EXISTS (SELECT 1 FROM charge k JOIN addendum b ON b.no = k.addendum
     LEFT JOIN addendum a ON a.no = c.addendum
     WHERE k.session = c.session AND (a.no IS NULL OR b.entered_at > a.entered_at))"

# What plain SQL asks for a report of the visits that $days takes; the same numbers as limber's
# table, with nothing of its statements.
plain()
{
	case $1 in
	units)
		echo "SELECT s.service_date / 100, s.therapist, c.code, coalesce(e.payer, p.payer),
		  count(DISTINCT s.no), sum(c.minutes), sum(c.units)
		  FROM session s JOIN charge c ON c.session = s.no JOIN patient p ON p.no = s.patient
		  LEFT JOIN episode e ON e.no = s.episode
		  WHERE $days AND NOT $void AND NOT $old GROUP BY 1, 2, 3, 4" ;;
	productivity)
		echo "SELECT s.service_date / 100, s.therapist, count(*), sum(s.total_min),
		  sum((SELECT sum(c.units) FROM charge c WHERE c.session = s.no AND NOT $old)),
		  sum(s.ended - s.started)
		  FROM session s WHERE $days AND NOT $void GROUP BY 1, 2" ;;
	late)
		echo "SELECT s.service_date, p.chart_no, t.name FROM session s
		  JOIN note n ON n.session = s.no JOIN patient p ON p.no = s.patient
		  JOIN staff t ON t.no = s.therapist WHERE $days AND
		  CAST(strftime('%Y%m%d', n.signed_at, 'unixepoch', 'localtime') AS INTEGER)
		  > s.service_date ORDER BY s.service_date, s.no" ;;
	unsigned)
		echo "SELECT s.service_date, s.patient, s.therapist FROM live s WHERE $days" ;;
	claims)
		echo "SELECT s.service_date, p.chart_no, p.family_name, p.given_name, p.birth_date,
		  p.sex, p.address, p.phone, y.name, y.claim_id, y.address, p.member_no, p.group_no,
		  p.insured_is, p.insured_name, p.insured_birth, e.authorization, e.onset,
		  e.referred_by, e.referrer_npi, (SELECT group_concat(d.code, ' ') FROM condition d
		  WHERE d.episode = s.episode), c.place, c.code, c.modifiers, c.amount, c.units,
		  c.minutes, t.name, t.npi, t.licence_no, $void, $old
		  FROM session s JOIN charge c ON c.session = s.no JOIN patient p ON p.no = s.patient
		  LEFT JOIN episode e ON e.no = s.episode
		  LEFT JOIN payer y ON y.no = coalesce(e.payer, p.payer)
		  JOIN staff t ON t.no = s.therapist WHERE $days
		  ORDER BY s.service_date, s.no, c.no" ;;
	esac
}

# The sums of a report, of limber's file and by plain SQL. (Of a corrected visit limber counts the
# minutes charged; the made-up clinic has none.)
sums()
{
	case $1 in
	units | productivity) echo "sum(visits), sum(minutes), sum(units)" ;;
	late | unsigned) echo "count(*)" ;;
	claims) echo "count(*), sum(minutes), sum(units)" ;;
	esac
}
plain_sums()
{
	case $1 in
	units)
		echo "SELECT sum(n), sum(m), sum(u) FROM (SELECT count(DISTINCT s.no) n,
		  sum(c.minutes) m, sum(c.units) u FROM session s JOIN charge c ON c.session = s.no
		  WHERE $days AND NOT $void AND NOT $old GROUP BY s.no, c.code)" ;;
	productivity)
		echo "SELECT count(*), sum(s.total_min), (SELECT sum(c.units) FROM session s
		  JOIN charge c ON c.session = s.no WHERE $days AND NOT $void AND NOT $old)
		  FROM session s WHERE $days AND NOT $void" ;;
	claims)
		echo "SELECT count(*), sum(c.minutes), sum(c.units) FROM session s
		  JOIN charge c ON c.session = s.no WHERE $days" ;;
	*) echo "SELECT count(*) FROM ($(plain "$1"))" ;;
	esac
}

# compare NAME FROM TO: one line of the table.
compare()
{
	name=$1
	csv=$dir/$name.csv
	set -- "$limber" --data "$data" report "$name" --from "$2" --to "$3" --csv "$csv"
	ms=$(took "$@") || exit 1
	kb=$(kilobytes "$@")
	sql=$(took sqlite3 -readonly -csv "$data/limber.db" "$(plain "$name")") || exit 1
	got=$(sqlite3 :memory: ".import --csv $csv t" "SELECT $(sums "$name") FROM t") || exit 1
	want=$(sqlite3 -readonly "$data/limber.db" "$(plain_sums "$name")") || exit 1
	same=same
	[ "$got" = "$want" ] || { same="DIFFERENT: plain SQL says $want"; bad=1; }
	printf '%-13s %7s ms  %7s ms  %7s kB  %s %s\n' "$name" "$ms" "$sql" "$kb" "$got" "$same"
	rm -f "$csv"
}

# span FROM TO: every report of these days.
span()
{
	days="s.service_date BETWEEN $(echo "$1" | tr -d -) AND $(echo "$2" | tr -d -)"
	echo "$1 to $2: $(sqlite3 -readonly "$data/limber.db" \
	    "SELECT count(*) FROM session s WHERE $days") visits"
	for report in units productivity late unsigned claims; do
		compare "$report" "$1" "$2" || exit 1
	done
}

[ -e "$data/limber.db" ] || {
	"$limber" --data "$data" demo --patients $((sessions / 10)) --sessions "$sessions" \
	    >"$dir/out" || exit 1
}
echo "$sessions sessions"
echo "report         limber      plain SQL   memory      sums of both"
last=$(sqlite3 -readonly "$data/limber.db" "SELECT max(service_date) / 10000 FROM session")
first=$(sqlite3 -readonly "$data/limber.db" "SELECT min(service_date) / 10000 FROM session")
span "$last-01-01" "$last-12-31"
span "$first-01-01" "$last-12-31"
exit $bad
