/* progress_facts.c - what the rules look at outside of the sessions: rows, limits, library, vitals,
 * precautions. */
#include "core/precaution.h"
#include "core/source.h"
#include "progress_priv.h"
#include "store/query_screening.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* ---- rules */

struct rule_rows {
	struct progression_rule *rows;
	int n;
	int64_t day;
};

static bool
keep_rule(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct rule_rows *all = arg;
	const struct entity *e = dict_entity(E_PROGRESSION_RULE);
	struct progression_rule *r;

	all->rows = mem_room(all->rows, (size_t)all->n, sizeof *all->rows);
	r = &all->rows[all->n];
	(void)dict_row_take(e, r, no, id, cells);
	if (source_holds(r->valid_from, r->valid_to, all->day))
		all->n++;
	return true;
}

static int
by_rank(const void *a, const void *b)
{
	const struct progression_rule *x = a, *y = b;

	return (x->rank > y->rank) - (x->rank < y->rank);
}

/* Most limits are those of the screening; one that is no number changes nothing. */
static enum status
set_limits(struct app *a, struct progression_rules *rules, struct err *err)
{
	int max = (int)record_count(a->store, E_CLINIC_LIMIT), n = 0;
	struct clinic_limit *own = mem_alloc((size_t)max * sizeof *own + 1);
	enum status st = query_clinic_limits(a->store, own, max, &n, err);
	struct err ignored = {0};

	for (int i = 0; i < n && !st; i++)
		if (own[i].active != 0 && own[i].value[0] &&
		    progression_rules_limit(rules, own[i].rule, own[i].value, &ignored))
			continue;
	free(own);
	return st;
}

enum status
progress_rules(struct app *a, int64_t day, struct progression_rules *rules,
	       struct err *err)
{
	/* Dates of rules begin where our knowledge does: earlier visits use the first rows. */
	const int64_t first = 20261123;
	struct rule_rows all = {.day = day < first ? first : day};
	const struct record_filter any = {.field = -1};
	enum status st =
	    record_scan(a->store, E_PROGRESSION_RULE, &any, keep_rule, &all, err);

	rules->n = 0;
	if (!st && all.n)
		qsort(all.rows, (size_t)all.n, sizeof *all.rows, by_rank);
	for (int i = 0; !st && i < all.n; i++)
		st = progression_rules_add(rules, &all.rows[i], err);
	free(all.rows);
	if (!st)
		st = set_limits(a, rules, err);
	return st;
}

/* ---- library */

enum status
progress_exercise(struct app *a, const char *key, struct exercise *x, struct err *err)
{
	int f = dict_field_named(dict_entity(E_EXERCISE), "key");

	return record_find(a->store, E_EXERCISE, f,
			   (struct cell){.kind = CELL_TEXT, .p = key, .n = strlen(key)},
			   x, err);
}

/* ---- precautions */

struct tags {
	struct app *a;
	int64_t day;
	struct precaution_tag list[PRECAUTION_MAX];
	int n;
};

/* What the vocabulary says of a tag: how far it reaches and what it does. */
static void
describe(struct app *a, struct precaution_tag *t)
{
	char key[sizeof((struct vocab *)0)->key];
	struct err ignored = {0};
	struct vocab v;

	str_format(key, sizeof key, "safety_tag/%s", t->tag);
	str_copy(t->label, sizeof t->label, t->tag);
	str_copy(t->action, sizeof t->action, "block"); /* the safe one when unknown */
	str_copy(t->scope, sizeof t->scope, "whole");
	if (record_find(a->store, E_VOCAB, dict_field_named(dict_entity(E_VOCAB), "key"),
			(struct cell){.kind = CELL_TEXT, .p = key, .n = strlen(key)}, &v,
			&ignored))
		return;
	str_copy(t->label, sizeof t->label, v.label);
	str_copy(t->action, sizeof t->action, v.action);
	str_copy(t->scope, sizeof t->scope, v.scope);
}

static bool
keep_tag(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_PRECAUTION);
	struct tags *all = arg;
	struct precaution_tag *t = &all->list[all->n];
	struct precaution p;

	(void)dict_row_take(e, &p, no, id, cells);
	if (!precaution_holds(&p, all->day))
		return true;
	memset(t, 0, sizeof *t);
	t->no = no;
	str_copy(t->tag, sizeof t->tag, p.tag);
	str_copy(t->region, sizeof t->region, p.region);
	str_copy(t->side, sizeof t->side, p.side);
	describe(all->a, t);
	return ++all->n < PRECAUTION_MAX;
}

enum status
progress_blocked(struct app *a, int64_t patient, int64_t day, const struct exercise *x,
		 bool *blocked, char tag[81], struct err *err)
{
	const struct entity *e = dict_entity(E_PRECAUTION);
	struct record_filter of = {dict_field_named(e, "patient"),
				   {.kind = CELL_INT, .i = patient}};
	struct precaution_exercise px = {x->category, x->region, x->position, x->contra,
					 x->caution};
	struct precaution_match match = {.mark = PRECAUTION_NONE};
	struct tags *all = mem_alloc(sizeof *all);
	enum status st;

	all->a = a;
	all->day = day;
	all->n = 0;
	st = record_scan(a->store, E_PRECAUTION, &of, keep_tag, all, err);
	if (!st)
		precaution_match(all->list, all->n, &px, &match);
	*blocked = match.mark == PRECAUTION_BLOCKED;
	str_format(tag, 81, "%.80s", *blocked ? match.why : "");
	free(all);
	return st;
}
