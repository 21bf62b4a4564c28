/* figure_draw.c - the two frames of an exercise on the screen. */
#include "figure_draw.h"

#include "tui/text.h"

#include <string.h>

int
figure_draw_pair(const struct figure_drawing *d, struct rect r)
{
	struct str text = {0};
	const char *p;
	int y = 0;

	figure_rows(d, -1, term_plain(), &text);
	figure_words(d, -1, &text);
	for (p = str_text(&text); *p && y < r.h; y++) {
		size_t n = strcspn(p, "\n");

		text_put_n(r.y + y, r.x, r.w, TONE_PLAIN, p, n);
		p += n + 1;
	}
	str_release(&text);
	return y;
}
