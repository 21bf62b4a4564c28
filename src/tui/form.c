/* form.c - the ncurses form library over dictionary rows. */
#include "tui/form.h"

#include "base/utf8.h"
#include "form_priv.h"
#include "tui/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_MOST = 28, FIELD_MOST = 46, LEFT = 2 };

const struct field *
form_dict(const struct form *f, int i)
{
	return f->items[i].dict;
}

/* Cells a field takes. */
static int
field_width(const struct field *d)
{
	int w = 0;

	switch (d->type) {
	case FT_CODE:
		for (const struct code *c = d->codes->codes; c->id; c++) {
			int used = utf8_text_width(c->label, strlen(c->label));

			w = used > w ? used : w;
		}
		break;
	case FT_BOOL:
		w = 3;
		break;
	case FT_INT:
	case FT_CLOCK:
		w = 10;
		break;
	case FT_DATE:
	case FT_PDATE:
		w = 14;
		break;
	case FT_TIME:
		w = 20;
		break;
	case FT_TEXT:
		w = d->size;
		break;
	default:
		w = FIELD_MOST;
	}
	return w < FIELD_MOST ? w : FIELD_MOST;
}

bool
form_is_picked(const struct field *d)
{
	return d->type == FT_REF || d->type == FT_VOCAB || d->type == FT_LONG;
}

bool
form_is_cycled(const struct field *d)
{
	return d->type == FT_CODE || d->type == FT_BOOL;
}

void
form_value(const struct form *f, int i, struct cell c, struct str *out)
{
	const struct field *d = form_dict(f, i);
	struct str s = {0};

	if (c.kind != CELL_NONE) {
		if ((d->type == FT_REF || d->type == FT_VOCAB ||
		     (d->type == FT_NUM && d->decimals)) &&
		    f->spec.ops->show)
			f->spec.ops->show(f->spec.ctx, d, c, &s);
		else if (d->type == FT_INT)
			dict_text(d, c, &s);
		else
			dict_show(d, c, &s);
	}
	for (size_t k = 0; k < s.n; k++)
		str_add_c(out, s.p[k] == '\n' || s.p[k] == '\t' ? ' ' : s.p[k]);
	str_release(&s);
}

void
form_set_text(struct form *f, int i, const char *text)
{
	struct form_item *it = &f->items[i];
	struct str safe = {0};

	utf8_safe(&safe, text, strlen(text), -1, term_ascii());
	it->locked = strcmp(str_text(&safe), text) != 0;
	set_field_buffer(it->lib, 0, str_text(&safe));
	str_release(&safe);
}

void
form_typed(const struct form *f, int i, struct str *out)
{
	const char *p;
	size_t n;

	if (i == f->at && f->posted)
		form_driver(f->lib, REQ_VALIDATION);
	p = field_buffer(f->items[i].lib, 0);
	n = p ? strlen(p) : 0;
	while (n > 0 && p[n - 1] == ' ')
		n--;
	str_add_n(out, p, n);
}

void
form_show(struct form *f, int i)
{
	struct str s = {0};

	form_value(f, i, dict_get(form_dict(f, i), f->row), &s);
	form_set_text(f, i, str_text(&s));
	str_release(&s);
	str_clear(&f->items[i].entry);
	form_typed(f, i, &f->items[i].entry);
}

static void
draw_marks(struct form *f)
{
	for (int i = 0; i < f->n; i++) {
		struct form_item *it = &f->items[i];
		bool on = i == f->at;
		int x = f->label_w + LEFT + 1;

		text_into(f->pad, i, 0, 1, A_NORMAL, on ? ">" : " ", 1);
		text_into(f->pad, i, LEFT, f->label_w,
			  on ? term_attr(TONE_FIELD) : A_NORMAL, it->label,
			  strlen(it->label));
		text_into(f->pad, i, x, 1, A_NORMAL, "[", 1);
		text_into(f->pad, i, x + 1 + it->w, 1, A_NORMAL, "]", 1);
		text_into(f->pad, i, x + 3 + it->w, 10, A_NORMAL, dict_unit(it->dict),
			  strlen(dict_unit(it->dict)));
	}
}

