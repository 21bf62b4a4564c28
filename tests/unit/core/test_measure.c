/* test_measure.c - scores, changes, bands, flags and norms against the figures of the tables. */
#include "core/measure.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NUM(x) ((int64_t)((x)*1000 + ((x) < 0 ? -0.5 : 0.5)))

static struct measure
measure(const char *key, const char *unit, int decimals, const char *low,
	const char *high)
{
	struct measure m;

	dict_row_init(dict_entity(E_MEASURE), &m);
	str_copy(m.key, sizeof m.key, key);
	str_copy(m.name, sizeof m.name, key);
	str_copy(m.unit, sizeof m.unit, unit);
	str_copy(m.min_value, sizeof m.min_value, low);
	str_copy(m.max_value, sizeof m.max_value, high);
	m.decimals = decimals;
	return m;
}

static struct norm
norm(const char *key, const char *sex, int from, int to, const char *stat)
{
	struct norm r;

	dict_row_init(dict_entity(E_NORM), &r);
	str_copy(r.measure, sizeof r.measure, key);
	str_copy(r.sex, sizeof r.sex, sex);
	str_copy(r.stat, sizeof r.stat, stat);
	str_copy(r.verification, sizeof r.verification, "seen");
	r.age_min = from;
	r.age_max = to;
	return r;
}

static struct norm
valued(struct norm r, const char *op, const char *value, const char *low,
       const char *high)
{
	str_copy(r.op, sizeof r.op, op);
	str_copy(r.value, sizeof r.value, value);
	str_copy(r.low, sizeof r.low, low);
	str_copy(r.high, sizeof r.high, high);
	return r;
}

/* ---- scores */

static void
says(const struct measure *m, int64_t value, const char *expected)
{
	char text[MEASURE_TEXT_SIZE];

	measure_text(m, value, text, sizeof text);
	assert_string_equal(text, expected);
}

static void
test_measure__text__has_the_decimals_and_unit_of_the_measure(void **state)
{
	struct measure tug = measure("tug", "s", 1, "0", "300");
	struct measure rom = measure("rom", "deg", 0, "-60", "20");
	struct measure mmt = measure("mmt", "grade", 0, "0", "12");
	struct measure odi = measure("odi", "percent", 0, "0", "100");
	char text[MEASURE_TEXT_SIZE];

	(void)state;
	says(&tug, NUM(12.3), "12.3 s");
	says(&tug, NUM(12), "12.0 s");
	says(&tug, DICT_NONE, "not done");
	says(&rom, NUM(-5), "-5 deg");
	says(&odi, NUM(40), "40 %");
	says(&mmt, NUM(7), "3+");
	says(&mmt, NUM(8), "4-");
	says(&mmt, NUM(12), "5");
	measure_delta(&mmt, NUM(2), text, sizeof text);
	assert_string_equal(text, "+2 steps");
	measure_delta(&mmt, NUM(-1), text, sizeof text);
	assert_string_equal(text, "-1 step");
	measure_delta(&odi, NUM(10.5), text, sizeof text);
	assert_string_equal(text, "+10.5 %");
	assert_int_equal(measure_round(&tug, 12349), NUM(12.3));
	assert_int_equal(measure_round(&tug, 12350), NUM(12.4));
	assert_int_equal(measure_round(&rom, -1500), NUM(-2));
}

static void
test_measure__parse__takes_what_people_type(void **state)
{
	struct measure tug = measure("tug", "s", 1, "0", "300");
	struct measure rom = measure("rom", "deg", 0, "-60", "20");
	struct measure mmt = measure("mmt", "grade", 0, "0", "12");
	struct measure odi = measure("odi", "percent", 0, "0", "100");
	int64_t v = 0;
	struct err err;

	(void)state;
	assert_int_equal(measure_parse(&tug, "12.3", &v, &err), ST_OK);
	assert_int_equal(v, NUM(12.3));
	assert_int_equal(measure_parse(&tug, " 12,3 s ", &v, &err), ST_OK);
	assert_int_equal(v, NUM(12.3));
	assert_int_equal(measure_parse(&tug, "12", &v, &err), ST_OK);
	assert_int_equal(v, NUM(12));
	assert_int_equal(measure_parse(&rom, "-5", &v, &err), ST_OK);
	assert_int_equal(v, NUM(-5));
	assert_int_equal(measure_parse(&odi, "40%", &v, &err), ST_OK);
	assert_int_equal(v, NUM(40));
	assert_int_equal(measure_parse(&mmt, "4-", &v, &err), ST_OK);
	assert_int_equal(v, NUM(8));
	assert_int_equal(measure_parse(&mmt, "5", &v, &err), ST_OK);
	assert_int_equal(v, NUM(12));
}

