/* test_pty_toolkit.c - the toolkit on a real terminal: bytes on the wire, waking, ways out. */
#include "pty.h"

#include <libgen.h>
#include <limits.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

/* Limits of the wire, in bytes, on xterm-256color at 80x24; and what is aimed at. */
enum {
	CHAR_MEDIAN = 16,
	CHAR_P95 = 56,
	CHAR_GOAL = 8,
	DOWN_MOST = 100,
	DOWN_GOAL = 65,
	SCREEN_MOST = 2000,
	BURST_MOST = 3000,
	SECOND_MOST = 160,
	ESC_US = 30000,
	WAIT_MS = 5000,
};

static char program[PATH_MAX];

static struct pty *
start(const char *const *env, const char *term, int rows, int cols)
{
	const char *argv[] = {program, NULL};
	struct pty *p = pty_start(&(struct pty_spec){argv, env, term, rows, cols});

	return p;
}

static struct pty *
start_list(void)
{
	struct pty *p = start(NULL, NULL, 24, 80);

	if (!pty_wait(p, "?=Keys", WAIT_MS)) {
		pty_show(p);
		fail_msg("the list did not come");
	}
	pty_settle(p, 40);
	return p;
}

static int
compare(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

static void
print_figure(const char *what, const size_t *v, int n)
{
	printf("wire: %-28s median %zu, p95 %zu, most %zu bytes\n", what, v[n / 2],
	       v[n * 95 / 100], v[n - 1]);
}

static void
test_wire__list__cursor_down(void **state)
{
	struct pty *p = start_list();
	size_t cost[18];

	(void)state;
	for (int i = 0; i < 18; i++) {
		cost[i] = pty_cost(p, "<Down>");
		assert_true(pty_reverse(p, 3 + i, 2));
		assert_int_equal(pty_row(p, 3 + i)[0], '>');
		assert_false(pty_reverse(p, 2 + i, 2));
	}
	qsort(cost, 18, sizeof cost[0], compare);
	print_figure("cursor down in a list", cost, 18);
	assert_in_range(cost[17], 1, DOWN_MOST);
	assert_in_range(cost[9], 1, DOWN_GOAL);
	pty_free(p);
}

static void
test_wire__list__scrolls(void **state)
{
	struct pty *p = start_list();
	size_t cost[20];

	(void)state;
	pty_keys(p, "<Down><Down><Down><Down><Down><Down><Down><Down><Down><Down>"
		    "<Down><Down><Down><Down><Down><Down><Down><Down><Down>");
	pty_settle(p, 40);
	assert_int_equal(pty_row(p, 21)[0], '>');
	for (int i = 0; i < 20; i++)
		cost[i] = pty_cost(p, "<Down>");
	qsort(cost, 20, sizeof cost[0], compare);
	print_figure("scroll by one row", cost, 20);
	assert_in_range(cost[19], 1, 250);
	printf("wire: %-28s %zu bytes\n", "page down", pty_cost(p, "<PgDn>"));
	pty_free(p);
}

static void
test_wire__list__held_down(void **state)
{
	struct pty *p = start_list();
	char keys[50 * 6 + 1] = "";
	size_t n;

	(void)state;
	for (int i = 0; i < 50; i++)
		strcat(keys, "<Down>");
	n = pty_cost(p, keys);
	assert_true(pty_has(p, "> Haugland, Grace           KBR-000051"));
	printf("wire: %-28s %zu bytes\n", "50 held Downs", n);
	assert_in_range(n, 1, BURST_MOST);
	pty_free(p);
}

static void
test_wire__screen__whole_new_one(void **state)
{
	static const struct {
		const char *keys, *what;
	} steps[] = {{"f", "list to form"},  {"<Esc>", "form to list"},
		     {"t", "list to timer"}, {"<Esc>", "timer to list"},
		     {"?", "help"},	     {"<Esc>", "help gone"},
		     {":", "commands"},	     {"<Esc>", "commands gone"},
		     {"e", "list to editor"}};
	struct pty *p = start(NULL, NULL, 24, 80);

	(void)state;
	assert_true(pty_wait(p, "?=Keys", WAIT_MS));
	pty_settle(p, 40);
	printf("wire: %-28s %zu bytes\n", "first screen", pty_count(p));
	assert_in_range(pty_count(p), 1, SCREEN_MOST);
	for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		size_t n = pty_cost(p, steps[i].keys);

		printf("wire: %-28s %zu bytes\n", steps[i].what, n);
		assert_in_range(n, 1, SCREEN_MOST);
	}
	pty_free(p);
}

