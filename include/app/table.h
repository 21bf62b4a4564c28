/* table.h - readable tables: dictionary rows out to CSV files and back in. */
#ifndef APP_TABLE_H
#define APP_TABLE_H

#include "base/status.h"
#include "base/str.h"
#include "core/dict.h"
#include "store/store.h"
#include "sync/csv_write.h"

/* Progress of something long: rows done so far; false stops it. NULL: nobody looks. */
struct table_watch {
	bool (*step)(void *arg, const char *table, int64_t rows);
	void *arg;
};

struct table_leave;

/* What a table run did. */
struct table_result {
	int64_t rows;		      /* read or written */
	int64_t added, changed, same; /* import */
	int64_t left; /* import: new rows and cells that were left out as told */
	int64_t
	    conflicts; /* import: cells left as they are here, for the row moved since */
	int64_t
	    unread; /* import: values that cannot be taken, and were left out or could be */
	int64_t warnings;
	struct str
	    report; /* warnings and differences, one a line; release with str_release */
};

/* Writes entity e as canonical CSV to path (column id first, then dictionary order without
 * local and secret fields; references as ids). Snapshot; temp file and rename. */
enum status table_export(struct store *s, enum entity_id e, const char *path,
			 const struct table_watch *w, struct table_result *r,
			 struct err *err) BASE_MUST_CHECK;
/* The same bytes into a sink; its failures are the caller's. */
enum status table_export_to(struct store *s, enum entity_id e, struct csv_sink sink,
			    const struct table_watch *w, struct table_result *r,
			    struct err *err) BASE_MUST_CHECK;
/* Some rows of entity e, in the order of their local numbers in rows: what a bundle brings along for
 * people to read. */
enum status table_export_rows(struct store *s, enum entity_id e, struct csv_sink sink,
			      const int64_t *rows, size_t n, struct table_result *r,
			      struct err *err) BASE_MUST_CHECK;
/* Every entity into dir as PLURAL.csv (dir is made when missing). Reference tables too when
 * reference is set. */
enum status table_export_all(struct store *s, const char *dir, bool reference,
			     const struct table_watch *w, struct table_result *r,
			     struct err *err) BASE_MUST_CHECK;
/* The same of what who acts may read; the report names what was left out. */
enum status table_export_readable(struct store *s, const char *dir, bool reference,
				  const struct table_watch *w, struct table_result *r,
				  struct err *err) BASE_MUST_CHECK;
/* How an import is to go; NULL: all of it, nobody looks. Borrowed during the call. */
struct table_how {
	bool dry_run;			 /* check and report only */
	const struct table_watch *watch; /* or NULL */
	struct table_leave *leave;	 /* what is left out (table_leave.h), or NULL */
};

/* Reads one file into entity e. Rows are matched by id: unknown ids are added, known editable
 * rows get the differing cells as ordinary operations, known facts must be equal. All or
 * nothing. A row of a sheet with _version that moved since is not undone: cells the sheet did not
 * change stay, cells changed on both sides are told and left. Errors name FILE:LINE:COLUMN, what
 * differs is told as FILE:LINE:FIELD, a new row (dry run) as FILE:LINE: how->leave takes these. A
 * row that refers to a new row that is left out is refused. A row without id is new. What was
 * stored, in numbers, is a line of the audit in the same transaction. */
enum status table_import(struct store *s, enum entity_id e, const char *path,
			 const struct table_how *how, struct table_result *r,
			 struct err *err) BASE_MUST_CHECK;
/* Reads every PLURAL.csv of dir in the order that references need, in one transaction. */
enum status
table_import_all(struct store *s, const char *dir, const struct table_how *how,
		 struct table_result *r, struct err *err) BASE_MUST_CHECK;

#endif
