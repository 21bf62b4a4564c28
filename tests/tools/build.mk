# build.mk - how sources become archives and the program; included by the Makefile.

src_of   = $(sort $(wildcard src/$(1)/*.c) $(wildcard src/$(1)/*.S))
obj_of   = $(patsubst src/%,$(O)/obj/%.o,$(call src_of,$(1)))
lib_of   = $(foreach l,$(1),$(O)/lib$(l).a)
ARCHIVES := $(call lib_of,$(LAYERS))
# What a layer may use, itself included, in link order. all: the whole program.
uses_base  := base
uses_core  := core base
uses_store := store core base
uses_sync  := sync core base
uses_app   := app sync store core base
uses_cli   := cli app sync store core base
uses_tui   := tui app sync store core base
uses_all   := tui cli app sync store core base

libs_of = $(foreach l,$(uses_$(1)),$(LIBS_$(l)))

# ---- packages: a stamp, so that only the first build looks
DEPS_BUILD := $(BUILD)/deps/build
DEPS_CHECK := $(BUILD)/deps/check
$(BUILD)/deps/%: tests/tools/deps.sh
	@CC='$(CC)' tests/tools/deps.sh $(@F)
	@mkdir -p $(@D)
	@touch $@

# ---- objects; a change of compiler or flags builds them again
FLAGS := $(O)/flags
$(FLAGS): FORCE
	@mkdir -p $(@D)
	@printf '%s\n' '$(subst ','\'',$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) $(LDFLAGS_ALL))' >$@.new
	@if cmp -s $@.new $@; then rm $@.new; else mv $@.new $@; fi

$(O)/obj/%.c.o: src/%.c $(FLAGS) | $(DEPS_BUILD)
	@mkdir -p $(@D)
	$(call say,CC,$<)
	$(Q)$(CC) $(CPPFLAGS_ALL) $(CFLAGS_ALL) -MMD -MP -c $< -o $@

# The tables that ship are known by a stamp, so that a start has not to read them to know them.
ASSETS := $(sort $(wildcard assets/*.csv))
$(O)/obj/%.S.o: src/%.S $(ASSETS) $(wildcard assets/*.po assets/sql/*.sql) $(FLAGS) | $(DEPS_BUILD)
	@mkdir -p $(@D)
	$(call say,AS,$<)
	$(Q)$(CC) $(CPPFLAGS_ALL) -Iassets -fPIE -c $< -o $@ \
	    -DASSETS_STAMP="\"$$(sha256sum $(ASSETS) | sha256sum | cut -c 1-64)\""

# ---- archives; a removed source changes the list and so the archive
define archive_rule
$(O)/lib$(1).list: FORCE
	@mkdir -p $$(@D)
	@echo '$(call obj_of,$(1))' >$$@.new
	@if cmp -s $$@.new $$@; then rm $$@.new; else mv $$@.new $$@; fi
$(O)/lib$(1).a: $(call obj_of,$(1)) $(O)/lib$(1).list
	@mkdir -p $$(@D)
	@rm -f $$@
	$$(Q)$$(AR) rcs $$@ $(call obj_of,$(1))
-include $(patsubst %.o,%.d,$(filter %.c.o,$(call obj_of,$(1))))
endef
$(foreach l,$(LAYERS),$(eval $(call archive_rule,$(l))))

# ---- the program
$(O)/limber: $(O)/obj/main.c.o $(ARCHIVES)
	$(call say,LD,$@)
	$(Q)$(CC) $(LDFLAGS_ALL) $< $(call lib_of,$(uses_all)) $(call libs_of,all) -o $@
-include $(O)/obj/main.c.d

$(BUILD)/limber: $(O)/limber
	@mkdir -p $(@D)
	@cp -f $< $@
