/* scr_due.c - everything that is due, each line with its count explained. */
#include "app/app.h"
#include "book.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

enum { EACH = 200, LINES_MAX = 800, WHY_ROWS = 3 };

struct due_row {
	int64_t name;
	struct due_line line;
};

struct due_screen {
	struct list list;
	struct due_line lines[LINES_MAX];
	struct due_row rows[LINES_MAX];
	bool everybody;
	int kind;
};

static struct due_screen *
state(struct screen *s)
{
	return s->state;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct due_screen *d = state(s);
	struct due_ask ask = {d->kind, d->everybody, EACH};
	struct due_list list = {.lines = d->lines, .max = LINES_MAX};
	enum status st = due_list(s->ui->app, &ask, &list, err);
	int n = st ? 0 : list.n;

	for (int i = 0; i < n; i++) {
		d->rows[i].line = list.lines[i];
		/* the same line keeps its name when others come and go */
		d->rows[i].name =
		    list.lines[i].row * DUE_KIND_COUNT + list.lines[i].kind + 1;
	}
	list_set(&d->list, d->rows, n);
	str_format(s->title, sizeof s->title, "%s, %s: %d%s",
		   d->kind == DUE_ALL ? "all kinds"
				      : due_kind_text((enum due_kind)d->kind),
		   d->everybody ? "everybody's" : "mine", n, list.more ? "+" : "");
	return st;
}

enum { COL_WHEN, COL_WHAT, COL_WHO, COL_DAY };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct due_line *l = &((const struct due_row *)row)->line;
	char day[DATE_TEXT_SIZE];

	(void)ctx;
	date_text(l->day, day);
	str_add(out, col == COL_WHEN   ? due_when_text(l->when)
		     : col == COL_WHAT ? l->what
		     : col == COL_WHO  ? l->who
				       : day);
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	(void)ctx;
	return col == COL_WHEN && ((const struct due_row *)row)->line.when == DUE_LATE
		   ? TONE_WARN
		   : TONE_PLAIN;
}

static const struct list_col cols[] = {
    {"", 5, false}, {"What", 32, false}, {"Who", 0, false}, {"Day", 10, false}};
static const struct list_source source = {.row_size = sizeof(struct due_row),
					  .cols = cols,
					  .n_cols = 4,
					  .key_col = COL_WHAT,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static unsigned
on_open(struct screen *s, int key)
{
	const struct due_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? book_open_due(s, &r->line) : SCREEN_HANDLED;
}

static unsigned
on_kind(struct screen *s, int key)
{
	struct due_screen *d = state(s);
	int step = key == K_TAB ? 1 : DUE_KIND_COUNT;

	/* all kinds, then each, then all again */
	d->kind = (d->kind + 1 + step) % (DUE_KIND_COUNT + 1) - 1;
	return list_screen_restart(s);
}

static unsigned
on_everybody(struct screen *s, int key)
{
	(void)key;
	state(s)->everybody = !state(s)->everybody;
	return list_screen_restart(s);
}

static unsigned
on_book(struct screen *s, int key)
{
	const struct due_row *r = list_current(&state(s)->list);
	struct schedule_from from;

	(void)key;
	if (!r || !r->line.patient)
		return SCREEN_HANDLED;
	from = schedule_for(r->line.patient, 0);
	return book_open(s->ui, &from);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {K_TAB, ACT_FACET, on_kind},
    {K_BACKTAB, ACT_FACET_BACK, on_kind},
    {'e', ACT_EVERYBODY, on_everybody},
    {'b', ACT_BOOK, on_book},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	state(s)->kind = DUE_ALL;
	return list_screen_open(s, arg, err);
}

static void
draw(struct screen *s)
{
	struct due_screen *d = state(s);
	struct rect r = ui_body(s->ui);
	const struct due_row *row;
	int y = r.y + r.h - WHY_ROWS;

	list_draw(&d->list, s->ui, (struct rect){r.y, r.x, r.h - WHY_ROWS - 1, r.w}, true,
		  "Nothing is due. Tab shows one kind, e shows everybody's.");
	text_clear(y - 1, r.x, WHY_ROWS + 1, r.w);
	row = list_current(&d->list); /* drawing may have loaded more */
	if (row)
		text_para(y, r.x, WHY_ROWS, r.w - 1, row->line.why);
}

const struct screen_ops scr_due = {
    .name = "due",
    .title = "Due",
    .state_size = sizeof(struct due_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .renew = true,
    .resume = list_screen_resume,
    .draw = draw,
    .close = list_screen_close,
};
