/* table_tell.c - what an import does and leaves: for the report, the review, and the hash of both. */
#include "table_row.h"
#include "table_words.h"

#include <stdlib.h>
#include <string.h>

/* ---- lines of the report */

/* Begins a line "FILE:LINE:FIELD: "; NULL when there are enough of them. field -1: the row. */
static struct str *
line_begin(struct table_row *r, int field)
{
	const struct entity *e = r->head.columns.entity;

	if (++r->n_remarks > TABLE_ROW_REMARKS)
		return NULL;
	str_addf(&r->remarks, "%s:%lld: ", r->file, (long long)r->line);
	if (field < 0)
		return &r->remarks;
	r->remarks.n--; /* the space */
	str_addf(&r->remarks, "%s: ", e->fields[field].name);
	return &r->remarks;
}

/* A value as the sheet has it, in quotes. */
static void
add_machine(const struct field *f, struct cell c, struct str *out)
{
	str_add_c(out, '"');
	dict_text(f, c, out);
	str_add_c(out, '"');
}

static bool
is_short(const struct field *f)
{
	return f->type != FT_REF && f->type != FT_LONG;
}

/* ---- the hash: the same differences give the same one, whatever is left out of them */

static void
mix(struct table_row *r, enum table_line_kind kind, int field)
{
	const struct entity *e = r->head.columns.entity;
	struct hash *h = &r->run->differences;

	hash_add_u64(h, (uint64_t)kind);
	hash_add_u64(h, (uint64_t)e->id);
	hash_add_u64(h, (uint64_t)r->line);
	hash_add_u64(h, (uint64_t)(int64_t)field);
	if (field >= 0) {
		struct str here = {0};

		dict_text(&e->fields[field], dict_get(&e->fields[field], r->seen), &here);
		hash_add_str(h, str_text(&here), here.n);
		str_release(&here);
	}
}

/* ---- the row and its values in words */

static void
add_words(struct table_row *r, bool known, struct str *out)
{
	const struct entity *e = r->head.columns.entity;
	struct cell *cells = mem_alloc(e->n_fields * sizeof *cells);

	for (size_t i = 0; i < e->n_fields; i++)
		cells[i] = known ? dict_get(&e->fields[i], r->seen) : r->cells[i];
	table_words_row(r->store, e, cells, out);
	free(cells);
}

/* What the sheet has in a field of the row at hand. */
static void
add_sheet(struct table_row *r, int field, size_t from, struct str *out)
{
	const struct field *f = &r->head.columns.entity->fields[field];

	if (r->odd[field])
		str_add(out, "what cannot be read");
	else if (table_row_waits(r, field))
		str_add(out, "a new row further down");
	else
		table_words_cell(r->store, f, r->cells[field], from, out);
}

static size_t
review_cell(struct table_row *r, enum table_line_kind kind, int field)
{
	const struct entity *e = r->head.columns.entity;
	const struct field *f = &e->fields[field];
	struct cell here = dict_get(f, r->seen);
	struct str words = {0}, began = {0}, is = {0}, sheet = {0};
	size_t from = table_words_from(here, r->cells[field]), line;

	add_words(r, true, &words);
	if (kind == TABLE_LINE_BOTH)
		table_words_cell(r->store, f, dict_get(f, r->was), 0, &began);
	table_words_cell(r->store, f, here, from, &is);
	add_sheet(r, field, from, &sheet);
	line = table_review_add(r->run->review,
				&(struct table_fill){kind, e->id, field, r->line,
						     str_text(&words), str_text(&began),
						     str_text(&is), str_text(&sheet)});
	str_release(&words);
	str_release(&began);
	str_release(&is);
	str_release(&sheet);
	return line;
}

static void
review_row(struct table_row *r, enum table_line_kind kind, int64_t no)
{
	const struct entity *e = r->head.columns.entity;
	struct table_review *v = r->run->review;
	struct str words = {0}, fields = {0};
	size_t line;

	add_words(r, kind != TABLE_LINE_NEW, &words);
	if (kind == TABLE_LINE_NEW)
		table_words_fields(r->store, e, r->cells, &fields);
	line = table_review_add(v, &(struct table_fill){.kind = kind,
							.entity = e->id,
							.field = -1,
							.line = r->line,
							.words = str_text(&words),
							.sheet = str_text(&fields)});
	str_release(&words);
	str_release(&fields);
	if (kind != TABLE_LINE_NEW)
		return;
	for (size_t i = 0; i < e->n_fields; i++)
		if (e->fields[i].type == FT_REF && r->cells[i].kind == CELL_INT)
			table_review_tie(v, line, r->cells[i].i);
	table_review_fresh(v, line, no);
	for (size_t i = r->n_later; i-- > 0 && r->later[i].line == r->line;)
		r->later[i].told = line;
}

