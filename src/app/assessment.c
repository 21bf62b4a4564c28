/* assessment.c - starting and loading an assessment, storing and correcting its results. */
#include "app/assessment.h"

#include "app/goals.h"
#include "store/query.h"
#include "store/query_results.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { RESULTS_MAX = 400, EPISODES_MAX = 20 };

/* ---- starting */

/* The newest open episode of a patient; DICT_NONE: none. */
static enum status
open_episode(struct app *a, int64_t patient, int64_t *no, struct err *err)
{
	struct episode_line *lines = mem_alloc(EPISODES_MAX * sizeof *lines);
	int n = 0;
	enum status st = query_episodes(a->store, patient, lines, EPISODES_MAX, &n, err);

	*no = DICT_NONE;
	if (!st && n && lines[0].closed == DICT_NONE)
		*no = lines[0].no;
	free(lines);
	return st;
}

/* True when the episode was assessed before. */
static enum status
seen_before(struct app *a, const struct assessment *x, bool *seen, struct err *err)
{
	enum { MAX = 50 };
	struct assessment *rows = mem_alloc(MAX * sizeof *rows);
	int n = 0;
	enum status st = query_assessments(a->store, x->patient, rows, MAX, &n, err);

	*seen = false;
	for (int i = 0; i < n; i++)
		*seen = *seen || rows[i].episode == x->episode;
	free(rows);
	return st;
}

enum status
assessment_start(struct app *a, int64_t patient, const char *set, int64_t *no,
		 struct err *err)
{
	const struct measures *tables;
	struct assessment x;
	bool seen = false;
	enum status st = measures_of(a, &tables, err);

	if (st)
		return st;
	if (set[0] && !measures_set(tables, set))
		return status_fail(err, ST_INVALID, "%s: there is no such assessment",
				   set);
	dict_row_init(dict_entity(E_ASSESSMENT), &x);
	x.patient = patient;
	x.day = app_today(a);
	x.staff = a->user.head.no ? a->user.head.no : DICT_NONE;
	str_copy(x.set_key, sizeof x.set_key, set);
	st = open_episode(a, patient, &x.episode, err);
	if (!st)
		st = seen_before(a, &x, &seen, err);
	if (st)
		return st;
	str_copy(x.kind, sizeof x.kind, seen || !set[0] ? "retest" : "initial");
	st = record_add(a->store, E_ASSESSMENT, &x, err);
	*no = x.head.no;
	return st;
}

/* ---- the sheet */

static enum assessment_side
side_of(const struct result *r)
{
	return !strcmp(r->side, "right") ? ASSESSMENT_RIGHT : ASSESSMENT_LEFT;
}

static int
find(const struct assessment_sheet *s, const char *measure, const char *part)
{
	for (int i = 0; i < s->n; i++)
		if (!strcmp(s->rows[i].m->key, measure) && !strcmp(s->rows[i].part, part))
			return i;
	return -1;
}

enum status
assessment_add(struct assessment_sheet *s, const char *measure, const char *part, int *at,
	       struct err *err)
{
	const struct measure *m = measures_find(s->tables, measure);
	const struct vocab *word = measures_word(s->tables, "part", part);
	struct assessment_row *r;

	*at = find(s, measure, part);
	if (*at >= 0)
		return ST_OK;
	if (!m)
		return status_fail(err, ST_INVALID, "%s: there is no such measure",
				   measure);
	if (s->n == ASSESSMENT_ROWS_MAX)
		return status_fail(err, ST_REFUSED,
				   "an assessment holds at most %d measures; begin "
				   "another one",
				   ASSESSMENT_ROWS_MAX);
	*at = s->n++;
	r = &s->rows[*at];
	*r = (struct assessment_row){.m = m};
	str_copy(r->part, sizeof r->part, part);
	measures_name(s->tables, measure, part, r->name, sizeof r->name);
	r->sided = measure_sided(m) && !(word && !strcmp(word->scope, "midline"));
	return ST_OK;
}

/* The items of the set: "nprs;mmt:knee_extension;...". Unknown ones are passed over. */
static void
add_items(struct assessment_sheet *s, const char *items)
{
	while (*items) {
		size_t n = strcspn(items, ";");
		char item[80], *part;
		int at;

		str_format(item, sizeof item, "%.*s", (int)n, items);
		part = item + strcspn(item, ":");
		if (*part)
			*part++ = '\0';
		if (assessment_add(s, item, part, &at, NULL)) {
			/* no longer shipped */
		}
		items += n + (items[n] == ';');
	}
}

static void
take(struct assessment_value *v, const struct result *r)
{
	v->no = r->head.no;
	v->value = r->value;
	v->day = r->day;
	str_copy(v->trials, sizeof v->trials, r->trials);
	str_copy(v->protocol, sizeof v->protocol, r->protocol);
	str_copy(v->remark, sizeof v->remark, r->remark);
}

/* Results of this assessment: measures that are not in the set get a row. */
static enum status
take_now(struct app *a, struct assessment_sheet *s, struct result *rows, struct err *err)
{
	int n = 0, at;
	enum status st =
	    query_results_of(a->store, s->row.head.no, rows, RESULTS_MAX, &n, err);

	for (int i = 0; i < n; i++)
		if (!assessment_add(s, rows[i].measure, rows[i].part, &at, NULL))
			take(&s->rows[at].now[side_of(&rows[i])], &rows[i]);
	return st;
}

