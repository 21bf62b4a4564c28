/* csv_header_priv.h - the header of a file against the columns of its table. */
#ifndef SYNC_CSV_HEADER_PRIV_H
#define SYNC_CSV_HEADER_PRIV_H

#include "sync/csv_table.h"

/* Where each column of the file belongs. */
struct csv_header {
	size_t n;			      /* columns the file has */
	size_t n_empty;			      /* empty ones at the end, among n */
	signed char column[CSV_READ_COLUMNS]; /* of the spec; -1: ignored */
};

/* Matches the header row; findings go to the report. */
void csv_header_match(struct csv_header *h, const struct csv_spec *spec,
		      const struct csv_row *row, struct csv_report *report);
/* True when a row holds the column names again. */
bool csv_header_repeated(const struct csv_header *h, const struct csv_spec *spec,
			 const struct csv_row *row);

#endif
