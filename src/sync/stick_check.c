/* stick_check.c - a stick filled and read back, and the way to pull it. */
#include "stick_priv.h"

#include "base/spawn.h"
#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

enum {
	FILE_BYTES = 1 << 30, /* FAT holds no file of 4 GiB */
	FILES_MAX = 4096,
	UNMOUNT_MS = 60 * 1000,
};

struct filling {
	const struct io *io;
	const struct stick_progress *progress;
	int dir;
	uint64_t *block;     /* STICK_BLOCK, aligned */
	int64_t most, total; /* bytes to write; of both ways, as far as is known */
	int64_t written, good;
	int files;
	bool full;
};

/* Bytes that say where they belong, so that none can stand in for another (splitmix64 of Steele,
 * Lea and Flood 2014 over the position). */
static void
pattern(uint64_t *block, int64_t at)
{
	for (size_t i = 0; i < STICK_BLOCK / sizeof *block; i++) {
		uint64_t z = ((uint64_t)at / sizeof *block + i + 1) * 0x9e3779b97f4a7c15u;

		z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
		z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
		block[i] = z ^ (z >> 31);
	}
}

static void
file_name(int no, char out[32])
{
	str_format(out, 32, "~check%04d.TMP", no);
}

/* Fills one file up to its limit or the end of the stick. */
static enum status
fill_file(struct filling *f, int fd, struct err *err)
{
	enum status st = ST_OK;

	for (int64_t n = 0; !st && !f->full && n < FILE_BYTES && f->written < f->most;
	     n += STICK_BLOCK) {
		pattern(f->block, f->written);
		if (io_write_all(f->io, fd, f->block, STICK_BLOCK) < 0) {
			f->full = errno == ENOSPC || errno == EFBIG;
			if (!f->full)
				st = stick_fail(err, errno, "filling", "the stick");
			break; /* a block that did not fit is not asked for again */
		}
		f->written += STICK_BLOCK;
		st = stick_step(f->progress, f->written, f->total, err);
	}
	if (f->io->fsync(f->io->arg, fd) < 0 && errno != EINVAL && !st) {
		if (errno != ENOSPC)
			st = stick_fail(err, errno, "filling", "the stick");
		f->full = true;
	}
	return st;
}

static enum status
fill(struct filling *f, struct err *err)
{
	enum status st = ST_OK;

	while (!st && !f->full && f->written < f->most && f->files < FILES_MAX) {
		char name[32];
		int fd;

		file_name(f->files, name);
		fd = f->io->open_in(f->io->arg, f->dir, name, O_WRONLY | O_CREAT | O_EXCL,
				    0600);
		if (fd < 0 && errno == ENOSPC)
			break;
		if (fd < 0)
			return stick_fail(err, errno, "filling", "the stick");
		f->files++;
		st = fill_file(f, fd, err);
		f->io->close(f->io->arg, fd);
	}
	if (!st && !stick_sync(f->io, f->dir, true))
		st = stick_fail(err, errno, "filling", "the stick");
	return st;
}

/* Reads one file; at is the position of its first byte. Stops at the first block that is not as it
 * was written. */
static enum status
read_file(struct filling *f, int fd, int64_t at, char *buf, struct err *err)
{
	for (int64_t n = 0; n < FILE_BYTES && at + n < f->written; n += STICK_BLOCK) {
		ssize_t got;
		enum status st;

		do
			got = f->io->read(f->io->arg, fd, buf, STICK_BLOCK);
		while (got < 0 && errno == EINTR);
		if (got < 0 && errno != EIO)
			return stick_fail(err, errno, "reading", "the stick");
		pattern(f->block, at + n);
		if (got != STICK_BLOCK || memcmp(buf, f->block, STICK_BLOCK) != 0)
			return ST_CORRUPT;
		f->good += STICK_BLOCK;
		st = stick_step(f->progress, f->written + f->good, 2 * f->written, err);
		if (st)
			return st;
	}
	return ST_OK;
}

