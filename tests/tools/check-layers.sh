#!/bin/sh
# check-layers.sh - proves that each layer uses only what lies below it.
#
# Use: check-layers.sh OBJDIR CC LIBS_OF...   LIBS_OF: LAYER=flags, from the Makefile
# Three ways: include lines against a table; each archive linked whole with the archives
# below it and nothing else; system calls that only base may make, read from the objects.
set -u

objdir=$1
cc=$2
shift 2
bad=0
say()
{
	echo "$*"
	bad=1
}

below()
{
	case $1 in
	base) echo base ;;
	core) echo core base ;;
	store) echo store core base ;;
	sync) echo sync core base ;;
	app) echo app sync store core base ;;
	cli) echo cli app sync store core base ;;
	tui) echo tui app sync store core base ;;
	esac
}
layers="base core store sync app cli tui"

# ---- include lines
files_of()
{
	for f in src/"$1"/*.[chS] include/"$1"/*.h; do
		[ -e "$f" ] && echo "$f"
	done
}
for layer in $layers; do
	case $layer in
	tui) own='sqlite3|csv' ;;
	store) own='curses|ncurses|form|menu|panel|term|csv' ;;
	sync) own='curses|ncurses|form|menu|panel|term|sqlite3' ;;
	*) own='curses|ncurses|form|menu|panel|term|sqlite3|csv' ;;
	esac
	files_of "$layer" | xargs -r awk -v layer="$layer" -v may="$(below "$layer")" -v own="$own" '
	function say(text) { print FILENAME ":" FNR ": " text }
	function exists(path,    line, there) {
		there = (getline line < path) >= 0
		close(path)
		return there
	}
	FNR == 1 { base = FILENAME; sub(/.*\//, "", base); sub(/\.[^.]*$/, "", base) }
	/^[ \t]*#[ \t]*include[ \t]*"/ {
		name = $0; sub(/^[^"]*"/, "", name); sub(/".*/, "", name)
		if (split(name, path, "/") > 1) {
			if (!index(" " may " ", " " path[1] " "))
				say("includes \"" name "\": " layer " may use " may)
			if (!exists("include/" name))
				say("\"" name "\" is not a header of include/")
		} else if (FILENAME !~ /^src\// || !exists("src/" layer "/" name))
			say("\"" name "\": write \"layer/name.h\"")
		# A screen knows no other screen.
		if (FILENAME ~ /^src\/tui\/scr_/ && name ~ /^(tui\/)?scr_/ &&
		    name != "tui/scr.h" && !index(name, base))
			say("screens do not know each other")
	}
	$0 ~ "^[ \t]*#[ \t]*include[ \t]*<(ncursesw?/)?(" own ")\\.h>" { say("not in " layer) }
	# A public header shows no library.
	FILENAME ~ /^include\// && FILENAME !~ /^include\/tui\// &&
	    /<(sqlite3|csv|curses|form|menu|panel|sodium|utf8proc)\.h>/ { say("not in a public header") }'
done >"$objdir/layers.out"
[ -s "$objdir/layers.out" ] && { cat "$objdir/layers.out"; bad=1; }

# ---- links: LAYER=flags
echo 'int main(void) { return 0; }' >"$objdir/empty.c"
for pair in "$@"; do
	layer=${pair%%=*}
	flags=${pair#*=}
	set --
	for l in $(below "$layer"); do
		[ "$l" = "$layer" ] || set -- "$@" "$objdir/lib$l.a"
	done
	case " ${LAYERS_ONLY:-$layers} " in
	*" $layer "*) ;;
	*) continue ;;
	esac
	# An archive without sources holds nothing to link.
	[ -n "$(ar t "$objdir/lib$layer.a")" ] || continue
	# shellcheck disable=SC2086 # flags are words
	"$cc" -pie "$objdir/empty.c" -Wl,--whole-archive "$objdir/lib$layer.a" \
	    -Wl,--no-whole-archive "$@" $flags -o "$objdir/empty" >"$objdir/layers.out" 2>&1 || {
		sed "s|^|$layer: |" "$objdir/layers.out" | grep -v 'ld returned' | head -n 20
		say "$layer does not link with only $(below "$layer")"
	}
done

# ---- calls: what an object may ask of the C library
files='open|open64|openat|fopen|fopen64|fdopen|creat|close|read|write|pwrite|pread|rename|renameat|unlink|remove|mkdir|rmdir|fsync|fdatasync|stat|stat64|fstat|fstat64|lstat|flock|truncate|ftruncate|opendir|fdopendir|readdir|readdir64|mkstemp|fstatat|fstatat64|mkdirat|unlinkat|renameat|renameat2|syncfs|statvfs|fstatvfs|statvfs64|fstatvfs64|posix_fadvise|posix_fadvise64|readlink|readlinkat|realpath|link|symlink|chmod|syscall|__open_2|__open64_2|__read_chk|__pread_chk'
clocks='time|clock_gettime|gettimeofday|clock|localtime|localtime_r|gmtime|gmtime_r|mktime|strftime|nanosleep|usleep|sleep'
prints='printf|puts|putchar|fprintf|fputs|fputc|fwrite|vfprintf|perror|__printf_chk|__fprintf_chk|__vfprintf_chk|stdout|stderr'
ends='exit|_exit|abort|quick_exit|system|popen|fork|execve|execvp|execl'
odd='rand|random|srand|getenv|setenv|setlocale'

# Every name an object wants, one line "LAYER FILE SYMBOL".
nm -A -u "$objdir"/obj/*/*.c.o 2>/dev/null | awk '{
	n = split($1, path, "/")
	file = path[n]; sub(/\.o:.*/, "", file)
	symbol = $NF; sub(/@.*/, "", symbol)
	print path[n - 1], file, symbol
}' >"$objdir/layers.calls"

# asks LAYERS PATTERN WHY: objects of these layers that want a name of the pattern. ALLOWED are
# layer/name.c:symbol that may; layer/name.c:* may all.
asks()
{
	awk -v layers=" $1 " -v pattern="^($2)\$" -v why="$3" -v allowed=" $LAYERS_ALLOWED " '
	index(layers, " " $1 " ") && $3 ~ pattern {
		me = $1 "/" $2
		if (index(allowed, " " me ":" $3 " ") || index(allowed, " " me ":* "))
			next
		if ((getline line < ("src/" me)) < 0)
			next # left from a file now gone
		print "src/" me " calls " $3 ": " why
	}' "$objdir/layers.calls"
}
{
	asks "core store sync app cli tui" "$files" "files go through the io table of base"
	asks "core store sync app cli tui" "$clocks" "time is an argument"
	asks "core store sync app cli tui" "$odd" "only main reads the environment, chance comes from base"
	asks "base core store sync" "$prints" "nothing below app prints"
	asks "base core store sync app cli tui" "$ends" "only main ends the program"
} >"$objdir/layers.out"
[ -s "$objdir/layers.out" ] && { cat "$objdir/layers.out"; bad=1; }
exit $bad
