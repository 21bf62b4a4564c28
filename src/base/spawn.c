/* spawn.c - a child with a socket as its standard input and a pipe for what it says. */
#define _GNU_SOURCE /* environ, posix_spawn_file_actions_addclosefrom_np */
#include "base/spawn.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { SAID_MAX = 2000, STEP_MS = 50 };

struct child {
	pid_t pid;
	int in, out; /* -1: closed */
	size_t sent;
	int left_ms;
	bool late;
};

/* Everything of ours is closed at an exec by itself; this is for what a library opened. */
static int
close_others(posix_spawn_file_actions_t *files)
{
#if defined __GLIBC__ && __GLIBC_PREREQ(2, 34)
	return posix_spawn_file_actions_addclosefrom_np(files, STDERR_FILENO + 1);
#else
	(void)files;
	return 0;
#endif
}

/* The child begins with default signals, none blocked, and only its three files. */
static int
start(struct child *c, const char *const *argv, const int in[2], const int out[2])
{
	posix_spawn_file_actions_t files;
	posix_spawnattr_t attr;
	sigset_t none, pipe_signal;
	int rc = posix_spawn_file_actions_init(&files);

	if (rc)
		return rc;
	rc = posix_spawnattr_init(&attr);
	if (rc) {
		posix_spawn_file_actions_destroy(&files);
		return rc;
	}
	sigemptyset(&none);
	sigemptyset(&pipe_signal);
	sigaddset(&pipe_signal, SIGPIPE);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &pipe_signal);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	rc = posix_spawn_file_actions_adddup2(&files, in[1], STDIN_FILENO);
	if (!rc)
		rc = posix_spawn_file_actions_adddup2(&files, out[1], STDOUT_FILENO);
	if (!rc)
		rc = posix_spawn_file_actions_adddup2(&files, out[1], STDERR_FILENO);
	if (!rc)
		rc = close_others(&files);
	if (!rc)
		rc = posix_spawnp(&c->pid, argv[0], &files, &attr,
				  (char *const *)(uintptr_t)argv, environ);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&files);
	return rc;
}

static void
shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Sends what fits; a child that reads no more is no failure here: its exit code tells. */
static void
send_some(struct child *c, const struct spawn_job *job)
{
	ssize_t n = send(c->in, (const char *)job->bytes + c->sent, job->n - c->sent,
			 MSG_NOSIGNAL | MSG_DONTWAIT);

	if (n >= 0)
		c->sent += (size_t)n;
	else if (errno != EINTR && errno != EAGAIN)
		c->sent = job->n;
	if (c->sent == job->n)
		shut(&c->in);
}

static void
hear_some(struct child *c, struct str *said)
{
	char text[512];
	ssize_t n = read(c->out, text, sizeof text);

	if (n == 0 || (n < 0 && errno != EINTR && errno != EAGAIN))
		shut(&c->out);
	else if (n > 0 && said->n < SAID_MAX)
		str_add_n(said, text, (size_t)n);
}

/* Feeds and listens until the child has closed its ends, or time is up. */
static void
talk(struct child *c, const struct spawn_job *job, struct str *said)
{
	while (c->out >= 0 && c->left_ms > 0) {
		struct pollfd p[2] = {{c->out, POLLIN, 0}, {c->in, POLLOUT, 0}};
		int n = poll(p, c->in >= 0 ? 2 : 1, STEP_MS);

		if (n <= 0)
			c->left_ms -= STEP_MS;
		else if (said->n >= SAID_MAX) /* it talks on and on: not for ever */
			c->left_ms--;
		if (n > 0 && p[0].revents)
			hear_some(c, said);
		if (n > 0 && c->in >= 0 && p[1].revents)
			send_some(c, job);
	}
	shut(&c->in);
	shut(&c->out);
}

/* The exit code; a child that does not end in time is ended. One that has closed its ends is about to
 * go: it is looked at soon, and then less and less often. */
static int
reap(struct child *c)
{
	enum { SOON_US = 200, SELDOM_US = STEP_MS * 1000 / 10 };
	int code = 0, step_us = SOON_US, waited_us = 0;
	pid_t got;

	while ((got = waitpid(c->pid, &code, WNOHANG)) == 0 ||
	       (got < 0 && errno == EINTR)) {
		if (c->left_ms <= 0 && !c->late) {
			c->late = true;
			kill(c->pid, SIGKILL);
		}
		nanosleep(&(struct timespec){.tv_nsec = step_us * 1000L}, NULL);
		waited_us += step_us;
		c->left_ms -= waited_us / 1000;
		waited_us %= 1000;
		step_us = step_us < SELDOM_US / 2 ? step_us * 2 : SELDOM_US;
	}
	return got < 0 ? -1 : code;
}

static enum status
judge(const char *name, const struct child *c, int code, const struct str *said,
      struct err *err)
{
	int n = (int)strcspn(str_text(said), "\n");

	if (c->late)
		return status_fail(err, ST_BUSY, "%s does not answer", name);
	if (WIFEXITED(code) && WEXITSTATUS(code) == 0)
		return ST_OK;
	/* A shell's own words for a program that could not be started. */
	if (WIFEXITED(code) && WEXITSTATUS(code) == 127 && !n)
		return status_fail(err, ST_NOT_FOUND, "%s: there is no such program",
				   name);
	if (n)
		return status_fail(err, ST_REFUSED, "%s: %.*s", name, n, str_text(said));
	return status_fail(err, ST_REFUSED, "%s failed and did not say why", name);
}

enum status
spawn_feed(const struct spawn_job *job, struct str *said, struct err *err)
{
	struct child c = {.in = -1, .out = -1, .left_ms = job->wait_ms};
	const char *name = job->argv[0];
	int in[2], out[2], rc;

	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, in))
		return status_fail(err, ST_IO, "starting %s: %s", name, strerror(errno));
	if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, out)) {
		rc = errno;
		shut(&in[0]);
		shut(&in[1]);
		return status_fail(err, ST_IO, "starting %s: %s", name, strerror(rc));
	}
	rc = start(&c, job->argv, in, out);
	shut(&in[1]);
	shut(&out[1]);
	c.in = in[0];
	c.out = out[0];
	if (rc) {
		shut(&c.in);
		shut(&c.out);
		return rc == ENOENT ? status_fail(err, ST_NOT_FOUND,
						  "%s: there is no such program", name)
				    : status_fail(err, ST_IO, "starting %s: %s", name,
						  strerror(rc));
	}
	if (!job->n)
		shut(&c.in);
	talk(&c, job, said);
	return judge(name, &c, reap(&c), said, err);
}
