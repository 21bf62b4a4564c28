/* nav.h - the one table of screens, so that screens do not know each other. */
#ifndef TUI_NAV_H
#define TUI_NAV_H

#include "tui/screen.h"

/* X(ID, symbol of its struct screen_ops, command, help of at most 40 columns). A command ("" :
 * none) opens the screen from the command list anywhere. */
/* clang-format off */
#define NAV_LIST(X) \
	X(EDIT, scr_edit, "", "Write a text of several lines")
/* clang-format on */

enum nav_id {
#define NAV_ENUM(ID, symbol, command, help) NAV_##ID,
	NAV_LIST(NAV_ENUM)
#undef NAV_ENUM
	    NAV_COUNT
};

struct nav_row {
	const struct screen_ops *ops;
	const char *command, *help;
};

/* The row of a screen; never NULL. */
const struct nav_row *nav_get(enum nav_id id);
/* The screen whose ops are called name; NULL: none. */
const struct screen_ops *nav_named(const char *name);
/* Opens a screen on top; returns SCREEN_REDRAW for the handler to return. A failure is told on
 * the message line. arg may be NULL. */
unsigned nav_push(struct ui *ui, enum nav_id id, const struct nav_arg *arg);
/* As nav_push, in place of the top screen. */
unsigned nav_replace(struct ui *ui, enum nav_id id, const struct nav_arg *arg);
/* The keys that work everywhere (a table as a screen has one). */
const struct keybind *nav_keys(void);

#endif
