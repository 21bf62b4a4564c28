/* digits.c - a three by five pixel face for the clock. */
#include "tui/digits.h"

#include "text_priv.h"

#include <string.h>

struct glyph {
	char c;
	unsigned char w;      /* pixels across */
	unsigned char row[5]; /* bit w-1 is the left pixel */
};

/* Alike digits share strokes, so that a second that passes changes few cells. */
static const struct glyph glyphs[] = {
    {'0', 3, {7, 5, 5, 5, 7}},	    {'1', 3, {1, 1, 1, 1, 1}},
    {'2', 3, {7, 1, 7, 4, 7}},	    {'3', 3, {7, 1, 7, 1, 7}},
    {'4', 3, {5, 5, 7, 1, 1}},	    {'5', 3, {7, 4, 7, 1, 7}},
    {'6', 3, {7, 4, 7, 5, 7}},	    {'7', 3, {7, 1, 1, 1, 1}},
    {'8', 3, {7, 5, 7, 5, 7}},	    {'9', 3, {7, 5, 7, 1, 7}},
    {':', 1, {0, 1, 0, 1, 0}},	    {'.', 1, {0, 0, 0, 0, 1}},
    {'+', 3, {0, 2, 7, 2, 0}},	    {'-', 3, {0, 0, 7, 0, 0}},
    {'A', 3, {7, 5, 7, 5, 5}},	    {'B', 3, {6, 5, 6, 5, 6}},
    {'C', 3, {7, 4, 4, 4, 7}},	    {'D', 3, {6, 5, 5, 5, 6}},
    {'E', 3, {7, 4, 6, 4, 7}},	    {'F', 3, {7, 4, 6, 4, 4}},
    {'G', 3, {7, 4, 5, 5, 7}},	    {'H', 3, {5, 5, 7, 5, 5}},
    {'I', 1, {1, 1, 1, 1, 1}},	    {'J', 3, {1, 1, 1, 5, 7}},
    {'K', 3, {5, 5, 6, 5, 5}},	    {'L', 3, {4, 4, 4, 4, 7}},
    {'M', 5, {17, 27, 21, 17, 17}}, {'N', 4, {9, 13, 11, 9, 9}},
    {'O', 3, {7, 5, 5, 5, 7}},	    {'P', 3, {7, 5, 7, 4, 4}},
    {'Q', 3, {7, 5, 5, 7, 1}},	    {'R', 3, {6, 5, 6, 5, 5}},
    {'S', 3, {7, 4, 7, 1, 7}},	    {'T', 3, {7, 2, 2, 2, 2}},
    {'U', 3, {5, 5, 5, 5, 7}},	    {'V', 3, {5, 5, 5, 5, 2}},
    {'W', 5, {17, 17, 21, 21, 10}}, {'X', 3, {5, 5, 2, 5, 5}},
    {'Y', 3, {5, 5, 2, 2, 2}},	    {'Z', 3, {7, 1, 2, 4, 7}},
    {' ', 3, {0, 0, 0, 0, 0}},
};

static const struct glyph *
glyph_of(char c)
{
	for (size_t i = 0; i < sizeof glyphs / sizeof glyphs[0]; i++) {
		if (glyphs[i].c == c)
			return &glyphs[i];
	}
	return &glyphs[sizeof glyphs / sizeof glyphs[0] - 1];
}

static void
pixel(int y, int x, int scale, attr_t attr, bool on)
{
	for (int r = 0; r < scale; r++) {
		for (int c = 0; c < 2 * scale; c++)
			text_into(stdscr, y + r, x + c, 1, on ? attr : A_NORMAL,
				  !on		 ? " "
				  : term_ascii() ? "#"
						 : "\xE2\x96\x88",
				  !on || term_ascii() ? 1 : 3);
	}
}

void
digits_draw(int y, int x, int scale, enum tone tone, const char *text)
{
	for (; *text; text++) {
		const struct glyph *g = glyph_of(*text);

		for (int r = 0; r < DIGITS_ROWS; r++) {
			for (int c = 0; c <= g->w; c++)
				pixel(y + r * scale, x + c * 2 * scale, scale,
				      term_attr(tone),
				      c < g->w && g->row[r] >> (g->w - 1 - c) & 1);
		}
		x += (g->w + 1) * 2 * scale;
	}
}

int
digits_width(int scale, const char *text)
{
	int w = 0;

	for (; *text; text++)
		w += (glyph_of(*text)->w + 1) * 2 * scale;
	return w > 0 ? w - 2 * scale : 0;
}
