/* goals.c - loading, proposing and changing goals. */
#include "app/goals.h"

#include "goals_priv.h"
#include "store/audit.h"
#include "store/query.h"
#include "store/query_goals.h"
#include "store/query_results.h"
#include "store/record.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { PRESCRIPTIONS_MAX = 60, CONDITIONS_MAX = 12, LAST_MAX = 100 };

/* ---- what a goal is judged by */

enum status
goals_facts(struct app *a, const struct goal *g, const struct patient *p,
	    struct goal_facts *f, struct err *err)
{
	const struct goal_templates *t;
	const struct measures *m;
	enum status st = measures_of(a, &m, err);

	if (!st)
		st = goals_templates(a, &t, err);
	if (st)
		return st;
	*f = (struct goal_facts){.measure = measures_find(m, g->measure),
				 .norms = measures_norms(m),
				 .who = measures_who(p, app_today(a)),
				 .today = app_today(a)};
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->rows[i].key, g->template))
			f->template = &t->rows[i];
	return ST_OK;
}

enum status
goals_whose(struct app *a, int64_t episode, struct episode *e, struct patient *p,
	    struct err *err)
{
	enum status st = record_get(a->store, E_EPISODE, episode, e, err);

	return st ? st : record_get(a->store, E_PATIENT, e->patient, p, err);
}

static bool
same_side(const char *a, const char *b)
{
	return !strcmp(strcmp(a, "none") ? a : "", strcmp(b, "none") ? b : "");
}

/* The last result of the goal's measure. Part and side have to fit where the goal has them; a
 * goal without them takes the newest of all. */
const struct result *
goals_last(const struct goal *g, const struct result *last, int n)
{
	const struct result *best = NULL;

	for (int i = 0; i < n; i++) {
		const struct result *r = &last[i];

		if (strcmp(r->measure, g->measure) || r->value == DICT_NONE ||
		    (g->part[0] && strcmp(r->part, g->part)) ||
		    (!same_side(g->side, "") && !same_side(g->side, r->side)))
			continue;
		if (!best || r->day > best->day)
			best = r;
	}
	return best;
}

enum status
goals_results(struct app *a, int64_t patient, struct result **rows, int *n,
	      struct err *err)
{
	struct result_last which = {patient, DICT_NONE, 0};

	*rows = mem_alloc(LAST_MAX * sizeof **rows);
	return query_results_last(a->store, &which, *rows, LAST_MAX, n, err);
}

/* ---- loading */

static enum status
fill_line(struct app *a, struct goals *g, struct goals_line *l, const struct result *last,
	  int n, struct err *err)
{
	struct goal_facts f;
	const struct result *r = goals_last(&l->row, last, n);
	enum status st = goals_facts(a, &l->row, &g->patient, &f, err);

	if (st)
		return st;
	l->measure = f.measure;
	l->template = f.template;
	l->latest = r ? r->value : DICT_NONE;
	l->latest_day = r ? r->day : DICT_NONE;
	l->progress = goal_progress(&l->row, l->latest);
	f.today = DATE_NONE; /* the weeks are judged when it is set */
	l->gaps = goal_check(&l->row, &f);
	l->reached = goal_open(&l->row) && goal_met(&l->row, f.measure, l->latest);
	if (!strcmp(l->row.state, "met"))
		l->progress = 100;
	return ST_OK;
}

static int64_t
active_plan(const struct episode_line *lines, int n, int64_t episode)
{
	for (int i = 0; i < n; i++)
		if (lines[i].no == episode)
			return lines[i].plan;
	return 0;
}

static enum status
count_exercises(struct app *a, struct goals *g, struct err *err)
{
	enum { EPISODES = 20 };
	struct episode_line *episodes = mem_alloc(EPISODES * sizeof *episodes);
	struct prescription_line *p = mem_alloc(PRESCRIPTIONS_MAX * sizeof *p);
	int n = 0;
	enum status st =
	    query_episodes(a->store, g->patient.head.no, episodes, EPISODES, &n, err);
	int64_t plan = active_plan(episodes, n, g->episode.head.no);

	n = 0;
	if (!st && plan)
		st = query_prescriptions(a->store, plan, p, PRESCRIPTIONS_MAX, &n, err);
	for (int i = 0; !st && i < n; i++)
		for (int k = 0; k < g->n; k++)
			g->rows[k].exercises += p[i].row.goal == g->rows[k].row.head.no;
	free(episodes);
	free(p);
	return st;
}

