/* wearable_know.c - which layout a device's file has: by its header, by named columns, by its name. */
#include "app/shipped.h"
#include "store/record.h"
#include "wearable_priv.h"

#include <stdlib.h>
#include <string.h>

static const char named[] = "map"; /* key of days read by named columns */

/* ---- the shipped layouts */

static int
by_rank(const void *a, const void *b)
{
	const struct wearable_layout *x = a, *y = b;

	return (x->rank > y->rank) - (x->rank < y->rank);
}

enum status
wearable_layouts(struct app *a, struct wearable_layout **rows, int *n, struct err *err)
{
	const struct shipped_ask ask = {.entity = E_WEARABLE_LAYOUT};
	struct shipped all = {0};
	enum status st = shipped_load(a, &ask, &all, err);

	*rows = all.rows;
	*n = all.n;
	if (all.n > 1)
		qsort(*rows, (size_t)all.n, sizeof **rows, by_rank);
	return st;
}

static enum status
not_yet(const struct wearable_layout *l, struct err *err)
{
	return status_fail(err, ST_REFUSED, "%s: this layout is not supported yet. %s",
			   l->title, l->remark);
}

enum status
wearable_know_name(struct app *a, struct wearable_file *f, struct err *err)
{
	struct wearable_layout *rows;
	int n;
	enum status st = wearable_layouts(a, &rows, &n, err);

	for (int i = 0; i < n && !st; i++)
		if (strcmp(rows[i].form, "csv") &&
		    wear_layout_named(rows[i].file_hint, f->name))
			st = not_yet(&rows[i], err);
	free(rows);
	return st;
}

/* ---- the header */

void
wearable_row_cells(const struct wearable_row *r, struct wear_cell cells[WEAR_COLUMNS])
{
	for (size_t i = 0; i < r->n; i++)
		cells[i] = (struct wear_cell){str_text(&r->bytes) + r->at[i], r->len[i]};
}

static void
header_of(const struct wearable_front *front, int at, struct wear_header *h)
{
	struct wear_cell cells[WEAR_COLUMNS];

	h->n = 0;
	if (at >= front->n)
		return;
	wearable_row_cells(&front->rows[at], cells);
	wear_layout_header(h, cells, front->rows[at].n);
}

/* The row in which a layout has its header; past the last one when it has none. */
static int
header_at(const struct wearable_front *front, const struct wearable_layout *l)
{
	struct wear_header h;

	if (!l->section[0])
		return l->skip == DICT_NONE ? 0 : (int)l->skip;
	for (int i = 0; i < front->n; i++) {
		header_of(front, i, &h);
		if (h.n == 1 && h.cells[0].n == strlen(l->section) &&
		    !memcmp(h.cells[0].p, l->section, h.cells[0].n))
			return i + 1;
	}
	return front->n;
}

static void
take_header(const struct wearable_front *front, int at, const struct wear_header *h,
	    struct wearable_file *f)
{
	struct wear_cell cells[WEAR_COLUMNS];

	str_clear(&f->header);
	for (int i = 0; i < h->n; i++)
		str_addf(&f->header, "%s%.*s", i ? "|" : "", (int)h->cells[i].n,
			 h->cells[i].p);
	f->header_line = at < front->n ? front->rows[at].line : 0;
	memset(f->first, 0, sizeof f->first);
	if (at + 1 >= front->n)
		return;
	wearable_row_cells(&front->rows[at + 1], cells);
	for (size_t i = 0; i < front->rows[at + 1].n; i++)
		str_format(f->first[i], sizeof f->first[i], "%.*s", (int)cells[i].n,
			   cells[i].p);
}

/* Reads the file by this layout: *missing says what it lacks for that, NULL nothing. */
static void
try_layout(const struct wearable_front *front, const struct wearable_layout *l,
	   struct wearable_file *f, const char **missing)
{
	struct wear_header h;
	int at = header_at(front, l);

	header_of(front, at, &h);
	*missing = wear_layout_plan(l, &h, &f->plan);
	f->layout = *l;
	take_header(front, at, &h, f);
}

/* ---- columns a person names */

/* What holds for every file read by named columns. */
static void
named_layout(struct wearable_layout *l)
{
	dict_row_init(dict_entity(E_WEARABLE_LAYOUT), l);
	str_copy(l->key, sizeof l->key, named);
	str_copy(l->title, sizeof l->title, "Named columns");
	str_copy(l->device, sizeof l->device, "unnamed");
	str_copy(l->date_form, sizeof l->date_form, "ymd;dmy;mdy;epoch_ms");
	str_copy(l->grain, sizeof l->grain, "day");
	str_copy(l->verification, sizeof l->verification, "own");
}

static enum status
by_map(const struct wearable_front *front, const char *map,
       const struct wearable_layout *base, struct wearable_file *f, struct err *err)
{
	struct wearable_layout l = *base;
	struct wear_header h;
	const char *at = map, *wrong;

	header_of(front, header_at(front, &l), &h);
	wrong = wear_layout_map(map, &h, &l, &at);
	if (wrong)
		return status_fail(err, ST_INVALID, "columns, at \"%.40s\": %s", at,
				   wrong);
	try_layout(front, &l, f, &wrong);
	return wrong ? status_fail(err, ST_INVALID, "columns: %s is missing", wrong)
		     : ST_OK;
}

struct finding {
	const char *header;
	struct wearable_map row;
	bool found;
};

static bool
is_header(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct finding *k = arg;
	struct wearable_map row;

	(void)dict_row_take(dict_entity(E_WEARABLE_MAP), &row, no, id, cells);
	if (!strcmp(row.header, k->header) && row.active != 0) {
		k->row = row;
		k->found = true;
	}
	return !k->found;
}

