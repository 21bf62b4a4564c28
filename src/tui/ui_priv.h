/* ui_priv.h - the popups over a screen and the keys under it. */
#ifndef TUI_UI_PRIV_H
#define TUI_UI_PRIV_H

#include "tui/screen.h"

/* One thing a key does here: the keys of the screen, then those of every screen. */
struct ui_bind {
	const struct keybind *bind;
	const struct keybind *other; /* a second key for the same action, or NULL */
};

enum { UI_BINDS_MAX = 96 };

/* Fills binds with one row per action that works on the top screen now; returns how many. */
int ui_binds(const struct ui *ui, struct ui_bind binds[UI_BINDS_MAX]);
/* Runs a binding on the top screen and does what its flags say. */
void ui_run(struct ui *ui, const struct keybind *bind, int key);

/* A key as text for what is typed into now: the lock, the question, the command list, the screen's
 * field. False: nothing takes it. */
bool ui_type(struct ui *ui, int key);
/* True when Enter begins a new line in what is typed into now. */
bool ui_types_lines(const struct ui *ui);
/* True: the key begins a paste, ends it, or is part of it, and is dealt with. */
bool paste_key(struct ui *ui, int key);

/* Opens the help, the command list; closes either. */
void popup_help(struct ui *ui);
void popup_commands(struct ui *ui);
void popup_close(struct ui *ui);
/* One key; false: not the popup's, it is closed and the key is still to be done. */
bool popup_key(struct ui *ui, int key);
void popup_draw(struct ui *ui);
/* True when the popup takes text. */
bool popup_types(const struct ui *ui);

/* Frees what was closed while a handler ran. */
void stack_bury(struct ui *ui);

#endif
