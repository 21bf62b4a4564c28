/* verb_backup.c - copies the live database. */
#include "cli_priv.h"

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	enum status st;

	if (argc != 1)
		return args_usage(&verb_backup, err);
	st = store_backup(c->app.store, argv[0], err);
	if (!st)
		fprintf(c->out, "A checked copy lies in %s\n", argv[0]);
	return st;
}

const struct verb verb_backup = {
    .name = "backup",
    .args = "DEST",
    .help = "write a checked copy of the whole database to a file",
    .more = "",
    .needs_data = true,
    .run = run,
};
