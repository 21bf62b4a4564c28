/* demo_goals.c - goals of made-up episodes, with a stream of their own. */
#include "app/assets.h"
#include "core/goal.h"
#include "demo_priv.h"
#include "goals_priv.h"
#include "store/query_goals.h"
#include "store/query_results.h"

#include <stdlib.h>
#include <string.h>

enum { SHARED = 12, SAMPLES = 13, RESULTS_MAX = 60 };

/* One for each problem of demo_words_problems; the last is everybody's second goal. Scores are
 * made up, in thousandths. */
static const struct {
	const char *template;
	int64_t baseline, target;
	const char *function;
} samples[SAMPLES] = {
    {"g_knee_bend", 85000, 105000, "get up from the kitchen chair"},
    {"g_pain_daily", 6000, 4000, "climb the stairs at home"},
    {"g_pain_daily", 6000, 4000, "lift the feed bag"},
    {"g_shoulder_shelf", 95000, 120000, "reach the top shelf"},
    {"g_pain_daily", 5000, 3000, "hang out the washing"},
    {"g_6mwt", 320000, 370000, "walk to the shop and back"},
    {"g_ankle_walk", 4000, 10000, "walk over the fields"},
    {"g_speed_home", 450, 550, "get to the door in time"},
    {"g_tug_safe", 19000, 11900, "turn in the kitchen"},
    {"g_tandem", 4000, 10000, "walk to the mailbox"},
    {"g_chair_no_hands", 8000, 12000, "rise from the kitchen chair alone"},
    {"g_neck_turn", 45000, 60000, "look back on the tractor"},
    {"g_psfs_main", 4000, 7000, "do the work in the yard"},
};

struct demo_goals {
	struct demo stream; /* only its numbers are drawn */
	struct goal_template templates[SAMPLES];
	struct measure measures[SAMPLES];
};

static bool
keep_template(void *arg, const void *row)
{
	const struct goal_template *t = row;
	struct demo_goals *g = arg;

	for (int i = 0; i < SAMPLES; i++)
		if (!strcmp(samples[i].template, t->key))
			g->templates[i] = *t;
	return true;
}

static bool
keep_measure(void *arg, const void *row)
{
	const struct measure *m = row;
	struct demo_goals *g = arg;

	for (int i = 0; i < SAMPLES; i++)
		if (!strcmp(g->templates[i].measure, m->key))
			g->measures[i] = *m;
	return true;
}

enum status
demo_goals_begin(struct demo *d, struct err *err)
{
	enum status st;

	d->goals = mem_alloc(sizeof *d->goals);
	d->goals->stream.rng = d->size.seed ^ UINT64_C(0x60A15);
	st = assets_each(E_GOAL_TEMPLATE, keep_template, d->goals, err);
	return st ? st : assets_each(E_MEASURE, keep_measure, d->goals, err);
}

void
demo_goals_end(struct demo *d)
{
	free(d->goals);
	d->goals = NULL;
}

static void
make_goal(struct demo *d, const struct episode *e, int sample, int64_t rank,
	  struct goal *row)
{
	struct demo_goals *g = d->goals;
	const struct goal_template *t = &g->templates[sample];
	struct goal_facts f = {.measure = &g->measures[sample], .template = t};
	struct str text = {0};

	dict_row_init(dict_entity(E_GOAL), row);
	row->episode = e->head.no;
	row->rank = rank;
	str_copy(row->template, sizeof row->template, t->key);
	str_copy(row->measure, sizeof row->measure, t->measure);
	if (measure_sided(f.measure))
		str_copy(row->side, sizeof row->side,
			 strcmp(e->side, "right") ? "left" : "right");
	row->baseline = samples[sample].baseline;
	row->baseline_day = e->opened;
	row->target = samples[sample].target;
	row->due = date_add(e->opened, 7 * t->weeks);
	str_copy(row->term, sizeof row->term, rank == 1 ? "short" : "long");
	str_copy(row->function, sizeof row->function, samples[sample].function);
	row->importance = 6 + demo_below(&g->stream, 5);
	row->confidence = 4 + demo_below(&g->stream, 6);
	str_copy(row->state, sizeof row->state, "active");
	row->author = e->therapist;
	goal_sentence(row, &f, &text);
	str_copy(row->text, sizeof row->text, str_text(&text));
	str_release(&text);
}

