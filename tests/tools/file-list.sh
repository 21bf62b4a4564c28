#!/bin/sh
# file-list.sh - prints HACKING.md with its file list made new from the first lines of files.
set -u

# The title of a file: what stands after " - " in its first line (second in a script).
title()
{
	line=$(sed '1{/^#!/d}' "$1" | head -n 1)
	printf '%s\n' "$line" | sed -n 's|^[/*# ]*[A-Za-z0-9_.-]* - \(.*\)|\1|p' | sed 's| *\*/ *$||'
}

list()
{
	for dir in src src/base src/core src/store src/sync src/app src/cli src/tui; do
		for f in "$dir"/*.[chS]; do
			[ -e "$f" ] && printf -- '- `%s` %s\n' "$f" "$(title "$f")"
		done
		layer=${dir#src/}
		for f in include/"$layer"/*.h; do
			[ -e "$f" ] || continue
			[ -e "src/$layer/$(basename "$f" .h).c" ] ||
			    printf -- '- `%s` %s\n' "$f" "$(title "$f")"
		done
	done
	for f in tests/tools/*.sh tests/tools/*.mk tests/tools/*.c tests/fuzz/*.c tests/bench/*.c \
	    tests/screen/*.[ch] tests/pty/*.[ch] tests/sync/*.[ch] tests/fault/*.[ch]; do
		[ -e "$f" ] && printf -- '- `%s` %s\n' "$f" "$(title "$f")"
	done
}

awk '/<!-- files -->/ { print; exit } { print }' HACKING.md
list
awk '/<!-- end of files -->/ { on = 1 } on { print }' HACKING.md
