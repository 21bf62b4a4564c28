/* visit_look.c - one look at the session: units, claim, goals, note, gaps, the check. */
#include "app/claim.h"
#include "app/staff.h"
#include "claim_priv.h"
#include "visit_priv.h"

#include <stdlib.h>
#include <string.h>

const char *
visit_look_orphans(const struct visit_look *l)
{
	return l->reason.n ? "" : str_text(&l->goals.orphans);
}

/* ---- what keeps it from being signed */

static bool
anything_done(const struct session_state *s)
{
	for (int i = 0; i < s->n_items; i++)
		if (s->items[i].state == ITEM_DONE || s->items[i].state == ITEM_PART)
			return true;
	return s->n_adjusts > 0;
}

static void
units_gaps(const struct visit_units *u, struct str *gaps)
{
	for (int i = 0; i < u->units.n; i++)
		if (!u->units.lines[i].known)
			str_addf(
			    gaps,
			    "%s is not in the code table: correct the activity's code\n",
			    u->units.lines[i].code);
	if (u->split.forbidden[0])
		str_addf(gaps, "%s: an assistant may not give it (billing-rules 7)\n",
			 u->split.forbidden);
}

static void
claim_gaps(const struct claim *c, struct str *gaps)
{
	struct claim_finding list[BILL_QUESTIONS_MAX];
	int n = claim_findings(c, list, BILL_QUESTIONS_MAX);

	for (int i = 0; i < n; i++)
		if (list[i].stop)
			str_addf(gaps, "%s\n", list[i].text);
}

static void
gaps(struct app *a, const struct visit *v, struct visit_look *l)
{
	struct err why = {0};

	if (v->state.mode != SESSION_FINISHED)
		str_add(&l->gaps,
			"the session still runs: finish it first (r, then f)\n");
	if (!anything_done(&v->state))
		str_add(&l->gaps,
			"nothing was done in this session; throw it away instead\n");
	if (!v->live.plan)
		str_add(&l->gaps, "there is no plan of care for it\n");
	units_gaps(&l->units, &l->gaps);
	if (staff_may_write(&a->user, v->live.service_date, app_today(a), &why))
		str_addf(&l->gaps, "%s\n", status_say(&why));
	claim_gaps(l->claim, &l->gaps);
	str_add(&l->gaps, visit_look_orphans(l));
}

/* ---- the whole */

enum status
visit_look(struct app *a, const struct visit *v, struct visit_look *l, struct err *err)
{
	enum status st;

	memset(l, 0, sizeof *l);
	st = visit_units(a, v, &l->units, err);
	if (!st)
		st = claim_of_units(a, v, &l->units, &l->claim, err);
	if (!st && v->live.episode)
		st = goals_gaps(a, v->live.episode, v->live.plan, &l->goals, err);
	if (!st)
		st = live_text_get(a->store, v->live.no, LIVE_NO_GOAL, &l->reason, err);
	if (!st)
		st = visit_note(a, v, l, &l->note, err);
	if (!st)
		st = visit_last(a, v, &l->last, err);
	if (st)
		return st;
	gaps(a, v, l);
	return visit_presign(a, v, l, err);
}

void
visit_look_release(struct visit_look *l)
{
	free(l->claim);
	l->claim = NULL;
	goals_gaps_release(&l->goals);
	str_release(&l->reason);
	str_release(&l->gaps);
}
