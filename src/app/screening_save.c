/* screening_save.c - a screening becomes rows: answers, vitals, precautions, event, audit. */
#include "app/precautions.h"
#include "screening_priv.h"
#include "store/audit.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* ---- row, event, audit */

void
screening_row_init(struct app *a, const char *kind, int64_t patient, int64_t episode,
		   struct screening *row)
{
	dict_row_init(dict_entity(E_SCREENING), row);
	row->patient = patient;
	if (episode > 0)
		row->episode = episode;
	str_copy(row->kind, sizeof row->kind, kind);
	row->day = app_today(a);
	row->asked_at = app_wall_ms(a) / 1000;
	row->staff = a->user.head.no;
}

static void
without_bars(char *text)
{
	for (; *text; text++)
		if (*text == '|')
			*text = '/';
}

enum status
screening_store(struct app *a, struct visit *v, struct screening_entry *e,
		struct err *err)
{
	char text[SESSION_GATE_TEXT_SIZE], detail[480];
	enum status st = record_add(a->store, E_SCREENING, &e->row, err);

	without_bars(e->what);
	without_bars(e->reason);
	str_format(text, sizeof text, "%s|%s|%s", e->row.outcome, e->what, e->reason);
	if (!st && v)
		st = visit_do(a, v, SEV_GATE, -1, e->row.head.no, text, err);
	if (!st && e->audit[0]) {
		str_format(detail, sizeof detail, "%s%s%s", e->row.rules,
			   e->row.reason[0] ? ": " : "", e->row.reason);
		st = audit_add(a->store, e->audit, e->row.head.no, detail, err);
	}
	return st;
}

/* ---- answers and vitals */

/* Keys of the rules that an answer fired, with ; between. */
static void
rules_of(const struct screening_verdict *w, const char *field, char *out, size_t size)
{
	struct str s = {0};

	for (int i = 0; i < w->n; i++)
		if (!field || !strcmp(w->fired[i].rule->field, field))
			str_addf(&s, "%s%s", s.n ? ";" : "", w->fired[i].rule->key);
	str_copy(out, size, str_text(&s));
	str_release(&s);
}

static enum status
add_answer(struct app *a, const struct screening *row, const struct screening_verdict *w,
	   const struct screening_reply *r, struct err *err)
{
	struct screening_answer x;

	dict_row_init(dict_entity(E_SCREENING_ANSWER), &x);
	x.screening = row->head.no;
	str_copy(x.field, sizeof x.field, r->field);
	str_copy(x.value, sizeof x.value, r->value);
	rules_of(w, r->field, x.rules, sizeof x.rules);
	str_format(x.remark, sizeof x.remark, "%s%s%s", r->region[0] ? "at: " : "",
		   r->region, r->confirmed ? " looked at again, right as typed" : "");
	return record_add(a->store, E_SCREENING_ANSWER, &x, err);
}

static enum status
add_result(struct app *a, const struct screening *row, const struct screening_field *f,
	   const struct screening_reply *r, struct err *err)
{
	struct result x;
	char point[SCREENING_VALUE_SIZE];
	long long whole = 0, tenth = 0;
	char *dot;

	str_copy(point, sizeof point, r->value);
	dot = strchr(point, '.');
	if (dot) {
		*dot = '\0';
		if (!str_int(dot + 1, strlen(dot + 1), &tenth))
			tenth = 0;
	}
	if (!str_int(point, strlen(point), &whole))
		return status_fail(err, ST_INVALID, "%s: a number is wanted", f->label);
	dict_row_init(dict_entity(E_RESULT), &x);
	x.patient = row->patient;
	x.episode = row->episode;
	x.screening = row->head.no;
	x.day = row->day;
	str_copy(x.measure, sizeof x.measure, f->measure);
	str_copy(x.part, sizeof x.part, f->part);
	x.value = whole * 1000 + tenth * 100;
	x.staff = row->staff;
	if (r->confirmed)
		str_copy(x.remark, sizeof x.remark, "looked at again, right as typed");
	return record_add(a->store, E_RESULT, &x, err);
}

static enum status
add_answers(struct app *a, const struct screening_draft *d,
	    const struct screening_verdict *w, const struct screening *row,
	    struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; !st && i < d->set.n; i++) {
		const struct screening_reply *r = &d->set.rows[i];
		const struct screening_field *f = screening_field_named(r->field);
		char fired[61];

		if (!screening_tells(r) || (d->no_change && !(f && f->measure)))
			continue; /* what stands from before is not written again */
		rules_of(w, r->field, fired, sizeof fired);
		if (f && f->measure)
			st = add_result(a, row, f, r, err);
		if (!st && (!f || !f->measure || fired[0]))
			st = add_answer(a, row, w, r, err);
	}
	return st;
}

/* ---- precautions of what was answered */