static enum status
find_map(struct app *a, const char *header, struct finding *k, struct err *err)
{
	*k = (struct finding){.header = header};
	return record_scan(a->store, E_WEARABLE_MAP, NULL, is_header, k, err);
}

/* Columns that were named for a file of the same header. */
static enum status
by_memory(struct app *a, const struct wearable_front *front, struct wearable_file *f,
	  struct err *err)
{
	struct wearable_layout l;
	struct wear_header h;
	struct finding k;
	enum status st;

	named_layout(&l);
	header_of(front, 0, &h);
	take_header(front, 0, &h, f);
	st = find_map(a, str_text(&f->header), &k, err);
	if (st || !k.found)
		return st;
	str_copy(l.device, sizeof l.device, k.row.device);
	str_copy(l.distance_unit, sizeof l.distance_unit, k.row.distance_unit);
	if (k.row.date_order[0])
		str_format(l.date_form, sizeof l.date_form, "ymd;%s;epoch_ms",
			   k.row.date_order);
	st = by_map(front, k.row.columns, &l, f, err);
	f->remembered = !st;
	return st;
}

static enum status
write_map(struct app *a, const struct wearable_file *f, const struct finding *k,
	  struct err *err)
{
	struct wearable_map now = k->row;
	struct str columns = {0};
	enum status st;

	if (!k->found) {
		dict_row_init(dict_entity(E_WEARABLE_MAP), &now);
		str_copy(now.header, sizeof now.header, str_text(&f->header));
		now.active = 1;
	}
	wear_layout_map_text(&f->layout, &columns);
	str_copy(now.columns, sizeof now.columns, str_text(&columns));
	str_release(&columns);
	str_copy(now.device, sizeof now.device, f->device);
	str_copy(now.distance_unit, sizeof now.distance_unit, f->unit);
	str_copy(now.date_order, sizeof now.date_order, f->order_said);
	if (a->user.head.no)
		now.staff = a->user.head.no;
	st = k->found ? record_set(a->store, E_WEARABLE_MAP, &k->row, &now, NULL, err)
		      : record_add(a->store, E_WEARABLE_MAP, &now, err);
	return st;
}

enum status
wearable_remember(struct app *a, const struct wearable_file *f, struct err *err)
{
	struct finding k;
	enum status st;

	if (strcmp(f->layout.key, named) || f->remembered)
		return ST_OK;
	st = find_map(a, str_text(&f->header), &k, err);
	return st ? st : write_map(a, f, &k, err);
}

/* ---- all of it */

static enum status
by_key(struct app *a, const struct wearable_front *front, const struct wearable_how *how,
       struct wearable_file *f, struct err *err)
{
	struct wearable_layout *rows, *l = NULL;
	const char *missing = NULL;
	int n;
	enum status st = wearable_layouts(a, &rows, &n, err);

	for (int i = 0; i < n && !st; i++)
		if (!strcmp(rows[i].key, how->layout))
			l = &rows[i];
	if (!st && !l)
		st = status_fail(err, ST_NOT_FOUND,
				 "there is no layout \"%.24s\"; limber list "
				 "wearable_layout shows them",
				 how->layout);
	if (!st && l && !strcmp(l->support, "later"))
		st = not_yet(l, err);
	if (!l || st) {
		free(rows);
		return st;
	}
	if (how->map && how->map[0]) {
		st = by_map(front, how->map, l, f, err);
	} else {
		try_layout(front, l, f, &missing);
		if (missing)
			st =
			    status_fail(err, ST_REFUSED,
					"%s: the file has not this layout, %s is missing",
					l->title, missing);
	}
	free(rows);
	return st;
}

/* No header told: columns are asked. A layout nobody confirmed proposes its own by the file's name. */
static void
ask_columns(const struct wearable_front *front, const struct wearable_layout *rows, int n,
	    struct wearable_file *f)
{
	struct wear_header h;

	f->ask = WEARABLE_ASKS_COLUMNS;
	named_layout(&f->layout);
	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].support, "map") &&
		    wear_layout_named(rows[i].file_hint, f->name))
			f->layout = rows[i];
	header_of(front, 0, &h);
	take_header(front, 0, &h, f);
}

static enum status
by_header(struct app *a, const struct wearable_front *front, struct wearable_file *f,
	  struct err *err)
{
	struct wearable_layout *rows;
	struct wear_header h;
	const char *missing = "";
	int n;
	enum status st = wearable_layouts(a, &rows, &n, err);

	for (int i = 0; i < n && !st && missing; i++) {
		header_of(front, header_at(front, &rows[i]), &h);
		if (!wear_layout_knows(&rows[i], &h))
			continue;
		if (!strcmp(rows[i].support, "later"))
			st = not_yet(&rows[i], err);
		else
			try_layout(front, &rows[i], f, &missing);
	}
	if (!st && missing)
		ask_columns(front, rows, n, f);
	free(rows);
	return st;
}

enum status
wearable_know(struct app *a, const struct wearable_front *front,
	      const struct wearable_how *how, struct wearable_file *f, struct err *err)
{
	struct wearable_layout l;
	enum status st;

	if (how->layout && how->layout[0])
		return by_key(a, front, how, f, err);
	if (how->map && how->map[0]) {
		named_layout(&l);
		return by_map(front, how->map, &l, f, err);
	}
	st = by_memory(a, front, f, err);
	return st || f->remembered ? st : by_header(a, front, f, err);
}
