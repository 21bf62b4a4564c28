/* report.c - reports of care: begun, completed, signed. */
#include "app/care.h"
#include "app/care_rules.h"
#include "app/staff.h"
#include "core/goal.h"
#include "report_priv.h"
#include "store/audit.h"
#include "store/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const part_names[REPORT_PARTS] = {
    [REPORT_SUBJECTIVE] = "subjective",
    [REPORT_ASSESSMENT] = "assessment",
    [REPORT_PLAN] = "plan",
    [REPORT_FREQUENCY] = "frequency",
    [REPORT_REASON] = "reason",
};

static bool
is(const char *a, const char *b)
{
	return !strcmp(a, b);
}

const char *
report_label(const char *kind)
{
	if (is(kind, REPORT_HAND_OVER))
		return "Hand-over note";
	return dict_label(E_NOTE, "kind", kind);
}

void
report_release(struct report *r)
{
	str_release(&r->gaps);
	str_release(&r->warnings);
}

/* ---- parts a person wrote */

enum status
report_typed(struct app *a, const struct report *r, enum report_part part,
	     struct str *out, struct err *err)
{
	return draft_text_get(a->store, r->draft.no, part_names[part], out, err);
}

/* "2x6", "2 x 6", "2/6": times a week and weeks. */
static bool
read_frequency(const char *text, int64_t *per_week, int64_t *weeks)
{
	int p = 0, w = 0, used = 0;

	if (sscanf(text, " %2d %*[xX/] %2d %n", &p, &w, &used) != 2 || text[used] ||
	    p < 1 || p > 14 || w < 1 || w > 52)
		return false;
	*per_week = p;
	*weeks = w;
	return true;
}

enum status
report_type(struct app *a, struct report *r, enum report_part part, struct str *seen,
	    const char *text, struct err *err)
{
	int64_t per_week, weeks;

	if (part == REPORT_FREQUENCY && text[0] &&
	    !read_frequency(text, &per_week, &weeks))
		return status_fail(err, ST_INVALID,
				   "Frequency: type times a week and weeks, as 2x6 "
				   "(1 to 14, 1 to 52)");
	return draft_text_set(a->store, r->draft.no, part_names[part], seen, text, err);
}

/* ---- sections: what the data say, then what was typed */

struct draw {
	struct app *a;
	struct report *r;
	struct report_facts *f;
	struct str typed[REPORT_PARTS];
	struct report_choice choice;
};

static enum status
load_typed(struct draw *d, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < REPORT_PARTS && !st; i++)
		st = report_typed(d->a, d->r, (enum report_part)i, &d->typed[i], err);
	d->choice.reason = str_text(&d->typed[REPORT_REASON]);
	if (!read_frequency(str_text(&d->typed[REPORT_FREQUENCY]), &d->choice.per_week,
			    &d->choice.weeks)) {
		d->choice.per_week = d->f->plan.head.no ? d->f->plan.per_week : DICT_NONE;
		d->choice.weeks = d->f->plan.head.no ? d->f->plan.weeks : DICT_NONE;
	}
	d->r->per_week = d->choice.per_week;
	d->r->weeks = d->choice.weeks;
	return st;
}

/* Typed text behind the data; what does not fit any more is refused, not cut. */
static enum status
join(struct draw *d, enum report_part part, struct str *text, char *out, size_t size,
     struct err *err)
{
	if (d->typed[part].n) {
		str_add(text, str_text(&d->typed[part]));
		str_add_c(text, '\n');
	}
	if (str_copy(out, size, str_text(text)))
		return ST_OK;
	return status_fail(err, ST_INVALID,
			   "the section is longer than %zu bytes: "
			   "shorten what was typed",
			   size - 1);
}

/* Room the data may take beside a typed text. */
static size_t
room(const struct draw *d, enum report_part part, size_t size)
{
	size_t typed = d->typed[part].n + 1;

	return typed + 200 < size ? size - typed : 200;
}

