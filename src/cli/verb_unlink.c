/* verb_unlink.c - two patients are not one person. */
#include "app/person.h"
#include "cli_priv.h"

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const struct entity *e = dict_entity(E_PATIENT);
	struct patient x, y;
	bool still = false;
	enum status st;

	if (argc != 3)
		return args_usage(&verb_unlink, err);
	st = args_row(c, e, argv[0], &x, err);
	if (!st)
		st = args_row(c, e, argv[1], &y, err);
	if (!st)
		st = person_unlink(&c->app, x.head.no, y.head.no, argv[2], &still, err);
	if (st)
		return st;
	if (still)
		fprintf(c->err,
			"limber: a third patient is linked with both, so they stay one "
			"person; limber duplicates %s shows whom\n",
			x.chart_no);
	fprintf(c->out, "%s and %s are not the same person\n", x.chart_no, y.chart_no);
	return ST_OK;
}

const struct verb verb_unlink = {
    .name = "unlink",
    .args = "A B REASON",
    .help = "two patients are not one person, linked before or only alike",
    .more = "  A and B are chart numbers or ids.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
