/* query_priv.h - what the files of the lists share. */
#ifndef STORE_QUERY_PRIV_H
#define STORE_QUERY_PRIV_H

#include "store/query.h"
#include "store_priv.h"

/* Reads the rows whose numbers the statement gives (column 0) into an array of the entity's
 * structs; resets the statement. */
enum status query_rows(struct store *s, sqlite3_stmt *q, enum entity_id e, void *rows,
		       int max, int *n, struct err *err) BASE_MUST_CHECK;
/* A patient line from the columns of SQL_PATIENT_LINE; score 0. */
void query_patient_line(sqlite3_stmt *q, struct patient_line *line);
/* The line of one patient. ST_NOT_FOUND. */
enum status query_patient(struct store *s, int64_t no, struct patient_line *line,
			  struct err *err) BASE_MUST_CHECK;
/* Leaves out chart numbers that a lost life of this database may have given. */
enum status query_chart_no_gap(struct store *s, struct err *err) BASE_MUST_CHECK;
/* *alone: no other patient is the same person. */
enum status query_alone(struct store *s, int64_t patient, bool *alone,
			struct err *err) BASE_MUST_CHECK;
/* Number of a reference, 0 for none. */
int64_t query_ref(sqlite3_stmt *q, int col);
/* "Family, Given" from two columns. */
void query_name(sqlite3_stmt *q, int col, char *dst, size_t size);
/* Local day of the wall clock. */
int64_t query_today(const struct store *s);

#endif
