/* assets.h - the reference rows that ship inside the program. */
#ifndef APP_ASSETS_H
#define APP_ASSETS_H

#include "base/status.h"
#include "core/dict.h"
#include "store/store.h"

/* Loads the shipped tables into the store when they differ from what it holds. today is the
 * last day of rows that are no longer shipped. */
enum status assets_load(struct store *s, int64_t today, struct err *err) BASE_MUST_CHECK;

/* Calls each for every shipped row of reference entity e, as the entity's struct (row_head
 * empty; borrowed during the call), in file order, without a store. Stops early when each
 * returns false. ST_INVALID for an entity that does not ship. */
enum status assets_each(enum entity_id e, bool (*each)(void *arg, const void *row),
			void *arg, struct err *err) BASE_MUST_CHECK;

/* The bytes of the shipped file of e, borrowed for ever; NULL for an entity that does not
 * ship. */
const char *assets_file(enum entity_id e, size_t *n);

/* The gettext catalogue of a language, ended by NUL, borrowed for ever; NULL: it has none. */
const char *assets_catalogue(const char *language);

#endif
