/* table_leave.c - what an import leaves out: read from a command line, found while it reads. */
#include "app/table_leave.h"

#include "base/str.h"
#include "table_priv.h"

#include <stdlib.h>
#include <string.h>

void
table_leave_release(struct table_leave *l)
{
	free(l->items);
	*l = (struct table_leave){0};
}

void
table_leave_put(struct table_leave *l, struct table_leave_item item)
{
	l->items = mem_room(l->items, l->n, sizeof *l->items);
	l->items[l->n++] = item;
	l->sorted = false;
}

/* ---- as somebody typed it */

/* The last part behind a colon, and where it begins; NULL: there is none. */
static const char *
last_part(const char *text, size_t n)
{
	while (n > 0)
		if (text[--n] == ':')
			return text + n + 1;
	return NULL;
}

static const struct entity *
entity_of(enum entity_id e, const char *path, const char *file, size_t n)
{
	const char *own = table_problem_file(path);

	if (e != E_COUNT)
		return strlen(own) == n && !memcmp(own, file, n) ? dict_entity(e) : NULL;
	for (int i = 0; i < E_COUNT; i++) {
		const char *plural = dict_entity((enum entity_id)i)->plural;
		size_t len = strlen(plural);

		if (n == len + 4 && !memcmp(file, plural, len) &&
		    !memcmp(file + len, ".csv", 4))
			return dict_entity((enum entity_id)i);
	}
	return NULL;
}

static enum status
bad_place(const char *place, struct err *err)
{
	return status_fail(err, ST_USAGE,
			   "%s: this is no place in a file; take FILE:LINE or "
			   "FILE:LINE:FIELD from what --dry-run shows",
			   place);
}

enum status
table_leave_add(struct table_leave *l, enum entity_id e, const char *path,
		const char *place, struct err *err)
{
	const char *last = last_part(place, strlen(place)), *field = NULL;
	const struct entity *entity;
	struct table_leave_item item = {.field = -1, .given = place};
	long long line = 0;
	size_t n;

	if (last && !str_int(last, strlen(last), &line)) {
		field = last;
		last = last_part(place, (size_t)(field - 1 - place));
		if (last && !str_int(last, (size_t)(field - 1 - last), &line))
			last = NULL;
	}
	if (!last || line < 1 || last - 1 == place)
		return bad_place(place, err);
	n = (size_t)(last - 1 - place);
	entity = entity_of(e, path, place, n);
	if (!entity)
		return status_fail(err, ST_USAGE,
				   "%s: no file of this name is read; take the name from "
				   "what --dry-run shows",
				   place);
	if (field && (item.field = dict_field_named(entity, field)) < 0)
		return status_fail(err, ST_USAGE, "%s: %s has no field %s", place,
				   entity->plural, field);
	item.entity = entity->id;
	item.line = line;
	table_leave_put(l, item);
	return ST_OK;
}

/* ---- while files are read */

static int
by_place(const void *a, const void *b)
{
	const struct table_leave_item *x = a, *y = b;

	if (x->entity != y->entity)
		return x->entity < y->entity ? -1 : 1;
	if (x->line != y->line)
		return x->line < y->line ? -1 : 1;
	return (x->field > y->field) - (x->field < y->field);
}

/* In order, each place once. */
static void
sort(struct table_leave *l)
{
	size_t n = 0;

	qsort(l->items, l->n, sizeof *l->items, by_place);
	for (size_t i = 0; i < l->n; i++)
		if (n == 0 || by_place(&l->items[n - 1], &l->items[i]) != 0)
			l->items[n++] = l->items[i];
	l->n = n;
	l->sorted = true;
}

static struct table_leave_item *
find(struct table_leave *l, enum entity_id e, int64_t line, int field)
{
	struct table_leave_item at = {.entity = e, .line = line, .field = field};

	if (!l->sorted)
		sort(l);
	return bsearch(&at, l->items, l->n, sizeof *l->items, by_place);
}

bool
table_leave_has(struct table_leave *l, enum entity_id e, int64_t line, int field)
{
	if (!l || l->n == 0)
		return false;
	return find(l, e, line, -1) || (field >= 0 && find(l, e, line, field));
}

bool
table_leave_use(struct table_leave *l, enum entity_id e, int64_t line, int field)
{
	struct table_leave_item *row, *cell;

	if (!l || l->n == 0)
		return false;
	row = find(l, e, line, -1);
	cell = field >= 0 ? find(l, e, line, field) : NULL;
	if (row)
		row->used = true;
	if (cell)
		cell->used = true;
	return row || cell;
}

enum status
table_leave_check(const struct table_leave *l, struct err *err)
{
	for (size_t i = 0; l && i < l->n; i++) {
		const struct table_leave_item *item = &l->items[i];
		const struct entity *e = dict_entity(item->entity);

		if (item->used)
			continue;
		if (item->given)
			return status_fail(err, ST_NOT_FOUND,
					   "%s: nothing that would be stored stands "
					   "there; take a place from what --dry-run "
					   "shows",
					   item->given);
		return status_fail(err, ST_NOT_FOUND,
				   "%s.csv:%lld: nothing that would be stored stands "
				   "there any more",
				   e->plural, (long long)item->line);
	}
	return ST_OK;
}
