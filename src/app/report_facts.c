/* report_facts.c - what the chart holds about an episode, read for a report. */
#include "app/person.h"
#include "app/screening.h"
#include "report_priv.h"

#include "store/query_progress.h"
#include "store/query_results.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { SERIES_ROWS = 120, REPORTS_MAX = 40, ASSESSMENTS_MAX = 60 };

static int
field(enum entity_id e, const char *name)
{
	return dict_field_named(dict_entity(e), name);
}

/* Rows of an entity whose field holds a number, read whole, until each says enough. */
struct rows_of {
	struct app *a;
	enum entity_id entity;
	bool (*take)(struct report_facts *f, const void *row);
	struct report_facts *f;
	void *row;
};

static bool
take_row(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct rows_of *r = arg;
	const struct entity *e = dict_entity(r->entity);

	if (!dict_row_take(e, r->row, no, id, cells))
		return true; /* of a newer shape: left out */
	return r->take(r->f, r->row);
}

static enum status
each_row(struct app *a, struct report_facts *f, enum entity_id e, const char *name,
	 int64_t value, bool (*take)(struct report_facts *f, const void *row),
	 struct err *err)
{
	struct record_filter of = {field(e, name), {.kind = CELL_INT, .i = value}};
	struct rows_of r = {a, e, take, f, mem_alloc(dict_entity(e)->size)};
	enum status st = record_scan(a->store, e, &of, take_row, &r, err);

	free(r.row);
	return st;
}

/* ---- small lists of the episode */

static bool
take_plan(struct report_facts *f, const void *row)
{
	const struct plan_of_care *p = row;

	if (p->active != 0 && (!f->plan.head.no || p->version > f->plan.version))
		f->plan = *p;
	return true;
}

static bool
take_goal(struct report_facts *f, const void *row)
{
	const struct goal *g = row;

	/* Never filled in and given up: there is nothing to tell of it. */
	if (strcmp(g->state, "dropped") == 0 && strstr(g->text, "___"))
		return true;
	f->goals[f->n_goals++].row = *g;
	return f->n_goals < FACTS_GOALS;
}

static bool
take_precaution(struct report_facts *f, const void *row)
{
	const struct precaution *p = row;

	if (p->lifted == DICT_NONE &&
	    (p->episode == DICT_NONE || p->episode == f->episode.head.no))
		f->precautions[f->n_precautions++] = *p;
	return f->n_precautions < FACTS_PRECAUTIONS;
}

static bool
take_screening(struct report_facts *f, const void *row)
{
	const struct screening *x = row;

	if (!strcmp(x->kind, "intake") && x->day >= f->episode.opened &&
	    (!f->intake.head.no || x->day >= f->intake.day))
		f->intake = *x;
	return true;
}

static bool
take_again(struct report_facts *f, const void *row)
{
	const struct screening *x = row;

	if (!strcmp(x->kind, "visit") && x->day == f->intake.day &&
	    x->head.no > f->intake.head.no && x->head.no > f->again.head.no)
		f->again = *x;
	return true;
}

/* Long-term goals last, else in the order of the plan. */
static int
by_rank(const void *a, const void *b)
{
	const struct goal *x = &((const struct report_goal *)a)->row;
	const struct goal *y = &((const struct report_goal *)b)->row;
	int64_t rx = x->rank == DICT_NONE ? 100 : x->rank;
	int64_t ry = y->rank == DICT_NONE ? 100 : y->rank;

	if (rx != ry)
		return rx < ry ? -1 : 1;
	return x->head.no < y->head.no ? -1 : x->head.no > y->head.no;
}

/* ---- what was measured */

static bool
of_episode(const struct report_facts *f, const struct result *r)
{
	if (r->episode != DICT_NONE)
		return r->episode == f->episode.head.no;
	return r->day >= f->episode.opened;
}

/* First and last of a series within the episode. */
static enum status
load_series(struct app *a, struct report_facts *f, const struct result *r,
	    struct result *rows, struct err *err)
{
	struct result_series which = {f->patient.head.no, r->measure, r->part, r->side};
	struct report_series *s = &f->series[f->n_series];
	int n = 0;
	enum status st = query_results(a->store, &which, rows, SERIES_ROWS, &n, err);

	s->n = 0;
	for (int i = 0; i < n && !st; i++) {
		if (!of_episode(f, &rows[i]) || rows[i].value == DICT_NONE)
			continue;
		if (!s->n++)
			s->first = rows[i];
		s->last = rows[i];
	}
	s->m = measures_find(f->measures, r->measure);
	if (!st && s->n)
		f->n_series++;
	return st;
}

static enum status
load_results(struct app *a, struct report_facts *f, struct err *err)
{
	struct result *last = mem_alloc(FACTS_SERIES * sizeof *last);
	struct result *rows = mem_alloc(SERIES_ROWS * sizeof *rows);
	struct result_last which = {f->patient.head.no, DICT_NONE, 0};
	int n = 0;
	enum status st =
	    query_results_last(a->store, &which, last, FACTS_SERIES, &n, err);

	for (int i = 0; i < n && !st; i++)
		if (of_episode(f, &last[i])) {
			if (last[i].value == DICT_NONE)
				f->not_done[f->n_not_done++] = last[i];
			st = load_series(a, f, &last[i], rows, err);
		}
	free(last);
	free(rows);
	return st;
}

