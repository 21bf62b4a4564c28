/* forge.h - bundles no site would make: every operation as the test wants it, hashes right all the
 * same. */
#ifndef TEST_SYNC_FORGE_H
#define TEST_SYNC_FORGE_H

#include "wire.h"

enum { FORGE_OPS = 64, FORGE_HAVES = 8 };

/* A site that is nothing but what it sends. */
struct forge {
	char code[LINK_SITE_SIZE];
	struct change_have haves[FORGE_HAVES]; /* [0]: its own writer */
	size_t n_haves;
	struct change_link link;
	unsigned char hash[HASH_SIZE],
	    hash_from[HASH_SIZE]; /* of the link; before the bundle */
	int64_t n, serial;
	bool hub;
	struct change ops[FORGE_OPS]; /* of the bundle being made; texts borrowed */
	size_t n_ops;
};

/* A site, its writer named by one byte. to: the code of who it sends to. */
void forge_begin(struct forge *f, const char *code, bool hub, const char *to,
		 unsigned char writer);
/* Another writer it tells of; a number for forge_op_of. */
size_t forge_have(struct forge *f, const char *site, bool hub, const struct uid *writer,
		  int64_t seq, const unsigned char chain[HASH_SIZE]);

/* An operation to be sent: the next number of a writer. */
struct forge_op {
	const char *table, *col, *val; /* col NULL: a birth; val NULL: none */
	struct uid row;
	int kind; /* 0: by the two above */
	const struct change_ref *bases;
	size_t n_bases;
	size_t writer; /* of its haves */
};
struct change_ref forge_add(struct forge *f, const struct forge_op *op);
/* The bundle with what was added since the last one, for site 0 of a test; wire_free. */
struct wire *forge_wire(struct forge *f);
/* The row named by a byte. */
struct uid forge_row(unsigned char byte);

#endif
