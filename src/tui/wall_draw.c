/* wall_draw.c - what a patient reads from three metres: word, clock, sets, figure, what comes, goal. */
#include "base/utf8.h"
#include "core/pace.h"
#include "figure_draw.h"
#include "pacer_draw.h"
#include "tui/digits.h"
#include "tui/text.h"
#include "wall_priv.h"

#include <string.h>

enum {
	SCALE_MOST = 8,
	BOX_ROWS = 2,
	BOX_COLS = 6, /* of one set */
	GOAL_BAR_LEAST = 8,
	GOAL_GAPS = 7,	/* beside the bar of the goal, its percent among them */
	SIDE_COLS = 16, /* beside the boxes */
	PICTURE_COLS = FIGURE_COLS + 3,
	ENOUGH =
	    2 /* digits of this scale read from three metres: a figure may stand beside */
};

/* ---- words */

/* One word of capitals that the large face has. */
static const char *
word(const struct wall_screen *w)
{
	static const enum wording_id words[DOSE_KIND_COUNT] = {
	    [DOSE_LEAD_IN] = WORDING_BIG_READY,	     [DOSE_WORK] = WORDING_BIG_WORK,
	    [DOSE_HOLD] = WORDING_BIG_HOLD,	     [DOSE_REST] = WORDING_BIG_REST,
	    [DOSE_SIDE_SWITCH] = WORDING_BIG_SWITCH,
	};
	const struct session_state *v = &w->v->state;
	enum wording_id id =
	    session_next_item(v) < 0 ? WORDING_BIG_DONE : WORDING_BIG_NEXT;

	if (v->stopped)
		id = WORDING_BIG_STOP;
	else if (v->paused || v->rebooted)
		id = WORDING_BIG_PAUSED;
	else if (v->mode == SESSION_RUNNING)
		id = words[v->phase.kind];
	return w->words.text[id];
}

static void
middle(struct rect r, int y, enum tone tone, const char *text)
{
	char line[240];
	int pad = (r.w - utf8_text_width(text, strlen(text))) / 2;

	str_format(line, sizeof line, "%*s%s", pad > 0 ? pad : 0, "", text);
	text_fill(y, r.x, r.w, tone, line);
}

/* Centred, and blank beside it: the text before may have been wider. */
static void
big(struct rect r, int y, int scale, const char *text)
{
	int w = digits_width(scale, text), h = scale * DIGITS_ROWS;
	int x = r.x + (r.w > w ? (r.w - w) / 2 : 0);

	text_clear(y, r.x, h, x - r.x);
	digits_draw(y, x, scale, TONE_PLAIN, text);
	text_clear(y, x + w, h, r.x + r.w - x - w);
}

/* ---- the sets: a box each, dark when it is done, half dark while it is done */

static void
draw_box(int y, int x, int w, int state)
{
	static const char *const cells[] = {"\xE2\x96\x91", "\xE2\x96\x92",
					    "\xE2\x96\x88"};
	static const char *const plain[] = {".", "=", "#"};

	for (int row = 0; row < BOX_ROWS; row++)
		for (int i = 0; i < w; i++)
			text_put(y + row, x + i, 1, TONE_PLAIN,
				 term_plain() ? plain[state] : cells[state]);
}

static void
side_text(const struct wall_screen *w, struct str *out)
{
	const struct session_state *v = &w->v->state;
	const char *side = session_side(v);

	if (v->mode == SESSION_RUNNING && !strcmp(side, "left"))
		str_add(out, w->words.text[WORDING_LEFT_SIDE]);
	else if (v->mode == SESSION_RUNNING && !strcmp(side, "right"))
		str_add(out, w->words.text[WORDING_RIGHT_SIDE]);
}

