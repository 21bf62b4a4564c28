/* test_kiosk.c - a real SSH server on loopback, set up as limber-kiosk(7) says, and ways out of it. */
#include "clinic.h"

#include <netinet/in.h>
#include <pwd.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

enum {
	GONE_MS = 1000, /* a lost client leaves its session within */
	ECHO_MS = 50,	/* a key is answered within, p95, over the loopback */
	ECHOES = 40,
	WORDS_MAX = 40,
	LONG = PATH_MAX + 64,
	LONGER = LONG + 128,
};

static struct {
	char dir[PATH_MAX], config[LONG], key[LONG], known[LONG], proof[LONG], user[64];
	char port[8];
	char sshd[64];
	pid_t pid; /* 0: there is no server */
	bool made_run;
} server;

/* ---- the server */

static const char *
find_sshd(void)
{
	static const char *const at[] = {"/usr/sbin/sshd", "/usr/local/sbin/sshd",
					 "/usr/bin/sshd"};

	for (size_t i = 0; i < sizeof at / sizeof at[0]; i++)
		if (access(at[i], X_OK) == 0)
			return at[i];
	return NULL;
}

static int
free_port(void)
{
	struct sockaddr_in a = {.sin_family = AF_INET,
				.sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
	socklen_t n = sizeof a;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

	assert_true(fd >= 0);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &n), 0);
	close(fd);
	return ntohs(a.sin_port);
}

static void
make_key(const char *path)
{
	const char *const argv[] = {"ssh-keygen", "-q", "-t", "ed25519", "-N",
				    "",		  "-f", path, NULL};

	assert_int_equal(clinic_exec(&clinic, NULL, argv), 0);
}

/* The lines of the manual page, with the places of this test. */
static void
write_config(void)
{
	FILE *f = fopen(server.config, "w");

	assert_non_null(f);
	fprintf(f,
		"Port %s\nListenAddress 127.0.0.1\nHostKey %s/host\nPidFile none\n"
		"StrictModes no\nPermitRootLogin yes\nUsePAM no\nLogLevel ERROR\n"
		"Subsystem sftp internal-sftp\n"
		"PermitUserEnvironment no\n"
		"Match User %s\n"
		"    ForceCommand exec %s --kiosk --data %s\n"
		"    AuthorizedKeysFile %s/client.pub\n"
		"    AuthenticationMethods publickey\n"
		"    PermitTTY yes\n"
		"    PermitUserRC no\n"
		"    DisableForwarding yes\n"
		"    PermitTunnel no\n"
		"    PermitOpen none\n"
		"    PermitListen none\n"
		"    AcceptEnv LANG LC_ALL LC_CTYPE\n"
		"    ClientAliveInterval 15\n"
		"    ClientAliveCountMax 2\n",
		server.port, server.dir, server.user, clinic_program(), clinic.dir,
		server.dir);
	fclose(f);
}

static int
run(const char *const *argv)
{
	return clinic_exec(&clinic, NULL, argv);
}

static const char *
find_ssh(void)
{
	return access("/usr/bin/ssh", X_OK) == 0 ? "/usr/bin/ssh" : "/usr/local/bin/ssh";
}

/* The client with its own empty configuration, then more words; ends with NULL. */
static const char *const *
ssh(const char *const *options, const char *const *command)
{
	static const char *argv[WORDS_MAX];
	static char known[LONGER], login[100];
	int n = 0;

	snprintf(known, sizeof known, "UserKnownHostsFile=%s", server.known);
	snprintf(login, sizeof login, "%s@127.0.0.1", server.user);
	for (const char *const *w = (const char *const[]){find_ssh(),
							  "-F",
							  "none",
							  "-i",
							  server.key,
							  "-p",
							  server.port,
							  "-o",
							  known,
							  "-o",
							  "StrictHostKeyChecking=no",
							  "-o",
							  "BatchMode=yes",
							  "-o",
							  "IdentitiesOnly=yes",
							  "-o",
							  "LogLevel=ERROR",
							  "-o",
							  "ConnectTimeout=20",
							  NULL};
	     *w; w++)
		argv[n++] = *w;
	for (; options && *options && n + 2 < WORDS_MAX; options++)
		argv[n++] = *options;
	argv[n++] = login;
	for (; command && *command && n + 1 < WORDS_MAX; command++)
		argv[n++] = *command;
	argv[n] = NULL;
	return argv;
}
#define WORDS(...) ((const char *const[]){__VA_ARGS__, NULL})

