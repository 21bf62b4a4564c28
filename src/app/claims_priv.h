/* claims_priv.h - what the writers of charge reports share; private to claims*.c. */
#ifndef APP_CLAIMS_PRIV_H
#define APP_CLAIMS_PRIV_H

#include "app/claims.h"
#include "store/query_claims.h"

/* Begins the table of a report: kept, or streamed to out (NULL: kept). */
void claims_begin(struct claims *c, const struct sheet_col *cols, int n_cols,
		  struct io_writer *out);
/* Fills the rows of LINES and CHARGES. */
enum status claims_lines(struct app *a, const struct claims_order *o, struct claims *c,
			 struct io_writer *out, struct err *err) BASE_MUST_CHECK;

#endif
