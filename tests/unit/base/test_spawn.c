/* test_spawn.c - programs fed with bytes: what they say, how they fail, that none is waited for. */
#include "base/spawn.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

static enum status
feed(const char *script, const char *bytes, int wait_ms, struct str *said,
     struct err *err)
{
	const char *argv[] = {"sh", "-c", script, NULL};
	struct spawn_job job = {argv, bytes, strlen(bytes), wait_ms};

	memset(err, 0, sizeof *err);
	str_clear(said);
	return spawn_feed(&job, said, err);
}

static void
test_spawn__feed__bytes_and_words(void **state)
{
	struct str said = {0}, big = {0};
	struct err err;

	(void)state;
	assert_int_equal(feed("cat", "one\f", 5000, &said, &err), ST_OK);
	assert_string_equal(str_text(&said), "one\f");
	assert_int_equal(feed("cat; echo done >&2", "", 5000, &said, &err), ST_OK);
	assert_string_equal(str_text(&said), "done\n");
	for (int i = 0; i < 300000; i++)
		str_add_c(&big, 'x');
	assert_int_equal(feed("wc -c | tr -d ' '", str_text(&big), 9000, &said, &err),
			 ST_OK);
	assert_string_equal(str_text(&said), "300000\n");
	/* It has three files and no more of ours. */
	assert_int_equal(dup2(0, 63), 63);
	assert_int_equal(
	    feed("[ -e /proc/self/fd ] && [ -e /proc/self/fd/63 ] && exit 1; "
		 "exit 0",
		 "", 9000, &said, &err),
	    ST_OK);
	close(63);
	/* One that reads nothing and ends is no reason to die of a closed pipe. */
	assert_int_equal(feed("exec <&-; true", str_text(&big), 9000, &said, &err),
			 ST_OK);
	str_release(&said);
	str_release(&big);
}

static void
test_spawn__feed__failures_are_told(void **state)
{
	static const char *const none[] = {"limber-no-such-program", NULL};
	struct spawn_job job = {none, "", 0, 1000};
	struct str said = {0};
	struct err err;

	(void)state;
	assert_int_equal(feed("echo The printer is off.; exit 1", "x", 5000, &said, &err),
			 ST_REFUSED);
	assert_string_equal(err.detail, "sh: The printer is off.");
	assert_int_equal(feed("exit 3", "x", 5000, &said, &err), ST_REFUSED);
	assert_non_null(strstr(err.detail, "did not say why"));
	assert_int_equal(spawn_feed(&job, &said, &err), ST_NOT_FOUND);
	assert_non_null(strstr(err.detail, "limber-no-such-program"));
	str_release(&said);
}

static void
test_spawn__feed__does_not_wait_for_ever(void **state)
{
	struct str said = {0};
	struct err err;

	(void)state;
	assert_int_equal(feed("exec sleep 60", "x", 200, &said, &err), ST_BUSY);
	assert_non_null(strstr(err.detail, "does not answer"));
	str_release(&said);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_spawn__feed__bytes_and_words),
	    cmocka_unit_test(test_spawn__feed__failures_are_told),
	    cmocka_unit_test(test_spawn__feed__does_not_wait_for_ever),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
