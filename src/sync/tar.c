/* tar.c - a strict writer and a strict reader of ustar. */
#include "sync/tar.h"

#include "base/io_dir.h"
#include "base/str.h"
#include "sync/bundle.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	BLOCK = 512,
	CHUNK = 128 * BLOCK,
	TAIL_MAX = 20 * BLOCK, /* tar fills its last record of 20 blocks with zeros */
};

/* The header of IEEE 1003.1 (pax, ustar interchange format). */
struct header {
	char name[100], mode[8], uid[8], gid[8], size[12], mtime[12], sum[8], type;
	char link[100], magic[6], version[2], uname[32], gname[32], major[8], minor[8];
	char prefix[155], rest[12];
};
_Static_assert(sizeof(struct header) == BLOCK, "one block");

/* Room for the longest number that fits in n bytes with its NUL. */
static void
octal(char *out, size_t n, int64_t value)
{
	char text[32];

	str_format(text, sizeof text, "%0*llo", (int)n - 1, (unsigned long long)value);
	memcpy(out, text, n);
}

/* The sum of a header's bytes, its own field as blanks. */
static unsigned
sum_of(const struct header *h)
{
	const unsigned char *p = (const unsigned char *)h;
	unsigned sum = 0;

	for (size_t i = 0; i < BLOCK; i++)
		sum +=
		    i >= offsetof(struct header, sum) && i < offsetof(struct header, type)
			? ' '
			: p[i];
	return sum;
}

/* Bytes up to the next border of a block. */
static size_t
padding(int64_t size)
{
	return (size_t)(-size & (BLOCK - 1));
}

static enum status
refuse(struct err *err, const char *path, const char *why)
{
	return status_fail(err, ST_INVALID, "%s: %s", path, why);
}

/* ---- writing */

struct packing {
	const struct io *io;
	const char *dir_path, *path;
	int dir, out;
	char *buf; /* CHUNK */
	int64_t left;
};

static enum status
put(struct packing *p, const void *bytes, size_t n, struct err *err)
{
	if (io_write_all(p->io, p->out, bytes, n) < 0)
		return io_fail(err, errno, "writing", p->path);
	return ST_OK;
}

static enum status
put_header(struct packing *p, const char *name, const struct stat *sb, struct err *err)
{
	struct header h = {.type = '0', .magic = "ustar", .version = {'0', '0'}};

	str_copy(h.name, sizeof h.name, name);
	octal(h.mode, sizeof h.mode, 0644);
	octal(h.uid, sizeof h.uid, 0);
	octal(h.gid, sizeof h.gid, 0);
	octal(h.size, sizeof h.size, (int64_t)sb->st_size);
	octal(h.mtime, sizeof h.mtime, sb->st_mtime > 0 ? (int64_t)sb->st_mtime : 0);
	octal(h.major, sizeof h.major, 0);
	octal(h.minor, sizeof h.minor, 0);
	octal(h.sum, sizeof h.sum - 1, sum_of(&h));
	h.sum[sizeof h.sum - 1] = ' ';
	return put(p, &h, sizeof h, err);
}

/* The bytes of an open file, exactly size of them. */
static enum status
put_bytes(struct packing *p, int fd, const char *name, int64_t size, struct err *err)
{
	enum status st = ST_OK;

	for (int64_t left = size; !st && left > 0;) {
		size_t part = left < CHUNK ? (size_t)left : CHUNK;
		ssize_t n = io_read_all(p->io, fd, p->buf, part);

		if (n < 0)
			return io_fail(err, errno, "reading", name);
		if ((size_t)n != part)
			return refuse(err, name, "it changed while it was packed");
		st = put(p, p->buf, part, err);
		left -= (int64_t)part;
	}
	memset(p->buf, 0, BLOCK);
	return st ? st : put(p, p->buf, padding(size), err);
}

static enum status
put_file(struct packing *p, const char *name, struct err *err)
{
	struct stat sb;
	int64_t size;
	enum status st;
	int fd;

	if (!bundle_file_ok(name))
		return refuse(err, name, "no bundle may hold a file of this name");
	fd = io_dir_file(p->io, p->dir, name, &size);
	if (fd < 0 && errno == EINVAL)
		return refuse(err, name, "this is not a plain file");
	if (fd < 0)
		return io_fail(err, errno, "reading", name);
	p->left -= size;
	if (p->left < 0)
		st = refuse(err, p->dir_path, "its files are too large for one bundle");
	else if (p->io->fstat(p->io->arg, fd, &sb) < 0)
		st = io_fail(err, errno, "reading", name);
	else
		st = put_header(p, name, &sb, err);
	if (!st)
		st = put_bytes(p, fd, name, size, err);
	p->io->close(p->io->arg, fd);
	return st;
}