static void
make_field(struct form *f, int i)
{
	struct form_item *it = &f->items[i];
	FIELD *lib = new_field(1, it->w, i, f->label_w + LEFT + 2, 0, 0);

	assert(lib);
	it->lib = f->fields[i] = lib;
	set_field_back(lib, A_NORMAL);
	field_opts_off(lib, O_AUTOSKIP | O_BLANK);
	if (it->dict->flags & FF_SECRET)
		field_opts_off(lib, O_PUBLIC);
	if (it->dict->type == FT_TEXT && it->dict->size > it->w) {
		field_opts_off(lib, O_STATIC);
		set_max_field(lib, it->dict->size);
	}
}

bool
form_typed_anew(const struct field *d)
{
	enum { SHORT_TEXT = 12 };

	return d->type != FT_TEXT || d->size <= SHORT_TEXT;
}

/* Puts the library's cursor to where typing goes on: behind a text, on a value to be replaced. */
static void
enter_field(struct form *f)
{
	struct form_item *it = &f->items[f->at];

	str_clear(&it->entry);
	form_typed(f, f->at, &it->entry);
	f->match[0] = '\0';
	f->stuck = false;
	form_settled(f);
	f->fresh = form_typed_anew(it->dict);
	if (!f->fresh && it->entry.n > 0)
		form_driver(f->lib, REQ_END_FIELD);
}

static void
take_rows(struct form *f)
{
	for (int i = 0; i < f->n; i++) {
		const struct form_row *r = &f->spec.rows[i];
		struct form_item *it = &f->items[i];
		int k = dict_field_named(f->spec.entity, r->name);
		int w;

		assert(k >= 0);
		it->dict = &f->spec.entity->fields[k];
		it->label = r->label ? r->label : it->dict->label;
		it->readonly = r->readonly;
		it->w = field_width(it->dict);
		w = utf8_text_width(it->label, strlen(it->label));
		if (w > f->label_w)
			f->label_w = w < LABEL_MOST ? w : LABEL_MOST;
	}
}

struct form *
form_new(const struct form_spec *spec, void *row)
{
	struct form *f = mem_alloc(sizeof *f);

	assert(spec->n > 0 && spec->ops && spec->ops->store);
	f->spec = *spec;
	f->row = row;
	f->n = spec->n;
	f->items = mem_alloc((size_t)f->n * sizeof *f->items);
	f->fields = mem_alloc(((size_t)f->n + 1) * sizeof(FIELD *));
	take_rows(f);
	for (int i = 0; i < f->n; i++) {
		make_field(f, i);
		form_show(f, i);
	}
	f->lib = new_form(f->fields);
	f->pad = newpad(f->n, TERM_COLS_MIN);
	set_form_win(f->lib, f->pad);
	set_form_sub(f->lib, f->pad);
	post_form(f->lib);
	f->posted = true;
	enter_field(f);
	return f;
}

void
form_free(struct form *f)
{
	if (!f)
		return;
	unpost_form(f->lib);
	free_form(f->lib);
	for (int i = 0; i < f->n; i++) {
		free_field(f->fields[i]);
		str_release(&f->items[i].entry);
	}
	delwin(f->pad);
	str_release(&f->mine_text);
	free(f->fields);
	free(f->items);
	free(f);
}

static bool
changed(const struct form *f, struct str *typed)
{
	const struct form_item *it = &f->items[f->at];

	form_typed(f, f->at, typed);
	return typed->n != it->entry.n ||
	       memcmp(str_text(typed), str_text(&it->entry), typed->n) != 0;
}

enum status
form_store_cell(struct form *f, struct cell c, struct err *err)
{
	const struct field *d = form_dict(f, f->at);
	enum status st;

	if (dict_cell_equal(c, dict_get(d, f->row)))
		return ST_OK;
	st = f->spec.ops->store(f->spec.ctx, d, c, err);
	if (st == ST_OK && !dict_put(d, f->row, c))
		st = status_fail(err, ST_INVALID, "%s: too long", d->label);
	return st;
}

/* A score of a measure has a way of its own to be typed (grades of muscles). */
static enum status
read_typed(const struct form *f, const struct field *d, const struct str *typed,
	   struct cell *c, struct err *err)
{
	bool known = false;
	enum status st = ST_OK;

