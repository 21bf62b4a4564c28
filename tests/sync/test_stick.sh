#!/bin/sh
# test_stick.sh - a clinic, a head office and a stick, with the program itself and other people's tools.
set -u
. tests/tools/kit.sh

hub="$limber --data $work/hub"
kbr="$limber --data $work/kbr"
mth="$limber --data $work/mth"
stick=$work/stick
mkdir "$stick"
# shellcheck disable=SC2086 # $hub, $kbr and $mth are commands

# words_of COMMAND: the six words it shows of its own keys.
words_of()
{
	$1 keys show --json >/dev/null 2>&1
	$1 keys show | sed -n 's/^words *//p'
}

exits 0 "a head office" $hub init --site HQA --name "Head office" --hub
exits 0 "a clinic" $kbr init --site KBR --name Kibera
exits 0 "another clinic" $mth init --site MTH --name Mathare
for c in "$hub" "$kbr" "$mth"; do
	$c keys export "$stick" >/dev/null 2>"$work/err" || fail "keys export: $(cat "$work/err")"
done
exits 1 "wrong words are refused" $kbr keys trust "$stick/HQA.limberkey" --hub --words "a b c d e f"
exits 1 "the head office's file wants to be meant" $kbr keys trust "$stick/HQA.limberkey" --words "a b c d e f"
says "and says how" "if it is yours, add --hub"
echo "a b c d e f" >"$work/typed"
$kbr keys trust "$stick/HQA.limberkey" --hub <"$work/typed" >"$work/out" 2>"$work/err"
says "the words are asked for" "Call HQA on the phone"
grep -q "$(words_of "$hub")" "$work/out" && fail "the words to be typed stand on the screen"
exits 0 "the words of the phone" $kbr keys trust "$stick/HQA.limberkey" --hub --words "$(words_of "$hub")"
exits 0 "and the other way" $hub keys trust "$stick/KBR.limberkey" --words "$(words_of "$kbr")"
exits 0 "the second clinic" $hub keys trust "$stick/MTH.limberkey" --words "$(words_of "$mth")"
exits 0 "one clinic gets everything" $hub peers scope MTH all --reason "the second clinic stands in"
exits 0 "and back" $mth keys trust "$stick/HQA.limberkey" --hub --words "$(words_of "$hub")"

