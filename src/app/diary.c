/* diary.c - the week of a home diary and its numbers. */
#include "app/diary.h"

#include "app/progress.h"
#include "core/session.h"
#include "store/query.h"
#include "store/query_work.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { LOGS_MAX = 2000, BACK_ALL = 400 };

/* ---- states as they are stored */

static const char *const states[] = {[DIARY_NONE] = "",
				     [DIARY_DONE] = "done",
				     [DIARY_PARTLY] = "partly",
				     [DIARY_NOT] = "not"};

static enum diary_state
state_of(const char *text)
{
	for (int i = DIARY_DONE; i <= DIARY_NOT; i++)
		if (!strcmp(text, states[i]))
			return (enum diary_state)i;
	return DIARY_NONE;
}

/* ---- rows of the table as days: of a day the most that was done counts */

struct logs {
	struct home_log *rows;
	int n;
};

static enum status
read_logs(struct app *a, int64_t patient, const int64_t days[2], struct logs *l,
	  struct err *err)
{
	l->n = 0;
	l->rows = mem_alloc(LOGS_MAX * sizeof *l->rows);
	return query_home_logs(a->store, patient, days, l->rows, LOGS_MAX, &l->n, err);
}

/* The whole programme's entry tells of the day; without one the exercises do. */
static bool
tells_more(const struct diary_day *day, bool whole, const struct home_log *r)
{
	enum diary_state s = state_of(r->state);

	if (r->prescription == DICT_NONE)
		return true;
	return !whole && (day->state == DIARY_NONE || s < day->state);
}

static int
to_days(const struct logs *l, struct diary_day *days)
{
	int n = 0;
	bool whole = false;

	for (int i = 0; i < l->n; i++) {
		const struct home_log *r = &l->rows[i];
		struct diary_day *d;

		if (n == 0 || days[n - 1].day != r->day) {
			days[n++] = (struct diary_day){r->day, DIARY_NONE, -1};
			whole = false;
		}
		d = &days[n - 1];
		if (r->pain != DICT_NONE && r->pain > d->pain)
			d->pain = (int)r->pain;
		if (!tells_more(d, whole, r))
			continue;
		d->state = state_of(r->state);
		whole = r->prescription == DICT_NONE;
	}
	return n;
}

static enum status
add_up(struct app *a, int64_t patient, const int64_t span[2], int week,
       struct diary_sum *sum, struct err *err)
{
	const int64_t all[2] = {date_add(span[1], -BACK_ALL), span[1]};
	struct diary_day *days = mem_alloc(LOGS_MAX * sizeof *days);
	struct logs l;
	enum status st = read_logs(a, patient, all, &l, err);

	if (!st)
		diary_add_up(days, to_days(&l, days), span, week, sum);
	free(days);
	free(l.rows);
	return st;
}

/* ---- the week */

enum status
diary_next_week(struct app *a, int64_t patient, int64_t *from, struct err *err)
{
	int64_t today = app_today(a), last = date_add(today, -DIARY_DAYS);
	const int64_t span[2] = {date_add(today, -DIARY_BACK), date_add(today, -1)};
	struct logs l;
	enum status st = read_logs(a, patient, span, &l, err);

	*from = last;
	if (!st && l.n)
		*from = date_add(l.rows[l.n - 1].day, 1);
	if (*from > last)
		*from = last;
	free(l.rows);
	return st;
}

/* Home exercises of the plan, and how many days a week its busiest one is asked for. */
static enum status
load_rows(struct app *a, struct diary *d, struct err *err)
{
	struct prescription_line *lines;
	int n = 0;
	enum status st = ST_OK;

	d->n_rows = 1;
	d->prescriptions[0] = DICT_NONE;
	str_copy(d->names[0], sizeof d->names[0], "Whole programme");
	d->week = 0;
	if (!d->plan) {
		d->week = DIARY_DAYS;
		return ST_OK;
	}
	lines = mem_alloc(SESSION_ITEMS_MAX * sizeof *lines);
	st = query_prescriptions(a->store, d->plan, lines, SESSION_ITEMS_MAX, &n, err);
	for (int i = 0; i < n && !st; i++) {
		struct exercise x;

		if (!progress_at_home(&lines[i].row) || d->n_rows == DIARY_ROWS)
			continue;
		d->prescriptions[d->n_rows] = lines[i].row.head.no;
		str_copy(d->names[d->n_rows++], sizeof d->names[0], lines[i].name);
		st = record_get(a->store, E_EXERCISE, lines[i].row.exercise, &x, err);
		if (!st && x.days_per_week != DICT_NONE && x.days_per_week > d->week)
			d->week = (int)x.days_per_week;
	}
	if (d->week == 0)
		d->week = DIARY_DAYS;
	free(lines);
	return st;
}

