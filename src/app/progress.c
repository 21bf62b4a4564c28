/* progress.c - how each exercise went, now and before, through the rules of progression. */
#include "app/progress.h"

#include "app/assessment.h"
#include "app/care.h"
#include "core/done.h"
#include "progress_priv.h"
#include "screening_priv.h"
#include "store/query_results.h"
#include "store/record.h"
#include "visit_priv.h"

#include <stdlib.h>
#include <string.h>

enum { HISTORY_MAX = 20, NEVER_DAYS = 9999 };

/* An exercise in it, and as it went before, newest first; [0] is this visit. */
struct history {
	struct done_line lines[HISTORY_MAX + 1];
	int n;
};

static int
number(int64_t v, int none)
{
	return v == DICT_NONE ? none : (int)v;
}

static int
days_between(int64_t from, int64_t to)
{
	return (int)(date_to_days(to) - date_to_days(from));
}

/* ---- the day */

static enum status
vital(const struct review *r, const char *measure, int per, int *value, struct err *err)
{
	enum { NEWEST = 6 };
	struct result_series series = {r->patient, measure, "", ""};
	struct result *rows = mem_alloc(NEWEST * sizeof *rows);
	int n = 0;
	enum status st = query_results(r->a->store, &series, rows, NEWEST, &n, err);

	for (int i = 0; !st && i < n; i++)
		if (rows[i].day == r->day && rows[i].value != DICT_NONE)
			*value = (int)(rows[i].value / per);
	free(rows);
	return st;
}

/* A value at rest or the pain of an exercise has rules of its own (S3, S4) that name the number;
 * every other stop of the day counts as a warning sign. */
static bool
only_number(const struct screening_table *t, const char *key)
{
	for (size_t i = 0; i < t->n_rules; i++) {
		const struct screening_field *f =
		    screening_field_named(t->rules[i].field);

		if (screening_listed(key, t->rules[i].key))
			return !strncmp(t->rules[i].field, "pain_", 5) ||
			       (f && f->measure && f->place & SCREENING_BEFORE);
	}
	return false;
}

static bool
warning_sign(const struct review *r, const struct screening *s)
{
	char key[sizeof s->rules];

	if (s->day != r->day || strcmp(s->outcome, "stopped") != 0)
		return false;
	for (const char *p = s->rules; *p; p += strcspn(p, ";"), p += *p == ';') {
		str_format(key, sizeof key, "%.*s", (int)strcspn(p, ";"), p);
		if (!only_number(r->screening, key))
			return true;
	}
	return !s->rules[0];
}

static bool
look_for_stop(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_SCREENING);
	struct review *r = arg;
	struct screening s;

	(void)dict_row_take(e, &s, no, id, cells);
	r->vitals.red_flag |= warning_sign(r, &s);
	return true;
}

/* What was measured and answered on the day; thousandths to the units of the rules. */
enum status
progress_look_at_day(struct review *r, struct err *err)
{
	const struct entity *e = dict_entity(E_SCREENING);
	struct record_filter of = {dict_field_named(e, "patient"),
				   {.kind = CELL_INT, .i = r->patient}};
	struct progression_in *in = &r->vitals;
	enum status st;

	*in = progression_default();
	st = vital(r, "sbp", 1000, &in->sbp, err);
	if (!st)
		st = vital(r, "dbp", 1000, &in->dbp, err);
	if (!st)
		st = vital(r, "hr_rest", 1000, &in->hr, err);
	if (!st)
		st = vital(r, "spo2", 1000, &in->spo2, err);
	if (!st)
		st = vital(r, "temp_c", 100, &in->temp_dc, err);
	if (!st)
		st = screening_table_of(r->a, &r->screening, err);
	if (!st)
		st = record_scan(r->a->store, E_SCREENING, &of, look_for_stop, r, err);
	if (!st)
		st = assessment_fall_flags(r->a, r->patient, r->day, &in->fall_flag, err);
	if (!st)
		st = progress_rules(r->a, r->day, &r->rules, err);
	return st;
}

/* ---- the exercise over time */

