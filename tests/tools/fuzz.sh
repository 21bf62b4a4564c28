#!/bin/sh
# fuzz.sh - runs libFuzzer programs one after the other; a finding of any of them fails.
#
# Use: fuzz.sh DIR SECONDS PROGRAM...
# Each runs until it has used SECONDS of processor time (in pieces: libFuzzer counts the hours of
# the wall). What it learns is kept in DIR/NAME, a finding lies there as DIR/NAME-crash-...; copy it
# to tests/fuzz/corpus/NAME with its fix. The last lines: executions of each target.
set -u

dir=$1
seconds=$2
shift 2
mkdir -p "$dir"
: >"$dir/counts"
found=0

# Processor seconds of the children so far, into $dir/used; the second line of times is theirs.
used()
{
	times >"$dir/times"
	awk 'NR == 2 { split($1, u, /[ms]/); split($2, s, /[ms]/)
		printf "%d\n", u[1] * 60 + u[2] + s[1] * 60 + s[2] }' "$dir/times" >"$dir/used"
}

for f in "$@"; do
	name=${f##*/fuzz_}
	mkdir -p "$dir/$name" "tests/fuzz/corpus/$name"
	runs=0
	used
	read -r start <"$dir/used"
	left=$seconds
	while [ "$left" -gt 0 ]; do
		if ! "$f" -max_total_time="$left" -timeout=10 -rss_limit_mb=1024 \
		    -print_final_stats=1 -artifact_prefix="$dir/$name-" \
		    "$dir/$name" "tests/fuzz/corpus/$name" >"$dir/log" 2>&1; then
			echo "== $name: a finding"
			tail -n 40 "$dir/log"
			found=1
			left=0
		fi
		n=$(sed -n 's/^stat::number_of_executed_units: *//p' "$dir/log")
		runs=$((runs + ${n:-0}))
		used
		read -r now <"$dir/used"
		[ "$left" -eq 0 ] || left=$((seconds - (now - start)))
	done
	echo "$name: $runs executions in $((now - start)) s of processor time" |
		tee -a "$dir/counts"
done
[ "$found" -eq 0 ]
