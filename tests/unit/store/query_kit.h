/* query_kit.h - a made-up clinic of any size, and one call of each list and search to count or time.
 *
 * The bench takes its times, a test counts its steps. A call that fails ends the program. */
#ifndef TEST_QUERY_KIT_H
#define TEST_QUERY_KIT_H

#include "core/dict_rows.h"
#include "people.h"
#include "store/live.h"
#include "store/query.h"
#include "store/query_goals.h"
#include "store/query_progress.h"
#include "store/query_results.h"
#include "store/query_schedule.h"
#include "store/query_screening.h"
#include "store/query_work.h"
#include "store/record.h"
#include "store/store.h"
#include "store/store_priv.h"
#include "test_dir.h"
#include <stdio.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 2000, VISITS = 10, LINES = 20, FIELDS_MAX = 64, FIRST_DAY = 20200106 };

struct clinic {
	char dir[64];
	struct store_env env;
	struct store *s;
	struct err err;
	int n; /* patients */
	struct patient *people;
	int64_t *no, *plan, therapist;
	int64_t *episode;
	int64_t staff;
	struct people random;
};

static void
must(struct clinic *c, enum status st, const char *what)
{
	if (!st)
		return;
	fprintf(stderr, "%s: %s\n", what, status_say(&c->err));
	exit(1);
}

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

/* ---- building */

static int64_t
add(struct clinic *c, struct record_bulk *b, enum entity_id e, const void *row)
{
	const struct entity *ent = dict_entity(e);
	struct cell cells[FIELDS_MAX];
	struct uid id = {{0}};
	int64_t no;

	for (size_t i = 0; i < ent->n_fields; i++)
		cells[i] = dict_get(&ent->fields[i], row);
	must(c, record_bulk_add(b, &id, cells, &no, &c->err), ent->name);
	return no;
}

static struct record_bulk *
begin(struct clinic *c, enum entity_id e)
{
	struct record_bulk *b;

	must(c, store_begin(c->s, &c->err), "begin");
	must(c, record_bulk_open(c->s, e, &b, &c->err), "bulk");
	return b;
}

static void
end(struct clinic *c, struct record_bulk *b, const char *what, double from)
{
	must(c, record_bulk_close(b, &c->err), "bulk close");
	must(c, store_commit(c->s, &c->err), "commit");
	printf("  %-13s loaded in %6.2f s\n", what, (now_us() - from) / 1e6);
}

static void
load_patients(struct clinic *c)
{
	double from = now_us();
	struct record_bulk *b = begin(c, E_PATIENT);

	c->random = (struct people){.state = 5, .families = 6000, .givens = 2000};
	for (int i = 0; i < c->n; i++) {
		people_next(&c->random, i, &c->people[i]);
		c->no[i] = add(c, b, E_PATIENT, &c->people[i]);
	}
	end(c, b, "patients", from);
}

/* Five screenings and one precaution a patient. */
static void
load_screenings(struct clinic *c, int64_t staff)
{
	enum { SCREENINGS = 5 };
	struct screening s;
	struct precaution x;
	double from = now_us();
	struct record_bulk *b = begin(c, E_SCREENING);

	dict_row_init(dict_entity(E_SCREENING), &s);
	str_copy(s.kind, sizeof s.kind, "visit");
	str_copy(s.outcome, sizeof s.outcome, "clear");
	s.staff = staff;
	for (int i = 0; i < c->n * SCREENINGS; i++) {
		s.patient = c->no[i % c->n];
		s.day = date_add(FIRST_DAY, i / c->n * 3);
		add(c, b, E_SCREENING, &s);
	}
	end(c, b, "screenings", from);
	from = now_us();
	b = begin(c, E_PRECAUTION);
	dict_row_init(dict_entity(E_PRECAUTION), &x);
	str_copy(x.tag, sizeof x.tag, "dizziness");
	x.since = FIRST_DAY;
	for (int i = 0; i < c->n; i++) {
		x.patient = c->no[i];
		add(c, b, E_PRECAUTION, &x);
	}
	end(c, b, "precautions", from);
}

