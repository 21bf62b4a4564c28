/* demo_people.c - made-up patients with an episode, a diagnosis and a plan each. */
#include "app/care.h"
#include "base/date.h"
#include "demo_priv.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH = 1000, BATCH_LARGE = 10000, THERAPISTS = 2 };

/* One bulk load for each entity of a batch. */
struct loads {
	struct record_bulk *patient, *episode, *condition, *goal, *plan, *prescription;
};

static const char *
pick(struct demo *d, const struct demo_words *w)
{
	return w->words[demo_below(d, w->n)];
}

static bool
is_left(const struct demo *d, const struct demo_person *p)
{
	return (p - d->people) % 2 == 1;
}

/* ---- rows */

static void
name_patient(struct demo *d, struct patient *row)
{
	bool woman = demo_below(d, 100) < 54;

	str_copy(row->given_name, sizeof row->given_name,
		 pick(d, woman ? &demo_words_women : &demo_words_men));
	str_copy(row->sex, sizeof row->sex, woman ? "F" : "M");
	str_copy(row->family_name, sizeof row->family_name,
		 pick(d, &demo_words_families));
	if (d->size.patients > 2000 || demo_below(d, 20) == 0) {
		/* One draw a statement: the order of arguments is the compiler's. */
		const char *second = pick(d, &demo_words_families);
		const char *first = pick(d, &demo_words_families);

		str_format(row->family_name, sizeof row->family_name, "%s-%s", first,
			   second);
	}
}

static void
make_patient(struct demo *d, const struct demo_person *p, struct patient *row)
{
	int64_t born = date_to_days(d->today) - 365 * (18 + demo_below(d, 70));
	int line, area, house;
	const char *place;

	born -= demo_below(d, 365);
	dict_row_init(dict_entity(E_PATIENT), row);
	name_patient(d, row);
	row->birth_date = date_from_days(born);
	if (demo_below(d, 12) == 0)
		row->birth_date =
		    row->birth_date / 10000 * 10000; /* only the year is known */
	line = (int)demo_below(d, 100);
	area = 200 + (int)demo_below(d, 790);
	str_format(row->phone, sizeof row->phone, "%03d-555-01%02d", area, line);
	row->payer = d->payer[p->payer];
	str_format(row->member_no, sizeof row->member_no, "XX%07d",
		   (int)demo_below(d, 10000000));
	place = pick(d, &demo_words_places);
	house = (int)demo_below(d, 190) + 1;
	str_format(row->address, sizeof row->address, "%d %s", house, place);
	str_copy(row->occupation, sizeof row->occupation, pick(d, &demo_words_jobs));
	if (demo_below(d, 15) == 0)
		str_copy(row->alert, sizeof row->alert,
			 "Blood thinner: no deep pressure. (made up)");
	row->active = 1;
}

static void
make_episode(struct demo *d, const struct demo_person *p, struct episode *row)
{
	const struct demo_problem *k = &demo_words_problems[p->problem];
	int64_t first, last;

	demo_person_visits(d, p - d->people, &first, &last);
	dict_row_init(dict_entity(E_EPISODE), row);
	row->patient = p->patient;
	str_copy(row->title, sizeof row->title, k->title);
	str_copy(row->indication, sizeof row->indication, k->indication);
	row->opened = date_add(demo_visit_day(d, first), -1 - demo_below(d, 5));
	if (!p->open)
		row->closed = date_add(demo_visit_day(d, last), 1);
	row->onset = date_add(row->opened, -10 - demo_below(d, 60));
	if (!strcmp(k->indication, "post_op"))
		row->surgery = date_add(row->opened, -7 - demo_below(d, 14));
	str_copy(row->side, sizeof row->side,
		 !strcmp(k->code_right, k->code_left) &&
			 strcmp(k->indication, "post_op") != 0
		     ? "none"
		 : is_left(d, p) ? "left"
				 : "right");
	row->therapist = d->staff[p->therapist];
	str_copy(row->referred_by, sizeof row->referred_by, "Dr. Made-Up");
	if (!strcmp(k->indication, "post_op"))
		str_copy(row->precautions, sizeof row->precautions,
			 "No kneeling on the operated side until the surgeon allows it.");
}

