/* csv_table.h - a CSV file against its table: header, shape, types, keys, canonical form.
 *
 * Which columns there are is the caller's (the data dictionary's) to say; this module knows no
 * table. Every rule that differs between tables is a member of struct csv_column or csv_spec. */
#ifndef SYNC_CSV_TABLE_H
#define SYNC_CSV_TABLE_H

#include "base/status.h"
#include "core/dict.h" /* struct code_list, DICT_NONE */
#include "sync/csv_read.h"
#include "sync/csv_report.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct hash;
struct io;

enum csv_kind {
	CSV_COL_TEXT, /* one line; formula guard; remarks on odd characters */
	CSV_COL_LONG, /* as TEXT, with line breaks, TAB and space at the ends */
	CSV_COL_KEY,  /* [0-9A-Za-z-]{1,64}: ids, also of other rows; always text */
	CSV_COL_CODE, /* an id of `codes`; any text when codes is NULL */
	CSV_COL_INT, /* whole number, or with `decimals` digits after a point; unguarded */
	CSV_COL_BOOL,  /* 0 or 1 */
	CSV_COL_DATE,  /* YYYY-MM-DD */
	CSV_COL_PDATE, /* YYYY-MM-DD, YYYY-MM or YYYY */
	CSV_COL_TIME,  /* 2026-05-04T09:12:33Z */
	CSV_COL_CLOCK, /* HH:MM */
	CSV_COL_COUNT
};

enum csv_column_flag {
	CSV_COLF_REQUIRED = 1 << 0, /* no row may leave it empty */
	CSV_COLF_OPTIONAL = 1 << 1, /* the header may lack it: all its values are empty */
};

struct csv_column {
	const char *name; /* of the header; small letters */
	enum csv_kind kind;
	unsigned flags;	  /* enum csv_column_flag */
	uint32_t size;	  /* texts: most bytes; 0 is CSV_READ_FIELD */
	uint8_t decimals; /* INT */
	int64_t min, max; /* INT: limits, both included, when not both 0 */
	const struct code_list *codes;
	/* Further check of a value that is not empty, or NULL: CSV_REASON_NONE or an error. */
	enum csv_reason (*check)(const struct csv_column *c, const char *p, size_t n);
	const void *user; /* the caller's, for check */
};

struct csv_spec {
	const char *name; /* of the table */
	const struct csv_column *columns;
	size_t n_columns; /* 1 ... CSV_READ_COLUMNS */
	int key;	  /* column whose values may not come twice; -1: none */
	uint64_t
	    any_of; /* bit i: of these columns at least one has a value; 0: no rule */
	enum csv_reason none_of_them; /* what it is when none has (CSV_MISSING_NAME) */
	int64_t first_day,
	    last_day; /* dates outside are remarked on; yyyymmdd, 0: none */
};

/* One checked value: text without guard (NUL-terminated, borrowed; "" when empty) and, for
 * INT, BOOL, DATE, PDATE, TIME and CLOCK, the number as the dictionary keeps it (dates
 * yyyymmdd, times in seconds, clock in minutes), else DICT_NONE. */
struct csv_value {
	const char *p;
	size_t n;
	int64_t i;
};

/* The bytes of a file. read: at most n bytes, *got 0 at its end. rewind: from the start again (the
 * rare second look at repeated keys). */
struct csv_source {
	enum status (*read)(void *arg, char *buf, size_t n, size_t *got, struct err *err);
	enum status (*rewind)(void *arg, struct err *err);
	void *arg;
};

/* Bytes in memory as a source; b lives as long as it is read from. */
struct csv_bytes {
	const char *p;
	size_t n, at; /* at: 0 */
};
struct csv_source csv_table_bytes(struct csv_bytes *b);

struct csv_table_call {
	/* Takes one row in the order of the spec's columns; borrowed until return. Rows come
	 * while the file is read: they count only when csv_table_read returns ST_OK, so stage
	 * them. Anything but ST_OK (with err filled) stops the reading and is returned. */
	enum status (*row)(void *arg, const struct csv_value *values, int64_t line,
			   struct err *err);
	/* Asked about each value that does not fit its column; said tells why, with the value in
	 * quotes (it may be patient data). True passes over it: the row comes with this value
	 * empty, or, when it is the key, not at all. NULL, false: it is an error. */
	bool (*passes)(void *arg, size_t column, int64_t line, const char *said);
	void *arg;
	bool strict; /* inside a signed bundle: the file must equal its canonical form */
	struct hash *hash; /* gets every byte of the first pass; NULL: nobody asks */
};

/* Reads and checks a whole file in one pass with memory that does not depend on its size, but for
 * 11 to 24 bytes a row when the spec has a key (at most 4,000,000 rows then). A second pass, with
 * rewind, comes only when keys seem to repeat; rows it clears come after all others. Returns
 * ST_OK with report->refused false when the rows count; ST_REFUSED when the file is refused, err
 * naming the first error with its place; the source's or the row function's own failure
 * otherwise. name is what messages call the file. */
enum status csv_table_read(const struct csv_spec *spec, const struct csv_source *source,
			   const char *name, const struct csv_table_call *call,
			   struct csv_report *report, struct err *err) BASE_MUST_CHECK;
/* The same of a file on disk, opened through io; messages show the last part of its path. */
enum status
csv_table_read_file(const struct csv_spec *spec, const struct io *io, const char *path,
		    const struct csv_table_call *call, struct csv_report *report,
		    struct err *err) BASE_MUST_CHECK;

#endif
