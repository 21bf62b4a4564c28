/* pty.c - a program in a pseudo-terminal, its screen kept by libvterm. */
#include "pty.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pty.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/ioctl.h>
#include <sys/wait.h>
#include <termios.h>
#include <time.h>
#include <unistd.h>
#include <vterm.h>

#include <cmocka.h>

enum { QUIET_MS = 40, SETTLE_MOST_MS = 5000, ROW_SIZE = 2048 };

struct pty {
	pid_t pid;
	int fd;
	int status; /* of waitpid; -1 while it runs */
	VTerm *vt;
	VTermScreen *screen;
	struct termios before;
	bool alt, cursor; /* alternate screen shown, cursor visible */
	char *raw;
	size_t n, cap;
	int64_t last_us; /* when the last bytes came */
	char row[ROW_SIZE];
};

static int64_t
now_us(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000 + t.tv_nsec / 1000;
}

static int
on_prop(VTermProp prop, VTermValue *value, void *user)
{
	struct pty *p = user;

	if (prop == VTERM_PROP_ALTSCREEN)
		p->alt = value->boolean;
	else if (prop == VTERM_PROP_CURSORVISIBLE)
		p->cursor = value->boolean;
	return 1;
}

static const VTermScreenCallbacks callbacks = {.settermprop = on_prop};

static void
run_child(const struct pty_spec *spec)
{
	setenv("TERM", spec->term ? spec->term : "xterm-256color", 1);
	setenv("LC_ALL", "C.UTF-8", 1);
	unsetenv("LINES");
	unsetenv("COLUMNS");
	for (const char *const *e = spec->env; e && *e; e++)
		putenv((char *)(uintptr_t)*e);
	execv(spec->argv[0], (char *const *)(uintptr_t)spec->argv);
	fprintf(stderr, "%s: %s\n", spec->argv[0], strerror(errno));
	_exit(127);
}

struct pty *
pty_start(const struct pty_spec *spec)
{
	struct pty *p = calloc(1, sizeof *p);
	struct winsize size = {.ws_row = (unsigned short)(spec->rows ? spec->rows : 24),
			       .ws_col = (unsigned short)(spec->cols ? spec->cols : 80)};

	assert_non_null(p);
	p->status = -1;
	p->cursor = true;
	p->vt = vterm_new(size.ws_row, size.ws_col);
	vterm_set_utf8(p->vt, 1);
	p->screen = vterm_obtain_screen(p->vt);
	vterm_screen_set_callbacks(p->screen, &callbacks, p);
	vterm_screen_enable_altscreen(p->screen, 1);
	vterm_screen_reset(p->screen, 1);
	p->pid = forkpty(&p->fd, NULL, NULL, &size);
	assert_true(p->pid >= 0);
	if (p->pid == 0)
		run_child(spec);
	fcntl(p->fd, F_SETFL, O_NONBLOCK);
	fcntl(p->fd, F_SETFD, FD_CLOEXEC);
	tcgetattr(p->fd, &p->before);
	return p;
}

void
pty_free(struct pty *p)
{
	if (!p)
		return;
	if (p->status < 0) {
		kill(p->pid, SIGKILL);
		waitpid(p->pid, &p->status, 0);
	}
	if (p->fd >= 0)
		close(p->fd);
	vterm_free(p->vt);
	free(p->raw);
	free(p);
}

/* Takes what the program sent within ms; false: nothing. */
static bool
take(struct pty *p, int ms)
{
	struct pollfd f = {.fd = p->fd, .events = POLLIN};
	char b[65536];
	ssize_t n;

	if (p->fd < 0 || poll(&f, 1, ms) <= 0)
		return false;
	n = read(p->fd, b, sizeof b);
	if (n <= 0)
		return false;
	p->last_us = now_us();
	if (p->n + (size_t)n > p->cap) {
		p->cap = (p->n + (size_t)n) * 2;
		p->raw = realloc(p->raw, p->cap);
		assert_non_null(p->raw);
	}
	memcpy(p->raw + p->n, b, (size_t)n);
	p->n += (size_t)n;
	vterm_input_write(p->vt, b, (size_t)n);
	return true;
}

void
pty_bytes(struct pty *p, const void *bytes, size_t n)
{
	const char *b = bytes;

	while (n > 0) {
		ssize_t w = write(p->fd, b, n);

		if (w < 0 && errno == EAGAIN) {
			take(p, 10);
			continue;
		}
		assert_true(w > 0);
		b += w;
		n -= (size_t)w;
	}
}

