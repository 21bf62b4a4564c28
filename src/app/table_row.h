/* table_row.h - one row of a file becomes a new row, changed cells, or a problem; private. */
#ifndef APP_TABLE_ROW_H
#define APP_TABLE_ROW_H

#include "app/table_leave.h"
#include "app/table_review.h"
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
	size_t told; /* line of the review that speaks of it, counted from 1; 0 none */
};

/* A value of a row that cannot be taken. */
struct table_bad {
	int64_t line;
	int field; /* -1: the row */
	char why[200];
};

/* New rows with an id that were left out. {0} is the empty set. */
struct table_left_row {
	struct uid id;
	enum entity_id entity;
	int64_t line;
};
struct table_left {
	struct table_left_row *slots; /* line 0 is free */
	size_t n, room;		      /* room is a power of two */
};
void table_left_release(struct table_left *l);
/* Puts a row in that is not there yet. */
void table_left_add(struct table_left *l, const struct table_left_row *row);
/* NULL: it was not left out. Borrowed until the next one is put in. */
const struct table_left_row *
table_left_find(const struct table_left *l, const struct uid *id);
struct table_row;
/* Appends why field f of r cannot refer to id, when that was left out; false: it was not. */
bool table_left_say(const struct table_left *l, const struct table_row *r,
		    const struct field *f, const struct uid *id, struct str *out);

/* One import: of a file, or of all of them. */
struct table_run {
	struct store *store;
	const struct table_watch *watch;
	struct table_leave *leave; /* NULL: nothing */
	struct table_result *result;
	struct table_review *review;	   /* is filled; NULL: nobody looks */
	const struct table_review *expect; /* what was looked at; NULL: nothing */
	bool dry_run;
	size_t why; /* where in the report it begins to say why a file is refused */
	struct table_left left;
	unsigned char file[E_COUNT][HASH_SIZE]; /* of the files read so far */
	struct hash differences;		/* of all that differs */
};

/* Every table of dir, in a transaction of its own. */
enum status
table_import_run(struct table_run *run, const char *dir, struct err *err) BASE_MUST_CHECK;

/* The import of one file, row by row, inside a transaction of the caller. */
struct table_row {
	struct table_run *run;
	struct store *store;
	const char *file; /* as messages call it; borrowed */
	struct table_head head;
	struct table_problems problems;
	struct str remarks; /* differences and rows passed over, one a line */
	int64_t rows, added, changed, same, warnings, moved, left;
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
	bool bad;  /* the row at hand has a problem */
	bool *odd; /* n_fields: left out and not readable in the row at hand */
	struct table_bad
	    *bads; /* of the row at hand: what cannot be taken, and may be passed over */
	size_t n_bads;
	int64_t
	    odd_line; /* of these columns the value does not fit, and is left out by its place */
	uint64_t odd_columns;
	struct str plain;  /* texts without carriage returns */
	char chart_no[21]; /* given to a new patient */
	struct uid id;	   /* of the row at hand; zero: none */
	char version[65];  /* the sheet was made from, "" it does not say */
	void *was;	   /* the known row as it stood at that version */
};

/* An import of one file (its name is borrowed) into e; the caller frees it. */
struct table_row *
table_row_new(struct table_run *run, const struct entity *e, const char *file);
/* Frees everything; a load that was not finished is given up. */
void table_row_free(struct table_row *r);
/* Takes one row; what is wrong with it goes to problems. Failure: the database's. */
enum status table_row_take(struct table_row *r, const struct csv_value *values,
			   int64_t line, struct err *err) BASE_MUST_CHECK;
/* Notes what is wrong with a column of the row at hand. */
void table_row_problem(struct table_row *r, size_t column, const char *fmt, ...)
    BASE_PRINTF(3, 4);
/* True when that field of the row at hand, or the whole row (-1), is left out. */
bool table_row_leaves(const struct table_row *r, int field);
/* Forgets the references of the row at hand that wait for a row further down; -1: of all fields. */
void table_row_drop_later(struct table_row *r, int field);
/* True when the field of the row at hand waits for a row further down. */
bool table_row_waits(const struct table_row *r, int field);
/* Failures that are this row's fault are its problem; the others are returned in err. */
enum status table_row_blame(struct table_row *r, enum status st, const struct err *why,
			    struct err *err) BASE_MUST_CHECK;
/* Ends the load: search indexes, references that pointed forward. */
enum status table_row_finish(struct table_row *r, struct err *err) BASE_MUST_CHECK;

/* ---- table_bad.c: one bad cell must not keep four hundred good rows out */

/* Whether what cannot be taken is passed over: where somebody looks at every difference, or said so. */
bool table_bad_passes(const struct table_run *run);
/* Notes that field (-1: the row) of a line cannot be taken, when it is passed over; false: it is a
 * problem. */
bool table_bad_note(struct table_row *r, int64_t line, int field, const char *why);
/* For csv_table_call: a value that does not fit its column. arg: the row. */
bool table_bad_value(void *arg, size_t column, int64_t line, const char *said);
/* Marks in r->odd what was noted for the row at hand. */
void table_bad_mark(struct table_row *r);
/* Why field of the row at hand cannot be taken, NULL: it can. -1: the first of all. */
const char *table_bad_why(const struct table_row *r, int field);

/* ---- table_known.c: rows that are here already */

/* The row at hand is row no. */
enum status
table_known_take(struct table_row *r, int64_t no, struct err *err) BASE_MUST_CHECK;
/* Row no again, which stood in the file before. */
enum status
table_known_again(struct table_row *r, int64_t no, struct err *err) BASE_MUST_CHECK;

/* ---- table_tell.c: what is done and left, for the report and the review */

/* Something else about the row at hand; a warning. */
void table_tell_note(struct table_row *r, const char *fmt, ...) BASE_PRINTF(2, 3);
/* A new row: it was added as no, or left out (0). */
void table_tell_new(struct table_row *r, int64_t no);
/* A field that differs between r->seen and the file, left out or not. */
void table_tell_cell(struct table_row *r, int field, bool left);
/* A field of a known row that cannot be taken and stays, or a row (-1) that is passed over. known: its
 * words are in r->seen, else in r->cells. */
void table_tell_bad(struct table_row *r, int field, bool known, const char *why);
/* A field changed on both sides, -1: the row is not known as the sheet has it. */
void table_tell_both(struct table_row *r, int field);

/* ---- table_review_fill.c: the review grows line by line; v may be full */

/* Copies of the texts of a cell, of which some may be NULL. */
struct table_fill {
	enum table_line_kind kind;
	enum entity_id entity;
	int field;
	int64_t line;
	const char *words, *began, *here, *sheet;
};
/* The line counted from 1, 0 when the review is full. */
size_t table_review_add(struct table_review *v, const struct table_fill *f);
/* A line that is told, for each line of a report. */
void table_review_add_text(struct table_review *v, enum table_line_kind kind,
			   const char *report);
/* Line `line` (from 1, 0 nothing) is the new row no; it refers to row no. */
void table_review_fresh(struct table_review *v, size_t line, int64_t no);
void table_review_tie(struct table_review *v, size_t line, int64_t no);
/* All lines are there. */
void table_review_close(struct table_review *v);

/* ---- table_cells.c */

/* Fills r->id and r->cells; problems are noted, references to rows further down kept. */
void table_cells_read(struct table_row *r, const struct csv_value *values);
/* Local number of an id and its entity; 0 when it is unknown here. */
int64_t table_cells_look_up(struct table_row *r, const struct uid *id, enum entity_id *e);

#endif
