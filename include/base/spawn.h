/* spawn.h - runs another program with bytes on its standard input; knows no shell. */
#ifndef BASE_SPAWN_H
#define BASE_SPAWN_H

#include "base/str.h"

#include <stddef.h>

/* Runs argv[0] (looked up in PATH) with argv (ends with NULL), n bytes on its standard input (0: it
 * is at its end at once) and no other open file, and waits at most wait_ms for its end; a program that takes longer is ended. What it said on standard
 * output and error is appended to said, cut at 2000 bytes. ST_NOT_FOUND: there is no such program;
 * ST_REFUSED: it failed, with its own first line in err; ST_BUSY: it took too long. */
struct spawn_job {
	const char *const *argv;
	const void *bytes;
	size_t n;
	int wait_ms;
};
enum status spawn_feed(const struct spawn_job *job, struct str *said,
		       struct err *err) BASE_MUST_CHECK;

#endif
