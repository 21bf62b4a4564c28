/* care_rules.c - the table of dated periods, kept while the clinic is open. */
#include "app/care_rules.h"

#include "core/source.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

struct care_rules {
	struct care_rule *rows;
	int n;
};

static bool
keep_rule(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct care_rules *all = arg;
	const struct entity *e = dict_entity(E_CARE_RULE);
	struct care_rule *row;

	all->rows = mem_room(all->rows, (size_t)all->n, sizeof *all->rows);
	row = &all->rows[all->n++];
	(void)dict_row_take(e, row, no, id, cells);
	return true;
}

void
care_rule_release(struct app *a)
{
	if (a->care_rules)
		free(a->care_rules->rows);
	free(a->care_rules);
	a->care_rules = NULL;
}

/* The table of the open clinic, read once. */
static enum status
load(struct app *a, struct err *err)
{
	const struct record_filter all = {.field = -1};
	enum status st;

	if (a->care_rules)
		return ST_OK;
	a->care_rules = mem_alloc(sizeof *a->care_rules);
	*a->care_rules = (struct care_rules){0};
	st = record_scan(a->store, E_CARE_RULE, &all, keep_rule, a->care_rules, err);
	if (st)
		care_rule_release(a);
	return st;
}

static bool
holds(const struct care_rule *r, const char *rule, int64_t date)
{
	return !strcmp(r->rule, rule) && source_holds(r->valid_from, r->valid_to, date);
}

enum status
care_rule_all(struct app *a, const char *rule, int64_t service_date,
	      struct care_rule_set *set, struct err *err)
{
	enum status st = load(a, err);

	set->n = 0;
	for (int i = 0; !st && i < a->care_rules->n && set->n < CARE_RULES_MAX; i++)
		if (holds(&a->care_rules->rows[i], rule, service_date))
			set->rows[set->n++] = &a->care_rules->rows[i];
	return st;
}

enum status
care_rule_find(struct app *a, const char *rule, int64_t service_date,
	       const struct care_rule **row, struct err *err)
{
	struct care_rule_set set;
	enum status st = care_rule_all(a, rule, service_date, &set, err);
	char day[DATE_TEXT_SIZE];

	*row = NULL;
	for (int i = 0; !st && i < set.n;
	     i++) /* no first day (INT64_MIN) is the oldest */
		if (!*row || set.rows[i]->valid_from >= (*row)->valid_from)
			*row = set.rows[i];
	if (st || *row)
		return st;
	date_text(service_date, day);
	return status_fail(err, ST_NOT_FOUND,
			   "rule of care \"%s\" has no row for %s; the shipped table "
			   "care_rules holds them",
			   rule, day);
}

enum status
care_rule_days(struct app *a, const char *rule, int64_t service_date, int64_t *days,
	       struct err *err)
{
	const struct care_rule *row;
	enum status st = care_rule_find(a, rule, service_date, &row, err);

	*days = DICT_NONE;
	if (st || !row)
		return st;
	if (row->value == DICT_NONE)
		return status_fail(err, ST_INVALID, "rule of care \"%s\" has no number",
				   rule);
	*days = row->value;
	return ST_OK;
}
