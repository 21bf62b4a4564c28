/* visit_sign.c - from the running session to facts: the signed visit in one transaction. */
#include "app/claim.h"
#include "app/presign_rules.h"
#include "app/progress.h"
#include "app/staff.h"
#include "store/audit.h"
#include "store/record.h"
#include "visit_priv.h"

#include <stdlib.h>
#include <string.h>

/* A number of the fold for a row: below 0 is "not asked". */
static int64_t
asked(int v)
{
	return v < 0 ? DICT_NONE : v;
}

static int64_t
seconds(int64_t ms)
{
	return ms / 1000;
}

/* ---- rows */

/* The assistant is the one who signs: another's session, or the own one under a supervisor. */
int64_t
visit_assistant(const struct app *a, const struct visit *v)
{
	return staff_is_assistant(&a->user) && visit_therapist(a, v) != a->user.head.no
		   ? a->user.head.no
		   : 0;
}

int64_t
visit_therapist(const struct app *a, const struct visit *v)
{
	int64_t own = v->live.therapist ? v->live.therapist : a->user.head.no;
	bool under = role_of(a->user.role)->supervised &&
		     a->user.supervisor != DICT_NONE && own == a->user.head.no;

	return under ? a->user.supervisor : own;
}

/* A stored count of seconds: absent is none. */
static int64_t
count(int64_t v)
{
	return v == DICT_NONE ? 0 : v;
}

/* The session row: its totals are those of the performed rows. */
static enum status
add_session(struct app *a, const struct visit *v, const struct visit_units *u,
	    const struct claim *c, const struct performed *done, int64_t *no,
	    struct err *err)
{
	const struct session_state *s = &v->state;
	const struct units_result *r = visit_result(u);
	struct session row;
	int64_t work = 0, rest = 0, unattended = 0;
	enum status st;

	for (int i = 0; i < s->n_items; i++) {
		work += count(done[i].work_s) + count(done[i].assistant_s);
		rest += count(done[i].rest_s);
		unattended += count(done[i].unattended_s);
	}
	dict_row_init(dict_entity(E_SESSION), &row);
	row.patient = v->live.patient;
	row.episode = v->live.episode ? v->live.episode : DICT_NONE;
	row.plan = v->live.plan ? v->live.plan : DICT_NONE;
	row.therapist = visit_therapist(a, v);
	if (visit_assistant(a, v))
		row.assistant = visit_assistant(a, v);
	row.service_date = v->live.service_date;
	if (s->started_wall_ms > 0)
		row.started = seconds(s->started_wall_ms);
	if (s->ended_wall_ms > 0)
		row.ended = seconds(s->ended_wall_ms);
	str_copy(row.mode, sizeof row.mode, c->mode);
	row.work_s = work;
	row.rest_s = rest;
	row.change_s = seconds(s->change_ms + s->lead_ms);
	row.unattended_s = unattended;
	row.timed_min = r->timed_minutes;
	row.total_min = r->total_minutes;
	str_copy(row.unit_rule, sizeof row.unit_rule, units_rule_id(u->units.rule));
	row.pain_before = asked(s->pain_before);
	row.pain_after = asked(s->pain_after);
	if (s->screening)
		row.screening = s->screening;
	row.pain_next = asked(s->pain_next);
	row.swelling = asked(s->swelling);
	str_copy(row.manner, sizeof row.manner, s->manner);
	if (session_group_ms(s))
		row.group_min = session_group_ms(s) / 60000;
	st = record_add(a->store, E_SESSION, &row, err);
	*no = row.head.no;
	return st;
}

static enum status
add_education(struct app *a, const struct session_state *s, int64_t session,
	      struct err *err)
{
	struct education row;
	enum status st = ST_OK;

	for (int i = 0; !st && i < s->n_topics; i++) {
		dict_row_init(dict_entity(E_EDUCATION), &row);
		row.session = session;
		row.rank = i + 1;
		str_copy(row.topic, sizeof row.topic, s->topics[i].topic);
		str_copy(row.level, sizeof row.level,
			 session_taught_id(s->topics[i].level));
		st = record_add(a->store, E_EDUCATION, &row, err);
	}
	return st;
}

/* Is the code one of those the choice among equals was made of ("97110:1;97112:2")? */
static bool
in_tie(const char *tie, const char *code)
{
	size_t n = strlen(code);

	for (const char *p = tie; *p; p += strcspn(p, ";"), p += *p == ';')
		if (!strncmp(p, code, n) && p[n] == ':')
			return true;
	return false;
}

/* Why the minutes of a code differ from the clock, and that a tie was chosen. */
static void
charge_reason(const struct session_state *s, const char *code, char *out, size_t size)
{
	struct str text = {0};

	for (int i = 0; i < s->n_adjusts; i++) {
		long long by = (long long)s->adjusts[i].seconds;

		if (strcmp(s->adjusts[i].code, code) != 0)
			continue;
		str_addf(&text, "%s%+lld %s: %s", text.n ? "; " : "",
			 by % 60 ? by : by / 60, by % 60 ? "s" : "min",
			 s->adjusts[i].reason);
	}
	if (in_tie(s->tie, code))
		str_addf(&text, "%stie, chosen by the clinician", text.n ? "; " : "");
	str_copy(out, size, str_text(&text));
	str_release(&text);
}

