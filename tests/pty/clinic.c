/* clinic.c - a practice clinic made through the command line, and its screen. */
#include "clinic.h"

#include <errno.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

enum { ARGS_MAX = 40, DIGIT_ROWS = 5 };

const char *
clinic_program(void)
{
	static char path[PATH_MAX];
	const char *given = getenv("LIMBER");

	if (!path[0] && !realpath(given ? given : "build/limber", path))
		fail_msg("%s: %s", given ? given : "build/limber", strerror(errno));
	return path;
}

/* ---- commands */

static void
child(int in, int out, const char *const *argv)
{
	dup2(in, 0);
	dup2(out, 1);
	dup2(out, 2);
	signal(SIGPIPE, SIG_DFL);
	execvp(argv[0], (char *const *)(uintptr_t)argv);
	_exit(127);
}

int
clinic_exec(struct clinic *c, const char *input, const char *const *argv)
{
	FILE *in = tmpfile();
	int out[2], status = 0;
	size_t n = 0;
	ssize_t got;
	char rest[4096];
	pid_t pid;

	assert_non_null(in);
	assert_int_equal(pipe(out), 0);
	fputs(input ? input : "", in);
	rewind(in);
	fflush(NULL);
	pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		close(out[0]);
		child(fileno(in), out[1], argv);
	}
	close(out[1]);
	fclose(in);
	while (n + 1 < sizeof c->out &&
	       (got = read(out[0], c->out + n, sizeof c->out - 1 - n)) > 0)
		n += (size_t)got;
	c->out[n] = '\0';
	while (read(out[0], rest, sizeof rest) > 0)
		;
	close(out[0]);
	assert_int_equal(waitpid(pid, &status, 0), pid);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 256 + WTERMSIG(status);
}

int
clinic_run(struct clinic *c, const char *input, const char *const *args)
{
	const char *argv[ARGS_MAX] = {clinic_program(), "--data", c->dir};
	int n = 3;

	while (*args && n + 1 < ARGS_MAX)
		argv[n++] = *args++;
	return clinic_exec(c, input, argv);
}

/* A command that has to succeed. */
static void
must(struct clinic *c, int code, const char *what)
{
	if (code != 0)
		fail_msg("%s: exit %d: %s", what, code, c->out);
}

/* The same, which prints an id. */
static void
take_id(struct clinic *c, int code, const char *what, char *id)
{
	must(c, code, what);
	c->out[strcspn(c->out, "\n")] = '\0';
	assert_true(strlen(c->out) < CLINIC_ID);
	strcpy(id, c->out);
}

/* ---- the clinic */

void
clinic_make(struct clinic *c)
{
	static const char secrets[] = CLINIC_PASSPHRASE "\n" CLINIC_PIN "\n";
	const char *tmp = getenv("TMPDIR");
	const char *const secret[] = {"secret", CLINIC_LOGIN, NULL};
	char parent[PATH_MAX - 128];

	memset(c, 0, sizeof *c);
	snprintf(parent, sizeof parent, "%s/clinic-XXXXXX", tmp ? tmp : "/tmp");
	assert_non_null(mkdtemp(parent));
	snprintf(c->dir, sizeof c->dir, "%s/data", parent);
	must(c, clinic_cli(c, "demo"), "demo");
	must(c,
	     clinic_cli(c, "new", "staff", "login=" CLINIC_LOGIN, "name=Test Therapist",
			"role=pt", "discipline=PT", "credential=PT", "licence_no=4711",
			"licence_state=KS", "licence_to=t+300d", "active=1"),
	     "new staff");
	must(c, clinic_run(c, secrets, secret), "secret");
}

