/* record.h - the one door through which rows are written, and plain reading of rows. */
#ifndef STORE_RECORD_H
#define STORE_RECORD_H

#include "store/store.h"

/* Adds a row. row->head.no is filled; head.id is kept when it is not zero (import), else
 * drawn. Every field is checked, references must exist. Own transaction, or part of the
 * caller's. ST_INVALID, ST_DUPLICATE (a unique field whose value is taken here: two sites apart
 * can both give one, and both rows stay), ST_FULL ... */
enum status
record_add(struct store *s, enum entity_id e, void *row, struct err *err) BASE_MUST_CHECK;

/* Writes the fields in which now differs from seen (what the form showed). A field that
 * somebody else changed meanwhile to a third value is ST_STALE: nothing is written, the
 * sentence names the field and both values, and *current (if not NULL) gets the row as it is.
 * Each written cell names the heads it supersedes. Facts are ST_FROZEN. */
enum status record_set(struct store *s, enum entity_id e, const void *seen,
		       const void *now, void *current, struct err *err) BASE_MUST_CHECK;

/* Writes one field without having seen it (programs); ST_FROZEN for facts. */
enum status record_set_field(struct store *s, enum entity_id e, int64_t no, int field,
			     struct cell value, struct err *err) BASE_MUST_CHECK;

/* Reads a row by local number or by id. ST_NOT_FOUND. */
enum status record_get(struct store *s, enum entity_id e, int64_t no, void *row,
		       struct err *err) BASE_MUST_CHECK;
enum status record_get_id(struct store *s, enum entity_id e, const struct uid *id,
			  void *row, struct err *err) BASE_MUST_CHECK;
/* First row whose field has the value (an FF_UNIQUE or FF_INDEX field). Where two sites gave one
 * value: the row whose secrets are kept here (a login), else the one with the lowest id.
 * ST_NOT_FOUND. */
enum status record_find(struct store *s, enum entity_id e, int field, struct cell value,
			void *row, struct err *err) BASE_MUST_CHECK;

/* Local number of an id (0 when unknown, *e its entity), and the id of a number. */
int64_t record_no(struct store *s, const struct uid *id, enum entity_id *e);
enum status
record_id(struct store *s, int64_t no, struct uid *id, struct err *err) BASE_MUST_CHECK;

/* The version of a row people edit: a letter and hex digits over what its cells stand on; the same on
 * every site that holds the same operations of it. */
enum { RECORD_VERSION_SIZE = 22 };
enum status record_version(struct store *s, int64_t no, char out[RECORD_VERSION_SIZE],
			   struct err *err) BASE_MUST_CHECK;
/* The row as it stood at a version, local fields left empty; *found false: its history never stood
 * there as far as is known here. */
enum status
record_at_version(struct store *s, enum entity_id e, int64_t no, const char *version,
		  void *row, bool *found, struct err *err) BASE_MUST_CHECK;

/* Calls each for every row in order of number, as cells in dictionary order (texts borrowed
 * during the call, references as local numbers), rows with filter_field = value only unless
 * filter_field is -1. id is the row's. Stops early when each returns false. One read
 * transaction: a snapshot while others write. This is the fast way out (table export). */
struct record_filter {
	int field; /* -1: every row */
	struct cell value;
};
enum status
record_scan(struct store *s, enum entity_id e, const struct record_filter *filter,
	    bool (*each)(void *arg, int64_t no, const struct uid *id,
			 const struct cell *cells),
	    void *arg, struct err *err) BASE_MUST_CHECK;
int64_t record_count(struct store *s, enum entity_id e);

/* Bulk loading of many rows of one entity inside the caller's transaction (import, demo): same
 * operations, same checks as record_add but from cells (references as local numbers), with
 * prepared statements kept; search indexes are filled at the end. */
struct record_bulk;
enum status record_bulk_open(struct store *s, enum entity_id e, struct record_bulk **b,
			     struct err *err) BASE_MUST_CHECK;
/* id zero: drawn. *no gets the number. Cells are checked by the caller with dict_check. */
enum status
record_bulk_add(struct record_bulk *b, const struct uid *id, const struct cell *cells,
		int64_t *no, struct err *err) BASE_MUST_CHECK;
enum status record_bulk_close(struct record_bulk *b, struct err *err) BASE_MUST_CHECK;
/* Frees without finishing (the caller cancels its transaction). */
void record_bulk_cancel(struct record_bulk *b);

#endif
