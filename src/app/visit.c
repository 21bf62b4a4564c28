/* visit.c - a session on the clock: opening, resuming, one stored event per key. */
#include "app/visit.h"

#include "app/care.h"
#include "app/chart.h"
#include "app/screening.h"
#include "app/staff.h"
#include "store/access.h"
#include "store/audit.h"
#include "store/query_person.h"
#include "store/record.h"
#include "visit_priv.h"

#include <stdlib.h>
#include <string.h>

enum { EPISODES_MAX = 20, PLAN_MAX = 60 };

/* ---- events */

struct session_event
visit_event_now(struct app *a, char boot[CLOCK_BOOT_SIZE])
{
	a->env.clock->boot_id(a->env.clock->arg, boot);
	return (struct session_event){.item = -1,
				      .boot_ms = clock_boot(a->env.clock),
				      .boot = boot,
				      .wall_ms = app_wall_ms(a),
				      .staff = a->user.head.no};
}

static bool
fold(void *arg, const struct session_event *e)
{
	struct session_state *s = arg;
	struct err ignored = {0};
	int64_t before = s->n_events;

	/* An event that makes no sense any more (written by another version) is passed over,
	 * but it keeps its place in the count. */
	if (session_apply(s, e, &ignored))
		s->n_events = before + 1;
	return true;
}

enum status
visit_refresh(struct app *a, struct visit *v, struct err *err)
{
	enum status st =
	    live_events(a->store, v->live.no, v->told.n_events, fold, &v->told, err);

	visit_tick(a, v);
	return st ? st : live_get(a->store, v->live.no, &v->live, err);
}

enum status
visit_load(struct app *a, int64_t live, struct visit *v, struct err *err)
{
	memset(v, 0, sizeof *v);
	session_init(&v->told);
	session_init(&v->state);
	v->live.no = live;
	return visit_refresh(a, v, err);
}

void
visit_tick(struct app *a, struct visit *v)
{
	char boot[CLOCK_BOOT_SIZE];

	a->env.clock->boot_id(a->env.clock->arg, boot);
	v->state = v->told;
	session_look(&v->state, boot, clock_boot(a->env.clock));
}

enum status
visit_do_event(struct app *a, struct visit *v, const struct session_event *e,
	       struct err *err)
{
	struct session_state *trial;
	struct err later = {0};
	enum status st = visit_may_write(a, v, e->kind, err);

	if (st)
		return st;
	trial = mem_dup(&v->told, sizeof *trial);
	st = session_apply(trial, e, err);
	if (!st && e->kind == SEV_START)
		st = screening_may_start(a, v, e->item, err);
	if (!st)
		st = live_add(a->store, v->live.no, v->told.n_events, e, err);
	if (!st)
		v->state = v->told = *trial;
	else if (st == ST_STALE && visit_refresh(a, v, &later))
		*err = later;
	else if (st == ST_STALE && e->kind != SEV_TAKE &&
		 visit_holder(a, v) == VISIT_OTHERS)
		st = visit_refuse_watcher(a, v, err);
	free(trial);
	return st;
}

enum status
visit_do(struct app *a, struct visit *v, enum session_event_kind kind, int item,
	 int64_t n, const char *text, struct err *err)
{
	char boot[CLOCK_BOOT_SIZE];
	struct session_event e = visit_event_now(a, boot);

	e.kind = kind;
	e.item = item;
	e.n = n;
	e.text = text;
	return visit_do_event(a, v, &e, err);
}

/* ---- opening */

/* The episode to treat: the one asked for, or the newest open one with a plan. */
static enum status
choose_episode(struct app *a, int64_t patient, int64_t episode, struct episode_line *out,
	       struct err *err)
{
	struct episode_line *lines = mem_alloc(EPISODES_MAX * sizeof *lines);
	int n = 0;
	enum status st = query_episodes(a->store, patient, lines, EPISODES_MAX, &n, err);
	bool found = false;

	for (int i = 0; !st && i < n && !found; i++)
		if (episode ? lines[i].no == episode
			    : lines[i].closed == DICT_NONE && lines[i].plan) {
			*out = lines[i];
			found = true;
		}
	free(lines);
	if (st)
		return st;
	if (!found)
		return status_fail(
		    err, ST_NOT_FOUND,
		    "no open episode with a plan: make the plan first (key p)");
	if (!out->plan)
		return status_fail(
		    err, ST_NOT_FOUND,
		    "this episode has no plan of care yet: make it first (key p)");
	return ST_OK;
}

