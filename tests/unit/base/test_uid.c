/* test_uid.c - row ids: text form, order, ids of shipped rows. */
#include "base/uid.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
test_uid__text__goes_both_ways(void **state)
{
	struct random r = random_begin("uids", 3);
	struct uid u, back;
	char text[UID_TEXT_SIZE];

	(void)state;
	for (int i = 0; i < 3000; i++) {
		for (int k = 0; k < UID_SIZE; k++)
			u.b[k] = (unsigned char)(i == 0	  ? 0
						 : i == 1 ? 255
							  : random_below(&r, 256));
		uid_text(&u, text);
		assert_int_equal(strlen(text), UID_TEXT_SIZE - 1);
		assert_int_equal(text[0], 'u');
		assert_true(uid_parse(text, strlen(text), &back));
		assert_int_equal(uid_cmp(&u, &back), 0);
		assert_int_equal(uid_is_zero(&u), i == 0);
	}
}

static void
test_uid__text__keeps_the_order(void **state)
{
	struct uid a = {{0}}, b = {{0}};
	char ta[UID_TEXT_SIZE], tb[UID_TEXT_SIZE];

	(void)state;
	a.b[15] = 1;
	b.b[0] = 1;
	uid_text(&a, ta);
	uid_text(&b, tb);
	assert_true(uid_cmp(&a, &b) < 0 && strcmp(ta, tb) < 0);
	assert_true(uid_cmp(&b, &a) > 0);
}

/* Of one writer side by side and in order, and yet no two copies of a database draw the same. */
static void
test_uid__beside__keeps_rows_of_a_writer_together(void **state)
{
	struct uid writer = uid_random(), a = uid_random(), b = a, twin = uid_random();

	(void)state;
	uid_beside(&a, &writer, 0x01020304);
	assert_memory_equal(a.b, writer.b, 4);
	assert_memory_equal(a.b + 4, "\1\2\3\4", 4);
	assert_memory_equal(a.b + 8, b.b + 8, 8);
	uid_beside(&b, &writer, 0x01020305);
	assert_true(uid_cmp(&a, &b) < 0);
	uid_beside(&b, &writer, INT64_C(0x501020304));
	assert_int_equal(uid_cmp(&a, &b), 0);
	uid_beside(&twin, &writer, 0x01020304);
	assert_memory_equal(twin.b, a.b, 8);
	assert_memory_not_equal(twin.b + 8, a.b + 8, 8);
}

static void
test_uid__parse__refuses_other_text(void **state)
{
	struct uid u = {{9}};
	char text[UID_TEXT_SIZE];

	(void)state;
	uid_text(&u, text);
	assert_false(uid_parse(text, strlen(text) - 1, &u));
	assert_false(uid_parse("", 0, &u));
	text[0] = 'v';
	assert_false(uid_parse(text, strlen(text), &u));
	text[0] = 'u';
	text[5] = 'i'; /* not among the digits */
	assert_false(uid_parse(text, strlen(text), &u));
	text[5] = '\0';
	assert_false(uid_parse(text, UID_TEXT_SIZE - 1, &u));
	text[5] = '0';
	text[1] = '8'; /* would need more than 128 bits */
	assert_false(uid_parse(text, strlen(text), &u));
}

static void
test_uid__of_text__is_the_same_everywhere(void **state)
{
	struct uid a = uid_of_text("exercise", "quad_set");
	struct uid b = uid_of_text("exercise", "quad_set");
	struct uid c = uid_of_text("exercisequad", "_set");
	char text[UID_TEXT_SIZE];

	(void)state;
	assert_int_equal(uid_cmp(&a, &b), 0);
	assert_int_not_equal(uid_cmp(&a, &c), 0);
	uid_text(&a, text);
	assert_string_equal(text, "u672j2vzctwe823kwznssstgree");
}

static void
test_uid__random__differs(void **state)
{
	struct uid a = uid_random(), b = uid_random();

	(void)state;
	assert_int_not_equal(uid_cmp(&a, &b), 0);
	assert_false(uid_is_zero(&a));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_uid__text__goes_both_ways),
	    cmocka_unit_test(test_uid__text__keeps_the_order),
	    cmocka_unit_test(test_uid__beside__keeps_rows_of_a_writer_together),
	    cmocka_unit_test(test_uid__parse__refuses_other_text),
	    cmocka_unit_test(test_uid__of_text__is_the_same_everywhere),
	    cmocka_unit_test(test_uid__random__differs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
