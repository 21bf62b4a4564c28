/* csv_memory.h - a CSV source in memory that gives pieces of any size. */
#ifndef UNIT_CSV_MEMORY_H
#define UNIT_CSV_MEMORY_H

#include "sync/csv_table.h"

#include <string.h>

struct csv_memory {
	const char *p;
	size_t n, at, piece;
	size_t cut;    /* from the second pass on only so many bytes are there; 0: all */
	int fail_read; /* so many reads go well before one fails; 0: never */
};

static inline enum status
csv_memory_read(void *arg, char *buf, size_t n, size_t *got, struct err *err)
{
	struct csv_memory *m = arg;
	size_t part = m->n - m->at < n ? m->n - m->at : n;

	*got = 0;
	if (m->fail_read && --m->fail_read == 0)
		return status_fail(err, ST_IO, "reading: made to fail");
	if (m->piece && part > m->piece)
		part = m->piece;
	if (part)
		memcpy(buf, m->p + m->at, part);
	m->at += part;
	*got = part;
	return ST_OK;
}

static inline enum status
csv_memory_rewind(void *arg, struct err *err)
{
	struct csv_memory *m = arg;

	(void)err;
	m->at = 0;
	if (m->cut)
		m->n = m->cut;
	return ST_OK;
}

static inline struct csv_source
csv_memory_source(struct csv_memory *m)
{
	return (struct csv_source){csv_memory_read, csv_memory_rewind, m};
}

#endif
