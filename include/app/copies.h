/* copies.h - copies of a clinic that lie in its folder, and how one of them is put back. */
#ifndef APP_COPIES_H
#define APP_COPIES_H

#include "app/app.h"

enum { COPIES_NAME = 64, COPIES_MAX = 128 };

/* A file one can go back to. */
struct copies_line {
	char name
	    [COPIES_NAME]; /* in backup/, or limber.db.before-... beside the database */
	int64_t day;	   /* of a daily copy, DATE_NONE for others */
	int64_t bytes, made_ms; /* made_ms: when it was written, ms since 1970 */
};
/* The copies in dir, daily ones first, newest last; at most COPIES_MAX. Knows no open clinic. */
enum status
copies_list(const char *dir, const struct io *io, struct copies_line rows[COPIES_MAX],
	    size_t *n, struct err *err) BASE_MUST_CHECK;

/* What is put back, and for whom. */
struct copies_back {
	const char
	    *src; /* a file, sealed (.age) or not, or the day of a daily copy as typed */
	const char *key; /* identity that opens a sealed one, NULL: this site's own */
	const char *as;	 /* login, NULL: whoever owns the files */
};
/* Puts a copy back (store_restore, carry_back_open, which see). Then the clinic is opened once, which begins
 * its new life with a line in the audit. *keys says whether the keys of the site are there. ST_DENIED: the
 * role of `as` may not; a clinic that does not open cannot be asked, and whoever may write its
 * files may put a copy back. */
enum status
copies_restore(const char *dir, const struct store_env *env, const struct copies_back *b,
	       struct store_restored *out, bool *keys, struct err *err) BASE_MUST_CHECK;

#endif
