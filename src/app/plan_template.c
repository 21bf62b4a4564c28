/* plan_template.c - offers templates for an episode and makes plans from them. */
#include "app/plan_template.h"

#include "app/care.h"
#include "app/plan_goals.h"
#include "core/phase.h"
#include "plan_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum {
	CONDITIONS_MAX = 12,
	FIT_FIRST = 1000, /* the treatment diagnosis; other diagnoses half of it */
	FIT_LETTER = 20,  /* each character of the code that is meant */
	FIT_INDICATION = 100,
	FIT_SURGERY = 300,
};

/* ---- offers */

/* Characters of the longest beginning in the list that the code has. */
static int
prefix_length(const char *list, const char *code)
{
	int best = 0;

	for (const char *p = list; *p;) {
		int n = (int)strcspn(p, ";");

		if (n > best && !strncmp(p, code, (size_t)n))
			best = n;
		p += n + (p[n] == ';');
	}
	return best;
}

struct judge {
	struct condition conditions[CONDITIONS_MAX];
	int n;
	const struct episode *episode;
};

static int
fit_of(const struct judge *j, const struct plan_template *t)
{
	int best = 0, weight = FIT_FIRST;

	for (int i = 0; i < j->n; i++) {
		int length;

		if (j->conditions[i].active == 0)
			continue;
		length = prefix_length(t->icd10, j->conditions[i].code);
		if (length && weight + length * FIT_LETTER > best)
			best = weight + length * FIT_LETTER;
		weight = FIT_FIRST / 2;
	}
	if (!best)
		return 0;
	if (j->episode->indication[0] && !strcmp(j->episode->indication, t->indication))
		best += FIT_INDICATION;
	if (j->episode->surgery != DICT_NONE && !strcmp(t->indication, "post_op"))
		best += FIT_SURGERY;
	return best;
}

struct scan {
	struct app *a;
	struct plan_offers *o;
	struct judge judge;
};

static bool
keep_template(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_PLAN_TEMPLATE);
	struct scan *s = arg;
	struct plan_offers *o = s->o;
	struct plan_offer *row;

	o->rows = mem_room(o->rows, (size_t)o->n, sizeof *o->rows);
	row = &o->rows[o->n];
	memset(row, 0, sizeof *row);
	dict_row_init(dict_entity(E_PLAN_PHASE), &row->phase);
	if (!dict_row_take(e, &row->template, no, id, cells))
		return true;
	if (row->template.valid_to != DICT_NONE &&
	    row->template.valid_to < app_today(s->a))
		return true;
	row->fit = fit_of(&s->judge, &row->template);
	row->name = ++o->n;
	o->fitting += row->fit > 0;
	return true;
}

static int
best_first(const void *a, const void *b)
{
	const struct plan_offer *x = a, *y = b;

	if (x->fit != y->fit)
		return x->fit < y->fit ? 1 : -1;
	return x->name < y->name ? -1 : 1; /* the order of the table */
}

/* Appends the phases of a template as offers of their own. */
static enum status
add_phases(struct app *a, struct plan_offers *o, const struct plan_offer *of,
	   struct plan_offer *to, int *n, struct err *err)
{
	struct plan_phase *phases = mem_alloc(PLAN_PHASES_MAX * sizeof *phases);
	int count = 0;
	int64_t days = phase_days(o->episode.surgery, app_today(a));
	enum status st = plan_phases_of(a, of->template.key, phases, &count, err);

	to[*n] = *of;
	to[*n].n_phases = count;
	if (!of->fit || !count) {
		++*n;
		count = 0;
	}
	for (int i = 0; !st && i < count; i++) {
		to[*n] = *of;
		to[*n].n_phases = count;
		to[(*n)++].phase = phases[i];
		if (!o->best && i == phase_at(phases, count, days))
			o->best = *n;
	}
	if (!o->best)
		o->best = *n;
	free(phases);
	return st;
}

/* Orders the offers, a template that fits once for each of its phases. */
static enum status
spread(struct app *a, struct plan_offers *o, struct err *err)
{
	struct plan_offer *rows;
	enum status st = ST_OK;
	int n = 0;

	if (!o->n)
		return ST_OK;
	qsort(o->rows, (size_t)o->n, sizeof *o->rows, best_first);
	rows = mem_alloc((size_t)o->n * (PLAN_PHASES_MAX + 1) * sizeof *rows);
	for (int i = 0; !st && i < o->n; i++)
		st = add_phases(a, o, &o->rows[i], rows, &n, err);
	free(o->rows);
	o->rows = rows;
	o->n = n;
	o->fitting = 0;
	for (int i = 0; i < n; i++) {
		rows[i].name = i + 1;
		o->fitting += rows[i].fit > 0;
	}
	return st;
}

