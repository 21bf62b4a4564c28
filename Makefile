# limber - build, test, install. Quiet by default, V=1 shows the commands.
# make run and make check are all a new user needs; both call make deps.

VERSION := 0.1.0
ifeq ($(origin CC),default)
CC := gcc
endif
PREFIX  ?= /usr/local
DESTDIR ?=
V       ?= 0
Q       := $(if $(filter 1,$(V)),,@)
say      = $(if $(filter 1,$(V)),@:,@printf '  %-7s %s\n' $(1) $(2))

# CONF names a build: release (hardened), debug (ASan + UBSan), coverage, fuzz;
# each has its own folder.
CONF    ?= release
BUILD   ?= build
O       := $(BUILD)/$(CONF)-$(notdir $(firstword $(CC)))
JOBS    ?= 2

LAYERS  := base core store sync app cli tui

CLANG   := $(findstring clang,$(notdir $(firstword $(CC))))
MACHINE := $(shell uname -m)

WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes -Wvla \
           -Wstrict-prototypes -Wformat=2 -Wundef -Wimplicit-fallthrough -Werror
STD     := -std=c17 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
CPPFLAGS_ALL := -Iinclude -DLIMBER_VERSION='"$(VERSION)"'
HARDEN  := -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=3 -fstack-protector-strong \
           -fstack-clash-protection -fno-delete-null-pointer-checks \
           -fno-strict-overflow -fno-strict-aliasing -ftrivial-auto-var-init=zero
ifeq ($(MACHINE),x86_64)
HARDEN  += -fcf-protection=full
endif
ifneq ($(CLANG),)
HARDEN  += -enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang
endif
SANITIZE := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
           -fno-sanitize-recover=all
CFLAGS_release  := $(HARDEN)
CFLAGS_debug    := $(SANITIZE)
CFLAGS_coverage := -O0 --coverage -fprofile-update=atomic
CFLAGS_fuzz     := $(SANITIZE) -fsanitize=fuzzer-no-link
# The quicker linker for the many test programs, where there is one: clang's with clang, since gold
# warns of its sanitizer's symbols.
LINKER := $(if $(CLANG),lld,gold)
QUICK  := $(if $(shell command -v ld.$(LINKER)),-fuse-ld=$(LINKER))
LDFLAGS_release  := -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed
LDFLAGS_debug    := -fsanitize=address,undefined $(QUICK)
LDFLAGS_coverage := --coverage
LDFLAGS_fuzz     := -fsanitize=address,undefined
# Lines and names for a backtrace; make G=-g for the variables too.
G ?= -g1
CFLAGS_ALL = $(STD) $(G) -fPIE $(WARN) $(CFLAGS_$(CONF)) $(CFLAGS)
LDFLAGS_ALL = $(LDFLAGS_$(CONF)) $(LDFLAGS)

LIBS_base  := -lsodium -lutf8proc
LIBS_core  := -lm
LIBS_store := -lsqlite3
LIBS_sync  := -lcsv
LIBS_app   := -lhpdf
LIBS_cli   :=
LIBS_tui   := -lformw -lmenuw -lpanelw -lncursesw -ltinfo

.DEFAULT_GOAL := all
.DELETE_ON_ERROR:
.SUFFIXES:
.PHONY: FORCE
FORCE:

include tests/tools/build.mk
include tests/tools/suites.mk
include tests/tools/checks.mk
include tests/tools/vectors.mk

# ---- everyday

DEMO ?= $(BUILD)/demo

.PHONY: all run clean deps help
all: $(BUILD)/limber ## build the program: build/limber

run: $(BUILD)/limber ## build and open a made-up clinic (DEMO=DIR)
	@[ -e $(DEMO) ] || $(BUILD)/limber --data $(DEMO) demo
	@$(BUILD)/limber --data $(DEMO)

deps: ## install the packages that building and checking need
	@CC='$(CC)' tests/tools/deps.sh build check

clean: ## remove everything that was built
	rm -rf $(BUILD)

help: ## print this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-15s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

# ---- install

.PHONY: install uninstall dist
MAN1 := man/limber.1
MAN5 := man/limber-csv.5
MAN7 := man/limber.7 man/limber-kiosk.7
install: $(BUILD)/limber ## install program, man pages, documents (DESTDIR, PREFIX)
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1 \
	    $(DESTDIR)$(PREFIX)/share/man/man5 $(DESTDIR)$(PREFIX)/share/man/man7 \
	    $(DESTDIR)$(PREFIX)/share/doc/limber
	install -m 755 $(BUILD)/limber $(DESTDIR)$(PREFIX)/bin/limber
	install -m 644 $(MAN1) $(DESTDIR)$(PREFIX)/share/man/man1/
	install -m 644 $(MAN5) $(DESTDIR)$(PREFIX)/share/man/man5/
	install -m 644 $(MAN7) $(DESTDIR)$(PREFIX)/share/man/man7/
	install -m 644 README.md CHANGELOG.md LICENSE man/keycard.txt $(DESTDIR)$(PREFIX)/share/doc/limber/

uninstall: ## remove what install put there
	rm -f $(DESTDIR)$(PREFIX)/bin/limber \
	    $(DESTDIR)$(PREFIX)/share/man/man1/limber.1 \
	    $(DESTDIR)$(PREFIX)/share/man/man5/limber-csv.5 \
	    $(DESTDIR)$(PREFIX)/share/man/man7/limber.7 \
	    $(DESTDIR)$(PREFIX)/share/man/man7/limber-kiosk.7
	rm -rf $(DESTDIR)$(PREFIX)/share/doc/limber

DIST := limber-$(VERSION)
dist: ## a source tarball of the last commit, the same bytes every time
	@mkdir -p $(BUILD)
	git archive --format=tar --prefix=$(DIST)/ HEAD | gzip -9n >$(BUILD)/$(DIST).tar.gz
	@cd $(BUILD) && sha256sum $(DIST).tar.gz