/* Is the visit one at the present level? The change of a level counts from the next visit on. */
static bool
at_level(const struct prescription *p, const struct done_line *l)
{
	return p->level_since == DICT_NONE || l->day > p->level_since;
}

static int
pct_of(const struct dose *d, const struct done_line *l)
{
	struct done_set sets[DONE_SETS_MAX];

	return done_pct(d, sets, done_read(l->sets, sets));
}

/* Was a set of it done with less load than the plan has? */
static bool
lighter(const struct prescription *p, const struct done_line *l)
{
	struct done_set sets[DONE_SETS_MAX];
	int n = done_read(l->sets, sets);

	for (int i = 0; i < n; i++)
		if (sets[i].load_g < number(p->load_g, 0))
			return true;
	return false;
}

/* The heaviest load of the visit, in grams; that of the plan when it was more, or none is known. */
static int64_t
used_g(const struct prescription *p, const struct done_line *l)
{
	struct done_set sets[DONE_SETS_MAX];
	int n = done_read(l->sets, sets);
	int64_t plan = number(p->load_g, 0), most = 0;

	for (int i = 0; i < n; i++)
		if (sets[i].load_g > most)
			most = sets[i].load_g;
	return n > 0 && most < plan ? most : plan;
}

/* Two repetitions over the goal in the last set, with the load of the plan. */
static bool
over_2(const struct progress_line *l, const struct dose *d, const struct done_line *done)
{
	struct done_set sets[DONE_SETS_MAX];
	int n = done_read(done->sets, sets);

	return d->reps > 0 && !lighter(&l->row, done) &&
	       done_last_reps(sets, n) >= d->reps + 2;
}

/* Mornings after, week by week (section 3): each visit tells of the one before it. */
static bool
creeping(const struct history *h, int64_t day)
{
	int sum[2] = {0, 0}, n[2] = {0, 0};

	for (int i = 0; i < h->n; i++) {
		int ago = days_between(h->lines[i].day, day);

		if (h->lines[i].pain_next == DICT_NONE || ago >= 14)
			continue;
		sum[ago >= 7] += (int)h->lines[i].pain_next;
		n[ago >= 7]++;
	}
	return progression_creeping(sum[0], n[0], sum[1], n[1]);
}

static void
look_back(struct progress_line *l, const struct history *h)
{
	const struct done_line *now = &h->lines[0];
	struct progression_in *in = &l->in;
	struct dose d;
	bool in_row = true;

	care_dose(&l->row, &d);
	in->done_pct = pct_of(&d, now);
	in->sessions_at_level = 0;
	in->fails_in_row = 0;
	for (int i = 0; i < h->n; i++) {
		/* This visit is one of its level, whatever the day of the change. */
		if (i > 0 && !at_level(&l->row, &h->lines[i]))
			break;
		in->sessions_at_level += !lighter(&l->row, &h->lines[i]);
		in_row = in_row && pct_of(&d, &h->lines[i]) < 80;
		in->fails_in_row += in_row;
	}
	if (lighter(&l->row, now))
		in->sessions_at_level = 0; /* what is next is the plan's load itself */
	in->days_since = h->n > 1 ? days_between(h->lines[1].day, now->day) : 0;
	in->over2_twice = over_2(l, &d, now) && h->n > 1 &&
			  at_level(&l->row, &h->lines[1]) && over_2(l, &d, &h->lines[1]);
	in->pain_creeping = creeping(h, now->day);
}

/* ---- this visit */

static void
look_at_visit(struct progress_line *l, const struct done_line *now)
{
	struct progression_in *in = &l->in;

	in->pain_base = number(now->pain_before, 0);
	in->pain_peak = number(now->pain, PROGRESSION_NONE);
	in->pain_next = number(now->pain_next, PROGRESSION_NONE);
	in->swelling = now->swelling == 1;
	in->effort = number(now->effort, PROGRESSION_NONE);
	in->form_ok = now->form_ok != 0;
	in->losses = number(now->losses, 0);
	in->support = number(now->support, number(l->row.support, 0));
	l->used_g = used_g(&l->row, now);
}

