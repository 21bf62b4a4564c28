#!/bin/sh
# kit.sh - what test scripts share: count, compare, say; sourced, from the top folder.
#
# $limber is the program, $work an empty folder of this test's own, removed by the runner.
# The last run's output is in $work/out and $work/err.

limber=$(pwd)/${LIMBER:?the program under test}
work=${TMPDIR:?a folder of its own}
passed=0
failed=0

# pass NAME, fail NAME WHY...
pass()
{
	passed=$((passed + 1))
	echo "ok   $1"
}
fail()
{
	failed=$((failed + 1))
	echo "FAIL $*"
}

# exits CODE NAME COMMAND...: the command ends with this code.
exits()
{
	code=$1
	name=$2
	shift 2
	"$@" >"$work/out" 2>"$work/err"
	rc=$?
	if [ "$rc" -eq "$code" ]; then
		pass "$name"
	else
		fail "$name: exit $rc, not $code: $*"
		tail -n 5 "$work/out" "$work/err"
	fi
}

# says NAME PATTERN: the last run wrote a line like this (extended regular expression).
says()
{
	if cat "$work/out" "$work/err" | grep -qE -e "$2"; then
		pass "$1"
	else
		fail "$1: nothing like: $2"
		tail -n 5 "$work/out" "$work/err"
	fi
}

# same NAME FILE FILE: the same bytes; also for folders.
same()
{
	if diff -r "$2" "$3" >"$work/diff" 2>&1; then
		pass "$1"
	else
		fail "$1"
		head -n 20 "$work/diff"
	fi
}

# equal NAME WANTED GOT
equal()
{
	if [ "$2" = "$3" ]; then
		pass "$1"
	else
		fail "$1: wanted $2, got $3"
	fi
}

# Ends the test with its count.
finish()
{
	echo "$passed passed, $failed failed"
	[ "$failed" -eq 0 ] && exit 0
	exit 1
}
