/* reference.h - replaces the rows that ship with the program (assets/) in their tables. */
#ifndef STORE_REFERENCE_H
#define STORE_REFERENCE_H

#include "store/store.h"

/* Replaces the rows of reference entity e; cells holds n rows of n_fields cells each, in
 * dictionary order. Ids are made from entity and key, so rows keep id and number; a row that
 * is no longer shipped stays (old records point at it) with valid_to set to `today`. In the
 * caller's transaction or its own. */
enum status reference_replace(struct store *s, enum entity_id e, const struct cell *cells,
			      size_t n, int64_t today, struct err *err) BASE_MUST_CHECK;

/* Hash of the assets the database was loaded from (appends nothing when never). */
enum status
reference_stamp(struct store *s, struct str *stamp, struct err *err) BASE_MUST_CHECK;
enum status
reference_stamp_set(struct store *s, const char *stamp, struct err *err) BASE_MUST_CHECK;

#endif
