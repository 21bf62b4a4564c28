/* hash.h - BLAKE2b-256 step by step, and PIN hashing in a process of its own. */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { HASH_SIZE = 32, HASH_HEX_SIZE = 65, SECRET_SIZE = 128 };

/* State of a running hash; opaque bytes large enough for libsodium's state. */
struct hash {
	_Alignas(64) unsigned char state[384];
};

/* Starts, feeds and ends a BLAKE2b-256 hash; hash_hex writes it as 64 digits. Cannot fail. */
void hash_init(struct hash *h);
void hash_add(struct hash *h, const void *p, size_t n);
/* u32be length and bytes, as the canonical operation form wants. */
void hash_add_str(struct hash *h, const char *p, size_t n);
void hash_add_u64(struct hash *h, uint64_t v); /* big endian */
void hash_end(struct hash *h, unsigned char out[HASH_SIZE]);
void hash_hex(const unsigned char in[HASH_SIZE], char out[HASH_HEX_SIZE]);

/* Argon2id of a secret (3 passes, 64 MiB; RFC 9106 family, libsodium). The work is done in a
 * forked child, so that the caller's own memory stays small. cheap=true (tests, made-up
 * clinics) uses the least the library allows. */
enum status secret_hash(const char *secret, bool cheap, char out[SECRET_SIZE],
			struct err *err) BASE_MUST_CHECK;
/* True when secret is the one that was hashed. */
bool secret_matches(const char *hashed, const char *secret);

#endif