static enum status
fill_note(struct draw *d, struct err *err)
{
	struct note *n = &d->r->note;
	const char *kind = d->r->draft.kind;
	struct str text = {0};
	enum status st;

	report_text_subjective(d->f, kind,
			       room(d, REPORT_SUBJECTIVE, sizeof n->subjective), &text);
	st = join(d, REPORT_SUBJECTIVE, &text, n->subjective, sizeof n->subjective, err);
	str_clear(&text);
	if (!st)
		st = report_text_objective(d->a, d->f, kind, sizeof n->objective, &text,
					   err);
	if (!st)
		str_copy(n->objective, sizeof n->objective, str_text(&text));
	str_clear(&text);
	report_text_assessment(d->f, kind,
			       room(d, REPORT_ASSESSMENT, sizeof n->assessment), &text);
	if (!st)
		st = join(d, REPORT_ASSESSMENT, &text, n->assessment,
			  sizeof n->assessment, err);
	str_clear(&text);
	report_text_plan(d->f, kind, &d->choice, room(d, REPORT_PLAN, sizeof n->plan),
			 &text);
	if (!st)
		st = join(d, REPORT_PLAN, &text, n->plan, sizeof n->plan, err);
	str_release(&text);
	return st;
}

/* ---- what is missing (billing-rules 3.2, 3.4, 3.7, state 2026-11-23) */

static bool
measurable(const struct report_facts *f)
{
	for (int i = 0; i < f->n_goals; i++)
		if (f->goals[i].m && f->goals[i].row.target != DICT_NONE)
			return true;
	return false;
}

static void
plan_gaps(const struct draw *d, struct str *gaps)
{
	if (!d->f->plan.head.no)
		str_add(gaps, "there is no plan of care: p in the chart makes one\n");
	else if (d->choice.per_week == DICT_NONE || d->choice.weeks == DICT_NONE)
		str_addf(gaps, "frequency and duration are not set: %s\n",
			 is(d->r->draft.kind, "recert") ? "f" : "i in the plan");
	if (!measurable(d->f))
		str_add(gaps, "no goal has a measure and a target: g in the chart\n");
}

static enum status
find_gaps(struct draw *d, struct err *err)
{
	const char *kind = d->r->draft.kind;
	struct str *gaps = &d->r->gaps;
	struct err why = {0};

	if (staff_may_report(&d->a->user, d->f->today, &why))
		str_addf(gaps, "%s\n", status_say(&why));
	if (!d->f->n_conditions)
		str_add(gaps, "the episode has no diagnosis\n");
	if (is(kind, "evaluation") || is(kind, "recert"))
		plan_gaps(d, gaps);
	if (is(kind, "evaluation") && !d->f->n_series)
		str_add(gaps, "nothing was measured yet: a in the chart\n");
	if (!is(kind, "evaluation") && !d->f->n_days)
		str_add(gaps, "no visit of this episode is signed yet\n");
	if (is(kind, "discharge") && !d->choice.reason[0])
		str_add(gaps, "the reason of the discharge is missing: w\n");
	if (!d->typed[REPORT_ASSESSMENT].n &&
	    !(is(kind, "evaluation") && d->f->assessment.impression[0]))
		str_add(gaps, "your assessment is missing: a\n");
	(void)err;
	return ST_OK;
}

/* Nobody comes to visits of a closed episode. */
static enum status
still_booked(const struct draw *d, struct str *w, struct err *err)
{
	int64_t span[2] = {date_add(d->f->today, 1), 99991231};
	struct booked_count n = {0};
	enum status st = query_booked(d->a->store, d->f->patient.head.no, span, &n, err);

	if (!st && n.booked)
		str_addf(w, "%d visit%s still booked: call off with x on the calendar\n",
			 n.booked, n.booked == 1 ? " is" : "s are");
	return st;
}

