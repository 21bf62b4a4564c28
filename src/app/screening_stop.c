/* screening_stop.c - stops during a session: red flags, symptoms, pain; clearing, going on. */
#include "app/measures.h"
#include "app/precautions.h"
#include "app/staff.h"
#include "core/source.h"
#include "screening_priv.h"
#include "store/query.h"
#include "store/record.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

/* ---- what may be chosen */

static enum status
add_flags(struct app *a, struct screening_stop *stops, int max, int *n, struct err *err)
{
	struct vocab *rows = mem_alloc(SCREENING_STOPS_MAX * sizeof *rows);
	int have = 0;
	enum status st =
	    query_vocab(a->store, "red_flag", rows, SCREENING_STOPS_MAX, &have, err);

	for (int i = 0; !st && i < have && *n < max; i++) {
		struct screening_stop *s = &stops[(*n)++];

		memset(s, 0, sizeof *s);
		str_copy(s->rules, sizeof s->rules, rows[i].key);
		str_copy(s->what, sizeof s->what, rows[i].label);
		str_copy(s->action, sizeof s->action, rows[i].meaning);
		str_copy(s->field, sizeof s->field, "red_flag");
		str_copy(s->value, sizeof s->value, rows[i].word);
		s->hard = true;
		s->check_source = source_unsure(rows[i].verification);
	}
	free(rows);
	return st;
}

static void
from_rule(const struct screening_rule *r, struct screening_stop *s)
{
	memset(s, 0, sizeof *s);
	str_copy(s->rules, sizeof s->rules, r->key);
	str_copy(s->action, sizeof s->action, r->action);
	str_copy(s->field, sizeof s->field, r->field);
	str_copy(s->value, sizeof s->value, r->value);
	s->override = strcmp(r->override, "none") != 0;
	s->hard = true;
	s->check_source = source_unsure(r->verification);
}

enum status
screening_stops(struct app *a, struct screening_stop *stops, int max, int *n,
		struct err *err)
{
	const struct screening_table *t;
	enum status st = screening_table_of(a, &t, err);

	*n = 0;
	for (size_t i = 0; !st && i < t->n_rules && *n < max; i++) {
		const struct screening_rule *r = &t->rules[i];

		if (strcmp(r->field, "symptom") != 0 ||
		    !screening_holds(t, r, app_today(a)))
			continue;
		from_rule(r, &stops[*n]);
		str_copy(stops[*n].what, sizeof stops[*n].what, r->value);
		stops[*n].what[0] = (char)toupper((unsigned char)r->value[0]);
		(*n)++;
	}
	return st ? st : add_flags(a, stops, max, n, err);
}

/* ---- pain of an exercise */

/* The rules about resting pain and its rise, on what was posted. */
static void
pain_rules(struct app *a, const struct screening_table *t, int before, int pain,
	   struct screening_stop *s)
{
	struct screening_fired fired[SCREENING_FIRED_MAX];
	struct screening_set set = {0};
	int n;

	str_format(screening_reply_of(&set, "pain_rest")->value, SCREENING_VALUE_SIZE,
		   "%d", pain);
	if (before >= 0 && pain > before)
		str_format(screening_reply_of(&set, "pain_rise")->value,
			   SCREENING_VALUE_SIZE, "%d", pain - before);
	n = screening_judge(t, &set, app_today(a), fired);
	if (n == 0)
		return;
	from_rule(fired[0].rule, s);
	for (int i = 1; i < n; i++)
		str_format(s->rules + strlen(s->rules),
			   sizeof s->rules - strlen(s->rules), ";%s", fired[i].rule->key);
	/* Strong pain stops (progression-rules S4); a rise asks. */
	s->hard = !strcmp(fired[0].rule->field, "pain_rest");
	s->check_source = fired[0].check_source;
}

/* The flag of the pain number itself: "review before loading". */
static enum status
pain_flag(struct app *a, int pain, struct screening_stop *s, struct err *err)
{
	const struct measures *m;
	const struct measure *nprs;
	enum status st = measures_of(a, &m, err);

	if (st)
		return st;
	nprs = measures_find(m, "nprs");
	if (!nprs || !measure_flag(nprs, measures_norms(m), (struct measure_who){0},
				   (int64_t)pain * 1000))
		return ST_OK;
	memset(s, 0, sizeof *s);
	str_copy(s->rules, sizeof s->rules, "nprs");
	str_copy(s->action, sizeof s->action, nprs->flag_meaning);
	s->override = true;
	return ST_OK;
}

enum status
screening_pain(struct app *a, const struct visit *v, int pain, struct screening_stop *s,
	       bool *raised, struct err *err)
{
	const struct screening_table *t;
	int before = v->told.pain_before;
	enum status st = screening_table_of(a, &t, err);

	memset(s, 0, sizeof *s);
	*raised = false;
	if (st)
		return st;
	pain_rules(a, t, before, pain, s);
	if (!s->rules[0])
		st = pain_flag(a, pain, s, err);
	if (st || !s->rules[0])
		return st;
	*raised = true;
	if (before >= 0)
		str_format(s->what, sizeof s->what, "Pain %d; before the session %d",
			   pain, before);
	else
		str_format(s->what, sizeof s->what, "Pain %d", pain);
	str_copy(s->field, sizeof s->field, "pain_rest");
	str_format(s->value, sizeof s->value, "%d", pain);
	return ST_OK;
}

/* ---- stopping and going on */

static enum status
treats(struct app *a, struct err *err)
{
	return staff_may_sign(&a->user, app_today(a), app_today(a), err);
}