static int
row_of(const struct diary *d, int64_t prescription)
{
	for (int i = 0; i < d->n_rows; i++)
		if (d->prescriptions[i] == prescription)
			return i;
	return -1;
}

static enum status
load_cells(struct app *a, struct diary *d, struct err *err)
{
	const int64_t days[2] = {d->from, date_add(d->from, DIARY_DAYS - 1)};
	struct logs l;
	enum status st = read_logs(a, d->patient, days, &l, err);

	memset(d->cells, 0, sizeof d->cells);
	for (int r = 0; r < DIARY_ROWS; r++)
		for (int c = 0; c < DIARY_DAYS; c++)
			d->cells[r][c].pain = DICT_NONE;
	for (int i = 0; i < l.n && !st; i++) {
		const struct home_log *h = &l.rows[i];
		int row = row_of(d, h->prescription);
		int64_t day = date_to_days(h->day) - date_to_days(d->from);
		struct diary_cell *c;

		if (row < 0)
			continue; /* an exercise of an older plan */
		c = &d->cells[row][day];
		c->no = h->head.no;
		c->state = state_of(h->state);
		c->pain = h->pain;
		str_copy(c->reason, sizeof c->reason, h->reason);
	}
	free(l.rows);
	return st;
}

/* Nothing was asked before the episode of the plan began, unless the diary tells of it. */
static enum status
since_asked(struct app *a, const struct diary *d, int64_t span[2], struct err *err)
{
	struct plan_of_care plan;
	struct episode episode = {0};
	struct logs l;
	enum status st = record_get(a->store, E_PLAN_OF_CARE, d->plan, &plan, err);

	if (!st)
		st = record_get(a->store, E_EPISODE, plan.episode, &episode, err);
	if (st || episode.opened == DICT_NONE || episode.opened <= span[0])
		return st;
	st = read_logs(a, d->patient, span, &l, err);
	span[0] = episode.opened < span[1] ? episode.opened : span[1];
	if (!st && l.n && l.rows[0].day < span[0])
		span[0] = l.rows[0].day;
	free(l.rows);
	return st;
}

enum status
diary_load(struct app *a, struct diary *d, struct err *err)
{
	int64_t today = app_today(a);
	int64_t span[2] = {date_add(today, -DIARY_BACK), date_add(today, -1)};
	struct patient p;
	enum status st = record_get(a->store, E_PATIENT, d->patient, &p, err);

	d->praise = !st && p.no_praise != 1;
	if (!st)
		st = load_rows(a, d, err);
	if (!st)
		st = load_cells(a, d, err);
	if (!st)
		st = query_vocab(a->store, "barrier", d->reasons, DIARY_REASONS,
				 &d->n_reasons, err);
	if (!st && d->plan)
		st = since_asked(a, d, span, err);
	if (!st)
		st = add_up(a, d->patient, span, d->week, &d->sum, err);
	return st ? st : lapse_attendance(a, d->patient, today, &d->came, err);
}

static enum status
write_cell(struct app *a, const struct diary *d, int row, int64_t day,
	   struct diary_cell *c, struct err *err)
{
	struct home_log seen, now;
	enum status st;

	if (c->no) {
		st = record_get(a->store, E_HOME_LOG, c->no, &seen, err);
		if (st)
			return st;
		now = seen;
	} else {
		dict_row_init(dict_entity(E_HOME_LOG), &now);
		now.patient = d->patient;
		now.prescription = d->prescriptions[row];
		now.day = day;
		if (a->user.head.no)
			now.entered_by = a->user.head.no;
	}
	str_copy(now.state, sizeof now.state, states[c->state]);
	now.pain = c->pain;
	str_copy(now.reason, sizeof now.reason, c->reason);
	st = c->no ? record_set(a->store, E_HOME_LOG, &seen, &now, NULL, err)
		   : record_add(a->store, E_HOME_LOG, &now, err);
	if (!st)
		c->no = now.head.no;
	return st;
}

enum status
diary_put(struct app *a, struct diary *d, int row, int day, const struct diary_cell *cell,
	  struct err *err)
{
	struct diary_cell c = *cell;
	int64_t date = date_add(d->from, day);
	enum status st;

	c.no = d->cells[row][day].no;
	if (date > app_today(a))
		return status_fail(err, ST_INVALID, "this day has not come yet");
	if (c.state == DIARY_NONE)
		return ST_OK;
	if (c.state != DIARY_NOT)
		c.reason[0] = '\0';
	st = write_cell(a, d, row, date, &c, err);
	return st ? st : diary_load(a, d, err);
}

