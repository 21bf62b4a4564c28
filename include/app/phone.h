/* phone.h - a visit at a distance: its script, and what was answered. */
#ifndef APP_PHONE_H
#define APP_PHONE_H

#include "app/visit.h"

struct phone_script {
	struct phone_step *rows; /* in their order */
	int n;
};

/* The steps that hold on `day`. Release with phone_release. Source of the whole: consent, place and
 * delivery belong into the record (billing-rules 6, 2026-11-23); the wording is ours. */
enum status phone_load(struct app *a, int64_t day, struct phone_script *out,
		       struct err *err) BASE_MUST_CHECK;
void phone_release(struct phone_script *p);

/* Answers a step: ASKED_YES or ASKED_NO, with what was typed ("" nothing); ASKED_NOT takes it back.
 * The first answer makes a visit in person one by phone; where the patient is answers the bill's
 * question too. A no to a step that stops becomes ASKED_STOP. ST_INVALID: words are wanted and none
 * were typed; ST_DENIED: another terminal runs the session. */
enum status phone_answer(struct app *a, struct visit *v, const struct phone_step *step,
			 int answer, const char *typed, struct err *err) BASE_MUST_CHECK;

/* The first step that keeps the note from being signed: needed and not asked, or answered with a no
 * that stops. NULL: none. */
const struct phone_step *
phone_open_step(const struct phone_script *p, const struct session_state *s);

#endif
