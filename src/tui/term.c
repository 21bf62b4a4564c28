/* term.c - the terminal behind curses. */
#include "term_priv.h"

#include "base/io.h"
#include "base/str.h"
#include "base/utf8.h"
#include "tui/key.h"

#include <errno.h>
#include <fcntl.h>
#include <langinfo.h>
#include <locale.h>
#include <panel.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#include <wchar.h>

enum { ESC_DELAY_MS = 25, QUEUE_SIZE = 4096 };

static struct {
	SCREEN *screen;
	WINDOW *input;	    /* keys are read through it, so that reading paints nothing */
	FILE *in, *out;	    /* /dev/null when headless */
	struct termios tty; /* before us */
	int *queue;	    /* keys pushed, in order */
	int queued, next;
	char part[4]; /* a character of which not all bytes have come */
	size_t n_part;
	attr_t attrs[TONE_COUNT];
	bool ascii, headless;
	bool plain; /* pictures without braille and eighths of blocks */
} term;

static const struct {
	attr_t mono, attr; /* without and with colour */
	short colour;	   /* -1: the terminal's own */
} looks[TONE_COUNT] = {
    [TONE_PLAIN] = {A_NORMAL, A_NORMAL, -1},
    [TONE_TITLE] = {A_BOLD, A_BOLD, COLOR_CYAN},
    [TONE_KEY] = {A_BOLD, A_BOLD, -1},
    [TONE_DIM] = {A_NORMAL, A_DIM, -1},
    [TONE_GOOD] = {A_NORMAL, A_NORMAL, COLOR_GREEN},
    [TONE_WARN] = {A_BOLD, A_BOLD, COLOR_YELLOW},
    [TONE_STOP] = {A_REVERSE | A_BOLD, A_REVERSE | A_BOLD, COLOR_RED},
    [TONE_CURSOR] = {A_REVERSE, A_REVERSE, -1},
    [TONE_FIELD] = {A_BOLD, A_BOLD, -1},
    [TONE_PRACTICE] = {A_REVERSE, A_REVERSE, COLOR_MAGENTA},
};

static const struct {
	int curses, key;
} specials[] = {
    {KEY_UP, K_UP},	    {KEY_DOWN, K_DOWN},	  {KEY_LEFT, K_LEFT},
    {KEY_RIGHT, K_RIGHT},   {KEY_HOME, K_HOME},	  {KEY_FIND, K_HOME},
    {KEY_END, K_END},	    {KEY_SELECT, K_END},  {KEY_PPAGE, K_PGUP},
    {KEY_NPAGE, K_PGDN},    {KEY_IC, K_INS},	  {KEY_DC, K_DEL},
    {KEY_BTAB, K_BACKTAB},  {KEY_ENTER, K_ENTER}, {KEY_BACKSPACE, K_BACKSPACE},
    {KEY_RESIZE, K_RESIZE},
};

/* Columns as curses counts them. */
static int
curses_width(uint32_t cp)
{
	return wcwidth((wchar_t)cp);
}

static void
choose_looks(bool colour)
{
	short pair = 1;

	if (colour) {
		start_color();
		use_default_colors();
	}
	for (int i = 0; i < TONE_COUNT; i++) {
		term.attrs[i] = colour ? looks[i].attr : looks[i].mono;
		if (!colour || looks[i].colour < 0)
			continue;
		init_pair(pair, looks[i].colour, -1);
		term.attrs[i] |= COLOR_PAIR(pair);
		pair++;
	}
}

/* Control keys that the tty would act on reach the program: nothing may stop or kill it by a
 * slip of the finger, and ^S must not freeze a session. */
static void
free_control_keys(void)
{
	struct termios t;

	if (tcgetattr(STDIN_FILENO, &t))
		return;
	t.c_iflag &= ~(tcflag_t)(IXON | ICRNL | INLCR);
	t.c_lflag &= ~(tcflag_t)IEXTEN;
	t.c_cc[VINTR] = t.c_cc[VSUSP] = t.c_cc[VQUIT] = _POSIX_VDISABLE;
	tcsetattr(STDIN_FILENO, TCSANOW, &t);
	def_prog_mode();
}

/* What stands on the keys of a keypad is what they are (key_of_sequence), whatever corner or name a
 * terminal's description gives them. */
static void
forget_keypad(void)
{
	for (int c = 'j'; c <= 'y'; c++) {
		char bytes[] = {K_ESC, 'O', (char)c, '\0'};

		define_key(bytes, 0);
	}
}

