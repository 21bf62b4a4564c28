/* stick_tables.c - readable tables in a directory of their own on a stick, and copied from there. */
#include "stick_priv.h"

#include "base/str.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

enum { LYING_MAX = 4096, WHEN = 15 }; /* 20261127-142301 */

#define BEGIN "limber-tables-"
#define LAST  "datapackage.json" /* whoever finds it finds all tables */
#define TEMP  "~" LAST ".TMP"

void
stick_tables_name(const char *site, const struct civil *when, char out[STICK_TABLES])
{
	str_format(out, STICK_TABLES, BEGIN "%.8s-%08lld-%02d%02d%02d", site,
		   (long long)when->date, when->hour, when->minute, when->second);
}

/* Where the time begins in such a name; NULL for any other. */
static const char *
when_of(const char *name)
{
	size_t n = strlen(name);
	const char *when = name + n - WHEN;

	if (n <= sizeof BEGIN + WHEN || n >= STICK_TABLES ||
	    strncmp(name, BEGIN, sizeof BEGIN - 1) != 0 || when[-1] != '-' ||
	    when[8] != '-' || strspn(when, "0123456789") != 8 ||
	    strspn(when + 9, "0123456789") != WHEN - 9)
		return NULL;
	n = strspn(name + sizeof BEGIN - 1, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	return n && name + sizeof BEGIN - 1 + n == when - 1 ? when : NULL;
}

/* Tables by their names: those of limber are in lower case. The last one stands last. */
static bool
is_table(const char *name)
{
	return bundle_file_ok(name) && strcmp(name + strlen(name) - 4, ".csv") == 0;
}

static enum status
add_file(struct stick_copy *c, const char *name, struct err *err)
{
	struct stick_file *f = &c->file[c->n];
	struct stat sb;

	if (c->io->stat_in(c->io->arg, c->from, name, &sb) < 0)
		return stick_copy_fail(c, false, err, "reading", name);
	if (!S_ISREG(sb.st_mode))
		return status_fail(err, ST_INVALID, "%s: this is not a plain file", name);
	if (c->n == BUNDLE_FILES)
		return status_fail(err, ST_INVALID, "%s: too many tables", name);
	if (sb.st_size > BUNDLE_BYTES - c->total)
		return status_fail(err, ST_INVALID, "%s: these tables are too large",
				   name);
	str_copy(f->name, sizeof f->name, name);
	f->size = (int64_t)sb.st_size;
	c->total += f->size;
	c->n++;
	return ST_OK;
}

/* What a spreadsheet leaves beside the tables is passed over, and named unless it is hidden. */
static enum status
list_tables(struct stick_copy *c, const char *path, struct str *passed, struct err *err)
{
	struct io_dir_names names = {0};
	enum status st = io_dir_list(c->io, c->from, path, LYING_MAX, &names, err);

	for (size_t i = 0; !st && i < names.n; i++) {
		const char *name = names.name[i];

		if (is_table(name))
			st = add_file(c, name, err);
		else if (passed && name[0] != '.' && name[0] != '~' &&
			 strcmp(name, LAST) != 0)
			str_addf(passed, "%s%s", passed->n ? ", " : "", name);
	}
	io_dir_free(&names);
	return st ? st : add_file(c, LAST, err);
}

static enum status
open_tables(struct stick_copy *c, const char *path, struct str *passed, struct err *err)
{
	const char *name = "";
	int parent = -1;
	enum status st = stick_parent(c->io, path, &parent, &name, err);

	if (st)
		return st;
	c->from = c->io->open_in(c->io->arg, parent, name, O_RDONLY | O_DIRECTORY, 0);
	if (c->from < 0)
		st = stick_copy_fail(c, false, err, "reading", path);
	c->io->close(c->io->arg, parent);
	return st ? st : list_tables(c, path, passed, err);
}

/* Makes the directory and fills it, the last file under the name `as`. */
static enum status
fill(struct stick_copy *c, int in, const char *name, const char *as, struct err *err)
{
	const struct io *io = c->io;
	enum status st;

	if (io->mkdir_in(io->arg, in, name, c->stick ? 0755 : 0700) < 0) {
		if (errno != EEXIST)
			return stick_copy_fail(c, true, err, "writing", name);
		return status_fail(err, ST_DUPLICATE,
				   "%s lies here already; try again in a moment", name);
	}
	c->to = io->open_in(io->arg, in, name, O_RDONLY | O_DIRECTORY, 0);
	st = c->to < 0 ? stick_copy_fail(c, true, err, "writing", name)
		       : stick_copy_all(c, as, err);
	if (st)
		io_dir_clear(io, in, name);
	return st;
}

/* All is there and was read back: it gets the file by which others know. */
static enum status
finish(struct stick_copy *c, int top, const char *name, struct err *err)
{
	const struct io *io = c->io;
	enum status st = ST_OK;

	if (!stick_sync(io, top, false) || stick_rename(io, c->to, TEMP, LAST) < 0 ||
	    !stick_sync(io, c->to, false) || !stick_sync(io, c->to, true))
		st = stick_fail(err, errno, "saving", name);
	if (!st)
		st = stick_there(c, top, name, false, err);
	if (st)
		io_dir_clear(io, top, name);
	return st;
}

enum status
stick_put_tables(const struct stick_env *env, const char *from, const char *to,
		 const char *name, const struct stick_progress *progress, struct err *err)
{
	const struct io *io = env->io;
	struct stick_copy c = {.io = io, .progress = progress, .stick = true};
	enum status st;
	int top = -1;

	if (!when_of(name))
		return status_fail(err, ST_INVALID, "%s: this is no name of tables",
				   name);
	stick_copy_begin(&c);
	st = open_tables(&c, from, NULL, err);
	if (!st)
		st = io_dir_open(io, to, &top, err);
	if (!st)
		st = stick_fits(&c, top, to, "tables", err);
	if (!st)
		st = fill(&c, top, name, TEMP, err);
	if (!st)
		st = finish(&c, top, name, err);
	if (top >= 0)
		io->close(io->arg, top);
	stick_copy_end(&c);
	return st;
}

/* ---- from a stick */

static bool
is_finished(const struct io *io, int top, const char *name)
{
	struct stat sb;
	int dir = io->open_in(io->arg, top, name, O_RDONLY | O_DIRECTORY, 0);
	bool is;

	if (dir < 0)
		return false;
	is = io->stat_in(io->arg, dir, LAST, &sb) == 0 && S_ISREG(sb.st_mode);
	io->close(io->arg, dir);
	return is;
}

enum status
stick_newest_tables(const struct stick_env *env, const char *place,
		    char name[STICK_TABLES], struct err *err)
{
	const struct io *io = env->io;
	struct io_dir_names names = {0};
	enum status st;
	int top;

	name[0] = '\0';
	st = io_dir_open(io, place, &top, err);
	if (st)
		return st;
	st = io_dir_list(io, top, place, LYING_MAX, &names, err);
	for (size_t i = 0; !st && i < names.n; i++) {
		const char *when = when_of(names.name[i]);

		if (when && (!name[0] || strcmp(when, when_of(name)) > 0) &&
		    is_finished(io, top, names.name[i]))
			str_copy(name, STICK_TABLES, names.name[i]);
	}
	io_dir_free(&names);
	io->close(io->arg, top);
	return st;
}

enum status
stick_take_tables(const struct stick_env *env, const char *path, const char *to,
		  struct str *passed, const struct stick_progress *progress,
		  struct err *err)
{
	const struct io *io = env->io;
	struct stick_copy c = {.io = io, .progress = progress};
	const char *name = "";
	enum status st;
	int spool = -1;

	stick_copy_begin(&c);
	st = open_tables(&c, path, passed, err);
	if (!st)
		st = stick_parent(io, to, &spool, &name, err);
	if (!st)
		st = fill(&c, spool, name, LAST, err);
	if (spool >= 0)
		io->close(io->arg, spool);
	stick_copy_end(&c);
	return st;
}
