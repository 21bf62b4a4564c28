/* bill_ask.c - what a bill does not know: one question each, with the proposal first. */
#include "base/str.h"
#include "bill_priv.h"
#include "core/session_units.h"
#include "core/source.h"

#include <string.h>

/* ---- questions */

struct bill_question *
bill_ask(struct bill_work *w, const char *id, bool stop)
{
	struct bill_question *q;

	for (int i = 0; i < w->b->n_questions; i++)
		if (!strcmp(w->b->questions[i].id, id))
			return NULL; /* asked already */
	if (w->b->n_questions == BILL_QUESTIONS_MAX)
		return NULL;
	q = &w->b->questions[w->b->n_questions++];
	*q = (struct bill_question){.chosen = -1, .stop = stop};
	str_copy(q->id, sizeof q->id, id);
	return q;
}

void
bill_option_add(struct bill_work *w, struct bill_question *q, const char *value,
		const char *text, bool reasoned)
{
	struct bill_option *o = &q->options[q->n_options];
	char is[8];

	if (q->n_options == BILL_OPTIONS_MAX)
		return;
	str_copy(o->value, sizeof o->value, value);
	str_copy(o->text, sizeof o->text, text);
	o->reasoned = reasoned;
	if (bill_answer(w->in->answers, q->id, is, q->reason, sizeof q->reason) &&
	    !strcmp(is, value) && (!reasoned || q->reason[0]))
		q->chosen = q->n_options;
	q->n_options++;
}

const char *
bill_chosen(const struct bill_question *q)
{
	return q->chosen < 0 ? "" : q->options[q->chosen].value;
}

/* ---- tie and payer */

struct ties {
	struct bill_question *q;
	const char *chosen;
};

/* As many options as there are right answers; the first ones are kept. */
static bool
add_tie(void *arg, int i, const char *text)
{
	struct ties *t = arg;
	struct bill_question *q = t->q;

	if (i < BILL_OPTIONS_MAX) {
		str_copy(q->options[i].text, sizeof q->options[i].text, text);
		str_format(q->options[i].value, sizeof q->options[i].value, "%d", i);
	}
	if (!strcmp(text, t->chosen))
		q->chosen = i;
	q->n_options = i + 1;
	return q->n_options < BILL_TIES_MAX || q->chosen < 0;
}

void
bill_ask_tie(struct bill_work *w)
{
	const struct units_result *r = &w->b->result[w->in->rule];
	struct ties t = {.chosen = w->in->tie};

	if (r->tie.choose == 0)
		return;
	t.q = bill_ask(w, "tie", true);
	if (!t.q)
		return;
	str_format(t.q->text, sizeof t.q->text,
		   "Equal left-over minutes: which code gets the unit%s?",
		   r->tie.choose == 1 ? "" : "s");
	session_units_ties(r, add_tie, &t);
}

void
bill_ask_payer(struct bill_work *w)
{
	struct bill_question *q = NULL;

	if (!w->in->payer_kind[0])
		q = bill_ask(w, "kind", false);
	else if (!w->in->wants[0])
		q = bill_ask(w, "wants", false);
	if (!q)
		return;
	str_copy(q->text, sizeof q->text,
		 w->in->payer_kind[0]
		     ? "No list of the modifiers this payer wants: enter it with the "
		       "payer (as: discipline pair kx)"
		     : "The kind of the payer is not set: KX, ABN and telehealth are not "
		       "looked at; enter it with the payer");
}

/* ---- pairs */

static bool
on(int64_t from, int64_t to, int64_t date)
{
	return (from == DICT_NONE || from <= date) && (to == DICT_NONE || to >= date);
}

static bool
billed(const struct bill *b, const char *code)
{
	for (int i = 0; i < b->n; i++)
		if (b->lines[i].units > 0 && !strcmp(b->lines[i].code, code))
			return true;
	return false;
}

static void
drop_code(struct bill_work *w, const char *code, const char *why)
{
	for (int i = 0; i < w->b->n; i++)
		if (!strcmp(w->b->lines[i].code, code))
			bill_drop(w, i, why);
}

static void
pair_options(struct bill_work *w, struct bill_question *q, const struct code_pair *p)
{
	if (p->indicator == 1) {
		bill_option_add(w, q, "59", "59: separate 15-minute intervals, or parts",
				false);
		bill_option_add(w, q, "XE", "XE: another encounter of the day", false);
		bill_option_add(w, q, "XP", "XP: another practitioner", false);
		bill_option_add(w, q, "XS", "XS: another organ or structure", false);
		bill_option_add(w, q, "XU", "XU: unusual, does not overlap", false);
	}
	bill_option_add(w, q, "drop", "not billed: it belongs to the other code", false);
	bill_option_add(w, q, "none", "billed without a modifier, with the reason", true);
}

