/* stick.c - a bundle goes on a stick under another name, gets its own at the end, and comes off. */
#include "stick_priv.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum {
	SPARE = 256 * 1024, /* for directories and tables of the file system */
	SWEEP_MAX = 4096,
};

enum status
stick_parent(const struct io *io, const char *path, int *dir, const char **name,
	     struct err *err)
{
	static const char in_limber[] = "/" BUNDLE_DIR;
	char parent[512];
	char *slash;
	size_t n;
	bool limber;
	enum status st;

	*dir = -1;
	if (!str_copy(parent, sizeof parent, path))
		return status_fail(err, ST_INVALID, "%s: this name is too long", path);
	slash = strrchr(parent, '/');
	*name = slash ? path + (slash - parent) + 1 : path;
	if (!**name)
		return status_fail(err, ST_INVALID, "%s: this is no name of a bundle",
				   path);
	if (slash)
		slash[slash == parent] = '\0';
	n = slash ? strlen(parent) : 0;
	limber = n >= sizeof in_limber &&
		 strcmp(parent + n - (sizeof in_limber - 1), in_limber) == 0;
	if (limber)
		parent[n - (sizeof in_limber - 1)] = '\0';
	st = io_dir_open(io, slash ? parent : ".", dir, err);
	if (!st && limber) {
		int fd =
		    io->open_in(io->arg, *dir, BUNDLE_DIR, O_RDONLY | O_DIRECTORY, 0);

		if (fd < 0)
			st = stick_fail(err, errno, "opening", BUNDLE_DIR);
		io->close(io->arg, *dir);
		*dir = fd;
	}
	return st;
}

static bool
ends_sealed(const char *path)
{
	size_t n = strlen(path), tail = strlen(BUNDLE_SEALED);

	return n > tail && strcmp(path + n - tail, BUNDLE_SEALED) == 0;
}

/* Opens what is copied: a directory and its list, or the directory of one sealed file, which then
 * is the only entry under its own name. */
static enum status
open_from(struct stick_copy *c, const char *path, char sealed_as[STICK_TEMP],
	  struct err *err)
{
	const struct io *io = c->io;
	const char *name = "";
	struct stat sb;
	int parent = -1;
	enum status st = stick_parent(io, path, &parent, &name, err);

	sealed_as[0] = '\0';
	if (st)
		return st;
	if (io->stat_in(io->arg, parent, name, &sb) < 0) {
		st = errno == ENOENT ? io_fail(err, errno, "reading", path)
				     : stick_copy_fail(c, false, err, "reading", path);
	} else if (S_ISDIR(sb.st_mode)) {
		c->from = io->open_in(io->arg, parent, name, O_RDONLY | O_DIRECTORY, 0);
		if (c->from < 0)
			st = stick_copy_fail(c, false, err, "reading", path);
		else
			st = stick_copy_list(c, path, err);
		io->close(io->arg, parent);
		return st;
	} else if (!S_ISREG(sb.st_mode)) {
		st = status_fail(err, ST_INVALID, "%s: this is not a plain file", path);
	} else if (sb.st_size > BUNDLE_BYTES || sb.st_size == 0) {
		st = status_fail(err, ST_INVALID, "%s: too %s for a sealed bundle", path,
				 sb.st_size ? "large" : "small");
	} else if (!str_copy(sealed_as, STICK_TEMP, name) ||
		   !str_copy(c->file[0].name, BUNDLE_FILE, name)) {
		st = status_fail(err, ST_INVALID, "%s: this name is too long", path);
	} else {
		c->file[0].size = (int64_t)sb.st_size;
		c->total = c->file[0].size;
		c->n = 1;
		c->from = parent;
		return ST_OK;
	}
	io->close(io->arg, parent);
	return st;
}

/* Copies one sealed file into `in`. */
static enum status
copy_sealed(struct stick_copy *c, int in, const char *temp, struct err *err)
{
	const struct io *io = c->io;
	enum status st;

	c->to = in;
	st = stick_copy_file(c, 0, temp, err);
	c->to = -1;
	if (!st && c->stick && !stick_sync(io, in, true))
		st = stick_copy_fail(c, true, err, "saving", temp);
	if (!st && c->stick)
		st = stick_copy_same(c, in, 0, temp, err);
	return st;
}

