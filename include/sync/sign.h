/* sign.h - signatures in minisign's format, made and checked in the process; knows no bundle.
 *
 * Ed25519 over the BLAKE2b-512 of the bytes ("ED"), and once more over that signature and the
 * trusted comment. `minisign -V` takes what is made here. */
#ifndef SYNC_SIGN_H
#define SYNC_SIGN_H

#include "base/io.h"
#include "base/str.h"

#include <stddef.h>

enum {
	SIGN_ID = 8,	       /* bytes of a key's number */
	SIGN_PUBLIC_TEXT = 57, /* a public key as text, its NUL counted */
	SIGN_COMMENT = 256,    /* a trusted comment, its NUL counted */
	SIGN_FILE = 1024,      /* no signature file is larger */
};

/* A private key. Wiped by sign_key_release. */
struct sign_key {
	unsigned char id[SIGN_ID], pk[32], sk[64];
};

struct sign_public {
	unsigned char id[SIGN_ID], pk[32];
};

/* A new key from the system's random bytes. */
void sign_key_make(struct sign_key *key);
/* Overwrites the key in memory; harmless on {0}. */
void sign_key_release(struct sign_key *key);
/* Writes the key as a small text file of mode 0600. ST_DUPLICATE: a file of this name is there, and
 * no key is ever overwritten. */
enum status sign_key_save(const struct sign_key *key, const struct io *io,
			  const char *path, struct err *err) BASE_MUST_CHECK;
/* Reads it. ST_INVALID: it is no such file or one of its bytes changed; ST_DENIED: everybody on
 * this machine may read it. */
enum status sign_key_load(struct sign_key *key, const struct io *io, const char *path,
			  struct err *err) BASE_MUST_CHECK;
/* The public half. */
struct sign_public sign_key_public(const struct sign_key *key);

/* The public key as minisign writes it: base64("Ed" id pk). */
void sign_public_text(const struct sign_public *pub, char text[SIGN_PUBLIC_TEXT]);
/* Reads that; false, and *pub is empty, when it is anything else. */
bool sign_public_parse(const char *text, struct sign_public *pub);

/* Appends the four lines of a signature over n bytes to out. trusted: 1 to SIGN_COMMENT - 1
 * printable ASCII characters (or TAB), no blank at its end; anything else is a bug. */
void sign_bytes(const struct sign_key *key, const void *bytes, size_t n,
		const char *trusted, struct str *out);
/* Checks a signature file against bytes and key, and hands out its trusted comment (empty unless
 * ST_OK). The file must be exactly what sign_bytes or `minisign -S` without -c writes: no other
 * first line, no byte more. ST_INVALID: no such file; ST_DENIED: made with another key;
 * ST_REFUSED: bytes, signature or comment were changed. */
enum status
sign_check(const struct sign_public *pub, const void *bytes, size_t n, const char *sig,
	   size_t sig_n, char comment[SIGN_COMMENT], struct err *err) BASE_MUST_CHECK;

#endif
