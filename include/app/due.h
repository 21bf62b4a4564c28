/* due.h - what waits for somebody, each with the place where it is done. */
#ifndef APP_DUE_H
#define APP_DUE_H

#include "app/app.h"

enum due_kind {
	DUE_LICENCE, /* of a staff member: row */
};

struct due_line {
	enum due_kind kind;
	int64_t row; /* what it is about */
	int64_t day; /* when it falls or fell due */
	char who[81], what[32];
};

/* Licences of active staff that expired or do so within 30 days (billing-rules section 7). */
enum status due_list(struct app *a, struct due_line *lines, int max, int *n,
		     struct err *err) BASE_MUST_CHECK;

#endif
