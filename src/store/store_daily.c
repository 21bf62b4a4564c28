/* store_daily.c - a copy of the database for each day of work, by one program of many. */
#include "store/audit.h"
#include "store_priv.h"
#include "store_verify.h"

#include "base/date.h"
#include "base/io_dir.h"
#include "core/backup.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>

/* More names than that are not of this program. */
enum { NAMES_MAX = 4096, SETTING = CLOCK_BOOT_SIZE + 16 };

static void
folder_path(const char *dir, const char *name, char *path, size_t size)
{
	str_format(path, size, "%s/backup%s%s", dir, name[0] ? "/" : "", name);
}

static void
day_path(const struct store *s, int64_t day, char *path, size_t size)
{
	char name[BACKUP_NAME];

	backup_name(day, name);
	folder_path(s->dir, name, path, size);
}

/* The names in backup/; without such a folder none. */
static void
list_names(const char *dir, const struct io *io, struct io_dir_names *names)
{
	char path[700];
	int fd;

	*names = (struct io_dir_names){0};
	folder_path(dir, "", path, sizeof path);
	if (io_dir_open(io, path, &fd, NULL))
		return;
	if (io_dir_list(io, fd, path, NAMES_MAX, names, NULL))
		io_dir_free(names);
	io->close(io->arg, fd);
}

enum status
store_backup_before(struct store *s, const char *what, struct err *err)
{
	char path[700], name[BACKUP_NAME];
	enum status st;

	folder_path(s->dir, "", path, sizeof path);
	st = io_make_dir(s->env->io, path, err);
	backup_before(what, name);
	folder_path(s->dir, name, path, sizeof path);
	return st ? st : store_backup(s, path, err);
}

/* ---- what is kept */

/* A copy whose maker died; that of today may be another program's work. */
static bool
left_over(const char *name, int64_t today)
{
	char day[IO_DIR_NAME];
	size_t n = strlen(name), end = sizeof STORE_TEMP_END - 1;

	if (n <= end || strcmp(name + n - end, STORE_TEMP_END) != 0)
		return false;
	str_copy(day, sizeof day, name);
	day[n - end] = '\0';
	return backup_day(day) != DATE_NONE && backup_day(day) != today;
}

static void
remove_name(const struct store *s, const char *name)
{
	char path[700];

	folder_path(s->dir, name, path, sizeof path);
	s->env->io->unlink(s->env->io->arg, path);
}

/* Names ascend, so days do. */
static void
prune(struct store *s, int64_t today)
{
	struct io_dir_names names;
	int64_t *days;
	bool *keep;
	size_t n = 0;

	list_names(s->dir, s->env->io, &names);
	days = mem_alloc((names.n + 1) * sizeof *days);
	keep = mem_alloc(names.n + 1);
	for (size_t i = 0; i < names.n; i++) {
		int64_t day = backup_day(names.name[i]);

		if (day != DATE_NONE)
			days[n++] = day;
		else if (left_over(names.name[i], today))
			remove_name(s, names.name[i]);
	}
	backup_keep(days, n, today, keep);
	for (size_t i = 0; i < n; i++) {
		char name[BACKUP_NAME];

		backup_name(days[i], name);
		if (!keep[i])
			remove_name(s, name);
	}
	free(days);
	free(keep);
	io_dir_free(&names);
}

bool
store_backup_there(const char *dir, const struct io *io)
{
	struct io_dir_names names;
	bool found = false;

	list_names(dir, io, &names);
	for (size_t i = 0; i < names.n && !found; i++)
		found = backup_day(names.name[i]) != DATE_NONE ||
			backup_is_before(names.name[i]);
	io_dir_free(&names);
	return found;
}

int64_t
store_backup_last(const char *dir, const struct io *io, int64_t today)
{
	struct io_dir_names names;
	int64_t last = DATE_NONE;

	list_names(dir, io, &names);
	for (size_t i = 0; i < names.n; i++) {
		int64_t day = backup_day(names.name[i]);

		if (day != DATE_NONE && day <= today)
			last = day;
	}
	io_dir_free(&names);
	return last;
}

/* ---- when it is due */

/* The day, and the boot, in which a copy was made. */
static void
made_text(const struct store *s, int64_t today, char text[SETTING])
{
	char boot[CLOCK_BOOT_SIZE];

	s->env->clock->boot_id(s->env->clock->arg, boot);
	str_format(text, SETTING, "%lld %s", (long long)today, boot);
}

