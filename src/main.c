/* main.c - options, then a verb of the command line or the screen. */
#include "app/app.h"
#include "app/staff.h"
#include "cli/cli.h"
#include "store/audit.h"
#include "tui/loop.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/term.h"

#include <fcntl.h>
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

/* What the screen has allocated when it stands. */
enum { SCREEN_MEMORY = 1000 * 1000, LAST_WAIT_MS = 10000 };

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

/* The daily copy is made beside the work, because a large clinic's takes seconds: by a helper that is
 * made before this process opens the clinic (SQLite's locks do not live through a fork). It sleeps
 * until it is told, and ends with this process. */
struct daily {
	const struct clock *clock;
	int go; /* a byte starts a copy, the end is the end of the helper; -1: there is none */
};

static int64_t
day_of(const struct clock *clock)
{
	return clock_civil(clock_wall(clock)).date;
}

/* In the helper. What fails is told by whoever asks next: store_backup_due. */
static void
copy_when_told(int go, const char *dir, const struct store_env *env)
{
	struct store *s;
	struct err err = {0};
	int null = open("/dev/null", O_RDWR);
	char byte;

	setsid(); /* a copy is finished even when the terminal goes away */
	for (int fd = 0; fd < 3; fd++)
		dup2(null, fd);
	(void)!nice(10);
	while (read(go, &byte, 1) == 1) {
		if (store_open(&s, dir, env, &err))
			continue;
		(void)!store_backup_daily(s, day_of(env->clock), &err);
		store_close(s);
	}
}

static struct daily
prepare_daily(const char *dir, const struct store_env *env)
{
	struct daily d = {env->clock, -1};
	int ends[2];
	pid_t pid;

	if (pipe(ends))
		return d;
	fcntl(ends[1], F_SETFD, FD_CLOEXEC);
	pid = fork();
	if (pid == 0) {
		close(ends[1]);
		if (fork() == 0) /* nobody's child: nobody has to wait for it */
			copy_when_told(ends[0], dir, env);
		_exit(0);
	}
	if (pid > 0)
		waitpid(pid, NULL, 0);
	close(ends[0]);
	d.go = ends[1];
	return d;
}

/* When the first picture stands, and once an hour: a screen may stand open for weeks. */
static void
look_daily(struct ui *ui, void *arg)
{
	const struct daily *d = arg;
	enum store_daily found = store_backup_due(ui->app->store, day_of(d->clock));

	if (found == STORE_DAILY_UNFINISHED) {
		ui_say(ui, TONE_WARN,
		       "The last daily copy was not finished. Is the disk full? Run "
		       "limber doctor.");
		ui_draw(ui);
	}
	if (found == STORE_DAILY_DUE || found == STORE_DAILY_UNFINISHED)
		(void)!write(d->go, "", 1);
}

/* The screen on an open clinic. */
static enum status
run_screen(struct app *a, const struct cli_screen *how, struct daily *daily,
	   struct err *err)
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
	ui.hourly = look_daily;
	ui.hourly_arg = daily;
	if (!st)
		loop_run(&ui);
	ui_release(&ui);
	term_close();
	if (!st)
		st = audit_settle(a->store, LAST_WAIT_MS, err);
	return st;
}

static int
open_and_run(const struct cli_screen *how, struct store_env *env)
{
	struct app a;
	struct err err = {0};
	struct daily daily = prepare_daily(how->dir, env);
	enum status st;

	mem_expect(SCREEN_MEMORY);
	st = app_open(&a, how->dir, env, &err);

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
		st = run_screen(&a, how, &daily, &err);
	app_close(&a);
	return st ? fail(&err) : 0;
}

static void
tell(const char *text)
{
	fprintf(stderr, "limber: %s\n", text);
}

int
main(int argc, char **argv)
{
	struct store_env env = {.clock = &clock_system, .io = &io_posix, .notice = tell};
	struct cli_options options = {
	    .env = env, .getenv = get_env, .in = stdin, .out = stdout, .err = stderr};
	struct cli_screen screen = {0};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	int code;

	umask(077);
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C"); /* scores and files keep the decimal point */
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL); /* a limit is said like a full disk */
	code = cli_main(argc, argv, &options, &screen);
	return code >= 0 ? code : open_and_run(&screen, &env);
}
