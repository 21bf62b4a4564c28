/* scr_find.c - one box: every patient, or those that fit what is typed. */
#include "app/app.h"
#include "app/handout.h"
#include "app/paper.h"
#include "patient_cols.h"
#include "tui/line.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { HITS_MAX = 60 };

struct find_screen {
	struct line line;
	struct list list;
	struct patient_line hits[HITS_MAX]; /* numbers; the page fills its lines */
	int n;
	bool more;
	bool behind; /* of a bundle that was taken not all patients can be found yet */
	int64_t patient, plan; /* of a handout whose code was typed, 0 none */
	struct app *app;
};

static struct find_screen *
state(struct screen *s)
{
	return s->state;
}

/* All patients in name order, page by page. */
static enum status
browse(struct find_screen *f, struct list_page *p, struct err *err)
{
	const struct patient_line *edge = p->edge;
	bool back = p->dir == LIST_BEFORE || p->dir == LIST_LAST;
	enum status st;

	if (p->dir == LIST_FROM) { /* the row itself, then those behind it */
		*(struct patient_line *)p->rows = *edge;
		st = query_patients(f->app->store, edge->no, false,
				    (struct patient_line *)p->rows + 1, p->max - 1, &p->n,
				    err);
		p->n++;
		return st;
	}
	return query_patients(f->app->store, edge ? edge->no : 0, back, p->rows, p->max,
			      &p->n, err);
}

static enum status
page(void *ctx, struct list_page *p, struct err *err)
{
	struct find_screen *f = ctx;
	enum status st;

	if (f->line.n) {
		list_page_array(p, f->hits, f->n, sizeof f->hits[0]);
		st = query_lines(f->app->store, p->rows, p->n, err);
	} else {
		st = browse(f, p, err);
	}
	if (!st)
		st = query_same(f->app->store, p->rows, p->n, err);
	return st ? st : patient_cols_mark(f->app, p->rows, p->n, err);
}

static const struct list_source source = {.row_size = sizeof(struct patient_line),
					  .cols = patient_cols,
					  .n_cols = PATIENT_COL_SCORE,
					  .key_col = PATIENT_COL_NAME,
					  .page = page,
					  .cell = patient_cols_cell};

/* The code of a handout finds its plan. */
static void
look_for_code(struct screen *s)
{
	struct find_screen *f = state(s);
	struct plan_of_care *plan = mem_alloc(sizeof *plan);
	struct patient patient;
	bool there = false;
	struct err err = {0};

	f->plan = 0;
	if (handout_find(f->app, f->line.text, plan, &patient, &there, &err)) {
		ui_fail(s->ui, &err);
	} else if (there) {
		f->plan = plan->head.no;
		f->patient = patient.head.no;
		ui_say(s->ui, TONE_GOOD, "%s, %s: version %lld of the plan; Enter opens",
		       patient.family_name, patient.given_name, (long long)plan->version);
	}
	free(plan);
}

/* Without an answer nothing is claimed: what is found is shown all the same. */
static void
look_behind(struct find_screen *f)
{
	struct err none = {0};

	if (store_behind(f->app->store, &f->behind, &none))
		f->behind = false;
}

static unsigned
search(struct screen *s, bool again)
{
	struct find_screen *f = state(s);
	struct err err = {0};

	look_for_code(s);
	look_behind(f);
	f->n = 0;
	f->more = false;
	if (f->line.n && query_hits(f->app->store, f->line.text, f->hits, HITS_MAX, &f->n,
				    &f->more, &err))
		ui_fail(s->ui, &err);
	if (again ? list_reload(&f->list, &err) : list_restart(&f->list, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

static unsigned
on_register(struct screen *s, int key)
{
	(void)key;
	return nav_replace(s->ui, NAV_REGISTER,
			   &(struct nav_arg){.text = state(s)->line.text});
}

/* The handout as it was given, with the chart below it. */
static unsigned
open_handout(struct screen *s)
{
	struct ui *ui = s->ui;
	struct paper_order o = {.kind = PAPER_HANDOUT, .no = state(s)->plan};
	unsigned done =
	    nav_replace(ui, NAV_CHART, &(struct nav_arg){.no = state(s)->patient});

	return done == SCREEN_REDRAW
		   ? nav_push(ui, NAV_PRINT, &(struct nav_arg){.data = &o})
		   : done;
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct patient_line *p = list_current(&state(s)->list);

	if (state(s)->plan)
		return open_handout(s);
	if (!p)
		return state(s)->line.text[0] == '#' ? SCREEN_HANDLED
						     : on_register(s, key);
	return nav_replace(s->ui, NAV_CHART, &(struct nav_arg){.no = p->no});
}

static unsigned
input(struct screen *s, int key)
{
	struct find_screen *f = state(s);
	unsigned done = list_key(&f->list, key);

	if (done != SCREEN_PASS)
		return done;
	done = line_key(&f->line, key);
	if (done == SCREEN_PASS || done == SCREEN_HANDLED)
		return done;
	return search(s, false);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {K_CTRL('r'), ACT_REGISTER, on_register},
    {K_F(2), ACT_REGISTER, on_register},
    {0, ACT_NONE, NULL},
};

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct find_screen *f = state(s);

	f->app = s->ui->app;
	s->typing = true;
	list_init(&f->list, &source, f);
	if (arg && arg->text)
		line_set(&f->line, arg->text);
	if (f->line.n) {
		search(s, false);
		return ST_OK;
	}
	look_behind(f);
	return list_restart(&f->list, err);
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	search(s, true);
}

static void
draw(struct screen *s)
{
	struct find_screen *f = state(s);
	struct rect r = ui_body(s->ui);

	text_put(r.y, r.x, 6, TONE_PLAIN, "Find");
	list_draw(&f->list, s->ui, (struct rect){r.y + 1, r.x, r.h - 1, r.w}, true,
		  f->line.text[0] == '#'
		      ? "Nobody seemed so in the last year (#tearful, #guarded ...)."
		  : f->behind
		      ? "Nobody fits yet, and a bundle's patients are still being "
			"sorted in."
		      : "Nobody fits. Enter registers a new patient.");
	text_fill(r.y, r.x + 48, r.w - 48, f->behind ? TONE_WARN : TONE_DIM,
		  f->behind ? "new patients are being sorted in"
		  : f->more ? "there are more: type on"
			    : "");
	line_draw(&f->line, r.y, r.x + 6, 40);
}

static void
rest(struct screen *s)
{
	list_ahead(&state(s)->list);
}

static void
close_screen(struct screen *s)
{
	list_release(&state(s)->list);
}

const struct screen_ops scr_find = {
    .name = "find",
    .title = "Find a patient",
    .state_size = sizeof(struct find_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .rest = rest,
    .close = close_screen,
};
