/* demo_facts.c - the rows a made-up visit leaves: what signing a real one leaves. */
#include "core/note.h"
#include "demo_priv.h"
#include "visit_priv.h"

#include <stdlib.h>
#include <string.h>

static int64_t
seconds(int64_t ms)
{
	return ms / 1000;
}

static int64_t
asked(int v)
{
	return v < 0 ? DICT_NONE : v;
}

/* What is absent counts as nothing. */
static int64_t
count(int64_t v)
{
	return v == DICT_NONE ? 0 : v;
}

static enum status
compute_units(struct demo_run *v, struct visit_units *u, struct err *err)
{
	const struct units_table table = {v->d->codes, v->d->n_codes};

	return session_units(v->state, &table, &u->units, err);
}

static void
make_session(const struct demo_run *v, const struct visit_units *u,
	     const struct performed *done, bool assistant, struct session *row)
{
	const struct session_state *s = v->state;

	dict_row_init(dict_entity(E_SESSION), row);
	row->patient = v->who->patient;
	row->episode = v->who->episode;
	row->plan = v->who->plan;
	row->therapist = v->d->staff[v->who->therapist];
	if (assistant)
		row->assistant = v->d->staff[DEMO_ASSISTANT];
	row->service_date = v->day;
	row->started = seconds(s->started_wall_ms);
	row->ended = seconds(s->ended_wall_ms);
	str_copy(row->mode, sizeof row->mode, "in_person");
	row->work_s = row->rest_s = row->unattended_s = 0;
	for (int i = 0; i < s->n_items; i++) {
		row->work_s += count(done[i].work_s) + count(done[i].assistant_s);
		row->rest_s += count(done[i].rest_s);
	}
	row->change_s = seconds(s->change_ms + s->lead_ms);
	row->timed_min = visit_result(u)->timed_minutes;
	row->total_min = visit_result(u)->total_minutes;
	str_copy(row->unit_rule, sizeof row->unit_rule, v->rule);
	row->pain_before = asked(s->pain_before);
	row->pain_after = asked(s->pain_after);
	str_copy(row->manner, sizeof row->manner, s->manner);
}

static void
make_charge(const struct units_line *l, int64_t session, bool assistant, int payer,
	    struct charge *row)
{
	int64_t fee = demo_fee(payer, l->code);

	dict_row_init(dict_entity(E_CHARGE), row);
	row->session = session;
	str_copy(row->code, sizeof row->code, l->code);
	row->seconds = l->seconds;
	row->minutes = l->minutes;
	row->units = l->units;
	if (fee != DICT_NONE)
		row->amount = fee * l->units;
	str_copy(row->modifiers, sizeof row->modifiers, assistant ? "GP CQ" : "GP");
}

static void
write_objective(const struct demo_run *v, const struct visit_units *u, bool assistant,
		struct note *row)
{
	const struct staff *who = &v->d->team[v->who->therapist];
	const struct staff *helper = &v->d->team[DEMO_ASSISTANT];
	char therapist[110], other[110];
	struct note_facts facts = {.units = &u->units, .therapist = therapist};
	struct str text = {0};

	str_format(therapist, sizeof therapist, "%s, %s", who->name, who->credential);
	str_format(other, sizeof other, "%s, %s", helper->name, helper->credential);
	facts.assistant = assistant ? other : NULL;
	note_objective(v->state, &facts, &text);
	while (text.n && text.p[text.n - 1] == '\n')
		text.p[--text.n] = '\0';
	str_copy(row->objective, sizeof row->objective, str_text(&text));
	str_release(&text);
}

