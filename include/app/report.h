/* report.h - reports of care: evaluation, progress, recertification, discharge, and hand-over
 * notes; drafted from the chart, completed and signed by a person. Knows no screen. */
#ifndef APP_REPORT_H
#define APP_REPORT_H

#include "app/app.h"
#include "store/draft.h"

/* Kind of the draft of a hand-over note (beside the codes of a note's kind). */
#define REPORT_HAND_OVER "hand_over"

/* Parts a person writes or chooses; the rest is written from the data each time it is shown. */
enum report_part {
	REPORT_SUBJECTIVE, /* what the patient says */
	REPORT_ASSESSMENT, /* judgement: progress, need of skilled care */
	REPORT_PLAN,	   /* what changes, and why */
	REPORT_FREQUENCY,  /* recertification: "2x6", times a week and weeks */
	REPORT_REASON,	   /* discharge: why */
	REPORT_PARTS
};

/* A report as it would be signed now. */
struct report {
	struct draft draft;
	struct note note;    /* sections filled, unsaved */
	struct str gaps;     /* what keeps it from being signed, one a line */
	struct str warnings; /* what to mind, one a line; may be signed all the same */
	int64_t per_week, weeks; /* recertification: as chosen, else as in the plan */
};

/* "Progress report" of a note's kind. Static. */
const char *report_label(const char *kind);
/* Begins the draft of a kind for an episode, or goes on with the one there is. Release. */
enum status report_begin(struct app *a, int64_t episode, const char *kind,
			 struct report *r, struct err *err) BASE_MUST_CHECK;
/* Loads a draft and writes its sections anew from the chart as it is now; typed parts stay. */
enum status report_load(struct app *a, int64_t draft, struct report *r,
			struct err *err) BASE_MUST_CHECK;
void report_release(struct report *r);

/* Keeps a part durably; a frequency must read as 2x6. "" takes back what was typed. seen and ST_STALE as
 * for draft_text_set. */
enum status
report_type(struct app *a, struct report *r, enum report_part part, struct str *seen,
	    const char *text, struct err *err) BASE_MUST_CHECK;
/* What was typed for a part, appended. */
enum status report_typed(struct app *a, const struct report *r, enum report_part part,
			 struct str *out, struct err *err) BASE_MUST_CHECK;
/* Signs: the report becomes a note, the draft goes, all in one transaction. A recertification
 * makes the next version of the plan; a discharge closes the episode. ST_DENIED: PIN, role,
 * licence, gaps. *note gets its number. */
enum status report_sign(struct app *a, struct report *r, const char *pin, int64_t *note,
			struct err *err) BASE_MUST_CHECK;
/* Throws the draft away; the audit says so. */
enum status
report_discard(struct app *a, struct report *r, struct err *err) BASE_MUST_CHECK;

/* A hand-over note of an episode: the draft there is, else one drafted from the chart. */
enum status report_hand_over(struct app *a, int64_t episode, struct draft *d,
			     struct str *text, struct err *err) BASE_MUST_CHECK;
/* Gives it to a staff member (login "": everybody) as a task; the draft goes. */
enum status report_hand_over_send(struct app *a, struct draft *d, const char *login,
				  struct err *err) BASE_MUST_CHECK;

#endif
