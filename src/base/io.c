/* io.c - the file table and the few things built on it. */
#include "base/io.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BUFFER = 256 * 1024 };

enum status
io_fail(struct err *err, int errnum, const char *what, const char *path)
{
	switch (errnum) {
	case ENOENT:
		return status_fail(err, ST_NOT_FOUND, "%s %s: it is not there", what,
				   path);
	case ENOSPC:
	case EDQUOT:
	case EFBIG:
		return status_fail(
		    err, ST_FULL,
		    "%s %s: the disk is full; free some space and try again", what, path);
	case EROFS:
		return status_fail(err, ST_READONLY,
				   "%s %s: this disk can only be read now, and one that "
				   "fails is often set so; copy the whole directory to "
				   "another disk, and ask who looks after this machine",
				   what, path);
	case EACCES:
	case EPERM:
		return status_fail(err, ST_READONLY,
				   "%s %s: this place may not be written or read (%s); "
				   "check its owner and permissions",
				   what, path, strerror(errnum));
	case EIO:
	case ENXIO:
	case ENODEV:
		return status_fail(err, ST_IO,
				   "%s %s: the disk did not answer; check it, then try "
				   "again (%s)",
				   what, path, strerror(errnum));
	default:
		return status_fail(err, ST_IO, "%s %s: %s", what, path, strerror(errnum));
	}
}

ssize_t
io_read_all(const struct io *io, int fd, void *buf, size_t n)
{
	size_t got = 0;

	while (got < n) {
		ssize_t r = io->read(io->arg, fd, (char *)buf + got, n - got);

		if (r < 0 && errno == EINTR)
			continue;
		if (r < 0)
			return -1;
		if (r == 0)
			break;
		got += (size_t)r;
	}
	return (ssize_t)got;
}

ssize_t
io_write_all(const struct io *io, int fd, const void *buf, size_t n)
{
	size_t done = 0;

	while (done < n) {
		ssize_t r = io->write(io->arg, fd, (const char *)buf + done, n - done);

		if (r < 0 && errno == EINTR)
			continue;
		if (r == 0)
			errno = ENOSPC;
		if (r <= 0)
			return -1;
		done += (size_t)r;
	}
	return (ssize_t)done;
}

/* Opens, trying again when a signal came first. */
static int
open_again(const struct io *io, const char *path, int flags, mode_t mode)
{
	int fd;

	do
		fd = io->open(io->arg, path, flags, mode);
	while (fd < 0 && errno == EINTR);
	return fd;
}

bool
io_sync_parent(const struct io *io, const char *path)
{
	char dir[512];
	char *slash;
	int fd, saved = 0;

	str_copy(dir, sizeof dir, path);
	slash = strrchr(dir, '/');
	if (slash)
		slash[slash == dir] = '\0';
	fd = open_again(io, slash ? dir : ".", O_RDONLY | O_DIRECTORY, 0);
	if (fd < 0)
		return true; /* a folder one may write to but not read */
	if (io->fsync(io->arg, fd) < 0 && errno != EINVAL && errno != ENOTSUP)
		saved = errno;
	io->close(io->arg, fd);
	errno = saved;
	return saved == 0;
}

enum status
io_writer_open(struct io_writer *w, const struct io *io, const char *path,
	       struct err *err)
{
	*w = (struct io_writer){.io = io, .fd = -1};
	if (!str_copy(w->path, sizeof w->path, path))
		return status_fail(err, ST_INVALID, "%s: this name is too long", path);
	str_format(w->temp, sizeof w->temp, "%s.%ld.tmp", path, (long)getpid());
	w->fd = open_again(io, w->temp, O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW, 0600);
	if (w->fd < 0) {
		w->temp[0] = '\0'; /* not ours: nothing to remove */
		return io_fail(err, errno, "writing", path);
	}
	w->buf = mem_alloc(BUFFER);
	return ST_OK;
}

static void
flush(struct io_writer *w)
{
	if (!w->failed && io_write_all(w->io, w->fd, w->buf, w->used) < 0)
		w->failed = io_fail(&w->err, errno, "writing", w->path);
	w->used = 0;
}