static void
test_wire__form__typed_character(void **state)
{
	static const char text[] = "Berglund-Oyelaran of Kibera, house 12 by the well";
	struct pty *p = start_list();
	size_t cost[64];
	int n = (int)sizeof text - 1;

	(void)state;
	pty_keys(p, "f");
	assert_true(pty_wait(p, "Village", WAIT_MS));
	pty_keys(p, "<PgDn>");
	pty_settle(p, 40);
	for (int i = 0; i < n; i++) {
		char key[2] = {text[i], '\0'};

		cost[i] = pty_cost(p, key);
	}
	assert_true(pty_has(p, "house 12 by the well"));
	qsort(cost, (size_t)n, sizeof cost[0], compare);
	print_figure("typed character in a field", cost, n);
	assert_in_range(cost[n / 2], 1, CHAR_MEDIAN);
	assert_in_range(cost[n / 2], 1, CHAR_GOAL);
	assert_in_range(cost[n * 95 / 100], 1, CHAR_P95);
	pty_free(p);
}

static void
test_wire__timer__second(void **state)
{
	struct pty *p = start_list();
	size_t cost[8];

	(void)state;
	pty_keys(p, "t");
	assert_true(pty_wait(p, "HOLD", WAIT_MS));
	pty_settle(p, 40);
	for (int i = 0; i < 8; i++) {
		size_t before = pty_count(p);

		while (pty_count(p) == before)
			pty_settle(p, 100);
		cost[i] = pty_count(p) - before;
	}
	qsort(cost, 8, sizeof cost[0], compare);
	print_figure("a timer second", cost, 8);
	assert_in_range(cost[7], 1, SECOND_MOST);
	pty_keys(p, " ");
	pty_settle(p, 100);
	assert_int_equal(pty_settle(p, 2500), 0);
	pty_free(p);
}

/* The dear seconds: those in which minutes and tens of seconds change too. */
static void
test_wire__timer__minutes(void **state)
{
	struct pty *p = start_list();
	size_t cost[25];

	(void)state;
	pty_keys(p, "t ++++"); /* stopped at 0:59 */
	assert_true(pty_wait(p, "HOLD", WAIT_MS));
	pty_settle(p, 40);
	for (int i = 0; i < 25; i++) {
		cost[i] = pty_cost(p, "+");
		pty_cost(p, "m");
	}
	qsort(cost, 25, sizeof cost[0], compare);
	print_figure("a timer minute", cost, 25);
	assert_in_range(cost[24], 1, SECOND_MOST);
	pty_free(p);
}

static void
test_idle__list__no_byte_no_wake(void **state)
{
	struct pty *p = start_list();
	long before, after;

	(void)state;
	pty_keys(p, "<Down>");
	pty_settle(p, 100);
	before = pty_switches(p);
	assert_int_equal(pty_settle(p, 3000), 0);
	after = pty_switches(p);
	assert_int_equal(after - before, 0);
	pty_free(p);
}

static void
test_keys__esc__is_quick(void **state)
{
	struct pty *p = start_list();
	int64_t best = INT64_MAX;

	(void)state;
	for (int i = 0; i < 5; i++) {
		int64_t us;

		pty_keys(p, "f");
		assert_true(pty_wait(p, "Stored", WAIT_MS));
		pty_settle(p, 40);
		us = pty_answer_us(p, "<Esc>");
		assert_true(us > 0);
		best = us < best ? us : best;
		assert_true(pty_wait(p, "KBR-000001", WAIT_MS));
		pty_settle(p, 40);
	}
	printf("time: Esc answered in %.1f ms at best of 5\n", (double)best / 1000);
	assert_in_range(best, 1, ESC_US);
	pty_free(p);
}

