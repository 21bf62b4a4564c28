/* test_due.c - the due and lapse lists of the made-up clinic against lists written by hand from its
 * tables, and against a second, plain count over every row. */
#include "app_kit.h"

#include "app/demo.h"
#include "app/due.h"
#include "app/lapse.h"
#include "store/query_schedule.h"

#include <sqlite3.h>

/* The clock of app_kit: Monday 4 May 2026. */
enum { TODAY = 20260504, LINES = 400 };

static struct app_kit kit;
static struct due_line due_lines[LINES];
static struct lapse_line lapse_lines[LINES];

static int
set_up(void **state)
{
	struct store_site site = kit_site;
	struct demo_size size = {.seed = 1};

	(void)state;
	setenv("TZ", "UTC", 1);
	site.practice = true;
	memset(&kit, 0, sizeof kit);
	kit_init(&kit.k);
	kit.k.env.clock = &app_kit_clock;
	app_kit_ok(&kit, app_init(kit.k.dir, &kit.k.env, &site, &kit.k.err));
	app_kit_ok(&kit, app_open(&kit.a, kit.k.dir, &kit.k.env, &kit.k.err));
	app_kit_ok(&kit, demo_fill(kit.a.store, &size, NULL, NULL, &kit.k.err));
	app_kit_ok(&kit, staff_act_as(&kit.a, "anna", &kit.k.err));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

/* ---- every row of an entity in memory */

struct rows {
	enum entity_id e;
	char *p;
	int n;
};

static bool
keep(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct rows *r = arg;
	const struct entity *e = dict_entity(r->e);
	void *row;

	r->p = mem_grow(r->p, (size_t)(r->n + 1) * e->size);
	row = r->p + (size_t)r->n++ * e->size;
	dict_row_init(e, row);
	((struct row_head *)row)->no = no;
	((struct row_head *)row)->id = *id;
	for (size_t i = 0; i < e->n_fields; i++)
		assert_true(dict_put(&e->fields[i], row, cells[i]));
	return true;
}

static struct rows
all_rows(enum entity_id e)
{
	struct rows r = {.e = e};

	app_kit_ok(&kit, record_scan(kit.a.store, e, NULL, keep, &r, &kit.k.err));
	return r;
}

#define EACH(rows, type, var)                                                            \
	for (const struct type *var = (const void *)(rows).p;                            \
	     var && var < (const struct type *)(const void *)(rows).p + (rows).n; var++)

/* ---- the lapse list */

static struct lapse_list
lapse_of(bool everybody)
{
	struct lapse_ask ask = {.everybody = everybody};
	struct lapse_list list = {.lines = lapse_lines, .max = LINES};

	app_kit_ok(&kit, lapse_list(&kit.a, &ask, &list, &kit.k.err));
	return list;
}

static int64_t
last_visit(const struct rows *sessions, const struct episode *e)
{
	int64_t last = e->opened;
	bool any = false;

	EACH(*sessions, session, s)
	{
		if (s->episode == e->head.no && (!any || s->service_date > last)) {
			last = s->service_date;
			any = true;
		}
	}
	return last;
}

static bool
is_booked(const struct rows *appointments, int64_t patient)
{
	EACH(*appointments, appointment, a)
	{
		if (a->patient == patient && a->day >= TODAY &&
		    (!strcmp(a->state, "booked") || !strcmp(a->state, "arrived")))
			return true;
	}
	return false;
}

static void
test_lapse__demo__against_every_row(void **state)
{
	struct lapse_list list = lapse_of(true);
	struct rows episodes = all_rows(E_EPISODE), sessions = all_rows(E_SESSION);
	struct rows appointments = all_rows(E_APPOINTMENT);
	int wanted = 0;

	(void)state;
	assert_int_equal(list.watch, 14);
	assert_int_equal(list.drop_out, 21);
	EACH(episodes, episode, e)
	{
		int64_t last = last_visit(&sessions, e);
		int64_t days = date_to_days(TODAY) - date_to_days(last);
		bool want = e->closed == DICT_NONE && days >= 14 &&
			    !is_booked(&appointments, e->patient);
		bool found = false;

		wanted += want;
		for (int i = 0; i < list.n; i++) {
			if (list.lines[i].episode != e->head.no)
				continue;
			found = true;
			assert_int_equal(list.lines[i].days, days);
			assert_int_equal(list.lines[i].out, days >= 21);
		}
		assert_int_equal(found, want);
	}
	assert_true(wanted >= 4);
	assert_int_equal(list.n, wanted);
	free(episodes.p);
	free(sessions.p);
	free(appointments.p);
}

/* The likeliest to stay away first, as the made-up clinic shows; switched off, the longest away. */
static void
test_lapse__demo__forecasts_on_and_off(void **state)
{
	struct lapse_list list = lapse_of(true);
	int other = 0;

	(void)state;
	for (int i = 0; i < list.n; i++)
		assert_true(list.lines[i].risk.known);
	for (int i = 1; i < list.n; i++) {
		assert_true(list.lines[i - 1].risk.one.p >= list.lines[i].risk.one.p);
		other += list.lines[i - 1].days < list.lines[i].days;
	}
	assert_true(other > 0);
	app_kit_ok(&kit, staff_act_as(&kit.a, "max", &kit.k.err));
	app_kit_ok(&kit, foresight_switch(&kit.a, false, &kit.k.err));
	list = lapse_of(true);
	for (int i = 0; i < list.n; i++)
		assert_false(list.lines[i].risk.known);
	for (int i = 1; i < list.n; i++)
		assert_true(list.lines[i - 1].days >= list.lines[i].days);
	app_kit_ok(&kit, foresight_switch(&kit.a, true, &kit.k.err));
}

/* Written by hand from episodes, sessions and appointments of the exported tables. */
static void
test_lapse__demo__by_hand(void **state)
{
	static const struct {
		const char *chart_no;
		int days, missed, of;
	} hand[] = {
	    {"KBR-000003-V", 75, 3, 6},	 {"KBR-000005-X", 66, 2, 7},
	    {"KBR-000007-0", 55, 2, 9},	 {"KBR-000009-2", 46, 2, 11},
	    {"KBR-000011-6", 34, 5, 16}, {"KBR-000013-8", 25, 4, 17},
	};
	struct lapse_list list = lapse_of(true);

	(void)state;
	assert_int_equal(list.n, sizeof hand / sizeof hand[0]);
	for (int i = 0; i < list.n; i++) {
		const struct lapse_line *l = list.lines;

		while (l < list.lines + list.n - 1 &&
		       strcmp(l->chart_no, hand[i].chart_no) != 0)
			l++;
		assert_string_equal(l->chart_no, hand[i].chart_no);
		assert_int_equal(l->days, hand[i].days);
		assert_int_equal(l->attendance.missed, hand[i].missed);
		assert_int_equal(l->attendance.came + l->attendance.missed, hand[i].of);
	}
}

/* A call is one task, however often the key is pressed; a booking takes the line away. */
static void
test_lapse__line__called_and_booked(void **state)
{
	struct lapse_list list = lapse_of(true);
	struct lapse_line l = list.lines[0];
	struct appointment a;
	struct task t;
	int64_t no, again;

	(void)state;
	app_kit_ok(&kit, store_begin(kit.a.store, &kit.k.err));
	app_kit_ok(&kit, lapse_call(&kit.a, &l, &no, &kit.k.err));
	app_kit_ok(&kit, lapse_call(&kit.a, &l, &again, &kit.k.err));
	assert_int_equal(no, again);
	app_kit_ok(&kit, record_get(kit.a.store, E_TASK, no, &t, &kit.k.err));
	assert_string_equal(t.kind, "call");
	assert_int_equal(t.patient, l.patient);
	assert_int_equal(t.due, TODAY);
	assert_int_equal(lapse_of(true).lines[0].call, no);
	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	a.patient = l.patient;
	a.day = 20260601;
	a.start = 540;
	str_copy(a.state, sizeof a.state, "booked");
	app_kit_ok(&kit, record_add(kit.a.store, E_APPOINTMENT, &a, &kit.k.err));
	list = lapse_of(true);
	for (int i = 0; i < list.n; i++)
		assert_true(list.lines[i].episode != l.episode);
	store_cancel(kit.a.store);
}

/* ---- the due list */

static struct due_list
due_of(int kind, bool everybody)
{
	struct due_ask ask = {kind, everybody, 200};
	struct due_list list = {.lines = due_lines, .max = LINES};

	app_kit_ok(&kit, due_list(&kit.a, &ask, &list, &kit.k.err));
	assert_false(list.more);
	return list;
}

static const struct due_line *
due_about(const struct due_list *list, int64_t row)
{
	for (int i = 0; i < list->n; i++)
		if (list->lines[i].row == row)
			return &list->lines[i];
	return NULL;
}

/* Days with a visit that come behind the last report (on its day, for an evaluation). */
static int
treatment_days(const struct rows *sessions, const struct rows *notes, int64_t episode)
{
	int64_t from = 0;
	int days = 0;

	EACH(*notes, note, n)
	{
		bool first = !strcmp(n->kind, "evaluation");

		if (n->episode != episode || n->period_to == DICT_NONE ||
		    (!first && strcmp(n->kind, "progress") != 0 &&
		     strcmp(n->kind, "recert") != 0))
			continue;
		if (n->period_to + !first > from)
			from = n->period_to + !first;
	}
	EACH(*sessions, session, s)
	{
		bool again = false;

		if (s->episode != episode || s->service_date < from)
			continue;
		EACH(*sessions, session, other)
		{
			again |= other < s && other->episode == episode &&
				 other->service_date == s->service_date;
		}
		days += !again;
	}
	return days;
}

static void
test_due__progress__against_every_row(void **state)
{
	struct due_list list = due_of(DUE_PROGRESS, true);
	struct rows episodes = all_rows(E_EPISODE), sessions = all_rows(E_SESSION);
	struct rows notes = all_rows(E_NOTE);
	int wanted = 0;

	(void)state;
	EACH(episodes, episode, e)
	{
		int days = e->closed != DICT_NONE
			       ? 0
			       : treatment_days(&sessions, &notes, e->head.no);
		const struct due_line *l = due_about(&list, e->head.no);
		char what[40];

		assert_int_equal(l != NULL, days >= 8);
		wanted += days >= 8;
		if (!l)
			continue;
		assert_int_equal(l->when, days > 10    ? DUE_LATE
					  : days == 10 ? DUE_NOW
						       : DUE_SOON);
		str_format(what, sizeof what, "report, day %d of 10", days);
		assert_string_equal(l->what, what);
		assert_non_null(strstr(l->why, "treatment days"));
	}
	assert_int_equal(list.n, wanted);
	assert_true(wanted > 5);
	free(episodes.p);
	free(sessions.p);
	free(notes.p);
}

static void
test_due__dated__against_every_row(void **state)
{
	struct rows aids = all_rows(E_AID), tasks = all_rows(E_TASK);
	struct rows staff = all_rows(E_STAFF);
	struct due_list list = due_of(DUE_AID, true);
	int n = 0;

	(void)state;
	EACH(aids, aid, a)
	{
		bool want = a->returned == DICT_NONE && a->review != DICT_NONE &&
			    date_to_days(a->review) - date_to_days(TODAY) <= 7;

		assert_int_equal(due_about(&list, a->head.no) != NULL, want);
		n += want;
	}
	assert_int_equal(list.n, n);
	list = due_of(DUE_TASK, true);
	n = 0;
	EACH(tasks, task, t)
	{
		bool want = (!t->state[0] || !strcmp(t->state, "open")) &&
			    t->due != DICT_NONE && t->due <= TODAY;

		assert_int_equal(due_about(&list, t->head.no) != NULL, want);
		n += want;
	}
	assert_int_equal(list.n, n);
	list = due_of(DUE_LICENCE, true);
	assert_int_equal(list.n, 1);
	EACH(staff, staff, s)
	{
		assert_int_equal(due_about(&list, s->head.no) != NULL,
				 !strcmp(s->login, "ewa"));
	}
	assert_int_equal(list.lines[0].when, DUE_LATE);
	list = due_of(DUE_NOTE, true); /* the visit of Friday that nobody signed */
	assert_int_equal(list.n, 1);
	assert_int_equal(list.lines[0].day, 20260501);
	assert_int_equal(due_of(DUE_BACKUP, true).n, 0); /* made-up people need none */
	free(aids.p);
	free(tasks.p);
	free(staff.p);
}

/* ---- against SQL that knows nothing of the program */

/* Days from a yyyymmdd number to today. */
#define SQL_DAYS(x)                                                                      \
	"(julianday('2026-05-04') - julianday(substr(" x ",1,4) || '-' || substr(" x     \
	",5,2) || '-' || substr(" x ",7,2)))"

/* clang-format off */
/* Open episodes whose oldest measure of an open goal, else last assessment, is 30 days old. */
static const char sql_retests[] =
    "SELECT no FROM (SELECT e.no, coalesce((SELECT min(d) FROM (SELECT coalesce((SELECT"
    " max(r.day) FROM result r WHERE r.patient = e.patient AND r.measure = g.measure AND"
    " (r.cancelled IS NULL OR r.cancelled = 0)), g.baseline_day, e.opened) AS d FROM goal"
    " g WHERE g.episode = e.no AND g.measure <> '' AND (g.state IS NULL OR g.state IN"
    " ('active', 'partly')))), (SELECT max(a.day) FROM assessment a WHERE a.episode ="
    " e.no)) AS since FROM episode e WHERE e.closed IS NULL) WHERE since IS NOT NULL "
    "AND " SQL_DAYS("since") " >= 30 ORDER BY no";

/* Plans in force of payers that ask: signed ones that end within 14 days or have ended (their own
 * day, else 90 days or the weeks of the plan from the first treatment), others whose 30th day is
 * near or past; a plan sent within 30 days on an order counts as signed. */
static const char
    sql_certificates[] =
	"SELECT no FROM (SELECT e.no, k.certified_on AS sig, k.certified_to AS until,"
	" min(90, coalesce(k.weeks, 99) * 7) AS length, k.order_on AS ordered,"
	" k.sent_on AS sent, k.starts AS starts, coalesce((SELECT min(s.service_date) "
	"FROM"
	" session s WHERE s.episode = e.no AND s.service_date >= k.starts), k.starts) AS "
	"first,"
	" NOT EXISTS (SELECT 1 FROM plan_of_care o WHERE o.episode = e.no AND o.version <"
	" k.version AND o.starts < k.starts) AS initial FROM episode e JOIN plan_of_care "
	"k ON"
	" k.episode = e.no AND k.active = 1 JOIN patient p ON p.no = e.patient LEFT JOIN "
	"payer"
	" y ON y.no = coalesce(e.payer, p.payer) WHERE e.closed IS NULL AND (y.unit_rule "
	"="
	" 'cms' OR k.sent_on IS NOT NULL OR k.certified_on IS NOT NULL)) WHERE CASE WHEN "
	"sig IS"
	" NOT NULL OR (initial AND ordered IS NOT NULL AND sent IS NOT NULL "
	"AND " SQL_DAYS("first") " - " SQL_DAYS(
	    "sent") " <= 30) THEN (CASE WHEN until IS NOT NULL"
		    " THEN -" SQL_DAYS("until") " ELSE length - 1 - " SQL_DAYS(
			"first") " END) <= 14 ELSE"
				 " (CASE WHEN initial THEN 30 ELSE 0 END) - " SQL_DAYS(
				     "first") " <= 14 END ORDER BY no";

/* clang-format on */

/* The rows of the list are those the statement names. */
static void
same_as_sql(enum due_kind kind, const char *sql, int least)
{
	struct due_list list = due_of((int)kind, true);
	char path[600];
	sqlite3 *db;
	sqlite3_stmt *q;
	int n = 0;

	str_format(path, sizeof path, "%s/limber.db", kit.k.dir);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL),
			 SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK)
		fail_msg("%s", sqlite3_errmsg(db));
	while (sqlite3_step(q) == SQLITE_ROW) {
		if (!due_about(&list, sqlite3_column_int64(q, 0)))
			fail_msg("%s: episode %lld is not in the list",
				 due_kind_text(kind),
				 (long long)sqlite3_column_int64(q, 0));
		n++;
	}
	sqlite3_finalize(q);
	sqlite3_close(db);
	assert_int_equal(list.n, n);
	assert_true(n >= least);
}