enum status
plan_template_offers(struct app *a, int64_t episode, struct plan_offers *o,
		     struct err *err)
{
	struct record_filter all = {.field = -1};
	struct scan *s = mem_alloc(sizeof *s);
	enum status st;

	memset(o, 0, sizeof *o);
	s->a = a;
	s->o = o;
	st = record_get(a->store, E_EPISODE, episode, &o->episode, err);
	s->judge.episode = &o->episode;
	if (!st)
		st = query_conditions(a->store, episode, s->judge.conditions,
				      CONDITIONS_MAX, &s->judge.n, err);
	if (!st && s->judge.n)
		str_format(o->diagnosis, sizeof o->diagnosis, "%s %s",
			   s->judge.conditions[0].code,
			   s->judge.conditions[0].description);
	if (!st)
		st = record_scan(a->store, E_PLAN_TEMPLATE, &all, keep_template, s, err);
	if (!st)
		st = spread(a, o, err);
	if (st)
		plan_template_release(o);
	free(s);
	return st;
}

void
plan_template_release(struct plan_offers *o)
{
	free(o->rows);
	o->rows = NULL;
	o->n = 0;
}

/* ---- taking */

struct take {
	struct app *a;
	const struct plan_offer *offer;
	struct episode episode;
	struct plan_of_care old, plan;	 /* old.head.no 0: there was none */
	struct prescription_line *lines; /* active in the plan before */
	int n_lines;
	struct plan_taken *out;
	struct str why;
	int64_t rank;
};

static enum status
set_number(struct app *a, int64_t no, const char *field, int64_t v, struct err *err)
{
	return record_set_field(a->store, E_PRESCRIPTION, no,
				dict_field_named(dict_entity(E_PRESCRIPTION), field),
				plan_int_cell(v), err);
}

/* The active plan of the episode, if any. */
static enum status
find_old(struct take *t, struct err *err)
{
	struct plan_of_care *all = mem_alloc(PLAN_VERSIONS_MAX * sizeof *all);
	int n = 0;
	enum status st =
	    query_plans(t->a->store, t->episode.head.no, all, PLAN_VERSIONS_MAX, &n, err);

	dict_row_init(dict_entity(E_PLAN_OF_CARE), &t->old);
	for (int i = n - 1; i >= 0; i--)
		if (all[i].active != 0)
			t->old = all[i];
	free(all);
	return st;
}

/* What the plan says after the template was taken. */
static void
fill_plan(struct take *t, struct plan_of_care *p)
{
	const struct plan_template *tmpl = &t->offer->template;
	const struct plan_phase *phase = &t->offer->phase;

	if (strcmp(p->template, tmpl->key) != 0) {
		p->per_week = tmpl->per_week;
		p->weeks = tmpl->weeks;
	}
	str_copy(p->template, sizeof p->template, tmpl->key);
	p->phase = phase->rank;
	if (phase->rank == DICT_NONE)
		str_format(p->change_note, sizeof p->change_note, "Template %s",
			   tmpl->title);
	else
		str_format(p->change_note, sizeof p->change_note,
			   "Template %s, phase %lld: %s", tmpl->title,
			   (long long)phase->rank, phase->title);
}

/* An empty plan is filled in place; another one gets a next version; none: the first. */
static enum status
make_plan(struct take *t, struct err *err)
{
	struct plan_of_care was = t->old;
	enum status st;

	t->plan = t->old;
	if (t->old.head.no && !t->n_lines) {
		struct plan_of_care current;

		fill_plan(t, &t->plan);
		return record_set(t->a->store, E_PLAN_OF_CARE, &was, &t->plan, &current,
				  err);
	}
	memset(&t->plan.head, 0, sizeof t->plan.head);
	t->plan.episode = t->episode.head.no;
	t->plan.author = DICT_NONE;
	fill_plan(t, &t->plan);
	st = care_make_plan(t->a, &t->plan, err);
	if (!st)
		st = query_prescriptions(t->a->store, t->plan.head.no, t->lines,
					 PLAN_ROWS_MAX, &t->n_lines, err);
	return st;
}

