/* sheet.h - a table of texts on its way to paper or to CSV; knows no data and no file name. */
#ifndef APP_SHEET_H
#define APP_SHEET_H

#include "base/str.h"
#include "core/page.h"

#include <stddef.h>
#include <stdint.h>

struct csv_write;
struct io_writer;

enum { SHEET_COLS_MAX = 64 };

struct sheet_col {
	const char *name;  /* of the CSV header */
	const char *label; /* on paper; NULL: in the CSV alone */
	bool number;	   /* to the right; not guarded in CSV */
};

/* Cells row by row. Columns are borrowed. A sheet that streams keeps the running row alone. */
struct sheet {
	const struct sheet_col *cols;
	int n_cols;
	struct str text;       /* of every cell, each with its NUL */
	size_t *at;	       /* where each begins in it */
	size_t n, room;	       /* cells kept, and places for them */
	size_t gone;	       /* rows written and dropped */
	struct csv_write *csv; /* owned; NULL: rows are kept */
};

/* Begins an empty table. */
void sheet_init(struct sheet *s, const struct sheet_col *cols, int n_cols);
/* Frees the cells. */
void sheet_release(struct sheet *s);
/* Appends the next cell; copies. */
void sheet_text(struct sheet *s, const char *text);
/* Appends a number; INT64_MIN is an empty cell. */
void sheet_int(struct sheet *s, int64_t value);
/* How many rows are whole, those written and dropped among them. */
size_t sheet_rows(const struct sheet *s);
/* A cell of a row that is kept (streaming: row 0 is the running one); borrowed until the next one is
 * appended. */
const char *sheet_cell(const struct sheet *s, size_t row, int col);

/* Appends the columns that have a label, aligned, with a line of labels; long texts are cut where a
 * row would be longer than a line of paper. */
void sheet_page(const struct sheet *s, struct page_doc *d);
/* Makes an empty sheet stream: its header now and each row as soon as it is whole go to out as
 * canonical CSV (csv_write.h: a spreadsheet opens it and runs no formula of it), so that a long
 * report needs no more memory than a short one. sheet_release gives the rest to out; out lives until
 * then. */
void sheet_stream(struct sheet *s, struct io_writer *out);

#endif