/* What keys send in application mode, as ncurses asks for. */
static const struct {
	const char *name, *bytes;
} named[] = {
    {"Enter", "\r"},	 {"Tab", "\t"},	      {"Esc", "\x1b"},	  {"Space", " "},
    {"Bksp", "\x7f"},	 {"Up", "\x1bOA"},    {"Down", "\x1bOB"}, {"Right", "\x1bOC"},
    {"Left", "\x1bOD"},	 {"Home", "\x1bOH"},  {"End", "\x1bOF"},  {"PgUp", "\x1b[5~"},
    {"PgDn", "\x1b[6~"}, {"Ins", "\x1b[2~"},  {"Del", "\x1b[3~"}, {"BackTab", "\x1b[Z"},
    {"F1", "\x1bOP"},	 {"F2", "\x1bOQ"},    {"F3", "\x1bOR"},	  {"F4", "\x1bOS"},
    {"F5", "\x1b[15~"},	 {"F10", "\x1b[21~"},
};

static size_t
key_bytes(const char *name, size_t n, char *out)
{
	if (n == 2 && name[0] == '^') {
		out[0] = (char)(name[1] & 0x1f);
		return 1;
	}
	for (size_t i = 0; i < sizeof named / sizeof named[0]; i++) {
		if (strlen(named[i].name) == n && !strncasecmp(named[i].name, name, n)) {
			memcpy(out, named[i].bytes, strlen(named[i].bytes));
			return strlen(named[i].bytes);
		}
	}
	fail_msg("no key is called %.*s", (int)n, name);
	return 0;
}

void
pty_keys(struct pty *p, const char *keys)
{
	char *b = malloc(8 * strlen(keys) + 8);
	size_t n = 0;

	assert_non_null(b);
	while (*keys) {
		const char *end = *keys == '<' ? strchr(keys, '>') : NULL;

		if (keys[0] == '<' && keys[1] == '<') {
			b[n++] = '<';
			keys += 2;
		} else if (end) {
			n += key_bytes(keys + 1, (size_t)(end - keys - 1), b + n);
			keys = end + 1;
		} else {
			b[n++] = *keys++;
		}
	}
	pty_bytes(p, b, n);
	free(b);
}

static bool
wait_text(struct pty *p, const char *text, int ms, bool there)
{
	int64_t end = now_us() + (int64_t)ms * 1000;

	while (pty_has(p, text) != there) {
		int64_t left = (end - now_us()) / 1000;

		if (left <= 0)
			return false;
		if (!take(p, left < 20 ? (int)left : 20) && p->status < 0 &&
		    waitpid(p->pid, &p->status, WNOHANG) <= 0)
			p->status = -1;
	}
	return true;
}

bool
pty_wait(struct pty *p, const char *text, int ms)
{
	return wait_text(p, text, ms, true);
}

bool
pty_wait_gone(struct pty *p, const char *text, int ms)
{
	return wait_text(p, text, ms, false);
}

size_t
pty_settle(struct pty *p, int quiet_ms)
{
	size_t before = p->n;
	int64_t end = now_us() + SETTLE_MOST_MS * 1000;

	while (now_us() < end && take(p, quiet_ms))
		;
	return p->n - before;
}

size_t
pty_cost(struct pty *p, const char *keys)
{
	size_t before = p->n;

	pty_keys(p, keys);
	take(p, 1000);
	pty_settle(p, QUIET_MS);
	return p->n - before;
}

int64_t
pty_answer_us(struct pty *p, const char *keys)
{
	int64_t start = now_us();

	pty_keys(p, keys);
	return take(p, 1000) ? now_us() - start : -1;
}

int64_t
pty_last_us(const struct pty *p)
{
	return p->last_us;
}

size_t
pty_count(const struct pty *p)
{
	return p->n;
}

const char *
pty_raw(const struct pty *p, size_t *n)
{
	*n = p->n;
	return p->raw;
}

bool
pty_sent(const struct pty *p, const char *text)
{
	size_t len = strlen(text);

	for (size_t i = 0; i + len <= p->n; i++)
		if (!memcmp(p->raw + i, text, len))
			return true;
	return false;
}