static void
look_at_range(struct progress_line *l, const struct done_line *now)
{
	struct done_set sets[DONE_SETS_MAX];
	int n = done_read(now->sets, sets), low, high;
	struct dose d;

	care_dose(&l->row, &d);
	progression_rep_range(number(l->x.reps, 0) > 0 ? (int)l->x.reps : d.reps, &low,
			      &high);
	high = number(l->row.reps_high, high);
	l->in.all_at_high = d.reps > 0 && done_all_at(&d, sets, n, high);
	l->in.body_only = strcmp(l->row.load_kind, "body") == 0 &&
			  number(l->row.load_g, 0) <= 0 && !l->row.band[0];
}

static bool
its_goal_met(struct app *a, int64_t goal)
{
	struct err ignored = {0};
	struct goal g;

	return goal != DICT_NONE &&
	       record_get(a->store, E_GOAL, goal, &g, &ignored) == ST_OK &&
	       strcmp(g.state, "met") == 0;
}

static void
look_at_target(struct app *a, struct progress_line *l)
{
	bool stretch = strstr(l->x.category, "stretch") != NULL;
	int cap = progression_hold_cap_s(number(l->x.hold_s, 0), stretch);

	switch (l->in.kind) {
	case PROGRESSION_HOLD:
		l->in.held_target = number(l->row.hold_s, 0) >= cap;
		break;
	case PROGRESSION_TIME:
		l->in.held_target = number(l->row.duration_s, 0) >= 30 * 60;
		break;
	case PROGRESSION_ROM:
		l->in.held_target = its_goal_met(a, l->row.goal);
		break;
	default:
		break;
	}
}

