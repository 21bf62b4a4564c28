/* hash.c - hashing through libsodium. */
#include "base/hash.h"

#include <assert.h>
#include <errno.h>
#include <sodium.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

_Static_assert(sizeof(struct hash) >= sizeof(crypto_generichash_state),
	       "room for libsodium");

static crypto_generichash_state *
state(struct hash *h)
{
	return (crypto_generichash_state *)(void *)h->state;
}

void
hash_init(struct hash *h)
{
	crypto_generichash_init(state(h), NULL, 0, HASH_SIZE);
}

void
hash_add(struct hash *h, const void *p, size_t n)
{
	crypto_generichash_update(state(h), p, n);
}

void
hash_add_str(struct hash *h, const char *p, size_t n)
{
	unsigned char len[4] = {(unsigned char)(n >> 24), (unsigned char)(n >> 16),
				(unsigned char)(n >> 8), (unsigned char)n};

	assert(n <= UINT32_MAX);
	hash_add(h, len, sizeof len);
	hash_add(h, p, n);
}

void
hash_add_u64(struct hash *h, uint64_t v)
{
	unsigned char b[8];

	for (int i = 0; i < 8; i++)
		b[i] = (unsigned char)(v >> (56 - 8 * i));
	hash_add(h, b, sizeof b);
}

void
hash_end(struct hash *h, unsigned char out[HASH_SIZE])
{
	crypto_generichash_final(state(h), out, HASH_SIZE);
}

void
hash_hex(const unsigned char in[HASH_SIZE], char out[HASH_HEX_SIZE])
{
	sodium_bin2hex(out, HASH_HEX_SIZE, in, HASH_SIZE);
}

_Static_assert(SECRET_SIZE >= crypto_pwhash_STRBYTES, "room for an Argon2id string");

/* Runs the hash in a child: it may take 64 MiB there, and none here. out is NULL to verify.
 * The child touches nothing but memory and the pipe. */
static bool
in_child(const char *secret, const char *hashed, bool cheap, char *out)
{
	int fds[2], code = -1;
	pid_t pid;

	if (sodium_init() < 0 || pipe(fds) < 0)
		return false;
	pid = fork();
	if (pid == 0) {
		char buf[crypto_pwhash_STRBYTES] = {0};
		unsigned long long ops = cheap ? crypto_pwhash_OPSLIMIT_MIN : 3;
		size_t mem = cheap ? crypto_pwhash_MEMLIMIT_MIN : (size_t)64 << 20;
		int bad;

		if (out)
			bad = crypto_pwhash_str_alg(buf, secret, strlen(secret), ops, mem,
						    crypto_pwhash_ALG_ARGON2ID13);
		else
			bad = crypto_pwhash_str_verify(hashed, secret, strlen(secret));
		if (!bad && write(fds[1], buf, sizeof buf) != (ssize_t)sizeof buf)
			bad = 1;
		_exit(bad ? 1 : 0);
	}
	close(fds[1]);
	if (pid > 0) {
		char buf[crypto_pwhash_STRBYTES];
		size_t got = 0;
		ssize_t n;

		while (got < sizeof buf &&
		       ((n = read(fds[0], buf + got, sizeof buf - got)) > 0 ||
			(n < 0 && errno == EINTR)))
			got += n > 0 ? (size_t)n : 0;
		while (waitpid(pid, &code, 0) < 0 && errno == EINTR)
			;
		if (code == 0 && got == sizeof buf && out)
			memcpy(out, buf, sizeof buf);
		if (got != sizeof buf)
			code = -1;
	}
	close(fds[0]);
	return pid > 0 && code == 0;
}

enum status
secret_hash(const char *secret, bool cheap, char out[SECRET_SIZE], struct err *err)
{
	memset(out, 0, SECRET_SIZE);
	if (!in_child(secret, NULL, cheap, out))
		return status_fail(
		    err, ST_NOMEM,
		    "the PIN could not be hashed: not enough memory (64 MiB); "
		    "close other programs and try again");
	return ST_OK;
}

bool
secret_matches(const char *hashed, const char *secret)
{
	return hashed[0] && in_child(secret, hashed, false, NULL);
}
