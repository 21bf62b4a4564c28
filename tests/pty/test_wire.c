/* test_wire.c - bytes on the wire and waking of the product's own screens, xterm-256color 80x24. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
	CHAR_MEDIAN = 16,
	CHAR_P95 = 56,
	DOWN_MOST = 100,
	DOWN_GOAL = 65,
	SECOND_MOST = 160,
	SCREEN_MOST = 2000,
	BURST_MOST = 3000,
	IDLE_MS = 2200,
	ESC_MS = 30,
	MEMORY_KB = 16 * 1024,
	SAMPLES_MAX = 64,
};

static int
compare(const void *a, const void *b)
{
	size_t x = *(const size_t *)a, y = *(const size_t *)b;

	return x < y ? -1 : x > y;
}

/* Sorts; the value that the given part of all does not exceed. */
static size_t
percentile(size_t *v, int n, int percent)
{
	qsort(v, (size_t)n, sizeof *v, compare);
	return v[(n - 1) * percent / 100];
}

static struct pty *
start(void)
{
	const char *const as[] = {"--as", CLINIC_LOGIN, NULL};
	struct pty *p = clinic_screen(&clinic, NULL, as);

	clinic_see(p, "?=Keys");
	pty_settle(p, 60);
	return p;
}

/* Keys, then text that shows the screen has come; settled. */
static void
go(struct pty *p, const char *keys, const char *sees)
{
	pty_keys(p, keys);
	clinic_see(p, sees);
	pty_settle(p, 60);
}

static void
open_session(struct pty *p)
{
	(void)clinic_mark(p, "Wire");
	pty_keys(p, "s");
	clinic_screened(p);
	clinic_see(p, "+=30 s more");
	pty_settle(p, 60);
}

/* ---- typing */

static int
type(struct pty *p, const char *text, size_t *cost)
{
	int n = 0;

	for (; text[n] && n < SAMPLES_MAX; n++)
		cost[n] = pty_cost(p, (char[]){text[n], '\0'});
	return n;
}

static void
test_wire__form__typed_character(void **state)
{
	struct pty *p = start();
	size_t cost[SAMPLES_MAX];
	int n;

	(void)state;
	go(p, "/", "Find a patient");
	go(p, "Wire, Wanda<Enter>", "c=Screening");
	go(p, "i", "Family name");
	(void)clinic_mark(p, "Family name");
	pty_keys(p, "<End>");
	pty_settle(p, 60);
	n = type(p, "-Oyelaran of the well, Kibera Road", cost);
	if (!pty_has(p, "-Oyelaran of the well, Kibera Road")) {
		pty_show(p);
		fail_msg("what was typed is not shown");
	}
	clinic_figure("wire.form_char_median", (double)percentile(cost, n, 50),
		      CHAR_MEDIAN);
	clinic_figure("wire.form_char_p95", (double)percentile(cost, n, 95), CHAR_P95);
	assert_in_range(percentile(cost, n, 50), 1, CHAR_MEDIAN);
	assert_in_range(percentile(cost, n, 95), 1, CHAR_P95);
	pty_free(p);
}

/* The box filters the whole list with each letter: its own figure, no limit of the form's. */
static void
test_wire__find__typed_character(void **state)
{
	struct pty *p = start();
	size_t cost[SAMPLES_MAX];
	int n;

	(void)state;
	go(p, "/", "Find a patient");
	n = type(p, "wire, wanda", cost);
	clinic_figure("wire.find_char_first", (double)cost[0], SCREEN_MOST);
	assert_in_range(cost[0], 1, SCREEN_MOST);
	clinic_figure("wire.find_char_median", (double)percentile(cost, n, 50),
		      SCREEN_MOST);
	clinic_figure("wire.find_char_p95", (double)percentile(cost, n, 95), SCREEN_MOST);
	assert_in_range(percentile(cost, n, 100), 1, SCREEN_MOST);
	pty_free(p);
}

/* ---- lists */

static void
test_wire__list__cursor_down(void **state)
{
	struct pty *p = start();
	size_t cost[16];

	(void)state;
	go(p, "/", "Find a patient");
	for (int i = 0; i < 16; i++)
		cost[i] = pty_cost(p, "<Down>");
	clinic_figure("wire.down_median", (double)percentile(cost, 16, 50), DOWN_GOAL);
	clinic_figure("wire.down_most", (double)percentile(cost, 16, 100), DOWN_MOST);
	assert_in_range(percentile(cost, 16, 100), 1, DOWN_MOST);
	pty_free(p);
}

