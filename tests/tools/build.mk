# build.mk - how sources become archives, programs and tests; included by the Makefile.

src_of   = $(sort $(wildcard src/$(1)/*.c) $(wildcard src/$(1)/*.S))
obj_of   = $(patsubst src/%,$(O)/obj/%.o,$(call src_of,$(1)))
ARCHIVES := $(foreach l,$(LAYERS),$(O)/lib$(l).a)
# What a layer may use, itself included, in link order.
uses_base  := base
uses_core  := core base
uses_store := store core base
uses_sync  := sync core base
uses_app   := app sync store core base
uses_cli   := cli app sync store core base
uses_tui   := tui app sync store core base

libs_of = $(foreach l,$(uses_$(1)),$(LIBS_$(l)))

.PHONY: all
all: $(BUILD)/limber

$(O)/obj/%.c.o: src/%.c
	@mkdir -p $(@D)
	@$(if $(filter 1,$(V)),,echo "  CC    $<")
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c $< -o $@

$(O)/obj/%.S.o: src/%.S $(wildcard assets/*.csv assets/sql/*.sql)
	@mkdir -p $(@D)
	@$(if $(filter 1,$(V)),,echo "  AS    $<")
	$(Q)$(CC) $(CPPFLAGS_ALL) -Iassets -fPIE -c $< -o $@

define archive_rule
$(O)/lib$(1).a: $(call obj_of,$(1))
	@mkdir -p $$(@D)
	@rm -f $$@
	$(Q)$(AR) rcs $$@ $$^
endef
$(foreach l,$(LAYERS),$(eval $(call archive_rule,$(l))))

$(O)/limber: $(O)/obj/main.c.o $(ARCHIVES)
	@$(if $(filter 1,$(V)),,echo "  LD    $@")
	$(Q)$(CC) $(LDFLAGS_ALL) $< $(O)/libtui.a $(O)/libcli.a $(O)/libapp.a $(O)/libsync.a \
	    $(O)/libstore.a $(O)/libcore.a $(O)/libbase.a \
	    $(sort $(foreach l,$(LAYERS),$(LIBS_$(l)))) -o $@

$(BUILD)/limber: $(O)/limber
	@mkdir -p $(@D)
	@cp -f $< $@

# ---- unit tests: tests/unit/LAYER/test_*.c; each links its layer whole and those below it.
UNIT := $(sort $(wildcard tests/unit/*/test_*.c))
unit_bin = $(patsubst tests/unit/%.c,$(O)/unit/%,$(1))
UNIT_BINS := $(call unit_bin,$(UNIT))
unit_layer = $(firstword $(subst /, ,$(patsubst tests/unit/%,%,$(1))))

define unit_rule
$(call unit_bin,$(1)): $(1) $(wildcard tests/unit/*.h tests/unit/$(call unit_layer,$(1))/*.h) $(foreach l,$(uses_$(call unit_layer,$(1))),$(O)/lib$(l).a)
	@mkdir -p $$(@D)
	@$(if $(filter 1,$(V)),,echo "  TEST  $$@")
	$(Q)$(CC) $(CPPFLAGS_ALL) -Itests/unit -Isrc $(CFLAGS_ALL) $(1) $(LDFLAGS_ALL) \
	    -Wl,--whole-archive $(O)/lib$(call unit_layer,$(1)).a -Wl,--no-whole-archive \
	    $(foreach l,$(uses_$(call unit_layer,$(1))),$(O)/lib$(l).a) \
	    $(call libs_of,$(call unit_layer,$(1))) -lcmocka -o $$@
endef
$(foreach u,$(UNIT),$(eval $(call unit_rule,$(u))))

.PHONY: unit
unit: $(UNIT_BINS)
	@set -e; for t in $(UNIT_BINS); do echo "== $$t"; $$t; done

-include $(shell find $(O) -name '*.d' 2>/dev/null)