static size_t
put_char(uint32_t c, char *out)
{
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

const char *
pty_row(struct pty *p, int y)
{
	int rows, cols;
	size_t n = 0;

	vterm_get_size(p->vt, &rows, &cols);
	for (int x = 0; y < rows && x < cols && n < sizeof p->row - 32;) {
		VTermScreenCell cell = {0};

		vterm_screen_get_cell(p->screen, (VTermPos){.row = y, .col = x}, &cell);
		if (cell.chars[0] == 0 || cell.chars[0] == (uint32_t)-1)
			p->row[n++] = ' ';
		for (int i = 0; i < VTERM_MAX_CHARS_PER_CELL && cell.chars[i] &&
				cell.chars[i] != (uint32_t)-1;
		     i++)
			n += put_char(cell.chars[i], p->row + n);
		x += cell.width > 0 ? cell.width : 1;
	}
	while (n > 0 && p->row[n - 1] == ' ')
		n--;
	p->row[n] = '\0';
	return p->row;
}

bool
pty_has(struct pty *p, const char *text)
{
	int rows, cols;

	vterm_get_size(p->vt, &rows, &cols);
	for (int y = 0; y < rows; y++) {
		if (strstr(pty_row(p, y), text))
			return true;
	}
	return false;
}

void
pty_cursor(struct pty *p, int *y, int *x)
{
	VTermPos pos;

	vterm_state_get_cursorpos(vterm_obtain_state(p->vt), &pos);
	*y = pos.row;
	*x = pos.col;
}

static VTermScreenCell
cell_at(struct pty *p, int y, int x)
{
	VTermScreenCell cell = {0};

	vterm_screen_get_cell(p->screen, (VTermPos){.row = y, .col = x}, &cell);
	return cell;
}

bool
pty_reverse(struct pty *p, int y, int x)
{
	return cell_at(p, y, x).attrs.reverse;
}

bool
pty_bold(struct pty *p, int y, int x)
{
	return cell_at(p, y, x).attrs.bold;
}

void
pty_resize(struct pty *p, int rows, int cols)
{
	struct winsize size = {.ws_row = (unsigned short)rows,
			       .ws_col = (unsigned short)cols};

	vterm_set_size(p->vt, rows, cols);
	ioctl(p->fd, TIOCSWINSZ, &size);
}

void
pty_signal(struct pty *p, int sig)
{
	kill(p->pid, sig);
}

pid_t
pty_pid(const struct pty *p)
{
	return p->pid;
}

void
pty_hang_up(struct pty *p)
{
	close(p->fd);
	p->fd = -1;
}

int
pty_end(struct pty *p, int ms)
{
	int64_t end = now_us() + (int64_t)ms * 1000;

	while (p->status < 0 && now_us() < end) {
		if (p->fd < 0)
			poll(NULL, 0, 2);
		else
			take(p, 5);
		if (waitpid(p->pid, &p->status, WNOHANG) <= 0)
			p->status = -1;
	}
	while (p->status >= 0 && take(p, 5))
		;
	return p->status;
}

static bool
tell(bool ok, const char *what)
{
	if (!ok)
		fprintf(stderr, "terminal not restored: %s\n", what);
	return ok;
}

bool
pty_restored(struct pty *p)
{
	VTermState *state = vterm_obtain_state(p->vt);
	struct termios now = {0};
	VTermValue v = {0};
	bool ok = true, plain = true;

	vterm_state_get_penattr(state, VTERM_ATTR_REVERSE, &v);
	plain = plain && !v.boolean;
	vterm_state_get_penattr(state, VTERM_ATTR_BOLD, &v);
	plain = plain && !v.boolean;
	tcgetattr(p->fd, &now);
	ok &= tell(!p->alt, "the alternate screen is still shown");
	ok &= tell(p->cursor, "the cursor is hidden");
	ok &= tell(plain, "letters are not plain");
	ok &= tell(now.c_lflag == p->before.c_lflag, "local modes of the tty");
	ok &= tell(now.c_iflag == p->before.c_iflag, "input modes of the tty");
	ok &= tell(now.c_oflag == p->before.c_oflag, "output modes of the tty");
	ok &= tell(!memcmp(now.c_cc, p->before.c_cc, sizeof now.c_cc),
		   "control keys of the tty");
	return ok;
}

void
pty_show(struct pty *p)
{
	int rows, cols;

	vterm_get_size(p->vt, &rows, &cols);
	for (int y = 0; y < rows; y++)
		fprintf(stderr, "|%s\n", pty_row(p, y));
}

long
pty_switches(const struct pty *p)
{
	char path[64], line[128];
	long n = 0, v;
	FILE *f;

	snprintf(path, sizeof path, "/proc/%d/status", (int)p->pid);
	f = fopen(path, "r");
	assert_non_null(f);
	while (fgets(line, sizeof line, f)) {
		if (sscanf(line, "voluntary_ctxt_switches: %ld", &v) == 1 ||
		    sscanf(line, "nonvoluntary_ctxt_switches: %ld", &v) == 1)
			n += v;
	}
	fclose(f);
	return n;
}
