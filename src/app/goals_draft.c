/* goals_draft.c - templates, what fits typed words, and the goal they propose. */
#include "goals_priv.h"

#include "base/utf8.h"
#include "store/query.h"
#include "store/query_goals.h"
#include "store/record.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { WEEKS_USUAL = 6, VOCAB_MAX = 64 };

/* ---- templates */

struct filling {
	struct goal_templates *t;
	int64_t today;
};

static bool
keep(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_GOAL_TEMPLATE);
	struct filling *f = arg;
	struct goal_template *row;

	f->t->rows = mem_room(f->t->rows, f->t->n, sizeof *f->t->rows);
	row = &f->t->rows[f->t->n];
	(void)dict_row_take(e, row, no, id, cells);
	if (row->valid_to == DICT_NONE || row->valid_to >= f->today)
		f->t->n++;
	return true;
}

enum status
goals_templates(struct app *a, const struct goal_templates **t, struct err *err)
{
	struct record_filter all = {.field = -1};
	enum status st = ST_OK;

	if (!a->goal_templates) {
		struct filling f = {mem_alloc(sizeof *f.t), app_today(a)};

		st = record_scan(a->store, E_GOAL_TEMPLATE, &all, keep, &f, err);
		if (st) {
			goals_templates_release(f.t);
			free(f.t);
		} else {
			a->goal_templates = f.t;
		}
	}
	*t = a->goal_templates;
	return st;
}

void
goals_templates_release(struct goal_templates *t)
{
	free(t->rows);
	*t = (struct goal_templates){0};
}

/* ---- what fits typed words */

/* True when every word of words begins a word of text; both folded. */
static bool
fits(const char *words, const char *text)
{
	for (const char *w = words; *w; w += *w == ' ') {
		size_t n = strcspn(w, " ");
		const char *at = text;

		while (at && strncmp(at, w, n) != 0) {
			at = strchr(at, ' ');
			if (at)
				at++;
		}
		if (!at)
			return false;
		w += n;
	}
	return true;
}

static bool
choice_fits(const char *words, const struct goal_template *t, const struct measure *m)
{
	struct str text = {0}, folded = {0};
	bool yes;

	if (t)
		str_addf(&text, "%s ", t->title);
	if (m)
		str_addf(&text, "%s %s", m->key, m->name);
	else if (t)
		str_add(&text, t->measure);
	utf8_fold(&folded, str_text(&text), text.n);
	yes = fits(words, str_text(&folded));
	str_release(&text);
	str_release(&folded);
	return yes;
}

static void
take(struct goals_choice *rows, int max, int *n, const struct goal_template *t,
     const struct measure *m)
{
	if (*n == max)
		return;
	rows[*n] = (struct goals_choice){*n + 1, t, m};
	(*n)++;
}

/* The key of a measure typed whole: its templates, then the measure alone. */
static void
take_key(const char *words, const struct goal_templates *t, const struct measures *m,
	 struct goals_choice *rows, int max, int *n)
{
	for (size_t i = 0; i < t->n; i++)
		if (!strcmp(t->rows[i].measure, words))
			take(rows, max, n, &t->rows[i], measures_find(m, words));
	if (measures_find(m, words))
		take(rows, max, n, NULL, measures_find(m, words));
}

static bool
taken(const struct goals_choice *rows, int n, const struct goal_template *t,
      const struct measure *m)
{
	for (int i = 0; i < n; i++)
		if (rows[i].template == t && (t || rows[i].measure == m))
			return true;
	return false;
}

