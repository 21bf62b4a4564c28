/* ncurses_floor.c - the floor of a ncurses program: what the library itself costs when the
   program does nothing but hold a list and a form. Compare peers and the
   project with it.
   ncurses_floor [ROWS [MODE]]     ROWS rows made in memory (default 20000)
       MODE plain   each key rewrites the rows that changed (default)
            full    each key erases and rewrites the whole list
            scroll  plain + idlok: ncurses may scroll with the terminal
            touch   full + clearok: the worst habit, everything sent each time
            drain   plain + all waiting keys are handled before one refresh
            keycol  drain + only the first column is highlighted, not the row
            marker  drain + a '>' before the row instead of highlighting it
   ncurses_floor_db DB [MODE]      the same on the table 'session' of a SQLite
       database: a key-set window of 22 rows a query, nothing cached
   Keys: Up Down PgUp PgDn Home End; / search (typed), Enter opens the row in
   a form of 6 fields, Esc back, q quits. Asks nothing of the clock: idle it
   blocks in read(). */
#define _GNU_SOURCE
#define _XOPEN_SOURCE_EXTENDED 1
#include <curses.h>
#include <form.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#ifdef WITH_DB
#include <sqlite3.h>
static sqlite3 *db;
static sqlite3_stmt *page;
#endif

static long rows, top, cur;
static int full, touch, page_h, drain, bar = 999;
static char find[64];

static void
row_text(long i, char *b, size_t n)
{
	static const char *ex[] = {"Quad sets", "Heel slides", "Calf raise",
				   "Bridging",	"Step-up",     "Plank"};
	snprintf(b, n, "%7ld  2024-%02ld-%02ld  %-26s %2ld x %-2ld  pain %2ld", i + 1,
		 i / 28 % 12 + 1, i % 28 + 1, ex[i * 7919 % 6], i % 5 + 1, i % 20 + 1,
		 i * 31 % 11);
}

static long drawn_top = -1, drawn_cur = -1;

static void
draw_row(int y, long i, const char *text)
{
	if (i == cur && bar > 1)
		attron(A_REVERSE);
	mvaddnstr(y, 0, text, bar < COLS - 1 ? bar : COLS - 1);
	if (i == cur && bar > 1)
		attroff(A_REVERSE);
	if (bar < COLS - 1)
		addnstr(text + bar, COLS - 1 - bar);
	if (!full)
		clrtoeol();
	if (i == cur && bar == 1)
		mvaddch(y, 0, '>');
}

static void
draw(void)
{
	char b[256];
	page_h = LINES - 2;
	if (cur < top)
		top = cur;
	if (cur >= top + page_h)
		top = cur - page_h + 1;
	if (full)
		erase();
	int all = full || top != drawn_top;
	attron(A_BOLD);
	mvprintw(0, 0, " %-60s", "  Nr     Date        Exercise");
	attroff(A_BOLD);
#ifdef WITH_DB
	sqlite3_bind_int64(page, 1, top + 1);
	sqlite3_bind_int64(page, 2, page_h);
	for (long i = top; sqlite3_step(page) == SQLITE_ROW; i++) {
		if (!all && i != cur && i != drawn_cur)
			continue;
		snprintf(b, sizeof b, "%7lld  %s  %-26s %2d x %-2d  pain %2d  %.18s",
			 (long long)sqlite3_column_int64(page, 0),
			 (const char *)sqlite3_column_text(page, 1),
			 (const char *)sqlite3_column_text(page, 2),
			 sqlite3_column_int(page, 3), sqlite3_column_int(page, 4),
			 sqlite3_column_int(page, 5), "");
		draw_row((int)(i - top) + 1, i, b);
	}
	sqlite3_reset(page);
#else
	for (long i = top; i < top + page_h && i < rows; i++) {
		if (!all && i != cur && i != drawn_cur)
			continue;
		row_text(i, b, sizeof b);
		draw_row((int)(i - top) + 1, i, b);
	}
#endif
	move(LINES - 1, 0);
	printw("%ld of %ld  %s%s", cur + 1, rows, find[0] ? "/" : "", find);
	clrtoeol();
	drawn_top = top;
	drawn_cur = cur;
	if (touch)
		clearok(stdscr, TRUE);
	refresh();
}

