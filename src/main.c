/* main.c - options, then a verb of the command line or the screen. */
#include "app/app.h"
#include "app/staff.h"
#include "cli/cli.h"
#include "tui/loop.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/term.h"

#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *
get_env(const char *name)
{
	return getenv(name);
}

static int
fail(const struct err *err)
{
	fprintf(stderr, "limber: %s\n", status_say(err));
	return status_exit(err->code);
}

/* The screen on an open clinic. */
static enum status
run_screen(struct app *a, const struct cli_screen *how, struct err *err)
{
	struct ui ui;
	enum status st = term_open(err);

	if (st)
		return st;
	ui_init(&ui, a, a->env.clock);
	ui.practice = store_is_practice(a->store);
	st = stack_push(&ui, nav_get(NAV_LOGIN)->ops, NULL, err);
	if (!st && how->as) {
		str_copy(ui.status, sizeof ui.status, a->user.name);
		st = stack_push(&ui, nav_get(NAV_TODAY)->ops, NULL, err);
	}
	if (!st && term_ascii())
		ui_say(&ui, TONE_WARN,
		       "The terminal is not set to UTF-8: accents are shown as ?. Set "
		       "LANG.");
	if (!st)
		loop_run(&ui);
	ui_release(&ui);
	term_close();
	return st;
}

static int
open_and_run(const struct cli_screen *how, struct store_env *env)
{
	struct app a;
	struct err err = {0};
	enum status st = app_open(&a, how->dir, env, &err);

	if (st)
		return fail(&err);
	if (how->rate > 1 && !store_is_practice(a.store))
		st = status_fail(
		    &err, ST_USAGE,
		    "--rate works in a practice clinic only: real sessions run at "
		    "the speed of the clock");
	if (!st && how->rate > 1)
		env->clock = a.env.clock = clock_fast(how->rate);
	if (!st && how->as)
		st = staff_act_as(&a, how->as, &err);
	if (!st)
		st = store_backup_daily(a.store, app_today(&a), &err);
	if (!st)
		st = run_screen(&a, how, &err);
	app_close(&a);
	return st ? fail(&err) : 0;
}

int
main(int argc, char **argv)
{
	struct store_env env = {.clock = &clock_system, .io = &io_posix};
	struct cli_options options = {
	    .env = env, .getenv = get_env, .in = stdin, .out = stdout, .err = stderr};
	struct cli_screen screen = {0};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	int code;

	umask(077);
	setlocale(LC_ALL, "");
	sigaction(SIGPIPE, &ignore, NULL);
	code = cli_main(argc, argv, &options, &screen);
	return code >= 0 ? code : open_and_run(&screen, &env);
}
