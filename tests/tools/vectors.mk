# vectors.mk - build/vectors, which answers test vectors; included by the Makefile.

VECTORS_SRC := $(sort $(wildcard tests/tools/vectors*.c tests/tools/vectors*.S))
VECTORS_OBJ := $(patsubst tests/%,$(O)/t/%.o,$(VECTORS_SRC))

$(O)/t/tools/%.S.o: tests/tools/%.S tests/data/timed_codes.csv assets/progression_rules.csv $(FLAGS) | $(DEPS_BUILD)
	@mkdir -p $(@D)
	$(call say,AS,$<)
	$(Q)$(CC) -Itests/data -Iassets -fPIE -c $< -o $@

$(O)/vectors: $(VECTORS_OBJ) $(call lib_of,$(uses_sync))
	$(call say,LD,$@)
	$(Q)$(CC) $(VECTORS_OBJ) $(LDFLAGS_ALL) $(call lib_of,$(uses_sync)) \
	    $(call libs_of,sync) -o $@
-include $(patsubst %.o,%.d,$(filter %.c.o,$(VECTORS_OBJ)))

$(BUILD)/vectors: $(O)/vectors
	@cp -f $< $@

.PHONY: vectors check-vectors
vectors: $(BUILD)/vectors ## build/vectors KIND: answers test vectors on stdin
check-vectors: $(BUILD)/vectors ## every test vector against the product's own code
	@tests/tools/check-vectors.sh $(BUILD)/vectors tests/data
