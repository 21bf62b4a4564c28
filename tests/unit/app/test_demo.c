/* test_demo.c - the made-up clinic: complete, consistent, the same for the same seed. */
#include "table_kit.h"

#include "app/demo.h"
#include "base/date.h"
#include "base/hash.h"
#include "core/units.h"
#include "store/live.h"
#include "store/query.h"
#include "store/query_results.h"
#include "store/query_sign.h"

enum { TODAY = 20261123, NOW_S = 1795428000 }; /* 2026-11-23 10:00 UTC, a Monday */

static int64_t
boot_ms(void *arg)
{
	(void)arg;
	return 5000000;
}

static int64_t
wall_ms(void *arg)
{
	(void)arg;
	return INT64_C(1000) * NOW_S;
}

static void
boot_id(void *arg, char id[CLOCK_BOOT_SIZE])
{
	(void)arg;
	str_copy(id, CLOCK_BOOT_SIZE, "this-boot");
}

static const struct clock still = {boot_ms, wall_ms, boot_id, NULL};

static void
open_clinic(struct kit *k, bool practice)
{
	struct store_site site = kit_site;

	site.practice = practice;
	/* The clock stands still in UTC: west of it TODAY is not its day. */
	setenv("TZ", "UTC", 1);
	kit_init(k);
	k->env.clock = &still;
	kit_ok(k, store_create(k->dir, &k->env, &site, &k->err));
	kit_open(k);
	kit_ok(k, assets_load(k->s, TODAY, &k->err));
}

static void
fill(struct kit *k, uint64_t seed)
{
	struct demo_size size = {.seed = seed};

	open_clinic(k, true);
	kit_ok(k, demo_fill(k->s, &size, NULL, NULL, &k->err));
}

/* ---- what is there */

static void
test_demo__fill__a_whole_clinic(void **state)
{
	struct kit k;

	(void)state;
	fill(&k, 1);
	assert_int_equal(record_count(k.s, E_STAFF), 6);
	assert_int_equal(record_count(k.s, E_PAYER), 3);
	assert_int_equal(record_count(k.s, E_PATIENT), 40);
	assert_int_equal(record_count(k.s, E_EPISODE), 40);
	assert_int_equal(record_count(k.s, E_SESSION), 400);
	/* One of each visit, and reports of care. */
	assert_in_range(record_count(k.s, E_NOTE), 401, 406);
	assert_true(record_count(k.s, E_DOSE_CHANGE) >= 5);
	assert_true(record_count(k.s, E_PRESCRIPTION) >= 160);
	assert_true(record_count(k.s, E_PRESCRIPTION) <= 400);
	assert_int_equal(record_count(k.s, E_PAYER_FIGURE), 1);
	assert_true(record_count(k.s, E_PERFORMED) >= 1600);
	assert_true(record_count(k.s, E_CHARGE) >= 400);
	kit_end(&k);
}

static void
test_demo__fill__people_can_log_in(void **state)
{
	const struct entity *e = dict_entity(E_STAFF);
	int expired = 0, n = 0;
	struct kit k;

	(void)state;
	fill(&k, 1);
	for (const struct demo_login *l = demo_logins; l->login; l++, n++) {
		struct cell c = {.kind = CELL_TEXT, .p = l->login, .n = strlen(l->login)};
		struct staff s;

		kit_ok(&k, record_find(k.s, E_STAFF, dict_field_named(e, "login"), c, &s,
				       &k.err));
		assert_string_equal(s.name, l->name);
		assert_string_equal(s.role, l->role);
		assert_true(secret_matches(s.password_hash, l->password));
		assert_true(secret_matches(s.pin_hash, l->pin));
		assert_true(strlen(l->password) >= 10 && strlen(l->pin) >= 4);
		expired += s.licence_to != DICT_NONE && s.licence_to < TODAY;
	}
	assert_int_equal(n, 6);
	assert_int_equal(expired, 1);
	kit_end(&k);
}

