/* visit_presign.c - what the check before signing looks at, gathered from note and chart. */
#include "app/care_rules.h"
#include "app/claim.h"
#include "app/phone.h"
#include "app/plan.h"
#include "app/presign_rules.h"
#include "app/staff.h"
#include "store/query_schedule.h"
#include "store/query_sign.h"
#include "store/record.h"
#include "visit_priv.h"

#include <stdlib.h>
#include <string.h>

enum { AVERAGE_DAYS = 30 };

struct gather {
	struct app *a;
	const struct visit *v;
	const struct visit_look *look;
	struct presign_facts *f;
	struct err *err;
};

/* ---- who */

static void
person(const struct staff *s, struct presign_person *p)
{
	p->no = s->head.no;
	p->role = role_of(s->role);
	p->licence_from = s->licence_from;
	p->licence_to = s->licence_to;
}

static enum status
person_get(struct gather *g, int64_t no, struct presign_person *p)
{
	struct staff s;
	enum status st = record_get(g->a->store, E_STAFF, no, &s, g->err);

	if (!st)
		person(&s, p);
	return st;
}

/* True when an assistant's minutes stand in the visit. */
static bool
assisted(const struct visit *v)
{
	for (int i = 0; i < v->state.n_items; i++)
		if (v->state.items[i].assistant_ms > 0 ||
		    v->state.items[i].skilled_assistant_ms > 0)
			return true;
	return false;
}

static enum status
gather_people(struct gather *g)
{
	const struct staff *who = &g->a->user;
	struct presign_facts *f = g->f;
	int64_t own = g->v->live.therapist;
	enum status st = ST_OK;

	f->therapist.role = f->supervisor.role = role_of("");
	person(who, &f->signer);
	f->signer_credential = who->credential[0] != '\0';
	f->signature = who->name;
	f->signer_gave =
	    !own || own == who->head.no || (f->signer.role->assistant && assisted(g->v));
	if (own)
		st = person_get(g, own, &f->therapist);
	if (!st && f->signer.role->supervised && who->supervisor != DICT_NONE)
		st = person_get(g, who->supervisor, &f->supervisor);
	return st;
}

/* ---- what was done */

/* The whole number behind a word of the note; -1: the word is not there. */
static int
printed(const char *text, const char *word)
{
	const char *p = strstr(text, word);

	if (!p)
		return -1;
	p += strlen(word);
	p += strspn(p, " \n");
	return *p >= '0' && *p <= '9' ? (int)strtol(p, NULL, 10) : -1;
}

/* "total treatment time" may be broken over two lines. */
static int
printed_total(const char *text)
{
	int n = printed(text, "total treatment time");

	return n >= 0 ? n : printed(text, "treatment time");
}

static int
billed(const struct visit_units *u, const char *code)
{
	int n = 0;

	for (int i = 0; i < u->split.n; i++)
		if (!strcmp(u->split.lines[i].code, code))
			n += u->split.lines[i].units;
	return n;
}

static void
gather_lines(struct gather *g)
{
	const struct session_units *u = &g->look->units.units;
	const struct units_result *r = visit_result(&g->look->units);
	struct presign_facts *f = g->f;

	for (int i = 0; i < u->n && f->n < PRESIGN_LINES_MAX; i++) {
		const struct session_units_line *l = &u->lines[i];
		struct presign_line *x = &f->lines[f->n];

		if (l->seconds <= 0 && l->known)
			continue; /* nothing was done for it */
		f->n++;
		str_copy(x->code, sizeof x->code, l->code);
		x->known = l->known;
		x->timed = l->known && l->timing == UNITS_TIMED15;
		x->told = strstr(g->look->note.objective, l->code) != NULL;
		x->minutes = l->minutes;
	}
	for (int i = 0; i < f->n; i++)
		f->lines[i].units = billed(&g->look->units, f->lines[i].code);
	for (int i = 0; i < r->n; i++)
		for (int k = 0; k < f->n; k++)
			if (!strcmp(r->lines[i].code, f->lines[k].code))
				f->lines[k].rule_units = r->lines[i].units;
}

static void
gather_groups(struct gather *g)
{
	const struct session_state *s = &g->v->state;
	struct presign_facts *f = g->f;

	for (int i = 0; i < s->n_items; i++) {
		const struct session_item *it = &s->items[i];

		if (!it->group_class || !it->n_sets)
			continue;
		if (!f->group_most || it->group_most < f->group_most)
			f->group_most = it->group_most;
		f->group_unled |= it->work_ms + it->assistant_ms == 0;
	}
}

