/* verb_init.c - makes an empty clinic. */
#include "cli_priv.h"

#include <string.h>

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct store_site site = {.code = args_option(&argc, argv, "--site"),
				  .name = args_option(&argc, argv, "--name"),
				  .hub = args_flag(&argc, argv, "--hub")};
	enum status st;

	if (!site.code || !site.name || argc)
		return args_usage(&verb_init, err);
	st = app_init(c->dir, &c->env, &site, err);
	if (!st)
		fprintf(c->out,
			"%s is ready in %s\n"
			"Next: limber new staff login=... name=... role=pt, then limber "
			"secret LOGIN\n",
			site.code, c->dir);
	return st;
}

const struct verb verb_init = {
    .name = "init",
    .args = "--site CODE --name TEXT [--hub]",
    .help = "make an empty clinic in the data directory",
    .more = "  CODE is 3 to 6 capital letters given by the head office.\n",
    .run = run,
};