static void
test_due__demo__against_plain_sql(void **state)
{
	(void)state;
	same_as_sql(DUE_RETEST, sql_retests, 1);
	same_as_sql(DUE_CERTIFICATION, sql_certificates, 3);
}

/* Mine are those of the episodes I am in charge of; all kinds are the sum of each. */
static void
test_due__mine__and_all_kinds(void **state)
{
	struct due_list list = due_of(DUE_PROGRESS, false);
	int sum = 0, all;

	(void)state;
	for (int i = 0; i < list.n; i++) {
		struct episode e;

		app_kit_ok(&kit, record_get(kit.a.store, E_EPISODE, list.lines[i].row, &e,
					    &kit.k.err));
		assert_int_equal(e.therapist, kit.a.user.head.no);
	}
	for (int k = 0; k < DUE_KIND_COUNT; k++)
		sum += due_of(k, true).n;
	list = due_of(DUE_ALL, true);
	all = list.n;
	assert_int_equal(all, sum);
	for (int i = 1; i < all; i++)
		assert_true(list.lines[i - 1].when <= list.lines[i].when);
}

static int
asked(struct due_ask *ask, struct due_line *lines)
{
	struct due_list list = {.lines = lines, .max = LINES};

	app_kit_ok(&kit, due_list(&kit.a, ask, &list, &kit.k.err));
	return list.n;
}

