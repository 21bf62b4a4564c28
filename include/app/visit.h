/* visit.h - today's session from its first key to the signed note. */
#ifndef APP_VISIT_H
#define APP_VISIT_H

#include "app/goals.h"
#include "core/presign.h"
#include "core/session_units.h"
#include "core/units.h"
#include "store/live.h"
#include "store/query.h"

/* A session on the clock: the fold of the stored events, and a copy of it looked at now. */
struct visit {
	struct live live;
	struct session_state told;  /* stored events alone */
	struct session_state state; /* advanced to the last visit_tick: what is shown */
};

/* Opens today's session of a patient from the active plan of an episode (0: the newest open
 * one that has a plan): every active clinic prescription with its dose and last values.
 * ST_DUPLICATE when the patient has an unsigned one already (v is then that one, loaded; one that
 * is a group class alone so far has got the exercises). */
enum status visit_start(struct app *a, int64_t patient, int64_t episode, struct visit *v,
			struct err *err) BASE_MUST_CHECK;
/* The same without the exercises: what is done is added, as a group class. */
enum status visit_start_bare(struct app *a, int64_t patient, int64_t episode,
			     struct visit *v, struct err *err) BASE_MUST_CHECK;
/* Loads a session not yet signed and folds its events. */
enum status
visit_load(struct app *a, int64_t live, struct visit *v, struct err *err) BASE_MUST_CHECK;
/* Reads events that another terminal added. */
enum status
visit_refresh(struct app *a, struct visit *v, struct err *err) BASE_MUST_CHECK;
/* Stores an event that happens now and applies it. ST_STALE: another terminal was first; v is
 * refreshed, nothing stored. ST_DENIED: START before the screening, or of an exercise that a
 * precaution blocks or marks and nobody answered for (screening.h); another terminal runs the
 * session. */
enum status
visit_do(struct app *a, struct visit *v, enum session_event_kind kind, int item,
	 int64_t n, const char *text, struct err *err) BASE_MUST_CHECK;
/* Who runs a session: nobody who still works (a program that ended, however; a finished session),
 * this terminal, or another one. Only the terminal that runs it stores events; the first event at
 * another one takes what nobody runs. */
enum visit_hold { VISIT_FREE, VISIT_MINE, VISIT_OTHERS };
enum visit_hold visit_holder(struct app *a, const struct visit *v);
/* Who took it last ("Somebody": not known), and the clock time since when. Append. */
void visit_holder_name(struct app *a, const struct visit *v, struct str *out);
void visit_holder_since(const struct visit *v, struct str *out);
/* This terminal runs it from now on, whoever did. The other one becomes a watcher; no clock is
 * touched. */
enum status visit_take(struct app *a, struct visit *v, struct err *err) BASE_MUST_CHECK;
/* Advances v to the present (no store access). */
void visit_tick(struct app *a, struct visit *v);
/* Adds an exercise of the library, or a free activity with a code, to a running session. */
enum status visit_add_exercise(struct app *a, struct visit *v, const struct exercise *x,
			       struct err *err) BASE_MUST_CHECK;
enum status visit_add_activity(struct app *a, struct visit *v, const char *name,
			       const char *code, struct err *err) BASE_MUST_CHECK;

/* One line of the bill as it stands now, by both rules. */
struct visit_code {
	char code[9], label[81];
	int64_t seconds; /* counted, adjustments included */
	int minutes;	 /* whole, rounded down once per code */
	int cms_units, ama_units;
	int64_t next_cms_s, next_ama_s; /* seconds to the next unit; -1 none (untimed) */
	bool timed;
	char modifiers[17];
};
struct visit_bill {
	int n;
	struct visit_code codes[SESSION_CODES_MAX];
	char rule[8]; /* the payer's: cms or ama */
	int units;    /* total under that rule */
	int timed_min, total_min;
	int64_t n_ties; /* equal allocations (session_units_tie); 0 none */
};
/* The bill of the session as it stands (after visit_tick). */
enum status visit_bill(struct app *a, const struct visit *v, struct visit_bill *b,
		       struct err *err) BASE_MUST_CHECK;