static void
load_charts(struct clinic *c, int64_t staff)
{
	struct episode e;
	struct plan_of_care p;
	struct session v;
	struct appointment a;
	double from = now_us();
	int64_t *episode = c->episode;
	struct record_bulk *b = begin(c, E_EPISODE);

	dict_row_init(dict_entity(E_EPISODE), &e);
	str_copy(e.title, sizeof e.title, "Knee pain");
	e.opened = FIRST_DAY;
	e.therapist = c->therapist = staff;
	for (int i = 0; i < c->n; i++) {
		e.patient = c->no[i];
		episode[i] = add(c, b, E_EPISODE, &e);
	}
	end(c, b, "episodes", from);
	from = now_us();
	b = begin(c, E_PLAN_OF_CARE);
	dict_row_init(dict_entity(E_PLAN_OF_CARE), &p);
	p.version = 1;
	p.starts = FIRST_DAY;
	for (int i = 0; i < c->n; i++) {
		p.episode = episode[i];
		c->plan[i] = add(c, b, E_PLAN_OF_CARE, &p);
	}
	end(c, b, "plans", from);
	from = now_us();
	b = begin(c, E_APPOINTMENT);
	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	for (int i = 0; i < c->n; i++) {
		a.patient = c->no[(i * 31) % c->n];
		a.staff = staff;
		a.day = date_add(FIRST_DAY, i / 50);
		a.start = 480 + i % 50 * 10;
		add(c, b, E_APPOINTMENT, &a);
	}
	end(c, b, "appointments", from);
	from = now_us();
	b = begin(c, E_SESSION);
	dict_row_init(dict_entity(E_SESSION), &v);
	v.therapist = staff;
	v.timed_min = v.total_min = 40;
	v.pain_before = 5;
	for (int i = 0; i < c->n * VISITS; i++) {
		v.patient = c->no[i % c->n];
		v.episode = episode[i % c->n];
		v.service_date = date_add(FIRST_DAY, i / c->n * 3);
		add(c, b, E_SESSION, &v);
	}
	end(c, b, "sessions", from);
	load_screenings(c, staff);
}

/* Two goals an episode and five results of one measure a patient. */
static void
load_goals(struct clinic *c)
{
	struct goal g;
	struct result r;
	double from = now_us();
	struct record_bulk *b = begin(c, E_GOAL);

	dict_row_init(dict_entity(E_GOAL), &g);
	str_copy(g.text, sizeof g.text, "Walk to the market");
	str_copy(g.measure, sizeof g.measure, "tug");
	str_copy(g.state, sizeof g.state, "active");
	for (int i = 0; i < c->n * 2; i++) {
		g.episode = c->episode[i % c->n];
		g.rank = 1 + i / c->n;
		add(c, b, E_GOAL, &g);
	}
	end(c, b, "goals", from);
	from = now_us();
	b = begin(c, E_RESULT);
	dict_row_init(dict_entity(E_RESULT), &r);
	str_copy(r.measure, sizeof r.measure, "tug");
	for (int i = 0; i < c->n * 5; i++) {
		r.patient = c->no[i % c->n];
		r.day = date_add(FIRST_DAY, i / c->n * 14);
		r.value = 18000 - i / c->n * 500;
		add(c, b, E_RESULT, &r);
	}
	end(c, b, "results", from);
}

/* An aid and a report for everybody; as many open tasks in a small clinic as in a large one, the
 * rest is done. */
static void
load_work(struct clinic *c)
{
	struct aid a;
	struct task t;
	struct note *n = mem_alloc(sizeof *n);
	double from = now_us();
	struct record_bulk *b = begin(c, E_AID);

	dict_row_init(dict_entity(E_AID), &a);
	str_copy(a.kind, sizeof a.kind, "cane");
	for (int i = 0; i < c->n; i++) {
		a.patient = c->no[i];
		a.review = date_add(FIRST_DAY, i * 1000 / c->n);
		a.returned = i % (c->n / 500) ? FIRST_DAY : DICT_NONE;
		add(c, b, E_AID, &a);
	}
	end(c, b, "aids", from);
	from = now_us();
	b = begin(c, E_TASK);
	dict_row_init(dict_entity(E_TASK), &t);
	str_copy(t.text, sizeof t.text, "Call");
	t.author = t.staff = c->staff;
	for (int i = 0; i < c->n; i++) {
		t.patient = c->no[i];
		t.due = date_add(FIRST_DAY, i % 300);
		str_copy(t.state, sizeof t.state, i % (c->n / 40) ? "done" : "open");
		add(c, b, E_TASK, &t);
	}
	end(c, b, "tasks", from);
	from = now_us();
	b = begin(c, E_NOTE);
	dict_row_init(dict_entity(E_NOTE), n);
	str_copy(n->kind, sizeof n->kind, "progress");
	n->author = c->staff;
	for (int i = 0; i < c->n; i++) {
		n->episode = c->episode[i];
		n->period_from = n->period_to = FIRST_DAY;
		add(c, b, E_NOTE, n);
	}
	end(c, b, "reports", from);
	free(n);
}

