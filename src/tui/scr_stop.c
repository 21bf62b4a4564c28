/* scr_stop.c - a stop sign in the session: which one, what to do, how it goes on. */
#include "app/screening.h"
#include "core/source.h"
#include "tui/ask.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

struct stop_row {
	int64_t name;
	const struct screening_stop *stop;
};

struct stop_screen {
	struct list list;
	struct visit *visit;
	struct screening_stop stops[SCREENING_STOPS_MAX];
	struct stop_row rows[SCREENING_STOPS_MAX];
	int n;
	struct screening_stop now; /* what is told; rules "" : still to be chosen */
};

static struct stop_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* Still choosing: nothing is told yet. */
static bool
choosing(const struct stop_screen *t)
{
	return !t->now.rules[0] && !t->visit->told.stopped;
}

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct screening_stop *x = ((const struct stop_row *)row)->stop;

	(void)ctx;
	if (col == 0)
		str_add(out, x->what);
	else
		str_addf(out, "%s%s", x->action, x->check_source ? " *" : "");
}

static const struct list_col cols[] = {{"What", 42, false}, {"Then", 0, false}};
static const struct list_source source = {
    .row_size = sizeof(struct stop_row), .cols = cols, .n_cols = 2, .cell = cell};

/* ---- keys */

/* A rule about pain is none to choose from: it is found again among all of them. */
static void
find_rule(struct screen *s, const char *what)
{
	struct screening_stop *now = &state(s)->now;
	const struct screening_table *table;
	struct err ignored = {0};

	if (now->action[0] || screening_table_of(app(s), &table, &ignored))
		return;
	for (size_t i = 0; i < table->n_rules; i++) {
		const struct screening_rule *r = &table->rules[i];
		size_t n = strlen(r->key);

		if (strncmp(what, r->key, n) != 0 || (what[n] != ' ' && what[n] != ';'))
			continue;
		str_copy(now->action, sizeof now->action, r->action);
		now->override = strcmp(r->override, "none") != 0;
		now->check_source = source_unsure(r->verification);
	}
}

/* What stands: the last gate of a stopped session, found again by its rules. */
static void
find_now(struct screen *s)
{
	struct stop_screen *t = state(s);
	const struct session_state *v = &t->visit->told;
	const char *what = v->n_gates ? v->gates[v->n_gates - 1].what : "";

	if (!v->stopped)
		return;
	for (int i = 0; i < t->n; i++) {
		size_t n = strlen(t->stops[i].rules);

		if (!strncmp(what, t->stops[i].rules, n) && what[n] == ' ')
			t->now = t->stops[i];
	}
	find_rule(s, what);
	str_copy(t->now.what, sizeof t->now.what, what);
}

static unsigned
on_open(struct screen *s, int key)
{
	struct stop_screen *t = state(s);
	const struct stop_row *r = list_current(&t->list);
	struct err err = {0};

	(void)key;
	if (!choosing(t) || !r)
		return SCREEN_HANDLED;
	if (screening_raise(app(s), t->visit, r->stop, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	t->now = *r->stop;
	find_now(s);
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
opened(struct screen *s, enum status st, const struct err *err)
{
	if (st) {
		ui_fail(s->ui, err);
		return SCREEN_REDRAW;
	}
	return stack_answer(s, 1, 0, NULL);
}

static unsigned
cleared(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	return opened(s, screening_clear(app(s), state(s)->visit, text, &err), &err);
}

static unsigned
on_recheck(struct screen *s, int key)
{
	(void)key;
	if (choosing(state(s)) || !state(s)->visit->told.stopped)
		return SCREEN_HANDLED;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "The sign is gone; the re-check found",
				       .most = SESSION_REASON_MOST,
				       .done = cleared});
	return SCREEN_REDRAW;
}

static unsigned
gone_on(struct screen *s, const char *text, void *ctx)
{
	struct stop_screen *t = state(s);
	struct err err = {0};
	enum status st = t->visit->told.stopped
			     ? screening_override(app(s), t->visit, text, &err)
			     : screening_go_on(app(s), t->visit, &t->now, text, &err);

	(void)ctx;
	return opened(s, st, &err);
}

static unsigned
on_override(struct screen *s, int key)
{
	(void)key;
	if (choosing(state(s)))
		return SCREEN_HANDLED;
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Gone on, because",
				       .most = SESSION_REASON_MOST,
				       .done = gone_on});
	return SCREEN_REDRAW;
}

