/* clinic.c - a made-up clinic under the screens. */
#include "clinic.h"

#include "app/demo.h"
#include "app/staff.h"
#include "test_dir.h"
#include "tui/nav.h"
#include "tui/stack.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <stdio.h>

enum { PATH_SIZE = 128 };

static char home[PATH_SIZE];

/* What the screens show instead of the directory of the run, which has a random name. */
static const char shown_dir[] = "/srv/clinic";

static void
must(enum status st, const struct err *err)
{
	if (st)
		fail_msg("%s", status_say(err));
}

static struct store_env
environment(void)
{
	return (struct store_env){.clock = screen_clock(), .io = &io_posix};
}

int
clinic_setup(void **state)
{
	static const struct store_site site = {
	    .code = "DEMO", .name = "Willow Creek practice clinic", .practice = true};
	struct store_env env = environment();
	struct demo_size size = {.seed = 1};
	struct app a;
	struct err err = {0};
	char dir[PATH_SIZE];

	(void)state;
	setenv("TZ", "UTC", 1);
	if (!test_dir(home, sizeof home, "screen"))
		return -1;
	str_format(dir, sizeof dir, "%s/made", home);
	must(app_init(dir, &env, &site, &err), &err);
	must(app_open(&a, dir, &env, &err), &err);
	must(demo_fill(a.store, &size, NULL, NULL, &err), &err);
	app_close(&a);
	return 0;
}

const char *
clinic_made(void)
{
	static char dir[PATH_SIZE + 8];

	str_format(dir, sizeof dir, "%s/made", home);
	return dir;
}

int
clinic_teardown(void **state)
{
	(void)state;
	remove_all(home);
	return 0;
}

static void
copy_file(const char *from, const char *to)
{
	struct err err = {0};
	struct io_writer w;
	char *bytes;
	size_t n;

	must(io_read_file(&io_posix, from, 256 << 20, &bytes, &n, &err), &err);
	must(io_writer_open(&w, &io_posix, to, &err), &err);
	io_writer_add(&w, bytes, n);
	must(io_writer_commit(&w, &err), &err);
	free(bytes);
}

static void
copy_clinic(const char *to)
{
	static const char *const files[] = {"limber.db", "incarnation"};
	char a[PATH_SIZE + 32], b[PATH_SIZE + 32];
	struct err err = {0};

	must(io_make_dir(&io_posix, to, &err), &err);
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
		str_format(a, sizeof a, "%s/made/%s", home, files[i]);
		str_format(b, sizeof b, "%s/%s", to, files[i]);
		if (access(a, F_OK) == 0)
			copy_file(a, b);
	}
}

static const char *
fresh_copy(void)
{
	static char dir[PATH_SIZE + 8];

	str_format(dir, sizeof dir, "%s/run", home);
	remove_all(dir);
	copy_clinic(dir);
	return dir;
}

/* One person at one terminal. */
static void
enter(const char *dir, int rows, int cols, bool colour, const char *login,
      void (*scene)(struct app *a))
{
	struct store_env env = environment();
	struct err err = {0};
	struct app a;

	screen_start(rows, cols, colour, NULL);
	must(app_open(&a, dir, &env, &err), &err);
	str_copy(a.dir, sizeof a.dir, shown_dir);
	screen_ui()->app = &a;
	screen_ui()->practice = true;
	must(stack_push(screen_ui(), nav_get(NAV_LOGIN)->ops, NULL, &err), &err);
	if (login) {
		must(staff_act_as(&a, login, &err), &err);
		str_copy(screen_ui()->status, sizeof screen_ui()->status, a.user.name);
		must(stack_push(screen_ui(), nav_get(NAV_TODAY)->ops, NULL, &err), &err);
	}
	screen_keys("");
	scene(&a);
	screen_stop();
	app_close(&a);
}

static void
run(int rows, int cols, bool colour, const char *login, void (*scene)(struct app *a))
{
	enter(fresh_copy(), rows, cols, colour, login, scene);
}

void
clinic_scene(const char *login, void (*scene)(struct app *a))
{
	run(24, 80, true, login, scene);
	run(24, 80, false, login, scene);
	run(43, 132, true, login, scene);
	run(43, 132, false, login, scene);
}

void
clinic_once(const char *login, void (*scene)(struct app *a))
{
	run(24, 80, true, login, scene);
}

void
clinic_ascii(const char *login, void (*scene)(struct app *a))
{
	setenv("LC_ALL", "C", 1);
	run(24, 80, false, login, scene);
	setenv("LC_ALL", "C.UTF-8", 1);
}

void
clinic_crowd(int people, void (*scene)(struct app *a), void (*after)(struct app *a))
{
	const char *dir = fresh_copy();
	int64_t *ms = mmap(NULL, sizeof *ms, PROT_READ | PROT_WRITE,
			   MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	int failed = 0, status;

	assert_true(ms != MAP_FAILED);
	*ms = 0;
	screen_share_clock(ms);
	fflush(NULL);
	for (int i = 0; i < people; i++) {
		pid_t pid = fork();

		assert_true(pid >= 0);
		if (pid)
			continue;
		enter(dir, 24, 80, true, demo_logins[i].login, scene);
		exit(0); /* what leaked is told */
	}
	while (wait(&status) > 0)
		failed += !WIFEXITED(status) || WEXITSTATUS(status);
	assert_int_equal(failed, 0);
	enter(dir, 24, 80, true, "max", after);
	screen_share_clock(NULL);
	munmap(ms, sizeof *ms);
}