static void
gather_done(struct gather *g)
{
	const struct session_state *s = &g->v->state;
	const struct session_units *u = &g->look->units.units;
	struct presign_facts *f = g->f;

	f->running = s->mode != SESSION_FINISHED;
	f->done = s->n_adjusts;
	for (int i = 0; i < s->n_items; i++)
		f->done +=
		    s->items[i].state == ITEM_DONE || s->items[i].state == ITEM_PART;
	gather_lines(g);
	gather_groups(g);
	f->timed_min = printed(g->look->note.objective, "Timed code minutes");
	f->total_min = printed_total(g->look->note.objective);
	f->forbidden = g->look->units.split.forbidden;
	f->from_s = s->started_wall_ms / 1000;
	f->to_s = s->ended_wall_ms / 1000;
	for (int i = 0; i < u->n; i++)
		if (u->lines[i].known && u->lines[i].timing == UNITS_TIMED15)
			f->attended_s += u->lines[i].seconds - u->lines[i].assistant_s;
	f->tie_chosen = s->tie[0] != '\0' && visit_result(&g->look->units)->tie.n > 0;
	f->stopped = s->stopped;
	for (int i = 0; i < s->n_gates; i++)
		f->unreasoned +=
		    !strcmp(s->gates[i].outcome, "overridden") && !s->gates[i].reason[0];
}

/* The code behind the colon of a question's id. */
static void
keep_code(const char *id, char *out, size_t size)
{
	if (!out[0])
		str_copy(out, size, strchr(id, ':') + 1);
}

/* What billing asked: a rule of its own for each that payers send notes back for. */
static void
gather_question(const struct bill_question *q, struct presign_facts *f)
{
	bool open = q->chosen < 0;

	f->kx_missing |= open && !strncmp(q->id, "kx", 2);
	f->tele_place_open |= open && !strcmp(q->id, "place");
	f->tele_payer_open |= open && !strcmp(q->id, "telehealth");
	if (open && !strncmp(q->id, "pair:", 5))
		keep_code(q->id, f->pair_open, sizeof f->pair_open);
	if (!strncmp(q->id, "tele:", 5) && open)
		keep_code(q->id, f->tele_refused, sizeof f->tele_refused);
	else if (!strncmp(q->id, "tele:", 5) &&
		 !strcmp(q->options[q->chosen].value, "none"))
		keep_code(q->id, f->tele_billed, sizeof f->tele_billed);
}

static bool
has_modifier(const struct bill_line *l, const char *code)
{
	for (int i = 0; i < l->n_modifiers; i++)
		if (!strcmp(l->modifiers[i].code, code))
			return true;
	return false;
}

static void
gather_billing(struct gather *g)
{
	const struct claim *c = g->look->claim;
	struct presign_facts *f = g->f;

	f->telehealth = strcmp(c->mode, "in_person") != 0;
	for (int i = 0; i < c->bill.n_questions; i++)
		gather_question(&c->bill.questions[i], f);
	for (int i = 0; i < c->bill.n; i++) {
		const struct bill_line *l = &c->bill.lines[i];
		const char *wish = c->bill.wish[i].at[BILL_TELEHEALTH][0].code;

		if (l->units > 0 && wish[0] && !has_modifier(l, wish) && !f->tele_bare[0])
			str_copy(f->tele_bare, sizeof f->tele_bare, l->code);
	}
}

/* Which step of the script is still open, at a distance. */
static enum status
gather_script(struct gather *g)
{
	struct phone_script script = {0};
	const struct phone_step *open;
	enum status st = ST_OK;

	if (!g->f->telehealth)
		return ST_OK;
	st = phone_load(g->a, g->v->live.service_date, &script, g->err);
	if (st)
		return st;
	open = phone_open_step(&script, &g->v->state);
	if (open)
		str_copy(g->f->tele_unasked, sizeof g->f->tele_unasked, open->label);
	phone_release(&script);
	return ST_OK;
}

/* The state whose licence is wanted: the clinic's, or the patient's home at a distance. */
static enum status
gather_state(struct gather *g)
{
	struct patient p;
	enum status st = ST_OK;

	str_copy(g->f->licence_state, sizeof g->f->licence_state,
		 g->a->user.licence_state);
	str_copy(g->f->where_state, sizeof g->f->where_state, g->a->site.state);
	if (!g->f->telehealth)
		return ST_OK;
	st = record_get(g->a->store, E_PATIENT, g->v->live.patient, &p, g->err);
	if (!st)
		str_copy(g->f->where_state, sizeof g->f->where_state, p.state);
	return st;
}

static enum status
gather_others(struct gather *g)
{
	struct presign_facts *f = g->f;
	struct sign_day day = {g->v->live.service_date, visit_therapist(g->a, g->v),
			       g->v->live.patient};
	struct sign_other rows[PRESIGN_OTHERS_MAX];
	enum status st = query_sign_others(g->a->store, &day, rows, PRESIGN_OTHERS_MAX,
					   &f->n_others, g->err);

	for (int i = 0; i < f->n_others; i++)
		f->others[i] = (struct presign_other){
		    .from_s = rows[i].started,
		    .to_s = rows[i].ended,
		    .attended_s = rows[i].attended_s,
		};
	return st;
}

