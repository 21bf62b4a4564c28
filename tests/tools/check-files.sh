#!/bin/sh
# check-files.sh - what the repository's files may say, and the file list of HACKING.md.
set -u

bad=0
if git rev-parse --git-dir >/dev/null 2>&1; then
	files=$(git ls-files)
else
	files=$(find . -type f ! -path './build/*' ! -path './.git/*' | sed 's|^\./||')
fi

# Paths of somebody's own machine. The dots keep this line from finding itself.
found=$(echo "$files" | grep -v '^tests/data/' | tr '\n' '\0' |
    xargs -0 grep -nIE '(^|[^A-Za-z0-9_.])/(wor[k]|hom[e]|roo[t])/' 2>/dev/null)
[ -n "$found" ] && { echo "$found"; echo "a path of one machine"; bad=1; }

# Code and build know no address in the net.
found=$(echo "$files" | grep -E '^(Makefile|\.ci/|src/|include/|tests/.*\.(sh|mk|c|h)$)' |
    tr '\n' '\0' | xargs -0 grep -nIE 'https?:/[/]' 2>/dev/null)
[ -n "$found" ] && { echo "$found"; echo "an address in the net"; bad=1; }

found=$(echo "$files" | grep -E '\.(c|h|sh|mk|md|in|sql)$|^Makefile$' | grep -v '^tests/data/' |
    tr '\n' '\0' | xargs -0 grep -nIE '[ 	]+$' 2>/dev/null)
[ -n "$found" ] && { echo "$found" | head -n 20; echo "space at the end of a line"; bad=1; }

version=$(sed -n 's/^VERSION := //p' Makefile)
if ! grep -q "^## $version " CHANGELOG.md; then
	echo "CHANGELOG.md says nothing about version $version"
	bad=1
fi

# A promise of limber(7) names the tests that show it.
for test in $(grep -o 'tests/[a-z/_]*\.\(c\|sh\)' man/limber.7.in | sort -u); do
	[ -f "$test" ] || { echo "man/limber.7.in names $test, which is not there"; bad=1; }
done

mkdir -p build
if ! tests/tools/file-list.sh | diff -u HACKING.md - >build/file-list.diff 2>&1; then
	cat build/file-list.diff
	echo "the file list of HACKING.md is old: make docs"
	bad=1
fi
exit $bad
