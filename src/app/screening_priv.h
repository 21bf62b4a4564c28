/* screening_priv.h - what the files of the screening share; private to app/screening*.c. */
#ifndef APP_SCREENING_PRIV_H
#define APP_SCREENING_PRIV_H

#include "app/screening.h"
#include "base/str.h"

enum { SCREENING_TEXT_SIZE = 161 };

/* A screening row about to be stored with its event. */
struct screening_entry {
	struct screening row;
	char what[SCREENING_TEXT_SIZE];	  /* of the event: what it came to, in words */
	char reason[SCREENING_TEXT_SIZE]; /* of the event */
	/* audit word; "" none */
	const char *audit;
};
/* Stores row, event (v not NULL) and audit line in the caller's transaction. */
enum status screening_store(struct app *a, struct visit *v, struct screening_entry *e,
			    struct err *err) BASE_MUST_CHECK;
/* Ends the caller's transaction: st OK commits, else all is undone and v is read anew. */
enum status screening_finish(struct app *a, struct visit *v, enum status st,
			     struct err *err) BASE_MUST_CHECK;
/* True when a list of keys with ; holds key. */
bool screening_listed(const char *keys, const char *key);
/* True for an answer about today alone: it is not carried over to the next visit. */
bool screening_of_today(const char *field);
/* Adds to d->today what a screening of today that stopped measured, and the answers that stopped
 * it, by d->before_rules; called newest first. */
enum status
screening_load_today(struct app *a, const struct screening *stop,
		     struct screening_draft *d, struct err *err) BASE_MUST_CHECK;
/* What is judged: the answers given, and what stopped today where none is given. Freed by the
 * caller. */
struct screening_set *screening_judged(const struct screening_draft *d);
/* Adds what was measured at rest behind "; ". */
void screening_add_vitals(const struct screening_set *set, struct str *out);
/* Fills the fields every screening row has. */
void screening_row_init(struct app *a, const char *kind, int64_t patient, int64_t episode,
			struct screening *row);

#endif