static void
test_keys__type_ahead__is_kept(void **state)
{
	struct pty *p = start(NULL, NULL, 24, 80);

	(void)state;
	pty_keys(p, "<Down><Down>f<Tab>Zuri<Tab>");
	assert_true(pty_wait(p, "Zuri", WAIT_MS));
	assert_true(pty_wait(p, "Stored: 1", WAIT_MS));
	pty_free(p);
}

static void
test_keys__utf8__split_over_reads(void **state)
{
	struct pty *p = start_list();

	(void)state;
	pty_keys(p, "f");
	assert_true(pty_wait(p, "Village", WAIT_MS));
	pty_bytes(p, "\xC3", 1);
	pty_settle(p, 80);
	pty_bytes(p, "\xA9", 1);
	assert_true(pty_wait(p, "\xC3\xA9", WAIT_MS));
	pty_free(p);
}

static void
test_resize__form__keeps_what_is_typed(void **state)
{
	struct pty *p = start_list();

	(void)state;
	pty_keys(p, "f<PgDn>halfway");
	assert_true(pty_wait(p, "[halfway ", WAIT_MS));
	pty_resize(p, 43, 132);
	pty_settle(p, 60);
	assert_true(pty_has(p, "[halfway "));
	pty_resize(p, 20, 60);
	assert_true(pty_wait(p, "limber needs 80x24", WAIT_MS));
	pty_resize(p, 24, 80);
	assert_true(pty_wait(p, "[halfway ", WAIT_MS));
	pty_keys(p, " there");
	assert_true(pty_wait(p, "[halfway there ", WAIT_MS));
	pty_free(p);
}

static void
test_resize__start__too_small(void **state)
{
	struct pty *p = start(NULL, NULL, 10, 40);

	(void)state;
	assert_true(pty_wait(p, "limber needs 80x24", WAIT_MS));
	pty_resize(p, 24, 80);
	assert_true(pty_wait(p, "KBR-000001", WAIT_MS));
	pty_free(p);
}

static void
ends(const char *keys, int sig, const char *last)
{
	struct pty *p = start_list();
	int status;

	if (keys)
		pty_keys(p, keys);
	else
		pty_signal(p, sig);
	status = pty_end(p, WAIT_MS);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 0);
	assert_true(pty_restored(p));
	assert_true(pty_has(p, last));
	pty_free(p);
}

static void
test_end__quit__restores(void **state)
{
	(void)state;
	ends("qy", 0, "end 0");
}

static void
test_end__sigterm__restores(void **state)
{
	(void)state;
	ends(NULL, SIGTERM, "end 1");
}

static void
test_end__sighup__restores(void **state)
{
	(void)state;
	ends(NULL, SIGHUP, "end 2");
}

static void
crashes(int sig)
{
	struct pty *p = start_list();
	int status;

	pty_signal(p, sig);
	status = pty_end(p, WAIT_MS);
	assert_true(WIFSIGNALED(status));
	assert_int_equal(WTERMSIG(status), sig);
	assert_true(pty_restored(p));
	assert_true(pty_has(p, "stopped by a fault"));
	pty_free(p);
}

static void
test_end__crash__restores(void **state)
{
	(void)state;
	crashes(SIGSEGV);
	crashes(SIGABRT);
}

static void
test_end__out_of_memory__restores(void **state)
{
	static const char *const env[] = {"ASAN_OPTIONS=allocator_may_return_null=1",
					  NULL};
	struct pty *p = start(env, NULL, 24, 80);

	(void)state;
	assert_true(pty_wait(p, "?=Keys", WAIT_MS));
	pty_keys(p, "<^B>");
	assert_true(WIFSIGNALED(pty_end(p, WAIT_MS)));
	assert_true(pty_restored(p));
	assert_true(pty_has(p, "memory"));
	pty_free(p);
}

static void
test_end__lost_line__ends(void **state)
{
	struct pty *p = start_list();

	(void)state;
	pty_hang_up(p);
	assert_true(pty_end(p, WAIT_MS) >= 0);
	pty_free(p);
}

static void
test_end__no_terminal__says_so(void **state)
{
	char command[PATH_MAX + 64], line[256] = "";
	FILE *f;

	(void)state;
	snprintf(command, sizeof command, "'%s' </dev/null 2>&1", program);
	f = popen(command, "r");
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	assert_non_null(strstr(line, "no terminal"));
	assert_int_not_equal(pclose(f), 0);
}

