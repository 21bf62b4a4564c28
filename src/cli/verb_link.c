/* verb_link.c - two patients are one person. */
#include "app/person.h"
#include "cli_priv.h"

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const struct entity *e = dict_entity(E_PATIENT);
	struct patient x, y;
	enum status st;

	if (argc < 2 || argc > 3)
		return args_usage(&verb_link, err);
	st = args_row(c, e, argv[0], &x, err);
	if (!st)
		st = args_row(c, e, argv[1], &y, err);
	if (!st)
		st = person_link(&c->app, x.head.no, y.head.no, argc == 3 ? argv[2] : "",
				 err);
	if (!st)
		fprintf(c->out,
			"%s and %s are shown as one person; both keep what is "
			"theirs\n",
			x.chart_no, y.chart_no);
	return st;
}

const struct verb verb_link = {
    .name = "link",
    .args = "A B [REASON]",
    .help = "two patients are one person: each chart shows both",
    .more = "  A and B are chart numbers or ids. Nothing is moved; limber unlink takes "
	    "it back.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