enum status
goals_choices(struct app *a, const char *words, struct goals_choice *rows, int max,
	      int *n, struct err *err)
{
	const struct goal_templates *t;
	const struct measures *m;
	struct str folded = {0};
	enum status st = measures_of(a, &m, err);

	*n = 0;
	if (!st)
		st = goals_templates(a, &t, err);
	if (st)
		return st;
	take_key(words, t, m, rows, max, n);
	utf8_fold(&folded, words, strlen(words));
	for (size_t i = 0; i < t->n; i++) {
		const struct measure *of = measures_find(m, t->rows[i].measure);

		if (choice_fits(str_text(&folded), &t->rows[i], of) &&
		    !taken(rows, *n, &t->rows[i], of))
			take(rows, max, n, &t->rows[i], of);
	}
	for (size_t i = 0; i < m->n; i++)
		if (choice_fits(str_text(&folded), NULL, &m->rows[i]) &&
		    !taken(rows, *n, NULL, &m->rows[i]))
			take(rows, max, n, NULL, &m->rows[i]);
	str_release(&folded);
	return ST_OK;
}

/* ---- the proposal */

static enum status
typed_score(const struct measure *m, const char *typed, int64_t *value, struct err *err)
{
	if (!typed[0])
		return ST_OK;
	if (!m)
		return status_fail(err, ST_INVALID,
				   "\"%s\": this measure is not in the table", typed);
	return measure_parse(m, typed, value, err);
}

static enum status
baseline(struct app *a, const struct goal_facts *f, const struct goal_line *line,
	 int64_t patient, struct goal *g, struct err *err)
{
	struct result *last = NULL;
	const struct result *r;
	int n = 0;
	enum status st = goals_results(a, patient, &last, &n, err);

	r = st ? NULL : goals_last(g, last, n);
	if (r) {
		g->baseline = r->value;
		g->baseline_day = r->day;
		str_copy(g->part, sizeof g->part, r->part);
		if (!g->side[0])
			str_copy(g->side, sizeof g->side, r->side);
	}
	if (!st && line->from[0]) {
		st = typed_score(f->measure, line->from, &g->baseline, err);
		g->baseline_day = app_today(a);
	}
	free(last);
	return st;
}

/* The label of a daily task, as it stands inside of a sentence: "walk indoors". */
static enum status
task_label(struct app *a, const char *word, char *out, size_t size, struct err *err)
{
	struct vocab *rows = mem_alloc(VOCAB_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_vocab(a->store, "function", rows, VOCAB_MAX, &n, err);

	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].word, word)) {
			str_copy(out, size, rows[i].label);
			out[0] = (char)tolower((unsigned char)out[0]);
		}
	free(rows);
	return st;
}

/* The patient's words; else those of the template, unless it leaves the activity to the
 * patient. */
static enum status
task(struct app *a, const struct goal_facts *f, const struct goal_line *line,
     struct goal *g, struct err *err)
{
	const struct goal_template *t = f->template;

	str_copy(g->function, sizeof g->function, line->task);
	if (g->function[0] || !t || strstr(t->template, "{activity}"))
		return ST_OK;
	goal_task(t, g->function, sizeof g->function);
	return g->function[0] || !t->function[0]
		   ? ST_OK
		   : task_label(a, t->function, g->function, sizeof g->function, err);
}

static enum status
target(const struct goal_facts *f, const struct goal_line *line, struct goal *g,
       struct err *err)
{
	struct err why = {0};

	if (line->to[0])
		return typed_score(f->measure, line->to, &g->target, err);
	if (goal_propose(g, f, &g->target, &why))
		g->target = DICT_NONE; /* asked for; named until it is there */
	return why.code == ST_INVALID ? (*err = why, ST_INVALID) : ST_OK;
}

/* Does the result tell of the goal? Part and side have to fit where the goal has them; a measure
 * with sides waits until the goal has its side. */
static bool
tells_of(const struct goal *g, const struct goal_facts *f, const struct result *r)
{
	if (strcmp(g->measure, r->measure) != 0 ||
	    (g->part[0] && strcmp(g->part, r->part)))
		return false;
	return !f->measure || !measure_sided(f->measure) || !strcmp(g->side, r->side);
}

