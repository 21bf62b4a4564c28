/* search.h - the index behind every search box, and what lists need of the schema; private to
 * the store.
 *
 * For each row of patient, exercise and icd10 one line of table search_line holds its folded
 * texts; `label` orders the lines (patients by family and given name) and is the rowid of the
 * trigram index search_text, so that hits come out in order and a LIMIT ends the work. Labels
 * are spread over 2^40, a new line takes one between its neighbours. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "core/dict.h"
#include "store/store.h"

/* Composite indexes of derived tables that lists need beside FF_INDEX and FF_UNIQUE ones
 * (an index ends in the row number by itself): index name, table, columns. */
#define QUERY_INDEXES(X)                                                                 \
	X("session_by_patient", "session", "patient, service_date")                      \
	X("session_by_episode", "session", "episode")                                    \
	X("appointment_by_day", "appointment", "day, start")                             \
	X("vocab_by_kind", "vocab", "kind")

/* Makes the search tables when they are missing (derived: they may be dropped at any time and
 * filled again by search_rebuild). In the caller's transaction. */
enum status search_create(struct store *s, struct err *err) BASE_MUST_CHECK;

/* True when rows of e are found by search: the calls below do nothing for others. */
bool search_indexed(enum entity_id e);

/* Brings the index in line with row no as its derived table holds it now (added, changed or
 * gone). Cheap when no searched text changed. In the caller's transaction. */
enum status search_update(struct store *s, enum entity_id e, int64_t no,
			  struct err *err) BASE_MUST_CHECK;

/* After loading many rows: indexes the rows of e with a number above after_no. */
enum status search_fill(struct store *s, enum entity_id e, int64_t after_no,
			struct err *err) BASE_MUST_CHECK;

/* Drops everything and fills it again from the derived tables, every entity. */
enum status search_rebuild(struct store *s, struct err *err) BASE_MUST_CHECK;

/* Compares the index with the derived tables; ST_CORRUPT names the first row that differs. */
enum status search_check(struct store *s, struct err *err) BASE_MUST_CHECK;

/* Frees the prepared statements of search.c, query*.c and live.c before the database closes.
 * struct store has a zeroed member for each: struct statements search, query, live. */
struct statements {
	void **stmt; /* sqlite3_stmt, prepared at first use; NULL before */
	int n;
};
void search_close(struct store *s);
void query_close(struct store *s);
void live_close(struct store *s);

#endif
