/* stick.h - sticks found, bundles put on them and taken from them; knows no database and trusts
 * nothing that lies on a stick. Wherever a stick is asked for, any directory will do. */
#ifndef SYNC_STICK_H
#define SYNC_STICK_H

#include "base/clock.h"
#include "base/io.h"
#include "base/str.h"
#include "sync/bundle.h"

/* Where to look. The paths are for tests; NULL: the machine's own. */
struct stick_env {
	const struct io *io;
	const char *data; /* the data directory: the disk it is on is no stick; or NULL */
	const char *mountinfo; /* /proc/self/mountinfo */
	const char *sys;       /* /sys */
	const char *udev;      /* /run/udev/data, for names alone */
};

/* A stick that is mounted. */
struct stick {
	char path[256]; /* where */
	char label[64]; /* what people call it; never empty */
	char id[160];  /* serial number of the device and of the volume; empty: unknown */
	char type[16]; /* of its file system: a hint */
	char source[64]; /* its device file */
	bool writable;
	char why[96]; /* why not */
	int64_t room; /* bytes left; -1: not known */
};
struct stick_rows {
	struct stick *stick;
	size_t n;
};

/* A bundle that lies somewhere. Nothing but its name and size has been looked at. */
struct stick_bundle {
	char path[512];
	struct bundle_name name; /* all zero when it was renamed beyond recognition */
	bool renamed;		 /* by the program that copied it */
	bool sealed;		 /* one .age file */
	int64_t bytes;
};
enum { STICK_TORN = 64 };
struct stick_bundles {
	struct stick_bundle *bundle;
	size_t n;
	/* What was begun there and not finished, as when a stick is pulled out; STICK_TORN at most. */
	struct bundle_name torn[STICK_TORN];
	size_t n_torn;
};

/* Told now and then how far the work is; says false to end it (ST_REFUSED). */
struct stick_progress {
	bool (*step)(void *arg, int64_t done, int64_t total);
	void *arg;
};

/* The sticks of this machine: mounted, removable or on USB, not the disk of / or of the data.
 * Freed by stick_list_free. */
enum status stick_list(const struct stick_env *env, struct stick_rows *rows,
		       struct err *err) BASE_MUST_CHECK;
void stick_list_free(struct stick_rows *rows);

/* Puts a finished bundle (a directory, or a sealed file when from ends in .age) on the stick as
 * LIMBER/name or LIMBER/name.age. A directory gets its signature last, a sealed file its name: until
 * then it is no bundle to any reader; everything is synced and read back before that. No bundle that
 * was there is changed; the same one lying there already is ST_OK, another of its name
 * ST_DUPLICATE. What an earlier try left half done is replaced. After a failure nothing that a
 * reader would take for a bundle lies there, or the whole of it. progress may be NULL. */
enum status
stick_put(const struct stick_env *env, const char *from, const char *to, const char *name,
	  const struct stick_progress *progress, struct err *err) BASE_MUST_CHECK;

/* Puts the file `from` into the directory `to`, a stick or any other, as `name` (a name of core/backup),
 * as a bundle is put: under another name, synced, read back past the kernel's memory, named. closed: only
 * its owner may read it there. ST_DUPLICATE: something has this name; nothing is ever written over.
 * After a failure nothing lies there under that name, or the whole of it. progress may be NULL. */
enum status
stick_put_file(const struct stick_env *env, const char *from, const char *to,
	       const char *name, bool closed, const struct stick_progress *progress,
	       struct err *err) BASE_MUST_CHECK;

/* The bundles that lie in place: a stick (in its LIMBER), a directory of bundles, one bundle, or
 * one sealed file. In the order of their names. Freed by stick_bundles_free. */
enum status stick_bundles(const struct stick_env *env, const char *place,
			  struct stick_bundles *rows, struct err *err) BASE_MUST_CHECK;
void stick_bundles_free(struct stick_bundles *rows);

/* Copies what lies at path to the new name `to`: a directory of plain files (mode 0700), or one
 * file for a sealed bundle. `to` is whole or not there. Refused (ST_INVALID) is what is no bundle:
 * too large, too many files, names of no bundle, links, devices. Files that other systems leave
 * behind (.DS_Store, Thumbs.db ...) are passed over. progress may be NULL. */
enum status
stick_take(const struct stick_env *env, const char *path, const char *to,
	   const struct stick_progress *progress, struct err *err) BASE_MUST_CHECK;

/* Readable tables lie at the top of a stick in a directory limber-tables-KBR-20261127-142301, never
 * written to again. datapackage.json comes last: a directory without it was not finished and holds none. */
enum { STICK_TABLES = 48 };
void
stick_tables_name(const char *site, const struct civil *when, char out[STICK_TABLES]);
/* Puts the tables of the directory `from` on a stick as the new directory `name`, as a bundle is put: synced,
 * read back, its last file last. After a failure nothing of it lies there. ST_DUPLICATE: the name is taken.
 * progress may be NULL. */
enum status
stick_put_tables(const struct stick_env *env, const char *from, const char *to,
		 const char *name, const struct stick_progress *progress,
		 struct err *err) BASE_MUST_CHECK;
/* The name of the newest finished tables on a stick, by the time in it; "" for none. */
enum status stick_newest_tables(const struct stick_env *env, const char *place,
				char name[STICK_TABLES], struct err *err) BASE_MUST_CHECK;
/* Copies the tables that lie in the directory path to the new directory `to` (mode 0700), with the limits of
 * stick_take. Files that are no tables are passed over; passed (or NULL) gets their names, ", " between them.
 * progress may be NULL. */
enum status
stick_take_tables(const struct stick_env *env, const char *path, const char *to,
		  struct str *passed, const struct stick_progress *progress,
		  struct err *err) BASE_MUST_CHECK;

/* Fills the free room of a stick, at most `most` bytes (0: all), reads it back and removes it again:
 * the only way to find a stick that is smaller than it says. *bytes: how many came back as they
 * were. ST_CORRUPT: some did not. progress may be NULL. */
enum status stick_check(const struct stick_env *env, const char *place, int64_t most,
			const struct stick_progress *progress, int64_t *bytes,
			struct err *err) BASE_MUST_CHECK;

/* Writes out what the kernel still holds for a stick and unmounts it where udisksctl is there and
 * may; *unmounted says whether. ST_OK: it may be pulled either way. */
enum status stick_safe(const struct stick_env *env, const char *place, bool *unmounted,
		       struct err *err) BASE_MUST_CHECK;

#endif