/* What the session does about it: told to the screen below, which has the clock. */
static unsigned
on_below(struct screen *s, int key)
{
	if (choosing(state(s)))
		return SCREEN_HANDLED;
	return stack_answer(s, key == 'l' ? 2 : key == 'n' ? 3 : 4, 0, NULL);
}

static unsigned
input(struct screen *s, int key)
{
	return choosing(state(s)) ? list_key(&state(s)->list, key) : SCREEN_PASS;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'c', ACT_RECHECK, on_recheck},
    {'o', ACT_OVERRIDE, on_override},
    {'l', ACT_LOAD, on_below},
    {'n', ACT_SKIP, on_below},
    {'f', ACT_FINISH, on_below},
    {K_UP, ACT_MOVE, NULL},
    {K_DOWN, ACT_MOVE, NULL},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
	free(state(s)->visit);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct stop_screen *t = state(s);
	bool raised = false;
	enum status st;

	t->visit = mem_alloc(sizeof *t->visit);
	list_init(&t->list, &source, t);
	st = visit_load(app(s), arg->no, t->visit, err);
	if (!st)
		st = screening_stops(app(s), t->stops, SCREENING_STOPS_MAX, &t->n, err);
	for (int i = 0; !st && i < t->n; i++)
		t->rows[i] = (struct stop_row){i + 1, &t->stops[i]};
	if (!st && arg->text && !strcmp(arg->text, "pain"))
		st = screening_pain(app(s), t->visit, (int)arg->no2, &t->now, &raised,
				    err);
	if (!st && raised && t->now.hard && !t->visit->told.stopped)
		st = screening_raise(app(s), t->visit, &t->now, err);
	if (!st)
		find_now(s);
	list_set(&t->list, t->rows, t->n);
	if (!st)
		st = list_restart(&t->list, err);
	if (st)
		close_screen(s);
	return st;
}

static void
draw_told(const struct stop_screen *t, struct rect r)
{
	bool stopped = t->visit->told.stopped;
	/* The flag of the pain number itself has no rule. */
	const char *rule =
	    strcmp(t->now.rules, "nprs") ? t->now.rules : "limit of the measure";
	int y = r.y + 1;
	char text[300];

	text_clear(r.y, r.x, r.h, r.w);
	text_put(y, r.x, r.w, stopped ? TONE_STOP : TONE_WARN,
		 stopped ? "STOPPED. The clock stands." : "CARE. Above the limit.");
	y += 2;
	str_format(text, sizeof text, "%s%s%s%s", t->now.what, stopped ? "" : " (",
		   stopped ? "" : rule, stopped ? "" : ")");
	y += text_para(y, r.x, 3, r.w, text) + 1;
	str_format(text, sizeof text, "%s%s", t->now.action,
		   t->now.check_source ? " (* check source)" : "");
	y += text_para(y, r.x, 3, r.w, text) + 2;
	if (stopped)
		text_put(y++, r.x, r.w, TONE_PLAIN,
			 "c  the sign is gone: say what the re-check found, and go on");
	text_put(y++, r.x, r.w, TONE_PLAIN,
		 t->now.override || !stopped
		     ? "o  a therapist goes on, with a reason (note and audit)"
		     : "   nobody may go on past this one without a re-check");
	text_put(y++, r.x, r.w, TONE_PLAIN, "l  make it lighter: another load or band");
	if (t->visit->told.mode == SESSION_RUNNING)
		text_put(y++, r.x, r.w, TONE_PLAIN, "n  end this exercise");
	text_put(y++, r.x, r.w, TONE_PLAIN, "f  end the session");
}

static void
draw(struct screen *s)
{
	struct stop_screen *t = state(s);
	struct rect r = ui_body(s->ui);

	if (!choosing(t)) {
		draw_told(t, r);
		return;
	}
	text_fill(
	    r.y, r.x, r.w, TONE_TITLE,
	    "What is it? The clock stands. Enter stops the session, Esc goes back.");
	list_draw(&t->list, s->ui, (struct rect){r.y + 1, r.x, r.h - 1, r.w}, true, "");
}

const struct screen_ops scr_stop = {
    .name = "stop",
    .title = "Stop sign",
    .state_size = sizeof(struct stop_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = close_screen,
};
