/* demo_facts.c - the rows a made-up visit leaves: what signing a real one leaves. */
#include "core/note.h"
#include "core/session_units.h"
#include "demo_priv.h"

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

static enum status
compute_units(struct demo_run *v, struct session_units *u, struct err *err)
{
	const struct units_table table = {v->d->codes, v->d->n_codes};

	return session_units(v->state, &table, u, err);
}

/* Under the payer's rule. */
static const struct units_result *
result_of(const struct session_units *u)
{
	return &u->result[u->rule];
}

static void
make_session(const struct demo_run *v, const struct session_units *u, bool assistant,
	     struct session *row)
{
	const struct session_state *s = v->state;
	int64_t work = 0, rest = 0;

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
	for (int i = 0; i < s->n_items; i++) {
		work += s->items[i].work_ms + s->items[i].assistant_ms;
		rest += s->items[i].rest_ms;
	}
	row->work_s = seconds(work);
	row->rest_s = seconds(rest);
	row->unattended_s = 0;
	row->change_s = seconds(s->change_ms + s->lead_ms);
	row->timed_min = result_of(u)->timed_minutes;
	row->total_min = result_of(u)->total_minutes;
	str_copy(row->unit_rule, sizeof row->unit_rule, v->rule);
	row->pain_before = asked(s->pain_before);
	row->pain_after = asked(s->pain_after);
}

static void
make_performed(const struct session_item *it, int64_t session, int rank,
	       struct performed *row)
{
	dict_row_init(dict_entity(E_PERFORMED), row);
	row->session = session;
	row->prescription = it->plan.prescription;
	row->exercise = it->plan.exercise;
	row->rank = rank;
	str_copy(row->code, sizeof row->code, it->plan.code);
	str_copy(row->state, sizeof row->state,
		 it->state == ITEM_DONE	  ? "done"
		 : it->state == ITEM_PART ? "part"
					  : "skipped");
	session_sets_text(it, row->sets, sizeof row->sets);
	row->work_s = seconds(it->work_ms);
	if (it->assistant_ms)
		row->assistant_s = seconds(it->assistant_ms);
	if (it->rest_ms)
		row->rest_s = seconds(it->rest_ms);
	row->pain = asked(it->pain);
	row->effort = asked(it->effort);
	str_copy(row->assist, sizeof row->assist, it->assist);
}

static void
make_charge(const struct units_line *l, int64_t session, bool assistant,
	    struct charge *row)
{
	dict_row_init(dict_entity(E_CHARGE), row);
	row->session = session;
	str_copy(row->code, sizeof row->code, l->code);
	row->seconds = l->seconds;
	row->minutes = l->minutes;
	row->units = l->units;
	str_copy(row->modifiers, sizeof row->modifiers, assistant ? "GP CQ" : "GP");
}

static void
write_objective(const struct demo_run *v, const struct session_units *u, bool assistant,
		struct note *row)
{
	const struct staff *who = &v->d->team[v->who->therapist];
	const struct staff *helper = &v->d->team[DEMO_ASSISTANT];
	char therapist[110], other[110];
	struct note_facts facts = {.units = u, .therapist = therapist};
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
make_note(const struct demo_run *v, const struct session_units *u, int64_t session,
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

static enum status
keep_parts(struct demo_run *v, struct demo_loads *l, const struct session_units *u,
	   int64_t session, bool assistant, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; i < v->state->n_items && !st; i++) {
		struct performed row;

		make_performed(&v->state->items[i], session, i + 1, &row);
		st = demo_add(v->d, l->performed, E_PERFORMED, &row, err);
	}
	for (int i = 0; i < result_of(u)->n && !st; i++) {
		struct charge row;

		make_charge(&result_of(u)->lines[i], session, assistant, &row);
		st = demo_add(v->d, l->charge, E_CHARGE, &row, err);
	}
	return st;
}

enum status
demo_facts_keep(struct demo_run *v, struct demo_loads *l, bool assistant, bool noted,
		struct err *err)
{
	struct session_units u;
	struct session session;
	enum status st = compute_units(v, &u, err);

	if (st)
		return st;
	make_session(v, &u, assistant, &session);
	st = demo_add(v->d, l->session, E_SESSION, &session, err);
	if (!st)
		st = keep_parts(v, l, &u, session.head.no, assistant, err);
	if (!st && noted) {
		struct note *row = mem_alloc(sizeof *row);

		make_note(v, &u, session.head.no, assistant, row);
		st = demo_add(v->d, l->note, E_NOTE, row, err);
		free(row);
	}
	return st;
}