static enum status
add_precaution(struct app *a, const struct screening_draft *d,
	       const struct screening_rule *r, struct err *err)
{
	struct precaution p;
	const char *tag = screening_tag(r);
	struct episode e;
	enum status st = ST_OK;

	if (!tag[0])
		return ST_OK;
	dict_row_init(dict_entity(E_PRECAUTION), &p);
	p.patient = d->patient;
	if (d->episode)
		p.episode = d->episode;
	str_copy(p.tag, sizeof p.tag, tag);
	for (int i = 0; i < d->set.n; i++)
		if (!strcmp(d->set.rows[i].field, r->field))
			str_copy(p.region, sizeof p.region, d->set.rows[i].region);
	if (d->episode && p.region[0]) {
		st = record_get(a->store, E_EPISODE, d->episode, &e, err);
		if (!st && strcmp(e.side, "none") != 0)
			str_copy(p.side, sizeof p.side, e.side);
	}
	p.since = app_today(a);
	if (!strcmp(tag, "severe_pain")) /* of the session, not of the patient */
		p.lifted = date_add(p.since, 1);
	str_format(p.reason, sizeof p.reason, "Screening, rule %s", r->key);
	return st ? st : precautions_add(a, &p, err);
}

/* A region-wide precaution is not made twice when the same answer stood before. */
static enum status
add_precautions(struct app *a, const struct screening_draft *d,
		const struct screening_verdict *w, struct err *err)
{
	enum status st = ST_OK;

	for (int i = 0; !st && i < w->n; i++)
		if (!screening_get(&d->standing, w->fired[i].rule->field)[0])
			st = add_precaution(a, d, w->fired[i].rule, err);
	return st;
}

/* ---- outcome */

static void
say_fired(struct app *a, const struct screening_draft *d,
	  const struct screening_verdict *w, char *out, size_t size)
{
	const struct screening_table *t;
	struct err ignored = {0};
	struct screening_set *set = screening_judged(d);
	struct str s = {0};

	str_add(&s, w->n == 0 && !d->no_change
			? !strcmp(d->kind, "intake") ? "all clear" : "nothing that stops"
			: "");
	if (d->no_change)
		str_add(&s, "no change");
	for (int i = 0; i < w->n && !screening_table_of(a, &t, &ignored); i++) {
		char one[160];

		screening_say(t, w->fired[i].rule, set, one, sizeof one);
		str_addf(&s, "%s%s", s.n ? "; " : "", one);
	}
	screening_add_vitals(set, &s);
	str_copy(out, size, str_text(&s));
	str_release(&s);
	free(set);
}

/* The reason that lets it go on: given now by somebody who may, or carried from before. */
static enum status
decide(struct app *a, const struct screening_draft *d, const struct screening_verdict *w,
       struct screening_entry *e, struct err *err)
{
	const char *outcome = "clear", *reason = "";
	enum status st = ST_OK;

	e->audit = "";
	if (w->n && (w->stop || (w->reason && !d->reason[0]))) {
		outcome = "stopped";
		e->audit = "screening-stop";
	} else if (w->n && w->reason) {
		st = precautions_may_override(a, err);
		outcome = "overridden";
		reason = d->reason;
		e->audit = "screening-override";
	} else if (w->n) {
		outcome = "caution";
		reason = d->before_reason;
	}
	str_copy(e->row.outcome, sizeof e->row.outcome, outcome);
	str_copy(e->row.reason, sizeof e->row.reason, reason);
	str_copy(e->reason, sizeof e->reason, reason);
	if (!w->stop && w->n && !strcmp(outcome, "stopped"))
		str_copy(e->reason, sizeof e->reason, "waits for a therapist's reason");
	return st;
}

enum status
screening_save(struct app *a, struct visit *v, struct screening_draft *d,
	       struct screening *saved, struct err *err)
{
	struct screening_verdict *w = mem_alloc(sizeof *w);
	struct screening_entry e;
	enum status st = screening_weigh(a, d, w, err);

	memset(&e, 0, sizeof e);
	if (!st && w->n_doubts)
		st = status_fail(err, ST_INVALID, "%s", w->doubts[0].text);
	screening_row_init(a, d->kind, d->patient, d->episode, &e.row);
	e.row.no_change = d->no_change;
	rules_of(w, NULL, e.row.rules, sizeof e.row.rules);
	say_fired(a, d, w, e.what, sizeof e.what);
	if (!st)
		st = decide(a, d, w, &e, err);
	if (!st)
		st = store_begin(a->store, err);
	if (st) {
		free(w);
		return st;
	}
	st = screening_store(a, v, &e, err);
	if (!st)
		st = add_answers(a, d, w, &e.row, err);
	if (!st)
		st = add_precautions(a, d, w, err);
	st = screening_finish(a, v, st, err);
	if (!st)
		*saved = e.row;
	free(w);
	return st;
}
