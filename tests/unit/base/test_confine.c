/* test_confine.c - what a confined process can still do, tried in a child of its own. */
#define _GNU_SOURCE /* ptrace, unshare */
#include "base/confine.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

static char dir[256], inside[300], outside[300];

/* Runs try in a confined child; its exit code. */
static int
confined(int (*try)(void))
{
	int status = 0;
	pid_t pid;

	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct confine_state got;
		struct err err = {0};

		_exit(confine_rights(inside, &got, &err) ? 99 : try());
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

static int
can_open(const char *path, int flags)
{
	int fd = open(path, flags | O_CLOEXEC, 0600);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static bool
has_landlock(void)
{
	struct confine_state could;

	confine_probe(&could);
	return could.files > 0;
}

static bool
has_filter(void)
{
	struct confine_state could;

	confine_probe(&could);
	return could.system_calls;
}

/* ---- files */

static int
try_files(void)
{
	char path[400], other[400];

	snprintf(path, sizeof path, "%s/new", inside);
	if (!can_open(path, O_CREAT | O_RDWR))
		return 1;
	snprintf(other, sizeof other, "%s/newer", inside);
	if (rename(path, other) || mkdir(path, 0700) || rmdir(path) || unlink(other))
		return 2;
	if (can_open(outside, O_RDONLY) || can_open("/etc/shadow", O_RDONLY) ||
	    can_open("/etc/ssh/sshd_config", O_RDONLY))
		return 3;
	snprintf(path, sizeof path, "%s/evil", dir);
	if (can_open(path, O_CREAT | O_RDWR) ||
	    can_open("/tmp/limber-evil", O_CREAT | O_RDWR))
		return 4;
	/* a link in the data directory leads nowhere else */
	snprintf(path, sizeof path, "%s/link", inside);
	if (can_open(path, O_RDONLY) || can_open(path, O_RDWR))
		return 5;
	snprintf(path, sizeof path, "%s/pipe", inside);
	if (mkfifo(path, 0600) == 0 || symlink("/etc/shadow", path) == 0)
		return 6;
	return 0;
}

static void
test_confine__files__data_alone(void **state)
{
	(void)state;
	if (!has_landlock())
		skip();
	assert_int_equal(confined(try_files), 0);
}

static int
try_needed(void)
{
	return can_open("/proc/self/mountinfo", O_RDONLY) &&
		       can_open("/dev/null", O_RDWR) &&
		       can_open("/dev/urandom", O_RDONLY) &&
		       can_open("/usr/share/zoneinfo/UTC", O_RDONLY) >=
			   (access("/usr/share/zoneinfo/UTC", R_OK) == 0)
		   ? 0
		   : 1;
}

static void
test_confine__files__what_is_needed(void **state)
{
	(void)state;
	assert_int_equal(confined(try_needed), 0);
}

/* ---- programs */

static int
run_program(const char *path)
{
	const char *const argv[] = {path, "--version", NULL};
	int null = open("/dev/null", O_RDWR);

	dup2(null, 1);
	dup2(null, 2);
	execv(path, (char *const *)(uintptr_t)argv);
	return errno == EACCES ? 77 : 78;
}

static int
try_shell(void)
{
	return run_program("/bin/sh");
}

static int
try_age(void)
{
	return run_program("/usr/bin/age");
}

static int
try_age_keygen(void)
{
	return run_program("/usr/bin/age-keygen");
}

static void
test_confine__programs__no_shell(void **state)
{
	(void)state;
	if (!has_landlock())
		skip();
	assert_int_equal(confined(try_shell), 77);
}

static void
test_confine__programs__age_runs(void **state)
{
	(void)state;
	if (access("/usr/bin/age", X_OK))
		skip();
	assert_int_equal(confined(try_age), 0);
	/* it tells whose a key is: nothing is sealed or opened without it */
	assert_int_equal(confined(try_age_keygen), 0);
}

/* ---- system calls */

static int
try_calls(void)
{
	char key = '!';

	if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) == 0 || errno != EPERM)
		return 1;
	if (mount("none", inside, "tmpfs", 0, NULL) == 0 || errno != EPERM)
		return 2;
	if (unshare(CLONE_NEWUSER) == 0 || errno != EPERM)
		return 3;
	if (chroot(inside) == 0 || errno != EPERM)
		return 4;
	if (ioctl(0, TIOCSTI, &key) == 0 || errno != EPERM)
		return 5;
	return getppid() > 0 ? 0 : 6; /* and others go on */
}

