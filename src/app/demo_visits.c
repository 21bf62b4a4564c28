/* demo_visits.c - made-up visits: events through the session's fold, so that minutes, units and
 * performed exercises agree with each other as they do in real ones. */
#include "app/care.h"
#include "base/date.h"
#include "core/session.h"
#include "demo_priv.h"
#include "store/live.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

enum {
	DEMO_TOPICS = 60,
	BATCH = 500,
	SLOT_MIN = 40,
	SLOTS = 13,
	FIRST_SLOT_MIN = 8 * 60
};

/* ---- the visit on the clock */

static void
happen(struct demo_run *v, enum session_event_kind kind, int item, int64_t n,
       const char *text)
{
	struct session_event e = {.kind = kind,
				  .item = item,
				  .n = n,
				  .text = text,
				  .boot_ms = v->boot_ms,
				  .boot = "made-up",
				  .wall_ms = v->wall_ms + v->boot_ms,
				  .staff = v->d->staff[v->who->therapist]};

	if (v->st)
		return;
	v->st = session_apply(v->state, &e, v->err);
	if (!v->st && v->live)
		v->st = live_add(v->d->store, v->live->no, v->state->n_events - 1, &e,
				 v->err);
}

static void
plan_item(struct demo_run *v, int i, struct session_item_plan *p)
{
	struct prescription row;

	demo_people_prescription(v->d, v->who, i, &row);
	memset(p, 0, sizeof *p);
	p->prescription = row.head.no;
	p->exercise = row.exercise;
	str_copy(p->name, sizeof p->name, v->d->exercises[v->who->exercise[i]].name);
	str_copy(p->code, sizeof p->code, row.code);
	care_dose(&row, &p->dose);
	str_copy(p->side, sizeof p->side, "none");
	str_copy(p->load_kind, sizeof p->load_kind, row.load_kind);
	p->load_g = row.load_g == DICT_NONE ? 0 : row.load_g;
	str_copy(p->band, sizeof p->band, row.band);
}

static void
add_items(struct demo_run *v)
{
	char text[SESSION_ITEM_TEXT_SIZE];

	for (int i = 0; i < v->who->n_items && !v->st; i++) {
		struct session_item_plan p;

		plan_item(v, i, &p);
		v->st = session_item_encode(&p, text, v->err);
		happen(v, SEV_ITEM, -1, 0, text);
	}
}

static void
do_item(struct demo_run *v, int i)
{
	struct demo *d = v->d;
	uint64_t others = d->rng;

	if (i >= v->who->n_core)
		demo_minutes_aside(d, v->day << 24 ^ demo_place(d, v->who), i);
	v->boot_ms += 1000 * (10 + demo_below(d, 30)); /* change-over */
	happen(v, SEV_START, i, 0, NULL);
	if (v->st)
		return;
	v->boot_ms += dose_totals(&v->state->items[i].plan.dose).total_ms;
	v->boot_ms += 1000 * (1 + demo_below(d, 4));
	if (demo_below(d, 3) == 0)
		happen(v, SEV_PAIN, i, demo_below(d, 5), NULL);
	if (demo_below(d, 2) == 0)
		happen(v, SEV_EFFORT, i, 3 + demo_below(d, 4), NULL);
	if (demo_below(d, 8) == 0)
		happen(v, SEV_ASSIST, i, 0, "cue");
	if (i >= v->who->n_core)
		d->rng = others;
}

/* Something taught, and how the patient seemed, in some visits: told from day and patient, so that
 * nothing else that is drawn changes. */
static void
teach(struct demo_run *v)
{
	static const char *const manners[] = {"eager", "guarded", "cheerful", "anxious"};
	unsigned pick = (unsigned)(v->day * 7 + demo_place(v->d, v->who) * 3);
	unsigned manner = pick / 7 % (sizeof manners / sizeof manners[0]);

	if (pick % 3 == 0)
		happen(v, SEV_TAUGHT, 0, TAUGHT_SHOWN + (int)(pick / 3 % 3), NULL);
	if (pick % 4 == 0 && v->n_topics)
		happen(v, SEV_TAUGHT, -1, TAUGHT_SHOWN + (int)(pick / 4 % 3),
		       v->topics[pick / 5 % (unsigned)v->n_topics].label);
	if (pick % 6 == 0)
		happen(v, SEV_MANNER, -1, 1, manners[manner]);
}

/* The whole visit from opening to finish. */
static void
run_visit(struct demo_run *v, bool assistant)
{
	struct demo *d = v->d;
	int64_t pain = demo_below(d, 7);

	session_init(v->state);
	happen(v, SEV_OPEN, -1, 0, v->rule);
	add_items(v);
	happen(v, SEV_PAIN_BEFORE, -1, pain, NULL);
	if (assistant)
		happen(v, SEV_ATTEND, -1, ATTEND_ASSISTANT, NULL);
	for (int i = 0; i < v->who->n_items && !v->st; i++)
		do_item(v, i);
	if (!v->live && !d->large)
		teach(v);
	v->boot_ms += 5000;
	happen(v, SEV_FINISH, -1, 0, NULL);
	happen(v, SEV_PAIN_AFTER, -1, pain > 0 ? pain - demo_below(d, 2) : 0, NULL);
}

/* ---- batches */

static void
begin_visit(struct demo_run *v, int64_t person, int64_t day, int64_t slot)
{
	struct demo *d = v->d;
	static const char *const rules[DEMO_PAYERS] = {"cms", "ama", "cms"};

	v->who = &d->people[person];
	v->rule = rules[v->who->payer];
	v->day = day;
	v->boot_ms = 0;
	v->wall_ms =
	    1000 * demo_seconds(d, day, FIRST_SLOT_MIN + slot % SLOTS * SLOT_MIN);
}