static void
burst(struct pty *p, const char *name)
{
	char keys[50 * 6 + 1] = "";
	size_t n;

	for (int i = 0; i < 50; i++)
		strcat(keys, "<Down>");
	n = pty_cost(p, keys);
	clinic_figure(name, (double)n, BURST_MOST);
	assert_in_range(n, 1, BURST_MOST);
}

static void
test_wire__list__held_down(void **state)
{
	struct pty *p = start();

	(void)state;
	go(p, "/", "Find a patient");
	burst(p, "wire.burst_find");
	go(p, "<Esc>", "?=Keys");
	go(p, ":library<Enter>", "213 exercises");
	burst(p, "wire.burst_library");
	pty_free(p);
}

/* ---- the clock */

static void
test_wire__session__second(void **state)
{
	struct pty *p = start();
	size_t cost[14];

	(void)state;
	open_session(p);
	go(p, "<Enter>", "WORK ");
	for (int i = 0; i < 14; i++) {
		size_t before = pty_count(p);

		while (pty_count(p) == before)
			pty_settle(p, 100);
		cost[i] = pty_count(p) - before;
	}
	clinic_figure("wire.second_median", (double)percentile(cost, 14, 50),
		      SECOND_MOST);
	clinic_figure("wire.second_most", (double)percentile(cost, 14, 100), SECOND_MOST);
	assert_in_range(percentile(cost, 14, 100), 1, SECOND_MOST);
	go(p, "D", "Throw this session away");
	go(p, "a test<Enter>", "?=Keys");
	pty_free(p);
}

/* ---- whole screens, and rest */

/* How to come to each screen, and back. */
static const struct place {
	const char *name, *keys, *sees;
} places[] = {
    {"find", "/", "Find a patient"},
    {"chart", "Wire, Wanda<Enter>", "c=Screening"},
    {"details", "i", "Family name"},
    {"chart_again", "<Esc>", "c=Screening"},
    {"screening", "c", "Resting systolic"},
    {"precautions", "P", "No precaution."},
    {"screening_2", "<Esc>", "Resting systolic"},
    {"chart_2", "<Esc>", "c=Screening"},
    {"limits", ":limits<Enter>", "S001"},
    {"chart_5", "<Esc>", "c=Screening"},
    {"pick_diagnosis", "e", "treatment diagnosis"},
    {"pick_words", "knee", "M25"},
    {"chart_3", "<Esc>", "c=Screening"},
    {"plan", "p", "Add exercise"},
    {"dose", "<Enter>", "Sets"},
    {"plan_again", "<Esc>", "Add exercise"},
    {"library", "a", "Exercise library"},
    {"plan_3", "<Esc>", "Add exercise"},
    {"help", "?", "One page for the patient"},
    {"help_gone", "<Esc>", "Add exercise"},
    {"commands", ":", "add-exercise"},
    {"tables", "tables<Enter>", "outbox/tables"},
    {"plan_4", "<Esc>", "Add exercise"},
    {"staff", ":staff<Enter>", "Anna"},
    {"plan_5", "<Esc>", "Add exercise"},
    {"session", "s", "BEFORE THE FIRST"},
    {"board", "<Tab>", "Wire"},
};

/* Keys of one place may be typed words before the screen comes: only the last key is paid. */
static size_t
pay(struct pty *p, const struct place *at)
{
	const char *last = strchr(at->keys, '<');
	char before[60];
	size_t n;

	if (last && last > at->keys) {
		snprintf(before, sizeof before, "%.*s", (int)(last - at->keys), at->keys);
		pty_keys(p, before);
		pty_settle(p, 80);
	} else {
		last = at->keys;
	}
	n = pty_cost(p, last);
	clinic_see(p, at->sees);
	return n + pty_settle(p, 60);
}

/* Nothing is sent and nobody woken; a screen to which a stick may come looks for it every other
 * second. */
static void
check_idle(struct pty *p, const char *name)
{
	long before = pty_switches(p), woken, looks = strcmp(name, "tables") ? 0 : 2;
	size_t bytes = pty_settle(p, IDLE_MS);

	woken = pty_switches(p) - before;
	if (bytes || woken > looks)
		fail_msg("%s: %zu bytes and %ld switches in 2.2 s of rest", name, bytes,
			 woken);
}

