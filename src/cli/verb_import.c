/* verb_import.c - bundles of other sites taken, or only looked at. */
#include "app/exchange.h"
#include "cli_priv.h"

#include <string.h>

/* What of all that came wants somebody now. */
struct next {
	struct cli *c;
	int64_t conflicts;
	bool people;
};

static void
print_taken(void *arg, const struct exchange_taken *t)
{
	struct next *n = arg;
	struct cli *c = n->c;
	struct str said = {0};

	n->conflicts += t->conflicts;
	n->people = n->people || t->patients_from;
	print_progress_end(c);
	if (!c->json) {
		fprintf(c->out, "%s\n", t->said);
		return;
	}
	print_json(&said, t->said, strlen(t->said));
	fprintf(
	    c->out,
	    "{\"bundle\":\"%s\",\"state\":%d,\"operations\":%lld,\"new_rows\":%lld,"
	    "\"changed_rows\":%lld,\"conflicts\":%lld,\"receipts\":%lld,\"said\":%s}\n",
	    t->name, status_exit(t->state), (long long)t->ops, (long long)t->rows_new,
	    (long long)t->rows_changed, (long long)t->conflicts, (long long)t->receipts,
	    str_text(&said));
	str_release(&said);
}

static void
print_next(const struct next *n)
{
	if (n->c->json)
		return;
	if (n->conflicts)
		fprintf(n->c->out, "Next: limber conflicts shows the values that differ, "
				   "limber resolve decides.\n");
	if (n->people)
		fprintf(n->c->out,
			"Next: limber duplicates looks whether somebody came twice.\n");
}

enum status
verb_import_take(struct cli *c, const char *src, bool dry_run, struct err *err)
{
	struct next next = {.c = c};
	struct exchange_in in = {src, dry_run, print_taken, &next};
	struct exchange_watch w = {print_step, c};
	enum status worst;
	enum status st = exchange_import(&c->app, &in, &w, &worst, err);

	print_progress_end(c);
	print_next(&next);
	if (st || !worst)
		return st;
	c->told = true; /* bundle by bundle: one word for all would say it twice */
	return status_fail(err, worst, "%s", status_text(worst));
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	bool dry_run = args_flag(&argc, argv, "--dry-run");

	if (argc != 1)
		return args_usage(&verb_import, err);
	return verb_import_take(c, argv[0], dry_run, err);
}

const struct verb verb_import = {
    .name = "import",
    .args = "SRC [--dry-run]",
    .help = "take the bundles for this site that lie on a stick",
    .more = "  SRC is a stick, a directory, a bundle or a sealed file. Each bundle is "
	    "taken whole or\n"
	    "  not at all; taking it again changes nothing.\n" VERB_IMPORT_STATES,
    .needs_data = true,
    .changes = true,
    .run = run,
};
