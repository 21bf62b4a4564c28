/* table_export.c - rows of the database out to canonical CSV files. */
#include "app/table.h"

#include "app/datapackage.h"

#include "base/date.h"
#include "base/io.h"
#include "base/uid.h"
#include "store/access.h"
#include "store/record.h"
#include "sync/csv_write.h"
#include "table_priv.h"

#include <stdlib.h>
#include <string.h>

enum { NAMES = 4096, FORM_SIZE = 32, SECONDS_A_DAY = 86400 };

/* Text of an id; rows near each other refer to the same few rows. */
struct name {
	int64_t no;
	char text[UID_TEXT_SIZE];
};

struct export
{
	struct store *store;
	struct csv_write csv;
	struct table_columns columns;
	const struct table_watch *watch;
	struct name *names; /* NAMES of them, found by the low bits of no */
	int64_t rows;
	bool stopped;
	enum status st; /* of an id that could not be found */
	struct err *err;
};

/* ---- machine forms, without printf: these run for every cell */

static char *
put_digits(char *p, int64_t v, int n)
{
	for (int i = n - 1; i >= 0; i--) {
		p[i] = (char)('0' + v % 10);
		v /= 10;
	}
	return p + n;
}

/* yyyymmdd as date_text: month and day of a partial date are left out. */
static char *
put_date(char *p, int64_t date)
{
	p = put_digits(p, date / 10000, 4);
	if (date / 100 % 100 == 0)
		return p;
	*p++ = '-';
	p = put_digits(p, date / 100 % 100, 2);
	if (date % 100 == 0)
		return p;
	*p++ = '-';
	return put_digits(p, date % 100, 2);
}

static char *
put_clock(char *p, int64_t minutes)
{
	p = put_digits(p, minutes / 60, 2);
	*p++ = ':';
	return put_digits(p, minutes % 60, 2);
}

static char *
put_time(char *p, int64_t seconds)
{
	int64_t days = seconds / SECONDS_A_DAY;
	int64_t rest = seconds % SECONDS_A_DAY;

	if (rest < 0) {
		rest += SECONDS_A_DAY;
		days--;
	}
	p = put_date(p, date_from_days(days));
	*p++ = 'T';
	p = put_clock(p, rest / 60);
	*p++ = ':';
	p = put_digits(p, rest % 60, 2);
	*p++ = 'Z';
	return p;
}

/* ---- cells */

static void
write_id(struct export *x, const struct uid *id)
{
	char text[UID_TEXT_SIZE];

	uid_text(id, text);
	csv_write_plain(&x->csv, text, UID_TEXT_SIZE - 1);
}

static void
write_ref(struct export *x, int64_t no)
{
	struct name *name = &x->names[no & (NAMES - 1)];

	if (name->no != no) {
		struct uid id;

		name->no = no;
		x->st = record_id(x->store, no, &id, x->err);
		if (x->st) {
			name->no = 0;
			return;
		}
		uid_text(&id, name->text);
	}
	csv_write_plain(&x->csv, name->text, UID_TEXT_SIZE - 1);
}

static void
write_version(struct export *x, int64_t no)
{
	char text[RECORD_VERSION_SIZE];

	x->st = record_version(x->store, no, text, x->err);
	if (!x->st)
		csv_write_plain(&x->csv, text, strlen(text));
}

static void
write_number(struct export *x, const struct field *f, int64_t v)
{
	char text[FORM_SIZE];
	char *end;

	switch (f->type) {
	case FT_DATE:
	case FT_PDATE:
		end = put_date(text, v);
		break;
	case FT_TIME:
		end = put_time(text, v);
		break;
	case FT_CLOCK:
		end = put_clock(text, v);
		break;
	case FT_REF:
		write_ref(x, v);
		return;
	default:
		csv_write_decimal(&x->csv, v, f->decimals);
		return;
	}
	csv_write_plain(&x->csv, text, (size_t)(end - text));
}

static bool
write_row(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct export *x = arg;
	const struct table_columns *c = &x->columns;

	for (size_t i = 0; i < c->n; i++) {
		const struct cell *v;

		if (c->field[i] == TABLE_ID) {
			write_id(x, id);
			continue;
		}
		if (c->field[i] == TABLE_VERSION) {
			write_version(x, no);
			continue;
		}
		v = &cells[c->field[i]];
		if (v->kind == CELL_TEXT)
			csv_write_text(&x->csv, v->p, v->n);
		else if (v->kind == CELL_NONE)
			csv_write_plain(&x->csv, "", 0);
		else
			write_number(x, &c->entity->fields[c->field[i]], v->i);
	}
	csv_write_row_end(&x->csv);
	if (++x->rows % TABLE_STEP == 0 && x->watch &&
	    !x->watch->step(x->watch->arg, c->entity->plural, x->rows))
		x->stopped = true;
	return !x->stopped && !x->st;
}

/* One row as cells, by its number. */
static enum status
write_one(struct export *x, int64_t no, struct err *err)
{
	const struct entity *e = x->columns.entity;
	struct cell *cells = mem_alloc(e->n_fields * sizeof *cells);
	struct row_head *row = mem_alloc(e->size);
	enum status st = record_get(x->store, e->id, no, row, err);

	for (size_t i = 0; i < e->n_fields && !st; i++)
		cells[i] = dict_get(&e->fields[i], row);
	if (!st && !write_row(x, no, &row->id, cells))
		st = x->st;
	free(cells);
	free(row);
	return st;
}

static void
write_header(struct export *x)
{
	for (size_t i = 0; i < x->columns.n; i++) {
		const char *name = table_columns_name(&x->columns, i);

		csv_write_plain(&x->csv, name, strlen(name));
	}
	csv_write_row_end(&x->csv);
}

