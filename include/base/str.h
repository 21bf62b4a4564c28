/* str.h - text that grows; always ends in NUL; running out of memory ends the program. */
#ifndef BASE_STR_H
#define BASE_STR_H

#include "base/status.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>

/* Growable bytes. {0} is an empty one. Invariant: p is NULL or p[n] == 0. */
struct str {
	char *p;
	size_t n;   /* bytes in use, without the NUL */
	size_t cap; /* bytes allocated */
};

/* Frees the bytes and empties s. */
void str_release(struct str *s);
/* Empties s and keeps its memory. */
void str_clear(struct str *s);
/* Makes room for n more bytes. */
void str_reserve(struct str *s, size_t n);
/* Appends; each copies what it is given. */
void str_add(struct str *s, const char *text);
void str_add_n(struct str *s, const void *bytes, size_t n);
void str_add_c(struct str *s, char c);
void str_addf(struct str *s, const char *fmt, ...) BASE_PRINTF(2, 3);
void str_addv(struct str *s, const char *fmt, va_list ap) BASE_PRINTF(2, 0);
/* The text, never NULL; borrowed until the next change of s. */
const char *str_text(const struct str *s);
/* Hands the bytes over (the caller frees them) and empties s; never NULL. */
char *str_detach(struct str *s);

/* Copies src into dst of size bytes, cut at a UTF-8 border; false when it was cut. */
bool str_copy(char *dst, size_t size, const char *src);
/* snprintf that cuts at a UTF-8 border; false when it was cut. */
bool str_format(char *dst, size_t size, const char *fmt, ...) BASE_PRINTF(3, 4);
/* Parses a whole decimal integer; false when text is anything else or out of range. */
bool str_int(const char *text, size_t n, long long *value);

/* There is no memory: calls the out-of-memory hook, says so and aborts, as safe as a kill. */
_Noreturn void mem_none(void);
/* malloc family that never returns NULL: mem_none. */
void *mem_alloc(size_t size); /* zeroed */
void *mem_grow(void *p, size_t size);
/* Room for one row of size bytes more behind the n there are: rows made by this alone, counted from
 * NULL and 0. Grows to twice, so that n rows cost as many steps as log n; what is new is not
 * zeroed. */
void *mem_room(void *rows, size_t n, size_t size);
char *mem_copy(const char *text);
void *mem_dup(const void *p, size_t n);
/* Gets n bytes from the kernel in one go for what will be allocated; a hint, it may do nothing. */
void mem_expect(size_t n);
/* Called once before the program aborts for want of memory (to end curses). */
void mem_on_failure(void (*hook)(void));

#endif
