/* test_caseload.c - the line of each open episode stays what its rows say, however they came. */
#include "store_kit.h"

#include "store/caseload.h"
#include "store/query_schedule.h"
#include "store/store_priv.h"
#include "unit/random.h"

enum { PATIENTS = 6, FIRST_DAY = 20260105, LINES = 40 };

struct clinic {
	struct kit k;
	struct random r;
	int64_t staff, patient[PATIENTS], episode[PATIENTS];
};

static int64_t
some_day(struct clinic *c)
{
	return date_add(FIRST_DAY, random_below(&c->r, 120));
}

static void
add(struct clinic *c, enum entity_id e, void *row)
{
	kit_ok(&c->k, record_add(c->k.s, e, row, &c->k.err));
}

static void
set(struct clinic *c, enum entity_id e, int64_t no, const char *name, struct cell v)
{
	kit_ok(&c->k,
	       record_set_field(c->k.s, e, no, dict_field_named(dict_entity(e), name), v,
				&c->k.err));
}

static struct cell
day_cell(int64_t day)
{
	return (struct cell){.kind = day == DICT_NONE ? CELL_NONE : CELL_INT, .i = day};
}

static void
make(struct clinic *c, uint64_t seed)
{
	struct staff w;

	kit_new(&c->k);
	c->r = random_begin("caseload", seed);
	dict_row_init(dict_entity(E_STAFF), &w);
	str_copy(w.login, sizeof w.login, "ada");
	str_copy(w.name, sizeof w.name, "Ada");
	str_copy(w.role, sizeof w.role, "pt");
	add(c, E_STAFF, &w);
	c->staff = w.head.no;
	for (int i = 0; i < PATIENTS; i++) {
		struct patient p;
		struct episode e;

		dict_row_init(dict_entity(E_PATIENT), &p);
		str_format(p.family_name, sizeof p.family_name, "Person %c", 'A' + i);
		add(c, E_PATIENT, &p);
		c->patient[i] = p.head.no;
		dict_row_init(dict_entity(E_EPISODE), &e);
		e.patient = p.head.no;
		str_copy(e.title, sizeof e.title, "Knee");
		e.opened = FIRST_DAY;
		if (i % 2)
			e.therapist = c->staff;
		add(c, E_EPISODE, &e);
		c->episode[i] = e.head.no;
	}
}

/* One random change to what a line is made from. */
static void
visit(struct clinic *c, int i)
{
	struct session s;

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = c->patient[i];
	s.episode = c->episode[i];
	s.therapist = c->staff;
	s.service_date = some_day(c);
	add(c, E_SESSION, &s);
	if (random_below(&c->r, 3) == 0) {
		static const char *const kinds[] = {"daily", "evaluation", "progress"};
		struct note n;

		dict_row_init(dict_entity(E_NOTE), &n);
		n.session = s.head.no;
		str_copy(n.kind, sizeof n.kind, kinds[random_below(&c->r, 3)]);
		n.author = c->staff;
		add(c, E_NOTE, &n);
	}
}

static void
report(struct clinic *c, int i)
{
	static const char *const kinds[] = {"progress", "recert", "discharge",
					    "evaluation"};
	struct note n;

	dict_row_init(dict_entity(E_NOTE), &n);
	n.episode = c->episode[i];
	n.period_to = some_day(c);
	str_copy(n.kind, sizeof n.kind, kinds[random_below(&c->r, 4)]);
	n.author = c->staff;
	add(c, E_NOTE, &n);
}

static void
book(struct clinic *c, int i)
{
	static const char *const states[] = {"booked", "arrived", "done", "no_show",
					     "cancelled"};
	const char *state = states[random_below(&c->r, 5)];
	struct appointment a;

	dict_row_init(dict_entity(E_APPOINTMENT), &a);
	a.patient = c->patient[i];
	a.day = some_day(c);
	a.start = 540;
	str_copy(a.state, sizeof a.state, "booked");
	add(c, E_APPOINTMENT, &a);
	set(c, E_APPOINTMENT, a.head.no, "state",
	    (struct cell){.kind = CELL_TEXT, .p = state, .n = strlen(state)});
}

static void
plan(struct clinic *c, int i)
{
	struct plan_of_care p;

	dict_row_init(dict_entity(E_PLAN_OF_CARE), &p);
	p.episode = c->episode[i];
	p.version = 1 + random_below(&c->r, 9);
	p.starts = some_day(c);
	p.active = random_below(&c->r, 3) != 0;
	add(c, E_PLAN_OF_CARE, &p);
	if (random_below(&c->r, 2))
		set(c, E_PLAN_OF_CARE, p.head.no, "certified_to", day_cell(some_day(c)));
}