/* The rows named, or all of them (NULL). */
static enum status
write_rows(struct export *x, const int64_t *rows, size_t n, struct err *err)
{
	enum status st = ST_OK;

	write_header(x);
	for (size_t i = 0; rows && i < n && !st; i++)
		st = write_one(x, rows[i], err);
	if (rows)
		return st;
	st = record_scan(x->store, x->columns.entity->id, NULL, write_row, x, err);
	if (!st)
		st = x->st;
	if (!st && x->stopped)
		st = status_fail(err, ST_REFUSED, "stopped; no file was written");
	return st;
}

static enum status
export_to(struct store *s, enum entity_id e, struct csv_sink sink, struct export *x,
	  const int64_t *rows, size_t n, struct table_result *r, struct err *err)
{
	enum status st;

	x->store = s;
	x->err = err;
	x->names = mem_alloc(NAMES * sizeof *x->names);
	table_columns_all(dict_entity(e), true, &x->columns);
	csv_write_open(&x->csv, sink);
	st = write_rows(x, rows, n, err);
	csv_write_close(&x->csv);
	if (!st)
		r->rows += x->rows;
	free(x->names);
	return st;
}

enum status
table_export_to(struct store *s, enum entity_id e, struct csv_sink sink,
		const struct table_watch *w, struct table_result *r, struct err *err)
{
	struct export *x = mem_alloc(sizeof *x);
	enum status st;

	x->watch = w;
	st = export_to(s, e, sink, x, NULL, 0, r, err);
	free(x);
	return st;
}

enum status
table_export_rows(struct store *s, enum entity_id e, struct csv_sink sink,
		  const int64_t *rows, size_t n, struct table_result *r, struct err *err)
{
	static const int64_t none[1];
	struct export *x = mem_alloc(sizeof *x);
	enum status st = export_to(s, e, sink, x, rows ? rows : none, n, r, err);

	free(x);
	return st;
}

enum status
table_export(struct store *s, enum entity_id e, const char *path,
	     const struct table_watch *w, struct table_result *r, struct err *err)
{
	struct io_writer out;
	int64_t rows = r->rows;
	enum status st = io_writer_open(&out, store_environment(s)->io, path, err);

	if (st)
		return st;
	st = table_export_to(s, e, csv_write_to(&out), w, r, err);
	if (st)
		io_writer_cancel(&out);
	else
		st = io_writer_commit(&out, err);
	if (st)
		r->rows = rows;
	return st;
}

/* datapackage.json beside the tables; foreign keys hold when all tables are there. */
static enum status
describe(struct store *s, const char *dir, const enum entity_id *tables, size_t n,
	 bool whole, struct err *err)
{
	char path[TABLE_PATH_SIZE];
	struct str text = {0};
	enum status st;

	if (!str_format(path, sizeof path, "%s/datapackage.json", dir))
		return status_fail(err, ST_INVALID, "%s: this name is too long", dir);
	datapackage_write(tables, n, whole, DICT_NONE, &text); /* same rows, same bytes */
	st = io_write_file(store_environment(s)->io, path, text.p, text.n, err);
	str_release(&text);
	return st;
}

/* Areas of which tables were left out, for the report. */
static void
say_left(const bool left[ROLE_AREA_COUNT], struct table_result *r)
{
	bool any = false;

	for (int i = 0; i < ROLE_AREA_COUNT; i++) {
		if (left[i])
			str_addf(&r->report, "%s%s",
				 any ? ", " : "Left out, for your role may not read it: ",
				 role_area_name((enum role_area)i));
		any = any || left[i];
	}
	if (any)
		str_add_c(&r->report, '\n');
	r->warnings += any;
}

/* Tables are written from the last to the first: a row added meanwhile can only point at rows
 * that are written after it, and rows never go away, so no reference leads nowhere. left: areas of
 * which who acts may read nothing, passed over; NULL: such a table is a failure. */
static enum status
export_tables(struct store *s, const char *dir, bool reference, bool *left,
	      const struct table_watch *w, struct table_result *r, struct err *err)
{
	enum entity_id tables[E_COUNT];
	size_t n = 0;
	bool whole = true;
	enum status st = io_make_dir(store_environment(s)->io, dir, err);

	for (int i = E_COUNT - 1; i >= 0 && !st; i--) {
		const struct entity *e = dict_entity((enum entity_id)i);
		char path[TABLE_PATH_SIZE];

		if (e->kind == EK_REFERENCE && !reference)
			continue;
		if (left && access_read(s, e->id, 0, NULL)) {
			left[role_area_of(e->id)] = true;
			whole = false;
			continue;
		}
		if (!str_format(path, sizeof path, "%s/%s.csv", dir, e->plural))
			return status_fail(err, ST_INVALID, "%s: this name is too long",
					   dir);
		st = table_export(s, e->id, path, w, r, err);
		tables[n++] = e->id;
	}
	return st ? st : describe(s, dir, tables, n, whole, err);
}

enum status
table_export_all(struct store *s, const char *dir, bool reference,
		 const struct table_watch *w, struct table_result *r, struct err *err)
{
	return export_tables(s, dir, reference, NULL, w, r, err);
}

enum status
table_export_readable(struct store *s, const char *dir, bool reference,
		      const struct table_watch *w, struct table_result *r,
		      struct err *err)
{
	bool left[ROLE_AREA_COUNT] = {false};
	enum status st = export_tables(s, dir, reference, left, w, r, err);

	if (!st)
		say_left(left, r);
	return st;
}
