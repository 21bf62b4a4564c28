/* phone.c - the script of a visit at a distance, and its answers. */
#include "app/phone.h"

#include "app/claim.h"
#include "app/shipped.h"

#include <stdlib.h>
#include <string.h>

static int
by_rank(const void *a, const void *b)
{
	const struct phone_step *x = a, *y = b;

	return (x->rank > y->rank) - (x->rank < y->rank);
}

enum status
phone_load(struct app *a, int64_t day, struct phone_script *out, struct err *err)
{
	const struct shipped_ask ask = {.entity = E_PHONE_STEP, .day = day};
	struct shipped all = {0};
	enum status st = shipped_load(a, &ask, &all, err);

	*out = (struct phone_script){.rows = all.rows, .n = all.n};
	if (out->n > 0)
		qsort(out->rows, (size_t)out->n, sizeof *out->rows, by_rank);
	return st;
}

void
phone_release(struct phone_script *p)
{
	free(p->rows);
	*p = (struct phone_script){0};
}

/* What the note will say: the step's words, then what was typed. */
static void
words_of(const struct phone_step *step, int answer, const char *typed, struct str *out)
{
	const char *said = answer == ASKED_YES ? step->said_yes : step->said_no;

	str_addf(out, "%s|%s", step->key, said);
	if (typed[0])
		str_add(out, said[0] && said[strlen(said) - 1] == ':' ? " " : ", ");
	for (const char *p = typed; *p; p++)
		str_add_c(out, *p == '|' ? '/' : *p); /* | parts an event's text */
}

/* The bill's own questions: that it is at a distance, and where the patient is. */
static enum status
tell_bill(struct app *a, struct visit *v, const struct phone_step *step, int answer,
	  struct err *err)
{
	struct claim *c;
	enum status st = claim_of(a, v, &c, err);
	bool here;

	if (st)
		return st;
	here = !strcmp(c->mode, "in_person");
	free(c);
	if (here)
		st = claim_answer(a, v, "mode", "phone", "", err);
	if (!st && !strcmp(step->asks, "place"))
		st = claim_answer(a, v, "place", answer == ASKED_YES ? "home" : "else",
				  "", err);
	return st;
}

enum status
phone_answer(struct app *a, struct visit *v, const struct phone_step *step, int answer,
	     const char *typed, struct err *err)
{
	struct str text = {0};
	enum status st = ST_OK;

	if (answer == ASKED_YES && !typed[0] && !strcmp(step->asks, "words"))
		return status_fail(err, ST_INVALID, "%s: what was answered is missing",
				   step->label);
	if (answer == ASKED_NO && !step->said_no[0])
		return status_fail(err, ST_INVALID, "%s: it has no answer no",
				   step->label);
	if (answer == ASKED_NO && step->stops == 1)
		answer = ASKED_STOP;
	words_of(step, answer, typed, &text);
	st = visit_do(a, v, SEV_ASKED, -1, answer, str_text(&text), err);
	str_release(&text);
	if (!st && answer != ASKED_NOT)
		st = tell_bill(a, v, step, answer, err);
	return st;
}

const struct phone_step *
phone_open_step(const struct phone_script *p, const struct session_state *s)
{
	for (int i = 0; i < p->n; i++) {
		const struct session_ask *is = session_asked_of(s, p->rows[i].key);

		if (is ? is->answer == ASKED_STOP : p->rows[i].needed == 1)
			return &p->rows[i];
	}
	return NULL;
}
