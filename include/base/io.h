/* io.h - every file call of the program goes through one table, so that any can fail in a test. */
#ifndef BASE_IO_H
#define BASE_IO_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/types.h>

/* Calls keep POSIX meaning: -1 and errno. arg comes first so that a test table can count. */
struct io {
	int (*open)(void *arg, const char *path, int flags, mode_t mode);
	int (*close)(void *arg, int fd);
	ssize_t (*read)(void *arg, int fd, void *buf, size_t n);
	ssize_t (*write)(void *arg, int fd, const void *buf, size_t n);
	int (*fsync)(void *arg, int fd);
	int (*rename)(void *arg, const char *from, const char *to);
	int (*unlink)(void *arg, const char *path);
	int (*mkdir)(void *arg, const char *path, mode_t mode);
	int (*stat)(void *arg, const char *path, struct stat *st);
	int (*fstat)(void *arg, int fd, struct stat *st);
	int (*flock)(void *arg, int fd, int operation);
	void *arg;
};

/* The operating system's own calls. */
extern const struct io io_posix;

/* Turns errno into a status and a sentence "what path: reason; what to do". */
enum status io_fail(struct err *err, int errnum, const char *what, const char *path);

/* A file being written under a temporary name beside its target. */
struct io_writer {
	const struct io *io;
	int fd;		/* -1 when closed */
	char path[512]; /* final name */
	char temp[544];
	char *buf; /* 256 KiB */
	size_t used;
	int64_t written;    /* bytes taken so far */
	enum status failed; /* first failure; later calls do nothing */
	struct err err;
};

/* Opens a temporary file for path (mode 0600). The target is untouched until commit. */
enum status io_writer_open(struct io_writer *w, const struct io *io, const char *path,
			   struct err *err) BASE_MUST_CHECK;
/* Takes bytes; a failure is kept and returned by commit. */
void io_writer_add(struct io_writer *w, const void *bytes, size_t n);
/* Writes the rest, fsyncs, renames over path and fsyncs the directory. On failure the
 * temporary file is removed and the target is whole: the older one, or the new one when only
 * the directory could not be synced. */
enum status io_writer_commit(struct io_writer *w, struct err *err) BASE_MUST_CHECK;
/* Removes the temporary file; harmless after commit. */
void io_writer_cancel(struct io_writer *w);

/* Reads a whole file of at most max bytes into memory handed over to the caller (NUL added). */
enum status io_read_file(const struct io *io, const char *path, size_t max, char **bytes,
			 size_t *n, struct err *err) BASE_MUST_CHECK;
/* Makes a directory (0700) and its missing parents; existing ones are fine. */
enum status
io_make_dir(const struct io *io, const char *path, struct err *err) BASE_MUST_CHECK;

#endif
