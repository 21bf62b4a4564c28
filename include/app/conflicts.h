/* conflicts.h - values that two sites wrote without knowing of each other: shown to people, decided
 * by them, marked wherever the patient is shown. Knows no screen. */
#ifndef APP_CONFLICTS_H
#define APP_CONFLICTS_H

#include "app/app.h"
#include "store/conflict.h"
#include "sync/csv_write.h"

enum { CONFLICTS_MAX = 500 }; /* lines of a list */

/* Appends a value as people read it, "(empty)" for none. */
void conflicts_value(struct app *a, const struct conflict *c,
		     const struct conflict_value *v, struct str *out);
/* Appends "Family name", or "Precaution Dizzy spells: Body region" for rows beside the patient's. */
void conflicts_field(struct app *a, const struct conflict_line *l, struct str *out);
/* Appends "thabo, MTH, 2026-05-04 07:10" and what to think of that clock when it was wrong. */
void conflicts_author(const struct conflict_value *v, struct str *out);
/* "safety", "identity", "contact" ...; and what became of it: "open", "resolved", "undone" ... */
const char *conflicts_class(enum merge_class merge);
const char *conflicts_state(enum conflict_state state);

/* Ends a conflict with one of its values (which counts from 0), with a typed value, or with all of
 * its texts one under the other with author and day. One operation and one line of the audit each.
 * ST_INVALID, ST_REFUSED (not such a field), ST_NOT_FOUND. */
enum status
conflicts_keep(struct app *a, int64_t no, int which, struct err *err) BASE_MUST_CHECK;
enum status conflicts_type(struct app *a, int64_t no, const char *text,
			   struct err *err) BASE_MUST_CHECK;
enum status conflicts_both(struct app *a, int64_t no, struct err *err) BASE_MUST_CHECK;
/* True when the field takes several texts one under the other. */
bool conflicts_can_both(const struct conflict_line *l);
/* Brings back what was shown before (conflict_undo), noted in the audit. */
enum status conflicts_undo(struct app *a, int64_t no, struct err *err) BASE_MUST_CHECK;

/* Identity and safety of a patient in conflict: a line for each with all values, LF behind it;
 * nothing when there is none. For the head of every screen and page that shows the patient. */
enum status conflicts_marks(struct app *a, int64_t patient, struct str *lines,
			    struct err *err) BASE_MUST_CHECK;
/* True when a patient has such a line. */
enum status conflicts_unsure(struct app *a, int64_t patient, bool *unsure,
			     struct err *err) BASE_MUST_CHECK;
/* Puts "! " in front of a name in a list when the patient has such a line. */
enum status conflicts_name(struct app *a, int64_t patient, char *name, size_t size,
			   struct err *err) BASE_MUST_CHECK;
/* Forgets the marks that are kept as long as nothing changes; app_close calls it. */
void conflicts_release(struct app *a);

/* Open conflicts, or those that were ended, as CSV: conflict, table, row, column, class, values
 * (JSON: an array of strings in machine form, null for none), since (UTC) and state. peer: those
 * alone of what goes to that site; NULL all. */
enum status conflicts_csv(struct app *a, bool ended, const char *peer,
			  struct csv_sink sink, struct err *err) BASE_MUST_CHECK;

#endif
