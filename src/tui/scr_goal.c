/* scr_goal.c - one goal: its parts confirmed one by one, its sentence and what it lacks. */
#include "app/goals.h"
#include "store/record.h"
#include "tui/form.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <string.h>

enum { SENTENCE_ROWS = 4 };

struct goal_screen {
	struct goal row;
	struct form *form;
	unsigned gaps;
	bool stored; /* a field was stored: its neighbours may have followed */
};

static struct goal_screen *
state(struct screen *s)
{
	return s->state;
}

static void
judge(struct screen *s)
{
	struct err err = {0};

	if (goals_check(s->ui->app, &state(s)->row, &state(s)->gaps, &err))
		ui_fail(s->ui, &err);
}

static enum status
store_field(void *ctx, const struct field *f, struct cell c, struct err *err)
{
	struct screen *s = ctx;
	enum status st = goals_set(s->ui->app, &state(s)->row, f, c, err);

	judge(s);
	state(s)->stored = true;
	s->ui->repaint = true;
	return st;
}

static void
pick(void *ctx, const struct field *f, const char *typed)
{
	(void)ctx;
	(void)f;
	(void)typed;
}

/* Scores with the decimals of their measure. */
static void
show(void *ctx, const struct field *f, struct cell c, struct str *out)
{
	struct screen *s = ctx;

	if (f->type != FT_NUM)
		dict_show(f, c, out);
	else if (!measures_score(s->ui->app, state(s)->row.measure, c, out))
		dict_text(f, c, out);
}

static enum status
read_score(void *ctx, const char *typed, struct cell *c, bool *known, struct err *err)
{
	struct screen *s = ctx;

	return measures_grade(s->ui->app, state(s)->row.measure, typed, c, known, err);
}

static const struct form_ops form_ops = {store_field, show, pick, read_score};

/* In the order of the line: from, to, by, in order to; then the patient's own view of it. */
static const struct form_row rows[] = {
    {"baseline", NULL, false},	{"target", NULL, false},     {"due", NULL, false},
    {"function", NULL, false},	{"importance", NULL, false}, {"confidence", NULL, false},
    {"term", NULL, false},	{"side", NULL, false},	     {"part", NULL, false},
    {"diagnoses", NULL, false}, {"text", "Sentence", false}, {"measure", NULL, true},
    {"template", NULL, true},
};

/* Enter on the last question goes back to the list: every part is confirmed. */
static unsigned
input(struct screen *s, int key)
{
	struct goal_screen *g = state(s);
	bool last = form_at(g->form) == 5 && key == K_ENTER;
	unsigned done = form_key(g->form, s->ui, key);

	if (g->stored)
		form_reload(g->form);
	g->stored = false;
	if (last && form_at(g->form) != 5)
		return stack_answer(s, 1, g->row.head.no, NULL);
	return done;
}

static const struct keybind keys[] = {
    FORM_KEYS,
    {0, ACT_NONE, NULL},
};

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct goal_screen *g = state(s);
	struct app *a = s->ui->app;
	enum status st = record_get(a->store, E_GOAL, arg->no, &g->row, err);

	if (!st)
		st = goals_check(a, &g->row, &g->gaps, err);
	if (st)
		return st;
	s->typing = true;
	g->form = form_new(&(struct form_spec){.entity = dict_entity(E_GOAL),
					       .rows = rows,
					       .n = sizeof rows / sizeof rows[0],
					       .ops = &form_ops,
					       .ctx = s,
					       .today = s->ui->today},
			   &g->row);
	if (arg->no2)
		ui_say(s->ui, TONE_PLAIN, "Enter keeps a part and goes on to the next");
	return ST_OK;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct goal_screen *g = state(s);
	struct goal fresh;
	struct err err = {0};

	if (a->from != s->ops)
		return;
	if (record_get(s->ui->app->store, E_GOAL, g->row.head.no, &fresh, &err))
		ui_fail(s->ui, &err);
	else
		form_renew(g->form, s->ui, &fresh);
	judge(s);
}

static void
draw(struct screen *s)
{
	struct goal_screen *g = state(s);
	struct rect r = ui_body(s->ui);
	struct str text = {0};

	text_clear(r.y, r.x, SENTENCE_ROWS + 1, r.w);
	text_para(r.y, r.x, SENTENCE_ROWS - 1, r.w, g->row.text);
	if (g->gaps) {
		str_add(&text,
			goal_measurable(g->gaps) ? "Mind: " : "Not measurable yet: ");
		goal_gap_text(g->gaps, &text);
	} else {
		str_add(&text, "Measurable");
	}
	text_put(r.y + SENTENCE_ROWS - 1, r.x, r.w, g->gaps ? TONE_WARN : TONE_GOOD,
		 str_text(&text));
	str_release(&text);
	form_draw(
	    g->form, s->ui,
	    (struct rect){r.y + SENTENCE_ROWS + 1, r.x, r.h - SENTENCE_ROWS - 1, r.w});
}

static void
close_screen(struct screen *s)
{
	form_leave(state(s)->form, s->ui);
	form_free(state(s)->form);
}

const struct screen_ops scr_goal = {
    .name = "goal",
    .title = "Goal",
    .state_size = sizeof(struct goal_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