static enum status
begin_goal(struct app *a, const struct goal *g, const struct goal_facts *f,
	   const struct result *r, struct err *err)
{
	struct goal now = *g, current;
	struct str before = {0}, after = {0};
	struct err none = {0};
	int64_t proposed = DICT_NONE;
	enum status st;

	if (g->baseline != DICT_NONE && goal_propose(g, f, &proposed, &none))
		proposed = DICT_NONE;
	now.baseline = r->value;
	now.baseline_day = r->day;
	str_copy(now.part, sizeof now.part, r->part);
	if (now.target == proposed && goal_propose(&now, f, &now.target, &none))
		now.target = DICT_NONE;
	goal_sentence(g, f, &before);
	goal_sentence(&now, f, &after);
	if (!strcmp(g->text, str_text(&before)))
		str_copy(now.text, sizeof now.text, str_text(&after));
	st = record_set(a->store, E_GOAL, g, &now, &current, err);
	str_release(&before);
	str_release(&after);
	return st;
}

enum status
goals_begin_with(struct app *a, const struct result *r, int64_t was, struct err *err)
{
	struct goal *rows;
	struct episode e;
	struct patient p;
	int n = 0;
	enum status st;

	if (r->episode == DICT_NONE || r->value == DICT_NONE || r->cancelled == 1)
		return ST_OK;
	rows = mem_alloc(GOALS_MAX * sizeof *rows);
	st = query_goals(a->store, r->episode, rows, GOALS_MAX, &n, err);
	if (!st && n)
		st = goals_whose(a, r->episode, &e, &p, err);
	for (int i = 0; !st && i < n; i++) {
		const struct goal *g = &rows[i];
		bool follows =
		    was != DICT_NONE && g->baseline == was && g->baseline_day == r->day;
		struct goal_facts f;

		if (!goal_open(g) || (g->baseline != DICT_NONE && !follows))
			continue;
		st = goals_facts(a, g, &p, &f, err);
		if (!st && tells_of(g, &f, r))
			st = begin_goal(a, g, &f, r, err);
	}
	free(rows);
	return st;
}

static void
begin(struct app *a, const struct goals_choice *c, const struct goal_line *line,
      const struct episode *e, struct goal *g)
{
	bool sided = c->measure && measure_sided(c->measure);
	int64_t weeks = c->template && c->template->weeks != DICT_NONE
			    ? c->template->weeks
			    : WEEKS_USUAL;

	dict_row_init(dict_entity(E_GOAL), g);
	g->episode = e->head.no;
	if (c->template)
		str_copy(g->template, sizeof g->template, c->template->key);
	str_copy(g->measure, sizeof g->measure,
		 c->measure    ? c->measure->key
		 : c->template ? c->template->measure
			       : "");
	if (sided && line->side[0])
		str_copy(g->side, sizeof g->side, line->side);
	else if (sided && (!strcmp(e->side, "left") || !strcmp(e->side, "right")))
		str_copy(g->side, sizeof g->side, e->side);
	g->due = line->due != DATE_NONE ? line->due : date_add(app_today(a), weeks * 7);
	str_copy(g->term, sizeof g->term, goal_term_for(g->due, app_today(a)));
}

enum status
goals_draft(struct app *a, int64_t episode, const struct goals_choice *c,
	    const struct goal_line *line, struct goal *out, struct err *err)
{
	struct str text = {0};
	struct episode e;
	struct patient p;
	struct goal_facts f;
	enum status st = goals_whose(a, episode, &e, &p, err);

	if (st)
		return st;
	begin(a, c, line, &e, out);
	st = goals_facts(a, out, &p, &f, err);
	if (!st)
		st = baseline(a, &f, line, p.head.no, out, err);
	if (!st)
		st = target(&f, line, out, err);
	if (!st)
		st = task(a, &f, line, out, err);
	if (st)
		return st;
	goal_sentence(out, &f, &text);
	str_copy(out->text, sizeof out->text, str_text(&text));
	str_release(&text);
	return ST_OK;
}
