/* test_full.c - a full disk under the screen: it is said, nothing that was confirmed or typed is
 * lost, and work goes on as soon as there is room. A file size limit stands for the disk. */
#define _GNU_SOURCE /* prlimit */
#include "clinic.h"

#include <setjmp.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

enum { SEE_MS = 5000 };

/* ---- the disk */

/* No write of the program to a file succeeds any more. */
static void
fill_disk(struct pty *p)
{
	struct rlimit most = {1, RLIM_INFINITY};

	assert_int_equal(prlimit(pty_pid(p), RLIMIT_FSIZE, &most, NULL), 0);
}

static void
make_room(struct pty *p)
{
	struct rlimit none = {RLIM_INFINITY, RLIM_INFINITY};

	assert_int_equal(prlimit(pty_pid(p), RLIMIT_FSIZE, &none, NULL), 0);
}

static int
count(const char *sql)
{
	char path[PATH_MAX];
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	int n;

	snprintf(path, sizeof path, "%s/limber.db", clinic.dir);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), 0);
	sqlite3_busy_timeout(db, 5000);
	assert_int_equal(sqlite3_prepare_v2(db, sql, -1, &q, NULL), 0);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	n = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

static int
events(void)
{
	return count("SELECT count(*) FROM live_event");
}

static int
charts_read(void)
{
	return count("SELECT count(*) FROM audit a JOIN name n ON n.no = a.what"
		     " WHERE n.text = 'chart'");
}

/* ---- the screen */

static struct pty *
start(void)
{
	const char *const as[] = {"--as", CLINIC_LOGIN, NULL};
	struct pty *p = clinic_screen(&clinic, NULL, as);

	clinic_see(p, "?=Keys");
	pty_settle(p, 60);
	return p;
}

static void
go(struct pty *p, const char *keys, const char *sees)
{
	pty_keys(p, keys);
	clinic_see(p, sees);
	pty_settle(p, 60);
}

static void
end(struct pty *p)
{
	pty_signal(p, 15);
	assert_true(pty_end(p, SEE_MS) >= 0);
	assert_true(pty_restored(p));
	pty_free(p);
	assert_int_equal(clinic_cli(&clinic, "digest"), 0);
}

/* A key of a running session is refused, not half taken; then it works. */
static void
test_full__session_key__said_and_not_taken(void **state)
{
	struct pty *p = start();
	int before;

	(void)state;
	(void)clinic_mark(p, "Full");
	go(p, "s", "Screening");
	go(p, "n", "+=30 s more");
	go(p, "<Space>", "PAUSED");
	before = events();
	fill_disk(p);
	go(p, "<Space>", "disk is full");
	assert_true(pty_has(p, "PAUSED"));
	go(p, "<Space>", "disk is full");
	assert_int_equal(events(), before);
	make_room(p);
	pty_keys(p, "<Space>");
	assert_true(pty_wait_gone(p, "PAUSED", SEE_MS));
	assert_int_equal(events(), before + 1);
	end(p);
}

/* The first chart is shown and said not to be noted yet, a second one is refused; with room the
 * first look is noted once, with no further key. */
static void
test_full__chart__said_and_noted_later(void **state)
{
	struct pty *p = start();
	int before = charts_read();

	(void)state;
	fill_disk(p);
	go(p, "/", "Find a patient");
	go(p, "Full, Fatima<Enter>", "born 1960");
	clinic_see(p, "disk is full");
	assert_int_equal(charts_read(), before);
	pty_keys(p, "<Esc>"); /* the chart is shut: looking again is a second time */
	assert_true(pty_wait_gone(p, "born 1960", SEE_MS));
	go(p, "/", "Find a patient");
	go(p, "Full, Fatima<Enter>", "disk is full");
	assert_false(pty_has(p, "born 1960"));
	make_room(p);
	for (int i = 0; i < 100 && charts_read() == before; i++)
		pty_settle(p, 100);
	assert_int_equal(charts_read(), before + 1);
	end(p);
	assert_int_equal(charts_read(), before + 1);
}

/* The program is ended while the note of a read cannot be written: it says so. */
static void
test_full__ended__tells_what_is_not_noted(void **state)
{
	struct pty *p = start();
	const char *raw;
	size_t n;
	int how;

	(void)state;
	fill_disk(p);
	go(p, "/", "Find a patient");
	go(p, "Full, Fatima<Enter>", "disk is full");
	pty_signal(p, 15);
	how = pty_end(p, SEE_MS);
	assert_true(how > 0); /* not as if nothing had been */
	assert_true(pty_restored(p));
	raw = pty_raw(p, &n);
	/* A build that counts lines adds its own complaints of the full disk. */
	for (size_t i = n > 4000 ? n - 4000 : 0; i < n; i++)
		if (!strncmp(raw + i, "limber: ", 8))
			n = 0;
	assert_int_equal(n, 0);
	pty_free(p);
}

/* What was typed stays in the form, and is saved when there is room. */
static void
test_full__form__keeps_what_was_typed(void **state)
{
	struct pty *p = start();

	(void)state;
	go(p, "/", "Find a patient");
	go(p, "Full, Fatima<Enter>", "born 1960");
	go(p, "i", "Family name");
	(void)clinic_mark(p, "Family name");
	pty_keys(p, "<End>-Okello");
	pty_settle(p, 60);
	fill_disk(p);
	go(p, "<Enter>", "disk is full");
	assert_true(pty_has(p, "Full-Okello"));
	assert_int_equal(
	    count("SELECT count(*) FROM patient WHERE family_name = 'Full-Okello'"), 0);
	make_room(p);
	pty_keys(p, "<Enter>");
	pty_settle(p, 200);
	assert_int_equal(
	    count("SELECT count(*) FROM patient WHERE family_name = 'Full-Okello'"), 1);
	end(p);
}

/* So does what was typed as the answer to a question. */
static void
test_full__remark__stands_again(void **state)
{
	struct pty *p = start();
	int before;

	(void)state;
	(void)clinic_mark(p, "Full");
	go(p, "<Enter>", "+=30 s more");
	before = events();
	go(p, "c", "Remark:");
	fill_disk(p);
	go(p, "limps on stairs<Enter>", "disk is full");
	assert_true(pty_has(p, "Remark: limps on stairs"));
	assert_int_equal(events(), before);
	make_room(p);
	pty_keys(p, "<Enter>");
	assert_true(pty_wait_gone(p, "Remark:", SEE_MS));
	assert_int_equal(events(), before + 1);
	end(p);
}

static int
set_up(void **state)
{
	const struct clinic_dose doses[] = {
	    {"bridge", "97530", {"sets=3", "reps=10", "rest_s=60", "side_mode=none"}}};

	(void)state;
	clinic_make(&clinic);
	clinic_patient(&clinic, "Full", "Fatima", "1960-02-03");
	clinic_prescribe(&clinic, doses, 1);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_full__session_key__said_and_not_taken),
	    cmocka_unit_test(test_full__chart__said_and_noted_later),
	    cmocka_unit_test(test_full__ended__tells_what_is_not_noted),
	    cmocka_unit_test(test_full__form__keeps_what_was_typed),
	    cmocka_unit_test(test_full__remark__stands_again),
	};

	return cmocka_run_group_tests_name("full", tests, set_up, clinic_tear_down);
}