/* ---- what happens */

void
table_tell_note(struct table_row *r, const char *fmt, ...)
{
	struct str line = {0};
	va_list ap;

	r->warnings++;
	if (++r->n_remarks > TABLE_ROW_REMARKS)
		return;
	str_addf(&line, "%s:%lld: ", r->file, (long long)r->line);
	va_start(ap, fmt);
	str_addv(&line, fmt, ap);
	va_end(ap);
	str_add_c(&line, '\n');
	str_add_n(&r->remarks, line.p, line.n);
	if (r->run->review)
		table_review_add_text(r->run->review, TABLE_LINE_NOTE, line.p);
	str_release(&line);
}

void
table_tell_new(struct table_row *r, int64_t no)
{
	struct str *out;

	mix(r, TABLE_LINE_NEW, -1);
	if (r->run->review)
		review_row(r, TABLE_LINE_NEW, no);
	/* In earnest new rows are only counted: a first import has as many as the sheet. */
	if (no && !r->run->dry_run)
		return;
	out = line_begin(r, -1);
	if (!out)
		return;
	str_add(out, no ? "new: " : "left out, a new row: ");
	add_words(r, false, out);
	str_add_c(out, '\n');
}

void
table_tell_cell(struct table_row *r, int field, bool left)
{
	const struct field *f = &r->head.columns.entity->fields[field];
	struct str *out = line_begin(r, field);

	mix(r, TABLE_LINE_CELL, field);
	if (r->run->review) {
		size_t line = review_cell(r, TABLE_LINE_CELL, field);

		if (f->type == FT_REF && r->cells[field].kind == CELL_INT)
			table_review_tie(r->run->review, line, r->cells[field].i);
		for (size_t i = r->n_later; i-- > 0 && r->later[i].line == r->line;)
			if (r->later[i].field == field)
				r->later[i].told = line;
	}
	if (!out)
		return;
	str_add(out, left ? "left out" : "changed");
	if (is_short(f) && !r->odd[field]) {
		str_add(out, ": ");
		add_machine(f, dict_get(f, r->seen), out);
		str_add(out, " -> ");
		add_machine(f, dict_get(f, r->now), out);
	}
	str_add_c(out, '\n');
}

void
table_tell_bad(struct table_row *r, int field, bool known, const char *why)
{
	const struct entity *e = r->head.columns.entity;
	struct str words = {0}, *out = line_begin(r, field);

	mix(r, TABLE_LINE_BAD, known ? field : -1);
	r->run->result->unread++;
	r->left += field < 0;
	add_words(r, known, &words);
	if (r->run->review)
		(void)table_review_add(r->run->review,
				       &(struct table_fill){.kind = TABLE_LINE_BAD,
							    .entity = e->id,
							    .field = field,
							    .line = r->line,
							    .words = str_text(&words),
							    .sheet = why});
	if (out)
		str_addf(out, "left out, %s: %s\n",
			 field < 0 ? "the row" : "as it is here", why);
	str_release(&words);
}

void
table_tell_both(struct table_row *r, int field)
{
	const struct field *f = &r->head.columns.entity->fields[field < 0 ? 0 : field];
	struct str *out = line_begin(r, field);

	mix(r, TABLE_LINE_BOTH, field);
	(void)table_leave_use(r->run->leave, r->head.columns.entity->id, r->line, field);
	if (r->run->review && field < 0)
		review_row(r, TABLE_LINE_BOTH, 0);
	else if (r->run->review)
		(void)review_cell(r, TABLE_LINE_BOTH, field);
	if (!out)
		return;
	str_add(out, "CONFLICT: ");
	if (field < 0) {
		str_add(out, "this row is not known as the sheet had it");
	} else if (is_short(f) && !r->odd[field]) {
		str_add(out, "the sheet began from ");
		add_machine(f, dict_get(f, r->was), out);
		str_add(out, ", here it is ");
		add_machine(f, dict_get(f, r->seen), out);
		str_add(out, " now, the sheet says ");
		add_machine(f, dict_get(f, r->now), out);
	} else {
		str_add(out, "changed here and in the sheet");
	}
	str_add(out, "; left as it is here\n");
}
