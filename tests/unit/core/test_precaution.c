/* test_precaution.c - safety tags against exercises: blocked, marked, free. */
#include "core/precaution.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <string.h>

static struct precaution_tag
tag(const char *name, const char *scope, const char *action, const char *region)
{
	struct precaution_tag t = {.no = 1};

	str_copy(t.tag, sizeof t.tag, name);
	str_format(t.label, sizeof t.label, "Tag %s", name);
	str_copy(t.scope, sizeof t.scope, scope);
	str_copy(t.action, sizeof t.action, action);
	str_copy(t.region, sizeof t.region, region);
	return t;
}

static enum precaution_mark
match(struct precaution_tag t, const char *region, const char *position,
      const char *contra, const char *caution)
{
	struct precaution_exercise x = {"strengthening", region, position, contra,
					caution};
	struct precaution_match m;

	precaution_match(&t, 1, &x, &m);
	assert_int_equal(m.mark != PRECAUTION_NONE, m.why[0] != '\0');
	return m.mark;
}

static void
test_precaution__whole__blocks_where_it_is_listed(void **state)
{
	struct precaution_tag t = tag("uncontrolled_cv", "whole", "block", "");

	(void)state;
	assert_int_equal(match(t, "knee", "supine", "instability;uncontrolled_cv", ""),
			 PRECAUTION_BLOCKED);
	assert_int_equal(match(t, "knee", "supine", "uncontrolled_cvx", ""),
			 PRECAUTION_NONE);
	assert_int_equal(match(t, "knee", "supine", "", ""), PRECAUTION_NONE);
}

static void
test_precaution__region__has_to_meet(void **state)
{
	struct precaution_tag t = tag("infection_at_site", "region", "block", "knee");
	const char *contra = "infection_at_site";

	(void)state;
	assert_int_equal(match(t, "knee", "supine", contra, ""), PRECAUTION_BLOCKED);
	assert_int_equal(match(t, "shoulder", "supine", contra, ""), PRECAUTION_NONE);
	assert_int_equal(match(t, "whole_body", "supine", contra, ""),
			 PRECAUTION_BLOCKED);
	str_copy(t.region, sizeof t.region, "shoulder");
	assert_int_equal(match(t, "whole_body", "supine", contra, ""), PRECAUTION_NONE);
	t.region[0] = '\0';
	assert_int_equal(match(t, "neck", "supine", contra, ""), PRECAUTION_BLOCKED);
}

static void
test_precaution__fracture_of_a_leg__blocks_standing(void **state)
{
	struct precaution_tag t = tag("acute_fracture", "region", "block", "hip");

	(void)state;
	assert_int_equal(match(t, "shoulder", "standing", "nwb", ""), PRECAUTION_BLOCKED);
	assert_int_equal(match(t, "shoulder", "standing", "", ""), PRECAUTION_NONE);
	assert_int_equal(match(t, "shoulder", "sitting", "nwb", ""), PRECAUTION_NONE);
	str_copy(t.region, sizeof t.region, "elbow_forearm");
	assert_int_equal(match(t, "shoulder", "standing", "nwb", ""), PRECAUTION_NONE);
}

static void
test_precaution__caution__marks(void **state)
{
	(void)state;
	assert_int_equal(match(tag("dizziness", "whole", "warn", ""), "knee", "standing",
			       "", "pwb;dizziness"),
			 PRECAUTION_CARE);
	assert_int_equal(
	    match(tag("pwb", "whole", "warn", ""), "knee", "standing", "pwb", ""),
	    PRECAUTION_CARE);
	assert_int_equal(match(tag("instability", "region", "block", "knee"), "knee",
			       "standing", "", "instability"),
			 PRECAUTION_CARE);
}

static void
test_precaution__breathing__stays_open(void **state)
{
	struct precaution_tag t = tag("fever_illness", "whole", "block", "");
	struct precaution_exercise x = {"breathing_relax", "chest_breathing", "sitting",
					"fever_illness", ""};
	struct precaution_match m;

	(void)state;
	precaution_match(&t, 1, &x, &m);
	assert_int_equal(m.mark, PRECAUTION_NONE);
	x.category = "endurance";
	precaution_match(&t, 1, &x, &m);
	assert_int_equal(m.mark, PRECAUTION_BLOCKED);
	assert_string_equal(precaution_word(m.mark), "BLOCKED");
}

static void
test_precaution__several__the_hardest_is_told(void **state)
{
	struct precaution_tag tags[3] = {tag("dizziness", "whole", "warn", ""),
					 tag("nwb", "whole", "block", ""),
					 tag("acute_dvt", "whole", "block", "")};
	struct precaution_exercise x = {"balance", "knee", "standing", "nwb;acute_dvt",
					"dizziness"};
	struct precaution_match m;

	(void)state;
	precaution_match(tags, 3, &x, &m);
	assert_int_equal(m.mark, PRECAUTION_BLOCKED);
	assert_string_equal(m.why, "Tag nwb; Tag acute_dvt");
}

static void
test_precaution__days__since_and_lifted(void **state)
{
	struct precaution p;

	(void)state;
	dict_row_init(dict_entity(E_PRECAUTION), &p);
	p.since = 20261125;
	assert_false(precaution_holds(&p, 20261124));
	assert_true(precaution_holds(&p, 20261125));
	p.lifted = 20261126;
	assert_true(precaution_holds(&p, 20261125));
	assert_false(precaution_holds(&p, 20261126));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_precaution__whole__blocks_where_it_is_listed),
	    cmocka_unit_test(test_precaution__region__has_to_meet),
	    cmocka_unit_test(test_precaution__fracture_of_a_leg__blocks_standing),
	    cmocka_unit_test(test_precaution__caution__marks),
	    cmocka_unit_test(test_precaution__breathing__stays_open),
	    cmocka_unit_test(test_precaution__several__the_hardest_is_told),
	    cmocka_unit_test(test_precaution__days__since_and_lifted),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
