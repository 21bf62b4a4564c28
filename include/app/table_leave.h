/* table_leave.h - what an import of tables leaves out: rows and cells by their place in a file. */
#ifndef APP_TABLE_LEAVE_H
#define APP_TABLE_LEAVE_H

#include "base/status.h"
#include "core/dict.h"

#include <stdbool.h>
#include <stddef.h>

struct table_leave_item {
	enum entity_id entity;
	int field;	   /* -1: all of the row */
	int64_t line;	   /* of the file, where the row begins; the header is line 1 */
	bool used;	   /* something stood there that would have been stored */
	const char *given; /* as somebody typed it, borrowed; NULL: nobody did */
};

/* A set of places. {0} is the empty one. */
struct table_leave {
	struct table_leave_item *items;
	size_t n;
	bool sorted;
	bool bad; /* and every value that cannot be taken, wherever it stands */
};

/* Frees the places and empties l. */
void table_leave_release(struct table_leave *l);
/* Adds a place. A new row is left out by field -1 alone. */
void table_leave_put(struct table_leave *l, struct table_leave_item item);
/* Adds "FILE:LINE" or "FILE:LINE:FIELD" as a dry run shows them; borrows place. e: the only table
 * that is read, from path; E_COUNT: all of them, from files of their usual names. ST_USAGE says
 * what does not fit. */
enum status table_leave_add(struct table_leave *l, enum entity_id e, const char *path,
			    const char *place, struct err *err) BASE_MUST_CHECK;
/* True when the place, or its whole row, is left out. NULL: nothing is. */
bool table_leave_has(struct table_leave *l, enum entity_id e, int64_t line, int field);
/* The same; what says so is used from then on. */
bool table_leave_use(struct table_leave *l, enum entity_id e, int64_t line, int field);
/* ST_NOT_FOUND, naming the first place that no file had anything at to be left out. */
enum status
table_leave_check(const struct table_leave *l, struct err *err) BASE_MUST_CHECK;

#endif
