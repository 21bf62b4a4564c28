/* source.h - what a reference row says of itself: when it holds, how sure it is; knows no row. */
#ifndef CORE_SOURCE_H
#define CORE_SOURCE_H

#include <stdbool.h>
#include <stdint.h>

/* True when a row valid from a day to a day (yyyymmdd; DICT_NONE: since ever, still) holds on the
 * service date. */
bool source_holds(int64_t valid_from, int64_t valid_to, int64_t date);
/* True when "check source" belongs beside it: recalled or unverified (assets/README.md). */
bool source_unsure(const char *verification);

#endif
