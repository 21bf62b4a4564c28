/* list.c - a window of rows over a list of any length. */
#include "tui/list.h"

#include "base/utf8.h"
#include "tui/key.h"
#include "tui/screen.h"
#include "tui/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { HEIGHT_FIRST = 20, MARK_COLS = 2, HIGHLIGHT_COLS = 16, GAP = 2, PAGES_KEPT = 6 };

void
list_init(struct list *l, const struct list_source *src, void *ctx)
{
	assert(src->row_size >= sizeof(int64_t));
	memset(l, 0, sizeof *l);
	l->src = src;
	l->ctx = ctx;
	l->height = HEIGHT_FIRST;
	l->drawn_top = l->drawn_cursor = -1;
}

void
list_release(struct list *l)
{
	free(l->rows);
	l->rows = NULL;
	l->n = l->cap = 0;
}

void
list_set(struct list *l, const void *rows, int n)
{
	l->all = rows;
	l->n_all = n;
}

static char *
row_at(const struct list *l, int i)
{
	return l->rows + (size_t)i * l->src->row_size;
}

static int64_t
name_of(const struct list *l, int i)
{
	int64_t no;

	memcpy(&no, row_at(l, i), sizeof no);
	return no;
}

static void
make_room(struct list *l, int n)
{
	if (n <= l->cap)
		return;
	l->rows = mem_grow(l->rows, (size_t)n * l->src->row_size);
	l->cap = n;
}

static int
page_rows(const struct list *l)
{
	return l->height > 0 ? l->height : 1;
}

static enum status
ask_page(struct list *l, struct list_page *p, struct err *err)
{
	if (l->src->page)
		return l->src->page(l->ctx, p, err);
	list_page_array(p, l->all, l->n_all, l->src->row_size);
	return ST_OK;
}

/* Asks for rows; they stand at `where` of the rows, those behind are moved by the caller. */
static enum status
ask_rows(struct list *l, enum list_dir dir, const void *edge, int where, int max, int *n,
	 struct err *err)
{
	struct list_page p = {
	    .dir = dir, .edge = edge, .rows = row_at(l, where), .max = max};
	enum status st = ask_page(l, &p, err);

	*n = st == ST_OK ? p.n : 0;
	assert(*n <= max);
	l->err.code = st;
	if (st != ST_OK && err)
		l->err = *err;
	return st;
}

static void
forget_drawn(struct list *l)
{
	l->drawn_top = l->drawn_cursor = -1;
}

static enum status
load(struct list *l, enum list_dir dir, const void *edge, struct err *err)
{
	int want = page_rows(l), n = 0;
	enum status st;

	make_room(l, want);
	st = ask_rows(l, dir, edge, 0, want, &n, err);
	l->n = n;
	l->top = l->cursor = 0;
	l->at_first = dir == LIST_FIRST || (dir == LIST_LAST && n < want);
	l->at_last = dir == LIST_LAST || n < want;
	forget_drawn(l);
	return st;
}

enum status
list_restart(struct list *l, struct err *err)
{
	return load(l, LIST_FIRST, NULL, err);
}

/* Drops rows far above the window, so that memory does not grow with scrolling. */
static void
drop_above(struct list *l)
{
	int spare = l->top - PAGES_KEPT / 2 * page_rows(l);

	if (spare <= 0 || l->n <= PAGES_KEPT * page_rows(l))
		return;
	memmove(l->rows, row_at(l, spare), (size_t)(l->n - spare) * l->src->row_size);
	l->n -= spare;
	l->top -= spare;
	l->cursor -= spare;
	if (l->drawn_top >= 0) {
		l->drawn_top -= spare;
		l->drawn_cursor -= spare;
	}
	l->at_first = false;
}

static void
drop_below(struct list *l)
{
	int most = l->top + PAGES_KEPT / 2 * page_rows(l);

	if (l->n <= PAGES_KEPT * page_rows(l) || most >= l->n || most <= l->cursor)
		return;
	l->n = most;
	l->at_last = false;
}

/* True when more rows came. */
static bool
load_after(struct list *l)
{
	struct err err = {0};
	char edge[1024];
	int n = 0;

	assert(l->src->row_size <= sizeof edge);
	if (l->at_last || l->n == 0)
		return false;
	drop_above(l);
	make_room(l, l->n + page_rows(l));
	memcpy(edge, row_at(l, l->n - 1), l->src->row_size);
	if (ask_rows(l, LIST_AFTER, edge, l->n, page_rows(l), &n, &err) != ST_OK)
		return false;
	l->at_last = n < page_rows(l);
	l->n += n;
	return n > 0;
}

void
list_ahead(struct list *l)
{
	if (l->top + 2 * page_rows(l) > l->n)
		load_after(l);
}

