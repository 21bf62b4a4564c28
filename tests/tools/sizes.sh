#!/bin/sh
# sizes.sh - how long functions and files are, layer by layer; for the reader, fails nothing.
set -u

for dir in src/base src/core src/store src/sync src/app src/cli src/tui; do
	ls "$dir"/*.c >/dev/null 2>&1 || continue
	awk '
	FNR == 1 { name = "" }
	/^[a-z_][a-z_0-9]*\(/ { name = $1; sub(/\(.*/, "", name) }
	/^{/ { start = FNR }
	/^}/ && !/^};/ { if (name != "") print FNR - start - 1, FILENAME ": " name; name = "" }
	' "$dir"/*.c | sort -n >"${TMPDIR:-/tmp}/sizes.$$"
	wc -l "$dir"/*.c | awk -v dir="$dir" -v list="${TMPDIR:-/tmp}/sizes.$$" '
	$2 != "total" { files++; lines += $1; if ($1 > 500) long_files = long_files " " $2 ":" $1 }
	END {
		while ((getline row < list) > 0) {
			split(row, part, " ")
			n[++count] = part[1]
			if (part[1] > 60) over = over "\n    " row
		}
		printf "%-10s %3d files %6d lines %5d functions  median %d  p90 %d  longest %d\n", dir,
		    files, lines, count, n[int((count + 1) / 2)], n[int(count * 0.9)], n[count]
		if (over != "") print "  over 60 lines:" over
		if (long_files != "") print "  over 500 lines:" long_files
	}'
	rm -f "${TMPDIR:-/tmp}/sizes.$$"
done