static void
add_task(struct app *a, const char *text)
{
	struct task t;

	dict_row_init(dict_entity(E_TASK), &t);
	str_copy(t.text, sizeof t.text, text);
	str_copy(t.state, sizeof t.state, "open");
	t.author = kit.a.user.head.no;
	t.due = TODAY;
	app_kit_ok(&kit, record_add(a->store, E_TASK, &t, &kit.k.err));
}

/* The list is kept while nothing changes: it is what a fresh one would be, and a change of this
 * program, of another, of the day or of who asks makes it anew. */
static void
test_due__kept__as_long_as_nothing_changes(void **state)
{
	static struct due_line first[LINES], again[LINES];
	struct due_ask ask = {DUE_ALL, true, 6}, mine = {DUE_ALL, false, 6};
	int n = asked(&ask, first);
	struct app other;

	(void)state;
	assert_non_null(kit.a.due);
	assert_int_equal(asked(&ask, again), n);
	assert_memory_equal(first, again, (size_t)n * sizeof *first);
	due_release(&kit.a);
	assert_int_equal(asked(&ask, again), n);
	assert_memory_equal(first, again, (size_t)n * sizeof *first);
	assert_true(asked(&mine, again) < n);
	n = asked(&ask, first);
	add_task(&kit.a, "Call about the ramp");
	assert_int_equal(asked(&ask, again), n + 1);
	app_kit_ok(&kit, app_open(&other, kit.k.dir, &kit.k.env, &kit.k.err));
	add_task(&other, "Order a walker");
	app_close(&other);
	assert_int_equal(asked(&ask, again), n + 2);
	app_kit_wait(INT64_C(86400000) * 30);
	assert_true(asked(&ask, again) != n + 2);
	app_kit_now.ms -= INT64_C(86400000) * 30;
	assert_int_equal(asked(&ask, again), n + 2);
}

