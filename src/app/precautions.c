/* precautions.c - safety tags in force, and what they say of an exercise. */
#include "app/precautions.h"

#include "app/staff.h"
#include "store/audit.h"
#include "store/query.h"
#include "store/query_screening.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 100, WORDS_MAX = 60 };

static void
fill_tag(const struct precaution *row, const struct vocab *words, int n,
	 struct precaution_tag *t)
{
	memset(t, 0, sizeof *t);
	t->no = row->head.no;
	str_copy(t->tag, sizeof t->tag, row->tag);
	str_copy(t->region, sizeof t->region, row->region);
	str_copy(t->side, sizeof t->side, row->side);
	/* A tag that no vocabulary knows blocks: it was a reason once. */
	str_copy(t->label, sizeof t->label, row->tag);
	str_copy(t->scope, sizeof t->scope, "whole");
	str_copy(t->action, sizeof t->action, "block");
	for (int i = 0; i < n; i++)
		if (!strcmp(words[i].word, row->tag)) {
			str_copy(t->label, sizeof t->label, words[i].label);
			str_copy(t->scope, sizeof t->scope, words[i].scope);
			str_copy(t->action, sizeof t->action, words[i].action);
		}
}

enum status
precautions_of(struct app *a, int64_t patient, int64_t day, struct precautions *p,
	       struct err *err)
{
	struct precaution *rows = mem_alloc(ROWS_MAX * sizeof *rows);
	struct vocab *words = NULL;
	int n = 0, n_words = 0;
	enum status st = query_precautions(a->store, patient, rows, ROWS_MAX, &n, err);

	p->n = 0;
	if (!st && n) { /* most patients have none: no need of the words then */
		words = mem_alloc(WORDS_MAX * sizeof *words);
		st = query_vocab(a->store, "safety_tag", words, WORDS_MAX, &n_words, err);
	}
	for (int i = 0; !st && i < n && p->n < PRECAUTION_MAX; i++)
		if (precaution_holds(&rows[i], day))
			fill_tag(&rows[i], words, n_words, &p->tags[p->n++]);
	free(words);
	free(rows);
	return st;
}

void
precautions_match(const struct precautions *p, const struct exercise *x,
		  struct precaution_match *m)
{
	struct precaution_exercise e = {x->category, x->region, x->position, x->contra,
					x->caution};

	precaution_match(p->tags, p->n, &e, m);
}

enum status
precautions_check_plan(struct app *a, int64_t plan, int64_t exercise,
		       struct precaution_match *m, struct err *err)
{
	struct plan_of_care p;
	struct episode e;
	struct exercise x;
	struct precautions tags;
	enum status st;

	dict_row_init(dict_entity(E_EPISODE), &e);
	memset(m, 0, sizeof *m);
	if (exercise <= 0)
		return ST_OK;
	st = record_get(a->store, E_PLAN_OF_CARE, plan, &p, err);
	if (!st)
		st = record_get(a->store, E_EPISODE, p.episode, &e, err);
	if (!st)
		st = precautions_of(a, e.patient, app_today(a), &tags, err);
	if (!st && tags.n) {
		st = record_get(a->store, E_EXERCISE, exercise, &x, err);
		if (!st)
			precautions_match(&tags, &x, m);
	}
	return st;
}

enum status
precautions_line(struct app *a, int64_t patient, char *out, size_t size, struct err *err)
{
	struct precautions p;
	struct str line = {0};
	enum status st = precautions_of(a, patient, app_today(a), &p, err);

	for (int i = 0; !st && i < p.n; i++) {
		char words[120];

		precaution_say(&p.tags[i], words, sizeof words);
		str_addf(&line, "%s%s", i ? "; " : "Precautions: ", words);
	}
	str_copy(out, size, str_text(&line));
	str_release(&line);
	return st;
}

enum status
precautions_add(struct app *a, struct precaution *p, struct err *err)
{
	struct precaution *rows = mem_alloc(ROWS_MAX * sizeof *rows);
	int n = 0;
	bool there = false;
	enum status st = query_precautions(a->store, p->patient, rows, ROWS_MAX, &n, err);

	if (p->since == DICT_NONE)
		p->since = app_today(a);
	if (p->staff == DICT_NONE && a->user.head.no)
		p->staff = a->user.head.no;
	for (int i = 0; !st && i < n; i++)
		there = there || (precaution_holds(&rows[i], p->since) &&
				  !strcmp(rows[i].tag, p->tag) &&
				  !strcmp(rows[i].region, p->region) &&
				  !strcmp(rows[i].side, p->side));
	free(rows);
	if (!st && !there)
		st = record_add(a->store, E_PRECAUTION, p, err);
	return st;
}

enum status
precautions_lift(struct app *a, int64_t no, const char *reason, struct err *err)
{
	struct precaution seen, now;
	enum status st = precautions_may_override(a, err);

	if (st)
		return st;
	if (!reason[0])
		return status_fail(err, ST_INVALID, "say why it no longer holds");
	st = record_get(a->store, E_PRECAUTION, no, &seen, err);
	if (st)
		return st;
	now = seen;
	now.lifted = app_today(a);
	str_format(now.reason, sizeof now.reason, "%s%sLifted: %s", seen.reason,
		   seen.reason[0] ? "; " : "", reason);
	st = store_begin(a->store, err);
	if (st)
		return st;
	st = record_set(a->store, E_PRECAUTION, &seen, &now, NULL, err);
	if (!st)
		st = audit_add(a->store, "precaution-lift", no, reason, err);
	return store_end(a->store, st, err);
}

enum status
precautions_may_override(struct app *a, struct err *err)
{
	enum status st = staff_may_sign(&a->user, app_today(a), app_today(a), err);

	if (!st && staff_is_assistant(&a->user))
		return status_fail(err, ST_DENIED,
				   "a therapist has to decide this, not an assistant");
	return st;
}
