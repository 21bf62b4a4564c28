/* digits.h - digits large enough to be read across the room. */
#ifndef TUI_DIGITS_H
#define TUI_DIGITS_H

#include "tui/term.h"

enum { DIGITS_ROWS = 5 };

/* Draws text of 0-9 : . + - space and the capitals A-Z with its left top cell at y, x. scale 1: five rows, a
 * pixel two cells wide; scale n: n times that. Only cells that differ go over the wire;
 * TONE_PLAIN is the cheapest, blocks need no boldness. */
void digits_draw(int y, int x, int scale, enum tone tone, const char *text);
/* Cells that digits_draw takes across. */
int digits_width(int scale, const char *text);

#endif