static void
test_demo__fill__today_is_booked(void **state)
{
	struct day_line *lines = mem_alloc(100 * sizeof *lines);
	struct live *open = mem_alloc(10 * sizeof *open);
	struct staff *team = mem_alloc(10 * sizeof *team);
	int64_t anna = 0;
	struct kit k;
	int n = 0;

	(void)state;
	fill(&k, 1);
	kit_ok(&k, query_staff(k.s, team, 10, &n, &k.err));
	for (int i = 0; i < n; i++)
		if (!strcmp(team[i].login, "anna"))
			anna = team[i].head.no;
	kit_ok(&k, query_day(k.s, TODAY, anna, lines, 100, &n, &k.err));
	assert_int_equal(n, 14);
	kit_ok(&k, query_day(k.s, TODAY, 0, lines, 100, &n, &k.err));
	assert_true(n > 16);
	kit_ok(&k, live_list(k.s, open, 10, &n, &k.err));
	assert_int_equal(n, 1);
	assert_true(open[0].finished);
	assert_int_equal(open[0].service_date, 20261120); /* Friday before */
	assert_int_equal(open[0].therapist, anna);
	free(lines);
	free(open);
	free(team);
	kit_end(&k);
}

/* ---- consistency */

struct check {
	struct kit *k;
	struct units_code *codes;
	size_t n;
	int sessions, assisted;
};

static bool
keep_code(void *arg, const void *row)
{
	const struct service_code *c = row;
	struct check *x = arg;

	x->codes = mem_grow(x->codes, (x->n + 1) * sizeof *x->codes);
	assert_int_equal(
	    units_code_set(&x->codes[x->n++], c->code, c->timing,
			   c->unit_minutes == DICT_NONE ? 0 : (int)c->unit_minutes,
			   c->note),
	    ST_OK);
	return true;
}

/* Seconds of the performed exercises that went to a code. */
static int64_t
performed_seconds(struct check *x, int64_t session, const char *code)
{
	struct performed *rows = mem_alloc(24 * sizeof *rows);
	int64_t sum = 0;
	int n = 0;

	kit_ok(x->k, query_performed(x->k->s, session, rows, 24, &n, &x->k->err));
	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].code, code))
			sum +=
			    (rows[i].work_s == DICT_NONE ? 0 : rows[i].work_s) +
			    (rows[i].assistant_s == DICT_NONE ? 0 : rows[i].assistant_s);
	free(rows);
	return sum;
}

/* Units on the charges are those of the rule, minutes those of the session. */
static void
check_charges(struct check *x, const struct session *s)
{
	const struct units_table table = {x->codes, x->n};
	struct charge rows[20];
	struct units_time times[20];
	struct units_result u;
	enum units_rule rule;
	int n = 0;

	kit_ok(x->k, query_charges(x->k->s, s->head.no, rows, 20, &n, &x->k->err));
	assert_true(n > 0);
	for (int i = 0; i < n; i++) {
		str_copy(times[i].code, sizeof times[i].code, rows[i].code);
		times[i].seconds = rows[i].seconds;
	}
	assert_true(units_rule_parse(s->unit_rule, &rule));
	kit_ok(x->k, units_compute(&table, rule, times, (size_t)n, &u, &x->k->err));
	assert_int_equal(u.n, n);
	for (int i = 0; i < n; i++) {
		assert_int_equal(u.lines[i].units, rows[i].units);
		assert_int_equal(u.lines[i].minutes, rows[i].minutes);
		assert_int_equal(performed_seconds(x, s->head.no, rows[i].code),
				 rows[i].seconds);
		assert_int_equal(!strcmp(rows[i].modifiers, "GP CQ"),
				 s->assistant != DICT_NONE);
	}
	assert_int_equal(u.timed_minutes, s->timed_min);
	assert_int_equal(u.total_minutes, s->total_min);
}

static bool
check_session(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_SESSION);
	struct check *x = arg;
	struct session s;

	(void)id;
	for (size_t i = 0; i < e->n_fields; i++)
		assert_true(dict_put(&e->fields[i], &s, cells[i]));
	s.head.no = no;
	assert_true(s.service_date < TODAY);
	assert_true(date_weekday(s.service_date) < 5);
	assert_true(s.started < s.ended && s.ended < NOW_S);
	check_charges(x, &s);
	assert_in_range(s.total_min, 30, 45);
	x->sessions++;
	x->assisted += s.assistant != DICT_NONE;
	return true;
}