static enum status
put_all(struct packing *p, struct err *err)
{
	struct io_dir_names names = {0};
	enum status st =
	    io_dir_list(p->io, p->dir, p->dir_path, BUNDLE_FILES, &names, err);

	if (!st && names.more)
		st = refuse(err, p->dir_path, "it holds more files than a bundle may");
	for (size_t i = 0; !st && i < names.n; i++)
		st = put_file(p, names.name[i], err);
	io_dir_free(&names);
	memset(p->buf, 0, 2 * BLOCK);
	if (!st)
		st = put(p, p->buf, 2 * BLOCK, err);
	if (!st && p->io->fsync(p->io->arg, p->out) < 0)
		st = io_fail(err, errno, "saving", p->path);
	return st;
}

enum status
tar_write(const struct io *io, const char *dir, const char *path, struct err *err)
{
	struct packing p = {.io = io, .dir_path = dir, .path = path, .out = -1};
	enum status st = io_dir_open(io, dir, &p.dir, err);

	if (st)
		return st;
	p.left = BUNDLE_BYTES;
	p.out = io->open(io->arg, path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, 0600);
	if (p.out < 0) {
		st = io_fail(err, errno, "writing", path);
		io->close(io->arg, p.dir);
		return st;
	}
	p.buf = mem_alloc(CHUNK);
	st = put_all(&p, err);
	if (io->close(io->arg, p.out) < 0 && !st)
		st = io_fail(err, errno, "saving", path);
	if (st)
		io->unlink(io->arg, path);
	io->close(io->arg, p.dir);
	free(p.buf);
	return st;
}

/* ---- reading */

struct unpacking {
	const struct io *io;
	const char *path;
	int in, dir;
	char *buf; /* CHUNK */
	int64_t left;
	char seen[BUNDLE_FILES][BUNDLE_FILE];
	size_t n;
};

/* Takes exactly n bytes. */
static enum status
get(struct unpacking *u, void *bytes, size_t n, struct err *err)
{
	ssize_t got = io_read_all(u->io, u->in, bytes, n);

	if (got < 0)
		return io_fail(err, errno, "reading", u->path);
	if ((size_t)got != n)
		return refuse(err, u->path, "the archive is cut short");
	return ST_OK;
}

static bool
all_zero(const char *bytes, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (bytes[i])
			return false;
	return true;
}

/* A number field: octal digits to its last byte but one, then a NUL or a blank. */
static bool
number(const char *field, size_t n, int64_t *value)
{
	*value = 0;
	for (size_t i = 0; i + 1 < n; i++) {
		if (field[i] < '0' || field[i] > '7')
			return false;
		*value = *value * 8 + (field[i] - '0');
	}
	return field[n - 1] == '\0' || field[n - 1] == ' ';
}

/* Is this the header of a plain file? Nothing is taken that could mean something else to another
 * reader. */
static bool
header_ok(const struct header *h, int64_t *size)
{
	size_t n = strnlen(h->name, sizeof h->name);
	int64_t sum;

	return n < BUNDLE_FILE && all_zero(h->name + n, sizeof h->name - n) &&
	       bundle_file_ok(h->name) && h->type == '0' &&
	       memcmp(h->magic, "ustar", 6) == 0 && memcmp(h->version, "00", 2) == 0 &&
	       all_zero(h->link, sizeof h->link) &&
	       all_zero(h->prefix, sizeof h->prefix) &&
	       all_zero(h->rest, sizeof h->rest) &&
	       number(h->size, sizeof h->size, size) &&
	       number(h->sum, sizeof h->sum - 1, &sum) && sum == sum_of(h);
}

