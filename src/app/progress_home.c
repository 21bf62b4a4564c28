/* progress_home.c - what the rules say of a home programme: how many exercises, how much support. */
#include "app/assessment.h"
#include "core/source.h"
#include "progress_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

bool
progress_at_home(const struct prescription *p)
{
	return !strcmp(p->setting, "home") || !strcmp(p->setting, "both");
}

/* A balance exercise that asks for no support. */
static enum status
is_free(struct app *a, const struct prescription *p, bool *free, struct err *err)
{
	enum progression_kind kind;
	struct exercise x;
	enum status st = record_get(a->store, E_EXERCISE, p->exercise, &x, err);

	*free = !st && progression_kind_parse(x.progress_by, &kind) &&
		kind == PROGRESSION_SUPPORT &&
		(p->support == DICT_NONE || p->support == 0);
	return st;
}

/* Thousandths to whole points; NONE when it was not asked. */
static enum status
score(struct app *a, const struct assessment_span *of, const char *measure, int *out,
      struct err *err)
{
	int64_t value;
	enum status st = assessment_last(a, of, measure, &value, err);

	*out = value == DICT_NONE ? PROGRESSION_NONE : (int)(value / 1000);
	return st;
}

static enum status
look(struct app *a, int64_t plan, struct progression_home *in, struct err *err)
{
	struct assessment_span of = {.to = app_today(a)};
	struct plan_of_care p;
	struct episode e;
	enum status st = record_get(a->store, E_PLAN_OF_CARE, plan, &p, err);

	if (!st)
		st = record_get(a->store, E_EPISODE, p.episode, &e, err);
	if (st)
		return st;
	of.patient = e.patient;
	of.from = e.opened;
	st = score(a, &of, "exercise_confidence", &in->confidence, err);
	if (!st)
		st = score(a, &of, "hep_done", &in->hep_done, err);
	if (!st)
		st = assessment_fall_flags(a, e.patient, of.to, &in->fall_flag, err);
	return st;
}

enum status
progress_home(struct app *a, int64_t plan, const struct prescription_line *lines, int n,
	      struct progress_home *h, struct err *err)
{
	struct progression_rules *rules;
	enum status st = ST_OK;

	memset(h, 0, sizeof *h);
	for (int i = 0; i < n && !st; i++) {
		bool free_of_support = false;

		if (!progress_at_home(&lines[i].row))
			continue;
		st = is_free(a, &lines[i].row, &free_of_support, err);
		h->in.n++;
		h->in.free += free_of_support;
	}
	if (st || !h->in.n)
		return st;
	rules = mem_alloc(sizeof *rules);
	st = look(a, plan, &h->in, err);
	if (!st)
		st = progress_rules(a, app_today(a), rules, err);
	if (!st)
		h->n = progression_at_home(rules, &h->in, h->lines);
	free(rules);
	for (int i = 0; i < h->n && !st; i++) {
		struct progression_rule row;

		st = progress_rule(a, h->lines[i].key, &row, err);
		h->unsure[i] = !st && source_unsure(row.verification);
	}
	return st;
}
