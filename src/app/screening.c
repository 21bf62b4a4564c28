/* screening.c - what has to be asked, what it comes to, and whether an exercise may begin. */
#include "app/precautions.h"
#include "app/staff.h"
#include "screening_priv.h"
#include "store/audit.h"
#include "store/query_results.h"
#include "store/query_screening.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { SCREENINGS_MAX = 200, ANSWERS_MAX = 96, LAST_MAX = 200, DAY_MS = 86400000 };

bool
screening_listed(const char *keys, const char *key)
{
	size_t n = strlen(key);

	for (const char *p = keys; *p; p += strcspn(p, ";"), p += *p == ';')
		if (strcspn(p, ";") == n && !strncmp(p, key, n))
			return true;
	return false;
}

/* ---- the screening before */

static bool
is_kind(const struct screening *r, const char *a, const char *b)
{
	return !strcmp(r->kind, a) || !strcmp(r->kind, b);
}

bool
screening_of_today(const char *field)
{
	static const char *const names[] = {
	    "fall_since_last_visit", "medication_change", "alcohol_or_drug_impaired",
	    "sbp_rest_symptomatic",  "sbp_drop_standing", "glucose",
	    "hf_weight_gain"};
	const struct screening_field *f = screening_field_named(field);

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (!strcmp(names[i], field))
			return true;
	return !f || f->measure || !(f->place & SCREENING_BEFORE);
}

/* "3" weeks since then are more now. */
static void
grow_older(struct screening_reply *r, int64_t days)
{
	size_t n = strlen(r->field);
	long long since;
	int64_t by = n > 5 && !strcmp(r->field + n - 5, "_days")    ? days
		     : n > 6 && !strcmp(r->field + n - 6, "_weeks") ? days / 7
		     : n > 6 && !strcmp(r->field + n - 6, "_hours") ? days * 24
								    : 0;

	if (by > 0 && str_int(r->value, strlen(r->value), &since))
		str_format(r->value, sizeof r->value, "%lld", since + (long long)by);
}

static enum status
load_standing(struct app *a, struct screening_draft *d, struct err *err)
{
	struct screening_answer *rows = mem_alloc(ANSWERS_MAX * sizeof *rows);
	int64_t days = date_to_days(app_today(a)) - date_to_days(d->before_day);
	int n = 0;
	enum status st =
	    query_screening_answers(a->store, d->before, rows, ANSWERS_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct screening_reply *r;

		if (screening_of_today(rows[i].field))
			continue;
		r = screening_reply_of(&d->standing, rows[i].field);
		if (!r)
			break;
		str_copy(r->value, sizeof r->value, rows[i].value);
		r->confirmed = true; /* looked at then */
		grow_older(r, days);
	}
	free(rows);
	d->set = d->standing;
	return st;
}

/* The newest screening with answers, and whether the episode has had one. */
static enum status
load_before(struct app *a, struct screening_draft *d, struct err *err)
{
	struct screening *rows = mem_alloc(SCREENINGS_MAX * sizeof *rows);
	int n = 0;
	bool newest = true, asked = false, stopped = true;
	enum status st =
	    query_screenings(a->store, d->patient, rows, SCREENINGS_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		const struct screening *r = &rows[i];

		if (!is_kind(r, "intake", "visit"))
			continue;
		asked = asked || r->episode == d->episode || d->episode == 0;
		if (newest) {
			str_copy(d->before_rules, sizeof d->before_rules, r->rules);
			str_copy(d->before_reason, sizeof d->before_reason, r->reason);
			d->before_stopped = !strcmp(r->outcome, "stopped");
			newest = false;
		}
		/* Back to the first of today that was no stop. */
		stopped =
		    stopped && r->day == app_today(a) && !strcmp(r->outcome, "stopped");
		if (stopped)
			st = screening_load_today(a, r, d, err);
		if (!d->before && r->no_change != 1) {
			d->before = r->head.no;
			d->before_day = r->day;
		}
	}
	free(rows);
	str_copy(d->kind, sizeof d->kind, asked ? "visit" : "intake");
	return st;
}

