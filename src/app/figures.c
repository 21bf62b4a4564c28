/* figures.c - the rows of figures and poses, kept while the clinic is open. */
#include "app/figures.h"

#include "app/shipped.h"

#include <stdlib.h>
#include <string.h>

struct figures {
	struct figure *rows;
	struct pose *poses;
	int n, n_poses;
};

void
figures_release(struct app *a)
{
	if (a->figures) {
		free(a->figures->rows);
		free(a->figures->poses);
	}
	free(a->figures);
	a->figures = NULL;
}

static enum status
load(struct app *a, struct err *err)
{
	const struct shipped_ask figures = {.entity = E_FIGURE},
				 poses = {.entity = E_POSE};
	struct shipped rows = {0}, parts = {0};
	enum status st;

	if (a->figures)
		return ST_OK;
	st = shipped_load(a, &figures, &rows, err);
	if (!st)
		st = shipped_load(a, &poses, &parts, err);
	if (st) {
		free(rows.rows);
		return st;
	}
	a->figures = mem_alloc(sizeof *a->figures);
	*a->figures = (struct figures){rows.rows, parts.rows, rows.n, parts.n};
	return ST_OK;
}

enum status
figures_draw(struct app *a, const char *exercise, struct figure_drawing *d, bool *there,
	     struct err *err)
{
	enum status st = load(a, err);
	const struct figures *all = a->figures;

	*there = false;
	if (st)
		return st;
	for (int i = 0; i < all->n; i++)
		if (!strcmp(all->rows[i].key, exercise)) {
			*there = true;
			return figure_draw(&all->rows[i], all->poses, all->n_poses, d,
					   err);
		}
	return ST_OK;
}

enum status
figures_each(struct app *a, bool (*each)(void *arg, const char *exercise), void *arg,
	     struct err *err)
{
	enum status st = load(a, err);

	for (int i = 0; !st && i < a->figures->n; i++)
		if (!each(arg, a->figures->rows[i].key))
			break;
	return st;
}
