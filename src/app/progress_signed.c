/* progress_signed.c - suggestions of a signed visit: what was decided, what still can be, and a
 * change taken back by a new version of the plan. */
#include "app/care.h"
#include "app/plan.h"
#include "core/role.h"
#include "progress_priv.h"
#include "store/audit.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* ---- the plan as it stands */

static bool
same_place(const struct prescription *a, const struct prescription *b)
{
	return a->exercise == b->exercise && !strcmp(a->side, b->side) &&
	       !strcmp(a->setting, b->setting);
}

/* The active row of a plan that stands for another one. ST_NOT_FOUND. */
static enum status
copy_in(struct app *a, int64_t plan, struct prescription *row, struct err *err)
{
	struct prescription_line *lines = mem_alloc(PLAN_ROWS_MAX * sizeof *lines);
	int n = 0, at = 0;
	enum status st =
	    query_prescriptions(a->store, plan, lines, PLAN_ROWS_MAX, &n, err);

	while (at < n && !same_place(&lines[at].row, row))
		at++;
	if (!st && at == n)
		st = status_fail(err, ST_NOT_FOUND, "it is no longer in the plan");
	if (!st)
		*row = lines[at].row;
	free(lines);
	return st;
}

enum status
progress_living(struct app *a, struct prescription *row, char why[100], struct err *err)
{
	struct plan_of_care own, plan;
	struct err none = {0};
	enum status st = record_get(a->store, E_PLAN_OF_CARE, row->plan, &own, err);

	why[0] = '\0';
	if (st || (own.active == 1 && row->active == 1))
		return st;
	st = plan_active(a, own.episode, &plan, &none);
	if (!st)
		st = copy_in(a, plan.head.no, row, &none);
	if (st == ST_NOT_FOUND) {
		str_format(why, 100, "%.99s", status_say(&none));
		return ST_OK;
	}
	if (st)
		*err = none;
	return st;
}

/* ---- the suggestions of a signed visit */

/* Was it done again in a later visit? */
static enum status
done_since(const struct review *r, const struct progress_line *l, bool *since,
	   struct err *err)
{
	const struct done_which all = {r->patient, l->x.head.no, INT64_MAX, INT64_MAX};
	struct done_line newest;
	int n = 0;
	enum status st = query_done(r->a->store, &all, &newest, 1, &n, err);

	*since = n > 0 && newest.session != r->session && newest.day >= r->day;
	return st;
}

/* Says of a line that can no longer be decided why. One never decided shows no suggestion then:
 * the rules would judge it by a dose that was not asked for in that visit. */
static enum status
close_line(const struct review *r, struct progress_line *l, struct err *err)
{
	bool since = false;
	enum status st = l->closed[0] ? ST_OK : done_since(r, l, &since, err);

	if (st)
		return st;
	if (!l->closed[0] && l->row.level_since != DICT_NONE &&
	    l->row.level_since > r->day)
		str_copy(l->closed, sizeof l->closed, "its dose was changed since");
	if (!l->closed[0] && since)
		str_copy(l->closed, sizeof l->closed,
			 "it was done again since; see that visit");
	if (!l->closed[0] || l->choice.decision[0])
		return ST_OK;
	memset(&l->out, 0, sizeof l->out);
	l->out.suggestion = PROGRESSION_KEEP;
	str_format(l->out.reason, sizeof l->out.reason, "Not decided, and %s.",
		   l->closed);
	memset(&l->choice, 0, sizeof l->choice);
	care_dose_text(&l->row, l->choice.before, sizeof l->choice.before);
	return ST_OK;
}

/* What is told of a line that is decided; one not taken can still be taken. */
static const char *
decided(const char *decision)
{
	return !strcmp(decision, "declined") ? ""
	       : !strcmp(decision, "back")   ? "it was taken back; change it in the plan"
					     : "it is decided; it can be taken back";
}