static void
draw_sets(const struct wall_screen *w, struct rect r, int y)
{
	const struct session_state *v = &w->v->state;
	const struct session_item *it = w->item >= 0 ? &v->items[w->item] : NULL;
	bool now = v->mode == SESSION_RUNNING && v->current == w->item;
	int n = it ? it->plan.dose.sets : 0, cols = BOX_COLS, x, done;
	struct str side = {0}, set = {0};
	char of[16], number[16];

	text_clear(y, r.x, BOX_ROWS, r.w);
	if (n < 1)
		return;
	while (cols > 1 && n * (cols + 1) + SIDE_COLS > r.w)
		cols--;
	x = r.x + (r.w - n * (cols + 1) - SIDE_COLS) / 2;
	x = x < r.x ? r.x : x;
	done = live_draw_sets(it);
	for (int i = 0; i < n && x + cols < r.x + r.w; i++, x += cols + 1)
		draw_box(y, x, cols, i < done ? 2 : now && i == v->phase.set - 1 ? 1 : 0);
	if (now) {
		str_format(of, sizeof of, "%d", n);
		str_format(number, sizeof number, "%d", v->phase.set);
		wording_say(&w->words, WORDING_SET_OF,
			    (const struct wording_place[]){
				{"n", number}, {"all", of}, {NULL, NULL}},
			    &set);
	}
	side_text(w, &side);
	text_put(y, x + 1, r.x + r.w - x - 1, TONE_TITLE, str_text(&set));
	text_put(y + 1, x + 1, r.x + r.w - x - 1, TONE_PLAIN, str_text(&side));
	str_release(&side);
	str_release(&set);
}

/* ---- lines */

static void
draw_name(const struct wall_screen *w, struct rect r, int y)
{
	const struct session_state *v = &w->v->state;
	struct str text = {0};
	struct pace p;

	str_add(&text, w->title);
	if (v->mode == SESSION_RUNNING && w->item >= 0 &&
	    pace_at(&v->items[w->item].plan.dose, &v->phase, v->phase_run_ms, &p) &&
	    p.reps > 0)
		str_addf(&text, "   %d / %d", p.rep, p.reps);
	middle(r, y, TONE_TITLE, str_text(&text));
	str_release(&text);
}

static void
draw_next(const struct wall_screen *w, struct rect r, int y)
{
	struct str text = {0};

	if (w->next >= 0)
		wording_say(&w->words, WORDING_NEXT,
			    (const struct wording_place[]){{"exercise", w->next_title},
							   {NULL, NULL}},
			    &text);
	middle(r, y, TONE_PLAIN, str_text(&text));
	str_release(&text);
}

/* The patient's own words, and how far the way has been gone: the bar takes what the words leave. */
static void
draw_goal(const struct wall_screen *w, struct rect r, int y)
{
	struct str text = {0};
	int used, bar;

	wording_say(&w->words, WORDING_MY_GOAL,
		    (const struct wording_place[]){{"goal", w->goal}, {NULL, NULL}},
		    &text);
	text_clear(y, r.x, 1, r.w);
	used = utf8_text_width(str_text(&text), text.n);
	bar = r.w - used - GOAL_GAPS;
	bar = bar > r.w / 3 ? r.w / 3 : bar < GOAL_BAR_LEAST ? GOAL_BAR_LEAST : bar;
	if (w->progress < 0)
		bar = 1 - GOAL_GAPS;
	used = text_put(y, r.x + 1, r.w - bar - GOAL_GAPS, TONE_TITLE, str_text(&text));
	str_release(&text);
	if (w->progress < 0)
		return;
	text_bar(y, r.x + 2 + used, bar, w->progress, 100);
	text_putf(y, r.x + 2 + used + bar, 5, TONE_TITLE, " %d%%", w->progress);
}

static int
text_rows(const struct wall_screen *w)
{
	return 2 + BOX_ROWS + (w->goal[0] ? 1 : 0);
}

static void
draw_texts(const struct wall_screen *w, struct rect r, int y)
{
	draw_name(w, r, y);
	draw_sets(w, r, y + 1);
	draw_next(w, r, y + 1 + BOX_ROWS);
	if (w->goal[0])
		draw_goal(w, r, y + 2 + BOX_ROWS);
	y += text_rows(w);
	text_clear(y, r.x, r.y + r.h - y, r.w);
}