static void
test_demo__fill__units_follow_from_seconds(void **state)
{
	struct check x = {0};
	struct err err = {0};
	struct kit k;

	(void)state;
	fill(&k, 7);
	x.k = &k;
	assert_int_equal(assets_each(E_SERVICE_CODE, keep_code, &x, &err), ST_OK);
	kit_ok(&k, record_scan(k.s, E_SESSION, NULL, check_session, &x, &k.err));
	assert_int_equal(x.sessions, 400);
	assert_true(x.assisted > 10 && x.assisted < 100);
	free(x.codes);
	kit_end(&k);
}

/* Nobody's habit draws the warning of the check before signing, in any clinic that is shown. */
static void
test_demo__fill__minutes_a_unit(void **state)
{
	static const struct demo_size sizes[] = {
	    {40, 400, 1}, {40, 400, 2}, {80, 900, 3}};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct staff team[10];
		struct kit k;
		int n = 0, busy = 0;

		open_clinic(&k, true);
		kit_ok(&k, demo_fill(k.s, &sizes[i], NULL, NULL, &k.err));
		kit_ok(&k, query_staff(k.s, team, 10, &n, &k.err));
		for (int m = 0; m < n; m++) {
			struct sign_visits v = {.therapist = team[m].head.no,
						.after = date_add(TODAY, -30),
						.to = TODAY,
						.most = 20};

			kit_ok(&k, query_sign_visits(k.s, &v, &k.err));
			busy += v.n == 20;
			assert_true(v.minutes >= 15 * v.units);
		}
		assert_int_equal(busy, 2);
		kit_end(&k);
	}
}

static bool
check_code(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_CONDITION);

	(void)arg;
	(void)no;
	(void)id;
	assert_int_equal(cells[dict_field_named(e, "description")].kind, CELL_TEXT);
	return true;
}

/* A title means that the code was found among the shipped ones. */
struct goal_count {
	struct kit *k;
	int measured, differ, met_too_early;
};

/* A goal begins with the first result of its measure in its episode. */
static bool
compare_goal(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct goal_count *c = arg;
	struct result_series series = {0};
	struct result rows[60];
	struct goal g;
	struct episode e;
	int n = 0;

	(void)id;
	(void)cells;
	kit_ok(c->k, record_get(c->k->s, E_GOAL, no, &g, &c->k->err));
	kit_ok(c->k, record_get(c->k->s, E_EPISODE, g.episode, &e, &c->k->err));
	series = (struct result_series){e.patient, g.measure, "", g.side};
	kit_ok(c->k, query_results(c->k->s, &series, rows, 60, &n, &c->k->err));
	if (!n)
		return true;
	c->measured++;
	c->differ += g.baseline != rows[0].value || g.baseline_day != rows[0].day;
	c->met_too_early += !strcmp(g.state, "met") && g.target > g.baseline &&
			    rows[n - 1].value < g.target;
	return true;
}

static void
test_demo__fill__goals_begin_with_their_results(void **state)
{
	struct kit k;
	struct goal_count c = {.k = &k};
	struct record_filter all = {.field = -1};

	(void)state;
	fill(&k, 1);
	kit_ok(&k, record_scan(k.s, E_GOAL, &all, compare_goal, &c, &k.err));
	assert_true(c.measured >= 10);
	assert_int_equal(c.differ, 0);
	assert_int_equal(c.met_too_early, 0);
	kit_end(&k);
}

static void
test_demo__fill__diagnoses_are_shipped_codes(void **state)
{
	struct kit k;

	(void)state;
	fill(&k, 3);
	kit_ok(&k, record_scan(k.s, E_CONDITION, NULL, check_code, NULL, &k.err));
	kit_end(&k);
}

/* ---- the seed */

/* Versions name the operations behind a row, which no two clinics share. */
static void
without_versions(char *csv)
{
	for (char *end = strstr(csv, "\r\n"); end; end = strstr(end + 2, "\r\n"))
		if (end - csv > RECORD_VERSION_SIZE &&
		    !strncmp(end - RECORD_VERSION_SIZE, ",v", 2))
			memset(end - RECORD_VERSION_SIZE + 2, '-',
			       RECORD_VERSION_SIZE - 2);
}

