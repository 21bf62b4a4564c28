/* classes_here.c - who is marked as here for a class, and takes the mark back. */
#include "app/screening.h"
#include "classes_priv.h"
#include "store/audit.h"
#include "store/live.h"
#include "visit_priv.h"

#include <stdlib.h>
#include <string.h>

static bool
has_other_items(const struct session_state *s, int item)
{
	for (int i = 0; i < s->n_items; i++)
		if (i != item && s->items[i].state != ITEM_SKIPPED)
			return true;
	return false;
}

static bool
is_typed(struct app *a, const struct visit *v)
{
	struct str text = {0};
	struct err ignored = {0};
	bool any = false;

	for (int i = 0; i < LIVE_TEXT_COUNT && !any; i++)
		any = live_text_get(a->store, v->live.no, (enum live_text)i, &text,
				    &ignored) != ST_OK ||
		      text.n > 0;
	str_release(&text);
	return any;
}

/* Is anything in the session that is not the mark itself? */
static bool
has_work(struct app *a, const struct visit *v, int item)
{
	const struct session_state *s = &v->told;
	const struct session_item *it = &s->items[item];

	return has_other_items(s, item) || s->n_adjusts || s->n_topics || s->n_asks ||
	       s->manner[0] || s->tie[0] || s->stopped || s->pain_before >= 0 ||
	       s->pain_after >= 0 || s->pain_next >= 0 || s->swelling >= 0 ||
	       it->pain >= 0 || it->remark[0] || is_typed(a, v);
}

/* Places taken today: a clock that still runs since an earlier day takes none. */
static int
places(const struct classes_roster *r, int64_t today)
{
	int n = 0;

	for (int i = 0; i < r->n; i++)
		n += r->rows[i].state >= CLASSES_HERE &&
		     r->rows[i].state <= CLASSES_LEFT &&
		     r->rows[i].visit->live.service_date == today;
	return n;
}

static enum status
refuse_here(const struct classes_roster *r, const struct classes_member *m,
	    const char *reason, struct err *err)
{
	if (r->wrong[0])
		return status_fail(err, ST_INVALID, "%s", r->wrong);
	if (m->plan[0] && !reason[0])
		return status_fail(err, ST_REFUSED, "%s: %s", m->name, m->plan);
	return ST_OK;
}

/* Places are counted as they are stored, in the transaction: another terminal may have given some. */
static enum status
refuse_full(struct app *a, const struct classes_roster *r, struct err *err)
{
	struct classes_roster now;
	enum status st;
	int taken;

	if (r->row.capacity == DICT_NONE)
		return ST_OK;
	st = classes_sessions(a, r->row.head.no, &now, err);
	taken = st ? 0 : places(&now, app_today(a));
	classes_roster_release(&now);
	if (st || taken < r->row.capacity)
		return st;
	return status_fail(err, ST_REFUSED,
			   "the class is full: %d of %lld places are taken", taken,
			   (long long)r->row.capacity);
}

/* Marked by another terminal meanwhile. */
static bool
is_here(const struct classes_roster *r, const struct visit *v)
{
	int item = session_group_item(&v->told, r->row.head.no);

	return item >= 0 && v->told.items[item].state != ITEM_SKIPPED;
}

/* The item of the class, whose time is group time from its first second on. */
static enum status
add_item(struct app *a, const struct classes_roster *r, struct visit *v, struct err *err)
{
	struct session_item_plan p = {.dose = dose_default()};
	char text[SESSION_ITEM_TEXT_SIZE], row[24];
	enum status st;

	p.dose.lead_in_s = 0;
	if (r->row.exercise != DICT_NONE)
		p.exercise = r->row.exercise;
	str_copy(p.name, sizeof p.name, r->row.name);
	str_copy(p.code, sizeof p.code, r->code);
	str_copy(p.side, sizeof p.side, "none");
	str_copy(p.load_kind, sizeof p.load_kind, "none");
	st = session_item_encode(&p, text, err);
	if (!st)
		st = visit_do(a, v, SEV_ITEM, -1, 0, text, err);
	str_format(row, sizeof row, "%lld", (long long)r->row.head.no);
	return st ? st : visit_do(a, v, SEV_GROUP, v->told.n_items - 1, 1, row, err);
}

