/* aid.h - mobility aids: given, fitted, reviewed, given back; knows no screen. */
#ifndef APP_AID_H
#define APP_AID_H

#include "app/app.h"

/* When an aid is looked at again, proposed by the program and changed by whoever checks: after
 * it was given, and after its fit was checked. Our own working values, no clinical rule. */
enum { AID_FIRST_REVIEW_DAYS = 14, AID_REVIEW_DAYS = 90, AID_MAX = 60 };

/* Gives a patient an aid of a vocabulary kind today; the review day is proposed. x is filled. */
enum status aid_give(struct app *a, int64_t patient, int64_t episode, const char *kind,
		     struct aid *x, struct err *err) BASE_MUST_CHECK;
/* The fit was checked today: the finding, and the day of the next review (DICT_NONE: none). */
enum status aid_fit(struct app *a, int64_t aid, const char *finding, int64_t review,
		    struct err *err) BASE_MUST_CHECK;
/* What is looked at when the fit of an aid is checked, and what was found so far. */
enum { AID_CHECKS_MAX = 16, AID_FIT_SIZE = 121 };
enum aid_answer { AID_OPEN, AID_YES, AID_NO };
struct aid_checks {
	int n;
	struct aid_check rows[AID_CHECKS_MAX];
	enum aid_answer answers[AID_CHECKS_MAX];
};
/* The rows that are asked of a kind of aid, in their order; none is answered (aid_fit.c). */
enum status aid_fit_load(struct app *a, const char *kind, struct aid_checks *c,
			 struct err *err) BASE_MUST_CHECK;
/* The first one that is not answered; -1: all are. */
int aid_fit_open(const struct aid_checks *c);
/* The finding for the record: what is wrong, how many fit, how many were not looked at, the remark.
 * False: it was cut to the length of the field. */
bool
aid_fit_finding(const struct aid_checks *c, const char *remark, char out[AID_FIT_SIZE]);
/* Appends a line for the note of a day for each aid whose fit was checked on it; nothing for none. */
enum status aid_fit_note(struct app *a, int64_t patient, int64_t day, struct str *out,
			 struct err *err) BASE_MUST_CHECK;
/* It was given back, or is no longer used, today. */
enum status aid_return(struct app *a, int64_t aid, struct err *err) BASE_MUST_CHECK;

/* What people call the kind; the stored word when the vocabulary does not hold it. */
enum status
aid_label(struct app *a, const char *kind, char out[81], struct err *err) BASE_MUST_CHECK;
/* Weight bearing in words, "" when nothing is set. */
const char *aid_weight(const struct aid *x);
/* One line for the chart's head, "" when the patient has none in use:
 * "Cane or stick, left; weight bearing: Part; review 2026-06-01". */
enum status aid_head(struct app *a, int64_t patient, struct str *out,
		     struct err *err) BASE_MUST_CHECK;
/* The same in few words for the header of a session: "weight: Part, Cane or stick". */
enum status aid_short(struct app *a, int64_t patient, struct str *out,
		      struct err *err) BASE_MUST_CHECK;
/* One aid as a sentence of a report: kind, size, side, weight, fit, training, review. */
enum status aid_sentence(struct app *a, const struct aid *x, struct str *out,
			 struct err *err) BASE_MUST_CHECK;

#endif
