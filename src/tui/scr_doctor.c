/* scr_doctor.c - the check-up for a manager: what is wrong first, then what should be known. */
#include "app/app.h"
#include "store/access.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 200, TEXT = 400, DETAIL_ROWS = 5 };

struct doctor_row {
	int64_t no;
	enum doctor_kind kind;
	char what[TEXT];
};

struct doctor_screen {
	struct list list;
	struct doctor_row rows[LINES_MAX];
	int n, found[DOCTOR_FINDING + 1];
	enum { WAITS, DRAWN, DONE } phase; /* the picture stands before it begins */
};

static struct doctor_screen *
state(struct screen *s)
{
	return s->state;
}

/* ---- rows */

static void
take(void *arg, const struct doctor_line *l)
{
	struct doctor_screen *d = arg;
	struct doctor_row *r = &d->rows[d->n];

	d->found[l->kind]++;
	if (d->n == LINES_MAX)
		return;
	r->no = ++d->n;
	r->kind = l->kind;
	if (!str_copy(r->what, sizeof r->what, l->what))
		str_format(r->what, sizeof r->what, "%.*s ...", TEXT - 8, l->what);
}

/* The gravest first, else as they came. */
static int
gravest(const void *a, const void *b)
{
	const struct doctor_row *x = a, *y = b;

	if (x->kind != y->kind)
		return x->kind > y->kind ? -1 : 1;
	return x->no < y->no ? -1 : x->no > y->no;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	static const char *const kinds[] = {
	    [DOCTOR_FINE] = "fine", [DOCTOR_NOTE] = "note", [DOCTOR_FINDING] = "PROBLEM"};
	const struct doctor_row *r = row;

	(void)ctx;
	str_add(out, col == 0 ? kinds[r->kind] : r->what);
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct doctor_row *r = row;

	(void)ctx;
	return col == 0 && r->kind == DOCTOR_FINDING ? TONE_WARN : TONE_PLAIN;
}

static const struct list_col cols[] = {{"", 8, false}, {"What", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct doctor_row),
					  .cols = cols,
					  .n_cols = 2,
					  .cell = cell,
					  .tone = tone};

static void
look(struct screen *s)
{
	struct doctor_screen *d = state(s);
	struct err err = {0};

	if (store_doctor(s->ui->app->store, false, take, d, &err))
		ui_fail(s->ui, &err);
	qsort(d->rows, (size_t)d->n, sizeof *d->rows, gravest);
	list_set(&d->list, d->rows, d->n);
	if (list_restart(&d->list, &err))
		ui_fail(s->ui, &err);
	d->phase = DONE;
	s->ui->repaint = true;
}

/* ---- the clock */

static unsigned
clock_done(struct screen *s, const char *reason, void *ctx)
{
	struct doctor_screen *d = state(s);
	struct err err = {0};

	(void)ctx;
	if (store_clock_confirm(s->ui->app->store, reason, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_GOOD, "The time of now is believed");
	d->n = 0;
	memset(d->found, 0, sizeof d->found);
	d->phase = WAITS;
	return SCREEN_REDRAW;
}

static unsigned
on_clock(struct screen *s, int key)
{
	(void)key;
	if (state(s)->phase != DONE)
		return SCREEN_HANDLED;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "The clock stands right: how it is known",
				       .done = clock_done});
	return SCREEN_REDRAW;
}

/* ---- screen */

static const struct keybind keys[] = {
    LIST_KEYS, {'c', ACT_CLOCK_RIGHT, on_clock}, {0, ACT_NONE, NULL}};

/* A large clinic takes seconds: they begin when the screen says so. */
static bool
tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct doctor_screen *d = state(s);

	if (d->phase == DRAWN)
		look(s);
	else if (d->phase == WAITS)
		*next_ms = now_ms;
	else
		return false;
	return true;
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct doctor_screen *d = state(s);
	enum status st =
	    access_may(s->ui->app->store, ROLE_SETTINGS, ROLE_WRITE, "Check-up", err);

	(void)arg;
	if (st)
		return st;
	list_init(&d->list, &source, d);
	return ST_OK;
}

static void
draw_sum(const struct doctor_screen *d, struct rect r)
{
	int bad = d->found[DOCTOR_FINDING], notes = d->found[DOCTOR_NOTE];
	char text[120];

	str_format(text, sizeof text, "%d problem%s, %d note%s, %d fine", bad,
		   bad == 1 ? "" : "s", notes, notes == 1 ? "" : "s",
		   d->found[DOCTOR_FINE]);
	text_fill(r.y, r.x, r.w, bad ? TONE_WARN : TONE_GOOD, text);
}

static void
draw(struct screen *s)
{
	struct doctor_screen *d = state(s);
	struct rect r = ui_body(s->ui);
	struct rect at = {r.y + r.h - DETAIL_ROWS, r.x, DETAIL_ROWS, r.w};
	const struct doctor_row *m;

	if (d->phase != DONE) {
		text_clear(r.y, r.x, r.h, r.w);
		text_fill(r.y + 1, r.x, r.w, TONE_PLAIN,
			  "The clinic is being looked through ...");
		d->phase = DRAWN;
		return;
	}
	draw_sum(d, r);
	m = list_draw(&d->list, s->ui,
		      (struct rect){r.y + 1, r.x, r.h - DETAIL_ROWS - 1, r.w}, true, "");
	text_clear(at.y, at.x, at.h, at.w);
	if (m)
		text_para(at.y + 1, at.x + 1, at.h - 1, at.w - 2, m->what);
}

const struct screen_ops scr_doctor = {
    .name = "doctor",
    .title = "Check-up",
    .state_size = sizeof(struct doctor_screen),
    .keys = keys,
    .open = open_screen,
    .input = list_screen_input,
    .tick = tick,
    .draw = draw,
    .close = list_screen_close,
};
