/* scr_sheet.c - what tables would change, line by line; what is marked is stored. */
#include "app/app.h"
#include "app/exchange.h"
#include "app/table_review.h"
#include "base/utf8.h"
#include "tui/ask.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <string.h>

enum { DETAIL_ROWS = 4, WHERE_COLS = 18, WORDS_COLS = 20, WIDE = 110, WORDS_WIDE = 36 };

struct sheet_row {
	int64_t name; /* number of the line in the review, from 1 */
};

struct sheet_screen {
	char dir[EXCHANGE_PATH];
	bool copied; /* from a stick: reading again reads the copy */
	struct table_review review;
	struct list list;
	int words; /* cells for the row in words */
};

static struct sheet_screen *
state(struct screen *s)
{
	return s->state;
}

/* ---- the list: a row is no more than its number */

static enum status
page(void *ctx, struct list_page *p, struct err *err)
{
	int64_t n = (int64_t)((struct sheet_screen *)ctx)->review.n, edge = 0, from = 1;
	struct sheet_row *rows = p->rows;

	(void)err;
	if (p->edge)
		memcpy(&edge, p->edge, sizeof edge);
	if (p->dir == LIST_LAST)
		from = n - p->max + 1;
	else if (p->dir == LIST_AFTER)
		from = edge + 1;
	else if (p->dir == LIST_FROM)
		from = edge;
	else if (p->dir == LIST_BEFORE)
		from = edge - p->max;
	if (p->dir == LIST_BEFORE)
		n = edge - 1;
	if (from < 1)
		from = 1;
	for (p->n = 0; p->n < p->max && from <= n; p->n++)
		rows[p->n].name = from++;
	return ST_OK;
}

static const struct table_line *
line_of(const struct sheet_screen *d, const struct sheet_row *r)
{
	return &d->review.lines[r->name - 1];
}

/* The text in exactly so many cells. */
static void
add_padded(struct str *out, const char *text, int cells)
{
	int used = utf8_safe(out, text, strlen(text), cells, false);

	for (; used < cells; used++)
		str_add_c(out, ' ');
}

/* "patients.csv:12"; a long name is cut, its line never. */
static void
add_where(const struct table_line *l, struct str *out)
{
	char line[24], where[64];
	const char *plural = dict_entity(l->entity)->plural;
	int room;

	str_format(line, sizeof line, ":%lld", (long long)l->line);
	room = WHERE_COLS - (int)strlen(line);
	if ((int)strlen(plural) + 4 <= room)
		str_format(where, sizeof where, "%s.csv%s", plural, line);
	else
		str_format(where, sizeof where, "%.*s..%s", room - 2, plural, line);
	add_padded(out, where, WHERE_COLS);
}

static const char *
value(const struct table_review *v, size_t at)
{
	return at ? table_review_text(v, at) : "(empty)";
}

static void
add_change(const struct table_review *v, const struct table_line *l, struct str *out)
{
	const struct entity *e = dict_entity(l->entity);
	const char *label = l->field < 0 ? "" : e->fields[l->field].label;

	if (l->kind == TABLE_LINE_NEW)
		str_addf(out, "new: %s", table_review_text(v, l->sheet));
	else if (l->kind == TABLE_LINE_BAD)
		str_addf(out, "%s%s", l->field < 0 ? "passed over: " : "",
			 table_review_text(v, l->sheet));
	else if (l->field < 0)
		str_add(out, "not known as the sheet has it: stays");
	else if (l->kind == TABLE_LINE_BOTH)
		str_addf(out, "%s: both changed, stays %s", label, value(v, l->here));
	else
		str_addf(out, "%s: %s -> %s", label, value(v, l->here),
			 value(v, l->sheet));
}

enum { COL_MARK, COL_LINE };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct sheet_screen *d = ctx;
	const struct table_line *l = line_of(d, row);
	bool sentence = l->kind == TABLE_LINE_NOTE || l->kind == TABLE_LINE_PROBLEM;

	if (col == COL_MARK) {
		if (table_review_open(&d->review, (size_t)(l - d->review.lines)))
			str_add(out, l->left ? "[ ]" : "[x]");
		else
			str_add(out, l->kind == TABLE_LINE_NOTE ? "" : " !");
	} else if (sentence) {
		str_add(out, table_review_text(&d->review, l->words));
	} else {
		add_where(l, out);
		str_add_c(out, ' ');
		add_padded(out, table_review_text(&d->review, l->words), d->words);
		str_add_c(out, ' ');
		add_change(&d->review, l, out);
	}
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct table_line *l = line_of(ctx, row);

	(void)col;
	if (l->kind == TABLE_LINE_PROBLEM || l->kind == TABLE_LINE_BOTH ||
	    l->kind == TABLE_LINE_BAD)
		return TONE_WARN;
	return l->left || l->kind == TABLE_LINE_NOTE ? TONE_DIM : TONE_PLAIN;
}

