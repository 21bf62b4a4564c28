/* stick_copy.c - one bundle copied: hashed while it is written, read back, its signature last. */
#include "stick_priv.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 4 * BUNDLE_FILES };

enum status
stick_fail(struct err *err, int errnum, const char *what, const char *name)
{
	switch (errnum) {
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return status_fail(
		    err, ST_FULL,
		    "%s %s: the stick is full; take another one, or remove "
		    "from it what is not needed",
		    what, name);
	case EROFS:
		return status_fail(
		    err, ST_READONLY,
		    "%s %s: the stick can only be read; look for a lock on "
		    "its side, or take another one",
		    what, name);
	/* In a kiosk a stick that was unmounted is no longer below a place the rules allow. */
	case EACCES:
	case EPERM:
		return status_fail(
		    err, ST_READONLY,
		    "%s %s: the stick was pulled, or it is not open to this "
		    "account; plug it in again, or ask who looks after this "
		    "machine",
		    what, name);
	case EIO:
	case ENODEV:
	case ENXIO:
	case ENOTCONN:
	case ESTALE:
	case ENOENT:
		return status_fail(
		    err, ST_IO,
		    "%s %s: the stick does not answer: it was pulled, or it "
		    "is worn out; plug it in and try again",
		    what, name);
	default:
		return io_fail(err, errnum, what, name);
	}
}

/* Some file systems know no sync of a directory or of the whole. */
bool
stick_sync(const struct io *io, int fd, bool whole)
{
	int rc;

	do
		rc = whole ? io->syncfs(io->arg, fd) : io->fsync(io->arg, fd);
	while (rc < 0 && errno == EINTR);
	return rc == 0 || errno == EINVAL || errno == ENOTSUP || errno == ENOSYS;
}

/* exFAT by FUSE knows no rename that refuses: the name is looked for, and since no name is ever
 * used twice nobody else makes it meanwhile. */
int
stick_rename(const struct io *io, int dir, const char *from, const char *to)
{
	struct stat sb;

	if (io->rename_new(io->arg, dir, from, to) == 0)
		return 0;
	if (errno != EINVAL && errno != ENOSYS && errno != ENOTSUP)
		return -1;
	if (io->stat_in(io->arg, dir, to, &sb) == 0) {
		errno = EEXIST;
		return -1;
	}
	return errno == ENOENT ? io->rename_in(io->arg, dir, from, to) : -1;
}

enum status
stick_step(const struct stick_progress *progress, int64_t done, int64_t total,
	   struct err *err)
{
	if (progress && !progress->step(progress->arg, done, total))
		return status_fail(err, ST_REFUSED, "stopped; nothing was changed");
	return ST_OK;
}

enum status
stick_copy_fail(const struct stick_copy *c, bool at_target, struct err *err,
		const char *what, const char *name)
{
	return at_target == c->stick ? stick_fail(err, errno, what, name)
				     : io_fail(err, errno, what, name);
}

void
stick_copy_begin(struct stick_copy *c)
{
	uintptr_t at;

	c->memory = mem_alloc(STICK_BLOCK + IO_DIRECT_ALIGN);
	at = (uintptr_t)c->memory;
	c->buf = c->memory + (-at & (IO_DIRECT_ALIGN - 1));
	c->from = c->to = -1;
}

void
stick_copy_end(struct stick_copy *c)
{
	if (c->from >= 0)
		c->io->close(c->io->arg, c->from);
	if (c->to >= 0)
		c->io->close(c->io->arg, c->to);
	free(c->memory);
}

/* What the systems of others leave in a directory that they look at. */
static bool
left_behind(const char *name)
{
	return name[0] == '.' || strncmp(name, "~$", 2) == 0 ||
	       strcmp(name, "Thumbs.db") == 0 || strcmp(name, "desktop.ini") == 0;
}

static enum status
list_one(struct stick_copy *c, const char *name, struct err *err)
{
	struct stick_file *f = &c->file[c->n];
	struct stat sb;

	if (left_behind(name))
		return ST_OK;
	if (!bundle_file_ok(name))
		return status_fail(
		    err, ST_INVALID,
		    "%s is no part of a bundle; remove it and import again", name);
	if (c->io->stat_in(c->io->arg, c->from, name, &sb) < 0)
		return stick_copy_fail(c, false, err, "reading", name);
	if (!S_ISREG(sb.st_mode))
		return status_fail(err, ST_INVALID, "%s: this is not a plain file", name);
	if (c->n == BUNDLE_FILES)
		return status_fail(err, ST_INVALID, "too many files for a bundle");
	if (sb.st_size > BUNDLE_BYTES - c->total)
		return status_fail(err, ST_INVALID, "too large for a bundle");
	str_copy(f->name, sizeof f->name, name);
	f->size = (int64_t)sb.st_size;
	c->total += f->size;
	c->n++;
	return ST_OK;
}

enum status
stick_copy_list(struct stick_copy *c, const char *path, struct err *err)
{
	struct io_dir_names names = {0};
	enum status st = io_dir_list(c->io, c->from, path, NAMES_MAX, &names, err);
	size_t sig = BUNDLE_FILES;

	if (!st && names.more)
		st = status_fail(err, ST_INVALID, "too many files for a bundle");
	for (size_t i = 0; !st && i < names.n; i++)
		st = list_one(c, names.name[i], err);
	io_dir_free(&names);
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->file[i].name, BUNDLE_SIGNATURE) == 0)
			sig = i;
	if (!st && sig == BUNDLE_FILES)
		st = status_fail(err, ST_INVALID,
				 "the signature is missing: this bundle is not finished");
	if (!st) {
		struct stick_file last = c->file[sig];

		memmove(&c->file[sig], &c->file[sig + 1], (c->n - sig - 1) * sizeof last);
		c->file[c->n - 1] = last;
	}
	if (st && st != ST_IO)
		status_prefix(err, "%s", path);
	return st;
}

