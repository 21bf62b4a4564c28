/* claim_signed.c - signed visits charged anew: after a correction, and after another visit of
 * their date was corrected or made void. Nothing signed changes: new charges stand beside. */
#include "app/codes.h"
#include "claim_priv.h"
#include "store/query.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { CHARGES_MAX = CLAIM_ROWS_MAX, SESSIONS_MAX = 20 };

/* A signed visit as it is charged now, and the claim it has with the fixes. */
struct signed_visit {
	struct session session;
	struct note note;
	struct charge charges[CHARGES_MAX]; /* that hold */
	int n_charges;
	struct units_time times[CLAIM_POOL_MAX], alone[CLAIM_POOL_MAX];
	struct claim_visit of;
	char discipline[24], tie[80], answers[4001];
	struct claim claim;
};

/* ---- the visit as it is charged now */

static int64_t
count(int64_t v)
{
	return v == DICT_NONE ? 0 : v;
}

static struct units_time *
time_of(struct signed_visit *v, const char *code)
{
	for (size_t i = 0; i < v->of.n; i++)
		if (!strcmp(v->times[i].code, code))
			return &v->times[i];
	if (v->of.n == CLAIM_POOL_MAX)
		return NULL;
	v->times[v->of.n] = (struct units_time){.seconds = 0};
	str_copy(v->times[v->of.n].code, sizeof v->times[0].code, code);
	return &v->times[v->of.n++];
}

static void
read_times(struct signed_visit *v)
{
	for (int i = 0; i < v->n_charges; i++) {
		struct units_time *t;

		if (v->charges[i].seconds == DICT_NONE &&
		    v->charges[i].minutes == DICT_NONE)
			continue; /* second line of the same code */
		t = time_of(v, v->charges[i].code);
		if (t)
			t->seconds += v->charges[i].seconds != DICT_NONE
					  ? v->charges[i].seconds
					  : v->charges[i].minutes * 60;
	}
}

/* The discipline it was given under: a charge says it, else who gave it. */
static enum status
read_discipline(struct app *a, struct signed_visit *v, struct err *err)
{
	struct staff s;
	enum status st = ST_OK;

	str_copy(v->discipline, sizeof v->discipline, "PT");
	if (v->n_charges) {
		struct year_line l = {.session = 0};

		str_copy(l.discipline, sizeof l.discipline, v->charges[0].discipline);
		str_copy(l.modifiers, sizeof l.modifiers, v->charges[0].modifiers);
		str_copy(v->discipline, sizeof v->discipline, claim_discipline(&l));
		return ST_OK;
	}
	st = record_get(a->store, E_STAFF, v->session.therapist, &s, err);
	if (!st && s.discipline[0])
		str_copy(v->discipline, sizeof v->discipline, s.discipline);
	return st;
}

static void
read_answers(struct signed_visit *v)
{
	struct str text = {0};
	char yes[8];

	(void)bill_answer(v->note.answers, "tie", yes, v->tie, sizeof v->tie);
	bill_answer_set(v->note.answers, "mode",
			strcmp(v->session.mode, "in_person") ? v->session.mode : "", "",
			&text);
	(void)str_copy(v->answers, sizeof v->answers, str_text(&text));
	str_release(&text);
}

static enum status
read_visit(struct app *a, int64_t session, int64_t note, struct signed_visit *v,
	   struct err *err)
{
	enum status st = record_get(a->store, E_SESSION, session, &v->session, err);

	dict_row_init(dict_entity(E_NOTE), &v->note);
	if (!st && note)
		st = record_get(a->store, E_NOTE, note, &v->note, err);
	if (!st)
		st = query_charges(a->store, session, v->charges, CHARGES_MAX,
				   &v->n_charges, err);
	if (!st)
		st = read_discipline(a, v, err);
	if (st)
		return st;
	v->of = (struct claim_visit){
	    .patient = v->session.patient,
	    .episode = v->session.episode == DICT_NONE ? 0 : v->session.episode,
	    .date = v->session.service_date,
	    .session = session,
	    .discipline = v->discipline,
	    .tie = v->tie,
	    .answers = v->answers,
	    .times = v->times,
	    .alone = v->alone};
	if (!units_rule_parse(v->session.unit_rule, &v->of.rule))
		v->of.rule = UNITS_CMS; /* notes of old versions name none */
	read_answers(v);
	read_times(v);
	return claim_alone(a, session, v->times, v->of.n, v->alone, &v->of.n_alone, err);
}