static void
measure(struct clinic *c, int i)
{
	static const char *const keys[] = {"tug", "gait_speed"};
	struct result r;
	struct goal g;

	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = c->patient[i];
	r.day = some_day(c);
	str_copy(r.measure, sizeof r.measure, keys[random_below(&c->r, 2)]);
	r.value = 1000;
	add(c, E_RESULT, &r);
	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = c->episode[i];
	str_copy(g.measure, sizeof g.measure, keys[random_below(&c->r, 2)]);
	str_copy(g.text, sizeof g.text, "Faster");
	str_copy(g.state, sizeof g.state, random_below(&c->r, 2) ? "active" : "met");
	add(c, E_GOAL, &g);
}

static void
open_or_close(struct clinic *c, int i)
{
	set(c, E_EPISODE, c->episode[i], "closed",
	    day_cell(random_below(&c->r, 2) ? some_day(c) : DICT_NONE));
}

static void (*const changes[])(struct clinic *c, int i) = {
    visit, visit, visit, report, book, book, plan, measure, open_or_close};

/* Every line as text. */
static void
dump(struct clinic *c, struct str *out)
{
	sqlite3_stmt *q = NULL;

	assert_int_equal(sqlite3_prepare_v2(c->k.s->db,
					    "SELECT * FROM caseload ORDER BY episode", -1,
					    &q, NULL),
			 SQLITE_OK);
	while (sqlite3_step(q) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(q); i++)
			str_addf(out, "%lld%s,", (long long)sqlite3_column_int64(q, i),
				 sqlite3_column_type(q, i) == SQLITE_NULL ? "-" : "");
		str_add(out, "\n");
	}
	sqlite3_finalize(q);
}

static void
no_line(void *arg, const struct doctor_line *line)
{
	(void)arg;
	(void)line; /* the age of the copy is another matter */
}

/* ---- the check-up */

struct verdict {
	char bad[300];
	bool good;
};

static void
keep_verdict(void *arg, const struct doctor_line *line)
{
	struct verdict *v = arg;

	if (strncmp(line->what, "caseload: ", 10) != 0)
		return;
	v->good = line->kind != DOCTOR_FINDING;
	if (line->kind == DOCTOR_FINDING)
		str_copy(v->bad, sizeof v->bad, line->what);
}

static struct verdict
doctor_says(struct clinic *c, bool anew)
{
	struct verdict v = {0};

	kit_ok(&c->k, store_doctor(c->k.s, anew, keep_verdict, &v, &c->k.err));
	return v;
}

static void
refill(struct clinic *c)
{
	kit_ok(&c->k, store_begin(c->k.s, &c->k.err));
	kit_ok(&c->k, caseload_refill(c->k.s, &c->k.err));
	kit_ok(&c->k, store_commit(c->k.s, &c->k.err));
}

static void
test_caseload__random_work__as_made_anew(void **state)
{
	(void)state;
	for (uint64_t seed = 1; seed <= 3; seed++) {
		struct clinic c;
		int open = 0;

		make(&c, seed);
		for (int i = 0; i < 250; i++)
			changes[random_below(&c.r, sizeof changes / sizeof changes[0])](
			    &c, random_below(&c.r, PATIENTS));
		for (int round = 0; round < 2; round++) {
			struct str was = {0}, is = {0};

			assert_true(doctor_says(&c, false).good);
			dump(&c, &was);
			if (round == 0)
				refill(&c);
			else
				kit_ok(&c.k, store_doctor(c.k.s, true, no_line, NULL,
							  &c.k.err));
			dump(&c, &is);
			assert_string_equal(str_text(&was), str_text(&is));
			str_release(&was);
			str_release(&is);
		}
		for (int i = 0; i < PATIENTS; i++) {
			struct case_line l;
			struct episode e;

			kit_ok(&c.k,
			       record_get(c.k.s, E_EPISODE, c.episode[i], &e, &c.k.err));
			open += e.closed == DICT_NONE;
			assert_int_equal(query_case(c.k.s, c.episode[i], &l, &c.k.err) ==
					     ST_OK,
					 e.closed == DICT_NONE);
		}
		assert_in_range(open, 0, PATIENTS);
		kit_end(&c.k);
	}
}