static void
build(struct clinic *c, int n)
{
	static const struct store_site site = {.code = "KBR", .name = "Kibera"};
	struct staff w;

	printf("%d patients\n", n);
	*c = (struct clinic){.n = n};
	c->env = (struct store_env){.clock = &clock_system, .io = &io_posix};
	c->people = mem_alloc((size_t)n * sizeof *c->people);
	c->no = mem_alloc((size_t)n * sizeof *c->no);
	c->plan = mem_alloc((size_t)n * sizeof *c->plan);
	c->episode = mem_alloc((size_t)n * sizeof *c->episode);
	if (!test_dir(c->dir, sizeof c->dir, "bench"))
		exit(1);
	must(c, store_create(c->dir, &c->env, &site, &c->err), "create");
	must(c, store_open(&c->s, c->dir, &c->env, &c->err), "open");
	dict_row_init(dict_entity(E_STAFF), &w);
	str_copy(w.login, sizeof w.login, "nomsa");
	str_copy(w.name, sizeof w.name, "Nomsa Dube");
	str_copy(w.role, sizeof w.role, "pt");
	must(c, record_add(c->s, E_STAFF, &w, &c->err), "staff");
	load_patients(c);
	c->staff = w.head.no;
	load_charts(c, w.head.no);
	load_work(c);
	load_goals(c);
	must(c, store_checkpoint(c->s, &c->err), "checkpoint");
}

static void
demolish(struct clinic *c)
{
	store_close(c->s);
	remove_all(c->dir);
	free(c->people);
	free(c->no);
	free(c->plan);
	free(c->episode);
}

/* ---- what is measured: one call each, arg chooses a variant */

static const struct patient *
someone(struct clinic *c, int64_t *no)
{
	uint32_t i = people_random(&c->random, (uint32_t)c->n);

	if (no)
		*no = c->no[i];
	return &c->people[i];
}

static double
find_text(struct clinic *c, const char *typed)
{
	struct patient_line lines[LINES];
	bool more;
	int n;
	double from = now_us();

	must(c, query_find(c->s, typed, lines, LINES, &n, &more, &c->err), typed);
	return now_us() - from;
}

/* So many characters of a name (1 and 2: its begin), a phone or a date. */
static double
find_part(struct clinic *c, int len)
{
	const char *text;
	char digits[16], typed[16];
	size_t n, at;

	for (;;) {
		const struct patient *p = someone(c, NULL);
		uint32_t kind = people_random(&c->random, len < 3 ? 2 : 10);

		str_format(digits, sizeof digits, "%lld", (long long)p->birth_date);
		text = kind == 8   ? p->chart_no + 4
		       : kind == 9 ? digits
		       : kind % 2  ? p->given_name
				   : p->family_name;
		n = strlen(text);
		if (n >= (size_t)len)
			break;
	}
	at = len < 3 ? 0 : people_random(&c->random, (uint32_t)(n - (size_t)len + 1));
	str_format(typed, sizeof typed, "%.*s", len, text + at);
	return find_text(c, typed);
}

static double
find_two(struct clinic *c, int len)
{
	const struct patient *p = someone(c, NULL);
	char typed[64];

	str_format(typed, sizeof typed, "%.*s %.*s", len, p->family_name, len,
		   p->given_name);
	return find_text(c, typed);
}

/* Two words of different people: mostly nobody has both. */
static double
find_none(struct clinic *c, int len)
{
	const struct patient *p = someone(c, NULL), *q = someone(c, NULL);
	char typed[64];

	str_format(typed, sizeof typed, "%.*s %.*s", len, p->family_name, len,
		   q->given_name);
	return find_text(c, typed);
}

