/* test_plans.c - a plan from a template by keyboard, its keys counted. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Keys from the chosen diagnosis to a whole plan on the screen (product item 14). */
enum { KEYS_MOST = 5 };

static void
press(struct pty *p, const char *keys, const char *sees, int *count)
{
	pty_keys(p, keys);
	clinic_see(p, sees);
	pty_settle(p, 30);
	*count += clinic_count(keys);
}

static void
test_plans__episode_from_template__few_keys(void **state)
{
	struct pty *p = clinic_screen(&clinic, NULL, NULL);
	int before = 0, keys = 0;

	(void)state;
	clinic_patient(&clinic, "Testerson", "Ada", "1951-07-09");
	clinic_see(p, "Passphrase");
	press(p, CLINIC_LOGIN "<Enter>" CLINIC_PASSPHRASE "<Enter>", "Tab=Board",
	      &before);
	press(p, "/", "Find a patient", &before);
	press(p, "testerson", "> Testerson, Ada", &before);
	press(p, "<Enter>", "c=Screening", &before);
	press(p, "e", "treatment diagnosis", &before);
	press(p, "M54.50", "> M54.50", &before);
	press(p, "<Enter>", "Low back pain", &before); /* the diagnosis is chosen */
	press(p, "<Enter>", "Version 1 from", &keys);
	press(p, "<Esc>", "c=Screening", &keys);
	press(p, "p", "2 a week for 6 weeks", &keys);
	clinic_see(p, "Back round and hollow");
	clinic_figure("keys from the diagnosis to the plan", keys, KEYS_MOST);
	assert_true(keys <= KEYS_MOST);
	clinic_quit(p);
	pty_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plans__episode_from_template__few_keys),
	};

	return cmocka_run_group_tests(tests, clinic_set_up, clinic_tear_down);
}
