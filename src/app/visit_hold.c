/* visit_hold.c - one terminal runs a session; another one watches, or takes it over. */
#include "app/visit.h"

#include "base/str.h"
#include "store/record.h"
#include "visit_priv.h"

#include <string.h>

enum visit_hold
visit_holder(struct app *a, const struct visit *v)
{
	int64_t holder = v->told.holder;

	if (v->told.mode == SESSION_FINISHED || !holder)
		return VISIT_FREE;
	if (holder == live_terminal(a->store))
		return VISIT_MINE;
	return live_terminal_works(a->store, holder) ? VISIT_OTHERS : VISIT_FREE;
}

void
visit_holder_name(struct app *a, const struct visit *v, struct str *out)
{
	struct staff who;
	struct err ignored = {0};

	if (v->told.holder_staff &&
	    record_get(a->store, E_STAFF, v->told.holder_staff, &who, &ignored) == ST_OK)
		str_add(out, who.name);
	else
		str_add(out, "Somebody");
}

void
visit_holder_since(const struct visit *v, struct str *out)
{
	struct civil at = clock_civil(v->told.holder_wall_ms);

	str_addf(out, "%02d:%02d", at.hour, at.minute);
}

enum status
visit_take(struct app *a, struct visit *v, struct err *err)
{
	return visit_do(a, v, SEV_TAKE, -1, live_terminal(a->store), NULL, err);
}

enum status
visit_refuse_watcher(struct app *a, const struct visit *v, struct err *err)
{
	struct str who = {0}, since = {0};

	visit_holder_name(a, v, &who);
	visit_holder_since(v, &since);
	status_fail(err, ST_DENIED,
		    "nothing was stored: %s runs this session at another terminal since "
		    "%s; take it over first, with t on its screen",
		    str_text(&who), str_text(&since));
	str_release(&who);
	str_release(&since);
	return ST_DENIED;
}

enum status
visit_may_write(struct app *a, struct visit *v, enum session_event_kind kind,
		struct err *err)
{
	bool ends = v->told.mode == SESSION_FINISHED && kind != SEV_REOPEN;

	/* How many attend a class is told to all of them, whoever runs which session. */
	if (kind == SEV_TAKE || kind == SEV_GROUP || v->told.mode == SESSION_EMPTY ||
	    ends)
		return ST_OK;
	switch (visit_holder(a, v)) {
	case VISIT_MINE:
		return ST_OK;
	case VISIT_OTHERS:
		return visit_refuse_watcher(a, v, err);
	default:
		return visit_take(a, v, err);
	}
}