	if (d->type == FT_NUM && typed->n && f->spec.ops->read)
		st = f->spec.ops->read(f->spec.ctx, str_text(typed), c, &known, err);
	return st || known ? st
			   : dict_parse_typed(d, str_text(typed), typed->n, f->spec.today,
					      c, err);
}

/* A value was not stored: why, or what somebody else stored instead. */
static void
refused(struct form *f, struct ui *ui, enum status st, struct cell c,
	const struct err *err)
{
	if (st != ST_STALE) {
		ui_fail(ui, err);
		return;
	}
	form_reload(f); /* other fields may be others too */
	form_ask_stale(f, ui, c);
}

bool
form_leave(struct form *f, struct ui *ui)
{
	const struct field *d = form_dict(f, f->at);
	struct str typed = {0};
	struct err err = {0};
	struct cell c;
	enum status st = ST_OK;

	if (!form_is_picked(d) && !f->items[f->at].locked && changed(f, &typed)) {
		st = read_typed(f, d, &typed, &c, &err);
		if (st == ST_OK)
			st = f->asked && !dict_cell_equal(c, dict_get(d, f->row))
				 ? ST_STALE
				 : form_store_cell(f, c, &err);
		if (st == ST_OK)
			form_show(f, f->at);
		else
			refused(f, ui, st, c, &err);
	}
	str_release(&typed);
	return st == ST_OK;
}

int
form_at(const struct form *f)
{
	return f->at;
}

const struct field *
form_field(const struct form *f)
{
	return form_dict(f, f->at);
}

bool
form_goto(struct form *f, struct ui *ui, int i)
{
	assert(i >= 0 && i < f->n);
	if (!form_leave(f, ui))
		return false;
	f->at = i;
	set_current_field(f->lib, f->fields[i]);
	enter_field(f);
	return true;
}

bool
form_put(struct form *f, struct ui *ui, struct cell c)
{
	struct err err = {0};

	enum status st = form_store_cell(f, c, &err);

	if (st) {
		refused(f, ui, st, c, &err);
		return false;
	}
	form_show(f, f->at);
	if (f->at + 1 < f->n)
		form_goto(f, ui, f->at + 1);
	return true;
}

bool
form_draft(const struct form *f, struct str *out)
{
	struct str typed = {0};
	bool some = !form_is_picked(form_dict(f, f->at)) && changed(f, &typed);

	if (some)
		str_add_n(out, str_text(&typed), typed.n);
	str_release(&typed);
	return some;
}

void
form_restore(struct form *f, int i, const char *typed)
{
	assert(i >= 0 && i < f->n);
	f->at = i;
	set_current_field(f->lib, f->fields[i]);
	enter_field(f);
	form_set_text(f, i, typed);
	form_driver(f->lib, REQ_END_FIELD);
	f->fresh = false;
}

void
form_reload(struct form *f)
{
	struct str typed = {0};
	bool some = changed(f, &typed);

	for (int i = 0; i < f->n; i++) {
		if (i != f->at || !some)
			form_show(f, i);
	}
	str_release(&typed);
}

int
form_height(const struct form *f)
{
	return f->n;
}

void
form_draw(struct form *f, const struct ui *ui, struct rect r)
{
	int rows = r.h > 1 ? r.h - 1 : 1;
	int y = 0, x = 0, w = r.w < TERM_COLS_MIN ? r.w : TERM_COLS_MIN, h;
	const struct field *d = form_dict(f, f->at);

	if (f->at < f->top)
		f->top = f->at;
	if (f->at >= f->top + rows)
		f->top = f->at - rows + 1;
	draw_marks(f);
	pos_form_cursor(f->lib);
	getyx(f->pad, y, x);
	h = f->n - f->top < rows ? f->n - f->top : rows;
	if (r.y < ui->rows && r.y + h <= LINES && r.x + w <= COLS)
		copywin(f->pad, stdscr, f->top, 0, r.y, r.x, r.y + h - 1, r.x + w - 1,
			FALSE);
	text_clear(r.y + h, r.x, rows - h, w);
	text_fill(r.y + rows, r.x + LEFT, r.w - LEFT, TONE_DIM, d->help);
	text_cursor(r.y + f->at - f->top, r.x + x, true);
	(void)y;
}
