#!/bin/sh
# deps.sh - installs what a set of targets needs and is not there yet.
#
# Use: deps.sh SET...   SET: build (make run), check (make check), coverage, bench, long
# Looks first (programs by name, libraries by compiling a line against them) and touches no
# network when everything is there.
set -u

cc=${CC:-gcc}
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM

have()
{
	command -v "$1" >/dev/null 2>&1
}

# One of the font files that the program looks for.
have_font()
{
	fonts=$(sed -n 's/.*"\(\/[^"]*\.ttf\)".*/\1/p' "$(dirname "$0")/../../src/app/pdf.c")
	for font in $fonts "${HOME:-}/Library/Fonts/DejaVuSansMono.ttf"; do
		[ -e "$font" ] && return 0
	done
	return 1
}

# Servers lie where not everybody looks for programs.
have_sshd()
{
	have sshd || [ -x /usr/sbin/sshd ] || [ -x /usr/local/sbin/sshd ]
}

# links COMPILER HEADER... -- FLAG...: can a program with these headers be built?
links()
{
	compiler=$1
	shift
	have "$compiler" || return 1
	: >"$tmp/probe.c"
	while [ "$1" != -- ]; do
		printf '#include <%s>\n' "$1" >>"$tmp/probe.c"
		shift
	done
	shift
	echo "${probe_body:-int main(void) { return 0; }}" >>"$tmp/probe.c"
	"$compiler" -D_GNU_SOURCE "$tmp/probe.c" "$@" -o "$tmp/probe" >/dev/null 2>&1
}

# One line per thing needed: missing WHAT unless CONDITION.
missing=
lack()
{
	missing="$missing $1"
}

probe_build()
{
	links "$cc" stdio.h -- || lack "C compiler ($cc)"
	have ar || lack ar
	links "$cc" stdio.h curses.h form.h menu.h panel.h -- -lformw -lmenuw -lpanelw \
	    -lncursesw || lack ncursesw
	links "$cc" sqlite3.h -- -lsqlite3 || lack sqlite3
	links "$cc" csv.h -- -lcsv || lack libcsv
	links "$cc" sodium.h -- -lsodium || lack libsodium
	links "$cc" utf8proc.h -- -lutf8proc || lack utf8proc
	links "$cc" hpdf.h -- -lhpdf || lack libharu
	have age || lack age
}

probe_check()
{
	links clang stdio.h -- -fsanitize=address,undefined || lack clang
	links "$cc" stdio.h -- -fsanitize=address,undefined || lack sanitizers
	links "$cc" stdarg.h stddef.h stdint.h setjmp.h cmocka.h -- -lcmocka || lack cmocka
	links "$cc" vterm.h -- -lvterm || lack libvterm
	have clang-format-14 || have clang-format || lack clang-format
	have clang-tidy || lack clang-tidy
	have cppcheck || lack cppcheck
	have mandoc || lack mandoc
	have readelf || lack readelf
	have git || lack git
	have pdftotext || lack poppler
	have minisign || lack minisign
	have 7z || lack 7z
	have_font || lack "DejaVu Sans Mono"
	have ssh || lack "ssh client"
	have_sshd || lack "ssh server"
}

probe_coverage()
{
	have gcovr || lack gcovr
}

probe_long()
{
	have soffice || lack libreoffice
	have valgrind || lack valgrind
}

probe_bench()
{
	have sqlite3 || lack sqlite3-shell
}

