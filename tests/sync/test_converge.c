/* test_converge.c - P1 convergence, P2 idempotence, P4 no lost update, P6 clocks, P12 derivation.
 *
 * Sanitized builds play fewer schedules; LONG=1 plays those the specification asks for. SEED=n plays
 * others, SITES=n those of so many sites alone, so that parts can run side by side. */
#include "play.h"
#include "sanitized.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int passed, failed;

static void
verdict(bool ok)
{
	passed += ok;
	failed += !ok;
}

enum { SCHEDULES = SANITIZED ? 10 : 100 };
enum { AGAIN_AFTER = 40 }; /* schedules on one set of sites */

/* The first line that is another. */
static bool
differ(struct play *p, int clock, const char *first)
{
	const char *a = first, *b = str_text(&p->print);
	size_t line = 0, i;

	for (i = 0; a[i] && a[i] == b[i]; i++)
		if (a[i] == '\n')
			line = i + 1;
	return play_fail(p, "with clock %d cell %.*s is %.*s", clock,
			 (int)strcspn(a + line, "\n"), a + line,
			 (int)strcspn(b + line, "\n"), b + line);
}

static bool
converge(struct play *p, int sites, int enough, uint64_t seed, bool clocks)
{
	struct schedule s;
	bool ok = true;

	for (int i = 0; ok && i < enough; i++) {
		struct str first = {0};

		if (i % AGAIN_AFTER == 0)
			play_fresh(p, seed + (uint64_t)i);
		play_draw(&s, seed + (uint64_t)i, sites, false);
		for (int k = 0; ok && k < (clocks ? CLOCKS : 1); k++) {
			if (clocks)
				s.clock = k;
			p->print_it = clocks;
			ok = play_run(p, &s);
			if (ok && k && strcmp(str_text(&p->print), str_text(&first)))
				ok = differ(p, k, str_text(&first));
			if (!k)
				str_add(&first, str_text(&p->print));
		}
		str_release(&first);
		if (ok && i % (4 * AGAIN_AFTER) == AGAIN_AFTER - 1)
			ok = play_rebuild(p, i / AGAIN_AFTER % sites);
	}
	if (!ok)
		play_shrink(p, &s);
	if (ok && !play_rebuild(p, (int)(seed % (unsigned)sites))) {
		printf("%s\n", p->why);
		ok = false;
	}
	return ok;
}

static void
add(struct play_count *sum, const struct play_count *c)
{
	const int64_t *from = (const int64_t *)(const void *)c;
	int64_t *to = (int64_t *)(void *)sum;

	for (size_t i = 0; i < sizeof *c / sizeof *from; i++)
		to[i] += from[i];
}

int
main(void)
{
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 7;
	bool longer = getenv("LONG") != NULL;
	int enough = longer	       ? LONG_TIMES(4000)
		     : getenv("QUICK") ? 16
				       : SCHEDULES,
	    enough_6 = longer ? enough : enough / 6;
	const char *only = getenv("SITES");
	struct play_count sum = {0}, clocks = {0};
	bool ok = true, ok6 = true;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (int sites = 2; sites <= 6; sites++) {
		static struct play p;

		if (only && atoi(only) != sites)
			continue;
		play_open(&p, sites);
		ok = converge(&p, sites, enough,
			      seed * 1000003 + (uint64_t)sites * 10000000, false) &&
		     ok;
		add(&sum, &p.count);
		memset(&p.count, 0, sizeof p.count);
		ok6 = converge(&p, sites, enough_6,
			       seed * 2000003 + (uint64_t)sites * 10000000, true) &&
		      ok6;
		add(&clocks, &p.count);
		play_close(&p);
	}
	printf(
	    "P1 %lld schedules, %lld ops, %lld bundles, %lld early, %lld cells compared, "
	    "%lld conflicts, %d violations, seed %llu\n",
	    (long long)sum.schedules, (long long)sum.ops, (long long)sum.bundles,
	    (long long)sum.waiting, (long long)sum.cells, (long long)sum.conflicts, !ok,
	    (unsigned long long)seed);
	printf("P2 %lld bundles taken again, %d violations\n", (long long)sum.again, !ok);
	printf("P4 %lld values shown, %lld superseded by who saw them, %lld in open "
	       "conflicts, %d violations\n",
	       (long long)sum.kept, (long long)sum.superseded, (long long)sum.heads, !ok);
	printf("P6 %lld schedules (each under %d clocks), %lld ops, %d violations\n",
	       (long long)clocks.schedules, CLOCKS, (long long)clocks.ops, !ok6);
	printf("P12 %lld times made anew, %d violations\n",
	       (long long)(sum.rebuilds + clocks.rebuilds), !ok);
	for (int i = 0; i < 4; i++)
		verdict(ok);
	verdict(ok6);
	printf("%d passed, %d failed\n", passed, failed);
	return failed > 0;
}
