/* table_met.c - a set of row numbers. */
#include "base/str.h"
#include "table_priv.h"

#include <stdlib.h>

void
table_met_release(struct table_met *m)
{
	free(m->slots);
	*m = (struct table_met){0};
}

/* Where the number lies or may be put. */
static size_t
slot_of(const struct table_met *m, int64_t no)
{
	size_t at = (size_t)((uint64_t)no * UINT64_C(0x9E3779B97F4A7C15) >> 20);

	for (at &= m->room - 1; m->slots[at] && m->slots[at] != no;)
		at = (at + 1) & (m->room - 1);
	return at;
}

static void
grow(struct table_met *m)
{
	struct table_met old = *m;

	m->room = old.room ? 2 * old.room : 1024;
	m->slots = mem_alloc(m->room * sizeof *m->slots);
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i])
			m->slots[slot_of(m, old.slots[i])] = old.slots[i];
	free(old.slots);
}

bool
table_met_add(struct table_met *m, int64_t no)
{
	size_t at;

	if (2 * (m->n + 1) > m->room)
		grow(m);
	at = slot_of(m, no);
	if (m->slots[at])
		return false;
	m->slots[at] = no;
	m->n++;
	return true;
}