void
clinic_patient(struct clinic *c, const char *family, const char *given, const char *birth)
{
	char a[100], b[100], d[100];

	snprintf(a, sizeof a, "family_name=%s", family);
	snprintf(b, sizeof b, "given_name=%s", given);
	snprintf(d, sizeof d, "birth_date=%s", birth);
	take_id(c, clinic_cli(c, "new", "patient", a, b, d, "sex=female"), "patient",
		c->patient);
	snprintf(a, sizeof a, "patient=%s", c->patient);
	take_id(c,
		clinic_cli(c, "new", "episode", a, "title=Knee replacement",
			   "indication=post_op", "opened=t", "side=right",
			   "therapist=" CLINIC_LOGIN),
		"episode", c->episode);
	snprintf(b, sizeof b, "episode=%s", c->episode);
	take_id(c,
		clinic_cli(c, "new", "plan_of_care", b, "version=1", "discipline=PT",
			   "starts=t", "per_week=2", "weeks=6", "author=" CLINIC_LOGIN,
			   "active=1"),
		"plan", c->plan);
	must(c,
	     clinic_cli(c, "new", "condition", b, "rank=1", "code=M25.561", "active=1"),
	     "condition");
	take_id(c,
		clinic_cli(c, "new", "goal", b, "rank=1", "measure=tug", "baseline=18",
			   "target=12", "due=t+6w", "function=walk to the barn",
			   "text=Walk to the barn", "state=active"),
		"goal", c->goal);
	must(c,
	     clinic_cli(c, "new", "appointment", a, "staff=" CLINIC_LOGIN, "day=t",
			"start=09:00", "minutes=45", "state=booked", "reason=knee"),
	     "appointment");
}

void
clinic_prescribe(struct clinic *c, const struct clinic_dose *doses, int n)
{
	for (int i = 0; i < n; i++) {
		char plan[60], exercise[80], code[20], rank[20], goal[60];
		const char *args[ARGS_MAX] = {
		    "new", "prescription",   plan,	 exercise,	   code,
		    rank,  "setting=clinic", "active=1", "load_kind=body", goal};
		int k = 10;

		snprintf(plan, sizeof plan, "plan=%s", c->plan);
		snprintf(exercise, sizeof exercise, "exercise=%s", doses[i].exercise);
		snprintf(code, sizeof code, "code=%s", doses[i].code);
		snprintf(goal, sizeof goal, "goal=%s", c->goal);
		snprintf(rank, sizeof rank, "rank=%d", i + 1);
		for (int f = 0; doses[i].fields[f]; f++)
			args[k++] = doses[i].fields[f];
		must(c, clinic_run(c, NULL, args), doses[i].exercise);
	}
}

void
clinic_remove(struct clinic *c)
{
	char parent[PATH_MAX - 64];
	const char *argv[] = {"rm", "-rf", parent, NULL};

	snprintf(parent, sizeof parent, "%s", c->dir);
	*strrchr(parent, '/') = '\0';
	clinic_exec(c, NULL, argv);
}

bool
clinic_value(const char *json, const char *field, char *out, size_t size)
{
	char key[60];
	const char *p;
	size_t n;

	snprintf(key, sizeof key, "\"%s\":", field);
	p = strstr(json, key);
	if (!p)
		return false;
	p += strlen(key);
	n = *p == '"' ? strcspn(++p, "\"") : strcspn(p, ",}");
	assert_true(n < size);
	memcpy(out, p, n);
	out[n] = '\0';
	return true;
}

/* ---- the screen */

struct pty *
clinic_screen(struct clinic *c, const struct pty_spec *how, const char *const *options)
{
	const char *argv[ARGS_MAX] = {clinic_program(), "--data", c->dir};
	struct pty_spec spec = how ? *how : (struct pty_spec){0};
	int n = 3;

	while (options && *options && n + 1 < ARGS_MAX)
		argv[n++] = *options++;
	spec.argv = argv;
	return pty_start(&spec);
}

void
clinic_see(struct pty *p, const char *text)
{
	if (pty_wait(p, text, CLINIC_WAIT_MS))
		return;
	pty_show(p);
	fail_msg("the screen does not show: %s", text);
}

void
clinic_screened(struct pty *p)
{
	for (int ms = 0; ms < CLINIC_WAIT_MS; ms += 50) {
		if (pty_has(p, "+=30 s more"))
			return;
		if (pty_has(p, "n: all clear") || pty_has(p, "n: no change")) {
			pty_keys(p, "n");
			clinic_see(p, "+=30 s more");
			return;
		}
		pty_settle(p, 50);
	}
	pty_show(p);
	fail_msg("neither the questions nor the session come");
}

void
clinic_quit(struct pty *p)
{
	for (int i = 0; i < 10 && !pty_wait(p, "Passphrase", i ? 300 : 1); i++)
		pty_keys(p, "<Esc>");
	pty_keys(p, "<^Q>");
	assert_int_equal(pty_end(p, CLINIC_WAIT_MS), 0);
}

