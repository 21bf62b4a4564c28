/* io.h - every file call of the program goes through one table, so that any can fail in a test. */
#ifndef BASE_IO_H
#define BASE_IO_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/types.h>

/* Calls keep POSIX meaning: -1 and errno. arg comes first so that a test table can count. Those
 * that end in _in take an open directory and one plain name in it; they never leave it. */
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
	int (*open_in)(void *arg, int dir, const char *name, int flags, mode_t mode);
	int (*stat_in)(void *arg, int dir, const char *name,
		       struct stat *st); /* of a link itself */
	int (*mkdir_in)(void *arg, int dir, const char *name, mode_t mode);
	int (*rename_in)(void *arg, int dir, const char *from,
			 const char *to); /* as renameat */
	int (*rename_new)(void *arg, int dir, const char *from,
			  const char *to); /* EEXIST */
	int (*unlink_in)(void *arg, int dir, const char *name);
	int (*rmdir_in)(void *arg, int dir, const char *name);
	/* each(ctx, name) for every name but . and .. until it says false */
	int (*list)(void *arg, int dir, bool (*each)(void *ctx, const char *name),
		    void *ctx);
	int (*syncfs)(void *arg, int fd);
	int (*forget)(void *arg,
		      int fd); /* drops what the kernel remembers of a file's bytes */
	int (*statvfs)(void *arg, int fd, struct statvfs *st);
	ssize_t (*readlink)(void *arg, const char *path, char *buf, size_t n);
	void *arg;
};

/* The operating system's own calls. */
extern const struct io io_posix;

/* Opens a plain file for reading past the kernel's memory (O_DIRECT) where the file system can, so
 * that what is read is what lies there: buffer, place and size of each read are then multiples of
 * IO_DIRECT_ALIGN. -1 and errno as open_in. */
enum { IO_DIRECT_ALIGN = 4096 };
int io_open_direct(const struct io *io, int dir, const char *name);

/* The calls gone on with until all n bytes are through, or the file ends: bytes read or written, -1
 * and errno on a failure. */
ssize_t io_read_all(const struct io *io, int fd, void *buf, size_t n);
ssize_t io_write_all(const struct io *io, int fd, const void *buf, size_t n);

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

/* Writes a whole file by such a writer. */
enum status io_write_file(const struct io *io, const char *path, const void *bytes,
			  size_t n, struct err *err) BASE_MUST_CHECK;

/* Reads a whole file of at most max bytes into memory handed over to the caller (NUL added). */
enum status io_read_file(const struct io *io, const char *path, size_t max, char **bytes,
			 size_t *n, struct err *err) BASE_MUST_CHECK;
/* Makes a new name last by syncing the directory of path; false and errno on failure. Some file
 * systems cannot sync a directory, which is none. */
bool io_sync_parent(const struct io *io, const char *path);
/* Makes a directory (0700) and its missing parents; existing ones are fine. */
enum status
io_make_dir(const struct io *io, const char *path, struct err *err) BASE_MUST_CHECK;

#endif
