/* app.c - opening a clinic. */
#include "app/app.h"

#include "app/assets.h"
#include "app/care_rules.h"
#include "app/codes.h"
#include "app/conflicts.h"
#include "app/due.h"
#include "app/figures.h"
#include "app/foresight.h"
#include "app/goals.h"
#include "app/measures.h"
#include "app/presign_rules.h"
#include "app/screening.h"
#include "store/audit.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

int64_t
app_wall_ms(const struct app *a)
{
	return clock_wall(a->env.clock);
}

enum status
app_read(struct app *a, enum status (*read)(void *ctx, struct err *err), void *ctx,
	 struct err *err)
{
	bool own = store_read_begin(a->store);
	enum status st = read(ctx, err);

	store_read_end(a->store, own);
	return st;
}

int64_t
app_today(const struct app *a)
{
	return clock_civil(app_wall_ms(a)).date;
}

enum status
app_open(struct app *a, const char *dir, const struct store_env *env, struct err *err)
{
	enum status st;

	memset(a, 0, sizeof *a);
	a->env = *env;
	if (!str_copy(a->dir, sizeof a->dir, dir))
		return status_fail(err, ST_NO_DATA, "%s: this name is too long", dir);
	dict_row_init(dict_entity(E_STAFF), &a->user);
	st = store_open(&a->store, dir, &a->env, err);
	if (!st)
		st = assets_load(a->store, app_today(a), err);
	if (!st)
		st = record_get(a->store, E_SITE, store_site_no(a->store), &a->site, err);
	/* Lists a killed import left behind; without them the clinic opens all the same. */
	if (!st)
		(void)!store_catch_up(a->store, NULL);
	if (st)
		app_close(a);
	return st;
}

void
app_close(struct app *a)
{
	store_close(a->store);
	codes_days_release(a);
	care_rule_release(a);
	due_release(a);
	figures_release(a);
	foresight_release(a);
	conflicts_release(a);
	if (a->goal_templates)
		goals_templates_release(a->goal_templates);
	free(a->goal_templates);
	if (a->measures)
		measures_release(a->measures);
	free(a->measures);
	presign_rules_release(a);
	screening_table_release(a);
	memset(a, 0, sizeof *a);
}

enum status
app_settle(struct app *a, bool *waits, struct err *err)
{
	enum { WAIT_MS = 20 }; /* a key may come */
	enum status st = audit_settle(a->store, WAIT_MS, err);

	*waits = audit_waits(a->store);
	return st;
}

bool
app_site_code(const char *text)
{
	size_t n = strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ");

	return n >= 3 && n <= 6 && !text[n];
}

enum status
app_init(const char *dir, const struct store_env *env, const struct store_site *site,
	 struct err *err)
{
	struct app a;
	enum status st;

	if (!app_site_code(site->code))
		return status_fail(err, ST_INVALID,
				   "%s: a site code is 3 to 6 capital letters",
				   site->code);
	st = store_create(dir, env, site, err);
	if (!st)
		st = app_open(&a, dir, env, err);
	if (!st)
		app_close(&a);
	return st;
}

bool
app_data_dir(char *out, size_t size, const char *option,
	     const char *(*env)(const char *name))
{
	const char *v;

	if (option)
		return str_copy(out, size, option);
	if ((v = env("LIMBER_DATA")) && v[0])
		return str_copy(out, size, v);
	if ((v = env("XDG_DATA_HOME")) && v[0] == '/')
		return str_format(out, size, "%s/limber", v);
	if ((v = env("HOME")) && v[0] == '/')
		return str_format(out, size, "%s/.local/share/limber", v);
	return false;
}
