/* visit_note.c - what the note writer needs to know, gathered; and the typed sections. */
#include "app/visit.h"
#include "visit_priv.h"

#include <string.h>

/* A typed section, or the proposal when nothing was typed. */
static enum status
section(struct app *a, const struct visit *v, enum live_text which, const char *proposal,
	char *out, size_t size, struct err *err)
{
	struct str typed = {0};
	enum status st = live_text_get(a->store, v->live.no, which, &typed, err);

	str_copy(out, size, typed.n ? str_text(&typed) : proposal);
	str_release(&typed);
	return st;
}

static void
objective(const struct visit *v, const struct visit_bill *b, struct str *out)
{
	for (int i = 0; i < v->state.n_items; i++) {
		const struct session_item *it = &v->state.items[i];
		char sets[600];

		if (it->state == ITEM_WAITING)
			continue;
		session_sets_text(it, sets, sizeof sets);
		str_addf(out, "%s: %s", it->plan.name, sets);
		if (it->pain >= 0)
			str_addf(out, ", pain %d/10", it->pain);
		if (it->effort >= 0)
			str_addf(out, ", effort %d/10", it->effort);
		str_addf(out, "%s%s\n", it->remark[0] ? ". " : "", it->remark);
	}
	for (int i = 0; i < b->n; i++)
		str_addf(out, "%s %d min, ", b->codes[i].code, b->codes[i].minutes);
	str_addf(out, "timed %d min, treatment %d min, %d units (%s)\n", b->timed_min,
		 b->total_min, b->units, b->rule);
}

enum status
visit_note(struct app *a, const struct visit *v, struct note *n, struct err *err)
{
	struct visit_bill b;
	struct str text = {0};
	enum status st = visit_bill(a, v, &b, err);

	dict_row_init(dict_entity(E_NOTE), n);
	if (!st) {
		objective(v, &b, &text);
		str_copy(n->objective, sizeof n->objective, str_text(&text));
	}
	str_release(&text);
	if (!st)
		st = section(a, v, LIVE_SUBJECTIVE, "", n->subjective,
			     sizeof n->subjective, err);
	if (!st)
		st = section(a, v, LIVE_ASSESSMENT, "", n->assessment,
			     sizeof n->assessment, err);
	if (!st)
		st = section(a, v, LIVE_PLAN, "", n->plan, sizeof n->plan, err);
	return st;
}
