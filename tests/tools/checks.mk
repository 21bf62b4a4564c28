# checks.mk - checks that read sources and binaries; included by the Makefile.

HEADERS := $(sort $(wildcard include/*/*.h))
SOURCES := $(sort $(wildcard src/*.c src/*/*.c))
PRIVATE := $(sort $(wildcard src/*/*.h))
TEST_C  := $(sort $(wildcard tests/*/*.[ch] tests/*/*/*.[ch]))
CLANG_FORMAT := $(firstword $(shell command -v clang-format-14 clang-format))

.PHONY: format check-format check-layers check-headers check-files check-hardened lint tidy cppcheck
format: | $(DEPS_CHECK) ## lay out all C files by .clang-format
	@$(CLANG_FORMAT) -i $(HEADERS) $(PRIVATE) $(SOURCES) $(TEST_C)
check-format: | $(DEPS_CHECK) ## fail where format would change a file
	@printf '%s\n' $(HEADERS) $(PRIVATE) $(SOURCES) $(TEST_C) | \
	    xargs -P $(JOBS) -n 16 $(CLANG_FORMAT) --dry-run -Werror
