/* verb_get.c - shows one row. */
#include "app/chart.h"
#include "cli_priv.h"

#include <stdlib.h>

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const struct entity *e;
	void *row;
	enum status st;

	if (argc != 2)
		return args_usage(&verb_get, err);
	st = args_entity(argv[0], &e, err);
	if (st)
		return st;
	row = mem_alloc(e->size);
	st = args_row(c, e, argv[1], row, err);
	if (!st)
		st = chart_open_row(&c->app, e->id, ((struct row_head *)row)->no, err);
	if (!st)
		print_row(c, e, row);
	free(row);
	return st;
}

const struct verb verb_get = {
    .name = "get",
    .args = "ENTITY ID",
    .help = "show a row",
    .more = "  ID may be a chart number, login, name or key.\n",
    .needs_data = true,
    .run = run,
};
