/* store.h - one clinic's database: opening, transactions, care of the file; knows no screen.
 *
 * Files in the data directory: limber.db (SQLite, WAL), limber.lock (checkpoint and backup
 * lock), limber.open (locked by whoever has it open), incarnation (who wrote last; outside backups), backup/. */
#ifndef STORE_STORE_H
#define STORE_STORE_H

#include "base/clock.h"
#include "base/io.h"
#include "base/status.h"
#include "core/dict.h"

#include <stdbool.h>
#include <stdint.h>

struct store;

/* What the store needs from outside; borrowed for its whole life. */
struct store_env {
	const struct clock *clock;
	const struct io *io;
	/* Told before something that takes long, in a sentence; NULL: nobody listens. */
	void (*notice)(const char *text);
};

/* A new clinic. code: 3 to 6 capitals. */
struct store_site {
	const char *code, *name;
	bool hub, practice;
};

/* Makes dir (0700) with a new, empty clinic in it: schema, writer, the site row. Refuses a
 * directory that already holds one (ST_DUPLICATE). */
enum status store_create(const char *dir, const struct store_env *env,
			 const struct store_site *site, struct err *err) BASE_MUST_CHECK;

/* Opens the clinic in dir; brings an older schema up to date (after a backup).
 * ST_NO_DATA nothing there; ST_FOREIGN, ST_NEWER, ST_CORRUPT, ST_READONLY, ST_FULL as named;
 * a network file system is refused. The handle belongs to one thread and is freed by
 * store_close. */
enum status store_open(struct store **s, const char *dir, const struct store_env *env,
		       struct err *err) BASE_MUST_CHECK;
void store_close(struct store *s);

/* Who works: goes into every operation and audit line. Copies login ("" for the program). No role
 * limits what is written then; access_act is for people. */
void store_set_user(struct store *s, const char *login);
const char *store_user(const struct store *s);
const char *store_dir(const struct store *s);
const struct store_env *store_environment(const struct store *s);

/* Transactions nest; only the outermost touches the disk. begin takes the write lock at once
 * (a fair queue; at most 10 s, then ST_BUSY). commit returns after the data is on the disk;
 * when it fails everything since begin is undone. cancel undoes. */
enum status store_begin(struct store *s, struct err *err) BASE_MUST_CHECK;
enum status store_commit(struct store *s, struct err *err) BASE_MUST_CHECK;
void store_cancel(struct store *s);
/* Ends a transaction by what became of it: commits after ST_OK, else cancels. The first failure. */
enum status store_end(struct store *s, enum status st, struct err *err) BASE_MUST_CHECK;

/* Changes whenever another process committed (PRAGMA data_version); cheap. */
int64_t store_version(struct store *s);
/* Can be read (select) as soon as any program, this one too, has committed; store_watched takes
 * what was told. -1: this system has no such thing, and store_version has to be asked. The
 * store's. */
int store_watch(struct store *s);
void store_watched(struct store *s);
/* Copies the write-ahead log into the database when nobody writes; for idle moments. */
enum status store_checkpoint(struct store *s, struct err *err);

/* Small texts of this database that never leave it (settings, counters). get appends nothing
 * when there is none. */
enum status store_setting_get(struct store *s, const char *name, struct str *value,
			      struct err *err) BASE_MUST_CHECK;
enum status store_setting_set(struct store *s, const char *name, const char *value,
			      struct err *err) BASE_MUST_CHECK;

/* Brings the lists up to rows of a bundle that was taken just now (search, caseload), in short
 * transactions. What a killed program left undone is done when the clinic is opened again. */
enum status store_catch_up(struct store *s, struct err *err) BASE_MUST_CHECK;
/* Whether that is still to be done: search and the lists do not have all of a bundle yet. */
enum status store_behind(struct store *s, bool *behind, struct err *err) BASE_MUST_CHECK;

/* Whether the wall clock claims a time that can be, after all that was written before. */
bool store_clock_trusted(struct store *s);
/* A manager says that it stands right, though work was saved on another day: that day was wrong, and the
 * time of now is believed. The reason goes into the audit. ST_REFUSED when it fits anyhow or is before this
 * program was written; ST_DENIED for other roles; ST_INVALID without a reason. */
enum status
store_clock_confirm(struct store *s, const char *reason, struct err *err) BASE_MUST_CHECK;

/* The site row of this clinic. */
int64_t store_site_no(struct store *s);
bool store_is_practice(struct store *s);

/* Told now and then how far a copy is, in pages of the database; false stops it (ST_REFUSED). */
struct store_watch {
	bool (*step)(void *arg, int64_t done, int64_t all);
	void *arg;
};
/* Whole copy of the live database to path: under another name, checked, synced, renamed. Others go
 * on writing meanwhile; the copy shows one moment. What lay at path stays until the new copy is
 * whole. ST_BUSY: another program writes the same copy. watch may be NULL. */
enum status
store_backup_watched(struct store *s, const char *path, const struct store_watch *watch,
		     struct err *err) BASE_MUST_CHECK;
