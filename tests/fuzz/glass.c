/* glass.c - curses over a pipe and a file without a name. */
#define NCURSES_WIDECHAR 1
#include "glass.h"
#include "fuzz.h"

#include "base/utf8.h"
#include "screen/sent.h"
#include "tui/key.h"
#include "tui/term.h"

#include <fcntl.h>
#include <ncurses.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { TYPED_MAX = 4096 };

static struct {
	int typed; /* where typed bytes are written */
	int sent;  /* what was sent is read here */
	bool open;
} glass;

/* curses sees the end of the device it had before; then it reads ours. */
static void
try_it(void)
{
	int key = K_NONE;

	glass_type((const uint8_t *)"x", 1);
	for (int i = 0; i < 3 && key == K_NONE; i++)
		key = term_key();
	check(key == 'x' && term_key() == K_NONE);
}

/* The two descriptors term_open_headless will get, put over by ours. */
void
glass_open(void)
{
	struct err err = {0};
	int pipe_fds[2], in, out;
	FILE *sent;

	if (glass.open)
		return;
	glass.open = true;
	sent = tmpfile();
	check(sent && pipe(pipe_fds) == 0);
	glass.sent = fileno(sent);
	glass.typed = pipe_fds[1];
	check(fcntl(pipe_fds[0], F_SETFL, O_NONBLOCK) == 0);
	in = dup(pipe_fds[0]);
	out = dup(pipe_fds[0]);
	check(in >= 0 && out > in);
	close(in);
	close(out);
	setenv("LC_ALL", "C.UTF-8", 1);
	check(term_open_headless(24, 80, true, &err) == ST_OK);
	meta(stdscr, TRUE); /* no terminal says that its bytes have eight bits */
	check(dup2(pipe_fds[0], in) == in && dup2(glass.sent, out) == out);
	try_it();
}

void
glass_type(const uint8_t *bytes, size_t n)
{
	if (n > TYPED_MAX)
		n = TYPED_MAX;
	check(write(glass.typed, bytes, n) == (ssize_t)n);
}

uint32_t
glass_cell(int y, int x)
{
	wchar_t text[CCHARW_MAX + 1];
	attr_t attrs;
	short pair;
	cchar_t cell;

	mvwin_wch(newscr, y, x, &cell);
	getcchar(&cell, text, &attrs, &pair, NULL);
	for (int i = 0; text[i]; i++) {
		uint32_t cp = (uint32_t)text[i];

		check(cp >= 0x20 && (cp < 0x7F || cp >= 0xA0) && !utf8_bidi_control(cp));
	}
	return (uint32_t)text[0];
}

void
glass_check(void)
{
	int cy = getcury(newscr), cx = getcurx(newscr);
	off_t n = lseek(glass.sent, 0, SEEK_END);
	char *bytes;
	size_t at;

	for (int y = 0; y < getmaxy(newscr); y++)
		for (int x = 0; x < getmaxx(newscr); x++)
			glass_cell(y, x);
	wmove(newscr, cy, cx);
	check(n >= 0);
	bytes = malloc((size_t)n + 1);
	check(bytes && pread(glass.sent, bytes, (size_t)n, 0) == (ssize_t)n);
	check(!sent_fault(bytes, (size_t)n, true, &at));
	free(bytes);
	check(ftruncate(glass.sent, 0) == 0 && lseek(glass.sent, 0, SEEK_SET) == 0);
}
