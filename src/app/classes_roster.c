/* classes_roster.c - a roster as it stands today: who is here, what stands before each one's start. */
#include "app/plan.h"
#include "app/precautions.h"
#include "app/screening.h"
#include "classes_priv.h"
#include "store/access.h"
#include "store/audit.h"
#include "store/live.h"
#include "store/query_person.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { LIVE_MOST = 200, HELD_MOST = 2000, EPISODES_MOST = 20 };

/* ---- who */

static enum status
name_of(struct app *a, struct classes_member *m, struct err *err)
{
	struct patient p;
	enum status st = record_get(a->store, E_PATIENT, m->row.patient, &p, err);

	if (st)
		return st;
	str_format(m->name, sizeof m->name, "%s%s%s", p.family_name,
		   p.given_name[0] ? ", " : "", p.given_name);
	str_copy(m->chart_no, sizeof m->chart_no, p.chart_no);
	return ST_OK;
}

static struct classes_member *
room(struct classes_roster *r)
{
	r->rows = mem_room(r->rows, (size_t)r->n, sizeof *r->rows);
	memset(&r->rows[r->n], 0, sizeof r->rows[0]);
	r->rows[r->n].last_day = DICT_NONE;
	return &r->rows[r->n++];
}

/* Members of today, or those who are members no longer. */
static enum status
add_members(struct app *a, struct classes_roster *r, bool past, struct err *err)
{
	struct class_member *rows = mem_alloc(CLASSES_ROSTER_MOST * sizeof *rows);
	int64_t today = app_today(a);
	int n = 0;
	enum status st = query_class_members(a->store, r->row.head.no, rows,
					     CLASSES_ROSTER_MOST, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct classes_member *m;

		if (classes_is_member(&rows[i], today) == past)
			continue;
		m = room(r);
		m->no = rows[i].head.no;
		m->row = rows[i];
		m->state = past ? CLASSES_PAST : CLASSES_AWAY;
		st = name_of(a, m, err);
	}
	free(rows);
	return st;
}

/* Is this patient, or somebody who is the same person, the one of the row? */
static bool
is_same(struct app *a, const struct classes_member *m, int64_t patient)
{
	int64_t all[PERSON_MAX];
	struct err ignored = {0};
	int n = 0;

	if (m->row.patient == patient)
		return true;
	if (query_members(a->store, m->row.patient, all, PERSON_MAX, &n, &ignored))
		return false;
	for (int i = 0; i < n; i++)
		if (all[i] == patient)
			return true;
	return false;
}

/* The row of a patient, NULL when there is none. */
static struct classes_member *
find(struct app *a, struct classes_roster *r, int64_t patient)
{
	for (int i = 0; i < r->n; i++)
		if (r->rows[i].row.patient == patient)
			return &r->rows[i];
	for (int i = 0; i < r->n; i++)
		if (is_same(a, &r->rows[i], patient))
			return &r->rows[i];
	return NULL;
}

/* The row of a patient; made when the patient is on no roster. */
static enum status
row_of(struct app *a, struct classes_roster *r, int64_t patient, int64_t live,
       struct classes_member **m, struct err *err)
{
	*m = find(a, r, patient);
	if (*m)
		return ST_OK;
	*m = room(r);
	(*m)->no = -live;
	dict_row_init(dict_entity(E_CLASS_MEMBER), &(*m)->row);
	(*m)->row.patient = patient;
	return name_of(a, *m, err);
}

/* ---- the sessions */

/* A mark of an earlier day is none of today; what began then is ended here and waits for its note. */
static enum classes_state
state_of(const struct visit *v, int item, int64_t today)
{
	const struct session_item *it = &v->told.items[item];
	bool before = v->live.service_date != today;

	if (it->state == ITEM_SKIPPED || (v->live.finished && it->n_sets == 0) ||
	    (before && it->state == ITEM_WAITING))
		return CLASSES_AWAY;
	if (v->live.finished || (before && it->state != ITEM_RUNNING))
		return CLASSES_ENDED;
	return it->state == ITEM_WAITING   ? CLASSES_HERE
	       : it->state == ITEM_RUNNING ? CLASSES_IN
					   : CLASSES_LEFT;
}

/* A session that belongs to the class is kept in its row. */
static enum status
attach(struct app *a, struct classes_roster *r, struct visit *v, bool *kept,
       struct err *err)
{
	int item = session_group_item(&v->told, r->row.head.no);
	struct classes_member *m;
	enum classes_state state;
	enum status st;

	*kept = false;
	if (item < 0)
		return ST_OK;
	state = state_of(v, item, app_today(a));
	if (state == CLASSES_AWAY)
		return ST_OK;
	st = row_of(a, r, v->live.patient, v->live.no, &m, err);
	if (st || m->visit)
		return st;
	m->visit = v;
	m->item = item;
	m->state = state;
	m->others = visit_holder(a, v) == VISIT_OTHERS;
	*kept = true;
	return ST_OK;
}

