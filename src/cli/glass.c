/* glass.c - standard output when it is a terminal: nothing stored may steer it. */
#define _GNU_SOURCE /* fopencookie, memrchr */
#include "glass.h"

#include "base/str.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

struct glass {
	FILE *to;
	struct str line; /* that has not ended yet */
};

/* Bytes at p that stay as they are: an end of line, a form feed, a tab; 0: none. */
static size_t
as_it_is(const char *p, size_t n)
{
	if (n > 1 && p[0] == '\r' && p[1] == '\n')
		return 2;
	return n && (p[0] == '\n' || p[0] == '\f' || p[0] == '\t');
}

static void
make_safe(const char *p, size_t n, struct str *out)
{
	for (size_t i = 0; i < n;) {
		size_t from = i, len = as_it_is(p + i, n - i);

		if (len) {
			str_add_n(out, p + i, len);
			i += len;
			continue;
		}
		while (i < n && !as_it_is(p + i, n - i))
			i++;
		utf8_safe(out, p + from, i - from, -1, false);
	}
}

static bool
send(struct glass *g)
{
	struct str safe = {0};
	bool sent;

	make_safe(str_text(&g->line), g->line.n, &safe);
	sent = fwrite(str_text(&safe), 1, safe.n, g->to) == safe.n && !fflush(g->to);
	str_release(&safe);
	return sent;
}

/* Only whole lines: no character and no flood is cut in two. */
static ssize_t
put(void *cookie, const char *bytes, size_t size)
{
	struct glass *g = cookie;
	const char *last = memrchr(bytes, '\n', size);
	size_t n = last ? (size_t)(last - bytes) + 1 : 0;
	bool sent = true;

	str_add_n(&g->line, bytes, n);
	if (n) {
		sent = send(g);
		str_release(&g->line);
	}
	str_add_n(&g->line, bytes + n, size - n);
	return sent ? (ssize_t)size : 0;
}

static int
end(void *cookie)
{
	struct glass *g = cookie;
	bool sent = send(g);

	str_release(&g->line);
	free(g);
	return sent ? 0 : EOF;
}

FILE *
glass_open(FILE *out)
{
	cookie_io_functions_t calls = {.write = put, .close = end};
	struct glass *g;
	FILE *f;

	if (!isatty(fileno(out)))
		return out;
	g = mem_alloc(sizeof *g);
	g->to = out;
	f = fopencookie(g, "w", calls);
	if (!f) {
		free(g);
		return NULL;
	}
	setvbuf(f, NULL, _IOLBF, 0);
	return f;
}

void
glass_close(FILE *glass, FILE *out)
{
	if (glass && glass != out && fclose(glass))
		return; /* the stream below knows what failed */
}