static void
item_from_line(const struct prescription_line *l, struct session_item_plan *p)
{
	memset(p, 0, sizeof *p);
	p->prescription = l->row.head.no;
	p->exercise = l->row.exercise;
	str_copy(p->name, sizeof p->name, l->name);
	str_copy(p->code, sizeof p->code, l->row.code);
	care_dose(&l->row, &p->dose);
	str_copy(p->side, sizeof p->side, l->row.side);
	str_copy(p->load_kind, sizeof p->load_kind, l->row.load_kind);
	p->load_g = l->row.load_g == DICT_NONE ? 0 : l->row.load_g;
	str_copy(p->band, sizeof p->band, l->row.band);
	str_copy(p->last, sizeof p->last, l->last_sets);
	p->support = l->row.support == DICT_NONE ? 0 : (int)l->row.support;
}

static enum status
add_item(struct app *a, struct visit *v, const struct session_item_plan *p,
	 struct err *err)
{
	char text[SESSION_ITEM_TEXT_SIZE];
	enum status st = session_item_encode(p, text, err);

	if (st)
		return st;
	return visit_do(a, v, SEV_ITEM, -1, 0, text, err);
}

/* The rule by which the payer of the episode (else of the patient) counts units. Medicare's
 * where no payer is known: it is shown beside the other one on every screen. */
static enum status
payer_rule(struct app *a, int64_t patient, const struct episode_line *e, char *rule,
	   size_t size, struct err *err)
{
	struct patient p;
	struct payer payer;
	int64_t no = e->payer;
	enum status st = ST_OK;

	str_copy(rule, size, "cms");
	if (no <= 0) {
		st = record_get(a->store, E_PATIENT, patient, &p, err);
		no = st || p.payer == DICT_NONE ? 0 : p.payer;
	}
	if (!st && no > 0) {
		st = record_get(a->store, E_PAYER, no, &payer, err);
		if (!st)
			str_copy(rule, size, payer.unit_rule);
	}
	return st;
}

/* Every active prescription for the clinic, as far as there is room. */
static enum status
add_plan(struct app *a, struct visit *v, int64_t plan, struct err *err)
{
	struct prescription_line *lines = mem_alloc(PLAN_MAX * sizeof *lines);
	int n = 0;
	enum status st = query_prescriptions(a->store, plan, lines, PLAN_MAX, &n, err);

	for (int i = 0; !st && i < n && v->told.n_items < SESSION_ITEMS_MAX; i++) {
		struct session_item_plan p;

		if (!strcmp(lines[i].row.setting, "home"))
			continue;
		item_from_line(&lines[i], &p);
		st = add_item(a, v, &p, err);
	}
	free(lines);
	return st;
}

static enum status
open_rows(struct app *a, struct visit *v, const struct episode_line *e, bool bare,
	  struct err *err)
{
	char rule[DICT_CODE_SIZE];
	enum status st = payer_rule(a, v->live.patient, e, rule, sizeof rule, err);

	if (!st)
		st = live_open(a->store, &v->live, err);
	if (!st)
		st = visit_do(a, v, SEV_OPEN, -1, 0, rule, err);
	if (!st && !bare)
		st = add_plan(a, v, e->plan, err);
	if (!st && staff_is_assistant(&a->user)) /* the minutes are an assistant's */
		st = visit_do(a, v, SEV_ATTEND, -1, ATTEND_ASSISTANT, NULL, err);
	if (!st)
		st = chart_is_open(a) == v->live.patient
			 ? ST_OK /* that is noted, and the session notes itself */
			 : audit_add(a->store, "session-open", v->live.patient, "", err);
	return st;
}

/* A patient and everybody who is the same person. */
struct members {
	int64_t no[PERSON_MAX];
	int n;
};

static bool
is_member(const struct members *m, int64_t patient)
{
	for (int i = 0; i < m->n; i++)
		if (m->no[i] == patient)
			return true;
	return false;
}

/* An unsigned session of this person, 0 when there is none. */
static int64_t
unsigned_of(struct app *a, const struct members *m, struct err *err)
{
	enum { LIVE_MAX = 100 };
	struct live *lines = mem_alloc(LIVE_MAX * sizeof *lines);
	int n = 0;
	int64_t no = 0;

	if (live_list(a->store, lines, LIVE_MAX, &n, err) == ST_OK)
		for (int i = 0; i < n && !no; i++)
			if (is_member(m, lines[i].patient))
				no = lines[i].no;
	free(lines);
	return no;
}

/* Today's appointment of the person, 0 when there is none. */
static int64_t
appointment_of(struct app *a, const struct members *m, int64_t today)
{
	enum { DAY_MAX = 200 };
	struct day_line *lines = mem_alloc(DAY_MAX * sizeof *lines);
	struct err ignored = {0};
	int n = 0;
	int64_t no = 0;

	if (query_day(a->store, today, 0, lines, DAY_MAX, &n, &ignored) == ST_OK)
		for (int i = 0; i < n && !no; i++)
			if (is_member(m, lines[i].patient))
				no = lines[i].appointment;
	free(lines);
	return no;
}

