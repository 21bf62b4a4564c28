/* stick_lying.c - the bundles that lie in a place, by their names alone. */
#include "stick_priv.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum { NAMES_MAX = 4096 };

static void
add(struct stick_bundles *rows, const char *dir, const char *name,
    const struct stick_bundle *b)
{
	struct stick_bundle *row;

	rows->bundle = mem_room(rows->bundle, rows->n, sizeof *row);
	row = &rows->bundle[rows->n];
	*row = *b;
	if (str_format(row->path, sizeof row->path, "%s%s%s", dir, name[0] ? "/" : "",
		       name))
		rows->n++;
}

/* Is the open directory a bundle: is its signature there? Its size is that of its files. */
static bool
is_bundle(const struct io *io, int dir, int64_t *bytes)
{
	struct io_dir_names names = {0};
	struct stat sb;
	bool is = io->stat_in(io->arg, dir, BUNDLE_SIGNATURE, &sb) == 0 &&
		  S_ISREG(sb.st_mode) && sb.st_size > 0;

	*bytes = 0;
	if (!is)
		return false;
	if (io_dir_list(io, dir, "", BUNDLE_FILES, &names, NULL) == ST_OK)
		for (size_t i = 0; i < names.n; i++)
			if (io->stat_in(io->arg, dir, names.name[i], &sb) == 0 &&
			    S_ISREG(sb.st_mode))
				*bytes += (int64_t)sb.st_size;
	io_dir_free(&names);
	return true;
}

/* A stick that was pulled out leaves "~NAME.TMP", an empty file or a directory without a signature:
 * no bundle, but somebody thinks it is there. */
static void
note_torn(struct stick_bundles *rows, const struct bundle_name *name)
{
	if (rows->n_torn < STICK_TORN)
		rows->torn[rows->n_torn++] = *name;
}

static void
look_temp(const char *name, struct stick_bundles *rows)
{
	size_t n = strlen(name);
	char plain[BUNDLE_NAME + 8];
	struct bundle_name b;
	bool sealed;

	if (name[0] != '~' || n < 5 || n - 4 > sizeof plain ||
	    strcmp(name + n - 4, ".TMP") != 0)
		return;
	memcpy(plain, name + 1, n - 5);
	plain[n - 5] = '\0';
	if (bundle_name_lying(plain, &b, &sealed))
		note_torn(rows, &b);
}

/* Its name, as it was given or as a copy of it was called. What is unfinished ("~") is no copy. */
static bool
read_name(const char *name, struct stick_bundle *b)
{
	if (bundle_name_lying(name, &b->name, &b->sealed))
		return true;
	b->renamed = name[0] != '~' && bundle_name_within(name, &b->name, &b->sealed);
	return b->renamed;
}

/* Looks at one name of a directory. */
static void
look(const struct io *io, int dir, const char *path, const char *name,
     struct stick_bundles *rows)
{
	struct stick_bundle b = {0};
	struct stat sb;

	if (!read_name(name, &b)) {
		look_temp(name, rows);
		return;
	}
	if (io->stat_in(io->arg, dir, name, &sb) < 0)
		return;
	if (b.sealed && S_ISREG(sb.st_mode) && sb.st_size > 0) {
		b.bytes = (int64_t)sb.st_size;
		add(rows, path, name, &b);
	} else if (!b.sealed && S_ISDIR(sb.st_mode)) {
		int fd = io->open_in(io->arg, dir, name, O_RDONLY | O_DIRECTORY, 0);

		if (fd < 0)
			return;
		if (is_bundle(io, fd, &b.bytes))
			add(rows, path, name, &b);
		else
			note_torn(rows, &b.name);
		io->close(io->arg, fd);
	} else if (b.sealed && S_ISREG(sb.st_mode)) {
		note_torn(rows, &b.name);
	}
}

static enum status
look_all(const struct io *io, int dir, const char *path, struct stick_bundles *rows,
	 struct err *err)
{
	struct io_dir_names names = {0};
	enum status st = io_dir_list(io, dir, path, NAMES_MAX, &names, err);

	for (size_t i = 0; !st && i < names.n; i++)
		look(io, dir, path, names.name[i], rows);
	io_dir_free(&names);
	return st;
}

/* The name of a bundle that was pointed at: all zero when it has none, or that of the other kind. */
static void
read_place(const char *path, struct stick_bundle *b)
{
	const char *last = strrchr(path, '/');
	bool sealed = b->sealed;

	if (!read_name(last ? last + 1 : path, b) || b->sealed != sealed)
		b->name = (struct bundle_name){0};
	b->sealed = sealed;
}

/* A place named on the command line or a stick: itself a bundle, or with LIMBER in it, or holding
 * bundles. */
static enum status
look_in(const struct io *io, int dir, const char *path, struct stick_bundles *rows,
	struct err *err)
{
	struct stick_bundle b = {0};
	char limber[512];
	enum status st;
	int fd;

	if (is_bundle(io, dir, &b.bytes)) {
		read_place(path, &b);
		add(rows, path, "", &b);
		return ST_OK;
	}
	st = look_all(io, dir, path, rows, err);
	if (st || !str_format(limber, sizeof limber, "%s/%s", path, BUNDLE_DIR))
		return st;
	fd = io->open_in(io->arg, dir, BUNDLE_DIR, O_RDONLY | O_DIRECTORY, 0);
	if (fd < 0)
		return errno == EIO ? stick_fail(err, errno, "reading", limber) : ST_OK;
	st = look_all(io, fd, limber, rows, err);
	io->close(io->arg, fd);
	return st;
}

enum status
stick_bundles(const struct stick_env *env, const char *place, struct stick_bundles *rows,
	      struct err *err)
{
	const struct io *io = env->io;
	struct stat sb;
	char path[512];
	enum status st;
	int dir;

	*rows = (struct stick_bundles){0};
	if (!str_copy(path, sizeof path, place) || !path[0])
		return status_fail(err, ST_INVALID, "%s: this is no place", place);
	for (size_t n = strlen(path); n > 1 && path[n - 1] == '/'; n--)
		path[n - 1] = '\0';
	if (io->stat(io->arg, path, &sb) < 0)
		return errno == ENOENT ? io_fail(err, errno, "looking at", path)
				       : stick_fail(err, errno, "looking at", path);
	if (S_ISREG(sb.st_mode)) {
		struct stick_bundle b = {.sealed = true, .bytes = (int64_t)sb.st_size};

		read_place(path, &b);
		add(rows, path, "", &b);
		return ST_OK;
	}
	st = io_dir_open(io, path, &dir, err);
	if (st)
		return st;
	st = look_in(io, dir, path, rows, err);
	io->close(io->arg, dir);
	if (st)
		stick_bundles_free(rows);
	return st;
}

void
stick_bundles_free(struct stick_bundles *rows)
{
	free(rows->bundle);
	*rows = (struct stick_bundles){0};
}