# ---- sealed, the usual
exits 0 "a patient" $kbr new patient family_name=Okello given_name=Ann birth_date=1957-05-04 phone=0100
patient=$(cat "$work/out")
exits 1 "the stick named before the site" $kbr export "$stick" HQA
says "and told" "is no site code"
exits 0 "export" $kbr export HQA "$stick"
says "it is sealed" "sealed"
sealed=$(ls "$stick"/LIMBER/*.age)
equal "under its name" "KBR_HQA_0001_000001.age" "$(basename "$sealed")"
grep -q Okello "$sealed" && fail "the name can be read"
exits 0 "age opens it" age -d -i "$work/hub/keys/seal.key" -o "$work/open.tar" "$sealed"
mkdir "$work/open"
exits 0 "tar opens that" tar xf "$work/open.tar" -C "$work/open"
key=$($kbr keys show | sed -n "s/^sign *//p")
exits 0 "minisign knows who made it" minisign -V -q -m "$work/open/manifest.txt" -P "$key"
exits 0 "7z reads the archive" 7z l "$work/open.tar"
equal "the manifest begins as it should" "limber 1" "$(head -n 1 "$work/open/manifest.txt")"
exits 26 "another clinic cannot open it" $mth import "$sealed"
before=$($hub digest)
exits 0 "look at it first" $hub verify "$stick"
says "as what can be taken" "can be taken; nothing was taken yet"
equal "looking takes nothing" "$before" "$($hub digest)"
exits 0 "the head office takes it" $hub import "$stick"
says "and says so" "changes from KBR taken"
says "and what comes next" "Next: limber duplicates looks"
exits 10 "again: nothing to do" $hub import "$stick"
equal "which is said once" "1 0" "$(wc -l <"$work/out" | tr -d ' ') $(wc -l <"$work/err" | tr -d ' ')"
exits 0 "the patient is there" $hub get patient "$patient"
says "whole" "0100"

# ---- back
exits 0 "the phone changes at the head office" $hub set patient "$patient" phone=0200
exits 0 "export back" $hub export KBR "$stick"
exits 0 "import back" $kbr import "$stick"
exits 0 "the clinic has it" $kbr get patient "$patient"
says "the new phone" "0200"
exits 0 "one more journey" $kbr export HQA "$stick"
exits 0 "brings the receipt" $hub import "$stick"
equal "both hold the same" "$($kbr digest)" "$($hub digest)"
exits 0 "peers" $kbr peers
says "nothing waits" " 0 changes not confirmed"

# ---- two values
exits 0 "the other clinic gets the patient" $hub export MTH "$stick"
exits 0 "takes it" $mth import "$stick"
exits 0 "KBR writes" $kbr set patient "$patient" phone=0300
exits 0 "MTH writes" $mth set patient "$patient" phone=0400
exits 0 "KBR exports" $kbr export HQA "$stick"
exits 0 "MTH exports" $mth export HQA "$stick"
exits 0 "the head office takes both" $hub import "$stick"
says "one decision is wanted" "1 needs your decision"
exits 0 "a conflict is listed" $hub conflicts
says "with both values" "0300.*0400|0400.*0300|0300|0400"

# ---- plain, by a choice with a reason
exits 1 "plain wants a reason" $kbr keys policy plain
exits 0 "plain" $kbr keys policy plain --reason "test of the tables"
exits 0 "a plain export" $kbr export HQA "$stick"
plain=$(ls -d "$stick"/LIMBER/KBR_HQA_*[0-9] | tail -n 1)
[ -f "$plain/patients.csv" ] && pass "its tables can be read" || fail "no patients.csv in $plain"
grep -q '_version' "$plain/patients.csv" && pass "with their version" || fail "no _version"
exits 0 "its description is JSON" python3 -c 'import json,sys; json.load(open(sys.argv[1]))' "$plain/datapackage.json"
cp "$plain/patients.csv" "$work/keep.csv"
sed -i 's/Okello/Akello/' "$plain/patients.csv"
exits 21 "a saved table is noticed" $hub import "$stick"
says "and named" "patients.csv was changed after export"
head -c 300 "$work/keep.csv" >"$plain/patients.csv"
exits 20 "a torn one too" $hub import "$stick"
cp "$work/keep.csv" "$plain/patients.csv"
exits 0 "put back it is taken" $hub import "$stick"

# ---- whom, from whom
exits 23 "not meant for this site" $mth import "$plain"
exits 0 "a stranger" $limber --data "$work/xyz" init --site XYZ --name Stranger
xyz="$limber --data $work/xyz"
exits 0 "knows the head office" $xyz keys trust "$stick/HQA.limberkey" --hub --words "$(words_of "$hub")"
mkdir "$work/other"
exits 0 "exports" $xyz export HQA "$work/other"
exits 22 "and is refused" $hub import "$work/other"
says "by name" "XYZ"
exits 1 "nothing there" $hub import "$work"

# ---- a restored clinic
exits 0 "a copy" $kbr backup "$work/copy.db"
exits 0 "a patient after it" $kbr new patient family_name=Later phone=0500
later=$(cat "$work/out")
exits 0 "goes to the head office" $kbr export HQA "$stick"
exits 0 "is taken" $hub import "$stick"
rm -f "$work"/kbr/limber.db*
cp "$work/copy.db" "$work/kbr/limber.db"
exits 1 "the restored clinic has lost it" $kbr get patient "$later"
exits 0 "it exports anew" $kbr export HQA "$stick"
exits 0 "which the head office understands" $hub import "$stick"
says "and says" "was restored from a backup"
exits 0 "its answer" $hub export KBR "$stick"
exits 0 "brings back" $kbr import "$stick"
exits 0 "what was lost" $kbr get patient "$later"
says "whole" "0500"
for c in "$hub" "$kbr" "$mth"; do
	$c doctor >"$work/out" 2>&1
	grep -vE '^(ok|note|PROBLEM +(backup|conflicts)|limber: [12] finding)' "$work/out" | grep -q . &&
	    fail "doctor: $(cat "$work/out")"
done
pass "doctor finds nothing at any site"
finish
