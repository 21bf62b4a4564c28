/* harness.h - screens without a terminal: keys from text, a clock by hand, goldens. */
#ifndef SCREEN_HARNESS_H
#define SCREEN_HARNESS_H

#include "tui/screen.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct app;

/* Begins a run: a headless terminal, a ui over app (may be NULL), the clock at
 * 2026-05-04 09:00:00 UTC. Follow with stack_push of the screen to test. */
void screen_start(int rows, int cols, bool colour, struct app *app);
struct ui *screen_ui(void);
/* The clock of the run, for an app that needs one before screen_start; and its time. */
const struct clock *screen_clock(void);
/* Somebody sets date and time of the machine: so far ahead of the run; 0 again at screen_start. */
void screen_set_wall(int64_t ms);
/* Several processes go by one clock, which lies in memory they share; NULL: this one's own again. It is
 * not set back by screen_start. */
void screen_share_clock(int64_t *ms);
/* From the next screen_start on, what curses sends is kept; without it, it goes nowhere. */
void screen_record(bool on);
/* The bytes since the last call; the caller frees. */
char *screen_sent(size_t *n);
/* Feeds keys and lets the loop answer them in one turn. <Enter>, <Down>, <F1>, <^Z> ... are
 * keys, << is one <. "" paints. */
void screen_keys(const char *keys);
/* Moves the clock on, turn by turn at each deadline. */
void screen_advance(int64_t ms);
/* The machine slept: the clock is further on, and no turn was taken in between. */
void screen_sleep(int64_t ms);
/* Another size of the terminal. */
void screen_resize(int rows, int cols);
/* The text of one row, without blanks at its end; borrowed until the next call. */
const char *screen_row(int y);
/* True when some row holds text. */
bool screen_has(const char *text);
/* Compares with tests/screen/golden/NAME.SIZE.MODE.txt; GOLDEN_UPDATE=1 writes it. */
void screen_golden(const char *name);
/* Closes all screens and the terminal. */
void screen_stop(void);
/* Runs a test at 80x24 and 132x43, in colour and mono, each between start and stop; open pushes
 * the first screen. */
void screen_matrix(void (*test)(struct ui *ui));

#endif