static bool
start_server(void)
{
	const char *sshd = find_sshd();
	const char *argv[] = {sshd, "-D", "-f", server.config, NULL};
	const char *test[] = {sshd, "-t", "-f", server.config, NULL};

	if (!sshd) {
		printf("no SSH server on this machine: make deps gets one\n");
		return false;
	}
	if (geteuid() == 0 && mkdir("/run/sshd", 0755) == 0)
		server.made_run = true;
	if (run(test)) {
		printf("the SSH server does not start here: %s\n", clinic.out);
		return false;
	}
	fflush(NULL);
	server.pid = fork();
	assert_true(server.pid >= 0);
	if (server.pid == 0) {
		execv(argv[0], (char *const *)(uintptr_t)argv);
		_exit(127);
	}
	/* it is there when it answers; the program says that it wants a terminal */
	for (int i = 0; i < 100; i++) {
		run(ssh(NULL, NULL));
		if (strstr(clinic.out, "limber"))
			return true;
		usleep(100 * 1000);
	}
	printf("the SSH server does not answer: %s\n", clinic.out);
	return false;
}

static void
need_server(void)
{
	if (!server.pid)
		skip();
}

static struct pty *
login_screen(const char *const *options, const char *const *command, const char *term)
{
	const char *tt[WORDS_MAX] = {"-tt"};
	int n = 1;

	for (; options && *options && n + 1 < WORDS_MAX; options++)
		tt[n++] = *options;
	return pty_start(&(struct pty_spec){.argv = ssh(tt, command), .term = term});
}

static struct pty *
work_screen(void)
{
	struct pty *p = login_screen(NULL, NULL, NULL);

	clinic_see(p, "Passphrase");
	pty_keys(p, CLINIC_LOGIN "<Enter>" CLINIC_PASSPHRASE "<Enter>");
	clinic_see(p, "Tab=Board");
	pty_settle(p, 100);
	return p;
}

/* Nobody got out: what every attempt would have left is not there. */
static void
check_inside(const char *what)
{
	if (access(server.proof, F_OK) == 0)
		fail_msg("%s: a command was run", what);
	if (strstr(clinic.out, "Connection refused") || strstr(clinic.out, "publickey"))
		fail_msg("%s: the server was not reached: %s", what, clinic.out);
	if (strstr(clinic.out, "uid=") || strstr(clinic.out, "root:x:"))
		fail_msg("%s: %s", what, clinic.out);
}

/* ---- without a terminal */

static void
test_kiosk__commands__not_run(void **state)
{
	char touch[LONGER];
	const char *const commands[] = {"id",
					"sh",
					"/bin/sh -i",
					"bash --norc",
					"cat /etc/passwd",
					touch,
					"limber list patient",
					"internal-sftp",
					"scp -t /tmp",
					"; id",
					"$(id)",
					"`id`"};

	(void)state;
	need_server();
	snprintf(touch, sizeof touch, "touch %s", server.proof);
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		int rc = clinic_exec(&clinic, "id\ntouch /tmp/x\nexit\n",
				     ssh(NULL, WORDS(commands[i])));

		check_inside(commands[i]);
		assert_int_not_equal(rc, 0);
		if (!strstr(clinic.out, "limber: "))
			fail_msg("%s: %s", commands[i], clinic.out);
	}
}

static void
test_kiosk__files__not_copied(void **state)
{
	char port[20], key[LONGER], known[LONGER], from[400], to[LONGER], batch[LONG];
	FILE *f;

	(void)state;
	need_server();
	snprintf(port, sizeof port, "Port=%s", server.port);
	snprintf(key, sizeof key, "IdentityFile=%s", server.key);
	snprintf(known, sizeof known, "UserKnownHostsFile=%s", server.known);
	snprintf(from, sizeof from, "%s@127.0.0.1:/etc/passwd", server.user);
	snprintf(to, sizeof to, "%s@127.0.0.1:%s", server.user, server.proof);
	for (int old = 0; old < 2; old++) {
		const char *way = old ? "-O" : "-q";

		assert_int_not_equal(
		    run(WORDS("scp", "-F", "none", way, "-o", port, "-o", key, "-o",
			      known, "-o", "BatchMode=yes", server.config, to)),
		    0);
		check_inside("scp to");
		assert_int_not_equal(
		    run(WORDS("scp", "-F", "none", way, "-o", port, "-o", key, "-o",
			      known, "-o", "BatchMode=yes", from, server.proof)),
		    0);
		check_inside("scp from");
	}
	snprintf(batch, sizeof batch, "%s/batch", server.dir);
	f = fopen(batch, "w");
	assert_non_null(f);
	fprintf(f, "put %s %s\n", server.config, server.proof);
	fclose(f);
	assert_int_not_equal(
	    run(WORDS("sftp", "-F", "none", "-b", batch, "-o", port, "-o", key, "-o",
		      known, "-o", "BatchMode=yes", strchr(to, '@') ? "127.0.0.1" : to)),
	    0);
	check_inside("sftp");
	assert_int_not_equal(run(ssh(WORDS("-s"), WORDS("sftp"))), 0);
	check_inside("subsystem");
}

