/* table_review.h - what an import of all tables would do, difference by difference, to leave some of it
 * out. Knows no screen. */
#ifndef APP_TABLE_REVIEW_H
#define APP_TABLE_REVIEW_H

#include "app/table.h"
#include "base/hash.h"

enum table_line_kind {
	TABLE_LINE_NEW,	 /* a new row */
	TABLE_LINE_CELL, /* a cell of the sheet that differs from the one here */
	TABLE_LINE_BOTH, /* changed here and in the sheet: left as it is here */
	TABLE_LINE_BAD, /* cannot be taken: a cell stays as it is here, a row is passed over */
	TABLE_LINE_NOTE,    /* something else that is told */
	TABLE_LINE_PROBLEM, /* why nothing can be stored */
	TABLE_LINE_COUNT
};

/* At most so many lines are kept; those above are counted and cannot be left out. */
enum { TABLE_REVIEW_LINES = 100000 };

struct table_line {
	enum table_line_kind kind;
	enum entity_id entity;
	int field; /* -1: the row */
	bool left; /* NEW, CELL: not to be stored */
	int64_t line;
	/* Places in the review's texts: the row in words; the value the sheet began from (BOTH),
	 * that here and that in the sheet (NEW: its fields; BAD: why it cannot be taken), around
	 * where they differ. Of NOTE and PROBLEM words is the sentence. */
	size_t words, began, here, sheet;
};

/* That line `from` refers to the new row of line `to`. */
struct table_tie {
	size_t from, to;
	int64_t no; /* of the new row, while it is read */
};

struct table_new {
	int64_t no;
	size_t line;
};

/* {0} is an empty review. */
struct table_review {
	struct table_line *lines;
	size_t n;
	int64_t unlisted; /* new rows and cells above TABLE_REVIEW_LINES */
	int64_t
	    taken[TABLE_LINE_COUNT]; /* NEW and CELL without those left out; others all */
	int64_t left;		     /* NEW and CELL that are left out */
	int64_t same;		     /* rows that are here as the sheet has them */
	struct str texts;
	unsigned char file[E_COUNT]
			  [HASH_SIZE]; /* of the bytes that were read; zero: no file */
	unsigned char differences[HASH_SIZE]; /* of everything that differed */
	struct table_new *fresh;	      /* new rows, by number */
	struct table_tie *to, *from;	      /* the same ties, by `to` and by `from` */
	size_t n_fresh, n_ties;
	struct table_review
	    *good; /* of PROBLEM lines: the last that had none, for its marks */
};

/* Frees what v holds and empties it. */
void table_review_release(struct table_review *v);
/* Reads the tables of dir and stores nothing. Places that were left out before stay so where their
 * file has not changed, also over readings that failed. Where nothing can be taken, v holds PROBLEM
 * lines alone that say why. */
void table_review_read(struct store *s, const char *dir, struct table_review *v);
/* True when the line can be left out or taken in. */
bool table_review_open(const struct table_review *v, size_t line);
/* Leaves a line out, or takes it in. With a new row go the lines that refer to it, with such a line
 * comes the new row it refers to. Returns how many lines besides this one changed. */
int64_t table_review_leave(struct table_review *v, size_t line, bool leave);
/* How many lines that are left out refer to the new row of a line. */
int64_t table_review_waiting(const struct table_review *v, size_t line);
/* As table_review_leave for every line of its kind: all new rows of its file, or one field of all rows. Returns
 * how many lines changed. */
int64_t table_review_leave_alike(struct table_review *v, size_t line, bool leave);
/* Stores what is not left out, all of it or nothing. ST_STALE: a file, or a row here, is not as it
 * was reviewed; read again. ST_REFUSED and the rest: as table_import_all. */
enum status
table_review_store(struct store *s, const char *dir, const struct table_review *v,
		   struct table_result *r, struct err *err) BASE_MUST_CHECK;
/* A text of the review, borrowed until it is read again or released. */
const char *table_review_text(const struct table_review *v, size_t at);

#endif
