/* live.h - sessions not yet signed: their events, row by row, local to this database.
 *
 * Every key of a running session is one committed row. When the note is signed the visit
 * becomes facts (record.h) and its live rows go, in the same transaction. */
#ifndef STORE_LIVE_H
#define STORE_LIVE_H

#include "core/session.h"
#include "store/store.h"

/* A session not yet signed. */
struct live {
	int64_t no;
	int64_t patient, episode, plan, therapist, appointment; /* 0 none */
	int64_t service_date; /* local date of its begin */
	bool finished;	      /* last of FINISH and REOPEN */
	int64_t last_wall_ms; /* of its last event */
	char patient_name[124], chart_no[21],
	    therapist_name[81]; /* filled by list and get */
};

/* Sections of the note that are typed, why exercises serve no goal, and answers about the claim;
 * the latest text of each is kept. */
enum live_text {
	LIVE_SUBJECTIVE,
	LIVE_ASSESSMENT,
	LIVE_PLAN,
	LIVE_NO_GOAL,
	LIVE_BILL, /* answers to the questions of the claim (bill.h) */
	LIVE_TEXT_COUNT,
	LIVE_CHOICE = 100, /* + item: what was decided on its progression (choice.h) */
	LIVE_RHYTHM = 200, /* + item: key of the rhythm it is paced by (app/pacers.h) */
};

/* Opens a session: l->no is filled. */
enum status live_open(struct store *s, struct live *l, struct err *err) BASE_MUST_CHECK;
/* Stores one event durably. expected is the number of events the caller has applied: when
 * another terminal added some meanwhile it is ST_STALE and nothing is stored (read on). */
enum status live_add(struct store *s, int64_t live, int64_t expected,
		     const struct session_event *e, struct err *err) BASE_MUST_CHECK;
/* Calls each for the events from number `from` (0: all) on, in order. */
enum status live_events(struct store *s, int64_t live, int64_t from,
			bool (*each)(void *arg, const struct session_event *e), void *arg,
			struct err *err) BASE_MUST_CHECK;
/* Sessions not yet signed: running ones first, then finished, newest first. */
enum status live_list(struct store *s, struct live *lines, int max, int *n,
		      struct err *err) BASE_MUST_CHECK;
enum status
live_get(struct store *s, int64_t live, struct live *l, struct err *err) BASE_MUST_CHECK;
/* Typed sections of the note; get appends to text. seen: what the writer saw there, NULL: it does not
 * matter; when something else stands there meanwhile it is ST_STALE and nothing is stored. Either way
 * seen holds afterwards what stands there. */
enum status
live_text_set(struct store *s, int64_t live, enum live_text which, struct str *seen,
	      const char *text, struct err *err) BASE_MUST_CHECK;
enum status live_text_get(struct store *s, int64_t live, enum live_text which,
			  struct str *text, struct err *err) BASE_MUST_CHECK;
/* The number of this program among those that run sessions, 1 to 2^40; drawn when first asked for and
 * held until live_terminal_leave or its end, however it ends. */
int64_t live_terminal(struct store *s);
/* Does another program hold this number now? */
bool live_terminal_works(struct store *s, int64_t terminal);
/* Nobody works here any more (logout): others may go on with what was run here. */
void live_terminal_leave(struct store *s);
/* Removes a session (signed, or discarded with a reason that goes into the audit). */
enum status live_remove(struct store *s, int64_t live, struct err *err) BASE_MUST_CHECK;

#endif
