/* store_doctor_place.c - the check-up of what surrounds the database: clock, disk, copies, machine. */
#include "store_doctor_priv.h"

#include "base/confine.h"
#include "base/date.h"
#include "base/io_dir.h"
#include "base/machine.h"

#include <string.h>

enum { BACKUP_OLD_DAYS = 7, CARRIED_OLD_DAYS = 30, PATH = 700 };

/* Sync specification 6.3: readers that stay hold the log up. */
static const int64_t LOG_LONG = 64 << 20;

static void
day_text(int64_t ms, char out[DATE_TEXT_SIZE])
{
	date_text(clock_civil(ms).date, out);
}

static void
check_clock(struct store_doctor *d)
{
	int64_t now = clock_wall(d->s->env->clock), before;
	char is[DATE_TEXT_SIZE], was[DATE_TEXT_SIZE];

	day_text(now, is);
	if (!store_clock_believed(d->s, &before))
		store_doctor_say(d, DOCTOR_FINDING,
				 "clock: what was written last cannot "
				 "be read; restore a backup");
	else if (!store_clock_plausible(now, 0))
		store_doctor_say(d, DOCTOR_FINDING,
				 "clock: it says %s, which is before this program was "
				 "written; set date and time of this machine. Changes "
				 "are kept in their order all the same",
				 is);
	else if (!store_clock_plausible(now, before)) {
		day_text(before, was);
		store_doctor_say(d, DOCTOR_FINDING,
				 "clock: it says %s, and work was saved on %s; set date "
				 "and time of this machine, or, if they are right, say "
				 "so (key c in :doctor, limber doctor --clock-right). "
				 "Changes are kept in their order all the same",
				 is, was);
	} else {
		store_doctor_say(d, DOCTOR_FINE, "clock: %s fits what was written before",
				 is);
	}
}

/* ---- files */

static void
check_wal(struct store_doctor *d)
{
	const struct io *io = d->s->env->io;
	char path[PATH];
	struct stat st;

	str_format(path, sizeof path, "%s-wal", d->s->path);
	if (io->stat(io->arg, path, &st))
		st.st_size = 0;
	if (st.st_size > LOG_LONG)
		store_doctor_say(d, DOCTOR_FINDING,
				 "log: %lld MB wait beside the database, because some "
				 "program reads without end; end limber on every screen "
				 "and open it again",
				 (long long)(st.st_size >> 20));
	else
		store_doctor_say(d, DOCTOR_FINE, "log: %lld kB wait beside the database",
				 (long long)(st.st_size >> 10));
}

/* The first file of the clinic of which bad says so; "" none. found is how it stands. */
static const char *
first_file(struct store_doctor *d, bool (*bad)(const struct stat *file, uid_t owner),
	   uid_t owner, struct stat *found)
{
	static const char *const names[] = {"limber.db", "limber.db-wal", "limber.db-shm",
					    "keys",	 "keys/seal.key", "keys/sign.key",
					    "backup",	 "limber.lock",	  "outbox",
					    "inbox",	 "spool"};
	const struct io *io = d->s->env->io;

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		char path[PATH];

		str_format(path, sizeof path, "%s/%s", d->s->dir, names[i]);
		if (io->stat(io->arg, path, found) == 0 && bad(found, owner))
			return names[i];
	}
	return "";
}

static bool
is_open(const struct stat *file, uid_t owner)
{
	(void)owner;
	return file->st_mode & 077;
}

/* As root makes them in the clinic of another account. */
static bool
is_anothers(const struct stat *file, uid_t owner)
{
	return file->st_uid != owner;
}

