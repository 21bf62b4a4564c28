/* csv_guard_priv.h - judges bytes before libcsv sees them; knows quotes, but no fields. */
#ifndef SYNC_CSV_GUARD_PRIV_H
#define SYNC_CSV_GUARD_PRIV_H

#include "sync/csv_read.h"

/* What the guard knows within the running row. */
struct csv_guard {
	bool in_quotes, cr_held; /* cr_held: the bytes ended with a CR outside quotes */
	char held[4];		 /* a character cut by the end of the bytes */
	size_t n_held;
	unsigned flags;	 /* enum csv_row_flag */
	int64_t row_lfs; /* line feeds inside the row */
	char separator;
};

/* First byte from i on that is no plain ASCII: a control, a quote, DEL or beyond; else n. */
size_t csv_guard_skip(const char *p, size_t i, size_t n);
/* Passes the characters beyond ASCII from i on; stays before one that is in error (*why). One cut
 * by the end is held. Returns where it stopped. */
size_t csv_guard_high(struct csv_guard *g, const char *p, size_t i, size_t n,
		      enum csv_reason *why);
/* Completes a held character. Returns the bytes used up; in error all of it stays held. */
size_t
csv_guard_finish(struct csv_guard *g, const char *p, size_t n, enum csv_reason *why);
/* Judges a control character that is no row end; CSV_REASON_NONE lets it pass. */
enum csv_reason csv_guard_control(struct csv_guard *g, char c);

#endif