static enum status
add_charge(struct app *a, const struct visit *v, const struct claim *c,
	   const struct claim_row *r, int64_t session, struct err *err)
{
	struct charge row;

	claim_charge(c, r, &row);
	row.session = session;
	charge_reason(&v->state, r->code, row.reason, sizeof row.reason);
	return record_add(a->store, E_CHARGE, &row, err);
}

/* One claim line per code and giver; a code that earns no unit is recorded all the same
 * (billing-rules 2.1 h). */
static enum status
add_charges(struct app *a, const struct visit *v, const struct claim *c, int64_t session,
	    struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; !st && i < c->n_rows; i++)
		st = add_charge(a, v, c, &c->rows[i], session, err);
	return st;
}

/* What the check found, with the state of its rules. */
static enum status
keep_checks(struct app *a, const struct presign *p, struct note *row, struct err *err)
{
	const struct presign_rules *rules;
	struct str text = {0};
	enum status st = presign_rules_of(a, &rules, err);

	if (!st)
		presign_text(p, rules->version, &text);
	(void)str_copy(row->checks, sizeof row->checks,
		       str_text(&text)); /* the end may go */
	str_release(&text);
	return st;
}

/* What was answered about the bill, the tie among it: a correction counts with it again. */
static void
keep_answers(const struct visit *v, const struct claim *c, struct note *row)
{
	struct str text = {0};

	bill_answer_set(c->answers, "tie", v->state.tie[0] ? "1" : "", v->state.tie,
			&text);
	(void)str_copy(row->answers, sizeof row->answers, str_text(&text));
	str_release(&text);
}

static enum status
add_note(struct app *a, const struct visit *v, const struct visit_look *l,
	 struct note *row, struct err *err)
{
	int64_t session = row->session;
	enum status st;

	*row = l->note;
	row->session = session;
	str_copy(row->kind, sizeof row->kind, "daily");
	row->author = a->user.head.no;
	str_copy(row->role, sizeof row->role, a->user.role);
	if (role_of(a->user.role)->cosigned)
		row->cosigner = a->user.supervisor;
	staff_signature(&a->user, row->signature, sizeof row->signature);
	row->signed_at = app_wall_ms(a) / 1000;
	st = keep_checks(a, &l->check, row, err);
	keep_answers(v, l->claim, row);
	return st ? st : record_add(a->store, E_NOTE, row, err);
}

static enum status
close_appointment(struct app *a, const struct visit *v, struct err *err)
{
	int state = dict_field_named(dict_entity(E_APPOINTMENT), "state");

	if (!v->live.appointment)
		return ST_OK;
	return record_set_field(a->store, E_APPOINTMENT, v->live.appointment, state,
				(struct cell){.kind = CELL_TEXT, .p = "done", .n = 4},
				err);
}

/* The reason for exercises without a goal into the audit, when one was wanted and given. */
static enum status
audit_reason(struct app *a, const struct visit_look *l, int64_t note, struct err *err)
{
	if (!l->goals.orphans.n || !l->reason.n)
		return ST_OK;
	return audit_add(a->store, "no_goal", note, str_text(&l->reason), err);
}

static enum status
write_visit(struct app *a, const struct visit *v, const struct visit_look *l,
	    struct note *note, struct err *err)
{
	struct performed *done = mem_alloc(SESSION_ITEMS_MAX * sizeof *done);
	int64_t session = 0;
	enum status st;

	visit_rows(&v->state, &l->units, done);
	st = add_session(a, v, &l->units, l->claim, done, &session, err);
	for (int i = 0; !st && i < v->state.n_items; i++) {
		done[i].session = session;
		st = record_add(a->store, E_PERFORMED, &done[i], err);
	}
	free(done);
	if (!st)
		st = add_education(a, &v->state, session, err);
	if (!st)
		st = progress_sign(a, v, session, err);
	if (!st)
		st = add_charges(a, v, l->claim, session, err);
	note->session = session;
	if (!st)
		st = add_note(a, v, l, note, err);
	if (!st)
		st = close_appointment(a, v, err);
	if (!st)
		st = audit_reason(a, l, note->head.no, err);
	if (!st)
		st = live_remove(a->store, v->live.no, err);
	if (!st)
		st = audit_add(a->store, "sign", note->head.no, "", err);
	return st;
}

/* Nothing that keeps it from being signed, and nothing that a payer refuses it for. */
static enum status
may_be_signed(const struct visit_look *l, struct err *err)
{
	const struct presign_rule *first = l->check.blocks ? l->check.rows[0].rule : NULL;

	if (l->gaps.n)
		return status_fail(err, ST_DENIED, "%.*s", (int)strcspn(l->gaps.p, "\n"),
				   l->gaps.p);
	if (first)
		return status_fail(err, ST_DENIED, "%s: %s", first->title, first->mend);
	return ST_OK;
}

enum status
visit_sign(struct app *a, struct visit *v, const char *pin, int64_t *note,
	   struct err *err)
{
	struct visit_look *l = mem_alloc(sizeof *l);
	struct note *row = mem_alloc(sizeof *row);
	enum status st = visit_refresh(a, v, err);

	if (!st)
		st = visit_look(a, v, l, err);
	if (!st)
		st = may_be_signed(l, err);
	if (!st)
		st = staff_check_pin(a, pin, err);
	if (!st)
		st = store_begin(a->store, err);
	if (!st) {
		st = write_visit(a, v, l, row, err);
		*note = row->head.no;
		st = store_end(a->store, st, err);
	}
	visit_look_release(l);
	free(row);
	free(l);
	return st;
}
