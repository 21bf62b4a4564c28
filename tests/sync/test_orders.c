/* test_orders.c - P3: six bundles that know nothing of each other, in each of their 720 orders, and
 * the same operations in one bundle or several, leave the same state.
 *
 * Orders are walked as a tree: every step is a transaction inside of the one before, undone on the
 * way back. LONG=1 walks more. */
#include "play.h"
#include "sanitized.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CLINICS = 6 };

static struct play p;
static struct wire *bundle[CLINICS];
static char digest[65];
static int64_t orders;

static bool
leaf(void)
{
	char hex[65];
	bool first = !digest[0];

	orders++;
	if (store_digest(p.places[0].s, hex, &p.places[0].err))
		return play_fail(&p, "digest: %s", status_say(&p.places[0].err));
	if (first)
		memcpy(digest, hex, sizeof digest);
	if (strcmp(hex, digest))
		return play_fail(&p, "an order ends at %.12s, the first at %.12s", hex,
				 digest);
	return true;
}

static bool
walk(unsigned taken)
{
	struct place *hub = &p.places[0];
	struct merge_result r;

	if (taken == (1u << CLINICS) - 1)
		return leaf();
	for (unsigned i = 0; i < CLINICS; i++) {
		bool ok;

		if (taken & 1u << i)
			continue;
		if (store_begin(hub->s, &hub->err))
			return play_fail(&p, "begin: %s", status_say(&hub->err));
		ok = !wire_take(p.places, bundle[i], &r);
		if (!ok)
			play_fail(&p, "%s", status_say(&hub->err));
		ok = ok && walk(taken | 1u << i);
		store_cancel(hub->s);
		if (!ok)
			return false;
	}
	return true;
}

/* All know the same rows; then each clinic writes what it likes, mostly the same few cells. */
static bool
write_apart(uint64_t seed)
{
	static struct schedule s;
	bool ok = true;

	play_fresh(&p, seed);
	play_draw(&s, seed, CLINICS + 1, false);
	p.now = &s;
	p.at = 0;
	p.first_row = p.o.n_rows;
	for (unsigned i = 0; i < 3 && ok; i++)
		ok = play_birth(&p, 0, i, s.steps[i].c);
	ok = ok && play_drain(&p);
	for (int i = 0; i < s.n && ok; i++) {
		struct step *t = &s.steps[i];
		int site = 1 + i % CLINICS;

		p.at = i;
		ok = t->kind == STEP_BIRTH ? play_birth(&p, site, t->b, t->c)
					   : play_edit(&p, site, t->b % 3, t->c % 3, t->d,
						       t->kind == STEP_CLEAR);
	}
	return ok;
}

static bool
all_orders(uint64_t seed)
{
	bool ok = write_apart(seed);
	int first = p.n_pool;

	digest[0] = '\0';
	for (int i = 0; i < CLINICS && ok; i++) {
		ok = play_send(&p, i + 1, 0, 1);
		bundle[i] = p.pool[first + i];
	}
	ok = ok && walk(0);
	/* What the orders agree on is what the oracle says, whole or in parts. */
	for (int i = 0; i < CLINICS && ok; i++)
		ok = play_send(&p, i + 1, 0, 3);
	for (int i = first + CLINICS; i < p.n_pool && ok; i++)
		ok = play_take(&p, p.pool[i]);
	orders--;
	return ok && leaf() && play_compare(&p, 0);
}

int
main(void)
{
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 7;
	int seeds = getenv("LONG") ? LONG_TIMES(2000) : SANITIZED ? 1 : 4, done = 0;
	bool ok = true;

	setvbuf(stdout, NULL, _IOLBF, 0);
	play_open(&p, CLINICS + 1);
	for (; done < seeds && ok; done++)
		ok = all_orders(seed * 4000037 + (uint64_t)done);
	if (!ok)
		printf("seed %llu: %s\n",
		       (unsigned long long)(seed * 4000037) + (unsigned)done, p.why);
	printf("P3 %lld orders of %d bundles over %d seeds, %d differences, seed %llu\n",
	       (long long)orders, CLINICS, done, !ok, (unsigned long long)seed);
	play_close(&p);
	printf("%d passed, %d failed\n", ok, !ok);
	return !ok;
}