static enum status
read_all(struct filling *f, char *buf, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; !st && i < f->files; i++) {
		char name[32];
		int fd;

		file_name(i, name);
		fd = f->io->open_in(f->io->arg, f->dir, name, O_RDONLY, 0);
		if (fd >= 0) {
			f->io->forget(f->io->arg, fd);
			f->io->close(f->io->arg, fd);
			fd = io_open_direct(f->io, f->dir, name);
		}
		if (fd < 0)
			return stick_fail(err, errno, "reading", "the stick");
		st = read_file(f, fd, (int64_t)i * FILE_BYTES, buf, err);
		f->io->close(f->io->arg, fd);
	}
	if (st == ST_CORRUPT)
		return status_fail(
		    err, ST_CORRUPT,
		    "of %lld MB written only the first %lld MB came back: this "
		    "stick is worn out or holds less than it says; do not use it",
		    (long long)(f->written >> 20), (long long)(f->good >> 20));
	return st;
}

enum status
stick_check(const struct stick_env *env, const char *place, int64_t most,
	    const struct stick_progress *progress, int64_t *bytes, struct err *err)
{
	struct filling f = {.io = env->io, .progress = progress};
	struct stick_copy buffers[2] = {{.io = env->io}, {.io = env->io}};
	struct statvfs fs;
	enum status st;

	*bytes = 0;
	st = io_dir_open(env->io, place, &f.dir, err);
	if (st)
		return st;
	f.most = most > 0 ? most : (int64_t)FILES_MAX * FILE_BYTES;
	if (env->io->statvfs(env->io->arg, f.dir, &fs) == 0 && fs.f_bavail > 0) {
		f.total = (int64_t)(fs.f_bavail * fs.f_frsize);
		if (f.total > f.most)
			f.total = f.most;
		f.total *= 2;
	}
	for (int i = 0; i < FILES_MAX; i++) { /* of a check that was cut off */
		char name[32];

		file_name(i, name);
		if (env->io->unlink_in(env->io->arg, f.dir, name) < 0)
			break;
	}
	stick_copy_begin(&buffers[0]);
	stick_copy_begin(&buffers[1]);
	f.block = (uint64_t *)(void *)buffers[0].buf;
	st = fill(&f, err);
	if (!st)
		st = read_all(&f, buffers[1].buf, err);
	for (int i = 0; i < f.files; i++) {
		char name[32];

		file_name(i, name);
		env->io->unlink_in(env->io->arg, f.dir, name);
	}
	stick_sync(env->io, f.dir, true);
	env->io->close(env->io->arg, f.dir);
	stick_copy_end(&buffers[0]);
	stick_copy_end(&buffers[1]);
	*bytes = f.good;
	return st;
}

/* ---- before it is pulled */

/* Unmounts through udisks; whatever it says, nothing is left to be written. */
static bool
unmount(const struct stick_env *env, const char *place)
{
	struct stick_rows rows;
	bool done = false;

	if (stick_list(env, &rows, NULL))
		return false;
	for (size_t i = 0; i < rows.n; i++)
		if (strcmp(rows.stick[i].path, place) == 0 &&
		    strncmp(rows.stick[i].source, "/dev/", 5) == 0) {
			const char *argv[] = {"udisksctl",
					      "unmount",
					      "--no-user-interaction",
					      "-b",
					      rows.stick[i].source,
					      NULL};
			struct spawn_job job = {
			    .argv = argv, .bytes = "", .wait_ms = UNMOUNT_MS};
			struct str said = {0};

			done = spawn_feed(&job, &said, NULL) == ST_OK;
			str_release(&said);
			break;
		}
	stick_list_free(&rows);
	return done;
}

enum status
stick_safe(const struct stick_env *env, const char *place, bool *unmounted,
	   struct err *err)
{
	enum status st;
	int dir;

	*unmounted = false;
	st = io_dir_open(env->io, place, &dir, err);
	if (st)
		return st;
	if (!stick_sync(env->io, dir, true))
		st = stick_fail(err, errno, "saving", place);
	env->io->close(env->io->arg, dir);
	if (!st)
		*unmounted = unmount(env, place);
	return st;
}
