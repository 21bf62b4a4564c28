/* verb_table.c - readable tables out and in. */
#include "app/person.h"
#include "app/table.h"
#include "cli_priv.h"
#include "store/audit.h"

#include <string.h>

static bool
step(void *arg, const char *table, int64_t rows)
{
	print_progress(arg, table, rows, 0);
	return true;
}

/* Warnings go to standard error, one a line. */
static void
report(struct cli *c, const struct table_result *r)
{
	for (const char *p = str_text(&r->report); *p;) {
		size_t n = strcspn(p, "\n");

		fprintf(c->err, "limber: %.*s\n", (int)n, p);
		p += n + (p[n] == '\n');
	}
}

static enum status
export_table(struct cli *c, const char *what, const char *dest, struct table_result *r,
	     struct err *err)
{
	struct table_watch w = {step, c};
	const struct entity *e;
	enum status st;

	if (!strcmp(what, "all"))
		return table_export_all(c->app.store, dest, true, &w, r, err);
	st = args_entity(what, &e, err);
	return st ? st : table_export(c->app.store, e->id, dest, &w, r, err);
}

static enum status
import_table(struct cli *c, const char *what, const char *src, bool dry_run,
	     struct table_result *r, struct err *err)
{
	struct table_watch w = {step, c};
	const struct entity *e;
	enum status st;

	if (!strcmp(what, "all"))
		return table_import_all(c->app.store, src, dry_run, &w, r, err);
	st = args_entity(what, &e, err);
	return st ? st : table_import(c->app.store, e->id, src, dry_run, &w, r, err);
}

/* Patients that came are compared with all others; nothing is linked by itself. */
static enum status
say_doubles(struct cli *c, struct err *err)
{
	enum { COMPARED = 5000, PAIRS = 100 };
	struct person_pair pairs[PAIRS];
	int64_t left;
	int n;
	enum status st = person_compare(&c->app, COMPARED, &left, err);

	if (!st)
		st = person_suspects(&c->app, pairs, PAIRS, &n, err);
	if (!st && n)
		fprintf(c->out,
			"%d%s pairs of patients may be one person: limber "
			"duplicates shows them\n",
			n, n == PAIRS ? " or more" : "");
	if (!st && left > 0)
		fprintf(c->out,
			"%lld patients are not compared yet: limber duplicates "
			"goes on\n",
			(long long)left);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	bool dry_run = args_flag(&argc, argv, "--dry-run");
	struct table_result r = {0};
	bool in;
	enum status st;

	if (argc != 3 || (strcmp(argv[0], "export") && strcmp(argv[0], "import")))
		return args_usage(&verb_table, err);
	in = argv[0][0] == 'i';
	if (!in && dry_run)
		return args_usage(&verb_table, err);
	st = audit_add(c->app.store, in ? "table-import" : "table-export", 0, argv[1],
		       err);
	if (st)
		return st;
	st = in ? import_table(c, argv[1], argv[2], dry_run, &r, err)
		: export_table(c, argv[1], argv[2], &r, err);
	print_progress_end(c);
	report(c, &r);
	if (!st && in)
		fprintf(c->out,
			"%s%lld rows read: %lld new, %lld changed, %lld the same, %lld "
			"warnings\n",
			dry_run ? "(nothing stored) " : "", (long long)r.rows,
			(long long)r.added, (long long)r.changed, (long long)r.same,
			(long long)r.warnings);
	if (!st && in && r.conflicts)
		fprintf(
		    c->out,
		    "%lld cells changed here since the sheet was written: left as they "
		    "are, see above\n",
		    (long long)r.conflicts);
	if (!st && in && !dry_run && r.added)
		st = say_doubles(c, err);
	if (!st && !in)
		fprintf(c->out, "%lld rows written to %s\n", (long long)r.rows, argv[2]);
	str_release(&r.report);
	return st;
}

const struct verb verb_table = {
    .name = "table",
    .args = "export ENTITY|all DEST | import ENTITY|all FILE [--dry-run]",
    .help = "write tables as CSV, or read them back",
    .more =
	"  With `all`, DEST and FILE are directories. An import takes all of a file or\n"
	"  nothing; --dry-run only checks and counts, and shows every difference.\n"
	"  The column _version says how a row stood when the sheet was written: cells "
	"that\n"
	"  were changed here since are told and left as they are.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
