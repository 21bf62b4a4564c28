/* assets.h - the reference rows that ship inside the program. */
#ifndef APP_ASSETS_H
#define APP_ASSETS_H

#include "base/status.h"
#include "store/store.h"

/* Loads the shipped tables into the store when they differ from what it holds. today is the
 * last day of rows that are no longer shipped. */
enum status assets_load(struct store *s, int64_t today, struct err *err) BASE_MUST_CHECK;

#endif