static void
refuses(const struct measure *m, const char *typed, const char *part)
{
	int64_t v = 77;
	struct err err = {0};

	assert_int_equal(measure_parse(m, typed, &v, &err), ST_INVALID);
	assert_int_equal(v, 77);
	assert_non_null(strstr(err.detail, m->name));
	if (!strstr(err.detail, part))
		fail_msg("%s: no \"%s\" in \"%s\"", typed, part, err.detail);
}

static void
test_measure__parse__refuses_with_the_limits(void **state)
{
	struct measure tug = measure("tug", "s", 1, "0", "300");
	struct measure rom = measure("rom", "deg", 0, "-60", "20");
	struct measure mmt = measure("mmt", "grade", 0, "0", "12");

	(void)state;
	refuses(&tug, "301", "0.0 to 300.0 s");
	refuses(&tug, "-1", "0.0 to 300.0 s");
	refuses(&tug, "12.34", "decimals");
	refuses(&tug, "", "0.0 to 300.0 s");
	refuses(&tug, "12 deg", "not a number");
	refuses(&tug, "1e3", "not a number");
	refuses(&tug, "99999999999999999999", "0.0 to 300.0 s");
	refuses(&rom, "-61", "-60 to 20 deg");
	refuses(&rom, "1.5", "whole");
	refuses(&mmt, "6", "0 to 5");
	refuses(&mmt, "5+", "grade");
}

static void
test_measure__text__is_read_back(void **state)
{
	static const char *const units[] = {"s", "deg", "grade", "percent", "m/s", ""};

	(void)state;
	for (uint64_t i = 0; i < 3000; i++) {
		struct random r = (struct random){i * 2 + 1};
		int d = (int)random_below(&r, 4);
		const char *unit = units[random_below(&r, 6)];
		struct measure m = measure("x", unit, d, "-1000", "1000");
		int64_t v = (int64_t)random_below(&r, 2000001) - 1000000, back;
		char text[MEASURE_TEXT_SIZE];
		struct err err;

		if (measure_ordinal(&m)) {
			m.decimals = 0;
			v = (int64_t)random_below(&r, 13) * 1000;
		}
		v = measure_round(&m, v);
		measure_text(&m, v, text, sizeof text);
		assert_int_equal(measure_parse(&m, text, &back, &err), ST_OK);
		assert_int_equal(back, v);
		measure_number(&m, v, text, sizeof text);
		assert_int_equal(measure_parse(&m, text, &back, &err), ST_OK);
		assert_int_equal(back, v);
	}
}

/* ---- change */

static void
test_measure__change__judges_by_test_error_and_importance(void **state)
{
	struct measure tug = measure("tug", "s", 1, "0", "300"), odd = tug;
	struct measure_norms none = {0};
	struct measure_change c;
	char words[MEASURE_TEXT_SIZE];

	(void)state;
	str_copy(tug.direction, sizeof tug.direction, "lower_better");
	str_copy(tug.mdc, sizeof tug.mdc, "2.5");
	str_copy(tug.mdc_ver, sizeof tug.mdc_ver, "recalled");
	str_copy(tug.mcid, sizeof tug.mcid, "1.2");
	str_copy(tug.mcid_ver, sizeof tug.mcid_ver, "seen");
	c = measure_change(&tug, none, NUM(14), NUM(14));
	assert_int_equal(c.kind, MEASURE_SAME);
	assert_false(c.check);
	c = measure_change(&tug, none, NUM(14), NUM(13));
	assert_int_equal(c.kind, MEASURE_ERROR);
	assert_false(c.matters);
	assert_true(c.check);
	measure_change_words(&c, words, sizeof words);
	assert_string_equal(words, "within test error");
	c = measure_change(&tug, none, NUM(14), NUM(12));
	assert_int_equal(c.kind, MEASURE_ERROR);
	assert_true(c.matters); /* smaller changes may still matter */
	c = measure_change(&tug, none, NUM(14), NUM(11.5));
	assert_int_equal(c.kind, MEASURE_IMPORTANT);
	assert_int_equal(c.better, 1);
	measure_change_words(&c, words, sizeof words);
	assert_string_equal(words, "important, better");
	c = measure_change(&tug, none, NUM(11.5), NUM(14));
	assert_int_equal(c.better, -1);
	assert_int_equal(c.by, NUM(2.5));
	str_copy(tug.mcid, sizeof tug.mcid, "4");
	c = measure_change(&tug, none, NUM(14), NUM(11.5));
	assert_int_equal(c.kind, MEASURE_REAL);
	tug.mdc[0] = '\0';
	c = measure_change(&tug, none, NUM(14), NUM(11.5));
	assert_int_equal(c.kind, MEASURE_SMALL);
	c = measure_change(&odd, none, NUM(14), NUM(11.5));
	assert_int_equal(c.kind, MEASURE_OPEN);
	assert_int_equal(c.better, 0);
	c = measure_change(&tug, none, DICT_NONE, NUM(11.5));
	assert_int_equal(c.kind, MEASURE_OPEN);
}

