/* plan_safety.c - which exercises the precautions of a patient forbid in a plan. */
#include "core/precaution.h"
#include "plan_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

struct scan {
	struct app *a;
	int64_t day;
	struct precaution_tag tags[PRECAUTION_MAX];
	int n;
};

/* A tag with the words of the vocabulary; one that it does not know forbids. */
static void
fill_tag(struct scan *s, const struct precaution *row)
{
	struct precaution_tag *t = &s->tags[s->n++];
	struct vocab word;
	struct err none = {0};
	char key[48];

	memset(t, 0, sizeof *t);
	t->no = row->head.no;
	str_copy(t->tag, sizeof t->tag, row->tag);
	str_copy(t->region, sizeof t->region, row->region);
	str_copy(t->side, sizeof t->side, row->side);
	str_copy(t->label, sizeof t->label, row->tag);
	str_copy(t->scope, sizeof t->scope, "whole");
	str_copy(t->action, sizeof t->action, "block");
	str_format(key, sizeof key, "safety_tag/%s", row->tag);
	if (plan_find(s->a, E_VOCAB, key, &word, &none))
		return;
	str_copy(t->label, sizeof t->label, word.label);
	str_copy(t->scope, sizeof t->scope, word.scope);
	str_copy(t->action, sizeof t->action, word.action);
}

static bool
keep_tag(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_PRECAUTION);
	struct scan *s = arg;
	struct precaution row;

	(void)id;
	dict_row_init(e, &row);
	row.head.no = no;
	for (size_t i = 0; i < e->n_fields; i++)
		if (!dict_put(&e->fields[i], &row, cells[i]))
			return true;
	if (precaution_holds(&row, s->day))
		fill_tag(s, &row);
	return s->n < PRECAUTION_MAX;
}

enum status
plan_forbids(struct app *a, int64_t patient, const struct exercise *x, char why[161],
	     struct err *err)
{
	const struct entity *e = dict_entity(E_PRECAUTION);
	struct record_filter of = {dict_field_named(e, "patient"),
				   plan_int_cell(patient)};
	struct precaution_exercise what = {x->category, x->region, x->position, x->contra,
					   x->caution};
	struct precaution_match match = {0};
	struct scan *s = mem_alloc(sizeof *s);
	enum status st;

	memset(s, 0, sizeof *s);
	s->a = a;
	s->day = app_today(a);
	st = record_scan(a->store, E_PRECAUTION, &of, keep_tag, s, err);
	if (!st)
		precaution_match(s->tags, s->n, &what, &match);
	str_copy(why, 161, match.mark == PRECAUTION_BLOCKED ? match.why : "");
	free(s);
	return st;
}
