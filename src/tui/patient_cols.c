/* patient_cols.c - columns of patient lists. */
#include "patient_cols.h"

#include "app/conflicts.h"

const struct list_col patient_cols[PATIENT_COLS] = {
    {"Patient", 0, false}, {"Chart", 15, false}, {"Born", 11, false},
    {"Phone", 17, false},  {"Like", 5, true},
};

enum status
patient_cols_mark(struct app *a, struct patient_line *lines, int n, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < n && !st; i++)
		st = conflicts_unsure(a, lines[i].no, &lines[i].unsure, err);
	return st;
}

void
patient_cols_cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct patient_line *p = row;
	char birth[DATE_TEXT_SIZE];

	(void)ctx;
	switch (col) {
	case PATIENT_COL_NAME:
		str_addf(out, "%s%s%s%s", p->unsure ? "! " : "", p->family_name,
			 p->given_name[0] ? ", " : "", p->given_name);
		break;
	case PATIENT_COL_CHART:
		str_add(out, p->chart_no);
		break;
	case PATIENT_COL_BIRTH:
		date_text(p->birth_date, birth);
		str_add(out, birth);
		break;
	case PATIENT_COL_PHONE:
		if (p->seemed) { /* that was searched for */
			date_text(p->seemed, birth);
			str_addf(out, "seemed %s", birth);
		} else if (p->same[0]) /* the same person as that number */
			str_addf(out, "= %s", p->same);
		else
			str_add(out, p->phone);
		break;
	default:
		str_addf(out, "%d %%", p->score);
	}
}