static void
test_kiosk__forwarding__refused(void **state)
{
	char to[40], remote[60];

	(void)state;
	need_server();
	snprintf(to, sizeof to, "127.0.0.1:%s", server.port);
	assert_int_not_equal(run(ssh(WORDS("-W", to), NULL)), 0);
	assert_null(strstr(clinic.out, "SSH-2.0"));
	snprintf(remote, sizeof remote, "0:127.0.0.1:%s", server.port);
	assert_int_not_equal(
	    run(ssh(WORDS("-N", "-o", "ExitOnForwardFailure=yes", "-R", remote), NULL)),
	    0);
	assert_non_null(strstr(clinic.out, "forwarding failed"));
	assert_int_not_equal(run(ssh(WORDS("-N", "-o", "ExitOnForwardFailure=yes", "-R",
					   "/tmp/limber-kiosk-socket:127.0.0.1:9"),
				     NULL)),
			     0);
	assert_int_not_equal(access("/tmp/limber-kiosk-socket", F_OK), 0);
}

/* ---- with a terminal */

static void
test_kiosk__shell_asked_for__login_screen(void **state)
{
	const char *const commands[] = {"sh", "/bin/bash -i", "limber --data /tmp demo"};

	(void)state;
	need_server();
	for (size_t i = 0; i < sizeof commands / sizeof commands[0]; i++) {
		struct pty *p = login_screen(NULL, WORDS(commands[i]), NULL);

		clinic_see(p, "Passphrase");
		pty_keys(p, "<^Q>");
		assert_int_equal(pty_end(p, CLINIC_WAIT_MS), 0);
		pty_free(p);
	}
}

static void
test_kiosk__terminal_names__no_way_out(void **state)
{
	static char longest[3000];
	const char *const names[] = {"../../etc/passwd", "/tmp/x", "xterm;id", "$(id)",
				     "no-such-terminal", longest};

	(void)state;
	need_server();
	memset(longest, 'x', sizeof longest - 1);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		struct pty *p = login_screen(NULL, NULL, names[i]);
		int status = pty_end(p, CLINIC_WAIT_MS);

		if (status < 0 || !WIFEXITED(status) || WEXITSTATUS(status) == 0) {
			pty_show(p);
			fail_msg("TERM=%s: status %d", names[i], status);
		}
		assert_false(pty_sent(p, "uid="));
		pty_free(p);
		check_inside(names[i]);
	}
}

static void
test_kiosk__variables__not_taken(void **state)
{
	struct pty *p;

	(void)state;
	need_server();
	p = login_screen(WORDS("-o",
			       "SetEnv=LD_PRELOAD=/tmp/evil.so TERMINFO=/tmp/evil "
			       "TERMCAP=/tmp/evil LIMBER_DATA=/tmp HOME=/tmp PATH=/tmp "
			       "ENV=/tmp/evil BASH_ENV=/tmp/evil LANG=../../tmp/evil"),
			 NULL, NULL);
	clinic_see(p, "Passphrase");
	clinic_see(p, "Willow Creek"); /* the clinic it was told, not /tmp */
	pty_free(p);
	/* a server that accepts such a name is told so, and nobody comes in */
	assert_int_equal(clinic_exec(&clinic, NULL,
				     WORDS("env", "LD_BIND_NOW=1", clinic_program(),
					   "--kiosk", "--data", clinic.dir)),
			 1);
	assert_non_null(strstr(clinic.out, "LD_BIND_NOW came with the login"));
}

static void
test_kiosk__options__login_alone(void **state)
{
	(void)state;
	assert_int_equal(clinic_cli(&clinic, "--kiosk", "list", "patient"), 2);
	assert_int_equal(clinic_cli(&clinic, "--kiosk", "--as", "anna"), 2);
	assert_int_equal(clinic_exec(&clinic, NULL, WORDS(clinic_program(), "--kiosk")),
			 2);
	assert_int_equal(chmod(clinic.dir, 0755), 0);
	assert_int_equal(clinic_cli(&clinic, "--kiosk"), 1);
	assert_non_null(strstr(clinic.out, "chmod 700"));
	assert_int_equal(chmod(clinic.dir, 0700), 0);
}

