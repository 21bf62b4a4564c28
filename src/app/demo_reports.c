/* demo_reports.c - made-up aids, care teams, tasks and signed reports. */
#include "app/care_rules.h"
#include "app/measures.h"
#include "app/report.h"
#include "app/screening.h"
#include "app/staff.h"
#include "base/date.h"
#include "demo_priv.h"

#include <stdlib.h>
#include <string.h>

enum { PEOPLE_MOST = 200, SIGNED_MOST = 6, STREAM = 0x7265706f };

/* clang-format off */
static const struct {
	const char *kind, *size, *side, *weight, *fit, *training;
} aids[] = {
	{"cane", "91 cm", "left", "fwb", "Grip at the wrist crease, tip sound", "Stairs with rail, alone"},
	{"walker", "88 cm", "none", "wbat", "Elbows a little bent, legs even", "Turns and door sill, with cues"},
	{"forearm_crutches", "cuffs 2 fingers below the elbow", "both", "pwb", "", "Three-point gait, with cues"},
	{"wheeled_walker", "90 cm", "none", "fwb", "Brakes hold, seat height fits", "Sits down with the brakes on"},
};
static const struct {
	const char *name, *function, *phone;
} outside[] = {
	{"Dr. Made-Up", "referring physician", "555-0140"},
	{"Rosa Example", "daughter, helps at home", "555-0141"},
	{"Joao Example", "neighbour, drives", "555-0142"},
};
static const char *const asks[] = {
	"Ask the surgeon whether kneeling is allowed now.",
	"Print the home programme in large type.",
	"Call about the visit that was missed; is the ride to the clinic settled?",
	"Check the height of the walker at home.",
};
/* clang-format on */

static bool
often(struct demo *d, int64_t one_in)
{
	return demo_below(d, one_in) == 0;
}

static enum status
add(struct demo *d, enum entity_id e, void *row, struct err *err)
{
	((struct row_head *)row)->id = demo_id(d);
	return record_add(d->store, e, row, err);
}

static enum status
add_aid(struct demo *d, const struct demo_person *p, struct err *err)
{
	int64_t i = demo_below(d, (int64_t)(sizeof aids / sizeof aids[0]));
	int64_t ago = 10 + demo_below(d, 60);
	struct aid x;

	dict_row_init(dict_entity(E_AID), &x);
	x.patient = p->patient;
	x.episode = p->episode;
	str_copy(x.kind, sizeof x.kind, aids[i].kind);
	str_copy(x.size, sizeof x.size, aids[i].size);
	str_copy(x.side, sizeof x.side, aids[i].side);
	str_copy(x.weight_bearing, sizeof x.weight_bearing, aids[i].weight);
	str_copy(x.fit, sizeof x.fit, aids[i].fit);
	str_copy(x.training, sizeof x.training, aids[i].training);
	x.given = date_add(d->today, -ago);
	if (x.fit[0])
		x.fitted = date_add(x.given, demo_below(d, 10));
	x.review = date_add(x.given, x.fit[0] ? 90 : 14);
	return add(d, E_AID, &x, err);
}

static enum status
add_member(struct demo *d, const struct demo_person *p, int64_t staff, int who,
	   struct err *err)
{
	struct team_member m;

	dict_row_init(dict_entity(E_TEAM_MEMBER), &m);
	m.episode = p->episode;
	if (staff) {
		m.staff = staff;
		str_copy(m.function, sizeof m.function,
			 who ? "assistant" : "therapist in charge");
	} else {
		str_copy(m.name, sizeof m.name, outside[who].name);
		str_copy(m.function, sizeof m.function, outside[who].function);
		str_copy(m.phone, sizeof m.phone, outside[who].phone);
	}
	return add(d, E_TEAM_MEMBER, &m, err);
}

