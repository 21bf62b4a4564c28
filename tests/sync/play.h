/* play.h - schedules: people write at several sites, bundles travel badly, and in the end every
 * site must show what the oracle says. */
#ifndef TEST_SYNC_PLAY_H
#define TEST_SYNC_PLAY_H

#include "oracle.h"
#include "wire.h"

/* What happens; numbers are taken modulo what there is, so that any step can be left out. */
enum step_kind {
	STEP_BIRTH,   /* a: site, b: kind of row, c: value */
	STEP_EDIT,    /* a: site, b: row, c: field, d: value */
	STEP_CLEAR,   /* a: site, b: row, c: field */
	STEP_SEND,    /* a: clinic, b: to the hub or from it, c: parts */
	STEP_TAKE,    /* a: which of the bundles on their way; it stays there */
	STEP_LOSE,    /* a: which */
	STEP_SPREAD,  /* everybody sends and takes once */
	STEP_KEEP,    /* a: site: a backup is made */
	STEP_RESTORE, /* a: site: the last backup is put in its place */
	STEP_KINDS
};

struct step {
	enum step_kind kind;
	unsigned a, b, c, d;
};

enum { STEPS_MAX = 60, POOL_MAX = 400, CLOCKS = 5, OWN_MAX = 24 };

struct schedule {
	uint64_t seed; /* it was drawn from */
	int sites, clock, shift;
	bool restores;
	int n;
	struct step steps[STEPS_MAX];
};

/* What was done, for the lines of the report. */
struct play_count {
	int64_t schedules, ops, bundles, again, waiting, conflicts, cells, superseded,
	    kept, heads, rebuilds, restores, alarms, moved;
};

struct play_own {
	struct uid writer;
	int64_t seq;
};

struct play {
	struct place places[PLACES_MAX];
	struct wire_copy fresh[PLACES_MAX];
	int sites, played; /* played: schedules since the sites were fresh */
	struct oracle o;
	struct wire *pool[POOL_MAX];
	int n_pool, first_row;
	struct play_own own[PLACES_MAX][OWN_MAX]; /* its writers */
	int64_t trusted[PLACES_MAX];		  /* newest believed wall clock */
	struct wire_copy backup[PLACES_MAX];
	unsigned char *backup_has[PLACES_MAX];
	int backup_ops[PLACES_MAX];
	const struct schedule *now;
	int at; /* step */
	int64_t tick;
	struct play_count count;
	char why[600];	  /* what was wrong */
	struct str print; /* what every cell of the schedule ended as, apart from ties */
	bool print_it;
};

/* Makes the sites. */
void play_open(struct play *p, int sites);
void play_close(struct play *p);
/* Sites and oracle as new. */
void play_fresh(struct play *p, uint64_t seed);

/* A schedule out of a seed. */
void play_draw(struct schedule *s, uint64_t seed, int sites, bool restores);
/* Plays it and drains all links; false: p->why tells what differs. */
bool play_run(struct play *p, const struct schedule *s);
/* Runs it on fresh sites, and while it fails without a step leaves the step out; prints it. */
void play_shrink(struct play *p, const struct schedule *s);
/* Tables from the operations anew: the digest must stay. */
bool play_rebuild(struct play *p, int site);

/* ---- parts, for tests that do more than a schedule */
bool play_birth(struct play *p, int site, unsigned kind, unsigned value);
bool play_edit(struct play *p, int site, unsigned row, unsigned field, unsigned value,
	       bool clear);
/* Sends everything both ways until nothing is left, then compares all with the oracle. */
bool play_drain(struct play *p);
bool play_send(struct play *p, int from, int to, int parts);
bool play_take(struct play *p, struct wire *w);
/* Every clinic sends to the hub and is sent to, once. */
bool play_spread(struct play *p);
bool play_compare(struct play *p, int site);
bool play_digests(struct play *p);
bool play_fail(struct play *p, const char *fmt, ...) BASE_PRINTF(2, 3);
/* Keeps the database of a site as a backup; puts it back. */
void play_keep(struct play *p, int site);
void play_restore(struct play *p, int site);

#endif
