/* sticks.h - the sticks at this machine and whether they were checked; knows no bundle. */
#ifndef APP_STICKS_H
#define APP_STICKS_H

#include "app/app.h"
#include "sync/stick.h"

struct sticks_line {
	struct stick stick;
	int64_t
	    checked_ms; /* when it was filled and read back, ms since 1970; 0: never */
};

/* Where sticks are looked for: a->sticks, else this machine; the disk of the clinic's data is none. Borrows from a. */
struct stick_env sticks_env(const struct app *a);
/* The sticks, in rows handed over to the caller (free), NULL for none. env: sticks_env. */
enum status
sticks_list(struct app *a, const struct stick_env *env, struct sticks_line **rows,
	    size_t *n, struct err *err) BASE_MUST_CHECK;
/* Fills the stick mounted at place and reads it back (stick_check, which see), and remembers it by
 * its numbers when it passed and has some. ST_REFUSED: no stick is mounted there; the disk that
 * others work on is never filled. */
enum status sticks_check(struct app *a, const struct stick_env *env, const char *place,
			 const struct stick_progress *progress, int64_t *bytes,
			 struct err *err) BASE_MUST_CHECK;

#endif
