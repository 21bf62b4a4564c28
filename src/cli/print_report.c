/* print_report.c - a signed report, daily note or plan of care as pages of 76 columns. */
#include "app/report.h"
#include "base/utf8.h"
#include "cli_priv.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

/* Lines with every control character made harmless; form feeds between pages stay. */
static void
write_pages(struct cli *c, const char *line, bool ascii)
{
	struct str safe = {0};

	while (*line) {
		size_t n;

		if (*line == '\f') {
			str_add_c(&safe, *line++);
			continue;
		}
		n = strcspn(line, "\n\f");
		utf8_safe(&safe, line, n, -1, ascii);
		if (line[n] == '\n')
			str_add_c(&safe, '\n');
		line += n + (line[n] == '\n');
	}
	fwrite(str_text(&safe), 1, safe.n, c->out);
	str_release(&safe);
}

static bool
plain(int *argc, char **argv)
{
	return args_flag(argc, argv, "--ascii") ||
	       strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
}

static enum status
print_one(struct cli *c, const char *kind, bool report, int argc, char **argv,
	  struct err *err)
{
	bool ascii = plain(&argc, argv);
	struct note *n = mem_alloc(sizeof *n);
	struct str pages = {0};
	enum status st = argc == 1 ? args_row(c, dict_entity(E_NOTE), argv[0], n, err)
				   : verb_print_usage(kind, err);

	if (!st && report != (n->session == DICT_NONE))
		st = status_fail(
		    err, ST_INVALID, "%s: this is a %s; use: limber print %s", argv[0],
		    report ? "daily note" : "report of care", report ? "note" : "report");
	if (!st)
		st = report_print(&c->app, n->head.no, &pages, err);
	if (!st)
		write_pages(c, str_text(&pages), ascii);
	str_release(&pages);
	free(n);
	return st;
}

enum status
print_report(struct cli *c, int argc, char **argv, struct err *err)
{
	return print_one(c, "report", true, argc, argv, err);
}

enum status
print_note(struct cli *c, int argc, char **argv, struct err *err)
{
	return print_one(c, "note", false, argc, argv, err);
}

enum status
print_plan(struct cli *c, int argc, char **argv, struct err *err)
{
	bool ascii = plain(&argc, argv);
	struct plan_of_care *p = mem_alloc(sizeof *p);
	struct str pages = {0};
	enum status st = argc == 1
			     ? args_row(c, dict_entity(E_PLAN_OF_CARE), argv[0], p, err)
			     : verb_print_usage("plan", err);

	if (!st)
		st = report_print_plan(&c->app, p->head.no, &pages, err);
	if (!st)
		write_pages(c, str_text(&pages), ascii);
	str_release(&pages);
	free(p);
	return st;
}
