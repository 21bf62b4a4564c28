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
	bool blind;    /* sessions are not for this role to see */
	struct allow allow;
};

/* What every key needs (scr_class.c): the state of the screen and its clinic. */
struct class_screen *class_state(struct screen *s);
struct app *class_app(struct screen *s);
/* Marks row i; nothing when there is none. */
void class_mark_at(struct screen *s, int i);
/* Marks the row after the marked one. */
void class_mark_next(struct screen *s);
/* Marks the first row in a state, if there is one. */
void class_mark_state(struct screen *s, enum classes_state wanted);
/* The marked member; NULL when nobody is, never another one. */
struct classes_member *class_marked(struct screen *s);
/* The marked member a key is about; NULL with a word. */
struct classes_member *class_wanted(struct screen *s);
/* The member a question was about, read anew, while that session is still his; NULL with a word. */
struct classes_member *class_asked(struct screen *s);
/* Reads the roster anew. */
unsigned class_reload(struct screen *s);
/* What became of something: the reason when it went wrong, and everything read anew. */
unsigned class_after(struct screen *s, enum status st, const struct err *err);

/* Marks the marked one as here, with the reason a plan of care may want. ask: the questions are asked
 * one by one; else nothing new is taken as told. */
unsigned class_here_take(struct screen *s, const char *reason, bool ask);
/* What stands before the clock of somebody who is here: the questions, a stop, a precaution. Without
 * ask nothing new is taken as told, where that is enough. */
unsigned class_here_gate(struct screen *s, bool ask);
/* Whether a precaution wants an answer before the clock. */
bool class_here_wants(const struct classes_member *m);
/* Keys: who is here (class_here.c). */
unsigned class_here_nothing_new(struct screen *s, int key);
unsigned class_here_arrived(struct screen *s, int key);

/* Keys: the clock of all (class_clock.c). */
unsigned class_clock_start(struct screen *s, int key);
unsigned class_clock_pause(struct screen *s, int key);
unsigned class_clock_leaves(struct screen *s, int key);
unsigned class_clock_end(struct screen *s, int key);
unsigned class_clock_attend(struct screen *s, int key);
unsigned class_clock_unattended(struct screen *s, int key);
unsigned class_clock_take(struct screen *s, int key);

/* Asks whether one who left is to be on the clock again. */
unsigned class_clock_back(struct screen *s, const struct classes_member *m);
/* Keys: what is noted of one (class_note.c). */
unsigned class_note_manner(struct screen *s, int key);
unsigned class_note_taught(struct screen *s, int key);
unsigned class_note_stop_sign(struct screen *s, int key);
unsigned class_note_pain(struct screen *s, int key);
unsigned class_note_effort(struct screen *s, int key);
unsigned class_note_remark(struct screen *s, int key);

/* Index of the marked row; -1: nobody is marked, or the one who was is gone. */
int class_draw_marked(const struct class_screen *c);
/* Paints the class into r; moves top so that the marked row is seen. */
void class_draw(struct class_screen *c, struct rect r);
/* For one who left: other exercises of the session wait, so that the end of the class does not end it. */
bool class_draw_goes_on(const struct classes_member *m);
/* Minutes and seconds of the member in the class so far, in ms. */
int64_t class_draw_ms(const struct classes_member *m);

#endif
