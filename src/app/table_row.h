/* table_row.h - one row of a file becomes a new row, changed cells, or a problem; private. */
#ifndef APP_TABLE_ROW_H
#define APP_TABLE_ROW_H

#include "app/table.h"
#include "base/uid.h"
#include "store/record.h"
#include "table_priv.h"

enum { TABLE_ROW_KNOWN = 8192, TABLE_ROW_REMARKS = 20000 };

/* A row that was looked up. */
struct table_known {
	struct uid id;
	int64_t no;
	enum entity_id entity;
};

/* A reference to a row of the same file that comes further down. */
struct table_later {
	int64_t row, line;
	int field, cell;
	struct uid to;
};

/* The import of one file, row by row, inside a transaction of the caller. */
struct table_row {
	struct store *store;
	const struct table_watch *watch;
	struct table_head head;
	struct table_problems problems;
	struct str remarks; /* differences and rows passed over, one a line */
	int64_t rows, added, changed, same, warnings, moved;
	bool fresh; /* the table was empty: no id is known before it is added */

	struct record_bulk *bulk; /* NULL until the first new row */
	struct cell *cells;	  /* n_fields, of the row at hand */
	void *seen, *now;	  /* a known row as it is and as it will be */
	struct table_known *known;
	int64_t first_new;    /* number of the first row added, 0 none */
	struct table_met met; /* known rows of the file so far */
	struct table_later *later;
	size_t n_later;
	int64_t line, n_remarks;
	bool bad;	   /* the row at hand has a problem */
	struct str plain;  /* texts without carriage returns */
	char chart_no[21]; /* given to a new patient */
	struct uid id;	   /* of the row at hand; zero: none */
	char version[65];  /* the sheet was made from, "" it does not say */
	void *was;	   /* the known row as it stood at that version */
};

/* An import of one file into e; the caller frees it. */
struct table_row *
table_row_new(struct store *s, const struct entity *e, const struct table_watch *w);
/* Frees everything; a load that was not finished is given up. */
void table_row_free(struct table_row *r);
/* Takes one row; what is wrong with it goes to problems. Failure: the database's. */
enum status table_row_take(struct table_row *r, const struct csv_value *values,
			   int64_t line, struct err *err) BASE_MUST_CHECK;
/* Notes what is wrong with a column of the row at hand. */
void table_row_problem(struct table_row *r, size_t column, const char *fmt, ...)
    BASE_PRINTF(3, 4);
/* Ends the load: search indexes, references that pointed forward. */
enum status table_row_finish(struct table_row *r, struct err *err) BASE_MUST_CHECK;

/* ---- table_cells.c */

/* Fills r->id and r->cells; problems are noted, references to rows further down kept. */
void table_cells_read(struct table_row *r, const struct csv_value *values);
/* Local number of an id and its entity; 0 when it is unknown here. */
int64_t table_cells_look_up(struct table_row *r, const struct uid *id, enum entity_id *e);

#endif
