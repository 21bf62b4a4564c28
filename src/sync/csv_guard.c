/* csv_guard.c - strict UTF-8, controls and quotes, eight bytes at a time. */
#include "csv_guard_priv.h"

#include "base/utf8.h"

#include <string.h>

#define EACH(c) (0x0101010101010101ull * (c))

/* Marks (top bits) the bytes of w below c; exact up to the first marked one. */
static inline uint64_t
below(uint64_t w, unsigned char c)
{
	return (w - EACH(c)) & ~w & EACH(0x80);
}

size_t
csv_guard_skip(const char *p, size_t i, size_t n)
{
#if __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
	for (; i + 8 <= n; i += 8) {
		uint64_t w, hit;

		memcpy(&w, p + i, 8);
		hit = (w & EACH(0x80)) | below(w, 0x20) | below(w ^ EACH('"'), 1) |
		      below(w ^ EACH(0x7F), 1);
		if (hit)
			return i + (size_t)__builtin_ctzll(hit) / 8;
	}
#endif
	while (i < n && (unsigned char)p[i] >= 0x20 && (unsigned char)p[i] < 0x7F &&
	       p[i] != '"')
		i++;
	return i;
}

static enum csv_reason
character(const char *p, size_t n)
{
	uint32_t cp;

	if (!utf8_decode(p, n, &cp))
		return CSV_BAD_UTF8;
	return cp < 0xA0 ? CSV_CONTROL_CHAR : CSV_REASON_NONE;
}

static size_t
utf8_length(unsigned char lead)
{
	return lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
}

size_t
csv_guard_high(struct csv_guard *g, const char *p, size_t i, size_t n,
	       enum csv_reason *why)
{
	g->flags |= CSV_ROW_HIGH;
	while (i < n && (unsigned char)p[i] >= 0x80) {
		size_t len = utf8_length((unsigned char)p[i]);

		if (n - i < len) {
			memcpy(g->held, p + i, n - i);
			g->n_held = n - i;
			return n;
		}
		*why = character(p + i, len);
		if (*why)
			return i;
		i += len;
	}
	return i;
}

size_t
csv_guard_finish(struct csv_guard *g, const char *p, size_t n, enum csv_reason *why)
{
	size_t i = 0;

	while (g->n_held && i < n && !*why) {
		if ((p[i] & 0xC0) != 0x80) {
			*why = CSV_BAD_UTF8;
			break;
		}
		g->held[g->n_held++] = p[i++];
		if (g->n_held < utf8_length((unsigned char)g->held[0]))
			continue;
		*why = character(g->held, g->n_held);
		if (!*why)
			g->n_held = 0;
	}
	return i;
}

enum csv_reason
csv_guard_control(struct csv_guard *g, char c)
{
	if (c == '\0')
		return CSV_NUL_BYTE;
	if (c != '\t' && c != '\n' && c != '\r')
		return CSV_CONTROL_CHAR;
	if (c == '\n')
		g->row_lfs++;
	if (g->in_quotes || c != g->separator)
		g->flags |= CSV_ROW_CONTROL;
	return CSV_REASON_NONE;
}
