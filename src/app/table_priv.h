/* table_priv.h - what the files of the readable tables share. */
#ifndef APP_TABLE_PRIV_H
#define APP_TABLE_PRIV_H

#include "core/dict.h"
#include "sync/csv_table.h"

enum {
	TABLE_ID = -1,
	TABLE_VERSION = -2,
	TABLE_STEP = 4096,
	TABLE_PATH_SIZE = 512,
	TABLE_SEPARATORS = 1
};

/* Columns of a file: a field index each, TABLE_ID, or TABLE_VERSION (the last one, of rows people
 * edit: others never move). */
struct table_columns {
	const struct entity *entity;
	size_t n;
	int field[CSV_READ_COLUMNS];
};

/* Fields of these flags stay in this database. */
static inline bool
table_is_local(const struct field *f)
{
	return (f->flags & (FF_LOCAL | FF_SECRET)) != 0;
}

/* Every column that travels, in dictionary order; id first and version last when wanted. */
void table_columns_all(const struct entity *e, bool id, struct table_columns *c);
/* Name of column at. */
const char *table_columns_name(const struct table_columns *c, size_t at);
/* The same as csv_table wants it. columns has room for c->n; spec borrows it. */
void table_columns_spec(const struct table_columns *c, struct csv_column *columns,
			struct csv_spec *spec);
/* The dictionary's cell of a checked value (references stay text); text is borrowed. */
struct cell table_columns_cell(const struct field *f, const struct csv_value *v);

/* ---- table_head.c: a first look at a file */

struct table_head {
	struct table_columns
	    columns; /* known ones that stand in the file, dictionary order */
	int at[CSV_READ_COLUMNS]; /* place of each of them in the file */
	int64_t lines;		  /* counted up to the limit */
};
/* Reads the header and counts lines up to limit. Files that are no CSV give no columns: the
 * reading proper says what is wrong. */
enum status
table_head_read(const struct io *io, const char *path, const struct entity *e,
		int64_t limit, struct table_head *h, struct err *err) BASE_MUST_CHECK;

/* ---- table_problem.c: what keeps rows from being taken */

enum { TABLE_PROBLEMS = 20 };

struct table_problem {
	int64_t line;
	int cell; /* place in the file, -1: the row */
	char text[400];
};

struct table_problems {
	struct table_problem list[TABLE_PROBLEMS];
	int n;
	int64_t count;
};
/* Counts one; the first TABLE_PROBLEMS are kept. text is "what; what to do". */
void
table_problem_add(struct table_problems *p, int64_t line, int cell, const char *text);
/* Appends "file:line:column: text" for each, in order of line, and how many more there are.
 * The file is read once more to find the columns. */
void table_problem_say(struct table_problems *p, const struct io *io, const char *path,
		       struct str *out);
/* Last part of a path. */
const char *table_problem_file(const char *path);

/* ---- table_met.c: rows of the database that the file named before */

/* Row numbers; {0} is the empty set. 16 bytes a row. */
struct table_met {
	int64_t *slots; /* 0 is free */
	size_t n, room; /* room is a power of two */
};
void table_met_release(struct table_met *m);
/* Puts a number (not 0) in; false when it was there. */
bool table_met_add(struct table_met *m, int64_t no);

#endif