/* The same with nobody watching. */
enum status
store_backup(struct store *s, const char *path, struct err *err) BASE_MUST_CHECK;

/* Copy into backup/ before something large ("import", "upgrade"); one of each is kept, the newest. */
enum status
store_backup_before(struct store *s, const char *what, struct err *err) BASE_MUST_CHECK;

/* How it stands with today's copy in backup/. */
enum store_daily {
	STORE_DAILY_MADE,
	STORE_DAILY_DUE,
	STORE_DAILY_RUNNING,   /* another program makes it now */
	STORE_DAILY_UNFINISHED /* due, and the last one begun was never finished */
};
/* Due is a day without a copy that was made on it. A clock that is not believed says the same day
 * again and again: then each boot makes one anew. */
enum store_daily store_backup_due(struct store *s, int64_t today);
/* Day of the newest daily copy in backup/ up to today; DATE_NONE: there is none. */
int64_t store_backup_last(const char *dir, const struct io *io, int64_t today);
/* Daily copy into backup/ when it is due (kept by core/backup.h). One program makes it; others
 * return ST_OK meanwhile. */
enum status
store_backup_daily(struct store *s, int64_t today, struct err *err) BASE_MUST_CHECK;

/* Notes that a copy was carried away today, inside a write transaction or its own; and the day of the last
 * one (yyyymmdd), DATE_NONE: never. */
enum status
store_carried(struct store *s, int64_t today, struct err *err) BASE_MUST_CHECK;
int64_t store_carried_last(struct store *s);

/* What was put back. */
struct store_restored {
	char site[8];	 /* whose */
	bool hub;	 /* which is a head office */
	int64_t ops;	 /* operations it holds */
	int64_t last_ms; /* wall clock of its last one */
	char aside[700]; /* where the database of before lies now, "" there was none */
	char harm
	    [200]; /* what of its operations was found damaged afterwards, "" nothing */
};
/* Puts the copy src (a file of store_backup) in place of the database in dir, which nobody may have
 * open (ST_BUSY). The copy is checked first: ST_CORRUPT, ST_FOREIGN, ST_NEWER, ST_REFUSED (of another
 * clinic). The database of before is moved aside, never removed. After a failure the database of
 * before is in place, or the copy is; after a kill store_open sees to it. Makes dir when it is
 * missing. The next write begins a new writer. */
enum status store_restore(const char *dir, const struct store_env *env, const char *src,
			  struct store_restored *out, struct err *err) BASE_MUST_CHECK;
/* Opens a copy (a file that nobody writes) and checks it as store_restore does: is it a clinic, every page,
 * every reference. *out says what it holds; failures as there. */
enum status store_restore_look(const char *path, struct store_restored *out,
			       struct err *err) BASE_MUST_CHECK;
/* Is that the name of a database a restore moved aside (not of its log or index)? */
bool store_restore_aside(const char *name);

/* One line of a check-up: all is well; a note, by which nothing is wrong with the clinic but somebody
 * should know; a finding. what says what it is, and what to do. */
enum doctor_kind { DOCTOR_FINE, DOCTOR_NOTE, DOCTOR_FINDING };
struct doctor_line {
	enum doctor_kind kind;
	const char *what;
};
/* Integrity, foreign keys, operation chain, derived tables against the operations, conflicts; clock, log,
 * room, who may look into the files, copies and whether the newest opens; encryption of disk and swap,
 * core dumps, SQLite version. Calls line for each. rebuild=true makes every derived table and index
 * anew from what is stored; the digest must stay the same (ST_DENIED: not for this role). */
enum status store_doctor(struct store *s, bool rebuild,
			 void (*line)(void *arg, const struct doctor_line *), void *arg,
			 struct err *err) BASE_MUST_CHECK;
/* Proves the chain of operations of every writer again: *ops how many. ST_CORRUPT names the place of
 * the first that does not fit. */
enum status store_verify(struct store *s, int64_t *ops, struct err *err) BASE_MUST_CHECK;
/* State digest over everything that syncs (sync specification 10.13), as 64 hex digits. */
enum status store_digest(struct store *s, char hex[65], struct err *err) BASE_MUST_CHECK;

/* Counts for tests and reports: operations, and database bytes in use (free pages apart). */
struct store_counts {
	int64_t ops, bytes_used;
};
enum status
store_count(struct store *s, struct store_counts *c, struct err *err) BASE_MUST_CHECK;

/* Begins a read transaction, so that all that is read until store_read_end shows one state of the
 * database and takes its lock once; false inside of a transaction, which does that already.
 * Nothing may be written before its end. */
bool store_read_begin(struct store *s);
/* Ends it when store_read_begin said true. */
void store_read_end(struct store *s, bool own);

/* Where the database stands: equal marks of one open store mean that nothing was changed between
 * them, neither here nor by another program. A mark that could not be read equals none. */
struct store_mark {
	int64_t own, others;
};
void store_mark(struct store *s, struct store_mark *m);
bool store_mark_same(const struct store_mark *a, const struct store_mark *b);

#endif