static enum status
get_bytes(struct unpacking *u, int fd, const char *name, int64_t size, struct err *err)
{
	enum status st = ST_OK;

	for (int64_t left = size; !st && left > 0;) {
		size_t part = left < CHUNK ? (size_t)left : CHUNK;

		st = get(u, u->buf, part, err);
		if (!st && io_write_all(u->io, fd, u->buf, part) < 0)
			st = io_fail(err, errno, "writing", name);
		left -= (int64_t)part;
	}
	if (!st)
		st = get(u, u->buf, padding(size), err);
	if (!st && !all_zero(u->buf, padding(size)))
		st = refuse(err, u->path, "the archive is damaged");
	return st;
}

static enum status
get_file(struct unpacking *u, const struct header *h, struct err *err)
{
	enum status st;
	int64_t size;
	int fd;

	if (!header_ok(h, &size))
		return refuse(err, u->path,
			      "the archive is damaged, or holds what is no part of a "
			      "bundle");
	for (size_t i = 0; i < u->n; i++)
		if (strcmp(u->seen[i], h->name) == 0)
			return refuse(err, u->path, "the archive holds one name twice");
	if (u->n == BUNDLE_FILES)
		return refuse(err, u->path, "the archive holds too many files");
	u->left -= size;
	if (u->left < 0)
		return refuse(err, u->path, "the archive is too large for a bundle");
	str_copy(u->seen[u->n++], BUNDLE_FILE, h->name);
	fd = u->io->open_in(u->io->arg, u->dir, h->name, O_WRONLY | O_CREAT | O_EXCL,
			    0600);
	if (fd < 0)
		return io_fail(err, errno, "writing", h->name);
	st = get_bytes(u, fd, h->name, size, err);
	if (!st && u->io->fsync(u->io->arg, fd) < 0)
		st = io_fail(err, errno, "saving", h->name);
	if (u->io->close(u->io->arg, fd) < 0 && !st)
		st = io_fail(err, errno, "saving", h->name);
	return st;
}

/* Behind the first block of zeros: one more at least, and nothing but zeros. */
static enum status
get_tail(struct unpacking *u, struct err *err)
{
	ssize_t n = io_read_all(u->io, u->in, u->buf, CHUNK);

	if (n < 0)
		return io_fail(err, errno, "reading", u->path);
	if (n < BLOCK || n > TAIL_MAX || n % BLOCK || !all_zero(u->buf, (size_t)n))
		return refuse(err, u->path, "the archive is damaged at its end");
	return ST_OK;
}

static enum status
get_all(struct unpacking *u, struct err *err)
{
	for (;;) {
		struct header h;
		enum status st = get(u, &h, sizeof h, err);

		if (!st && all_zero((const char *)&h, sizeof h))
			return get_tail(u, err);
		if (!st)
			st = get_file(u, &h, err);
		if (st)
			return st;
	}
}

/* Removes the directory and what was unpacked into it. */
static void
undo(const struct unpacking *u, const char *dir)
{
	char parent[512];
	const char *name = strrchr(dir, '/');
	int fd;

	str_copy(parent, sizeof parent, dir);
	if (name)
		parent[name == dir ? 1 : name - dir] = '\0';
	if (!io_dir_open(u->io, name ? parent : ".", &fd, NULL)) {
		io_dir_clear(u->io, fd, name ? name + 1 : dir);
		u->io->close(u->io->arg, fd);
	}
}

enum status
tar_read(const struct io *io, const char *path, const char *dir, struct err *err)
{
	struct unpacking u = {.io = io, .path = path, .left = BUNDLE_BYTES, .dir = -1};
	enum status st;

	u.in = io->open(io->arg, path, O_RDONLY | O_NONBLOCK, 0);
	if (u.in < 0)
		return io_fail(err, errno, "reading", path);
	if (io->mkdir(io->arg, dir, 0700) < 0) {
		st = io_fail(err, errno, "making the directory", dir);
		io->close(io->arg, u.in);
		return st;
	}
	u.buf = mem_alloc(CHUNK);
	st = io_dir_open(io, dir, &u.dir, err);
	if (!st)
		st = get_all(&u, err);
	if (!st && io->fsync(io->arg, u.dir) < 0 && errno != EINVAL && errno != ENOTSUP)
		st = io_fail(err, errno, "saving", dir);
	if (u.dir >= 0)
		io->close(io->arg, u.dir);
	io->close(io->arg, u.in);
	if (st)
		undo(&u, dir);
	free(u.buf);
	return st;
}
