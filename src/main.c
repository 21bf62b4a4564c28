/* main.c - options, then a verb of the command line or the screen. */
#include "app/app.h"
#include "app/staff.h"
#include "base/confine.h"
#include "cli/cli.h"
#include "store/audit.h"
#include "tui/lock.h"
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
		       "The last daily copy was not finished. Full disk? Damage? Run "
		       "limber doctor.");
		ui_draw(ui);
	}
	if (found == STORE_DAILY_DUE || found == STORE_DAILY_UNFINISHED)
		(void)!write(d->go, "", 1);
}

/* Over a network and on the wall nobody makes a clinic or its first manager. */
static bool
may_set_up(const struct cli_screen *how)
{
	return !how->kiosk && !how->wall;
}

/* The screen on an open clinic. */
static enum status
run_screen(struct app *a, const struct cli_screen *how, struct daily *daily,
	   struct err *err)
{
	struct ui ui;
	int64_t minutes = 0;
	bool any = true;
	enum status st = term_open(err);

	if (st)
		return st;
	ui_init(&ui, a, a->env.clock);
	ui.practice = store_is_practice(a->store);
	ui.rate = how->rate;
	if (how->wall)
		st = stack_push(&ui, nav_get(how->patient ? NAV_PATIENT : NAV_WALL)->ops,
				&(struct nav_arg){.no = how->patient}, err);
	else
		st = stack_push(&ui, nav_get(NAV_LOGIN)->ops, NULL, err);
	if (!st && may_set_up(how))
		st = staff_any(a, &any, err);
	if (!st && !any)
		st = stack_push(&ui, nav_get(NAV_SETUP)->ops, NULL, err);
	if (!st && how->as && !how->wall) {
		str_copy(ui.status, sizeof ui.status, a->user.name);
		st = staff_lock_minutes(a, &minutes, err);
		lock_after(&ui, minutes);
		if (!st)
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

/* ---- logins over a network: limber-kiosk(7) */

static bool
is_kiosk(int argc, char **argv)
{
	for (int i = 1; i < argc && argv[i][0] == '-'; i++)
		if (!strcmp(argv[i], "--kiosk"))
			return true;
	return false;
}

/* The records of a kiosk belong to its account and to nobody else. */
static enum status
guard_data(const char *dir, struct err *err)
{
	struct stat st;

	if (stat(dir, &st) == 0 && (st.st_uid != geteuid() || (st.st_mode & 077) != 0))
		return status_fail(
		    err, ST_DENIED,
		    "%s: others may look into it; chmod 700, and the owner "
		    "is the account of the kiosk",
		    dir);
	return ST_OK;
}

static enum status
enter_kiosk(const char *dir, struct err *err)
{
	static const int stops[] = {SIGTSTP, SIGTTIN, SIGTTOU, SIGQUIT};
	struct sigaction ignore = {.sa_handler = SIG_IGN};
	struct confine_state got;
	enum status st = guard_data(dir, err);

	for (size_t i = 0; i < sizeof stops / sizeof stops[0]; i++)
		sigaction(stops[i], &ignore, NULL);
	return st ? st : confine_rights(dir, &got, err);
}

/* The first start: a screen that asks for clinic and manager makes them in dir. */
static enum status
run_setup(const char *dir, const struct store_env *env, struct err *err)
{
	struct ui ui;
	enum status st = term_open(err);

	if (st)
		return st;
	ui_init(&ui, NULL, env->clock);
	st = stack_push(&ui, nav_get(NAV_SETUP)->ops,
			&(struct nav_arg){.text = dir, .data = env}, err);
	if (!st)
		loop_run(&ui);
	ui_release(&ui);
	term_close();
	return st;
}

/* Opens the clinic; where there is none, somebody at a terminal is asked for it. */
static enum status
open_clinic(struct app *a, const struct cli_screen *how, const struct store_env *env,
	    struct err *err)
{
	enum status st = app_open(a, how->dir, env, err);

	if (st != ST_NO_DATA || !may_set_up(how) || how->as || !isatty(STDIN_FILENO))
		return st;
	st = run_setup(how->dir, env, err);
	return st ? st : app_open(a, how->dir, env, err);
}

static int
open_and_run(const struct cli_screen *how, struct store_env *env)
{
	struct app a;
	struct err err = {0};
	struct daily daily;
	enum status st = how->kiosk ? enter_kiosk(how->dir, &err) : ST_OK;

	if (st)
		return fail(&err);
	daily = prepare_daily(how->dir, env);
	mem_expect(SCREEN_MEMORY);
	st = open_clinic(&a, how, env, &err);
	if (st)
		return fail(&err);
	a.kiosk = how->kiosk;
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
	struct err err = {0};
	int code;

	umask(077);
	confine_memory();
	if (is_kiosk(argc, argv) && confine_environment(&err))
		return fail(&err);
	setlocale(LC_ALL, "");
	setlocale(LC_NUMERIC, "C"); /* scores and files keep the decimal point */
	sigaction(SIGPIPE, &ignore, NULL);
	sigaction(SIGXFSZ, &ignore, NULL); /* a limit is said like a full disk */
	code = cli_main(argc, argv, &options, &screen);
	return code >= 0 ? code : open_and_run(&screen, &env);
}
