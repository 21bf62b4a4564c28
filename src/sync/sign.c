/* sign.c - minisign's format over libsodium. */
#include "sync/sign.h"

#include "base/hash.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(crypto_sign_PUBLICKEYBYTES == 32 && crypto_sign_SECRETKEYBYTES == 64,
	       "the sizes of the header");

enum {
	SIGNATURE = crypto_sign_BYTES,
	SIGNED = 2 + SIGN_ID + SIGNATURE, /* what the second line holds */
	SEED = crypto_sign_SEEDBYTES,
	KEY_FILE = 512, /* no key file is larger */
};

static const char sign_first[] = "limber signing key 1";
static const char sign_untrusted[] = "untrusted comment: ";
static const char sign_trusted[] = "trusted comment: ";
/* The first line is signed by nobody, so it may say only these two things: ours and minisign's. */
static const char *const sign_sayings[] = {"signature made by limber",
					   "signature from minisign secret key"};

/* libsodium's generator must be there before the first key. */
static void
begin(void)
{
	int rc = sodium_init();

	assert(rc >= 0);
	(void)rc;
}

void
sign_key_make(struct sign_key *key)
{
	begin();
	randombytes_buf(key->id, sizeof key->id);
	crypto_sign_keypair(key->pk, key->sk);
}

void
sign_key_release(struct sign_key *key)
{
	sodium_memzero(key, sizeof *key);
}

struct sign_public
sign_key_public(const struct sign_key *key)
{
	struct sign_public pub;

	memcpy(pub.id, key->id, sizeof pub.id);
	memcpy(pub.pk, key->pk, sizeof pub.pk);
	return pub;
}

/* ---- the key file */

static void
add_hex(struct str *out, const char *name, const unsigned char *bytes, size_t n)
{
	char hex[2 * SEED + 1];

	assert(2 * n < sizeof hex);
	str_addf(out, "%s %s\n", name, sodium_bin2hex(hex, sizeof hex, bytes, n));
	sodium_memzero(hex, sizeof hex);
}

/* The file of a key; its last line is the hash of those before. */
static void
key_text(const struct sign_key *key, struct str *out)
{
	struct sign_public pub = sign_key_public(key);
	unsigned char sum[HASH_SIZE];
	char text[SIGN_PUBLIC_TEXT];
	struct hash h;

	str_reserve(out, KEY_FILE); /* so that no copy of it is left behind */
	sign_public_text(&pub, text);
	str_addf(out, "%s\npublic %s\n", sign_first, text);
	add_hex(out, "secret", key->sk, SEED); /* sk begins with the seed */
	hash_init(&h);
	hash_add(&h, out->p, out->n);
	hash_end(&h, sum);
	add_hex(out, "check", sum, sizeof sum);
}

static void
wipe(struct str *s)
{
	if (s->p)
		sodium_memzero(s->p, s->cap);
	str_release(s);
}

enum status
sign_key_save(const struct sign_key *key, const struct io *io, const char *path,
	      struct err *err)
{
	struct stat sb;
	struct str text = {0};
	enum status st;

	if (io->stat(io->arg, path, &sb) == 0)
		return status_fail(err, ST_DUPLICATE,
				   "%s: a key lies here already and stays", path);
	if (errno != ENOENT)
		return io_fail(err, errno, "looking for", path);
	key_text(key, &text);
	st = io_write_file(io, path, text.p, text.n, err);
	wipe(&text);
	return st;
}

/* The key whose file this is: what is read must make the same file again. */
static bool
key_parse(const char *text, size_t n, struct sign_key *key)
{
	const size_t at_public = sizeof sign_first + sizeof "public";
	const size_t at_secret = at_public + SIGN_PUBLIC_TEXT + sizeof "secret";
	char pub_text[SIGN_PUBLIC_TEXT] = {0};
	unsigned char seed[SEED];
	struct sign_public pub;
	struct str again = {0};
	bool same = false;

	if (n < at_secret + 2 * SEED)
		return false;
	memcpy(pub_text, text + at_public, SIGN_PUBLIC_TEXT - 1);
	if (sign_public_parse(pub_text, &pub) &&
	    sodium_hex2bin(seed, sizeof seed, text + at_secret, 2 * SEED, NULL, NULL,
			   NULL) == 0) {
		memcpy(key->id, pub.id, sizeof key->id);
		crypto_sign_seed_keypair(key->pk, key->sk, seed);
		key_text(key, &again);
		same = again.n == n && sodium_memcmp(again.p, text, n) == 0;
	}
	sodium_memzero(seed, sizeof seed);
	wipe(&again);
	return same;
}