static enum status
find_warnings(struct draw *d, struct err *err)
{
	const struct report_facts *f = d->f;
	struct str *w = &d->r->warnings;
	int64_t due = 0;
	int days = report_facts_treatment_days(f, f->period[0]), stale = 0, by_score = 0;
	int late = 0, met = 0;
	enum status st = ST_OK;

	for (int i = 0; i < f->n_goals; i++)
		by_score += goal_open(&f->goals[i].row) && report_facts_met(&f->goals[i]);
	if (by_score)
		str_addf(w, "%d goal%s the target by the score, not marked met yet\n",
			 by_score, by_score == 1 ? " has" : "s have");
	for (int i = 0; i < f->n_goals; i++)
		stale +=
		    f->goals[i].m && !is(f->goals[i].row.state, "dropped") &&
		    (!f->goals[i].series || f->goals[i].series->last.day < f->period[0]);
	if (stale)
		str_addf(w, "%d goal%s not measured in this period\n", stale,
			 stale == 1 ? " was" : "s were");
	for (int i = 0; i < f->n_goals; i++) {
		bool is_met = report_facts_met(&f->goals[i]);

		met += is_met;
		late += goal_open(&f->goals[i].row) && !is_met &&
			f->goals[i].row.due != DICT_NONE &&
			f->goals[i].row.due < f->today;
	}
	if (late && !is(d->r->draft.kind, "discharge"))
		str_addf(w, "%d open goal%s: a new day, or an end (g in the chart)\n",
			 late, late == 1 ? " is past its day" : "s are past their day");
	if (is(d->r->draft.kind, "discharge"))
		st = still_booked(d, w, err);
	if (is(d->choice.reason, "goals met") && met < f->n_goals)
		str_addf(w, "the reason is that goals are met: %d of %d are\n", met,
			 f->n_goals);
	if (!st && is(d->r->draft.kind, "progress")) {
		st = care_rule_days(d->a, "progress_due", f->today, &due, err);
		if (st == ST_NOT_FOUND)
			return ST_OK;
		if (!st && days > due)
			str_addf(w,
				 "%d treatment days since the last report; it was due "
				 "after %lld\n",
				 days, (long long)due);
	}
	if (is(d->r->draft.kind, "evaluation") && !f->intake.head.no)
		str_add(w, "no screening at intake is on file: c in the chart\n");
	return st;
}

static enum status
write_sections(struct app *a, struct report *r, struct report_facts *f, struct err *err)
{
	struct draw d = {.a = a, .r = r, .f = f};
	struct note *n = &r->note;
	enum status st = load_typed(&d, err);

	dict_row_init(dict_entity(E_NOTE), n);
	n->episode = r->draft.episode;
	n->period_from =
	    is(r->draft.kind, "discharge") ? f->episode.opened : f->period[0];
	n->period_to = f->period[1];
	str_copy(n->kind, sizeof n->kind, r->draft.kind);
	if (!st)
		st = fill_note(&d, err);
	str_clear(&r->gaps);
	str_clear(&r->warnings);
	if (!st)
		st = find_gaps(&d, err);
	if (!st)
		st = find_warnings(&d, err);
	for (int i = 0; i < REPORT_PARTS; i++)
		str_release(&d.typed[i]);
	return st;
}

enum status
report_load(struct app *a, int64_t draft, struct report *r, struct err *err)
{
	struct report_facts *f = NULL;
	enum status st = draft_get(a->store, draft, &r->draft, err);

	if (st)
		return st;
	st = report_facts_load(a, r->draft.episode, r->draft.kind, &f, err);
	if (!st)
		st = write_sections(a, r, f, err);
	report_facts_free(f);
	return st;
}

enum status
report_begin(struct app *a, int64_t episode, const char *kind, struct report *r,
	     struct err *err)
{
	struct draft d = {
	    .episode = episode, .staff = a->user.head.no, .day = app_today(a)};
	struct episode e;
	enum status st = record_get(a->store, E_EPISODE, episode, &e, err);

	if (!st && e.closed != DICT_NONE)
		return status_fail(err, ST_REFUSED,
				   "this episode is closed; no new "
				   "report can be begun in it");
	str_copy(d.kind, sizeof d.kind, kind);
	if (!st)
		st = draft_open(a->store, &d, err);
	return st ? st : report_load(a, d.no, r, err);
}

