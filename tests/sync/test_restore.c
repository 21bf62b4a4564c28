/* test_restore.c - P8: a clinic or the hub is put back to any earlier copy of its database, or two
 * copies of one are in use.
 *
 * No number of a writer is given twice, what somebody else held comes back, and two running copies
 * raise the alarm. LONG=1 plays the number the specification asks for. */
#include "play.h"
#include "sanitized.h"
#include "store/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SCHEDULES = SANITIZED ? 8 : 60, AGAIN_AFTER = 20 };

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
	if (ok && !play_rebuild(&p, (int)(seed % (unsigned)sites))) {
		printf("%s\n", p.why);
		ok = false;
	}
	sum->schedules += p.count.schedules;
	sum->ops += p.count.ops;
	sum->bundles += p.count.bundles;
	sum->restores += p.count.restores;
	sum->alarms += p.count.alarms;
	play_close(&p);
	return ok;
}

/* ---- schedules that failed once */

static const struct schedule found[] = {
    /* The backup lacked nothing that was written, only a bundle that was made since. */
    {.seed = 41000155,
     .sites = 2,
     .clock = CLOCKS - 1,
     .restores = true,
     .n = 6,
     .steps = {{STEP_BIRTH, 0, 138, 871, 177},
	       {STEP_KEEP, 0, 0, 0, 0},
	       {STEP_SEND, 0, 0, 0, 0},
	       {STEP_RESTORE, 0, 0, 0, 0},
	       {STEP_TAKE, 0, 0, 0, 0},
	       {STEP_EDIT, 0, 926, 649, 134}}},
    /* What the clinic last heard of the head office is from before the head office was put back. */
    {.seed = 41001194,
     .sites = 2,
     .clock = CLOCKS - 1,
     .restores = true,
     .n = 11,
     .steps = {{STEP_KEEP, 0, 0, 0, 0},
	       {STEP_BIRTH, 1, 2, 7, 169},
	       {STEP_SEND, 0, 1, 8, 511},
	       {STEP_TAKE, 0, 0, 0, 0},
	       {STEP_SEND, 0, 0, 7, 937},
	       {STEP_RESTORE, 0, 0, 0, 0},
	       {STEP_EDIT, 1, 2, 7, 48},
	       {STEP_KEEP, 1, 0, 0, 0},
	       {STEP_EDIT, 1, 1, 6, 558},
	       {STEP_RESTORE, 1, 0, 0, 0},
	       {STEP_TAKE, 1, 0, 0, 0}}},
    /* A clinic proves to the head office what that knew already: that it was put back. */
    {.seed = 51000703,
     .sites = 3,
     .clock = CLOCKS - 1,
     .restores = true,
     .n = 5,
     .steps = {{STEP_KEEP, 0, 0, 0, 0},
	       {STEP_BIRTH, 0, 864, 652, 4},
	       {STEP_SEND, 0, 0, 0, 0},
	       {STEP_TAKE, 0, 0, 0, 0},
	       {STEP_RESTORE, 0, 0, 0, 0}}},
};

static int
found_before(void)
{
	int bad = 0, n = sizeof found / sizeof found[0];

	for (int i = 0; i < n; i++) {
		play_open(&p, found[i].sites);
		play_fresh(&p, found[i].seed);
		if (!play_run(&p, &found[i])) {
			printf("schedule %d: %s\n", i, p.why);
			bad++;
		}
		play_close(&p);
	}
	printf("P8 %d schedules that failed once, %d violations\n", n, bad);
	return bad;
}

/* ---- two copies of one database at work */

/* The older copy is put beside the original under another directory, and both go on. Which of them
 * carries on with the old writer: the one whose place did not change. */
static bool
one_writes(int site, unsigned v)
{
	return play_birth(&p, site, 0, v);
}

/* Moves the place of KBR (1) to another directory: its database as a backup has it. */
static void
copy_of(struct place *copy, const char *db, size_t n)
{
	char path[200];
	FILE *f;

	*copy = p.places[1];
	copy->s = NULL;
	copy->clock.arg = copy;
	copy->env.clock = &copy->clock;
	str_format(copy->dir, sizeof copy->dir, "%s-copy", p.places[1].dir);
	if (io_make_dir(&io_posix, copy->dir, NULL))
		abort();
	str_format(path, sizeof path, "%s/limber.db", copy->dir);
	f = fopen(path, "wb");
	if (!f || fwrite(db, 1, n, f) != n || fclose(f))
		abort();
	wire_open(copy);
}

static enum status
send_and_take(struct place *from)
{
	struct place keep = p.places[1];
	struct wire *out[WIRE_PARTS_MAX];
	struct merge_result r;
	enum status st;
	int n;

	p.places[1] = *from;
	st = wire_send(p.places, 1, 0, 1, out, &n);
	if (!st) {
		st = wire_take(p.places, out[0], &r);
		wire_free(out[0]);
	}
	from->err = p.places[0].err;
	p.places[1] = keep;
	return st;
}

