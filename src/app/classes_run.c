/* classes_run.c - one clock for a class: what happens to it is stored in the session of each. */
#include "app/screening.h"
#include "app/staff.h"
#include "classes_priv.h"
#include "core/role.h"
#include "visit_priv.h"

#include <stdlib.h>
#include <string.h>

/* ---- the clock */

/* One event of the class, as it goes into a session. The moment is the same for all. */
static enum status
say(struct app *a, struct visit *v, const struct session_event *moment,
    struct session_event e, struct err *err)
{
	e.boot = moment->boot;
	e.boot_ms = moment->boot_ms;
	e.wall_ms = moment->wall_ms;
	e.staff = moment->staff;
	return visit_do_event(a, v, &e, err);
}

static bool
mine(const struct classes_member *m, enum classes_state state)
{
	return m->state == state && !m->others;
}

/* How many are on the clock of a day's class. */
static int
attending(const struct classes_roster *r, int64_t day)
{
	int n = 0;

	for (int i = 0; i < r->n; i++)
		n += r->rows[i].state == CLASSES_IN &&
		     r->rows[i].visit->live.service_date == day;
	return n;
}

/* Is another number told to one on the clock than attend with him? */
static bool
is_told_else(const struct classes_roster *r, int i)
{
	const struct classes_member *m = &r->rows[i];

	return m->state == CLASSES_IN && m->visit->told.items[m->item].group_now !=
					     attending(r, m->visit->live.service_date);
}

/* How many attend is told to everybody on the clock, also where another terminal runs the session. They
 * are counted as they are stored, in the transaction: another terminal may have started some as well. */
static enum status
tell_count(struct app *a, struct classes_roster *r, const struct session_event *moment,
	   struct err *err)
{
	struct classes_roster now;
	char row[24];
	enum status st = classes_sessions(a, r->row.head.no, &now, err);

	str_format(row, sizeof row, "%lld", (long long)r->row.head.no);
	for (int i = 0; !st && i < now.n; i++) {
		struct classes_member *m = &now.rows[i];
		struct session_event e = {
		    .kind = SEV_GROUP, .item = m->item, .text = row};

		if (!is_told_else(&now, i))
			continue;
		e.n = attending(&now, m->visit->live.service_date);
		st = say(a, m->visit, moment, e, err);
	}
	classes_roster_release(&now);
	for (int i = 0; !st && i < r->n; i++)
		if (r->rows[i].visit && r->rows[i].state == CLASSES_IN)
			st = visit_refresh(a, r->rows[i].visit, err);
	return st;
}

enum status
classes_recount(struct app *a, struct classes_roster *r, struct err *err)
{
	char boot[CLOCK_BOOT_SIZE];
	struct session_event moment;
	bool any = false;
	enum status st;

	for (int i = 0; i < r->n; i++)
		any = any || is_told_else(r, i);
	if (!any)
		return ST_OK;
	st = store_begin(a->store, err);
	if (st)
		return st;
	moment = visit_event_now(a, boot);
	return store_end(a->store, tell_count(a, r, &moment, err), err);
}

/* Whose minutes they are: those of who starts the clock. */
static enum session_attend
attended_by(const struct app *a)
{
	if (!role_of(a->user.role)->treats)
		return ATTEND_NOBODY;
	return staff_is_assistant(&a->user) ? ATTEND_ASSISTANT : ATTEND_THERAPIST;
}

/* What keeps one from the clock; ST_OK: nothing. */
static enum status
may_start(struct app *a, const struct classes_roster *r, const struct classes_member *m,
	  struct err *err)
{
	const struct session_state *s = &m->visit->state;
	int64_t exercise = r->row.exercise == DICT_NONE ? 0 : r->row.exercise;

	if (m->others)
		return status_fail(err, ST_DENIED, "another terminal runs it (t)");
	if (m->visit->live.service_date != app_today(a)) /* midnight passed since */
		return status_fail(
		    err, ST_DENIED,
		    "marked on an earlier day; sign or discard that session first");
	if (s->stopped)
		return status_fail(err, ST_DENIED, "HOLD: the screening stopped it");
	if (s->mode == SESSION_RUNNING)
		return status_fail(err, ST_DENIED,
				   "an exercise runs one on one; end it first");
	if (session_asked_stop(s))
		return status_fail(err, ST_DENIED,
				   "a question asked by phone was answered with no");
	if (!session_allows(s, s->rebooted ? SEV_RESUME : SEV_START))
		return status_fail(err, ST_DENIED, "its session takes no start now");
	/* What is looked at before the start is the item's own copy of the exercise. */
	if (m->mark.mark != PRECAUTION_NONE &&
	    s->items[m->item].plan.exercise != exercise)
		return status_fail(err, ST_DENIED, "the class changed: a, then n again");
	return screening_may_start(a, m->visit, m->item, err);
}

