/* wire.h - sites that are real clinics, and bundles between them as copies in memory.
 *
 * A wire is what a bundle carries with neither files nor CSV: operations, haves, receipt. Every
 * site has a clock of its own that the test sets. Ids are drawn from a seed, so that a schedule
 * gives the same bytes each time. */
#ifndef TEST_SYNC_WIRE_H
#define TEST_SYNC_WIRE_H

#include "store/link.h"
#include "store/merge.h"
#include "store/store.h"

enum { PLACES_MAX = 7, WIRE_PARTS_MAX = 6 };

struct place {
	char code[LINK_SITE_SIZE], dir[160];
	bool hub;
	int64_t now; /* what its wall clock claims, ms */
	struct clock clock;
	struct store_env env;
	struct store *s;
	struct err err;
};

struct wire_op {
	struct change c; /* texts and bases belong to it */
	void *memory;
};

struct wire {
	int from, to; /* sites */
	struct merge_bundle b;
	struct change_have *haves;
	struct wire_op *ops;
	size_t n_ops;
	int taken;	/* times it was taken with success */
	bool forgotten; /* who took it was put back since */
};

/* Draws ids from this seed from now on. */
void wire_seed(uint64_t seed);

/* Makes a clinic below a directory of this process (in memory where there is /dev/shm), open.
 * site[0] is the hub. Fails the program with a message. */
void wire_sites(struct place *sites, int n);
/* Closes and removes them. */
void wire_end(struct place *sites, int n);
void wire_remove(const char *dir);
void wire_open(struct place *s);
void wire_close(struct place *s);
/* All sites as they are now, their incarnation files with them; and that state again. */
struct wire_copy {
	char *db, *self;
	size_t db_n, self_n;
};
void wire_keep(struct place *sites, int n, struct wire_copy copies[]);
void wire_again(struct place *sites, int n, const struct wire_copy copies[]);
/* The database file of a closed site into memory, and back beside its incarnation file. */
void wire_save(const struct place *s, char **bytes, size_t *n);
void wire_restore(const struct place *s, const char *bytes, size_t n);

/* Everything one site has for another, in at most `parts` bundles; out gets *n of them. The
 * caller frees each with wire_free. */
enum status wire_send(struct place *sites, int from, int to, int parts,
		      struct wire *out[WIRE_PARTS_MAX], int *n);
/* A bundle into the site it is for. sites[to].err says what was wrong. */
enum status wire_take(struct place *sites, struct wire *w, struct merge_result *r);
void wire_free(struct wire *w);
/* An operation with texts and bases of its own. */
struct wire_op wire_copy_op(const struct change *c);

#endif
