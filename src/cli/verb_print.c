/* verb_print.c - documents as pages: on standard output, in a file, as a PDF, on a printer. */
#include "app/handout.h"
#include "cli_priv.h"

#include <langinfo.h>
#include <string.h>

static const struct {
	enum paper_kind kind;
	const char *name, *args;
	enum status (*order)(struct cli *c, struct paper_order *o, int argc, char **argv,
			     struct err *err);
} kinds[] = {
#define PRINT_ROW(ID, name, args, help) {PAPER_##ID, #name, args, print_order_##name},
    CLI_PRINTS(PRINT_ROW)
#undef PRINT_ROW
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };
_Static_assert((int)KINDS == (int)PAPER_COUNT, "every kind of paper can be printed");

/* Where it goes; none of them: standard output. */
struct ways {
	const char *to, *pdf, *printer;
};

enum status
verb_print_usage(const char *kind, struct err *err)
{
	for (int i = 0; i < KINDS; i++)
		if (!strcmp(kinds[i].name, kind))
			return status_fail(err, ST_USAGE, "use: limber print %s %s", kind,
					   kinds[i].args);
	return args_usage(&verb_print, err);
}

static enum status
no_kind(const char *what, struct err *err)
{
	struct str names = {0};
	enum status st;

	for (int i = 0; i < KINDS; i++)
		str_addf(&names, "%s%s", i ? ", " : "", kinds[i].name);
	st = status_fail(err, ST_USAGE, "\"%s\" is not printed; choose one of: %s", what,
			 str_text(&names));
	str_release(&names);
	return st;
}

/* Each way that was asked for, in turn; what went out before a failure is out. */
static enum status
send_out(struct cli *c, const struct paper *p, const struct ways *w, struct err *err)
{
	struct str text = {0};
	enum status st = ST_OK;

	if (!w->to && !w->pdf && !w->printer) {
		paper_text(p, &text);
		fwrite(str_text(&text), 1, text.n, c->out);
	}
	if (w->to)
		st = paper_save(&c->app, p, w->to, err);
	if (!st && w->pdf)
		st = paper_save_pdf(&c->app, p, w->pdf, err);
	if (!st && w->printer) {
		const char *name = strcmp(w->printer, "-") != 0 ? w->printer : "";

		st = paper_print(&c->app, p, name, &text, err);
		if (!st)
			fwrite(str_text(&text), 1, text.n, c->out);
	}
	str_release(&text);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct paper_order o = {.form = {.large = args_flag(&argc, argv, "--large")}};
	struct ways w = {.to = args_option(&argc, argv, "--to")};
	struct paper p;
	int i = 0;
	enum status st;

	w.pdf = args_option(&argc, argv, "--pdf");
	w.printer = args_option(&argc, argv, "--printer");
	/* A PDF shows every character, whatever the terminal does. */
	o.form.ascii = args_flag(&argc, argv, "--ascii") ||
		       (strcmp(nl_langinfo(CODESET), "UTF-8") != 0 && !w.pdf && !w.to);
	if (argc < 1)
		return args_usage(&verb_print, err);
	while (i < KINDS && strcmp(argv[0], kinds[i].name) != 0)
		i++;
	if (i == KINDS)
		return no_kind(argv[0], err);
	o.kind = kinds[i].kind;
	st = kinds[i].order(c, &o, argc - 1, argv + 1, err);
	if (!st)
		st = paper_make(&c->app, &o, &p, err);
	if (st)
		return st;
	if (p.none_home && !p.left_out)
		fprintf(c->err, "the plan marks no exercise for home: these are done in "
				"the clinic\n");
	st = p.left_out
		 ? status_fail(err, ST_REFUSED,
			       "people keep up with five exercises, and these are %d: "
			       "name those wanted behind the plan, or add --many",
			       HANDOUT_USUAL + p.left_out)
		 : send_out(c, &p, &w, err);
	paper_release(&p);
	return st;
}

#define PRINT_HELP(ID, name, args, help) "  " #name " " args "\n      " help "\n"
const struct verb verb_print = {
    .name = "print",
    .args =
	"KIND ARGUMENTS [--large] [--ascii] [--to FILE] [--pdf FILE] [--printer NAME]",
    .help = "print a document: pages of 76 columns and 60 lines",
    .more = CLI_PRINTS(
	PRINT_HELP) "  Without --to, --pdf or --printer the pages go to standard "
		    "output.\n"
		    "  --large    type of twice the size\n"
		    "  --ascii    for printers that know no other characters\n"
		    "  --to FILE  the same bytes into a file, or a printer's device\n"
		    "  --pdf FILE the same pages as a PDF\n"
		    "  --printer NAME  through lp; -: the site's printer, else the "
		    "system's\n",
    .needs_data = true,
    .run = run,
};
