/* carry_back.c - a sealed copy is opened in a folder of its own, to be put back. */
#include "base/io_dir.h"
#include "carry_priv.h"
#include "sync/bundle.h"
#include "sync/seal.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>

#define FOLDER "carry"

void
carry_path(const char *dir, const char *name, char path[CARRY_PATH])
{
	str_format(path, CARRY_PATH, "%s/" FOLDER "%s%s", dir, name[0] ? "/" : "", name);
}

static int
clear(const char *dir, const struct io *io)
{
	int fd, rc;

	if (io_dir_open(io, dir, &fd, NULL))
		return -1;
	rc = io_dir_clear(io, fd, FOLDER);
	io->close(io->arg, fd);
	return rc;
}

enum status
carry_lock(const char *dir, const struct io *io, int *lock, struct err *err)
{
	char path[CARRY_PATH];
	enum status st;

	str_format(path, sizeof path, "%s/limber.carry", dir);
	*lock = io->open(io->arg, path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (*lock < 0)
		return io_fail(err, errno, "opening", path);
	if (io->flock(io->arg, *lock, LOCK_EX | LOCK_NB)) {
		st = errno == EWOULDBLOCK
			 ? status_fail(err, ST_BUSY,
				       "another program makes or opens a copy just now; "
				       "wait for it")
			 : io_fail(err, errno, "locking", path);
	} else {
		carry_path(dir, "", path);
		st = clear(dir, io) ? io_fail(err, errno, "clearing", path)
				    : io_make_dir(io, path, err);
	}
	if (st)
		io->close(io->arg, *lock);
	return st;
}

void
carry_unlock(const char *dir, const struct io *io, int lock)
{
	(void)clear(dir, io); /* what stays goes before the next one */
	io->close(io->arg, lock);
}

bool
carry_is_sealed(const char *path)
{
	size_t n = strlen(path), end = strlen(BUNDLE_SEALED);

	return n > end && !strcmp(path + n - end, BUNDLE_SEALED);
}

/* Named as the sealed file without its end, so that sentences say which copy it is. */
static bool
opened_path(struct carry_back *b, const char *src)
{
	const char *slash = strrchr(src, '/'), *name = slash ? slash + 1 : src;
	size_t n = strlen(name), end = strlen(BUNDLE_SEALED);

	return n > end && str_format(b->path, sizeof b->path, "%s/" FOLDER "/%.*s",
				     b->dir, (int)(n - end), name);
}

enum status
carry_back_open(struct carry_back *b, const char *dir, const struct io *io,
		const char *src, const char *key, struct err *err)
{
	char own[CARRY_PATH];
	struct stat sb;
	enum status st;

	*b = (struct carry_back){.io = io, .dir = dir, .lock = -1};
	str_format(own, sizeof own, "%s/keys/seal.key", dir);
	if (!key && io->stat(io->arg, own, &sb) < 0)
		return status_fail(
		    err, ST_NOT_FOUND,
		    "%s: it is sealed, and the key of this site is not here (%s); name "
		    "with --key the file of a key that opens it: this site's, kept "
		    "elsewhere, or the head office's there",
		    src, own);
	st = io_make_dir(io, dir, err);
	if (!st)
		st = carry_lock(dir, io, &b->lock, err);
	if (st) {
		b->lock = -1;
		return st;
	}
	if (!opened_path(b, src))
		return status_fail(err, ST_INVALID, "%s: this name is too long", src);
	return seal_open_file(io, key ? key : own, src, b->path, err);
}

void
carry_back_end(struct carry_back *b)
{
	if (b->lock >= 0)
		carry_unlock(b->dir, b->io, b->lock);
	b->lock = -1;
}
