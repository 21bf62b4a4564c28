#!/bin/sh
# test_libreoffice.sh - a table through LibreOffice and back changes nothing, whatever its texts.
#
# Columns are taken as text, which is what the manual tells people to choose. Needs soffice: always in
# make check-long, in make check where it is installed (starting it takes seconds).
set -u
. tests/tools/kit.sh

if ! command -v soffice >/dev/null; then
	if [ -n "${LONG:-}" ]; then
		fail "soffice is not installed; run make deps"
	else
		pass "skipped: soffice is not installed"
	fi
	finish
	exit
fi

a="$limber --data $work/a"
# shellcheck disable=SC2086 # $a is a command
odd()
{
	exits 0 "a patient: $2" $a new patient "family_name=$1" "$2" birth_date=1957-05-04
}
office()
{
	exits 0 "LibreOffice $1 $2" timeout 300 soffice "-env:UserInstallation=file://$work/profile" --headless "$@"
}

exits 0 "make a clinic" $a init --site KBR --name Kibera
odd "=1+1" "phone=007 0123"
odd "+SUM(A1)" "phone=+27 82 555 0101"
odd "-2" "member_no=00123456789012345678901"
odd "@cmd" "member_no=1E5"
odd "'quoted" "national_id=1-2"
odd "s-Gravenhage" "address='s-Gravenhage"
odd "Unicode" "occupation=👩‍⚕️ जय ź"
odd "Commas" 'address=a, "b"; c'
odd "Dates" "group_no=2026-11-26"
odd "Halves" "group_no=1/2"
odd "True" "occupation=TRUE"
odd "Lines" "alert=first
second  line
	third"
odd "Comma number" "member_no=3,50"
exits 0 "write the table" $a table export patient "$work/patients.csv"

n=$(head -n 1 "$work/patients.csv" | tr ',' '\n' | wc -l)
text=$(seq 1 "$n" | sed 's|$|/2|' | paste -s -d / -)
mkdir "$work/back"
office --convert-to ods "--infilter=CSV:44,34,76,1,$text,1033,true,false,false" \
    --outdir "$work" "$work/patients.csv"
office --convert-to "csv:Text - txt - csv (StarCalc):44,34,76,1,,1033,true,true" \
    --outdir "$work/back" "$work/patients.ods"
before=$($a digest)
exits 0 "read it back" $a table import patient "$work/back/patients.csv"
says "thirteen rows, none changed" "^13 rows read: 0 new, 0 changed, 13 the same"
equal "and the clinic is what it was" "$before" "$($a digest)"
finish
