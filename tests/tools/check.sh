#!/bin/sh
# check.sh - the whole of make check: every check and every suite, one tally.
#
# Use: check.sh MAKE BUILD JOBS
# Each check counts as one test, each suite as its tests, each build as one. A suite without
# tests fails: nothing is skipped in silence. Last line: N passed, N failed.
set -u

make=$1
build=$2
jobs=$3
tally=$build/tally
began=$(date +%s)
: >"$tally"

# One check: passed when make TARGET ends well.
step()
{
	title=$1
	shift
	start=$(date +%s)
	if $make --no-print-directory -k -j "$jobs" "$@" >"$build/step.log" 2>&1; then
		echo "$title 1 0" >>"$tally"
		echo "ok    $title ($(($(date +%s) - start)) s)"
	else
		echo "$title 0 1" >>"$tally"
		echo "FAIL  $title"
		sed 's/^/      /' "$build/step.log"
	fi
}

# suites COMPILER CONF SUITE...: builds all tests of a configuration, then runs the suites.
suites()
{
	cc=$1
	conf=$2
	shift 2
	step "build $conf $cc" CC="$cc" CONF="$conf" tests
	start=$(date +%s)
	before=$(wc -l <"$tally")
	$make --no-print-directory -k -j "$jobs" CC="$cc" CONF="$conf" JOBS="$jobs" \
	    TALLY="$tally" RUN_SUITES="$*" run-suites >"$build/step.log" 2>&1
	rc=$?
	for suite in "$@"; do
		sed "1,${before}d" "$tally" | awk -v suite="$suite" -v of="$conf $cc" '
		{ n = split($1, path, "/"); name = path[2] == "tests" ? path[3] : path[2] }
		suite == "fuzz-replay" ? name == "fuzz" : name == suite {
			pass += $(NF - 1); fail += $NF; seen = 1
		}
		END {
			printf "%s %s %s: %d passed, %d failed\n", \
				fail || !seen ? "FAIL " : "ok   ", suite, of, pass, fail
			exit !seen
		}' || echo "$suite-$conf-$cc 0 1" >>"$tally"
	done
	[ "$rc" -eq 0 ] || sed 's/^/      /' "$build/step.log"
	echo "      suites $conf $cc took $(($(date +%s) - start)) s"
}

step check-layers check-layers
step check-headers check-headers
step check-files check-files
step check-format check-format

# Sanitized by clang, whose sanitizers see more than gcc's, then as it ships by gcc: each compiler
# builds and runs every test once. The other two pairs wait for the long run.
suites clang debug unit screen pty sync fault fuzz-replay
suites gcc release unit screen pty sync fault
if [ -n "${LONG:-}" ]; then
	suites gcc debug unit screen pty sync fault fuzz-replay
	suites clang release unit screen pty sync fault
fi

step check-hardened check-hardened
step check-install check-install
step check-checks check-checks
step check-vectors check-vectors
step check-man check-man
[ -n "${LONG:-}" ] && step mutants mutants
[ -n "${LONG:-}" ] && step valgrind valgrind
if [ -n "${LONG:-}" ]; then
	step fuzz fuzz-long
	[ -f "$build/fuzz/counts" ] && sed 's/^/      /' "$build/fuzz/counts"
fi
step lint ${LONG:+DEEP=1} lint

echo "took $(($(date +%s) - began)) s"
awk '{ pass += $(NF - 1); fail += $NF }
END { printf "%d passed, %d failed\n", pass, fail; exit fail > 0 || pass == 0 }' \
    "$tally" >"$build/summary"
rc=$?
cat "$build/summary"
exit $rc
