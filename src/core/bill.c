/* bill.c - from units and answers to claim lines with their modifiers in order. */
#include "base/str.h"
#include "bill_priv.h"
#include "core/session_units.h"
#include "core/source.h"

#include <string.h>

static const char *const group_names[BILL_GROUP_COUNT] = {
    [BILL_DISCIPLINE] = "discipline",
    [BILL_PAIR] = "pair",
    [BILL_ASSISTANT] = "assistant",
    [BILL_KX] = "kx",
    [BILL_ABN] = "abn",
    [BILL_TELEHEALTH] = "telehealth"};

/* ---- the payer's list */

int
bill_rank(const struct bill_input *in, enum bill_group_id g)
{
	const char *p = in->wants, *name = group_names[g];
	int at = 0;

	while (*p) {
		size_t n = strcspn(p, " ;,");

		if (n == strlen(name) && !strncmp(p, name, n))
			return at;
		at += n > 0;
		p += n + (p[n] != '\0');
	}
	return BILL_GROUP_COUNT + (int)g;
}

bool
bill_wants(const struct bill_input *in, enum bill_group_id g)
{
	return !in->wants[0] || bill_rank(in, g) < BILL_GROUP_COUNT;
}

/* ---- wishes */

void
bill_wish_add(struct bill_work *w, int i, enum bill_group_id g, const char *code,
	      const char *why)
{
	for (int k = 0; k < 2; k++) {
		struct bill_modifier *m = &w->b->wish[i].at[g][k];

		if (m->code[0] && strcmp(m->code, code) != 0)
			continue;
		str_copy(m->code, sizeof m->code, code);
		str_copy(m->why, sizeof m->why, why);
		return;
	}
}

void
bill_drop(struct bill_work *w, int i, const char *why)
{
	w->b->lines[i].units = 0;
	str_copy(w->b->lines[i].why, sizeof w->b->lines[i].why, why);
}

const char *
bill_group(const char *discipline)
{
	return strcmp(discipline, "OT") ? "pt_slp" : "ot";
}

static void
wish_staff(struct bill_work *w)
{
	static const struct {
		const char *discipline, *own, *assistant;
	} rows[] = {{"OT", "GO", "CO"}, {"SLP", "GN", ""}, {"PT", "GP", "CQ"}};
	char why[BILL_WHY_SIZE];
	size_t at = 0;

	while (at + 1 < sizeof rows / sizeof rows[0] &&
	       strcmp(rows[at].discipline, w->in->discipline) != 0)
		at++;
	str_format(why, sizeof why, "%s plan of care", rows[at].discipline);
	for (int i = 0; i < w->b->n; i++) {
		bill_wish_add(w, i, BILL_DISCIPLINE, rows[at].own, why);
		if (w->b->lines[i].assistant && rows[at].assistant[0])
			bill_wish_add(w, i, BILL_ASSISTANT, rows[at].assistant,
				      "an assistant gave it, alone or over a tenth");
	}
}

/* ---- what may not stand together */

static bool
wished(const struct bill_wish *x, enum bill_group_id g, const char *code)
{
	return !strcmp(x->at[g][0].code, code) || !strcmp(x->at[g][1].code, code);
}

static void
unwish(struct bill_wish *x, enum bill_group_id g, const char *code)
{
	if (!strcmp(x->at[g][0].code, code))
		x->at[g][0] = x->at[g][1];
	else if (strcmp(x->at[g][1].code, code) != 0)
		return;
	x->at[g][1].code[0] = '\0';
}

/* Never KX with GA, GY with GZ, or 59 with an X modifier (billing-rules 4). */
static void
keep_apart(struct bill_wish *x)
{
	if (wished(x, BILL_ABN, "GA") || wished(x, BILL_ABN, "GZ") ||
	    wished(x, BILL_ABN, "GY"))
		unwish(x, BILL_KX, "KX");
	if (wished(x, BILL_ABN, "GY"))
		unwish(x, BILL_ABN, "GZ");
	if (x->at[BILL_PAIR][1].code[0])
		unwish(x, BILL_PAIR, "59");
}

static void
too_many(struct bill_work *w, int i, const char *code)
{
	char id[BILL_ID_SIZE];
	struct bill_question *q;

	str_format(id, sizeof id, "five:%s", w->b->lines[i].code);
	q = bill_ask(w, id, false);
	if (q)
		str_format(q->text, sizeof q->text,
			   "%s: a claim line holds four modifiers; %s is left out",
			   w->b->lines[i].code, code);
}

