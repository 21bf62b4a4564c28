/* paper_figures.c - drawings of exercises on paper. */
#include "app/figures.h"
#include "paper_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* Appends frame i of the drawing, or both for -1, and the words below. */
static void
add_frames(struct page_doc *d, struct paper *p, const struct figure_drawing *drawing,
	   int i)
{
	struct str rows = {0}, words = {0};
	struct pdf_figure *f;

	p->figures = mem_room(p->figures, (size_t)p->n_figures, sizeof *p->figures);
	f = &p->figures[p->n_figures++];
	*f = (struct pdf_figure){.frame = i, .drawing = *drawing};
	figure_rows(drawing, i, p->form.ascii, &rows);
	figure_words(drawing, i, &words);
	words.p[--words.n] = '\0'; /* page_add ends the line */
	page_add_art(d, str_text(&rows));
	page_add(d, PAGE_TEXT, str_text(&words));
	str_release(&rows);
	str_release(&words);
}

enum status
paper_figure(struct app *a, const char *exercise, struct page_doc *d, struct paper *p,
	     bool *there, struct err *err)
{
	struct figure_drawing *drawing = mem_alloc(sizeof *drawing);
	enum status st = figures_draw(a, exercise, drawing, there, err);

	if (!st && *there && page_cols(&p->form) >= FIGURE_PAIR_COLS) {
		add_frames(d, p, drawing, -1);
	} else if (!st && *there) {
		add_frames(d, p, drawing, 0);
		add_frames(d, p, drawing, 1);
	}
	free(drawing);
	return st;
}

struct sheet {
	struct app *a;
	struct page_doc *d;
	struct paper *p;
	enum status st;
	struct err *err;
};

/* Name, key, drawing. */
static bool
add_exercise(void *arg, const char *key)
{
	struct sheet *s = arg;
	struct exercise *x = mem_alloc(sizeof *x);
	struct cell value = {.kind = CELL_TEXT, .p = key, .n = strlen(key)};
	bool there = false;

	s->st = record_find(s->a->store, E_EXERCISE,
			    dict_field_named(dict_entity(E_EXERCISE), "key"), value, x,
			    s->err);
	if (s->st == ST_NOT_FOUND)
		status_fail(
		    s->err, ST_NOT_FOUND,
		    "%s: no exercise has this key; limber list exercise names them", key);
	if (!s->st) {
		page_addf(s->d, PAGE_HEAD, "%s (%s)", x->name, x->key);
		s->st = paper_figure(s->a, key, s->d, s->p, &there, s->err);
	}
	if (!s->st && !there)
		page_add(s->d, PAGE_TEXT, "no picture");
	page_add(s->d, PAGE_TEXT, "");
	free(x);
	return !s->st;
}

enum status
paper_write_figures(struct app *a, const struct paper_order *o, struct page_doc *d,
		    struct paper *p, struct err *err)
{
	struct sheet s = {.a = a, .d = d, .p = p, .err = err};
	enum status all = ST_OK;

	str_copy(d->clinic, sizeof d->clinic, a->site.name);
	str_copy(d->what, sizeof d->what, "Drawings of exercises");
	paper_name(p, "figures", "", app_today(a));
	if (!o->n_exercises)
		all = figures_each(a, add_exercise, &s, err);
	for (int i = 0; i < o->n_exercises && !s.st; i++)
		(void)add_exercise(&s, o->exercises[i]);
	return s.st ? s.st : all;
}