static void
set_up(bool colour)
{
	set_escdelay(ESC_DELAY_MS);
	cbreak();
	noecho();
	nonl();
	term.input = newpad(1, 1);
	keypad(term.input, TRUE);
	forget_keypad();
	nodelay(term.input, TRUE);
	idlok(stdscr, TRUE);
	typeahead(-1); /* a picture is sent whole */
	choose_looks(colour);
	term.queued = term.next = 0;
	term.n_part = 0;
}

/* curses sends each move of the cursor by itself, seventy writes for a page, until it has come
 * back from a suspension once; from then on a picture is one write. So it is suspended as soon
 * as it is there (what it sends for that goes nowhere) and comes back at once. */
static void
send_in_one(void)
{
	int null = io_posix.open(io_posix.arg, "/dev/null", O_WRONLY, 0);
	int glass = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3);

	if (null >= 0 && glass >= 0 && dup2(null, STDOUT_FILENO) == STDOUT_FILENO) {
		endwin();
		while (dup2(glass, STDOUT_FILENO) < 0 && errno == EINTR)
			;
		doupdate();
	}
	if (null >= 0)
		io_posix.close(io_posix.arg, null);
	if (glass >= 0)
		io_posix.close(io_posix.arg, glass);
}

/* What is pasted comes between marks, where the terminal's description knows of them. */
static void
mark_pastes(bool on)
{
	const char *s = tigetstr(on ? "BE" : "BD");

	if (term.headless || !s || s == (const char *)-1)
		return;
	putp(s);
	fflush(stdout); /* curses sends its pictures past what stdio keeps */
}

/* Terminals whose fonts hold 256 or 512 signs: Latin letters and frames, no braille. */
static bool
small_font(const char *name)
{
	return !strncmp(name, "linux", 5) || !strncmp(name, "vt", 2) ||
	       !strncmp(name, "cons", 4);
}

enum status
term_open(struct err *err)
{
	const char *none = getenv("NO_COLOR"), *name = getenv("TERM");

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO))
		return status_fail(err, ST_REFUSED,
				   "no terminal to draw on (over SSH: ssh -t); or give a "
				   "verb, see limber "
				   "--help");
	setlocale(LC_CTYPE, "");
	term.ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	utf8_width_by(term.ascii ? NULL : curses_width);
	term.plain = term.ascii || small_font(name ? name : "");
	term.headless = false;
	tcgetattr(STDIN_FILENO, &term.tty);
	term.screen = newterm(NULL, stdout, stdin);
	if (!term.screen)
		return status_fail(
		    err, ST_REFUSED,
		    "the terminal type '%s' is not known here; set TERM, for "
		    "example TERM=vt100",
		    name ? name : "");
	if (!tigetstr("cup")) { /* as "dumb": a picture would be a heap of lines */
		endwin();
		delscreen(term.screen);
		term.screen = NULL;
		return status_fail(
		    err, ST_REFUSED,
		    "the terminal type '%s' cannot place its cursor; set TERM, for "
		    "example TERM=vt100",
		    name ? name : "");
	}
	send_in_one();
	set_up(has_colors() && !(none && none[0]));
	mark_pastes(true);
	free_control_keys();
	crash_arm(&term.tty);
	return ST_OK;
}

enum status
term_open_headless(int rows, int cols, bool colour, struct err *err)
{
	const char *locale = getenv("LC_ALL");

	setlocale(LC_CTYPE, locale && locale[0] ? locale : "C.UTF-8");
	term.ascii = strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	utf8_width_by(term.ascii ? NULL : curses_width);
	term.plain = term.ascii;
	term.headless = true;
	term.in = fopen("/dev/null", "r");
	term.out = fopen("/dev/null", "w");
	term.screen =
	    term.in && term.out ? newterm("xterm-256color", term.out, term.in) : NULL;
	if (!term.screen)
		return status_fail(err, ST_REFUSED, "no headless terminal");
	resizeterm(rows, cols);
	set_up(colour);
	while (wgetch(term.input) != ERR)
		;
	return ST_OK;
}

/* The panel library puts a panel of its own under all others and never frees it; it is the one
 * below the first of ours. */
static PANEL *
root_panel(void)
{
	WINDOW *w = newwin(1, 1, 0, 0);
	PANEL *p = new_panel(w), *bottom = p ? p->below : NULL;

	del_panel(p);
	delwin(w);
	return bottom;
}

