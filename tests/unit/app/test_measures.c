/* test_measures.c - the shipped measures and norms against figures read by hand. */
#include "app_kit.h"

#include "app/measures.h"

#define NUM(x) ((int64_t)((x)*1000 + ((x) < 0 ? -0.5 : 0.5)))

static int
set_up(void **state)
{
	struct app_kit *c = calloc(1, sizeof *c);

	app_kit_new(c);
	*state = c;
	return 0;
}

static int
tear_down(void **state)
{
	app_kit_end(*state);
	free(*state);
	return 0;
}

static const struct measures *
tables(struct app_kit *c)
{
	const struct measures *m = NULL;

	app_kit_ok(c, measures_of(&c->a, &m, &c->k.err));
	return m;
}

static const struct measure *
of(const struct measures *m, const char *key)
{
	const struct measure *r = measures_find(m, key);

	if (!r)
		fail_msg("no measure %s", key);
	return r;
}

static void
test_measures__of__loads_once(void **state)
{
	const struct measures *m = tables(*state);

	assert_ptr_equal(tables(*state), m);
	assert_true(m->n >= 90 && m->n_norms >= 240 && m->n_sets >= 1);
	assert_non_null(measures_find(m, "tug"));
	assert_null(measures_find(m, "no_such"));
	assert_non_null(measures_set(m, "knee"));
	assert_null(measures_set(m, "no_such"));
}

/* Every row can be read: limits, change figures, bands of the whole range. */
static void
test_measures__rows__can_all_be_read(void **state)
{
	const struct measures *m = tables(*state);
	struct measure_norms norms = measures_norms(m);
	char text[MEASURE_TEXT_SIZE];

	for (size_t i = 0; i < m->n; i++) {
		const struct measure *r = &m->rows[i];
		int64_t low, high;

		if (!measure_limits(r, &low, &high) || low >= high)
			fail_msg("%s: limits", r->key);
		if (r->mdc[0] && measure_decimal(r->mdc, &low) &&
		    !measure_mdc(r, norms, DICT_NONE).known)
			fail_msg("%s: mdc", r->key);
		if (!r->bands[0])
			continue;
		assert_true(measure_limits(r, &low, &high));
		for (int64_t v = low; v <= high; v += (high - low) / 50)
			if (!measure_band(r, v, text, sizeof text) || !text[0])
				fail_msg("%s: no band at %lld", r->key, (long long)v);
	}
}

/* Cuts of the chair stand as printed in the table of the fact sheet. */
static void
test_measures__chair_stand__cuts(void **state)
{
	static const struct {
		int age, men, women;
	} cuts[] = {{60, 14, 12}, {64, 14, 12}, {65, 12, 11}, {69, 12, 11}, {70, 12, 10},
		    {74, 12, 10}, {75, 11, 10}, {79, 11, 10}, {80, 10, 9},  {84, 10, 9},
		    {85, 8, 8},	  {89, 8, 8},	{90, 7, 4},   {94, 7, 4}};
	const struct measures *m = tables(*state);
	const struct measure *cst = of(m, "cst30");
	struct measure_norms norms = measures_norms(m);

	for (size_t i = 0; i < sizeof cuts / sizeof *cuts; i++) {
		struct measure_who man = {'M', cuts[i].age}, woman = {'F', cuts[i].age};

		assert_false(measure_flag(cst, norms, man, NUM(cuts[i].men)));
		assert_true(measure_flag(cst, norms, man, NUM(cuts[i].men - 1)));
		assert_false(measure_flag(cst, norms, woman, NUM(cuts[i].women)));
		assert_true(measure_flag(cst, norms, woman, NUM(cuts[i].women - 1)));
	}
	assert_false(measure_flag(cst, norms, (struct measure_who){'M', 59}, 0));
	assert_false(measure_flag(cst, norms, (struct measure_who){'M', 95}, 0));
}

