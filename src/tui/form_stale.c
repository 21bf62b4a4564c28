/* form_stale.c - a field that somebody else changed meanwhile: both values on one line, one key. */
#include "base/utf8.h"
#include "form_priv.h"
#include "tui/ask.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { LABEL_COLS = 20, QUESTION_COLS = 30 };

static void
keep_mine(struct form *f, struct cell mine)
{
	struct str copy = {0};

	if (mine.kind == CELL_TEXT)
		str_add_n(&copy, mine.p, mine.n);
	str_release(&f->mine_text);
	f->mine_text = copy;
	f->mine = mine;
	if (mine.kind == CELL_TEXT) {
		f->mine.p = str_text(&f->mine_text);
		f->mine.n = f->mine_text.n;
	}
	f->asked = true;
}

void
form_settled(struct form *f)
{
	str_release(&f->mine_text);
	f->asked = false;
}

static unsigned
decided(struct screen *s, const char *text, void *ctx)
{
	struct form *f = ctx;
	struct err err = {0};
	struct cell mine = f->mine;
	enum status st;

	if (text[0] == 't') {
		form_settled(f);
		form_show(f, f->at);
		ui_say(s->ui, TONE_PLAIN, "Theirs stays");
		return SCREEN_REDRAW;
	}
	st = form_store_cell(f, mine, &err);
	if (st == ST_STALE) { /* changed once more */
		form_ask_stale(f, s->ui, mine);
		return SCREEN_REDRAW;
	}
	if (st) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	form_settled(f);
	form_show(f, f->at);
	ui_say(s->ui, TONE_GOOD, "Yours is stored");
	return SCREEN_REDRAW;
}

/* A value in quotes, cut to cols. */
static void
quote(const struct form *f, struct cell c, int cols, struct str *out)
{
	const struct field *d = form_dict(f, f->at);
	struct str s = {0};

	if (d->flags & FF_SECRET)
		str_add(&s, "...");
	else
		form_value(f, f->at, c, &s);
	str_add_c(out, '"');
	if (utf8_text_width(str_text(&s), s.n) > cols) {
		(void)utf8_safe(out, str_text(&s), s.n, cols - 2, false);
		str_add(out, "..");
	} else {
		str_add(out, str_text(&s));
	}
	str_add_c(out, '"');
	str_release(&s);
}

void
form_ask_stale(struct form *f, struct ui *ui, struct cell mine)
{
	const struct form_item *it = &f->items[f->at];
	struct str label = {0};
	int name = utf8_text_width(it->label, strlen(it->label));
	int cols;

	name = name < LABEL_COLS ? name : LABEL_COLS;
	cols = (ui->cols - QUESTION_COLS - name) / 2;
	keep_mine(f, mine);
	(void)utf8_safe(&label, it->label, strlen(it->label), LABEL_COLS, false);
	str_add(&label, ": (m)ine ");
	quote(f, f->mine, cols, &label);
	str_add(&label, " (t)heirs ");
	quote(f, dict_get(it->dict, f->row), cols, &label);
	ask_open(ui->top, &(struct ask_spec){.kind = ASK_CHOICE,
					     .label = str_text(&label),
					     .keys = "mt",
					     .calm_ms = ASK_CALM_MS,
					     .done = decided,
					     .ctx = f});
	str_release(&label);
}

void
form_renew(struct form *f, struct ui *ui, const void *fresh)
{
	const struct field *d = form_dict(f, f->at);
	size_t size = f->spec.entity->size;
	struct str typed = {0};
	bool typing = form_draft(f, &typed) || f->asked;
	void *seen = mem_dup(f->row, size);
	struct cell was = dict_get(d, seen);

	memcpy(f->row, fresh, size);
	if (typing && !dict_cell_equal(was, dict_get(d, fresh))) {
		ui_say(ui, TONE_WARN,
		       "%s: somebody else has just changed it; you are asked when you "
		       "leave the field",
		       f->items[f->at].label);
		(void)dict_put(d, f->row, was);
	}
	form_reload(f);
	free(seen);
	str_release(&typed);
}
