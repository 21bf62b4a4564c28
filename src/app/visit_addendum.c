/* visit_addendum.c - what is added to signed notes: late entries, corrections, second signatures. */
#include "app/care_rules.h"
#include "app/codes.h"
#include "app/staff.h"
#include "store/audit.h"
#include "store/query_sign.h"
#include "store/record.h"
#include "visit_priv.h"

#include <stdlib.h>
#include <string.h>

enum { CHARGES_MAX = 30 };

static bool
is(const struct addendum *x, const char *kind)
{
	return !strcmp(x->kind, kind);
}

/* A therapist other than the author, once. */
static enum status
may_cosign(struct app *a, const struct note *n, struct err *err)
{
	bool done = false;
	enum status st = staff_may_report(&a->user, app_today(a), err);

	if (!st && n->author == a->user.head.no)
		st = status_fail(err, ST_DENIED, "nobody co-signs a note of their own");
	if (!st)
		st = query_addendum_kind(a->store, n->head.no, "cosign", &done, err);
	if (!st && done)
		st = status_fail(err, ST_DENIED, "this note is co-signed already");
	return st;
}

/* Who signed it, or a therapist; once. */
static enum status
may_void(struct app *a, const struct note *n, struct err *err)
{
	struct err ignored = {0};
	bool done = false;
	enum status st = query_addendum_kind(a->store, n->head.no, "void", &done, err);

	if (!st && done)
		st = status_fail(err, ST_DENIED, "this note is void already");
	if (!st && n->author != a->user.head.no &&
	    staff_may_report(&a->user, app_today(a), &ignored))
		st = status_fail(err, ST_DENIED,
				 "who signed it, or a therapist, makes a note void");
	return st;
}

static enum status
may_add(struct app *a, const struct addendum *x, const struct note *n, struct err *err)
{
	enum status st = staff_may_write(&a->user, app_today(a), app_today(a), err);

	if (!st && !x->reason[0])
		st = status_fail(err, ST_INVALID, "say why it is added");
	if (!st && is(x, "cosign"))
		st = may_cosign(a, n, err);
	if (!st && is(x, "void"))
		st = may_void(a, n, err);
	return st;
}

enum status
visit_addendum(struct app *a, struct addendum *x, const char *pin, struct err *err)
{
	struct note *n = mem_alloc(sizeof *n);
	enum status st = record_get(a->store, E_NOTE, x->note, n, err);

	if (!st)
		st = may_add(a, x, n, err);
	free(n);
	if (!st)
		st = staff_check_pin(a, pin, err);
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	x->author = a->user.head.no;
	str_copy(x->role, sizeof x->role, a->user.role);
	staff_signature(&a->user, x->signature, sizeof x->signature);
	x->entered_at = app_wall_ms(a) / 1000; /* never typed (billing-rules 3.6) */
	st = record_add(a->store, E_ADDENDUM, x, err);
	if (!st)
		st = audit_add(a->store, is(x, "addendum") ? "addendum" : x->kind,
			       x->note, x->reason, err);
	if (st) {
		store_cancel(a->store);
		return st;
	}
	return store_commit(a->store, err);
}

enum status
visit_addendum_late(struct app *a, const struct addendum *x, int64_t *days,
		    struct err *err)
{
	int64_t limit = 0, today = app_today(a);
	enum status st = care_rule_days(a, "late_entry", today, &limit, err);

	*days = 0;
	if (!st && x->refers_to != DICT_NONE &&
	    date_to_days(today) - date_to_days(x->refers_to) > limit)
		*days = date_to_days(today) - date_to_days(x->refers_to);
	return st;
}

/* ---- minutes corrected */

/* Minutes as signed, one line a code; the corrected one among them. */
static size_t
times_of(const struct charge *rows, int n, const struct visit_minutes *m,
	 struct units_time *times)
{
	size_t used = 0;
	bool met = false;

	for (int i = 0; i < n; i++) {
		bool this = !strcmp(rows[i].code, m->code);

		if (rows[i].minutes == DICT_NONE && rows[i].seconds == DICT_NONE)
			continue; /* second line of the same code */
		met |= this;
		str_copy(times[used].code, sizeof times[used].code, rows[i].code);
		times[used++].seconds = (this ? m->minutes : rows[i].minutes) * 60;
	}
	if (!met) {
		str_copy(times[used].code, sizeof times[used].code, m->code);
		times[used++].seconds = m->minutes * 60;
	}
	return used;
}

