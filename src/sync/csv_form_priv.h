/* csv_form_priv.h - a file against its own canonical form, row by row. */
#ifndef SYNC_CSV_FORM_PRIV_H
#define SYNC_CSV_FORM_PRIV_H

#include "sync/csv_table.h"

struct csv_form {
	bool differs;
	struct csv_place at; /* first byte that differs */
	struct str canonical;
};

/* Compares the header and the byte order mark before it. */
void csv_form_header(struct csv_form *f, const struct csv_spec *spec,
		     const struct csv_row *row, bool had_bom);
/* Compares a row with what the writer makes of its values. */
void csv_form_row(struct csv_form *f, const struct csv_spec *spec,
		  const struct csv_value *values, const struct csv_row *row);
/* Adds not_canonical to the report at the first byte or finding that shows it. */
void csv_form_judge(const struct csv_form *f, struct csv_report *report);
/* Frees the text. */
void csv_form_release(struct csv_form *f);

#endif
