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

/* What a->screening holds. */
struct screening_tables {
	struct screening_rule *rules;
	size_t n_rules;
	struct clinic_limit *limits;
	struct screening_table table;
};

static bool
keep_rule(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_SCREENING_RULE);
	struct screening_tables *t = arg;
	struct screening_rule *r;

	t->rules = mem_room(t->rules, t->n_rules, sizeof *t->rules);
	r = &t->rules[t->n_rules++];
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
	if (a->screening)
		release(a->screening);
	a->screening = NULL;
}

enum status
screening_table_of(struct app *a, const struct screening_table **t, struct err *err)
{
	const struct measures *m;
	struct screening_tables *made;
	int n = 0;
	enum status st = measures_of(a, &m, err);

	if (!st && a->screening) {
		*t = &a->screening->table;
		return ST_OK;
	}
	if (st)
		return st;
	made = mem_alloc(sizeof *made);
	made->limits = mem_alloc(LIMITS_MAX * sizeof *made->limits);
	st = record_scan(a->store, E_SCREENING_RULE, NULL, keep_rule, made, err);
	if (!st)
		st = query_clinic_limits(a->store, made->limits, LIMITS_MAX, &n, err);
	if (!st && made->n_rules == 0)
		st = status_fail(err, ST_CORRUPT,
				 "the screening rules are missing; run limber doctor");
	if (st) {
		release(made);
		return st;
	}
	made->table = (struct screening_table){.rules = made->rules,
					       .n_rules = made->n_rules,
					       .limits = made->limits,
					       .n_limits = (size_t)n,
					       .measures = m->rows,
					       .n_measures = m->n};
	a->screening = made;
	*t = &made->table;
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
	st = screening_finish(a, NULL, st, err);
	if (!st)
		screening_table_release(a); /* read anew; r is gone now */
	return st;
}
