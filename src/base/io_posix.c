/* io_posix.c - the file table over the operating system's own calls. */
#define _GNU_SOURCE /* O_DIRECT, renameat2, syncfs */
#include "base/io.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/file.h>
#include <sys/syscall.h>
#include <unistd.h>
#ifdef SYS_openat2
#include <linux/openat2.h>
#endif

#ifndef O_DIRECT
#define O_DIRECT 0
#endif

static int
posix_open(void *arg, const char *path, int flags, mode_t mode)
{
	(void)arg;
	return open(path, flags | O_CLOEXEC, mode);
}

static int
posix_close(void *arg, int fd)
{
	(void)arg;
	return close(fd);
}

static ssize_t
posix_read(void *arg, int fd, void *buf, size_t n)
{
	(void)arg;
	return read(fd, buf, n);
}

static ssize_t
posix_write(void *arg, int fd, const void *buf, size_t n)
{
	(void)arg;
	return write(fd, buf, n);
}

static int
posix_fsync(void *arg, int fd)
{
	(void)arg;
	return fsync(fd);
}

static int
posix_rename(void *arg, const char *from, const char *to)
{
	(void)arg;
	return rename(from, to);
}

static int
posix_unlink(void *arg, const char *path)
{
	(void)arg;
	return unlink(path);
}

static int
posix_mkdir(void *arg, const char *path, mode_t mode)
{
	(void)arg;
	return mkdir(path, mode);
}

static int
posix_stat(void *arg, const char *path, struct stat *st)
{
	(void)arg;
	return stat(path, st);
}

static int
posix_fstat(void *arg, int fd, struct stat *st)
{
	(void)arg;
	return fstat(fd, st);
}

static int
posix_flock(void *arg, int fd, int operation)
{
	(void)arg;
	return flock(fd, operation);
}

/* A name that could lead out of its directory. */
static bool
leads_out(const char *name)
{
	return !name[0] || strchr(name, '/') || !strcmp(name, ".") || !strcmp(name, "..");
}

/* A name is one plain word, so O_NOFOLLOW alone keeps it in; the kernel's own word for that is
 * asked first, since it also refuses what is mounted or bound there by magic. */
static int
posix_open_in(void *arg, int dir, const char *name, int flags, mode_t mode)
{
	(void)arg;
	flags |= O_CLOEXEC | O_NOFOLLOW;
	if (leads_out(name)) {
		errno = EINVAL;
		return -1;
	}
#ifdef SYS_openat2
	struct open_how how = {
	    .flags = (unsigned)flags,
	    .mode = flags & O_CREAT ? mode : 0,
	    .resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS,
	};
	long fd = syscall(SYS_openat2, dir, name, &how, sizeof how);

	/* EPERM: a sandbox that does not know the call. */
	if (fd >= 0 || (errno != ENOSYS && errno != EPERM))
		return (int)fd;
#endif
	return openat(dir, name, flags, mode);
}

static int
posix_stat_in(void *arg, int dir, const char *name, struct stat *st)
{
	(void)arg;
	return fstatat(dir, name, st, AT_SYMLINK_NOFOLLOW);
}

static int
posix_mkdir_in(void *arg, int dir, const char *name, mode_t mode)
{
	(void)arg;
	return mkdirat(dir, name, mode);
}

static int
posix_rename_in(void *arg, int dir, const char *from, const char *to)
{
	(void)arg;
	return renameat(dir, from, dir, to);
}

static int
posix_rename_new(void *arg, int dir, const char *from, const char *to)
{
	(void)arg;
#ifdef RENAME_NOREPLACE
	return renameat2(dir, from, dir, to, RENAME_NOREPLACE);
#else
	(void)dir;
	(void)from;
	(void)to;
	errno = EINVAL;
	return -1;
#endif
}

static int
posix_unlink_in(void *arg, int dir, const char *name)
{
	(void)arg;
	return unlinkat(dir, name, 0);
}

static int
posix_rmdir_in(void *arg, int dir, const char *name)
{
	(void)arg;
	return unlinkat(dir, name, AT_REMOVEDIR);
}

static int
posix_list(void *arg, int dir, bool (*each)(void *ctx, const char *name), void *ctx)
{
	int fd = openat(dir, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *d = fd < 0 ? NULL : fdopendir(fd);
	struct dirent *e;
	int bad;

	(void)arg;
	if (!d) {
		bad = errno;
		if (fd >= 0)
			close(fd);
		errno = bad;
		return -1;
	}
	for (errno = 0; (e = readdir(d)) != NULL; errno = 0)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0 &&
		    !each(ctx, e->d_name))
			break;
	bad = e ? 0 : errno;
	closedir(d);
	errno = bad;
	return bad ? -1 : 0;
}

static int
posix_syncfs(void *arg, int fd)
{
	(void)arg;
#ifdef __linux__
	return syncfs(fd);
#else
	return fsync(fd);
#endif
}

static int
posix_forget(void *arg, int fd)
{
	(void)arg;
#ifdef POSIX_FADV_DONTNEED
	errno = posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
	return errno ? -1 : 0;
#else
	(void)fd;
	return 0;
#endif
}

static int
posix_statvfs(void *arg, int fd, struct statvfs *st)
{
	(void)arg;
	return fstatvfs(fd, st);
}

static ssize_t
posix_readlink(void *arg, const char *path, char *buf, size_t n)
{
	(void)arg;
	return readlink(path, buf, n);
}

const struct io io_posix = {
    .open = posix_open,
    .close = posix_close,
    .read = posix_read,
    .write = posix_write,
    .fsync = posix_fsync,
    .rename = posix_rename,
    .unlink = posix_unlink,
    .mkdir = posix_mkdir,
    .stat = posix_stat,
    .fstat = posix_fstat,
    .flock = posix_flock,
    .open_in = posix_open_in,
    .stat_in = posix_stat_in,
    .mkdir_in = posix_mkdir_in,
    .rename_in = posix_rename_in,
    .rename_new = posix_rename_new,
    .unlink_in = posix_unlink_in,
    .rmdir_in = posix_rmdir_in,
    .list = posix_list,
    .syncfs = posix_syncfs,
    .forget = posix_forget,
    .statvfs = posix_statvfs,
    .readlink = posix_readlink,
};

/* Stands here because O_DIRECT does. */
int
io_open_direct(const struct io *io, int dir, const char *name)
{
	int fd = io->open_in(io->arg, dir, name, O_RDONLY | O_NONBLOCK | O_DIRECT, 0);

	if (fd < 0 && errno == EINVAL)
		fd = io->open_in(io->arg, dir, name, O_RDONLY | O_NONBLOCK, 0);
	return fd;
}
