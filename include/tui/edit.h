/* edit.h - a text of several lines being written: wraps words, keeps what is typed. */
#ifndef TUI_EDIT_H
#define TUI_EDIT_H

#include "base/str.h"
#include "tui/ui.h"

#include <stdbool.h>
#include <stddef.h>

struct edit {
	struct str text; /* UTF-8, lines end in LF */
	size_t at;	 /* cursor, bytes */
	size_t max;	 /* most bytes */
	size_t top;	 /* first byte shown */
	int goal;	 /* column Up and Down aim at; -1: where the cursor is */
	int w, h;	 /* from the last draw; 76 by 18 before */
};

/* Prepares an editor holding text (copied, cut to max bytes), cursor at its end. */
void edit_init(struct edit *e, const char *text, size_t max);
void edit_release(struct edit *e);
/* Types, deletes, moves; returns enum screen_flag. */
unsigned edit_key(struct edit *e, int key);
/* Writes a sentence in at the cursor, parted by a space from what stands beside it. False: it does
 * not fit, nothing is changed. */
bool edit_insert(struct edit *e, const char *text);
/* Paints into r and puts the cursor there. */
void edit_draw(struct edit *e, struct rect r);

/* The whole-screen editor is NAV_EDIT: nav_arg title, text, no (most bytes), keep and ctx (may be
 * NULL: called when the text has to be kept, after a pause in typing and on leaving), typed (the
 * letter that opened it, written in behind the text as edit_insert does), data (const
 * char *, a code of phrase_section: whose phrases Tab offers first; NULL: all). Its answer has
 * code 1 and the text. */

#endif
