/* changes_kept.c - operations of a bundle between its two readings, in their canonical bytes. */
#include "sync/changes_kept.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

enum {
	BLOCK = 64 * 1024, /* written and read at once, when no operation is larger */
	HEAD = 4,	   /* bytes of the length before each */
};

enum status
changes_kept_open(struct changes_kept *k, const struct io *io, const char *path,
		  struct err *err)
{
	*k = (struct changes_kept){.io = io, .path = path, .in = -1};
	io->unlink(io->arg, path);
	k->out = io->open(io->arg, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
	if (k->out < 0)
		return io_fail(err, errno, "making", path);
	k->in = io->open(io->arg, path, O_RDONLY | O_CLOEXEC, 0);
	if (k->in < 0 || io->unlink(io->arg, path)) {
		enum status st = io_fail(err, errno, "making", path);

		io->unlink(io->arg, path);
		changes_kept_close(k);
		return st;
	}
	return ST_OK;
}

static enum status
write_out(struct changes_kept *k, struct err *err)
{
	ssize_t n = io_write_all(k->io, k->out, str_text(&k->buf), k->buf.n);

	if (n < 0)
		return io_fail(err, errno, "writing", k->path);
	str_clear(&k->buf);
	return ST_OK;
}

enum status
changes_kept_add(struct changes_kept *k, const struct change *c, struct err *err)
{
	size_t at = k->buf.n, n;

	str_add_n(&k->buf, "\0\0\0\0", HEAD);
	change_bytes(c, &k->buf);
	n = k->buf.n - at - HEAD;
	for (size_t i = 0; i < HEAD; i++)
		k->buf.p[at + i] = (char)(n >> (8 * (HEAD - 1 - i)));
	return k->buf.n < BLOCK ? ST_OK : write_out(k, err);
}

/* At least n bytes from *at on lie in the buffer; false: the file ends before. */
static enum status
fill(struct changes_kept *k, size_t *at, size_t n, bool *there, struct err *err)
{
	size_t left = k->buf.n - *at, room = n > BLOCK ? n : BLOCK;
	ssize_t got;

	*there = left >= n;
	if (*there)
		return ST_OK;
	memmove(k->buf.p, k->buf.p + *at, left);
	*at = 0;
	k->buf.n = left;
	str_reserve(&k->buf, room);
	got = io_read_all(k->io, k->in, k->buf.p + left, room - left);
	if (got < 0)
		return io_fail(err, errno, "reading", k->path);
	k->buf.n += (size_t)got;
	k->buf.p[k->buf.n] = '\0';
	*there = k->buf.n >= n;
	return ST_OK;
}

static size_t
length_at(const char *p)
{
	size_t n = 0;

	for (size_t i = 0; i < HEAD; i++)
		n = n << 8 | (unsigned char)p[i];
	return n;
}

enum status
changes_kept_read(struct changes_kept *k,
		  enum status (*each)(void *arg, const struct change *c, struct err *err),
		  void *arg, struct err *err)
{
	enum status st = write_out(k, err);
	size_t at = 0;

	str_reserve(&k->buf, BLOCK);
	while (!st) {
		struct change c;
		bool there;
		size_t n;

		st = fill(k, &at, HEAD, &there, err);
		if (st || (!there && k->buf.n == at))
			return st;
		n = there ? length_at(k->buf.p + at) : 0;
		if (there)
			st = fill(k, &at, HEAD + n, &there, err);
		if (!st &&
		    (!there || !change_parse(k->buf.p + at + HEAD, n, &k->room, &c)))
			st = status_fail(err, ST_IO,
					 "%s: the disk gave back other bytes than were "
					 "written; check it, then try again",
					 k->path);
		at += HEAD + n;
		if (!st)
			st = each(arg, &c, err);
	}
	return st;
}

void
changes_kept_close(struct changes_kept *k)
{
	if (k->out >= 0)
		k->io->close(k->io->arg, k->out);
	if (k->in >= 0)
		k->io->close(k->io->arg, k->in);
	k->out = k->in = -1;
	str_release(&k->buf);
	change_room_release(&k->room);
}
