/* person.h - which patients are one person, derived from the verdicts on pairs of them.
 *
 * Table person holds the patients that are somebody else's double too, each with the head of its
 * cluster (the member with the lowest id, so that every site names the same one). A pair is the same
 * person when a row of same_person says so and none says the contrary; clusters are the union over
 * such pairs. It can be thrown away at any time. Private to the store; judges nobody. */
#ifndef STORE_PERSON_H
#define STORE_PERSON_H

#include "base/status.h"
#include "core/dict.h"

#include <stdbool.h>

struct store;

/* Makes the tables where they are missing; inside a write transaction. */
enum status person_make(struct store *s, struct err *err) BASE_MUST_CHECK;
/* True for the entity whose rows are verdicts. */
bool person_wants(enum entity_id e);
/* A verdict was added or changed (row: struct same_person as it is now), inside the write
 * transaction. */
enum status person_row_changed(struct store *s, enum entity_id e, const void *row,
			       struct err *err) BASE_MUST_CHECK;
/* Makes every cluster anew. */
enum status person_refill(struct store *s, struct err *err) BASE_MUST_CHECK;
/* Compares the clusters with the verdicts; *n: patients in clusters. ST_CORRUPT names one. */
enum status person_check(struct store *s, int64_t *n, struct err *err) BASE_MUST_CHECK;

#endif