static void
check_rights(struct store_doctor *d)
{
	const struct io *io = d->s->env->io;
	const char *dir = d->s->dir, *name;
	struct stat st, file;

	if (io->stat(io->arg, dir, &st)) {
		store_doctor_say(d, DOCTOR_FINDING,
				 "rights: %s cannot be looked at; ask who looks after "
				 "this machine",
				 dir);
		return;
	}
	name = first_file(d, is_anothers, st.st_uid, &file);
	if (name[0]) {
		store_doctor_say(
		    d, DOCTOR_FINDING,
		    "rights: %s in %s belongs to another account (%lld) than "
		    "the directory (%lld), which may not get at it; say chown "
		    "-R %lld there",
		    name, dir, (long long)file.st_uid, (long long)st.st_uid,
		    (long long)st.st_uid);
		return;
	}
	name = first_file(d, is_open, st.st_uid, &file);
	if (st.st_mode & 07)
		store_doctor_say(d, DOCTOR_FINDING,
				 "rights: everybody on this machine may look into %s "
				 "(%03o); say chmod 700 there",
				 dir, st.st_mode & 0777U);
	else if (st.st_mode & 070)
		store_doctor_say(d, DOCTOR_NOTE,
				 "rights: a group may look into %s (%03o); right only if "
				 "all of it may read patients, else say chmod 700",
				 dir, st.st_mode & 0777U);
	else if (name[0])
		store_doctor_say(d, DOCTOR_NOTE,
				 "rights: %s in %s would be open (%03o) if the directory "
				 "were; say chmod go= there",
				 name, dir, file.st_mode & 0777U);
	else
		store_doctor_say(d, DOCTOR_FINE,
				 "rights: the files are open to their owner alone");
}

static void
check_room(struct store_doctor *d)
{
	struct store_counts c = {0};
	int64_t spare;

	if (io_dir_room(d->s->env->io, d->s->dir, &spare, NULL) ||
	    store_count(d->s, &c, NULL)) {
		store_doctor_say(d, DOCTOR_FINDING, "disk: %s cannot be looked at",
				 d->s->dir);
		return;
	}
	/* An import or a rebuild may need the database once more. */
	if (spare < 64LL << 20 || spare < 2 * c.bytes_used)
		store_doctor_say(
		    d, DOCTOR_FINDING,
		    "disk: %lld MB left beside %lld MB of database; free some",
		    (long long)(spare >> 20), (long long)(c.bytes_used >> 20));
	else
		store_doctor_say(d, DOCTOR_FINE, "disk: %lld MB left, database %lld MB",
				 (long long)(spare >> 20),
				 (long long)(c.bytes_used >> 20));
}

/* ---- copies */

static int64_t
days_since(const struct store_doctor *d, int64_t day)
{
	int64_t today = clock_civil(clock_wall(d->s->env->clock)).date;

	return date_to_days(today) - date_to_days(day);
}

static void
check_backup(struct store_doctor *d)
{
	int64_t today = clock_civil(clock_wall(d->s->env->clock)).date;
	int64_t day = store_backup_last(d->s->dir, d->s->env->io, today);
	char path[PATH], is[DATE_TEXT_SIZE];
	struct store_restored r;
	struct err err = {0};
	long long old;

	if (day == DATE_NONE) {
		store_doctor_say(d, DOCTOR_FINDING,
				 "backup: there is none in %s/backup; run limber backup",
				 d->s->dir);
		return;
	}
	old = days_since(d, day);
	date_text(day, is);
	str_format(path, sizeof path, "%s/backup/limber-%08lld.db", d->s->dir,
		   (long long)day);
	if (store_restore_look(path, &r, &err))
		store_doctor_say(
		    d, DOCTOR_FINDING,
		    "backup: the newest, of %s, cannot be put back: %s; take "
		    "it out of backup/ and run limber backup",
		    is, status_say(&err));
	else if (old > BACKUP_OLD_DAYS)
		store_doctor_say(d, DOCTOR_FINDING,
				 "backup: the newest is %lld days old; run limber backup",
				 old);
	else
		store_doctor_say(
		    d, DOCTOR_FINE,
		    "backup: the newest, of %s, opens and every page of it is "
		    "whole, %lld changes",
		    is, (long long)r.ops);
}

