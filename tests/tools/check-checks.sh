#!/bin/sh
# check-checks.sh - breaks a copy of the project on purpose; every check must notice its fault.
#
# Use: check-checks.sh MAKE OBJDIR   OBJDIR: a built release tree, build/release-gcc
set -u

make=$1
objdir=$2
copy=$(mktemp -d) || exit 1
trap 'rm -rf "$copy"' EXIT
trap 'exit 1' HUP INT TERM
passed=0
failed=0

mkdir -p "$copy/$objdir"
tar cf - Makefile .clang-format .clang-tidy HACKING.md CHANGELOG.md src include tests man assets \
    2>/dev/null | tar xf - -C "$copy"
# What the checks read; the test programs, which are most of it, stay behind.
(cd "$objdir" && tar cf - --exclude=t/unit --exclude=t/screen --exclude=t/pty obj t ./*.a ./*.list \
    flags mangen) | tar xf - -C "$copy/$objdir"
cp -a build/deps "$copy/build/"
cd "$copy" || exit 1
for layer in base core store sync app cli tui; do
	mkdir -p "src/$layer" "include/$layer"
done

# must_fail FAULT PATTERN COMMAND...: the command fails and names the fault.
must_fail()
{
	fault=$1
	pattern=$2
	shift 2
	if "$@" >out.log 2>&1; then
		echo "not noticed: $fault"
		failed=$((failed + 1))
	elif ! grep -q "$pattern" out.log; then
		echo "noticed, but not said: $fault (wanted: $pattern)"
		tail -n 5 out.log
		failed=$((failed + 1))
	else
		passed=$((passed + 1))
	fi
	rm -f src/*/zz.* include/*/zz.h tests/unit/base/test_zz.c
}
target()
{
	"$make" --no-print-directory "$@"
}
# Only the layer with the fault is linked.
layer_of()
{
	LAYERS_ONLY=$1 target check-layers
}
head_c='/* zz.c - a fault. */'

printf '%s\n#include "store/store.h"\n' "$head_c" >src/core/zz.c
must_fail "core includes store" "core may use" layer_of core
printf '%s\n#include <sqlite3.h>\n' "$head_c" >src/core/zz.c
must_fail "core includes sqlite3.h" "not in core" layer_of core
printf '%s\n#include <curses.h>\n' "$head_c" >src/store/zz.c
must_fail "store includes curses.h" "not in store" layer_of store
printf '%s\nint dict_of_tui(void);\nint zz(void);\nint\nzz(void)\n{\n\treturn dict_of_tui();\n}\n' \
    "$head_c" >src/core/zz.c
must_fail "core calls upward" "does not link" layer_of core
printf '%s\n#include <time.h>\nlong zz(void);\nlong\nzz(void)\n{\n\treturn (long)time(NULL);\n}\n' \
    "$head_c" >src/core/zz.c
must_fail "core reads the clock" "time is an argument" layer_of core
printf '%s\n#include <stdio.h>\nvoid zz(void);\nvoid\nzz(void)\n{\n\tputs("x");\n}\n' \
    "$head_c" >src/store/zz.c
must_fail "store prints" "nothing below app prints" layer_of store
printf '%s\n#include <fcntl.h>\nint zz(void);\nint\nzz(void)\n{\n\treturn open("x", O_RDONLY);\n}\n' \
    "$head_c" >src/sync/zz.c
must_fail "sync opens a file" "io table" layer_of sync
printf '%s\n#include <stdlib.h>\nvoid zz(void);\nvoid\nzz(void)\n{\n\texit(0);\n}\n' \
    "$head_c" >src/app/zz.c
must_fail "app ends the program" "only main ends" layer_of app

HEADERS_ONLY=include/core/zz.h
export HEADERS_ONLY
printf '/* zz.h - a fault. */\n#ifndef CORE_ZZ_H\n#define CORE_ZZ_H\n\nint zz(void);\n#endif\n' \
    >include/core/zz.h
must_fail "no contract" "no contract" target check-headers
printf '/* zz.h - a fault. */\n#ifndef CORE_ZZ_H\n#define CORE_ZZ_H\n/* X. */\nbool zz(size_t);\n#endif\n' \
    >include/core/zz.h
must_fail "header needs another" "compile alone" target check-headers
printf '/* zz.h - a fault. */\n#ifndef ZZ_H\n#define ZZ_H\n#endif\n' >include/core/zz.h
must_fail "guard not named by path" "guard is not CORE_ZZ_H" target check-headers
HEADERS_ONLY=include/base/status.h
printf '%s\nint other(void);\nint\nother(void)\n{\n\treturn 0;\n}\n' "$head_c" >src/core/zz.c
must_fail "symbol without its prefix" "does not begin with zz_" target check-headers
printf '%s\n#include <string.h>\nvoid zz(char *p);\nvoid\nzz(char *p)\n{\n\tstrcpy(p, "x");\n}\n' \
    "$head_c" >src/core/zz.c
must_fail "strcpy" "calls banned.*strcpy" target check-headers
printf 'int zz;\n' >src/core/zz.c
must_fail "no title line" "first line is not" target check-headers

printf '%s\nint zz( void );\n' "$head_c" >src/core/zz.c
must_fail "layout" "clang-format" target check-format
printf '%s\n' "$head_c" >src/core/zz.c
must_fail "file missing in HACKING.md" "file list" target check-files
printf '%s\n/* See /%s/somebody/notes. */\n' "$head_c" home >src/core/zz.c
must_fail "path of one machine" "a path of one machine" target check-files
printf '%s\nint zz(int *p);\nint\nzz(int *p)\n{\n\tp = 0;\n\treturn *p;\n}\n' "$head_c" >src/core/zz.c
must_fail "null pointer" "clang-analyzer" target build/lint/core/zz.c.tidy

cp man/limber-csv.5 man/kept
echo '.\" old' >>man/limber-csv.5
must_fail "old manual" "make docs" target check-man
mv man/kept man/limber-csv.5

echo 'int main(void) { return 0; }' >soft.c
gcc -no-pie -Wl,-z,norelro,-z,lazy soft.c -o soft
must_fail "soft binary" "not position independent" tests/tools/check-hardened.sh ./soft

# ---- the runner: a failure, a leak, a crash, a hang, a suite that never ran
runner()
{
	tests/tools/run-tests.sh -o logs "$@"
}
printf '#!/bin/sh\necho "3 passed, 1 failed"\n' >count.sh
printf '#!/bin/sh\necho "[  PASSED  ] 4 test(s)."\nexit 23\n' >leak.sh
printf '#!/bin/sh\nkill -SEGV $$\n' >crash.sh
printf '#!/bin/sh\nsleep 30\n' >hang.sh
chmod +x ./*.sh
must_fail "failed test" "^3 passed, 1 failed" runner ./count.sh
must_fail "leak after success" "^4 passed, 1 failed" runner ./leak.sh
must_fail "crash" "^0 passed, 1 failed" runner ./crash.sh
TEST_TIMEOUT=1
export TEST_TIMEOUT
must_fail "hang" "^0 passed, 1 failed" runner ./hang.sh

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