static void
test_wire__each_screen__bytes_and_rest(void **state)
{
	struct pty *p = start();
	size_t most = 0;
	int rested = 1;

	(void)state;
	printf("screen %-16s %6zu bytes\n", "today", pty_count(p));
	assert_in_range(pty_count(p), 1, SCREEN_MOST);
	check_idle(p, "today");
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		size_t n = pay(p, &places[i]);

		printf("screen %-16s %6zu bytes\n", places[i].name, n);
		if (n > most)
			most = n;
		if (n > SCREEN_MOST)
			fail_msg("%s: %zu bytes", places[i].name, n);
		if (strncmp(places[i].name, "session", 7) &&
		    strncmp(places[i].name, "board", 5)) {
			check_idle(p, places[i].name);
			rested++;
		}
	}
	clinic_figure("wire.screen_most", (double)most, SCREEN_MOST);
	clinic_figure("wire.screens_at_rest", rested, 0);
	pty_free(p);
}

static void
test_wire__esc__quick(void **state)
{
	struct pty *p = start();
	size_t took[8];

	(void)state;
	for (int i = 0; i < 8; i++) {
		int64_t us;

		go(p, "/", "Find a patient");
		us = pty_answer_us(p, "<Esc>");
		clinic_see(p, "Tab=Board");
		pty_settle(p, 60);
		assert_true(us > 0);
		took[i] = (size_t)us;
	}
	clinic_figure("wire.esc_ms_median", (double)percentile(took, 8, 50) / 1000,
		      ESC_MS);
	clinic_figure("wire.esc_ms_most", (double)percentile(took, 8, 100) / 1000, 0);
	/* The goal of 30 ms is a figure of the shipped build, and of the bench; here only what
	 * ncurses does by itself is caught: it waits a second for the rest of a sequence. */
	assert_in_range(percentile(took, 8, 50), 1, 500 * 1000);
	pty_free(p);
}

/* ---- memory */

static long
peak_kb(struct pty *p)
{
	char path[64], line[128];
	long kb = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/status", (int)pty_pid(p));
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f))
		sscanf(line, "VmHWM: %ld", &kb);
	fclose(f);
	return kb;
}

/* In the clinic of $BIG_CLINIC (made by limber demo) when it is given. */
static void
test_memory__paging_and_searching(void **state)
{
	const char *big = getenv("BIG_CLINIC");
	const char *const as[] = {"--as", "anna", NULL};
	static struct clinic large;
	struct pty *p;

	(void)state;
	snprintf(large.dir, sizeof large.dir, "%s", big ? big : clinic.dir);
	p = clinic_screen(&large, NULL, as);
	clinic_see(p, "?=Keys");
	go(p, "/", "Find a patient");
	for (int i = 0; i < 60; i++) {
		pty_keys(p, i < 50 ? "<PgDn>" : "<PgUp>");
		pty_settle(p, 10);
	}
	pty_keys(p, "<End>");
	pty_settle(p, 100);
	for (int i = 0; i < 8; i++) {
		pty_keys(p, "ma<Bksp>a<Bksp><Bksp>0<Bksp>an");
		pty_settle(p, 50);
		pty_keys(p, "<Bksp><Bksp><PgDn>");
		pty_settle(p, 50);
	}
	go(p, "<Enter>", "c=Screening");
	clinic_figure(big ? "memory.peak_kb_big" : "memory.peak_kb", (double)peak_kb(p),
		      MEMORY_KB);
	if (!PTY_SANITIZED)
		assert_in_range(peak_kb(p), 1, MEMORY_KB);
	pty_free(p);
}

static int
set_up(void **state)
{
	static const struct clinic_dose dose = {"quad_set",
						"97110",
						{"sets=1", "duration_s=605", "rest_s=0",
						 "side_mode=none", "side=none",
						 "lead_in_s=0"}};

	(void)state;
	clinic_make(&clinic);
	clinic_patient(&clinic, "Wire", "Wanda", "1960-02-03");
	clinic_prescribe(&clinic, &dose, 1);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_wire__form__typed_character),
	    cmocka_unit_test(test_wire__find__typed_character),
	    cmocka_unit_test(test_wire__list__cursor_down),
	    cmocka_unit_test(test_wire__list__held_down),
	    cmocka_unit_test(test_wire__session__second),
	    cmocka_unit_test(test_wire__each_screen__bytes_and_rest),
	    cmocka_unit_test(test_wire__esc__quick),
	    cmocka_unit_test(test_memory__paging_and_searching),
	};

	return cmocka_run_group_tests(tests, set_up, clinic_tear_down);
}