static void
test_confine__calls__refused(void **state)
{
	(void)state;
	if (!has_filter())
		skip();
	assert_int_equal(confined(try_calls), 0);
}

/* ---- environment and memory */

static int
try_environment(void)
{
	struct err err = {0};

	clearenv();
	setenv("TERM", "xterm-256color", 1);
	setenv("LANG", "C.UTF-8", 1);
	setenv("LC_ALL", "../../x", 1);
	setenv("TERMINFO", "/tmp/evil", 1);
	setenv("TERMCAP", "/tmp/evil", 1);
	setenv("NCURSES_TRACE", "9", 1);
	setenv("HOME", "/tmp", 1);
	setenv("PATH", "/tmp", 1);
	setenv("LIMBER_DATA", "/tmp", 1);
	setenv("SSH_ORIGINAL_COMMAND", "sh", 1);
	if (confine_environment(&err))
		return 1;
	if (strcmp(getenv("TERM"), "xterm-256color") || strcmp(getenv("LANG"), "C.UTF-8"))
		return 2;
	if (getenv("LC_ALL") || getenv("TERMINFO") || getenv("TERMCAP") ||
	    getenv("NCURSES_TRACE") || getenv("HOME") || getenv("LIMBER_DATA") ||
	    getenv("SSH_ORIGINAL_COMMAND"))
		return 3;
	if (!strncmp(getenv("PATH"), "/tmp", 4))
		return 4;
	setenv("TERM", "../../../tmp/x", 1);
	if (confine_environment(&err) || getenv("TERM"))
		return 5;
	setenv("LD_AUDIT", "/tmp/x.so", 1);
	return confine_environment(&err) == ST_DENIED &&
		       strstr(status_say(&err), "LD_AUDIT")
		   ? 0
		   : 6;
}

static void
test_confine__environment__clean(void **state)
{
	(void)state;
	assert_int_equal(confined(try_environment), 0);
}

static int
try_memory(void)
{
	struct rlimit core;

	confine_memory();
	return getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0 ? 0 : 1;
}

static void
test_confine__memory__no_core(void **state)
{
	(void)state;
	assert_int_equal(confined(try_memory), 0);
}

static int
set_up(void **state)
{
	const char *tmp = getenv("TMPDIR");
	char link[400];

	(void)state;
	snprintf(dir, sizeof dir, "%s/confine-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(dir));
	snprintf(inside, sizeof inside, "%s/data", dir);
	snprintf(outside, sizeof outside, "%s/secret", dir);
	assert_int_equal(mkdir(inside, 0700), 0);
	close(open(outside, O_CREAT | O_RDWR, 0600));
	snprintf(link, sizeof link, "%s/link", inside);
	return symlink(outside, link);
}

static int
tear_down(void **state)
{
	char path[400];

	(void)state;
	snprintf(path, sizeof path, "%s/link", inside);
	unlink(path);
	rmdir(inside);
	unlink(outside);
	return rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_confine__files__data_alone),
	    cmocka_unit_test(test_confine__files__what_is_needed),
	    cmocka_unit_test(test_confine__programs__no_shell),
	    cmocka_unit_test(test_confine__programs__age_runs),
	    cmocka_unit_test(test_confine__calls__refused),
	    cmocka_unit_test(test_confine__environment__clean),
	    cmocka_unit_test(test_confine__memory__no_core),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