static enum status
add_visit(struct demo *d, struct demo_run *v, struct demo_loads *l, int64_t visit,
	  struct err *err)
{
	bool assistant = demo_below(d, 10) == 0;
	bool noted = !d->large || visit >= d->size.sessions - DEMO_NEWEST;

	begin_visit(v, demo_visit_person(d, visit), demo_visit_day(d, visit), visit);
	run_visit(v, assistant);
	return v->st ? v->st : demo_facts_keep(v, l, assistant, noted, err);
}

static enum status
open_loads(struct demo *d, struct demo_loads *l, struct err *err)
{
	enum status st = record_bulk_open(d->store, E_SESSION, &l->session, err);

	if (!st)
		st = record_bulk_open(d->store, E_PERFORMED, &l->performed, err);
	if (!st)
		st = record_bulk_open(d->store, E_EDUCATION, &l->education, err);
	if (!st)
		st = record_bulk_open(d->store, E_CHARGE, &l->charge, err);
	if (!st)
		st = record_bulk_open(d->store, E_NOTE, &l->note, err);
	return st;
}

static enum status
close_loads(struct demo_loads *l, enum status st, struct err *err)
{
	struct record_bulk *all[] = {l->session, l->performed, l->education, l->charge,
				     l->note};

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
add_batch(struct demo *d, struct demo_run *v, int64_t from, int64_t to, struct err *err)
{
	struct demo_loads l = {0};
	enum status st = store_begin(d->store, err);

	if (st)
		return st;
	st = open_loads(d, &l, err);
	for (int64_t i = from; i < to && !st; i++)
		st = add_visit(d, v, &l, i, err);
	st = close_loads(&l, st, err);
	if (!st)
		st = demo_progress(d, to - from, err);
	return store_end(d->store, st, err);
}

enum status
demo_visits_fill(struct demo *d, struct err *err)
{
	struct demo_run v = {.d = d, .err = err};
	int64_t n = d->size.sessions;
	int64_t batch = d->large ? 40 * BATCH : BATCH;
	enum status st = ST_OK;

	v.state = mem_alloc(sizeof *v.state);
	v.topics = mem_alloc(DEMO_TOPICS * sizeof *v.topics);
	st = query_vocab(d->store, "topic", v.topics, DEMO_TOPICS, &v.n_topics, err);
	for (int64_t i = 0; i < n && !st; i += batch)
		st = add_batch(d, &v, i, i + batch < n ? i + batch : n, err);
	free(v.topics);
	free(v.state);
	return st;
}

/* ---- the visit of yesterday that nobody has signed yet */

static int64_t
workday_before(int64_t day)
{
	do
		day = date_add(day, -1);
	while (date_weekday(day) > 4);
	return day;
}

/* Somebody of the first therapist's who is under treatment, counted from the end; -1. */
static int64_t
patient_of_first(const struct demo *d, int64_t skip)
{
	for (int64_t i = d->size.patients - 1; i >= 0; i--)
		if (d->people[i].open && d->people[i].therapist == 0 && skip-- == 0)
			return i;
	return -1;
}

enum status
demo_visits_unsigned(struct demo *d, struct err *err)
{
	struct demo_run v = {.d = d, .err = err};
	struct live live = {0};
	int64_t person = patient_of_first(d, 0);

	if (person < 0)
		return ST_OK;
	begin_visit(&v, person, workday_before(d->today), 3);
	live.patient = v.who->patient;
	live.episode = v.who->episode;
	live.plan = v.who->plan;
	live.therapist = d->staff[0];
	live.service_date = v.day;
	v.st = store_begin(d->store, err);
	if (v.st)
		return v.st;
	v.live = &live;
	v.state = mem_alloc(sizeof *v.state);
	v.st = live_open(d->store, &live, err);
	if (!v.st)
		run_visit(&v, false);
	free(v.state);
	if (v.st) {
		store_cancel(d->store);
		return v.st;
	}
	return store_commit(d->store, err);
}

/* ---- today's appointments */

static enum status
book(struct demo *d, int64_t person, int staff, int64_t slot, struct err *err)
{
	const struct demo_person *p = &d->people[person];
	struct appointment row;

	dict_row_init(dict_entity(E_APPOINTMENT), &row);
	row.head.id = demo_id(d);
	row.patient = p->patient;
	row.staff = d->staff[staff];
	row.day = d->today;
	row.start = FIRST_SLOT_MIN + slot * SLOT_MIN;
	row.minutes = SLOT_MIN;
	str_copy(row.state, sizeof row.state, slot == 0 ? "arrived" : "booked");
	str_copy(row.reason, sizeof row.reason, demo_words_problems[p->problem].title);
	return record_add(d->store, E_APPOINTMENT, &row, err);
}

enum status
demo_visits_book(struct demo *d, struct err *err)
{
	enum { FIRST = 14, OTHERS = 6 };
	int64_t booked = 0, n = d->size.patients;
	enum status st = store_begin(d->store, err);

	if (st)
		return st;
	for (int64_t i = n - 1; i >= 0 && booked < FIRST + OTHERS && !st; i--) {
		if (!d->people[i].open)
			continue;
		st = book(d, i,
			  booked < FIRST ? 0
			  : booked % 2	 ? DEMO_ASSISTANT
					 : 1,
			  booked < FIRST ? booked : booked - FIRST, err);
		booked++;
	}
	return store_end(d->store, st, err);
}
