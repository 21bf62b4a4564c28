/* verb_backup.c - copies the live database: of the day, into a file, sealed on a stick. */
#include "app/carry.h"
#include "base/date.h"
#include "cli_priv.h"
#include "core/backup.h"
#include "store/access.h"

#include <stdlib.h>

static bool
step(void *arg, int64_t done, int64_t all)
{
	return print_step(arg, "copying", done, all);
}

static enum status
daily(struct cli *c, struct err *err)
{
	char name[BACKUP_NAME];
	enum status st = access_may(c->app.store, ROLE_EXCHANGE, ROLE_WRITE,
				    "Copy of the clinic", err);

	if (!st)
		st = store_backup_daily(c->app.store, app_today(&c->app), err);
	backup_name(app_today(&c->app), name);
	if (!st)
		fprintf(c->out, "The copy of today lies in %s/backup/%s\n", c->dir, name);
	return st;
}

/* Not sealed, and wherever somebody says. */
static enum status
plain(struct cli *c, const char *path, struct err *err)
{
	struct store_watch watch = {step, c};
	enum status st = access_may(c->app.store, ROLE_SETTINGS, ROLE_WRITE,
				    "Copy that is not sealed", err);

	if (!st)
		st = store_backup_watched(c->app.store, path, &watch, err);
	print_progress_end(c);
	if (!st)
		fprintf(c->out, "A checked copy lies in %s\n", path);
	return st;
}

static enum status
carried(struct cli *c, const char *to, struct err *err)
{
	const struct exchange_watch watch = {print_step, c};
	struct carry_made *made = mem_alloc(sizeof *made);
	char stick[CARRY_PATH];
	enum status st = to ? ST_OK : carry_stick(&c->app, stick, err);

	if (!st)
		st = carry_out(&c->app, to ? to : stick, &watch, made, err);
	print_progress_end(c);
	if (!st)
		fprintf(c->out, "%s\n", made->said);
	free(made);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const char *to = args_option(&argc, argv, "--to");
	bool stick = args_flag(&argc, argv, "--stick");

	if (argc > 1 || (to != NULL) + stick + argc > 1)
		return args_usage(&verb_backup, err);
	if (to || stick)
		return carried(c, to, err);
	return argc ? plain(c, argv[0], err) : daily(c, err);
}

const struct verb verb_backup = {
    .name = "backup",
    .args = "[--stick | --to DIR | DEST]",
    .help = "write a checked copy of the whole database",
    .more =
	"  Without more the copy of today is made in backup/, when there is none yet. "
	"Kept there are\n"
	"  the newest 7, one of each of the last 4 weeks and of each of the last 12 "
	"months.\n"
	"  --stick puts a copy on the stick that is in, --to DIR into that directory: "
	"sealed as bundles\n"
	"  are, for this site and its head office, unless the clinic chose plain; opened "
	"again for proof,\n"
	"  and read back. Nothing is written over there.\n"
	"  DEST is a file that is not sealed: keep it where the data may lie (a manager "
	"alone).\n"
	"  limber restore puts each of them back.\n",
    .needs_data = true,
    .run = run,
};
