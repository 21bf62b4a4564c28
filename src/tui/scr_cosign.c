/* scr_cosign.c - notes that wait for the second signature of who is logged in. */
#include "app/conflicts.h"
#include "app/visit.h"
#include "store/query_sign.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

enum { LINES_MAX = 200 };

struct cosign_screen {
	struct list list;
	struct cosign_line lines[LINES_MAX];
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
	int n = 0;
	enum status st =
	    query_cosign(a->store, a->user.head.no, d->lines, LINES_MAX, &n, err);

	for (int i = 0; i < n && !st; i++)
		st = conflicts_name(a, d->lines[i].patient, d->lines[i].name,
				    sizeof d->lines[i].name, err);
	list_set(&d->list, d->lines, st ? 0 : n);
	str_format(s->title, sizeof s->title, "%d wait%s for me", n, n == 1 ? "s" : "");
	return st;
}

enum { COL_DAY, COL_WHO, COL_BY };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct cosign_line *l = row;
	char day[DATE_TEXT_SIZE];

	(void)ctx;
	date_text(l->day, day);
	str_add(out, col == COL_DAY ? day : col == COL_WHO ? l->name : l->signature);
}

static const struct list_col cols[] = {
    {"Visit", 11, false}, {"Patient", 26, false}, {"Signed by", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct cosign_line),
					  .cols = cols,
					  .n_cols = 3,
					  .key_col = COL_WHO,
					  .cell = cell};

static const struct cosign_line *
marked(struct screen *s)
{
	return list_current(&state(s)->list);
}

/* ---- keys */

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
	return list_screen_reload(s);
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

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'s', ACT_COSIGN, on_sign},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

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
    .list = &source,
    .load = load,
    .open = list_screen_open,
    .input = list_screen_input,
    .renew = true,
    .resume = list_screen_resume,
    .draw = draw,
    .close = list_screen_close,
};
