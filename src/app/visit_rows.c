/* visit_rows.c - what was done in a session as rows: seconds that add up, reasons, remarks. */
#include "visit_priv.h"

#include <string.h>

/* Milliseconds of a code that are not yet a whole second of any row. */
struct rest_of_code {
	char code[9];
	int64_t attended_ms, unattended_ms;
	bool together; /* untimed: unattended time counts with the attended one */
};

struct rounding {
	const struct visit_units *units;
	struct rest_of_code codes[SESSION_ITEMS_MAX];
	int n;
};

static struct rest_of_code *
rest_of(struct rounding *r, const char *code)
{
	struct rest_of_code *c;
	int i = 0;

	while (i < r->n && strcmp(r->codes[i].code, code) != 0)
		i++;
	if (i < r->n)
		return &r->codes[i];
	c = &r->codes[r->n++];
	*c = (struct rest_of_code){.together = false};
	str_copy(c->code, sizeof c->code, code);
	for (i = 0; i < r->units->units.n; i++) {
		const struct session_units_line *l = &r->units->units.lines[i];

		if (!strcmp(l->code, code))
			c->together = l->together;
	}
	return c;
}

/* Whole seconds of ms and what was left over before; what is left over now is kept. */
static int64_t
whole(int64_t *rest_ms, int64_t ms)
{
	int64_t all = *rest_ms + ms;

	*rest_ms = all % 1000;
	return all / 1000;
}

/* A number of the fold for a row: below 0 is "not asked". */
static int64_t
asked(int v)
{
	return v < 0 ? DICT_NONE : v;
}

/* Seconds that are told only when there are any. */
static int64_t
any(int64_t seconds)
{
	return seconds > 0 ? seconds : DICT_NONE;
}

static void
times(struct rounding *r, const struct session_item *it, struct performed *row)
{
	struct rest_of_code *c = rest_of(r, it->plan.code);
	int64_t *unattended = c->together ? &c->attended_ms : &c->unattended_ms;

	row->work_s = whole(&c->attended_ms, it->work_ms);
	row->assistant_s = any(whole(&c->attended_ms, it->assistant_ms));
	row->skilled_s =
	    any(whole(&c->attended_ms, it->skilled_ms + it->skilled_assistant_ms));
	row->unattended_s = any(whole(unattended, it->unattended_ms));
	row->rest_s = any(it->rest_ms / 1000);
}

static void
remark(const struct session_state *s, int item, char *out, size_t size)
{
	struct str text = {0};

	str_add(&text, s->items[item].remark);
	for (int i = 0; i < s->n_skills; i++)
		if (s->skills[i].item == item)
			str_addf(&text, "%sSkilled %s: %s.", text.n ? " " : "",
				 s->skills[i].change ? "change-over" : "rest",
				 s->skills[i].reason);
	if (s->items[item].allowed[0] && s->items[item].n_sets)
		str_addf(&text, "%sPrecaution: %s%s%s (%s).", text.n ? " " : "",
			 s->items[item].allowed,
			 s->items[item].allowed_why[0] ? "; " : "",
			 s->items[item].allowed_why, s->items[item].allowed_by);
	str_copy(out, size, str_text(&text));
	str_release(&text);
}

static const char *
state_code(enum session_item_state state)
{
	return state == ITEM_DONE ? "done" : state == ITEM_PART ? "part" : "skipped";
}

void
visit_rows(const struct session_state *s, const struct visit_units *u,
	   struct performed *rows)
{
	struct rounding r = {.units = u};

	for (int i = 0; i < s->n_items; i++) {
		const struct session_item *it = &s->items[i];
		struct performed *row = &rows[i];

		dict_row_init(dict_entity(E_PERFORMED), row);
		if (it->plan.prescription)
			row->prescription = it->plan.prescription;
		if (it->plan.exercise && !it->group_class)
			row->exercise = it->plan.exercise;
		else
			str_copy(row->activity, sizeof row->activity, it->plan.name);
		row->rank = i + 1;
		str_copy(row->code, sizeof row->code, it->plan.code);
		str_copy(row->state, sizeof row->state, state_code(it->state));
		session_sets_text(it, row->sets, sizeof row->sets);
		times(&r, it, row);
		row->pain = asked(it->pain);
		row->effort = asked(it->effort);
		row->heart_rate = asked(it->heart_rate);
		row->form_ok = asked(it->form_ok);
		row->losses = asked(it->losses);
		row->support = asked(it->support);
		str_copy(row->assist, sizeof row->assist, it->assist);
		str_copy(row->teach_back, sizeof row->teach_back,
			 session_taught_id(it->taught));
		if (it->group_class) {
			row->group_class = it->group_class;
			row->attending = any(it->group_most);
		}
		remark(s, i, row->remark, sizeof row->remark);
	}
}
