/* scr_cosign.c - notes that wait for the second signature of who is logged in. */
#include "app/conflicts.h"
#include "app/visit.h"
#include "store/query_sign.h"
#include "tui/ask.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { LINES_MAX = 200 };

struct cosign_row {
	int64_t name;
	int at;
};

struct cosign_screen {
	struct cosign_line *lines;
	struct cosign_row rows[LINES_MAX];
	int n;
	struct list list;
};

static struct cosign_screen *
state(struct screen *s)
{
	return s->state;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct cosign_screen *d = state(s);
	struct app *a = s->ui->app;
	enum status st =
	    query_cosign(a->store, a->user.head.no, d->lines, LINES_MAX, &d->n, err);

	for (int i = 0; i < d->n && !st; i++)
		st = conflicts_name(a, d->lines[i].patient, d->lines[i].name,
				    sizeof d->lines[i].name, err);
	for (int i = 0; i < d->n; i++)
		d->rows[i] = (struct cosign_row){d->lines[i].note, i};
	str_format(s->title, sizeof s->title, "%d wait%s for me", d->n,
		   d->n == 1 ? "s" : "");
	return st;
}

static enum status
page(void *ctx, struct list_page *p, struct err *err)
{
	struct cosign_screen *d = ctx;

	(void)err;
	list_page_array(p, d->rows, d->n, sizeof *d->rows);
	return ST_OK;
}

enum { COL_DAY, COL_WHO, COL_BY };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct cosign_screen *d = ctx;
	const struct cosign_line *l = &d->lines[((const struct cosign_row *)row)->at];
	char day[DATE_TEXT_SIZE];

	date_text(l->day, day);
	str_add(out, col == COL_DAY ? day : col == COL_WHO ? l->name : l->signature);
}

static const struct list_col cols[] = {
    {"Visit", 11, false}, {"Patient", 26, false}, {"Signed by", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct cosign_row),
					  .cols = cols,
					  .n_cols = 3,
					  .key_col = COL_WHO,
					  .page = page,
					  .cell = cell};

static const struct cosign_line *
marked(struct screen *s)
{
	const struct cosign_row *r = list_current(&state(s)->list);

	return r ? &state(s)->lines[r->at] : NULL;
}

/* ---- keys */

static unsigned
reload(struct screen *s)
{
	struct err err = {0};

	if (load(s, &err) || list_reload(&state(s)->list, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct cosign_line *l = marked(s);

	(void)key;
	return l ? nav_push(s->ui, NAV_SIGNED, &(struct nav_arg){.no = l->note})
		 : SCREEN_HANDLED;
}

static unsigned
sign(struct screen *s, const char *pin, void *ctx)
{
	const struct cosign_line *l = marked(s);
	struct err err = {0};

	(void)ctx;
	if (!l)
		return SCREEN_HANDLED;
	if (visit_cosign(s->ui->app, l->note, pin, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_GOOD, "Co-signed: %s", l->name);
	return reload(s);
}

static unsigned
on_sign(struct screen *s, int key)
{
	(void)key;
	if (!marked(s))
		return SCREEN_HANDLED;
	ask_open(s, &(struct ask_spec){
			.kind = ASK_PIN, .label = "PIN to co-sign", .done = sign});
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	return list_key(&state(s)->list, key);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'s', ACT_COSIGN, on_sign},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
	free(state(s)->lines);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct cosign_screen *d = state(s);
	enum status st;

	(void)arg;
	d->lines = mem_alloc(LINES_MAX * sizeof *d->lines);
	list_init(&d->list, &source, d);
	st = load(s, err);
	if (!st)
		st = list_restart(&d->list, err);
	if (st)
		close_screen(s);
	return st;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	(void)reload(s);
}

static void
draw(struct screen *s)
{
	list_draw(&state(s)->list, s->ui, ui_body(s->ui), true,
		  "No note waits for your second signature.");
}

extern const struct screen_ops scr_cosign;
const struct screen_ops scr_cosign = {
    .name = "cosign",
    .title = "Co-sign",
    .state_size = sizeof(struct cosign_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
