/* wall_rows.c - names, figure, rhythm and goal of the exercise a patient sees, in the patient's
 * language. */
#include "app/assets.h"
#include "app/handout.h"
#include "store/record.h"
#include "wall_priv.h"

#include <stdlib.h>
#include <string.h>

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- the session */

static enum status
load_words(struct screen *s, struct err *err)
{
	struct wall_screen *w = s->state;
	struct patient p;
	const char *po;
	enum status st =
	    record_get(app(s)->store, E_PATIENT, w->v->live.patient, &p, err);

	if (st)
		return st;
	wording_release(&w->words);
	str_copy(w->language, sizeof w->language, wording_language(p.language));
	po = assets_catalogue(w->language);
	w->words = *wording_english();
	if (po)
		st = wording_read(&w->words, po, err);
	w->unreviewed = po && !w->words.reviewed_by[0];
	return st;
}

/* ---- the exercise */

/* What it is called; the key is left in x. */
static enum status
load_title(struct screen *s, int item, struct exercise *x, char title[81],
	   struct err *err)
{
	struct wall_screen *w = s->state;
	const struct session_item_plan *plan;
	struct patient_text *text;
	bool there = false;
	enum status st;

	x->key[0] = title[0] = '\0';
	if (item < 0)
		return ST_OK;
	plan = &w->v->state.items[item].plan;
	str_copy(title, 81, plan->name);
	if (plan->exercise <= 0)
		return ST_OK;
	st = record_get(app(s)->store, E_EXERCISE, plan->exercise, x, err);
	if (st || !strcmp(w->language, "en"))
		return st;
	text = mem_alloc(sizeof *text);
	st = handout_text(app(s), x->key, w->language, text, &there, err);
	if (there)
		str_copy(title, 81, text->title);
	free(text);
	return st;
}

/* The goal the exercise serves, else the first open one. */
static enum status
load_goal(struct screen *s, int item, struct err *err)
{
	struct wall_screen *w = s->state;
	int64_t prescribed = item >= 0 ? w->v->state.items[item].plan.prescription : 0;
	struct prescription p = {.goal = DICT_NONE};
	struct goals *g;
	const struct goals_line *best = NULL;
	enum status st = ST_OK;

	w->goal[0] = '\0';
	if (!w->patient || w->v->live.episode <= 0)
		return ST_OK;
	if (prescribed > 0)
		st = record_get(app(s)->store, E_PRESCRIPTION, prescribed, &p, err);
	if (st)
		return st;
	g = mem_alloc(sizeof *g);
	st = goals_load(app(s), w->v->live.episode, g, err);
	for (int i = 0; !st && i < g->n; i++)
		if (goal_open(&g->rows[i].row) && g->rows[i].row.function[0] &&
		    (!best || g->rows[i].row.head.no == p.goal))
			best = &g->rows[i];
	if (best) {
		str_copy(w->goal, sizeof w->goal, best->row.function);
		w->progress = best->progress;
	}
	free(g);
	return st;
}

static enum status
load_item(struct screen *s, struct err *err)
{
	struct wall_screen *w = s->state;
	struct exercise x;
	enum status st = load_title(s, w->next, &x, w->next_title, err);

	if (!st)
		st = load_title(s, w->item, &x, w->title, err);
	w->figure = false;
	if (!st && x.key[0])
		st = figures_draw(app(s), x.key, &w->drawing, &w->figure, err);
	if (!st)
		st = pacers_load(app(s), w->v, w->item, &w->pacers, err);
	return st ? st : load_goal(s, w->item, err);
}

/* Between two exercises the one that comes is the one to look at. */
static void
choose_items(const struct session_state *v, int *item, int *next)
{
	*next = session_next_item(v);
	*item = v->mode == SESSION_RUNNING || *next < 0 ? v->current : *next;
	if (*item == *next) { /* the one behind it */
		while (++*next < v->n_items && v->items[*next].state != ITEM_WAITING)
			;
		if (*next >= v->n_items)
			*next = -1;
	}
}

enum status
wall_rows_begin(struct screen *s, struct err *err)
{
	struct wall_screen *w = s->state;
	enum status st = ST_OK;

	if (w->worded_for != w->v->live.no)
		st = load_words(s, err);
	if (st)
		return st;
	w->worded_for = w->v->live.no;
	choose_items(&w->v->state, &w->item, &w->next);
	return load_item(s, err);
}

void
wall_rows_look(struct screen *s)
{
	struct wall_screen *w = s->state;
	struct err err = {0};
	int item, next;

	choose_items(&w->v->state, &item, &next);
	if (item == w->item && next == w->next)
		return;
	w->item = item;
	w->next = next;
	if (load_item(s, &err))
		ui_fail(s->ui, &err);
}
