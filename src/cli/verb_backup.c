/* verb_backup.c - copies the live database. */
#include "base/date.h"
#include "cli_priv.h"
#include "core/backup.h"

static bool
step(void *arg, int64_t done, int64_t all)
{
	return print_step(arg, "copying", done, all);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct store_watch watch = {step, c};
	char name[BACKUP_NAME];
	enum status st;

	if (argc > 1)
		return args_usage(&verb_backup, err);
	if (!argc) {
		st = store_backup_daily(c->app.store, app_today(&c->app), err);
		backup_name(app_today(&c->app), name);
		if (!st)
			fprintf(c->out, "The copy of today lies in %s/backup/%s\n",
				c->dir, name);
		return st;
	}
	st = store_backup_watched(c->app.store, argv[0], &watch, err);
	print_progress_end(c);
	if (!st)
		fprintf(c->out, "A checked copy lies in %s\n", argv[0]);
	return st;
}

const struct verb verb_backup = {
    .name = "backup",
    .args = "[DEST]",
    .help = "write a checked copy of the whole database to a file",
    .more =
	"  Without DEST the copy of today is made in backup/, when there is none yet. "
	"Kept there are\n"
	"  the newest 7, one of each of the last 4 weeks and of each of the last 12 "
	"months. The file\n"
	"  is not sealed: keep it where the data may lie. limber restore puts it back.\n",
    .needs_data = true,
    .run = run,
};
