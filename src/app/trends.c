/* trends.c - loads the series of a patient and fits each. */
#include "app/trends.h"

#include "app/care_rules.h"
#include "core/goal.h"
#include "store/access.h"
#include "store/audit.h"
#include "store/query.h"
#include "store/query_goals.h"
#include "store/query_results.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { EPISODES_MAX = 20, GOALS_MAX = 40 };

static const char setting_name[] = "trend_dates";

/* A key the tables do not hold (any more): shown, never judged. */
static const struct measure unknown = {.name = "", .unit = "", .decimals = 2};

struct loading {
	struct app *a;
	const struct measures *m;
	struct measure_norms norms;
	struct trends *t;
};

static double
real(int64_t thousandths)
{
	return (double)thousandths / 1000;
}

/* ---- one series */

static struct trends_series *
new_series(struct trends *t, const struct measure *m, const char *key, const char *title)
{
	struct trends_series *s;

	t->rows = mem_room(t->rows, (size_t)t->n, sizeof *t->rows);
	s = &t->rows[t->n++];
	memset(s, 0, sizeof *s);
	s->measure = m ? m : &unknown;
	s->first = s->last = s->first_day = s->last_day = s->target = s->due = DICT_NONE;
	str_copy(s->key, sizeof s->key, key);
	str_copy(s->title, sizeof s->title, title);
	return s;
}

static void
add_point(struct trends_series *s, int64_t day, int64_t value)
{
	if (value == DICT_NONE || s->n == TREND_POINTS_MAX)
		return;
	s->points[s->n++] = (struct trend_point){day, real(value)};
	if (s->n == 1) {
		s->first = value;
		s->first_day = day;
	}
	s->last = value;
	s->last_day = day;
}

/* A series without a single number is taken away again. */
static void
finish(struct loading *l, struct trends_series *s)
{
	if (!s->n) {
		l->t->n--;
		return;
	}
	s->mdc = measure_mdc(s->measure, l->norms, s->first);
	s->mcid = measure_mcid(s->measure, l->norms, s->first);
	if (s->n > 1)
		s->change = measure_change(s->measure, l->norms, s->first, s->last);
}

static enum status
load_measure(struct loading *l, const struct result *last, struct result *rows,
	     struct err *err)
{
	struct result_series which = {last->patient, last->measure, last->part,
				      last->side};
	char title[100];
	struct trends_series *s;
	int n = 0;
	enum status st =
	    query_results(l->a->store, &which, rows, TREND_POINTS_MAX, &n, err);

	if (st)
		return st;
	measures_title(l->m, last, title, sizeof title);
	s = new_series(l->t, measures_find(l->m, last->measure), last->measure, title);
	str_copy(s->part, sizeof s->part, last->part);
	str_copy(s->side, sizeof s->side, last->side);
	for (int i = 0; i < n; i++)
		add_point(s, rows[i].day, rows[i].value);
	finish(l, s);
	return ST_OK;
}

static enum status
load_measures(struct loading *l, struct err *err)
{
	struct result_last which = {l->t->patient.head.no, DICT_NONE, 0};
	struct result *last = mem_alloc(TRENDS_MAX * sizeof *last);
	struct result *rows = mem_alloc(TREND_POINTS_MAX * sizeof *rows);
	int n = 0;
	enum status st =
	    query_results_last(l->a->store, &which, last, TRENDS_MAX, &n, err);

	for (int i = 0; !st && i < n; i++)
		st = load_measure(l, &last[i], rows, err);
	free(last);
	free(rows);
	return st;
}

static enum status
load_pain(struct loading *l, struct err *err)
{
	const struct measure *m = measures_find(l->m, "nprs");
	struct pain_line *lines = mem_alloc(TREND_POINTS_MAX * sizeof *lines);
	struct trends_series *s;
	int n = 0;
	enum status st = query_pain(l->a->store, l->t->patient.head.no, lines,
				    TREND_POINTS_MAX, &n, err);

	for (int after = 0; !st && after < 2; after++) {
		s = new_series(l->t, m, after ? "pain_after" : "pain",
			       after ? "Pain after visits" : "Pain before visits");
		for (int i = 0; i < n; i++) {
			int64_t pain = after ? lines[i].after : lines[i].before;

			add_point(s, lines[i].day,
				  pain == DICT_NONE ? DICT_NONE : pain * 1000);
		}
		finish(l, s);
	}
	free(lines);
	return st;
}

