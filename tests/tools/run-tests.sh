#!/bin/sh
# run-tests.sh - runs test programs, JOBS at a time, and adds up what they report.
#
# Use: run-tests.sh [-j JOBS] [-m] [-l LABEL] [-o LOGDIR] [-t TALLY] PROGRAM...
# -m: one more at a time than JOBS, for tests that mostly wait.
# A cmocka program counts its own tests; any other program may end with a line
# "N passed, N failed", else it is one test by its exit code. A program that dies, leaks
# or runs too long is one failed test more. The output of failures is shown in full.
# RUN_UNDER: a program with options that runs each of them.
# What does not prove the disk itself lies in memory where there is room for it: a slow disk doubles the
# time of the rest. With LONG it lies on the disk as well.
# TALLY gets one line "LABEL/PROGRAM PASSED FAILED" for each program.
set -u

jobs=2
more=0
label=
logs=build/logs
tally=

# Reads a log: prints "passed failed"; rc is the exit code of the program.
count()
{
	awk -v rc="$2" '
	/^\[  PASSED  \] [0-9]+ test/ { pass += $4; seen = 1 }
	/^ *[0-9]+ FAILED TEST/ { fail += $1; seen = 1 }
	/^[0-9]+ passed, [0-9]+ failed$/ { p = $1; f = $3; own = 1 }
	END {
		if (own) { pass = p; fail = f; seen = 1 }
		if (!seen) { pass = (rc == 0); fail = (rc != 0) }
		else if (rc != 0 && fail == 0) fail = 1
		printf "%d %d\n", pass, fail
	}' "$1"
}

# Says where a program's folder is made.
place_of()
{
	case $1 in
	*crash* | *fault*) echo "${TMPDIR:-/tmp}" ;;
	unit/* | screen/* | fuzz/*) echo "$FAST" ;;
	*) echo "${TMPDIR:-/tmp}" ;;
	esac
}

# Says a folder in memory with 2 GiB of room from which programs may be run, else the usual one.
fast_place()
{
	shm=/dev/shm
	room=$(df -Pk $shm 2>/dev/null | awk 'NR == 2 { print $4 }')
	if [ -z "${LONG:-}" ] && [ "${room:-0}" -ge 2097152 ] && probe=$(mktemp -p $shm 2>/dev/null); then
		printf '#!/bin/sh\n' >"$probe"
		chmod 700 "$probe"
		"$probe" 2>/dev/null || shm=
		rm -f "$probe"
		[ -n "$shm" ] && echo $shm && return
	fi
	echo "${TMPDIR:-/tmp}"
}

# Runs one program; called through xargs.
run_one()
{
	program=$1
	name=${program#./}
	name=${name#build/*/}
	log=$LOGS/$(echo "$LABEL/$name" | tr '/ ' '__').log
	work=$(mktemp -d -p "$(place_of "$name")") || exit 1
	start=$(date +%s)
	HOME=$work TMPDIR=$work XDG_DATA_HOME=$work/share \
	    timeout -k 10 "${TEST_TIMEOUT:-$((${LONG:+24 *} 300))}" ${RUN_UNDER:-} "$program" >"$log" 2>&1 </dev/null
	rc=$?
	rm -rf "$work"
	took=$(($(date +%s) - start))
	result=$(count "$log" "$rc")
	echo "$LABEL/$name $result" >>"$TALLY"
	if [ "$rc" -eq 0 ] && [ "${result#* }" -eq 0 ]; then
		[ "$took" -gt 2 ] && slow=" (${took} s)" || slow=
		echo "  ok    $LABEL/$name: ${result% *}$slow"
	else
		[ "$rc" -eq 124 ] && echo "timed out after ${took} s" >>"$log"
		{
			echo "  FAIL  $LABEL/$name: ${result% *} passed, ${result#* } failed, exit $rc"
			sed 's/^/        /' "$log"
		} >&2
	fi
	exit 0
}

if [ "${1:-}" = --one ]; then
	run_one "$2"
fi

while getopts j:ml:o:t: option; do
	case $option in
	j) jobs=$OPTARG ;;
	m) more=1 ;;
	l) label=$OPTARG ;;
	o) logs=$OPTARG ;;
	t) tally=$OPTARG ;;
	*) exit 2 ;;
	esac
done
shift $((OPTIND - 1))

if [ $# -eq 0 ]; then
	echo "${label:-tests}: nothing to do"
	exit 0
fi

mkdir -p "$logs" || exit 1
mine=$(mktemp) || exit 1
trap 'rm -f "$mine"' EXIT
LOGS=$logs LABEL=${label:-tests} TALLY=$mine FAST=$(fast_place)
after_return=0 # costs a tenth of the time
[ -n "${LONG:-}" ] && after_return=1
# A zone in which it is ten in the morning: no test meets midnight by chance.
hour=$(date -u +%H)
LC_ALL=C.UTF-8 LANG=C.UTF-8 TZ=TEST$((${hour#0} - 10)) TERM=xterm-256color
ASAN_OPTIONS=${ASAN_OPTIONS:-quarantine_size_mb=8:detect_leaks=1:strict_string_checks=1:detect_stack_use_after_return=$after_return}
UBSAN_OPTIONS=${UBSAN_OPTIONS:-print_stacktrace=1:halt_on_error=1}
export LOGS LABEL TALLY FAST LC_ALL LANG TZ TERM ASAN_OPTIONS UBSAN_OPTIONS
unset NO_COLOR LIMBER_DATA COLUMNS LINES MAKEFLAGS MFLAGS MAKELEVEL

printf '%s\n' "$@" | xargs -P "$((jobs + more))" -n 1 "$0" --one

[ -n "$tally" ] && cat "$mine" >>"$tally"
awk '{ pass += $2; fail += $3 }
END { printf "%d passed, %d failed\n", pass, fail; exit fail > 0 || pass == 0 }' "$mine"