static double
page(struct clinic *c, int back)
{
	struct patient_line lines[LINES];
	int64_t no;
	int n;
	double from;

	someone(c, &no);
	from = now_us();
	must(c, query_patients(c->s, no, back, lines, LINES, &n, &c->err), "page");
	return now_us() - from;
}

static double
similar(struct clinic *c, int kind)
{
	struct patient p = *someone(c, NULL);
	struct patient_line lines[5];
	size_t at = strlen(p.family_name) / 2;
	int n;
	double from;

	p.head.no = 0;
	if (at > 0)
		p.family_name[at] = p.family_name[at] == 'a' ? 'e' : 'a';
	if (kind)
		p.birth_date = DICT_NONE;
	from = now_us();
	must(c, query_similar(c->s, &p, lines, 5, &n, &c->err), "similar");
	return now_us() - from;
}

static double
episodes(struct clinic *c, int unused)
{
	struct episode_line lines[LINES];
	int64_t no;
	int n;
	double from;

	(void)unused;
	someone(c, &no);
	from = now_us();
	must(c, query_episodes(c->s, no, lines, LINES, &n, &c->err), "episodes");
	return now_us() - from;
}

static double
sessions(struct clinic *c, int unused)
{
	struct session_line lines[LINES];
	int64_t no;
	int n;
	double from;

	(void)unused;
	someone(c, &no);
	from = now_us();
	must(c, query_sessions(c->s, no, 0, lines, LINES, &n, &c->err), "sessions");
	return now_us() - from;
}

/* What trends and goals are made of: 0 goals, 1 pain of visits, 2 a row of results, 3 the last
 * result of each measure. */
static double
trend(struct clinic *c, int which)
{
	struct goal *goals = mem_alloc(LINES * sizeof *goals);
	struct result *rows = mem_alloc(LINES * sizeof *rows);
	struct pain_line pain[LINES];
	struct result_series series = {.measure = "tug", .part = "", .side = ""};
	struct result_last last = {.until = DICT_NONE};
	int64_t no, episode = c->episode[people_random(&c->random, (uint32_t)c->n)];
	int n = 0;
	double from;

	someone(c, &no);
	series.patient = last.patient = no;
	from = now_us();
	must(c,
	     which == 0	  ? query_goals(c->s, episode, goals, LINES, &n, &c->err)
	     : which == 1 ? query_pain(c->s, no, pain, LINES, &n, &c->err)
	     : which == 2 ? query_results(c->s, &series, rows, LINES, &n, &c->err)
			  : query_results_last(c->s, &last, rows, LINES, &n, &c->err),
	     "trends");
	from = now_us() - from;
	if (n != (which == 0 ? 2 : which == 1 ? VISITS : which == 2 ? 5 : 1))
		must(c, status_fail(&c->err, ST_CORRUPT, "%d rows", n), "trends");
	free(goals);
	free(rows);
	return from;
}

/* How an exercise went, as the rules of progression look back over the visits. */
static double
done_before(struct clinic *c, int exercise)
{
	struct done_line lines[LINES];
	struct done_which which = {
	    .exercise = exercise, .day = INT64_MAX, .session = INT64_MAX};
	int n;
	double from;

	someone(c, &which.patient);
	from = now_us();
	must(c, query_done(c->s, &which, lines, LINES, &n, &c->err), "done");
	return now_us() - from;
}

/* Every decision on the doses of an episode. */
static double
dose_changes(struct clinic *c, int unused)
{
	struct dose_line *lines = mem_alloc(LINES * sizeof *lines);
	struct plan_of_care p;
	int n;
	uint32_t i = people_random(&c->random, (uint32_t)c->n);
	double us, from;

	(void)unused;
	must(c, record_get(c->s, E_PLAN_OF_CARE, c->plan[i], &p, &c->err), "plan");
	from = now_us();
	must(c, query_dose_changes(c->s, p.episode, lines, LINES, &n, &c->err), "doses");
	us = now_us() - from;
	free(lines);
	return us;
}

