/* exchange_tables.c - the files of a bundle that are for people and other programs. */
#include "exchange_priv.h"

#include "app/conflicts.h"
#include "app/datapackage.h"
#include "app/enrol.h"
#include "app/table.h"
#include "store/record.h"

#include <stdlib.h>

#include <stdlib.h>

static enum status
put_readme(struct exchange_part *p, struct err *err)
{
	struct str text = {0};
	enum status st;

	str_addf(
	    &text,
	    "Bundle %lld of %s for %s, made by limber.\n"
	    "\n"
	    "Bring it to %s unchanged; limber there takes it in (limber import, or the\n"
	    "screen Stick). Do not open and save these files on the way: a spreadsheet\n"
	    "changes them, and a changed bundle is refused. Nothing is lost then: %s\n"
	    "exports again.\n"
	    "\n"
	    "changes.csv          what is taken in\n"
	    "*.csv                the same rows to be read by people\n"
	    "datapackage.json     the columns of these tables (Frictionless Data "
	    "Package)\n"
	    "manifest.txt         size and BLAKE2b-256 of every file\n"
	    "manifest.txt.minisig signature of %s: minisign -V -m manifest.txt -P %s\n"
	    "\n"
	    "These files hold health data of people. Keep them as you keep charts.\n",
	    (long long)p->m.serial, p->m.from, p->m.to, p->m.to, p->m.from, p->m.from,
	    p->own->sign_key);
	st = exchange_put_file(p, "README.txt", &text, err);
	str_release(&text);
	return st;
}

/* ---- tables */

struct tables {
	struct exchange_part *p;
	struct link_row *rows;
	size_t n;
	enum entity_id list[E_COUNT]; /* those written */
	size_t n_list;
};

/* A file of the part that is written by fn; rows gets how many data rows it has. */
static enum status
write_table(struct exchange_part *p, const char *name,
	    enum status (*fn)(void *arg, struct csv_sink sink, int64_t *rows,
			      struct err *err),
	    void *arg, struct err *err)
{
	char path[EXCHANGE_PATH];
	struct io_writer w;
	int64_t rows = 0;
	enum status st;

	exchange_file(p->dir, name, path);
	st = io_writer_open(&w, p->a->env.io, path, err);
	if (st)
		return st;
	st = fn(arg, csv_write_to(&w), &rows, err);
	if (st) {
		io_writer_cancel(&w);
		return st;
	}
	st = io_writer_commit(&w, err);
	return st ? st : exchange_add_file(p, name, rows, err);
}

struct some_rows {
	struct store *s;
	enum entity_id e;
	const int64_t *rows; /* NULL: every row */
	size_t n;
};

static enum status
rows_of(void *arg, struct csv_sink sink, int64_t *rows, struct err *err)
{
	const struct some_rows *some = arg;
	struct table_result r = {0};
	enum status st =
	    some->rows
		? table_export_rows(some->s, some->e, sink, some->rows, some->n, &r, err)
		: table_export_to(some->s, some->e, sink, NULL, &r, err);

	*rows = r.rows;
	str_release(&r.report);
	return st;
}

/* The rows from ... to of the list, which are of one entity. */
static enum status
put_entity(struct tables *t, size_t from, size_t to, struct err *err)
{
	enum entity_id e = t->rows[from].e;
	int64_t *rows = mem_alloc((to - from) * sizeof *rows);
	struct some_rows some = {t->p->a->store, e, t->p->o->full ? NULL : rows,
				 to - from};
	char name[MANIFEST_NAME];
	enum status st;

	for (size_t i = from; i < to; i++)
		rows[i - from] = t->rows[i].no;
	str_format(name, sizeof name, "%s.csv", dict_entity(e)->plural);
	t->list[t->n_list++] = e;
	st = write_table(t->p, name, rows_of, &some, err);
	free(rows);
	return st;
}

static enum status
put_entities(struct tables *t, struct err *err)
{
	enum status st = ST_OK;

	for (size_t from = 0, to; from < t->n && !st; from = to) {
		for (to = from; to < t->n && t->rows[to].e == t->rows[from].e;)
			to++;
		st = put_entity(t, from, to, err);
	}
	return st;
}

/* --full: every table that holds anything, whether this part speaks of it or not. */
static enum status
put_all(struct tables *t, struct err *err)
{
	enum status st = ST_OK;

	for (enum entity_id e = 0; e < E_COUNT && !st; e++) {
		struct some_rows some = {.s = t->p->a->store, .e = e};
		char name[MANIFEST_NAME];

		if (dict_entity(e)->kind == EK_REFERENCE || record_count(some.s, e) == 0)
			continue;
		str_format(name, sizeof name, "%s.csv", dict_entity(e)->plural);
		t->list[t->n_list++] = e;
		st = write_table(t->p, name, rows_of, &some, err);
	}
	return st;
}

static enum status
open_conflicts(void *arg, struct csv_sink sink, int64_t *rows, struct err *err)
{
	const struct exchange_part *p = arg;

	*rows = 0;
	return conflicts_csv(p->a, false, p->link->to, sink, err);
}

static enum status
trusted_keys(void *arg, struct csv_sink sink, int64_t *rows, struct err *err)
{
	*rows = 0;
	return enrol_write_csv(arg, sink, err);
}

static enum status
put_package(struct tables *t, struct err *err)
{
	struct str text = {0};
	enum status st;

	datapackage_write(t->list, t->n_list, t->p->o->full, t->p->m.created, &text);
	st = exchange_put_file(t->p, "datapackage.json", &text, err);
	str_release(&text);
	return st;
}

enum status
exchange_tables(struct exchange_part *p, struct err *err)
{
	struct tables t = {.p = p};
	enum status st = link_rows(p->a->store, p->link->to, p->m.n_from, p->m.n_to,
				   &t.rows, &t.n, err);

	if (!st)
		st = p->o->full ? put_all(&t, err) : put_entities(&t, err);
	if (!st)
		st = write_table(p, "conflicts.csv", open_conflicts, p, err);
	if (!st && p->a->site.hub == 1)
		st = write_table(p, "trust.csv", trusted_keys, p->a, err);
	if (!st)
		st = put_package(&t, err);
	free(t.rows);
	return st ? st : put_readme(p, err);
}
