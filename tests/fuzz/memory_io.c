/* memory_io.c - a file table with no disk behind it. */
#include "memory_io.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum { FD_FIRST = 100, FD_COUNT = 8 };

static int
fail(int errnum)
{
	errno = errnum;
	return -1;
}

static int
give(struct memory *m, struct memory_file *file, bool is_dir)
{
	for (int i = 0; i < FD_COUNT; i++) {
		if (m->fds[i].used)
			continue;
		m->fds[i].used = true;
		m->fds[i].file = file;
		m->fds[i].is_dir = is_dir;
		m->fds[i].at = 0;
		m->open++;
		return FD_FIRST + i;
	}
	return fail(EMFILE);
}

static struct memory_file *
named(struct memory *m, const char *name)
{
	for (int i = 0; i < MEMORY_FILES; i++)
		if (!strcmp(m->files[i].name, name))
			return &m->files[i];
	return NULL;
}

static int
file_open(void *arg, const char *path, int flags, mode_t mode)
{
	struct memory *m = arg;

	(void)mode;
	if (!strcmp(path, "in"))
		return give(m, NULL, false);
	if (!strcmp(path, "out") && (flags & O_CREAT)) {
		str_copy(m->out.name, sizeof m->out.name, "out");
		return give(m, &m->out, false);
	}
	if (!strcmp(path, ".") || (!strcmp(path, "dir") && m->dir))
		return give(m, NULL, true);
	return fail(ENOENT);
}

static int
file_open_in(void *arg, int dir, const char *name, int flags, mode_t mode)
{
	struct memory *m = arg;
	struct memory_file *f = named(m, name);

	(void)dir;
	(void)mode;
	if (!name[0] || strchr(name, '/'))
		abort(); /* it would leave the directory */
	if (f)
		return flags & O_EXCL ? fail(EEXIST) : give(m, f, false);
	if (!strcmp(name, "dir") && m->dir)
		return give(m, NULL, true);
	if (!(flags & O_CREAT))
		return fail(ENOENT);
	f = named(m, "");
	if (!f)
		return fail(ENOSPC);
	str_copy(f->name, sizeof f->name, name);
	return give(m, f, false);
}

static int
file_close(void *arg, int fd)
{
	struct memory *m = arg;

	if (fd < FD_FIRST || fd >= FD_FIRST + FD_COUNT || !m->fds[fd - FD_FIRST].used)
		abort(); /* closed twice */
	m->fds[fd - FD_FIRST].used = false;
	m->open--;
	return 0;
}

static ssize_t
file_read(void *arg, int fd, void *buf, size_t n)
{
	struct memory *m = arg;
	const struct memory_file *f = m->fds[fd - FD_FIRST].file;
	const char *bytes = f ? f->bytes : (const char *)m->in;
	size_t at = m->fds[fd - FD_FIRST].at, left = (f ? f->n : m->n_in) - at;

	if (n > left)
		n = left;
	if (n)
		memcpy(buf, bytes + at, n);
	m->fds[fd - FD_FIRST].at += n;
	return (ssize_t)n;
}

static ssize_t
file_write(void *arg, int fd, const void *buf, size_t n)
{
	struct memory *m = arg;
	struct memory_file *f = m->fds[fd - FD_FIRST].file;

	if (!f)
		abort(); /* it was opened for reading */
	if (n) {
		f->bytes = mem_grow(f->bytes, f->n + n);
		memcpy(f->bytes + f->n, buf, n);
	}
	f->n += n;
	return (ssize_t)n;
}

static int
file_fsync(void *arg, int fd)
{
	(void)arg;
	(void)fd;
	return 0;
}

static int
file_mkdir(void *arg, const char *path, mode_t mode)
{
	struct memory *m = arg;

	(void)path;
	(void)mode;
	if (m->dir)
		return fail(EEXIST);
	m->dir = true;
	return 0;
}

static int
file_fstat(void *arg, int fd, struct stat *st)
{
	struct memory *m = arg;
	const struct memory_file *f = m->fds[fd - FD_FIRST].file;

	memset(st, 0, sizeof *st);
	st->st_mode =
	    m->fds[fd - FD_FIRST].is_dir ? S_IFDIR | 0700 : (mode_t)(S_IFREG | 0600);
	st->st_size = (off_t)(f ? f->n : m->n_in);
	return 0;
}

static int
file_stat_in(void *arg, int dir, const char *name, struct stat *st)
{
	struct memory *m = arg;
	const struct memory_file *f = name[0] ? named(m, name) : NULL;

	(void)dir;
	memset(st, 0, sizeof *st);
	if (!f && !(m->dir && !strcmp(name, "dir")))
		return fail(ENOENT);
	st->st_mode = f ? S_IFREG | 0600 : (mode_t)(S_IFDIR | 0700);
	st->st_size = f ? (off_t)f->n : 0;
	return 0;
}

static int
file_unlink_in(void *arg, int dir, const char *name)
{
	struct memory *m = arg;
	struct memory_file *f = name[0] ? named(m, name) : NULL;

	(void)dir;
	if (!f)
		return fail(!strcmp(name, "dir") ? EISDIR : ENOENT);
	free(f->bytes);
	*f = (struct memory_file){.n = 0};
	return 0;
}

static int
file_unlink(void *arg, const char *path)
{
	struct memory *m = arg;

	(void)path;
	free(m->out.bytes);
	m->out = (struct memory_file){.n = 0};
	return 0;
}

static int
file_rmdir_in(void *arg, int dir, const char *name)
{
	struct memory *m = arg;

	(void)dir;
	if (!m->dir || strcmp(name, "dir"))
		return fail(ENOENT);
	for (int i = 0; i < MEMORY_FILES; i++)
		if (m->files[i].name[0])
			return fail(ENOTEMPTY);
	m->dir = false;
	return 0;
}

static int
file_list(void *arg, int dir, bool (*each)(void *ctx, const char *name), void *ctx)
{
	struct memory *m = arg;

	(void)dir;
	for (int i = 0; i < MEMORY_FILES; i++)
		if (m->files[i].name[0] && !each(ctx, m->files[i].name))
			return 0;
	return 0;
}

struct io
memory_io(struct memory *m)
{
	return (struct io){.open = file_open,
			   .close = file_close,
			   .read = file_read,
			   .write = file_write,
			   .fsync = file_fsync,
			   .unlink = file_unlink,
			   .mkdir = file_mkdir,
			   .fstat = file_fstat,
			   .open_in = file_open_in,
			   .stat_in = file_stat_in,
			   .unlink_in = file_unlink_in,
			   .rmdir_in = file_rmdir_in,
			   .list = file_list,
			   .arg = m};
}

void
memory_io_clear(struct memory *m)
{
	for (int i = 0; i < MEMORY_FILES; i++)
		free(m->files[i].bytes);
	free(m->out.bytes);
	*m = (struct memory){.n_in = 0};
}
