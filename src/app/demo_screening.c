/* demo_screening.c - made-up screenings: an intake each, and precautions of a few people. */
#include "base/date.h"
#include "demo_priv.h"

#include <string.h>

enum { OSTEOPOROSIS_EVERY = 11, DIZZY_EVERY = 13 };

struct loads {
	struct record_bulk *screening, *answer, *precaution;
};

static enum status
add_precaution(struct demo *d, const struct demo_person *p, struct loads *l,
	       const struct screening *s, const char *tag, struct err *err)
{
	struct precaution row;

	dict_row_init(dict_entity(E_PRECAUTION), &row);
	row.patient = p->patient;
	row.episode = p->episode;
	str_copy(row.tag, sizeof row.tag, tag);
	row.since = s->day;
	row.staff = s->staff;
	str_copy(row.reason, sizeof row.reason, "Told at intake (made-up)");
	return demo_add(d, l->precaution, E_PRECAUTION, &row, err);
}

static enum status
add_person(struct demo *d, int64_t i, struct loads *l, struct err *err)
{
	const struct demo_person *p = &d->people[i];
	bool bones = !d->large && i % OSTEOPOROSIS_EVERY == OSTEOPOROSIS_EVERY - 1;
	bool dizzy = !d->large && i % DIZZY_EVERY == DIZZY_EVERY - 1;
	struct screening s;
	struct screening_answer x;
	int64_t first, last;
	enum status st;

	demo_person_visits(d, i, &first, &last);
	dict_row_init(dict_entity(E_SCREENING), &s);
	s.patient = p->patient;
	s.episode = p->episode;
	str_copy(s.kind, sizeof s.kind, "intake");
	s.day = demo_visit_day(d, first);
	s.asked_at = demo_seconds(d, s.day, 8 * 60);
	s.staff = d->staff[p->therapist];
	str_copy(s.outcome, sizeof s.outcome, bones ? "overridden" : "clear");
	if (bones) {
		str_copy(s.rules, sizeof s.rules, "S048");
		str_copy(s.reason, sizeof s.reason,
			 "neutral spine, no loaded bending or twisting");
	}
	st = demo_add(d, l->screening, E_SCREENING, &s, err);
	if (!st && bones) {
		dict_row_init(dict_entity(E_SCREENING_ANSWER), &x);
		x.screening = s.head.no;
		str_copy(x.field, sizeof x.field, "severe_osteoporosis");
		str_copy(x.value, sizeof x.value, "yes");
		str_copy(x.rules, sizeof x.rules, "S048");
		st = demo_add(d, l->answer, E_SCREENING_ANSWER, &x, err);
	}
	if (!st && bones)
		st = add_precaution(d, p, l, &s, "severe_osteoporosis", err);
	if (!st && dizzy)
		st = add_precaution(d, p, l, &s, "dizziness", err);
	return st;
}

static enum status
add_people(struct demo *d, struct err *err)
{
	struct loads l = {NULL, NULL, NULL};
	enum status st = record_bulk_open(d->store, E_SCREENING, &l.screening, err);

	if (!st)
		st = record_bulk_open(d->store, E_SCREENING_ANSWER, &l.answer, err);
	if (!st)
		st = record_bulk_open(d->store, E_PRECAUTION, &l.precaution, err);
	for (int64_t i = 0; !st && i < d->size.patients; i++)
		st = add_person(d, i, &l, err);
	if (!st)
		st = record_bulk_close(l.screening, err);
	else if (l.screening)
		record_bulk_cancel(l.screening);
	if (!st)
		st = record_bulk_close(l.answer, err);
	else if (l.answer)
		record_bulk_cancel(l.answer);
	if (!st)
		st = record_bulk_close(l.precaution, err);
	else if (l.precaution)
		record_bulk_cancel(l.precaution);
	return st;
}

enum status
demo_screening_fill(struct demo *d, struct err *err)
{
	uint64_t others = d->rng; /* an own stream: other rows stay as they are */
	enum status st = store_begin(d->store, err);

	if (st)
		return st;
	d->rng = d->size.seed ^ UINT64_C(0x5C8EE9);
	st = add_people(d, err);
	d->rng = others;
	return store_end(d->store, st, err);
}
