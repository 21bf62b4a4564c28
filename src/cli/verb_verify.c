/* verb_verify.c - bundles looked at and checked, none taken. */
#include "cli_priv.h"

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	if (argc != 1)
		return args_usage(&verb_verify, err);
	return verb_import_take(c, argv[0], true, err);
}

const struct verb verb_verify = {
    .name = "verify",
    .args = "SRC",
    .help = "check the bundles on a stick and take nothing",
    .more = VERB_IMPORT_STATES,
    .needs_data = true,
    .changes = true,
    .run = run,
};
