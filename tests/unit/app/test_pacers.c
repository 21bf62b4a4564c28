/* test_pacers.c - the rhythms of an exercise, the one that is in force, and where it stands. */
#include "progress_kit.h"

#include "app/pacers.h"

/* A timed block of five minutes that begins at once, with a tempo. */
static void
block(struct app_kit *c, int64_t plan, int rank, const char *key, const char *tempo)
{
	struct exercise x = exercise(c, key);
	struct prescription p;

	care_prescription_from(&x, plan, rank, &p);
	p.sets = 1;
	p.reps = p.hold_s = 0;
	p.duration_s = 300;
	p.rest_s = p.lead_in_s = p.switch_s = 0;
	str_copy(p.side_mode, sizeof p.side_mode, "none");
	str_copy(p.tempo, sizeof p.tempo, tempo);
	app_kit_prescribe(c, p);
}

static struct pacers
load(struct app_kit *c, const struct visit *v, int i)
{
	struct pacers p;

	app_kit_ok(c, pacers_load(&c->a, v, i, &p, &c->k.err));
	return p;
}

static void
expect_keys(const struct pacers *p, const char *const *keys, int n)
{
	assert_int_equal(p->n, n);
	for (int i = 0; i < n; i++)
		assert_string_equal(p->rows[i].key, keys[i]);
}

static struct visit *
five_exercises(struct app_kit *c)
{
	int64_t plan, patient;

	app_kit_new(c);
	patient = app_kit_case(c, "Breath", &plan);
	block(c, plan, 1, "breath_paced", "5-1-7");
	block(c, plan, 2, "muscle_relax", "5-0-9");
	block(c, plan, 3, "breath_pursed", "0-0-0");
	block(c, plan, 4, "huff_cough", "3-0-3");
	block(c, plan, 5, "bridge", "2-0-2");
	return start(c, patient);
}

/* The rows of the table by their rank behind what the dose says; a tempo alone paces what breathes. */
static void
test_pacers__load__the_dose_then_the_table(void **state)
{
	static const char *const paced[] = {"dose", "slow_4_6", "slow_4_2_6",
					    "slow_3_5_2"};
	static const char *const relax[] = {"dose", "tense_5_10", "tense_5_20"};
	static const char *const pursed[] = {"pursed_2_4"}, *const cough[] = {"dose"};
	struct app_kit c;
	struct visit *v = five_exercises(&c);
	struct pacers p = load(&c, v, 0);
	char mark[PACERS_MARK_SIZE];

	(void)state;
	expect_keys(&p, paced, 4);
	assert_int_equal(p.at, 0);
	assert_string_equal(p.rows[0].words, "breath");
	pacers_mark(&p, mark);
	assert_string_equal(mark, "5-1-7-0, prescribed");
	p = load(&c, v, 1);
	expect_keys(&p, relax, 3);
	assert_string_equal(p.rows[0].words, "relax"); /* as the rows of the table */
	p = load(&c, v, 2);
	expect_keys(&p, pursed, 1);
	pacers_mark(&p, mark);
	assert_string_equal(mark, "2-0-4-0, recalled");
	p = load(&c, v, 3);
	expect_keys(&p, cough, 1);
	assert_string_equal(p.rows[0].words, "breath");
	for (int i = 4; i <= 5; i++) { /* a bridge; none of its items */
		p = load(&c, v, i);
		assert_int_equal(p.n, 0);
		pacers_mark(&p, mark);
		assert_string_equal(mark, "");
	}
	p = load(&c, v, -1);
	assert_int_equal(p.n, 0);
	free(v);
	app_kit_end(&c);
}

