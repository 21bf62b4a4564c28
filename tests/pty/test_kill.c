/* test_kill.c - a running session survives kill -9 and a lost line at any moment, clock included. */
#include "clinic.h"

#include <setjmp.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

/* How often: the whole number in an optimised build and with LONG=1, fewer under sanitizers. */
enum {
	KILLS = 300,
	KILLS_SHORT = 60,
	HANG_UPS = 100,
	HANG_UPS_SHORT = 25,
	A_SESSION = 20,	  /* deaths of one session, then a new one */
	LOGIN_EVERY = 15, /* with the login screen; else --as */
	LIFE_MS = 160,	  /* longest time between opening and dying */
	RESUME_KEYS = 3,
	BLOCK_S = 600,	    /* the timed exercise */
	LEFT_MOST_S = 2400, /* the digits show minutes and seconds below an hour */
	EVENTS_MAX = 4000,
};
#define CLOCK_ERROR_S 1.0

enum act { ACT_NONE, ACT_PAUSE, ACT_MORE, ACT_PAIN, ACT_EFFORT, ACT_ATTEND };

/* What the test knows: keys that the screen has answered, and when. */
static struct model {
	double left_s, since; /* seconds left at a moment; it stands while paused */
	bool paused, assistant;
	int pain, effort;
	int n_events;
	const char *events[EVENTS_MAX]; /* kinds in order */
} model;

static struct {
	double clock_error, open_ms;
	int deaths, keys, taken, resume_keys;
} seen;

static uint64_t random_state;

static uint64_t
random_next(void)
{
	uint64_t z = random_state += 0x9E3779B97F4A7C15u;

	z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9u;
	z = (z ^ z >> 27) * 0x94D049BB133111EBu;
	return z ^ z >> 31;
}

static int
random_below(int n)
{
	return (int)(random_next() % (uint64_t)n);
}

