# suites.mk - test programs and suites; included by the Makefile.
#
# tests/unit/LAYER/test_X.c   links its own layer whole (--whole-archive) and those below,
#                             nothing above: an upward call is an undefined reference
# tests/screen/test_X.c       links tui and below; headless, golden files beside it; may run $LIMBER
# tests/pty/test_X.c          runs the program $LIMBER in a pseudo-terminal; libvterm
# tests/sync, tests/fault     link cli and below; may also run $LIMBER
# tests/fuzz/fuzz_X.c         LLVMFuzzerTestOneInput; links all; replayed over tests/fuzz/corpus/X
# test_X.sh in a suite        runs as it is, with $LIMBER and from the top folder
# Other .c files of a suite's folder are helpers and are linked into each of its tests.

SUITES := unit screen pty sync fault fuzz-replay

uses_screen := $(uses_tui)
uses_pty    := base
uses_sync_suite  := $(uses_cli)
uses_fault  := $(uses_cli)
SUITE_LIBS_pty := -lvterm -lutil -lsqlite3
SUITE_LIBS_screen :=
SUITE_LIBS_sync :=
SUITE_LIBS_fault :=
SUITE_LIBS_bench := $(SUITE_LIBS_pty)

export LIMBER := $(O)/limber
TALLY ?=
RUN = tests/tools/run-tests.sh -j $(JOBS) -l $(CONF)-$(notdir $(firstword $(CC))) \
      -o $(BUILD)/logs $(if $(TALLY),-t $(TALLY))

# Test objects: their own folder, seeing private headers of src.
$(O)/t/%.c.o: tests/%.c $(FLAGS) | $(DEPS_BUILD) $(DEPS_CHECK)
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS_ALL) -Isrc -Itests -Itests/unit $(CFLAGS_ALL) -MMD -MP -c $< -o $@

tobj = $(patsubst tests/%,$(O)/t/%.o,$(1))

