/* test_class.c - a group class on the real screen: its keys counted, killed, and found again. */
#include "clinic.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

enum { KEYS_MOST = 10, RESUME_KEYS = 2, CLOCK_ERROR_S = 2 };

static struct pty *
open_screen(void)
{
	const char *as[] = {"--as", "anna", NULL};
	struct pty *p = clinic_screen(&clinic, NULL, as);

	clinic_see(p, "Today");
	return p;
}

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

/* Seconds of the first member on the clock, as the roster shows them. */
static int
shown_s(struct pty *p)
{
	int y = clinic_row(p, " IN "), minutes = 0, seconds = 0;
	const char *row;

	assert_true(y >= 0);
	row = strstr(pty_row(p, y), " IN ");
	assert_int_equal(sscanf(row, " IN %d:%d", &minutes, &seconds), 2);
	return minutes * 60 + seconds;
}

static void
die(struct pty *p)
{
	pty_signal(p, SIGKILL);
	assert_true(pty_end(p, 5000) >= 0);
	pty_free(p);
}

/* Six people on one clock in ten keys; the program is killed, and two keys later the class runs on, the
 * seconds of the dead time counted. */
static void
test_class__killed__runs_on(void **state)
{
	static const char begin[] = "g<Enter>nnnnnns", again[] = "g<Enter>";
	struct pty *p = open_screen();
	double since;

	(void)state;
	assert_true(clinic_count(begin) <= KEYS_MOST);
	clinic_figure("keys to a running class of six", clinic_count(begin), KEYS_MOST);
	pty_keys(p, begin);
	clinic_see(p, "6 on the clock");
	since = now_s();
	clinic_see(p, "0:02");
	die(p);
	p = open_screen();
	assert_true(clinic_count(again) <= RESUME_KEYS);
	pty_keys(p, again);
	clinic_see(p, "6 on the clock");
	if (abs(shown_s(p) - (int)(now_s() - since)) > CLOCK_ERROR_S)
		fail_msg("the clock shows %d s of %.1f", shown_s(p), now_s() - since);
	assert_true(pty_has(p, "GROUP"));
	pty_keys(p, "x");
	clinic_see(p, "5 on the clock, 1 left");
	pty_keys(p, "fy");
	clinic_see(p, "note waits");
	clinic_see(p, "0 on the clock");
	pty_keys(p, "<Esc><Esc>");
	pty_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_class__killed__runs_on),
	};

	return cmocka_run_group_tests(tests, clinic_set_up, clinic_tear_down);
}
