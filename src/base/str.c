/* str.c - growable text and memory that never fails quietly. */
#include "base/str.h"

#include "base/utf8.h"

#include <assert.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

static void (*failure_hook)(void);

void
mem_on_failure(void (*hook)(void))
{
	failure_hook = hook;
}

void
mem_none(void)
{
	if (failure_hook)
		failure_hook();
	fputs("limber: out of memory; what was confirmed is saved\n", stderr);
	abort();
}

/* A page that is touched for the first time is a trap into the kernel: some hundred at a start. */
void
mem_expect(size_t n)
{
#if defined __GLIBC__ && defined MADV_POPULATE_WRITE
	enum { PAGE = 4096 };
	char *p;

	mallopt(M_MMAP_THRESHOLD, 2 * (int)n); /* from the heap, */
	mallopt(M_TRIM_THRESHOLD, 2 * (int)n); /* and it stays there */
	p = malloc(n);
	if (p)
		madvise(p + PAGE - (uintptr_t)p % PAGE, n - 2 * PAGE,
			MADV_POPULATE_WRITE);
	free(p);
#else
	(void)n;
#endif
}

void *
mem_alloc(size_t size)
{
	void *p = calloc(1, size ? size : 1);

	if (!p)
		mem_none();
	return p;
}

void *
mem_grow(void *p, size_t size)
{
	void *q = realloc(p, size ? size : 1);

	if (!q)
		mem_none();
	return q;
}

void *
mem_room(void *rows, size_t n, size_t size)
{
	enum { FIRST = 8 };
	size_t room = n ? 2 * n : FIRST;

	if (n && (n < FIRST || (n & (n - 1)) != 0))
		return rows; /* n is inside the last step, which ended at a power of two */
	assert(n < SIZE_MAX / 4 && (!size || room <= SIZE_MAX / size));
	return mem_grow(rows, room * size);
}

void *
mem_dup(const void *p, size_t n)
{
	void *q = mem_alloc(n);

	if (n)
		memcpy(q, p, n);
	return q;
}

char *
mem_copy(const char *text)
{
	return mem_dup(text, strlen(text) + 1);
}

void
str_release(struct str *s)
{
	free(s->p);
	*s = (struct str){0};
}

void
str_clear(struct str *s)
{
	s->n = 0;
	if (s->p)
		s->p[0] = '\0';
}

void
str_reserve(struct str *s, size_t n)
{
	size_t need;

	assert(n < SIZE_MAX / 4 && s->n < SIZE_MAX / 4);
	need = s->n + n + 1;
	if (need <= s->cap)
		return;
	if (need < 2 * s->cap)
		need = 2 * s->cap;
	if (need < 32)
		need = 32;
	s->p = mem_grow(s->p, need);
	s->cap = need;
	s->p[s->n] = '\0';
}

void
str_add_n(struct str *s, const void *bytes, size_t n)
{
	str_reserve(s, n);
	if (n)
		memcpy(s->p + s->n, bytes, n);
	s->n += n;
	s->p[s->n] = '\0';
}

void
str_add(struct str *s, const char *text)
{
	str_add_n(s, text, strlen(text));
}

void
str_add_c(struct str *s, char c)
{
	str_add_n(s, &c, 1);
}

void
str_addv(struct str *s, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	va_copy(again, ap);
	n = vsnprintf(NULL, 0, fmt, again);
	va_end(again);
	assert(n >= 0);
	str_reserve(s, (size_t)n);
	vsnprintf(s->p + s->n, (size_t)n + 1, fmt, ap);
	s->n += (size_t)n;
}

void
str_addf(struct str *s, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	str_addv(s, fmt, ap);
	va_end(ap);
}

const char *
str_text(const struct str *s)
{
	return s->p ? s->p : "";
}

char *
str_detach(struct str *s)
{
	char *p = s->p ? s->p : mem_copy("");

	*s = (struct str){0};
	return p;
}

/* Longest prefix of at most max bytes that does not cut a character. */
static size_t
cut(const char *text, size_t max)
{
	while (max > 0 && ((unsigned char)text[max] & 0xC0) == 0x80)
		max--;
	return max;
}

bool
str_copy(char *dst, size_t size, const char *src)
{
	size_t n = strlen(src);
	bool whole = n < size;

	assert(size > 0);
	if (!whole)
		n = cut(src, size - 1);
	memcpy(dst, src, n);
	dst[n] = '\0';
	return whole;
}

bool
str_format(char *dst, size_t size, const char *fmt, ...)
{
	struct str s = {0};
	va_list ap;
	bool whole;

	va_start(ap, fmt);
	str_addv(&s, fmt, ap);
	va_end(ap);
	whole = str_copy(dst, size, str_text(&s));
	str_release(&s);
	return whole;
}

bool
str_int(const char *text, size_t n, long long *value)
{
	bool minus = n > 0 && text[0] == '-';
	long long v = 0;
	size_t i = minus ? 1 : 0;

	if (i == n)
		return false;
	for (; i < n; i++) {
		int d = text[i] - '0';

		if (d < 0 || d > 9 || v < (LLONG_MIN + d) / 10)
			return false;
		v = v * 10 - d; /* negative, because its range is the larger one */
	}
	if (!minus && v == LLONG_MIN)
		return false;
	*value = minus ? v : -v;
	return true;
}