/* ---- fixes */

/* An assistant who gave all of a code gave all that is corrected; else the share stays. */
static void
fix_alone(struct signed_visit *v, const char *code, int64_t was, int64_t is)
{
	for (size_t i = 0; i < v->of.n_alone; i++) {
		struct units_time *t = &v->alone[i];

		if (strcmp(t->code, code) != 0)
			continue;
		if (t->seconds >= was || t->seconds > is)
			t->seconds = is;
	}
}

static enum status
fix_times(struct app *a, struct signed_visit *v, const struct claim_fixes *x,
	  struct err *err)
{
	const struct codes *codes;
	struct units_table table;
	enum status st = codes_of(a, v->of.date, &codes, err);

	for (int i = 0; !st && i < x->n; i++) {
		struct units_time *t = time_of(v, x->list[i].code);

		table = codes_table(codes);
		if (!units_find(&table, x->list[i].code))
			return status_fail(err, ST_NOT_FOUND,
					   "%s is not in the code table of that day",
					   x->list[i].code);
		if (!t)
			return status_fail(err, ST_INVALID, "too many codes");
		fix_alone(v, t->code, t->seconds, x->list[i].minutes * 60);
		t->seconds = x->list[i].minutes * 60;
	}
	return st;
}

static void
set_modifiers(struct claim *c, struct claim_row *r, const char *modifiers,
	      const char *why)
{
	struct bill_line *l = r->line < 0 ? NULL : &c->bill.lines[r->line];

	str_copy(r->modifiers, sizeof r->modifiers, modifiers);
	if (!l)
		return;
	l->n_modifiers = 0;
	str_copy(l->why, sizeof l->why, why);
}

/* Modifiers that were said with the correction take the place of those by rule. */
static void
fix_modifiers(struct claim *c, const struct claim_fixes *x)
{
	for (int i = 0; i < c->n_rows; i++) {
		const struct claim_fix *f = claim_fix_of(x, c->rows[i].code);

		if (f && f->modifiers[0])
			set_modifiers(c, &c->rows[i], f->modifiers,
				      "modifiers by the correction");
	}
}

/* What a row was charged as before; NULL: it was not. */
static const struct charge *
charge_of(const struct signed_visit *v, const struct claim_row *r)
{
	for (int i = 0; i < v->n_charges; i++) {
		const char *is = v->charges[i].modifiers;

		if (!strcmp(v->charges[i].code, r->code) &&
		    r->assistant == (strstr(is, "CQ") || strstr(is, "CO")))
			return &v->charges[i];
	}
	return NULL;
}

/* The row was charged before with its own modifiers: they stay. */
static void
keep_modifiers(struct signed_visit *v)
{
	for (int i = 0; i < v->claim.n_rows; i++) {
		struct claim_row *r = &v->claim.rows[i];
		const struct charge *old = charge_of(v, r);

		if (old)
			set_modifiers(&v->claim, r, old->modifiers,
				      "modifiers as signed");
	}
}

/* True when the correction says itself what the question asks. */
static bool
said(const struct signed_visit *v, const struct claim_fixes *x,
     const struct bill_question *q)
{
	const char *slash = strchr(q->id, '/');
	const struct claim_fix *f;

	if (!strcmp(q->id, "tie"))
		return false; /* the choice stands behind the = and would be taken */
	if (!strncmp(q->id, "pair:", 5) && slash) {
		f = claim_fix_of(x, slash + 1);
		return f && f->modifiers[0];
	}
	for (int i = 0; i < v->claim.bill.n; i++) {
		f = claim_fix_of(x, v->claim.bill.lines[i].code);
		if (v->claim.bill.lines[i].units > 0 && !(f && f->modifiers[0]))
			return false;
	}
	return true;
}

static const struct bill_question *
open_question(const struct signed_visit *v, const struct claim_fixes *x)
{
	for (int i = 0; i < v->claim.bill.n_questions; i++) {
		const struct bill_question *q = &v->claim.bill.questions[i];

		if (q->chosen < 0 && q->stop && !said(v, x, q))
			return q;
	}
	return NULL;
}

static enum status
charge_anew(struct app *a, struct signed_visit *v, struct err *err)
{
	struct claim_facts f;
	enum status st = claim_facts_read(a, &v->of, &f, err);

	if (!st)
		st = claim_make(a, &v->of, &f, &v->claim, err);
	claim_facts_release(&f);
	return st;
}

