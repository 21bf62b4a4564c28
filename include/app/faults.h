/* faults.h - what often goes wrong in an exercise, for the therapist's eye; knows no screen. */
#ifndef APP_FAULTS_H
#define APP_FAULTS_H

#include "app/app.h"
#include "base/str.h"
#include "core/dict_rows.h"

enum { FAULTS_EACH = 3, FAULTS_COLS = 60 }; /* of one exercise; the longest */

/* The rows that hold today, in the order of the library. */
struct faults {
	struct fault *rows;
	int n;
};

/* Reads them; also after a failure faults_release ends it. */
enum status faults_load(struct app *a, struct faults *f, struct err *err) BASE_MUST_CHECK;
void faults_release(struct faults *f);
/* Reads the row of one exercise by its key; row->key "": none is known. */
enum status faults_get(struct app *a, const char *exercise, struct fault *row,
		       struct err *err) BASE_MUST_CHECK;
/* The row of an exercise by its key; NULL: none is known. Borrowed from f. */
const struct fault *faults_of(const struct faults *f, const char *exercise);
/* Appends fault i (from 0) of a row. False: it has no such one, nothing is appended. */
bool faults_at(const struct fault *row, int i, struct str *out);
/* Appends all of a row in one line with its mark: "Common faults (recalled): a; b". */
void faults_line(const struct fault *row, struct str *out);

#endif
