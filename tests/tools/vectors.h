/* vectors.h - what the kinds of build/vectors share: tables in, answers out. */
#ifndef TOOLS_VECTORS_H
#define TOOLS_VECTORS_H

#include "base/str.h"
#include "core/units.h"

#include <stdbool.h>
#include <stdio.h>

enum { VECTORS_FIELDS_MAX = 64, VECTORS_RESULTS_MAX = 8 };

/* One row of a vector file with the header it stands under. Borrowed. */
struct vectors_row {
	char *const *names;
	char *const *fields;
	int n_names, n;
};

/* A kind that answers row by row. */
struct vectors_table {
	const char *columns[VECTORS_RESULTS_MAX + 1]; /* results, in the file's order */
	/* Appends each result to its column; a refusal is told in err. */
	enum status (*answer)(const struct vectors_row *row, struct str *results,
			      struct err *err);
	/* Appends the short result out of the columns; NULL: it is the first column. */
	void (*shorten)(const struct str *results, struct str *out);
};

/* A kind of vectors: reads in, writes `id,result` lines; returns the exit code. */
struct vectors_kind {
	const char *name;
	const char *help; /* what the result is */
	int (*run)(const struct vectors_kind *kind, FILE *in, FILE *out, bool all);
	const struct vectors_table *table; /* for vectors_run_table */
};

extern const struct vectors_table vectors_units;
extern const struct vectors_table vectors_assistant;
extern const struct vectors_table vectors_dose;
extern const struct vectors_table vectors_progression;

/* The run function of kinds with a table. */
int vectors_run_table(const struct vectors_kind *kind, FILE *in, FILE *out, bool all);
/* The kind csv: file names, one a line, each read as the table of csv_torture/README.md. */
int vectors_run_csv(const struct vectors_kind *kind, FILE *in, FILE *out, bool all);
/* A field by the name of its column; "" when there is none. */
const char *vectors_field(const struct vectors_row *row, const char *name);
/* The same as a whole number; 0 when it is empty. ST_INVALID for anything else. */
enum status
vectors_int(const struct vectors_row *row, const char *name, int *value, struct err *err);
/* Reads "97110:33;97140:7" as minutes; at most max entries. */
enum status vectors_times(const char *text, struct units_time *times, size_t max,
			  size_t *n, struct err *err);
/* The service codes of tests/data/timed_codes.csv, built into the program. */
const struct units_table *vectors_codes(void);

/* Splits CSV text in place (RFC 4180). next_row gives the fields of a row, -1 at the end. */
struct vectors_csv {
	char *p;
};
int vectors_next_row(struct vectors_csv *csv, char *fields[VECTORS_FIELDS_MAX]);

#endif