static void
make_condition(struct demo *d, const struct demo_person *p, struct condition *row)
{
	const struct demo_problem *k = &demo_words_problems[p->problem];
	const char *code = is_left(d, p) ? k->code_left : k->code_right;
	const struct entity *e = dict_entity(E_ICD10);
	struct cell key = {.kind = CELL_TEXT, .p = code, .n = strlen(code)};
	struct err ignored = {0};
	struct icd10 shipped;

	dict_row_init(dict_entity(E_CONDITION), row);
	row->episode = p->episode;
	row->rank = 1;
	str_copy(row->code, sizeof row->code, code);
	if (!record_find(d->store, E_ICD10, dict_field_named(e, e->key), key, &shipped,
			 &ignored))
		str_copy(row->description, sizeof row->description, shipped.description);
	row->active = 1;
}

static void
make_plan(struct demo *d, const struct demo_person *p, struct plan_of_care *row)
{
	int64_t first, last;

	demo_person_visits(d, p - d->people, &first, &last);
	dict_row_init(dict_entity(E_PLAN_OF_CARE), row);
	row->episode = p->episode;
	row->version = 1;
	str_copy(row->discipline, sizeof row->discipline, "PT");
	row->starts = demo_visit_day(d, first);
	row->per_week = 2;
	row->weeks = 12;
	str_copy(row->goals, sizeof row->goals, demo_words_problems[p->problem].goal);
	row->author = d->staff[p->therapist];
	row->active = 1;
}

/* ---- which exercises: of the region, and some everyday ones */

static bool
fits(const struct exercise *x, const char *region)
{
	return x->code[0] && strcmp(x->category, "endurance") != 0 &&
	       (!strcmp(x->region, region) ||
		(!strcmp(x->category, "functional") && !strcmp(x->region, "whole_body")));
}

static void
choose_exercises(struct demo *d, struct demo_person *p)
{
	const char *region = demo_words_problems[p->problem].region;
	int want = d->large ? 1 : 4 + (int)demo_below(d, DEMO_CORE_MAX - 3);
	int at = (int)demo_below(d, d->n_exercises);

	/* A walk through the library with a step that meets every row once. */
	for (int i = 0; i < d->n_exercises && p->n_items < want; i++) {
		if (fits(&d->exercises[at], region))
			p->exercise[p->n_items++] = (uint8_t)at;
		at = (at + 1) % d->n_exercises;
		if (p->n_items == want - 1)
			region = "whole_body";
	}
}

void
demo_people_prescription(const struct demo *d, const struct demo_person *p, int i,
			 struct prescription *row)
{
	care_prescription_from(&d->exercises[p->exercise[i]], p->plan, i + 1, row);
	row->head.no = p->prescription + i;
	row->goal = p->goal + i % p->n_goals;
	if (!strcmp(row->load_kind, "weight"))
		row->load_g = 500 * (1 + (p->exercise[i] + (p - d->people)) % 8);
	if (!strcmp(row->load_kind, "band"))
		str_copy(row->band, sizeof row->band, "red");
	demo_minutes_dose(d, p, i, row);
}

static enum status
add_prescriptions(struct demo *d, struct loads *l, struct demo_person *p, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < p->n_items && !st; i++) {
		struct prescription row;
		uint64_t others = d->rng;

		demo_people_prescription(d, p, i, &row);
		if (i >= p->n_core)
			demo_minutes_aside(d, demo_place(d, p), i);
		st = demo_add(d, l->prescription, E_PRESCRIPTION, &row, err);
		if (i >= p->n_core)
			d->rng = others;
		if (i == 0)
			p->prescription = row.head.no;
		else if (!st && row.head.no != p->prescription + i)
			st = status_fail(err, ST_INVALID,
					 "row numbers of a plan are not consecutive");
	}
	return st;
}