/* What the head of a plan asks: its versions and the days of its visits. */
static double
plan_head(struct clinic *c, int unused)
{
	struct plan_of_care rows[LINES];
	struct plan_of_care *p = &rows[0];
	int64_t days[200], first;
	int n;
	uint32_t i = people_random(&c->random, (uint32_t)c->n);
	double from;

	(void)unused;
	must(c, record_get(c->s, E_PLAN_OF_CARE, c->plan[i], p, &c->err), "plan");
	from = now_us();
	must(c, query_plans(c->s, p->episode, rows, LINES, &n, &c->err), "plans");
	must(c, query_episode_days(c->s, p->episode, days, 200, &n, &c->err), "days");
	must(c, query_first_day(c->s, p->episode, FIRST_DAY, &first, &c->err), "first");
	return now_us() - from;
}

static double
screenings(struct clinic *c, int unused)
{
	struct screening rows[LINES];
	int64_t no;
	int n;
	double from;

	(void)unused;
	someone(c, &no);
	from = now_us();
	must(c, query_screenings(c->s, no, rows, LINES, &n, &c->err), "screenings");
	return now_us() - from;
}

static double
precautions(struct clinic *c, int unused)
{
	struct precaution rows[LINES];
	int64_t no;
	int n;
	double from;

	(void)unused;
	someone(c, &no);
	from = now_us();
	must(c, query_precautions(c->s, no, rows, LINES, &n, &c->err), "precautions");
	return now_us() - from;
}

static double
day(struct clinic *c, int unused)
{
	struct day_line lines[64];
	int n, days = c->n / 50;
	double from;

	(void)unused;
	from = now_us();
	must(c,
	     query_day(c->s,
		       date_add(FIRST_DAY, people_random(&c->random, (uint32_t)days)), 0,
		       lines, 64, &n, &c->err),
	     "day");
	return now_us() - from;
}

/* ---- open episodes that wait for something: every patient of this clinic has one */

static double
cases(struct clinic *c, int ask)
{
	static struct case_line lines[64];
	struct case_filter f = {.ask = (enum case_ask)(ask % 10),
				.limit = ask % 10 == CASE_DAYS ? 8 : 20260501,
				.today = 20260504,
				.therapist = ask >= 10 ? c->therapist : 0};
	int n;
	double from = now_us();

	must(c, query_cases(c->s, &f, lines, 64, &n, &c->err), "cases");
	return now_us() - from;
}

static double
week(struct clinic *c, int unused)
{
	static struct week_line lines[2000];
	int64_t days[2];
	int n;
	double from;

	(void)unused;
	days[0] =
	    date_add(FIRST_DAY, people_random(&c->random, (uint32_t)(c->n / 50 - 6)));
	days[1] = date_add(days[0], 6);
	from = now_us();
	must(c, query_week(c->s, days, 0, lines, 2000, &n, &c->err), "week");
	return now_us() - from;
}

static double
attendance(struct clinic *c, int unused)
{
	struct attendance_line lines[LINES];
	const int64_t days[2] = {FIRST_DAY, 20990101};
	int64_t no;
	int n;
	double from;

	(void)unused;
	someone(c, &no);
	from = now_us();
	must(c, query_attendance(c->s, no, days, lines, LINES, &n, &c->err),
	     "attendance");
	return now_us() - from;
}

/* arg: 0 aids of a patient, 1 reviews due, 2 open tasks, 3 reports, 4 days of an episode. */
static double
work(struct clinic *c, int arg)
{
	static struct aid aids[LINES];
	static struct aid_line reviews[LINES];
	static struct task tasks[64];
	static struct note notes[LINES];
	static struct visit_day days[64];
	const int64_t all[2] = {0, 99991231};
	uint32_t i = people_random(&c->random, (uint32_t)c->n);
	int n = 0;
	double from = now_us();
	enum status st =
	    arg == 0   ? query_aids(c->s, c->no[i], aids, LINES, &n, &c->err)
	    : arg == 1 ? query_aid_reviews(c->s, date_add(FIRST_DAY, 400), reviews, LINES,
					   &n, &c->err)
	    : arg == 2 ? query_tasks(c->s, c->staff, tasks, 64, &n, &c->err)
	    : arg == 3
		? query_reports(c->s, c->episode[i], notes, LINES, &n, &c->err)
		: query_visit_days(c->s, c->episode[i], all, days, 64, &n, &c->err);

	must(c, st, "work");
	if (!n)
		exit(1);
	return now_us() - from;
}

