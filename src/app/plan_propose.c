/* plan_propose.c - what a template proposes: exercises with the library's dose. */
#include "app/care.h"
#include "app/plan_template.h"
#include "plan_priv.h"

#include <stdlib.h>
#include <string.h>

bool
plan_next_key(const char **list, char key[PLAN_KEY_SIZE])
{
	size_t n = strcspn(*list, ";");

	if (!n)
		return false;
	str_format(key, PLAN_KEY_SIZE, "%.*s",
		   (int)(n < PLAN_KEY_SIZE ? n : PLAN_KEY_SIZE - 1), *list);
	*list += n + ((*list)[n] == ';');
	return true;
}

static enum status
propose_list(struct app *a, const char *list, struct prescription *rows, int max, int *n,
	     struct err *err)
{
	char key[PLAN_KEY_SIZE];
	enum status st = ST_OK;

	while (!st && *n < max && plan_next_key(&list, key)) {
		struct exercise x;

		st = plan_find(a, E_EXERCISE, key, &x, err);
		if (!st) {
			care_prescription_from(&x, 0, *n + 1, &rows[*n]);
			++*n;
		}
	}
	return st == ST_NOT_FOUND ? ST_OK : st;
}

enum status
plan_template_rows(struct app *a, const struct plan_of_care *plan,
		   struct prescription *rows, int max, int *n, struct err *err)
{
	struct plan_template *row = mem_alloc(sizeof *row);
	struct plan_phase phase;
	char key[40];
	enum status st = plan_find(a, E_PLAN_TEMPLATE, plan->template, row, err);

	*n = 0;
	if (!st)
		st = propose_list(a, row->exercises, rows, max, n, err);
	if (!st && plan->phase != DICT_NONE) {
		str_format(key, sizeof key, "%s/%lld", row->key, (long long)plan->phase);
		st = plan_find(a, E_PLAN_PHASE, key, &phase, err);
		if (!st)
			st = propose_list(a, phase.exercises, rows, max, n, err);
	}
	free(row);
	return st == ST_NOT_FOUND ? ST_OK : st;
}
