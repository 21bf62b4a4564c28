/* table_left.c - new rows that were left out, found by the id by which others refer to them. */
#include "table_row.h"

#include <stdlib.h>
#include <string.h>

void
table_left_release(struct table_left *l)
{
	free(l->slots);
	*l = (struct table_left){0};
}

/* Where the id lies or may be put. An id is made by somebody else: every byte counts. */
static size_t
slot_of(const struct table_left *l, const struct uid *id)
{
	uint64_t mix = UINT64_C(0xCBF29CE484222325);
	size_t at;

	for (size_t i = 0; i < sizeof id->b; i++)
		mix = (mix ^ id->b[i]) * UINT64_C(0x100000001B3);
	at = (size_t)(mix >> 20) & (l->room - 1);
	while (l->slots[at].line && uid_cmp(&l->slots[at].id, id) != 0)
		at = (at + 1) & (l->room - 1);
	return at;
}

static void
grow(struct table_left *l)
{
	struct table_left old = *l;

	l->room = old.room ? 2 * old.room : 64;
	l->slots = mem_alloc(l->room * sizeof *l->slots);
	for (size_t i = 0; i < old.room; i++)
		if (old.slots[i].line)
			l->slots[slot_of(l, &old.slots[i].id)] = old.slots[i];
	free(old.slots);
}

void
table_left_add(struct table_left *l, const struct table_left_row *row)
{
	if (2 * (l->n + 1) > l->room)
		grow(l);
	l->slots[slot_of(l, &row->id)] = *row;
	l->n++;
}

const struct table_left_row *
table_left_find(const struct table_left *l, const struct uid *id)
{
	size_t at;

	if (l->n == 0)
		return NULL;
	at = slot_of(l, id);
	return l->slots[at].line ? &l->slots[at] : NULL;
}

bool
table_left_say(const struct table_left *l, const struct table_row *r,
	       const struct field *f, const struct uid *id, struct str *out)
{
	const struct table_left_row *to = table_left_find(l, id);
	const struct entity *e;

	if (!to || (int)to->entity != f->ref)
		return false;
	e = dict_entity(to->entity);
	if (e == r->head.columns.entity)
		str_addf(out, "%s: this refers to %s:%lld", f->label, r->file,
			 (long long)to->line);
	else
		str_addf(out, "%s: this refers to %s.csv:%lld", f->label, e->plural,
			 (long long)to->line);
	str_add(out, ", a new row that is left out; leave this out too, or take that in");
	return true;
}