static const struct list_col cols[] = {{"", 3, false}, {"", 0, false}};
static const struct list_source source = {.row_size = sizeof(struct sheet_row),
					  .cols = cols,
					  .n_cols = 2,
					  .key_col = COL_LINE,
					  .page = page,
					  .cell = cell,
					  .tone = tone};

/* ---- counts */

static void
add_counts(const struct table_review *v, struct str *out)
{
	if (v->taken[TABLE_LINE_PROBLEM]) {
		str_add(out,
			"Nothing can be stored; mend the sheet, then r reads it again");
		return;
	}
	str_addf(out, "%lld new, %lld changed, %lld left out",
		 (long long)v->taken[TABLE_LINE_NEW],
		 (long long)v->taken[TABLE_LINE_CELL], (long long)v->left);
	if (v->taken[TABLE_LINE_BOTH])
		str_addf(out, "; both changed %lld",
			 (long long)v->taken[TABLE_LINE_BOTH]);
	if (v->taken[TABLE_LINE_BAD])
		str_addf(out, "; CANNOT BE TAKEN %lld",
			 (long long)v->taken[TABLE_LINE_BAD]);
	if (v->unlisted)
		str_addf(out, "; taken, not listed %lld", (long long)v->unlisted);
	str_addf(out, "; same %lld", (long long)v->same);
}

/* ---- keys */

/* Ten thousand rows take seconds: it is told before they are read or stored. */
static void
look(struct screen *s)
{
	ui_say(s->ui, TONE_DIM, "Reading the tables ...");
	ui_draw(s->ui);
	table_review_read(s->ui->app->store, state(s)->dir, &state(s)->review);
	ui_say(s->ui, TONE_PLAIN, "%s", "");
}

static unsigned
reload(struct screen *s)
{
	struct err err = {0};

	look(s);
	if (list_restart(&state(s)->list, &err))
		ui_fail(s->ui, &err);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
on_again(struct screen *s, int key)
{
	(void)key;
	if (state(s)->copied) {
		ui_say(s->ui, TONE_PLAIN,
		       "This is a copy: Esc, then r reads the stick again");
		return SCREEN_REDRAW;
	}
	(void)reload(s);
	ui_say(s->ui, TONE_PLAIN, "Read again");
	return SCREEN_REDRAW;
}

/* The marked line of the review when it can be chosen; -1 says why not. */
static int64_t
chosen(struct screen *s)
{
	const struct sheet_row *r = list_current(&state(s)->list);

	if (r && table_review_open(&state(s)->review, (size_t)r->name - 1))
		return r->name - 1;
	ui_say(s->ui, TONE_PLAIN,
	       r ? "This line is only told; there is nothing to take or leave out"
		 : "There is nothing to leave out");
	return -1;
}

static unsigned
on_leave(struct screen *s, int key)
{
	struct table_review *v = &state(s)->review;
	int64_t at = chosen(s), also, waiting;
	bool leave;

	(void)key;
	if (at < 0)
		return SCREEN_REDRAW;
	leave = !v->lines[at].left;
	also = table_review_leave(v, (size_t)at, leave);
	waiting = leave ? 0 : table_review_waiting(v, (size_t)at);
	if (also)
		ui_say(s->ui, TONE_PLAIN,
		       leave ? "Left out; so is what refers to it (%lld)"
			     : "Taken in; so is what it refers to (%lld)",
		       (long long)also);
	else if (waiting)
		ui_say(s->ui, TONE_PLAIN,
		       "Taken in; what refers to it is still left out (%lld)",
		       (long long)waiting);
	s->ui->repaint |= also > 0;
	return SCREEN_REDRAW;
}

static unsigned
on_leave_alike(struct screen *s, int key)
{
	struct table_review *v = &state(s)->review;
	int64_t at = chosen(s), n;
	bool leave;

	(void)key;
	if (at < 0)
		return SCREEN_REDRAW;
	leave = !v->lines[at].left;
	n = table_review_leave_alike(v, (size_t)at, leave);
	ui_say(s->ui, TONE_PLAIN, "%lld %s", (long long)n,
	       leave ? "left out" : "taken in");
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
store_answer(struct screen *s, const char *text, void *ctx)
{
	struct table_result r = {0};
	struct err err = {0};
	enum status st;

	(void)ctx;
	if (text[0] != 'y')
		return SCREEN_REDRAW;
	ui_say(s->ui, TONE_DIM, "Storing ...");
	ui_draw(s->ui);
	st = table_review_store(s->ui->app->store, state(s)->dir, &state(s)->review, &r,
				&err);
	str_release(&r.report);
	if (st == ST_STALE)
		(void)reload(s);
	if (st) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_GOOD, "Stored: %lld new, %lld rows changed, %lld left out",
	       (long long)r.added, (long long)r.changed, (long long)r.left);
	stack_answer(s, 1, r.added, "");
	return SCREEN_POP;
}

static unsigned
on_store(struct screen *s, int key)
{
	const struct table_review *v = &state(s)->review;
	int64_t rows = v->taken[TABLE_LINE_NEW], cells = v->taken[TABLE_LINE_CELL];
	char label[160], more[48] = "", bad[48] = "";

	(void)key;
	if (v->taken[TABLE_LINE_PROBLEM] || rows + cells + v->unlisted == 0) {
		ui_say(
		    s->ui, TONE_PLAIN,
		    v->taken[TABLE_LINE_PROBLEM]
			? "Nothing can be stored; mend the sheet, then r reads it again"
			: "Nothing is marked to be stored");
		return SCREEN_REDRAW;
	}
	if (v->unlisted)
		str_format(more, sizeof more, ", %lld not listed",
			   (long long)v->unlisted);
	if (v->taken[TABLE_LINE_BAD])
		str_format(bad, sizeof bad, "; %lld cannot be taken",
			   (long long)v->taken[TABLE_LINE_BAD]);
	str_format(label, sizeof label, "Store %lld new, %lld changed%s; %lld left out%s",
		   (long long)rows, (long long)cells, more, (long long)v->left, bad);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = label, .done = store_answer});
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	return list_key(&state(s)->list, key);
}

