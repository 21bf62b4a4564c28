/* scr_phrases.c - ready sentences for notes: found as one types, written in, added, retired. */
#include "app/phrases.h"
#include "tui/ask.h"
#include "tui/line.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { FOOT_ROWS = 4 };

struct phrases_screen {
	struct list list;
	struct line line;
	struct phrases all;
	struct phrase_line *rows; /* those that fit */
	int n;
	int section;	      /* index of the code; -1: every section */
	bool writing;	      /* Enter gives the phrase to the screen below */
	char text[LINE_SIZE]; /* being added; what it is found by is asked next */
};

static struct phrases_screen *
state(struct screen *s)
{
	return s->state;
}

static const struct code_list *
sections(void)
{
	const struct entity *e = dict_entity(E_PHRASE);

	return e->fields[dict_field_named(e, "section")].codes;
}

static const char *
section_id(const struct phrases_screen *p)
{
	return p->section < 0 ? "" : sections()->codes[p->section].id;
}

/* ---- rows */

static void
filter(struct phrases_screen *p)
{
	p->n = 0;
	p->rows = mem_grow(p->rows, (size_t)(p->all.n + 1) * sizeof *p->rows);
	for (int i = 0; i < p->all.n; i++) {
		const struct phrase_line *l = &p->all.rows[i];

		if (p->writing && l->retired)
			continue;
		if (p->section >= 0 && strcmp(l->section, section_id(p)) != 0)
			continue;
		if (phrases_fit(l, p->line.text))
			p->rows[p->n++] = *l;
	}
	list_set(&p->list, p->rows, p->n);
}

static enum status
load(struct screen *s, struct err *err)
{
	struct phrases_screen *p = state(s);
	enum status st;

	phrases_release(&p->all);
	st = phrases_load(s->ui->app, s->ui->today, &p->all, err);
	filter(p);
	return st;
}

enum { COL_LABEL, COL_TEXT, COL_MARK };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct phrase_line *l = row;

	(void)ctx;
	str_add(out, col == COL_LABEL  ? l->label
		     : col == COL_TEXT ? l->text
		     : l->retired      ? "retired"
		     : l->own	       ? "clinic's"
		     : l->check	       ? "check"
				       : "");
}

static const struct list_col cols[] = {
    {"Found by", 24, false}, {"Phrase", 0, false}, {"", 8, false}};
static const struct list_source source = {.row_size = sizeof(struct phrase_line),
					  .cols = cols,
					  .n_cols = 3,
					  .key_col = COL_LABEL,
					  .cell = cell};

