/* verb_new.c - adds a row. */
#include "app/care.h"
#include "app/task.h"
#include "cli_priv.h"
#include "store/record.h"

#include <stdlib.h>

static enum status
add(struct cli *c, const struct entity *e, void *row, struct err *err)
{
	if (e->kind == EK_REFERENCE)
		return status_fail(err, ST_DENIED, "%s: these rows ship with the program",
				   e->plural);
	/* A patient gets a chart number, a task who asks and when; everything else is stored as
	 * it is. */
	if (e->id == E_PATIENT)
		return care_register(&c->app, row, err);
	if (e->id == E_TASK)
		return task_add(&c->app, row, err);
	return record_add(c->app.store, e->id, row, err);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const struct entity *e;
	struct row_head *row;
	char id[UID_TEXT_SIZE];
	enum status st;

	if (argc < 1)
		return args_usage(&verb_new, err);
	st = args_entity(argv[0], &e, err);
	if (st)
		return st;
	row = mem_alloc(e->size);
	dict_row_init(e, row);
	for (int i = 1; !st && i < argc; i++) {
		const char *value;
		int f;

		st = args_field(e, argv[i], &f, &value, err);
		if (!st)
			st = args_put(c, e, f, value, row, err);
	}
	if (!st)
		st = add(c, e, row, err);
	if (!st) {
		uid_text(&row->id, id);
		fprintf(c->out, c->json ? "{\"id\":\"%s\"}\n" : "%s\n", id);
	}
	free(row);
	return st;
}

const struct verb verb_new = {
    .name = "new",
    .args = "ENTITY field=value...",
    .help = "add a row and print its id",
    .more = "  References are given by id, chart number, login, name or key.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
