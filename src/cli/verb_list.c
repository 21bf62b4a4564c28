/* verb_list.c - shows rows of a table. */
#include "app/chart.h"
#include "app/table.h"
#include "cli_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { FILTERS_MAX = 8 };

/* Rows whose fields all have the wanted values. */
struct listing {
	struct cli *c;
	const struct entity *e;
	void *want; /* a row with the wanted values */
	int fields[FILTERS_MAX];
	int n;
	void *row;
};

static bool
each(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct listing *l = arg;

	for (int i = 0; i < l->n; i++)
		if (!dict_cell_equal(cells[l->fields[i]],
				     dict_get(&l->e->fields[l->fields[i]], l->want)))
			return true;
	(void)dict_row_take(l->e, l->row, no, id, cells);
	print_row(l->c, l->e, l->row);
	if (!l->c->json)
		fputc('\n', l->c->out);
	return true;
}

static enum status
read_filters(struct cli *c, struct listing *l, int argc, char **argv, struct err *err)
{
	enum status st = ST_OK;

	if (argc > FILTERS_MAX)
		return status_fail(err, ST_USAGE, "at most %d conditions", FILTERS_MAX);
	for (int i = 0; !st && i < argc; i++) {
		const char *value;

		st = args_field(l->e, argv[i], &l->fields[i], &value, err);
		if (!st)
			st = args_put(c, l->e, l->fields[i], value, l->want, err);
		if (!st)
			l->n++;
	}
	return st;
}

static void
to_out(void *arg, const void *bytes, size_t n)
{
	struct cli *c = arg;

	fwrite(bytes, 1, n, c->out); /* cli_main looks at ferror */
}

static enum status
print_csv(struct cli *c, const struct entity *e, struct err *err)
{
	struct table_result r = {0};
	enum status st = table_export_to(c->app.store, e->id,
					 (struct csv_sink){to_out, c}, NULL, &r, err);

	str_release(&r.report);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	bool csv = args_flag(&argc, argv, "--csv");
	struct listing l = {.c = c};
	struct record_filter of = {.field = -1};
	enum status st;

	if (argc < 1)
		return args_usage(&verb_list, err);
	st = args_entity(argv[0], &l.e, err);
	if (st)
		return st;
	if (csv && argc > 1)
		return status_fail(err, ST_USAGE, "--csv writes the whole table");
	st = chart_noted_table(&c->app, "list", l.e->id, err);
	if (st)
		return st;
	if (csv)
		return print_csv(c, l.e, err);
	l.want = mem_alloc(l.e->size);
	l.row = mem_alloc(l.e->size);
	dict_row_init(l.e, l.want);
	st = read_filters(c, &l, argc - 1, argv + 1, err);
	if (!st && l.n) {
		of.field = l.fields[0];
		of.value = dict_get(&l.e->fields[of.field], l.want);
	}
	if (!st)
		st = record_scan(c->app.store, l.e->id, &of, each, &l, err);
	free(l.want);
	free(l.row);
	return st;
}

const struct verb verb_list = {
    .name = "list",
    .args = "ENTITY [field=value...] [--csv]",
    .help = "show the rows of a table",
    .more = "  Conditions must all hold. --csv writes the table as table export does.\n",
    .needs_data = true,
    .run = run,
};
