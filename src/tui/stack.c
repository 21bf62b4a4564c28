/* stack.c - pushes, pops and buries screens. */
#include "tui/stack.h"

#include "app/chart.h"
#include "base/str.h"
#include "tui/ask.h"
#include "tui/nav.h"
#include "ui_priv.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* The last answer: one is enough, it is read in the same turn. */
static struct {
	int code;
	int64_t no;
	struct str text;
} answer;

unsigned
stack_answer(struct screen *s, int code, int64_t no, const char *text)
{
	(void)s;
	answer.code = code;
	answer.no = no;
	str_clear(&answer.text);
	str_add(&answer.text, text ? text : "");
	return SCREEN_POP;
}

static void
forget_answer(void)
{
	answer.code = 0;
	answer.no = 0;
	str_release(&answer.text);
}

static struct screen *
make(struct ui *ui, const struct screen_ops *ops, const struct nav_arg *arg,
     struct err *err)
{
	static const struct nav_arg nothing;
	struct screen *s = mem_alloc(sizeof *s);
	struct err own = {0};
	enum status st;

	s->ops = ops;
	s->ui = ui;
	s->state = mem_alloc(ops->state_size ? ops->state_size : 1);
	s->next_ms = INT64_MAX;
	st = ops->open ? ops->open(s, arg ? arg : &nothing, &own) : ST_OK;
	if (st == ST_OK)
		return s;
	own.code = st;
	ui_fail(ui, &own);
	if (err)
		*err = own;
	free(s->state);
	free(s);
	return NULL;
}

static void
close_top(struct ui *ui)
{
	struct screen *s = ui->top;

	ask_drop(ui);
	popup_close(ui);
	if (s->ops->close)
		s->ops->close(s);
	ask_drop(ui); /* a last refusal may have asked */
	ui->top = s->below;
	s->below = ui->dead;
	ui->dead = s;
	ui->repaint = true;
}

void
stack_bury(struct ui *ui)
{
	while (ui->dead) {
		struct screen *s = ui->dead;

		ui->dead = s->below;
		free(s->state);
		free(s);
	}
}

/* A chart stays open while a screen about its patient is somewhere on the stack. */
static void
shut_chart(struct ui *ui)
{
	const struct screen *s = ui->top;

	while (s && ui->app && s->patient != chart_is_open(ui->app))
		s = s->below;
	if (!s && ui->app)
		chart_shut(ui->app);
}

/* A screen that is part of another one is about the same patient. False: it must not be seen, for
 * the audit could not take it. */
static bool
about(struct screen *s, struct err *err)
{
	struct ui *ui = s->ui;

	if (!s->patient && s->below && !nav_command(s->ops)[0])
		s->patient = s->below->patient;
	shut_chart(ui);
	if (s->patient && ui->app && chart_open(ui->app, s->patient, err)) {
		ui_fail(ui, err);
		close_top(ui);
		if (!ui->top)
			ui->quit = true;
		ui_mark(ui);
		return false;
	}
	ui_mark(ui);
	return true;
}

enum status
stack_push(struct ui *ui, const struct screen_ops *ops, const struct nav_arg *arg,
	   struct err *err)
{
	struct err own = {0};
	struct screen *s = make(ui, ops, arg, &own);

	if (!s) {
		if (err)
			*err = own;
		return own.code;
	}
	ask_lose(ui);
	popup_close(ui);
	s->below = ui->top;
	ui->top = s;
	ui->repaint = true;
	return about(s, err ? err : &own) ? ST_OK : (err ? err : &own)->code;
}

enum status
stack_replace(struct ui *ui, const struct screen_ops *ops, const struct nav_arg *arg,
	      struct err *err)
{
	struct err own = {0};
	struct screen *s = make(ui, ops, arg, &own);

	if (!s) {
		if (err)
			*err = own;
		return own.code;
	}
	if (ui->top)
		close_top(ui);
	s->below = ui->top;
	ui->top = s;
	return about(s, err ? err : &own) ? ST_OK : (err ? err : &own)->code;
}

void
stack_pop(struct ui *ui)
{
	struct screen_answer a = {.text = ""};

	assert(ui->top);
	a.from = ui->top->ops;
	close_top(ui);
	a.code = answer.code;
	a.no = answer.no;
	a.text = str_text(&answer.text);
	if (!ui->top)
		ui->quit = true;
	else if (ui->top->ops->resume)
		ui->top->ops->resume(ui->top, &a);
	forget_answer();
	if (ui->top)
		shut_chart(ui);
	ui_mark(ui);
}

void
stack_unwind(struct ui *ui, bool all)
{
	struct screen_answer a = {.text = ""};

	if (!ui->top)
		return;
	a.from = ui->top->ops;
	while (ui->top && (all || ui->top->below))
		close_top(ui);
	forget_answer();
	if (ui->top && ui->top->ops->resume)
		ui->top->ops->resume(ui->top, &a);
	ui_mark(ui);
}

bool
stack_is_top(const struct screen *s)
{
	return s->ui->top == s;
}