static void
test_start__unknown_term__says_so(void **state)
{
	struct pty *p = start(NULL, "no-such-terminal", 24, 80);

	(void)state;
	assert_true(pty_wait(p, "is not known here", WAIT_MS));
	assert_true(WIFEXITED(pty_end(p, WAIT_MS)));
	pty_free(p);
}

static void
test_start__dumb_terminal__says_so(void **state)
{
	struct pty *p = start(NULL, "dumb", 24, 80);

	(void)state;
	assert_true(pty_wait(p, "cannot place its cursor", WAIT_MS));
	assert_true(WIFEXITED(pty_end(p, WAIT_MS)));
	pty_free(p);
}

static void
test_locale__latin__falls_back_to_ascii(void **state)
{
	static const char *const env[] = {"LC_ALL=C", NULL};
	struct pty *p = start(env, NULL, 24, 80);
	const char *raw;
	size_t n;

	(void)state;
	assert_true(pty_wait(p, "not UTF-8", WAIT_MS));
	pty_keys(p, "t");
	assert_true(pty_wait(p, "######", WAIT_MS));
	raw = pty_raw(p, &n);
	for (size_t i = 0; i < n; i++)
		assert_true((unsigned char)raw[i] < 0x80);
	pty_free(p);
}

static void
test_terminal__vt100_and_mono__highlight(void **state)
{
	static const char *const env[] = {"NO_COLOR=1", NULL};
	struct pty *p = start(env, "vt100", 24, 80);
	const char *raw;
	size_t n;

	(void)state;
	assert_true(pty_wait(p, "?=Keys", WAIT_MS));
	pty_settle(p, 40);
	assert_true(pty_reverse(p, 2, 2));
	pty_free(p);
	p = start(env, NULL, 24, 80);
	assert_true(pty_wait(p, "?=Keys", WAIT_MS));
	pty_settle(p, 40);
	raw = pty_raw(p, &n);
	for (size_t i = 0; i + 3 < n; i++) {
		if (raw[i] == '\x1b' && raw[i + 1] == '[' && raw[i + 2] == '3')
			assert_false(raw[i + 3] >= '0' && raw[i + 3] <= '8');
	}
	pty_free(p);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_wire__list__cursor_down),
	    cmocka_unit_test(test_wire__list__scrolls),
	    cmocka_unit_test(test_wire__list__held_down),
	    cmocka_unit_test(test_wire__screen__whole_new_one),
	    cmocka_unit_test(test_wire__form__typed_character),
	    cmocka_unit_test(test_wire__timer__second),
	    cmocka_unit_test(test_wire__timer__minutes),
	    cmocka_unit_test(test_idle__list__no_byte_no_wake),
	    cmocka_unit_test(test_keys__esc__is_quick),
	    cmocka_unit_test(test_keys__type_ahead__is_kept),
	    cmocka_unit_test(test_keys__utf8__split_over_reads),
	    cmocka_unit_test(test_resize__form__keeps_what_is_typed),
	    cmocka_unit_test(test_resize__start__too_small),
	    cmocka_unit_test(test_end__quit__restores),
	    cmocka_unit_test(test_end__sigterm__restores),
	    cmocka_unit_test(test_end__sighup__restores),
	    cmocka_unit_test(test_end__crash__restores),
	    cmocka_unit_test(test_end__out_of_memory__restores),
	    cmocka_unit_test(test_end__lost_line__ends),
	    cmocka_unit_test(test_end__no_terminal__says_so),
	    cmocka_unit_test(test_start__unknown_term__says_so),
	    cmocka_unit_test(test_start__dumb_terminal__says_so),
	    cmocka_unit_test(test_locale__latin__falls_back_to_ascii),
	    cmocka_unit_test(test_terminal__vt100_and_mono__highlight),
	};
	char self[PATH_MAX] = "";

	/* the demo lies beside this test */
	if (readlink("/proc/self/exe", self, sizeof self - 1) < 0)
		return 1;
	snprintf(program, sizeof program, "%.*s/demo_toolkit", PATH_MAX - 16,
		 dirname(self));
	return cmocka_run_group_tests(tests, NULL, NULL);
}