static void
test_measures__berg__test_error_by_start(void **state)
{
	static const struct {
		int start, mdc;
	} rows[] = {{0, 5},  {24, 5}, {25, 7}, {34, 7},
		    {35, 5}, {44, 5}, {45, 4}, {56, 4}};
	const struct measures *m = tables(*state);
	struct measure_figure f;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		f = measure_mdc(of(m, "berg"), measures_norms(m), NUM(rows[i].start));
		assert_true(f.known && !f.check);
		assert_int_equal(f.value, NUM(rows[i].mdc));
	}
}

static void
test_measures__pain__important_change_by_start(void **state)
{
	static const struct {
		int start, mcid;
	} rows[] = {{1, 1}, {4, 1}, {5, 2}, {7, 2}, {8, 3}, {10, 3}};
	const struct measures *m = tables(*state);
	const struct measure *nprs = of(m, "nprs");
	struct measure_change c;

	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(
		    measure_mcid(nprs, measures_norms(m), NUM(rows[i].start)).value,
		    NUM(rows[i].mcid));
	c = measure_change(nprs, measures_norms(m), NUM(8), NUM(6));
	assert_int_equal(c.kind, MEASURE_REAL); /* 2 is the test error, 3 would matter */
	assert_int_equal(c.better, 1);
	assert_true(c.check); /* the test error is recalled */
	c = measure_change(nprs, measures_norms(m), NUM(6), NUM(4));
	assert_int_equal(c.kind, MEASURE_IMPORTANT);
	c = measure_change(nprs, measures_norms(m), NUM(3), NUM(2));
	assert_int_equal(c.kind, MEASURE_ERROR);
	assert_true(c.matters);
}

static void
normal(struct app_kit *c, const char *key, struct measure_who who, const char *expected,
       bool check)
{
	const struct measures *m = tables(c);
	struct measure_normal n;
	char text[MEASURE_TEXT_SIZE];

	if (!measure_norm(of(m, key), measures_norms(m), who, "", &n))
		fail_msg("%s: no normal value", key);
	measure_normal_text(of(m, key), &n, text, sizeof text);
	assert_string_equal(text, expected);
	assert_int_equal(n.check, check);
}

static void
test_measures__normal__by_sex_and_age(void **state)
{
	struct measure_who man = {'M', 62}, woman = {'F', 74}, other = {'X', 50};

	normal(*state, "gait_speed", man, "1.34", false);
	normal(*state, "gait_speed", woman, "1.13", false);
	normal(*state, "tug", woman, "9.2", false);
	normal(*state, "sts5", woman, "<=12.6", false);
	normal(*state, "cst30", man, "14-19", false);
	normal(*state, "cst30", woman, "10-15", true);
	normal(*state, "rom_knee_flexion", man, "133", true);
	normal(*state, "rom_knee_flexion", other, "135", true);
	normal(*state, "rom_shoulder_flexion", woman, "180", false);
	normal(*state, "hr_rest", other, "60-100", true);
	normal(*state, "grip", (struct measure_who){'F', 65}, "25.5", true);
}

static void
test_measures__title__names_part_and_side(void **state)
{
	const struct measures *m = tables(*state);
	struct result r;
	char text[120];

	dict_row_init(dict_entity(E_RESULT), &r);
	str_copy(r.measure, sizeof r.measure, "mmt");
	str_copy(r.part, sizeof r.part, "knee_extension");
	str_copy(r.side, sizeof r.side, "right");
	measures_title(m, &r, text, sizeof text);
	assert_string_equal(text, "Strength: Knee extension, right");
	dict_row_init(dict_entity(E_RESULT), &r);
	str_copy(r.measure, sizeof r.measure, "gone");
	measures_title(m, &r, text, sizeof text);
	assert_string_equal(text, "gone");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_measures__of__loads_once),
	    TEST(test_measures__rows__can_all_be_read),
	    TEST(test_measures__chair_stand__cuts),
	    TEST(test_measures__berg__test_error_by_start),
	    TEST(test_measures__pain__important_change_by_start),
	    TEST(test_measures__normal__by_sex_and_age),
	    TEST(test_measures__title__names_part_and_side),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