/* A session that is a class alone so far gets the plan's exercises, when one on one follows. */
static enum status
go_on_from_class(struct app *a, struct visit *v, struct err *err)
{
	const struct session_state *s = &v->told;
	bool class = false, plan = false;
	enum status st;

	for (int i = 0; i < s->n_items; i++) {
		class |= s->items[i].group_class != 0;
		plan |= s->items[i].group_class == 0;
	}
	if (!class || plan || v->live.finished || !v->live.plan ||
	    visit_holder(a, v) == VISIT_OTHERS)
		return ST_OK;
	st = store_begin(a->store, err);
	if (st)
		return st;
	st = store_end(a->store, add_plan(a, v, v->live.plan, err), err);
	return st ? st : visit_load(a, v->live.no, v, err);
}

/* The unsigned session there is. */
static enum status
go_on(struct app *a, int64_t open, bool bare, struct visit *v, struct err *err)
{
	enum status st = visit_load(a, open, v, err);

	if (!st && !bare)
		st = go_on_from_class(a, v, err);
	return st ? st
		  : status_fail(
			err, ST_DUPLICATE,
			"this patient's session of %s is not signed yet: here it is",
			v->live.service_date == app_today(a) ? "today"
							     : "an earlier day");
}

static enum status
start(struct app *a, int64_t patient, int64_t episode, bool bare, struct visit *v,
      struct err *err)
{
	struct episode_line e = {0};
	struct members m;
	int64_t open;
	enum status st = query_members(a->store, patient, m.no, PERSON_MAX, &m.n, err);

	if (st)
		return st;
	open = unsigned_of(a, &m, err);
	if (open)
		return go_on(a, open, bare, v, err);
	st = choose_episode(a, patient, episode, &e, err);
	if (st)
		return st;
	memset(v, 0, sizeof *v);
	session_init(&v->told);
	session_init(&v->state);
	/* What is done in an episode lies under the chart number of the episode. */
	v->live = (struct live){.patient = e.patient ? e.patient : patient,
				.episode = e.no,
				.plan = e.plan,
				.therapist = a->user.head.no,
				.service_date = app_today(a)};
	v->live.appointment = appointment_of(a, &m, v->live.service_date);
	st = store_begin(a->store, err);
	if (st)
		return st;
	st = open_rows(a, v, &e, bare, err);
	if (!st)
		st = screening_adopt(a, v, err);
	if (st) {
		store_cancel(a->store);
		return st;
	}
	st = store_commit(a->store, err);
	return st ? st : live_get(a->store, v->live.no, &v->live, err);
}

enum status
visit_start(struct app *a, int64_t patient, int64_t episode, struct visit *v,
	    struct err *err)
{
	return start(a, patient, episode, false, v, err);
}

enum status
visit_start_bare(struct app *a, int64_t patient, int64_t episode, struct visit *v,
		 struct err *err)
{
	return start(a, patient, episode, true, v, err);
}

enum status
visit_add_exercise(struct app *a, struct visit *v, const struct exercise *x,
		   struct err *err)
{
	struct prescription_line l;
	struct session_item_plan p;

	memset(&l, 0, sizeof l);
	care_prescription_from(x, v->live.plan, 1, &l.row);
	str_copy(l.name, sizeof l.name, x->name);
	item_from_line(&l, &p);
	p.prescription = 0;
	return add_item(a, v, &p, err);
}

enum status
visit_add_activity(struct app *a, struct visit *v, const char *name, const char *code,
		   struct err *err)
{
	struct session_item_plan p = {.dose = dose_default()};

	p.dose.lead_in_s = 0;
	str_copy(p.name, sizeof p.name, name);
	str_copy(p.code, sizeof p.code, code);
	str_copy(p.side, sizeof p.side, "none");
	str_copy(p.load_kind, sizeof p.load_kind, "none");
	return add_item(a, v, &p, err);
}

enum status
visit_type(struct app *a, const struct visit *v, enum live_text which, struct str *seen,
	   const char *text, struct err *err)
{
	return live_text_set(a->store, v->live.no, which, seen, text, err);
}

int
visit_unsigned(struct app *a)
{
	enum { MOST = 100 };
	struct live *lines = mem_alloc(MOST * sizeof *lines);
	struct err ignored = {0};
	int n = 0;

	access_lift(a->store); /* a number says nothing of anybody */
	if (live_list(a->store, lines, MOST, &n, &ignored))
		n = 0;
	access_drop(a->store);
	free(lines);
	return n;
}

enum status
visit_discard(struct app *a, struct visit *v, const char *reason, struct err *err)
{
	enum status st;

	if (!reason[0])
		return status_fail(err, ST_INVALID, "say why the session is thrown away");
	if (visit_holder(a, v) == VISIT_OTHERS)
		return visit_refuse_watcher(a, v, err);
	st = store_begin(a->store, err);
	if (st)
		return st;
	st = live_remove(a->store, v->live.no, err);
	if (!st)
		st = audit_add(a->store, "session-discard", v->live.patient, reason, err);
	return store_end(a->store, st, err);
}
