/* test_status.c - results and their sentences. */
#include "base/status.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
test_status__text__for_every_code(void **state)
{
	(void)state;
	assert_int_equal(ST_OK, 0);
	assert_int_equal(status_exit(ST_OK), 0);
	for (int i = 0; i < ST_COUNT; i++) {
		assert_true(strlen(status_text((enum status)i)) > 0);
		assert_true(i == 0 || status_exit((enum status)i) > 0);
	}
	assert_int_equal(status_exit(ST_USAGE), 2);
	assert_int_equal(status_exit(ST_FULL), 3);
	assert_string_equal(status_text((enum status)999), "unknown result");
}

static void
test_status__fail__fills_the_sentence(void **state)
{
	struct err err = {0};
	char big[2000];

	(void)state;
	assert_int_equal(status_fail(NULL, ST_BUSY, "x"), ST_BUSY);
	assert_int_equal(status_fail(&err, ST_BUSY, "row %d", 7), ST_BUSY);
	assert_int_equal(err.code, ST_BUSY);
	assert_string_equal(status_say(&err), "row 7");
	status_prefix(&err, "file %s", "a.csv");
	assert_string_equal(status_say(&err), "file a.csv: row 7");
	status_prefix(NULL, "x");
	err = (struct err){.code = ST_FULL};
	assert_string_equal(status_say(&err), "the disk is full");
	status_prefix(&err, "stick");
	assert_string_equal(status_say(&err), "stick: the disk is full");
	for (size_t i = 0; i + 1 < sizeof big; i += 2)
		memcpy(big + i, "\xc3\xbc", 2);
	big[1998] = '\0';
	status_fail(&err, ST_IO, "a%s", big); /* cut between characters */
	assert_true(strlen(err.detail) < sizeof err.detail);
	assert_int_equal(strlen(err.detail) % 2, 1);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_status__text__for_every_code),
	    cmocka_unit_test(test_status__fail__fills_the_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
