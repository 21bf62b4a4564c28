/* screening_table.c - the rules of the open clinic, its own limits, the measures of vitals. */
#include "app/measures.h"
#include "app/precautions.h"
#include "screening_priv.h"
#include "store/audit.h"
#include "store/query_screening.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { LIMITS_MAX = 200 };

/* What a->screening holds: the tables in force, and behind them those that were, which a screen that
 * lies under others may still show. */
struct screening_tables {
	struct screening_rule *rules;
	size_t n_rules;
	struct clinic_limit *limits;
	int n_limits;
	struct store_mark mark; /* of the clinic when they were read */
	struct screening_table table;
	struct screening_tables *older;
};

static bool
keep_rule(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_SCREENING_RULE);
	struct screening_tables *t = arg;
	struct screening_rule *r;

	t->rules = mem_room(t->rules, t->n_rules, sizeof *t->rules);
	r = &t->rules[t->n_rules++];
	memset(r, 0, sizeof *r); /* compared byte by byte */
	(void)dict_row_take(e, r, no, id, cells);
	return true;
}

static void
release(struct screening_tables *t)
{
	free(t->rules);
	free(t->limits);
	free(t);
}

void
screening_table_release(struct app *a)
{
	while (a->screening) {
		struct screening_tables *older = a->screening->older;

		release(a->screening);
		a->screening = older;
	}
}

/* mark: of the clinic before they are read. */
static enum status
read_anew(struct app *a, const struct store_mark *mark, struct screening_tables **made,
	  struct err *err)
{
	struct screening_tables *t = mem_alloc(sizeof *t);
	enum status st;

	t->mark = *mark;
	t->limits = mem_alloc(LIMITS_MAX * sizeof *t->limits);
	st = record_scan(a->store, E_SCREENING_RULE, NULL, keep_rule, t, err);
	if (!st)
		st = query_clinic_limits(a->store, t->limits, LIMITS_MAX, &t->n_limits,
					 err);
	if (!st && t->n_rules == 0)
		st = status_fail(err, ST_CORRUPT,
				 "the screening rules are missing; run limber doctor");
	if (st) {
		release(t);
		return st;
	}
	*made = t;
	return ST_OK;
}

static bool
same_rows(const struct screening_tables *x, const struct screening_tables *y)
{
	return x->n_rules == y->n_rules && x->n_limits == y->n_limits &&
	       !memcmp(x->rules, y->rules, x->n_rules * sizeof *x->rules) &&
	       !memcmp(x->limits, y->limits, (size_t)x->n_limits * sizeof *x->limits);
}

enum status
screening_table_of(struct app *a, const struct screening_table **t, struct err *err)
{
	const struct measures *m;
	struct screening_tables *now = a->screening, *made;
	struct store_mark mark;
	enum status st = measures_of(a, &m, err);

	if (st)
		return st;
	store_mark(a->store, &mark);
	if (!now || !store_mark_same(&mark, &now->mark)) {
		st = read_anew(a, &mark, &made, err);
		if (st)
			return st;
		if (now && same_rows(now, made)) {
			now->mark = mark;
			release(made);
		} else {
			made->table =
			    (struct screening_table){.rules = made->rules,
						     .n_rules = made->n_rules,
						     .limits = made->limits,
						     .n_limits = (size_t)made->n_limits,
						     .measures = m->rows,
						     .n_measures = m->n};
			made->older = now;
			a->screening = made;
		}
	}
	*t = &a->screening->table;
	return ST_OK;
}

/* ---- limits of the clinic */

static enum status
may_set(struct app *a, struct err *err)
{
	if (!strcmp(a->user.role, "manager"))
		return ST_OK;
	return precautions_may_override(a, err);
}

static enum status
store_limit(struct app *a, const struct screening_rule *r, const char *value,
	    const char *reason, struct err *err)
{
	struct clinic_limit row, seen;
	int field = dict_field_named(dict_entity(E_CLINIC_LIMIT), "rule");
	struct cell key = {.kind = CELL_TEXT, .p = r->key, .n = strlen(r->key)};
	struct err none = {0};
	enum status st = record_find(a->store, E_CLINIC_LIMIT, field, key, &seen, &none);

	if (st && st != ST_NOT_FOUND) {
		*err = none;
		return st;
	}
	if (st)
		dict_row_init(dict_entity(E_CLINIC_LIMIT), &row);
	else
		row = seen;
	str_copy(row.rule, sizeof row.rule, r->key);
	str_copy(row.value, sizeof row.value, value);
	str_copy(row.reason, sizeof row.reason, reason);
	row.active = value[0] != '\0';
	return st ? record_add(a->store, E_CLINIC_LIMIT, &row, err)
		  : record_set(a->store, E_CLINIC_LIMIT, &seen, &row, NULL, err);
}

enum status
screening_set_limit(struct app *a, const struct screening_rule *r, const char *value,
		    const char *reason, struct err *err)
{
	const struct screening_table *t;
	char detail[240];
	enum status st = may_set(a, err);

	if (!st)
		st = screening_table_of(a, &t, err);
	if (!st && value[0])
		st = screening_check_limit(t, r, value, err);
	if (!st && !reason[0])
		st = status_fail(err, ST_INVALID, "%s: say why, and who decided it",
				 r->key);
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	str_format(detail, sizeof detail, "%s %s: %s", r->key,
		   value[0] ? value : "as shipped", reason);
	st = store_limit(a, r, value, reason, err);
	if (!st)
		st = audit_add(a->store, "clinic-limit", r->head.no, detail, err);
	return screening_finish(a, NULL, st, err);
}