static int64_t
units_signed(const struct charge *rows, int n, const char *code)
{
	int64_t sum = 0;

	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].code, code))
			sum += rows[i].units == DICT_NONE ? 0 : rows[i].units;
	return sum;
}

static int64_t
minutes_signed(const struct charge *rows, int n, const char *code)
{
	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].code, code) && rows[i].minutes != DICT_NONE)
			return rows[i].minutes;
	return 0;
}

/* "97110 1 -> 2, 97140 1 -> 1; 3 in all, signed 2 (cms)". */
static void
say_units(const struct charge *rows, int n, const struct units_result *r,
	  struct addendum *x)
{
	struct str text = {0};
	int64_t was = 0;

	for (int i = 0; i < r->n; i++) {
		int64_t old = units_signed(rows, n, r->lines[i].code);

		str_addf(&text, "%s%s %lld -> %d", i ? ", " : "", r->lines[i].code,
			 (long long)old, r->lines[i].units);
		was += old;
	}
	str_addf(&text, "; %d in all, signed %lld (%s)", r->total_units, (long long)was,
		 units_rule_id(r->rule));
	(void)str_copy(x->units, sizeof x->units, str_text(&text));
	str_release(&text);
}

/* The units of the charges with the minutes corrected, beside those that were signed. */
static enum status
recompute(struct app *a, const struct session *s, const struct visit_minutes *m,
	  struct addendum *x, struct err *err)
{
	struct charge *rows = mem_alloc(CHARGES_MAX * sizeof *rows);
	struct units_time times[CHARGES_MAX + 1];
	struct units_result *r = mem_alloc(sizeof *r);
	const struct codes *codes = NULL;
	enum units_rule rule = UNITS_CMS;
	struct units_table table;
	int n = 0;
	enum status st = query_charges(a->store, s->head.no, rows, CHARGES_MAX, &n, err);

	if (!st)
		st = codes_of(a, &codes, err);
	if (!st && !units_rule_parse(s->unit_rule, &rule))
		rule = UNITS_CMS; /* notes of old versions name none */
	if (!st) {
		table = codes_table(codes);
		st = units_compute(&table, rule, times, times_of(rows, n, m, times), r,
				   err);
	}
	if (!st) {
		str_format(x->old_value, sizeof x->old_value, "%lld min",
			   (long long)minutes_signed(rows, n, m->code));
		say_units(rows, n, r, x);
	}
	free(r);
	free(rows);
	return st;
}

enum status
visit_correct_minutes(struct app *a, const struct visit_minutes *m, struct addendum *x,
		      struct err *err)
{
	struct note *n = mem_alloc(sizeof *n);
	struct session s;
	enum status st = record_get(a->store, E_NOTE, x->note, n, err);

	if (!st && n->session == DICT_NONE)
		st = status_fail(err, ST_INVALID, "a report has no minutes");
	if (!st)
		st = record_get(a->store, E_SESSION, n->session, &s, err);
	free(n);
	if (!st && (m->minutes < 0 || m->minutes > 24 * 60))
		st = status_fail(err, ST_INVALID, "%lld: minutes of a day are 0 to 1440",
				 (long long)m->minutes);
	if (!st)
		st = recompute(a, &s, m, x, err);
	if (st)
		return st;
	str_format(x->field, sizeof x->field, "minutes of %s", m->code);
	str_format(x->new_value, sizeof x->new_value, "%lld min", (long long)m->minutes);
	return ST_OK;
}

/* ---- the queue */

enum status
visit_cosign(struct app *a, int64_t note, const char *pin, struct err *err)
{
	struct addendum x;
	struct note *n = mem_alloc(sizeof *n);
	struct session s;
	enum status st = record_get(a->store, E_NOTE, note, n, err);

	dict_row_init(dict_entity(E_ADDENDUM), &x);
	x.note = note;
	if (!st && n->session != DICT_NONE) {
		st = record_get(a->store, E_SESSION, n->session, &s, err);
		x.refers_to = s.service_date;
	}
	free(n);
	if (st)
		return st;
	str_copy(x.kind, sizeof x.kind, "cosign");
	str_copy(x.reason, sizeof x.reason, "Second signature of the therapist");
	str_copy(x.text, sizeof x.text,
		 "I directed this visit and agree with what is written.");
	return visit_addendum(a, &x, pin, err);
}
