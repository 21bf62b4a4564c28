# checks.mk - checks that read sources and binaries; included by the Makefile.

HEADERS := $(sort $(wildcard include/*/*.h))
SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
PRIVATE := $(sort $(wildcard src/*/*.h))
TEST_C  := $(sort $(wildcard tests/*/*.[ch] tests/*/*/*.[ch]))
CLANG_FORMAT := $(firstword $(shell command -v clang-format-14 clang-format))

MAN     := man/limber.1 man/limber-csv.5 man/limber.7 man/limber-kiosk.7 man/keycard.txt
MANGEN  := $(O)/mangen

.PHONY: format check-format check-layers check-headers check-files check-hardened \
    check-checks check-install sizes lint docs
format: | $(DEPS_CHECK) ## lay out all C files by .clang-format
	@$(CLANG_FORMAT) -i $(HEADERS) $(PRIVATE) $(SOURCES) $(TEST_C)
check-format: | $(DEPS_CHECK) ## fail where format would change a file
	@printf '%s\n' $(HEADERS) $(PRIVATE) $(SOURCES) $(TEST_C) | \
	    xargs -P $(JOBS) -n 16 $(CLANG_FORMAT) --dry-run -Werror

# Objects that may call what else only base or main may, LAYER/FILE:SYMBOL, reviewed one by one.
LAYERS_ALLOWED := \
    base/str.c:abort base/str.c:stderr base/str.c:fputs base/str.c:fwrite \
    base/hash.c:fork base/hash.c:_exit \
    store/store_lock.c:nanosleep \
    tui/crash.c:write tui/term.c:fopen tui/term.c:getenv tui/term.c:setlocale
export LAYERS_ALLOWED

check-layers: $(ARCHIVES) ## each layer uses only what lies below it
	@tests/tools/check-layers.sh $(O) $(CC) $(foreach l,$(LAYERS),'$(l)=$(call libs_of,$(l))')

check-headers: $(ARCHIVES) | $(DEPS_CHECK) ## headers stand alone, have contracts, names fit
	@tests/tools/check-headers.sh $(O) $(CPPFLAGS_ALL) $(STD) $(WARN)

check-files: | $(DEPS_BUILD) ## HACKING.md lists every file; no private paths
	@tests/tools/check-files.sh

check-hardened: $(O)/limber | $(DEPS_CHECK) ## the release binary has its hardening
	@tests/tools/check-hardened.sh $(O)/limber

check-install: $(BUILD)/limber | $(DEPS_CHECK) ## install, uninstall and dist do what they say
	@tests/tools/check-install.sh $(MAKE)

check-checks: $(ARCHIVES) $(MANGEN) | $(DEPS_CHECK) ## the checks themselves notice what they are for
	@tests/tools/check-checks.sh $(MAKE) $(O)

sizes: ## how long functions and files are; a note, not a gate
	@tests/tools/sizes.sh

# ---- lint: one stamp a file, so that only changed files are read again
# The analyzer's steps in one function are bounded to a fifth of its default, which takes a third of
# the time; DEEP=1 (the long run) leaves them as they are.
DEEP ?=
TIDY_DIR := $(BUILD)/lint$(if $(DEEP),-deep)
TIDY_NODES := $(if $(DEEP),,-Xclang -analyzer-config -Xclang max-nodes=10000)
TIDY := $(patsubst src/%,$(TIDY_DIR)/%.tidy,$(SOURCES))
$(TIDY_DIR)/%.tidy: src/%  .clang-tidy $(HEADERS) $(PRIVATE) | $(DEPS_CHECK)
	@mkdir -p $(@D)
	$(call say,TIDY,$<)
	$(Q)clang-tidy --quiet $< -- $(CPPFLAGS_ALL) $(STD) $(TIDY_NODES) >$@.log 2>$@.err || \
	    { cat $@.log $@.err; exit 1; }
	@touch $@

.PHONY: tidy cppcheck
tidy: $(TIDY) ## clang-tidy alone
cppcheck: | $(DEPS_CHECK) ## cppcheck alone
	@mkdir -p $(BUILD)/lint/cppcheck
	@cppcheck --quiet -j $(JOBS) --cppcheck-build-dir=$(BUILD)/lint/cppcheck \
	    --enable=warning,performance,portability --std=c11 --error-exitcode=1 \
	    --inline-suppr --suppressions-list=tests/tools/cppcheck.txt \
	    -Iinclude -D__GNUC__ -DCSV_MAJOR=3 -DCSV_MINOR=0 -DLIMBER_VERSION='""' src
lint: tidy cppcheck ## clang-tidy and cppcheck, no findings

# ---- documents made in part from the sources
MANGEN_OBJ := $(call tobj,$(sort $(wildcard tests/tools/mangen*.c)))
$(MANGEN): $(MANGEN_OBJ) $(ARCHIVES)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS_ALL) $(MANGEN_OBJ) $(call lib_of,$(uses_all)) $(call libs_of,all) -o $@
-include $(MANGEN_OBJ:.o=.d)

$(BUILD)/man/%: man/%.in $(MANGEN)
	@mkdir -p $(@D)
	@$(MANGEN) <$< >$@

.PHONY: man check-man
man: $(MAN:man/%=$(BUILD)/man/%) ## build the manual pages into build/man
docs: man ## make the manual pages and the file list of HACKING.md new
	@cp $(MAN:man/%=$(BUILD)/man/%) man/
	@tests/tools/file-list.sh >$(BUILD)/HACKING.md && cp $(BUILD)/HACKING.md HACKING.md
check-man: man | $(DEPS_CHECK) ## the committed manual is what the tables say, and is clean mdoc
	@for page in $(MAN); do diff -u $$page $(BUILD)/$$page || { echo "make docs"; exit 1; }; done
	@mandoc -T lint -W warning $(filter-out %.txt,$(MAN))
