#!/bin/sh
# check-install.sh - install puts a working program in place, uninstall takes all of it away.
#
# Use: check-install.sh MAKE
set -u

make=$1
dest=$(mktemp -d) || exit 1
trap 'rm -rf "$dest"' EXIT
bad=0
say()
{
	echo "$*"
	bad=1
}

"$make" --no-print-directory install DESTDIR="$dest" PREFIX=/usr >"$dest/log" 2>&1 ||
    { cat "$dest/log"; exit 1; }
rm -f "$dest/log"
version=$(sed -n 's/^VERSION := //p' Makefile)
[ "$("$dest/usr/bin/limber" --version)" = "limber $version" ] ||
    say "the installed program does not say limber $version"
for page in man1/limber.1 man5/limber-csv.5 man7/limber.7 man7/limber-kiosk.7; do
	mandoc -T utf8 "$dest/usr/share/man/$page" | grep -q limber ||
	    say "$page is not a manual page"
done
others=$(find "$dest" -type f ! -perm 644 ! -path '*/bin/limber')
[ -z "$others" ] || say "odd modes: $others"

"$make" --no-print-directory uninstall DESTDIR="$dest" PREFIX=/usr >/dev/null 2>&1 ||
    say "uninstall failed"
left=$(find "$dest" -type f)
[ -z "$left" ] || say "uninstall left: $left"

if git rev-parse -q --verify HEAD >/dev/null 2>&1; then
	one=$("$make" --no-print-directory dist BUILD="$dest/a" | tail -n 1)
	two=$("$make" --no-print-directory dist BUILD="$dest/b" | tail -n 1)
	[ -n "$one" ] && [ "$one" = "$two" ] || say "two tarballs of one commit differ"
fi
exit $bad
