/* ui.h - what every screen shares: clock, size, message line; owns no data of the clinic. */
#ifndef TUI_UI_H
#define TUI_UI_H

#include "base/clock.h"
#include "base/status.h"
#include "tui/term.h"

#include <stdbool.h>
#include <stdint.h>

struct app;    /* the use cases; screens include app's headers for it */
struct screen; /* tui/screen.h */
struct ask;    /* tui/ask.h: the question on the message line, NULL when none */
struct lock;   /* the lock over all of it (tui/lock.h), NULL when there is none */
struct popup;  /* help or command list over the screen, NULL when none */

/* A rectangle of the screen, absolute cells. */
struct rect {
	int y, x, h, w;
};

enum { UI_MARKS = 4, UI_MARK_SIZE = 240 };
enum { UI_MESSAGE_SIZE = 240, UI_STATUS_SIZE = 48 };

/* A paste that goes on: its text comes as keys, one by one (paste.c). */
struct paste {
	bool on;
	bool taken, left; /* some of it was taken, some left out */
	bool gap;	  /* a line ended: a space, when more follows */
	int64_t at_ms;	  /* boot clock of its last key */
};

struct ui {
	struct app *app;	   /* borrowed; opaque here */
	const struct clock *clock; /* borrowed */
	struct screen *top;	   /* the screen that is seen; those below hang on it */
	struct ask *ask;
	struct popup *popup;
	struct lock *lock;
	int rate;	       /* the clock runs so many times as fast; 1 */
	int64_t lock_after_ms; /* without a key; 0: it locks when it is told to */
	int64_t key_ms;	       /* boot clock at the last key */
	struct screen *dead;   /* closed this turn; freed when no handler runs */
	int64_t now_ms;	       /* boot clock at the start of this turn */
	int64_t wall_ms;       /* wall clock at the start of this turn */
	int64_t today;	       /* yyyymmdd, local */
	int64_t version;     /* of the database when the top screen was last read anew */
	int64_t who_version; /* and when who works here was */
	int rows, cols;	     /* never less than 24x80, see too_small */
	bool too_small;	     /* nothing but a request to enlarge is shown */
	bool ascii;	     /* only ASCII is shown */
	bool practice;	     /* made-up clinic: the title line says so */
	bool repaint;	     /* the next draw begins on an empty screen */
	bool refused;  /* what was typed was wrong: its question stands again (ask.c) */
	int said_rows; /* rows of the message */
	int covered;   /* rows it took in the last picture, with that of a question */
	struct paste paste;
	bool quit;   /* the loop ends after this turn */
	int leaving; /* keys for which an Esc on the first screen logs out; 0 asks first */
	int n_marks; /* rows under the title line with what is not sure of the patient */
	char marks[UI_MARKS][UI_MARK_SIZE];
	enum tone message_tone;
	char status[UI_STATUS_SIZE]; /* right end of the title line: who works here */
	char message[UI_MESSAGE_SIZE];
	/* Called once the first picture stands and every hour after that; NULL: nothing is to do. */
	void (*hourly)(struct ui *ui, void *arg);
	void *hourly_arg;
	int64_t hourly_ms; /* boot clock of the next call */
};

/* Fills ui for a terminal that is open; borrows app and clock. */
void ui_init(struct ui *ui, struct app *app, const struct clock *clock);
/* Closes every screen, top first, and what hangs on ui. */
void ui_release(struct ui *ui);
/* Reads the clock and the terminal's size into ui; the loop calls it each turn. */
void ui_sync(struct ui *ui);
/* Shows a sentence on the message line until the next key; a long one covers rows above that line. */
void ui_say(struct ui *ui, enum tone tone, const char *fmt, ...) BASE_PRINTF(3, 4);
/* Shows why something failed (TONE_WARN). What is wrong with a typed answer leaves its question open. */
void ui_fail(struct ui *ui, const struct err *err);
/* ui_say for what is wrong with a typed answer: the question stands again. */
void ui_refuse(struct ui *ui, const char *fmt, ...) BASE_PRINTF(2, 3);
/* Looks whether identity and safety of the patient the top screen is about are in conflict; the
 * stack calls it when another screen is on top. What it finds stands under the title line. */
void ui_mark(struct ui *ui);
/* Has another program changed the clinic? Then the top screen reads again what it shows, unless a
 * question or a list of keys stands over it: those speak of what was there. True: it has read. The
 * loop calls it each turn. */
bool ui_renew(struct ui *ui);
/* Rows between the title line (and the marks under it) and the message line. */
struct rect ui_body(const struct ui *ui);
/* Paints title line, top screen, message line, footer and popup; the loop calls it. */
void ui_draw(struct ui *ui);
/* The same from within long work: at most four times a second; *drawn_ms is when it was last done. */
void ui_draw_sparely(struct ui *ui, int64_t *drawn_ms);
/* One key: popup, question, screen, shared keys, hint; the loop calls it. */
void ui_key(struct ui *ui, int key);
/* Lets every screen look at the time; the nearest deadline (boot ms), INT64_MAX: none.
 * *changed is set when the top screen's picture changed. */
int64_t ui_tick(struct ui *ui, bool *changed);

#endif