static double
now_s(void)
{
	struct timespec t;

	clock_gettime(CLOCK_BOOTTIME, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static double
left_at(double at)
{
	return model.paused ? model.left_s : model.left_s - (at - model.since);
}

/* ---- keys, and what the screen shows when they were taken */

/* The events of the session as the database holds them, past the rows of the plan and the
 * screening. */
static int
stored_events(const char *kinds[], int most)
{
	char path[PATH_MAX];
	static char names[EVENTS_MAX][16];
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	int n = 0;

	snprintf(path, sizeof path, "%s/limber.db", clinic.dir);
	assert_int_equal(sqlite3_open_v2(path, &db, SQLITE_OPEN_READWRITE, NULL), 0);
	sqlite3_busy_timeout(db, 5000);
	assert_int_equal(
	    sqlite3_prepare_v2(
		db,
		"SELECT kind FROM live_event WHERE live=(SELECT max(no) FROM live)"
		" AND kind NOT IN ('open','item','gate','take') ORDER BY seq",
		-1, &q, NULL),
	    0);
	while (sqlite3_step(q) == SQLITE_ROW && n < most) {
		snprintf(names[n], sizeof names[n], "%s",
			 (const char *)sqlite3_column_text(q, 0));
		kinds[n] = names[n];
		n++;
	}
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

/* One verb: what is sent, what is stored, what the screen answers. */
struct deed {
	enum act act;
	char keys[16], answer[24];
	bool gone; /* the answer is that the text goes away */
	int value;
	const char *event;
	double sent;
};

static struct deed
choose(void)
{
	struct deed d = {.act = (enum act)(1 + random_below(5))};

	switch (d.act) {
	case ACT_PAUSE:
		strcpy(d.keys, "<Space>");
		strcpy(d.answer, "PAUSED");
		d.gone = model.paused;
		d.event = model.paused ? "resume" : "pause";
		break;
	case ACT_MORE:
		strcpy(d.keys, "+");
		d.event = "extend";
		break;
	case ACT_ATTEND:
		strcpy(d.keys, "w");
		snprintf(d.answer, sizeof d.answer, "%s attends",
			 model.assistant ? "Therapist" : "Assistant");
		d.event = "attend";
		break;
	default:
		/* Strong pain opens the stop sign: that is another test. */
		d.value = random_below(d.act == ACT_PAIN ? 6 : 9);
		d.value += d.value >= (d.act == ACT_PAIN ? model.pain : model.effort);
		snprintf(d.keys, sizeof d.keys, "%c%d<Enter>",
			 d.act == ACT_PAIN ? 'p' : 'e', d.value);
		snprintf(d.answer, sizeof d.answer, "%s %d",
			 d.act == ACT_PAIN ? "pain" : "effort", d.value);
		d.event = d.act == ACT_PAIN ? "pain" : "effort";
	}
	return d;
}

/* The deed happened at a moment. */
static void
happened(const struct deed *d, double at)
{
	double left = left_at(at);

	assert_in_range(model.n_events, 0, EVENTS_MAX - 1);
	model.events[model.n_events++] = d->event;
	model.left_s = left + (d->act == ACT_MORE ? 30 : 0);
	model.since = at;
	model.paused ^= d->act == ACT_PAUSE;
	model.assistant ^= d->act == ACT_ATTEND;
	model.pain = d->act == ACT_PAIN ? d->value : model.pain;
	model.effort = d->act == ACT_EFFORT ? d->value : model.effort;
}

static bool
answered(struct pty *p, const struct deed *d, double until)
{
	double before = left_at(now_s());

	if (d->act != ACT_MORE) {
		int ms = (int)((until - now_s()) * 1000);

		if (ms <= 0)
			return false;
		return d->gone ? pty_wait_gone(p, d->answer, ms)
			       : pty_wait(p, d->answer, ms);
	}
	while (now_s() < until) {
		if (clinic_digits(p) > (int)before + 20)
			return true;
		pty_settle(p, 1);
	}
	return false;
}

/* Presses keys until the end comes; the deed in flight then, ACT_NONE when there is none. */
static struct deed
work(struct pty *p, double until)
{
	struct deed d = {0};

	while (now_s() < until) {
		d = choose();
		d.sent = now_s();
		pty_keys(p, d.keys);
		seen.keys += clinic_count(d.keys);
		if (!answered(p, &d, until))
			return d;
		happened(&d, d.sent + (now_s() - d.sent) / 2);
		d.act = ACT_NONE;
	}
	return d;
}

/* ---- opening again */

static struct pty *
open_screen(bool login)
{
	const char *const as[] = {"--as", CLINIC_LOGIN, NULL};
	struct pty *p = clinic_screen(&clinic, NULL, login ? NULL : as);

	if (login) {
		clinic_see(p, "Passphrase");
		pty_keys(p, CLINIC_LOGIN "<Enter>" CLINIC_PASSPHRASE "<Enter>");
	}
	clinic_see(p, "Tab=Board"); /* the last that is drawn */
	return p;
}

static void
check_events(const struct deed *flying, double died)
{
	const char *stored[EVENTS_MAX];
	int n = stored_events(stored, EVENTS_MAX);

	if (flying->act != ACT_NONE && n == model.n_events + 1) {
		happened(flying, flying->sent + (died - flying->sent) / 2);
		seen.taken++;
	}
	assert_int_equal(n, model.n_events);
	for (int i = 0; i < n; i++)
		assert_string_equal(stored[i], model.events[i]);
}

static void
check_screen(struct pty *p)
{
	char text[40];
	int shown;
	double error, left;

	clinic_see(p, model.paused ? "PAUSED" : "WORK ");
	pty_settle(p, 5);
	left = left_at(now_s());
	/* An hour and more has digits that clinic_digits does not read. */
	shown = left > 3599 ? (int)left + 1 : clinic_digits(p);
	error = left > shown ? left - shown : left < shown - 1 ? shown - 1 - left : 0;
	if (error > seen.clock_error)
		seen.clock_error = error;
	if (shown < 0 || error > CLOCK_ERROR_S) {
		pty_show(p);
		fail_msg("shown %d s, true %.3f s", shown, left);
	}
	if (model.pain >= 0) {
		snprintf(text, sizeof text, "pain %d", model.pain);
		assert_true(strstr(pty_row(p, 2), text) != NULL);
	}
	if (model.effort >= 0) {
		snprintf(text, sizeof text, "effort %d", model.effort);
		assert_true(strstr(pty_row(p, 2), text) != NULL);
	}
	assert_true(
	    pty_has(p, model.assistant ? "Assistant attends" : "Therapist attends"));
}

/* Opens, finds the session on the first row, goes on with it. */
static struct pty *
open_again(const struct deed *flying, double died, bool login)
{
	double began = now_s();
	struct pty *p = open_screen(login);
	int keys = 0;

	if (!login && (now_s() - began) * 1000 > seen.open_ms)
		seen.open_ms = (now_s() - began) * 1000;
	if (!strstr(pty_row(p, 2), "Clock") || !strstr(pty_row(p, 2), "RUNNING") ||
	    pty_row(p, 2)[0] != '>') {
		pty_show(p);
		fail_msg("the running session is not the first row");
	}
	pty_keys(p, "<Enter>");
	keys++;
	clinic_see(p, "Clock, Ada");
	clinic_see(p, "?=Keys");
	check_events(flying, died);
	check_screen(p);
	if (keys > seen.resume_keys)
		seen.resume_keys = keys;
	return p;
}

/* ---- a session of its own */

static void
begin_session(struct pty *p)
{
	double sent;

	clinic_see(p, "Clock");
	(void)clinic_mark(p, "Clock");
	pty_keys(p, "s");
	clinic_screened(p);
	clinic_see(p, "BEFORE THE FIRST");
	sent = now_s();
	pty_keys(p, "<Enter>");
	clinic_see(p, "WORK ");
	memset(&model, 0, sizeof model);
	model = (struct model){.left_s = BLOCK_S,
			       .since = sent + (now_s() - sent) / 2,
			       .pain = -1,
			       .effort = -1};
	model.events[model.n_events++] = "start";
}

static void
end_session(struct pty *p)
{
	pty_keys(p, "D");
	clinic_see(p, "Throw this session away");
	pty_keys(p, "a test<Enter>");
	clinic_see(p, "Tab=Board"); /* the last that is drawn */
}

static int
how_many(int all, int few)
{
	const char *given = getenv("LONG");

	return !PTY_SANITIZED || (given && given[0] == '1') ? all : few;
}

static void
die(struct pty *p, bool hang_up)
{
	int status;

	if (hang_up)
		pty_hang_up(p);
	else
		pty_signal(p, SIGKILL);
	status = pty_end(p, 5000);
	if (status < 0)
		fail_msg("the program still runs 5 s after the line was lost");
	if (hang_up && !WIFEXITED(status))
		fail_msg("a lost line ends it by signal %d", WTERMSIG(status));
	pty_free(p);
}

static void
torture(int times, bool hang_up)
{
	struct pty *p = open_screen(false);

	memset(&seen, 0, sizeof seen);
	begin_session(p);
	for (int i = 0; i < times; i++) {
		struct deed flying =
		    work(p, now_s() + random_below(LIFE_MS * 1000) / 1e6);
		double died = now_s();

		die(p, hang_up);
		seen.deaths++;
		p = open_again(&flying, died, i % LOGIN_EVERY == LOGIN_EVERY - 1);
		if (i % A_SESSION == A_SESSION - 1 || model.left_s > LEFT_MOST_S) {
			end_session(p);
			begin_session(p);
		}
	}
	end_session(p);
	clinic_quit(p);
	pty_free(p);
}

static void
print_figures(const char *what, int wanted)
{
	char name[60];

	snprintf(name, sizeof name, "%s.times", what);
	clinic_figure(name, seen.deaths, wanted);
	snprintf(name, sizeof name, "%s.keys_sent", what);
	clinic_figure(name, seen.keys, 0);
	snprintf(name, sizeof name, "%s.keys_in_flight_stored", what);
	clinic_figure(name, seen.taken, 0);
	snprintf(name, sizeof name, "%s.clock_error_s", what);
	clinic_figure(name, seen.clock_error, CLOCK_ERROR_S);
	snprintf(name, sizeof name, "%s.resume_keys", what);
	clinic_figure(name, seen.resume_keys, RESUME_KEYS);
	snprintf(name, sizeof name, "%s.open_ms_most", what);
	clinic_figure(name, seen.open_ms, 0);
}

static void
test_session__kill__nothing_lost(void **state)
{
	int times = how_many(KILLS, KILLS_SHORT);

	(void)state;
	torture(times, false);
	print_figures("kill", times);
	assert_in_range(seen.resume_keys, 1, RESUME_KEYS);
	assert_in_range(seen.keys, times, 1000000);
}

static void
test_session__hang_up__nothing_lost(void **state)
{
	int times = how_many(HANG_UPS, HANG_UPS_SHORT);

	(void)state;
	torture(times, true);
	print_figures("hang_up", times);
	assert_in_range(seen.resume_keys, 1, RESUME_KEYS);
}

static int
set_up(void **state)
{
	static const struct clinic_dose doses[] = {
	    {"quad_set",
	     "97110",
	     {"sets=1", "duration_s=600", "rest_s=0", "side_mode=none", "side=none",
	      "lead_in_s=0"}},
	    {"heel_slide",
	     "97110",
	     {"sets=1", "duration_s=300", "rest_s=0", "side_mode=none", "side=none",
	      "lead_in_s=0"}}};
	const char *seed = getenv("SEED");

	(void)state;
	random_state = seed ? strtoull(seed, NULL, 10) : (uint64_t)time(NULL);
	printf("seed %llu (SEED= repeats it)\n", (unsigned long long)random_state);
	clinic_make(&clinic);
	clinic_patient(&clinic, "Clock", "Ada", "1960-02-03");
	clinic_prescribe(&clinic, doses, 2);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_session__kill__nothing_lost),
	    cmocka_unit_test(test_session__hang_up__nothing_lost),
	};

	return cmocka_run_group_tests(tests, set_up, clinic_tear_down);
}
