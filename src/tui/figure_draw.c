/* figure_draw.c - the two frames of an exercise on the screen. */
#include "figure_draw.h"

#include "tui/text.h"

#include <string.h>

static int
put_rows(const struct str *text, struct rect r)
{
	const char *p = str_text(text);
	int y = 0;

	for (; *p && y < r.h; y++) {
		size_t n = strcspn(p, "\n");

		text_put_n(r.y + y, r.x, r.w, TONE_PLAIN, p, n);
		p += n + 1;
	}
	return y;
}

int
figure_draw_pair(const struct figure_drawing *d, struct rect r)
{
	struct str text = {0};
	int y;

	figure_rows(d, -1, term_plain(), &text);
	figure_words(d, -1, &text);
	y = put_rows(&text, r);
	str_release(&text);
	return y;
}

int
figure_draw_frame(const struct figure_drawing *d, int i, struct rect r)
{
	struct str text = {0};
	int y;

	figure_rows(d, i, term_plain(), &text);
	y = put_rows(&text, r);
	str_release(&text);
	return y;
}