/* ---- signing */

/* The next version of the plan with the frequency that was certified again. */
static enum status
renew_plan(struct app *a, const struct report *r, struct report_facts *f, struct err *err)
{
	struct plan_of_care next = f->plan;

	memset(&next.head, 0, sizeof next.head);
	next.starts = f->today;
	next.author = a->user.head.no;
	next.per_week = r->per_week;
	next.weeks = r->weeks;
	next.sent_on = next.certified_on = next.certified_to = DICT_NONE;
	next.certified_by[0] = '\0';
	str_copy(next.change_note, sizeof next.change_note, "Recertification");
	return care_make_plan(a, &next, err);
}

static enum status
close_episode(struct app *a, int64_t episode, struct err *err)
{
	int closed = dict_field_named(dict_entity(E_EPISODE), "closed");

	return record_set_field(a->store, E_EPISODE, episode, closed,
				(struct cell){.kind = CELL_INT, .i = app_today(a)}, err);
}

/* What the check before the signature said: nothing was missing, or it could not be signed. */
static void
keep_checks(const struct report *r, struct note *n)
{
	static const char state[] = "2026-11-23"; /* of the rules behind find_gaps */
	const char *warnings = str_text(&r->warnings);
	struct str text = {0};
	int found = 0;

	for (const char *p = warnings; *p; p++)
		found += *p == '\n';
	str_addf(&text,
		 "What a report of this kind needs, rules of %s: nothing missing, ",
		 state);
	if (found)
		str_addf(&text, "%d to mind.\n", found);
	else
		str_add(&text, "nothing to mind.\n");
	for (const char *p = warnings; *p;) {
		size_t line = strcspn(p, "\n");

		str_addf(&text, "Warning: %.*s\n", (int)line, p);
		p += line + (p[line] == '\n');
	}
	(void)str_copy(n->checks, sizeof n->checks, str_text(&text)); /* the end may go */
	str_release(&text);
}

static enum status
write_report(struct app *a, struct report *r, int64_t *note, struct err *err)
{
	struct report_facts *f = NULL;
	struct note *n = &r->note;
	enum status st;

	n->author = a->user.head.no;
	str_copy(n->role, sizeof n->role, a->user.role);
	staff_signature(&a->user, n->signature, sizeof n->signature);
	keep_checks(r, n);
	n->signed_at = app_wall_ms(a) / 1000;
	st = record_add(a->store, E_NOTE, n, err);
	*note = n->head.no;
	if (!st && is(r->draft.kind, "recert")) {
		st = report_facts_load(a, r->draft.episode, r->draft.kind, &f, err);
		if (!st)
			st = renew_plan(a, r, f, err);
		report_facts_free(f);
	}
	if (!st && is(r->draft.kind, "discharge"))
		st = close_episode(a, r->draft.episode, err);
	if (!st)
		st = draft_remove(a->store, r->draft.no, err);
	return st ? st : audit_add(a->store, "sign", *note, r->draft.kind, err);
}

enum status
report_sign(struct app *a, struct report *r, const char *pin, int64_t *note,
	    struct err *err)
{
	enum status st = report_load(a, r->draft.no, r, err);

	if (!st && r->gaps.n)
		st = status_fail(err, ST_DENIED, "%.*s", (int)strcspn(r->gaps.p, "\n"),
				 r->gaps.p);
	if (!st)
		st = staff_check_pin(a, pin, err);
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	st = write_report(a, r, note, err);
	return store_end(a->store, st, err);
}

enum status
report_discard(struct app *a, struct report *r, struct err *err)
{
	enum status st = store_begin(a->store, err);

	if (st)
		return st;
	st = draft_remove(a->store, r->draft.no, err);
	if (!st)
		st = audit_add(a->store, "discard", r->draft.episode, r->draft.kind, err);
	return store_end(a->store, st, err);
}