/* A line that was changed, lost or left over behind the door's back is found, and made anew. */
static void
test_caseload__doctor__finds_a_wrong_line(void **state)
{
	static const struct {
		const char *harm, *said;
	} cases[] = {
	    {"UPDATE caseload SET days = days + 1 WHERE episode ="
	     " (SELECT max(episode) FROM caseload)",
	     "is not what its rows say"},
	    {"UPDATE caseload SET certified = 20990101 WHERE episode ="
	     " (SELECT min(episode) FROM caseload)",
	     "is not what its rows say"},
	    {"DELETE FROM caseload WHERE episode = (SELECT max(episode) FROM caseload)",
	     "is missing"},
	    {"INSERT INTO caseload(episode, patient, therapist, visited, booked, counted,"
	     " days) VALUES(999999, 1, 0, 1, 0, 0, 0)",
	     "is left over"},
	};
	struct clinic c;

	(void)state;
	make(&c, 7);
	assert_true(doctor_says(&c, false).good);
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct verdict v;

		assert_int_equal(sqlite3_exec(c.k.s->db, cases[i].harm, NULL, NULL, NULL),
				 SQLITE_OK);
		v = doctor_says(&c, false);
		assert_false(v.good);
		if (!strstr(v.bad, cases[i].said))
			fail_msg("%s: %s", cases[i].harm, v.bad);
		assert_non_null(strstr(v.bad, "limber doctor --rebuild"));
		assert_true(doctor_says(&c, true).good);
		assert_true(doctor_says(&c, false).good);
	}
	kit_end(&c.k);
}

/* ---- what a line says, counted by hand */

static void
at(struct clinic *c, int64_t day, const char *note)
{
	struct session s;
	struct note n;

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = c->patient[0];
	s.episode = c->episode[0];
	s.therapist = c->staff;
	s.service_date = day;
	add(c, E_SESSION, &s);
	dict_row_init(dict_entity(E_NOTE), &n);
	n.session = s.head.no;
	str_copy(n.kind, sizeof n.kind, note);
	n.author = c->staff;
	add(c, E_NOTE, &n);
}

static struct case_line
line_of(struct clinic *c)
{
	struct case_line l;

	kit_ok(&c->k, query_case(c->k.s, c->episode[0], &l, &c->k.err));
	return l;
}

static void
test_caseload__days__counted_by_hand(void **state)
{
	struct clinic c;
	struct note n;

	(void)state;
	make(&c, 9);
	assert_int_equal(line_of(&c).visited, FIRST_DAY);
	assert_int_equal(line_of(&c).days, 0);
	at(&c, 20260107, "evaluation"); /* its day is the first that counts */
	at(&c, 20260109, "daily");
	at(&c, 20260109, "daily"); /* twice on one day is one treatment day */
	at(&c, 20260131, "daily");
	assert_int_equal(line_of(&c).days, 3);
	assert_int_equal(line_of(&c).visited, 20260131);
	dict_row_init(dict_entity(E_NOTE), &n);
	n.episode = c.episode[0];
	n.period_to = 20260131;
	str_copy(n.kind, sizeof n.kind, "progress");
	n.author = c.staff;
	add(&c, E_NOTE, &n);
	assert_int_equal(line_of(&c).days, 0);
	at(&c, 20260201, "daily");
	assert_int_equal(line_of(&c).days, 1);
	at(&c, 20260203, "discharge"); /* no report of progress by itself */
	assert_int_equal(line_of(&c).days, 2);
	assert_int_equal(line_of(&c).booked, 0);
	assert_true(line_of(&c).measured == DICT_NONE && line_of(&c).plan == 0);
	kit_end(&c.k);
}

static void
test_caseload__lists__in_order_and_of_one(void **state)
{
	struct case_line lines[LINES];
	struct clinic c;
	int n;

	(void)state;
	make(&c, 4);
	for (int i = 0; i < 200; i++)
		changes[random_below(&c.r, 8)](&c, random_below(&c.r, PATIENTS));
	for (int ask = CASE_IDLE; ask <= CASE_MEASURED; ask++) {
		struct case_filter f = {.ask = (enum case_ask)ask,
					.limit = ask == CASE_DAYS ? 1 : 20270101,
					.today = 20260201};
		int all;

		kit_ok(&c.k, query_cases(c.k.s, &f, lines, LINES, &all, &c.k.err));
		for (int i = 1; i < all; i++) {
			assert_true(ask != CASE_DAYS ||
				    lines[i - 1].days >= lines[i].days);
			assert_true(ask != CASE_IDLE ||
				    lines[i - 1].visited <= lines[i].visited);
			assert_true(ask != CASE_CERTIFIED ||
				    lines[i - 1].certified <= lines[i].certified);
		}
		f.therapist = c.staff;
		kit_ok(&c.k, query_cases(c.k.s, &f, lines, LINES, &n, &c.k.err));
		assert_true(n <= all);
		for (int i = 0; i < n; i++)
			assert_int_equal(lines[i].therapist, c.staff);
	}
	kit_end(&c.k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_caseload__random_work__as_made_anew),
	    cmocka_unit_test(test_caseload__doctor__finds_a_wrong_line),
	    cmocka_unit_test(test_caseload__days__counted_by_hand),
	    cmocka_unit_test(test_caseload__lists__in_order_and_of_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
