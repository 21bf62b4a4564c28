/* merge_show.c - after the operations: what touched cells show, conflicts, indexes. */
#include "merge_priv.h"

#include "caseload.h"
#include "person.h"
#include "search.h"
#include "store/record.h"

#include <stdlib.h>

static int
cell_order(const void *pa, const void *pb)
{
	const struct merge_cell *a = pa, *b = pb;

	if (a->row != b->row)
		return a->row < b->row ? -1 : 1;
	return a->field - b->field;
}

static void
sort_touched(struct merge *m)
{
	size_t kept = 0;

	if (!m->n_touched)
		return;
	qsort(m->touched, m->n_touched, sizeof *m->touched, cell_order);
	for (size_t i = 0; i < m->n_touched; i++)
		if (!kept || cell_order(&m->touched[kept - 1], &m->touched[i]))
			m->touched[kept++] = m->touched[i];
	m->n_touched = kept;
}

static enum status
show_cell(struct merge *m, const struct merge_cell *t, struct merge_result *r,
	  struct err *err)
{
	enum entity_id e = (enum entity_id)t->e;
	const struct field *f = &dict_entity(e)->fields[t->field];
	int turned = 0;
	struct heads h;
	struct str text = {0};
	struct cell c;
	enum status st = heads_read(m->s, e, t->row, t->field, &h, err);

	if (st)
		return st;
	st = heads_shown(m->s, f, &h, &c, &text, err);
	if (!st)
		st = record_put_cell(m->s, e, t->row, t->field, c, err);
	if (!st && h.n)
		st = heads_conflict(m->s, e, t->row, t->field, h.n, &h.list[0].at,
				    &turned, err);
	r->conflicts += turned > 0;
	r->settled += turned < 0;
	heads_release(&h);
	str_release(&text);
	return st;
}

/* Rows that were here before stand in the indexes one by one. */
static enum status
index_row(struct merge *m, const struct merge_cell *t, struct err *err)
{
	enum entity_id e = (enum entity_id)t->e;
	void *row;
	enum status st = ST_OK;

	if (t->row >= m->first_row ||
	    (!search_wants(e) && !caseload_wants(e) && !person_wants(e)))
		return ST_OK;
	row = mem_alloc(dict_entity(e)->size);
	st = record_get(m->s, e, t->row, row, err);
	if (!st && search_wants(e))
		st = search_row_changed(m->s, e, t->row, row, err);
	if (!st && caseload_wants(e))
		st = caseload_row_changed(m->s, e, row, err);
	if (!st && person_wants(e))
		st = person_row_changed(m->s, e, row, err);
	free(row);
	return st;
}

/* Lines of new rows in the search index and the caseload come after the commit (store_catch_up):
 * whoever works here would wait for them otherwise. */
static enum status
catch_up_later(struct merge *m, struct err *err)
{
	struct str before = {0};
	char text[24];
	long long after = m->first_row - 1, older;
	enum status st = store_setting_get(m->s, STORE_BEHIND, &before, err);

	if (before.n && str_int(before.p, before.n, &older) && older < after)
		after = older;
	str_release(&before);
	str_format(text, sizeof text, "%lld", after);
	return st ? st : store_setting_set(m->s, STORE_BEHIND, text, err);
}

enum status
merge_show(struct merge *m, struct merge_result *r, struct err *err)
{
	enum status st = ST_OK;

	sort_touched(m);
	for (size_t i = 0; i < m->n_touched && !st; i++)
		st = show_cell(m, &m->touched[i], r, err);
	if (!st && m->born[E_SAME_PERSON])
		st = person_refill(m->s, err);
	if (!st && m->rows_new)
		st = catch_up_later(m, err);
	for (size_t i = 0; i < m->n_touched && !st; i++) {
		bool first = i == 0 || m->touched[i - 1].row != m->touched[i].row;

		if (first && m->touched[i].row < m->first_row)
			r->rows_changed++;
		if (first)
			st = index_row(m, &m->touched[i], err);
	}
	return st;
}
