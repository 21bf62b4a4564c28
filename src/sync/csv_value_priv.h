/* csv_value_priv.h - one cell against its column; knows no rows. */
#ifndef SYNC_CSV_VALUE_PRIV_H
#define SYNC_CSV_VALUE_PRIV_H

#include "sync/csv_table.h"

/* A cell with what was found in it; remarks has one bit for each enum csv_reason. */
struct csv_checked {
	struct csv_value value;
	enum csv_reason error;
	uint64_t remarks;
};

/* Checks a cell; flags are those of its row. The value borrows from the cell. */
void csv_value_check(const struct csv_spec *spec, size_t column, struct csv_cell cell,
		     unsigned flags, struct csv_checked *out);
/* Appends the canonical form of a value of the column. */
void
csv_value_write(const struct csv_column *c, const struct csv_value *v, struct str *out);
/* True when the text begins or ends with a space of any kind. */
bool csv_value_padded(const char *p, size_t n);

#endif