# Package names: packages MANAGER SET.
packages()
{
	case $1-$2 in
	apt-build) echo gcc libc6-dev libncurses-dev libsqlite3-dev libcsv-dev \
	    libsodium-dev libutf8proc-dev libhpdf-dev fonts-dejavu-core age ;;
	apt-check) echo clang libclang-rt-dev clang-format-14 clang-tidy cppcheck libcmocka-dev \
	    libvterm-dev mandoc binutils git poppler-utils minisign p7zip-full \
	    openssh-client openssh-server ;;
	apt-coverage | dnf-coverage | apk-coverage | brew-coverage) echo gcovr ;;
	apt-long) echo libreoffice-calc-nogui valgrind ;;
	dnf-long | apk-long) echo libreoffice-calc valgrind ;;
	apt-bench) echo sqlite3 ;;
	dnf-build) echo gcc ncurses-devel sqlite-devel libcsv-devel libsodium-devel \
	    utf8proc-devel libharu-devel dejavu-sans-mono-fonts age ;;
	dnf-check) echo clang clang-tools-extra compiler-rt libasan libubsan cppcheck \
	    libcmocka-devel libvterm-devel mandoc binutils git poppler-utils minisign p7zip \
	    p7zip-plugins openssh-clients openssh-server ;;
	dnf-bench) echo sqlite ;;
	apk-build) echo gcc musl-dev linux-headers ncurses-dev sqlite-dev libcsv-dev \
	    libsodium-dev utf8proc-dev libharu-dev font-dejavu age ;;
	apk-check) echo clang clang-extra-tools compiler-rt cppcheck cmocka-dev \
	    libvterm-dev mandoc binutils git poppler-utils minisign p7zip \
	    openssh-client openssh-server ;;
	apk-bench) echo sqlite ;;
	brew-build) echo ncurses sqlite libcsv libsodium utf8proc libharu font-dejavu age ;;
	brew-check) echo llvm clang-format cppcheck cmocka libvterm mandoc binutils git poppler \
	    minisign p7zip openssh ;;
	brew-bench) echo sqlite ;;
	esac
}

# Runs a command as root; may_install has said that this can be done.
as_root()
{
	if [ "$(id -u)" -eq 0 ]; then
		"$@"
	else
		sudo "$@"
	fi
}

# Is there a way to install? Else says what an administrator has to run.
may_install()
{
	[ "$1" = brew ] || [ "$(id -u)" -eq 0 ] || have sudo && return 0
	echo "deps: missing:$missing" >&2
	echo "deps: installing needs root, and there is no sudo; ask for:$2" >&2
	return 1
}

install_with()
{
	manager=$1
	shift
	list=
	for set in "$@"; do
		list="$list $(packages "$manager" "$set")"
	done
	may_install "$manager" "$list" || return 1
	echo "deps: missing:$missing"
	echo "deps: installing with $manager:$list"
	# shellcheck disable=SC2086 # the list is words on purpose
	case $manager in
	apt)
		as_root apt-get update -qq &&
		    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			--no-install-recommends -o Dpkg::Use-Pty=0 $list >"$tmp/apt.log" 2>&1 || {
			tail -n 20 "$tmp/apt.log" >&2 2>/dev/null
			return 1
		}
		;;
	dnf) as_root dnf install -y -q $list ;;
	apk) as_root apk add -q $list ;;
	brew) brew install -q $list ;;
	esac
}

probe_all()
{
	missing=
	for set in "$@"; do
		case $set in
		build | check | coverage | bench | long) "probe_$set" ;;
		*)
			echo "deps: no such set: $set" >&2
			exit 2
			;;
		esac
	done
}

[ $# -gt 0 ] || set -- build check
probe_all "$@"
[ -z "$missing" ] && exit 0

if have apt-get; then
	manager=apt
elif have dnf; then
	manager=dnf
elif have apk; then
	manager=apk
elif have brew; then
	manager=brew
else
	echo "deps: missing:$missing" >&2
	echo "deps: no known package manager (apt, dnf, apk, brew); install these by hand" >&2
	exit 1
fi

install_with "$manager" "$@" || {
	echo "deps: nothing was installed; the reason stands above" >&2
	exit 1
}
probe_all "$@"
if [ -n "$missing" ]; then
	echo "deps: still missing after installing:$missing" >&2
	exit 1
fi