static bool
same_export(const char *a, const char *b)
{
	bool same = true;

	for (int i = E_SITE + 1; i < E_COUNT; i++) {
		char path[200], *x, *y;

		snprintf(path, sizeof path, "%s/%s.csv", a,
			 dict_entity((enum entity_id)i)->plural);
		x = table_kit_read(path);
		snprintf(path, sizeof path, "%s/%s.csv", b,
			 dict_entity((enum entity_id)i)->plural);
		y = table_kit_read(path);
		without_versions(x);
		without_versions(y);
		same &= !strcmp(x, y);
		free(x);
		free(y);
	}
	return same;
}

static void
test_demo__fill__same_seed_same_clinic(void **state)
{
	const uint64_t seeds[3] = {5, 5, 6};
	struct kit k[3];
	char dir[3][128];

	(void)state;
	for (int i = 0; i < 3; i++) {
		struct table_result r = {0};

		fill(&k[i], seeds[i]);
		kit_path(&k[i], "out", dir[i]);
		kit_ok(&k[i],
		       table_export_all(k[i].s, dir[i], false, NULL, &r, &k[i].err));
	}
	assert_true(same_export(dir[0], dir[1]));
	assert_false(same_export(dir[0], dir[2]));
	for (int i = 0; i < 3; i++)
		kit_end(&k[i]);
}

/* ---- sizes and refusals */

static void
test_demo__fill__other_sizes(void **state)
{
	static const struct demo_size sizes[] = {
	    {1, 3, 1}, {5, 1, 2}, {300, 60, 3}, {30, 21000, 4}};

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		struct kit k;

		open_clinic(&k, true);
		kit_ok(&k, demo_fill(k.s, &sizes[i], NULL, NULL, &k.err));
		assert_int_equal(record_count(k.s, E_PATIENT), sizes[i].patients);
		assert_int_equal(record_count(k.s, E_SESSION), sizes[i].sessions);
		kit_end(&k);
	}
}

static void
test_demo__fill__only_empty_practice_clinics(void **state)
{
	struct demo_size size = {.seed = 1};
	struct kit k;

	(void)state;
	open_clinic(&k, false);
	assert_int_equal(demo_fill(k.s, &size, NULL, NULL, &k.err), ST_DENIED);
	kit_end(&k);
	open_clinic(&k, true);
	kit_add_patient(&k, "Dube", "Nomsa");
	assert_int_equal(demo_fill(k.s, &size, NULL, NULL, &k.err), ST_DENIED);
	kit_end(&k);
}

static bool
stop_half_way(void *arg, int64_t done, int64_t of)
{
	assert_true(done <= of);
	++*(int *)arg;
	return done < of / 2;
}

static void
test_demo__fill__stops_when_told(void **state)
{
	struct demo_size size = {.patients = 40, .sessions = 3000, .seed = 1};
	struct kit k;
	int calls = 0;

	(void)state;
	open_clinic(&k, true);
	assert_int_equal(demo_fill(k.s, &size, stop_half_way, &calls, &k.err),
			 ST_REFUSED);
	assert_true(calls > 1);
	assert_true(record_count(k.s, E_SESSION) < 3000);
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_demo__fill__a_whole_clinic),
	    cmocka_unit_test(test_demo__fill__people_can_log_in),
	    cmocka_unit_test(test_demo__fill__today_is_booked),
	    cmocka_unit_test(test_demo__fill__units_follow_from_seconds),
	    cmocka_unit_test(test_demo__fill__minutes_a_unit),
	    cmocka_unit_test(test_demo__fill__diagnoses_are_shipped_codes),
	    cmocka_unit_test(test_demo__fill__goals_begin_with_their_results),
	    cmocka_unit_test(test_demo__fill__same_seed_same_clinic),
	    cmocka_unit_test(test_demo__fill__other_sizes),
	    cmocka_unit_test(test_demo__fill__only_empty_practice_clinics),
	    cmocka_unit_test(test_demo__fill__stops_when_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
