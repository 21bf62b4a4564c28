/* table_bad.c - values of a sheet that cannot be taken, passed over one by one: one bad cell must not keep
 * four hundred good rows out. */
#include "table_row.h"

#include <string.h>

bool
table_bad_passes(const struct table_run *run)
{
	return run->review || run->expect || (run->leave && run->leave->bad);
}

bool
table_bad_note(struct table_row *r, int64_t line, int field, const char *why)
{
	if (!table_bad_passes(r->run)) {
		r->run->result->unread++;
		return false;
	}
	if (r->n_bads && r->bads[0].line != line)
		r->n_bads = 0;
	r->bads = mem_room(r->bads, r->n_bads, sizeof *r->bads);
	r->bads[r->n_bads] = (struct table_bad){.line = line, .field = field};
	str_copy(r->bads[r->n_bads++].why, sizeof r->bads[0].why, why);
	return true;
}

/* Without a right id nobody knows which row it is: nothing of it is taken. */
static bool
bad_id(struct table_row *r, int64_t line, const char *said)
{
	char why[200];

	if (table_leave_has(r->run->leave, r->head.columns.entity->id, line, -1))
		return true;
	str_format(why, sizeof why, "id %s", said);
	return table_bad_note(r, line, -1, why);
}

bool
table_bad_value(void *arg, size_t column, int64_t line, const char *said)
{
	struct table_row *r = arg;
	const struct table_columns *k = &r->head.columns;
	int field = k->field[column];
	char why[200];

	if (field == TABLE_ID)
		return bad_id(r, line, said);
	if (field < 0)
		return false;
	/* What is left out by its place need not be right. */
	if (table_leave_has(r->run->leave, k->entity->id, line, field)) {
		r->odd_line = line;
		r->odd_columns |= UINT64_C(1) << column;
		return true;
	}
	str_format(why, sizeof why, "%s: %s", k->entity->fields[field].label, said);
	return table_bad_note(r, line, field, why);
}

void
table_bad_mark(struct table_row *r)
{
	const struct table_columns *k = &r->head.columns;

	for (size_t i = 0; i < r->n_bads && r->bads[i].line == r->line; i++)
		if (r->bads[i].field >= 0)
			r->odd[r->bads[i].field] = true;
	for (size_t i = 0; i < k->n && r->odd_line == r->line; i++)
		if (r->odd_columns >> i & 1)
			r->odd[k->field[i]] = true;
	r->odd_columns = 0;
}

const char *
table_bad_why(const struct table_row *r, int field)
{
	for (size_t i = 0; i < r->n_bads && r->bads[i].line == r->line; i++)
		if (field < 0 || r->bads[i].field == field)
			return r->bads[i].why;
	return NULL;
}
