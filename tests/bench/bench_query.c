/* bench_query.c - search, lists, doubles, keys at 1,000 and 100,000 patients: p50, p95, ratio.
 *
 * bench_query [PATIENTS] - ten visits a patient. */
#include "unit/store/query_kit.h"
#include "unit/store/similar_kit.h"

#include <fcntl.h>

static int
by_size(const void *a, const void *b)
{
	const double *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

struct figures {
	double p50, p95, steps, pages; /* us; a call at the mean */
};

static struct figures
measure(struct clinic *c, int m)
{
	static double us[ROUNDS];
	struct figures f;
	int n = measures[m].rounds;

	for (int i = 0; i < n / 10; i++)
		measures[m].run(c, measures[m].arg);
	(void)query_kit_steps(c->s);
	(void)query_kit_pages(c->s);
	for (int i = 0; i < n; i++)
		us[i] = measures[m].run(c, measures[m].arg);
	f.steps = (double)query_kit_steps(c->s) / n;
	f.pages = (double)query_kit_pages(c->s) / n;
	qsort(us, (size_t)n, sizeof us[0], by_size);
	f.p50 = us[n / 2];
	f.p95 = us[n * 95 / 100];
	return f;
}

/* ---- likely doubles among everybody (P14 of the sync specification) */

static void
doubles(struct clinic *c)
{
	struct similar_count all = {0, 0, 0};

	printf("likely doubles, first five lines, %d patients\n", c->n);
	for (int change = 0; change < PEOPLE_CHANGE_COUNT; change++) {
		struct similar_count one = {0, 0, 0};

		while (one.asked < 200) {
			int64_t no;
			const struct patient *p = someone(c, &no);

			if (p->birth_date == DICT_NONE || p->birth_date % 100 == 0 ||
			    strlen(p->given_name) < 3 || strlen(p->family_name) < 4)
				continue;
			if (!similar_ask(c->s, &c->random, p, no,
					 (enum people_change)change, &one))
				exit(1);
		}
		similar_print(people_change_text((enum people_change)change), &one);
		all.asked += one.asked;
		all.found += one.found;
		all.shown += one.shown;
	}
	similar_print("all", &all);
}

/* ---- one key of a running session against a bare write and fdatasync of one page */

static double
key(struct clinic *c, int64_t live, int64_t n)
{
	struct session_event e = {.kind = SEV_DONE,
				  .item = 1,
				  .boot_ms = n,
				  .boot = "0b5e2d6c-1111-4222-8333-444455556666",
				  .wall_ms = n};
	double from = now_us();

	must(c, live_add(c->s, live, n, &e, &c->err), "key");
	return now_us() - from;
}

static double
raw(int fd, int64_t n)
{
	static char block[4096];
	double from = now_us();

	block[0] = (char)n;
	if (pwrite(fd, block, sizeof block, n % 256 * (off_t)sizeof block) < 0 ||
	    fdatasync(fd))
		exit(1);
	return now_us() - from;
}

static void
keys(struct clinic *c)
{
	enum { KEYS = 600 };
	static double us[2][KEYS];
	struct live l = {.patient = c->no[0], .service_date = 20260504};
	char path[128];
	int fd;

	str_format(path, sizeof path, "%s/raw", c->dir);
	fd = open(path, O_CREAT | O_RDWR, 0600);
	if (fd < 0)
		exit(1);
	for (int i = 0; i < 256; i++)
		raw(fd, i);
	must(c, live_open(c->s, &l, &c->err), "session");
	for (int i = 0; i < KEYS; i++) { /* interleaved: the disk is the same for both */
		us[0][i] = raw(fd, i);
		us[1][i] = key(c, l.no, i);
	}
	close(fd);
	for (int i = 0; i < 2; i++)
		qsort(us[i], KEYS, sizeof us[i][0], by_size);
	printf(
	    "one key of a session: p50 %.0f p95 %.0f us; write and fdatasync alone: p50 "
	    "%.0f p95 %.0f us; ratio p50 %.2f\n",
	    us[1][KEYS / 2], us[1][KEYS * 95 / 100], us[0][KEYS / 2],
	    us[0][KEYS * 95 / 100], us[1][KEYS / 2] / us[0][KEYS / 2]);
}

int
main(int argc, char **argv)
{
	struct clinic small, large;
	int n = argc > 1 ? (int)strtol(argv[1], NULL, 10) : 100000;

	build(&small, 1000);
	build(&large, n < 1000 ? 1000 : n);
	printf("%-24s %18s %18s %6s %15s %6s %13s %6s\n", "a call at the median,",
	       "1,000: us, p95", "large: us, p95", "ratio", "SQLite's steps", "ratio",
	       "pages", "ratio");
	for (int m = 0; m < N_MEASURES; m++) {
		struct figures a = measure(&small, m), b = measure(&large, m);

		printf(
		    "%-24s %9.0f %8.0f %9.0f %8.0f %6.2f %7.0f %7.0f %6.2f %6.1f %6.1f "
		    "%6.2f\n",
		    measures[m].name, a.p50, a.p95, b.p50, b.p95, b.p50 / a.p50, a.steps,
		    b.steps, b.steps / a.steps, a.pages, b.pages, b.pages / a.pages);
	}
	doubles(&large);
	keys(&large);
	demolish(&small);
	demolish(&large);
	return 0;
}
