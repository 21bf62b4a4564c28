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

# CONF names a build: release (hardened), debug (ASan + UBSan), each in its own folder.
CONF    ?= release
BUILD   ?= build
O       := $(BUILD)/$(CONF)-$(notdir $(firstword $(CC)))

LAYERS  := base core store sync app cli tui

WARN    := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wmissing-prototypes -Wvla \
           -Wstrict-prototypes -Wformat=2 -Wundef -Wimplicit-fallthrough -Werror
STD     := -std=c17 -D_POSIX_C_SOURCE=200809L -D_XOPEN_SOURCE=700 -D_DEFAULT_SOURCE
CPPFLAGS_ALL := -Iinclude -I$(O)/gen -DLIMBER_VERSION='"$(VERSION)"'
HARDEN  := -O2 -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 -fstack-protector-strong \
           -fstack-clash-protection -fcf-protection=full -fno-delete-null-pointer-checks \
           -fno-strict-overflow -fno-strict-aliasing -ftrivial-auto-var-init=zero
SANITIZE := -O1 -fno-omit-frame-pointer -fsanitize=address,undefined \
           -fno-sanitize-recover=all
CFLAGS_release := $(HARDEN)
CFLAGS_debug   := $(SANITIZE)
LDFLAGS_release := -pie -Wl,-z,relro,-z,now,-z,noexecstack -Wl,--as-needed
LDFLAGS_debug   := -fsanitize=address,undefined
CFLAGS_ALL = $(STD) -g -fPIE $(WARN) $(CFLAGS_$(CONF)) $(CFLAGS)
LDFLAGS_ALL = $(LDFLAGS_$(CONF)) $(LDFLAGS)

LIBS_base  := -lsodium -lutf8proc
LIBS_core  :=
LIBS_store := -lsqlite3
LIBS_sync  := -lcsv
LIBS_app   :=
LIBS_cli   :=
LIBS_tui   := -lformw -lmenuw -lpanelw -lncursesw -ltinfo

include tests/tools/build.mk