/* A registration by itself, with its place in the search index; undone again. */
static double
registration(struct clinic *c, int unused)
{
	struct patient p;
	double from, us;

	(void)unused;
	people_next(&c->random, 900000, &p);
	must(c, store_begin(c->s, &c->err), "begin");
	from = now_us();
	must(c, record_add(c->s, E_PATIENT, &p, &c->err), "patient");
	us = now_us() - from;
	store_cancel(c->s);
	return us;
}

/* Steps of SQLite's machine over all statements since the last call: exact, whatever the machine. */
static inline int64_t
query_kit_steps(struct store *s)
{
	int64_t n = 0;

	for (sqlite3_stmt *q = sqlite3_next_stmt(s->db, NULL); q;
	     q = sqlite3_next_stmt(s->db, q))
		n += sqlite3_stmt_status(q, SQLITE_STMTSTATUS_VM_STEP, 1);
	return n;
}

/* Pages looked at since the last call. */
static inline int64_t
query_kit_pages(struct store *s)
{
	int hit = 0, miss = 0, high;

	sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_HIT, &hit, &high, 1);
	sqlite3_db_status(s->db, SQLITE_DBSTATUS_CACHE_MISS, &miss, &high, 1);
	return hit + miss;
}

static const struct {
	const char *name;
	double (*run)(struct clinic *c, int arg);
	int arg, rounds;
} measures[] = {
    {"find, 1 character", find_part, 1, ROUNDS},
    {"find, 2 characters", find_part, 2, ROUNDS},
    {"find, 3 characters", find_part, 3, ROUNDS},
    {"find, 4 characters", find_part, 4, ROUNDS},
    {"find, 5 characters", find_part, 5, ROUNDS},
    {"find, 6 characters", find_part, 6, ROUNDS},
    {"find, 7 characters", find_part, 7, ROUNDS},
    {"find, 8 characters", find_part, 8, ROUNDS},
    {"find, 2 words of 1", find_two, 1, ROUNDS},
    {"find, 2 words of 3", find_two, 3, ROUNDS},
    {"find, 2 words of 5", find_two, 5, ROUNDS},
    {"find, 2 foreign of 3", find_none, 3, ROUNDS},
    {"find, 2 foreign of 5", find_none, 5, ROUNDS},
    {"page of patients", page, 0, ROUNDS},
    {"page back", page, 1, ROUNDS},
    {"similar", similar, 0, 300},
    {"similar, no birth date", similar, 1, 300},
    {"new patient, no sync", registration, 0, 300},
    {"day of 50", day, 0, ROUNDS},
    {"week of 350", week, 0, 500},
    {"lapse list, 64", cases, CASE_IDLE, 500},
    {"lapse list, mine", cases, 10 + CASE_IDLE, 500},
    {"reports due, 64", cases, CASE_DAYS, 500},
    {"certified, 64", cases, CASE_CERTIFIED, 500},
    {"not certified, 64", cases, CASE_UNCERTIFIED, 500},
    {"re-tests due, 64", cases, CASE_MEASURED, 500},
    {"attendance", attendance, 0, ROUNDS},
    {"episodes of a patient", episodes, 0, ROUNDS},
    {"sessions of a patient", sessions, 0, ROUNDS},
    {"aids of a patient", work, 0, ROUNDS},
    {"aid reviews due", work, 1, ROUNDS},
    {"open tasks of mine", work, 2, ROUNDS},
    {"reports of an episode", work, 3, ROUNDS},
    {"days of an episode", work, 4, ROUNDS},
    {"head of a plan", plan_head, 0, ROUNDS},
    {"goals of an episode", trend, 0, ROUNDS},
    {"pain of a patient", trend, 1, ROUNDS},
    {"results of a measure", trend, 2, ROUNDS},
    {"last results", trend, 3, ROUNDS},
    {"exercise, look back", done_before, 1, ROUNDS},
    {"doses of an episode", dose_changes, 0, ROUNDS},
    {"screenings of a patient", screenings, 0, ROUNDS},
    {"precautions of a patient", precautions, 0, ROUNDS},
};
enum { N_MEASURES = sizeof measures / sizeof measures[0] };

#endif