/* Today's session: a new one without exercises, or the one there is. */
static enum status
open_session(struct app *a, const struct classes_member *m, struct visit *v,
	     struct err *err)
{
	int64_t episode = m->row.episode == DICT_NONE ? 0 : m->row.episode;
	enum status st = visit_start_bare(a, m->row.patient, episode, v, err);

	if (st != ST_DUPLICATE)
		return st;
	memset(err, 0, sizeof *err);
	if (v->live.service_date != app_today(a))
		return status_fail(err, ST_REFUSED,
				   "%s: the session of an earlier day is not signed yet",
				   m->name);
	if (v->live.finished)
		return status_fail(err, ST_REFUSED,
				   "%s: the session of today is finished; sign its note, "
				   "or reopen it there",
				   m->name);
	return ST_OK;
}

enum status
classes_here(struct app *a, struct classes_roster *r, int i, const char *reason,
	     struct err *err)
{
	struct classes_member *m = &r->rows[i];
	struct visit *v;
	bool here;
	enum status st = ST_OK;

	if (m->state != CLASSES_AWAY)
		return ST_OK;
	st = refuse_here(r, m, reason, err);
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	v = mem_alloc(sizeof *v);
	st = refuse_full(a, r, err);
	if (!st)
		st = open_session(a, m, v, err);
	here = !st && is_here(r, v);
	if (!st && !here)
		st = add_item(a, r, v, err);
	if (!st && !here && m->plan[0])
		st = audit_add(a->store, "class-override", v->live.patient, reason, err);
	st = store_end(a->store, st, err);
	free(v);
	return st;
}

enum status
classes_take_back(struct app *a, struct classes_member *m, const char *reason,
		  struct err *err)
{
	enum status st = ST_OK;

	if (!has_work(a, m->visit, m->item))
		return visit_discard(a, m->visit, reason, err);
	if (m->visit->state.rebooted)
		st = visit_do(a, m->visit, SEV_GAP, -1, 0, NULL, err);
	return st ? st : visit_do(a, m->visit, SEV_SKIP, m->item, 0, NULL, err);
}

enum status
classes_not_here(struct app *a, struct classes_roster *r, int i, struct err *err)
{
	struct classes_member *m = &r->rows[i];

	if (m->state != CLASSES_HERE)
		return status_fail(err, ST_INVALID,
				   m->state == CLASSES_LEFT
				       ? "%s: the clock has run; n: back on it"
				       : "%s: the clock has run; x ends the minutes",
				   m->name);
	return classes_take_back(a, m, "marked as here by mistake", err);
}

enum status
classes_nothing_new(struct app *a, struct classes_roster *r, int i, bool *ask,
		    struct err *err)
{
	struct classes_member *m = &r->rows[i];
	struct screening_draft *d;
	struct screening_verdict *w;
	struct screening saved;
	bool due = false;
	char why[161];
	enum status st = screening_due(a, m->visit, &due, why, err);

	*ask = m->visit->told.stopped;
	if (st || *ask || !due)
		return st;
	d = mem_alloc(sizeof *d);
	w = mem_alloc(sizeof *w);
	st = screening_begin(a, m->visit->live.patient, m->visit->live.episode, d, err);
	d->no_change = true;
	if (!st)
		st = screening_weigh(a, d, w, err);
	if (!st) {
		*ask = strcmp(d->kind, "visit") != 0 || d->before_stopped || w->stop ||
		       w->reason || w->n_doubts;
		if (!*ask)
			st = screening_save(a, m->visit, d, &saved, err);
	}
	free(w);
	free(d);
	return st;
}
