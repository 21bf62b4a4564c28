/* sent.c - judges bytes that went to a terminal. */
#include "sent.h"

#include "base/utf8.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* Behind an ESC: a sequence of letters and numbers curses makes for xterm; its length, 0: none. */
static size_t
sequence(const char *p, size_t n)
{
	size_t i = 1;

	if (n >= 2 && strchr("()", p[0]))
		return 2;
	if (n && strchr("78=>M", p[0]))
		return 1;
	if (!n || p[0] != '[')
		return 0;
	while (i < n && strchr("?>;0123456789", p[i]) && p[i])
		i++;
	return i < n && strchr("ABCDGHJKLMPSTXZ@bdghlmrt", p[i]) ? i + 1 : 0;
}

static const char *
control_fault(unsigned char c, bool curses)
{
	if (c == '\n' || c == '\r' || c == '\t')
		return NULL;
	if (curses ? c == 8 || c == 14 || c == 15 : c == '\f')
		return NULL;
	return c == 7 ? "a bell" : "a control";
}

static const char *
character_fault(uint32_t cp, int *marks)
{
	if (cp >= 0x7F && cp < 0xA0)
		return "a C1 control";
	if (utf8_invisible(cp))
		return utf8_bidi_control(cp) ? "a bidi control" : "an invisible one";
	*marks = utf8_width(cp) ? 0 : *marks + 1;
	return *marks > SENT_MARKS_MAX ? "a flood of marks" : NULL;
}

const char *
sent_fault(const char *p, size_t n, bool curses, size_t *at)
{
	int marks = 0;

	for (*at = 0; *at < n;) {
		uint32_t cp = 0;
		size_t len;
		const char *why = NULL;

		if (p[*at] == 27) {
			len = curses ? sequence(p + *at + 1, n - *at - 1) : 0;
			if (!len)
				return "an escape sequence";
			*at += 1 + len;
			marks = 0;
			continue;
		}
		len = utf8_decode(p + *at, n - *at, &cp);
		if (!len)
			return "no UTF-8";
		if (cp < 0x20)
			why = control_fault((unsigned char)cp, curses);
		else
			why = character_fault(cp, &marks);
		if (why)
			return why;
		*at += len;
	}
	return NULL;
}

int
sent_run(const char *const *argv, struct str *out)
{
	int master = posix_openpt(O_RDWR | O_NOCTTY), hold, status = -1;
	char b[8192];
	ssize_t got;
	bool ended = false;
	pid_t pid;

	if (master < 0 || grantpt(master) || unlockpt(master))
		abort();
	hold = open(ptsname(master), O_RDWR | O_NOCTTY);
	pid = fork();
	if (hold < 0 || pid < 0 || fcntl(master, F_SETFL, O_NONBLOCK))
		abort();
	if (pid == 0) {
		if (dup2(hold, 0) < 0 || dup2(hold, 1) < 0 || dup2(hold, 2) < 0)
			_exit(126);
		close(master);
		close(hold);
		execv(argv[0], (char *const *)argv);
		_exit(127);
	}
	str_clear(out);
	while (!ended) { /* what it wrote last is read after it has ended */
		ended = waitpid(pid, &status, WNOHANG) == pid;
		while ((got = read(master, b, sizeof b)) > 0)
			str_add_n(out, b, (size_t)got);
		if (!ended)
			usleep(500);
	}
	close(hold);
	close(master);
	return status;
}
