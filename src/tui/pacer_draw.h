/* pacer_draw.h - a bar that grows and shrinks with its word; private to the screens of a session. */
#ifndef TUI_PACER_DRAW_H
#define TUI_PACER_DRAW_H

#include "app/pacers.h"
#include "core/wording.h"
#include "tui/ui.h"

/* The word of the moment in large letters, below it the bar and the seconds left of this part; fills
 * r. moment NULL: nothing is paced now, the bar is empty. */
void pacer_draw(const struct pacers *p, const struct pace_moment *moment,
		const struct wording *words, struct rect r);
/* Milliseconds until the bar looks different. */
int64_t pacer_draw_next(const struct pace_moment *moment);

#endif
