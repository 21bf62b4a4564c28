/* shipped.c - one loader for the rows of shipped tables, and one look-up by key. */
#include "app/shipped.h"

#include "core/source.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

struct reading {
	const struct entity *e;
	int64_t day;
	struct shipped *out;
};

/* Whether a row of shipped data holds on a day. */
static bool
holds(const struct entity *e, const void *row, int64_t day)
{
	const struct cell from =
	    dict_get(&e->fields[dict_field_named(e, "valid_from")], row);
	const struct cell to = dict_get(&e->fields[dict_field_named(e, "valid_to")], row);

	return source_holds(from.kind == CELL_INT ? from.i : DICT_NONE,
			    to.kind == CELL_INT ? to.i : DICT_NONE, day);
}

static bool
keep(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct reading *r = arg;
	struct shipped *s = r->out;
	char *row;

	s->rows = mem_room(s->rows, (size_t)s->n, r->e->size);
	row = (char *)s->rows + (size_t)s->n * r->e->size;
	(void)dict_row_take(r->e, row, no, id, cells);
	s->n += holds(r->e, row, r->day);
	return true;
}

enum status
shipped_load(struct app *a, const struct shipped_ask *ask, struct shipped *out,
	     struct err *err)
{
	const struct entity *e = dict_entity(ask->entity);
	struct reading r = {e, ask->day ? ask->day : app_today(a), out};
	struct record_filter only = {.field = -1};
	enum status st;

	if (ask->field) {
		only.field = dict_field_named(e, ask->field);
		only.value = (struct cell){
		    .kind = CELL_TEXT, .p = ask->value, .n = strlen(ask->value)};
	}
	*out = (struct shipped){0};
	st = record_scan(a->store, ask->entity, &only, keep, &r, err);
	if (st) {
		free(out->rows);
		*out = (struct shipped){0};
	}
	return st;
}

enum status
shipped_find(struct app *a, enum entity_id e, const char *key, void *row, bool *there,
	     struct err *err)
{
	const struct entity *entity = dict_entity(e);
	const struct cell value = {.kind = CELL_TEXT, .p = key, .n = strlen(key)};
	struct err why = {0};
	enum status st =
	    record_find(a->store, e, dict_field_named(entity, "key"), value, row, &why);

	*there = !st && holds(entity, row, app_today(a));
	if (!st || st == ST_NOT_FOUND)
		return ST_OK;
	*err = why;
	return st;
}
