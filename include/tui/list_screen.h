/* list_screen.h - what screens share that show one list which they read whole; knows no row.
 *
 * The state of such a screen begins with a struct list and holds the rows. Its ops name the source
 * (`list`, without a page) and `load`, which reads the rows, gives them to list_set and writes the title;
 * the handlers below stand in its ops as they are. A screen that does more calls them out of its own.
 * input and close need the list alone: they also serve a screen that fills it in another way. */
#ifndef TUI_LIST_SCREEN_H
#define TUI_LIST_SCREEN_H

#include "tui/list.h"
#include "tui/screen.h"

/* Loads and stands on the first row. A screen that is told what it is about notes that first.
 * Failure: ops->close has freed what the screen had taken. */
enum status
list_screen_open(struct screen *s, const struct nav_arg *arg, struct err *err);
/* The keys of the list; returns enum screen_flag. */
unsigned list_screen_input(struct screen *s, int key);
/* Loads again, the cursor stays on its row while that exists; says why when it fails. Returns
 * SCREEN_REDRAW, for handlers of keys. */
unsigned list_screen_reload(struct screen *s);
/* As reload, with the cursor on the first row: other rows are wanted now. */
unsigned list_screen_restart(struct screen *s);
/* Reloads whatever the answer. */
void list_screen_resume(struct screen *s, const struct screen_answer *a);
/* Frees the list; rows are the screen's. */
void list_screen_close(struct screen *s);

#endif
