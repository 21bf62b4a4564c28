#!/bin/sh
# test_backup.sh - the rehearsal: a clinic loses its database, a copy is put back, work goes on.
set -u
. tests/tools/kit.sh

hub="$limber --data $work/hub"
kbr="$limber --data $work/kbr"
stick=$work/stick
mkdir "$stick"
# shellcheck disable=SC2086 # $hub and $kbr are commands

words_of()
{
	$1 keys show | sed -n 's/^words *//p'
}

exits 0 "a head office" $hub init --site HQA --name "Head office" --hub
exits 0 "a clinic" $kbr init --site KBR --name Kibera
for c in "$hub" "$kbr"; do
	$c keys export "$stick" >/dev/null 2>"$work/err" || fail "keys export: $(cat "$work/err")"
done
exits 0 "they know each other" $kbr keys trust "$stick/HQA.limberkey" --hub --words "$(words_of "$hub")"
exits 0 "both ways" $hub keys trust "$stick/KBR.limberkey" --words "$(words_of "$kbr")"
exits 0 "no copy yet" $kbr restore --list
says "is said" "No copy lies in"

# ---- work, a copy, more work
exits 0 "a patient" $kbr new patient family_name=Okello given_name=Ann phone=0100
early=$(cat "$work/out")
exits 0 "goes to the head office" $kbr export HQA "$stick"
exits 0 "is taken" $hub import "$stick"
exits 0 "the copy of the day" $kbr backup
says "lies in backup" "The copy of today lies in .*backup/limber-"
before=$($kbr digest)
exits 0 "a patient after it" $kbr new patient family_name=Later phone=0500
later=$(cat "$work/out")
exits 0 "goes to the head office too" $kbr export HQA "$stick"
exits 0 "is taken there" $hub import "$stick"
exits 0 "one that went nowhere" $kbr new patient family_name=Never phone=0900
lost=$(cat "$work/out")

# ---- the database is damaged
dd if=/dev/zero of="$work/kbr/limber.db" bs=4096 seek=1 count=40 conv=notrunc 2>/dev/null
$kbr digest >/dev/null 2>&1 && fail "the damage is not noticed"
exits 0 "copies are listed" $kbr restore --list
says "that of today" "backup/limber-"
today=$(sed -n 's/ .*//p' "$work/out" | head -n 1)
exits 1 "a day without a copy" $kbr restore 2001-01-01
says "is said" "no copy of 2001-01-01"
exits 2 "which one must be said" $kbr restore
exits 0 "the copy is put back" $kbr restore "$today"
says "says what comes next" "comes back"
says "and where the old one lies" "limber.db.before-"
equal "it is the copy" "$before" "$($kbr digest)"
exits 0 "the early patient is there" $kbr get patient "$early"
exits 1 "the later one is not" $kbr get patient "$later"
exits 0 "what was moved aside is listed" $kbr restore --list
says "by its name" "  limber.db.before-"

# ---- work goes on, and the head office brings back what it has
exits 0 "work goes on" $kbr new patient family_name=After phone=0700
after=$(cat "$work/out")
exits 0 "export" $kbr export HQA "$stick"
exits 0 "the head office takes it" $hub import "$stick"
says "and notices" "was restored from a backup"
says "which is no charge" "KBR was put back from a copy: its audit fits up to line [1-9]"
grep -q ALARM "$work/out" && fail "a clinic that was put back is accused: $(cat "$work/out")"
exits 0 "it answers" $hub export KBR "$stick"
exits 0 "which is taken" $kbr import "$stick"
exits 0 "the later patient is back" $kbr get patient "$later"
says "whole" "0500"
exits 0 "the new one stays" $kbr get patient "$after"
exits 1 "what reached nobody is lost" $kbr get patient "$lost"
exits 0 "one more journey" $kbr export HQA "$stick"
exits 0 "there" $hub import "$stick"
equal "both hold the same" "$($kbr digest)" "$($hub digest)"

# ---- a new machine
rm -rf "$work/new"
exits 0 "into an empty folder" $limber --data "$work/new" restore "$work/kbr/backup/limber-$(echo "$today" | tr -d -).db"
says "which lacks the keys" "The keys of this site are not here"
equal "the copy is there" "$before" "$($limber --data "$work/new" digest)"
exits 1 "another clinic's copy is refused" $hub restore "$work/kbr/backup/limber-$(echo "$today" | tr -d -).db"
says "by name" "is of the clinic KBR, and here is HQA"

