/* form_priv.h - what a form is made of; private to form*.c. */
#ifndef TUI_FORM_PRIV_H
#define TUI_FORM_PRIV_H

#include "text_priv.h"
#include "tui/form.h"

#include <form.h>

struct form_item {
	const struct field *dict;
	const char *label;
	FIELD *lib;
	int w; /* cells of the field */
	bool readonly;
	bool locked;	  /* what is shown is not what is stored: no editing in place */
	struct str entry; /* what stood there when the field was entered */
};

struct form {
	struct form_spec spec;
	void *row;
	struct form_item *items;
	int n;
	FORM *lib;
	FIELD **fields; /* NULL at the end */
	WINDOW *pad;	/* the form's own window; copied to the screen */
	int label_w;
	int at;	 /* field of the cursor */
	int top; /* first field shown */
	bool posted;
	bool fresh; /* the next letter replaces the value */
	bool stuck; /* Esc was answered with a refusal */
	bool asked; /* mine or theirs is not decided yet for the field of the cursor */
	struct cell mine; /* what was to be stored; its text lies in mine_text */
	struct str mine_text;
	char match[32]; /* letters typed on a code field, folded */
};

/* The dictionary row of field i; and what kind it is: filled in by a picker or editor, by going
 * through its choices, or typed anew rather than edited (all but texts, and the short codes
 * among those). */
const struct field *form_dict(const struct form *f, int i);
bool form_is_picked(const struct field *d);
bool form_is_cycled(const struct field *d);
bool form_typed_anew(const struct field *d);
/* What field i holds now, without the blanks the library pads with. Appends. */
void form_typed(const struct form *f, int i, struct str *out);
/* Puts a text into the library's field; notes when it cannot be shown as it is, because then it
 * must not be edited either: the marks would be stored. */
void form_set_text(struct form *f, int i, const char *text);
/* What a value of field i reads like. Appends. */
void form_value(const struct form *f, int i, struct cell c, struct str *out);
/* Has the owner store a value of the current field, and puts it into the row. After ST_STALE the
 * row holds what somebody else stored. */
enum status
form_store_cell(struct form *f, struct cell c, struct err *err) BASE_MUST_CHECK;
/* Asks on one line whose value of the current field stays, mine or that of the row; until it is
 * answered the field cannot be left (form_stale.c). */
void form_ask_stale(struct form *f, struct ui *ui, struct cell mine);
/* Nothing has to be decided any more. */
void form_settled(struct form *f);
/* Shows what the row holds. */
void form_show(struct form *f, int i);

#endif
