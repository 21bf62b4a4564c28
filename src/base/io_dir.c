/* io_dir.c - directories opened, listed and cleared. */
#include "base/io_dir.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum { CLEAR_MAX = 4096 };

enum status
io_dir_open(const struct io *io, const char *path, int *fd, struct err *err)
{
	do
		*fd = io->open(io->arg, path, O_RDONLY | O_DIRECTORY, 0);
	while (*fd < 0 && errno == EINTR);
	if (*fd >= 0)
		return ST_OK;
	if (errno == ENOTDIR)
		return status_fail(err, ST_INVALID, "%s: this is not a directory", path);
	return io_fail(err, errno, "opening", path);
}

struct listing {
	struct io_dir_names *names;
	size_t max;
};

static bool
take_name(void *ctx, const char *name)
{
	struct listing *l = ctx;
	struct io_dir_names *names = l->names;

	if (names->n == l->max) {
		names->more = true;
		return false;
	}
	names->name = mem_room(names->name, names->n, sizeof names->name[0]);
	str_copy(names->name[names->n++], IO_DIR_NAME, name);
	return true;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(a, b);
}

enum status
io_dir_list(const struct io *io, int dir, const char *path, size_t max,
	    struct io_dir_names *names, struct err *err)
{
	struct listing l = {names, max};

	*names = (struct io_dir_names){0};
	if (io->list(io->arg, dir, take_name, &l) < 0)
		return io_fail(err, errno, "reading the directory", path);
	if (names->n)
		qsort(names->name, names->n, sizeof names->name[0], by_bytes);
	return ST_OK;
}

void
io_dir_free(struct io_dir_names *names)
{
	free(names->name);
	*names = (struct io_dir_names){0};
}

enum status
io_dir_room(const struct io *io, const char *path, int64_t *bytes, struct err *err)
{
	struct statvfs fs;
	enum status st;
	int fd;

	*bytes = 0;
	st = io_dir_open(io, path, &fd, err);
	if (st)
		return st;
	if (io->statvfs(io->arg, fd, &fs) < 0)
		st = io_fail(err, errno, "looking at", path);
	else
		*bytes = (int64_t)(fs.f_bavail * fs.f_frsize);
	io->close(io->arg, fd);
	return st;
}

int
io_dir_clear(const struct io *io, int dir, const char *name)
{
	struct io_dir_names names = {0};
	struct stat sb;
	int fd, bad = 0;

	if (io->stat_in(io->arg, dir, name, &sb) < 0)
		return errno == ENOENT ? 0 : -1;
	if (!S_ISDIR(sb.st_mode))
		return io->unlink_in(io->arg, dir, name);
	fd = io->open_in(io->arg, dir, name, O_RDONLY | O_DIRECTORY, 0);
	if (fd < 0)
		return -1;
	if (io_dir_list(io, fd, name, CLEAR_MAX, &names, NULL))
		bad = errno;
	for (size_t i = 0; i < names.n; i++)
		if (io->unlink_in(io->arg, fd, names.name[i]) < 0)
			bad = errno;
	io_dir_free(&names);
	io->close(io->arg, fd);
	if (io->rmdir_in(io->arg, dir, name) < 0 && !bad)
		bad = errno;
	errno = bad;
	return bad ? -1 : 0;
}

int
io_dir_file(const struct io *io, int dir, const char *name, int64_t *size)
{
	struct stat sb;
	int fd;

	if (io->stat_in(io->arg, dir, name, &sb) < 0)
		return -1;
	if (!S_ISREG(sb.st_mode)) {
		errno = EINVAL;
		return -1;
	}
	fd = io->open_in(io->arg, dir, name, O_RDONLY | O_NONBLOCK, 0);
	if (fd < 0)
		return -1;
	/* It may be another one by now. */
	if (io->fstat(io->arg, fd, &sb) < 0 || !S_ISREG(sb.st_mode)) {
		io->close(io->arg, fd);
		errno = EINVAL;
		return -1;
	}
	*size = (int64_t)sb.st_size;
	return fd;
}