static enum status
start_one(struct app *a, struct classes_member *m, const struct session_event *moment,
	  struct err *err)
{
	enum session_attend by = attended_by(a);
	enum status st = ST_OK;

	if (m->visit->state.rebooted)
		st = say(a, m->visit, moment,
			 (struct session_event){.kind = SEV_RESUME, .item = -1}, err);
	if (!st && m->visit->told.attend != by)
		st = say(a, m->visit, moment,
			 (struct session_event){.kind = SEV_ATTEND, .item = -1, .n = by},
			 err);
	if (!st)
		st = say(a, m->visit, moment,
			 (struct session_event){.kind = SEV_START, .item = m->item}, err);
	if (!st)
		m->state = CLASSES_IN;
	return st;
}

enum status
classes_start(struct app *a, struct classes_roster *r, int *started, struct str *why,
	      struct err *err)
{
	bool *may = mem_alloc((size_t)(r->n + 1) * sizeof *may);
	char boot[CLOCK_BOOT_SIZE];
	struct session_event moment;
	enum status st;

	*started = 0;
	classes_tick(a, r);
	for (int i = 0; i < r->n; i++) {
		struct err no = {0};

		may[i] = r->rows[i].state == CLASSES_HERE &&
			 !may_start(a, r, &r->rows[i], &no);
		*started += may[i];
		if (r->rows[i].state == CLASSES_HERE && !may[i])
			str_addf(why, "%s%s: %s", why->n ? "; " : "", r->rows[i].name,
				 no.detail);
	}
	st = store_begin(a->store, err);
	if (!st) {
		moment = visit_event_now(a, boot);
		for (int i = 0; !st && i < r->n; i++)
			if (may[i])
				st = start_one(a, &r->rows[i], &moment, err);
		if (!st)
			st = tell_count(a, r, &moment, err);
		st = store_end(a->store, st, err);
	}
	free(may);
	return st;
}

enum status
classes_back(struct app *a, struct classes_roster *r, int i, struct err *err)
{
	struct classes_member *m = &r->rows[i];
	char boot[CLOCK_BOOT_SIZE];
	struct session_event moment;
	enum status st;

	if (m->state != CLASSES_LEFT)
		return status_fail(err, ST_INVALID, "%s did not leave the class",
				   m->name);
	visit_tick(a, m->visit);
	st = may_start(a, r, m, err);
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	moment = visit_event_now(a, boot);
	st = start_one(a, m, &moment, err);
	if (!st)
		st = tell_count(a, r, &moment, err);
	return store_end(a->store, st, err);
}

/* What is on the clock, all of it run by other terminals: nothing here may change it. */
static enum status
refuse_elsewhere(struct app *a, const struct classes_roster *r, struct err *err)
{
	const struct visit *other = NULL;

	for (int i = 0; i < r->n; i++) {
		if (mine(&r->rows[i], CLASSES_IN))
			return ST_OK;
		if (r->rows[i].state == CLASSES_IN)
			other = r->rows[i].visit;
	}
	return other ? visit_refuse_watcher(a, other, err) : ST_OK;
}

/* An event into every session of the class on the clock here, in one transaction. want: whether this
 * one needs it. */
static enum status
all(struct app *a, struct classes_roster *r, struct session_event e,
    bool (*want)(const struct classes_member *m), struct err *err)
{
	char boot[CLOCK_BOOT_SIZE];
	struct session_event moment;
	enum status st = refuse_elsewhere(a, r, err);

	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	moment = visit_event_now(a, boot);
	for (int i = 0; !st && i < r->n; i++)
		if (mine(&r->rows[i], CLASSES_IN) && want(&r->rows[i]))
			st = say(a, r->rows[i].visit, &moment, e, err);
	return store_end(a->store, st, err);
}

static bool
runs(const struct classes_member *m)
{
	return !m->visit->state.paused && !m->visit->state.rebooted;
}

static bool
stands(const struct classes_member *m)
{
	return !runs(m) && session_allows(&m->visit->state, SEV_RESUME);
}

