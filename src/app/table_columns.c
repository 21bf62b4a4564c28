/* table_columns.c - which fields of an entity are columns of its file, and of what kind. */
#include "table_priv.h"

#include <string.h>

void
table_columns_all(const struct entity *e, bool id, struct table_columns *c)
{
	c->entity = e;
	c->n = 0;
	if (id)
		c->field[c->n++] = TABLE_ID;
	for (size_t i = 0; i < e->n_fields && c->n < CSV_READ_COLUMNS; i++)
		if (!table_is_local(&e->fields[i]))
			c->field[c->n++] = (int)i;
	if (id && e->kind == EK_EDIT && c->n < CSV_READ_COLUMNS)
		c->field[c->n++] = TABLE_VERSION;
}

const char *
table_columns_name(const struct table_columns *c, size_t at)
{
	if (c->field[at] == TABLE_VERSION)
		return "_version";
	return c->field[at] == TABLE_ID ? "id" : c->entity->fields[c->field[at]].name;
}

static enum csv_kind
kind_of(const struct field *f)
{
	static const enum csv_kind kinds[FT_COUNT] = {
	    [FT_TEXT] = CSV_COL_TEXT, [FT_LONG] = CSV_COL_LONG,
	    [FT_CODE] = CSV_COL_CODE, [FT_VOCAB] = CSV_COL_TEXT,
	    [FT_INT] = CSV_COL_INT,   [FT_BOOL] = CSV_COL_BOOL,
	    [FT_DATE] = CSV_COL_DATE, [FT_PDATE] = CSV_COL_PDATE,
	    [FT_TIME] = CSV_COL_TIME, [FT_CLOCK] = CSV_COL_CLOCK,
	    [FT_REF] = CSV_COL_KEY,
	};

	return kinds[f->type];
}

static void
column_of(const struct field *f, struct csv_column *c)
{
	*c = (struct csv_column){.name = f->name,
				 .kind = kind_of(f),
				 .flags = f->flags & FF_REQUIRED ? CSV_COLF_REQUIRED : 0,
				 .size = f->size,
				 .decimals = f->decimals,
				 .codes = f->codes};
	if (f->type == FT_INT) {
		c->min = f->min;
		c->max = f->max;
	}
}

void
table_columns_spec(const struct table_columns *c, struct csv_column *columns,
		   struct csv_spec *spec)
{
	for (size_t i = 0; i < c->n; i++)
		if (c->field[i] < 0)
			columns[i] = (struct csv_column){.name = table_columns_name(c, i),
							 .kind = CSV_COL_KEY};
		else
			column_of(&c->entity->fields[c->field[i]], &columns[i]);
	*spec = (struct csv_spec){
	    .name = c->entity->plural, .columns = columns, .n_columns = c->n, .key = -1};
}

struct cell
table_columns_cell(const struct field *f, const struct csv_value *v)
{
	if (v->n == 0)
		return (struct cell){.kind = CELL_NONE};
	switch (f->type) {
	case FT_TEXT:
	case FT_LONG:
	case FT_CODE:
	case FT_VOCAB:
	case FT_REF:
		return (struct cell){.kind = CELL_TEXT, .p = v->p, .n = v->n};
	default:
		return (struct cell){.kind = CELL_INT, .i = v->i};
	}
}
