/* menu.h - a small list to choose one entry from, filtered as one types. */
#ifndef TUI_MENU_H
#define TUI_MENU_H

#include "tui/line.h"
#include "tui/ui.h"

/* One entry. Borrowed by the menu until menu_free. */
struct menu_entry {
	const char *name;
	const char *help; /* may be "" */
	int value;
};

struct menu;

/* A menu over n entries, on the ncurses menu library; the first that fits is marked. */
struct menu *menu_new(const struct menu_entry *entries, int n);
/* Frees it; NULL is allowed. */
void menu_free(struct menu *m);
/* Typing filters (words of name and help, any order), arrows move; returns enum screen_flag
 * (PASS: Enter, Esc and other keys that are not the menu's). */
unsigned menu_key(struct menu *m, int key);
/* Index of the marked entry, -1: none fits the filter. */
int menu_current(const struct menu *m);
/* Marks entry i when the filter shows it. */
void menu_select(struct menu *m, int i);
/* Paints the filter line and the entries into r of a window (NULL: the screen). */
void menu_draw(struct menu *m, void *window, struct rect r);

#endif