static void
check_carried(struct store_doctor *d)
{
	int64_t day = store_carried_last(d->s);
	char is[DATE_TEXT_SIZE];

	if (day == DATE_NONE) {
		store_doctor_say(d, DOCTOR_NOTE,
				 "carried: no copy left this machine yet, and those here "
				 "end with its disk; run limber backup --stick");
		return;
	}
	date_text(day, is);
	if (days_since(d, day) > CARRIED_OLD_DAYS)
		store_doctor_say(d, DOCTOR_NOTE,
				 "carried: the last copy left this machine on %s; run "
				 "limber backup --stick",
				 is);
	else
		store_doctor_say(d, DOCTOR_FINE,
				 "carried: a copy left this machine on %s", is);
}

/* ---- the machine: notes, since nothing of it is wrong with the clinic */

static void
check_encryption(struct store_doctor *d)
{
	switch (machine_encrypted(d->s->env->io, d->s->dir)) {
	case MACHINE_YES:
		store_doctor_say(d, DOCTOR_FINE,
				 "encryption: the disk of the data is encrypted");
		return;
	case MACHINE_UNKNOWN:
		store_doctor_say(d, DOCTOR_NOTE,
				 "encryption: whether the disk of the data is encrypted "
				 "could not be told; ask who set up this machine");
		return;
	case MACHINE_NO:
		break;
	}
	store_doctor_say(d, DOCTOR_NOTE,
			 "encryption: none was found beneath the data: unless the disk "
			 "does it by itself, whoever takes it reads every patient; move "
			 "the data to an encrypted disk (LUKS)");
}

static void
check_swap(struct store_doctor *d)
{
	struct machine_swap s;

	machine_swap(d->s->env->io, &s);
	if (s.encrypted == MACHINE_YES)
		store_doctor_say(d, DOCTOR_FINE,
				 s.n ? "swap: encrypted" : "swap: none on a disk");
	else if (s.encrypted == MACHINE_NO)
		store_doctor_say(
		    d, DOCTOR_NOTE,
		    "swap: %s is not encrypted, and memory is written there; "
		    "encrypt it, or switch it off (swapoff)",
		    s.name);
	else
		store_doctor_say(d, DOCTOR_NOTE,
				 "swap: whether %s is encrypted could not be told; ask "
				 "who set up this machine",
				 s.name[0] ? s.name : "it");
}

static void
check_cores(struct store_doctor *d)
{
	switch (machine_cores(d->s->env->io)) {
	case MACHINE_NO:
		store_doctor_say(d, DOCTOR_FINE,
				 "crashes: memory is not written to the disk");
		return;
	case MACHINE_UNKNOWN:
		store_doctor_say(d, DOCTOR_NOTE,
				 "crashes: whether memory would be written to the disk "
				 "could not be told");
		return;
	case MACHINE_YES:
		break;
	}
	store_doctor_say(d, DOCTOR_NOTE,
			 "crashes: memory would be written to the disk, patients in it; "
			 "say ulimit -c 0 before limber");
}

static void
check_sqlite(struct store_doctor *d)
{
	int v = sqlite3_libversion_number();
	bool fixed = v >= 3051003 || (v >= 3050007 && v < 3051000) ||
		     (v >= 3044006 && v < 3045000);

	store_doctor_say(d, DOCTOR_FINE, "sqlite: %s%s", sqlite3_libversion(),
			 fixed ? ""
			       : ", its log-reset race is kept away by our own lock");
}

/* What holds a kiosk back on this machine. */
static void
check_kiosk(struct store_doctor *d)
{
	struct confine_state could;
	char files[80] =
	    "this kernel has no Landlock; files are held back by their owner alone";

	confine_probe(&could);
	if (could.files)
		str_format(files, sizeof files,
			   "files are held back by Landlock, version %d", could.files);
	store_doctor_say(d, could.files && could.system_calls ? DOCTOR_FINE : DOCTOR_NOTE,
			 "kiosk: %s; %s", files,
			 could.system_calls ? "dangerous system calls are refused"
					    : "this kernel refuses no system calls");
}

void
store_doctor_place(struct store_doctor *d)
{
	check_clock(d);
	check_wal(d);
	check_rights(d);
	check_room(d);
	check_backup(d);
	check_carried(d);
	check_encryption(d);
	check_swap(d);
	check_cores(d);
	check_sqlite(d);
	check_kiosk(d);
}
