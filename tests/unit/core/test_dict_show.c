/* test_dict_show.c - values as people read them. */
#include "core/dict_rows.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void
expect(enum entity_id e, const char *field, int64_t v, const char *shown)
{
	const struct entity *ent = dict_entity(e);
	int at = dict_field_named(ent, field);
	struct str s = {0};

	assert_true(at >= 0);
	dict_show(&ent->fields[at], (struct cell){.kind = CELL_INT, .i = v}, &s);
	assert_string_equal(str_text(&s), shown);
	str_release(&s);
}

static void
test_dict_show__units__one_is_one(void **state)
{
	(void)state;
	expect(E_PRESCRIPTION, "sets", 1, "1 set");
	expect(E_PRESCRIPTION, "sets", 3, "3 sets");
	expect(E_PRESCRIPTION, "reps", 1, "1 rep");
	expect(E_PRESCRIPTION, "hold_s", 1, "1 s");
	expect(E_PRESCRIPTION, "load_g", 2500, "2.5 kg");
	expect(E_SESSION, "timed_min", 1, "1 min");
}

static void
test_dict_show__dates__as_far_as_they_are_known(void **state)
{
	(void)state;
	expect(E_PATIENT, "birth_date", 19570504, "4 May 1957");
	expect(E_PATIENT, "birth_date", 19570500, "May 1957");
	expect(E_PATIENT, "birth_date", 19570000, "1957");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_dict_show__units__one_is_one),
	    cmocka_unit_test(test_dict_show__dates__as_far_as_they_are_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
