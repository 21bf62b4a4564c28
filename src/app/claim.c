/* claim.c - the claim of a visit on the clock, asked and answered. */
#include "app/claim.h"

#include "app/codes.h"
#include "claim_priv.h"
#include "core/session_units.h"
#include "store/live.h"
#include "visit_priv.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

/* The times of a session on the clock. */
static void
own_times(const struct session_units *u, struct units_time *times,
	  struct units_time *alone, struct claim_visit *out)
{
	for (int i = 0; i < u->n; i++) {
		const struct session_units_line *l = &u->lines[i];

		if (!l->known)
			continue;
		str_copy(times[out->n].code, sizeof times[0].code, l->code);
		times[out->n++].seconds = l->seconds;
		if (l->assistant_s <= 0)
			continue;
		str_copy(alone[out->n_alone].code, sizeof alone[0].code, l->code);
		alone[out->n_alone++].seconds = l->assistant_s;
	}
	out->times = times;
	out->alone = alone;
}

enum status
claim_of_units(struct app *a, const struct visit *v, const struct visit_units *u,
	       struct claim **c, struct err *err)
{
	struct units_time times[SESSION_CODES_MAX], alone[SESSION_CODES_MAX];
	struct claim_visit of = {.patient = v->live.patient,
				 .episode = v->live.episode,
				 .date = v->live.service_date,
				 .discipline =
				     a->user.discipline[0] ? a->user.discipline : "PT",
				 .tie = v->state.tie};
	struct claim_facts f = {0};
	struct str answers = {0};
	enum status st = live_text_get(a->store, v->live.no, LIVE_BILL, &answers, err);

	of.answers = str_text(&answers);
	*c = mem_alloc(sizeof **c);
	if (!st) {
		of.rule = u->units.rule;
		own_times(&u->units, times, alone, &of);
		st = claim_facts_read(a, &of, &f, err);
	}
	if (!st)
		st = claim_make(a, &of, &f, *c, err);
	claim_facts_release(&f);
	str_release(&answers);
	if (st) {
		free(*c);
		*c = NULL;
	}
	return st;
}

enum status
claim_of(struct app *a, const struct visit *v, struct claim **c, struct err *err)
{
	struct visit_units u;
	enum status st = visit_units(a, v, &u, err);

	*c = NULL;
	return st ? st : claim_of_units(a, v, &u, c, err);
}

/* ---- answers */

/* A tie is answered with the number of the right answer. */
static bool
find_tie(const struct claim *c, const char *value, char text[SESSION_TIE_SIZE])
{
	char *end;
	long i = strtol(value, &end, 10);

	return value[0] && !*end && i >= 0 && i < INT_MAX &&
	       session_units_tie(&c->bill.result[c->bill.rule], (int)i, text);
}

static const struct bill_option *
find_option(const struct claim *c, const char *id, const char *value)
{
	for (int i = 0; i < c->bill.n_questions; i++) {
		const struct bill_question *q = &c->bill.questions[i];

		for (int k = 0; !strcmp(q->id, id) && k < q->n_options; k++)
			if (!strcmp(q->options[k].value, value))
				return &q->options[k];
	}
	return NULL;
}

static enum status
check_answer(const struct claim *c, const char *id, const char *value, const char *reason,
	     char tie[SESSION_TIE_SIZE], struct err *err)
{
	bool is_tie = !strcmp(id, "tie");
	const struct bill_option *option = is_tie ? NULL : find_option(c, id, value);

	if (is_tie ? !find_tie(c, value, tie) : !option)
		return status_fail(err, ST_INVALID,
				   "%s=%s: there is no such question or answer", id,
				   value);
	if (option && option->reasoned && !reason[0])
		return status_fail(err, ST_INVALID, "%s: a reason is wanted",
				   option->text);
	return ST_OK;
}

static enum status
keep_answer(struct app *a, const struct visit *v, const struct claim *c, const char *id,
	    const char *value, const char *reason, struct err *err)
{
	struct str text = {0};
	enum status st;

	bill_answer_set(c->answers, id, value, reason, &text);
	if (text.n >= sizeof c->answers)
		st =
		    status_fail(err, ST_INVALID, "too many answers: shorten the reasons");
	else
		st = live_text_set(a->store, v->live.no, LIVE_BILL, NULL, str_text(&text),
				   err);
	str_release(&text);
	return st;
}

enum status
claim_answer(struct app *a, struct visit *v, const char *id, const char *value,
	     const char *reason, struct err *err)
{
	char tie[SESSION_TIE_SIZE] = "";
	struct claim *c;
	enum status st = claim_of(a, v, &c, err);

	if (st)
		return st;
	if (!strcmp(id, "mode"))
		st = dict_check(
		    &dict_entity(E_SESSION)
			 ->fields[dict_field_named(dict_entity(E_SESSION), "mode")],
		    (struct cell){.kind = CELL_TEXT, .p = value, .n = strlen(value)},
		    err);
	else if (value[0])
		st = check_answer(c, id, value, reason, tie, err);
	if (!st && !strcmp(id, "tie"))
		st = visit_do(a, v, SEV_TIE, -1, 0, tie, err);
	else if (!st)
		st = keep_answer(a, v, c, id, !strcmp(value, "in_person") ? "" : value,
				 reason, err);
	free(c);
	return st;
}

int
claim_findings(const struct claim *c, struct claim_finding *list, int max)
{
	int n = 0;

	for (int stop = 1; stop >= 0; stop--)
		for (int i = 0; i < c->bill.n_questions && n < max; i++) {
			const struct bill_question *q = &c->bill.questions[i];

			if (q->chosen >= 0 || q->stop != (bool)stop)
				continue;
			str_copy(list[n].id, sizeof list[n].id, q->id);
			str_copy(list[n].text, sizeof list[n].text, q->text);
			list[n++].stop = q->stop;
		}
	return n;
}

void
claim_changes(const struct claim *c, struct str *out)
{
	const char *gap = "";

	if (!c->earlier)
		return;
	for (int i = 0; i < c->n_rows; i++) {
		const struct claim_row *r = &c->rows[i];
		int day = r->line < 0 ? 0 : c->bill.lines[r->line].units;

		if (day == r->units)
			continue;
		str_addf(out, "%s%s%s %d -> %d", gap, r->code,
			 r->assistant ? " assistant" : "", day - r->units, day);
		gap = ", ";
	}
}