/* The last visits of who signs, as the rule of the average asks for them. */
static enum status
gather_average(struct gather *g, const struct presign_rules *rules)
{
	struct sign_visits v = {.therapist = g->a->user.head.no,
				.after = date_add(g->f->service_date, -AVERAGE_DAYS),
				.to = g->f->service_date};
	enum status st;

	for (int i = 0; i < rules->n; i++)
		if (!strcmp(rules->rows[i].check, "unit_average") &&
		    rules->rows[i].span != DICT_NONE && rules->rows[i].span > v.most)
			v.most = (int)rules->rows[i].span;
	st = query_sign_visits(g->a->store, &v, g->err);
	g->f->visits = v.n;
	g->f->visits_min = v.minutes;
	g->f->visits_units = v.units;
	return st;
}

/* ---- why */

static enum status
gather_plan(struct gather *g)
{
	struct plan_view *p = mem_alloc(sizeof *p);
	enum status st = plan_look(g->a, g->v->live.plan, p, g->err);

	if (!st) {
		g->f->plan = true;
		g->f->plan_starts = p->plan.starts;
		g->f->certify_wanted = p->certify_wanted;
		g->f->certify = p->certify;
	}
	free(p);
	return st;
}

static int
count_lines(const char *p)
{
	int n = 0;

	for (; *p; p++)
		n += *p == '\n';
	return n;
}

static void
gather_goals(struct gather *g)
{
	const struct goals_gaps *goals = &g->look->goals;
	struct presign_facts *f = g->f;

	f->diagnosis = goals->diagnosis;
	f->goals = goals->open;
	f->goalless = count_lines(visit_look_orphans(g->look));
	if (!f->diagnosis && f->goals && f->goalless)
		f->goalless--; /* its last line is about the diagnosis, a rule of its own */
	f->vague = count_lines(str_text(&goals->vague));
}

/* Treatment days without a report, this visit's day among them. */
static enum status
gather_progress(struct gather *g)
{
	struct case_line c;
	struct presign_facts *f = g->f;
	enum status st = care_rule_days(g->a, "progress_warn", f->service_date,
					&f->progress_warn, g->err);

	if (!st)
		st = care_rule_days(g->a, "progress_due", f->service_date,
				    &f->progress_due, g->err);
	if (!st)
		st = query_case(g->a->store, g->v->live.episode, &c, g->err);
	if (st == ST_NOT_FOUND) { /* the episode is closed: nothing more falls due */
		memset(g->err, 0, sizeof *g->err);
		return ST_OK;
	}
	if (!st)
		f->treatment_days = c.days + (c.days == 0 || c.visited < f->service_date);
	return st;
}

/* ---- words */

static enum status
gather_words(struct gather *g)
{
	const struct note *n = &g->look->note;

	g->f->has_assessment = n->assessment[0] != '\0';
	g->f->has_next = n->plan[0] != '\0';
	return visit_same_words(g->a, g->v, g->look, g->f, g->err);
}

enum status
visit_facts(struct app *a, const struct visit *v, const struct visit_look *l,
	    struct presign_facts *f, struct err *err)
{
	struct gather g = {.a = a, .v = v, .look = l, .f = f, .err = err};
	const struct presign_rules *rules;
	enum status st = presign_rules_of(a, &rules, err);

	*f = (struct presign_facts){.kind = "daily",
				    .service_date = v->live.service_date,
				    .today = app_today(a),
				    .plan_starts = DICT_NONE};
	if (st)
		return st;
	st = gather_people(&g);
	gather_done(&g);
	gather_billing(&g);
	if (v->live.episode)
		gather_goals(&g);
	if (!st)
		st = gather_state(&g);
	if (!st)
		st = gather_script(&g);
	if (!st)
		st = gather_others(&g);
	if (!st)
		st = gather_average(&g, rules);
	if (!st && v->live.plan)
		st = gather_plan(&g);
	if (!st && v->live.episode)
		st = gather_progress(&g);
	return st ? st : gather_words(&g);
}

enum status
visit_presign(struct app *a, const struct visit *v, struct visit_look *l, struct err *err)
{
	struct presign_facts *f = mem_alloc(sizeof *f);
	const struct presign_rules *rules = NULL;
	enum status st = visit_facts(a, v, l, f, err);

	if (!st)
		st = presign_rules_of(a, &rules, err);
	if (!st)
		presign_judge(rules->rows, rules->n, f, &l->check);
	free(f);
	return st;
}
