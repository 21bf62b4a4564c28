/* list.h - a list of any length of which only some rows are loaded; asks its owner for them. */
#ifndef TUI_LIST_H
#define TUI_LIST_H

#include "base/status.h"
#include "base/str.h"
#include "tui/ui.h"

#include <stddef.h>

/* Rows of a key table that tell of the keys of a list. */
#define LIST_KEYS                                                                        \
	{K_DOWN, ACT_MOVE, NULL},                                                        \
	{                                                                                \
		K_UP, ACT_MOVE, NULL                                                     \
	}

/* Which rows are wanted, in list order. */
enum list_dir {
	LIST_FIRST,  /* from the first on */
	LIST_LAST,   /* the last ones */
	LIST_AFTER,  /* those that follow edge */
	LIST_BEFORE, /* those just before edge */
	LIST_FROM,   /* edge itself (or where it stood) and those that follow */
};

/* A request for at most max rows; the owner fills rows and n. Fewer than max: the end of the
 * list in that direction. */
struct list_page {
	enum list_dir dir;
	const void *edge; /* a row given before; NULL for FIRST and LAST */
	void *rows;	  /* room for max rows of row_size bytes */
	int max;
	int n;
};

struct list_col {
	const char *title;
	int width; /* cells; 0: all that is left (one column only) */
	bool right;
};

/* Where rows come from. A row is a struct of row_size bytes that begins with an int64_t that
 * names it; it owns no memory. */
struct list_source {
	size_t row_size;
	const struct list_col *cols;
	int n_cols;
	int key_col; /* the column that is highlighted (its first 16 cells) */
	/* NULL: the rows are those of list_set. */
	enum status (*page)(void *ctx, struct list_page *p, struct err *err);
	void (*cell)(void *ctx, const void *row, int col, struct str *out);
	enum tone (*tone)(void *ctx, const void *row, int col); /* NULL: plain */
};

struct list {
	const struct list_source *src;
	void *ctx;
	const void *all; /* every row there is, borrowed; for sources without a page */
	int n_all;
	char *rows; /* the rows loaded */
	int n, cap;
	int top, cursor;	/* index into rows */
	int height;		/* rows seen at once, from the last draw or list_height */
	bool at_first, at_last; /* nothing before the first row, after the last row */
	int drawn_top, drawn_cursor; /* what the screen shows; -1: nothing */
	int64_t drawn_first;	     /* name of the first row shown */
	struct rect drawn;	     /* where */
	struct err err;		     /* of the last page that failed; code ST_OK: none */
};

/* Prepares an empty list; borrows src and ctx. */
void list_init(struct list *l, const struct list_source *src, void *ctx);
/* Frees the rows. */
void list_release(struct list *l);
/* Every row of a list whose source has no page; borrows rows until the next call or release. What is
 * seen stays as it is until list_restart or list_reload. */
void list_set(struct list *l, const void *rows, int n);
/* Loads from the first row on, cursor there. */
enum status list_restart(struct list *l, struct err *err);
/* Loads again what is shown; the cursor stays on its row while that exists. */
enum status list_reload(struct list *l, struct err *err);
/* Loads the page behind the window unless it is there, so that going on asks for nothing; for rest
 * of a screen. */
void list_ahead(struct list *l);
/* Up, Down, PgUp, PgDn, Home, End, ^N, ^P; returns enum screen_flag. A page that fails shows as
 * the end of the list and its reason in l->err. */
unsigned list_key(struct list *l, int key);
/* Moves the cursor to the row named no; false: it is not there, or its source gives pages and it is
 * not loaded. */
bool list_select(struct list *l, int64_t no);
/* The marked row, NULL when the list is empty; borrowed until the next call. */
const void *list_current(const struct list *l);
/* Paints into r: a line of titles when titled, then rows; only rows that changed unless
 * ui->repaint is set. empty is shown when there is no row. Drawing may load rows anew, and one that
 * list_current gave before is gone then: returns the marked row as list_current does after it. */
const void *list_draw(struct list *l, const struct ui *ui, struct rect r, bool titled,
		      const char *empty);
/* A page out of an array in memory, for owners that have all rows. */
void list_page_array(struct list_page *p, const void *array, int n, size_t row_size);

#endif