static bool
load_before(struct list *l)
{
	struct err err = {0};
	int want = page_rows(l), n = 0;
	char *fresh;
	struct list_page p = {.dir = LIST_BEFORE, .max = want};
	enum status st;

	if (l->at_first || l->n == 0)
		return false;
	drop_below(l);
	fresh = mem_alloc((size_t)want * l->src->row_size);
	p.edge = row_at(l, 0);
	p.rows = fresh;
	st = ask_page(l, &p, &err);
	l->err = err;
	l->err.code = st;
	n = st == ST_OK ? p.n : 0;
	make_room(l, l->n + n);
	memmove(row_at(l, n), l->rows, (size_t)l->n * l->src->row_size);
	memcpy(l->rows, fresh, (size_t)n * l->src->row_size);
	free(fresh);
	l->n += n;
	l->top += n;
	l->cursor += n;
	if (l->drawn_top >= 0) {
		l->drawn_top += n;
		l->drawn_cursor += n;
	}
	l->at_first = st == ST_OK && n < want;
	return n > 0;
}

/* Brings the window over the cursor. */
static void
follow(struct list *l)
{
	int h = page_rows(l);

	if (l->cursor < l->top)
		l->top = l->cursor;
	if (l->cursor >= l->top + h)
		l->top = l->cursor - h + 1;
	while (l->top + h > l->n && load_after(l))
		;
	if (l->top + h > l->n)
		l->top = l->n > h ? l->n - h : 0;
}

static bool
select_loaded(struct list *l, int64_t no)
{
	for (int i = 0; i < l->n; i++) {
		if (name_of(l, i) == no) {
			l->cursor = i;
			follow(l);
			return true;
		}
	}
	return false;
}

/* The row named no of those of list_set; NULL: none, or the source asks its owner for pages. */
static const void *
row_of_all(const struct list *l, int64_t no)
{
	const char *row = l->src->page ? NULL : l->all;
	int64_t name;

	for (int i = 0; row && i < l->n_all; i++, row += l->src->row_size) {
		memcpy(&name, row, sizeof name);
		if (name == no)
			return row;
	}
	return NULL;
}

bool
list_select(struct list *l, int64_t no)
{
	const void *row;

	if (select_loaded(l, no))
		return true;
	row = row_of_all(l, no);
	if (!row || load(l, LIST_FROM, row, NULL))
		return false;
	if (l->n < page_rows(l))
		load(l, LIST_LAST, NULL, NULL);
	return select_loaded(l, no);
}

enum status
list_reload(struct list *l, struct err *err)
{
	char edge[1024];
	int64_t no = l->n > 0 ? name_of(l, l->cursor) : 0;
	int offset = l->cursor - l->top;
	bool from_first = l->at_first && l->top == 0;
	enum status st;

	assert(l->src->row_size <= sizeof edge);
	if (l->n == 0 || from_first) {
		st = load(l, LIST_FIRST, NULL, err);
	} else {
		memcpy(edge, row_at(l, l->top), l->src->row_size);
		st = load(l, LIST_FROM, edge, err);
		if (st == ST_OK && l->n == 0)
			st = load(l, LIST_LAST, NULL, err);
	}
	if (st != ST_OK || list_select(l, no))
		return st;
	l->cursor = offset < l->n ? offset : l->n > 0 ? l->n - 1 : 0;
	return st;
}

static void
move_by(struct list *l, int by)
{
	int want = l->cursor + by;

	while (want >= l->n && load_after(l))
		want = l->cursor + by;
	while (want < 0 && load_before(l))
		want = l->cursor + by;
	l->cursor = want < 0 ? 0 : want >= l->n ? l->n - 1 : want;
}

static void
page_by(struct list *l, int by)
{
	int offset = l->cursor - l->top, at = l->cursor;

	move_by(l, by);
	if (l->cursor != at && by > 0) {
		l->top = l->cursor - offset;
	} else if (l->cursor != at) {
		l->top = l->cursor - offset > 0 ? l->cursor - offset : 0;
	}
}

static void
to_end(struct list *l, bool last)
{
	struct err err = {0};

	if (last && !l->at_last)
		load(l, LIST_LAST, NULL, &err);
	else if (!last && !l->at_first)
		load(l, LIST_FIRST, NULL, &err);
	l->cursor = last && l->n > 0 ? l->n - 1 : 0;
}

unsigned
list_key(struct list *l, int key)
{
	static const struct {
		int key;
		int rows, pages, end;
	} moves[] = {
	    {K_UP, -1, 0, 0},	     {K_DOWN, 1, 0, 0},	     {K_PGUP, 0, -1, 0},
	    {K_PGDN, 0, 1, 0},	     {K_HOME, 0, 0, -1},     {K_END, 0, 0, 1},
	    {K_CTRL('p'), -1, 0, 0}, {K_CTRL('n'), 1, 0, 0},
	};

	for (size_t i = 0; i < sizeof moves / sizeof moves[0]; i++) {
		if (moves[i].key != key)
			continue;
		if (l->n == 0)
			return SCREEN_HANDLED;
		if (moves[i].end)
			to_end(l, moves[i].end > 0);
		else if (moves[i].pages)
			page_by(l, moves[i].pages * page_rows(l));
		else
			move_by(l, moves[i].rows);
		follow(l);
		return SCREEN_REDRAW;
	}
	return SCREEN_PASS;
}

const void *
list_current(const struct list *l)
{
	return l->n > 0 ? row_at(l, l->cursor) : NULL;
}

