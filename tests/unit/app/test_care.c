/* test_care.c - what is refused where a row is typed: days that are still to come. */
#include "app_kit.h"

#include "app/care.h"

static struct app_kit kit;

static enum status
check(enum entity_id id, const char *field, int64_t day)
{
	const struct entity *e = dict_entity(id);
	const struct field *f = &e->fields[dict_field_named(e, field)];
	struct cell c = {.kind = CELL_INT, .i = day};

	memset(&kit.k.err, 0, sizeof kit.k.err);
	return care_check(&kit.a, e, f, c, &kit.k.err);
}

/* Today is 2026-05-04. */
static void
test_care__check__nobody_is_born_tomorrow(void **state)
{
	(void)state;
	assert_int_equal(check(E_PATIENT, "birth_date", 20260504), ST_OK);
	assert_int_equal(check(E_PATIENT, "birth_date", 20260000), ST_OK); /* a year */
	assert_int_equal(check(E_PATIENT, "birth_date", 20260505), ST_INVALID);
	assert_true(app_kit_said(&kit, "2026-05-05 is still to come"));
	assert_int_equal(check(E_PATIENT, "birth_date", 20300000), ST_INVALID);
	assert_int_equal(check(E_PATIENT, "insured_birth", 20260505), ST_INVALID);
	assert_int_equal(check(E_EPISODE, "onset", 20260505), ST_INVALID);
	assert_int_equal(check(E_EPISODE, "onset", 20260501), ST_OK);
	assert_int_equal(check(E_EPISODE, "surgery", 20260601), ST_OK); /* is planned */
}

static int
setup(void **state)
{
	(void)state;
	app_kit_new(&kit);
	return 0;
}

static int
teardown(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_care__check__nobody_is_born_tomorrow),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
