/* table_stick.c - readable tables on a stick and from one, by the clinic's choice of sealed or plain. */
#include "app/table_stick.h"

#include "app/keys.h"
#include "app/sticks.h"
#include "exchange_priv.h"
#include "store/access.h"
#include "store/audit.h"

#include <string.h>

/* Each person has a place in the spool: two terminals do not take each other's tables. */
static void
spool_name(const struct app *a, const char *what, char name[EXCHANGE_NAME])
{
	str_format(name, EXCHANGE_NAME, "tables-%s-%lld", what,
		   (long long)a->user.head.no);
}

/* ---- to a stick */

enum status
table_stick_may(struct app *a, const struct trip_place *place, struct err *err)
{
	bool sealed = true;
	enum status st =
	    access_may(a->store, ROLE_EXCHANGE, ROLE_WRITE, "Tables on a stick", err);

	if (!st)
		st = keys_sealed(a, &sealed, err);
	if (!st && sealed)
		st = status_fail(
		    err, ST_REFUSED,
		    "this clinic seals what goes on sticks, and tables are plain: p on "
		    ":site-keys chooses plain, with a reason");
	if (!st && !place->writable)
		st = status_fail(err, ST_READONLY, "%s: %s", place->label, place->why);
	return st;
}

static enum status
note(struct app *a, const struct trip_place *place, const char *name, const char *reason,
     struct err *err)
{
	struct str detail = {0};
	enum status st;

	str_addf(&detail, "plain on stick %s, %s: %s", place->label, name, reason);
	st = audit_add(a->store, "table-export", 0, str_text(&detail), err);
	str_release(&detail);
	return st;
}

static enum status
put(struct app *a, const struct trip_place *place, const char *from, const char *reason,
    const struct stick_progress *progress, struct table_stick_made *made, struct err *err)
{
	struct stick_env env = sticks_env(a);
	struct civil now = clock_civil(app_wall_ms(a));
	enum status st;

	stick_tables_name(a->site.code, &now, made->name);
	st = note(a, place, made->name, reason, err);
	if (!st)
		st = stick_put_tables(&env, from, place->path, made->name, progress, err);
	return st ? st : stick_safe(&env, place->path, &made->unmounted, err);
}

enum status
table_stick_put(struct app *a, const struct trip_place *place, const char *reason,
		const struct stick_progress *progress, struct table_result *r,
		struct table_stick_made *made, struct err *err)
{
	char name[EXCHANGE_NAME], dir[EXCHANGE_DIR];
	enum status st = table_stick_may(a, place, err);

	*made = (struct table_stick_made){.unmounted = false};
	if (!st && !reason[strspn(reason, " ")])
		st = status_fail(err, ST_INVALID,
				 "plain tables can be read by whoever finds the stick; "
				 "say why they are wanted");
	if (st)
		return st;
	spool_name(a, "out", name);
	exchange_clear(a, "spool", name);
	exchange_path(a, "spool", name, dir);
	st = table_export_readable(a->store, dir, false, NULL, r, err);
	if (!st)
		st = put(a, place, dir, reason, progress, made, err);
	exchange_clear(a, "spool", name);
	return st;
}

/* ---- from a stick */

void
table_stick_newest(struct app *a, const struct trip_place *place, char name[STICK_TABLES])
{
	struct stick_env env = sticks_env(a);
	struct err ignored = {0};

	if (stick_newest_tables(&env, place->path, name, &ignored))
		name[0] = '\0';
}

enum status
table_stick_take(struct app *a, const struct trip_place *place, char dir[EXCHANGE_PATH],
		 struct str *passed, struct err *err)
{
	struct stick_env env = sticks_env(a);
	char found[STICK_TABLES] = "", name[EXCHANGE_NAME];
	char path[TRIP_PATH + STICK_TABLES], home[EXCHANGE_DIR];
	enum status st =
	    access_may(a->store, ROLE_EXCHANGE, ROLE_WRITE, "Tables from a stick", err);

	if (!st)
		st = stick_newest_tables(&env, place->path, found, err);
	if (!st && !found[0])
		st = status_fail(err, ST_NOT_FOUND,
				 "no tables of limber lie on %s; w writes them there",
				 place->label);
	exchange_path(a, "spool", "", home);
	if (!st)
		st = io_make_dir(a->env.io, home, err);
	if (st)
		return st;
	spool_name(a, "in", name);
	exchange_clear(a, "spool", name);
	exchange_path(a, "spool", name, dir);
	str_format(path, sizeof path, "%s/%s", place->path, found);
	return stick_take_tables(&env, path, dir, passed, NULL, err);
}

void
table_stick_done(struct app *a)
{
	char name[EXCHANGE_NAME];

	spool_name(a, "in", name);
	exchange_clear(a, "spool", name);
}
