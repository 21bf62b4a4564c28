/* csv_read.h - bytes in, rows of cells out: libcsv behind a byte guard; knows no columns.
 *
 * The guard looks at every byte before libcsv does: byte order mark, strict UTF-8, NUL and control
 * characters, bare CR, limits. After the first error nothing is delivered any more. The outcome
 * does not depend on how the bytes are cut into pieces. Memory is bounded by the limits below. */
#ifndef SYNC_CSV_READ_H
#define SYNC_CSV_READ_H

#include "sync/csv_reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CSV_READ_COLUMNS = 64, CSV_READ_FIELD = 65536 };

/* One unquoted field. p[n] is 0 and no other byte of it is. */
struct csv_cell {
	const char *p;
	size_t n;
};

/* What csv_row.flags says about the bytes of a row, its own end not counted. */
enum csv_row_flag {
	CSV_ROW_HIGH = 1 << 0,	  /* holds characters beyond ASCII */
	CSV_ROW_CONTROL = 1 << 1, /* holds TAB, CR or LF inside fields */
};

/* A row; everything is borrowed until the callback returns. */
struct csv_row {
	const struct csv_cell *cells;
	size_t n;	 /* 1 ... CSV_READ_COLUMNS */
	int64_t line;	 /* where it begins */
	const char *raw; /* its bytes in the file, line end included */
	size_t raw_n;
	char separator; /* the file's */
	unsigned flags; /* enum csv_row_flag */
};

struct csv_read_calls {
	/* Takes a row; false stops reading with no error of the reader's own. */
	bool (*row)(void *arg, const struct csv_row *row);
	/* Takes a warning of the reader (mixed_eol, blank_line, delimiter_tab ...). */
	void (*warn)(void *arg, enum csv_reason why, struct csv_place at);
	void *arg;
};

struct csv_read;

/* A reader. A first line without comma that holds at least min_separators (>= 1) semicolons or
 * TABs chooses that separator. calls is copied. Freed by csv_read_free. */
struct csv_read *csv_read_new(const struct csv_read_calls *calls, size_t min_separators);
void csv_read_free(struct csv_read *r);

/* Takes the next n bytes, any number of them. Returns CSV_REASON_NONE or the first error, which
 * stays. Bytes after an error or a stop are ignored. */
enum csv_reason csv_read_feed(struct csv_read *r, const char *bytes, size_t n);
/* Says that the file ends here; the last row may lack its line end. */
enum csv_reason csv_read_end(struct csv_read *r);
/* Place of the error. */
struct csv_place csv_read_place(const struct csv_read *r);
/* True when the file began with a byte order mark. */
bool csv_read_had_bom(const struct csv_read *r);

/* Where cell number `cell` of a row begins. Slow: for messages. */
struct csv_place csv_read_locate(const struct csv_row *row, size_t cell);
/* The place of byte `at` of row->raw. */
struct csv_place csv_read_byte(const struct csv_row *row, size_t at);

#endif
