/* verb_digest.c - one line that is equal where the same operations are. */
#include "cli_priv.h"

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	char hex[65];
	enum status st;

	(void)argv;
	if (argc)
		return args_usage(&verb_digest, err);
	st = store_digest(c->app.store, hex, err);
	if (!st)
		fprintf(c->out, "%s\n", hex);
	return st;
}

const struct verb verb_digest = {
    .name = "digest",
    .args = "",
    .help = "print the state digest over everything that syncs",
    .more = "",
    .needs_data = true,
    .run = run,
};
