#!/bin/sh
# check-hardened.sh - is the shipped program built as hard as the Makefile says?
#
# Use: check-hardened.sh PROGRAM
set -u

program=$1
bad=0
want()
{
	if ! eval "$2"; then
		echo "$program: $1"
		bad=1
	fi
}
headers=$(readelf -hW "$program") || exit 1
segments=$(readelf -lW "$program")
dynamic=$(readelf -dW "$program")
symbols=$(readelf -sW --dyn-syms "$program")

want "not position independent" 'echo "$headers" | grep -q "Type:.*DYN"'
want "no PIE flag" 'echo "$dynamic" | grep -q "FLAGS_1.*PIE"'
want "no RELRO" 'echo "$segments" | grep -q GNU_RELRO'
want "binds late" 'echo "$dynamic" | grep -qE "BIND_NOW|FLAGS.*NOW"'
want "stack may be executed" 'echo "$segments" | grep GNU_STACK | grep -q "RW "'
want "no stack protector" 'echo "$symbols" | grep -q __stack_chk_fail'
want "no fortified calls" 'echo "$symbols" | grep -qE "__[a-z]+_chk"'
want "a library path inside" '! echo "$dynamic" | grep -qE "RPATH|RUNPATH"'
want "a segment both written and executed" '! echo "$segments" | grep -q "RWE"'
exit $bad
