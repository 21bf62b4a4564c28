/* line.h - one line of text being typed; no form, no validation. */
#ifndef TUI_LINE_H
#define TUI_LINE_H

#include "tui/ui.h"

#include <stddef.h>

enum { LINE_SIZE = 256 };

struct line {
	char text[LINE_SIZE]; /* UTF-8, NUL at the end */
	size_t n;	      /* bytes */
	size_t at;	      /* cursor, bytes, at a character border */
	size_t most;	      /* bytes that may be typed; 0: as many as there is room */
	bool masked;	      /* a PIN: stars are shown */
};

/* Replaces the text (cut to what fits), cursor behind it. */
void line_set(struct line *l, const char *text);
/* Types, deletes, moves; returns enum screen_flag (PASS: not a key for a line). */
unsigned line_key(struct line *l, int key);
/* Paints at the cells of one row and puts the cursor there; long text scrolls. */
void line_draw(const struct line *l, int y, int x, int w);
/* Overwrites the text (PINs). */
void line_wipe(struct line *l);

#endif