/* One that a newer limber wrote in cannot be told from here: it is counted, the others are shown. */
static enum status
load_known(struct app *a, struct classes_roster *r, int64_t live, struct visit *v,
	   bool *known, struct err *err)
{
	struct err why = {0};
	enum status st = visit_load(a, live, v, &why);

	*known = st == ST_OK;
	r->newer += st == ST_NEWER;
	if (st && st != ST_NEWER)
		*err = why;
	return st == ST_NEWER ? ST_OK : st;
}

static enum status
add_sessions(struct app *a, struct classes_roster *r, struct err *err)
{
	struct live *lines = mem_alloc(LIVE_MOST * sizeof *lines);
	struct visit *v = NULL;
	bool kept, known;
	int n = 0;
	enum status st = live_list(a->store, lines, LIVE_MOST, &n, err);

	for (int i = 0; !st && i < n; i++) {
		if (!v)
			v = mem_alloc(sizeof *v);
		st = load_known(a, r, lines[i].no, v, &known, err);
		kept = false;
		if (!st && known)
			st = attach(a, r, v, &kept, err);
		if (!st && kept)
			v = NULL;
	}
	free(v);
	free(lines);
	return st;
}

/* ---- who came, by the signed notes */

static void
count_line(struct app *a, struct classes_member *m, const struct class_line *l)
{
	m->times++;
	if (m->last_day == DICT_NONE)
		m->last_day = l->day;
	if (l->day != app_today(a) || m->state != CLASSES_AWAY)
		return;
	m->state = CLASSES_SIGNED;
	m->note = l->note;
	m->seconds = l->seconds;
}

static enum status
add_held(struct app *a, struct classes_roster *r, struct err *err)
{
	struct class_line *lines = mem_alloc(HELD_MOST * sizeof *lines);
	int64_t today = app_today(a),
		days[2] = {date_add(today, -7 * CLASSES_WEEKS), today};
	int n = 0;
	enum status st =
	    query_class_held(a->store, r->row.head.no, days, lines, HELD_MOST, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct classes_member *m = find(a, r, lines[i].patient);

		if (m)
			count_line(a, m, &lines[i]);
	}
	free(lines);
	return st;
}

/* ---- what stands before the start */

/* The episode the class is part of, or the newest open one with a plan; as visit_start chooses. */
static enum status
episode_of(struct app *a, const struct classes_member *m, struct episode_line *out,
	   struct err *err)
{
	struct episode_line *lines = mem_alloc(EPISODES_MOST * sizeof *lines);
	int64_t wanted = m->row.episode == DICT_NONE ? 0 : m->row.episode;
	int n = 0;
	enum status st =
	    query_episodes(a->store, m->row.patient, lines, EPISODES_MOST, &n, err);

	memset(out, 0, sizeof *out);
	for (int i = 0; !st && i < n && !out->no; i++)
		if (wanted ? lines[i].no == wanted
			   : lines[i].closed == DICT_NONE && lines[i].plan)
			*out = lines[i];
	free(lines);
	return st;
}

static enum status
look_at_plan(struct app *a, struct classes_member *m, int64_t plan, struct err *err)
{
	struct plan_view *p = mem_alloc(sizeof *p);
	struct str text = {0};
	char day[DATE_TEXT_SIZE];
	enum status st = plan_look_certificate(a, plan, p, err);

	if (!st && p->plan.starts > app_today(a)) {
		date_text(p->plan.starts, day);
		str_addf(&text, "the plan of care begins %s", day);
	} else if (!st && p->certify_wanted && p->certify.state == CERTIFY_EXPIRED) {
		str_add(&text, "the plan of care ");
		certify_text(&p->certify, &text);
	}
	str_copy(m->plan, sizeof m->plan, str_text(&text));
	str_release(&text);
	free(p);
	return st;
}

/* A stop of the last screening, and whether anybody asked yet. */
static enum status
look_at_screening(struct app *a, struct classes_member *m, int64_t episode,
		  struct err *err)
{
	struct screening_draft *d;
	char why[161];
	enum status st;

	if (m->visit) {
		m->stopped = m->visit->told.stopped;
		return screening_due(a, m->visit, &m->unscreened, why, err);
	}
	d = mem_alloc(sizeof *d);
	st = screening_begin(a, m->row.patient, episode, d, err);
	m->stopped = d->before_stopped;
	m->unscreened = true;
	free(d);
	return st;
}

static enum status
look_at_exercise(struct app *a, const struct classes_roster *r, struct classes_member *m,
		 struct err *err)
{
	struct precautions p;
	struct exercise x;
	enum status st;

