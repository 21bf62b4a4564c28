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

static enum status
keep(struct app *a, const struct visit *v, struct progress_line *l,
     const struct choice *c, struct err *err)
{
	char text[CHOICE_TEXT_SIZE];
	enum status st;

	choice_encode(c, text);
	st = live_text_set(a->store, v->live.no,
			   (enum live_text)(LIVE_CHOICE + l->no - 1), text, err);
	if (!st)
		l->choice = *c;
	return st;
}

enum status
progress_take(struct app *a, const struct visit *v, struct progress_line *l,
	      struct err *err)
{
	struct choice c;
	enum status st = progress_propose(a, l, err);

	c = l->choice;
	if (!st && !progress_changes(&c))
		st = status_fail(err, ST_INVALID,
				 "%s: the dose stays as it is; c gives another one",
				 l->x.name);
	if (st)
		return st;
	str_copy(c.decision, sizeof c.decision, "taken");
	return keep(a, v, l, &c, err);
}

enum status
progress_take_other(struct app *a, const struct visit *v, struct progress_line *l,
		    const char *typed, struct err *err)
{
	struct choice c;
	struct prescription next;
	char spec[sizeof c.spec], name[61];
	enum status st = progress_spec_typed(typed, app_today(a), spec, err);

	if (!st)
		st = progress_propose(a, l, err);
	c = l->choice;
	str_copy(c.spec, sizeof c.spec, spec);
	if (!st)
		st = progress_next(a, &l->row, c.spec, &next, name, err);
	if (st)
		return st;
	care_dose_text(&next, c.after, sizeof c.after);
	str_copy(c.why, sizeof c.why, "another dose than the rules propose");
	str_copy(c.decision, sizeof c.decision, "changed");
	return keep(a, v, l, &c, err);
}

enum status
progress_decline(struct app *a, const struct visit *v, struct progress_line *l,
		 const char *why, struct err *err)
{
	struct choice c;
	enum status st = progress_propose(a, l, err);

	if (!st && !why[0])
		st = status_fail(err, ST_INVALID, "say why the suggestion is not taken");
	if (st)
		return st;
	c = l->choice;
	c.spec[0] = '\0';
	str_copy(c.after, sizeof c.after, c.before);
	str_format(c.why, sizeof c.why, "%s", why);
	str_copy(c.decision, sizeof c.decision, "declined");
	return keep(a, v, l, &c, err);
}

enum status
progress_undo(struct app *a, const struct visit *v, struct progress_line *l,
	      struct err *err)
{
	enum status st = live_text_set(
	    a->store, v->live.no, (enum live_text)(LIVE_CHOICE + l->no - 1), "", err);

	return st ? st : progress_propose(a, l, err);
}

/* ---- signed */

/* The row as it is to be: changed in place, or another exercise in its place. */
static enum status
change_plan(struct app *a, const struct prescription *row, const struct choice *c,
	    int64_t day, struct err *err)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	struct prescription next, retired = *row;
	char name[61];
	enum status st = progress_next(a, row, c->spec, &next, name, err);

	if (st)
		return st;
	next.level_since = day;
	str_format(next.reason, sizeof next.reason, "%s: %.100s", c->rule, c->numbers);
	if (!name[0])
		return record_set(a->store, E_PRESCRIPTION, row, &next, NULL, err);
	retired.active = 0;
	st = record_set(a->store, E_PRESCRIPTION, row, &retired, NULL, err);
	memset(&next.head, 0, sizeof next.head);
	(void)e;
	return st ? st : record_add(a->store, E_PRESCRIPTION, &next, err);
}

static enum status
sign_one(struct app *a, const struct visit *v, int64_t session, int64_t prescription,
	 const struct choice *c, struct err *err)
{
	struct prescription row;
	struct dose_change d;
	enum status st = record_get(a->store, E_PRESCRIPTION, prescription, &row, err);

	if (st)
		return st;
	dict_row_init(dict_entity(E_DOSE_CHANGE), &d);
	d.prescription = prescription;
	d.session = session;
	d.day = v->live.service_date;
	d.staff = a->user.head.no ? a->user.head.no : DICT_NONE;
	str_copy(d.suggestion, sizeof d.suggestion, c->suggestion);
	str_copy(d.rule, sizeof d.rule, c->rule);
	str_copy(d.action, sizeof d.action, c->action);
	str_copy(d.reason, sizeof d.reason, c->numbers);
	str_copy(d.decision, sizeof d.decision, c->decision);
	str_copy(d.why, sizeof d.why, c->why);
	str_copy(d.before, sizeof d.before, c->before);
	str_copy(d.after, sizeof d.after, c->after);
	if (row.active == 0 && choice_changes(c)) {
		/* Somebody took it out of the plan meanwhile: that stands. */
		str_copy(d.decision, sizeof d.decision, "declined");
		str_copy(d.why, sizeof d.why, "no longer in the plan when it was signed");
		str_copy(d.after, sizeof d.after, d.before);
	} else if (choice_changes(c)) {
		st = change_plan(a, &row, c, d.day, err);
	}
	return st ? st : record_add(a->store, E_DOSE_CHANGE, &d, err);
}

enum status
progress_sign(struct app *a, const struct visit *v, int64_t session, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; !st && i < v->state.n_items; i++) {
		int64_t prescription = v->state.items[i].plan.prescription;
		struct choice c;

		if (prescription && progress_decided(a, v, i, &c))
			st = sign_one(a, v, session, prescription, &c, err);
	}
	return st;
}
