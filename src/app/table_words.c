/* table_words.c - a row by its first short fields, a value cut to a line. */
#include "table_words.h"

#include "app/refs.h"
#include "base/utf8.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum {
	NAMES = 2,
	ROW_BYTES = 60,
	VALUE_BYTES = 96,
	FIELDS_BYTES = 200,
	ALIKE = 48,
	BEFORE = 16
};

/* The text in one line, at most max bytes of it, cut at a whole character. */
static void
add_cut(struct str *out, const char *p, size_t n, size_t max)
{
	size_t end = n > max ? max : n;

	while (end > 0 && end < n && ((unsigned char)p[end] & 0xC0) == 0x80)
		end--;
	for (size_t i = 0; i < end; i++)
		str_add_c(out, (unsigned char)p[i] < ' ' ? ' ' : p[i]);
	if (end < n)
		str_add(out, "..");
}

static bool
names(const struct field *f, struct cell c, bool unique)
{
	if (c.kind == CELL_NONE || f->flags & (FF_LOCAL | FF_SECRET) ||
	    !(f->flags & FF_UNIQUE) == unique)
		return false;
	return f->type == FT_TEXT || f->type == FT_CODE || f->type == FT_VOCAB ||
	       f->type == FT_DATE || f->type == FT_TIME;
}

static void
add_parts(const struct entity *e, const struct cell *cells, int parts, bool unique,
	  struct str *out)
{
	for (size_t i = 0; i < e->n_fields && parts > 0; i++) {
		if (!names(&e->fields[i], cells[i], unique))
			continue;
		if (out->n)
			str_add_c(out, ' ');
		dict_show(&e->fields[i], cells[i], out);
		parts--;
	}
}

/* The names before the number: they are what people look for. */
static void
add_names(const struct entity *e, const struct cell *cells, struct str *out)
{
	add_parts(e, cells, NAMES, false, out);
	add_parts(e, cells, 1, true, out);
}

/* The names of a row that is referred to. */
static bool
add_named(struct store *s, enum entity_id id, int64_t no, struct str *out)
{
	const struct entity *e = dict_entity(id);
	struct cell *cells = mem_alloc(e->n_fields * sizeof *cells);
	void *row = mem_alloc(e->size);
	struct err ignored = {0};
	bool found = record_get(s, id, no, row, &ignored) == ST_OK;

	for (size_t i = 0; found && i < e->n_fields; i++)
		cells[i] = dict_get(&e->fields[i], row);
	if (found)
		add_names(e, cells, out);
	free(row);
	free(cells);
	return found;
}

/* Whose row it is: the patient it points at. */
static bool
add_patient(struct store *s, const struct entity *e, const struct cell *cells,
	    struct str *out)
{
	int at = dict_field_named(e, "patient");

	return at >= 0 && e->fields[at].ref == (int)E_PATIENT &&
	       cells[at].kind == CELL_INT && add_named(s, E_PATIENT, cells[at].i, out);
}

void
table_words_row(struct store *s, const struct entity *e, const struct cell *cells,
		struct str *out)
{
	struct str all = {0};

	if (add_patient(s, e, cells, &all))
		add_parts(e, cells, 1, false, &all);
	else
		add_names(e, cells, &all);
	add_cut(out, str_text(&all), all.n, ROW_BYTES);
	str_release(&all);
}

void
table_words_fields(struct store *s, const struct entity *e, const struct cell *cells,
		   struct str *out)
{
	struct str all = {0};

	for (size_t i = 0; i < e->n_fields && all.n <= FIELDS_BYTES; i++) {
		const struct field *f = &e->fields[i];

		if (cells[i].kind == CELL_NONE || f->flags & (FF_LOCAL | FF_SECRET))
			continue;
		str_addf(&all, "%s%s: ", all.n ? "; " : "", f->label);
		table_words_cell(s, f, cells[i], 0, &all);
	}
	add_cut(out, str_text(&all), all.n, FIELDS_BYTES);
	str_release(&all);
}

size_t
table_words_from(struct cell a, struct cell b)
{
	size_t n = 0;

	if (a.kind != CELL_TEXT || b.kind != CELL_TEXT)
		return 0;
	while (n < a.n && n < b.n && a.p[n] == b.p[n])
		n++;
	if (n <= ALIKE)
		return 0;
	n -= BEFORE;
	while (n > 0 && ((unsigned char)a.p[n] & 0xC0) == 0x80)
		n--;
	return n;
}

void
table_words_cell(struct store *s, const struct field *f, struct cell c, size_t from,
		 struct str *out)
{
	struct str all = {0};

	if (from && c.kind == CELL_TEXT && from <= c.n) {
		str_add(out, "..");
		add_cut(out, c.p + from, c.n - from, VALUE_BYTES);
		return;
	}
	refs_show(s, f, c, &all);
	if (c.kind == CELL_INT && all.n == 0 && f->type == FT_REF)
		(void)add_named(s, (enum entity_id)f->ref, c.i, &all);
	if (c.kind == CELL_INT && all.n == 0)
		str_add(&all, "a row without a name");
	add_cut(out, str_text(&all), all.n, VALUE_BYTES);
	str_release(&all);
}
