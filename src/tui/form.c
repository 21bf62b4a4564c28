/* form.c - the ncurses form library over dictionary rows. */
#include "tui/form.h"

#include "base/utf8.h"
#include "form_priv.h"
#include "tui/key.h"
#include "tui/screen.h"
#include "tui/text.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum { LABEL_MOST = 28, FIELD_MOST = 46, LEFT = 2 };

static const struct field *
dict_of(const struct form *f, int i)
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

static bool
is_picked(const struct field *d)
{
	return d->type == FT_REF || d->type == FT_VOCAB || d->type == FT_LONG;
}

static bool
is_cycled(const struct field *d)
{
	return d->type == FT_CODE || d->type == FT_BOOL;
}

/* What the row holds, as the field shows it. */
static void
shown_value(const struct form *f, int i, struct str *out)
{
	const struct field *d = dict_of(f, i);
	struct cell c = dict_get(d, f->row);
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

/* Puts a text into the library's field; notes when it cannot be shown as it is, because then it
 * must not be edited either: the marks would be stored. */
static void
set_text(struct form *f, int i, const char *text)
{
	struct form_item *it = &f->items[i];
	struct str safe = {0};

	utf8_safe(&safe, text, strlen(text), -1, term_ascii());
	it->locked = strcmp(str_text(&safe), text) != 0;
	set_field_buffer(it->lib, 0, str_text(&safe));
	str_release(&safe);
}

/* What the field holds now, without the blanks the library pads with. */
static void
typed_text(const struct form *f, int i, struct str *out)
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

static void
show_item(struct form *f, int i)
{
	struct str s = {0};

	shown_value(f, i, &s);
	set_text(f, i, str_text(&s));
	str_release(&s);
	str_clear(&f->items[i].entry);
	typed_text(f, i, &f->items[i].entry);
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

/* Values that are typed anew rather than edited: all but texts, and the short codes among
 * those. */
static bool
typed_anew(const struct field *d)
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
	typed_text(f, f->at, &it->entry);
	f->match[0] = '\0';
	f->stuck = false;
	f->fresh = typed_anew(it->dict);
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
		show_item(f, i);
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
	free(f->fields);
	free(f->items);
	free(f);
}

static bool
changed(const struct form *f, struct str *typed)
{
	const struct form_item *it = &f->items[f->at];

	typed_text(f, f->at, typed);
	return typed->n != it->entry.n ||
	       memcmp(str_text(typed), str_text(&it->entry), typed->n) != 0;
}

static enum status
store_cell(struct form *f, struct cell c, struct err *err)
{
	const struct field *d = dict_of(f, f->at);
	enum status st;

	if (dict_cell_equal(c, dict_get(d, f->row)))
		return ST_OK;
	st = f->spec.ops->store(f->spec.ctx, d, c, err);
	if (st == ST_OK && !dict_put(d, f->row, c))
		st = status_fail(err, ST_INVALID, "%s: too long", d->label);
	return st;
}

bool
form_leave(struct form *f, struct ui *ui)
{
	const struct field *d = dict_of(f, f->at);
	struct str typed = {0};
	struct err err = {0};
	struct cell c;
	enum status st = ST_OK;

	if (!is_picked(d) && !f->items[f->at].locked && changed(f, &typed)) {
		st = dict_parse_typed(d, str_text(&typed), typed.n, f->spec.today, &c,
				      &err);
		if (st == ST_OK)
			st = store_cell(f, c, &err);
		if (st == ST_OK)
			show_item(f, f->at);
		else
			ui_fail(ui, &err);
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
	return dict_of(f, f->at);
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

	if (store_cell(f, c, &err) != ST_OK) {
		ui_fail(ui, &err);
		return false;
	}
	show_item(f, f->at);
	if (f->at + 1 < f->n)
		form_goto(f, ui, f->at + 1);
	return true;
}

bool
form_draft(const struct form *f, struct str *out)
{
	struct str typed = {0};
	bool some = !is_picked(dict_of(f, f->at)) && changed(f, &typed);

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
	set_text(f, i, typed);
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
			show_item(f, i);
	}
	str_release(&typed);
}

int
form_height(const struct form *f)
{
	return f->n;
}

/* ---- keys ---- */

static unsigned
refuse(struct ui *ui, const char *why)
{
	ui_say(ui, TONE_WARN, "%s", why);
	return SCREEN_HANDLED;
}

static const char *
code_label(const struct field *d, int i)
{
	static const char *const answers[] = {"no", "yes", NULL};

	return d->type == FT_BOOL ? answers[i] : d->codes->codes[i].label;
}

static int
code_count(const struct field *d)
{
	int n = 0;

	if (d->type == FT_BOOL)
		return 2;
	while (d->codes->codes[n].id)
		n++;
	return n;
}

static int
code_now(const struct form *f)
{
	const struct field *d = dict_of(f, f->at);
	struct str s = {0};
	int n = code_count(d), found = -1;

	typed_text(f, f->at, &s);
	for (int i = 0; i < n && found < 0; i++) {
		if (!strcmp(code_label(d, i), str_text(&s)))
			found = i;
	}
	str_release(&s);
	return found;
}

/* The first code from `from` on whose label begins with the folded prefix; -1: none. */
static int
code_match(const struct field *d, const char *prefix, int from)
{
	int n = code_count(d), found = -1;

	for (int k = 0; k < n && found < 0; k++) {
		int i = (from + k) % n;
		struct str s = {0};

		utf8_fold(&s, code_label(d, i), strlen(code_label(d, i)));
		if (!strncmp(str_text(&s), prefix, strlen(prefix)))
			found = i;
		str_release(&s);
	}
	return found;
}

static unsigned
code_letter(struct form *f, struct ui *ui, int key)
{
	const struct field *d = dict_of(f, f->at);
	struct str typed = {0};
	char b[4];
	int i;

	str_add(&typed, f->match);
	str_add_n(&typed, b, utf8_encode((uint32_t)key, b));
	str_copy(f->match, sizeof f->match, "");
	{
		struct str folded = {0};

		utf8_fold(&folded, str_text(&typed), typed.n);
		str_copy(f->match, sizeof f->match, str_text(&folded));
		str_release(&folded);
	}
	i = code_match(d, f->match, 0);
	if (i < 0) { /* a new word begins, or the same letter asks for the next one */
		struct str folded = {0};

		utf8_fold(&folded, b, utf8_encode((uint32_t)key, b));
		str_copy(f->match, sizeof f->match, str_text(&folded));
		str_release(&folded);
		i = code_match(d, f->match, code_now(f) + 1);
	}
	str_release(&typed);
	if (i < 0) {
		f->match[0] = '\0';
		return refuse(ui, "No choice begins so; Space shows one after the other");
	}
	set_text(f, f->at, code_label(d, i));
	return SCREEN_REDRAW;
}

static unsigned
code_key(struct form *f, struct ui *ui, int key)
{
	const struct field *d = dict_of(f, f->at);
	int n = code_count(d), now = code_now(f);

	assert(n > 0);
	if (key == K_SPACE || key == K_RIGHT)
		now = (now + 1) % n;
	else if (key == K_LEFT)
		now = now <= 0 ? n - 1 : now - 1;
	else if (key == K_BACKSPACE || key == K_DEL)
		now = -1;
	else if (key_is_text(key))
		return code_letter(f, ui, key);
	else
		return SCREEN_PASS;
	f->match[0] = '\0';
	set_text(f, f->at, now < 0 ? "" : code_label(d, now));
	return SCREEN_REDRAW;
}

static unsigned
picked_key(struct form *f, struct ui *ui, int key)
{
	const struct field *d = dict_of(f, f->at);
	char typed[5] = "";

	if (key_is_text(key))
		typed[utf8_encode((uint32_t)key, typed)] = '\0';
	else if (key == K_BACKSPACE || key == K_DEL)
		return form_put(f, ui, (struct cell){.kind = CELL_NONE}) ? SCREEN_REDRAW
									 : SCREEN_HANDLED;
	else if (key != K_ENTER)
		return SCREEN_PASS;
	if (!f->spec.ops->pick)
		return refuse(ui, "This field is not filled in here");
	f->spec.ops->pick(f->spec.ctx, d, typed);
	return SCREEN_REDRAW;
}

/* Keys that the library handles inside a field. */
static const struct {
	int key, request;
	bool edits;
} requests[] = {
    {K_LEFT, REQ_PREV_CHAR, false},    {K_RIGHT, REQ_NEXT_CHAR, false},
    {K_HOME, REQ_BEG_FIELD, false},    {K_END, REQ_END_FIELD, false},
    {K_BACKSPACE, REQ_DEL_PREV, true}, {K_DEL, REQ_DEL_CHAR, true},
    {K_CTRL('k'), REQ_CLR_EOF, true},
};

static unsigned
text_key(struct form *f, struct ui *ui, int key)
{
	struct form_item *it = &f->items[f->at];

	if (it->locked && (key_is_text(key) || key == K_BACKSPACE || key == K_DEL))
		return refuse(ui,
			      "This text holds characters that cannot be edited here; "
			      "^K empties the field");
	for (size_t i = 0; i < sizeof requests / sizeof requests[0]; i++) {
		if (requests[i].key != key)
			continue;
		if (it->locked && requests[i].edits) {
			form_driver(f->lib, REQ_CLR_FIELD);
			it->locked = false;
		}
		f->fresh = false;
		form_driver(f->lib, requests[i].request);
		return SCREEN_REDRAW;
	}
	if (!key_is_text(key))
		return SCREEN_PASS;
	if (f->fresh)
		form_driver(f->lib, REQ_CLR_FIELD);
	f->fresh = false;
	if (form_driver_w(f->lib, OK, (wchar_t)key) != E_OK)
		return refuse(ui, "The field is full");
	return SCREEN_REDRAW;
}

static void
undo(struct form *f)
{
	show_item(f, f->at);
	f->match[0] = '\0';
	f->fresh = typed_anew(dict_of(f, f->at));
	if (!f->fresh)
		form_driver(f->lib, REQ_END_FIELD);
}

static unsigned
move_key(struct form *f, struct ui *ui, int key)
{
	int to = f->at;

	if (key == K_TAB || key == K_DOWN || key == K_ENTER)
		to++;
	else if (key == K_BACKTAB || key == K_UP)
		to--;
	else if (key == K_PGUP)
		to = 0;
	else if (key == K_PGDN)
		to = f->n - 1;
	else
		return SCREEN_PASS;
	if (to >= f->n && key == K_ENTER)
		return form_leave(f, ui) ? SCREEN_PASS : SCREEN_HANDLED;
	if (to < 0 || to >= f->n)
		to = key == K_TAB ? 0 : key == K_BACKTAB ? f->n - 1 : f->at;
	form_goto(f, ui, to);
	return SCREEN_REDRAW;
}

static unsigned
escape(struct form *f, struct ui *ui)
{
	bool again = f->stuck;

	if (form_leave(f, ui))
		return SCREEN_PASS;
	if (again) {
		undo(f);
		return SCREEN_PASS;
	}
	f->stuck = true;
	return SCREEN_HANDLED;
}

unsigned
form_key(struct form *f, struct ui *ui, int key)
{
	const struct field *d = dict_of(f, f->at);
	unsigned flags = SCREEN_PASS;

	if (key == K_ESC)
		return escape(f, ui);
	f->stuck = false;
	if (key == K_CTRL('z') || key == K_CTRL('u')) {
		undo(f);
		return SCREEN_REDRAW;
	}
	if (f->items[f->at].readonly) {
		if (key_is_text(key))
			return refuse(ui, "This field is not changed here");
	} else if (is_picked(d)) {
		flags = picked_key(f, ui, key);
	} else if (is_cycled(d)) {
		flags = code_key(f, ui, key);
	} else {
		flags = text_key(f, ui, key);
	}
	return flags != SCREEN_PASS ? flags : move_key(f, ui, key);
}

void
form_draw(struct form *f, const struct ui *ui, struct rect r)
{
	int rows = r.h > 1 ? r.h - 1 : 1;
	int y = 0, x = 0, w = r.w < TERM_COLS_MIN ? r.w : TERM_COLS_MIN, h;
	const struct field *d = dict_of(f, f->at);

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
