/* scr_board.c - several sessions at once: every clock on one screen, one digit to jump. */
#include "app/conflicts.h"
#include "app/visit.h"
#include "store/access.h"
#include "store/live.h"
#include "tui/digits.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	BOARD_MAX = 9,
	LINES_MAX = 200,
	ROWS_EACH = 2,
	TILE_ROWS = 7,
	TILE_DIGITS = 40, /* columns of the digits */
	TILES_FROM_COLS = 120,
};

struct board_screen {
	struct visit *visits[BOARD_MAX];
	char others[BOARD_MAX][32]; /* who runs it at another terminal; "" nobody */
	int n;
	int more;   /* sessions that run and have no place here */
	bool blind; /* sessions are not for this role to see */
	int marked;
	int64_t store_version;
};

static struct board_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

static void
release(struct board_screen *b)
{
	for (int i = 0; i < b->n; i++)
		free(b->visits[i]);
	b->n = 0;
}

static void
name_others(struct screen *s, const struct visit *v, char *out, size_t size)
{
	struct str text = {0};

	out[0] = '\0';
	if (visit_holder(app(s), v) != VISIT_OTHERS)
		return;
	str_add(&text, "with ");
	visit_holder_name(app(s), v, &text);
	str_format(out, size, "%.30s", str_text(&text));
	str_release(&text);
}

/* The sessions that are not finished, as the store lists them. */
static enum status
load(struct screen *s, struct err *err)
{
	struct board_screen *b = state(s);
	struct live *lines = mem_alloc(LINES_MAX * sizeof *lines);
	int n = 0;
	enum status st = live_list(app(s)->store, lines, LINES_MAX, &n, err);

	release(b);
	b->more = 0;
	b->blind = !access_has(app(s)->store, ROLE_SESSION, ROLE_READ);
	for (int i = 0; !st && i < n; i++) {
		struct visit *v;

		if (lines[i].finished)
			continue;
		if (b->n == BOARD_MAX) {
			b->more++;
			continue;
		}
		v = mem_alloc(sizeof *v);
		st = visit_load(app(s), lines[i].no, v, err);
		if (!st)
			st = conflicts_name(app(s), v->live.patient, v->live.patient_name,
					    sizeof v->live.patient_name, err);
		name_others(s, v, b->others[b->n], sizeof b->others[0]);
		b->visits[b->n++] = v;
	}
	free(lines);
	b->store_version = store_version(app(s)->store);
	if (b->marked >= b->n)
		b->marked = 0;
	return st;
}

static unsigned
go(struct screen *s, int i)
{
	struct board_screen *b = state(s);

	if (i < 0 || i >= b->n)
		return SCREEN_HANDLED;
	return nav_replace(s->ui, NAV_LIVE,
			   &(struct nav_arg){.no = b->visits[i]->live.no});
}

static unsigned
on_open(struct screen *s, int key)
{
	(void)key;
	return go(s, state(s)->marked);
}

static unsigned
on_move(struct screen *s, int key)
{
	struct board_screen *b = state(s);
	int to = b->marked + (key == K_UP ? -1 : 1);

	if (b->n)
		b->marked = (to + b->n) % b->n;
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	return key >= '1' && key <= '9' ? go(s, key - '1') : SCREEN_PASS;
}

