/* fault_io.c - a file table that fails where a test wants it to. */
#include "fault_io.h"

#include <errno.h>

/* Counts a call; true when it has to fail. */
static bool
fails(struct fault *f, enum fault_call call)
{
	int n = ++f->calls[call];

	f->total++;
	if (f->fail_at[call] != n && f->fail_at[call] != -1 && f->total != f->total_at)
		return false;
	errno = f->errnum != 0 ? f->errnum : ENOSPC;
	return true;
}

static bool
interrupts(const struct fault *f, enum fault_call call)
{
	if (!f->interrupted || f->calls[call] % 2 == 0)
		return false;
	errno = EINTR;
	return true;
}

static int
fault_open(void *arg, const char *path, int flags, mode_t mode)
{
	struct fault *f = arg;
	int fd;

	if (fails(f, FAULT_OPEN))
		return -1;
	fd = io_posix.open(NULL, path, flags, mode);
	f->open_files += fd >= 0;
	return fd;
}

static int
fault_close(void *arg, int fd)
{
	struct fault *f = arg;
	bool bad = fails(f, FAULT_CLOSE);
	int result = io_posix.close(NULL, fd);

	f->open_files -= result == 0;
	if (bad)
		errno = f->errnum != 0 ? f->errnum : ENOSPC;
	return bad ? -1 : result;
}

static ssize_t
fault_read(void *arg, int fd, void *buf, size_t n)
{
	struct fault *f = arg;

	if (fails(f, FAULT_READ) || interrupts(f, FAULT_READ))
		return -1;
	if (f->short_write > 0 && n > f->short_write)
		n = f->short_write;
	return io_posix.read(NULL, fd, buf, n);
}

static ssize_t
fault_write(void *arg, int fd, const void *buf, size_t n)
{
	struct fault *f = arg;

	if (fails(f, FAULT_WRITE) || interrupts(f, FAULT_WRITE))
		return -1;
	if (f->short_write > 0 && n > f->short_write)
		n = f->short_write;
	return io_posix.write(NULL, fd, buf, n);
}

static int
fault_fsync(void *arg, int fd)
{
	return fails(arg, FAULT_FSYNC) ? -1 : io_posix.fsync(NULL, fd);
}

static int
fault_rename(void *arg, const char *from, const char *to)
{
	return fails(arg, FAULT_RENAME) ? -1 : io_posix.rename(NULL, from, to);
}

static int
fault_unlink(void *arg, const char *path)
{
	return fails(arg, FAULT_UNLINK) ? -1 : io_posix.unlink(NULL, path);
}

static int
fault_mkdir(void *arg, const char *path, mode_t mode)
{
	return fails(arg, FAULT_MKDIR) ? -1 : io_posix.mkdir(NULL, path, mode);
}

static int
fault_stat(void *arg, const char *path, struct stat *st)
{
	return fails(arg, FAULT_STAT) ? -1 : io_posix.stat(NULL, path, st);
}

static int
fault_fstat(void *arg, int fd, struct stat *st)
{
	return fails(arg, FAULT_FSTAT) ? -1 : io_posix.fstat(NULL, fd, st);
}

static int
fault_flock(void *arg, int fd, int operation)
{
	return fails(arg, FAULT_FLOCK) ? -1 : io_posix.flock(NULL, fd, operation);
}

struct io
fault_io(struct fault *f)
{
	return (struct io){
	    .open = fault_open,
	    .close = fault_close,
	    .read = fault_read,
	    .write = fault_write,
	    .fsync = fault_fsync,
	    .rename = fault_rename,
	    .unlink = fault_unlink,
	    .mkdir = fault_mkdir,
	    .stat = fault_stat,
	    .fstat = fault_fstat,
	    .flock = fault_flock,
	    .arg = f,
	};
}
