/* csv_report.h - what was found in a CSV file: counts, first places, sentences. */
#ifndef SYNC_CSV_REPORT_H
#define SYNC_CSV_REPORT_H

#include "sync/csv_reason.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { CSV_REPORT_LISTED = 20, CSV_REPORT_DETAIL = 96 };

struct csv_problem {
	enum csv_reason why;
	struct csv_place at;
	char detail[CSV_REPORT_DETAIL]; /* 'birth_date "1/2/90"'; can be patient data */
};

/* What was found: a count and the first place for each reason, and the first errors. */
struct csv_report {
	char file[128];
	bool refused; /* nothing may be taken */
	int64_t rows; /* delivered */
	int64_t count[CSV_REASON_COUNT];
	struct csv_problem first[CSV_REASON_COUNT];
	struct csv_problem errors[CSV_REPORT_LISTED];
	size_t n_errors; /* listed ones */
};

/* Counts one finding; detail (may be NULL) is kept for the first of its kind and for the first
 * CSV_REPORT_LISTED errors. An error sets refused. */
void csv_report_add(struct csv_report *r, enum csv_reason why, struct csv_place at,
		    const char *detail);
/* Appends the codes of the errors (or else of the warnings), sorted, joined by '+'. */
void csv_report_codes(const struct csv_report *r, struct str *out);
/* Appends one line a problem for people: every listed error, then each kind of warning with its
 * count and first place. */
void csv_report_say(const struct csv_report *r, struct str *out);

#endif