/* A copy of this name can be of another day: the clock was wrong then, or is now. */
static bool
is_made(struct store *s, int64_t today)
{
	char path[700], now[SETTING];
	struct str made = {0};
	struct stat file;
	bool same;

	day_path(s, today, path, sizeof path);
	if (s->env->io->stat(s->env->io->arg, path, &file))
		return false;
	made_text(s, today, now);
	if (store_setting_get(s, "daily_copy", &made, NULL) || !made.n)
		same = true; /* of a limber that noted none */
	else if (store_clock_trusted(s))
		same = !strncmp(now, str_text(&made), strcspn(now, " ") + 1);
	else
		same = !strcmp(now, str_text(&made));
	str_release(&made);
	return same;
}

/* The file that is there while a daily copy is made: its lock keeps a second program from making
 * the same, and when it outlives its maker, the copy was not finished. */
static void
pending_path(const struct store *s, char *path, size_t size)
{
	folder_path(s->dir, "daily.lock", path, size);
}

enum store_daily
store_backup_due(struct store *s, int64_t today)
{
	const struct io *io = s->env->io;
	char path[700];
	enum store_daily found = STORE_DAILY_DUE;
	int fd;

	if (is_made(s, today))
		return STORE_DAILY_MADE;
	pending_path(s, path, sizeof path);
	fd = io->open(io->arg, path, O_RDWR, 0);
	if (fd < 0)
		return found;
	found = io->flock(io->arg, fd, LOCK_EX | LOCK_NB) ? STORE_DAILY_RUNNING
							  : STORE_DAILY_UNFINISHED;
	io->close(io->arg, fd);
	return found;
}

/* ---- making it */

static enum status
note_made(struct store *s, int64_t today, struct err *err)
{
	char text[SETTING];
	enum status st = store_begin(s, err);

	if (st)
		return st;
	made_text(s, today, text);
	st = store_setting_set(s, "daily_copy", text, err);
	if (!st)
		st = audit_add(s, "backup", 0, "daily", err);
	return store_end(s, st, err);
}

/* A damage that leaves every page readable goes into every copy. From the day of it on no older copy
 * is removed, or the sound ones would go one by one, and the copy does not count as made: then
 * whoever asks is told. */
static enum status
check_chains(struct store *s, struct err *err)
{
	bool own = store_read_begin(s);
	int64_t n;
	enum status st = store_verify_chains(s, &n, err);

	store_read_end(s, own);
	if (st)
		status_prefix(err, "today's copy was made, and no older one is removed, "
				   "because the database is damaged (run limber doctor)");
	return st;
}

static enum status
make_daily(struct store *s, int64_t today, struct err *err)
{
	char path[700];
	enum status st;

	day_path(s, today, path, sizeof path);
	st = store_backup(s, path, err);
	if (!st)
		st = check_chains(s, err);
	if (st)
		return st;
	prune(s, today);
	return note_made(s, today, err);
}

enum status
store_backup_daily(struct store *s, int64_t today, struct err *err)
{
	const struct io *io = s->env->io;
	char path[700];
	enum status st;
	int fd;

	if (is_made(s, today))
		return ST_OK;
	folder_path(s->dir, "", path, sizeof path);
	st = io_make_dir(io, path, err);
	if (st)
		return st;
	pending_path(s, path, sizeof path);
	fd = io->open(io->arg, path, O_RDWR | O_CREAT, 0600);
	if (fd < 0)
		return io_fail(err, errno, "opening", path);
	/* Whoever holds it makes the copy; who came to it late finds the copy made. */
	if (io->flock(io->arg, fd, LOCK_EX | LOCK_NB) == 0 && !is_made(s, today))
		st = make_daily(s, today, err);
	if (!st && is_made(s, today))
		io->unlink(io->arg, path);
	io->close(io->arg, fd);
	return st;
}

/* ---- copies that were carried away */

enum status
store_carried(struct store *s, int64_t today, struct err *err)
{
	char day[24];

	str_format(day, sizeof day, "%lld", (long long)today);
	return store_setting_set(s, "carried_copy", day, err);
}

int64_t
store_carried_last(struct store *s)
{
	struct str text = {0};
	long long n = 0;
	bool known = !store_setting_get(s, "carried_copy", &text, NULL) && text.n &&
		     str_int(text.p, text.n, &n) && date_valid(n);

	str_release(&text);
	return known ? n : DATE_NONE;
}