static void
make_note(const struct demo_run *v, const struct visit_units *u, int64_t session,
	  bool assistant, struct note *row)
{
	const struct demo_problem *k = &demo_words_problems[v->who->problem];
	const struct staff *who = &v->d->team[v->who->therapist];

	dict_row_init(dict_entity(E_NOTE), row);
	row->session = session;
	str_copy(row->kind, sizeof row->kind, "daily");
	str_copy(row->subjective, sizeof row->subjective, k->complaint);
	write_objective(v, u, assistant, row);
	str_copy(row->assessment, sizeof row->assessment, k->response);
	str_copy(row->plan, sizeof row->plan,
		 "Continue the plan of care; same dose next visit.");
	row->author = who->head.no;
	str_format(row->signature, sizeof row->signature, "%s, %s, licence %s (%s)",
		   who->name, who->credential, who->licence_no, who->licence_state);
	row->signed_at = seconds(v->state->ended_wall_ms) + 240;
}

/* False: the code is of walking alone. */
static bool
is_core(const struct demo_run *v, const char *code)
{
	for (int i = 0; i < v->who->n_core; i++)
		if (!strcmp(v->state->items[i].plan.code, code))
			return true;
	return false;
}

static enum status
keep_parts(struct demo_run *v, struct demo_loads *l, const struct visit_units *u,
	   struct performed *done, int64_t session, bool assistant, struct err *err)
{
	const struct units_result *r = visit_result(u);
	enum status st = ST_OK;

	for (int i = 0; i < v->state->n_items && !st; i++) {
		uint64_t others = v->d->rng;

		done[i].session = session;
		if (i >= v->who->n_core)
			demo_minutes_aside(v->d, -session, i);
		st = demo_add(v->d, l->performed, E_PERFORMED, &done[i], err);
		if (i >= v->who->n_core)
			v->d->rng = others;
	}
	for (int i = 0; i < r->n && !st; i++) {
		bool core = is_core(v, r->lines[i].code);
		uint64_t others = v->d->rng;
		struct charge row;

		make_charge(&r->lines[i], session, assistant, v->who->payer, &row);
		if (!core)
			demo_minutes_aside(v->d, -session, SESSION_ITEMS_MAX);
		st = demo_add(v->d, l->charge, E_CHARGE, &row, err);
		if (!core)
			v->d->rng = others;
	}
	return st;
}

/* Ids come from a stream of the visit's own: those of other rows stay as they are. */
static enum status
keep_topics(struct demo_run *v, struct demo_loads *l, int64_t session, struct err *err)
{
	uint64_t others = v->d->rng;
	struct education row;
	enum status st = ST_OK;

	v->d->rng = v->d->size.seed ^ (UINT64_C(0x7EAC4) << 32) ^ (uint64_t)session;
	for (int i = 0; i < v->state->n_topics && !st; i++) {
		dict_row_init(dict_entity(E_EDUCATION), &row);
		row.session = session;
		row.rank = i + 1;
		str_copy(row.topic, sizeof row.topic, v->state->topics[i].topic);
		str_copy(row.level, sizeof row.level,
			 session_taught_id(v->state->topics[i].level));
		st = demo_add(v->d, l->education, E_EDUCATION, &row, err);
	}
	v->d->rng = others;
	return st;
}

static enum status
keep_note(struct demo_run *v, struct demo_loads *l, const struct visit_units *u,
	  int64_t session, bool assistant, struct err *err)
{
	struct note *row = mem_alloc(sizeof *row);
	enum status st;

	make_note(v, u, session, assistant, row);
	st = demo_add(v->d, l->note, E_NOTE, row, err);
	free(row);
	return st;
}

enum status
demo_facts_keep(struct demo_run *v, struct demo_loads *l, bool assistant, bool noted,
		struct err *err)
{
	struct performed *done = mem_alloc(SESSION_ITEMS_MAX * sizeof *done);
	struct session session;
	struct visit_units u;
	enum status st = compute_units(v, &u, err);

	if (st)
		goto out;
	visit_rows(v->state, &u, done);
	make_session(v, &u, done, assistant, &session);
	st = demo_add(v->d, l->session, E_SESSION, &session, err);
	if (!st)
		st = keep_parts(v, l, &u, done, session.head.no, assistant, err);
	if (!st)
		st = keep_topics(v, l, session.head.no, err);
	if (!st && noted)
		st = keep_note(v, l, &u, session.head.no, assistant, err);
out:
	free(done);
	return st;
}
