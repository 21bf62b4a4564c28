/* csv_write.c - canonical CSV, one pass over each field. */
#include "sync/csv_write.h"

#include "base/io.h"
#include "base/str.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBER_SIZE = 32, FULL_WIDTH = 3 };

/* Bytes that a quoted field is needed for. */
static const bool special[256] = {
    ['"'] = true, [','] = true, ['\r'] = true, ['\n'] = true};

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* U+FF1D, FF0B, FF0D, FF20: Excel takes them for = + - @ in some locales. */
static bool
is_full_width_trigger(const char *p, size_t n)
{
	unsigned char last;

	if (n < FULL_WIDTH || memcmp(p, "\xEF\xBC", 2) != 0)
		return false;
	last = (unsigned char)p[2];
	return last == 0x9D || last == 0x8B || last == 0x8D || last == 0xA0;
}

size_t
csv_write_trigger(const char *p, size_t n)
{
	if (n == 0)
		return 0;
	switch (*p) {
	case '=':
	case '+':
	case '-':
	case '@':
	case '\t':
	case '\r':
	case '\n':
		return 1;
	default:
		return is_full_width_trigger(p, n) ? FULL_WIDTH : 0;
	}
}

bool
csv_write_guarded(const char *p, size_t n)
{
	return n >= 2 && *p == '\'' && (p[1] == '\'' || csv_write_trigger(p + 1, n - 1));
}

#define EACH(c) (0x0101010101010101ull * (c))

/* Marks a byte of w that equals c (and perhaps ones above it). */
static inline uint64_t
equal(uint64_t w, unsigned char c)
{
	w ^= EACH(c);
	return (w - EACH(1)) & ~w & EACH(0x80);
}

/* Copies p up to its first special byte ; returns how far it came. */
static inline size_t
copy_plain(char *out, const char *p, size_t n)
{
	size_t i = 0;

	for (; i + 8 <= n; i += 8) {
		uint64_t w;

		memcpy(&w, p + i, 8);
		if (equal(w, '"') | equal(w, ',') | equal(w, '\r') | equal(w, '\n'))
			break;
		memcpy(out + i, &w, 8);
	}
	while (i < n && !special[(unsigned char)p[i]]) {
		out[i] = p[i];
		i++;
	}
	return i;
}

size_t
csv_write_cell(char *out, const char *p, size_t n, bool guard)
{
	bool mark = guard && n && (*p == '\'' || csv_write_trigger(p, n));
	char *o = out;
	size_t i;

	if (mark)
		*o++ = '\'';
	i = copy_plain(o, p, n);
	if (i == n && (n == 0 || !((is_blank(*p) && !mark) || is_blank(p[n - 1]))))
		return (size_t)(o - out) + n;
	/* Quotes are needed: what was copied moves up by one. */
	memmove(out + 1, out, (size_t)(o - out) + i);
	*out = '"';
	o += 1 + i;
	for (; i < n; i++) {
		if (p[i] == '"')
			*o++ = '"';
		*o++ = p[i];
	}
	*o++ = '"';
	return (size_t)(o - out);
}

static void
flush(struct csv_write *w)
{
	if (w->used)
		w->sink.add(w->sink.arg, w->buf, w->used);
	w->bytes += (int64_t)w->used;
	w->used = 0;
}

/* Room for n bytes at once; n is at most CSV_WRITE_BUFFER. */
static char *
room(struct csv_write *w, size_t n)
{
	if (CSV_WRITE_BUFFER - w->used < n)
		flush(w);
	return w->buf + w->used;
}

static void
give(struct csv_write *w, const void *bytes, size_t n)
{
	memcpy(room(w, n), bytes, n);
	w->used += n;
}

void
csv_write_open(struct csv_write *w, struct csv_sink sink)
{
	*w = (struct csv_write){.sink = sink, .buf = mem_alloc(CSV_WRITE_BUFFER)};
	give(w, "\xEF\xBB\xBF", 3);
}

static void
io_writer_take(void *arg, const void *bytes, size_t n)
{
	io_writer_add(arg, bytes, n);
}

struct csv_sink
csv_write_to(struct io_writer *out)
{
	return (struct csv_sink){io_writer_take, out};
}

/* A cell that the buffer may not hold goes to the sink by itself. */
static void
add_long_cell(struct csv_write *w, const char *p, size_t n, bool guard)
{
	char *out = mem_alloc(2 * n + 4);
	size_t len = w->row_at++ > 0;

	*out = ',';
	len += csv_write_cell(out + len, p, n, guard);
	flush(w);
	w->sink.add(w->sink.arg, out, len);
	w->bytes += (int64_t)len;
	free(out);
}

static void
add_cell(struct csv_write *w, const char *p, size_t n, bool guard)
{
	size_t most = 2 * n + 4;
	char *out;

	w->lone_empty = n == 0 && w->row_at == 0;
	if (most > CSV_WRITE_BUFFER) {
		add_long_cell(w, p, n, guard);
		return;
	}
	out = room(w, most);
	*out = ',';
	out += w->row_at++ > 0;
	out += csv_write_cell(out, p, n, guard);
	w->used = (size_t)(out - w->buf);
}

void
csv_write_text(struct csv_write *w, const char *p, size_t n)
{
	add_cell(w, p, n, true);
}

void
csv_write_plain(struct csv_write *w, const char *p, size_t n)
{
	add_cell(w, p, n, false);
}

void
csv_write_int(struct csv_write *w, int64_t value)
{
	csv_write_decimal(w, value, 0);
}

void
csv_write_decimal(struct csv_write *w, int64_t value, int decimals)
{
	char b[NUMBER_SIZE];
	char *end = b + sizeof b, *p = end;
	uint64_t u = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;

	assert(decimals >= 0 && decimals <= 9);
	if (value == INT64_MIN) {
		add_cell(w, "", 0, false);
		return;
	}
	for (int digits = 0; u || digits <= decimals; digits++) {
		if (decimals && digits == decimals)
			*--p = '.';
		*--p = (char)('0' + u % 10);
		u /= 10;
	}
	if (value < 0)
		*--p = '-';
	add_cell(w, p, (size_t)(end - p), false);
}

void
csv_write_row_end(struct csv_write *w)
{
	if (w->lone_empty)
		give(w, "\"\"", 2);
	give(w, "\r\n", 2);
	w->row_at = 0;
	w->lone_empty = false;
	w->rows++;
}

void
csv_write_close(struct csv_write *w)
{
	if (!w->buf)
		return;
	flush(w);
	free(w->buf);
	w->buf = NULL;
}