int
clinic_row(struct pty *p, const char *text)
{
	for (int y = 0; y < 24; y++)
		if (strstr(pty_row(p, y), text))
			return y;
	return -1;
}

static int
marked_row(struct pty *p)
{
	for (int y = 0; y < 24; y++)
		if (pty_row(p, y)[0] == '>')
			return y;
	return -1;
}

int
clinic_mark(struct pty *p, const char *text)
{
	enum { KEYS_MOST = 80, ANSWER_MS = 5000 };

	for (int keys = 0; keys < KEYS_MOST; keys++) {
		int at = marked_row(p), to = clinic_row(p, text), waited = 0;
		char row[400];

		if (at >= 0 && at == to)
			return keys;
		snprintf(row, sizeof row, "%s", at < 0 ? "" : pty_row(p, at));
		pty_keys(p, to >= 0 && at > to ? "<Up>" : "<Down>");
		do {
			pty_settle(p, 40);
			waited += 40;
		} while (waited < ANSWER_MS && marked_row(p) == at &&
			 (at < 0 || !strcmp(row, pty_row(p, at))));
	}
	pty_show(p);
	fail_msg("the row of %s cannot be marked", text);
	return -1;
}

int
clinic_count(const char *keys)
{
	int n = 0;

	for (; *keys; n++) {
		if (keys[0] == '<' && keys[1] == '<')
			keys += 2;
		else if (keys[0] == '<')
			keys = strchr(keys, '>') + 1;
		else
			keys++;
	}
	return n;
}

/* ---- big digits: a face of three by five pixels, each two cells wide */

/* Which cells of a row are filled. */
static void
filled(const char *row, bool *on, int n)
{
	int x = 0;

	memset(on, 0, (size_t)n * sizeof *on);
	for (const char *p = row; *p && x < n; x++) {
		on[x] = !strncmp(p, "\xE2\x96\x88", 3) || *p == '#';
		p++;
		while (((unsigned char)*p & 0xC0) == 0x80)
			p++;
	}
}

static int
digit_at(bool on[DIGIT_ROWS][80], int x)
{
	static const unsigned char face[10][DIGIT_ROWS] = {
	    {7, 5, 5, 5, 7}, {1, 1, 1, 1, 1}, {7, 1, 7, 4, 7}, {7, 1, 7, 1, 7},
	    {5, 5, 7, 1, 1}, {7, 4, 7, 1, 7}, {7, 4, 7, 5, 7}, {7, 1, 1, 1, 1},
	    {7, 5, 7, 5, 7}, {7, 5, 7, 1, 7}};
	unsigned seen[DIGIT_ROWS] = {0};
	bool blank = true;

	for (int r = 0; r < DIGIT_ROWS; r++) {
		for (int c = 0; c < 3; c++)
			seen[r] = seen[r] << 1 | on[r][x + 2 * c];
		blank = blank && !seen[r];
	}
	for (int d = 0; d < 10; d++) {
		bool same = true;

		for (int r = 0; r < DIGIT_ROWS; r++)
			same = same && seen[r] == face[d][r];
		if (same)
			return d;
	}
	return blank ? 0 : -1;
}

int
clinic_digits(struct pty *p)
{
	static const int at[4] = {2, 10, 22, 30}; /* mm:ss, the colon is one pixel wide */
	static const int worth[4] = {600, 60, 10, 1};
	bool on[DIGIT_ROWS][80];
	int top = -1, sum = 0;

	for (int y = 2; y < 20 && top < 0; y++) {
		filled(pty_row(p, y), on[0], 80);
		for (int x = 10; x < 36 && top < 0; x++)
			if (on[0][x])
				top = y;
	}
	if (top < 0)
		return -1;
	for (int r = 0; r < DIGIT_ROWS; r++)
		filled(pty_row(p, top + r), on[r], 80);
	for (int i = 0; i < 4; i++) {
		int d = digit_at(on, at[i]);

		if (d < 0)
			return -1;
		sum += d * worth[i];
	}
	return sum;
}

void
clinic_figure(const char *name, double value, double limit)
{
	printf("FIGURE %s %g %g\n", name, value, limit);
	fflush(stdout);
}

/* ---- of a test program */

struct clinic clinic;

int
clinic_set_up(void **state)
{
	(void)state;
	clinic_make(&clinic);
	return 0;
}

int
clinic_tear_down(void **state)
{
	(void)state;
	clinic_remove(&clinic);
	return 0;
}