enum status
demo_goals_add(struct demo *d, struct record_bulk *b, struct demo_person *p,
	       const struct episode *e, struct err *err)
{
	int own = p->problem < SHARED ? p->problem : SHARED;
	enum status st = ST_OK;

	p->n_goals = d->large || own == SHARED ? 1 : 2;
	for (int i = 0; i < p->n_goals && !st; i++) {
		struct goal row;

		make_goal(d, e, i ? SHARED : own, i + 1, &row);
		if (!p->open) {
			str_copy(row.state, sizeof row.state,
				 demo_below(&d->goals->stream, 3) ? "met" : "partly");
			row.closed = row.due < d->today ? row.due : d->today;
		}
		st = demo_add(&d->goals->stream, b, E_GOAL, &row, err);
		if (i == 0)
			p->goal = row.head.no;
	}
	return st;
}

/* ---- after the assessments */

/* A goal that is closed as met was met by its last result, else it was met in part. */
static void
close_by(struct goal *g, const struct goal_facts *f, int64_t last)
{
	int64_t by_rule = g->target;

	if (strcmp(g->state, "met") != 0 || goal_met(g, f->measure, last))
		return;
	g->target = last;
	if (goal_progress(g, last) == 100 &&
	    (by_rule > g->baseline) == (last > g->baseline))
		return;
	g->target = by_rule;
	str_copy(g->state, sizeof g->state, "partly");
}

static enum status
settle_one(struct app *a, const struct goal *g, const struct patient *p,
	   struct result *rows, struct err *err)
{
	struct result_series series = {p->head.no, g->measure, "", g->side};
	struct goal now = *g;
	struct goal_facts f;
	struct str text = {0};
	struct err none = {0};
	int n = 0;
	enum status st = query_results(a->store, &series, rows, RESULTS_MAX, &n, err);

	if (!st && n)
		st = goals_facts(a, g, p, &f, err);
	if (st || !n)
		return st;
	now.baseline = rows[0].value;
	now.baseline_day = rows[0].day;
	if (goal_propose(&now, &f, &now.target, &none)) /* keeps the way of the sample */
		now.target = now.baseline + g->target - g->baseline;
	close_by(&now, &f, rows[n - 1].value);
	goal_sentence(&now, &f, &text);
	str_copy(now.text, sizeof now.text, str_text(&text));
	str_release(&text);
	return record_set(a->store, E_GOAL, g, &now, NULL, err);
}

static enum status
settle_person(struct app *a, const struct demo_person *who, struct result *rows,
	      struct err *err)
{
	struct goal *goals = mem_alloc(GOALS_MAX * sizeof *goals);
	struct patient p;
	int n = 0;
	enum status st = record_get(a->store, E_PATIENT, who->patient, &p, err);

	if (!st)
		st = query_goals(a->store, who->episode, goals, GOALS_MAX, &n, err);
	for (int i = 0; !st && i < n; i++)
		st = settle_one(a, &goals[i], &p, rows, err);
	free(goals);
	return st;
}

static void
release_tables(struct app *a)
{
	if (a->goal_templates)
		goals_templates_release(a->goal_templates);
	free(a->goal_templates);
	if (a->measures)
		measures_release(a->measures);
	free(a->measures);
}

enum status
demo_goals_settle(struct demo *d, struct err *err)
{
	struct app a = {.store = d->store, .env = *store_environment(d->store)};
	struct result *rows;
	enum status st;

	if (d->large)
		return ST_OK;
	st = store_begin(d->store, err);
	if (st)
		return st;
	rows = mem_alloc(RESULTS_MAX * sizeof *rows);
	for (int64_t i = 0; !st && i < d->size.patients; i++)
		st = settle_person(&a, &d->people[i], rows, err);
	free(rows);
	release_tables(&a);
	return store_end(d->store, st, err);
}
