/* refs.c - references as names. */
#include "app/refs.h"

#include "store/record.h"

#include <stdlib.h>

/* Fields by which people call a row, best first. */
static const char *const names[] = {"name",	   "title", "chart_no",
				    "description", "code",  "text"};

void
refs_show(struct store *s, const struct field *f, struct cell c, struct str *out)
{
	const struct entity *e;
	struct err ignored = {0};
	void *row;

	if (f->type != FT_REF || c.kind != CELL_INT) {
		dict_show(f, c, out);
		return;
	}
	e = dict_entity((enum entity_id)f->ref);
	row = mem_alloc(e->size);
	if (!record_get(s, e->id, c.i, row, &ignored)) {
		for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
			int at = dict_field_named(e, names[i]);

			if (at < 0)
				continue;
			dict_show(&e->fields[at], dict_get(&e->fields[at], row), out);
			break;
		}
	}
	free(row);
}
