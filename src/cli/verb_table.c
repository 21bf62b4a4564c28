/* verb_table.c - readable tables out and in. */
#include "app/person.h"
#include "app/table.h"
#include "app/table_leave.h"
#include "cli_priv.h"
#include "store/audit.h"

#include <stdlib.h>
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
import_table(struct cli *c, const char *what, const char *src,
	     const struct table_how *how, struct table_result *r, struct err *err)
{
	const struct entity *e;
	enum status st;

	if (!strcmp(what, "all"))
		return table_import_all(c->app.store, src, how, r, err);
	st = args_entity(what, &e, err);
	return st ? st : table_import(c->app.store, e->id, src, how, r, err);
}

/* What --leave names; places are borrowed. */
static enum status
take_leave(const char *what, const char *src, const char *const *places, int n,
	   struct table_leave *leave, struct err *err)
{
	const struct entity *e = NULL;
	enum status st = ST_OK;

	if (n && strcmp(what, "all") != 0)
		st = args_entity(what, &e, err);
	for (int i = 0; i < n && !st; i++) {
		if (!strcmp(places[i], "bad")) {
			leave->bad = true;
			continue;
		}
		st = table_leave_add(leave, e ? e->id : E_COUNT, src, places[i], err);
		if (st)
			status_prefix(err, "--leave");
	}
	return st;
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

static void
say_import(struct cli *c, const struct table_result *r, bool dry_run)
{
	fprintf(c->out,
		"%s%lld rows read: %lld new, %lld changed, %lld the same, %lld left out, "
		"%lld warning%s\n",
		dry_run ? "(nothing stored) " : "", (long long)r->rows,
		(long long)r->added, (long long)r->changed, (long long)r->same,
		(long long)r->left, (long long)r->warnings, r->warnings == 1 ? "" : "s");
	if (r->conflicts)
		fprintf(
		    c->out,
		    "%lld cells changed here since the sheet was written: left as they "
		    "are, see above\n",
		    (long long)r->conflicts);
}

/* What was stored has its line in the audit already; here are the others. */
static enum status
audit_rest(struct cli *c, const char *what, bool dry_run, struct err *err)
{
	char text[80];

	str_format(text, sizeof text, "%s: %s", what,
		   dry_run ? "looked at, nothing stored" : "refused, nothing stored");
	return audit_add(c->app.store, "table-import", 0, text, err);
}

/* What the report says already is not said again: instead, what can be done about it. */
static void
say_refused(const struct table_result *r, struct err *err)
{
	const char *at = strstr(str_text(&r->report), status_say(err));
	size_t n = strlen(status_say(err));

	if (!at || at[n] != '\n' || (at != str_text(&r->report) && at[-1] != '\n'))
		return;
	if (r->unread)
		status_fail(err, err->code,
			    "nothing was stored; mend what is named above, or take the "
			    "rest with --leave bad");
	else
		status_fail(err, err->code,
			    "nothing was stored; mend what is named above");
}

static enum status
run_import(struct cli *c, char **argv, bool dry_run, struct table_leave *leave,
	   struct err *err)
{
	const struct table_watch w = {step, c};
	const struct table_how how = {dry_run, &w, leave};
	struct table_result r = {0};
	struct err ignored = {0};
	enum status st = import_table(c, argv[1], argv[2], &how, &r, err);

	print_progress_end(c);
	report(c, &r);
	if (st == ST_REFUSED)
		say_refused(&r, err);
	if (st)
		(void)!audit_rest(c, argv[1], dry_run, &ignored); /* st is what is told */
	else if (dry_run)
		st = audit_rest(c, argv[1], true, err);
	if (!st)
		say_import(c, &r, dry_run);
	if (!st && !dry_run && r.added)
		st = say_doubles(c, err);
	str_release(&r.report);
	return st;
}

static enum status
run_export(struct cli *c, char **argv, struct err *err)
{
	struct table_result r = {0};
	enum status st = audit_add(c->app.store, "table-export", 0, argv[1], err);

	if (!st)
		st = export_table(c, argv[1], argv[2], &r, err);
	print_progress_end(c);
	report(c, &r);
	if (!st)
		fprintf(c->out, "%lld rows written to %s\n", (long long)r.rows, argv[2]);
	str_release(&r.report);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	bool dry_run = args_flag(&argc, argv, "--dry-run"), in;
	const char **places = mem_alloc((size_t)(argc + 1) * sizeof *places);
	struct table_leave leave = {0};
	enum status st = ST_OK;
	int n = 0;

	while ((places[n] = args_option(&argc, argv, "--leave")))
		n++;
	in = argc > 0 && !strcmp(argv[0], "import");
	if (argc != 3 || (!in && (strcmp(argv[0], "export") != 0 || dry_run || n)))
		st = args_usage(&verb_table, err);
	else if (in)
		st = take_leave(argv[1], argv[2], places, n, &leave, err);
	if (!st)
		st = in ? run_import(c, argv, dry_run, &leave, err)
			: run_export(c, argv, err);
	table_leave_release(&leave);
	free(places);
	return st;
}

const struct verb verb_table = {
    .name = "table",
    .args = "export ENTITY|all DEST | import ENTITY|all FILE [--dry-run] [--leave "
	    "FILE:LINE[:FIELD]|bad ...]",
    .help = "write tables as CSV, or read them back",
    .more =
	"  With `all`, DEST and FILE are directories. An import takes all of a file or\n"
	"  nothing; --dry-run only checks and counts, and shows every difference.\n"
	"  --leave, as often as wanted, leaves out what --dry-run shows with that place: "
	"a "
	"new\n"
	"  row or all changes of a row (FILE:LINE), or one cell (FILE:LINE:FIELD). The "
	"others\n"
	"  are stored; what refers to a new row that is left out has to be left out "
	"too.\n"
	"  --leave bad leaves out every cell whose value cannot be taken, and new rows "
	"with "
	"one;\n"
	"  each is named. What they hold here stays as it is.\n"
	"  The column _version says how a row stood when the sheet was written: cells "
	"that\n"
	"  were changed here since are told and left as they are.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