static enum status
has_diagnosis(struct app *a, int64_t episode, bool *has, struct err *err)
{
	struct condition rows[CONDITIONS_MAX];
	int n = 0;
	enum status st =
	    query_conditions(a->store, episode, rows, CONDITIONS_MAX, &n, err);

	*has = false;
	for (int i = 0; i < n; i++)
		*has = *has || (rows[i].code[0] && rows[i].active != 0);
	return st;
}

enum status
goals_load(struct app *a, int64_t episode, struct goals *g, struct err *err)
{
	struct goal *rows = mem_alloc(GOALS_MAX * sizeof *rows);
	struct result *last = NULL;
	int n = 0;
	enum status st;

	memset(g, 0, sizeof *g);
	st = goals_whose(a, episode, &g->episode, &g->patient, err);
	if (!st)
		st = query_goals(a->store, episode, rows, GOALS_MAX, &g->n, err);
	if (!st)
		st = goals_results(a, g->patient.head.no, &last, &n, err);
	for (int i = 0; !st && i < g->n; i++) {
		g->rows[i].row = rows[i];
		st = fill_line(a, g, &g->rows[i], last, n, err);
		g->met += !strcmp(rows[i].state, "met");
	}
	if (!st)
		st = count_exercises(a, g, err);
	if (!st)
		st = has_diagnosis(a, episode, &g->diagnosis, err);
	free(rows);
	free(last);
	return st;
}

/* ---- changing */