/* Makes a directory in `in` and copies everything into it, the signature under the name `last`. */
static enum status
copy_dir(struct stick_copy *c, int in, const char *name, const char *last,
	 struct err *err)
{
	const struct io *io = c->io;

	if (io->mkdir_in(io->arg, in, name, c->stick ? 0755 : 0700) < 0)
		return stick_copy_fail(c, true, err, "writing", name);
	c->to = io->open_in(io->arg, in, name, O_RDONLY | O_DIRECTORY, 0);
	if (c->to < 0)
		return stick_copy_fail(c, true, err, "writing", name);
	return stick_copy_all(c, last, err);
}

enum status
stick_named(struct stick_copy *c, int in, const char *name, bool sealed, struct err *err)
{
	const struct io *io = c->io;
	char temp[STICK_TEMP + 8];
	enum status st;

	str_format(temp, sizeof temp, "~%s.TMP", name);
	if (io_dir_clear(io, in, temp) < 0)
		return stick_copy_fail(c, true, err, "removing", temp);
	st = sealed ? copy_sealed(c, in, temp, err)
		    : copy_dir(c, in, temp, BUNDLE_SIGNATURE, err);
	if (!st && stick_rename(io, in, temp, name) < 0)
		st = errno == EEXIST
			 ? status_fail(err, ST_DUPLICATE, "%s lies here already", name)
			 : stick_copy_fail(c, true, err, "naming", name);
	if (st) {
		io_dir_clear(io, in, temp);
		return st;
	}
	/* From here on it may be there or not: whole in either case. */
	if (!stick_sync(io, in, false) || (c->stick && !stick_sync(io, in, true)))
		st = stick_copy_fail(c, true, err, "saving", name);
	return st;
}

/* ---- to a stick */

/* LIMBER of the stick; made when it is not there. */
static enum status
open_limber(const struct io *io, const char *to, int *dir, struct err *err)
{
	enum status st;
	int top, made;

	*dir = -1;
	st = io_dir_open(io, to, &top, err);
	if (st)
		return st;
	made = io->mkdir_in(io->arg, top, BUNDLE_DIR, 0755);
	if (made < 0 && errno != EEXIST)
		st = stick_fail(err, errno, "writing to", to);
	else if (made == 0 && !stick_sync(io, top, false))
		st = stick_fail(err, errno, "saving", BUNDLE_DIR);
	if (!st)
		*dir = io->open_in(io->arg, top, BUNDLE_DIR, O_RDONLY | O_DIRECTORY, 0);
	if (!st && *dir < 0)
		st = errno == ENOTDIR || errno == ELOOP
			 ? status_fail(err, ST_INVALID,
				       "%s/%s: something that is no directory has this "
				       "name; rename it",
				       to, BUNDLE_DIR)
			 : stick_fail(err, errno, "opening", BUNDLE_DIR);
	io->close(io->arg, top);
	return st;
}

enum status
stick_fits(const struct stick_copy *c, int dir, const char *to, const char *what,
	   struct err *err)
{
	struct statvfs fs;
	int64_t room;

	if (c->io->statvfs(c->io->arg, dir, &fs) < 0)
		return stick_fail(err, errno, "looking at", to);
	room = (int64_t)(fs.f_bavail * fs.f_frsize);
	if (room > 0 && room < c->total + SPARE)
		return status_fail(err, ST_FULL,
				   "%s: the stick has %lld kB left and the %s needs "
				   "%lld kB; take another one, or remove from it what is "
				   "not needed",
				   to, (long long)(room / 1024), what,
				   (long long)((c->total + SPARE) / 1024));
	return ST_OK;
}

/* Removes what a pulled stick or a killed program left half done: names that only stick_named makes.
 * What cannot be removed does no harm. */
