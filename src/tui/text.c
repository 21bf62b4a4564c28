/* text.c - makes text safe and puts it into cells. */
#include "tui/text.h"

#include "base/str.h"
#include "base/utf8.h"
#include "text_priv.h"

#include <stdarg.h>
#include <string.h>

/* Where the cursor rests; drawing goes on after a widget has said so. */
static struct {
	int y, x;
	bool visible;
} cursor;

int
text_into(WINDOW *w, int y, int x, int cols, attr_t attr, const char *p, size_t n)
{
	struct str s = {0};
	int rows = getmaxy(w), width = getmaxx(w), used;

	if (y < 0 || y >= rows || x < 0 || x >= width || cols <= 0)
		return 0;
	used = utf8_safe(&s, p, n, cols < width - x ? cols : width - x, term_ascii());
	wattrset(w, (int)attr);
	mvwaddnstr(w, y, x, str_text(&s), (int)s.n);
	wattrset(w, A_NORMAL);
	str_release(&s);
	return used;
}

int
text_put_n(int y, int x, int cols, enum tone tone, const char *text, size_t n)
{
	return text_into(stdscr, y, x, cols, term_attr(tone), text, n);
}

int
text_put(int y, int x, int cols, enum tone tone, const char *text)
{
	return text_put_n(y, x, cols, tone, text, strlen(text));
}

int
text_putf(int y, int x, int cols, enum tone tone, const char *fmt, ...)
{
	struct str s = {0};
	va_list ap;
	int used;

	va_start(ap, fmt);
	str_addv(&s, fmt, ap);
	va_end(ap);
	used = text_put_n(y, x, cols, tone, str_text(&s), s.n);
	str_release(&s);
	return used;
}

void
text_clear(int y, int x, int h, int w)
{
	for (int i = 0; i < h; i++) {
		if (y + i >= 0 && y + i < LINES && w > 0 && x < COLS)
			mvhline(y + i, x, ' ', w < COLS - x ? w : COLS - x);
	}
}

void
text_fill(int y, int x, int cols, enum tone tone, const char *text)
{
	int used = text_put(y, x, cols, tone, text);

	text_clear(y, x + used, 1, cols - used);
}

int
text_right(int y, int x, int cols, enum tone tone, const char *text)
{
	int w = utf8_text_width(text, strlen(text));

	return w < cols ? text_put(y, x + cols - w, w, tone, text)
			: text_put(y, x, cols, tone, text);
}

void
text_bar(int y, int x, int w, int64_t value, int64_t total)
{
	int full = 0;

	if (total > 0 && value > 0)
		full = value >= total ? w : (int)(value * w / total);
	for (int i = 0; i < w; i++) {
		const char *cell = i < full	  ? term_ascii() ? "#" : "\xE2\x96\x88"
				   : term_ascii() ? "-"
						  : "\xC2\xB7";

		text_put(y, x + i, 1, TONE_PLAIN, cell);
	}
}

void
text_cursor(int y, int x, bool visible)
{
	cursor.y = y < LINES ? y : LINES - 1;
	cursor.x = x < COLS ? x : COLS - 1;
	cursor.visible = visible;
}

bool
text_cursor_rest(void)
{
	bool visible = cursor.visible;

	move(cursor.y, cursor.x);
	cursor.visible = false;
	return visible;
}

size_t
text_wrap(const char *text, size_t n, size_t at, int cols, size_t *next)
{
	size_t i = at, space = 0;
	int used = 0;

	while (i < n && text[i] != '\n') {
		uint32_t cp = 0;
		size_t len = utf8_decode(text + i, n - i, &cp);
		int w = len ? utf8_text_width(text + i, len) : 1;

		if (used + w > cols && text[i] != ' ') {
			*next = space > at ? space + 1 : i > at ? i : i + (len ? len : 1);
			return space > at ? space : *next;
		}
		if (text[i] == ' ')
			space = i;
		used += w;
		i += len ? len : 1;
	}
	*next = i < n ? i + 1 : n;
	return i;
}

/* One line of n bytes, wrapped; the rows used. */
static int
wrapped(int y, int x, int h, int w, enum tone tone, const char *text, size_t n)
{
	size_t at = 0, next = 0;
	int row = 0;

	while (at < n && row < h) {
		size_t end = text_wrap(text, n, at, w, &next);

		text_put_n(y + row, x, w, tone, text + at, end - at);
		row++;
		at = next;
	}
	return row;
}

int
text_para_tone(int y, int x, int h, int w, enum tone tone, const char *text)
{
	return wrapped(y, x, h, w, tone, text, strlen(text));
}

int
text_para(int y, int x, int h, int w, const char *text)
{
	return text_para_tone(y, x, h, w, TONE_PLAIN, text);
}

int
text_lines(int y, int x, int h, int w, const char *text)
{
	int row = 0;

	for (const char *p = text; *p && row < h; p += *p != '\0') {
		size_t n = strcspn(p, "\n");

		row += n ? wrapped(y + row, x, h - row, w, TONE_PLAIN, p, n) : 1;
		p += n;
	}
	return row;
}
