/* session_group.c - time in a group class: kept apart from one on one, with how many attended. */
#include "base/str.h"
#include "session_priv.h"

#include <string.h>

enum status
session_group_set(struct session_state *s, const struct session_event *e, struct err *err)
{
	struct session_item *it = &s->items[e->item];
	long long row = 0;

	if (!str_int(e->text, strlen(e->text), &row) || row <= 0)
		return status_fail(err, ST_INVALID,
				   "group: the row of the class is wanted");
	if (it->group_class && it->group_class != row)
		return status_fail(err, ST_INVALID, "%s: this is another class",
				   it->plan.name);
	/* Minutes that were given one on one do not become group minutes afterwards. */
	if (!it->group_class && it->n_sets > 0)
		return status_fail(err, ST_INVALID, "%s: its time was one on one so far",
				   it->plan.name);
	it->group_class = row;
	it->group_now = (int)e->n;
	if (it->group_now > it->group_most)
		it->group_most = it->group_now;
	return ST_OK;
}

int
session_group_item(const struct session_state *s, int64_t group_class)
{
	for (int i = s->n_items - 1; i >= 0; i--)
		if (s->items[i].group_class == group_class && group_class)
			return i;
	return -1;
}

int64_t
session_group_ms(const struct session_state *s)
{
	int64_t sum = 0;

	for (int i = 0; i < s->n_items; i++)
		if (s->items[i].group_class)
			sum += s->items[i].work_ms + s->items[i].assistant_ms;
	return sum;
}
