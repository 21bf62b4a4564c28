/* fault_io.c - a file table that fails where a test wants it to. */
#include "fault_io.h"

#include <errno.h>

/* Counts a call; true when it has to fail. */
static bool
fails(struct io_fault *f, enum fault_call call)
{
	int n = ++f->calls[call];

	f->total++;
	if (f->fail_at[call] != n && f->fail_at[call] != -1 && f->total != f->total_at &&
	    (f->total_from == 0 || f->total < f->total_from))
		return false;
	errno = f->errnum != 0 ? f->errnum : ENOSPC;
	return true;
}

static bool
interrupts(const struct io_fault *f, enum fault_call call)
{
	if (!f->interrupted || f->calls[call] % 2 == 0)
		return false;
	errno = EINTR;
	return true;
}

static int
fault_open(void *arg, const char *path, int flags, mode_t mode)
{
	struct io_fault *f = arg;
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
	struct io_fault *f = arg;
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
	struct io_fault *f = arg;

	if (fails(f, FAULT_READ) || interrupts(f, FAULT_READ))
		return -1;
	if (f->short_write > 0 && n > f->short_write && !f->reads_whole)
		n = f->short_write;
	return io_posix.read(NULL, fd, buf, n);
}

static ssize_t
fault_write(void *arg, int fd, const void *buf, size_t n)
{
	struct io_fault *f = arg;

	if (fails(f, FAULT_WRITE) || interrupts(f, FAULT_WRITE))
		return -1;
	if (f->short_write > 0 && n > f->short_write)
		n = f->short_write;
	if (f->room > 0 && (f->written += (int64_t)n) > f->room) {
		errno = ENOSPC;
		return -1;
	}
	return io_posix.write(NULL, fd, buf, n);
}

static int
fault_fsync(void *arg, int fd)
{
	struct io_fault *f = arg;

	if (fails(f, FAULT_FSYNC))
		return -1;
	return f->quick ? 0 : io_posix.fsync(NULL, fd);
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

static int
fault_open_in(void *arg, int dir, const char *name, int flags, mode_t mode)
{
	struct io_fault *f = arg;
	int fd;

	if (fails(f, FAULT_OPEN_IN))
		return -1;
	fd = io_posix.open_in(NULL, dir, name, flags, mode);
	f->open_files += fd >= 0;
	return fd;
}

static int
fault_stat_in(void *arg, int dir, const char *name, struct stat *st)
{
	return fails(arg, FAULT_STAT_IN) ? -1 : io_posix.stat_in(NULL, dir, name, st);
}

static int
fault_mkdir_in(void *arg, int dir, const char *name, mode_t mode)
{
	return fails(arg, FAULT_MKDIR_IN) ? -1 : io_posix.mkdir_in(NULL, dir, name, mode);
}

static int
fault_rename_in(void *arg, int dir, const char *from, const char *to)
{
	return fails(arg, FAULT_RENAME_IN) ? -1 : io_posix.rename_in(NULL, dir, from, to);
}

static int
fault_rename_new(void *arg, int dir, const char *from, const char *to)
{
	return fails(arg, FAULT_RENAME_NEW) ? -1
					    : io_posix.rename_new(NULL, dir, from, to);
}

static int
fault_unlink_in(void *arg, int dir, const char *name)
{
	return fails(arg, FAULT_UNLINK_IN) ? -1 : io_posix.unlink_in(NULL, dir, name);
}

static int
fault_rmdir_in(void *arg, int dir, const char *name)
{
	return fails(arg, FAULT_RMDIR_IN) ? -1 : io_posix.rmdir_in(NULL, dir, name);
}

static int
fault_list(void *arg, int dir, bool (*each)(void *ctx, const char *name), void *ctx)
{
	return fails(arg, FAULT_LIST) ? -1 : io_posix.list(NULL, dir, each, ctx);
}

static int
fault_syncfs(void *arg, int fd)
{
	struct io_fault *f = arg;

	if (fails(f, FAULT_SYNCFS))
		return -1;
	return f->quick ? 0 : io_posix.syncfs(NULL, fd);
}

static int
fault_forget(void *arg, int fd)
{
	return fails(arg, FAULT_FORGET) ? -1 : io_posix.forget(NULL, fd);
}

static int
fault_statvfs(void *arg, int fd, struct statvfs *st)
{
	return fails(arg, FAULT_STATVFS) ? -1 : io_posix.statvfs(NULL, fd, st);
}

static ssize_t
fault_readlink(void *arg, const char *path, char *buf, size_t n)
{
	return fails(arg, FAULT_READLINK) ? -1 : io_posix.readlink(NULL, path, buf, n);
}

struct io
fault_io(struct io_fault *f)
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
	    .open_in = fault_open_in,
	    .stat_in = fault_stat_in,
	    .mkdir_in = fault_mkdir_in,
	    .rename_in = fault_rename_in,
	    .rename_new = fault_rename_new,
	    .unlink_in = fault_unlink_in,
	    .rmdir_in = fault_rmdir_in,
	    .list = fault_list,
	    .syncfs = fault_syncfs,
	    .forget = fault_forget,
	    .statvfs = fault_statvfs,
	    .readlink = fault_readlink,
	    .arg = f,
	};
}