void
io_writer_add(struct io_writer *w, const void *bytes, size_t n)
{
	const char *p = bytes;

	w->written += (int64_t)n;
	while (n > 0) {
		size_t part = BUFFER - w->used < n ? BUFFER - w->used : n;

		memcpy(w->buf + w->used, p, part);
		w->used += part;
		p += part;
		n -= part;
		if (w->used == BUFFER)
			flush(w);
	}
}

enum status
io_writer_commit(struct io_writer *w, struct err *err)
{
	enum status st;

	flush(w);
	if (!w->failed && w->io->fsync(w->io->arg, w->fd) < 0)
		w->failed = io_fail(&w->err, errno, "saving", w->path);
	if (w->io->close(w->io->arg, w->fd) < 0 && !w->failed)
		w->failed = io_fail(&w->err, errno, "saving", w->path);
	w->fd = -1;
	if (!w->failed && w->io->rename(w->io->arg, w->temp, w->path) < 0)
		w->failed = io_fail(&w->err, errno, "naming", w->path);
	if (!w->failed) {
		w->temp[0] = '\0';
		if (!io_sync_parent(w->io, w->path))
			w->failed = io_fail(&w->err, errno, "saving", w->path);
	}
	st = w->failed;
	if (st && err)
		*err = w->err;
	io_writer_cancel(w);
	return st;
}

void
io_writer_cancel(struct io_writer *w)
{
	if (w->fd >= 0)
		w->io->close(w->io->arg, w->fd);
	w->fd = -1;
	if (w->temp[0])
		w->io->unlink(w->io->arg, w->temp);
	w->temp[0] = '\0';
	free(w->buf);
	w->buf = NULL;
}

enum status
io_write_file(const struct io *io, const char *path, const void *bytes, size_t n,
	      struct err *err)
{
	struct io_writer w;
	enum status st = io_writer_open(&w, io, path, err);

	if (st)
		return st;
	io_writer_add(&w, bytes, n);
	return io_writer_commit(&w, err);
}

enum status
io_read_file(const struct io *io, const char *path, size_t max, char **bytes, size_t *n,
	     struct err *err)
{
	/* O_NONBLOCK: a pipe lying on a stick must not hold the program up. */
	int fd = open_again(io, path, O_RDONLY | O_NONBLOCK, 0);
	struct stat sb;
	enum status st = ST_OK;
	char *p = NULL;
	ssize_t got = 0;

	if (fd < 0)
		return io_fail(err, errno, "reading", path);
	if (io->fstat(io->arg, fd, &sb) < 0)
		st = io_fail(err, errno, "reading", path);
	else if (!S_ISREG(sb.st_mode))
		st = status_fail(err, ST_INVALID, "%s: this is not a plain file", path);
	else if ((uintmax_t)sb.st_size > max)
		st = status_fail(err, ST_INVALID,
				 "%s: this file is larger than %zu bytes", path, max);
	else
		p = mem_alloc((size_t)sb.st_size + 1);
	if (!st && (got = io_read_all(io, fd, p, (size_t)sb.st_size)) < 0)
		st = io_fail(err, errno, "reading", path);
	io->close(io->arg, fd);
	if (st) {
		free(p);
		return st;
	}
	*bytes = p;
	*n = (size_t)got;
	return ST_OK;
}

enum status
io_make_dir(const struct io *io, const char *path, struct err *err)
{
	char part[512];
	struct stat sb;

	if (!path[0] || !str_copy(part, sizeof part, path))
		return status_fail(err, ST_INVALID, "%s: this name cannot be a directory",
				   path);
	for (char *p = part + 1;; p++) {
		char c = *p;

		if (c != '/' && c != '\0')
			continue;
		*p = '\0';
		if (io->mkdir(io->arg, part, 0700) < 0 && errno != EEXIST)
			return io_fail(err, errno, "making the directory", part);
		*p = c;
		if (!c)
			break;
	}
	if (io->stat(io->arg, path, &sb) < 0)
		return io_fail(err, errno, "opening", path);
	if (!S_ISDIR(sb.st_mode))
		return status_fail(err, ST_INVALID, "%s: this is not a directory", path);
	return ST_OK;
}