/* Steps by week as devices tell them: what the measure steps_day is made of, where a week has enough
 * worn days. */
static enum status
load_steps(struct loading *l, struct err *err)
{
	struct wear_week weeks[WEARABLE_WEEKS_MAX];
	struct trends_series *s;
	int days = 0;
	enum status st = wearable_weeks(l->a, l->t->patient.head.no, weeks,
					WEARABLE_WEEKS_MAX, &days, err);

	if (st || !days)
		return st;
	s = new_series(l->t, measures_find(l->m, "steps_day"), "steps_day",
		       "Steps, by devices");
	s->how = "By week: steps a day, the mean of days that were worn";
	for (int i = 0; i < WEARABLE_WEEKS_MAX; i++)
		if (weeks[i].worn >= WEAR_WEEK_DAYS)
			add_point(s, weeks[i].monday, weeks[i].steps * 1000);
	finish(l, s);
	return ST_OK;
}

/* What a device calls active is its own measure, no score of a table: no limits, no smallest change. */
static const struct measure active_minutes = {
    .name = "Active minutes", .unit = "min", .direction = "higher_better"};

/* Takes the weeks of one device; which of them tell enough, and their number. */
static void
add_device(struct loading *l, const struct wearable_device *d, bool rest)
{
	const struct measure *m = rest ? measures_find(l->m, "hr_rest") : &active_minutes;
	struct trends_series *s = new_series(l->t, m, "", "");
	bool estimated = false;

	for (int i = 0; i < WEARABLE_WEEKS_MAX; i++) {
		const struct wear_week *w = &d->weeks[i];

		if ((rest ? w->rest_days : w->minute_days) < WEAR_WEEK_DAYS)
			continue;
		add_point(s, w->monday, (rest ? w->rest : w->daily) * 1000);
		estimated |= rest && w->estimated;
	}
	str_format(s->key, sizeof s->key, "%s/%s", rest ? "device_rest" : "active_min",
		   d->name);
	str_format(s->title, sizeof s->title, "%s, %s",
		   !rest       ? "Active min"
		   : estimated ? "Rest rate est."
			       : "Rest rate",
		   d->name);
	s->how = !rest ? "By week: active minutes a day as it counts them, the mean of "
			 "days worn"
		 : estimated
		     ? "By week: resting heart rate, an estimate in part: a low "
		       "percentile of a day"
		     : "By week: resting heart rate as this device tells it, the mean of "
		       "its days";
	finish(l, s);
}

static enum status
load_devices(struct loading *l, struct err *err)
{
	struct wearable_device *rows = mem_alloc(WEARABLE_DEVICES_MAX * sizeof *rows);
	int n = 0;
	enum status st = wearable_devices(l->a, l->t->patient.head.no, rows, &n, err);

	for (int i = 0; !st && i < n; i++)
		for (int rest = 0; rest < 2; rest++)
			add_device(l, &rows[i], rest);
	free(rows);
	return st;
}

/* ---- goals */

static bool
same_side(const char *a, const char *b)
{
	return !strcmp(strcmp(a, "none") ? a : "", strcmp(b, "none") ? b : "");
}

/* Goals of the pain number are about the pain before visits too. */
static bool
is_about(const struct goal *g, const struct trends_series *s)
{
	const char *key = strcmp(s->key, "pain") ? s->key : "nprs";

	return !strcmp(g->measure, key) && !strcmp(g->part, s->part) &&
	       same_side(g->side, s->side);
}

