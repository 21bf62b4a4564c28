/* stick_priv.h - what the files of stick share: failures in words, places, one copy of a bundle. */
#ifndef SYNC_STICK_PRIV_H
#define SYNC_STICK_PRIV_H

#include "sync/stick.h"

#include "base/hash.h"
#include "base/io_dir.h"

enum { STICK_BLOCK = 64 * 1024, STICK_TEMP = BUNDLE_NAME + 8 };

/* A call of a stick failed: errno in words that say what to do. */
enum status stick_fail(struct err *err, int errnum, const char *what, const char *name);
/* fsync of a directory or a whole file system; one that cannot do it is no failure. */
bool stick_sync(const struct io *io, int fd, bool whole);
/* Renames within dir to a name that must be free; -1 and errno. */
int stick_rename(const struct io *io, int dir, const char *from, const char *to);
/* Opens the directory that holds path, never through a link below the stick, and says the last name
 * (borrowed from path). */
enum status stick_parent(const struct io *io, const char *path, int *dir,
			 const char **name, struct err *err) BASE_MUST_CHECK;
/* Steps the progress, which may be NULL. */
enum status stick_step(const struct stick_progress *progress, int64_t done, int64_t total,
		       struct err *err) BASE_MUST_CHECK;

/* A file read and what came out. */
struct stick_file {
	char name[BUNDLE_FILE];
	int64_t size;
	unsigned char hash[HASH_SIZE];
};

/* One bundle from one place to another. */
struct stick_copy {
	const struct io *io;
	const struct stick_progress *progress;
	bool stick;   /* it goes to a stick: synced as a whole and read back */
	bool closed;  /* nobody but its owner may read it there */
	int from, to; /* directories; -1: not open */
	char *buf;    /* STICK_BLOCK, aligned for direct reads, inside room */
	char *memory; /* what is freed */
	int64_t done, total;
	struct stick_file file[BUNDLE_FILES];
	size_t n;
};

/* A call failed at one end of a copy: the end that is the stick speaks of a stick, the other of a
 * disk. */
enum status stick_copy_fail(const struct stick_copy *c, bool at_target, struct err *err,
			    const char *what, const char *name);
/* Room for a copy, freed by stick_copy_end, which also closes what is open. */
void stick_copy_begin(struct stick_copy *c);
void stick_copy_end(struct stick_copy *c);
/* Lists the plain files of c->from and their sizes, refusing what is no bundle; the signature stands
 * last. */
enum status
stick_copy_list(struct stick_copy *c, const char *path, struct err *err) BASE_MUST_CHECK;
/* Copies file number i from c->from under the name `as` in c->to, synced. */
enum status stick_copy_file(struct stick_copy *c, size_t i, const char *as,
			    struct err *err) BASE_MUST_CHECK;
/* Reads file i in dir past the kernel's memory: is it what was copied? */
enum status stick_copy_same(struct stick_copy *c, int dir, size_t i, const char *as,
			    struct err *err) BASE_MUST_CHECK;
/* Copies all listed files into the open directory c->to, the signature last under the name `as`
 * and, on a stick, after everything else has been read back. */
enum status
stick_copy_all(struct stick_copy *c, const char *as, struct err *err) BASE_MUST_CHECK;

/* Copies into the open directory `in` under another name and gives the right one, which must be free.
 * What is half done is taken away again. sealed: the one file that was opened, else a directory. */
enum status stick_named(struct stick_copy *c, int in, const char *name, bool sealed,
			struct err *err) BASE_MUST_CHECK;
/* Is there room for the copy, where the file system knows it? to and what are for the sentence. */
enum status stick_fits(const struct stick_copy *c, int dir, const char *to,
		       const char *what, struct err *err) BASE_MUST_CHECK;
/* Are all files there by the names a reader uses, as long as they should be? */
enum status stick_there(struct stick_copy *c, int limber, const char *name, bool sealed,
			struct err *err) BASE_MUST_CHECK;

#endif