static void
put(struct bill_work *w, int i, const struct bill_modifier *m)
{
	struct bill_line *l = &w->b->lines[i];

	if (!m->code[0])
		return;
	if (l->n_modifiers == BILL_MODIFIERS_MAX)
		too_many(w, i, m->code);
	else
		l->modifiers[l->n_modifiers++] = *m;
}

/* Modifiers of a line in the payer's order. */
static void
put_in_order(struct bill_work *w, int i)
{
	for (int rank = 0; rank < 2 * BILL_GROUP_COUNT; rank++)
		for (int g = 0; g < BILL_GROUP_COUNT; g++) {
			if (bill_rank(w->in, (enum bill_group_id)g) != rank ||
			    !bill_wants(w->in, (enum bill_group_id)g))
				continue;
			put(w, i, &w->b->wish[i].at[g][0]);
			put(w, i, &w->b->wish[i].at[g][1]);
		}
}

/* ---- lines */

static struct bill_line *
add_line(struct bill_work *w, const struct units_line *u, int units, bool first)
{
	struct bill_line *l = &w->b->lines[w->b->n++];

	str_copy(l->code, sizeof l->code, u->code);
	l->minutes = first ? u->minutes : 0;
	l->units = units;
	l->amount = DICT_NONE;
	str_copy(l->place, sizeof l->place, w->in->place);
	return l;
}

/* One line per code and giver; a code that earns no unit is documented all the same. */
static void
add_lines(struct bill_work *w, const struct units_result *r,
	  const struct assistant_result *split)
{
	for (int i = 0; i < r->n; i++) {
		bool first = true;

		for (int k = 0; k < split->n; k++) {
			const struct assistant_line *x = &split->lines[k];
			struct bill_line *l;

			if (strcmp(x->code, r->lines[i].code) != 0)
				continue;
			l = add_line(w, &r->lines[i], x->units, first);
			l->assistant = x->assistant;
			l->flagged = x->flagged;
			first = false;
		}
		if (first)
			str_copy(add_line(w, &r->lines[i], 0, true)->why, BILL_WHY_SIZE,
				 "too few minutes for a unit");
	}
}

static bool
fee_holds(const struct payer_fee *f, const char *code, int64_t date)
{
	return !strcmp(f->code, code) && source_holds(f->valid_from, f->valid_to, date);
}

/* What the payer allows, by the newest fee row that holds. */
static void
add_amounts(struct bill_work *w)
{
	struct bill *b = w->b;

	b->amount = 0;
	b->amount_whole = true;
	for (int i = 0; i < b->n; i++) {
		const struct payer_fee *best = NULL;

		for (size_t k = 0; k < w->in->n_fees; k++) {
			const struct payer_fee *f = &w->in->fees[k];

			if (fee_holds(f, b->lines[i].code, w->in->date) &&
			    (!best || f->valid_from > best->valid_from))
				best = f;
		}
		if (best) {
			b->lines[i].amount = best->amount * b->lines[i].units;
			b->amount += b->lines[i].amount;
		} else if (b->lines[i].units) {
			b->amount_whole = false;
		}
	}
}

static enum status
count_units(const struct bill_input *in, struct bill *b, struct err *err)
{
	enum status st = ST_OK;

	for (int rule = 0; !st && rule < UNITS_RULE_COUNT; rule++)
		st = units_compute(in->table, (enum units_rule)rule, in->times, in->n,
				   &b->result[rule], err);
	if (!st && in->tie[0])
		(void)session_units_choose(&b->result[UNITS_CMS], in->tie);
	return st;
}

static void
finish(struct bill_work *w)
{
	struct bill *b = w->b;

	b->units = 0;
	for (int i = 0; i < b->n; i++) {
		keep_apart(&b->wish[i]);
		put_in_order(w, i);
		b->units += b->lines[i].units;
	}
}

enum status
bill_compute(const struct bill_input *in, struct bill *b, struct err *err)
{
	struct bill_work w = {in, b};
	struct assistant_result split;
	enum status st;

	memset(b, 0, sizeof *b);
	b->rule = in->rule;
	st = count_units(in, b, err);
	if (!st)
		st = assistant_split(in->table, &b->result[in->rule], in->alone,
				     in->n_alone, in->test, &split, err);
	if (st)
		return st;
	str_copy(b->forbidden, sizeof b->forbidden, split.forbidden);
	add_lines(&w, &b->result[in->rule], &split);
	wish_staff(&w);
	bill_ask_payer(&w);
	bill_ask_tie(&w);
	bill_ask_status(&w);
	bill_ask_telehealth(&w);
	bill_ask_pairs(&w);
	add_amounts(&w);
	bill_ask_year(&w);
	finish(&w);
	return ST_OK;
}