static unsigned
on_pause(struct screen *s, int key)
{
	struct board_screen *b = state(s);
	struct err err = {0};
	struct visit *v = b->n ? b->visits[b->marked] : NULL;

	(void)key;
	if (v && visit_do(app(s), v, v->state.paused ? SEV_RESUME : SEV_PAUSE, -1, 0,
			  NULL, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

static unsigned
on_wall(struct screen *s, int key)
{
	struct board_screen *b = state(s);

	(void)key;
	if (!b->n)
		return SCREEN_HANDLED;
	return nav_push(s->ui, NAV_PATIENT,
			&(struct nav_arg){.no = b->visits[b->marked]->live.patient});
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {K_TAB, ACT_MOVE, on_move},
    {K_SPACE, ACT_PAUSE, on_pause},
    {'v', ACT_WALL_VIEW, on_wall},
    {K_UP, ACT_MOVE, on_move},
    {K_DOWN, ACT_MOVE, on_move},
    {0, ACT_NONE, NULL},
};

static bool
tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct board_screen *b = state(s);
	struct err err = {0};

	(void)now_ms;
	if (store_version(app(s)->store) != b->store_version && load(s, &err))
		ui_fail(s->ui, &err);
	for (int i = 0; i < b->n; i++) {
		int64_t next;

		visit_tick(app(s), b->visits[i]);
		next = session_next_change(&b->visits[i]->state, false);
		if (next >= 0 && next < *next_ms)
			*next_ms = next;
	}
	return b->n > 0;
}

static const char *
word(const struct session_state *v)
{
	static const char *const words[DOSE_KIND_COUNT] = {"ready", "WORK", "HOLD",
							   "rest", "SWITCH"};

	return v->paused		    ? "paused"
	       : v->mode == SESSION_RUNNING ? words[v->phase.kind]
					    : "between";
}

/* "set 2 of 3  left", "" between exercises. */
static void
set_text(const struct session_state *st, char *out, size_t size)
{
	const char *side = session_side(st);

	out[0] = '\0';
	if (st->mode != SESSION_RUNNING || st->current < 0)
		return;
	str_format(out, size, "set %d of %d%s%s", st->phase.set,
		   st->items[st->current].plan.dose.sets,
		   *side == 'l' || *side == 'r' ? "  " : "",
		   *side == 'l' || *side == 'r' ? side : "");
}

static void
clock_line(const struct session_state *st, char *out, size_t size)
{
	int64_t shown = session_shown_s(st);

	str_format(out, size, "%3d:%02d", (int)(shown / 60), (int)(shown % 60));
}

static const char *
exercise(const struct session_state *st)
{
	return st->current >= 0 ? st->items[st->current].plan.name : "not begun";
}

/* Two rows: what fits eight times on the smallest screen. */
static void
draw_rows(const struct board_screen *b, int i, int y, int x, int w)
{
	const struct session_state *st = &b->visits[i]->state;
	enum { NAME = 40, SET = 46 };
	char text[200], clock[16];

	str_format(text, sizeof text, "%c%d %.36s", i == b->marked ? '>' : ' ', i + 1,
		   b->visits[i]->live.patient_name);
	text_fill(y, x, NAME, i == b->marked ? TONE_KEY : TONE_PLAIN, text);
	clock_line(st, clock, sizeof clock);
	str_format(text, sizeof text, "%-8s %s", word(st), clock);
	text_fill(y, x + NAME + 1, 18, TONE_TITLE, text);
	text_fill(y, x + NAME + 20, w - NAME - 20, TONE_WARN, b->others[i]);
	str_format(text, sizeof text, "    %.38s", exercise(st));
	text_fill(y + 1, x, NAME + 1, TONE_DIM, text);
	set_text(st, text, sizeof text);
	text_fill(y + 1, x + NAME + 1, w - NAME - 1, TONE_DIM, text);
}

/* The same with digits to be read across a room. */
static void
draw_tile(const struct board_screen *b, int i, int y, int x, int w)
{
	const struct session_state *st = &b->visits[i]->state;
	int next = session_next_item(st), right = x + TILE_DIGITS;
	char text[200];

	str_format(text, sizeof text, "%c%d %.50s", i == b->marked ? '>' : ' ', i + 1,
		   b->visits[i]->live.patient_name);
	text_fill(y, x, w - 1, i == b->marked ? TONE_KEY : TONE_PLAIN, text);
	clock_line(st, text, sizeof text);
	digits_draw(y + 1, x + 2, 1, TONE_PLAIN, text + (text[0] == ' '));
	w -= TILE_DIGITS + 1;
	text_fill(y + 1, right, w, TONE_TITLE, word(st));
	text_fill(y + 2, right, w, TONE_PLAIN, exercise(st));
	set_text(st, text, sizeof text);
	text_fill(y + 3, right, w, TONE_PLAIN, text);
	str_format(text, sizeof text, "next: %s",
		   next >= 0 ? st->items[next].plan.name : "finish");
	text_fill(y + 4, right, w, TONE_DIM, text);
	text_fill(y + 5, right, w, TONE_WARN, b->others[i]);
}

static void
draw(struct screen *s)
{
	struct board_screen *b = state(s);
	struct rect r = ui_body(s->ui);
	int across =
	    r.w >= TILES_FROM_COLS && r.h >= (BOARD_MAX + 1) / 2 * TILE_ROWS ? 2 : 1;
	int each = across > 1 ? TILE_ROWS : ROWS_EACH, y = r.y, w = r.w / across;

	for (int i = 0; i < b->n && y + each <= r.y + r.h; i++) {
		int x = r.x + i % across * w;

		if (across > 1)
			draw_tile(b, i, y, x, w);
		else
			draw_rows(b, i, y, x, w);
		if (i % across == across - 1 || i == b->n - 1)
			y += each;
	}
	if (!b->n)
		text_fill(y++, r.x, r.w, TONE_PLAIN,
			  b->blind ? "Sessions are not for your role to see."
				   : "No session runs.");
	if (y < r.y + r.h)
		text_clear(y, r.x, r.y + r.h - y, r.w);
	if (b->more && y < r.y + r.h)
		text_putf(r.y + r.h - 1, r.x, r.w, TONE_WARN,
			  "%d more run, begun before these: the day list and :classes "
			  "have them",
			  b->more);
	else if (b->n && y < r.y + r.h)
		text_put(r.y + r.h - 1, r.x, r.w, TONE_DIM,
			 "1-9 goes to a session; Tab, Enter to the next");
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct board_screen *b = state(s);
	enum status st = load(s, err);

	if (st)
		release(b);
	for (int i = 0; !st && arg && i < b->n; i++)
		if (b->visits[i]->live.no == arg->no)
			b->marked = (i + 1) % b->n; /* Tab, Enter: the next patient */
	return st;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct err err = {0};

	(void)a;
	if (load(s, &err))
		ui_fail(s->ui, &err);
}

static void
close_screen(struct screen *s)
{
	release(state(s));
}

const struct screen_ops scr_board = {
    .name = "board",
    .title = "Gym board",
    .state_size = sizeof(struct board_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .tick = tick,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