static enum status
add_team(struct demo *d, const struct demo_person *p, struct err *err)
{
	enum status st = add_member(d, p, d->staff[p->therapist], 0, err);

	if (!st && often(d, 2))
		st = add_member(d, p, d->staff[DEMO_ASSISTANT], 1, err);
	for (int i = 0; i < (int)(sizeof outside / sizeof outside[0]) && !st; i++)
		if (often(d, 2))
			st = add_member(d, p, 0, i, err);
	return st;
}

static enum status
add_task(struct demo *d, const struct demo_person *p, struct err *err)
{
	int64_t i = demo_below(d, (int64_t)(sizeof asks / sizeof asks[0]));
	struct task t;

	dict_row_init(dict_entity(E_TASK), &t);
	t.patient = p->patient;
	str_copy(t.kind, sizeof t.kind, i == 2 ? "call" : "task");
	t.author = d->staff[DEMO_ASSISTANT];
	t.staff = d->staff[p->therapist];
	t.written = date_add(d->today, -1 - demo_below(d, 6));
	t.due = date_add(d->today, demo_below(d, 8) - 2);
	str_copy(t.text, sizeof t.text, asks[i]);
	str_copy(t.state, sizeof t.state, often(d, 3) ? "done" : "open");
	if (!strcmp(t.state, "done"))
		str_copy(t.answer, sizeof t.answer, "Done, told the patient.");
	return add(d, E_TASK, &t, err);
}

/* ---- reports: what the program writes itself, with a judgement beside it */

static enum status
judge(struct app *a, struct report *r, const char *kind, struct err *err)
{
	return report_type(
	    a, r, REPORT_ASSESSMENT, NULL,
	    !strcmp(kind, "evaluation")
		? "Limits are in strength and pace; gains are expected. (made up)"
		: "Moves toward the goals; cues are still needed. (made up)",
	    err);
}

/* Signed this morning by the therapist, or left as a draft when something is missing. */
static enum status
add_report(struct demo *d, struct app *a, const struct demo_person *p, const char *kind,
	   struct err *err)
{
	struct report *r = mem_alloc(sizeof *r);
	int64_t minute = 7 * 60 + demo_below(d, 40);
	enum status st;

	a->user = d->team[p->therapist];
	st = report_begin(a, p->episode, kind, r, err);
	if (!st)
		st = judge(a, r, kind, err);
	if (!st)
		st = report_load(a, r->draft.no, r, err);
	if (!st && !r->gaps.n) {
		r->note.head.id = demo_id(d);
		r->note.author = a->user.head.no;
		staff_signature(&a->user, r->note.signature, sizeof r->note.signature);
		r->note.signed_at = demo_seconds(d, d->today, minute);
		st = record_add(d->store, E_NOTE, &r->note, err);
	}
	if (!st)
		st = draft_remove(d->store, r->draft.no, err);
	report_release(r);
	free(r);
	return st;
}

/* The last people who came, an evaluation or a progress report each. */
static enum status
add_reports(struct demo *d, struct err *err)
{
	struct app a = {.store = d->store, .env = *store_environment(d->store)};
	int left = SIGNED_MOST;
	enum status st = ST_OK;

	for (int64_t i = d->size.patients - 1; i >= 0 && left > 0 && !st; i--) {
		if (!d->people[i].open)
			continue;
		st = add_report(d, &a, &d->people[i],
				left % 3 == 0 ? "evaluation" : "progress", err);
		left--;
	}
	if (a.measures)
		measures_release(a.measures);
	free(a.measures);
	care_rule_release(&a);
	screening_table_release(&a);
	return st;
}

/* Some people of those under treatment now have more than exercises. */
static enum status
add_person(struct demo *d, const struct demo_person *p, struct err *err)
{
	enum status st = often(d, 3) ? add_aid(d, p, err) : ST_OK;

	if (!st && often(d, 2))
		st = add_team(d, p, err);
	if (!st && often(d, 4))
		st = add_task(d, p, err);
	return st;
}

enum status
demo_reports_fill(struct demo *d, struct err *err)
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
	if (!st)
		st = add_reports(d, err);
	d->rng = kept;
	return store_end(d->store, st, err);
}