# ---- a sealed copy goes away on a stick; the machine is lost
mkdir "$work/away" "$work/plain"
exits 0 "a copy on the stick" $kbr backup --to "$work/away"
says "sealed for both" "lies in .*limber-KBR-[0-9]{8}-[0-9]{6}\.db\.age, sealed for KBR and HQA\."
sealed=$(echo "$work"/away/limber-KBR-*.db.age)
grep -q "Okello" "$sealed" && fail "a name can be read in the sealed copy"
[ "$(ls -A "$work/away" | wc -l)" -eq 1 ] || fail "more lies on the stick: $(ls -A "$work/away")"
[ -e "$work/kbr/carry" ] && fail "the folder of the copy is still there"
now=$($kbr digest)
exits 0 "work after it" $kbr new patient family_name=AfterCopy
exits 1 "without a key it stays shut" $limber --data "$work/lost" restore "$sealed"
says "and says which key" "name with --key the file of a key that opens it"
exits 0 "another key" $limber --data "$work/odd" init --site ODD --name Odd
exits 0 "of its own" $limber --data "$work/odd" keys show
exits 1 "opens nothing" $limber --data "$work/lost" restore "$sealed" --key "$work/odd/keys/seal.key"
says "is said" "sealed for somebody else"
exits 1 "a file that is no key" $limber --data "$work/lost" restore "$sealed" --key "$work/kbr/keys/sign.key"
says "is named, and not the copy" "sign.key: no key to open sealed files lies in this one"
exits 0 "the head office opens it" $limber --data "$work/lost" restore "$sealed" --key "$work/hub/keys/seal.key"
says "whose it is" "KBR is back"
equal "row for row" "$now" "$($limber --data "$work/lost" digest)"
exits 0 "the log is whole" $limber --data "$work/lost" audit verify
exits 0 "the clinic itself goes back" $kbr restore "$sealed"
equal "row for row too" "$now" "$($kbr digest)"
[ "$(ls -A "$work/lost/carry" "$work/kbr/carry" 2>/dev/null | wc -l)" -eq 0 ] || fail "an opened copy lies about"
dd if=/dev/urandom of="$sealed" bs=64 seek=500 count=1 conv=notrunc 2>/dev/null
before=$($kbr digest)
exits 1 "a damaged one is refused" $kbr restore "$sealed"
says "as damaged" "damaged or was changed"
equal "and nothing was touched" "$before" "$($kbr digest)"

# ---- what is no copy, and a database that is gone
exits 3 "a file that was torn" $kbr restore tests/tools/kit.sh
says "is not called the database" "is no copy of a clinic, and nothing was changed here; take another copy"
equal "and nothing was touched by it" "$before" "$($kbr digest)"
mv "$work/kbr/limber.db" "$work/kept.db"
exits 3 "the database is gone" $kbr doctor
says "and the copies are named" "is gone, but copies of it lie in .*limber restore --list"
exits 1 "no new clinic is made beside them" $kbr init --site KBR --name Kibera
mv "$work/kept.db" "$work/kbr/limber.db"

# ---- who may, and where not
exits 0 "an aide" $kbr new staff login=abe name=Abe role=aide
exits 0 "a desk" $kbr new staff login=dora name=Dora role=desk
exits 1 "an aide makes no copy" $kbr --as abe backup
says "is said" "abe \(Aide\) may not"
exits 1 "nor carries one away" $kbr --as abe backup --to "$work/plain"
exits 1 "nor the desk one that is not sealed" $kbr --as dora backup "$work/plain/open.db"
says "is said too" "Copy that is not sealed: dora"
exits 0 "the desk carries a sealed one" $kbr --as dora backup --to "$work/plain"
exits 1 "and puts none back" $kbr --as dora restore "$(echo "$work"/plain/limber-KBR-*.db.age)"
says "is said again" "Putting a copy back: dora"
exits 1 "nowhere" $kbr backup --to "$work/nowhere"
says "is said" "nowhere: it is not there"
exits 2 "a misspelt option is no name of a file" $kbr backup --stik
says "and told" "has no such option"
[ ! -e --stik ] || fail "a copy was written to --stik"
exits 2 "one place" $kbr backup --to "$work/plain" "$work/plain/x.db"
exits 0 "plain by choice" $kbr keys policy plain --reason "no age at the office"
rm -f "$work"/plain/*
exits 0 "then it is plain" $kbr backup --to "$work/plain"
says "and said so" "\.db, not sealed\."
equal "for its owner alone" 600 "$(stat -c %a "$work"/plain/limber-KBR-*.db)"
exits 0 "which goes back as well" $limber --data "$work/lost2" restore "$work"/plain/limber-KBR-*.db
equal "row for row again" "$($kbr digest)" "$($limber --data "$work/lost2" digest)"

for c in "$hub" "$kbr"; do
	$c doctor >"$work/out" 2>&1
	grep -vE '^(ok|note|PROBLEM +backup|limber: 1 finding)' "$work/out" | grep -q . &&
	    fail "doctor: $(cat "$work/out")"
done
pass "doctor finds nothing"
finish
