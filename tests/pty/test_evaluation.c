/* test_evaluation.c - a knee evaluation by keyboard alone, its keys counted; a test on the clock. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What a knee evaluation may take beside free text, and what is aimed at. */
enum { KEYS_MOST = 180, KEYS_GOAL = 120 };

static struct clinic clinic;

static void
press(struct pty *p, const char *keys, int *count)
{
	pty_keys(p, keys);
	*count += clinic_count(keys);
}

/* Opens the marked test, runs its tries, stores the score. */
static void
run_clock(struct pty *p, int tries, int *count)
{
	press(p, "<Enter>", count);
	clinic_see(p, "READY");
	for (int i = 0; i < tries; i++) {
		press(p, "<Enter>", count);
		clinic_see(p, "RUNS");
		pty_wait(p, "nothing like this", 300); /* three seconds of its clock */
		press(p, "<Enter>", count);
		clinic_see(p, i + 1 < tries ? "READY" : "DONE");
	}
	press(p, "<Enter>", count);
}

/* Grid rows of the knee set in order; timed tests take their keys from the clock. */
static void
measure_all(struct pty *p, int *count)
{
	press(p, "6<Enter>", count);			      /* pain */
	press(p, "95<Enter>130<Enter>", count);		      /* flexion */
	press(p, "-10<Enter>0<Enter>", count);		      /* extension */
	press(p, "4-<Enter>5<Enter>4<Enter>5<Enter>", count); /* strength */
	press(p, "4<Enter>4+<Enter>", count);
	press(p, "41.5<Enter>39<Enter>", count); /* girth */
	clinic_see(p, "Usual walking speed");
	run_clock(p, 2, count);
	clinic_see(p, "30-second chair stand  0");
}

static void
test_evaluation__knee__few_keys(void **state)
{
	const char *const options[] = {"--as", CLINIC_LOGIN, "--rate", "10", NULL};
	struct pty *p;
	int count = 0;
	char text[80];

	(void)state;
	clinic_patient(&clinic, "Okonkwo-Lund", "Zora", "1950-02-03");
	p = clinic_screen(&clinic, NULL, options);
	clinic_see(p, "Okonkwo");
	pty_keys(p, "/");
	clinic_see(p, "Esc=Back");
	pty_keys(p, "okonkwo<Enter>");
	clinic_see(p, "a=Assess");
	press(p, "an", &count);
	clinic_see(p, "Knee evaluation");
	press(p, "<Enter>", &count);
	clinic_see(p, "(last)");
	measure_all(p, &count);
	press(p, "<Enter>", &count); /* the chair stand */
	clinic_see(p, "READY");
	press(p, "<Enter>", &count);
	clinic_see(p, "Space counts");
	press(p, "         ", &count); /* nine stands */
	clinic_see(p, "TIME");
	press(p, "<Enter>", &count);
	clinic_see(p, "DONE");
	press(p, "<Enter>", &count);
	clinic_see(p, "Timed Up and Go  0");
	run_clock(p, 2, &count);
	clinic_see(p, "One-leg stand, eyes open, left");
	run_clock(p, 3, &count);
	clinic_see(p, "One-leg stand, eyes open, right");
	run_clock(p, 3, &count);
	clinic_see(p, "Patient-specific function score  0");
	press(p, "4.3<Enter>", &count);
	clinic_see(p, "The last measure");
	clinic_see(p, "FALL RISK: 30-second chair stand 9 stands");
	clinic_figure("keys of a knee evaluation beside free text", count, KEYS_MOST);
	if (count > KEYS_MOST)
		fail_msg("%d keys, at most %d", count, KEYS_MOST);
	clinic_quit(p);
	pty_free(p);
	snprintf(text, sizeof text, "patient=%s", clinic.patient);
	assert_int_equal(clinic_cli(&clinic, "--json", "list", "result", text), 0);
	assert_non_null(strstr(clinic.out, "\"value\":9.000"));
	assert_non_null(strstr(clinic.out, "arms crossed"));
}

static int
set_up(void **state)
{
	(void)state;
	clinic_make(&clinic);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	clinic_remove(&clinic);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_evaluation__knee__few_keys),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