static void
test_kiosk__control_keys__nothing(void **state)
{
	const char *const keys[] = {"<^Z>", "\x1c", "<^C>", "<^S>"};
	struct pty *p;

	(void)state;
	need_server();
	p = work_screen();
	for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
		pty_keys(p, keys[i]);
		pty_settle(p, 150);
		assert_int_equal(pty_end(p, 1), -1);
	}
	clinic_see(p, "^S does nothing here");
	pty_free(p);
	/* before the login too */
	p = login_screen(NULL, NULL, NULL);
	clinic_see(p, "Passphrase");
	pty_keys(p, "<^Z>\x1c<^C>");
	pty_settle(p, 150);
	assert_int_equal(pty_end(p, 1), -1);
	assert_true(pty_has(p, "Passphrase"));
	pty_free(p);
}

/* A shell escape, in every prompt there is a way to on the way through a chart. */
static void
test_kiosk__exclamation__runs_nothing(void **state)
{
	char escape[LONGER];
	struct pty *p;

	(void)state;
	need_server();
	snprintf(escape, sizeof escape, "!touch %s<Enter>", server.proof);
	p = work_screen();
	pty_keys(p, escape); /* the day */
	pty_settle(p, 200);
	pty_keys(p, "<Esc>:");
	pty_settle(p, 200);
	pty_keys(p, escape); /* the list of commands */
	pty_settle(p, 200);
	pty_keys(p, "<Esc><Esc>");
	pty_settle(p, 200);
	pty_free(p);
	p = work_screen();
	pty_keys(p, "/");
	clinic_see(p, "Find a patient");
	pty_keys(p, escape); /* searching; Enter registers somebody of this name */
	pty_settle(p, 200);
	pty_keys(p, escape);
	pty_settle(p, 200);
	pty_free(p);
	check_inside("!");
}

/* ---- files from the screen */

static struct pty *
print_preview(void)
{
	struct pty *p = work_screen();

	pty_keys(p, "/");
	clinic_see(p, "Find a patient");
	pty_keys(p, "kiosk, kim");
	clinic_see(p, "Kiosk, Kim");
	pty_keys(p, "<Enter>");
	clinic_see(p, "c=Screening");
	pty_keys(p, "p");
	clinic_see(p, "Add exercise");
	pty_keys(p, "o");
	clinic_see(p, "File");
	return p;
}

static void
save_as(struct pty *p, const char *path)
{
	pty_keys(p, "f");
	clinic_see(p, "File: ");
	pty_keys(p, "<^U>");
	pty_settle(p, 100);
	pty_keys(p, path);
	pty_keys(p, "<Enter>");
}

static void
test_kiosk__print_to_file__outbox_alone(void **state)
{
	char path[LONG], link[LONG], text[200];
	struct pty *p;
	FILE *f;

	(void)state;
	need_server();
	p = print_preview();
	save_as(p, server.proof);
	clinic_see(p, "here files are written into");
	check_inside("a path outside");
	snprintf(path, sizeof path, "%s/outbox/../../proof", clinic.dir);
	save_as(p, path);
	clinic_see(p, "here files are written into");
	/* a link that lies there is replaced, not followed */
	f = fopen(server.proof, "w");
	assert_non_null(f);
	fputs("untouched", f);
	fclose(f);
	snprintf(link, sizeof link, "%s/outbox/link.txt", clinic.dir);
	assert_int_equal(symlink(server.proof, link), 0);
	save_as(p, link);
	clinic_see(p, "Written: ");
	f = fopen(server.proof, "r");
	assert_non_null(f);
	assert_non_null(fgets(text, sizeof text, f));
	fclose(f);
	assert_string_equal(text, "untouched");
	unlink(server.proof);
	pty_free(p);
}

