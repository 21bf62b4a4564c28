/* scr_book.c - one line books a series: its days and clashes are seen while it is typed. */
#include "book.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/line.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <string.h>

enum { FREE_MAX = 24, HEAD_ROWS = 4 };

struct book_row {
	int64_t name;
	char when[BOOK_TEXT], length[12], why[120];
};

struct book_screen {
	struct list list;
	struct schedule_from from;
	struct line line;
	struct schedule_draft draft;
	struct book_row rows[BOOKING_MAX];
	char said[320], free[200], before[80];
};

static struct book_screen *
state(struct screen *s)
{
	return s->state;
}

/* ---- the preview */

static void
fill_rows(struct book_screen *b)
{
	for (int i = 0; i < b->draft.n; i++) {
		const struct schedule_item *item = &b->draft.items[i];
		struct book_row *r = &b->rows[i];

		r->name = i + 1;
		book_text(item->slot.day, item->slot.start, r->when);
		str_format(r->length, sizeof r->length, "%d min", item->slot.minutes);
		str_format(r->why, sizeof r->why, "%s%s", item->clash ? "CLASH: " : "",
			   item->why);
	}
	list_set(&b->list, b->rows, b->draft.n);
}

/* What is free on the day of the marked booking, when that one clashes. */
static void
fill_free(struct screen *s)
{
	struct book_screen *b = state(s);
	const struct book_row *r = list_current(&b->list);
	const struct schedule_item *item =
	    r && b->draft.n ? &b->draft.items[r->name - 1] : NULL;
	struct schedule_gap gap;
	int starts[FREE_MAX], n = 0;
	struct str text = {0};
	struct err err = {0};

	b->free[0] = '\0';
	if (!item || !item->clash)
		return;
	gap = (struct schedule_gap){item->slot.day, b->draft.staff, item->slot.minutes};
	if (schedule_free(s->ui->app, &gap, starts, FREE_MAX, &n, &err))
		ui_fail(s->ui, &err);
	str_addf(&text, "Free that day:%s", n ? "" : " nothing");
	for (int i = 0; i < n; i++)
		str_addf(&text, " %d:%02d", starts[i] / 60, starts[i] % 60);
	str_copy(b->free, sizeof b->free, str_text(&text));
	str_release(&text);
}

static unsigned
preview(struct screen *s)
{
	struct book_screen *b = state(s);
	struct err err = {0};
	enum status st =
	    schedule_read(s->ui->app, b->line.text, &b->from, &b->draft, &err);

	str_copy(b->said, sizeof b->said, st ? status_say(&err) : "");
	if (!st)
		str_format(b->said, sizeof b->said, "%d visit%s%s%s%s%s", b->draft.n,
			   b->draft.n == 1 ? "" : "s", b->draft.staff ? " with " : "",
			   b->draft.staff_name, b->draft.reason[0] ? ", for " : "",
			   b->draft.reason);
	fill_rows(b);
	memset(&err, 0, sizeof err);
	if (list_restart(&b->list, &err))
		ui_fail(s->ui, &err);
	for (int i = 0; i < b->draft.n; i++)
		if (b->draft.items[i].clash) {
			list_select(&b->list, i + 1);
			break;
		}
	fill_free(s);
	return SCREEN_REDRAW;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct book_row *r = row;

	(void)ctx;
	str_add(out, col == 0 ? r->when : col == 1 ? r->length : r->why);
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	(void)ctx;
	return col == 2 && ((const struct book_row *)row)->why[0] ? TONE_WARN
								  : TONE_PLAIN;
}

static const struct list_col cols[] = {{"Day", 21, false}, {"", 8, true}, {"", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct book_row),
					  .cols = cols,
					  .n_cols = 3,
					  .cell = cell,
					  .tone = tone};

/* ---- booking */

