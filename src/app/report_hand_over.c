/* report_hand_over.c - a hand-over note drafted from the chart, and given to somebody. */
#include "app/aid.h"
#include "app/task.h"
#include "report_priv.h"
#include "store/audit.h"

#include <stdlib.h>
#include <string.h>

enum { HAND_OVER_MAX = 760, GOALS_MOST = 3 };

/* Appends a line when it fits. */
static void
add_line(struct str *out, const struct str *line)
{
	if (line->n && out->n + line->n + 1 < HAND_OVER_MAX) {
		str_add(out, str_text(line));
		str_add_c(out, '\n');
	}
}

static void
care_line(const struct report_facts *f, struct str *line)
{
	if (f->patient.alert[0])
		str_addf(line, "%s ", f->patient.alert);
	if (f->episode.precautions[0])
		str_addf(line, "%s ", f->episode.precautions);
	for (int i = 0; i < f->n_precautions; i++)
		str_addf(line, "%s; ", f->tags[i]);
}

static void
goal_lines(const struct report_facts *f, struct str *out)
{
	int n = 0;

	for (int i = 0; i < f->n_goals && n < GOALS_MOST; i++) {
		const struct report_goal *g = &f->goals[i];
		char now[MEASURE_TEXT_SIZE], to[MEASURE_TEXT_SIZE];
		struct str line = {0};

		if (strcmp(g->row.state, "dropped") == 0)
			continue;
		n++;
		str_addf(&line, "Goal: %s", g->row.text);
		if (g->m && g->series) {
			measure_text(g->m, g->series->last.value, now, sizeof now);
			measure_text(g->m, g->row.target, to, sizeof to);
			str_addf(&line, "%s Now %s, target %s%s",
				 line.n && line.p[line.n - 1] == '.' ? "" : ".", now, to,
				 report_facts_met(g) ? ": MET" : "");
		}
		add_line(out, &line);
		str_release(&line);
	}
}

static void
visit_line(const struct report_facts *f, struct str *line)
{
	const struct visit_day *last = f->n_days ? &f->days[f->n_days - 1] : NULL;
	char at[DATE_TEXT_SIZE];
	int days;

	if (!last)
		return;
	date_text(last->date, at);
	days = report_facts_treatment_days(f, 0);
	str_addf(line, "Last visit %s (%d treatment day%s)", at, days,
		 days == 1 ? "" : "s");
	if (last->pain_before != DICT_NONE)
		str_addf(line, ", pain before %lld/10", (long long)last->pain_before);
	if (last->pain_after != DICT_NONE)
		str_addf(line, ", after %lld/10", (long long)last->pain_after);
	str_add_c(line, '.');
}

static enum status
draft_text(struct app *a, const struct report_facts *f, struct str *out, struct err *err)
{
	struct str line = {0};
	enum status st;

	str_addf(&line, "%s.", f->episode.title);
	add_line(out, &line);
	str_clear(&line);
	care_line(f, &line);
	if (line.n) {
		struct str care = {0};

		str_addf(&care, "CARE: %s", str_text(&line));
		add_line(out, &care);
		str_release(&care);
	}
	str_clear(&line);
	st = aid_head(a, f->patient.head.no, &line, err);
	if (line.n) {
		struct str aid = {0};

		str_addf(&aid, "Aid: %s.", str_text(&line));
		add_line(out, &aid);
		str_release(&aid);
	}
	goal_lines(f, out);
	str_clear(&line);
	if (f->plan.head.no && f->plan.per_week != DICT_NONE)
		str_addf(&line, "Plan: %lld a week for %lld weeks, %d exercise%s.",
			 (long long)f->plan.per_week,
			 (long long)(f->plan.weeks == DICT_NONE ? 0 : f->plan.weeks),
			 f->n_lines, f->n_lines == 1 ? "" : "s");
	add_line(out, &line);
	str_clear(&line);
	visit_line(f, &line);
	add_line(out, &line);
	str_release(&line);
	str_add(out, "To mind: ");
	return st;
}

enum status
report_hand_over(struct app *a, int64_t episode, struct draft *d, struct str *text,
		 struct err *err)
{
	struct report_facts *f = NULL;
	enum status st;

	*d = (struct draft){
	    .episode = episode, .staff = a->user.head.no, .day = app_today(a)};
	str_copy(d->kind, sizeof d->kind, REPORT_HAND_OVER);
	st = draft_open(a->store, d, err);
	if (!st)
		st = draft_text_get(a->store, d->no, "text", text, err);
	if (st || text->n)
		return st;
	st = report_facts_load(a, episode, "progress", &f, err);
	if (!st)
		st = draft_text(a, f, text, err);
	report_facts_free(f);
	return st;
}

static enum status
send(struct app *a, struct draft *d, struct task *t, struct err *err)
{
	struct str text = {0};
	enum status st = draft_text_get(a->store, d->no, "text", &text, err);

	if (!st && !text.n)
		st = status_fail(err, ST_INVALID, "the hand-over note is empty");
	if (!st && !str_copy(t->text, sizeof t->text, str_text(&text)))
		st = status_fail(err, ST_INVALID,
				 "the hand-over note is longer than %zu bytes",
				 sizeof t->text - 1);
	str_release(&text);
	if (!st)
		st = task_add(a, t, err);
	return st ? st : draft_remove(a->store, d->no, err);
}

enum status
report_hand_over_send(struct app *a, struct draft *d, const char *login, struct err *err)
{
	struct task t;
	int64_t staff = 0;
	enum status st = task_staff(a, login, &staff, err);

	dict_row_init(dict_entity(E_TASK), &t);
	t.patient = d->patient;
	if (staff)
		t.staff = staff;
	str_copy(t.kind, sizeof t.kind, "hand_over");
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	st = send(a, d, &t, err);
	return store_end(a->store, st, err);
}
