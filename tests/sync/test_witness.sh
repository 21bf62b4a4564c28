#!/bin/sh
# test_witness.sh - the whole audit of a clinic is written anew, every hash right, and grows: the head
# office, which was its witness, names the clinic and the line, and takes the bundle all the same.
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

# the clinic exports, the head office takes it
carry()
{
	exits 0 "$1" $kbr export HQA "$stick"
	exits 0 "$1: taken" $hub import "$stick"
}

exits 0 "a head office" $hub init --site HQA --name "Head office" --hub
exits 0 "a clinic" $kbr init --site KBR --name Kibera
for c in "$hub" "$kbr"; do
	$c keys export "$stick" >/dev/null 2>"$work/err" || fail "keys export: $(cat "$work/err")"
done
exits 0 "they know each other" $kbr keys trust "$stick/HQA.limberkey" --hub --words "$(words_of "$hub")"
exits 0 "both ways" $hub keys trust "$stick/KBR.limberkey" --words "$(words_of "$kbr")"
carry "a first journey"
exits 0 "what will be hidden" $kbr keys policy plain --reason "sold to a friend"
exits 0 "a patient" $kbr new patient family_name=Okello given_name=Ann
carry "a second journey"
says "nothing is said of it" "taken\.\$"
told=$(tr -d '\r' <"$(ls -d "$stick"/LIMBER/KBR_HQA_*_000002)/manifest.txt" | sed -n 's/^audit \([0-9]*\) .*/\1/p')

exits 0 "the audit is written anew" python3 tests/sync/rewrite_audit.py "$work/kbr/limber.db" "sold to"
exits 0 "at the clinic nobody sees it" $kbr audit verify
for name in Atieno Barasa Chebet; do
	exits 0 "it grows" $kbr new patient family_name=$name
done
carry "a third journey"
says "the clinic and the line are named" \
    "3 changes from KBR taken\. ALARM: the audit of KBR was written anew: line $told is not what it told"
exits 0 "nothing of it is lost" $hub find Chebet
says "she is there" "Chebet"
exits 0 "the alarm stays" $hub report fleet
says "with the site" "AUDIT: line $told is not what it told before"
exits 0 "also in the list of sites" $hub peers
says "there" "AUDIT: line $told is not"
exits 0 "it stands in the audit here" $hub audit list
says "by a word of its own" "audit_changed.*KBR: line $told"
carry "the next journey"
says "it is told once" "^Nothing new from KBR\.\$"
exits 0 "somebody has looked" $hub peers clear KBR --reason "the manager there explains it"
exits 0 "then it is quiet" $hub report fleet
grep -q AUDIT "$work/out" && fail "the alarm is still there"
finish
