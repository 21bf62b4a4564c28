/* caseload.h - one derived line for each open episode, so that due lists read what is due alone.
 *
 * Table caseload holds for each open episode the last visit, the last day it is booked for, the
 * treatment days no report covers, what its plan says of certification and when its measures were
 * last taken. A line is made anew from the rows themselves whenever one of them changes, so that it
 * can be thrown away at any time. Private to the store; knows no rule of care and no today. */
#ifndef STORE_CASELOAD_H
#define STORE_CASELOAD_H

#include "base/status.h"
#include "core/dict.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* Makes the table where it is missing. Inside a write transaction, at birth of a database and after
 * a schema step. */
enum status caseload_make(struct store *s, struct err *err) BASE_MUST_CHECK;
/* True when rows of the entity say something about an episode's line. */
bool caseload_wants(enum entity_id e);
/* A row of such an entity was added or changed (row: its struct as it is now), inside the write
 * transaction by the door for single rows. */
enum status caseload_row_changed(struct store *s, enum entity_id e, const void *row,
				 struct err *err) BASE_MUST_CHECK;
/* Many rows at once: makes the lines anew that rows with a number above after_no speak of. */
enum status
caseload_fill(struct store *s, int64_t after_no, struct err *err) BASE_MUST_CHECK;
/* The same in many short transactions of its own, for rows whose lines may come a little later. */
enum status
caseload_catch_up(struct store *s, int64_t after_no, struct err *err) BASE_MUST_CHECK;
/* Compares every line with the rows it is made from; *n: how many. ST_CORRUPT: err names the first
 * episode whose line differs, is missing or is left over. */
enum status caseload_check(struct store *s, int64_t *n, struct err *err) BASE_MUST_CHECK;
/* Makes every line anew. */
enum status caseload_refill(struct store *s, struct err *err) BASE_MUST_CHECK;

#endif