/* A safety copy that is too old is told in a clinic of real people. */
static void
test_due__backup__of_a_real_clinic(void **state)
{
	struct due_ask ask = {DUE_BACKUP, false, 10};
	struct due_list list = {.lines = due_lines, .max = LINES};
	struct app_kit c;

	(void)state;
	app_kit_new(&c);
	app_kit_ok(&c, due_list(&c.a, &ask, &list, &c.k.err));
	assert_int_equal(list.n, 1);
	assert_non_null(strstr(list.lines[0].why, "missing"));
	app_kit_ok(&c, store_backup_daily(c.a.store, TODAY, &c.k.err));
	assert_int_equal(store_backup_last(c.a.dir, c.a.env.io, TODAY), TODAY);
	app_kit_ok(&c, due_list(&c.a, &ask, &list, &c.k.err));
	assert_int_equal(list.n, 0);
	app_kit_wait(INT64_C(86400000) * 3);
	app_kit_ok(&c, due_list(&c.a, &ask, &list, &c.k.err));
	assert_int_equal(list.n, 1);
	assert_non_null(strstr(list.lines[0].why, "2026-05-04"));
	app_kit_end(&c);
	app_kit_now.ms = 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lapse__demo__against_every_row),
	    cmocka_unit_test(test_lapse__demo__forecasts_on_and_off),
	    cmocka_unit_test(test_lapse__demo__by_hand),
	    cmocka_unit_test(test_lapse__line__called_and_booked),
	    cmocka_unit_test(test_due__progress__against_every_row),
	    cmocka_unit_test(test_due__dated__against_every_row),
	    cmocka_unit_test(test_due__demo__against_plain_sql),
	    cmocka_unit_test(test_due__mine__and_all_kinds),
	    cmocka_unit_test(test_due__kept__as_long_as_nothing_changes),
	    cmocka_unit_test(test_due__backup__of_a_real_clinic),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
