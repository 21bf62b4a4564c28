/* io_dir.h - directories opened, listed and cleared; follows no link in them. */
#ifndef BASE_IO_DIR_H
#define BASE_IO_DIR_H

#include "base/io.h"

enum { IO_DIR_NAME = 256 };

/* Names in a directory in the order of their bytes. */
struct io_dir_names {
	char (*name)[IO_DIR_NAME];
	size_t n;
	bool more; /* there are more than were asked for */
};

/* Opens a directory; *fd is -1 on failure. Closed with io->close. */
enum status io_dir_open(const struct io *io, const char *path, int *fd,
			struct err *err) BASE_MUST_CHECK;
/* At most max of its names; path is for the sentence alone. Freed by io_dir_free, also after a
 * failure. */
enum status io_dir_list(const struct io *io, int dir, const char *path, size_t max,
			struct io_dir_names *names, struct err *err) BASE_MUST_CHECK;
void io_dir_free(struct io_dir_names *names);
/* Bytes that can still be written where path, a directory, lies. Some file systems say 0 who do not
 * know. */
enum status io_dir_room(const struct io *io, const char *path, int64_t *bytes,
			struct err *err) BASE_MUST_CHECK;
/* Removes the directory `name` in dir with the files in it, or the file; not what lies deeper. For
 * what this program made itself. -1 and errno when something stays. */
int io_dir_clear(const struct io *io, int dir, const char *name);
/* Opens the file `name` in dir for reading when it is a plain one, and says its size; -1 and errno,
 * EINVAL for anything else that has this name. A device or pipe is not touched. */
int io_dir_file(const struct io *io, int dir, const char *name, int64_t *size);

#endif