static unsigned
store(struct screen *s, bool skip)
{
	struct book_screen *b = state(s);
	struct err err = {0};
	int booked = 0;

	if (schedule_book(s->ui->app, &b->draft, skip, &booked, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	if (b->draft.moving)
		ui_say(s->ui, TONE_GOOD, "Moved to %s", b->rows[0].when);
	else
		ui_say(s->ui, TONE_GOOD, "Booked %d visit%s%s", booked,
		       booked == 1 ? "" : "s",
		       skip ? "; those that clash are left out" : "");
	return stack_answer(s, 1, booked, NULL);
}

static unsigned
decided(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return store(s, text[0] == 's');
}

static unsigned
on_book(struct screen *s, int key)
{
	struct book_screen *b = state(s);
	char label[96];
	bool some = b->draft.clashes < b->draft.n;

	(void)key;
	if (!b->draft.n) {
		ui_say(s->ui, TONE_WARN, "%s", b->said);
		return SCREEN_REDRAW;
	}
	if (!b->draft.clashes)
		return store(s, false);
	str_format(label, sizeof label, "%d of %d clash: b books all the same%s",
		   b->draft.clashes, b->draft.n, some ? ", s leaves those out" : "");
	ask_open(s, &(struct ask_spec){.kind = ASK_CHOICE,
				       .label = label,
				       .keys = some ? "bs" : "b",
				       .done = decided});
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	struct book_screen *b = state(s);
	unsigned done = SCREEN_PASS;

	if (key != K_HOME && key != K_END)
		done = list_key(&b->list, key);
	if (done == SCREEN_REDRAW)
		fill_free(s);
	if (done != SCREEN_PASS)
		return done;
	done = line_key(&b->line, key);
	return done == SCREEN_REDRAW ? preview(s) : done;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_BOOK_ALL, on_book}, LIST_KEYS, {0, ACT_NONE, NULL}};

static enum status
describe(struct screen *s, struct err *err)
{
	struct book_screen *b = state(s);
	struct appointment row;
	struct patient p;
	char when[BOOK_TEXT];
	enum status st =
	    record_get(s->ui->app->store, E_PATIENT, b->from.patient, &p, err);

	if (st)
		return st;
	str_format(s->title, sizeof s->title, "%s%s%s %s", p.family_name,
		   p.given_name[0] ? ", " : "", p.given_name, p.chart_no);
	if (!b->from.appointment)
		return ST_OK;
	st = record_get(s->ui->app->store, E_APPOINTMENT, b->from.appointment, &row, err);
	if (st)
		return st;
	book_text(row.day, row.start, when);
	str_format(b->before, sizeof b->before, "%s %s",
		   b->from.move ? "Moves the visit of" : "same counts from", when);
	return ST_OK;
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct book_screen *b = state(s);
	enum status st;

	b->from = *(const struct schedule_from *)arg->data;
	s->patient = b->from.patient;
	list_init(&b->list, &source, b);
	s->typing = true;
	st = describe(s, err);
	if (st) {
		list_release(&b->list);
		return st;
	}
	preview(s);
	return ST_OK;
}

static void
draw(struct screen *s)
{
	struct book_screen *b = state(s);
	struct rect r = ui_body(s->ui);

	text_put(r.y, r.x, 6, TONE_KEY, b->from.move ? "Move" : "Book");
	text_fill(r.y + 1, r.x, r.w, b->draft.n ? TONE_KEY : TONE_PLAIN, b->said);
	text_fill(r.y + 2, r.x, r.w, b->draft.n ? TONE_PLAIN : TONE_DIM,
		  b->draft.n
		      ? b->free
		      : "As: mo we 9:30 x8   same x8   12/5 10:00 45m   tu 14:00 4w "
			"with anna");
	text_fill(r.y + 3, r.x, r.w, TONE_DIM, b->before);
	list_draw(&b->list, s->ui,
		  (struct rect){r.y + HEAD_ROWS, r.x, r.h - HEAD_ROWS, r.w}, false, "");
	line_draw(&b->line, r.y, r.x + 6, r.w - 7);
}

const struct screen_ops scr_book = {
    .name = "book",
    .title = "Book",
    .state_size = sizeof(struct book_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = list_screen_close,
};