enum status
sign_key_load(struct sign_key *key, const struct io *io, const char *path,
	      struct err *err)
{
	struct stat sb;
	enum status st;
	char *text;
	size_t n;

	*key = (struct sign_key){0};
	begin();
	st = io_read_file(io, path, KEY_FILE, &text, &n, err);
	if (st)
		return st;
	if (!key_parse(text, n, key)) {
		sign_key_release(key);
		st = status_fail(err, ST_INVALID,
				 "%s: this is no signing key, or it was damaged; take it "
				 "from a backup or make a new one",
				 path);
	} else if (io->stat(io->arg, path, &sb) == 0 && (sb.st_mode & S_IRWXO)) {
		sign_key_release(key);
		st = status_fail(err, ST_DENIED,
				 "%s: everybody on this machine may read this key; say "
				 "chmod 600 and think of a new one",
				 path);
	}
	sodium_memzero(text, n);
	free(text);
	return st;
}

/* ---- base64: one way to write it, so one way to read it */

static void
to_base64(char *out, size_t size, const unsigned char *bytes, size_t n)
{
	sodium_bin2base64(out, size, bytes, n, sodium_base64_VARIANT_ORIGINAL);
}

static bool
from_base64(const char *text, size_t text_n, unsigned char *bytes, size_t n)
{
	size_t got = 0;

	/* libsodium takes some bytes beyond ASCII for digits: one key, two texts. */
	for (size_t i = 0; i < text_n; i++)
		if ((unsigned char)text[i] >= 0x80)
			return false;
	return sodium_base642bin(bytes, n, text, text_n, NULL, &got, NULL,
				 sodium_base64_VARIANT_ORIGINAL) == 0 &&
	       got == n;
}

void
sign_public_text(const struct sign_public *pub, char text[SIGN_PUBLIC_TEXT])
{
	unsigned char raw[2 + SIGN_ID + sizeof pub->pk] = {'E', 'd'};

	memcpy(raw + 2, pub->id, SIGN_ID);
	memcpy(raw + 2 + SIGN_ID, pub->pk, sizeof pub->pk);
	to_base64(text, SIGN_PUBLIC_TEXT, raw, sizeof raw);
}

bool
sign_public_parse(const char *text, struct sign_public *pub)
{
	unsigned char raw[2 + SIGN_ID + sizeof pub->pk];

	*pub = (struct sign_public){0};
	if (strlen(text) != SIGN_PUBLIC_TEXT - 1 ||
	    !from_base64(text, SIGN_PUBLIC_TEXT - 1, raw, sizeof raw) ||
	    memcmp(raw, "Ed", 2) != 0)
		return false;
	memcpy(pub->id, raw + 2, SIGN_ID);
	memcpy(pub->pk, raw + 2 + SIGN_ID, sizeof pub->pk);
	return true;
}

/* ---- signatures */

/* May this be a trusted comment? */
static bool
comment_fits(const char *text, size_t n)
{
	if (n == 0 || n >= SIGN_COMMENT || text[n - 1] == ' ' || text[n - 1] == '\t')
		return false;
	for (size_t i = 0; i < n; i++)
		if ((text[i] < ' ' && text[i] != '\t') || text[i] > '~')
			return false;
	return true;
}

/* What the second signature is made over. */
static size_t
over_comment(const unsigned char *sig, const char *comment, size_t n,
	     unsigned char out[SIGNATURE + SIGN_COMMENT])
{
	memcpy(out, sig, SIGNATURE);
	memcpy(out + SIGNATURE, comment, n);
	return SIGNATURE + n;
}

static void
prehash(const void *bytes, size_t n, unsigned char out[crypto_generichash_BYTES_MAX])
{
	crypto_generichash(out, crypto_generichash_BYTES_MAX, bytes, n, NULL, 0);
}

/* What a signature file says. */
struct said {
	int saying; /* of sign_sayings */
	unsigned char sig[SIGNED], global[SIGNATURE];
	char comment[SIGN_COMMENT];
};