/* Both files are open: bytes go over and are hashed. A file that grows or shrinks is refused. */
static enum status
pump(struct stick_copy *c, struct stick_file *f, int in, int out, struct err *err)
{
	struct hash h;
	int64_t got = 0;
	enum status st = ST_OK;

	hash_init(&h);
	while (!st) {
		ssize_t n = io_read_all(c->io, in, c->buf, STICK_BLOCK);

		if (n < 0)
			return stick_copy_fail(c, false, err, "reading", f->name);
		if (n == 0)
			break;
		got += n;
		if (got > f->size)
			break;
		hash_add(&h, c->buf, (size_t)n);
		if (io_write_all(c->io, out, c->buf, (size_t)n) < 0)
			return stick_copy_fail(c, true, err, "writing", f->name);
		c->done += n;
		st = stick_step(c->progress, c->done, c->total, err);
	}
	hash_end(&h, f->hash);
	if (!st && got != f->size)
		st = status_fail(err, ST_INVALID, "%s: it changed while it was copied",
				 f->name);
	return st;
}

enum status
stick_copy_file(struct stick_copy *c, size_t i, const char *as, struct err *err)
{
	const struct io *io = c->io;
	struct stick_file *f = &c->file[i];
	enum status st;
	int64_t size;
	int in = io_dir_file(io, c->from, f->name, &size), out;

	if (in < 0)
		return stick_copy_fail(c, false, err, "reading", f->name);
	out = io->open_in(io->arg, c->to, as, O_WRONLY | O_CREAT | O_EXCL,
			  c->stick && !c->closed ? 0644 : 0600);
	if (out < 0) {
		st = stick_copy_fail(c, true, err, "writing", f->name);
		io->close(io->arg, in);
		return st;
	}
	st = pump(c, f, in, out, err);
	if (!st && !stick_sync(io, out, false))
		st = stick_copy_fail(c, true, err, "saving", f->name);
	if (io->close(io->arg, out) < 0 && !st)
		st = stick_copy_fail(c, true, err, "saving", f->name);
	io->close(io->arg, in);
	return st;
}

/* A direct read ends at the first short one: what follows would not be aligned. */
static ssize_t
read_block(const struct io *io, int fd, char *buf)
{
	ssize_t n;

	do
		n = io->read(io->arg, fd, buf, STICK_BLOCK);
	while (n < 0 && errno == EINTR);
	return n;
}

/* The hash of what lies there; -1 and errno. */
static int64_t
hash_there(struct stick_copy *c, int fd, unsigned char out[HASH_SIZE])
{
	struct hash h;
	int64_t size = 0;
	ssize_t n;

	hash_init(&h);
	while ((n = read_block(c->io, fd, c->buf)) > 0) {
		hash_add(&h, c->buf, (size_t)n);
		size += n;
		if (n % IO_DIRECT_ALIGN)
			break;
	}
	hash_end(&h, out);
	return n < 0 ? -1 : size;
}

enum status
stick_copy_same(struct stick_copy *c, int dir, size_t i, const char *as, struct err *err)
{
	const struct io *io = c->io;
	const struct stick_file *f = &c->file[i];
	unsigned char hash[HASH_SIZE];
	int64_t size;
	int fd = io->open_in(io->arg, dir, as, O_RDONLY | O_NONBLOCK, 0);

	if (fd < 0)
		return stick_fail(err, errno, "reading back", f->name);
	io->forget(io->arg, fd); /* a hint */
	io->close(io->arg, fd);
	fd = io_open_direct(io, dir, as);
	if (fd < 0)
		return stick_fail(err, errno, "reading back", f->name);
	size = hash_there(c, fd, hash);
	if (size < 0 && errno == EINVAL) { /* opened so, but not read so */
		io->close(io->arg, fd);
		fd = io->open_in(io->arg, dir, as, O_RDONLY | O_NONBLOCK, 0);
		size = fd < 0 ? -1 : hash_there(c, fd, hash);
	}
	if (fd >= 0) {
		int saved = errno;

		io->close(io->arg, fd);
		errno = saved;
	}
	if (size < 0)
		return stick_fail(err, errno, "reading back", f->name);
	if (size != f->size || memcmp(hash, f->hash, sizeof hash) != 0)
		return status_fail(
		    err, ST_CORRUPT,
		    "%s: what was written did not come back; this stick is "
		    "bad, take another one",
		    f->name);
	return ST_OK;
}

/* Everything up to here is made to last; on a stick it is read back too. */
static enum status
settle(struct stick_copy *c, struct err *err)
{
	if (stick_sync(c->io, c->to, false) &&
	    (!c->stick || stick_sync(c->io, c->to, true)))
		return ST_OK;
	return stick_copy_fail(c, true, err, "saving", "the bundle");
}

enum status
stick_copy_all(struct stick_copy *c, const char *as, struct err *err)
{
	size_t last = c->n - 1;
	enum status st = ST_OK;

	for (size_t i = 0; !st && i < last; i++)
		st = stick_copy_file(c, i, c->file[i].name, err);
	if (!st)
		st = settle(c, err);
	for (size_t i = 0; c->stick && !st && i < last; i++)
		st = stick_copy_same(c, c->to, i, c->file[i].name, err);
	if (!st)
		st = stick_copy_file(c, last, as, err);
	if (!st)
		st = settle(c, err);
	return st || !c->stick ? st : stick_copy_same(c, c->to, last, as, err);
}
