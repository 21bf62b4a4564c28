/* visit_bill.c - minutes, units and modifiers of a session as it stands. */
#include "app/codes.h"
#include "app/visit.h"
#include "visit_priv.h"

#include <string.h>

/* What the unit rules are asked with: seconds per code, and those of an assistant alone. */
struct asked {
	struct session_code_time times[SESSION_CODES_MAX];
	struct units_time all[SESSION_CODES_MAX], alone[SESSION_CODES_MAX];
	int n;
};

/* Supervised modalities count whether attended or not; everything else only attended. */
static void
ask(const struct session_state *s, const struct units_table *table, struct asked *q)
{
	q->n = session_code_times(s, q->times);
	for (int i = 0; i < q->n; i++) {
		const struct session_code_time *t = &q->times[i];
		const struct units_code *row = units_find(table, t->code);
		bool untimed = row && row->timing != UNITS_TIMED15 &&
			       row->timing != UNITS_TIMED_OTHER;
		int64_t ms =
		    t->therapist_ms + t->assistant_ms + (untimed ? t->unattended_ms : 0);

		str_copy(q->all[i].code, sizeof q->all[i].code, t->code);
		q->all[i].seconds = ms / 1000;
		q->alone[i] = q->all[i];
		q->alone[i].seconds = t->assistant_ms / 1000;
	}
}

/* "97110:2;97140:1" of a result. */
static void
allocation_text(const struct units_result *r, char *out, size_t size)
{
	struct str s = {0};

	for (int i = 0; i < r->n; i++)
		str_addf(&s, "%s%s:%d", i ? ";" : "", r->lines[i].code,
			 r->lines[i].units);
	str_copy(out, size, str_text(&s));
	str_release(&s);
}

/* Lists the equal allocations and settles on the one that was chosen (`chosen`, "" the
 * default). */
static void
settle_tie(struct units_result *r, const char *chosen, struct visit_units *u)
{
	enum { TIES = (int)(sizeof u->ties / sizeof u->ties[0]) };
	struct units_choice c, keep;
	bool more;

	units_choice_first(r, &c);
	keep = c;
	if (!r->tie.choose)
		return;
	do {
		char text[80];

		units_choose(r, &c);
		allocation_text(r, text, sizeof text);
		if (!strcmp(text, chosen))
			keep = c;
		if (u->n_ties < TIES)
			str_copy(u->ties[u->n_ties++], sizeof u->ties[0], text);
		more = units_choice_next(r, &c);
	} while (more);
	units_choose(r, &keep);
}

static const struct units_line *
line_of(const struct units_result *r, const char *code)
{
	for (int i = 0; i < r->n; i++)
		if (!strcmp(r->lines[i].code, code))
			return &r->lines[i];
	return NULL;
}

void
visit_modifiers(const struct app *a, bool assistant, char *out, size_t size)
{
	static const struct {
		const char *discipline, *own, *assistant;
	} rows[] = {{"OT", "GO", "GO CO"}, {"SLP", "GN", "GN"}, {"PT", "GP", "GP CQ"}};
	size_t i = 0;

	while (i + 1 < sizeof rows / sizeof rows[0] &&
	       strcmp(rows[i].discipline, a->user.discipline) != 0)
		i++;
	str_copy(out, size, assistant ? rows[i].assistant : rows[i].own);
}

const struct units_result *
visit_result(const struct visit_units *u)
{
	return u->rule == UNITS_CMS ? &u->cms : &u->ama;
}

/* Seconds to the next unit of every 15-minute code, by both rules. */
static enum status
find_next(const struct units_table *table, const struct asked *q, struct visit_units *u,
	  struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; !st && i < u->cms.n && i < SESSION_CODES_MAX; i++) {
		const char *code = u->cms.lines[i].code;

		u->next_cms_s[i] = u->next_ama_s[i] = -1;
		if (u->cms.lines[i].timing != UNITS_TIMED15)
			continue;
		st = units_next(table, UNITS_CMS, q->all, (size_t)q->n, code,
				&u->next_cms_s[i], err);
		if (!st)
			st = units_next(table, UNITS_AMA, q->all, (size_t)q->n, code,
					&u->next_ama_s[i], err);
	}
	return st;
}

enum status
visit_units(struct app *a, const struct visit *v, struct visit_units *u, struct err *err)
{
	const struct codes *codes;
	struct units_table table;
	struct asked q;
	enum status st = codes_of(a, &codes, err);

	memset(u, 0, sizeof *u);
	if (st)
		return st;
	table = codes_table(codes);
	u->rule = strcmp(v->state.rule, "ama") ? UNITS_CMS : UNITS_AMA;
	ask(&v->state, &table, &q);
	st = units_compute(&table, UNITS_CMS, q.all, (size_t)q.n, &u->cms, err);
	if (!st)
		st = units_compute(&table, UNITS_AMA, q.all, (size_t)q.n, &u->ama, err);
	if (st)
		return st;
	settle_tie(&u->cms, v->state.tie, u);
	st = find_next(&table, &q, u, err);
	return st ? st
		  : assistant_split(&table, visit_result(u), q.alone, (size_t)q.n,
				    ASSISTANT_STRICT, &u->split, err);
}

/* True when an assistant gave a unit of the code. */
static bool
assisted(const struct visit_units *u, const char *code)
{
	for (int i = 0; i < u->split.n; i++)
		if (u->split.lines[i].assistant && !strcmp(u->split.lines[i].code, code))
			return true;
	return false;
}

enum status
visit_bill(struct app *a, const struct visit *v, struct visit_bill *b, struct err *err)
{
	struct visit_units u;
	const struct units_result *r;
	const struct codes *codes;
	enum status st = visit_units(a, v, &u, err);

	memset(b, 0, sizeof *b);
	if (!st)
		st = codes_of(a, &codes, err);
	if (st)
		return st;
	r = visit_result(&u);
	str_copy(b->rule, sizeof b->rule, units_rule_id(u.rule));
	for (int i = 0; i < u.cms.n && b->n < SESSION_CODES_MAX; i++) {
		const struct units_line *l = &u.cms.lines[i];
		const struct units_line *ama = line_of(&u.ama, l->code);
		struct visit_code *c = &b->codes[b->n++];

		str_copy(c->code, sizeof c->code, l->code);
		str_copy(c->label, sizeof c->label, codes_label(codes, l->code));
		c->seconds = l->seconds;
		c->minutes = l->minutes;
		c->timed = l->timing == UNITS_TIMED15;
		c->cms_units = l->units;
		c->ama_units = ama ? ama->units : 0;
		c->next_cms_s = u.next_cms_s[i];
		c->next_ama_s = u.next_ama_s[i];
		visit_modifiers(a, assisted(&u, c->code), c->modifiers,
				sizeof c->modifiers);
	}
	b->units = r->total_units;
	b->timed_min = r->timed_minutes;
	b->total_min = r->total_minutes;
	b->n_ties = u.n_ties;
	memcpy(b->ties, u.ties, sizeof b->ties);
	return ST_OK;
}
