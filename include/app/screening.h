/* screening.h - the gate before and during a session: questions, stops, overrides; knows no
 * screen. Rows of rules decide what fires (core/screening.h); nothing is passed over silently. */
#ifndef APP_SCREENING_H
#define APP_SCREENING_H

#include "app/visit.h"
#include "core/precaution.h"
#include "core/screening.h"

/* A screening on its way: what was answered before, and what is answered now. */
struct screening_draft {
	int64_t patient, episode;  /* episode 0: none */
	char kind[DICT_CODE_SIZE]; /* intake, visit or during */
	bool no_change;		   /* nothing new since the screening before */
	struct screening_set set;
	char reason[161]; /* why it is gone on; "" none given */

	/* The last screening with answers; before 0: there is none. */
	int64_t before, before_day;
	char before_rules[241], before_reason[301];
	bool before_stopped;
	/* systolic pressure before in this session, in mmHg; DICT_NONE: not measured today */
	int64_t sbp_before;
	struct screening_set
	    standing; /* its answers that still count, days and weeks added */
	/* After a stop, what was measured today and what stopped: it stands until it is given
	 * anew. */
	struct screening_set today;
};

/* What the answers come to. */
struct screening_verdict {
	int n;
	struct screening_fired fired[SCREENING_FIRED_MAX];
	bool carried
	    [SCREENING_FIRED_MAX]; /* the same caution as before, with its reason */
	bool stop;		   /* a rule nobody may override */
	bool reason; /* a therapist's reason is wanted before the first exercise */
	int n_doubts;
	struct screening_doubt doubts[SCREENING_DOUBTS_MAX];
};

/* The clinic's rules, limits and measures as they are now: another terminal may have changed a limit.
 * Borrowed from a, and good until app_close; who keeps the pointer asks again for what is new. */
enum status screening_table_of(struct app *a, const struct screening_table **t,
			       struct err *err) BASE_MUST_CHECK;
void screening_table_release(struct app *a);

/* Begins a draft: intake when the episode has no screening yet, else the re-check of a visit,
 * with the answers that still count. */
enum status screening_begin(struct app *a, int64_t patient, int64_t episode,
			    struct screening_draft *d, struct err *err) BASE_MUST_CHECK;
/* Begins a draft about the running session: values in exercise. */
enum status
screening_begin_during(struct app *a, const struct visit *v, struct screening_draft *d,
		       struct err *err) BASE_MUST_CHECK;
/* The answer of a field: given now, else what stands since a stop of today; "" none. Borrowed from d. */
const char *screening_answer_of(const struct screening_draft *d, const char *field);
/* Adds "S093 Fall since the last visit; ...": what a stored screening was about. */
enum status screening_rule_words(struct app *a, const struct screening *row,
				 struct str *out, struct err *err) BASE_MUST_CHECK;
/* Judges the draft by the rules of today. */
enum status screening_weigh(struct app *a, const struct screening_draft *d,
			    struct screening_verdict *w, struct err *err) BASE_MUST_CHECK;
/* Stores it: the screening, answers that matter, vitals as results, precautions of what a yes
 * names; the outcome goes into the session (v may be NULL: none runs), stops and overrides into
 * the audit. ST_INVALID while a doubt is not confirmed; ST_DENIED for a reason given by somebody
 * who may not. */
enum status screening_save(struct app *a, struct visit *v, struct screening_draft *d,
			   struct screening *saved, struct err *err) BASE_MUST_CHECK;

/* Has the session to be screened before its next exercise begins (nobody asked, or too long
 * ago)? why gets the sentence. */
enum status screening_due(struct app *a, const struct visit *v, bool *due, char why[161],
			  struct err *err) BASE_MUST_CHECK;
/* Takes today's screening of the patient into a session just opened. */
enum status
screening_adopt(struct app *a, struct visit *v, struct err *err) BASE_MUST_CHECK;
/* Refuses the start of an exercise that is not screened for, or is blocked or marked by a
 * precaution nobody answered for (ST_DENIED with what to do). For visit_do. */
enum status screening_may_start(struct app *a, const struct visit *v, int item,
				struct err *err) BASE_MUST_CHECK;
/* The precaution an item of the session meets. */
enum status screening_item(struct app *a, const struct visit *v, int item,
			   struct precaution_match *m, struct err *err) BASE_MUST_CHECK;
/* An item is done in spite of its precaution: a block wants a therapist, a reason and initials;
 * care wants nothing but the key. */
enum status screening_allow(struct app *a, struct visit *v, int item, const char *reason,
			    const char *initials, struct err *err) BASE_MUST_CHECK;

/* Something that stops a running session. */
struct screening_stop {
	char rules[41];	  /* keys of the rules, or red_flag/word */
	char what[121];	  /* in words */
	char action[121]; /* what to do now */
	char field[41], value[SCREENING_VALUE_SIZE];
	bool override; /* a therapist may go on with a reason */
	bool hard;     /* stops; else it asks */
	bool check_source;
};
enum { SCREENING_STOPS_MAX = 32 };
/* Red flags and symptoms to choose from. */
enum status screening_stops(struct app *a, struct screening_stop *stops, int max, int *n,
			    struct err *err) BASE_MUST_CHECK;
/* What a pain of an exercise comes to: n of s is 0 when it is within limits. */
enum status
screening_pain(struct app *a, const struct visit *v, int pain, struct screening_stop *s,
	       bool *raised, struct err *err) BASE_MUST_CHECK;
/* Stops the session: a screening row, the event, the audit, in one transaction. */
enum status
screening_raise(struct app *a, struct visit *v, const struct screening_stop *s,
		struct err *err) BASE_MUST_CHECK;
/* Opens a session stopped during it after a re-check; reason says what was found. A stop before
 * the first exercise is opened by answering again. */
enum status screening_clear(struct app *a, struct visit *v, const char *reason,
			    struct err *err) BASE_MUST_CHECK;
/* Goes on past the last stop with a reason, where its rules let a therapist do so. */
enum status screening_override(struct app *a, struct visit *v, const char *reason,
			       struct err *err) BASE_MUST_CHECK;
/* Goes on past something that asks but does not stop (s->hard false), with a reason. */
enum status
screening_go_on(struct app *a, struct visit *v, const struct screening_stop *s,
		const char *reason, struct err *err) BASE_MUST_CHECK;

/* The clinic's own limit of a rule; "" brings the shipped one back. By managers and
 * therapists, with a reason; goes into the audit. */
enum status
screening_set_limit(struct app *a, const struct screening_rule *r, const char *value,
		    const char *reason, struct err *err) BASE_MUST_CHECK;

#endif
