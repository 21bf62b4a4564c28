/* store_lock.c - the side lock that keeps writers and checkpoints apart.
 *
 * SQLite before 3.51.3 may lose pages when a commit resets the log during a checkpoint. So a
 * writer holds limber.lock from before BEGIN IMMEDIATE until after COMMIT, and a checkpoint
 * runs only under it, a while after the commit: who waited for that comes first. One exclusive lock
 * serves both, because SQLite lets one writer in at a time anyway; waiting for it here is fair, waiting
 * inside SQLite is not. */
#include "base/machine.h"
#include "base/watch.h"
#include "store_priv.h"

#include <errno.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>

/* Sleeps 0.2 to 1.2 ms; different waiters must not wake together. Returns microseconds. */
static int64_t
doze(void)
{
	struct uid r = uid_random();
	int64_t us = 200 + (r.b[0] << 8 | r.b[1]) % 1000;
	struct timespec t = {.tv_nsec = us * 1000};

	nanosleep(&t, NULL);
	return us;
}

/* Names who is in the way, and whether it is the disk that keeps him. */
static enum status
fail_busy(const struct store *s, int64_t waited_ms, struct err *err)
{
	struct machine_holder h;
	long long waited_s = waited_ms / 1000;

	if (!err || !machine_holder(s->env->io, s->lock_fd, &h))
		return status_fail(
		    err, ST_BUSY,
		    "another program has been writing for %lld s; try again", waited_s);
	return status_fail(
	    err, ST_BUSY,
	    "another program (%s, process %d) has been writing for %lld s%s; "
	    "try again",
	    h.name, h.pid, waited_s, h.disk ? " and waits for the disk" : "");
}

enum status
store_lock(struct store *s, int64_t limit_ms, struct err *err)
{
	const struct io *io = s->env->io;
	int64_t waited_us = 0;

	while (io->flock(io->arg, s->lock_fd, LOCK_EX | LOCK_NB)) {
		if (errno == EINTR)
			continue;
		if (errno != EWOULDBLOCK)
			return io_fail(err, errno, "locking", s->dir);
		if (waited_us >= limit_ms * 1000)
			return fail_busy(s, limit_ms, err);
		waited_us += doze();
	}
	return ST_OK;
}

void
store_unlock(struct store *s)
{
	const struct io *io = s->env->io;

	io->flock(io->arg, s->lock_fd, LOCK_UN);
}

void
store_lock_checkpoint(struct store *s)
{
	int rc;

	/* A reader on an old snapshot must not make every writer wait: what cannot be
	 * copied now is copied next time. */
	sqlite3_busy_timeout(s->db, 0);
	rc = sqlite3_wal_checkpoint_v2(s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL,
				       NULL);
	sqlite3_busy_timeout(s->db, STORE_LOCK_MS);
	if (rc == SQLITE_OK) {
		s->wal_pages = 0;
		s->wal_limit = STORE_WAL_PAGES;
	} else {
		s->wal_limit = s->wal_pages + STORE_WAL_PAGES;
	}
}

/* A doze ends before a pause does, so that whoever waits has its turn. Inside a transaction the lock
 * is held and nobody could come in. */
void
store_lock_pause(const struct store *s)
{
	if (s->depth > 0)
		return;
	nanosleep(&(struct timespec){.tv_nsec = 2000000}, NULL);
}

void
store_lock_trim(struct store *s)
{
	int64_t wait_ms = s->wal_pages / 4 >= s->wal_limit ? STORE_LOCK_MS : 0;

	store_lock_pause(s);
	if (store_lock(s, wait_ms, NULL))
		return;
	store_lock_checkpoint(s);
	store_unlock(s);
}

enum status
store_checkpoint(struct store *s, struct err *err)
{
	enum status st;

	if (s->depth > 0)
		return ST_OK;
	st = store_lock(s, 0, err);
	if (st)
		return st == ST_BUSY ? ST_OK : st;
	store_lock_checkpoint(s);
	store_unlock(s);
	return ST_OK;
}

int
store_watch(struct store *s)
{
	char path[600];

	if (s->watch_fd != -1)
		return s->watch_fd < 0 ? -1 : s->watch_fd;
	str_format(path, sizeof path, "%s/limber.lock", s->dir);
	s->watch_fd = watch_open(path);
	if (s->watch_fd < 0)
		s->watch_fd = -2;
	return s->watch_fd < 0 ? -1 : s->watch_fd;
}

void
store_watched(struct store *s)
{
	if (s->watch_fd >= 0)
		watch_drain(s->watch_fd);
}
