/* bench_tui.c - start, keys and memory of the screen: a large clinic, a small one, bare ncurses.
 *
 * All three run in pseudo-terminals in turns, so that a slow machine is slow for each. A time is
 * from the key to the last byte of its answer. Before each round both databases are read once: what
 * is measured is the program, not which pages the kernel has dropped meanwhile. Also clinics of
 * LIMBER_BENCH_SMALL and LIMBER_BENCH_BIG (directories of limber demo) are taken; else both are
 * made, which takes minutes.
 * BENCH_PATIENTS: patients of the large clinic (100,000), ten sessions each. */
#include "base/str.h"
#include "pty/pty.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ROUNDS = 4, STARTS = 25, QUIET_MS = 30, SAMPLES_MAX = 4000, PATIENTS = 100000 };

enum program { SMALL, BIG, FLOOR, PROGRAMS };

enum kind { START, LOGIN, DOWN, PAGE, HELD, TYPED, CHART, BACK, KINDS };

/* Name and what of the bare program's it is set against. */
static const struct {
	const char *name;
	enum kind floor;
} kinds[KINDS] = {
    [START] = {"start to Today", START}, [LOGIN] = {"start to login", START},
    [DOWN] = {"cursor down", DOWN},	 [PAGE] = {"page down", PAGE},
    [HELD] = {"50 held Downs", HELD},	 [TYPED] = {"one typed letter", PAGE},
    [CHART] = {"open a chart", CHART},	 [BACK] = {"Esc back", BACK},
};

struct samples {
	int n;
	int64_t us[SAMPLES_MAX];
};

static struct samples all[PROGRAMS][KINDS];

/* The lists of the record: the key that opens each from Today or from a chart, and what it shows. */
static const struct {
	const char *name, *key, *shows;
	bool chart;
} lists[] = {
    {"what is due", "d", "Due", false},
    {"who stopped coming", "l", "Lapse", false},
    {"week", "w", "Week", false},
    {"tasks", "m", "Tasks", false},
    {"another day", "<Right>", "Another day", false},
    {"plan of care", "p", "Plan of care", true},
    {"assessments", "a", "Assess", true},
    {"goals", "g", "Goals", true},
    {"contraindications", "c", "creening", true},
    {"trends", "t", "Trend", true},
    {"reports", "r", "eport", true},
    {"mobility aids", "d", "ids", true},
    {"care team", "m", "eam", true},
};
enum { LISTS = sizeof lists / sizeof lists[0] };
static struct samples opened[PROGRAMS][LISTS];
static long peak_kib[PROGRAMS];
static char dirs[PROGRAMS][200], limber[400], bare[400];

/* Common and rare: names without their accents, chart numbers, dates of birth, telephone. */
static const char *const queries[] = {"muller", "tsosie", "o",	   "an",  "tomas y",
				      "004217", "1955-0", "xqzvw", "555", "krzyza"};
enum { QUERIES = sizeof queries / sizeof queries[0] };

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static void
put(struct samples *s, int64_t us)
{
	if (s->n < SAMPLES_MAX)
		s->us[s->n++] = us;
}

static void
keep(enum program g, enum kind k, int64_t us)
{
	put(&all[g][k], us);
}

/* ---- the programs */

static struct pty *
start(enum program g, bool login)
{
	const char *ours[] = {limber, "--data", dirs[g], login ? NULL : "--as",
			      "anna", NULL};
	const char *theirs[] = {bare, "100000", "drain", NULL};
	struct pty_spec spec = {.argv = g == FLOOR ? theirs : ours};
	const char *sign = g == FLOOR ? "1 of 100000" : login ? "Passphrase" : "Today";
	int64_t from = now_us();
	struct pty *p = pty_start(&spec);

	if (!pty_wait(p, sign, 10000)) {
		fprintf(stderr, "bench_tui: %s does not come up\n", spec.argv[0]);
		pty_show(p);
		exit(1);
	}
	pty_settle(p, QUIET_MS);
	keep(g, login ? LOGIN : START, pty_last_us(p) - from);
	return p;
}

/* One key and its answer. */
static void
answer(struct pty *p, struct samples *s, const char *keys)
{
	int64_t from = now_us();

	pty_keys(p, keys);
	pty_settle(p, QUIET_MS);
	if (pty_last_us(p) > from)
		put(s, pty_last_us(p) - from);
}

static void
press(struct pty *p, enum program g, enum kind k, const char *keys)
{
	answer(p, &all[g][k], keys);
}

