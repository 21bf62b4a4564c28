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

/* A line as it is listed; name: the patient it is about, "" none. */
struct audit_row {
	int64_t no, wall_ms, patient;
	char when[18]; /* "2026-05-04 09:12", local */
	char user[24], what[24], name[124], detail[200];
};
/* Which lines. Texts are borrowed; NULL or "": whatever. */
struct audit_filter {
	int64_t patient;	  /* 0: whoever */
	const char *user, *words; /* words: each is found in the line, case folded */
	int64_t from, to;	  /* local days, both included; 0: no bound */
};
/* At most max lines that fit, from line `edge` on without it: older ones, newest first, or newer ones,
 * oldest first; edge 0: from the end or the begin. Looks at no more than `look` lines (0: at all), so
 * that a page takes its time however long the audit is; *reached is the line it got to, 0 the end.
 * For those who may read the audit, and about one patient for those who may read the chart. */
struct audit_page {
	int64_t edge;
	bool newer;
	int max, look;
	int n;		 /* out */
	int64_t reached; /* out */
	struct audit_row *rows;
};
enum status audit_find(struct store *s, const struct audit_filter *f,
		       struct audit_page *p, struct err *err) BASE_MUST_CHECK;

/* Number and hash of the last line; 0 and zeros when there is none. */
enum status audit_head(struct store *s, int64_t *no, unsigned char hash[32],
		       struct err *err) BASE_MUST_CHECK;
/* Recomputes the chain; ST_CORRUPT names the first line that does not fit. */
enum status
audit_verify(struct store *s, int64_t *lines, struct err *err) BASE_MUST_CHECK;

#endif
