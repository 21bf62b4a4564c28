/* class_priv.h - what the keys of a group class and its picture share. */
#ifndef TUI_CLASS_PRIV_H
#define TUI_CLASS_PRIV_H

#include "allow.h"
#include "app/classes.h"
#include "tui/screen.h"

/* Who is marked: a person. The number of a row changes when somebody joins or leaves the roster. */
struct class_mark {
	int64_t patient; /* 0: nobody was marked yet */
	int64_t no;	 /* row, where one person has several */
	bool past;	 /* a row of those who left the roster */
	int at;		 /* where the row was */
};

struct class_screen {
	int64_t class;
	struct classes_roster r;
	struct class_mark mark;
	int64_t asked; /* session a question that stands open is about */
	int top;       /* first row shown */
	bool past;     /* those who left the roster too */
	struct allow allow;
};

/* Index of the marked row; -1: nobody is marked, or the one who was is gone. */
int class_draw_marked(const struct class_screen *c);
/* Paints the class into r; moves top so that the marked row is seen. */
void class_draw(struct class_screen *c, struct rect r);
/* Minutes and seconds of the member in the class so far, in ms. */
int64_t class_draw_ms(const struct classes_member *m);

#endif