/* ---- what it says */

/* "time 2, pain 1" of the days that were not done. */
static void
add_reasons(const struct logs *l, struct str *out)
{
	const char *part = "; not done: ";

	for (int i = 0; i < l->n; i++) {
		const char *word = l->rows[i].reason;
		int times = 0;
		bool first = word[0] != '\0';

		for (int k = 0; k < l->n && first; k++) {
			if (strcmp(l->rows[k].reason, word) != 0)
				continue;
			first = k >= i;
			times++;
		}
		if (!first)
			continue;
		str_addf(out, "%s%s %d", part, word, times);
		part = ", ";
	}
}

enum status
diary_note(struct app *a, int64_t patient, int64_t day, struct str *out, struct err *err)
{
	const int64_t span[2] = {date_add(day, -DIARY_DAYS), date_add(day, -1)};
	struct diary_sum s;
	struct logs l;
	enum status st = add_up(a, patient, span, DIARY_DAYS, &s, err);

	if (st || !s.told)
		return st;
	st = read_logs(a, patient, span, &l, err);
	if (!st) {
		str_addf(out, "Home diary, last 7 days: %d of 7 days", s.done + s.partly);
		if (s.partly)
			str_addf(out, ", %d of them partly", s.partly);
		if (s.told < s.days)
			str_addf(out, ", %d not told", s.days - s.told);
		if (s.pains)
			str_addf(out, "; mean pain %.1f", s.pain);
		add_reasons(&l, out);
		str_add(out, ".\n");
	}
	free(l.rows);
	return st;
}

void
diary_numbers(const struct diary *d, struct str *out)
{
	const struct diary_sum *s = &d->sum;

	if (d->came.percent >= 0)
		str_addf(out, "Visits: came to %d of the last %d booked, %d %%.\n",
			 d->came.came, d->came.came + d->came.missed, d->came.percent);
	if (s->percent < 0) {
		str_add(out, "Diary: nothing told of the last 28 days.\n");
		return;
	}
	str_addf(
	    out,
	    "Diary, last %d days: (%d done + %d partly) of %d asked for (%d a week) = "
	    "%d %%; %d days not told.\n",
	    s->days, s->done, s->partly, s->asked, d->week, s->percent,
	    s->days - s->told);
	str_addf(out, "Days in a row: %d now, %d at most.\n", s->streak, s->best);
}

/* The wording row of a win with its two numbers put in; "" when there is none. */
static enum status
say(struct app *a, const char *word, int n, int m, struct str *out, struct err *err)
{
	struct vocab rows[DIARY_REASONS];
	int k = 0;
	enum status st = query_vocab(a->store, "win", rows, DIARY_REASONS, &k, err);

	for (int i = 0; i < k && !st; i++) {
		if (strcmp(rows[i].word, word) != 0)
			continue;
		for (const char *p = rows[i].label; *p; p++)
			if (*p == '#' || *p == '&')
				str_addf(out, "%d", *p == '#' ? n : m);
			else
				str_add_c(out, *p);
		str_add_c(out, '\n');
	}
	return st;
}

enum status
diary_wins(struct app *a, const struct diary *d, struct str *out, struct err *err)
{
	const struct diary_sum *s = &d->sum;
	enum status st = ST_OK;

	if (!d->praise || s->percent < 0)
		return ST_OK;
	if (s->streak >= 3 && s->streak == s->best)
		st = say(a, "best", s->streak, 0, out, err);
	else if (s->streak >= 3)
		st = say(a, "streak", s->streak, s->best, out, err);
	if (!st && s->percent >= 80)
		st = say(a, "share", s->done + s->partly, s->asked, out, err);
	if (!st && d->came.percent == 100 && d->came.came >= 3)
		st = say(a, "visits", d->came.came, 0, out, err);
	return st;
}

enum status
diary_praise(struct app *a, int64_t patient, bool on, struct err *err)
{
	struct patient seen, now;
	enum status st = record_get(a->store, E_PATIENT, patient, &seen, err);

	now = seen;
	now.no_praise = !on;
	return st ? st : record_set(a->store, E_PATIENT, &seen, &now, NULL, err);
}

enum status
diary_score(struct app *a, const struct diary *d, struct err *err)
{
	struct result r;

	if (d->sum.percent < 0)
		return status_fail(err, ST_INVALID,
				   "nothing was told of the last 28 days");
	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = d->patient;
	str_copy(r.measure, sizeof r.measure, "hep_done");
	r.day = app_today(a);
	r.value = (int64_t)d->sum.percent * 1000;
	if (a->user.head.no)
		r.staff = a->user.head.no;
	return record_add(a->store, E_RESULT, &r, err);
}