/* The last values before it; with whole set, a re-test asks for all of them. */
static enum status
take_last(struct app *a, struct assessment_sheet *s, struct result *rows, struct err *err)
{
	struct result_last which = {s->row.patient, s->row.day, s->row.head.no};
	int n = 0;
	enum status st = query_results_last(a->store, &which, rows, RESULTS_MAX, &n, err);

	for (int i = 0; i < n; i++) {
		int at = find(s, rows[i].measure, rows[i].part);
		bool mine = rows[i].episode == s->row.episode;

		if (at < 0 && !s->row.set_key[0] && mine &&
		    assessment_add(s, rows[i].measure, rows[i].part, &at, NULL))
			at = -1;
		if (at >= 0)
			take(&s->rows[at].last[side_of(&rows[i])], &rows[i]);
	}
	return st;
}

enum status
assessment_load(struct app *a, int64_t no, struct assessment_sheet *s, struct err *err)
{
	const struct assessment_set *set;
	struct result *rows;
	enum status st = measures_of(a, &s->tables, err);

	s->n = 0;
	if (!st)
		st = record_get(a->store, E_ASSESSMENT, no, &s->row, err);
	if (!st)
		st = record_get(a->store, E_PATIENT, s->row.patient, &s->patient, err);
	if (st)
		return st;
	s->who = measures_who(&s->patient, s->row.day);
	set = measures_set(s->tables, s->row.set_key);
	if (set)
		add_items(s, set->items);
	rows = mem_alloc(RESULTS_MAX * sizeof *rows);
	st = take_last(a, s, rows, err);
	if (!st)
		st = take_now(a, s, rows, err);
	free(rows);
	return st;
}

/* ---- storing */

static void
fill(const struct app *a, const struct assessment_sheet *s, int row,
     enum assessment_side side, struct result *r)
{
	const struct assessment_row *x = &s->rows[row];

	dict_row_init(dict_entity(E_RESULT), r);
	r->patient = s->row.patient;
	r->episode = s->row.episode;
	r->assessment = s->row.head.no;
	r->day = s->row.day;
	r->staff = a->user.head.no ? a->user.head.no : DICT_NONE;
	str_copy(r->measure, sizeof r->measure, x->m->key);
	str_copy(r->part, sizeof r->part, x->part);
	if (x->sided)
		str_copy(r->side, sizeof r->side,
			 side == ASSESSMENT_RIGHT ? "right" : "left");
	if (x->now[side].no)
		r->replaces = x->now[side].no;
}

/* The score lies within the limits of its row. */
static enum status
check(const struct measure *m, int64_t value, struct err *err)
{
	int64_t low, high;
	char a[MEASURE_TEXT_SIZE], b[MEASURE_TEXT_SIZE], v[MEASURE_TEXT_SIZE];

	if (value == DICT_NONE || !measure_limits(m, &low, &high) ||
	    (value >= low && value <= high))
		return ST_OK;
	measure_number(m, low, a, sizeof a);
	measure_text(m, high, b, sizeof b);
	measure_number(m, value, v, sizeof v);
	return status_fail(err, ST_INVALID, "%s: %s is outside of %s to %s", m->name, v,
			   a, b);
}

enum status
assessment_put(struct app *a, struct assessment_sheet *s,
	       const struct assessment_entry *e, struct err *err)
{
	struct assessment_row *x = &s->rows[e->row];
	struct result r;
	enum status st = check(x->m, e->value, err);

	if (st)
		return st;
	fill(a, s, e->row, e->side, &r);
	r.value = measure_round(x->m, e->value);
	str_copy(r.trials, sizeof r.trials, e->trials ? e->trials : "");
	str_copy(r.protocol, sizeof r.protocol,
		 e->protocol	      ? e->protocol
		 : x->now[e->side].no ? x->now[e->side].protocol
				      : x->last[e->side].protocol);
	str_copy(r.remark, sizeof r.remark, e->remark ? e->remark : "");
	st = store_begin(a->store, err);
	if (st)
		return st;
	st = record_add(a->store, E_RESULT, &r, err);
	if (!st)
		st = goals_begin_with(
		    a, &r, x->now[e->side].no ? x->now[e->side].value : DICT_NONE, err);
	if (st) {
		store_cancel(a->store);
		return st;
	}
	st = store_commit(a->store, err);
	if (!st)
		take(&x->now[e->side], &r);
	return st;
}

enum status
assessment_cancel(struct app *a, struct assessment_sheet *s, int row,
		  enum assessment_side side, struct err *err)
{
	struct result r;
	enum status st;

	if (!s->rows[row].now[side].no)
		return status_fail(err, ST_NOT_FOUND, "nothing is stored here");
	fill(a, s, row, side, &r);
	r.cancelled = 1;
	st = record_add(a->store, E_RESULT, &r, err);
	if (!st)
		s->rows[row].now[side] = (struct assessment_value){0};
	return st;
}

enum status
assessment_write(struct app *a, struct assessment_sheet *s, const char *field,
		 const char *text, struct err *err)
{
	const struct entity *e = dict_entity(E_ASSESSMENT);
	const struct field *f = &e->fields[dict_field_named(e, field)];
	size_t n = strlen(text);
	struct cell c = {.kind = n ? CELL_TEXT : CELL_NONE, .p = text, .n = n};
	struct assessment now = s->row;
	enum status st = dict_check(f, c, err);

	if (!st && !dict_put(f, &now, c))
		st = status_fail(err, ST_INVALID, "%s: too long", f->label);
	if (!st)
		st = record_set(a->store, E_ASSESSMENT, &s->row, &now, NULL, err);
	if (!st)
		s->row = now;
	return st;
}
