/* progress_decide.c - a suggestion taken, changed, declined or taken back; and signed. */
#include "app/care.h"
#include "progress_priv.h"
#include "store/record.h"

#include <string.h>

bool
progress_changes(const struct choice *c)
{
	return c->spec[0] != '\0';
}

bool
progress_decided(struct app *a, const struct visit *v, int item, struct choice *c)
{
	struct err ignored = {0};
	struct str text = {0};
	bool found =
	    live_text_get(a->store, v->live.no, (enum live_text)(LIVE_CHOICE + item),
			  &text, &ignored) == ST_OK &&
	    text.n > 0 && choice_decode(str_text(&text), c);

	str_release(&text);
	return found;
}

/* With the session as long as it is not signed, else in the plan at once. */
static enum status
keep(struct app *a, const struct progress *p, struct progress_line *l,
     const struct choice *c, struct err *err)
{
	char text[CHOICE_TEXT_SIZE];
	enum status st;

	if (p->session)
		return progress_store_late(a, p, l, c, err);
	choice_encode(c, text);
	st = live_text_set(a->store, p->live, (enum live_text)(LIVE_CHOICE + l->no - 1),
			   NULL, text, err);
	if (!st)
		l->choice = *c;
	return st;
}

/* A decision begins with what the rules propose. */
static enum status
begin(struct app *a, struct progress_line *l, struct choice *c, struct err *err)
{
	enum status st;

	*c = l->choice;
	if (l->closed[0])
		return status_fail(err, ST_INVALID, "%s: %s", l->x.name, l->closed);
	st = progress_propose(a, l, err);
	*c = l->choice;
	return st;
}

enum status
progress_take(struct app *a, const struct progress *p, struct progress_line *l,
	      struct err *err)
{
	struct choice c;
	enum status st = begin(a, l, &c, err);

	if (!st && !progress_changes(&c))
		st = status_fail(err, ST_INVALID,
				 "%s: the dose stays as it is; c gives another one",
				 l->x.name);
	if (st)
		return st;
	str_copy(c.decision, sizeof c.decision, "taken");
	return keep(a, p, l, &c, err);
}

enum status
progress_take_other(struct app *a, const struct progress *p, struct progress_line *l,
		    const char *typed, struct err *err)
{
	struct choice c;
	struct prescription next;
	char spec[sizeof c.spec], name[61];
	enum status st = progress_spec_typed(typed, app_today(a), spec, err);

	if (!st)
		st = begin(a, l, &c, err);
	if (st)
		return st;
	str_copy(c.spec, sizeof c.spec, spec);
	st = progress_next(a, &l->row, c.spec, &next, name, err);
	if (st)
		return st;
	care_dose_text(&next, c.after, sizeof c.after);
	str_copy(c.why, sizeof c.why, "another dose than the rules propose");
	str_copy(c.decision, sizeof c.decision, "changed");
	return keep(a, p, l, &c, err);
}

enum status
progress_decline(struct app *a, const struct progress *p, struct progress_line *l,
		 const char *why, struct err *err)
{
	struct choice c;
	enum status st = begin(a, l, &c, err);

	if (!st && !why[0])
		st = status_fail(err, ST_INVALID, "say why the suggestion is not taken");
	if (st)
		return st;
	c.spec[0] = '\0';
	str_copy(c.after, sizeof c.after, c.before);
	str_format(c.why, sizeof c.why, "%s", why);
	str_copy(c.decision, sizeof c.decision, "declined");
	return keep(a, p, l, &c, err);
}

enum status
progress_undo(struct app *a, const struct progress *p, struct progress_line *l,
	      const char *why, struct err *err)
{
	enum status st;

	if (p->session)
		return progress_back(a, p, l, why, err);
	st = live_text_set(a->store, p->live, (enum live_text)(LIVE_CHOICE + l->no - 1),
			   NULL, "", err);
	return st ? st : progress_propose(a, l, err);
}

int
progress_open(const struct progress *p)
{
	int n = 0;

	for (int i = 0; i < p->n; i++)
		n += !p->lines[i].closed[0] && !p->lines[i].choice.decision[0] &&
		     progress_changes(&p->lines[i].choice);
	return n;
}

/* ---- in the plan */

/* The row as it is to be: changed in place, or another exercise in its place (*made). */
static enum status
change_plan(struct app *a, const struct progress_decision *how, int64_t *made,
	    struct err *err)
{
	struct prescription next, retired = *how->row;
	char name[61];
	enum status st = progress_next(a, how->row, how->choice->spec, &next, name, err);

	if (st)
		return st;
	next.level_since = how->day;
	str_format(next.reason, sizeof next.reason, "%s: %.100s", how->choice->rule,
		   how->choice->numbers);
	if (!name[0])
		return record_set(a->store, E_PRESCRIPTION, how->row, &next, NULL, err);
	retired.active = 0;
	st = record_set(a->store, E_PRESCRIPTION, how->row, &retired, NULL, err);
	memset(&next.head, 0, sizeof next.head);
	if (!st)
		st = record_add(a->store, E_PRESCRIPTION, &next, err);
	*made = next.head.no;
	return st;
}

static void
fill_change(const struct choice *c, struct dose_change *d)
{
	str_copy(d->suggestion, sizeof d->suggestion, c->suggestion);
	str_copy(d->rule, sizeof d->rule, c->rule);
	str_copy(d->action, sizeof d->action, c->action);
	str_copy(d->reason, sizeof d->reason, c->numbers);
	str_copy(d->decision, sizeof d->decision, c->decision);
	str_copy(d->why, sizeof d->why, c->why);
	str_copy(d->before, sizeof d->before, c->before);
	str_copy(d->after, sizeof d->after, c->after);
}

enum status
progress_store(struct app *a, const struct progress_decision *how, struct err *err)
{
	int64_t made = how->row->head.no;
	struct dose_change d;
	enum status st = ST_OK;

	dict_row_init(dict_entity(E_DOSE_CHANGE), &d);
	d.prescription = how->origin;
	d.session = how->session;
	d.day = how->decided;
	d.staff = a->user.head.no ? a->user.head.no : DICT_NONE;
	fill_change(how->choice, &d);
	if (how->row->active == 0 && choice_changes(how->choice)) {
		/* Somebody took it out of the plan meanwhile: that stands. */
		str_copy(d.decision, sizeof d.decision, "declined");
		str_copy(d.why, sizeof d.why, "no longer in the plan when it was signed");
		str_copy(d.after, sizeof d.after, d.before);
	} else if (choice_changes(how->choice)) {
		st = change_plan(a, how, &made, err);
		progress_way_back(how->row, how->choice->spec, d.way_back);
		d.next = made == how->origin ? DICT_NONE : made;
	}
	return st ? st : record_add(a->store, E_DOSE_CHANGE, &d, err);
}

enum status
progress_sign(struct app *a, const struct visit *v, int64_t session, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; !st && i < v->state.n_items; i++) {
		int64_t origin = v->state.items[i].plan.prescription;
		struct prescription row;
		struct choice c;

		if (!origin || !progress_decided(a, v, i, &c))
			continue;
		st = record_get(a->store, E_PRESCRIPTION, origin, &row, err);
		if (!st)
			st = progress_store(a,
					    &(struct progress_decision){
						session, origin, v->live.service_date,
						v->live.service_date, &row, &c},
					    err);
	}
	return st;
}