static bool
same_side(const char *a, const char *b)
{
	return !strcmp(!strcmp(a, "none") ? "" : a, !strcmp(b, "none") ? "" : b);
}

static void
join_goals(struct report_facts *f)
{
	qsort(f->goals, (size_t)f->n_goals, sizeof *f->goals, by_rank);
	for (int i = 0; i < f->n_goals; i++) {
		struct report_goal *g = &f->goals[i];

		g->m = measures_find(f->measures, g->row.measure);
		g->series = NULL;
		for (int k = 0; k < f->n_series; k++)
			if (!strcmp(f->series[k].last.measure, g->row.measure) &&
			    !strcmp(f->series[k].last.part, g->row.part) &&
			    same_side(f->series[k].last.side, g->row.side))
				g->series = &f->series[k];
	}
}

static enum status
load_assessment(struct app *a, struct report_facts *f, struct err *err)
{
	struct assessment *rows = mem_alloc(ASSESSMENTS_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_assessments(a->store, f->patient.head.no, rows,
					   ASSESSMENTS_MAX, &n, err);

	for (int i = 0; i < n && !st && !f->assessment.head.no; i++)
		if (rows[i].episode == f->episode.head.no)
			f->assessment = rows[i];
	free(rows);
	return st;
}

/* ---- visits and doses */

/* The day behind the last report of the clinician, else the first day of the episode. */
static enum status
load_period(struct app *a, struct report_facts *f, const char *kind, struct err *err)
{
	struct note *rows = mem_alloc(REPORTS_MAX * sizeof *rows);
	int n = 0;
	enum status st =
	    query_reports(a->store, f->episode.head.no, rows, REPORTS_MAX, &n, err);

	for (int i = 0; i < n && !st && !f->last.head.no; i++)
		if (rows[i].period_to != DICT_NONE)
			f->last = rows[i];
	free(rows);
	f->period[0] = f->episode.opened;
	f->period[1] = f->today;
	if (f->last.head.no && strcmp(kind, "evaluation") != 0 &&
	    f->last.period_to < f->today)
		f->period[0] = date_add(f->last.period_to, 1);
	else if (f->last.head.no && strcmp(kind, "evaluation") != 0)
		f->period[0] = f->today;
	return st;
}

static enum status
load_days(struct app *a, struct report_facts *f, struct err *err)
{
	int64_t all[2] = {0, 99991231};
	enum status st = query_visit_days(a->store, f->episode.head.no, all, f->days,
					  FACTS_DAYS, &f->n_days, err);

	f->first_day = !st && f->n_days ? f->days[0].date : DICT_NONE;
	return st ? st
		  : query_booked(a->store, f->patient.head.no, f->period, &f->booked,
				 err);
}

/* One change of the period, of whatever version of the plan. */
static enum status
take_change(struct app *a, struct report_facts *f, const struct dose_line *l,
	    struct err *err)
{
	const struct dose_change *d = &l->row;
	struct report_change *c = &f->changes[f->n_changes];
	struct exercise x;
	enum status st;

	if (!strcmp(d->decision, "declined") || !d->after[0] || d->day < f->period[0] ||
	    d->day > f->period[1])
		return ST_OK;
	st = record_get(a->store, E_EXERCISE, l->exercise, &x, err);
	if (st)
		return st;
	c->day = d->day;
	str_copy(c->name, sizeof c->name, x.name);
	str_copy(c->before, sizeof c->before, d->before);
	str_copy(c->after, sizeof c->after, d->after);
	f->n_changes++;
	return ST_OK;
}

static enum status
load_doses(struct app *a, struct report_facts *f, struct err *err)
{
	struct dose_line *lines;
	int n = 0;
	enum status st;

	if (!f->plan.head.no)
		return ST_OK;
	st = query_prescriptions(a->store, f->plan.head.no, f->lines, FACTS_LINES,
				 &f->n_lines, err);
	if (st)
		return st;
	lines = mem_alloc(FACTS_DECISIONS * sizeof *lines);
	st = query_dose_changes(a->store, f->episode.head.no, lines, FACTS_DECISIONS, &n,
				err);
	for (int i = 0; i < n && !st && f->n_changes < FACTS_CHANGES; i++)
		st = take_change(a, f, &lines[i], err);
	free(lines);
	for (int i = 0; i < f->n_changes / 2; i++) { /* oldest first */
		struct report_change kept = f->changes[i];

		f->changes[i] = f->changes[f->n_changes - 1 - i];
		f->changes[f->n_changes - 1 - i] = kept;
	}
	return st;
}

/* ---- all */

static enum status
load_people(struct app *a, struct report_facts *f, int64_t episode, struct err *err)
{
	enum status st = record_get(a->store, E_EPISODE, episode, &f->episode, err);

	if (!st)
		st =
		    record_get(a->store, E_PATIENT, f->episode.patient, &f->patient, err);
	if (!st)
		st = person_alerts(a, &f->patient, err);
	if (!st && f->episode.therapist != DICT_NONE)
		st = record_get(a->store, E_STAFF, f->episode.therapist, &f->therapist,
				err);
	if (!st)
		st = query_conditions(a->store, episode, f->conditions, FACTS_CONDITIONS,
				      &f->n_conditions, err);
	return st ? st : measures_of(a, &f->measures, err);
}

/* What people call the safety tags. */
static enum status
load_tags(struct app *a, struct report_facts *f, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < f->n_precautions && !st; i++) {
		struct vocab word;
		char key[40];
		struct cell c = {.kind = CELL_TEXT, .p = key};

		str_format(key, sizeof key, "safety_tag/%s", f->precautions[i].tag);
		c.n = strlen(key);
		str_copy(f->tags[i], sizeof f->tags[i], f->precautions[i].tag);
		st = record_find(a->store, E_VOCAB, field(E_VOCAB, "key"), c, &word, err);
		if (!st)
			str_copy(f->tags[i], sizeof f->tags[i], word.label);
		else if (st == ST_NOT_FOUND)
			st = ST_OK;
	}
	return st;
}