/* What was decided stands as it was, whatever the rules say of the dose today. */
static void
show_decision(const struct dose_change *d, struct progress_line *l)
{
	struct choice *c = &l->choice;
	char day[DATE_TEXT_SIZE];

	memset(c, 0, sizeof *c);
	str_copy(c->rule, sizeof c->rule, d->rule);
	str_copy(c->suggestion, sizeof c->suggestion, d->suggestion);
	str_copy(c->action, sizeof c->action, d->action);
	str_copy(c->decision, sizeof c->decision, d->decision);
	str_copy(c->numbers, sizeof c->numbers, d->reason);
	str_copy(c->before, sizeof c->before, d->before);
	str_copy(c->after, sizeof c->after, d->after);
	str_copy(c->why, sizeof c->why, d->why);
	if (strcmp(d->rule, l->out.rule) != 0) {
		memset(&l->out, 0, sizeof l->out);
		str_copy(l->out.rule, sizeof l->out.rule, d->rule);
		str_copy(l->out.key, sizeof l->out.key, d->rule);
		date_text(d->day, day);
		str_format(l->out.reason, sizeof l->out.reason, "Decided on %s.", day);
	}
	str_copy(l->out.numbers, sizeof l->out.numbers, d->reason);
	for (int i = 0; i < PROGRESSION_SUGGESTION_COUNT; i++)
		if (!strcmp(progression_suggestion_id((enum progression_suggestion)i),
			    d->suggestion))
			l->out.suggestion = (enum progression_suggestion)i;
	if (strcmp(d->decision, "declined") != 0)
		str_copy(l->closed, sizeof l->closed, decided(d->decision));
}

static bool
keep_decision(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_DOSE_CHANGE);
	struct progress *p = arg;
	struct dose_change d;

	(void)dict_row_take(e, &d, no, id, cells);
	for (int i = 0; i < p->n; i++)
		if (p->lines[i].origin == d.prescription)
			show_decision(&d, &p->lines[i]);
	return true;
}

static enum status
rows_of_session(const struct review *r, const struct session *s, struct progress *p,
		struct err *err)
{
	struct performed *done = mem_alloc(SESSION_ITEMS_MAX * sizeof *done);
	int n = 0;
	enum status st =
	    query_performed(r->a->store, s->head.no, done, SESSION_ITEMS_MAX, &n, err);

	for (int i = 0; !st && i < n; i++)
		st = progress_add_line(r, p, i, &done[i], s, err);
	free(done);
	return st;
}

/* The decisions of a session, the newest of each exercise last. */
static enum status
decisions(struct app *a, int64_t session,
	  bool (*each)(void *arg, int64_t no, const struct uid *id,
		       const struct cell *cells),
	  void *arg, struct err *err)
{
	struct record_filter of = {
	    dict_field_named(dict_entity(E_DOSE_CHANGE), "session"),
	    {.kind = CELL_INT, .i = session}};

	return record_scan(a->store, E_DOSE_CHANGE, &of, each, arg, err);
}

enum status
progress_of_session(struct app *a, int64_t session, struct progress *p, struct err *err)
{
	struct review *r = mem_alloc(sizeof *r);
	struct session s;
	enum status st = record_get(a->store, E_SESSION, session, &s, err);

	p->n = 0;
	p->live = 0;
	p->session = r->session = session;
	r->a = a;
	if (!st) {
		p->patient = r->patient = s.patient;
		p->day = r->day = s.service_date;
		st = progress_look_at_day(r, err);
	}
	if (!st)
		st = rows_of_session(r, &s, p, err);
	if (!st)
		st = progress_conclude(r, p, err);
	if (!st)
		st = decisions(a, session, keep_decision, p, err);
	for (int i = 0; !st && i < p->n; i++)
		st = close_line(r, &p->lines[i], err);
	free(r);
	return st;
}

/* ---- decided after the signature */

enum status
progress_store_late(struct app *a, const struct progress *p, struct progress_line *l,
		    const struct choice *c, struct err *err)
{
	struct prescription now;
	enum status st = record_get(a->store, E_PRESCRIPTION, l->row.head.no, &now, err);

	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	st = progress_store(a,
			    &(struct progress_decision){p->session, l->origin, p->day,
							app_today(a), &now, c},
			    err);
	if (!st)
		st = audit_add(a->store, "dose-late", p->session, c->decision, err);
	st = store_end(a->store, st, err);
	if (st)
		return st;
	l->choice = *c;
	str_copy(l->closed, sizeof l->closed, decided(c->decision));
	return ST_OK;
}

/* ---- taken back */

struct newest {
	int64_t origin;
	struct dose_change d;
};

static bool
keep_newest(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct newest *best = arg;
	struct dose_change d;

	(void)dict_row_take(dict_entity(E_DOSE_CHANGE), &d, no, id, cells);
	if (d.prescription == best->origin)
		best->d = d;
	return true;
}

