/* staff_renew.c - what became of who is logged in while he works: another role, a closed account. */
#include "app/chart.h"
#include "app/staff.h"
#include "store/access.h"
#include "store/record.h"

#include <string.h>

enum status
staff_renew(struct app *a, enum staff_now *now, struct err *err)
{
	struct staff who;
	enum status st;

	*now = STAFF_SAME;
	if (!a->user.head.no)
		return ST_OK;
	access_lift(a->store);
	st = record_get(a->store, E_STAFF, a->user.head.no, &who, err);
	access_drop(a->store);
	if (st)
		return st;
	if (who.active == 0) {
		*now = STAFF_CLOSED;
		return ST_OK;
	}
	if (strcmp(who.role, a->user.role) != 0 && !a->must_change) {
		*now = STAFF_OTHER_ROLE;
		chart_shut(a);
		access_act(a->store, who.login, who.role);
	}
	a->user = who;
	return ST_OK;
}
