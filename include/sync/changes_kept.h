/* changes_kept.h - operations of a bundle between its two readings, in their canonical bytes. */
#ifndef SYNC_CHANGES_KEPT_H
#define SYNC_CHANGES_KEPT_H

#include "base/io.h"
#include "core/change.h"

/* They lie in a file that has lost its name: a program that dies leaves nothing behind. What is read
 * the second time, while others wait for the lock, is what was proved the first time; and it is read
 * several times as fast as CSV. */
struct changes_kept {
	const struct io *io;
	const char *path; /* borrowed; in messages */
	int out, in;
	struct str buf;
	struct change_room room;
};

/* Makes the file at path (0600; an older one of that name goes). */
enum status changes_kept_open(struct changes_kept *k, const struct io *io,
			      const char *path, struct err *err) BASE_MUST_CHECK;
enum status changes_kept_add(struct changes_kept *k, const struct change *c,
			     struct err *err) BASE_MUST_CHECK;
/* Gives all of them in their order, once; borrowed until each returns, anything but ST_OK stops. */
enum status
changes_kept_read(struct changes_kept *k,
		  enum status (*each)(void *arg, const struct change *c, struct err *err),
		  void *arg, struct err *err) BASE_MUST_CHECK;
/* The file is gone; harmless after a failed open. */
void changes_kept_close(struct changes_kept *k);

#endif
