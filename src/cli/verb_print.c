/* verb_print.c - pages of text for any printer; one file a kind. */
#include "cli_priv.h"

#include <string.h>

static const struct {
	const char *name, *args;
	enum status (*run)(struct cli *c, int argc, char **argv, struct err *err);
} kinds[] = {
#define PRINT_ROW(name, args, help) {#name, args, print_##name},
    CLI_PRINTS(PRINT_ROW)
#undef PRINT_ROW
};

enum { KINDS = sizeof kinds / sizeof kinds[0] };

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
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct str names = {0};
	enum status st;

	if (argc < 1)
		return args_usage(&verb_print, err);
	for (int i = 0; i < KINDS; i++)
		if (!strcmp(argv[0], kinds[i].name))
			return kinds[i].run(c, argc - 1, argv + 1, err);
	for (int i = 0; i < KINDS; i++)
		str_addf(&names, "%s%s", i ? ", " : "", kinds[i].name);
	st = status_fail(err, ST_USAGE, "\"%s\" is not printed; choose one of: %s",
			 argv[0], str_text(&names));
	str_release(&names);
	return st;
}

#define PRINT_HELP(name, args, help) "  " #name " " args "\n      " help "\n"
const struct verb verb_print = {
    .name = "print",
    .args = "KIND ARGUMENTS",
    .help = "print a page as plain text",
    .more = CLI_PRINTS(PRINT_HELP),
    .needs_data = true,
    .run = run,
};