enum status
goals_add(struct app *a, struct goal *g, struct err *err)
{
	struct goal *rows = mem_alloc(GOALS_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_goals(a->store, g->episode, rows, GOALS_MAX, &n, err);

	if (!st && n == GOALS_MAX)
		st = status_fail(err, ST_INVALID,
				 "an episode keeps at most %d goals: open a new episode",
				 GOALS_MAX);
	g->rank = 1;
	for (int i = 0; i < n; i++)
		if (rows[i].rank != DICT_NONE && rows[i].rank >= g->rank)
			g->rank = rows[i].rank + 1;
	free(rows);
	str_copy(g->state, sizeof g->state, "active");
	g->author = a->user.head.no ? a->user.head.no : DICT_NONE;
	return st ? st : record_add(a->store, E_GOAL, g, err);
}

/* The sentence that the parts make, cut to the field. */
static enum status
sentence(struct app *a, const struct goal *g, char out[241], struct err *err)
{
	struct str s = {0};
	struct episode e;
	struct patient p;
	struct goal_facts f;
	enum status st = goals_whose(a, g->episode, &e, &p, err);

	if (!st)
		st = goals_facts(a, g, &p, &f, err);
	if (!st) {
		goal_sentence(g, &f, &s);
		str_copy(out, 241, str_text(&s));
	}
	str_release(&s);
	return st;
}

/* Each is a diagnosis of the episode that is still treated; put in capital letters. */
static enum status
check_diagnoses(struct app *a, struct goal *g, struct err *err)
{
	struct condition rows[CONDITIONS_MAX];
	struct str has = {0};
	int n = 0;
	enum status st =
	    query_conditions(a->store, g->episode, rows, CONDITIONS_MAX, &n, err);

	for (char *p = g->diagnoses; *p; p++)
		*p = *p == ',' || *p == ';' ? ' ' : (char)toupper((unsigned char)*p);
	str_add_c(&has, ' ');
	for (int i = 0; i < n; i++)
		if (rows[i].active != 0)
			str_addf(&has, "%s ", rows[i].code);
	for (const char *p = g->diagnoses; !st && *p; p += strspn(p, " ")) {
		size_t len = strcspn(p, " ");
		char word[12];

		str_format(word, sizeof word, " %.*s ", (int)(len > 9 ? 9 : len), p);
		if (len && !strstr(str_text(&has), word))
			st = status_fail(err, ST_INVALID,
					 "%.*s is no diagnosis of this episode; it has%s",
					 (int)len, p, str_text(&has));
		p += len;
	}
	str_release(&has);
	return st;
}

enum status
goals_set(struct app *a, struct goal *g, const struct field *f, struct cell c,
	  struct err *err)
{
	struct goal now = *g, current;
	char before[241], after[241];
	bool same_term =
	    g->due != DICT_NONE && !strcmp(g->term, goal_term_for(g->due, app_today(a)));
	enum status st = dict_check(f, c, err);

	if (!st && !dict_put(f, &now, c))
		st = status_fail(err, ST_INVALID, "%s: too long", f->label);
	if (!st && !strcmp(f->name, "diagnoses"))
		st = check_diagnoses(a, &now, err);
	if (!st)
		st = sentence(a, g, before, err);
	if (!st)
		st = sentence(a, &now, after, err);
	if (st)
		return st;
	if (!strcmp(g->text, before) && !strcmp(now.text, g->text))
		str_copy(now.text, sizeof now.text, after);
	if (same_term && now.due != DICT_NONE && !strcmp(f->name, "due"))
		str_copy(now.term, sizeof now.term, goal_term_for(now.due, app_today(a)));
	st = record_set(a->store, E_GOAL, g, &now, &current, err);
	if (!st)
		*g = now;
	else if (st == ST_STALE)
		*g = current;
	return st;
}

enum status
goals_close(struct app *a, const struct goal *g, const char *state, const char *reason,
	    struct err *err)
{
	struct goal now = *g, current;
	bool open = !strcmp(state, "active") || !strcmp(state, "partly");

	if (!strcmp(state, "dropped") && !reason[0])
		return status_fail(
		    err, ST_INVALID,
		    "Say why the goal is given up; it stays in the record");
	str_copy(now.state, sizeof now.state, state);
	if (reason[0])
		str_copy(now.reason, sizeof now.reason, reason);
	now.closed = open ? DICT_NONE : app_today(a);
	return record_set(a->store, E_GOAL, g, &now, &current, err);
}

enum status
goals_link(struct app *a, int64_t prescription, int64_t goal, struct err *err)
{
	int field = dict_field_named(dict_entity(E_PRESCRIPTION), "goal");
	struct cell c = {.kind = goal ? CELL_INT : CELL_NONE, .i = goal};

	return record_set_field(a->store, E_PRESCRIPTION, prescription, field, c, err);
}

enum status
goals_check(struct app *a, const struct goal *g, unsigned *gaps, struct err *err)
{
	struct episode e;
	struct patient p;
	struct goal_facts f;
	enum status st = goals_whose(a, g->episode, &e, &p, err);

	if (!st)
		st = goals_facts(a, g, &p, &f, err);
	if (!st)
		*gaps = goal_check(g, &f);
	return st;
}

/* ---- over the chart, and before signing */

enum status
goals_summary(struct app *a, int64_t patient, char *out, size_t size, struct err *err)
{
	int all, met;
	enum status st = query_goal_count(a->store, patient, &all, &met, err);

	out[0] = '\0';
	if (!st && all)
		str_format(out, size, "Goals %d of %d met", met, all);
	return st;
}

/* True when goal no is one that an exercise can still serve. */
static bool
serves(const struct goals *g, int64_t no)
{
	for (int i = 0; i < g->n; i++)
		if (g->rows[i].row.head.no == no)
			return goal_open(&g->rows[i].row) ||
			       !strcmp(g->rows[i].row.state, "met");
	return false;
}

static enum status
name_orphans(struct app *a, const struct goals *g, int64_t plan, struct str *out,
	     struct err *err)
{
	struct prescription_line *p = mem_alloc(PRESCRIPTIONS_MAX * sizeof *p);
	int n = 0, found = 0;
	enum status st =
	    query_prescriptions(a->store, plan, p, PRESCRIPTIONS_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		if (serves(g, p[i].row.goal))
			continue;
		str_addf(out, "%s%s", found++ ? ", " : "without a goal: ", p[i].name);
	}
	if (found)
		str_add_c(out, '\n');
	free(p);
	return st;
}

enum status
goals_gaps(struct app *a, int64_t episode, int64_t plan, struct goals_gaps *out,
	   struct err *err)
{
	struct goals *g = mem_alloc(sizeof *g);
	enum status st = goals_load(a, episode, g, err);

	*out = (struct goals_gaps){.diagnosis = g->diagnosis};
	if (!st && plan)
		st = name_orphans(a, g, plan, &out->orphans, err);
	for (int i = 0; !st && i < g->n; i++) {
		const struct goals_line *l = &g->rows[i];

		if (!goal_open(&l->row))
			continue;
		out->open++;
		if (goal_measurable(l->gaps))
			continue;
		str_addf(&out->vague, "goal %d is not measurable: ", i + 1);
		goal_gap_text(l->gaps, &out->vague);
		str_add_c(&out->vague, '\n');
	}
	if (!st && out->open && !g->diagnosis)
		str_addf(&out->orphans, "%d goal%s without a diagnosis in the episode\n",
			 out->open, out->open == 1 ? "" : "s");
	free(g);
	return st;
}

void
goals_gaps_release(struct goals_gaps *g)
{
	str_release(&g->orphans);
	str_release(&g->vague);
}