static enum status
keep(struct app *a, struct visit *v, struct screening_entry *e,
     const struct screening_stop *s, struct err *err)
{
	struct screening_answer x;
	enum status st = store_begin(a->store, err);

	if (st)
		return st;
	st = screening_store(a, v, e, err);
	if (!st && s && s->field[0]) {
		dict_row_init(dict_entity(E_SCREENING_ANSWER), &x);
		x.screening = e->row.head.no;
		str_copy(x.field, sizeof x.field, s->field);
		str_copy(x.value, sizeof x.value, s->value);
		str_copy(x.rules, sizeof x.rules, s->rules);
		st = record_add(a->store, E_SCREENING_ANSWER, &x, err);
	}
	return screening_finish(a, v, st, err);
}

static void
entry(struct app *a, const struct visit *v, const char *outcome, const char *rules,
      struct screening_entry *e)
{
	memset(e, 0, sizeof *e);
	screening_row_init(a, "during", v->live.patient, v->live.episode, &e->row);
	str_copy(e->row.outcome, sizeof e->row.outcome, outcome);
	str_copy(e->row.rules, sizeof e->row.rules, rules);
}

static void
because(struct screening_entry *e, const char *reason)
{
	str_copy(e->row.reason, sizeof e->row.reason, reason);
	str_copy(e->reason, sizeof e->reason, reason);
}

/* "S066 Pain 9"; the flag of the pain number has no rule to name. */
static void
say(const struct screening_stop *s, struct screening_entry *e)
{
	bool rule = strcmp(s->rules, "nprs") != 0;

	str_format(e->what, sizeof e->what, "%s%s%s", rule ? s->rules : "",
		   rule ? " " : "", s->what);
}

enum status
screening_raise(struct app *a, struct visit *v, const struct screening_stop *s,
		struct err *err)
{
	struct screening_entry e;

	entry(a, v, "stopped", s->rules, &e);
	say(s, &e);
	e.audit = "screening-stop";
	return keep(a, v, &e, s, err);
}

/* The screening that stopped the session. */
static enum status
last_stop(struct app *a, const struct visit *v, struct screening *row, struct err *err)
{
	const struct session_state *s = &v->told;

	memset(row, 0, sizeof *row);
	if (!s->stopped)
		return status_fail(err, ST_INVALID, "nothing is stopped");
	return record_get(a->store, E_SCREENING, s->gates[s->n_gates - 1].screening, row,
			  err);
}

enum status
screening_clear(struct app *a, struct visit *v, const char *reason, struct err *err)
{
	struct screening stop;
	struct screening_entry e;
	enum status st = last_stop(a, v, &stop, err);

	if (!st && strcmp(stop.kind, "during") != 0)
		return status_fail(err, ST_DENIED,
				   "stopped before the first exercise: answer the "
				   "questions again with what was found");
	if (!st)
		st = treats(a, err);
	if (!st && !reason[0])
		st = status_fail(err, ST_INVALID, "say what the re-check found");
	if (st)
		return st;
	entry(a, v, "clear", "", &e);
	str_format(e.what, sizeof e.what, "re-checked after %.100s", stop.rules);
	because(&e, reason);
	e.audit = "screening-clear";
	return keep(a, v, &e, NULL, err);
}

static enum status
all_override(struct app *a, const struct screening *stop, struct err *err)
{
	const struct screening_table *t;
	char key[41];
	enum status st = screening_table_of(a, &t, err);

	for (const char *p = stop->rules; !st && *p;
	     p += strcspn(p, ";"), p += *p == ';') {
		bool may = false;

		str_format(key, sizeof key, "%.*s", (int)strcspn(p, ";"), p);
		for (size_t i = 0; i < t->n_rules; i++)
			may = may || (!strcmp(t->rules[i].key, key) &&
				      strcmp(t->rules[i].override, "none") != 0);
		if (!may && strcmp(key, "nprs") != 0)
			return status_fail(err, ST_DENIED,
					   "%s: nobody may go on past it; re-check, or "
					   "end the session",
					   key);
	}
	return st;
}

enum status
screening_override(struct app *a, struct visit *v, const char *reason, struct err *err)
{
	struct screening stop;
	struct screening_entry e;
	enum status st = last_stop(a, v, &stop, err);

	if (!st)
		st = all_override(a, &stop, err);
	if (!st)
		st = precautions_may_override(a, err);
	if (!st && !reason[0])
		st = status_fail(err, ST_INVALID, "say why it is gone on");
	if (st)
		return st;
	entry(a, v, "overridden", stop.rules, &e);
	str_copy(e.row.kind, sizeof e.row.kind, stop.kind);
	str_copy(e.what, sizeof e.what, v->told.gates[v->told.n_gates - 1].what);
	because(&e, reason);
	e.audit = "screening-override";
	return keep(a, v, &e, NULL, err);
}

enum status
screening_go_on(struct app *a, struct visit *v, const struct screening_stop *s,
		const char *reason, struct err *err)
{
	struct screening_entry e;
	enum status st = precautions_may_override(a, err);

	if (!st && s->hard)
		st = status_fail(err, ST_DENIED, "%s stops the session", s->what);
	if (!st && !reason[0])
		st = status_fail(err, ST_INVALID, "say why it is gone on");
	if (st)
		return st;
	entry(a, v, "overridden", s->rules, &e);
	say(s, &e);
	because(&e, reason);
	e.audit = "screening-override";
	return keep(a, v, &e, s, err);
}