/* A tie is asked, in a correction too: the line is said again with one of the answers. */
static enum status
say_tie(const struct bill_question *q, const char *text, struct err *err)
{
	struct str list = {0};
	enum status st;

	for (int k = 0; k < q->n_options && k < 3; k++)
		str_addf(&list, "%s%s", k ? ", or " : "", q->options[k].text);
	st = status_fail(err, ST_INVALID, "Equal units: %.120s. Say which: %.60s = %s",
			 str_text(&list), text, q->options[0].text);
	str_release(&list);
	return st;
}

static enum status
correct(struct app *a, int64_t note, const char *text, struct claim_fixes *x,
	struct signed_visit *v, struct err *err)
{
	const struct bill_question *q;
	struct note n = {0};
	enum status st = claim_fixes_read(text, x, err);

	if (!st)
		st = record_get(a->store, E_NOTE, note, &n, err);
	if (!st && n.session == DICT_NONE)
		st = status_fail(err, ST_INVALID, "a report has no minutes");
	if (!st)
		st = read_visit(a, n.session, note, v, err);
	if (!st)
		st = fix_times(a, v, x, err);
	if (x->tie[0])
		str_copy(v->tie, sizeof v->tie, x->tie);
	if (!st)
		st = charge_anew(a, v, err);
	if (st)
		return st;
	q = open_question(v, x);
	if (q && !strcmp(q->id, "tie"))
		return say_tie(q, text, err);
	if (q)
		return status_fail(err, ST_INVALID,
				   "%.100s Say the modifiers: %s 15 GP 59", q->text,
				   strchr(q->id, '/') ? strchr(q->id, '/') + 1 : "97110");
	fix_modifiers(&v->claim, x);
	return ST_OK;
}

/* ---- in words */

/* "97110 2 -> 3; 3 in all, signed 2 (cms)"; modifiers are named where they change. */
static void
say_units(const struct signed_visit *v, char *out, size_t size)
{
	struct str text = {0};
	int64_t is = 0, was = 0;

	for (int i = 0; i < v->claim.n_rows; i++) {
		const struct claim_row *r = &v->claim.rows[i];
		const struct charge *old = charge_of(v, r);
		bool same = !old || !strcmp(old->modifiers, r->modifiers);

		str_addf(&text, "%s%s %lld%s%s -> %d%s%s", i ? ", " : "", r->code,
			 (long long)(old ? count(old->units) : 0), same ? "" : " ",
			 same ? "" : old->modifiers, r->units, same ? "" : " ",
			 same ? "" : r->modifiers);
		is += r->units;
	}
	for (int i = 0; i < v->n_charges; i++)
		was += count(v->charges[i].units);
	str_addf(&text, "; %lld in all, signed %lld (%s)", (long long)is, (long long)was,
		 units_rule_id(v->of.rule));
	(void)str_copy(out, size, str_text(&text));
	str_release(&text);
}

static void
say_old(const struct signed_visit *v, const struct claim_fixes *x, char *out, size_t size)
{
	struct str text = {0};

	for (int i = 0; i < x->n; i++) {
		int64_t minutes = 0;
		const char *modifiers = "";

		for (int k = 0; k < v->n_charges; k++)
			if (!strcmp(v->charges[k].code, x->list[i].code)) {
				minutes += count(v->charges[k].minutes);
				modifiers = v->charges[k].modifiers;
			}
		str_addf(&text, "%s%s %lld%s%s", i ? ", " : "", x->list[i].code,
			 (long long)minutes, x->list[i].modifiers[0] ? " " : "",
			 x->list[i].modifiers[0] ? modifiers : "");
	}
	(void)str_copy(out, size, str_text(&text));
	str_release(&text);
}

enum status
claim_correct(struct app *a, const char *text, struct addendum *x, struct err *err)
{
	struct signed_visit *v = mem_alloc(sizeof *v);
	struct claim_fixes fixes;
	enum status st = correct(a, x->note, text, &fixes, v, err);

	if (!st) {
		str_copy(x->field, sizeof x->field, CLAIM_MINUTES);
		claim_fixes_text(&fixes, x->new_value, sizeof x->new_value);
		say_old(v, &fixes, x->old_value, sizeof x->old_value);
		say_units(v, x->units, sizeof x->units);
	}
	free(v);
	return st;
}

