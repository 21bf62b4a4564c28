/* table_head.c - a first look at a file: which columns it has and whether it is long. */
#include "base/io.h"
#include "base/str.h"
#include "table_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

enum { CHUNK = 65536 };

/* The name without spaces round it. */
static void
trim(const struct csv_cell *c, const char **p, size_t *n)
{
	*p = c->p;
	*n = c->n;
	while (*n && **p == ' ') {
		(*p)++;
		(*n)--;
	}
	while (*n && (*p)[*n - 1] == ' ')
		(*n)--;
}

static int
place_in(const struct csv_row *row, const char *name)
{
	for (size_t i = 0; i < row->n; i++) {
		const char *p;
		size_t n;

		trim(&row->cells[i], &p, &n);
		if (n == strlen(name) && !strncasecmp(p, name, n))
			return (int)i;
	}
	return -1;
}

/* Columns that stand in the file and those no row can do without. */
static bool
take_header(void *arg, const struct csv_row *row)
{
	struct table_head *h = arg;
	struct table_columns all, *c = &h->columns;

	if (row->n == 1 && !strncasecmp(row->cells[0].p, "sep=", 4))
		return true; /* a spreadsheet's hint before the header */
	table_columns_all(c->entity, true, &all);
	c->n = 0;
	for (size_t i = 0; i < all.n; i++) {
		int f = all.field[i];
		int at = place_in(row, table_columns_name(&all, i));

		if (at < 0 && (f < 0 || !(c->entity->fields[f].flags & FF_REQUIRED)))
			continue;
		h->at[c->n] = at;
		c->field[c->n++] = f;
	}
	return false;
}

static void
pass_over(void *arg, enum csv_reason why, struct csv_place at)
{
	(void)arg;
	(void)why;
	(void)at;
}

static int64_t
count_lines(const char *p, size_t n)
{
	int64_t lines = 0;
	const char *end = p + n;

	while ((p = memchr(p, '\n', (size_t)(end - p)))) {
		lines++;
		p++;
	}
	return lines;
}

static enum status
look_at(const struct io *io, int fd, const char *path, int64_t limit,
	struct table_head *h, struct csv_read *r, struct err *err)
{
	char *buf = mem_alloc(CHUNK);
	enum status st = ST_OK;
	bool end = false;

	while (!end && (h->columns.n == 0 || h->lines < limit)) {
		ssize_t got = io->read(io->arg, fd, buf, CHUNK);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			st = io_fail(err, errno, "reading", path);
		end = got <= 0;
		if (got <= 0)
			break;
		h->lines += count_lines(buf, (size_t)got);
		if (h->columns.n == 0 && csv_read_feed(r, buf, (size_t)got))
			end = true; /* the reading proper names it */
	}
	if (!st && h->columns.n == 0)
		(void)csv_read_end(r);
	free(buf);
	return st;
}

enum status
table_head_read(const struct io *io, const char *path, const struct entity *e,
		int64_t limit, struct table_head *h, struct err *err)
{
	struct csv_read_calls calls = {take_header, pass_over, h};
	int fd = io->open(io->arg, path, O_RDONLY | O_CLOEXEC, 0);
	struct csv_read *r;
	enum status st;

	h->columns.entity = e;
	h->columns.n = 0;
	h->lines = 0;
	if (fd < 0)
		return errno == ENOENT
			   ? status_fail(err, ST_NOT_FOUND,
					 "%s: no such file; check the name", path)
			   : io_fail(err, errno, "opening", path);
	r = csv_read_new(&calls, TABLE_SEPARATORS);
	st = look_at(io, fd, path, limit, h, r, err);
	csv_read_free(r);
	(void)io->close(io->arg, fd);
	if (h->columns.n == 0)
		table_columns_all(e, true, &h->columns);
	return st;
}