static void
test_measure__mdc__depends_on_the_start(void **state)
{
	struct measure berg = measure("berg", "points", 0, "0", "56");
	struct norm rows[] = {
	    valued(norm("berg", "A", 65, 120, "mdc95_by_baseline"), "=", "4", "45", "56"),
	    valued(norm("berg", "A", 65, 120, "mdc95_by_baseline"), "=", "7", "25", "34"),
	    valued(norm("other", "A", 65, 120, "mdc95_by_baseline"), "=", "9", "0", "44"),
	};
	struct measure_norms norms = {rows, 3};

	(void)state;
	str_copy(berg.mdc, sizeof berg.mdc, "6.5");
	assert_int_equal(measure_mdc(&berg, norms, NUM(45)).value, NUM(4));
	assert_int_equal(measure_mdc(&berg, norms, NUM(34)).value, NUM(7));
	assert_int_equal(measure_mdc(&berg, norms, NUM(40)).value, NUM(6.5));
	assert_int_equal(measure_mdc(&berg, norms, DICT_NONE).value, NUM(6.5));
	assert_false(measure_mcid(&berg, norms, NUM(40)).known);
}

/* ---- bands, flags, norms */

static void
band(const struct measure *m, int64_t v, const char *expected)
{
	char label[MEASURE_TEXT_SIZE] = "";

	assert_int_equal(measure_band(m, v, label, sizeof label), expected[0] != '\0');
	assert_string_equal(label, expected);
}

static void
test_measure__band__has_no_gaps(void **state)
{
	struct measure tug = measure("tug", "s", 1, "0", "300");
	struct measure groc = measure("groc", "points", 0, "-7", "7");
	struct measure plain = measure("x", "", 0, "0", "9");

	(void)state;
	str_copy(tug.bands, sizeof tug.bands, "0-11.9:not flagged;12-20:at risk");
	str_copy(groc.bands, sizeof groc.bands,
		 "-7--3:worse;-2-2:about the same;3-7:better");
	band(&tug, 0, "not flagged");
	band(&tug, NUM(11.95), "not flagged");
	band(&tug, NUM(12), "at risk");
	band(&tug, DICT_NONE, "");
	band(&groc, NUM(-7), "worse");
	band(&groc, NUM(-3), "worse");
	band(&groc, NUM(-2), "about the same");
	band(&groc, NUM(3), "better");
	band(&plain, NUM(3), "");
	str_copy(plain.bands, sizeof plain.bands, "0:none;1-3:mild");
	band(&plain, 0, "none");
	band(&plain, NUM(1), "mild");
}

static void
test_measure__flag__follows_its_rule(void **state)
{
	struct measure m = measure("cst30", "stands", 0, "0", "60");
	struct norm rows[] = {
	    valued(norm("cst30", "M", 60, 64, "below_average"), "<", "14", "", ""),
	    valued(norm("cst30", "F", 60, 64, "below_average"), "<", "12", "", ""),
	};
	struct measure_norms norms = {rows, 2};
	struct measure_who man = {'M', 62}, woman = {'F', 62}, young = {'F', 59},
			   unknown = {'U', 62}, ageless = {'F', -1};

	(void)state;
	str_copy(m.flag_rule, sizeof m.flag_rule, "<norm:below_average");
	assert_true(measure_flag(&m, norms, man, NUM(13)));
	assert_false(measure_flag(&m, norms, man, NUM(14)));
	assert_false(measure_flag(&m, norms, woman, NUM(12)));
	assert_true(measure_flag(&m, norms, woman, NUM(11)));
	assert_false(measure_flag(&m, norms, young, NUM(3)));
	assert_false(measure_flag(&m, norms, unknown, NUM(3)));
	assert_false(measure_flag(&m, norms, ageless, NUM(3)));
	str_copy(m.flag_rule, sizeof m.flag_rule, ">=12");
	assert_true(measure_flag(&m, norms, young, NUM(12)));
	assert_false(measure_flag(&m, norms, young, NUM(11.9)));
	str_copy(m.flag_rule, sizeof m.flag_rule, "<=-3");
	assert_true(measure_flag(&m, norms, young, NUM(-3)));
	assert_false(measure_flag(&m, norms, young, NUM(-2)));
	assert_false(measure_flag(&m, norms, young, DICT_NONE));
	m.flag_rule[0] = '\0';
	assert_false(measure_flag(&m, norms, young, NUM(1)));
}