/* ---- written */

static bool
same_charge(const struct charge *one, const struct charge *two)
{
	return !strcmp(one->code, two->code) && one->units == two->units &&
	       one->minutes == two->minutes && one->amount == two->amount &&
	       !strcmp(one->modifiers, two->modifiers);
}

/* True when the visit is charged so already. */
static bool
unchanged(const struct signed_visit *v)
{
	if (v->claim.n_rows != v->n_charges)
		return false;
	for (int i = 0; i < v->claim.n_rows; i++) {
		struct charge row;

		claim_charge(&v->claim, &v->claim.rows[i], &row);
		if (!same_charge(&row, &v->charges[i]))
			return false;
	}
	return true;
}

/* A later visit of the date, counted anew, whose tie nobody was there to choose. */
static bool
open_tie(const struct signed_visit *v)
{
	for (int i = 0; i < v->claim.bill.n_questions; i++)
		if (!strcmp(v->claim.bill.questions[i].id, "tie"))
			return v->claim.bill.questions[i].chosen < 0;
	return false;
}

static enum status
write_rows(struct app *a, const struct signed_visit *v, const struct addendum *x,
	   struct err *err)
{
	const bool tie = open_tie(v);
	enum status st = ST_OK;

	for (int i = 0; !st && i < v->claim.n_rows; i++) {
		struct charge row;

		claim_charge(&v->claim, &v->claim.rows[i], &row);
		row.session = v->session.head.no;
		row.addendum = x->head.no;
		str_format(row.reason, sizeof row.reason, "%s: %.100s%s",
			   strcmp(x->kind, "void") ? "corrected" : "another visit void",
			   x->reason, tie ? "; equal units, by the proposal" : "");
		st = record_add(a->store, E_CHARGE, &row, err);
	}
	return st;
}

/* Visits of the date after this one, under the same discipline. */
static enum status
later_visits(struct app *a, const struct signed_visit *v, int64_t *list, int *n,
	     struct err *err)
{
	struct year_line *lines = NULL;
	size_t many = 0;
	enum status st = query_year(a->store, v->of.patient, v->of.date, v->of.date,
				    &lines, &many, err);

	*n = 0;
	for (size_t i = 0; !st && i < many; i++)
		if (lines[i].session > v->of.session &&
		    !strcmp(claim_discipline(&lines[i]), v->discipline) &&
		    (!*n || list[*n - 1] != lines[i].session) && *n < SESSIONS_MAX)
			list[(*n)++] = lines[i].session;
	free(lines);
	return st;
}

static enum status
again(struct app *a, int64_t session, const struct addendum *x, struct err *err)
{
	struct signed_visit *v = mem_alloc(sizeof *v);
	const struct claim_fixes none = {.n = 0};
	int64_t note = 0;
	enum status st = query_visit_note(a->store, session, &note, err);

	if (!st)
		st = read_visit(a, session, note, v, err);
	if (!st)
		st = charge_anew(a, v, err);
	if (!st && open_question(v, &none))
		keep_modifiers(v);
	if (!st && !unchanged(v))
		st = write_rows(a, v, x, err);
	free(v);
	return st;
}

enum status
claim_amend(struct app *a, const struct addendum *x, struct err *err)
{
	struct claim_fixes line;
	bool fixes = !strcmp(x->kind, "correction") && !strcmp(x->field, CLAIM_MINUTES);
	struct signed_visit *v;
	int64_t later[SESSIONS_MAX];
	struct note n;
	int many = 0;
	enum status st = ST_OK;

	if (!fixes && strcmp(x->kind, "void") != 0)
		return ST_OK;
	v = mem_alloc(sizeof *v);
	st = record_get(a->store, E_NOTE, x->note, &n, err);
	if (!st && n.session == DICT_NONE) { /* a report was charged nothing */
		free(v);
		return ST_OK;
	}
	if (!st && fixes) {
		st = correct(a, x->note, x->new_value, &line, v, err);
		if (!st)
			st = write_rows(a, v, x, err);
	} else if (!st) {
		st = read_visit(a, n.session, x->note, v, err);
	}
	if (!st)
		st = later_visits(a, v, later, &many, err);
	free(v);
	for (int i = 0; !st && i < many; i++)
		st = again(a, later[i], x, err);
	return st;
}
