/* demo_progress.c - made-up decisions on doses: some taken, some not. */
#include "app/care.h"
#include "demo_priv.h"

#include <string.h>

enum { PEOPLE_MOST = 60, STREAM = 0x646f7365 };

static const char *const whys[] = {"the patient wishes it so", "tired or unwell",
				   "too early in the therapist's judgement"};

static enum status
add(struct demo *d, struct dose_change *row, struct err *err)
{
	row->head.id = demo_id(d);
	return record_add(d->store, E_DOSE_CHANGE, row, err);
}

static void
begin(const struct demo *d, const struct demo_person *p, int64_t prescription,
      int64_t day, struct dose_change *c)
{
	dict_row_init(dict_entity(E_DOSE_CHANGE), c);
	c->prescription = prescription;
	c->day = day;
	c->staff = d->staff[p->therapist];
	str_copy(c->suggestion, sizeof c->suggestion, "progress");
	str_copy(c->rule, sizeof c->rule, "P3");
	str_copy(c->action, sizeof c->action, "reps_plus_1");
}

/* One repetition more than before: what the plan holds now. */
static enum status
add_taken(struct demo *d, const struct demo_person *p, const struct prescription *now,
	  int64_t day, struct err *err)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	struct prescription before = *now;
	struct dose_change c;
	enum status st;

	begin(d, p, now->head.no, day, &c);
	before.reps--;
	care_dose_text(&before, c.before, sizeof c.before);
	care_dose_text(now, c.after, sizeof c.after);
	str_format(c.reason, sizeof c.reason,
		   "%d sessions at this level, 100 %% done, worst pain %d, effort %d",
		   2 + (int)demo_below(d, 3), (int)demo_below(d, 3),
		   3 + (int)demo_below(d, 3));
	str_copy(c.decision, sizeof c.decision, "taken");
	st = add(d, &c, err);
	if (st)
		return st;
	return record_set_field(d->store, E_PRESCRIPTION, now->head.no,
				dict_field_named(e, "level_since"),
				(struct cell){.kind = CELL_INT, .i = day}, err);
}

/* A repetition more was proposed before that, and not taken. */
static enum status
add_declined(struct demo *d, const struct demo_person *p, const struct prescription *now,
	     int64_t day, struct err *err)
{
	struct prescription then = *now;
	struct dose_change c;

	begin(d, p, now->head.no, day, &c);
	then.reps--;
	care_dose_text(&then, c.before, sizeof c.before);
	care_dose_text(&then, c.after, sizeof c.after);
	str_copy(c.reason, sizeof c.reason,
		 "2 sessions at this level, 100 % done, worst pain 2, effort 6");
	str_copy(c.decision, sizeof c.decision, "declined");
	str_copy(c.why, sizeof c.why, whys[demo_below(d, 3)]);
	return add(d, &c, err);
}

static enum status
add_person(struct demo *d, const struct demo_person *p, struct err *err)
{
	struct prescription now;
	int64_t day = date_add(d->today, -10 - demo_below(d, 10));
	int i = 0;
	enum status st = ST_OK;

	for (; i < p->n_items; i++) {
		demo_people_prescription(d, p, i, &now);
		if (now.reps != DICT_NONE && now.reps >= 8)
			break;
	}
	if (i == p->n_items)
		return ST_OK;
	if (demo_below(d, 2))
		st = add_declined(d, p, &now, date_add(day, -7), err);
	return st ? st : add_taken(d, p, &now, day, err);
}

enum status
demo_progress_fill(struct demo *d, struct err *err)
{
	uint64_t kept = d->rng; /* the rows of others stay what they are */
	int left = PEOPLE_MOST;
	enum status st = store_begin(d->store, err);

	if (st)
		return st;
	d->rng = d->size.seed ^ STREAM;
	for (int64_t i = d->size.patients - 1; i >= 0 && left > 0 && !st; i--)
		if (d->people[i].open) {
			st = add_person(d, &d->people[i], err);
			left--;
		}
	d->rng = kept;
	return store_end(d->store, st, err);
}
