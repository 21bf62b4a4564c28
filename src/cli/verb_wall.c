/* verb_wall.c - the running session in huge digits, on a screen of its own. */
#include "cli_priv.h"

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct patient p;
	enum status st = ST_OK;

	if (argc > 1)
		return args_usage(&verb_wall, err);
	if (argc == 1) {
		st = args_row(c, dict_entity(E_PATIENT), argv[0], &p, err);
		if (!st)
			c->screen->patient = p.head.no;
	}
	c->screen->wall = !st;
	return st;
}

const struct verb verb_wall = {
    .name = "wall",
    .args = "[PATIENT]",
    .help = "the running session in huge digits, for a second terminal",
    .more =
	"  PATIENT is a chart number; without it the session that began last is shown.\n"
	"  Nothing can be changed there, nobody logs in, and no name is shown: the "
	"chart\n"
	"  number stands in the title, or first name and initial when the clinic chose\n"
	"  so (key n of the wall view, after a login).\n",
    .needs_data = true,
    .run = run,
};
