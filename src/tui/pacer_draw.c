/* pacer_draw.c - the bar of a breath: few cells change at a time. */
#include "pacer_draw.h"

#include "tui/digits.h"
#include "tui/text.h"

#include <string.h>

/* The bar moves so often, in steps that the eye takes for one motion and a slow line can carry. */
enum { STEP_MS = 250, SCALE_MOST = 4, BAR_ROWS_MOST = 6 };

static const char *
word(const struct pacer *row, const struct pace_moment *m, const struct wording *w)
{
	static const enum wording_id breath[] = {WORDING_BIG_IN, WORDING_BIG_FULL,
						 WORDING_BIG_OUT, WORDING_BIG_REST};
	static const enum wording_id relax[] = {WORDING_BIG_TIGHTEN, WORDING_BIG_TIGHTEN,
						WORDING_BIG_LET_GO, WORDING_BIG_REST};

	return w->text[!strcmp(row->words, "relax") ? relax[m->beat] : breath[m->beat]];
}

void
pacer_draw(const struct pacers *p, const struct pace_moment *m, const struct wording *w,
	   struct rect r)
{
	const char *text = m ? word(&p->rows[p->at], m, w) : "";
	int scale = 1, used, x, bar;
	char left[16] = "";

	while (scale < SCALE_MOST && (scale + 1) * DIGITS_ROWS + 3 <= r.h &&
	       digits_width(scale + 1, w->text[WORDING_BIG_OUT]) <= r.w - 2 &&
	       digits_width(scale + 1, text) <= r.w - 2)
		scale++;
	used = digits_width(scale, text);
	x = r.x + (r.w > used ? (r.w - used) / 2 : 0);
	text_clear(r.y, r.x, scale * DIGITS_ROWS, x - r.x);
	digits_draw(r.y, x, scale, TONE_PLAIN, text);
	text_clear(r.y, x + used, scale * DIGITS_ROWS, r.x + r.w - x - used);
	bar = r.h - scale * DIGITS_ROWS - 1;
	bar = bar > BAR_ROWS_MOST ? BAR_ROWS_MOST : bar;
	text_clear(r.y + scale * DIGITS_ROWS, r.x, 1, r.w);
	if (m)
		str_format(left, sizeof left, "%d", (int)((m->left_ms + 999) / 1000));
	text_right(r.y + scale * DIGITS_ROWS, r.x, r.w - 2, TONE_TITLE, left);
	for (int i = 0; i < bar; i++)
		text_bar(r.y + scale * DIGITS_ROWS + 1 + i, r.x + 2, r.w - 4,
			 m ? m->level : 0, 1000);
}

int64_t
pacer_draw_next(const struct pace_moment *m)
{
	bool moves = m->beat == PACE_IN || m->beat == PACE_OUT;
	int64_t step = STEP_MS - m->into_ms % STEP_MS;

	return moves && step < m->left_ms ? step : m->left_ms;
}
