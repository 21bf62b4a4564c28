/* demo_plans.c - made-up plans of care: sent, certified, and a version out of a template. */
#include "app/care_rules.h"
#include "app/plan_template.h"
#include "demo_priv.h"

#include <stdlib.h>
#include <string.h>

enum { PLANS_MOST = 24, KINDS = 4 };

static enum status
set(struct demo *d, int64_t plan, const char *field, struct cell c, struct err *err)
{
	return record_set_field(d->store, E_PLAN_OF_CARE, plan,
				dict_field_named(dict_entity(E_PLAN_OF_CARE), field), c,
				err);
}

static struct cell
date_cell(int64_t date)
{
	return (struct cell){.kind = CELL_INT, .i = date};
}

static enum status
certify(struct demo *d, int64_t plan, int64_t starts, struct err *err)
{
	static const char who[] = "Dr. Made-Up";
	int64_t on = date_add(starts, 2 + demo_below(d, 6));
	enum status st = set(d, plan, "sent_on", date_cell(date_add(starts, 1)), err);

	if (!st)
		st = set(d, plan, "certified_on", date_cell(on), err);
	if (!st)
		st = set(d, plan, "certified_by",
			 (struct cell){.kind = CELL_TEXT, .p = who, .n = sizeof who - 1},
			 err);
	if (!st)
		st = set(d, plan, "certified_to", date_cell(date_add(starts, 12 * 7 - 1)),
			 err);
	return st;
}

/* The next version of the plan, with what the template proposes. */
static enum status
add_version(struct demo *d, struct app *a, struct plan_of_care *plan, struct err *err)
{
	struct prescription *rows = mem_alloc(PLAN_ROWS_MAX * sizeof *rows);
	int64_t old = plan->head.no;
	int n = 0;
	enum status st = set(d, old, "active", date_cell(0), err);

	memset(&plan->head, 0, sizeof plan->head);
	plan->head.id = demo_id(d);
	plan->version++;
	if (!st)
		st = record_add(d->store, E_PLAN_OF_CARE, plan, err);
	if (!st)
		st = plan_template_rows(a, plan, rows, PLAN_ROWS_MAX, &n, err);
	for (int i = 0; !st && i < n; i++) {
		rows[i].plan = plan->head.no;
		rows[i].head.id = demo_id(d);
		if (i == 1) /* one dose of the therapist's own */
			rows[i].sets += 1;
		st = record_add(d->store, E_PRESCRIPTION, &rows[i], err);
	}
	free(rows);
	return st;
}

static enum status
from_template(struct demo *d, struct app *a, int64_t episode, struct plan_of_care *plan,
	      struct err *err)
{
	struct plan_offers o;
	enum status st = plan_template_offers(a, episode, &o, err);

	if (st)
		return st;
	if (o.fitting) {
		const struct plan_offer *best = &o.rows[o.best - 1];

		str_copy(plan->template, sizeof plan->template, best->template.key);
		plan->phase = best->phase.rank;
		plan->per_week = best->template.per_week;
		plan->weeks = best->template.weeks;
		str_format(plan->change_note, sizeof plan->change_note, "Template %s",
			   best->template.title);
		st = add_version(d, a, plan, err);
	}
	plan_template_release(&o);
	return st;
}

static enum status
one(struct demo *d, struct app *a, const struct demo_person *p, int kind, struct err *err)
{
	struct plan_of_care plan;
	enum status st = record_get(d->store, E_PLAN_OF_CARE, p->plan, &plan, err);

	if (st)
		return st;
	if (kind == 0) /* waits for the physician */
		return set(d, p->plan, "sent_on", date_cell(date_add(plan.starts, 1)),
			   err);
	if (kind == 1)
		return certify(d, p->plan, plan.starts, err);
	if (kind == 2)
		return from_template(d, a, p->episode, &plan, err);
	st = set(d, p->plan, "order_on", date_cell(date_add(plan.starts, -5)), err);
	return st ? st
		  : set(d, p->plan, "sent_on", date_cell(date_add(plan.starts, 2)), err);
}

enum status
demo_plans_fill(struct demo *d, struct err *err)
{
	struct demo own = *d; /* its own stream: the rows of others stay the same */
	struct app a = {.store = d->store, .env = *store_environment(d->store)};
	enum status st = d->large ? ST_OK : store_begin(d->store, err);
	int n = 0;

	if (st || d->large)
		return st;
	own.rng = d->size.seed ^ UINT64_C(0x706c616e73);
	for (int64_t i = 0; !st && i < d->size.patients && n < PLANS_MOST; i++)
		if (d->people[i].open) {
			st = one(&own, &a, &d->people[i], n % KINDS, err);
			n++;
		}
	care_rule_release(&a);
	return store_end(d->store, st, err);
}