/* Round and round, for this item alone, and seen by whoever loads it next. */
static void
test_pacers__next__is_kept_with_the_session(void **state)
{
	static const int at[] = {1, 2, 3, 0, 1};
	struct app_kit c;
	struct visit *v = five_exercises(&c);
	struct pacers p = load(&c, v, 0), other;

	(void)state;
	for (int i = 0; i < 5; i++) {
		app_kit_ok(&c, pacers_next(&c.a, v, 0, &p, &c.k.err));
		assert_int_equal(p.at, at[i]);
		other = load(&c, v, 0);
		assert_int_equal(other.at, at[i]);
	}
	other = load(&c, v, 1);
	assert_int_equal(other.at, 0);
	p = load(&c, v, 2); /* one alone stays */
	app_kit_ok(&c, pacers_next(&c.a, v, 2, &p, &c.k.err));
	assert_int_equal(p.at, 0);
	p = load(&c, v, 4);
	app_kit_ok(&c, pacers_next(&c.a, v, 4, &p, &c.k.err));
	assert_int_equal(p.n, 0);
	free(v);
	app_kit_end(&c);
}

/* Where the rhythm stands so many ms after the block began. */
static struct pace_moment
moment_at(struct app_kit *c, struct visit *v, const struct pacers *p, int64_t ms)
{
	static int64_t at; /* of the one visit this is asked of */
	struct pace_moment m;

	app_kit_wait(ms - at);
	at = ms;
	visit_tick(&c->a, v);
	assert_true(pacers_moment(p, &v->state, 0, &m));
	return m;
}

/* 5 s in, 1 s full, 7 s out: 13 s, then again. */
static void
test_pacers__moment__by_the_clock_of_the_item(void **state)
{
	static const struct {
		int64_t ms, left_ms;
		enum pace_beat beat;
		int level;
	} rows[] = {
	    {0, 5000, PACE_IN, 0},	   {3000, 2000, PACE_IN, 600},
	    {5000, 1000, PACE_FULL, 1000}, {5900, 100, PACE_FULL, 1000},
	    {6000, 7000, PACE_OUT, 1000},  {9500, 3500, PACE_OUT, 500},
	    {13000, 5000, PACE_IN, 0},	   {14000, 4000, PACE_IN, 200},
	};
	struct app_kit c;
	struct visit *v = five_exercises(&c);
	struct pacers p = load(&c, v, 0);
	struct pace_moment m;

	(void)state;
	assert_false(pacers_moment(&p, &v->state, 0, &m)); /* not begun */
	app_kit_do(&c, v, SEV_START, 0, 0, NULL);
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		m = moment_at(&c, v, &p, rows[i].ms);
		assert_int_equal(m.beat, rows[i].beat);
		assert_int_equal(m.left_ms, rows[i].left_ms);
		assert_int_equal(m.level, rows[i].level);
	}
	/* In 4, out 6 from now on: 14 s are one of it and 4 s. */
	app_kit_ok(&c, pacers_next(&c.a, v, 0, &p, &c.k.err));
	m = moment_at(&c, v, &p, 14000);
	assert_int_equal(m.beat, PACE_OUT);
	assert_int_equal(m.level, 1000);
	assert_false(pacers_moment(&p, &v->state, 1, &m)); /* another item runs */
	app_kit_do(&c, v, SEV_PAUSE, -1, 0, NULL);
	app_kit_wait(8000); /* stands still meanwhile, and goes on from there */
	m = moment_at(&c, v, &p, 14000);
	assert_int_equal(m.left_ms, 6000);
	app_kit_do(&c, v, SEV_RESUME, -1, 0, NULL);
	m = moment_at(&c, v, &p, 17000);
	assert_int_equal(m.beat, PACE_OUT);
	assert_int_equal(m.left_ms, 3000);
	assert_int_equal(m.level, 500);
	p.n = 0;
	assert_false(pacers_moment(&p, &v->state, 0, &m));
	free(v);
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_pacers__load__the_dose_then_the_table),
	    cmocka_unit_test(test_pacers__next__is_kept_with_the_session),
	    cmocka_unit_test(test_pacers__moment__by_the_clock_of_the_item),
	};

	return cmocka_run_group_tests_name("pacers", tests, NULL, NULL);
}