static bool
copy_writes(struct place *copy, int i)
{
	struct patient row;

	copy->now += 60000;
	dict_row_init(dict_entity(E_PATIENT), &row);
	str_format(row.family_name, sizeof row.family_name, "Copy%d", i);
	return !record_add(copy->s, E_PATIENT, &row, &copy->err);
}

/* Bundles of the copy and the original come to the hub in turn (first: whose comes first). The
 * alarm must be there after at most three of the old writer that follow one of the new. */
static bool
two_copies(int first)
{
	static const struct schedule now = {.clock = CLOCKS - 1, .restores = true};
	struct place copy;
	char *db;
	size_t n;
	int bundles = 0;
	bool both = false;
	enum status st = ST_OK;

	p.why[0] = '\0';
	p.now = &now;
	for (int i = 0; i < 3; i++)
		if (!one_writes(1, (unsigned)i))
			return false;
	if (send_and_take(&p.places[1]))
		return play_fail(&p, "before the copy: %s", status_say(&p.places[1].err));
	wire_close(&p.places[1]);
	wire_save(&p.places[1], &db, &n);
	wire_open(&p.places[1]);
	copy_of(&copy, db, n);
	free(db);
	for (int i = 0; i < 8 && st != ST_FORK; i++) {
		bool original = (i + first) % 2;

		if (original ? !one_writes(1, (unsigned)i) : !copy_writes(&copy, i))
			return play_fail(&p, "writing: %s", status_say(&copy.err));
		st = send_and_take(original ? &p.places[1] : &copy);
		both = both || !original;
		bundles += original && both;
		if (st && st != ST_FORK)
			play_fail(&p, "%s: %s", original ? "original" : "copy",
				  status_say(original ? &p.places[1].err : &copy.err));
	}
	if (st != ST_FORK || bundles > 3)
		play_fail(&p, "%d bundles of the old writer and no alarm", bundles);
	wire_close(&copy);
	wire_remove(copy.dir);
	p.count.alarms++;
	return !p.why[0];
}

/* A stick made before the database was put back may come after the first one made since: that is
 * no second copy. */
static bool
late_stick(int late)
{
	static const struct schedule now = {.clock = CLOCKS - 1, .restores = true};
	struct wire *old[3][WIRE_PARTS_MAX];
	struct merge_result r;
	int n;
	enum status st = ST_OK;

	p.why[0] = '\0';
	p.now = &now;
	if (!one_writes(1, 0) || send_and_take(&p.places[1]))
		return play_fail(&p, "first: %s", status_say(&p.places[1].err));
	play_keep(&p, 1);
	for (int i = 0; i < late; i++)
		if (!one_writes(1, 1) || wire_send(p.places, 1, 0, 1, old[i], &n))
			return play_fail(&p, "late: %s", status_say(&p.places[1].err));
	play_restore(&p, 1);
	if (!one_writes(1, 2) || send_and_take(&p.places[1]))
		return play_fail(&p, "after: %s", status_say(&p.places[1].err));
	for (int i = 0; i < late; i++) {
		st = st ? st : wire_take(p.places, old[i][0], &r);
		wire_free(old[i][0]);
	}
	if (st)
		return play_fail(&p, "%d late sticks: %s", late,
				 status_say(&p.places[0].err));
	return true;
}

static int
copies(void)
{
	int bad = 0, n = 0;

	play_open(&p, 2);
	for (int first = 0; first < 2; first++, n++) {
		play_fresh(&p, 900 + (uint64_t)first);
		if (!two_copies(first)) {
			printf("two copies, %d first: %s\n", first, p.why);
			bad++;
		}
	}
	for (int late = 1; late <= 2; late++, n++) {
		play_fresh(&p, 910 + (uint64_t)late);
		if (!late_stick(late)) {
			printf("%s\n", p.why);
			bad++;
		}
	}
	printf("P8 %d histories of two copies and late sticks, %d violations\n", n, bad);
	play_close(&p);
	return bad;
}

int
main(void)
{
	const char *given = getenv("SEED");
	uint64_t seed = given ? strtoull(given, NULL, 10) : 7;
	struct play_count sum = {0};
	int enough = getenv("LONG")    ? LONG_TIMES(1250)
		     : getenv("QUICK") ? 10
				       : SCHEDULES,
	    bad = 0;

	setvbuf(stdout, NULL, _IOLBF, 0);
	for (int sites = 2; sites <= 5; sites++)
		bad += !restores(sites, enough,
				 seed * 3000017 + (uint64_t)sites * 10000000, &sum);
	printf("P8 %lld schedules, %lld ops, %lld bundles, %lld restores, %lld alarms, "
	       "%d violations, seed %llu\n",
	       (long long)sum.schedules, (long long)sum.ops, (long long)sum.bundles,
	       (long long)sum.restores, (long long)sum.alarms, bad,
	       (unsigned long long)seed);
	bad += found_before();
	bad += copies();
	printf("%d passed, %d failed\n", 9 - bad, bad);
	return bad > 0;
}
