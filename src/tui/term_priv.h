/* term_priv.h - what the widgets of this layer know of curses. */
#ifndef TUI_TERM_PRIV_H
#define TUI_TERM_PRIV_H

#define NCURSES_WIDECHAR 1
#include <ncurses.h>

#include "tui/term.h"

/* Attributes and colour of a tone. */
attr_t term_attr(enum tone tone);
/* True when stdin can be read and nothing comes: the line is cut. */
bool term_gone(void);
/* Notes the terminal's state for the crash handlers and installs them; and takes them away. */
void crash_arm(void);
void crash_disarm(void);

#endif
