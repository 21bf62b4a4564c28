/* query_results.h - what was measured of a patient; knows no measure's meaning.
 *
 * Results that were replaced by a later row, or cancelled, are left out everywhere. The side of a
 * measure without sides is "". */
#ifndef STORE_QUERY_RESULTS_H
#define STORE_QUERY_RESULTS_H

#include "core/dict_rows.h"
#include "store/store.h"

/* One series: a measure of a patient at one part and side ("" where it has none). */
struct result_series {
	int64_t patient;
	const char *measure, *part, *side;
};
/* The newest max results of a series in day order, oldest first. */
enum status
query_results(struct store *s, const struct result_series *series, struct result *rows,
	      int max, int *n, struct err *err) BASE_MUST_CHECK;

/* Which results count for "the last ones". */
struct result_last {
	int64_t patient;
	int64_t until;	/* last day that counts; DICT_NONE: all */
	int64_t except; /* assessment that does not count; 0: none */
};
/* The latest result of each measure, part and side of a patient, in the order of these. */
enum status
query_results_last(struct store *s, const struct result_last *which, struct result *rows,
		   int max, int *n, struct err *err) BASE_MUST_CHECK;

/* The results of an assessment, or of a screening (vitals), in the order they were stored. */
enum status query_results_of(struct store *s, int64_t assessment, struct result *rows,
			     int max, int *n, struct err *err) BASE_MUST_CHECK;
enum status
query_results_screening(struct store *s, int64_t screening, struct result *rows, int max,
			int *n, struct err *err) BASE_MUST_CHECK;

/* Assessments of a patient, newest first. */
enum status query_assessments(struct store *s, int64_t patient, struct assessment *rows,
			      int max, int *n, struct err *err) BASE_MUST_CHECK;

/* The latest screening of a kind; *no 0: none. */
enum status
query_screening_last(struct store *s, int64_t patient, const char *kind, int64_t *no,
		     int64_t *day, struct err *err) BASE_MUST_CHECK;

#endif
