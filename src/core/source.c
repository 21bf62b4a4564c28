/* source.c - the days and the mark of reference rows, read the same way by every table. */
#include "core/source.h"

#include "core/dict.h"

#include <string.h>

bool
source_holds(int64_t valid_from, int64_t valid_to, int64_t date)
{
	return (valid_from == DICT_NONE || valid_from <= date) &&
	       (valid_to == DICT_NONE || valid_to >= date);
}

bool
source_unsure(const char *verification)
{
	return !strcmp(verification, "recalled") || !strcmp(verification, "unverified");
}