static enum status
load_rows(struct app *a, struct report_facts *f, struct err *err)
{
	int64_t episode = f->episode.head.no, patient = f->patient.head.no;
	enum status st =
	    each_row(a, f, E_PLAN_OF_CARE, "episode", episode, take_plan, err);

	if (!st)
		st = each_row(a, f, E_GOAL, "episode", episode, take_goal, err);
	if (!st)
		st = each_row(a, f, E_PRECAUTION, "patient", patient, take_precaution,
			      err);
	if (!st)
		st = load_tags(a, f, err);
	if (!st)
		st = each_row(a, f, E_SCREENING, "patient", patient, take_screening, err);
	if (!st && !strcmp(f->intake.outcome, "stopped"))
		st = each_row(a, f, E_SCREENING, "patient", patient, take_again, err);
	if (!st)
		st = screening_rule_words(a, &f->intake, &f->intake_rules, err);
	if (!st)
		st = screening_rule_words(a, &f->again, &f->again_rules, err);
	if (!st)
		st = query_aids(a->store, patient, f->aids, FACTS_AIDS, &f->n_aids, err);
	return st;
}

enum status
report_facts_load(struct app *a, int64_t episode, const char *kind,
		  struct report_facts **out, struct err *err)
{
	struct report_facts *f = *out = mem_alloc(sizeof *f);
	enum status st;

	f->today = app_today(a);
	dict_row_init(dict_entity(E_PLAN_OF_CARE), &f->plan);
	dict_row_init(dict_entity(E_ASSESSMENT), &f->assessment);
	dict_row_init(dict_entity(E_SCREENING), &f->intake);
	dict_row_init(dict_entity(E_SCREENING), &f->again);
	dict_row_init(dict_entity(E_NOTE), &f->last);
	f->tags = mem_alloc(FACTS_PRECAUTIONS * sizeof *f->tags);
	f->goals = mem_alloc(FACTS_GOALS * sizeof *f->goals);
	f->lines = mem_alloc(FACTS_LINES * sizeof *f->lines);
	f->series = mem_alloc(FACTS_SERIES * sizeof *f->series);
	f->not_done = mem_alloc(FACTS_SERIES * sizeof *f->not_done);
	f->days = mem_alloc(FACTS_DAYS * sizeof *f->days);
	f->changes = mem_alloc(FACTS_CHANGES * sizeof *f->changes);
	f->precautions = mem_alloc(FACTS_PRECAUTIONS * sizeof *f->precautions);
	f->aids = mem_alloc(FACTS_AIDS * sizeof *f->aids);
	st = load_people(a, f, episode, err);
	if (!st)
		st = load_rows(a, f, err);
	if (!st)
		st = load_period(a, f, kind, err);
	if (!st)
		st = load_days(a, f, err);
	if (!st)
		st = load_doses(a, f, err);
	if (!st)
		st = load_results(a, f, err);
	if (!st)
		st = load_assessment(a, f, err);
	if (!st)
		join_goals(f);
	return st;
}

void
report_facts_free(struct report_facts *f)
{
	if (!f)
		return;
	free(f->goals);
	free(f->lines);
	free(f->series);
	free(f->not_done);
	str_release(&f->intake_rules);
	str_release(&f->again_rules);
	free(f->days);
	free(f->changes);
	free(f->precautions);
	free(f->tags);
	free(f->aids);
	free(f);
}

int
report_facts_treatment_days(const struct report_facts *f, int64_t from)
{
	int n = 0;

	for (int i = 0; i < f->n_days; i++)
		n += f->days[i].date >= from &&
		     (i == 0 || f->days[i].date != f->days[i - 1].date);
	return n;
}

bool
report_facts_met(const struct report_goal *g)
{
	int sign = g->m ? measure_sign(g->m) : 0;

	if (!strcmp(g->row.state, "met"))
		return true;
	if (!g->series || !sign || g->row.target == DICT_NONE)
		return false;
	return sign > 0 ? g->series->last.value >= g->row.target
			: g->series->last.value <= g->row.target;
}