/* Was the exercise proposed by the template (any phase) the plan had before? */
static enum status
was_proposed(struct take *t, const char *key, bool *was, struct err *err)
{
	struct plan_template *old = mem_alloc(sizeof *old);
	struct plan_phase *phases = mem_alloc(PLAN_PHASES_MAX * sizeof *phases);
	int n = 0;
	enum status st = ST_NOT_FOUND;

	*was = false;
	if (t->old.template[0])
		st = plan_find(t->a, E_PLAN_TEMPLATE, t->old.template, old, err);
	if (!st) {
		*was = plan_list_has(old->exercises, key);
		st = plan_phases_of(t->a, old->key, phases, &n, err);
	}
	for (int i = 0; i < n; i++)
		*was = *was || plan_list_has(phases[i].exercises, key);
	free(old);
	free(phases);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

/* Is the exercise proposed by what is taken now? */
static bool
is_proposed(const struct take *t, const char *key)
{
	return plan_list_has(t->offer->template.exercises, key) ||
	       plan_list_has(t->offer->phase.exercises, key);
}

static struct prescription_line *
line_of(struct take *t, const char *key)
{
	for (int i = 0; i < t->n_lines; i++)
		if (!strcmp(t->lines[i].exercise_key, key))
			return &t->lines[i];
	return NULL;
}

static enum status
take_exercise(struct take *t, const char *key, struct err *err)
{
	const struct prescription_line *there = line_of(t, key);
	struct prescription p;
	struct exercise x;
	char why[161];
	enum status st;

	if (there) {
		t->out->kept++;
		return there->row.rank == ++t->rank
			   ? ST_OK
			   : set_number(t->a, there->row.head.no, "rank", t->rank, err);
	}
	st = plan_find(t->a, E_EXERCISE, key, &x, err);
	if (st == ST_NOT_FOUND) {
		str_addf(&t->why, "%s%s (not in the library)", t->why.n ? "; " : "", key);
		t->out->left_out++;
		return ST_OK;
	}
	if (!st)
		st = plan_forbids(t->a, t->episode.patient, &x, why, err);
	if (!st && why[0]) {
		str_addf(&t->why, "%s%s (%s)", t->why.n ? "; " : "", x.name, why);
		t->out->left_out++;
		return ST_OK;
	}
	if (st)
		return st;
	care_prescription_from(&x, t->plan.head.no, ++t->rank, &p);
	t->out->added++;
	return care_prescribe(t->a, &p, err);
}

static enum status
take_list(struct take *t, const char *list, struct err *err)
{
	char key[PLAN_KEY_SIZE];
	enum status st = ST_OK;

	while (!st && plan_next_key(&list, key))
		st = take_exercise(t, key, err);
	return st;
}

/* Those of the template before go, those the therapist added stay behind the new ones. */
static enum status
settle_others(struct take *t, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; !st && i < t->n_lines; i++) {
		const struct prescription_line *l = &t->lines[i];
		bool was;

		if (is_proposed(t, l->exercise_key))
			continue;
		st = was_proposed(t, l->exercise_key, &was, err);
		if (!st && was) {
			t->out->dropped++;
			st = set_number(t->a, l->row.head.no, "active", 0, err);
		} else if (!st && l->row.rank != ++t->rank) {
			st = set_number(t->a, l->row.head.no, "rank", t->rank, err);
		}
	}
	return st;
}

/* An episode without an indication takes that of the template. */
static enum status
settle_episode(struct take *t, struct err *err)
{
	if (t->episode.indication[0])
		return ST_OK;
	return record_set_field(t->a->store, E_EPISODE, t->episode.head.no,
				dict_field_named(dict_entity(E_EPISODE), "indication"),
				plan_text_cell(t->offer->template.indication), err);
}

static enum status
take(struct take *t, int64_t episode, struct err *err)
{
	struct store *s = t->a->store;
	enum status st = record_get(s, E_EPISODE, episode, &t->episode, err);

	if (!st)
		st = find_old(t, err);
	if (!st && t->old.head.no)
		st = query_prescriptions(s, t->old.head.no, t->lines, PLAN_ROWS_MAX,
					 &t->n_lines, err);
	if (!st)
		st = make_plan(t, err);
	if (!st)
		st = take_list(t, t->offer->template.exercises, err);
	if (!st)
		st = take_list(t, t->offer->phase.exercises, err);
	if (!st)
		st = settle_others(t, err);
	if (!st)
		st = settle_episode(t, err);
	return st ? st
		  : plan_goals_take(t->a, &t->plan,
				    (const char *const[2]){t->offer->template.exercises,
							   t->offer->phase.exercises},
				    &t->out->goals, err);
}

enum status
plan_template_take(struct app *a, int64_t episode, const struct plan_offer *offer,
		   struct plan_taken *out, struct err *err)
{
	struct take *t = mem_alloc(sizeof *t);
	enum status st = store_begin(a->store, err);

	memset(out, 0, sizeof *out);
	memset(t, 0, sizeof *t);
	if (st) {
		free(t);
		return st;
	}
	t->a = a;
	t->offer = offer;
	t->out = out;
	t->lines = mem_alloc(PLAN_ROWS_MAX * sizeof *t->lines);
	st = take(t, episode, err);
	if (st)
		store_cancel(a->store);
	else
		st = store_commit(a->store, err);
	out->plan = t->plan.head.no;
	out->version = t->plan.version;
	str_copy(out->why, sizeof out->why, str_text(&t->why));
	str_release(&t->why);
	free(t->lines);
	free(t);
	return st;
}
