/* loop.h - waits for keys and deadlines on one thread; knows no screen. */
#ifndef TUI_LOOP_H
#define TUI_LOOP_H

#include "tui/ui.h"

/* Why a loop ended. */
enum loop_end {
	LOOP_QUIT,   /* a screen asked for it */
	LOOP_SIGNAL, /* SIGTERM or SIGINT from outside */
	LOOP_HANGUP, /* SIGHUP, or the terminal is gone */
};

/* Runs until a screen quits or the terminal goes; every screen is closed in order then. Blocks
 * without waking while no screen has a deadline. */
enum loop_end loop_run(struct ui *ui);
/* One turn without waiting: drains keys, ticks, draws (tests). */
void loop_turn(struct ui *ui);

#endif
