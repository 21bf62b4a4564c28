/* copies.c - lists the copies of a clinic and puts one back. */
#include "app/copies.h"

#include "app/carry.h"
#include "app/staff.h"
#include "base/date.h"
#include "base/io_dir.h"
#include "core/backup.h"
#include "store/access.h"
#include "store/audit.h"

#include <string.h>

enum { NAMES_MAX = 4096, PATH = 700 };

/* Is this a database one can go back to? */
static bool
is_copy(const char *name)
{
	return backup_day(name) != DATE_NONE || backup_is_before(name) ||
	       store_restore_aside(name);
}

static void
list_one(const char *dir, const struct io *io, struct copies_line rows[COPIES_MAX],
	 size_t *n)
{
	struct io_dir_names names = {0};
	struct stat st;
	int fd;

	if (io_dir_open(io, dir, &fd, NULL))
		return; /* no copy was made yet */
	if (!io_dir_list(io, fd, dir, NAMES_MAX, &names, NULL))
		for (size_t i = 0; i < names.n && *n < COPIES_MAX; i++) {
			struct copies_line *l = &rows[*n];

			if (!is_copy(names.name[i]) ||
			    io->stat_in(io->arg, fd, names.name[i], &st) ||
			    !S_ISREG(st.st_mode))
				continue;
			*l = (struct copies_line){.day = backup_day(names.name[i]),
						  .bytes = st.st_size,
						  .made_ms = st.st_mtime * 1000};
			*n += str_copy(l->name, sizeof l->name, names.name[i]);
		}
	io_dir_free(&names);
	io->close(io->arg, fd);
}

enum status
copies_list(const char *dir, const struct io *io, struct copies_line rows[COPIES_MAX],
	    size_t *n, struct err *err)
{
	char path[PATH];

	*n = 0;
	if (!str_format(path, sizeof path, "%s/backup", dir))
		return status_fail(err, ST_INVALID, "%s: this name is too long", dir);
	list_one(path, io, rows, n);
	list_one(dir, io, rows, n);
	return ST_OK;
}

/* A day means the daily copy of it; any other word is a file. */
static enum status
find(const char *dir, const struct io *io, const char *src, char path[PATH],
     struct err *err)
{
	char name[BACKUP_NAME];
	struct stat st;
	int64_t day;

	if (!date_parse_iso(src, strlen(src), false, &day)) {
		if (!str_copy(path, PATH, src))
			return status_fail(err, ST_INVALID, "%s: this name is too long",
					   src);
		return ST_OK;
	}
	backup_name(day, name);
	str_format(path, PATH, "%s/backup/%s", dir, name);
	if (io->stat(io->arg, path, &st))
		return status_fail(
		    err, ST_NOT_FOUND,
		    "no copy of %s lies in %s/backup; limber restore --list "
		    "shows which there are",
		    src, dir);
	return ST_OK;
}

/* The role that the clinic as it is knows. */
static enum status
may_restore(const char *dir, const struct store_env *env, const char *as, struct err *err)
{
	struct app a;
	enum status st;

	if (!as || app_open(&a, dir, env, NULL))
		return ST_OK;
	st = staff_act_as(&a, as, err);
	if (!st)
		st = access_may(a.store, ROLE_SETTINGS, ROLE_WRITE, "Putting a copy back",
				err);
	app_close(&a);
	return st;
}

static enum status
put_back(const char *dir, const struct store_env *env, const struct copies_back *b,
	 struct store_restored *out, struct err *err)
{
	char path[PATH];
	struct carry_back back = {.lock = -1};
	enum status st = find(dir, env->io, b->src, path, err);

	if (!st && carry_is_sealed(path)) {
		st = carry_back_open(&back, dir, env->io, path, b->key, err);
		if (!st)
			st = store_restore(dir, env, back.path, out, err);
		carry_back_end(&back);
	} else if (!st) {
		st = store_restore(dir, env, path, out, err);
	}
	return st;
}

enum status
copies_restore(const char *dir, const struct store_env *env, const struct copies_back *b,
	       struct store_restored *out, bool *keys, struct err *err)
{
	char path[PATH];
	struct app a;
	struct stat st;
	struct err harm = {0};
	int64_t n;
	enum status rc = may_restore(dir, env, b->as, err);

	*out = (struct store_restored){.ops = 0};
	*keys = false;
	if (!rc)
		rc = put_back(dir, env, b, out, err);
	if (!rc)
		rc = app_open(&a, dir, env, err);
	if (rc)
		return rc;
	if (b->as)
		store_set_user(a.store, b->as);
	/* It may be the best there is: it stays, but who put it back knows. */
	if (store_verify(a.store, &n, &harm))
		str_copy(out->harm, sizeof out->harm, status_say(&harm));
	rc = audit_add(a.store, "restore", 0, "a copy was put back", err);
	app_close(&a);
	str_format(path, PATH, "%s/keys/seal.key", dir);
	*keys = env->io->stat(env->io->arg, path, &st) == 0;
	return rc;
}
