/* lapse.c - the list of those to call, in an order anybody can count again. */
#include "app/lapse.h"

#include "app/care_rules.h"
#include "core/source.h"
#include "store/access.h"
#include "store/query_schedule.h"
#include "store/query_work.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_DAY = 10101, TASKS_MAX = 20 };

static bool
is_missed(const struct attendance_line *l)
{
	return !strcmp(l->state, "no_show") ||
	       (!strcmp(l->state, "cancelled") && l->cancelled_on == l->day);
}

/* A visit called off in time, or one whose state nobody entered, says nothing. */
enum status
lapse_attendance(struct app *a, int64_t patient, int64_t before,
		 struct lapse_attendance *out, struct err *err)
{
	struct attendance_line lines[LAPSE_VISITS];
	const int64_t days[2] = {FIRST_DAY, before};
	int n = 0, all;
	enum status st =
	    query_attendance(a->store, patient, days, lines, LAPSE_VISITS, &n, err);

	*out = (struct lapse_attendance){.percent = -1};
	for (int i = 0; i < n && !st; i++) {
		out->came +=
		    !strcmp(lines[i].state, "done") || !strcmp(lines[i].state, "arrived");
		out->missed += is_missed(&lines[i]);
	}
	all = out->came + out->missed;
	if (all)
		out->percent = (out->came * 200 + all) / (2 * all);
	return st;
}

/* The open call task about a patient, 0: none. */
static enum status
find_call(struct app *a, int64_t patient, int64_t *no, struct err *err)
{
	struct task *rows = mem_alloc(TASKS_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_tasks_about(a->store, patient, rows, TASKS_MAX, &n, err);

	*no = 0;
	for (int i = 0; i < n && !st && !*no; i++)
		if (!strcmp(rows[i].kind, "call") &&
		    (!rows[i].state[0] || !strcmp(rows[i].state, "open")))
			*no = rows[i].head.no;
	free(rows);
	return st;
}

static enum status
make_line(struct app *a, const struct case_line *c, const struct lapse_list *list,
	  struct lapse_line *l, struct err *err)
{
	const struct foresight_ask ask = {FORESIGHT_LAPSE, c->patient, c->visited,
					  DICT_NONE};
	int64_t today = app_today(a);
	enum status st = ST_OK;

	memset(l, 0, sizeof *l);
	l->episode = c->episode;
	l->patient = c->patient;
	l->visited = c->visited;
	l->days = date_to_days(today) - date_to_days(c->visited);
	l->out = l->days >= list->drop_out;
	str_copy(l->name, sizeof l->name, c->name);
	str_copy(l->chart_no, sizeof l->chart_no, c->chart_no);
	str_copy(l->title, sizeof l->title, c->title);
	if (access_has(a->store, ROLE_CHART, ROLE_READ))
		st = foresight_risk(a, &ask, &l->risk, err);
	if (!st)
		st = lapse_attendance(a, c->patient, today, &l->attendance, err);
	return st ? st : find_call(a, c->patient, &l->call, err);
}

/* The larger share of missed visits: a/b > c/d without fractions. */
static int
by_missed(const struct lapse_attendance *x, const struct lapse_attendance *y)
{
	int64_t a = (int64_t)x->missed * (y->came + y->missed);
	int64_t b = (int64_t)y->missed * (x->came + x->missed);

	return a > b ? -1 : a < b;
}

static int
by_order(const void *a, const void *b)
{
	const struct lapse_line *x = a, *y = b;
	double p = x->risk.known ? x->risk.one.p : -1,
	       q = y->risk.known ? y->risk.one.p : -1;
	int missed = by_missed(&x->attendance, &y->attendance);
	int name = strcmp(x->name, y->name);

	if (p != q)
		return p > q ? -1 : 1;
	if (x->days != y->days)
		return x->days > y->days ? -1 : 1;
	if (missed)
		return missed;
	return name ? name : (x->episode > y->episode) - (x->episode < y->episode);
}

static enum status
read_limits(struct app *a, struct lapse_list *list, struct err *err)
{
	const struct care_rule *watch, *out;
	enum status st = care_rule_find(a, "lapse_watch", app_today(a), &watch, err);

	if (!st)
		st = care_rule_find(a, "lapse_out", app_today(a), &out, err);
	if (st)
		return st;
	list->watch = watch->value;
	list->drop_out = out->value;
	list->unsure =
	    source_unsure(watch->verification) || source_unsure(out->verification);
	return ST_OK;
}

enum status
lapse_list(struct app *a, const struct lapse_ask *ask, struct lapse_list *list,
	   struct err *err)
{
	struct case_line *lines = mem_alloc((size_t)(list->max + 1) * sizeof *lines);
	struct case_filter f = {.ask = CASE_IDLE,
				.today = app_today(a),
				.therapist = ask->everybody ? 0 : a->user.head.no};
	int n = 0;
	enum status st = read_limits(a, list, err);

	list->n = 0;
	if (!st) {
		f.limit = date_add(f.today, -(ask->out ? list->drop_out : list->watch));
		st = query_cases(a->store, &f, lines, list->max + 1, &n, err);
	}
	list->more = n > list->max;
	for (int i = 0; i < n && i < list->max && !st; i++)
		st = make_line(a, &lines[i], list, &list->lines[list->n++], err);
	if (!st && list->n > 1)
		qsort(list->lines, (size_t)list->n, sizeof *list->lines, by_order);
	free(lines);
	return st;
}

enum status
lapse_call(struct app *a, const struct lapse_line *l, int64_t *no, struct err *err)
{
	char last[DATE_TEXT_SIZE];
	struct task t;
	enum status st = find_call(a, l->patient, no, err);

	if (st || *no)
		return st;
	dict_row_init(dict_entity(E_TASK), &t);
	t.patient = l->patient;
	str_copy(t.kind, sizeof t.kind, "call");
	t.author = a->user.head.no;
	t.staff = a->user.head.no;
	t.due = t.written = app_today(a);
	str_copy(t.state, sizeof t.state, "open");
	date_text(l->visited, last);
	str_format(t.text, sizeof t.text,
		   "Call: last visit %s, %lld days ago, nothing booked. Missed %d of %d.",
		   last, (long long)l->days, l->attendance.missed,
		   l->attendance.came + l->attendance.missed);
	st = record_add(a->store, E_TASK, &t, err);
	*no = st ? 0 : t.head.no;
	return st;
}