/* Is there an exercise of that key which the patient may do? A key "" names none. */
static enum status
is_open(const struct review *r, const char *key, bool *open, struct err *err)
{
	struct exercise x;
	char ignored[81];
	bool blocked = true;
	enum status st;

	*open = false;
	if (!key[0])
		return ST_OK;
	st = progress_exercise(r->a, key, &x, err);
	if (!st)
		st = progress_blocked(r->a, r->patient, r->day, &x, &blocked, ignored,
				      err);
	*open = !st && !blocked && x.valid_to == DICT_NONE;
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static enum status
look_at_ladder(const struct review *r, struct progress_line *l, char tag[81],
	       struct err *err)
{
	enum status st =
	    progress_blocked(r->a, r->patient, r->day, &l->x, &l->in.contra, tag, err);

	l->in.tag = tag[0] ? tag : NULL;
	if (!st)
		st = is_open(r, l->x.easier_key, &l->has_easier, err);
	if (!st)
		st = is_open(r, l->x.harder_key, &l->in.has_harder, err);
	return st;
}

/* Fills a line whose prescription and history are known. */
static enum status
look(const struct review *r, struct progress_line *l, const struct history *h,
     struct err *err)
{
	char tag[81] = "";
	enum status st = record_get(r->a->store, E_EXERCISE, l->row.exercise, &l->x, err);

	if (st)
		return st;
	l->in = r->vitals;
	if (!progression_kind_parse(l->x.progress_by, &l->in.kind))
		l->in.kind =
		    PROGRESSION_SKILL; /* no family: only a ladder could lead on */
	l->in.home = progress_at_home(&l->row);
	look_at_visit(l, &h->lines[0]);
	look_back(l, h);
	look_at_range(l, &h->lines[0]);
	look_at_target(r->a, l);
	st = look_at_ladder(r, l, tag, err);
	if (!st && !progression_suggest(&l->in, &r->rules, &l->out))
		st = status_fail(err, ST_CORRUPT,
				 "the rules of progression have no answer for %s",
				 l->x.name);
	l->in.tag = NULL; /* it lay in tag */
	return st;
}

/* ---- all of a visit */

static enum status
history_before(const struct review *r, int64_t exercise, struct history *h,
	       struct err *err)
{
	struct done_which before = {r->patient, exercise, r->day,
				    r->session ? r->session - 1 : INT64_MAX};
	int n = 0;
	enum status st =
	    query_done(r->a->store, &before, &h->lines[1], HISTORY_MAX, &n, err);

	h->n = 1 + n;
	return st;
}

enum status
progress_add_line(const struct review *r, struct progress *p, int item,
		  const struct performed *f, const struct session *s, struct err *err)
{
	struct progress_line *l = &p->lines[p->n];
	struct history *h;
	struct done_line *now;
	enum status st;

	if (f->prescription == DICT_NONE || f->exercise == DICT_NONE ||
	    strcmp(f->state, "skipped") == 0 || p->n == SESSION_ITEMS_MAX)
		return ST_OK;
	memset(l, 0, sizeof *l);
	l->no = item + 1;
	l->origin = f->prescription;
	st = record_get(r->a->store, E_PRESCRIPTION, f->prescription, &l->row, err);
	if (!st && r->session)
		st = progress_living(r->a, &l->row, l->closed, err);
	if (st)
		return st;
	h = mem_alloc(sizeof *h);
	now = &h->lines[0];
	*now = (struct done_line){.session = r->session,
				  .day = r->day,
				  .pain_before = s->pain_before,
				  .pain_next = s->pain_next,
				  .swelling = s->swelling,
				  .pain = f->pain,
				  .effort = f->effort,
				  .form_ok = f->form_ok,
				  .losses = f->losses,
				  .support = f->support};
	str_copy(now->sets, sizeof now->sets, f->sets);
	st = history_before(r, f->exercise, h, err);
	if (!st)
		st = look(r, l, h, err);
	free(h);
	p->n += !st;
	return st;
}

enum status
progress_conclude(const struct review *r, struct progress *p, struct err *err)
{
	struct progression_out *outs = mem_alloc((size_t)(p->n + 1) * sizeof *outs);
	int days[SESSION_ITEMS_MAX];
	enum status st = ST_OK;

	for (int i = 0; i < p->n; i++) {
		int64_t since = p->lines[i].row.level_since;

		outs[i] = p->lines[i].out;
		days[i] = since == DICT_NONE ? NEVER_DAYS : days_between(since, r->day);
	}
	progression_limit_visit(&r->rules, outs, days, (size_t)p->n);
	for (int i = 0; !st && i < p->n; i++) {
		p->lines[i].out = outs[i];
		st = progress_propose(r->a, &p->lines[i], err);
	}
	free(outs);
	return st;
}

/* The rows that signing would write. */
static enum status
rows_of_visit(const struct review *r, const struct visit *v, struct progress *p,
	      struct err *err)
{
	struct performed *done = mem_alloc(SESSION_ITEMS_MAX * sizeof *done);
	struct session s;
	struct visit_units u;
	enum status st = visit_units(r->a, v, &u, err);

	dict_row_init(dict_entity(E_SESSION), &s);
	s.pain_before = v->state.pain_before < 0 ? DICT_NONE : v->state.pain_before;
	s.pain_next = v->state.pain_next < 0 ? DICT_NONE : v->state.pain_next;
	s.swelling = v->state.swelling < 0 ? DICT_NONE : v->state.swelling;
	if (!st)
		visit_rows(&v->state, &u, done);
	for (int i = 0; !st && i < v->state.n_items; i++)
		st = progress_add_line(r, p, i, &done[i], &s, err);
	free(done);
	return st;
}

enum status
progress_of_visit(struct app *a, const struct visit *v, struct progress *p,
		  struct err *err)
{
	struct review *r = mem_alloc(sizeof *r);
	enum status st;

	p->n = 0;
	p->live = v->live.no;
	p->session = r->session = 0;
	p->patient = r->patient = v->live.patient;
	p->day = r->day = v->live.service_date;
	r->a = a;
	st = progress_look_at_day(r, err);
	if (!st)
		st = rows_of_visit(r, v, p, err);
	if (!st)
		st = progress_conclude(r, p, err);
	for (int i = 0; !st && i < p->n; i++) {
		struct choice c;

		if (progress_decided(a, v, (int)p->lines[i].no - 1, &c))
			p->lines[i].choice = c;
	}
	free(r);
	return st;
}
