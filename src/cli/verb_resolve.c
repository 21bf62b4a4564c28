/* verb_resolve.c - decides a conflict: one of its values, another one, or all texts. */
#include "app/conflicts.h"
#include "cli_priv.h"

#include <string.h>

static enum status
number(const char *text, long long *n, struct err *err)
{
	return str_int(text, strlen(text), n) && *n > 0
		   ? ST_OK
		   : status_fail(err, ST_USAGE,
				 "%s: a number is wanted; limber conflicts shows them",
				 text);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	bool both = args_flag(&argc, argv, "--both");
	bool undo = args_flag(&argc, argv, "--undo");
	const char *value = args_option(&argc, argv, "--value");
	const char *keep = args_option(&argc, argv, "--keep");
	long long no, which;
	enum status st;

	if (argc != 1 || (keep != NULL) + (value != NULL) + both + undo != 1)
		return args_usage(&verb_resolve, err);
	st = number(argv[0], &no, err);
	if (!st && keep)
		st = number(keep, &which, err);
	if (st)
		return st;
	if (keep)
		st = conflicts_keep(&c->app, no, which > 99 ? 99 : (int)which - 1, err);
	else if (value)
		st = conflicts_type(&c->app, no, value, err);
	else
		st = both ? conflicts_both(&c->app, no, err)
			  : conflicts_undo(&c->app, no, err);
	return st || c->json ? st : verb_conflicts_say(c, no, err);
}

const struct verb verb_resolve = {
    .name = "resolve",
    .args = "NUMBER --keep N | --value TEXT | --both | --undo",
    .help = "decide between the values of a conflict",
    .more =
	"  --keep N takes the value with that number of limber conflicts, --value "
	"another\n"
	"  one, --both all texts one under the other with author and day. One operation\n"
	"  supersedes every value; they stay in the log. --undo writes what was shown\n"
	"  before the decision as a new operation; the conflict is then listed as "
	"undone.\n",
    .needs_data = true,
    .run = run,
};
