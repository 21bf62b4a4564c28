/* chart.h - a chart being opened: who may, and the line of the audit, one for each opening. */
#ifndef APP_CHART_H
#define APP_CHART_H

#include "app/app.h"

/* Who is logged in looks at what lies in a patient's chart: noted in the audit, unless it is the
 * chart that is open. Nothing is noted for a role that sees only who the patient is. What cannot be
 * noted must not be shown. */
enum status chart_open(struct app *a, int64_t patient, struct err *err) BASE_MUST_CHECK;
/* The same for one row, when it belongs to a chart. */
enum status chart_open_row(struct app *a, enum entity_id e, int64_t no,
			   struct err *err) BASE_MUST_CHECK;
/* Rows that leave limber all at once: what is the word of the audit, e whose. */
enum status chart_noted_table(struct app *a, const char *what, enum entity_id e,
			      struct err *err) BASE_MUST_CHECK;
/* The patient whose chart is open, 0 none; and its end: looked at again it is another opening. */
int64_t chart_is_open(const struct app *a);
void chart_shut(struct app *a);

#endif
