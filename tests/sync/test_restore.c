/* test_restore.c - P8: a clinic or the hub is put back to any earlier copy of its database, or two
 * copies of one are in use.
 *
 * No number of a writer is given twice, what somebody else held comes back, and two running copies
 * raise the alarm. LONG=1 plays the number the specification asks for. */
#include "play.h"
#include "sanitized.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCHEDULES = SANITIZED ? 20 : 60, AGAIN_AFTER = 20 };

static struct play p;

static bool
restores(int sites, int enough, uint64_t seed, struct play_count *sum)
{
	struct schedule s;
	bool ok = true;

	play_open(&p, sites);
	for (int i = 0; ok && i < enough; i++) {
		if (i % AGAIN_AFTER == 0)
			play_fresh(&p, seed + (uint64_t)i);
		play_draw(&s, seed + (uint64_t)i, sites, true);
		ok = play_run(&p, &s);
	}
	if (!ok)
		play_shrink(&p, &s);
	ok = ok && play_rebuild(&p, (int)(seed % (unsigned)sites));
	sum->schedules += p.count.schedules;
	sum->ops += p.count.ops;
	sum->bundles += p.count.bundles;
	sum->restores += p.count.restores;
	sum->alarms += p.count.alarms;
	play_close(&p);
	return ok;
}

int
main(void)
{
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 7;
	struct play_count sum = {0};
	int enough = getenv("LONG") ? 1250 : SCHEDULES, bad = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (int sites = 2; sites <= 5; sites++)
		bad += !restores(sites, enough,
				 seed * 3000017 + (uint64_t)sites * 10000000, &sum);
	printf("P8 %lld schedules, %lld ops, %lld bundles, %lld restores, %lld alarms, "
	       "%d violations, seed %llu\n",
	       (long long)sum.schedules, (long long)sum.ops, (long long)sum.bundles,
	       (long long)sum.restores, (long long)sum.alarms, bad,
	       (unsigned long long)seed);
	printf("%d passed, %d failed\n", 4 - bad, bad);
	return bad > 0;
}