static void
take_goal(struct trends *t, const struct goal *g)
{
	if (g->target == DICT_NONE || !goal_open(g))
		return;
	for (int i = 0; i < t->n; i++) {
		struct trends_series *s = &t->rows[i];

		if (s->has_goal || !is_about(g, s))
			continue;
		s->has_goal = true;
		s->target = g->target;
		s->due = g->due;
	}
}

static enum status
load_goals(struct loading *l, struct err *err)
{
	struct episode_line *episodes = mem_alloc(EPISODES_MAX * sizeof *episodes);
	struct goal *goals = mem_alloc(GOALS_MAX * sizeof *goals);
	int n = 0;
	enum status st = query_episodes(l->a->store, l->t->patient.head.no, episodes,
					EPISODES_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		int k = 0;

		if (episodes[i].closed != DICT_NONE)
			continue;
		st = query_goals(l->a->store, episodes[i].no, goals, GOALS_MAX, &k, err);
		for (int j = 0; !st && j < k; j++)
			take_goal(l->t, &goals[j]);
	}
	free(episodes);
	free(goals);
	return st;
}

struct trend_in
trends_in(const struct trends_series *s)
{
	return (struct trend_in){.points = s->points,
				 .n = s->n,
				 .direction = measure_sign(s->measure),
				 .mdc = s->mdc.known ? real(s->mdc.value) : 0,
				 .has_goal = s->has_goal,
				 .goal = s->has_goal ? real(s->target) : 0};
}

/* Grades are steps: the distance between two of them is no number to divide by days. */
static void
fit(struct trends_series *s, int window)
{
	struct trend_in in = trends_in(s);

	if (measure_ordinal(s->measure) && in.n > 2)
		in.n = 2;
	trend_fit(&in, &s->trend);
	course_fit(&in, &s->trend, s->has_goal ? s->due : DATE_NONE, window, &s->course);
}

enum status
trends_load(struct app *a, int64_t patient, struct trends *t, struct err *err)
{
	struct loading l = {.a = a, .t = t};
	int64_t window = 0;
	enum status st;

	memset(t, 0, sizeof *t);
	st = record_get(a->store, E_PATIENT, patient, &t->patient, err);
	if (!st)
		st = measures_of(a, &l.m, err);
	if (st)
		return st;
	l.norms = measures_norms(l.m);
	st = load_measures(&l, err);
	if (!st)
		st = load_steps(&l, err);
	if (!st)
		st = load_devices(&l, err);
	if (!st)
		st = load_pain(&l, err);
	if (!st)
		st = load_goals(&l, err);
	if (!st)
		st = trends_dates(a, &t->dates, err);
	if (!st)
		st = care_rule_days(a, "plateau", app_today(a), &window, err);
	for (int i = 0; !st && i < t->n; i++)
		fit(&t->rows[i], (int)window);
	return st;
}

void
trends_release(struct trends *t)
{
	free(t->rows);
	t->rows = NULL;
	t->n = 0;
}

static bool
same_key(const char *own, const char *key)
{
	size_t n = strcspn(own, "/");

	return !strcmp(own, key) || (own[n] && strlen(key) == n && !strncmp(own, key, n));
}

const struct trends_series *
trends_find(const struct trends *t, const char *key, const char *side)
{
	for (int i = 0; i < t->n; i++)
		if (same_key(t->rows[i].key, key) &&
		    (!side[0] || same_side(t->rows[i].side, side)))
			return &t->rows[i];
	return NULL;
}

/* ---- the setting */

enum status
trends_dates(struct app *a, bool *on, struct err *err)
{
	struct str value = {0};
	enum status st = store_setting_get(a->store, setting_name, &value, err);

	*on = strcmp(str_text(&value), "off") != 0;
	str_release(&value);
	return st;
}

enum status
trends_dates_set(struct app *a, bool on, struct err *err)
{
	enum status st = access_may(a->store, ROLE_LIBRARY, ROLE_WRITE, "Setting", err);

	if (!st)
		st = store_setting_set(a->store, setting_name, on ? "on" : "off", err);
	return st ? st
		  : audit_add(a->store, "setting", 0,
			      on ? "expected dates of trends on"
				 : "expected dates of trends off",
			      err);
}
