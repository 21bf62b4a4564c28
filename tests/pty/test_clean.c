/* test_clean.c - the terminal is left clean on every way out, on every terminal; size and locale. */
#include "clinic.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

enum { END_MS = 10000 };

static const char *const as[] = {"--as", CLINIC_LOGIN, NULL};

/* The screen with a running session on top. */
static struct pty *
running(const struct pty_spec *how)
{
	struct pty *p = clinic_screen(&clinic, how, as);

	clinic_see(p, "?=Keys");
	pty_settle(p, 50);
	(void)clinic_mark(p, "Clean");
	pty_keys(p, "s"); /* starts it, or goes on with it */
	clinic_screened(p);
	clinic_see(p, "+=30 s more");
	pty_settle(p, 50);
	if (pty_has(p, "BEFORE THE FIRST"))
		pty_keys(p, "<Enter>");
	clinic_see(p, "WORK ");
	return p;
}

static void
check_way_out(const char *term, const char *const *env, int sig)
{
	struct pty *p = running(&(struct pty_spec){.term = term, .env = env});

	if (sig)
		pty_signal(p, sig);
	else
		clinic_quit(p);
	if (pty_end(p, END_MS) < 0) {
		pty_show(p);
		fail_msg("%s: signal %d does not end it", term, sig);
	}
	if (!pty_restored(p))
		fail_msg("%s: not clean after signal %d", term, sig);
	pty_free(p);
}

static void
test_clean__each_terminal__after_quitting(void **state)
{
	static const char *const terms[] = {"xterm-256color", "vt100", "linux", "screen"};

	(void)state;
	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++)
		check_way_out(terms[i], NULL, 0);
}

static void
test_clean__each_signal__restores(void **state)
{
	static const int signals[] = {SIGTERM, SIGHUP, SIGINT, SIGSEGV, SIGABRT, SIGBUS};
	static const char *const terms[] = {"xterm-256color", "vt100", "linux", "screen"};
	/* The sanitizer leaves the faults to the program. */
	static const char *const env[] = {
	    "ASAN_OPTIONS=handle_segv=0:handle_abort=0:handle_sigbus=0", NULL};

	(void)state;
	for (size_t i = 0; i < sizeof signals / sizeof signals[0]; i++)
		check_way_out(terms[i % 4], env, signals[i]);
}

/* A terminal that is not what TERM says sends keys that its description does not know: none of them is
 * Esc, which leads out, with digits behind it, which are pains; and a keypad's digit is one. */
static void
test_clean__each_terminal__keys_of_another(void **state)
{
	static const char *const terms[] = {"xterm-256color", "vt100", "linux", "screen"};
	static const char *const keys[] = {"\33[4~",   "\33[8~",    "\33OF",  "\33[F",
					   "\33[5;2~", "\33[?1;2c", "\33[33~"};

	(void)state;
	for (size_t i = 0; i < sizeof terms / sizeof terms[0]; i++) {
		struct pty *p = running(&(struct pty_spec){.term = terms[i]});

		for (size_t k = 0; k < sizeof keys / sizeof keys[0]; k++) {
			pty_bytes(p, keys[k], strlen(keys[k]));
			pty_settle(p, 60);
			if (!pty_has(p, "WORK ") || pty_has(p, "ain 4"))
				fail_msg("%s: %s leads away", terms[i], keys[k] + 1);
		}
		pty_keys(p, "/");
		clinic_see(p, "Find a patient");
		pty_bytes(p, "\33Oq\33Ow\33On\33Op", 12);
		clinic_see(p, "17.0");
		pty_keys(p, "<Esc>");
		clinic_see(p, "WORK ");
		clinic_quit(p);
		pty_free(p);
	}
}

/* What is pasted is text, where the terminal marks it: a name with the bytes of keys in it neither leaves
 * nor starts anything. The mark is asked for, and given back on the way out. */
static void
test_clean__paste__is_text(void **state)
{
	static const char paste[] = "\33[200~9\33f\rD\33[A\r\n!y\33[201~";
	struct pty *p = running(&(struct pty_spec){.term = "xterm-256color"});

	(void)state;
	assert_true(pty_sent(p, "\33[?2004h"));
	pty_bytes(p, paste, sizeof paste - 1);
	clinic_see(p, "What was pasted was left out");
	assert_true(pty_has(p, "WORK "));
	pty_keys(p, "/");
	clinic_see(p, "Find a patient");
	pty_bytes(p, "\33[200~Pas\33[Bte\r\33[201~", 21);
	clinic_see(p, "Find  Paste");
	pty_keys(p, "<Esc>");
	clinic_see(p, "WORK ");
	clinic_quit(p);
	assert_true(pty_sent(p, "\33[?2004l"));
	pty_free(p);
	p = running(&(struct pty_spec){.term = "vt100"});
	assert_false(pty_sent(p, "2004"));
	clinic_quit(p);
	pty_free(p);
}

