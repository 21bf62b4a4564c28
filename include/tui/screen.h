/* screen.h - one screen: a table of functions over its own state. */
#ifndef TUI_SCREEN_H
#define TUI_SCREEN_H

#include "base/status.h"
#include "tui/action.h"
#include "tui/key.h"
#include "tui/ui.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct list_source; /* tui/list.h */

/* What a key did; anything but PASS says that the key was taken. */
enum screen_flag {
	SCREEN_PASS = 0,    /* not mine: somebody else may have it */
	SCREEN_HANDLED = 1, /* mine; the picture is the same */
	SCREEN_REDRAW = 2,  /* mine; paint me */
	SCREEN_POP = 4,	    /* mine; close me */
	SCREEN_QUIT = 8,    /* mine; end the program in order */
};

/* One key of a screen. Order in the table is the order (and the priority) in the footer;
 * a table ends with ACT_NONE. */
struct keybind {
	int key;
	enum action action;
	/* Returns enum screen_flag. NULL: a widget answers the key in input, the row only
	 * tells of it in footer and help. */
	unsigned (*run)(struct screen *s, int key);
};

/* What a screen is opened with; screens agree on the meaning. Borrowed during open. */
struct nav_arg {
	int64_t no;	  /* row the screen is about */
	int64_t no2;	  /* second row, limit ... */
	const char *text; /* search text, text to edit ... */
	const char *title;
	const char *typed; /* edit: what opened it, typed behind text; NULL: nothing */
	const void *data;  /* anything else */
	/* edit: called with the text when it has to be kept; NULL: only the answer counts */
	enum status (*keep)(void *ctx, const char *text, struct err *err);
	/* edit: after ST_STALE from keep, the text somebody else has stored; it is shown beside the
	 * typed one. NULL: it is told by the reason alone */
	const char *(*theirs)(void *ctx);
	void *ctx;
};

/* What the screen that was on top told before it was closed. Borrowed during resume. */
struct screen_answer {
	const struct screen_ops *from; /* the screen that was closed */
	int code; /* 0: just closed; else what it agreed with its opener */
	int64_t no;
	const char *text; /* never NULL */
};

struct screen_ops {
	const char *name;	    /* in the navigation table */
	const char *title;	    /* begins the title line */
	size_t state_size;	    /* zeroed by the stack, freed by it */
	const struct keybind *keys; /* ends with ACT_NONE */
	/* What a screen of tui/list_screen.h lists, and how it reads all of it (state and title). NULL:
	 * it is none. */
	const struct list_source *list;
	enum status (*load)(struct screen *s, struct err *err);
	bool locked; /* nobody is logged in: no key leads to another screen by itself */
	/* Loads what is shown. Failure: the screen is not pushed; close is not called, so open
	 * frees what it took. */
	enum status (*open)(struct screen *s, const struct nav_arg *arg, struct err *err);
	/* First look at a key, for widgets; NULL: none. Returns enum screen_flag. */
	unsigned (*input)(struct screen *s, int key);
	/* Looks at the time; true: the picture changed. *next_ms (boot ms) comes as INT64_MAX,
	 * for never. NULL: time does not matter. */
	bool (*tick)(struct screen *s, int64_t now_ms, int64_t *next_ms);
	/* Resume also when another program has changed the clinic, with an answer of code 0 from the
	 * screen itself: it reads again what it shows; cursor, marks and what is being typed
	 * stay. */
	bool renew;
	/* What its clock shows, as "0:23", and nothing that says whose: for the locked screen. False: no
	 * clock runs. NULL: it has none. */
	bool (*clock)(struct screen *s, char *out, size_t size);
	/* On top again: reload what may have changed, take the answer. NULL: nothing to do. */
	void (*resume)(struct screen *s, const struct screen_answer *a);
	/* Paints from state; loads nothing, reads no clock. */
	void (*draw)(struct screen *s);
	/* The picture is out and nobody waits: may load what is likely to be wanted next; the
	 * picture stays. NULL: nothing to do. */
	void (*rest)(struct screen *s);
	/* Frees what state holds; stores a field half filled in. NULL: nothing to do. */
	void (*close)(struct screen *s);
};

struct screen {
	const struct screen_ops *ops;
	struct ui *ui;
	struct screen *below;
	void *state;	 /* state_size bytes */
	int64_t next_ms; /* deadline given by tick */
	bool
	    typing; /* letters go to a field: keys that type do not act, footer hides them */
	bool lines; /* and Enter begins a new line in it */
	int64_t
	    patient; /* whom it is about, 0 nobody: set in open. A screen without a command of
			  * its own that does not say is about whom the screen below is. */
	char title[96]; /* after ops->title in the title line; set by the screen */
};

#endif
