/* table_cells.c - the values of one row of a file as the dictionary's cells. */
#include "table_row.h"

#include <string.h>

/* ---- references */

int64_t
table_cells_look_up(struct table_row *r, const struct uid *id, enum entity_id *e)
{
	struct table_known *k;
	uint32_t low;

	memcpy(&low, id->b, sizeof low);
	k = &r->known[low % TABLE_ROW_KNOWN];
	if (k->no == 0 || uid_cmp(&k->id, id) != 0) {
		enum entity_id found = E_COUNT;
		int64_t no = record_no(r->store, id, &found);

		if (no == 0)
			return 0;
		*k = (struct table_known){*id, no, found};
	}
	*e = k->entity;
	return k->no;
}

static void
keep_for_later(struct table_row *r, size_t column, const struct uid *to)
{
	r->later = mem_room(r->later, r->n_later, sizeof *r->later);
	r->later[r->n_later++] =
	    (struct table_later){.line = r->line,
				 .field = r->head.columns.field[column],
				 .cell = r->head.at[column],
				 .to = *to};
}

/* A new row that is left out is not there to be referred to. */
static bool
refers_to_left(struct table_row *r, size_t column, const struct field *f,
	       const struct uid *id)
{
	struct str text = {0};
	bool left = table_left_say(&r->run->left, r, f, id, &text);

	if (left)
		table_row_problem(r, column, "%s", str_text(&text));
	str_release(&text);
	return left;
}

static void
resolve(struct table_row *r, const struct field *f, size_t column, struct cell *c)
{
	enum entity_id target = E_COUNT;
	struct uid id;
	int64_t no;

	if (!uid_parse(c->p, c->n, &id)) {
		table_row_problem(
		    r, column,
		    "%s: \"%.*s\" is no id of a row; take it from the original", f->label,
		    (int)(c->n > 40 ? 40 : c->n), c->p);
		*c = (struct cell){.kind = CELL_NONE};
		return;
	}
	no = table_cells_look_up(r, &id, &target);
	if (no == 0 && refers_to_left(r, column, f, &id)) {
		*c = (struct cell){.kind = CELL_NONE};
		return;
	}
	if (no == 0 && f->ref == (int)r->head.columns.entity->id) {
		keep_for_later(r, column, &id);
		*c = (struct cell){.kind = CELL_NONE};
		return;
	}
	if (no == 0 || (int)target != f->ref) {
		const struct entity *e = dict_entity((enum entity_id)f->ref);

		table_row_problem(r, column,
				  "%s: %s has no row with this id; import %s.csv first",
				  f->label, e->name, e->plural);
		*c = (struct cell){.kind = CELL_NONE};
		return;
	}
	*c = (struct cell){.kind = CELL_INT, .i = no};
}

/* ---- cells */

/* Spreadsheets on Windows end lines inside a cell with CR LF; a line feed is kept. */
static struct cell
without_returns(struct table_row *r, struct cell c)
{
	size_t from = r->plain.n;

	if (!memchr(c.p, '\r', c.n))
		return c;
	for (size_t i = 0; i < c.n; i++)
		if (c.p[i] != '\r' || i + 1 == c.n || c.p[i + 1] != '\n')
			str_add_c(&r->plain, c.p[i]);
	c.n = r->plain.n - from;
	c.p = r->plain.p + from;
	return c;
}

void
table_cells_read(struct table_row *r, const struct csv_value *values)
{
	const struct table_columns *k = &r->head.columns;
	size_t room = 1;

	for (size_t i = 0; i < k->n; i++)
		room += values[i].n;
	str_clear(&r->plain);
	str_reserve(&r->plain, room); /* so that texts in it stay where they are */
	for (size_t i = 0; i < k->entity->n_fields; i++)
		r->cells[i] = (struct cell){.kind = CELL_NONE};
	memset(r->odd, 0, k->entity->n_fields * sizeof *r->odd);
	table_bad_mark(r);
	r->id = (struct uid){{0}};
	r->version[0] = '\0';
	for (size_t i = 0; i < k->n; i++) {
		const struct field *f;
		struct cell c;
		struct err why = {0};

		if (k->field[i] == TABLE_ID) {
			if (values[i].n && !uid_parse(values[i].p, values[i].n, &r->id))
				table_row_problem(
				    r, i,
				    "id: \"%.*s\" is no id of a row; take it from the "
				    "original or leave it empty for a new row",
				    (int)(values[i].n > 40 ? 40 : values[i].n),
				    values[i].p);
			continue;
		}
		if (k->field[i] == TABLE_VERSION) {
			str_format(r->version, sizeof r->version, "%.*s",
				   (int)values[i].n, values[i].p);
			continue;
		}
		f = &k->entity->fields[k->field[i]];
		c = table_columns_cell(f, &values[i]);
		if (f->type == FT_REF && c.kind == CELL_TEXT)
			resolve(r, f, i, &c);
		else if (f->type == FT_LONG && c.kind == CELL_TEXT)
			c = without_returns(r, c);
		if (f->type != FT_REF && dict_check(f, c, &why))
			table_row_problem(r, i, "%s", status_say(&why));
		r->cells[k->field[i]] = c;
	}
}