/* After the machine was off one who is stopped waits for what becomes of him, not the others. */
static bool
whoever(const struct classes_member *m)
{
	return !m->visit->state.rebooted || session_allows(&m->visit->state, SEV_RESUME);
}

enum status
classes_pause(struct app *a, struct classes_roster *r, struct err *err)
{
	bool any = false;

	classes_tick(a, r);
	for (int i = 0; i < r->n; i++)
		any = any || (mine(&r->rows[i], CLASSES_IN) && runs(&r->rows[i]));
	return all(
	    a, r,
	    (struct session_event){.kind = any ? SEV_PAUSE : SEV_RESUME, .item = -1},
	    any ? runs : stands, err);
}

enum status
classes_attend(struct app *a, struct classes_roster *r, enum session_attend who,
	       struct err *err)
{
	return all(a, r, (struct session_event){.kind = SEV_ATTEND, .item = -1, .n = who},
		   whoever, err);
}

/* The minutes of one end; of a stopped one as they are. The time a machine was off is nobody's. */
static enum status
stop_one(struct app *a, struct classes_member *m, const struct session_event *moment,
	 struct err *err)
{
	enum status st = ST_OK;

	if (m->visit->state.rebooted)
		st = say(a, m->visit, moment,
			 (struct session_event){.kind = SEV_GAP, .item = -1}, err);
	if (!st)
		st =
		    say(a, m->visit, moment,
			(struct session_event){
			    .kind = session_allows(&m->visit->state, SEV_DONE) ? SEV_DONE
									       : SEV_SKIP,
			    .item = -1},
			err);
	if (!st)
		m->state = CLASSES_LEFT;
	return st;
}

enum status
classes_leave(struct app *a, struct classes_roster *r, int i, struct err *err)
{
	struct classes_member *m = &r->rows[i];
	char boot[CLOCK_BOOT_SIZE];
	struct session_event moment;
	enum status st;

	if (m->state != CLASSES_IN)
		return status_fail(err, ST_INVALID, "%s is not on the clock%s", m->name,
				   m->state == CLASSES_HERE
				       ? " yet; a takes the mark back"
				   : m->state == CLASSES_LEFT ? " any more; n: back on it"
							      : "");
	if (m->others)
		return visit_refuse_watcher(a, m->visit, err);
	visit_tick(a, m->visit);
	st = store_begin(a->store, err);
	if (st)
		return st;
	moment = visit_event_now(a, boot);
	st = stop_one(a, m, &moment, err);
	if (!st)
		st = tell_count(a, r, &moment, err);
	return store_end(a->store, st, err);
}

/* Nothing else waits in the session. */
static bool
is_over(const struct session_state *s)
{
	for (int i = 0; i < s->n_items; i++)
		if (s->items[i].state == ITEM_WAITING ||
		    s->items[i].state == ITEM_RUNNING)
			return false;
	return true;
}

enum status
classes_end(struct app *a, struct classes_roster *r, int *left, struct err *err)
{
	char boot[CLOCK_BOOT_SIZE];
	struct session_event moment;
	enum status st;

	*left = 0;
	classes_tick(a, r);
	st = store_begin(a->store, err);
	if (st)
		return st;
	moment = visit_event_now(a, boot);
	for (int i = 0; !st && i < r->n; i++) {
		struct classes_member *m = &r->rows[i];

		*left += m->state == CLASSES_IN && m->others;
		if (mine(m, CLASSES_HERE)) {
			st = classes_take_back(
			    a, m, "the class ended; never on its clock", err);
			continue;
		}
		if (mine(m, CLASSES_IN))
			st = stop_one(a, m, &moment, err);
		if (!st && mine(m, CLASSES_LEFT) && is_over(&m->visit->told))
			st = say(a, m->visit, &moment,
				 (struct session_event){.kind = SEV_FINISH, .item = -1},
				 err);
	}
	if (!st) /* some may be left on the clock */
		st = tell_count(a, r, &moment, err);
	return store_end(a->store, st, err);
}

enum status
classes_take(struct app *a, struct classes_roster *r, int *taken, struct err *err)
{
	enum status st = store_begin(a->store, err);

	*taken = 0;
	if (st)
		return st;
	for (int i = 0; !st && i < r->n; i++) {
		struct visit *v = r->rows[i].visit;

		/* Also one whose terminal is gone: else the next key of anybody has it. */
		if (!v || v->live.finished || visit_holder(a, v) == VISIT_MINE)
			continue;
		st = visit_take(a, v, err);
		*taken += st == ST_OK;
	}
	return store_end(a->store, st, err);
}
