/* changes.h - changes.csv of a bundle: operations as rows, one form for each of them. */
#ifndef SYNC_CHANGES_H
#define SYNC_CHANGES_H

#include "core/change.h"
#include "sync/csv_table.h"
#include "sync/csv_write.h"

/* n,writer,seq,txn,table,row,column,kind,value,base,wall_utc,clock,user; ids as 32 hex digits, bases
 * as writer:seq parted by a blank, the time with its milliseconds. */
void changes_head(struct csv_write *w);
/* One operation at position n of its link. */
void changes_row(struct csv_write *w, int64_t n, const struct change *c);

/* Reads the file strictly: it must be, byte by byte, what changes_head and changes_row write, its
 * positions following each other from first on. Each takes them in order; borrowed until it
 * returns, anything but ST_OK stops. ST_DAMAGED names the line and column. */
struct changes_call {
	int64_t first;
	enum status (*each)(void *arg, const struct change *c, struct err *err);
	void *arg;
};
enum status
changes_read(const struct io *io, const char *path, const struct changes_call *call,
	     int64_t *rows, struct err *err) BASE_MUST_CHECK;

/* "2026-05-04T07:10:02.123Z" of ms since 1970 (0 to the year 9999), and back (strict). */
enum { CHANGES_TIME = 28 };
void changes_time(int64_t ms, char out[CHANGES_TIME]);
bool changes_time_parse(const char *text, size_t n, int64_t *ms);
/* 32 hex digits of an id, and back. */
enum { CHANGES_ID = 33 };
void changes_id(const struct uid *u, char out[CHANGES_ID]);
bool changes_id_parse(const char *text, size_t n, struct uid *u);

#endif
