/* chart_rows.h - the rows of a chart: episodes, what runs or was begun, visits; private to the
 * screen of the chart. */
#ifndef TUI_CHART_ROWS_H
#define TUI_CHART_ROWS_H

#include "app/app.h"
#include "base/date.h"
#include "store/query_person.h"

enum chart_kind { CHART_EPISODE, CHART_LIVE, CHART_SESSION, CHART_DRAFT };

struct chart_row {
	int64_t name;
	enum chart_kind kind;
	int64_t no, plan, note;
	bool open;
	int64_t
	    since; /* visits: ms since when the head office holds it, DICT_NONE not yet */
	char date[DATE_TEXT_SIZE], what[150], more[60];
};

struct chart_rows {
	int64_t
	    patient; /* whose; rows of everybody who is the same person are there too */
	int64_t members[PERSON_MAX];
	int n_members;
	struct chart_row *rows;
	int n;
	bool office;	 /* a head office is known */
	int64_t episode; /* the open one with a plan, else the newest open one; 0 none */
	int64_t plan;	 /* of that episode, 0 none */
};

/* Reads them; the rows of before are gone. */
enum status
chart_rows_load(struct app *a, struct chart_rows *c, struct err *err) BASE_MUST_CHECK;
void chart_rows_release(struct chart_rows *c);
/* What a list calls a row. */
int64_t chart_rows_name(enum chart_kind kind, int64_t no);

#endif
