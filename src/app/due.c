/* due.c - what waits. */
#include "app/due.h"

#include "store/query.h"

#include <stdlib.h>

enum { STAFF_MAX = 200, LICENCE_DAYS = 30 };

static bool
licence_due(const struct staff *who, int64_t today, struct due_line *line)
{
	int64_t left;

	if (who->active == 0 || who->licence_to == DICT_NONE)
		return false;
	left = date_to_days(who->licence_to) - date_to_days(today);
	if (left > LICENCE_DAYS)
		return false;
	line->kind = DUE_LICENCE;
	line->row = who->head.no;
	line->day = who->licence_to;
	str_copy(line->who, sizeof line->who, who->name);
	str_copy(line->what, sizeof line->what,
		 left < 0 ? "licence EXPIRED" : "licence expires");
	return true;
}

enum status
due_list(struct app *a, struct due_line *lines, int max, int *n, struct err *err)
{
	struct staff *staff = mem_alloc(STAFF_MAX * sizeof *staff);
	int64_t today = app_today(a);
	int have = 0;
	enum status st = query_staff(a->store, staff, STAFF_MAX, &have, err);

	*n = 0;
	for (int i = 0; !st && i < have && *n < max; i++)
		if (licence_due(&staff[i], today, &lines[*n]))
			(*n)++;
	free(staff);
	return st;
}