static const struct keybind keys[] = {
    {'x', ACT_LEAVE_OUT, on_leave},
    {'X', ACT_LEAVE_ALIKE, on_leave_alike},
    {'s', ACT_STORE_SHEET, on_store},
    {'r', ACT_READ_TABLES, on_again},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
	table_review_release(&state(s)->review);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct sheet_screen *d = state(s);
	enum status st;

	if (!str_copy(d->dir, sizeof d->dir, arg->text))
		return status_fail(err, ST_INVALID, "%s: this path is too long",
				   arg->text);
	d->copied = arg->no != 0;
	list_init(&d->list, &source, d);
	look(s);
	st = list_restart(&d->list, err);
	if (st)
		close_screen(s);
	return st;
}

/* The marked line in full. */
static void
draw_detail(const struct sheet_screen *d, const struct sheet_row *row, struct rect r)
{
	const struct table_review *v = &d->review;
	const struct table_line *l = row ? line_of(d, row) : NULL;
	struct str text = {0};

	text_clear(r.y, r.x, r.h, r.w);
	if (!l)
		return;
	if (l->kind == TABLE_LINE_NOTE || l->kind == TABLE_LINE_PROBLEM) {
		str_add(&text, table_review_text(v, l->words));
	} else {
		const struct entity *e = dict_entity(l->entity);

		str_addf(&text, "%s.csv:%lld", e->plural, (long long)l->line);
		if (l->field >= 0)
			str_addf(&text, ":%s", e->fields[l->field].name);
		str_addf(&text, "  %s\n", table_review_text(v, l->words));
		if (l->field >= 0 && l->kind == TABLE_LINE_BOTH)
			str_addf(&text,
				 "%s: the sheet began from %s, here it is %s now, the "
				 "sheet says %s; left as it is here",
				 e->fields[l->field].label, value(v, l->began),
				 value(v, l->here), value(v, l->sheet));
		else
			add_change(v, l, &text);
		if (l->kind == TABLE_LINE_BAD)
			str_add(&text, l->field < 0 ? "; nothing of this row is taken"
						    : "; it stays here as it is");
	}
	text_lines(r.y, r.x + 1, r.h, r.w - 2, str_text(&text));
	str_release(&text);
}

static void
draw(struct screen *s)
{
	struct sheet_screen *d = state(s);
	struct rect r = ui_body(s->ui), list = r, detail = r;
	struct str counts = {0};
	const struct sheet_row *row;

	d->words = r.w < WIDE ? WORDS_COLS : WORDS_WIDE;
	add_counts(&d->review, &counts);
	text_fill(r.y, r.x + 1, r.w - 1,
		  d->review.taken[TABLE_LINE_PROBLEM] ? TONE_WARN : TONE_KEY,
		  str_text(&counts));
	str_release(&counts);
	list.y += 1;
	list.h -= 2 + DETAIL_ROWS;
	detail.h = DETAIL_ROWS;
	detail.y = r.y + r.h - DETAIL_ROWS;
	row = list_draw(&d->list, s->ui, list, false,
			"These tables hold nothing that is not here already.");
	draw_detail(d, row, detail);
}

extern const struct screen_ops scr_sheet;
const struct screen_ops scr_sheet = {
    .name = "sheet",
    .title = "Sheet",
    .state_size = sizeof(struct sheet_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = close_screen,
};