/* ---- batches */

static enum status
add_person(struct demo *d, struct loads *l, struct demo_person *p, struct err *err)
{
	struct patient patient;
	struct episode episode;
	struct condition condition;
	struct plan_of_care plan;
	enum status st;

	make_patient(d, p, &patient);
	st = query_next_chart_no(d->store, patient.chart_no, err);
	if (!st)
		st = demo_add(d, l->patient, E_PATIENT, &patient, err);
	p->patient = patient.head.no;
	make_episode(d, p, &episode);
	if (!st)
		st = demo_add(d, l->episode, E_EPISODE, &episode, err);
	p->episode = episode.head.no;
	make_condition(d, p, &condition);
	if (!st)
		st = demo_add(d, l->condition, E_CONDITION, &condition, err);
	if (!st)
		st = demo_goals_add(d, l->goal, p, &episode, err);
	demo_minutes_fill(d, p);
	make_plan(d, p, &plan);
	if (!st)
		st = demo_add(d, l->plan, E_PLAN_OF_CARE, &plan, err);
	p->plan = plan.head.no;
	return st ? st : add_prescriptions(d, l, p, err);
}

static enum status
open_loads(struct demo *d, struct loads *l, struct err *err)
{
	enum status st = record_bulk_open(d->store, E_PATIENT, &l->patient, err);

	if (!st)
		st = record_bulk_open(d->store, E_EPISODE, &l->episode, err);
	if (!st)
		st = record_bulk_open(d->store, E_CONDITION, &l->condition, err);
	if (!st)
		st = record_bulk_open(d->store, E_GOAL, &l->goal, err);
	if (!st)
		st = record_bulk_open(d->store, E_PLAN_OF_CARE, &l->plan, err);
	if (!st)
		st = record_bulk_open(d->store, E_PRESCRIPTION, &l->prescription, err);
	return st;
}

static enum status
close_loads(struct loads *l, enum status st, struct err *err)
{
	struct record_bulk *all[] = {l->patient, l->episode, l->condition,
				     l->goal,	 l->plan,    l->prescription};

	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		if (!all[i])
			continue;
		if (st)
			record_bulk_cancel(all[i]);
		else
			st = record_bulk_close(all[i], err);
	}
	return st;
}

static enum status
add_batch(struct demo *d, int64_t from, int64_t to, struct err *err)
{
	struct loads l = {0};
	enum status st = store_begin(d->store, err);

	if (st)
		return st;
	st = open_loads(d, &l, err);
	for (int64_t i = from; i < to && !st; i++)
		st = add_person(d, &l, &d->people[i], err);
	st = close_loads(&l, st, err);
	if (!st)
		st = demo_progress(d, to - from, err);
	return store_end(d->store, st, err);
}

/* Traits a person is born with; the rest follows from them. */
static void
cast_person(struct demo *d, struct demo_person *p)
{
	int64_t first, last;

	demo_person_visits(d, p - d->people, &first, &last);
	p->open = last >= d->size.sessions - 1;
	p->problem = (uint8_t)demo_below(d, demo_words_n_problems);
	p->payer = (uint8_t)(demo_below(d, 10) < 5 ? 0 : 1 + demo_below(d, 2));
	p->therapist = (uint8_t)demo_below(d, THERAPISTS);
	choose_exercises(d, p);
}

enum status
demo_people_fill(struct demo *d, struct err *err)
{
	int64_t batch = d->large ? BATCH_LARGE : BATCH;
	enum status st = ST_OK;

	d->people = mem_alloc((size_t)d->size.patients * sizeof *d->people);
	for (int64_t i = 0; i < d->size.patients; i++)
		cast_person(d, &d->people[i]);
	for (int64_t i = 0; i < d->size.patients && !st; i += batch)
		st = add_batch(
		    d, i, i + batch < d->size.patients ? i + batch : d->size.patients,
		    err);
	return st;
}