static void
open_form(void)
{
	static const char *label[6] = {"Patient", "Date", "Exercise",
				       "Sets",	  "Reps", "Note"};
	FIELD *f[7];
	char b[256];
	row_text(cur, b, sizeof b);
	for (int i = 0; i < 6; i++) {
		f[i] = new_field(1, 40, 2 + 2 * i, 14, 0, 0);
		set_field_back(f[i], A_UNDERLINE);
		field_opts_off(f[i], O_AUTOSKIP);
	}
	f[6] = 0;
	set_field_buffer(f[0], 0, b);
	FORM *fm = new_form(f);
	erase();
	post_form(fm);
	for (int i = 0; i < 6; i++)
		mvaddstr(2 + 2 * i, 2, label[i]);
	mvaddstr(LINES - 1, 0, "Esc back");
	form_driver(fm, REQ_FIRST_FIELD);
	refresh();
	int k;
	while ((k = getch()) != 27) {
		if (k == '\t' || k == KEY_DOWN)
			form_driver(fm, REQ_NEXT_FIELD);
		else if (k == KEY_UP)
			form_driver(fm, REQ_PREV_FIELD);
		else if (k == KEY_BACKSPACE || k == 127)
			form_driver(fm, REQ_DEL_PREV);
		else if (k == KEY_RESIZE)
			refresh();
		else
			form_driver(fm, k);
	}
	unpost_form(fm);
	free_form(fm);
	for (int i = 0; i < 6; i++)
		free_field(f[i]);
	erase();
	drawn_top = -1;
	draw();
}

static void
search(void)
{
	char b[256];
	size_t n = 0;
	int k;
	find[0] = 0;
	while ((k = getch()) != '\n' && k != '\r' && k != 27) {
		if ((k == 127 || k == KEY_BACKSPACE) && n)
			find[--n] = 0;
		else if (k >= 32 && k < 127 && n + 1 < sizeof find) {
			find[n++] = (char)k;
			find[n] = 0;
		}
		for (long i = cur; i < rows; i++) {
			row_text(i, b, sizeof b);
			if (strcasestr(b, find)) {
				cur = i;
				break;
			}
		}
		draw();
	}
}

int
main(int argc, char **argv)
{
	const char *mode = argc > 2 ? argv[2] : "plain";
	rows = argc > 1 ? atol(argv[1]) : 20000;
#ifdef WITH_DB
	sqlite3_stmt *q;
	if (argc < 2 || sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, 0))
		return 1;
	if (sqlite3_prepare_v2(db, "SELECT max(id) FROM session", -1, &q, 0))
		return 1;
	sqlite3_step(q);
	rows = (long)sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	if (sqlite3_prepare_v2(db,
			       "SELECT id,date,exercise,sets,reps,pain FROM "
			       "session WHERE id>=?1 ORDER BY id LIMIT ?2",
			       -1, &page, 0))
		return 1;
#endif
	setlocale(LC_ALL, "");
	full = !strcmp(mode, "full") || !strcmp(mode, "touch");
	touch = !strcmp(mode, "touch");
	drain =
	    !strcmp(mode, "drain") || !strcmp(mode, "keycol") || !strcmp(mode, "marker");
	bar = !strcmp(mode, "keycol") ? 8 : !strcmp(mode, "marker") ? 1 : 999;
	set_escdelay(25);
	initscr();
	cbreak();
	noecho();
	nonl();
	keypad(stdscr, TRUE);
	curs_set(0);
	if (!strcmp(mode, "scroll"))
		idlok(stdscr, TRUE);
	draw();
	int k, dirty = 0;
	for (;;) {
		if (drain && dirty) {
			timeout(0);
			k = getch();
			timeout(-1);
			if (k == ERR) {
				draw();
				dirty = 0;
				continue;
			}
		} else {
			k = getch();
		}
		if (k == 'q')
			break;
		if (drain && dirty && (k == '/' || k == '\r'))
			draw();
		switch (k) {
		case KEY_DOWN:
			cur++;
			break;
		case KEY_UP:
			cur--;
			break;
		case KEY_NPAGE:
			cur += page_h;
			top += page_h;
			break;
		case KEY_PPAGE:
			cur -= page_h;
			top -= page_h;
			break;
		case KEY_HOME:
			cur = 0;
			break;
		case KEY_END:
			cur = rows - 1;
			break;
		case '/':
			search();
			break;
		case '\r':
		case KEY_ENTER:
			open_form();
			break;
		case KEY_RESIZE:
			erase();
			drawn_top = -1;
			break;
		default:
			continue;
		}
		if (cur >= rows)
			cur = rows - 1;
		if (cur < 0)
			cur = 0;
		if (top > rows - page_h)
			top = rows - page_h;
		if (cur < top)
			top = cur;
		if (cur >= top + page_h)
			top = cur - page_h + 1;
		if (top < 0)
			top = 0;
		if (drain)
			dirty = 1;
		else
			draw();
	}
	endwin();
	return 0;
}
