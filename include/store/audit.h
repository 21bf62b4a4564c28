/* audit.h - who did what: append-only, each line hashed over the one before. */
#ifndef STORE_AUDIT_H
#define STORE_AUDIT_H

#include "store/store.h"

/* Adds a line in the current transaction or its own. what is a fixed word (login, sign, open,
 * export ...), row the row concerned (0 none), detail free text without names of patients. */
enum status audit_add(struct store *s, const char *what, int64_t row, const char *detail,
		      struct err *err) BASE_MUST_CHECK;

/* A read that is shown first and noted directly afterwards, because a note waits for the disk:
 * keeps the line, with its user and time, until audit_settle. One line waits at most; it goes with
 * whatever is written before (and stays when that fails), store_close writes it too. ST_BUSY,
 * ST_FULL ...: the line before could not be written; what is read must not be shown then. A
 * process killed between the picture and the note (about a millisecond) leaves none. */
enum status audit_later(struct store *s, const char *what, int64_t row,
			struct err *err) BASE_MUST_CHECK;
/* Writes what waits; another program that writes is waited for at most wait_ms (ST_BUSY). When it
 * fails the line still waits. */
enum status
audit_settle(struct store *s, int64_t wait_ms, struct err *err) BASE_MUST_CHECK;
bool audit_waits(const struct store *s);

struct audit_line {
	int64_t no, wall_ms, row;
	char user[24], what[24];
	const char *detail; /* borrowed during the call */
};
/* Newest first, at most max lines. */
enum status
audit_list(struct store *s, int max, bool (*each)(void *arg, const struct audit_line *),
	   void *arg, struct err *err) BASE_MUST_CHECK;
/* Number and hash of the last line; 0 and zeros when there is none. */
enum status audit_head(struct store *s, int64_t *no, unsigned char hash[32],
		       struct err *err) BASE_MUST_CHECK;
/* Recomputes the chain; ST_CORRUPT names the first line that does not fit. */
enum status
audit_verify(struct store *s, int64_t *lines, struct err *err) BASE_MUST_CHECK;

#endif