enum status
screening_begin(struct app *a, int64_t patient, int64_t episode,
		struct screening_draft *d, struct err *err)
{
	enum status st;

	memset(d, 0, sizeof *d);
	d->patient = patient;
	d->episode = episode > 0 ? episode : 0;
	d->before_day = d->sbp_before = DICT_NONE;
	st = load_before(a, d, err);
	if (!st && d->before)
		st = load_standing(a, d, err);
	return st;
}

/* The last systolic pressure of today: in exercise, else at rest. */
static enum status
load_pressure(struct app *a, struct screening_draft *d, struct err *err)
{
	struct result_last which = {d->patient, DICT_NONE, 0};
	struct result *rows = mem_alloc(LAST_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_results_last(a->store, &which, rows, LAST_MAX, &n, err);

	for (int i = 0; !st && i < n; i++)
		if (!strcmp(rows[i].measure, "sbp") && rows[i].value != DICT_NONE &&
		    rows[i].day == app_today(a) &&
		    (!rows[i].part[0] ? d->sbp_before == DICT_NONE
				      : !strcmp(rows[i].part, "exercise")))
			d->sbp_before = rows[i].value / 1000;
	free(rows);
	return st;
}

enum status
screening_begin_during(struct app *a, const struct visit *v, struct screening_draft *d,
		       struct err *err)
{
	memset(d, 0, sizeof *d);
	d->patient = v->live.patient;
	d->episode = v->live.episode;
	d->before_day = DICT_NONE;
	d->sbp_before = DICT_NONE;
	str_copy(d->kind, sizeof d->kind, "during");
	return load_pressure(a, d, err);
}

/* ---- judging */

/* A value measured today is no change of what was told. */
static bool
measured(const char *field)
{
	const struct screening_field *f = screening_field_named(field);

	return f && f->measure;
}

static bool
differs(const struct screening_draft *d)
{
	for (int i = 0; i < d->set.n; i++)
		if (!measured(d->set.rows[i].field) &&
		    strcmp(screening_get(&d->standing, d->set.rows[i].field),
			   d->set.rows[i].value) != 0)
			return true;
	for (int i = 0; i < d->standing.n; i++)
		if (strcmp(screening_get(&d->set, d->standing.rows[i].field),
			   d->standing.rows[i].value) != 0)
			return true;
	return false;
}

/* A caution answered with a reason before, about an answer that stands, needs no new one. */
static bool
carried(const struct screening_draft *d, const struct screening_rule *r)
{
	return !d->before_stopped && d->before_reason[0] &&
	       screening_listed(d->before_rules, r->key) &&
	       screening_get(&d->standing, r->field)[0];
}

static void
doubt_no_change(const struct screening_draft *d, struct screening_verdict *w)
{
	struct screening_doubt *x = &w->doubts[w->n_doubts];

	if (!d->no_change || !differs(d) || w->n_doubts == SCREENING_DOUBTS_MAX)
		return;
	memset(x, 0, sizeof *x);
	str_copy(x->text, sizeof x->text,
		 "'No change', but answers differ from those before");
	w->n_doubts++;
}

/* S017: what the systolic pressure fell since it was measured before, an answer of its own. */
static void
derive_drop(const struct screening_draft *d, struct screening_set *set)
{
	const char *now = screening_get(set, "sbp_exercise");
	struct screening_reply *drop;
	long long mmhg;

	if (strcmp(d->kind, "during") != 0 || d->sbp_before == DICT_NONE ||
	    !str_int(now, strlen(now), &mmhg) || mmhg >= d->sbp_before)
		return;
	drop = screening_reply_of(set, "sbp_drop_exercise");
	if (drop)
		str_format(drop->value, sizeof drop->value, "%lld",
			   (long long)d->sbp_before - mmhg);
}

enum status
screening_weigh(struct app *a, const struct screening_draft *d,
		struct screening_verdict *w, struct err *err)
{
	const struct screening_table *t;
	struct screening_set *set;
	enum status st = screening_table_of(a, &t, err);

	memset(w, 0, sizeof *w);
	if (st)
		return st;
	set = screening_judged(d);
	derive_drop(d, set);
	w->n = screening_judge(t, set, app_today(a), w->fired);
	free(set);
	for (int i = 0; i < w->n; i++) {
		w->carried[i] = !w->fired[i].stop && carried(d, w->fired[i].rule);
		w->stop = w->stop || (w->fired[i].stop && !w->fired[i].override);
		w->reason = w->reason || !w->carried[i];
	}
	w->n_doubts = screening_doubts(t, &d->set, w->doubts);
	doubt_no_change(d, w);
	return ST_OK;
}

/* ---- the session */

static int64_t
day_of(int64_t wall_ms)
{
	return clock_civil(wall_ms).date;
}

/* S095: a screening older than the rule allows has to be asked again. */
static enum status
too_old(struct app *a, const struct visit *v, bool *due, char why[161], struct err *err)
{
	const struct session_state *s = &v->told;
	const struct screening_table *t;
	struct screening_fired fired[SCREENING_FIRED_MAX];
	struct screening_set set = {0};
	int64_t asked = day_of(s->gates[s->n_gates - 1].wall_ms), today = app_today(a);
	enum status st = screening_table_of(a, &t, err);

	*due = false;
	if (st || asked >= today)
		return st;
	str_format(screening_reply_of(&set, "screen_age_days")->value,
		   SCREENING_VALUE_SIZE, "%lld",
		   (long long)(date_to_days(today) - date_to_days(asked)));
	if (screening_judge(t, &set, today, fired) == 0)
		return ST_OK;
	*due = true;
	str_format(why, 161, "%s: %s", fired[0].rule->key, fired[0].rule->action);
	return ST_OK;
}

enum status
screening_due(struct app *a, const struct visit *v, bool *due, char why[161],
	      struct err *err)
{
	*due = v->told.n_gates == 0;
	str_copy(why, 161,
		 "the screening questions were not asked yet: answer them first");
	/* Before the first exercise alone (S095): midnight interrupts no session. */
	if (*due || v->told.current >= 0)
		return ST_OK;
	return too_old(a, v, due, why, err);
}

enum status
screening_rule_words(struct app *a, const struct screening *row, struct str *out,
		     struct err *err)
{
	const struct screening_table *t;
	enum status st = row->rules[0] ? screening_table_of(a, &t, err) : ST_OK;

	for (size_t i = 0; !st && row->rules[0] && i < t->n_rules; i++) {
		const struct screening_rule *r = &t->rules[i];
		const struct screening_field *f = screening_field_named(r->field);

		if (screening_listed(row->rules, r->key) &&
		    screening_holds(t, r, row->day))
			str_addf(out, "%s%s %s", out->n ? "; " : "", r->key,
				 f ? f->label : r->field);
	}
	return st;
}

/* What a screening of before the session came to, in the words it would have in the session. */
static enum status
say_earlier(struct app *a, const struct screening *r, char *out, size_t size,
	    struct err *err)
{
	const struct screening_table *t;
	struct screening_draft *d = mem_alloc(sizeof *d);
	struct str s = {0};
	enum status st = screening_table_of(a, &t, err);

	memset(d, 0, sizeof *d);
	str_copy(d->before_rules, sizeof d->before_rules, r->rules);
	if (!st)
		st = screening_load_today(a, r, d, err);
	str_add(&s, r->rules[0] ? "asked earlier today" : "clear, asked today");
	for (size_t i = 0; !st && i < t->n_rules; i++) {
		char one[160];

		if (!screening_listed(r->rules, t->rules[i].key) ||
		    !screening_holds(t, &t->rules[i], r->day))
			continue;
		screening_say(t, &t->rules[i], &d->today, one, sizeof one);
		str_addf(&s, "; %s", one);
	}
	screening_add_vitals(&d->today, &s);
	str_copy(out, size, str_text(&s));
	str_release(&s);
	free(d);
	return st;
}

enum status
screening_adopt(struct app *a, struct visit *v, struct err *err)
{
	char what[SCREENING_TEXT_SIZE];
	struct screening *rows = mem_alloc(SCREENINGS_MAX * sizeof *rows);
	char text[SESSION_GATE_TEXT_SIZE];
	int n = 0;
	enum status st =
	    query_screenings(a->store, v->live.patient, rows, SCREENINGS_MAX, &n, err);

	for (int i = 0; !st && i < n && rows[i].day == v->live.service_date; i++) {
		const struct screening *r = &rows[i];

		if (!is_kind(r, "intake", "visit") ||
		    (r->episode != DICT_NONE && v->live.episode &&
		     r->episode != v->live.episode))
			continue;
		st = say_earlier(a, r, what, sizeof what, err);
		str_format(text, sizeof text, "%s|%s|%.*s", r->outcome, what,
			   SESSION_REASON_MOST, r->reason);
		st = st ? st : visit_do(a, v, SEV_GATE, -1, r->head.no, text, err);
		break;
	}
	free(rows);
	return st;
}

enum status
screening_item(struct app *a, const struct visit *v, int item, struct precaution_match *m,
	       struct err *err)
{
	struct precautions tags;
	struct exercise x;
	enum status st;

	memset(m, 0, sizeof *m);
	if (item < 0 || item >= v->told.n_items || !v->told.items[item].plan.exercise)
		return ST_OK;
	st = precautions_of(a, v->live.patient, app_today(a), &tags, err);
	if (st || tags.n == 0)
		return st;
	st = record_get(a->store, E_EXERCISE, v->told.items[item].plan.exercise, &x, err);
	if (!st)
		precautions_match(&tags, &x, m);
	return st;
}

enum status
screening_may_start(struct app *a, const struct visit *v, int item, struct err *err)
{
	struct precaution_match m = {0};
	bool due;
	char why[161];
	enum status st = screening_due(a, v, &due, why, err);

	if (!st && due)
		return status_fail(err, ST_DENIED, "%s", why);
	if (!st)
		st = screening_item(a, v, item, &m, err);
	if (st || m.mark == PRECAUTION_NONE)
		return st;
	if (m.mark == PRECAUTION_BLOCKED && !v->told.items[item].allowed_why[0])
		return status_fail(err, ST_DENIED,
				   "BLOCKED by %s: a reason and initials are wanted",
				   m.why);
	if (!v->told.items[item].allowed[0])
		return status_fail(err, ST_DENIED, "care with %s: say that you go on",
				   m.why);
	return ST_OK;
}

enum status
screening_finish(struct app *a, struct visit *v, enum status st, struct err *err)
{
	struct err later = {0};

	if (!st)
		st = store_commit(a->store, err);
	else
		store_cancel(a->store);
	/* What was applied and then undone must not stay in memory. */
	if (st && v && visit_load(a, v->live.no, v, &later))
		*err = later;
	return st;
}

static void
without_bars(char *text)
{
	for (; *text; text++)
		if (*text == '|')
			*text = '/';
}

enum status
screening_allow(struct app *a, struct visit *v, int item, const char *reason,
		const char *initials, struct err *err)
{
	struct precaution_match m = {0};
	char text[300], why[121], by[9];
	enum status st = screening_item(a, v, item, &m, err);

	if (st || m.mark == PRECAUTION_NONE)
		return st;
	str_copy(why, sizeof why, reason);
	str_copy(by, sizeof by, initials);
	without_bars(why);
	without_bars(by);
	if (!by[0] || (m.mark == PRECAUTION_BLOCKED && !why[0]))
		return status_fail(err, ST_INVALID,
				   "a reason and the therapist's initials are wanted");
	if (m.mark == PRECAUTION_BLOCKED)
		st = precautions_may_override(a, err);
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	str_format(text, sizeof text, "%.150s|%s|%s", m.why, why, by);
	st = visit_do(a, v, SEV_ALLOW, item, 0, text, err);
	if (!st && m.mark == PRECAUTION_BLOCKED) {
		str_format(text, sizeof text, "%s (%s)", why, by);
		st = audit_add(a->store, "precaution-override",
			       v->told.items[item].plan.exercise, text, err);
	}
	return screening_finish(a, v, st, err);
}
