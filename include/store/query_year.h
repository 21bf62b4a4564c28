/* query_year.h - what was charged for a patient in a span of days; knows no rule of payers. */
#ifndef STORE_QUERY_YEAR_H
#define STORE_QUERY_YEAR_H

#include "store/store.h"

/* A charge with the day and visit it is of. */
struct year_line {
	int64_t session, service_date;
	int64_t seconds, minutes, units; /* 0 when absent */
	int64_t amount;			 /* thousandths of $; DICT_NONE when absent */
	char code[9], modifiers[17], discipline[24];
};
/* The charges of a patient from one service date to another, both included, in order of date,
 * visit and charge; those that hold: no void visit, nothing that a correction replaced; appended to *lines, which the caller frees. */
enum status
query_year(struct store *s, int64_t patient, int64_t from, int64_t to,
	   struct year_line **lines, size_t *n, struct err *err) BASE_MUST_CHECK;

#endif
