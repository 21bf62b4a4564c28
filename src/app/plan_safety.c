/* plan_safety.c - which exercises the precautions of a patient forbid in a plan. */
#include "app/precautions.h"
#include "plan_priv.h"

enum status
plan_forbids(struct app *a, int64_t patient, const struct exercise *x, char why[161],
	     struct err *err)
{
	struct precautions tags;
	struct precaution_match match = {0};
	enum status st = precautions_of(a, patient, app_today(a), &tags, err);

	if (!st)
		precautions_match(&tags, x, &match);
	str_copy(why, 161, match.mark == PRECAUTION_BLOCKED ? match.why : "");
	return st;
}
