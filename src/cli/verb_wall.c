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
    .help = "the running session for the patient, on a second terminal",
    .more =
	"  Word, clock, sets, the figure of the exercise and what comes next, in the\n"
	"  language of the patient. PATIENT is a chart number: the view of this patient\n"
	"  alone, with the goal in the patient's own words and how far it is reached, "
	"and\n"
	"  with no key but the one that ends it. Without PATIENT the session that began\n"
	"  last is shown. Nothing can be changed there, nobody logs in, and no name is\n"
	"  shown: the chart number stands in the title, or first name and initial when\n"
	"  the clinic chose so (key n of the wall view, after a login).\n",
    .needs_data = true,
    .run = run,
};
