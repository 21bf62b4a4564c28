/* fuzz_text.c - any bytes stored in a field and drawn: no control reaches the glass, none leaves its
 * box. */
#include "fuzz.h"
#include "glass.h"

#include "base/utf8.h"
#include "tui/text.h"

#include <ncurses.h>
#include <stdlib.h>
#include <string.h>

enum { BOX_Y = 3, BOX_X = 7, BOX_H = 5 };

static void
safe(const char *p, size_t n, int cols, bool ascii)
{
	struct str out = {0};
	int used = utf8_safe(&out, p, n, cols, ascii), width = 0;

	for (size_t i = 0; i < out.n;) {
		uint32_t cp = 0;
		size_t len = utf8_decode(out.p + i, out.n - i, &cp);

		check(len > 0 && cp >= 0x20 && (cp < 0x7F || cp >= 0xA0));
		check(!utf8_bidi_control(cp) && (!ascii || cp < 0x80));
		width += utf8_width(cp);
		i += len;
	}
	check(width == used && (cols < 0 || used <= cols));
	check(cols >= 0 || used == utf8_text_width(p, n) || ascii);
	str_release(&out);
}

/* The first byte is the width of the box. */
static void
drawn(const char *p, size_t n, const char *text, int cols)
{
	erase();
	check(text_put_n(BOX_Y, BOX_X, cols, TONE_PLAIN, p, n) <= cols);
	text_right(BOX_Y + 1, BOX_X, cols, TONE_TITLE, text);
	text_fill(BOX_Y + 2, BOX_X, cols, TONE_CURSOR, text);
	check(text_para(BOX_Y + 3, BOX_X, 2, cols, text) <= 2);
	wnoutrefresh(stdscr);
	for (int y = 0; y < LINES; y++)
		for (int x = 0; x < COLS; x++)
			if (y < BOX_Y || y >= BOX_Y + BOX_H || x < BOX_X ||
			    x >= BOX_X + cols)
				check(glass_cell(y, x) == ' ');
	term_flush();
	glass_check();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text;
	int cols;

	if (!size)
		return 0;
	text = malloc(size);
	if (!text)
		return 0;
	glass_open();
	memcpy(text, data + 1, size - 1);
	text[size - 1] = '\0';
	cols = 1 + data[0] % 72;
	safe(text, size - 1, cols, false);
	safe(text, size - 1, cols, true);
	safe(text, size - 1, -1, false);
	for (size_t at = 0, next = 0; at < size - 1; at = next)
		check(text_wrap(text, size - 1, at, cols, &next) <= size - 1 &&
		      next > at);
	drawn(text, size - 1, text, cols);
	free(text);
	return 0;
}
