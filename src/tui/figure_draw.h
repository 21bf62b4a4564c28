/* figure_draw.h - the two frames of an exercise on the screen; private to the screens that show it. */
#ifndef TUI_FIGURE_DRAW_H
#define TUI_FIGURE_DRAW_H

#include "core/figure.h"
#include "tui/ui.h"

/* Both frames with the words below them at the top left of r, cut to it, in ASCII where the terminal
 * has no dots; returns the rows used. */
int figure_draw_pair(const struct figure_drawing *d, struct rect r);
/* Frame i (0 or 1) alone, without its words; returns the rows it took. */
int figure_draw_frame(const struct figure_drawing *d, int i, struct rect r);

#endif
