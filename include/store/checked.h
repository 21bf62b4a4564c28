/* checked.h - sticks that were filled and read back once, by their numbers; local to this site. */
#ifndef STORE_CHECKED_H
#define STORE_CHECKED_H

#include "store/store.h"

/* Notes that so many bytes of the stick came back. Own transaction or the caller's. */
enum status checked_put(struct store *s, const char *id, int64_t bytes,
			struct err *err) BASE_MUST_CHECK;
/* When that was, ms since 1970; 0: never. */
enum status checked_get(struct store *s, const char *id, int64_t *at_ms,
			struct err *err) BASE_MUST_CHECK;

#endif
