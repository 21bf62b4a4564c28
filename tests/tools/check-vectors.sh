#!/bin/sh
# check-vectors.sh - compares build/vectors --all with the expected columns of each file.
#
# Use: check-vectors.sh PROGRAM FOLDER
# Prints "units 114 of 114" for each kind and the lines that differ.
set -u

vectors=$1
data=$2
status=0
temp=$(mktemp -d) || exit 1
trap 'rm -rf "$temp"' EXIT INT TERM

# kind FILE FIRST LAST: the expected columns are FIRST to LAST (counted from the header).
kind()
{
	# Fields with commas are quoted; awk takes them apart so that columns can be picked.
	awk -v first="$3" -v last="$4" '
	{
		sub(/\r$/, "")
		n = 0; rest = $0 ","
		while (rest != "") {
			if (match(rest, /^"([^"]|"")*",/))
				len = RLENGTH
			else
				len = index(rest, ",")
			field[++n] = substr(rest, 1, len - 1)
			rest = substr(rest, len + 1)
		}
		if (NR == 1)
			for (i = 1; i <= n; i++) col[field[i]] = i
		line = field[col["id"]]
		for (i = col[first]; i <= col[last]; i++) line = line "," field[i]
		print line
	}' "$data/$2" >"$temp/expected"
	"$vectors" --all "$1" <"$data/$2" >"$temp/got" || status=1
	total=$(($(wc -l <"$temp/expected") - 1))
	wrong=$(diff "$temp/expected" "$temp/got" | grep -c '^<')
	echo "$1 $((total - wrong)) of $total"
	if [ "$wrong" -ne 0 ] || [ "$total" -le 0 ] || ! cmp -s "$temp/expected" "$temp/got"; then
		diff "$temp/expected" "$temp/got" | head -n 40
		status=1
	fi
}

kind units units_vectors.csv expected alternatives
kind assistant assistant_vectors.csv expected alternatives
kind dose dosage_vectors.csv phases total_s
kind progression progression_vectors.csv suggestion action

# The CSV files themselves: outcome by hand and in a bundle, rows, digest of the values.
expected=$data/csv_torture/EXPECTED.csv
sed 's/\r$//' "$expected" | cut -d, -f1,3-8 >"$temp/expected"
cut -d, -f1 "$expected" | "$vectors" --all csv >"$temp/got" || status=1
total=$(($(wc -l <"$temp/expected") - 1))
wrong=$(diff "$temp/expected" "$temp/got" | grep -c '^<')
echo "csv $((total - wrong)) of $total"
if ! cmp -s "$temp/expected" "$temp/got"; then
	diff "$temp/expected" "$temp/got" | head -n 40
	status=1
fi
exit $status