void
term_close(void)
{
	PANEL *bottom;

	if (!term.screen)
		return;
	bottom = root_panel();
	delwin(term.input);
	curs_set(1);
	mark_pastes(false);
	endwin();
	crash_disarm();
	delscreen(term.screen);
	free(bottom);
	if (!term.headless)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &term.tty);
	if (term.in)
		fclose(term.in);
	if (term.out)
		fclose(term.out);
	free(term.queue);
	memset(&term, 0, sizeof term);
}

bool
term_ascii(void)
{
	return term.ascii;
}

bool
term_plain(void)
{
	return term.plain;
}

void
term_bell(void)
{
	if (!term.headless) /* nobody hears it, and a picture has no sound */
		beep();
}

void
term_cursor(bool visible)
{
	curs_set(visible ? 1 : 0);
}

void
term_size(int *rows, int *cols)
{
	getmaxyx(stdscr, *rows, *cols);
}

bool
term_key_push(int key)
{
	if (!term.queue)
		term.queue = mem_alloc(QUEUE_SIZE * sizeof *term.queue);
	if (term.queued == QUEUE_SIZE)
		return false;
	term.queue[term.queued++] = key;
	return true;
}

static int
special_key(int c)
{
	for (size_t i = 0; i < sizeof specials / sizeof specials[0]; i++) {
		if (specials[i].curses == c)
			return specials[i].key;
	}
	if (c > KEY_F0 && c <= KEY_F(12))
		return K_F(c - KEY_F0);
	return K_UNKNOWN;
}

/* Bytes a UTF-8 character has that begins with this one; 0: none begins so. */
static size_t
expected(unsigned char first)
{
	return first < 0xC2   ? 0
	       : first < 0xE0 ? 2
	       : first < 0xF0 ? 3
	       : first < 0xF5 ? 4
			      : 0;
}

/* Adds a byte of a character; K_NONE until it is whole. */
static int
gather(unsigned char byte)
{
	uint32_t cp = 0;

	if (term.ascii) {
		wint_t w = btowc(byte);

		return w == WEOF || !key_is_text((int)w) ? K_UNKNOWN : (int)w;
	}
	if (term.n_part == 0 && expected(byte) == 0)
		return K_UNKNOWN;
	term.part[term.n_part++] = (char)byte;
	if (term.n_part < expected((unsigned char)term.part[0]) && term.n_part < 4)
		return K_NONE;
	if (!utf8_decode(term.part, term.n_part, &cp) || !key_is_text((int)cp))
		cp = K_UNKNOWN;
	term.n_part = 0;
	return (int)cp;
}

static int
plain_key(int c)
{
	if (c >= 0x80)
		return gather((unsigned char)c);
	term.n_part = 0;
	if (c == '\n')
		return K_ENTER;
	if (c == 8)
		return K_BACKSPACE;
	return c == 0 ? K_UNKNOWN : c;
}

/* What came after an Esc that curses knows no key for: a key all the same, or Esc by itself. */
static int
after_escape(void)
{
	char bytes[32];
	size_t n = 0, used;
	int key;

	while (n < sizeof bytes && !key_sequence_ends(bytes, n)) {
		int c = wgetch(term.input);

		if (c == ERR)
			break;
		if (c >= KEY_MIN || c == K_ESC || c == 0) {
			ungetch(c);
			break;
		}
		bytes[n++] = (char)c;
	}
	key = key_of_sequence(bytes, n, &used);
	while (n > used)
		ungetch((unsigned char)bytes[--n]);
	return key;
}

int
term_key(void)
{
	int key = K_NONE;

	if (term.next < term.queued) {
		key = term.queue[term.next++];
		if (term.next == term.queued)
			term.next = term.queued = 0;
		return key;
	}
	while (key == K_NONE) {
		int c = wgetch(term.input);

		if (c == ERR)
			return K_NONE;
		key = c >= KEY_MIN ? special_key(c)
		      : c == K_ESC ? after_escape()
				   : plain_key(c);
	}
	return key;
}

bool
term_gone(void)
{
	struct pollfd p = {.fd = STDIN_FILENO, .events = POLLIN};
	int n = 0;

	if (term.headless || poll(&p, 1, 0) <= 0)
		return false;
	if (p.revents & (POLLHUP | POLLERR | POLLNVAL))
		return true;
	return ioctl(STDIN_FILENO, FIONREAD, &n) || n == 0;
}

void
term_flush(void)
{
	wnoutrefresh(stdscr);
	doupdate();
}

void
term_repaint(void)
{
	clearok(curscr, TRUE);
}

attr_t
term_attr(enum tone tone)
{
	return term.attrs[tone];
}