static void
move_about(struct pty *p, enum program g)
{
	char held[50 * 6 + 1];

	for (int i = 0; i < 15; i++)
		press(p, g, DOWN, "<Down>");
	for (int i = 0; i < 25; i++)
		press(p, g, PAGE, "<PgDn>");
	held[0] = '\0';
	for (int i = 0; i < 50; i++)
		strcat(held, "<Down>");
	for (int i = 0; i < 3; i++)
		press(p, g, HELD, held);
}

static void
type(struct pty *p, enum program g, const char *query)
{
	for (const char *c = query; *c; c++) {
		char key[2] = {*c, '\0'};

		press(p, g, TYPED, key);
	}
}

static void
must_show(struct pty *p, const char *text)
{
	if (pty_wait(p, text, 5000))
		return;
	fprintf(stderr, "bench_tui: '%s' is not on the screen:\n", text);
	pty_show(p);
	exit(1);
}

static void
open_lists(struct pty *p, enum program g, bool chart)
{
	for (int i = 0; i < LISTS; i++) {
		if (lists[i].chart != chart)
			continue;
		answer(p, &opened[g][i], lists[i].key);
		must_show(p, lists[i].shows);
		if (!strcmp(lists[i].key, "<Right>"))
			pty_keys(p, "t");
		else
			pty_keys(p, "<Esc>");
		pty_settle(p, QUIET_MS);
		must_show(p, chart ? "born " : "Today");
	}
}

static void
use_limber(struct pty *p, enum program g, int round)
{
	open_lists(p, g, false);
	pty_keys(p, "/");
	must_show(p, "Find a patient");
	pty_settle(p, QUIET_MS);
	move_about(p, g);
	for (int i = 0; i < QUERIES; i++) {
		pty_keys(p, "<^U>");
		pty_settle(p, QUIET_MS);
		type(p, g, queries[i]);
	}
	for (int i = 0; i < 6; i++) {
		static const char *const names[] = {"yell", "nak", "haddad"};

		pty_keys(p, i ? "/" : "<^U>");
		must_show(p, "Find a patient");
		pty_keys(p, names[(i + round) % 3]);
		for (int d = 0; d <= i; d++)
			pty_keys(p, "<Down>");
		pty_settle(p, QUIET_MS);
		press(p, g, CHART, "<Enter>");
		must_show(p, "born ");
		open_lists(p, g, true);
		press(p, g, BACK, "<Esc>");
		must_show(p, "Today");
	}
}

static void
use_floor(struct pty *p)
{
	move_about(p, FLOOR);
	for (int i = 0; i < 6; i++) {
		press(p, FLOOR, CHART, "<Enter>");
		press(p, FLOOR, BACK, "<Esc>");
	}
}

static long
peak(struct pty *p)
{
	char path[64], line[128];
	long kib = 0;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/status", (int)pty_pid(p));
	f = fopen(path, "r");
	while (f && fgets(line, sizeof line, f))
		if (!strncmp(line, "VmHWM:", 6))
			kib = strtol(line + 6, NULL, 10);
	if (f)
		fclose(f);
	return kib;
}

static void
use(enum program g, int round)
{
	struct pty *p = start(g, false);
	long kib;

	if (g == FLOOR)
		use_floor(p);
	else
		use_limber(p, g, round);
	kib = peak(p);
	if (kib > peak_kib[g])
		peak_kib[g] = kib;
	pty_free(p);
}

/* ---- figures */

static int
by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static int64_t
percentile(const struct samples *s, int percent)
{
	return s->n ? s->us[(s->n - 1) * percent / 100] : 0;
}

static int64_t
at(enum program g, enum kind k, int percent)
{
	return percentile(&all[g][k], percent);
}

static void
sort(struct samples *s)
{
	qsort(s->us, (size_t)s->n, sizeof s->us[0], by_size);
}

/* A list is held against opening a chart, a full screen too, of the bare program. */
static void
say_list(int i)
{
	const struct samples *s = &opened[SMALL][i], *b = &opened[BIG][i];
	double small = (double)percentile(s, 50), big = (double)percentile(b, 50);
	double bare_p50 = (double)at(FLOOR, CHART, 50);

	printf("%-17s %7.0f %7lld %9.0f %7lld %9s %7s %9.2f %9.2f\n", lists[i].name,
	       small, (long long)percentile(s, 95), big, (long long)percentile(b, 95), "",
	       "", big / small, big / bare_p50);
}

static void
say(enum kind k)
{
	enum kind f = kinds[k].floor;
	double small = (double)at(SMALL, k, 50), big = (double)at(BIG, k, 50);
	double floor_p50 = (double)at(FLOOR, f, 50);

	printf("%-17s %7.0f %7lld %9.0f %7lld %9.0f %7lld %9.2f %9.2f\n", kinds[k].name,
	       small, (long long)at(SMALL, k, 95), big, (long long)at(BIG, k, 95),
	       floor_p50, (long long)at(FLOOR, f, 95), big / small, big / floor_p50);
}

