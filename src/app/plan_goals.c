/* plan_goals.c - drafts the goals of a template, stores them, links exercises to them. */
#include "app/plan_goals.h"

#include "base/date.h"
#include "plan_priv.h"
#include "store/query_goals.h"

#include <stdlib.h>
#include <string.h>

static const struct goal_template *
template_of(const struct goal_templates *t, const char *key)
{
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->rows[i].key, key))
			return &t->rows[i];
	return NULL;
}

/* One that the episode had is shown as it is; closed ones are not proposed again. */
static bool
find_there(struct plan_goal *g, const struct goal *have, int n)
{
	for (int i = 0; i < n && !g->there; i++)
		if (!strcmp(have[i].template, g->template->key)) {
			g->row = have[i];
			g->there = true;
		}
	return g->there;
}

static enum status
propose_one(struct app *a, int64_t episode, const char *key, const struct goal *have,
	    int n_have, struct plan_goal *g, struct err *err)
{
	const struct goal_line nothing = {.due = DATE_NONE};
	const struct goal_templates *t;
	const struct measures *m;
	struct goals_choice c = {.no = 1};
	enum status st = goals_templates(a, &t, err);

	memset(g, 0, sizeof *g);
	if (!st)
		st = measures_of(a, &m, err);
	if (st)
		return st;
	g->template = template_of(t, key);
	if (!g->template)
		return ST_OK;
	g->measure = measures_find(m, g->template->measure);
	c.template = g->template;
	c.measure = g->measure;
	if (!find_there(g, have, n_have))
		st = goals_draft(a, episode, &c, &nothing, &g->row, err);
	return st ? st : goals_check(a, &g->row, &g->gaps, err);
}

enum status
plan_goals_propose(struct app *a, int64_t episode, const char *template,
		   struct plan_goal rows[PLAN_GOALS_MAX], int *n, struct err *err)
{
	struct plan_template *t = mem_alloc(sizeof *t);
	struct goal *have = mem_alloc(GOALS_MAX * sizeof *have);
	int n_have = 0;
	enum status st = query_goals(a->store, episode, have, GOALS_MAX, &n_have, err);
	enum status found = st ? st : plan_find(a, E_PLAN_TEMPLATE, template, t, err);
	const char *list = found ? "" : t->goals;
	char key[PLAN_KEY_SIZE];

	*n = 0;
	st = found == ST_NOT_FOUND ? ST_OK : found;
	while (!st && *n < PLAN_GOALS_MAX && plan_next_key(&list, key)) {
		st = propose_one(a, episode, key, have, n_have, &rows[*n], err);
		*n += rows[*n].template != NULL;
	}
	free(have);
	free(t);
	return st;
}

static void
add_score(const struct plan_goal *g, int64_t v, struct str *out)
{
	char text[MEASURE_TEXT_SIZE] = "?";

	if (g->measure && v != DICT_NONE)
		measure_number(g->measure, v, text, sizeof text);
	str_add(out, text);
}

void
plan_goals_text(const struct plan_goal *g, struct str *out)
{
	const unsigned waits = GOAL_NO_BASELINE | GOAL_NO_TARGET;
	unsigned asked = g->gaps & ~(waits | GOAL_BLANKS);
	char day[DATE_TEXT_SIZE];

	date_text(g->row.due, day);
	str_addf(out, "%s by %s: ", g->template->title, day);
	if (g->row.baseline == DICT_NONE) {
		str_add(out, "waits for a score");
	} else {
		add_score(g, g->row.baseline, out);
		str_add(out, " to ");
		add_score(g, g->row.target, out);
	}
	if (g->there) {
		str_add(out, " (there)");
	} else if (asked) {
		str_add(out, ", ");
		goal_gap_text(asked, out);
	}
}

/* ---- taking */

/* The goal an exercise serves: by its own key, by its kind, else the first that is open. */
static int64_t
served(const struct plan_goal *rows, int n, const struct prescription_line *l)
{
	const char *const words[] = {l->exercise_key, l->category};
	int64_t first = 0;

	for (int w = 0; w < 2; w++)
		for (int i = 0; i < n; i++)
			if (goal_open(&rows[i].row) &&
			    plan_list_has(rows[i].template->serves, words[w]))
				return rows[i].row.head.no;
	for (int i = n - 1; i >= 0; i--)
		if (goal_open(&rows[i].row))
			first = rows[i].row.head.no;
	return first;
}

static enum status
link_exercises(struct app *a, int64_t plan, const struct plan_goal *rows, int n,
	       const char *const only[2], struct err *err)
{
	struct prescription_line *lines = mem_alloc(PLAN_ROWS_MAX * sizeof *lines);
	int k = 0;
	enum status st =
	    query_prescriptions(a->store, plan, lines, PLAN_ROWS_MAX, &k, err);

	for (int i = 0; !st && i < k; i++) {
		const char *key = lines[i].exercise_key;
		int64_t goal = served(rows, n, &lines[i]);

		if (lines[i].row.goal == DICT_NONE && goal &&
		    (plan_list_has(only[0], key) || plan_list_has(only[1], key)))
			st = goals_link(a, lines[i].row.head.no, goal, err);
	}
	free(lines);
	return st;
}

enum status
plan_goals_take(struct app *a, const struct plan_of_care *plan, const char *const only[2],
		int *added, struct err *err)
{
	struct plan_goal *rows = mem_alloc(PLAN_GOALS_MAX * sizeof *rows);
	int n = 0;
	enum status st =
	    plan_goals_propose(a, plan->episode, plan->template, rows, &n, err);

	*added = 0;
	for (int i = 0; !st && i < n; i++) {
		if (rows[i].there)
			continue;
		st = goals_add(a, &rows[i].row, err);
		*added += !st;
	}
	if (!st && n)
		st = link_exercises(a, plan->head.no, rows, n, only, err);
	free(rows);
	return st;
}