/* Is it that dose, the name of another exercise before it left out? */
static bool
same_dose(const char *after, const char *dose)
{
	size_t n = strlen(after), m = strlen(dose);

	return n >= m && !strcmp(after + n - m, dose) &&
	       (n == m || (n >= m + 2 && !strncmp(after + n - m - 2, ", ", 2)));
}

/* The row the decision made, as it stands now (*now), and what it is to be again (*was). */
static enum status
look_back(struct app *a, const struct dose_change *d, struct prescription *now,
	  struct prescription *was, struct err *err)
{
	int64_t made = d->next == DICT_NONE ? d->prescription : d->next;
	char why[100], dose[161], name[61];
	enum status st = record_get(a->store, E_PRESCRIPTION, made, now, err);

	if (!st)
		st = progress_living(a, now, why, err);
	if (st)
		return st;
	care_dose_text(now, dose, sizeof dose);
	if (why[0] || !same_dose(d->after, dose))
		return status_fail(err, ST_INVALID, "%s: change it in the plan",
				   why[0] ? why : "the dose was changed since");
	if (d->way_back[0])
		return progress_next(a, now, d->way_back, was, name, err);
	if (strncmp(d->after, "next exercise: ", 15) != 0)
		return status_fail(
		    err, ST_INVALID,
		    "how it was before is not kept: change it in the plan");
	st = record_get(a->store, E_PRESCRIPTION, d->prescription, was, err);
	was->rank = now->rank;
	was->active = 1;
	return st;
}

/* In a new version of the plan the row is what it was. */
static enum status
new_version(struct app *a, const struct prescription *now, struct prescription *was,
	    const char *note, struct err *err)
{
	struct plan_version how = {.starts = DICT_NONE, .why = note};
	struct prescription copy = *now, gone;
	struct plan_of_care old, plan;
	enum status st = record_get(a->store, E_PLAN_OF_CARE, now->plan, &old, err);

	if (!st)
		st = plan_version_make(a, &old, &how, &plan, err);
	if (!st)
		st = copy_in(a, plan.head.no, &copy, err);
	if (st)
		return st;
	was->plan = plan.head.no;
	was->head = copy.head;
	if (was->exercise == copy.exercise)
		return record_set(a->store, E_PRESCRIPTION, &copy, was, NULL, err);
	gone = copy;
	gone.active = 0;
	memset(&was->head, 0, sizeof was->head);
	st = record_set(a->store, E_PRESCRIPTION, &copy, &gone, NULL, err);
	return st ? st : record_add(a->store, E_PRESCRIPTION, was, err);
}

static enum status
add_back(struct app *a, const struct dose_change *d, const char *why, struct err *err)
{
	struct dose_change back = *d;

	memset(&back.head, 0, sizeof back.head);
	back.day = app_today(a);
	back.staff = a->user.head.no ? a->user.head.no : DICT_NONE;
	back.next = DICT_NONE;
	back.way_back[0] = '\0';
	str_copy(back.decision, sizeof back.decision, "back");
	str_format(back.why, sizeof back.why, "%.159s", why);
	str_copy(back.before, sizeof back.before, d->after);
	str_copy(back.after, sizeof back.after, d->before);
	return record_add(a->store, E_DOSE_CHANGE, &back, err);
}

enum status
progress_back(struct app *a, const struct progress *p, struct progress_line *l,
	      const char *why, struct err *err)
{
	struct newest best = {.origin = l->origin};
	struct prescription now, was;
	char note[161];
	enum status st = ST_OK;

	if (!choice_changes(&l->choice))
		return status_fail(err, ST_INVALID,
				   "%s: no change of its dose stands to be taken back",
				   l->x.name);
	if (!why[strspn(why, " ")])
		return status_fail(err, ST_INVALID, "say why the change is taken back");
	if (!role_of(a->user.role)->plans)
		return status_fail(err, ST_DENIED,
				   "a new version of the plan is made by a therapist; "
				   "yours is another role");
	st = decisions(a, p->session, keep_newest, &best, err);
	if (!st)
		st = look_back(a, &best.d, &now, &was, err);
	if (st)
		return st;
	was.level_since = app_today(a);
	str_format(was.reason, sizeof was.reason, "taken back: %.100s", why);
	str_format(note, sizeof note, "%.60s as before: %.80s", l->x.name, why);
	st = store_begin(a->store, err);
	if (st)
		return st;
	st = new_version(a, &now, &was, note, err);
	if (!st)
		st = add_back(a, &best.d, why, err);
	if (!st)
		st = audit_add(a->store, "dose-back", p->session, why, err);
	return store_end(a->store, st, err);
}
