/* today_rows.h - the rows of a day: what runs, what was begun, who comes, what is due; private to
 * the screen of the day. */
#ifndef TUI_TODAY_ROWS_H
#define TUI_TODAY_ROWS_H

#include "app/due.h"

enum { TODAY_DUE_SHOWN = 3 };

enum today_kind {
	TODAY_LIVE,
	TODAY_APPOINTMENT,
	TODAY_DUE,
	TODAY_DRAFT,
	TODAY_MORE,
};

struct today_row {
	int64_t name; /* of the row in the list */
	enum today_kind kind;
	int64_t no, patient; /* no of DUE: its place in due */
	bool finished;
	char when[12], who[60], chart_no[21], what[124], state[24];
};

struct today_rows {
	struct today_row *rows;
	int n;
	struct due_line due[TODAY_DUE_SHOWN]; /* the most urgent */
	int64_t day;			      /* which is shown */
	bool everybody;
};

/* Reads them for t->day; the rows of before are gone. */
enum status
today_rows_load(struct app *a, struct today_rows *t, struct err *err) BASE_MUST_CHECK;
void today_rows_release(struct today_rows *t);

#endif
