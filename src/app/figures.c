/* figures.c - the rows of figures and poses, kept while the clinic is open. */
#include "app/figures.h"

#include "core/source.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

struct figures {
	struct figure *rows;
	struct pose *poses;
	int n, n_poses;
};

struct reading {
	struct figures *all;
	int64_t today;
};

/* A row that is no longer shipped ends. */
static bool
keep_figure(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct reading *r = arg;
	struct figures *all = r->all;
	struct figure *row;

	all->rows = mem_room(all->rows, (size_t)all->n, sizeof *all->rows);
	row = &all->rows[all->n];
	(void)dict_row_take(dict_entity(E_FIGURE), row, no, id, cells);
	all->n += source_holds(row->valid_from, row->valid_to, r->today);
	return true;
}

static bool
keep_pose(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct reading *r = arg;
	struct figures *all = r->all;
	struct pose *row;

	all->poses = mem_room(all->poses, (size_t)all->n_poses, sizeof *all->poses);
	row = &all->poses[all->n_poses];
	(void)dict_row_take(dict_entity(E_POSE), row, no, id, cells);
	all->n_poses += source_holds(row->valid_from, row->valid_to, r->today);
	return true;
}

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
	struct reading r = {.today = app_today(a)};
	enum status st;

	if (a->figures)
		return ST_OK;
	a->figures = mem_alloc(sizeof *a->figures);
	r.all = a->figures;
	st = record_scan(a->store, E_FIGURE, NULL, keep_figure, &r, err);
	if (!st)
		st = record_scan(a->store, E_POSE, NULL, keep_pose, &r, err);
	if (st)
		figures_release(a);
	return st;
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
