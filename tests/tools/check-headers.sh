#!/bin/sh
# check-headers.sh - house rules of headers and names.
#
# Use: check-headers.sh OBJDIR CFLAG...
# Each header compiles alone (the compiler of CC), is guarded by its path, and has a
# contract above each prototype (one comment may head a group without blank lines). Each
# public symbol begins with the name of its file. Functions nobody may call are not called.
set -u

objdir=$1
shift
out=$objdir/headers.out
: >"$out"
headers=${HEADERS_ONLY:-$(ls include/*/*.h src/*/*.h 2>/dev/null)}

# ---- alone: a source for each that has nothing but the header, many to one call of the compiler
rm -rf "$objdir/alone"
mkdir -p "$objdir/alone"
for h in $headers; do
	name=$objdir/alone/$(echo "${h#*/}" | tr / .).c
	printf '#include "%s"\nextern int alone;\n' "${h#include/}" >"$name"
done
ls "$objdir"/alone/*.c | xargs "${CC:-gcc}" "$@" -Isrc -I. -fsyntax-only >>"$out" 2>&1 ||
    echo "a header does not compile alone" >>"$out"

# ---- title, guard, contracts
for h in $headers; do
	guard=$(echo "${h#*/}" | tr 'a-z/.-' 'A-Z___')
	grep -q "^#ifndef $guard\$" "$h" || echo "$h: guard is not $guard" >>"$out"
	awk -v file="$h" '
	function report(text) { printf "%s:%d: %s\n", file, NR, text }
	/^#/ || macro { macro = /\\$/; next }
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
ls $headers src/*.c src/*/*.c tests/*/*.[ch] tests/*/*/*.[ch] 2>/dev/null | xargs awk '
FNR == 1 {
	name = FILENAME
	sub(/.*\//, "", name)
	if (index($0, "/* " name " - ") != 1)
		print FILENAME ":1: first line is not: /* " name " - what it is. */"
	nextfile
}' >>"$out"

# ---- names
# Prefixes of their own: FILE PREFIX...
own_prefix()
{
	awk -v file="$1" '$1 == file { for (i = 2; i <= NF; i++) print $i }' \
	    tests/tools/prefixes.txt
}
nm -A -g --defined-only "$objdir"/obj/*/*.c.o 2>/dev/null | awk '
function exists(path,    line) {
	if (!(path in there)) {
		there[path] = (getline line < path) >= 0
		close(path)
	}
	return there[path]
}
FILENAME == "tests/tools/prefixes.txt" {
	for (i = 2; i <= NF && $1 != "#"; i++) own[$1] = own[$1] " " $i
	next
}
{
	n = split($1, path, "/")
	file = path[n]; sub(/\.o:.*/, "", file)
	me = path[n - 1] "/" file
	name = file; sub(/\.c$/, "", name)
	# A module in several files: record_ids.c is part of record.c.
	part = name
	while (sub(/_[^_]*$/, "", part))
		if (exists("src/" path[n - 1] "/" part ".c") ||
		    exists("include/" path[n - 1] "/" part ".h"))
			own[me] = own[me] " " part
	count = split(name own[me], prefix, " ")
	fits = 0
	for (i = 1; i <= count; i++)
		if ($NF == prefix[i] || index($NF, prefix[i] "_") == 1) fits = 1
	if (!fits && exists("src/" me))
		print "src/" me ": " $NF " does not begin with " name "_"
}' tests/tools/prefixes.txt - >>"$out"

# ---- calls nobody makes
banned='strcpy|strcat|strncpy|strncat|sprintf|vsprintf|strtok|strtok_r|atoi|atol|atof|gets|scanf|fscanf|localtime|gmtime|ctime|asctime|rand|srand|random|alloca|setjmp|longjmp|system|popen|signal|mktemp|tmpnam|strdupa'
ls src/*.c src/*/*.[ch] include/*/*.h 2>/dev/null | xargs awk -v banned="$banned" '
FNR == 1 { comment = 0 }
{
	line = $0
	if (comment) {
		if (!sub(/^.*\*\//, "", line)) next
		comment = 0
	}
	gsub(/"([^"\\]|\\.)*"/, "\"\"", line)
	gsub(/\/\*([^*]|\*[^\/])*\*\//, "", line)
	if (sub(/\/\*.*/, "", line)) comment = 1
	if (match(line, "(^|[^A-Za-z0-9_.>])(" banned ") *\\("))
		print FILENAME ":" FNR ": calls banned " substr(line, RSTART, RLENGTH) ")"
}' >>"$out"

cat "$out"
[ ! -s "$out" ]
