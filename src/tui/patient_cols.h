/* patient_cols.h - how a patient looks in a list; private to the screens that list patients. */
#ifndef TUI_PATIENT_COLS_H
#define TUI_PATIENT_COLS_H

#include "app/app.h"
#include "store/query.h"
#include "tui/list.h"

enum {
	PATIENT_COL_NAME,
	PATIENT_COL_CHART,
	PATIENT_COL_BIRTH,
	PATIENT_COL_PHONE,
	PATIENT_COL_SCORE,
	PATIENT_COLS
};

/* Name, chart number, birth date, phone (and likeness when PATIENT_COLS are shown). */
extern const struct list_col patient_cols[PATIENT_COLS];
/* Marks those whose identity or safety is in conflict ("! " before the name). */
enum status patient_cols_mark(struct app *a, struct patient_line *lines, int n,
			      struct err *err) BASE_MUST_CHECK;
void patient_cols_cell(void *ctx, const void *row, int col, struct str *out);

#endif
