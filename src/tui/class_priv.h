/* class_priv.h - what the keys of a group class and its picture share. */
#ifndef TUI_CLASS_PRIV_H
#define TUI_CLASS_PRIV_H

#include "allow.h"
#include "app/classes.h"
#include "tui/screen.h"

struct class_screen {
	int64_t class;
	struct classes_roster r;
	int64_t marked; /* row that is marked, by its number */
	int top;	/* first row shown */
	bool past;	/* those who left the roster too */
	struct allow allow;
};

/* Index of the marked row, 0 when it is gone; -1: nobody is there. */
int class_draw_marked(const struct class_screen *c);
/* Paints the class into r; moves top so that the marked row is seen. */
void class_draw(struct class_screen *c, struct rect r);
/* Minutes and seconds of the member in the class so far, in ms. */
int64_t class_draw_ms(const struct classes_member *m);

#endif
