/* verb_set.c - changes fields of a row. */
#include "cli_priv.h"
#include "store/record.h"

#include <stdlib.h>

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const struct entity *e;
	void *seen, *now;
	enum status st;

	if (argc < 3)
		return args_usage(&verb_set, err);
	st = args_entity(argv[0], &e, err);
	if (st)
		return st;
	seen = mem_alloc(e->size);
	st = args_row(c, e, argv[1], seen, err);
	now = mem_dup(seen, e->size);
	for (int i = 2; !st && i < argc; i++) {
		const char *value;
		int f;

		st = args_field(e, argv[i], &f, &value, err);
		if (!st && e->fields[f].flags & FF_FIXED)
			st = status_fail(
			    err, ST_DENIED,
			    "%s: is set when the row is made and never changed",
			    e->fields[f].name);
		if (!st)
			st = args_put(c, e, f, value, now, err);
	}
	if (!st)
		st = record_set(c->app.store, e->id, seen, now, NULL, err);
	free(seen);
	free(now);
	return st;
}

const struct verb verb_set = {
    .name = "set",
    .args = "ENTITY ID field=value...",
    .help = "change fields of a row; field= empties it",
    .more = "",
    .needs_data = true,
    .changes = true,
    .run = run,
};
