/* progress.h - after a session a suggestion per exercise, and what the therapist decides on it;
 * never changes a dose by itself. */
#ifndef APP_PROGRESS_H
#define APP_PROGRESS_H

#include "app/visit.h"
#include "core/choice.h"
#include "core/progression.h"
#include "store/query_progress.h"

/* Printed beside every suggestion. */
#define PROGRESS_DISCLAIMER "Suggestion only. The therapist decides."

/* One exercise of a visit. choice is what the rules propose; once decided, what was decided. */
struct progress_line {
	int64_t no;		 /* item of the session, from 1 */
	int64_t origin;		 /* prescription the visit followed */
	struct prescription row; /* as it stands in the plan now, of its newest version */
	char closed[100];	 /* why nothing can be decided any more; "": it can */
	struct exercise x;
	bool has_easier; /* an easier exercise exists and is not blocked */
	int64_t
	    used_g; /* the heaviest load of the visit, not more than that of the plan */
	struct progression_in in;
	struct progression_out out;
	struct choice choice; /* decision "": none yet */
};
struct progress {
	int64_t live, session; /* one of the two: not yet signed, signed */
	int64_t patient, day;
	int n;
	struct progress_line lines[SESSION_ITEMS_MAX];
};

/* The suggestions of a visit not yet signed, of those of its exercises that were done and
 * belong to the plan; limits of the whole visit applied. p is large: allocate it. */
enum status progress_of_visit(struct app *a, const struct visit *v, struct progress *p,
			      struct err *err) BASE_MUST_CHECK;
/* The same of a signed visit, from its rows alone. What was not decided can still be, until the
 * exercise is done again, its dose is changed or it leaves the plan. */
enum status progress_of_session(struct app *a, int64_t session, struct progress *p,
				struct err *err) BASE_MUST_CHECK;

/* Does taking it change the dose? */
bool progress_changes(const struct choice *c);
/* What changes, in short: "Hold 35 s", "next: Bridge with march"; "as it is". */
void progress_short(const struct choice *c, char *out, size_t size);
/* Takes the suggestion of a line. Kept with the session until it is signed: then the plan
 * changes and a dose_change row tells of it; at once when the visit is signed already (l is the
 * changed line). ST_INVALID: it proposes nothing, or the line is closed. */
enum status progress_take(struct app *a, const struct progress *p,
			  struct progress_line *l, struct err *err) BASE_MUST_CHECK;
/* Takes another dose, as people type it: "reps 12, load 3 kg, hold 20, band green". */
enum status
progress_take_other(struct app *a, const struct progress *p, struct progress_line *l,
		    const char *typed, struct err *err) BASE_MUST_CHECK;
/* Declines it; the reason is wanted. */
enum status
progress_decline(struct app *a, const struct progress *p, struct progress_line *l,
		 const char *why, struct err *err) BASE_MUST_CHECK;
/* Takes a decision back. After the signature a new version of the plan takes the change back:
 * why is wanted then, and a role that makes plans (ST_DENIED). ST_INVALID: nothing changed by it
 * still stands. What was signed stays as it was. */
enum status
progress_undo(struct app *a, const struct progress *p, struct progress_line *l,
	      const char *why, struct err *err) BASE_MUST_CHECK;
/* How many lines propose another dose and are not decided. */
int progress_open(const struct progress *p);
/* What was decided on item i of a session; false: nothing. */
bool progress_decided(struct app *a, const struct visit *v, int item, struct choice *c);

/* At the signature: every decision becomes a dose_change row and the dose of the plan, in the
 * caller's transaction. */
enum status progress_sign(struct app *a, const struct visit *v, int64_t session,
			  struct err *err) BASE_MUST_CHECK;

/* Is it prescribed for home, or for home too? */
bool progress_at_home(const struct prescription *p);
/* What the rules say of the home programme of a plan (its n exercises), by the scores of the
 * episode and the tests of the patient. How much of it is done is the result of hep_done, asked or
 * kept from the diary (diary.h). */
struct progress_home {
	struct progression_home in;
	int n;
	struct progression_out lines[PROGRESSION_HOME_MAX];
	bool unsure[PROGRESSION_HOME_MAX]; /* the source of its rule is to be checked */
};
enum status
progress_home(struct app *a, int64_t plan, const struct prescription_line *lines, int n,
	      struct progress_home *h, struct err *err) BASE_MUST_CHECK;

/* The shipped rules that hold on a day with this clinic's own limits; a limit that cannot be
 * read is left out. */
enum status progress_rules(struct app *a, int64_t day, struct progression_rules *rules,
			   struct err *err) BASE_MUST_CHECK;

/* The row of a rule with its source and mark. ST_NOT_FOUND. */
enum status progress_rule(struct app *a, const char *key, struct progression_rule *row,
			  struct err *err) BASE_MUST_CHECK;

/* An exercise in an episode over time, newest first: what was done, how its dose changed. */
enum { PROGRESS_STORY_MAX = 90 };
struct progress_event {
	int64_t no, day;
	char what[12]; /* done, harder, easier, changed, not taken, undone */
	char text[700];
};
struct progress_story {
	int n;
	struct progress_event lines[PROGRESS_STORY_MAX];
};
enum status
progress_history(struct app *a, int64_t episode, int64_t exercise,
		 struct progress_story *story, struct err *err) BASE_MUST_CHECK;

#endif
