/* scope.c - which patients a site treats, and which rows belong to a patient. */
#include "scope.h"

#include "core/dict_rows.h"
#include "store/access.h"
#include "store/record.h"

#include <stdlib.h>

void
scope_open(struct scope *c, struct store *s, const char *site)
{
	*c = (struct scope){.s = s};
	str_copy(c->site, sizeof c->site, site);
}

static enum status
ask(struct scope *c, enum sql_id id, int64_t patient, bool *yes, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(c->s, id, &q, err);

	*yes = false;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, patient);
	stmt_bind_text(q, 2, c->site);
	if (stmt_next(c->s, q, &st, err)) {
		*yes = sqlite3_column_int(q, 0) != 0;
		stmt_reset(q);
	}
	return st;
}

enum status
scope_patient(struct scope *c, int64_t patient, bool *in, struct err *err)
{
	struct scope_known *k = &c->known[(uint64_t)patient % SCOPE_KNOWN];
	enum status st = ST_OK;

	if (k->patient != patient) {
		st = ask(c, SQL_SCOPE_TREATS, patient, &k->in, err);
		k->patient = st ? 0 : patient;
	}
	*in = k->in;
	return st;
}

/* A verdict on two patients says nothing where one of them is not known. */
static enum status
both(struct scope *c, int64_t row, bool *in, struct err *err)
{
	struct same_person p;
	enum status st;

	access_lift(c->s);
	st = record_get(c->s, E_SAME_PERSON, row, &p, err);
	access_drop(c->s);
	if (!st)
		st = scope_patient(c, p.first, in, err);
	if (!st && *in)
		st = scope_patient(c, p.second, in, err);
	return st;
}

enum status
scope_row(struct scope *c, int64_t row, bool *in, struct err *err)
{
	int64_t patient;
	struct uid id;
	int e;
	enum status st = ST_OK;

	*in = c->in;
	if (c->row == row)
		return ST_OK;
	*in = true;
	st = record_lookup(c->s, row, &id, &e, err);
	if (!st && e == E_SAME_PERSON) {
		st = both(c, row, in, err);
	} else if (!st && e >= 0) {
		patient = access_patient(c->s, row);
		if (patient)
			st = scope_patient(c, patient, in, err);
		if (!st && patient && !*in && e == E_CARE_SITE)
			st = ask(c, SQL_SCOPE_KNOWS, patient, in, err);
		/* What one clinic's staff note for each other is nobody's patient, and nobody
		 * else's business. */
		if (!st && !patient && e == E_TASK)
			st = ask(c, SQL_SCOPE_OFFICE, row, in, err);
	}
	c->row = st ? 0 : row;
	c->in = *in;
	return st;
}

/* ---- rows of a patient */

struct walk {
	struct store *s;
	enum status (*each)(void *arg, int64_t row, struct err *err);
	void *arg;
	struct walk_row {
		enum entity_id e;
		int64_t no;
	} * rows;
	size_t n;
};

static void
add(struct walk *w, enum entity_id e, int64_t no)
{
	w->rows = mem_room(w->rows, w->n, sizeof *w->rows);
	w->rows[w->n++] = (struct walk_row){e, no};
}

/* Rows of e whose field leads to the row. */
static enum status
add_children(struct walk *w, enum entity_id e, const struct field *f, int64_t no,
	     struct err *err)
{
	char sql[160];
	sqlite3_stmt *q = NULL;
	enum status st;

	str_format(sql, sizeof sql, "SELECT no FROM \"%s\" WHERE \"%s\" = ?1",
		   dict_entity(e)->name, f->name);
	st = stmt_make(w->s, &q, sql, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, no);
	while (stmt_next(w->s, q, &st, err))
		add(w, e, sqlite3_column_int64(q, 0));
	sqlite3_finalize(q);
	return st;
}

/* Fields that can be the way up: the first one a row must have ends them. */
static enum status
add_below(struct walk *w, enum entity_id e, const struct walk_row *up, struct err *err)
{
	const struct entity *ent = dict_entity(e);
	enum status st = ST_OK;
	bool two = e == E_SAME_PERSON;

	for (size_t i = 0; i < ent->n_fields && !st; i++) {
		const struct field *f = &ent->fields[i];

		if (!access_leads_up(ent, f))
			continue;
		if (f->ref == (int16_t)up->e)
			st = add_children(w, e, f, up->no, err);
		if (f->flags & FF_REQUIRED && !two)
			break;
	}
	return st;
}

enum status
scope_rows(struct store *s, int64_t patient,
	   enum status (*each)(void *arg, int64_t row, struct err *err), void *arg,
	   struct err *err)
{
	struct walk w = {.s = s, .each = each, .arg = arg};
	enum status st = ST_OK;

	add(&w, E_PATIENT, patient);
	for (size_t i = 0; i < w.n && !st; i++) {
		struct walk_row up = w.rows[i];

		st = each(arg, up.no, err);
		for (enum entity_id e = E_PATIENT; e < E_COUNT && !st; e++)
			st = add_below(&w, e, &up, err);
	}
	free(w.rows);
	return st;
}