static void
sweep(const struct io *io, int limber)
{
	struct io_dir_names names = {0};

	if (io_dir_list(io, limber, BUNDLE_DIR, SWEEP_MAX, &names, NULL) == ST_OK)
		for (size_t i = 0; i < names.n; i++) {
			char *name = names.name[i], *end = strstr(name, ".TMP");
			struct bundle_name parsed;
			bool sealed, half;

			if (name[0] != '~' || !end || end[4])
				continue;
			*end = '\0';
			half = bundle_name_lying(name + 1, &parsed, &sealed);
			*end = '.';
			if (half)
				io_dir_clear(io, limber, name);
		}
	io_dir_free(&names);
}

/* Reads the source once more to know its hashes. */
static enum status
hash_from(struct stick_copy *c, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; !st && i < c->n; i++) {
		struct stick_file *f = &c->file[i];
		struct hash h;
		int64_t size;
		int fd = io_dir_file(c->io, c->from, f->name, &size);
		ssize_t n = 0;

		if (fd < 0)
			return io_fail(err, errno, "reading", f->name);
		hash_init(&h);
		while ((n = io_read_all(c->io, fd, c->buf, STICK_BLOCK)) > 0)
			hash_add(&h, c->buf, (size_t)n);
		hash_end(&h, f->hash);
		if (n < 0)
			st = io_fail(err, errno, "reading", f->name);
		c->io->close(c->io->arg, fd);
	}
	return st;
}

/* Something of this name lies there: ST_OK when it is the same bundle, whole. */
static enum status
is_same(struct stick_copy *c, int limber, const char *name, bool sealed, struct err *err)
{
	const struct io *io = c->io;
	enum status st = hash_from(c, err);
	struct stat sb;
	int dir = limber;

	if (st)
		return st;
	if (!sealed)
		dir = io->open_in(io->arg, limber, name, O_RDONLY | O_DIRECTORY, 0);
	for (size_t i = 0; dir >= 0 && !st && i < c->n; i++)
		st = stick_copy_same(c, dir, i, sealed ? name : c->file[i].name, err);
	if (dir >= 0 && dir != limber)
		io->close(io->arg, dir);
	if (dir >= 0 && !st)
		return ST_OK;
	if (st && st != ST_CORRUPT && io->stat_in(io->arg, limber, name, &sb) < 0)
		return st; /* nothing answers any more */
	return status_fail(err, ST_DUPLICATE,
			   "%s lies on this stick already and is another one or damaged; "
			   "nothing is overwritten: take another stick",
			   name);
}

enum status
stick_there(struct stick_copy *c, int limber, const char *name, bool sealed,
	    struct err *err)
{
	const struct io *io = c->io;
	int dir = limber;
	size_t ok = 0;

	if (!sealed)
		dir = io->open_in(io->arg, limber, name, O_RDONLY | O_DIRECTORY, 0);
	if (dir < 0)
		return stick_fail(err, errno, "looking at", name);
	while (ok < c->n) {
		struct stat sb;

		if (io->stat_in(io->arg, dir, sealed ? name : c->file[ok].name, &sb) <
			0 ||
		    sb.st_size != c->file[ok].size)
			break;
		ok++;
	}
	if (dir != limber)
		io->close(io->arg, dir);
	if (ok < c->n)
		return status_fail(
		    err, ST_CORRUPT,
		    "%s: what was written is not there any more; this stick "
		    "is bad, take another one",
		    name);
	return ST_OK;
}

/* Takes a half written directory away. Its signature goes first and for good, so that at no moment
 * there is one without its files. */
static bool
remove_half(const struct io *io, int limber, const char *name)
{
	int dir = io->open_in(io->arg, limber, name, O_RDONLY | O_DIRECTORY, 0);
	bool gone;

	if (dir < 0)
		return errno == ENOENT;
	gone = io->unlink_in(io->arg, dir, BUNDLE_SIGNATURE) == 0
		   ? stick_sync(io, dir, false) && stick_sync(io, dir, true)
		   : errno == ENOENT;
	io->close(io->arg, dir);
	return gone && io_dir_clear(io, limber, name) == 0;
}

/* The directory of a bundle under its own name: without signature it is none. A directory is never
 * renamed on a stick: there are FAT drivers that lose what is in it. */
