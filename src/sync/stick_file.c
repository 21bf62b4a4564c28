/* stick_file.c - one file of any size goes on a stick: a copy of a whole clinic. */
#include "stick_priv.h"

#include "base/str.h"
#include "core/backup.h"

#include <errno.h>
#include <string.h>

enum { SWEEP_MAX = 4096 };

static enum status
open_file(struct stick_copy *c, const char *path, struct err *err)
{
	const char *name = "";
	struct stat sb;
	enum status st = stick_parent(c->io, path, &c->from, &name, err);

	if (st)
		return st;
	if (c->io->stat_in(c->io->arg, c->from, name, &sb) < 0)
		return io_fail(err, errno, "reading", path);
	if (!S_ISREG(sb.st_mode))
		return status_fail(err, ST_INVALID, "%s: this is not a plain file", path);
	if (!str_copy(c->file[0].name, BUNDLE_FILE, name))
		return status_fail(err, ST_INVALID, "%s: this name is too long", path);
	c->file[0].size = c->total = (int64_t)sb.st_size;
	c->n = 1;
	return ST_OK;
}

/* "~limber-KBR-...TMP": what a pulled stick or a killed program left of an earlier copy of this site.
 * Those of other sites may be in the making. */
static bool
half_done(const char *lying, const char *name)
{
	char whole[BACKUP_CARRIED];
	size_t n = strlen(lying), site = strlen("limber-");
	bool sealed;

	site += strcspn(name + site, "-") + 1;
	if (n < 5 || n - 4 > sizeof whole || lying[0] != '~' ||
	    strcmp(lying + n - 4, ".TMP") != 0)
		return false;
	str_format(whole, sizeof whole, "%.*s", (int)(n - 5), lying + 1);
	return backup_is_carried(whole, &sealed) && !strncmp(whole, name, site);
}

/* What cannot be removed does no harm. */
static void
sweep(const struct io *io, int dir, const char *name)
{
	struct io_dir_names names = {0};

	if (io_dir_list(io, dir, name, SWEEP_MAX, &names, NULL) == ST_OK)
		for (size_t i = 0; i < names.n; i++)
			if (half_done(names.name[i], name))
				io_dir_clear(io, dir, names.name[i]);
	io_dir_free(&names);
}

enum status
stick_put_file(const struct stick_env *env, const char *from, const char *to,
	       const char *name, bool closed, const struct stick_progress *progress,
	       struct err *err)
{
	const struct io *io = env->io;
	struct stick_copy c = {
	    .io = io, .progress = progress, .stick = true, .closed = closed};
	enum status st;
	bool sealed;
	int dir = -1;

	if (!backup_is_carried(name, &sealed))
		return status_fail(err, ST_INVALID, "%s: this is no name of a copy",
				   name);
	stick_copy_begin(&c);
	st = open_file(&c, from, err);
	if (!st)
		st = io_dir_open(io, to, &dir, err);
	if (!st) {
		sweep(io, dir, name);
		st = stick_fits(&c, dir, to, "copy", err);
	}
	if (!st)
		st = stick_named(&c, dir, name, true, err);
	if (!st)
		st = stick_there(&c, dir, name, true, err);
	if (dir >= 0)
		io->close(io->arg, dir);
	stick_copy_end(&c);
	return st;
}