/* ---- lines */

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static int
compare(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

static void
test_kiosk__keys__latency(void **state)
{
	int64_t us[ECHOES];
	struct pty *p;

	(void)state;
	need_server();
	p = work_screen();
	pty_keys(p, "/");
	clinic_see(p, "Find a patient");
	pty_settle(p, 100);
	for (int i = 0; i < ECHOES; i++) {
		us[i] = pty_answer_us(p, i % 2 ? "<Bksp>" : "k");
		assert_true(us[i] > 0);
		pty_settle(p, 30);
	}
	qsort(us, ECHOES, sizeof us[0], compare);
	clinic_figure("kiosk.key_ms_median", (double)us[ECHOES / 2] / 1000, 0);
	clinic_figure("kiosk.key_ms_p95", (double)us[ECHOES * 95 / 100] / 1000, ECHO_MS);
	pty_free(p);
}

/* The client dies in the middle of a field: what was typed is stored, nobody else has to wait. */
static void
test_kiosk__lost_line__field_kept_session_free(void **state)
{
	const char *const as[] = {"--as", CLINIC_LOGIN, NULL};
	struct pty *p, *q;
	int64_t died;
	bool kept = false;

	(void)state;
	need_server();
	p = work_screen();
	(void)clinic_mark(p, "Kiosk");
	pty_keys(p, "s");
	clinic_screened(p);
	pty_keys(p, "<Enter>");
	clinic_see(p, "WORK ");
	pty_keys(p, "/");
	clinic_see(p, "Find a patient");
	pty_keys(p, "kiosk, kim");
	clinic_see(p, "Kiosk, Kim");
	pty_keys(p, "<Enter>");
	clinic_see(p, "c=Screening");
	pty_keys(p, "i");
	clinic_see(p, "Family name");
	(void)clinic_mark(p, "Phone");
	pty_keys(p, "620 555 7777");
	clinic_see(p, "620 555 7777");
	q = clinic_screen(&clinic, NULL, as);
	clinic_see(q, "RUNNING");
	pty_settle(q, 100);
	died = now_ms();
	pty_signal(p, SIGKILL);
	while (!kept && now_ms() - died < 20 * GONE_MS) {
		assert_int_equal(clinic_cli(&clinic, "get", "patient", clinic.patient),
				 0);
		kept = strstr(clinic.out, "620 555 7777") != NULL;
	}
	clinic_figure("kiosk.field_kept_ms", (double)(now_ms() - died), GONE_MS);
	assert_true(kept);
	(void)clinic_mark(q, "RUNNING");
	pty_keys(q, "<Enter>");
	clinic_see(q, "WORK ");
	/* It is free, nobody is asked; the other program may still be ending. */
	assert_true(pty_wait_gone(q, "(t)ake over", GONE_MS));
	pty_keys(q, "D");
	clinic_see(q, "Throw this session away");
	pty_keys(q, "a test<Enter>");
	clinic_see(q, "?=Keys");
	pty_free(p);
	pty_free(q);
}

/* ---- */

static int
set_up(void **state)
{
	static const struct clinic_dose dose = {"quad_set",
						"97110",
						{"sets=1", "duration_s=600", "rest_s=0",
						 "side_mode=none", "side=none",
						 "lead_in_s=0"}};
	const struct passwd *me = getpwuid(geteuid());
	char host[LONG];

	(void)state;
	clinic_make(&clinic);
	clinic_patient(&clinic, "Kiosk", "Kim", "1960-02-03");
	clinic_prescribe(&clinic, &dose, 1);
	snprintf(server.dir, sizeof server.dir, "%s", clinic.dir);
	*strrchr(server.dir, '/') = '\0';
	snprintf(server.config, sizeof server.config, "%s/sshd_config", server.dir);
	snprintf(server.key, sizeof server.key, "%s/client", server.dir);
	snprintf(server.known, sizeof server.known, "%s/known", server.dir);
	snprintf(server.proof, sizeof server.proof, "%s/proof", server.dir);
	snprintf(server.port, sizeof server.port, "%d", free_port());
	snprintf(server.user, sizeof server.user, "%s", me ? me->pw_name : "root");
	snprintf(host, sizeof host, "%s/host", server.dir);
	if (!find_sshd()) {
		start_server();
		return 0;
	}
	make_key(host);
	make_key(server.key);
	write_config();
	if (!start_server() && server.pid) {
		kill(server.pid, SIGTERM);
		waitpid(server.pid, NULL, 0);
		server.pid = 0;
	}
	return 0;
}

static int
tear_down(void **state)
{
	if (server.pid) {
		kill(server.pid, SIGTERM);
		waitpid(server.pid, NULL, 0);
	}
	if (server.made_run)
		rmdir("/run/sshd");
	return clinic_tear_down(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_kiosk__options__login_alone),
	    cmocka_unit_test(test_kiosk__commands__not_run),
	    cmocka_unit_test(test_kiosk__files__not_copied),
	    cmocka_unit_test(test_kiosk__forwarding__refused),
	    cmocka_unit_test(test_kiosk__shell_asked_for__login_screen),
	    cmocka_unit_test(test_kiosk__terminal_names__no_way_out),
	    cmocka_unit_test(test_kiosk__variables__not_taken),
	    cmocka_unit_test(test_kiosk__control_keys__nothing),
	    cmocka_unit_test(test_kiosk__exclamation__runs_nothing),
	    cmocka_unit_test(test_kiosk__print_to_file__outbox_alone),
	    cmocka_unit_test(test_kiosk__keys__latency),
	    cmocka_unit_test(test_kiosk__lost_line__field_kept_session_free),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
