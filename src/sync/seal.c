/* seal.c - the age program called for keys, closing and opening. */
#include "sync/seal.h"

#include "base/spawn.h"
#include "base/str.h"
#include "sync/tar.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <string.h>
#include <unistd.h>

enum {
	KEY_MS = 20 * 1000,	    /* a key takes no time */
	BUNDLE_MS = 15 * 60 * 1000, /* the largest bundle on a slow machine */
	RECIPIENT_LEN = 62,
	SAID = 4096,
	TEMP = 600,
};

static const char seal_install[] = "the program age is missing, without which nothing "
				   "can be sealed or opened; install age";

/* ---- recipients: Bech32 of BIP 173 with the prefix age */

static unsigned
polymod(unsigned sum, unsigned value)
{
	static const unsigned gen[] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd,
				       0x2a1462b3};
	unsigned top = sum >> 25;

	sum = (sum & 0x1ffffff) << 5 ^ value;
	for (unsigned i = 0; i < 5; i++)
		if (top >> i & 1)
			sum ^= gen[i];
	return sum;
}

bool
seal_recipient_ok(const char *text)
{
	static const char digits[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	static const char prefix[] = "age";
	unsigned sum = 1;

	if (strlen(text) != RECIPIENT_LEN || strncmp(text, "age1", 4) != 0)
		return false;
	for (int i = 0; i < 3; i++)
		sum = polymod(sum, (unsigned)prefix[i] >> 5);
	sum = polymod(sum, 0);
	for (int i = 0; i < 3; i++)
		sum = polymod(sum, (unsigned)prefix[i] & 31);
	for (const char *p = text + 4; *p; p++) {
		const char *at = strchr(digits, *p);

		if (!at)
			return false;
		sum = polymod(sum, (unsigned)(at - digits));
	}
	return sum == 1;
}

/* ---- calling age */

static enum status
run(const char *const *argv, int wait_ms, struct str *said, struct err *err)
{
	struct spawn_job job = {.argv = argv, .bytes = "", .wait_ms = wait_ms};
	enum status st;

	str_reserve(said, SAID); /* a key in it is never copied about */
	st = spawn_feed(&job, said, err);
	if (st == ST_NOT_FOUND)
		return status_fail(err, ST_NOT_FOUND, "%s", seal_install);
	return st;
}

static void
wipe(struct str *s)
{
	if (s->p)
		sodium_memzero(s->p, s->cap);
	str_release(s);
}

/* The word in text that begins with start, of exactly n bytes; false when there is none. */
static bool
find_word(const char *text, const char *start, size_t n, char *out)
{
	const char *at = strstr(text, start);

	if (!at || strcspn(at, " \r\n") != n)
		return false;
	memcpy(out, at, n);
	out[n] = '\0';
	return true;
}

static enum status
recipient_of(const char *identity, char recipient[SEAL_RECIPIENT], struct err *err)
{
	const char *argv[] = {"age-keygen", "-y", "--", identity, NULL};
	struct str said = {0};
	enum status st = run(argv, KEY_MS, &said, err);

	if (st == ST_REFUSED)
		st = status_fail(err, ST_INVALID,
				 "%s: this key is damaged; take it from a backup or make "
				 "a new one",
				 identity);
	else if (!st && (!find_word(str_text(&said), "age1", RECIPIENT_LEN, recipient) ||
			 !seal_recipient_ok(recipient)))
		st = status_fail(err, ST_INVALID,
				 "%s: age does not say whose key this is", identity);
	if (st)
		recipient[0] = '\0';
	wipe(&said);
	return st;
}

enum status
seal_recipient(const struct io *io, const char *identity, char recipient[SEAL_RECIPIENT],
	       struct err *err)
{
	struct stat sb;

	recipient[0] = '\0';
	if (io->stat(io->arg, identity, &sb) < 0)
		return io_fail(err, errno, "reading", identity);
	if (sb.st_mode & S_IRWXO)
		return status_fail(err, ST_DENIED,
				   "%s: everybody on this machine may read this key; say "
				   "chmod 600 and think of a new one",
				   identity);
	return recipient_of(identity, recipient, err);
}

/* The lines of an identity file out of what age-keygen said. */
static bool
key_text(const char *said, char recipient[SEAL_RECIPIENT], struct str *file)
{
	const char *key = strstr(said, "AGE-SECRET-KEY-1");

	if (!key || !find_word(said, "age1", RECIPIENT_LEN, recipient) ||
	    !seal_recipient_ok(recipient))
		return false;
	str_addf(file, "# public key: %s\n%.*s\n", recipient, (int)strcspn(key, "\r\n"),
		 key);
	return true;
}

enum status
seal_key_make(const struct io *io, const char *identity, char recipient[SEAL_RECIPIENT],
	      struct err *err)
{
	static const char *const argv[] = {"age-keygen", NULL};
	struct str said = {0}, file = {0};
	struct stat sb;
	enum status st;

	recipient[0] = '\0';
	if (io->stat(io->arg, identity, &sb) == 0)
		return status_fail(err, ST_DUPLICATE,
				   "%s: a key lies here already and stays", identity);
	if (errno != ENOENT)
		return io_fail(err, errno, "looking for", identity);
	str_reserve(&file, SAID);
	st = run(argv, KEY_MS, &said, err);
	if (!st && !key_text(str_text(&said), recipient, &file))
		st = status_fail(err, ST_INVALID, "age-keygen made no key");
	if (!st)
		st = io_write_file(io, identity, file.p, file.n, err);
	wipe(&said);
	wipe(&file);
	if (st)
		recipient[0] = '\0';
	return st;
}

/* ---- closing */

/* An empty file of mode 0600 for age to write into; one left by a killed program goes first. */
static enum status
begin(const struct io *io, const char *path, struct err *err)
{
	int fd;

	io->unlink(io->arg, path);
	fd = io->open(io->arg, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
	if (fd < 0)
		return io_fail(err, errno, "writing", path);
	io->close(io->arg, fd);
	return ST_OK;
}

/* What another program wrote is made to last and gets its name. */
static enum status
finish(const struct io *io, const char *temp, const char *out, struct err *err)
{
	int fd = io->open(io->arg, temp, O_RDONLY | O_NOFOLLOW, 0);
	int bad = fd < 0 ? errno : 0;

	if (!bad && io->fsync(io->arg, fd) < 0)
		bad = errno;
	if (fd >= 0)
		io->close(io->arg, fd);
	if (!bad && io->rename(io->arg, temp, out) < 0)
		bad = errno;
	if (!bad && !io_sync_parent(io, out))
		bad = errno;
	return bad ? io_fail(err, bad, "saving", out) : ST_OK;
}

enum status
seal_close_file(const struct io *io, const char *in, const char *const *recipients,
		size_t n, const char *out, struct err *err)
{
	char temp[TEMP];
	const char *argv[2 * SEAL_RECIPIENTS + 6] = {"age"};
	struct str said = {0};
	enum status st;
	size_t a = 1;

	assert(n >= 1 && n <= SEAL_RECIPIENTS);
	for (size_t i = 0; i < n; i++) {
		if (!seal_recipient_ok(recipients[i]))
			return status_fail(err, ST_INVALID,
					   "%s: this is no key to seal for",
					   recipients[i]);
		argv[a++] = "-r";
		argv[a++] = recipients[i];
	}
	if (!str_format(temp, sizeof temp, "%s.%ld.tmp", out, (long)getpid()))
		return status_fail(err, ST_INVALID, "%s: this name is too long", out);
	argv[a++] = "-o";
	argv[a++] = temp;
	argv[a++] = "--";
	argv[a] = in;
	st = begin(io, temp, err);
	if (!st)
		st = run(argv, BUNDLE_MS, &said, err);
	if (!st)
		st = finish(io, temp, out, err);
	io->unlink(io->arg, temp);
	str_release(&said);
	return st;
}

enum status
seal_close(const struct io *io, const char *dir, const char *const *recipients, size_t n,
	   const char *out, struct err *err)
{
	char tar[TEMP];
	enum status st;

	if (!str_format(tar, sizeof tar, "%s.%ld.tar", out, (long)getpid()))
		return status_fail(err, ST_INVALID, "%s: this name is too long", out);
	io->unlink(io->arg, tar);
	st = tar_write(io, dir, tar, err);
	if (!st)
		st = seal_close_file(io, tar, recipients, n, out, err);
	io->unlink(io->arg, tar);
	return st;
}

/* ---- opening */

/* age's own words in ours. */
static enum status
why_not(const struct str *said, const char *identity, const char *in, struct err *err)
{
	const char *text = str_text(said);

	/* Of the key, before it came to the sealed file: that one may be the last copy there is. */
	if (strstr(text, "error: reading \"") || strstr(text, "identity file is"))
		return status_fail(err, ST_INVALID,
				   "%s: no key to open sealed files lies in this one; it "
				   "is called seal.key",
				   identity);
	if (strstr(text, "no identity matched") || strstr(text, "passphrase"))
		return status_fail(err, ST_DENIED,
				   "%s: sealed for somebody else; %s does not open it",
				   in, identity);
	if (strstr(text, "no space left"))
		return io_fail(err, ENOSPC, "opening", in);
	return status_fail(err, ST_INVALID,
			   "%s: the sealed file is damaged or was changed; copy it again",
			   in);
}

enum status
seal_open_file(const struct io *io, const char *identity, const char *in, const char *out,
	       struct err *err)
{
	const char *argv[] = {"age", "-d", "-i", identity, "-o", out, "--", in, NULL};
	struct str said = {0};
	struct stat sb;
	enum status st;

	/* So that age's own words can only be of the sealed file. */
	if (io->stat(io->arg, identity, &sb) < 0)
		return io_fail(err, errno, "reading the key", identity);
	if (io->stat(io->arg, in, &sb) < 0)
		return io_fail(err, errno, "reading", in);
	if (!S_ISREG(sb.st_mode))
		return status_fail(err, ST_INVALID, "%s: this is not a plain file", in);
	st = begin(io, out, err);
	if (st)
		return st;
	st = run(argv, BUNDLE_MS, &said, err);
	if (st == ST_REFUSED)
		st = why_not(&said, identity, in, err);
	if (st)
		io->unlink(io->arg, out);
	str_release(&said);
	return st;
}

enum status
seal_open(const struct io *io, const char *identity, const char *in, const char *dir,
	  struct err *err)
{
	char tar[TEMP];
	enum status st;

	if (!str_format(tar, sizeof tar, "%s.%ld.tar", dir, (long)getpid()))
		return status_fail(err, ST_INVALID, "%s: this name is too long", dir);
	st = seal_open_file(io, identity, in, tar, err);
	if (st)
		return st;
	st = tar_read(io, tar, dir, err);
	if (st == ST_INVALID)
		status_prefix(err, "%s", in);
	io->unlink(io->arg, tar);
	return st;
}
