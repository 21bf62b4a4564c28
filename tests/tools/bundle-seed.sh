#!/bin/sh
# bundle-seed.sh - prints a bundle as tests/fuzz/fuzz_bundle.c reads one, without its tables for people.
#
# Use: bundle-seed.sh WAY DIR >tests/fuzz/corpus/bundle/NAME
# WAY is a letter and a digit, as told there.
set -eu

way=$1
dir=$2
printf '%s%s\n' "$way" "$(basename "$dir")"
printf '\377manifest.txt\n'
awk '$1 != "file" || $2 == "changes.csv" || $2 == "trust.csv"' "$dir/manifest.txt"
for f in manifest.txt.minisig changes.csv trust.csv; do
	[ -f "$dir/$f" ] || continue
	printf '\377%s\n' "$f"
	cat "$dir/$f"
done