/* ---- the whole */

static int
small_of(int scale)
{
	return scale > 1 ? scale / 2 : 1;
}

/* The largest digits that leave room for the rest. */
static int
scale_in(const struct wall_screen *w, const char *clock, int cols, int rows)
{
	int scale = 1;

	while (scale < SCALE_MOST && digits_width(scale + 1, clock) <= cols &&
	       digits_width(small_of(scale + 1), word(w)) <= cols &&
	       (scale + 1 + small_of(scale + 1)) * DIGITS_ROWS + 1 + text_rows(w) <= rows)
		scale++;
	return scale;
}

/* Both frames one above the other at the right end of r. */
static void
draw_picture(const struct wall_screen *w, struct rect r)
{
	int rows[2] = {figure_height(&w->drawing, 0), figure_height(&w->drawing, 1)};
	int gap = rows[0] + rows[1] < r.h ? 1 : 0;
	int y = r.y + (r.h - rows[0] - rows[1] - gap) / 2;

	text_clear(r.y, r.x, r.h, r.w);
	for (int i = 0; i < 2; i++) {
		if (y >= r.y && y + rows[i] <= r.y + r.h)
			figure_draw_frame(&w->drawing, i,
					  (struct rect){y, r.x + 1, rows[i], r.w - 1});
		y += rows[i] + gap;
	}
}

/* A breath: its bar over the whole width, the clock small below. */
static void
draw_paced(const struct wall_screen *w, const struct pace_moment *m, struct rect r,
	   const char *clock)
{
	struct rect top = r;
	char mark[PACERS_MARK_SIZE];
	int y;

	top.h = r.h - DIGITS_ROWS - 1 - text_rows(w);
	pacer_draw(&w->pacers, m, &w->words, top);
	y = r.y + top.h;
	pacers_mark(&w->pacers, mark);
	text_fill(y, r.x, r.w, TONE_DIM, "");
	text_right(y, r.x, r.w - 2, TONE_DIM, mark);
	big(r, y + 1, 1, clock);
	draw_texts(w, r, y + 1 + DIGITS_ROWS);
}

static void
draw_session(const struct wall_screen *w, struct rect r)
{
	struct pace_moment m;
	char clock[16];
	int scale, beside, y;

	live_clock_text(session_shown_s(&w->v->state) * 1000, clock, sizeof clock);
	if (pacers_moment(&w->pacers, &w->v->state, w->item, &m)) {
		draw_paced(w, &m, r, clock);
		return;
	}
	scale = scale_in(w, clock, r.w, r.h);
	beside = scale_in(w, clock, r.w - PICTURE_COLS, r.h);
	if (w->figure && (beside >= ENOUGH || beside == scale)) {
		draw_picture(
		    w, (struct rect){r.y, r.x + r.w - PICTURE_COLS, r.h, PICTURE_COLS});
		r.w -= PICTURE_COLS;
		scale = beside;
	}
	y = r.y + (r.h - (scale + small_of(scale)) * DIGITS_ROWS - 1 - text_rows(w)) / 2;
	text_clear(r.y, r.x, y - r.y, r.w);
	big(r, y, small_of(scale), word(w));
	y += small_of(scale) * DIGITS_ROWS;
	text_clear(y, r.x, 1, r.w);
	big(r, y + 1, scale, clock);
	draw_texts(w, r, y + 1 + scale * DIGITS_ROWS);
}

void
wall_draw(struct screen *s)
{
	const struct wall_screen *w = s->state;
	struct rect r = ui_body(s->ui);

	if (w->v) {
		draw_session(w, r);
		return;
	}
	text_clear(r.y, r.x, r.h, r.w);
	middle(r, r.y + r.h / 2, TONE_PLAIN,
	       w->patient ? "No session of this patient runs."
			  : "No session runs. The next one is shown here.");
}