/* True when a colour was asked for. */
static bool
coloured(struct pty *p)
{
	size_t n;
	const char *raw = pty_raw(p, &n);

	for (size_t i = 0; i + 2 < n; i++) {
		size_t k = i + 2;
		int v = 0;

		if (raw[i] != '\x1b' || raw[i + 1] != '[')
			continue;
		for (; k < n && ((raw[k] >= '0' && raw[k] <= '9') || raw[k] == ';');
		     k++) {
			v = raw[k] == ';' ? 0 : v * 10 + raw[k] - '0';
			if ((k + 1 == n || raw[k + 1] == ';' || raw[k + 1] == 'm') &&
			    ((v >= 30 && v <= 38) || (v >= 40 && v <= 48) ||
			     (v >= 90 && v <= 107)) &&
			    memchr(raw + k, 'm', n - k < 12 ? n - k : 12))
				return true;
		}
	}
	return false;
}

static void
test_colour__no_color__none(void **state)
{
	const char *const none[] = {"NO_COLOR=1", NULL};
	struct pty *p = running(&(struct pty_spec){.env = none});

	(void)state;
	assert_false(coloured(p));
	pty_free(p);
	p = running(NULL);
	assert_true(coloured(p)); /* the check can see one */
	pty_free(p);
}

static void
test_locale__plain_c__ascii_and_told(void **state)
{
	const char *const plain[] = {"LC_ALL=C", NULL};
	struct pty *p = clinic_screen(&clinic, &(struct pty_spec){.env = plain}, as);
	size_t n;
	const char *raw;

	(void)state;
	clinic_see(p, "not set to UTF-8");
	pty_keys(p, "/");
	clinic_see(p, "Find a patient");
	pty_keys(p, "<Down><Down><PgDn><Esc>");
	clinic_see(p, "Tab=Board");
	pty_free(p);
	p = running(&(struct pty_spec){.env = plain});
	assert_in_range(clinic_digits(p), 1, 600);
	raw = pty_raw(p, &n);
	for (size_t i = 0; i < n; i++)
		assert_in_range((unsigned char)raw[i], 0, 0x7F);
	pty_free(p);
}

static void
test_size__too_small__told_then_works(void **state)
{
	struct pty *p =
	    clinic_screen(&clinic, &(struct pty_spec){.rows = 20, .cols = 60}, as);

	(void)state;
	clinic_see(p, "80x24");
	assert_false(pty_has(p, "Tab=Board"));
	pty_resize(p, 24, 80);
	clinic_see(p, "Tab=Board");
	assert_false(pty_has(p, "80x24"));
	clinic_quit(p);
	assert_true(pty_restored(p));
	pty_free(p);
}

static void
test_size__changed_while_it_runs__session_stays(void **state)
{
	static const int sizes[][2] = {
	    {43, 132}, {24, 80}, {20, 60}, {30, 100}, {24, 80}};
	struct pty *p = running(NULL);
	int before = clinic_digits(p), after;

	(void)state;
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		pty_resize(p, sizes[i][0], sizes[i][1]);
		clinic_see(p, sizes[i][1] < 80 ? "80x24" : "WORK ");
		pty_settle(p, 100);
	}
	after = clinic_digits(p);
	assert_in_range(after, before - 10, before);
	pty_keys(p, "+");
	for (int i = 0; i < 100 && clinic_digits(p) < after + 20; i++)
		pty_settle(p, 20);
	assert_in_range(clinic_digits(p), after + 20, after + 30);
	pty_free(p);
}

static int
set_up(void **state)
{
	static const struct clinic_dose dose = {"quad_set",
						"97110",
						{"sets=1", "duration_s=600", "rest_s=0",
						 "side_mode=none", "side=none",
						 "lead_in_s=0"}};

	(void)state;
	clinic_make(&clinic);
	clinic_patient(&clinic, "Clean", "Una", "1960-02-03");
	clinic_prescribe(&clinic, &dose, 1);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_clean__each_terminal__after_quitting),
	    cmocka_unit_test(test_clean__each_terminal__keys_of_another),
	    cmocka_unit_test(test_clean__paste__is_text),
	    cmocka_unit_test(test_clean__each_signal__restores),
	    cmocka_unit_test(test_colour__no_color__none),
	    cmocka_unit_test(test_locale__plain_c__ascii_and_told),
	    cmocka_unit_test(test_size__too_small__told_then_works),
	    cmocka_unit_test(test_size__changed_while_it_runs__session_stays),
	};

	return cmocka_run_group_tests(tests, set_up, clinic_tear_down);
}
