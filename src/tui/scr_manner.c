/* scr_manner.c - how the patient seems: words of a list, a letter each. */
#include "app/visit.h"
#include "store/query.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>

enum { WORDS_MOST = 60 };

struct manner_row {
	int64_t name;
	char word[DICT_CODE_SIZE], label[81];
	bool seen;
};

struct manner_screen {
	struct list list;
	struct visit v;
	struct manner_row rows[WORDS_MOST];
	int n;
};

static struct manner_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

static void
look(struct manner_screen *m)
{
	for (int i = 0; i < m->n; i++)
		m->rows[i].seen = session_has_manner(&m->v.state, m->rows[i].word);
}

static enum status
load(struct screen *s, struct err *err)
{
	struct manner_screen *m = state(s);
	struct vocab *words = mem_alloc(WORDS_MOST * sizeof *words);
	enum status st =
	    query_vocab(app(s)->store, "manner", words, WORDS_MOST, &m->n, err);

	for (int i = 0; !st && i < m->n; i++) {
		m->rows[i].name = i + 1;
		str_copy(m->rows[i].word, sizeof m->rows[i].word, words[i].word);
		str_copy(m->rows[i].label, sizeof m->rows[i].label, words[i].label);
	}
	free(words);
	if (!st)
		look(m);
	list_set(&m->list, m->rows, m->n);
	return st;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct manner_row *r = row;

	(void)ctx;
	if (col == 0)
		str_add_n(out, r->word, r->word[0] != '\0');
	else
		str_add(out, col == 1 ? r->label : r->seen ? "seen" : "");
}

static const struct list_col cols[] = {
    {"Key", 4, false}, {"Seems", 0, false}, {"", 6, false}};
static const struct list_source source = {
    .row_size = sizeof(struct manner_row), .cols = cols, .n_cols = 3, .cell = cell};

/* ---- keys */

static unsigned
toggle(struct screen *s, int i)
{
	struct manner_screen *m = state(s);
	struct err err = {0};

	if (visit_do(app(s), &m->v, SEV_MANNER, -1, !m->rows[i].seen, m->rows[i].word,
		     &err))
		ui_fail(s->ui, &err);
	look(m);
	if (list_reload(&m->list, &err))
		ui_fail(s->ui, &err);
	(void)list_select(&m->list, m->rows[i].name);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
on_enter(struct screen *s, int key)
{
	const struct manner_row *r = list_current(&state(s)->list);

	(void)key;
	return r ? toggle(s, (int)r->name - 1) : SCREEN_HANDLED;
}

static unsigned
input(struct screen *s, int key)
{
	struct manner_screen *m = state(s);

	for (int i = 0; key_is_text(key) && i < m->n; i++)
		if (m->rows[i].word[0] == key)
			return toggle(s, i);
	return list_key(&m->list, key);
}

static const struct keybind keys[] = {
    {'a', ACT_MANNER_WORD, NULL},
    {K_ENTER, ACT_MANNER_WORD, on_enter},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	enum status st = visit_load(app(s), arg->no, &state(s)->v, err);

	return st ? st : list_screen_open(s, arg, err);
}

static void
draw(struct screen *s)
{
	struct manner_screen *m = state(s);
	struct rect r = ui_body(s->ui);

	text_fill(r.y, r.x, r.w, TONE_TITLE, m->v.live.patient_name);
	list_draw(&m->list, s->ui, (struct rect){r.y + 1, r.x, r.h - 2, r.w}, true,
		  "The vocabulary has no words");
	text_fill(r.y + r.h - 1, r.x, r.w, TONE_DIM,
		  "A letter says it is seen; again takes it back. No diagnosis.");
}

const struct screen_ops scr_manner = {
    .name = "manner",
    .title = "How the patient seems",
    .state_size = sizeof(struct manner_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = list_screen_close,
};