static void
test_measure__norm__fits_sex_age_and_protocol(void **state)
{
	struct measure m = measure("rom", "deg", 0, "0", "165");
	struct norm rows[] = {
	    valued(norm("rom", "A", 18, 120, "aaos_normal"), "=", "135", "", ""),
	    valued(norm("rom", "F", 45, 69, "mean_ci95"), "=", "137.8", "136.5", "139.1"),
	    valued(norm("rom", "A", 18, 120, "fall_cut"), "<", "5", "", ""),
	};
	struct measure_norms norms = {rows, 3};
	struct measure_who woman = {'F', 50}, old = {'F', 80}, child = {'F', 5};
	struct measure_normal n;
	char text[MEASURE_TEXT_SIZE];

	(void)state;
	str_copy(rows[0].protocol, sizeof rows[0].protocol, "active or passive");
	str_copy(rows[1].protocol, sizeof rows[1].protocol, "passive, goniometer");
	str_copy(rows[1].verification, sizeof rows[1].verification, "recalled");
	assert_true(measure_norm(&m, norms, woman, "", &n));
	assert_ptr_equal(n.row, &rows[1]);
	assert_true(n.check);
	measure_normal_text(&m, &n, text, sizeof text);
	assert_string_equal(text, "138");
	assert_true(measure_norm(&m, norms, woman, "active", &n));
	assert_ptr_equal(n.row, &rows[0]);
	assert_false(n.check);
	assert_true(measure_norm(&m, norms, old, "", &n));
	assert_ptr_equal(n.row, &rows[0]);
	assert_false(measure_norm(&m, norms, child, "", &n));
	assert_true(measure_norm_stat(&m, norms, woman, "fall_cut", &n));
	assert_int_equal(n.value, NUM(5));
	measure_normal_text(&m, &n, text, sizeof text);
	assert_string_equal(text, ">=5");
}

static void
test_measure__norm__lies_between_two_ages(void **state)
{
	struct measure m = measure("grip", "kg", 1, "0", "100");
	struct norm rows[] = {
	    valued(norm("grip", "M", 60, 60, "p10_p50_p90"), "=", "45", "33", "56"),
	    valued(norm("grip", "M", 70, 70, "p10_p50_p90"), "=", "39", "29", "49"),
	};
	struct measure_norms norms = {rows, 2};
	struct measure_who who = {'M', 65}, at = {'M', 70}, old = {'M', 75};
	struct measure_normal n;

	(void)state;
	assert_true(measure_norm(&m, norms, who, "", &n));
	assert_int_equal(n.value, NUM(42));
	assert_int_equal(n.low, NUM(31));
	assert_int_equal(n.high, NUM(52.5));
	assert_true(measure_norm(&m, norms, at, "", &n));
	assert_int_equal(n.value, NUM(39));
	assert_false(measure_norm(&m, norms, old, "", &n));
}

static void
test_measure__limits_and_direction(void **state)
{
	struct measure m = measure("x", "deg", 0, "-60", "20");
	int64_t low, high;

	(void)state;
	assert_true(measure_limits(&m, &low, &high));
	assert_int_equal(low, NUM(-60));
	assert_int_equal(high, NUM(20));
	assert_int_equal(measure_sign(&m), 0);
	str_copy(m.direction, sizeof m.direction, "lower_better");
	assert_int_equal(measure_sign(&m), -1);
	str_copy(m.direction, sizeof m.direction, "higher_better");
	assert_int_equal(measure_sign(&m), 1);
	assert_false(measure_sided(&m));
	str_copy(m.sides, sizeof m.sides, "left_right");
	assert_true(measure_sided(&m));
	m.max_value[0] = '\0';
	assert_false(measure_limits(&m, &low, &high));
	assert_true(measure_check("recalled") && measure_check("unverified") &&
		    measure_check("working"));
	assert_false(measure_check("seen") || measure_check("own") ||
		     measure_check("seen_secondary"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(
		test_measure__text__has_the_decimals_and_unit_of_the_measure),
	    cmocka_unit_test(test_measure__parse__takes_what_people_type),
	    cmocka_unit_test(test_measure__parse__refuses_with_the_limits),
	    cmocka_unit_test(test_measure__text__is_read_back),
	    cmocka_unit_test(test_measure__change__judges_by_test_error_and_importance),
	    cmocka_unit_test(test_measure__mdc__depends_on_the_start),
	    cmocka_unit_test(test_measure__band__has_no_gaps),
	    cmocka_unit_test(test_measure__flag__follows_its_rule),
	    cmocka_unit_test(test_measure__norm__fits_sex_age_and_protocol),
	    cmocka_unit_test(test_measure__norm__lies_between_two_ages),
	    cmocka_unit_test(test_measure__limits_and_direction),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
