#!/bin/sh
# file-list.sh - prints HACKING.md with its file list made new from the first lines of files.
set -u

# The files in their order; a header stands for itself only where no source has its name.
files()
{
	for dir in src src/base src/core src/store src/sync src/app src/cli src/tui; do
		for f in "$dir"/*.[chS]; do
			[ -e "$f" ] && echo "$f"
		done
		layer=${dir#src/}
		for f in include/"$layer"/*.h; do
			name=${f##*/}
			[ -e "$f" ] && [ ! -e "src/$layer/${name%.h}.c" ] && echo "$f"
		done
	done
	for f in tests/tools/*.sh tests/tools/*.mk tests/tools/*.c tests/fuzz/*.c tests/bench/*.c \
	    tests/screen/*.[ch] tests/pty/*.[ch] tests/sync/*.[ch] tests/fault/*.[ch]; do
		[ -e "$f" ] && echo "$f"
	done
}

# The title of a file: what stands after " - " in its first line (second in a script). One awk for
# all of them: a process or two a file took a minute.
list()
{
	files | xargs awk '
	FNR == 1 { told = 0 }
	told || (FNR == 1 && /^#!/) { next }
	{
		told = 1
		title = ""
		if (match($0, /^[\/*# ]*[A-Za-z0-9_.-]* - /)) {
			title = substr($0, RSTART + RLENGTH)
			sub(/ *\*\/ *$/, "", title)
		}
		printf "- `%s` %s\n", FILENAME, title
	}'
}

awk '/<!-- files -->/ { print; exit } { print }' HACKING.md
list
awk '/<!-- end of files -->/ { on = 1 } on { print }' HACKING.md
