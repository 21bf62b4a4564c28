/* scr_phone.c - a visit by telephone: what to say, word for word, and what was answered. */
#include "app/phone.h"

#include "app/claim.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { SAY_ROWS = 6, STEP_COLS = 34 };

struct phone_row {
	int64_t name; /* 1 .. of the script */
	const struct phone_step *step;
	const struct session_ask *is; /* NULL: not asked */
};

struct phone_screen {
	struct list list;
	struct visit v;
	struct phone_script script;
	struct phone_row *rows;
	int answer; /* that the words being typed go with */
};

static struct phone_screen *
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
look(struct phone_screen *p)
{
	for (int i = 0; i < p->script.n; i++)
		p->rows[i] = (struct phone_row){
		    i + 1, &p->script.rows[i],
		    session_asked_of(&p->v.state, p->script.rows[i].key)};
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct phone_row *r = row;

	(void)ctx;
	if (col == 0)
		str_add(out, r->step->label);
	else if (r->is)
		str_addf(out, "%s%s", r->is->answer == ASKED_STOP ? "STOP: " : "",
			 r->is->words);
	else
		str_add(out, r->step->needed == 1 ? "wanted before signing" : "-");
}

static const struct list_col cols[] = {{"Step", STEP_COLS, false}, {"Answer", 0, false}};
static const struct list_source source = {
    .row_size = sizeof(struct phone_row), .cols = cols, .n_cols = 2, .cell = cell};

/* ---- keys */

/* Stores the answer of the marked step; a yes leads on to the next. */
static unsigned
answered(struct screen *s, int answer, const char *typed)
{
	struct phone_screen *p = state(s);
	const struct phone_row *r = list_current(&p->list);
	struct err err = {0};
	int64_t at;

	if (!r)
		return SCREEN_HANDLED;
	at = r->name;
	if (phone_answer(app(s), &p->v, r->step, answer, typed, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	look(p);
	if (list_reload(&p->list, &err))
		ui_fail(s->ui, &err);
	(void)list_select(&p->list, at);
	if (session_asked_stop(&p->v.state))
		ui_say(s->ui, TONE_STOP,
		       "STOPPED: nothing is done by phone until this is a yes. "
		       "Book a visit here.");
	else if (answer != ASKED_NOT)
		(void)list_key(&p->list, K_DOWN);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
typed_words(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return answered(s, state(s)->answer, text);
}

static unsigned
ask_words(struct screen *s, int answer, const char *label)
{
	state(s)->answer = answer;
	ask_open(
	    s, &(struct ask_spec){.kind = ASK_TEXT, .label = label, .done = typed_words});
	return SCREEN_REDRAW;
}

static unsigned
on_answer(struct screen *s, int key)
{
	const struct phone_row *r = list_current(&state(s)->list);
	int answer = key == 'n' ? ASKED_NO : ASKED_YES;

	if (!r)
		return SCREEN_HANDLED;
	if (!strcmp(r->step->asks, "words"))
		return answer == ASKED_YES ? ask_words(s, answer, r->step->label)
					   : answered(s, answer, "");
	if (!strcmp(r->step->asks, "place"))
		return ask_words(s, answer,
				 answer == ASKED_YES
				     ? "Address, when it is not the one on file"
				     : "Where, with the address");
	if (key == K_ENTER) {
		ui_say(s->ui, TONE_PLAIN, "y yes, n no");
		return SCREEN_REDRAW;
	}
	return answered(s, answer, "");
}

static unsigned
on_take_back(struct screen *s, int key)
{
	const struct phone_row *r = list_current(&state(s)->list);

	(void)key;
	if (r && r->is)
		return answered(s, ASKED_NOT, "");
	ui_say(s->ui, TONE_PLAIN, "This step was not asked");
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {'y', ACT_YES, on_answer},
    {'n', ACT_NO, on_answer},
    {K_ENTER, ACT_PHONE_ANSWER, on_answer},
    {'u', ACT_TAKE_BACK, on_take_back},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
	free(state(s)->rows);
	phone_release(&state(s)->script);
}

/* no: the session not yet signed. */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct phone_screen *p = state(s);
	enum status st = visit_load(app(s), arg->no, &p->v, err);

	list_init(&p->list, &source, p);
	if (!st)
		st = phone_load(app(s), p->v.live.service_date, &p->script, err);
	p->rows = mem_alloc(((size_t)p->script.n + 1) * sizeof *p->rows);
	look(p);
	list_set(&p->list, p->rows, p->script.n);
	if (!st)
		st = list_restart(&p->list, err);
	if (st) {
		close_screen(s);
		return st;
	}
	for (int i = p->script.n; i-- > 0;)
		if (!p->rows[i].is || p->rows[i].is->answer == ASKED_STOP)
			(void)list_select(&p->list, p->rows[i].name);
	return ST_OK;
}

static void
draw(struct screen *s)
{
	struct phone_screen *p = state(s);
	struct rect r = ui_body(s->ui);
	const struct phone_row *at;
	int list_h = p->script.n + 1;

	list_h = list_h > r.h - SAY_ROWS - 2 ? r.h - SAY_ROWS - 2 : list_h;
	text_fill(r.y, r.x, r.w, TONE_TITLE, p->v.live.patient_name);
	at = list_draw(&p->list, s->ui, (struct rect){r.y + 1, r.x, list_h, r.w}, true,
		       "The script has no steps");
	if (at)
		(void)text_para(r.y + list_h + 2, r.x + 1, SAY_ROWS, r.w - 2,
				at->step->say);
}

const struct screen_ops scr_phone = {
    .name = "phone",
    .title = "Visit by telephone",
    .state_size = sizeof(struct phone_screen),
    .keys = keys,
    .open = open_screen,
    .input = list_screen_input,
    .draw = draw,
    .close = close_screen,
};
