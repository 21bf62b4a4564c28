/* text.h - the one way text reaches the screen; knows no data. */
#ifndef TUI_TEXT_H
#define TUI_TEXT_H

#include "base/status.h"
#include "tui/term.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Puts a text at row y, column x, in at most cols cells: controls and bidi overrides become
 * marks, ASCII where the locale is not UTF-8. Returns the cells used. */
int text_put(int y, int x, int cols, enum tone tone, const char *text);
/* As text_put for n bytes. */
int text_put_n(int y, int x, int cols, enum tone tone, const char *text, size_t n);
/* As text_put, formatted. */
int
text_putf(int y, int x, int cols, enum tone tone, const char *fmt, ...) BASE_PRINTF(5, 6);
/* As text_put, the rest of the cols cells blank: for rows that are rewritten in place. */
void text_fill(int y, int x, int cols, enum tone tone, const char *text);
/* As text_put with its end at column x + cols. */
int text_right(int y, int x, int cols, enum tone tone, const char *text);
/* Blanks h rows of w cells. */
void text_clear(int y, int x, int h, int w);
/* A bar of w cells filled to value of total ('#' and '-' in ASCII). */
void text_bar(int y, int x, int w, int64_t value, int64_t total);
/* Where the hardware cursor rests after this draw, and whether it is seen (typing). */
void text_cursor(int y, int x, bool visible);
/* Puts the cursor where text_cursor said last; true when it is to be seen (for ui.c). */
bool text_cursor_rest(void);
/* Wraps at cols cells, words kept whole where they fit: the line that begins at byte `at` ends
 * at the returned byte, the following begins at *next (n: none). */
size_t text_wrap(const char *text, size_t n, size_t at, int cols, size_t *next);
/* Puts a wrapped text into h rows; returns the rows used. */
int text_para(int y, int x, int h, int w, const char *text);
int text_para_tone(int y, int x, int h, int w, enum tone tone, const char *text);
/* The same with a text of several lines parted by LF, each wrapped. */
int text_lines(int y, int x, int h, int w, const char *text);

#endif
