/* form_priv.h - what a form is made of. */
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
	bool fresh;	/* the next letter replaces the value */
	bool stuck;	/* Esc was answered with a refusal */
	char match[32]; /* letters typed on a code field, folded */
};

#endif
