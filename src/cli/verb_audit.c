/* verb_audit.c - who did what: listed, and proved that nobody changed it. */
#include "cli_priv.h"
#include "store/audit.h"
#include "store/record.h"
#include "sync/csv_write.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE = 200 };

static void
to_out(void *arg, const void *bytes, size_t n)
{
	struct cli *c = arg;

	fwrite(bytes, 1, n, c->out); /* cli_main looks at ferror */
}

static void
cell(struct csv_write *w, const char *text)
{
	csv_write_text(w, text, strlen(text));
}

static void
put_csv(struct csv_write *w, const struct audit_row *r)
{
	csv_write_int(w, r->no);
	cell(w, r->when);
	cell(w, r->user);
	cell(w, r->what);
	cell(w, r->name);
	cell(w, r->detail);
	csv_write_row_end(w);
}

static void
put_line(struct cli *c, const struct audit_row *r)
{
	fprintf(c->out, "%lld  %s  %-10s %-16s %s%s%s\n", (long long)r->no, r->when,
		r->user[0] ? r->user : "-", r->what, r->name,
		r->name[0] && r->detail[0] ? ": " : "", r->detail);
}

static enum status
walk(struct cli *c, const struct audit_filter *f, struct csv_write *w, struct err *err)
{
	struct audit_row *rows = mem_alloc(PAGE * sizeof *rows);
	struct audit_page p = {.max = PAGE, .rows = rows};
	enum status st;

	do {
		st = audit_find(c->app.store, f, &p, err);
		for (int i = 0; i < p.n && !st; i++) {
			if (w)
				put_csv(w, &rows[i]);
			else
				put_line(c, &rows[i]);
		}
		p.edge = p.n ? rows[p.n - 1].no : 0;
	} while (!st && p.n == PAGE);
	free(rows);
	return st;
}

static enum status
list(struct cli *c, const struct audit_filter *f, bool csv, struct err *err)
{
	static const char *const heads[] = {"line", "time",    "login",
					    "what", "patient", "detail"};
	struct csv_write w;
	enum status st;

	if (!csv)
		return walk(c, f, NULL, err);
	csv_write_open(&w, (struct csv_sink){to_out, c});
	for (size_t i = 0; i < sizeof heads / sizeof heads[0]; i++)
		cell(&w, heads[i]);
	csv_write_row_end(&w);
	st = walk(c, f, &w, err);
	csv_write_close(&w);
	return st ? st : audit_add(c->app.store, "audit-csv", 0, "", err);
}

/* The audit, and the log it tells of: what is wrong is named with its place. */
static enum status
verify(struct cli *c, struct err *err)
{
	int64_t lines = 0, ops = 0;
	enum status st = audit_verify(c->app.store, &lines, err);

	if (!st)
		st = store_verify(c->app.store, &ops, err);
	if (st)
		return st;
	fprintf(c->out,
		c->json ? "{\"lines\":%lld,\"operations\":%lld}\n"
			: "%lld lines of the audit and %lld operations, each in an "
			  "unbroken chain\n",
		(long long)lines, (long long)ops);
	return ST_OK;
}

static enum status
read_day(struct cli *c, const char *option, const char *text, int64_t *day,
	 struct err *err)
{
	if (!text || date_parse_typed(text, app_today(&c->app), true, false, day))
		return ST_OK;
	return status_fail(err, ST_USAGE, "%s %s: this is no day; write 2026-05-04",
			   option, text);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const char *patient = args_option(&argc, argv, "--patient");
	const char *from = args_option(&argc, argv, "--from");
	const char *to = args_option(&argc, argv, "--to");
	struct audit_filter f = {.user = args_option(&argc, argv, "--user"),
				 .words = args_option(&argc, argv, "--find")};
	bool csv = args_flag(&argc, argv, "--csv");
	struct patient p;
	enum status st;

	if (argc == 1 && !strcmp(argv[0], "verify"))
		return verify(c, err);
	if (argc != 1 || strcmp(argv[0], "list") != 0)
		return args_usage(&verb_audit, err);
	st = read_day(c, "--from", from, &f.from, err);
	if (!st)
		st = read_day(c, "--to", to, &f.to, err);
	if (!st && patient)
		st = args_row(c, dict_entity(E_PATIENT), patient, &p, err);
	if (!st && patient)
		f.patient = p.head.no;
	return st ? st : list(c, &f, csv, err);
}

const struct verb verb_audit = {
    .name = "audit",
    .args = "verify | list [--patient NO] [--user LOGIN] [--from DAY] [--to DAY] "
	    "[--find WORDS] [--csv]",
    .help = "who did what, newest first; or prove that nobody changed it",
    .more =
	"  Every line holds a hash over the line before, and every operation one over\n"
	"  the one before: verify computes all of them again and names the first that\n"
	"  does not fit. The newest hash of the audit goes out with each bundle.\n",
    .needs_data = true,
    .run = run,
};
