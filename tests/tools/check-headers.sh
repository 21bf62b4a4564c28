#!/bin/sh
# check-headers.sh - house rules of headers and names.
#
# Use: check-headers.sh OBJDIR CFLAG...
# Each header compiles alone with gcc and with clang, is guarded by its path, and has a
# contract above each prototype (one comment may head a group without blank lines). Each
# public symbol begins with the name of its file. Functions nobody may call are not called.
set -u

objdir=$1
shift
out=$objdir/headers.out
: >"$out"
headers=${HEADERS_ONLY:-$(ls include/*/*.h src/*/*.h 2>/dev/null)}

# ---- alone
for h in $headers; do
	printf '#include "%s"\n' "${h#include/}" >"$objdir/alone.c"
	# A list that is expanded by its includer needs nobody else either.
	for cc in gcc clang; do
		"$cc" "$@" -Isrc -I. -fsyntax-only "$objdir/alone.c" >"$objdir/alone.log" 2>&1 ||
		    { echo "$h: does not compile alone with $cc"; head -n 5 "$objdir/alone.log"; } >>"$out"
	done
done

# ---- title, guard, contracts
for h in $headers; do
	guard=$(echo "${h#*/}" | tr 'a-z/.-' 'A-Z___')
	grep -q "^#ifndef $guard\$" "$h" || echo "$h: guard is not $guard" >>"$out"
	awk -v file="$h" '
	function report(text) { printf "%s:%d: %s\n", file, NR, text }
	/^#/ || macro { macro = /\\$/; headed = 0; next }
	/\/\*/ && !/^[ \t]*[a-z].*\/\*/ { comment = 1 }
	comment { headed = 1; if (/\*\//) comment = 0; next }
	/^$/ { if (!open_decl) headed = 0; next }
	{
		line = $0
		inline_note = (line ~ /\/\*/)
		gsub(/\/\*.*\*\//, "", line)
		if (depth == 0 && !open_decl) { decl = ""; open_decl = 1 }
		decl = decl " " line
		depth += gsub(/{/, "{", line) - gsub(/}/, "}", line)
		if (depth == 0 && line ~ /;[ \t]*$/) {
			open_decl = 0
			if (decl !~ /{/ && decl ~ /\(/ && decl !~ /_Static_assert|typedef/) {
				if (!headed && !inline_note) report("no contract above:" decl)
			}
		}
	}' "$h" >>"$out"
done
for f in $headers $(ls src/*.c src/*/*.c tests/*/*.[ch] tests/*/*/*.[ch] 2>/dev/null); do
	head -n 1 "$f" | grep -qF "/* $(basename "$f") - " ||
	    echo "$f:1: first line is not: /* $(basename "$f") - what it is. */" >>"$out"
done

# ---- names
# Prefixes of their own: FILE PREFIX...
own_prefix()
{
	awk -v file="$1" '$1 == file { for (i = 2; i <= NF; i++) print $i }' \
	    tests/tools/prefixes.txt
}
for o in "$objdir"/obj/*/*.c.o; do
	[ -e "$o" ] || continue
	layer=$(basename "$(dirname "$o")")
	name=$(basename "$o" .c.o)
	[ -e "src/$layer/$name.c" ] || continue # left from a file now gone
	allowed="$name $(own_prefix "$layer/$name.c" | tr '\n' ' ')"
	nm -g --defined-only "$o" | awk '{ print $3 }' | while read -r symbol; do
		fits=no
		for p in $allowed; do
			case $symbol in
			"$p" | "$p"_*) fits=yes ;;
			esac
		done
		[ $fits = yes ] || echo "src/$layer/$name.c: $symbol does not begin with ${name}_" >>"$out"
	done
done

# ---- calls nobody makes
banned='strcpy|strcat|strncpy|strncat|sprintf|vsprintf|strtok|strtok_r|atoi|atol|atof|gets|scanf|fscanf|localtime|gmtime|ctime|asctime|rand|srand|random|alloca|setjmp|longjmp|system|popen|signal|mktemp|tmpnam|strdupa'
for f in $(ls src/*.c src/*/*.[ch] include/*/*.h 2>/dev/null); do
	gcc -fpreprocessed -dD -E -P "$f" 2>/dev/null | sed 's/"\([^"\\]\|\\.\)*"/""/g' |
	    grep -oE "(^|[^A-Za-z0-9_.>])($banned)[ ]*\(" | sort -u | while read -r call; do
		echo "$f: calls banned ${call#[!a-z]}" >>"$out"
	done
done

cat "$out"
[ ! -s "$out" ]
