#!/bin/sh
# test_bad_input.sh - wrong places, foreign files, full disks: a clear message, nothing lost.
set -u
. tests/tools/kit.sh

good=$work/good
exits 0 "a clinic to spoil" "$limber" --data "$good" init --site KBR --name "Kibera Road"
exits 0 "with somebody in it" "$limber" --data "$good" new staff login=amina name="Amina O" role=pt
digest=$("$limber" --data "$good" digest)

# spoilt: a copy of the clinic in $work/bad
spoilt()
{
	chmod -R u+w "$work/bad" 2>/dev/null
	rm -rf "$work/bad"
	cp -R "$good" "$work/bad"
}
bad="$limber --data $work/bad"

exits 3 "no such directory" "$limber" --data "$work/nowhere" list staff
says "names it" "^limber: .*nowhere"
says "and the way out" "init|demo|--data"
mkdir "$work/empty"
exits 3 "an empty directory" "$limber" --data "$work/empty" list staff
[ -z "$(ls -A "$work/empty")" ] && pass "and leaves it empty" || fail "files in the empty directory"

spoilt
echo "this is a shopping list, not a database" >"$work/bad/limber.db"
exits 3 "a foreign file" $bad list staff
says "is called one" "not a (limber )?database|no limber"
spoilt
rm -f "$work/bad"/limber.db*
exits 3 "a clinic without its database" $bad list staff

spoilt
rm -f "$work/bad"/limber.db-*
printf '\377\377' | dd of="$work/bad/limber.db" bs=1 seek=62 conv=notrunc 2>/dev/null
exits 3 "a newer schema" $bad list staff
says "asks for a newer program" "newer"

spoilt
rm -f "$work/bad"/limber.db-*
size=$(wc -c <"$work/bad/limber.db")
dd if=/dev/urandom of="$work/bad/limber.db" bs=4096 seek=3 count=$((size / 4096 - 6)) \
    conv=notrunc 2>/dev/null
$bad doctor >"$work/out" 2>"$work/err"
rc=$?
[ $rc -ne 0 ] && [ $rc -lt 10 ] && pass "a damaged database is noticed" ||
    fail "a damaged database: exit $rc"

# A file size limit stands for a full disk: every write beyond it fails.
spoilt
for blocks in 1 64 512 2048; do
	(
		ulimit -f $blocks
		trap '' XFSZ
		$bad new staff login=late name="Late L" role=pt
	) >"$work/out" 2>"$work/err"
	rc=$?
	[ $rc -eq 0 ] || [ $rc -eq 3 ] && pass "full disk at $blocks blocks: exit $rc" ||
	    fail "full disk at $blocks blocks: exit $rc: $(cat "$work/err")"
	$bad doctor >"$work/out" 2>&1
	grep -E '^PROBLEM' "$work/out" | grep -v backup && fail "damage after a full disk"
	spoilt
done
(
	ulimit -f 64
	trap '' XFSZ
	exec "$limber" --data "$good" table export all "$work/full"
) >"$work/out" 2>"$work/err"
equal "export to a full disk fails" 3 $?
says "and says so" "full|too large|large"
[ -z "$(find "$work/full" -name '*.tmp' -o -name '.*.csv*' -o -name '~*' 2>/dev/null)" ] &&
    pass "no half file is left" || fail "half files: $(ls -a "$work/full")"

# Root may write everywhere, so nobody tries then; program and place lie where nobody may go.
place=$(mktemp -d /tmp/limber-place-XXXXXX)
nobody=
[ "$(id -u)" -eq 0 ] && nobody="setpriv --reuid=65534 --regid=65534 --clear-groups"
cp "$limber" "$place/limber"
cp -R "$good" "$place/clinic"
chmod 755 "$place"
chmod -R a+rX,a-w "$place/clinic"
sum=$(cat "$place"/clinic/limber.db* | cksum)
for verb in "new staff login=x name=X role=pt" "list staff" "doctor"; do
	exits 3 "a place that cannot be written to: ${verb%% *}" $nobody "$place/limber" \
	    --data "$place/clinic" $verb
	says "is called so" "written|read-only|permission"
done
equal "and is left as it was" "$sum" "$(cat "$place"/clinic/limber.db* | cksum)"
mkdir "$place/new"
chmod 555 "$place/new"
exits 3 "a clinic in a place that cannot be written to" $nobody "$place/limber" \
    --data "$place/new/here" init --site KBR --name "Kibera Road"
says "is called so" "written|read-only|permission"
chmod -R u+w "$place"
rm -rf "$place"

exits 2 "an unknown verb" "$limber" --data "$good" frobnicate
exits 2 "an unknown option" "$limber" --frobnicate
exits 2 "a verb without its arguments" "$limber" --data "$good" table export
exits 2 "an unknown entity" "$limber" --data "$good" list unicorns
says "with those there are" "patient"
exits 1 "a row without what it needs" "$limber" --data "$good" new patient
exits 1 "a code that is not in its list" "$limber" --data "$good" new patient family_name=A given_name=B \
    birth_date=1970-01-01 sex=Z
exits 1 "no such row" "$limber" --data "$good" get patient KBR-000001-X
exits 1 "control characters are refused" "$limber" --data "$good" new patient \
    family_name="$(printf 'A\033[2J')" given_name=B
exits 1 "bytes that are no text are refused" "$limber" --data "$good" new patient \
    family_name="$(printf 'A\377')" given_name=B
exits 0 "--help of every verb" "$limber" --help
for verb in init demo new set get list find secret units table backup doctor digest; do
	exits 0 "help of $verb" "$limber" "$verb" --help
done
exits 1 "no terminal" "$limber" --data "$good"
says "says what else there is" "no terminal|--help"

exits 0 "after all that the clinic opens" "$limber" --data "$good" list staff
says "with its staff" "amina"
equal "and is what it was" "$digest" "$("$limber" --data "$good" digest)"
finish
