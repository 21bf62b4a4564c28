/* csv_sniff_priv.h - what the front of a file tells: another kind of document, its separator. */
#ifndef SYNC_CSV_SNIFF_PRIV_H
#define SYNC_CSV_SNIFF_PRIV_H

#include "base/str.h"
#include "sync/csv_reason.h"

#include <stdbool.h>
#include <stddef.h>

struct csv_sniff {
	size_t min_separators; /* of ; or TAB in a first line without comma */
	struct str bytes;      /* of the file from its start, added by the caller */
	size_t skip;	       /* byte order mark and sep= line */
	bool past_front, had_bom, sep_line;
	char separator;
	size_t at; /* first byte of the first line not yet counted */
	size_t semicolons, tabs;
};

/* Looks at the bytes so far; last: there are no more. True when separator, skip, had_bom and
 * sep_line are known. False: more bytes are needed, or the file is no CSV (*why). */
bool csv_sniff_look(struct csv_sniff *s, bool last, enum csv_reason *why);

#endif
