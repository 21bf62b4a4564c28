/* scr_claims.c - charges and reports of a month: one key for another month, one for the pages. */
#include "app/claims.h"
#include "app/paper.h"
#include "tui/list_screen.h"
#include "tui/nav.h"

struct claims_row {
	int64_t no; /* 1 and on: enum claims_kind + 1 */
};

struct claims_screen {
	struct list list;
	struct claims_row rows[CLAIMS_COUNT];
	int64_t month; /* its first day */
};

static struct claims_screen *
state(struct screen *s)
{
	return s->state;
}

/* The first day of the month n months after another. */
static int64_t
month_after(int64_t first, int n)
{
	int64_t months = first / 10000 * 12 + first / 100 % 100 - 1 + n;

	return months / 12 * 10000 + (months % 12 + 1) * 100 + 1;
}

/* The last day of the month, but no day that is still to come. */
static int64_t
last_day(const struct screen *s)
{
	const struct claims_screen *d = s->state;
	int64_t last = date_add(month_after(d->month, 1), -1);

	return last > s->ui->today ? s->ui->today : last;
}

/* ---- list */

/* The rows are always the same ones. */
static enum status
load(struct screen *s, struct err *err)
{
	struct claims_screen *d = state(s);
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

	(void)err;
	for (int i = 0; i < CLAIMS_COUNT; i++)
		d->rows[i].no = i + 1;
	list_set(&d->list, d->rows, CLAIMS_COUNT);
	date_text(d->month, from);
	date_text(last_day(s), to);
	str_format(s->title, sizeof s->title, "%s to %s", from, to);
	return ST_OK;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	enum claims_kind kind =
	    (enum claims_kind)(((const struct claims_row *)row)->no - 1);

	(void)ctx;
	str_add(out, col ? claims_about(kind) : claims_name(kind));
}

static const struct list_col cols[] = {{"Report", 14, false}, {"What it is", 0, false}};
static const struct list_source source = {
    .row_size = sizeof(struct claims_row), .cols = cols, .n_cols = 2, .cell = cell};

/* ---- keys */

static unsigned
on_month(struct screen *s, int key)
{
	struct claims_screen *d = state(s);
	int64_t month = month_after(d->month, key == '[' ? -1 : 1);

	if (month > s->ui->today) {
		ui_say(s->ui, TONE_PLAIN, "That month has not begun");
		return SCREEN_REDRAW;
	}
	d->month = month;
	s->ui->repaint = true;
	return list_screen_reload(s);
}

/* The pages of the marked report, as they print. */
static unsigned
on_print(struct screen *s, int key)
{
	const struct claims_row *r = list_current(&state(s)->list);
	struct paper_order o = {
	    .kind = PAPER_SUMS, .day = state(s)->month, .to = last_day(s)};

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	o.no = r->no - 1;
	return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_print},
    {'o', ACT_PRINT, on_print},
    {'[', ACT_MONTH_BEFORE, on_month},
    {']', ACT_MONTH_AFTER, on_month},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	state(s)->month = s->ui->today / 100 * 100 + 1;
	return list_screen_open(s, arg, err);
}

static void
draw(struct screen *s)
{
	list_draw(&state(s)->list, s->ui, ui_body(s->ui), true, "No report.");
}

extern const struct screen_ops scr_claims;
const struct screen_ops scr_claims = {
    .name = "claims",
    .title = "Reports",
    .state_size = sizeof(struct claims_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .renew = true,
    .resume = list_screen_resume,
    .input = list_screen_input,
    .draw = draw,
    .close = list_screen_close,
};