	if (r->row.exercise == DICT_NONE)
		return ST_OK;
	st = precautions_of(a, m->row.patient, app_today(a), &p, err);
	if (!st && p.n)
		st = record_get(a->store, E_EXERCISE, r->row.exercise, &x, err);
	if (!st && p.n)
		precautions_match(&p, &x, &m->mark);
	return st;
}

static enum status
look_at(struct app *a, const struct classes_roster *r, struct classes_member *m,
	struct err *err)
{
	struct episode_line e;
	enum status st;

	if (m->state > CLASSES_LEFT || !access_reads_chart(a->store, m->row.patient))
		return ST_OK;
	st = precautions_line(a, m->row.patient, m->precautions, sizeof m->precautions,
			      err);
	if (!st)
		st = episode_of(a, m, &e, err);
	if (!st && e.no && e.closed != DICT_NONE)
		str_copy(m->plan, sizeof m->plan, "the episode is closed");
	else if (!st && !e.plan)
		str_copy(m->plan, sizeof m->plan, "no open episode with a plan of care");
	else if (!st)
		st = look_at_plan(a, m, e.plan, err);
	if (!st)
		st = look_at_screening(a, m, e.no, err);
	return st ? st : look_at_exercise(a, r, m, err);
}

/* ---- all of it */

static void
count(struct classes_roster *r)
{
	memset(r->count, 0, sizeof r->count);
	for (int i = 0; i < r->n; i++)
		r->count[r->rows[i].state]++;
}

enum status
classes_sessions(struct app *a, int64_t group_class, struct classes_roster *r,
		 struct err *err)
{
	enum status st;

	memset(r, 0, sizeof *r);
	st = record_get(a->store, E_GROUP_CLASS, group_class, &r->row, err);
	return st ? st : add_sessions(a, r, err);
}

enum status
classes_roster(struct app *a, int64_t group_class, bool past, struct classes_roster *r,
	       struct err *err)
{
	struct err why = {0};
	enum status st;

	memset(r, 0, sizeof *r);
	st = record_get(a->store, E_GROUP_CLASS, group_class, &r->row, err);
	if (st)
		return st;
	classes_leader(a, r->row.leader, r->leader);
	if (!classes_held_on(&r->row, app_today(a), &r->start, &r->minutes))
		r->minutes = 0;
	st = classes_code(a, &r->row, r->code, &r->least, &why);
	if (st == ST_INVALID) /* a roster is seen whatever its code */
		str_copy(r->wrong, sizeof r->wrong, why.detail);
	else if (st)
		*err = why;
	if (!st || st == ST_INVALID)
		st = add_members(a, r, false, err);
	if (!st)
		st = add_sessions(a, r, err);
	if (!st && past)
		st = add_members(a, r, true, err);
	if (!st)
		st = add_held(a, r, err);
	for (int i = 0; !st && i < r->n; i++)
		st = look_at(a, r, &r->rows[i], err);
	count(r);
	return st;
}

void
classes_roster_release(struct classes_roster *r)
{
	for (int i = 0; i < r->n; i++)
		free(r->rows[i].visit);
	free(r->rows);
	memset(r, 0, sizeof *r);
}

void
classes_tick(struct app *a, struct classes_roster *r)
{
	for (int i = 0; i < r->n; i++)
		if (r->rows[i].visit)
			visit_tick(a, r->rows[i].visit);
}

enum status
classes_noted(struct app *a, const struct classes_roster *r, struct err *err)
{
	enum status st = store_begin(a->store, err);

	if (st)
		return st;
	for (int i = 0; !st && i < r->n; i++)
		if (r->rows[i].state != CLASSES_PAST &&
		    access_reads_chart(a->store, r->rows[i].row.patient))
			st = audit_add(a->store, "chart", r->rows[i].row.patient,
				       "roster of a class", err);
	return store_end(a->store, st, err);
}

void
classes_warning(const struct classes_roster *r, char *out, size_t size)
{
	int n = r->count[CLASSES_IN];
	bool nobody = false;

	for (int i = 0; i < r->n; i++)
		nobody = nobody || (r->rows[i].state == CLASSES_IN &&
				    r->rows[i].visit->told.attend == ATTEND_NOBODY);
	str_copy(out, size, r->wrong);
	if (!out[0] && r->newer)
		str_format(out, size,
			   "%d open session%s of a newer limber: not shown here; go on "
			   "there",
			   r->newer, r->newer == 1 ? "" : "s");
	if (n && nobody)
		str_format(out, size,
			   "NO GROUP TREATMENT: nobody who treats attends (w, when one "
			   "does)");
	else if (n && n < r->least)
		str_format(out, size,
			   "NO GROUP: %d on the clock; a group is %d or more at once", n,
			   (int)r->least);
}
