/* table_problem.c - what keeps rows from being taken, with its place in the file. */
#include "base/io.h"
#include "base/str.h"
#include "table_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { CHUNK = 65536 };

const char *
table_problem_file(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash ? slash + 1 : path;
}

void
table_problem_add(struct table_problems *p, int64_t line, int cell, const char *text)
{
	p->count++;
	if (p->n == TABLE_PROBLEMS)
		return;
	p->list[p->n].line = line;
	p->list[p->n].cell = cell;
	(void)str_copy(p->list[p->n].text, sizeof p->list[0].text, text);
	p->n++;
}

/* ---- where a cell begins: the file is read again up to the last place asked for */

struct search {
	struct table_problems *problems;
	struct csv_place at[TABLE_PROBLEMS];
	int found;
};

static bool
look_for(void *arg, const struct csv_row *row)
{
	struct search *s = arg;

	for (int i = 0; i < s->problems->n; i++) {
		const struct table_problem *p = &s->problems->list[i];

		if (p->line != row->line)
			continue;
		s->at[i] = (struct csv_place){row->line, 1};
		if (p->cell > 0 && (size_t)p->cell < row->n)
			s->at[i] = csv_read_locate(row, (size_t)p->cell);
		s->found++;
	}
	return s->found < s->problems->n;
}

static void
pass_over(void *arg, enum csv_reason why, struct csv_place at)
{
	(void)arg;
	(void)why;
	(void)at;
}

static void
locate(struct search *s, const struct io *io, const char *path)
{
	struct csv_read_calls calls = {look_for, pass_over, s};
	struct csv_read *r = csv_read_new(&calls, TABLE_SEPARATORS);
	int fd = io->open(io->arg, path, O_RDONLY | O_CLOEXEC, 0);
	char *buf = mem_alloc(CHUNK);
	ssize_t got = 1;

	while (fd >= 0 && got != 0 && s->found < s->problems->n) {
		got = io->read(io->arg, fd, buf, CHUNK);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 || csv_read_feed(r, buf, (size_t)got))
			break;
	}
	if (got == 0)
		(void)csv_read_end(r);
	if (fd >= 0)
		(void)io->close(io->arg, fd);
	free(buf);
	csv_read_free(r);
}

static int
by_line(const void *a, const void *b)
{
	const struct table_problem *x = a, *y = b;

	return (x->line > y->line) - (x->line < y->line);
}

void
table_problem_say(struct table_problems *p, const struct io *io, const char *path,
		  struct str *out)
{
	struct search s = {.problems = p};
	const char *file = table_problem_file(path);

	if (p->n == 0)
		return;
	qsort(p->list, (size_t)p->n, sizeof p->list[0], by_line);
	for (int i = 0; i < p->n; i++)
		s.at[i] = (struct csv_place){p->list[i].line, 1};
	locate(&s, io, path);
	for (int i = 0; i < p->n; i++)
		str_addf(out, "%s:%lld:%lld: %s\n", file, (long long)s.at[i].line,
			 (long long)s.at[i].column, p->list[i].text);
	if (p->count > p->n)
		str_addf(out, "%s: and %lld more\n", file, (long long)(p->count - p->n));
}
