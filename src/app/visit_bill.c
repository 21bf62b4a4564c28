/* visit_bill.c - minutes, units and modifiers of a session as it stands. */
#include "app/codes.h"
#include "visit_priv.h"

#include <string.h>

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
	return &u->units.result[u->units.rule];
}

enum status
visit_units(struct app *a, const struct visit *v, struct visit_units *u, struct err *err)
{
	const struct codes *codes;
	struct units_table table;
	enum status st = codes_of(a, v->live.service_date, &codes, err);

	if (st)
		return st;
	table = codes_table(codes);
	st = session_units(&v->state, &table, &u->units, err);
	return st ? st
		  : session_units_assistant(&u->units, &table, ASSISTANT_STRICT,
					    &u->split, err);
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

static void
fill_code(const struct app *a, const struct visit_units *u,
	  const struct session_units_line *l, const struct codes *codes,
	  struct visit_code *c)
{
	str_copy(c->code, sizeof c->code, l->code);
	str_copy(c->label, sizeof c->label,
		 l->known ? codes_label(codes, l->code)
			  : "NOT in the code table: earns nothing");
	c->seconds = l->seconds;
	c->minutes = l->minutes;
	c->timed = l->known && l->timing == UNITS_TIMED15;
	c->cms_units = l->units[UNITS_CMS];
	c->ama_units = l->units[UNITS_AMA];
	c->next_cms_s = l->next_s[UNITS_CMS];
	c->next_ama_s = l->next_s[UNITS_AMA];
	visit_modifiers(a, assisted(u, l->code), c->modifiers, sizeof c->modifiers);
}

enum status
visit_bill(struct app *a, const struct visit *v, struct visit_bill *b, struct err *err)
{
	struct visit_units u;
	enum status st = visit_units(a, v, &u, err);

	memset(b, 0, sizeof *b);
	return st ? st : visit_bill_of(a, v, &u, b, err);
}

enum status
visit_bill_of(struct app *a, const struct visit *v, const struct visit_units *u,
	      struct visit_bill *b, struct err *err)
{
	const struct units_result *r = visit_result(u);
	const struct codes *codes;
	enum status st = codes_of(a, v->live.service_date, &codes, err);

	memset(b, 0, sizeof *b);
	if (st)
		return st;
	for (int i = 0; i < u->units.n; i++)
		fill_code(a, u, &u->units.lines[i], codes, &b->codes[b->n++]);
	str_copy(b->rule, sizeof b->rule, units_rule_id(u->units.rule));
	b->units = r->total_units;
	b->timed_min = r->timed_minutes;
	b->total_min = r->total_minutes;
	b->n_ties = r->tie.choose ? units_choice_count(r) : 0;
	return ST_OK;
}