static void
answer_pair(struct bill_work *w, const struct code_pair *p, const struct bill_question *q)
{
	const char *value = bill_chosen(q);
	char why[BILL_WHY_SIZE];

	if (!strcmp(value, "drop")) {
		str_format(why, sizeof why, "not billed with %s on one date", p->column1);
		drop_code(w, p->column2, why);
		return;
	}
	for (int i = 0; i < w->b->n; i++) {
		struct bill_line *l = &w->b->lines[i];

		if (strcmp(l->code, p->column2) != 0 || !value[0])
			continue;
		if (!strcmp(value, "none"))
			str_format(l->why, sizeof l->why, "with %s: %s", p->column1,
				   q->reason);
		else {
			str_format(why, sizeof why, "apart from %s%s%s", p->column1,
				   q->reason[0] ? ": " : "", q->reason);
			bill_wish_add(w, i, BILL_PAIR, value, why);
		}
	}
}

static void
ask_pair(struct bill_work *w, const struct code_pair *p)
{
	char id[BILL_ID_SIZE];
	struct bill_question *q;

	str_format(id, sizeof id, "pair:%s/%s", p->column1, p->column2);
	q = bill_ask(w, id, true);
	if (!q)
		return;
	str_format(q->text, sizeof q->text, "%s with %s on one date: %s%s", p->column2,
		   p->column1,
		   p->indicator ? "was it truly separate?" : "never paid together",
		   source_unsure(p->verification) ? " (check source)" : "");
	pair_options(w, q, p);
	answer_pair(w, p, q);
}

void
bill_ask_pairs(struct bill_work *w)
{
	if (!bill_wants(w->in, BILL_PAIR))
		return;
	for (size_t i = 0; i < w->in->n_pairs; i++) {
		const struct code_pair *p = &w->in->pairs[i];

		if (on(p->valid_from, p->valid_to, w->in->date) && p->indicator < 2 &&
		    billed(w->b, p->column1) && billed(w->b, p->column2))
			ask_pair(w, p);
	}
}

/* ---- the year */

static void
on_all(struct bill_work *w, enum bill_group_id g, const char *code, const char *why)
{
	for (int i = 0; i < w->b->n; i++)
		bill_wish_add(w, i, g, code, why);
}

static void
money(int64_t v, char out[24])
{
	str_format(out, 24, "$%lld.%02d", (long long)(v / 1000), (int)(v % 1000 / 10));
}

/* Over the threshold, or not known whether: necessary, not necessary, or not over it. */
static void
ask_over(struct bill_work *w, const char *id, const char *text, bool known)
{
	struct bill_question *q = bill_ask(w, id, true);
	const char *is;

	if (!q)
		return;
	str_copy(q->text, sizeof q->text, text);
	if (!known)
		bill_option_add(w, q, "no", "not over it", false);
	bill_option_add(w, q, "KX", "KX: over it, and medically necessary", false);
	bill_option_add(w, q, "GA", "GA: not necessary, signed ABN on file", false);
	bill_option_add(w, q, "GZ", "GZ: not necessary, no ABN", false);
	is = bill_chosen(q);
	if (!strcmp(is, "KX"))
		on_all(w, BILL_KX, "KX", "over the yearly threshold, necessary");
	else if (!strcmp(is, "GA"))
		on_all(w, BILL_ABN, "GA",
		       "over the threshold, not necessary, ABN signed");
	else if (!strcmp(is, "GZ"))
		on_all(w, BILL_ABN, "GZ", "over the threshold, not necessary, no ABN");
}

static void
look_at_review(struct bill_work *w, int64_t sum)
{
	char is[24], limit[24];
	struct bill_question *q;

	if (w->in->year.review == DICT_NONE || sum <= w->in->year.review)
		return;
	q = bill_ask(w, "review", false);
	if (!q)
		return;
	money(sum, is);
	money(w->in->year.review, limit);
	str_format(q->text, sizeof q->text,
		   "%s used this year, over %s: a medical review may ask for the record",
		   is, limit);
}

void
bill_ask_year(struct bill_work *w)
{
	const struct bill_year *y = &w->in->year;
	int64_t sum = y->used + w->b->amount;
	char text[200], is[24], limit[24];

	if (!w->in->wants[0] || !bill_wants(w->in, BILL_KX) || w->b->n == 0)
		return;
	look_at_review(w, sum);
	money(sum, is);
	if (y->crossed_on) {
		str_format(text, sizeof text, "over the yearly threshold since %lld",
			   (long long)y->crossed_on);
		on_all(w, BILL_KX, "KX", text);
	} else if (y->kx == DICT_NONE) {
		str_format(text, sizeof text,
			   "The KX threshold of %d is not known (%s used%s): is it "
			   "passed?",
			   (int)(w->in->date / 10000), is, y->whole ? "" : " at least");
		ask_over(w, "limit", text, false);
	} else if (sum > y->kx) {
		money(y->kx, limit);
		str_format(text, sizeof text,
			   "%s%s with this visit, the threshold of %d is %s%s", is,
			   y->whole ? "" : " at least", (int)(w->in->date / 10000), limit,
			   y->unsure ? " (check source)" : "");
		ask_over(w, "kx", text, true);
	}
}
