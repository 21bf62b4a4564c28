/* csv_keys_priv.h - which keys of a file came before; 8 bytes a key, never wrong.
 *
 * First pass: a set of 64-bit keyed hashes. A hash seen before is a suspect; its row is put off.
 * Second pass (only when there are suspects): digests of key and row of the suspects alone say
 * which rows are the same, which clash and which only share a hash. */
#ifndef SYNC_CSV_KEYS_PRIV_H
#define SYNC_CSV_KEYS_PRIV_H

#include "base/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* More repeated keys than this are refused instead of remembered. */
enum { CSV_KEYS_SUSPECTS = 100000, CSV_KEYS_SALT = 16 };

/* A key met in the second pass. */
struct csv_keys_entry {
	uint64_t hash;
	uint32_t next; /* 1 + index of the next key with this hash; 0: none */
	int64_t line;
	unsigned char key[HASH_SIZE], row[HASH_SIZE];
};

struct csv_keys {
	unsigned char salt[CSV_KEYS_SALT];
	uint64_t mask;	 /* of the hash; fewer bits in tests force clashes */
	uint64_t *slots; /* 0 is free */
	size_t n, cap;	 /* cap is a power of two */

	uint64_t *suspects; /* sorted and without repetition after csv_keys_settle */
	size_t n_suspects, cap_suspects;

	struct csv_keys_entry *entries;
	uint32_t *heads; /* one for each suspect: 1 + index into entries */
	size_t n_entries, cap_entries;
};

enum csv_keys_answer {
	CSV_KEYS_FIRST, /* first row with this key, already delivered in the first pass */
	CSV_KEYS_LATE,	/* first row with this key, put off because its hash was taken */
	CSV_KEYS_SAME,	/* the same row came before */
	CSV_KEYS_CLASH, /* the key came before with other content */
};

/* An empty set with a salt of its own; mask is UINT64_MAX outside tests. */
void csv_keys_init(struct csv_keys *k, uint64_t mask);
/* Frees everything. */
void csv_keys_release(struct csv_keys *k);
/* The hash of a key. The place where it belongs is fetched into the cache meanwhile: in a large set
 * waiting for it takes as long as reading the row. */
uint64_t csv_keys_hash(const struct csv_keys *k, const char *key, size_t n);
/* First pass. False: the hash was seen before: put the row off. */
bool csv_keys_add(struct csv_keys *k, uint64_t hash);
/* Between the passes. False when there are more suspects than can be remembered. */
bool csv_keys_settle(struct csv_keys *k);
/* Second pass: cheap no for rows that are no suspects. */
bool csv_keys_suspect(const struct csv_keys *k, const char *key, size_t n);
/* Second pass: what a suspect is. *first is the line of the earlier row. */
enum csv_keys_answer
csv_keys_judge(struct csv_keys *k, const char *key, size_t n,
	       const unsigned char row[HASH_SIZE], int64_t line, int64_t *first);

#endif