/* The session as last looked at, counted by both rules, and the assistant's share. */
struct visit_units {
	struct session_units units;
	struct assistant_result split; /* of the payer's rule */
};

/* The last signed visit of the episode, none that is void; day DICT_NONE: there is none (note is
 * empty then). */
struct visit_last {
	int64_t day;
	struct note note;
};

/* visit_bill from units already counted. */
enum status
visit_bill_of(struct app *a, const struct visit *v, const struct visit_units *u,
	      struct visit_bill *b, struct err *err) BASE_MUST_CHECK;

/* All that the note as it stands rests on, read and computed once. */
struct visit_look {
	struct visit_units units;
	struct claim *claim;	 /* claim.h */
	struct goals_gaps goals; /* all of them, a reason or not */
	struct str reason; /* why exercises serve no goal (visit_type, LIVE_NO_GOAL) */
	struct note note;  /* its four sections; proposals where nothing was typed */
	struct visit_last last; /* what was signed before it */
	struct str gaps;	/* what keeps it from being signed, one line each */
	struct presign
	    check; /* by the rules of its service date (assets/presign_rules.csv),
				  * borrowed from the app: what payers refuse it for */
};
/* Looks at a session after visit_tick. Also after a failure visit_look_release ends it. */
enum status visit_look(struct app *a, const struct visit *v, struct visit_look *l,
		       struct err *err) BASE_MUST_CHECK;
void visit_look_release(struct visit_look *l);
/* The last lines of gaps that a reason takes away: exercises without a goal, goals without a
 * diagnosis; "" when there is a reason. Borrowed. */
const char *visit_look_orphans(const struct visit_look *l);

/* The section of a note a typed text stands for ("" for other texts); borrowed from n. */
const char *visit_section(const struct note *n, enum live_text which);
/* True when the section holds something and equals the one signed before, word for word. */
bool visit_section_same(const struct visit_look *l, enum live_text which);
/* Has the section been typed (or taken over), so that the proposal no longer stands? */
enum status visit_typed(struct app *a, const struct visit *v, enum live_text which,
			bool *typed, struct err *err) BASE_MUST_CHECK;

/* Keeps a typed section. seen: what the writer saw typed there ("": nothing yet; NULL: it does not
 * matter), afterwards what stands there. ST_STALE: somebody else typed meanwhile, nothing is stored. */
enum status
visit_type(struct app *a, const struct visit *v, enum live_text which, struct str *seen,
	   const char *text, struct err *err) BASE_MUST_CHECK;
/* Signs: session, performed exercises, charges and note become facts in one transaction and
 * the live rows go; what the check found is kept with the note. The session must be
 * finished. ST_DENIED: PIN, role, licence, a finding that blocks. *note gets the number of the
 * signed note. */
enum status visit_sign(struct app *a, struct visit *v, const char *pin, int64_t *note,
		       struct err *err) BASE_MUST_CHECK;
/* Adds to a signed note, signed with the PIN: kind addendum, late, correction, cosign (a therapist,
 * not the author) or void (the author or a therapist). A reason is wanted; author, credential,
 * role and time are filled in, never typed. The note itself is not touched; a correction of minutes
 * (claim_correct) and a void charge anew what they change. ST_DENIED: minutes of a void note. */
enum status visit_addendum(struct app *a, struct addendum *x, const char *pin,
			   struct err *err) BASE_MUST_CHECK;
/* *days: how late the entry is when it is later than the rules of care allow without a warning;
 * 0: in time. */
enum status visit_addendum_late(struct app *a, const struct addendum *x, int64_t *days,
				struct err *err) BASE_MUST_CHECK;
/* The second signature of a note; ST_DENIED: PIN, role, licence, the author, signed already. */
enum status visit_cosign(struct app *a, int64_t note, const char *pin,
			 struct err *err) BASE_MUST_CHECK;
/* How many sessions are not signed, whoever looks. */
int visit_unsigned(struct app *a);
/* Throws an unsigned session away; the reason goes into the audit. */
enum status visit_discard(struct app *a, struct visit *v, const char *reason,
			  struct err *err) BASE_MUST_CHECK;

#endif