static unsigned
shown_anew(struct screen *s)
{
	struct err err = {0};

	filter(state(s));
	if (list_restart(&state(s)->list, &err))
		ui_fail(s->ui, &err);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

/* ---- keys */

static unsigned
on_enter(struct screen *s, int key)
{
	const struct phrase_line *l = list_current(&state(s)->list);

	(void)key;
	if (!l)
		return SCREEN_HANDLED;
	if (state(s)->writing)
		return stack_answer(s, 1, l->own, l->text);
	if (l->own)
		return nav_push(s->ui, NAV_ROW,
				&(struct nav_arg){.no = l->own, .no2 = E_CLINIC_PHRASE});
	ui_say(s->ui, TONE_PLAIN,
	       "It ships with the program: ^R retires it, ^A adds one of your own");
	return SCREEN_REDRAW;
}

/* This section, the next one ... and all of them. */
static unsigned
on_section(struct screen *s, int key)
{
	struct phrases_screen *p = state(s);

	(void)key;
	p->section++;
	if (!sections()->codes[p->section].id)
		p->section = -1;
	return shown_anew(s);
}

static unsigned
loaded_anew(struct screen *s)
{
	s->ui->repaint = true;
	return list_screen_reload(s);
}

static unsigned
add(struct screen *s, const char *label, void *ctx)
{
	struct phrases_screen *p = state(s);
	struct err err = {0};

	(void)ctx;
	if (phrases_add(s->ui->app, section_id(p), label, p->text, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	line_set(&p->line, "");
	if (load(s, &err) || list_restart(&p->list, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_GOOD, "Added; it stands first");
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
name_it(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	str_copy(state(s)->text, sizeof state(s)->text, text);
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Found by (empty: its first words)",
				       .done = add});
	return SCREEN_REDRAW;
}

/* What is typed in the search line is where the new phrase begins. */
static unsigned
on_new(struct screen *s, int key)
{
	struct phrases_screen *p = state(s);
	char label[60];

	(void)key;
	if (p->section < 0) {
		ui_say(s->ui, TONE_PLAIN, "For which section? Tab chooses it, then ^A");
		return SCREEN_REDRAW;
	}
	str_format(label, sizeof label, "New phrase, %s",
		   sections()->codes[p->section].label);
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = label,
				       .initial = p->line.text,
				       .done = name_it});
	return SCREEN_REDRAW;
}

static unsigned
on_retire(struct screen *s, int key)
{
	const struct phrase_line *l = list_current(&state(s)->list);
	struct err err = {0};

	(void)key;
	if (!l)
		return SCREEN_HANDLED;
	if (phrases_retire(s->ui->app, l, !l->retired, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_GOOD,
	       l->retired	   ? "Offered again"
	       : state(s)->writing ? "Retired: no longer offered; :phrases brings it back"
				   : "Retired: no longer offered; ^R brings it back");
	return loaded_anew(s);
}

static unsigned
input(struct screen *s, int key)
{
	struct phrases_screen *p = state(s);
	unsigned done = list_key(&p->list, key);

	if (done != SCREEN_PASS)
		return done;
	done = line_key(&p->line, key);
	return done == SCREEN_REDRAW ? shown_anew(s) : done;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_WRITE_IN, on_enter},
    {K_TAB, ACT_FACET, on_section},
    {K_CTRL('a'), ACT_NEW_PHRASE, on_new},
    {K_CTRL('r'), ACT_RETIRE, on_retire},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	list_screen_close(s);
	phrases_release(&state(s)->all);
	free(state(s)->rows);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct phrases_screen *p = state(s);

	p->section = dict_code_index(sections(), arg->text ? arg->text : "");
	p->writing = arg->no2 == 1;
	s->typing = true;
	return list_screen_open(s, arg, err);
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	loaded_anew(s);
}

static void
draw(struct screen *s)
{
	struct phrases_screen *p = state(s);
	struct rect r = ui_body(s->ui);
	const struct phrase_line *l;
	int y = r.y + r.h - FOOT_ROWS;
	size_t at = 0;
	char in[60];

	text_put(r.y, r.x, 6, TONE_PLAIN, "Find");
	list_draw(&p->list, s->ui, (struct rect){r.y + 1, r.x, r.h - 1 - FOOT_ROWS, r.w},
		  true, "Nothing fits. ^A adds what is typed as a phrase.");
	str_format(in, sizeof in, "%s  (Tab: next)",
		   p->section < 0 ? "every section"
				  : sections()->codes[p->section].label);
	text_fill(r.y, r.x + 40, r.w - 40, TONE_DIM, in);
	l = list_current(&p->list);
	text_clear(y, r.x, FOOT_ROWS, r.w);
	for (int i = 1; l && i < FOOT_ROWS && at < strlen(l->text); i++) {
		size_t next, n = strlen(l->text);
		size_t stop = text_wrap(l->text, n, at, r.w - 2, &next);

		text_put_n(y + i, r.x + 1, r.w - 2, TONE_PLAIN, l->text + at, stop - at);
		at = next;
	}
	line_draw(&p->line, r.y, r.x + 6, 32);
}

const struct screen_ops scr_phrases = {
    .name = "phrases",
    .title = "Phrases",
    .state_size = sizeof(struct phrases_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