# ---- unit
UNIT := $(sort $(wildcard tests/unit/*/test_*.c))
UNIT_BINS := $(patsubst tests/%.c,$(O)/%,$(UNIT))
helpers_of = $(filter-out tests/$(1)/test_% tests/$(1)/fuzz_% tests/$(1)/bench_%,$(wildcard tests/$(1)/*.c))

# unit_rule TEST LAYER
define unit_rule
$(patsubst tests/%.c,$(O)/%,$(1)): $(call tobj,$(1) $(call helpers_of,unit/$(2)) $(call helpers_of,unit)) $(call lib_of,$(uses_$(2)))
	@mkdir -p $$(@D)
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(filter %.o,$$^) $$(LDFLAGS_ALL) \
	    -Wl,--whole-archive $(O)/lib$(2).a -Wl,--no-whole-archive \
	    $(call lib_of,$(uses_$(2))) $(call libs_of,$(2)) -lcmocka -o $$@
-include $(O)/t/$(patsubst tests/%,%,$(1)).d
endef
unit_layer = $(word 3,$(subst /, ,$(1)))
$(foreach u,$(UNIT),$(eval $(call unit_rule,$(u),$(call unit_layer,$(u)))))

.PHONY: $(SUITES) tests
unit: $(UNIT_BINS) ## unit tests, layer by layer
	@$(RUN) $(UNIT_BINS)

# ---- screen, pty, sync, fault
suite_src  = $(sort $(wildcard tests/$(1)/test_*.c))
suite_bins = $(patsubst tests/%.c,$(O)/%,$(call suite_src,$(1)))
suite_sh   = $(sort $(wildcard tests/$(1)/test_*.sh))

# suite_rule TEST SUITE LAYERS
define suite_rule
$(patsubst tests/%.c,$(O)/%,$(1)): $(call tobj,$(1) $(call helpers_of,$(2))) $(call lib_of,$(3))
	@mkdir -p $$(@D)
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(filter %.o,$$^) $$(LDFLAGS_ALL) $(call lib_of,$(3)) \
	    $(foreach l,$(3),$(LIBS_$(l))) $(SUITE_LIBS_$(2)) -lcmocka -o $$@
-include $(O)/t/$(patsubst tests/%,%,$(1)).d
endef
$(foreach u,$(call suite_src,screen),$(eval $(call suite_rule,$(u),screen,$(uses_screen))))
$(foreach u,$(call suite_src,pty),$(eval $(call suite_rule,$(u),pty,$(uses_pty))))
$(foreach u,$(call suite_src,sync),$(eval $(call suite_rule,$(u),sync,$(uses_sync_suite))))
$(foreach u,$(call suite_src,fault),$(eval $(call suite_rule,$(u),fault,$(uses_fault))))
HELPERS := $(foreach s,unit screen pty sync fault fuzz $(LAYERS:%=unit/%),$(call helpers_of,$(s)))
-include $(patsubst tests/%,$(O)/t/%.d,$(HELPERS))

# The program is built for suites that run it.
program_for = $(if $(wildcard src/main.c),$(O)/limber)

screen: $(program_for) $(call suite_bins,screen) ## headless screens against golden files
	@$(RUN) $(call suite_bins,screen) $(call suite_sh,screen)
# The toolkit's own demo program stands beside the tests that run it.
DEMO_OBJ := $(call tobj,tests/pty/demo/demo_toolkit.c tests/screen/demo.c)
$(O)/pty/demo_toolkit: $(DEMO_OBJ) $(call lib_of,$(uses_tui))
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) $(DEMO_OBJ) $(LDFLAGS_ALL) $(call lib_of,$(uses_tui)) $(call libs_of,tui) -o $@
-include $(DEMO_OBJ:.o=.d)

pty: $(program_for) $(O)/pty/demo_toolkit $(call suite_bins,pty) ## the program in a pseudo-terminal
	@$(RUN) $(call suite_bins,pty) $(call suite_sh,pty)
sync: $(program_for) $(call suite_bins,sync) ## CSV and exchange
	@$(RUN) $(call suite_bins,sync) $(call suite_sh,sync)
fault: $(program_for) $(call suite_bins,fault) ## full disks, dead processes, torn files
	@$(RUN) $(call suite_bins,fault) $(call suite_sh,fault)

# ---- fuzz: the corpus is replayed by tests/fuzz/replay.c; make fuzz runs libFuzzer itself
FUZZ_MAIN := $(if $(filter fuzz,$(CONF)),,tests/fuzz/replay.c)
FUZZ_LIB  := $(if $(filter fuzz,$(CONF)),-fsanitize=fuzzer)
FUZZ_SRC  := $(sort $(wildcard tests/fuzz/fuzz_*.c))
FUZZ_BINS := $(patsubst tests/%.c,$(O)/%,$(FUZZ_SRC))
# Helpers, the toolkit's own screens to type at, and what may be sent to a terminal.
FUZZ_HELP := $(filter-out tests/fuzz/replay.c,$(call helpers_of,fuzz)) \
    $(addprefix tests/screen/,demo.c sent.c)
define fuzz_rule
$(patsubst tests/%.c,$(O)/%,$(1)): $(call tobj,$(1) $(FUZZ_MAIN) $(FUZZ_HELP)) $(call lib_of,$(uses_all))
	@mkdir -p $$(@D)
	$$(call say,LD,$$@)
	$$(Q)$$(CC) $$(filter %.o,$$^) $$(LDFLAGS_ALL) $(call lib_of,$(uses_all)) \
	    $(call libs_of,all) $(FUZZ_LIB) -o $$@
-include $(O)/t/$(patsubst tests/%,%,$(1)).d
endef
$(foreach u,$(FUZZ_SRC),$(eval $(call fuzz_rule,$(u))))

fuzz-replay: $(FUZZ_BINS) ## every file of the fuzz corpus once more
	@$(RUN) $(FUZZ_BINS)

# Several suites in one run, which keeps all cores busy: the tests in a terminal, which mostly
# wait, begin first and have a place more; then those that take long, so that no core waits for
# one of them at the end. RUN_SUITES names what is run.
RUN_SUITES ?= $(SUITES)
bins_of_unit = $(UNIT_BINS)
bins_of_fuzz-replay = $(FUZZ_BINS)
bins_of = $(if $(filter unit fuzz-replay,$(1)),$(bins_of_$(1)),\
    $(call suite_bins,$(1)) $(call suite_sh,$(1)))
run_order = $(foreach s,pty fault sync unit screen fuzz-replay,$(filter $(s),$(RUN_SUITES)))
.PHONY: run-suites
run-suites: $(program_for) $(O)/pty/demo_toolkit $(foreach s,$(RUN_SUITES),$(filter $(O)/%,$(call bins_of,$(s)))) ## RUN_SUITES in one run
	@$(RUN) $(if $(filter pty,$(RUN_SUITES)),-m) $(foreach s,$(run_order),$(call bins_of,$(s)))

FUZZ_S ?= 60
FUZZ_LONG_S ?= 3600
.PHONY: fuzz fuzz-long fuzz-run
fuzz: | $(DEPS_CHECK) ## look for new findings with libFuzzer, FUZZ_S seconds each
	@$(MAKE) --no-print-directory CONF=fuzz CC=clang fuzz-run
fuzz-long: ## the same for FUZZ_LONG_S seconds of processor time each (an hour)
	@$(MAKE) --no-print-directory fuzz FUZZ_S=$(FUZZ_LONG_S)
fuzz-run: $(FUZZ_BINS)
	@tests/tools/fuzz.sh $(BUILD)/fuzz $(FUZZ_S) $(FUZZ_BINS)

# ---- what the shipped code reads before it was written: sanitizers of gcc and clang here do not see it.
# Leaks are told by the sanitized builds; here they would be told of every child that ends by a kill.
.PHONY: valgrind valgrind-run
VALGRIND_BINS := $(filter $(O)/unit/core/%,$(UNIT_BINS)) \
    $(addprefix $(O)/unit/store/test_,conflict draft heads record live)
valgrind: | $(BUILD)/deps/long ## core and some of the store under valgrind (release build)
	@$(MAKE) --no-print-directory CONF=release valgrind-run
valgrind-run: $(VALGRIND_BINS)
	@unset LONG; TEST_TIMEOUT=3600 RUN_UNDER='valgrind -q --error-exitcode=99' $(RUN) $(VALGRIND_BINS)

# ---- the tests of merging are tested themselves: faults on purpose
.PHONY: mutants
MUTANT_TESTS := $(addprefix $(O)/sync/test_,merge restore converge scope) \
    $(addprefix $(O)/unit/,core/test_change sync/test_sign \
    $(addprefix app/test_,exchange tamper enrol person witness))
mutants: $(MUTANT_TESTS) ## break merging in one line at a time (ONLY: one of them); a test must notice each
	@tests/tools/mutants.sh '$(CC)' '$(CPPFLAGS_ALL) -Isrc $(CFLAGS_ALL) $(LDFLAGS_ALL)' $(O) \
	    '$(call lib_of,$(uses_sync_suite)) $(foreach l,$(uses_sync_suite),$(LIBS_$(l))) -lcmocka' '$(ONLY)'

# ---- figures: each bench program or script prints its own
BENCH_SRC  := $(sort $(wildcard tests/bench/bench_*.c))
BENCH_BINS := $(patsubst tests/%.c,$(O)/%,$(BENCH_SRC))
$(foreach u,$(BENCH_SRC),$(eval $(call suite_rule,$(u),bench,$(uses_cli))))
# What ncurses costs by itself, and the program beside it in pseudo-terminals.
$(O)/bench/ncurses_floor: tests/bench/floor/ncurses_floor.c $(FLAGS)
	@mkdir -p $(@D)
	$(call say,LD,$@)
	$(Q)$(CC) -std=gnu17 -O2 $< $(LIBS_tui) -o $@
$(O)/bench/bench_tui: $(call tobj,tests/pty/pty.c)

.PHONY: bench
bench: $(program_for) $(O)/bench/ncurses_floor $(BENCH_BINS) | $(BUILD)/deps/bench ## figures of speed and size (release build)
	@for b in $(BENCH_BINS) $(sort $(wildcard tests/bench/bench_*.sh)); do \
	    echo "== $${b##*/}"; $$b || exit 1; \
	done

# Benchmarks are built with the tests, so that they go on building.
tests: $(UNIT_BINS) $(FUZZ_BINS) $(BENCH_BINS) $(O)/bench/ncurses_floor $(foreach s,screen pty sync fault,$(call suite_bins,$(s))) \
    $(program_for) ## build every test of this CONF

# ---- coverage
.PHONY: coverage coverage-run
coverage: | $(DEPS_CHECK) $(BUILD)/deps/coverage ## line coverage of core, store, sync, app
	@find $(BUILD)/coverage-gcc -name '*.gcda' -delete 2>/dev/null || true
	@$(MAKE) --no-print-directory -k CONF=coverage CC=gcc $(SUITES) && \
	    rm -f $(BUILD)/coverage-failed || touch $(BUILD)/coverage-failed
	@gcovr -r . -f 'src/core/' -f 'src/store/' -f 'src/sync/' -f 'src/app/' \
	    --exclude-unreachable-branches $(BUILD)/coverage-gcc >$(BUILD)/coverage.txt
	@cat $(BUILD)/coverage.txt
	@awk '/^src\// { split($$1, p, "/"); all[p[2]] += $$2; run[p[2]] += $$3 } \
	    END { for (l in all) printf "%-6s %5d of %5d lines run: %.1f %%\n", l, run[l], all[l], \
		100 * run[l] / all[l] }' $(BUILD)/coverage.txt
	@! [ -e $(BUILD)/coverage-failed ] || { echo 'some tests failed: see above'; exit 1; }
# ---- everything
.PHONY: check check-long
check: $(DEPS_BUILD) $(DEPS_CHECK) ## all checks and tests, gcc and clang, debug and release
	@tests/tools/check.sh '$(MAKE)' $(BUILD) $(JOBS)
check-long: $(DEPS_BUILD) $(DEPS_CHECK) $(BUILD)/deps/long ## check, then the long proofs (LONG=1)
	@LONG=1 tests/tools/check.sh '$(MAKE)' $(BUILD) $(JOBS)
