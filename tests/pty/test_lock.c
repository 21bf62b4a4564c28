/* test_lock.c - the whole program locked in the middle of a word, and the first start by keyboard alone. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* ^T, the PIN and Enter: what a lock costs. */
enum { UNLOCK_KEYS = 6 };

static void
test_lock__half_a_word__and_the_cursor_stay(void **state)
{
	const char *const options[] = {"--as", CLINIC_LOGIN, NULL};
	int y = 0, x = 0, y2 = 0, x2 = 0, keys = 0;
	struct pty *p;

	(void)state;
	p = clinic_screen(&clinic, NULL, options);
	clinic_see(p, "?=Keys");
	pty_keys(p, "/Tavar<Left><Left>");
	clinic_see(p, "Tavar");
	pty_settle(p, 1000);
	pty_cursor(p, &y, &x);
	pty_keys(p, "<^T>");
	clinic_see(p, "Locked at");
	assert_false(pty_has(p, "Tavar"));
	pty_keys(p, CLINIC_PIN "<Enter>");
	keys += clinic_count("<^T>" CLINIC_PIN "<Enter>");
	clinic_see(p, "Tavar");
	pty_settle(p, 1000);
	pty_cursor(p, &y2, &x2);
	assert_int_equal(y, y2);
	assert_int_equal(x, x2);
	assert_int_equal(keys, UNLOCK_KEYS);
	pty_keys(p, "Q");
	clinic_see(p, "TavQar");
	pty_free(p);
}

/* Where no clinic lies the program asks for one; what is typed makes it, and its manager logs in. */
static void
test_lock__first_start__clinic_and_manager(void **state)
{
	static struct clinic c;
	struct pty *p;

	(void)state;
	snprintf(c.dir, sizeof c.dir, "%.*s/first", (int)(sizeof c.dir - 10), clinic.dir);
	assert_true(clinic_cli(&c, "audit", "verify") !=
		    0); /* no terminal: nothing is made */
	p = clinic_screen(&c, NULL, NULL);
	clinic_see(p, "No clinic lies here yet");
	pty_keys(p, "KBR<Enter>Kibera clinic<Enter>Achieng Otieno<Enter>achieng<Enter>");
	pty_keys(p, "four small words<Enter>four small words<Enter>4711<Enter>");
	clinic_see(p, "Login");
	clinic_see(p, "Kibera clinic");
	pty_keys(p, "achieng<Enter>four small words<Enter>");
	clinic_see(p, "Achieng Otieno");
	pty_keys(p, ":staff<Enter>");
	clinic_see(p, "Manager");
	pty_keys(p, "<Esc>");
	assert_true(pty_wait_gone(p, "Passphrase", CLINIC_WAIT_MS));
	clinic_quit(p);
	pty_free(p);
	assert_int_equal(clinic_cli(&c, "--as", "achieng", "audit", "list"), 0);
	assert_non_null(strstr(c.out, "login"));
	assert_int_equal(clinic_cli(&c, "audit", "verify"), 0);
	assert_non_null(strstr(c.out, "each in an unbroken chain"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lock__half_a_word__and_the_cursor_stay),
	    cmocka_unit_test(test_lock__first_start__clinic_and_manager),
	};

	return cmocka_run_group_tests(tests, clinic_set_up, clinic_tear_down);
}