static enum status
put_dir(struct stick_copy *c, int limber, const char *name, struct err *err)
{
	static const char temp[] = "~" BUNDLE_SIGNATURE ".TMP";
	const struct io *io = c->io;
	enum status st;

	if (!remove_half(io, limber, name))
		return stick_fail(err, errno, "removing a half written", name);
	st = copy_dir(c, limber, name, temp, err);
	if (!st && !stick_sync(io, limber, false))
		st = stick_fail(err, errno, "saving", name);
	if (!st && stick_rename(io, c->to, temp, BUNDLE_SIGNATURE) < 0)
		st = stick_fail(err, errno, "naming", BUNDLE_SIGNATURE);
	if (!st && (!stick_sync(io, c->to, false) || !stick_sync(io, c->to, true)))
		st = stick_fail(err, errno, "saving", name);
	if (!st)
		st = stick_there(c, limber, name, false, err);
	if (st)
		remove_half(io, limber, name);
	return st;
}

/* A directory of this name without signature: a put that was cut off. */
static bool
half_there(const struct io *io, int limber, const char *name)
{
	struct stat sb;
	int dir = io->open_in(io->arg, limber, name, O_RDONLY | O_DIRECTORY, 0);
	bool half;

	if (dir < 0)
		return false;
	half = io->stat_in(io->arg, dir, BUNDLE_SIGNATURE, &sb) < 0 && errno == ENOENT;
	io->close(io->arg, dir);
	return half;
}

static enum status
put_new(struct stick_copy *c, int limber, const char *as, bool sealed, struct err *err)
{
	enum status st;

	if (!sealed)
		return put_dir(c, limber, as, err);
	st = stick_named(c, limber, as, true, err);
	return st ? st : stick_there(c, limber, as, true, err);
}

enum status
stick_put(const struct stick_env *env, const char *from, const char *to, const char *name,
	  const struct stick_progress *progress, struct err *err)
{
	const struct io *io = env->io;
	struct stick_copy c = {.io = io, .progress = progress, .stick = true};
	char sealed_as[STICK_TEMP], as[STICK_TEMP];
	struct bundle_name parsed;
	struct stat sb;
	enum status st;
	int limber = -1;
	bool sealed;

	if (!bundle_name_parse(name, &parsed))
		return status_fail(err, ST_INVALID, "%s: this is no name of a bundle",
				   name);
	stick_copy_begin(&c);
	st = open_from(&c, from, sealed_as, err);
	sealed = sealed_as[0] != '\0';
	str_format(as, sizeof as, "%s%s", name, sealed ? BUNDLE_SEALED : "");
	if (!st && sealed && !ends_sealed(from))
		st = status_fail(err, ST_INVALID, "%s: this is no sealed bundle", from);
	if (!st)
		st = open_limber(io, to, &limber, err);
	if (!st && io->stat_in(io->arg, limber, as, &sb) == 0 &&
	    (sealed || !half_there(io, limber, as))) {
		st = is_same(&c, limber, as, sealed, err);
	} else if (!st) {
		sweep(io, limber);
		st = stick_fits(&c, limber, to, "bundle", err);
		if (!st)
			st = put_new(&c, limber, as, sealed, err);
	}
	if (limber >= 0)
		io->close(io->arg, limber);
	stick_copy_end(&c);
	return st;
}

/* ---- from a stick */

enum status
stick_take(const struct stick_env *env, const char *path, const char *to,
	   const struct stick_progress *progress, struct err *err)
{
	const struct io *io = env->io;
	struct stick_copy c = {.io = io, .progress = progress};
	char sealed_as[STICK_TEMP];
	struct stat sb;
	const char *name = "";
	enum status st;
	int spool = -1;

	stick_copy_begin(&c);
	st = open_from(&c, path, sealed_as, err);
	if (!st)
		st = stick_parent(io, to, &spool, &name, err);
	if (!st && io->stat_in(io->arg, spool, name, &sb) == 0)
		st = status_fail(err, ST_DUPLICATE, "%s lies here already", to);
	if (!st && strlen(name) >= STICK_TEMP)
		st = status_fail(err, ST_INVALID, "%s: this name is too long", to);
	if (!st)
		st = stick_named(&c, spool, name, sealed_as[0] != '\0', err);
	if (spool >= 0)
		io->close(io->arg, spool);
	stick_copy_end(&c);
	return st;
}
