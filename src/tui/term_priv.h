/* term_priv.h - what the widgets of this layer know of curses. */
#ifndef TUI_TERM_PRIV_H
#define TUI_TERM_PRIV_H

#define NCURSES_WIDECHAR 1
#include <ncurses.h>
#include <termios.h>

#include "tui/term.h"

/* Attributes and colour of a tone. */
attr_t term_attr(enum tone tone);
/* True when stdin can be read and nothing comes: the line is cut. */
bool term_gone(void);
/* Notes how to give the terminal back (before: the tty's modes as we found them) and installs the
 * handlers of faults; and takes them away. */
void crash_arm(const struct termios *before);
void crash_disarm(void);

#endif
