/* visit_goals.c - what is done for no goal: named before signing, told in the note. */
#include "app/goals.h"
#include "store/audit.h"
#include "visit_priv.h"

static enum status
named(struct app *a, const struct visit *v, struct str *orphans, struct str *vague,
      struct str *reason, struct err *err)
{
	enum status st = ST_OK;

	if (v->live.episode && v->live.plan)
		st = goals_gaps(a, v->live.episode, v->live.plan, orphans, vague, err);
	return st ? st : live_text_get(a->store, v->live.no, LIVE_NO_GOAL, reason, err);
}

enum status
visit_orphans(struct app *a, const struct visit *v, struct str *orphans,
	      struct str *vague, struct err *err)
{
	struct str found = {0}, reason = {0};
	enum status st = named(a, v, &found, vague, &reason, err);

	if (!st && !reason.n)
		str_add(orphans, str_text(&found));
	str_release(&found);
	str_release(&reason);
	return st;
}

enum status
visit_goals_note(struct app *a, const struct visit *v, struct str *out, struct err *err)
{
	struct str found = {0}, vague = {0}, reason = {0};
	enum status st = named(a, v, &found, &vague, &reason, err);

	if (!st && found.n && reason.n) {
		if (out->n && out->p[out->n - 1] != '\n')
			str_add_c(out, '\n');
		str_addf(out, "Goals: %sReason: %s\n", str_text(&found),
			 str_text(&reason));
	}
	str_release(&found);
	str_release(&vague);
	str_release(&reason);
	return st;
}

enum status
visit_goals_audit(struct app *a, const struct visit *v, int64_t note, struct err *err)
{
	struct str found = {0}, vague = {0}, reason = {0};
	enum status st = named(a, v, &found, &vague, &reason, err);

	if (!st && found.n && reason.n)
		st = audit_add(a->store, "no_goal", note, str_text(&reason), err);
	str_release(&found);
	str_release(&vague);
	str_release(&reason);
	return st;
}