static void
add_lines(const struct said *s, struct str *out)
{
	char sig[sodium_base64_ENCODED_LEN(SIGNED, sodium_base64_VARIANT_ORIGINAL)];
	char global[sodium_base64_ENCODED_LEN(SIGNATURE, sodium_base64_VARIANT_ORIGINAL)];

	to_base64(sig, sizeof sig, s->sig, SIGNED);
	to_base64(global, sizeof global, s->global, SIGNATURE);
	str_addf(out, "%s%s\n%s\n%s%s\n%s\n", sign_untrusted, sign_sayings[s->saying],
		 sig, sign_trusted, s->comment, global);
}

void
sign_bytes(const struct sign_key *key, const void *bytes, size_t n, const char *trusted,
	   struct str *out)
{
	unsigned char sum[crypto_generichash_BYTES_MAX];
	unsigned char over[SIGNATURE + SIGN_COMMENT];
	struct said s = {.sig = {'E', 'D'}};

	assert(comment_fits(trusted, strlen(trusted)));
	str_copy(s.comment, sizeof s.comment, trusted);
	memcpy(s.sig + 2, key->id, SIGN_ID);
	prehash(bytes, n, sum);
	crypto_sign_detached(s.sig + 2 + SIGN_ID, NULL, sum, sizeof sum, key->sk);
	crypto_sign_detached(
	    s.global, NULL, over,
	    over_comment(s.sig + 2 + SIGN_ID, trusted, strlen(trusted), over), key->sk);
	add_lines(&s, out);
}

/* Takes one line off the front: its text without the LF; false at the end of the bytes. */
static bool
next_line(const char **at, size_t *left, const char **line, size_t *n)
{
	const char *end = memchr(*at, '\n', *left);

	if (!end)
		return false;
	*line = *at;
	*n = (size_t)(end - *at);
	*left -= *n + 1;
	*at = end + 1;
	return true;
}

/* Takes a fixed text off the front of a line. */
static bool
skip(const char **line, size_t *n, const char *text)
{
	size_t len = strlen(text);

	if (*n < len || memcmp(*line, text, len) != 0)
		return false;
	*line += len;
	*n -= len;
	return true;
}

/* Reads a signature file. What was read must make the same bytes again, so that there is one file
 * for one signature. */
static bool
parse(const char *sig, size_t sig_n, struct said *s)
{
	const char *at = sig, *line[4];
	size_t left = sig_n, n[4];
	struct str again = {0};
	bool same;

	if (sig_n > SIGN_FILE)
		return false;
	for (int i = 0; i < 4; i++)
		if (!next_line(&at, &left, &line[i], &n[i]))
			return false;
	if (!skip(&line[0], &n[0], sign_untrusted) ||
	    !skip(&line[2], &n[2], sign_trusted) || !comment_fits(line[2], n[2]))
		return false;
	s->saying = n[0] == strlen(sign_sayings[1]);
	memcpy(s->comment, line[2], n[2]);
	s->comment[n[2]] = '\0';
	if (!from_base64(line[1], n[1], s->sig, SIGNED) ||
	    !from_base64(line[3], n[3], s->global, SIGNATURE) ||
	    memcmp(s->sig, "ED", 2) != 0)
		return false;
	add_lines(s, &again);
	same = again.n == sig_n && memcmp(again.p, sig, sig_n) == 0;
	str_release(&again);
	return same;
}

enum status
sign_check(const struct sign_public *pub, const void *bytes, size_t n, const char *sig,
	   size_t sig_n, char comment[SIGN_COMMENT], struct err *err)
{
	unsigned char sum[crypto_generichash_BYTES_MAX];
	unsigned char over[SIGNATURE + SIGN_COMMENT];
	struct said s = {0};
	size_t over_n;

	comment[0] = '\0';
	begin();
	if (!parse(sig, sig_n, &s))
		return status_fail(err, ST_INVALID,
				   "the signature is damaged or not in minisign's form");
	if (memcmp(s.sig + 2, pub->id, SIGN_ID) != 0)
		return status_fail(err, ST_DENIED, "signed with another key");
	prehash(bytes, n, sum);
	over_n = over_comment(s.sig + 2 + SIGN_ID, s.comment, strlen(s.comment), over);
	if (crypto_sign_verify_detached(s.sig + 2 + SIGN_ID, sum, sizeof sum, pub->pk) !=
		0 ||
	    crypto_sign_verify_detached(s.global, over, over_n, pub->pk) != 0)
		return status_fail(err, ST_REFUSED,
				   "the signature does not fit: something was changed "
				   "after it was signed");
	str_copy(comment, SIGN_COMMENT, s.comment);
	return ST_OK;
}
