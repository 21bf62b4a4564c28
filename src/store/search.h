/* search.h - the index behind every search box; private to the store.
 *
 * For each row of patient, exercise and icd10 one line of table search_line holds its folded
 * texts; `label` orders the lines (patients by family and given name) and is the rowid of the
 * index search_gram, so that hits come out in order and a LIMIT ends the work. A new line takes
 * a label between those of its neighbours. */
#ifndef STORE_SEARCH_H
#define STORE_SEARCH_H

#include "base/status.h"
#include "core/dict.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* Composite indexes of derived tables that lists need beside those of FF_INDEX and FF_UNIQUE
 * (an index ends in the row number by itself): index name, table, columns, condition. Columns that
 * are only read are there where a list shows many rows: rows of one patient lie far apart, the
 * entries of an index side by side. */
#define QUERY_INDEXES(X)                                                                 \
	X("session_by_patient", "session",                                               \
	  "patient, service_date, no, pain_before, pain_after, timed_min, total_min, "   \
	  "therapist",                                                                   \
	  "")                                                                            \
	X("session_by_episode", "session",                                               \
	  "episode, service_date, pain_before, pain_after", "")                          \
	X("session_by_day", "session", "service_date, therapist", "")                    \
	X("session_by_manner", "session", "manner, service_date, patient",               \
	  "manner IS NOT NULL")                                                          \
	X("performed_by_session", "performed", "session", "")                            \
	X("performed_skipped", "performed", "session", "state = 'skipped'")              \
	X("charge_by_session", "charge", "session, code, units, minutes, addendum", "")  \
	X("charge_amended", "charge", "session, addendum", "addendum IS NOT NULL")       \
	X("appointment_by_day", "appointment", "day, start", "")                         \
	X("appointment_by_patient", "appointment", "patient, day, start", "")            \
	X("vocab_by_kind", "vocab", "kind", "")                                          \
	X("aid_by_review", "aid", "returned, review", "")                                \
	X("task_by_staff", "task", "staff, state, due", "")                              \
	X("note_by_episode", "note", "episode, signed_at", "episode IS NOT NULL")        \
	X("result_by_patient", "result", "patient, measure, part, side, day", "")

/* Makes the search tables where they are missing (derived: they may be emptied at any time and
 * filled again). Inside a write transaction, at birth of a database and after a schema step. */
enum status search_make(struct store *s, struct err *err) BASE_MUST_CHECK;

/* True when rows of the entity are found by search; others need not be reported. */
bool search_wants(enum entity_id e);

/* A row was added or changed: row is the entity's struct as it is now. Called inside the
 * write transaction by the door for single rows; cheap when no searched text changed. */
enum status search_row_changed(struct store *s, enum entity_id e, int64_t no,
			       const void *row, struct err *err) BASE_MUST_CHECK;

/* Many rows at once (close of bulk loading, rebuild): indexes the rows of the derived table with
 * a number above after_no, in order, which is far cheaper than one by one. */
enum status search_fill(struct store *s, enum entity_id e, int64_t after_no,
			struct err *err) BASE_MUST_CHECK;

/* The same in many short transactions of its own, so that nobody else waits long for the lock: for
 * rows that are there already and whose lines may come a little later. Doing it again is harmless. */
enum status
search_catch_up(struct store *s, int64_t after_no, struct err *err) BASE_MUST_CHECK;

/* Empties the search tables; search_fill(s, e, 0) for every entity fills them again. */
enum status search_empty(struct store *s, struct err *err) BASE_MUST_CHECK;

/* A question to the index, and its answer. */
struct search_ask {
	enum entity_id entity;
	const char *text; /* as typed */
	bool begins; /* begins of words only; else any part from three characters on */
	int max;
	bool (*keep)(void *arg, int64_t row); /* further condition, NULL: none */
	void *arg;
};
struct search_answer {
	int64_t *rows; /* room for max */
	int n;
	bool more; /* there are others */
};
/* Finds rows in the order of their lines. When there are more than max, rows whose words begin
 * with what was typed come before rows that have it inside a word. A text without letters and
 * digits finds nothing. */
enum status search_find(struct store *s, const struct search_ask *ask,
			struct search_answer *answer, struct err *err) BASE_MUST_CHECK;

/* Labels of the lines of an entity lie between the two, both left out. */
void search_range(enum entity_id e, int64_t *above, int64_t *below);

/* Compares the index with the derived tables; ST_CORRUPT names the first row that differs. */
enum status search_check(struct store *s, struct err *err) BASE_MUST_CHECK;

#endif
