/* cli.h - the command line: one verb a file, text for people, JSON for programs. */
#ifndef CLI_CLI_H
#define CLI_CLI_H

#include "app/app.h"
#include "base/clock.h"
#include "base/io.h"

#include <stdbool.h>
#include <stdio.h>

/* What the options before the verb said, and where things go. */
struct cli {
	struct store_env env;
	char dir[512];
	const char *as; /* --as LOGIN, NULL */
	const char *glass,
	    *reason;	 /* --break-glass PATIENT --reason TEXT, both or NULL */
	bool json;	 /* --json */
	bool progress;	 /* standard error is a terminal */
	bool told;	 /* what went wrong was printed with the result; not again */
	FILE *out, *err; /* borrowed */
	FILE *in;
	struct cli_screen *screen; /* a verb that opens a screen fills it */
	struct app app;		   /* open while a verb runs that needs data */
};

/* One verb. */
struct verb {
	const char *name;
	const char *args; /* as printed behind the name */
	const char *help; /* one line */
	const char *more; /* further lines, or "" */
	bool needs_data;  /* the clinic is opened before run and closed after */
	bool changes;	  /* wants --as or the name of the system user in the log */
	enum status (*run)(struct cli *c, int argc, char **argv, struct err *err);
};

/* All verbs, ends with a NULL name. */
const struct verb *const *cli_verbs(void);

/* Runs argv (options, verb, arguments). Returns the exit code; -1 when no verb was given: the
 * caller opens the screen. */
struct cli_options {
	struct store_env env;
	const char *(*getenv)(const char *name);
	FILE *in, *out, *err;
};
/* What the caller needs to open the screen. */
struct cli_screen {
	char dir[512];
	const char *as;
	int rate;	 /* speed of the clock, practice clinics only; 1 */
	bool kiosk;	 /* over a network: login and nothing else, fewer rights */
	bool wall;	 /* the wall view, nobody logged in */
	int64_t patient; /* whose session it shows, 0 whoever began last */
};
int
cli_main(int argc, char **argv, const struct cli_options *o, struct cli_screen *screen);

#endif
