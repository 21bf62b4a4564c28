/* visit_addendum.c - what is added to signed notes: late entries, corrections, second signatures. */
#include "app/care_rules.h"
#include "app/claim.h"
#include "app/staff.h"
#include "store/audit.h"
#include "store/query_sign.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

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

static enum status
author_or_therapist(struct app *a, const struct note *n, const char *does,
		    struct err *err)
{
	struct err ignored = {0};

	if (n->author != a->user.head.no &&
	    staff_may_report(&a->user, app_today(a), &ignored))
		return status_fail(err, ST_DENIED, "who signed it, or a therapist, %s",
				   does);
	return ST_OK;
}

/* Who signed it, or a therapist; once. */
static enum status
may_void(struct app *a, const struct note *n, struct err *err)
{
	bool done = false;
	enum status st = query_addendum_kind(a->store, n->head.no, "void", &done, err);

	if (!st && done)
		st = status_fail(err, ST_DENIED, "this note is void already");
	return st ? st : author_or_therapist(a, n, "makes a note void", err);
}

/* A void visit is charged nothing: there is nothing to correct. */
static enum status
may_correct(struct app *a, const struct note *n, struct err *err)
{
	bool done = false;
	enum status st = query_addendum_kind(a->store, n->head.no, "void", &done, err);

	if (!st && done)
		st = status_fail(err, ST_DENIED,
				 "this note is void: nothing is charged for it");
	return st ? st : author_or_therapist(a, n, "corrects what is charged", err);
}

static enum status
may_add(struct app *a, const struct addendum *x, const struct note *n, struct err *err)
{
	enum status st = staff_may_write(&a->user, app_today(a), app_today(a), err);

	if (!st && !x->reason[0])
		st = status_fail(err, ST_INVALID, "say why it is added");
	if (!st && is(x, "correction") && !strcmp(x->field, CLAIM_MINUTES))
		st = may_correct(a, n, err);
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
		st = claim_amend(a, x, err);
	if (!st)
		st = audit_add(a->store, is(x, "addendum") ? "addendum" : x->kind,
			       x->note, x->reason, err);
	return store_end(a->store, st, err);
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

/* ---- the queue */

enum status
visit_cosign(struct app *a, int64_t note, const char *pin, struct err *err)
{
	struct addendum x;
	struct note *n = mem_alloc(sizeof *n);
	struct session s;
	bool assistant = false;
	enum status st = record_get(a->store, E_NOTE, note, n, err);

	dict_row_init(dict_entity(E_ADDENDUM), &x);
	x.note = note;
	if (!st && n->session != DICT_NONE) {
		st = record_get(a->store, E_SESSION, n->session, &s, err);
		x.refers_to = s.service_date;
	}
	if (!st)
		assistant = role_of(n->role)->assistant;
	free(n);
	if (st)
		return st;
	str_copy(x.kind, sizeof x.kind, "cosign");
	str_copy(x.reason, sizeof x.reason, "Second signature of the therapist");
	str_copy(x.text, sizeof x.text,
		 assistant ? "I supervise the assistant who gave this visit and agree "
			     "with what is written."
			   : "I directed this visit and agree with what is written.");
	return visit_addendum(a, &x, pin, err);
}
