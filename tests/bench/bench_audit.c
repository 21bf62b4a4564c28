/* bench_audit.c - the audit at 10,000 and 1,000,000 lines: pages, searches, proof; p50, p95, ratio.
 *
 * bench_audit [LINES] */
#include "core/dict_rows.h"
#include "store/audit.h"
#include "store/record.h"
#include "store/store.h"
#include "test_dir.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { PATIENTS = 40, PAGE = 200, LOOK = 100000, ROUNDS = 200, PART = 500 };
enum { MINUTE_MS = 60000 };
/* A line of the demo every two minutes from the morning of 2020-01-06. */
static const int64_t first_ms = 1578297600000;

struct world {
	char dir[64];
	struct store_env env;
	struct store *s;
	struct err err;
	int64_t patient[PATIENTS], lines, now_ms;
	uint64_t random;
};

static void
must(struct world *w, enum status st, const char *what)
{
	if (!st)
		return;
	fprintf(stderr, "%s: %s\n", what, status_say(&w->err));
	exit(1);
}

static double
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec * 1e6 + (double)t.tv_nsec / 1e3;
}

static int64_t
pick(struct world *w, int64_t below)
{
	w->random = w->random * 6364136223846793005u + 1442695040888963407u;
	return (int64_t)((w->random >> 33) % (uint64_t)below);
}

static int64_t
wall(void *arg)
{
	return ((struct world *)arg)->now_ms;
}

/* What people do all day: charts opened, fields changed, now and then a login or an export. */
static void
add_line(struct world *w, int64_t i)
{
	static const char *const words[] = {"read", "read", "read", "change", "login"};
	const char *what = i % 997 == 0 ? "export" : words[pick(w, 5)];
	int64_t row = what[0] == 'r' ? w->patient[pick(w, PATIENTS)] : 0;

	w->now_ms += 2 * MINUTE_MS;
	must(
	    w,
	    audit_add(w->s, what, row, what[0] == 'e' ? "stick KBR to HQA" : "", &w->err),
	    "line");
}

static void
build(struct world *w, int64_t lines)
{
	static const struct store_site site = {.code = "KBR", .name = "Kibera"};
	static struct clock clocks[2];
	static int made;
	struct clock *clock = &clocks[made++];
	struct patient p;
	double from = now_us();

	*w = (struct world){.dir = "/tmp/limber-bench-XXXXXX",
			    .lines = lines,
			    .now_ms = first_ms,
			    .random = 7};
	*clock = clock_system;
	clock->wall_ms = wall;
	clock->arg = w;
	w->env = (struct store_env){.clock = clock, .io = &io_posix};
	if (!mkdtemp(w->dir))
		exit(1);
	must(w, store_create(w->dir, &w->env, &site, &w->err), "create");
	must(w, store_open(&w->s, w->dir, &w->env, &w->err), "open");
	dict_row_init(dict_entity(E_PATIENT), &p);
	str_copy(p.family_name, sizeof p.family_name, "Otieno");
	for (int i = 0; i < PATIENTS; i++) {
		p.head = (struct row_head){0};
		must(w, record_add(w->s, E_PATIENT, &p, &w->err), "patient");
		w->patient[i] = p.head.no;
	}
	for (int64_t i = 0; i < lines;) {
		must(w, store_begin(w->s, &w->err), "begin");
		for (int64_t to = i + PART; i < lines && i < to; i++)
			add_line(w, i);
		must(w, store_commit(w->s, &w->err), "commit");
	}
	must(w, store_checkpoint(w->s, &w->err), "checkpoint");
	printf("%lld lines made in %.1f s\n", (long long)lines, (now_us() - from) / 1e6);
}

/* ---- what is measured: one question each, as the screen asks it */

enum ask {
	ASK_END,
	ASK_MIDDLE,
	ASK_PATIENT,
	ASK_DAY,
	ASK_SELDOM,
	ASK_NOWHERE,
	ASK_COUNT
};
static const char *const asks[ASK_COUNT] = {
    "last page",      "a page in the middle", "one patient's lines",
    "lines of a day", "a seldom word",	      "a word nowhere, 100,000 lines"};

static double
ask(struct world *w, enum ask which)
{
	static struct audit_row rows[PAGE];
	struct audit_filter f = {0};
	struct audit_page p = {.max = PAGE, .look = LOOK, .rows = rows};
	int64_t days = w->lines * 2 / (24 * 60);
	double from, us;

	if (which == ASK_MIDDLE)
		p.edge = 1 + PAGE + pick(w, w->lines - PAGE);
	if (which == ASK_PATIENT)
		f.patient = w->patient[pick(w, PATIENTS)];
	if (which == ASK_DAY)
		f.from = f.to = date_add(20200106, 1 + pick(w, days - 2));
	f.words = which == ASK_SELDOM ? "export" : which == ASK_NOWHERE ? "zebra" : "";
	from = now_us();
	must(w, audit_find(w->s, &f, &p, &w->err), asks[which]);
	us = now_us() - from;
	if ((p.n == 0) != (which == ASK_NOWHERE))
		must(w, status_fail(&w->err, ST_CORRUPT, "%d lines", p.n), asks[which]);
	return us;
}

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

static void
measure(struct world *w, enum ask which, double us[2])
{
	static double all[ROUNDS];
	int n = which >= ASK_SELDOM ? ROUNDS / 10 : ROUNDS;

	for (int i = 0; i < n; i++)
		all[i] = ask(w, which);
	qsort(all, (size_t)n, sizeof all[0], by_size);
	us[0] = all[n / 2];
	us[1] = all[n * 95 / 100];
}

static double
prove(struct world *w)
{
	int64_t lines;
	double from = now_us();

	must(w, audit_verify(w->s, &lines, &w->err), "proof");
	return (now_us() - from) / (double)lines;
}

int
main(int argc, char **argv)
{
	static struct world w[2];
	double us[2][2], line[2];

	build(&w[0], 10000);
	build(&w[1], argc > 1 ? strtoll(argv[1], NULL, 10) : 1000000);
	printf("%-38s %18s %18s %6s\n", "a question at the median,", "10,000: us, p95",
	       "large: us, p95", "ratio");
	for (enum ask a = 0; a < ASK_COUNT; a++) {
		for (int i = 0; i < 2; i++)
			measure(&w[i], a, us[i]);
		printf("%-38s %9.0f %8.0f %9.0f %8.0f %6.2f\n", asks[a], us[0][0],
		       us[0][1], us[1][0], us[1][1], us[1][0] / us[0][0]);
	}
	for (int i = 0; i < 2; i++)
		line[i] = prove(&w[i]);
	printf("%-38s %9.2f          %9.2f          %6.2f\n",
	       "proof of the chain, a line", line[0], line[1], line[1] / line[0]);
	for (int i = 0; i < 2; i++) {
		store_close(w[i].s);
		remove_all(w[i].dir);
	}
	return 0;
}