static void
say_all(void)
{
	for (int g = 0; g < PROGRAMS; g++)
		for (int k = 0; k < KINDS; k++)
			sort(&all[g][k]);
	for (int g = 0; g < PROGRAMS; g++)
		for (int i = 0; i < LISTS; i++)
			sort(&opened[g][i]);
	printf("%-17s %15s %17s %17s %9s %9s\n", "us, p50 and p95", "1,000 patients",
	       "large clinic", "bare ncurses", "large to", "large to");
	printf("%-17s %15s %17s %17s %9s %9s\n", "", "", "", "", "small", "bare");
	for (int k = 0; k < KINDS; k++)
		say((enum kind)k);
	printf("lists, from the key to the last byte:\n");
	for (int i = 0; i < LISTS; i++)
		say_list(i);
	printf("goals: large to small at most 1.2, large to bare at most 2; a typed "
	       "letter is "
	       "set against bare page down\n");
	printf(
	    "peak memory, KiB: 1,000 patients %ld, large clinic %ld (goal 16,384), bare "
	    "%ld\n",
	    peak_kib[SMALL], peak_kib[BIG], peak_kib[FLOOR]);
}

/* ---- clinics */

static void
shell(const char *line)
{
	if (system(line) != 0) {
		fprintf(stderr, "bench_tui: failed: %s\n", line);
		exit(1);
	}
}

static void
make_clinic(enum program g, const char *env, const char *top, long patients)
{
	const char *given = getenv(env);
	char line[1000];
	int64_t from = now_us();

	if (given && str_copy(dirs[g], sizeof dirs[g], given))
		return;
	str_format(dirs[g], sizeof dirs[g], "%s/%ld", top, patients);
	str_format(line, sizeof line,
		   "'%s' --data '%s' demo --patients %ld --sessions %ld >'%s/log' 2>&1",
		   limber, dirs[g], patients, 10 * patients, top);
	shell(line);
	printf("demo of %ld patients, %ld sessions: %.1f s; ", patients, 10 * patients,
	       (double)(now_us() - from) / 1e6);
	fflush(stdout);
	str_format(line, sizeof line, "du -h '%s' | cut -f 1", dirs[g]);
	shell(line);
}

/* The first start of a day makes the daily copy: not in the figures. */
static void
settle_day(enum program g)
{
	char line[500];

	pty_free(start(g, false));
	all[g][START].n = 0;
	str_format(line, sizeof line,
		   "for i in $(seq 300); do ls '%s'/backup/limber-*.db >/dev/null 2>&1 "
		   "&& break; "
		   "sleep 0.2; done; sync",
		   dirs[g]);
	shell(line);
}

/* The kernel holds the database as it does while people work in it. */
static void
warm(enum program g)
{
	char line[500];

	str_format(line, sizeof line, "cat '%s/limber.db' >/dev/null", dirs[g]);
	shell(line);
}

int
main(int argc, char **argv)
{
	const char *wanted = getenv("BENCH_PATIENTS"), *program = getenv("LIMBER");
	char top[] = "/tmp/limber-bench-XXXXXX", line[100];
	long patients = wanted ? strtol(wanted, NULL, 10) : PATIENTS;

	(void)argc;
	if (!program || !str_copy(limber, sizeof limber, program) || !mkdtemp(top)) {
		fprintf(stderr, "bench_tui: run it with make bench\n");
		return 1;
	}
	str_format(bare, sizeof bare, "%.*s/ncurses_floor",
		   (int)(strrchr(argv[0], '/') - argv[0]), argv[0]);
	make_clinic(SMALL, "LIMBER_BENCH_SMALL", top, 1000);
	make_clinic(BIG, "LIMBER_BENCH_BIG", top, patients);
	settle_day(SMALL);
	settle_day(BIG);
	for (int i = 0; i < STARTS; i++) {
		for (int g = 0; g < PROGRAMS; g++)
			pty_free(start((enum program)g, false));
		pty_free(start(SMALL, true));
		pty_free(start(BIG, true));
	}
	for (int i = 0; i < ROUNDS; i++)
		for (int g = 0; g < PROGRAMS; g++) {
			if (g != FLOOR)
				warm((enum program)g);
			use((enum program)g, i);
		}
	say_all();
	str_format(line, sizeof line, "rm -rf '%s'", top);
	return system(line) != 0;
}
