/* form.h - dictionary fields being filled in; each is stored when it is left. */
#ifndef TUI_FORM_H
#define TUI_FORM_H

#include "core/dict.h"
#include "tui/ui.h"

/* Rows of a key table that tell of the keys of a form. */
#define FORM_KEYS                                                                        \
	{K_TAB, ACT_NEXT, NULL},                                                         \
	{                                                                                \
		K_CTRL('z'), ACT_UNDO, NULL                                              \
	}

/* One line of a form. */
struct form_row {
	const char *name;  /* of the dictionary field */
	const char *label; /* NULL: the dictionary's */
	bool readonly;
};

/* What a form asks of its owner. ctx is the owner's. */
struct form_ops {
	/* The field was left with another value: store it. The form puts it into the row after
	 * ST_OK; otherwise the cursor stays and the reason is shown. ST_STALE: somebody else
	 * changed it meanwhile, and the owner has put what is stored now into the row; the form asks
	 * whose value stays. c is borrowed. */
	enum status (*store)(void *ctx, const struct field *f, struct cell c,
			     struct err *err);
	/* FT_REF, FT_VOCAB and FT_NUM: what a stored value reads like. NULL: as dict_show. */
	void (*show)(void *ctx, const struct field *f, struct cell c, struct str *out);
	/* FT_REF, FT_VOCAB and FT_LONG: Enter or typing on it. Opens a picker (or the editor),
	 * which comes back with form_put. typed is what was typed, "" for Enter. */
	void (*pick)(void *ctx, const struct field *f, const char *typed);
	/* FT_NUM: a typed score read in its own way ("3+"); *known false: as other numbers.
	 * NULL: always so. */
	enum status (*read)(void *ctx, const char *typed, struct cell *c, bool *known,
			    struct err *err);
};

/* The form: dictionary rows over a row struct. */
struct form_spec {
	const struct entity *entity;
	const struct form_row *rows;
	int n;
	const struct form_ops *ops;
	void *ctx;
	int64_t today; /* for typed dates */
};

struct form;

/* A form over row (borrowed; the form writes what was stored into it), on the first field. */
struct form *form_new(const struct form_spec *spec, void *row);
/* Frees it without storing; NULL is allowed. */
void form_free(struct form *f);
/* One key. Text goes into the field; Tab, Enter, Up, Down, Backtab leave it (and store); Esc
 * stores and passes on (screen goes back); ^Z and ^U bring back what was there on entry.
 * Returns enum screen_flag; reasons and hints go to the message line. */
unsigned form_key(struct form *f, struct ui *ui, int key);
/* Stores the field the cursor is in. False: not valid, told on the message line. */
bool form_leave(struct form *f, struct ui *ui);
/* Index of the field the cursor is in, and its dictionary row. */
int form_at(const struct form *f);
const struct field *form_field(const struct form *f);
/* Goes to field i (storing the one left); false: the one left is not valid. */
bool form_goto(struct form *f, struct ui *ui, int i);
/* Gives the current field a value (from a picker) and stores it; moves on when it is stored. */
bool form_put(struct form *f, struct ui *ui, struct cell c);
/* What is typed and not yet stored, appended; false: nothing. For drafts. */
bool form_draft(const struct form *f, struct str *out);
/* Types a draft back into field i and goes there. */
void form_restore(struct form *f, int i, const char *typed);
/* Shows the row anew (it changed underneath); a half-typed field is kept. */
void form_reload(struct form *f);
/* Another program changed the row, which is now as fresh: shows it. A half-typed field is kept, and
 * so is what was seen in it: leaving it asks whose value stays. */
void form_renew(struct form *f, struct ui *ui, const void *fresh);
/* Rows the form takes. */
int form_height(const struct form *f);
/* Paints into r, scrolled so that the cursor is seen. */
void form_draw(struct form *f, const struct ui *ui, struct rect r);

#endif