static int
col_width(const struct list *l, int col, int total)
{
	int rest = total - MARK_COLS;

	if (l->src->cols[col].width > 0)
		return l->src->cols[col].width;
	for (int i = 0; i < l->src->n_cols; i++)
		rest -= l->src->cols[i].width + (i > 0 ? GAP : 0);
	return rest > 0 ? rest : 1;
}

static void
put_cell(const struct list *l, int i, int col, struct rect at, bool marked)
{
	const struct list_source *src = l->src;
	struct str s = {0};
	enum tone tone = src->tone ? src->tone(l->ctx, row_at(l, i), col) : TONE_PLAIN;

	src->cell(l->ctx, row_at(l, i), col, &s);
	if (src->cols[col].right) {
		text_right(at.y, at.x, at.w, tone, str_text(&s));
	} else if (marked && col == src->key_col) {
		int most = at.w < HIGHLIGHT_COLS ? at.w : HIGHLIGHT_COLS;
		int used;

		text_put_n(at.y, at.x, at.w, tone, str_text(&s), s.n);
		used = text_put_n(at.y, at.x, most, TONE_CURSOR, str_text(&s), s.n);
		if (used == 0)
			text_put(at.y, at.x, 1, TONE_CURSOR, " ");
	} else {
		text_put_n(at.y, at.x, at.w, tone, str_text(&s), s.n);
	}
	str_release(&s);
}

static void
put_row(const struct list *l, int i, struct rect r, int y)
{
	int x = r.x + MARK_COLS;

	text_clear(y, r.x, 1, r.w);
	if (i >= l->n)
		return;
	if (i == l->cursor)
		text_put(y, r.x, 1, TONE_PLAIN, ">");
	for (int c = 0; c < l->src->n_cols; c++) {
		int w = col_width(l, c, r.w);

		put_cell(l, i, c, (struct rect){y, x, 1, w}, i == l->cursor);
		x += w + GAP;
	}
}

static void
put_titles(const struct list *l, struct rect r)
{
	int x = r.x + MARK_COLS;

	text_clear(r.y, r.x, 1, r.w);
	for (int c = 0; c < l->src->n_cols; c++) {
		int w = col_width(l, c, r.w);
		const char *title = l->src->cols[c].title;

		if (l->src->cols[c].right)
			text_right(r.y, x, w, TONE_DIM, title);
		else
			text_put(r.y, x, w, TONE_DIM, title);
		x += w + GAP;
	}
}

/* True when what the screen shows differs from the state by the marked row alone. */
static bool
only_mark_moved(const struct list *l, const struct ui *ui, struct rect r)
{
	return !ui->repaint && l->drawn_top == l->top && l->drawn_cursor >= 0 &&
	       l->n > 0 && l->drawn_first == name_of(l, l->top) &&
	       l->drawn_cursor < l->n && !memcmp(&r, &l->drawn, sizeof r);
}

const void *
list_draw(struct list *l, const struct ui *ui, struct rect r, bool titled,
	  const char *empty)
{
	struct rect rows = r;

	if (titled && r.h > 1) {
		rows.y++;
		rows.h--;
	}
	if (l->height != rows.h) {
		l->height = rows.h;
		if (l->n > 0)
			follow(l);
	}
	if (only_mark_moved(l, ui, r)) {
		if (l->drawn_cursor != l->cursor)
			put_row(l, l->drawn_cursor, rows,
				rows.y + l->drawn_cursor - l->top);
		put_row(l, l->cursor, rows, rows.y + l->cursor - l->top);
	} else {
		if (titled && r.h > 1)
			put_titles(l, r);
		for (int i = 0; i < rows.h; i++)
			put_row(l, l->top + i, rows, rows.y + i);
		if (l->n == 0)
			text_put(rows.y, r.x + MARK_COLS, r.w - MARK_COLS, TONE_DIM,
				 empty);
	}
	l->drawn = r;
	l->drawn_top = l->top;
	l->drawn_cursor = l->cursor;
	l->drawn_first = l->n > 0 ? name_of(l, l->top) : 0;
	text_cursor(rows.y + l->cursor - l->top, r.x, false);
	return list_current(l);
}

void
list_page_array(struct list_page *p, const void *array, int n, size_t row_size)
{
	const char *rows = array;
	int from = 0, at = 0;

	for (at = 0; p->edge && at < n; at++) {
		if (!memcmp(rows + (size_t)at * row_size, p->edge, sizeof(int64_t)))
			break;
	}
	switch (p->dir) {
	case LIST_FIRST:
		from = 0;
		break;
	case LIST_LAST:
		from = n > p->max ? n - p->max : 0;
		break;
	case LIST_AFTER:
		from = at < n ? at + 1 : n;
		break;
	case LIST_FROM:
		from = at;
		break;
	case LIST_BEFORE:
		from = at > p->max ? at - p->max : 0;
		n = at;
		break;
	}
	p->n = n - from < p->max ? n - from : p->max;
	if (p->n > 0) /* an empty array may be NULL */
		memcpy(p->rows, rows + (size_t)from * row_size, (size_t)p->n * row_size);
}
