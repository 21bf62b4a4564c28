/* person.c - verdicts on pairs of patients, and pairs that wait for one. */
#include "app/person.h"

#include "store/audit.h"
#include "store/record.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_MAX = 50, BATCH = 64 };

static const char compared[] = "person_compared"; /* highest patient number compared */
static const char *const words[] = {"open", "same", "notsame"};

/* ---- verdicts */

static enum person_verdict
verdict_of(const struct same_person *rows, int n)
{
	enum person_verdict v = PERSON_OPEN;

	for (int i = 0; i < n; i++)
		if (!strcmp(rows[i].verdict, words[PERSON_NOT_SAME]))
			return PERSON_NOT_SAME;
		else if (!strcmp(rows[i].verdict, words[PERSON_SAME]))
			v = PERSON_SAME;
	return v;
}

enum status
person_verdict(struct app *a, int64_t x, int64_t y, enum person_verdict *v,
	       struct err *err)
{
	struct same_person rows[ROWS_MAX];
	int n;
	enum status st = query_verdicts(a->store, x, y, rows, ROWS_MAX, &n, err);

	*v = verdict_of(rows, st ? 0 : n);
	return st;
}

static void
fill(struct app *a, struct same_person *p, enum person_verdict v, const char *reason)
{
	str_copy(p->verdict, sizeof p->verdict, words[v]);
	str_copy(p->reason, sizeof p->reason, reason);
	p->staff = a->user.head.no ? a->user.head.no : DICT_NONE;
	p->day = app_today(a);
}

static enum status
write_all(struct app *a, int64_t x, int64_t y, enum person_verdict v, const char *reason,
	  struct err *err)
{
	struct same_person rows[ROWS_MAX], now;
	int n;
	enum status st = query_verdicts(a->store, x, y, rows, ROWS_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		now = rows[i];
		fill(a, &now, v, reason);
		st = record_set(a->store, E_SAME_PERSON, &rows[i], &now, NULL, err);
	}
	if (st || n)
		return st;
	dict_row_init(dict_entity(E_SAME_PERSON), &now);
	now.first = x;
	now.second = y;
	fill(a, &now, v, reason);
	return record_add(a->store, E_SAME_PERSON, &now, err);
}

enum status
person_judge(struct app *a, int64_t x, int64_t y, enum person_verdict v,
	     const char *reason, struct err *err)
{
	static const char *const what[] = {"same-open", "same-link", "same-unlink"};
	struct patient other;
	char detail[240];
	enum status st;

	if (x == y)
		return status_fail(err, ST_INVALID,
				   "this is one row; name two different patients");
	if (v == PERSON_NOT_SAME && !reason[0])
		return status_fail(err, ST_INVALID,
				   "say why the two are not the same person");
	st = store_begin(a->store, err);
	if (st)
		return st;
	st = record_get(a->store, E_PATIENT, y, &other, err);
	if (!st)
		st = write_all(a, x, y, v, reason, err);
	str_format(detail, sizeof detail, "%s%s%s", other.chart_no, reason[0] ? ": " : "",
		   reason);
	if (!st)
		st = audit_add(a->store, what[v], x, detail, err);
	return store_end(a->store, st, err);
}

enum status
person_link(struct app *a, int64_t x, int64_t y, const char *reason, struct err *err)
{
	return person_judge(a, x, y, PERSON_SAME, reason, err);
}

enum status
person_linked(struct app *a, int64_t x, int64_t y, bool *linked, struct err *err)
{
	int64_t members[PERSON_MAX];
	int n;
	enum status st = query_members(a->store, x, members, PERSON_MAX, &n, err);

	*linked = false;
	for (int i = 0; i < n && !st; i++)
		*linked = *linked || members[i] == y;
	return st;
}

enum status
person_unlink(struct app *a, int64_t x, int64_t y, const char *reason, bool *still,
	      struct err *err)
{
	enum status st = person_judge(a, x, y, PERSON_NOT_SAME, reason, err);

	*still = false;
	return st ? st : person_linked(a, x, y, still, err);
}

/* ---- what everybody who is the same person has */

enum status
person_alerts(struct app *a, struct patient *p, struct err *err)
{
	int64_t members[PERSON_MAX];
	int n;
	enum status st =
	    query_members(a->store, p->head.no, members, PERSON_MAX, &n, err);

	for (int i = 1; i < n && !st; i++) {
		struct patient other;
		char all[sizeof p->alert];

		st = record_get(a->store, E_PATIENT, members[i], &other, err);
		if (st || !other.alert[0] || strstr(p->alert, other.alert))
			continue;
		if (!str_format(all, sizeof all, "%s%s%s", p->alert,
				p->alert[0] ? " | " : "", other.alert))
			memcpy(all + sizeof all - 4, "...", 4); /* what fits is shown */
		str_copy(p->alert, sizeof p->alert, all);
	}
	return st;
}

enum status
person_side(struct app *a, int64_t patient, struct person_side *side, struct err *err)
{
	struct query_holdings h;
	enum status st = record_get(a->store, E_PATIENT, patient, &side->patient, err);

	if (!st)
		st = query_holdings(a->store, patient, &h, err);
	if (st)
		return st;
	side->episodes = h.episodes;
	side->visits = h.visits;
	side->last_visit = h.last_visit;
	side->precautions = h.precautions;
	return ST_OK;
}

/* ---- pairs */

static bool
stands_in(const struct person_pair *pairs, int n, int64_t x, int64_t y)
{
	for (int i = 0; i < n; i++)
		if ((pairs[i].first == x && pairs[i].second == y) ||
		    (pairs[i].first == y && pairs[i].second == x))
			return true;
	return false;
}

static enum status
judged_pairs(struct app *a, int64_t patient, struct person_pair *pairs, int max, int *n,
	     struct err *err)
{
	struct same_person rows[ROWS_MAX];
	int k;
	enum status st = query_verdicts_of(a->store, patient, rows, ROWS_MAX, &k, err);

	for (int i = 0; i < k && *n < max && !st; i++) {
		struct person_pair p = {
		    .first = patient,
		    .second = rows[i].first == patient ? rows[i].second : rows[i].first};

		if (stands_in(pairs, *n, p.first, p.second))
			continue;
		st = person_verdict(a, p.first, p.second, &p.verdict, err);
		if (!st && p.verdict != PERSON_OPEN)
			pairs[(*n)++] = p;
	}
	return st;
}

/* Members that are linked through somebody else stand in no row with this patient. */
static enum status
linked_pairs(struct app *a, int64_t patient, struct person_pair *pairs, int max, int *n,
	     struct err *err)
{
	int64_t members[PERSON_MAX];
	int k;
	enum status st = query_members(a->store, patient, members, PERSON_MAX, &k, err);

	for (int i = 1; i < k && *n < max && !st; i++)
		if (!stands_in(pairs, *n, patient, members[i]))
			pairs[(*n)++] =
			    (struct person_pair){patient, members[i], 0, PERSON_SAME};
	return st;
}

enum status
person_pairs_of(struct app *a, int64_t patient, struct person_pair *pairs, int max,
		int *n, struct err *err)
{
	struct patient_line lines[PERSON_CANDIDATES];
	struct patient p;
	int k = 0;
	enum status st = record_get(a->store, E_PATIENT, patient, &p, err);

	*n = 0;
	if (!st)
		st = judged_pairs(a, patient, pairs, max, n, err);
	if (!st)
		st = linked_pairs(a, patient, pairs, max, n, err);
	if (!st)
		st = query_similar(a->store, &p, lines, PERSON_CANDIDATES, &k, err);
	for (int i = 0; i < k && *n < max && !st; i++)
		if (!stands_in(pairs, *n, patient, lines[i].no))
			pairs[(*n)++] = (struct person_pair){patient, lines[i].no,
							     lines[i].score, PERSON_OPEN};
	return st;
}

enum status
person_suspects(struct app *a, struct person_pair *pairs, int max, int *n,
		struct err *err)
{
	struct suspect *found = mem_alloc((size_t)max * sizeof *found + 1);
	int k;
	enum status st = query_suspects(a->store, found, max, &k, err);

	*n = 0;
	for (int i = 0; i < k && !st; i++)
		pairs[(*n)++] = (struct person_pair){found[i].first, found[i].second,
						     found[i].score, PERSON_OPEN};
	free(found);
	return st;
}

static enum status
compare_one(struct app *a, int64_t patient, struct err *err)
{
	struct patient_line lines[PERSON_CANDIDATES];
	struct patient p;
	int n;
	enum status st = record_get(a->store, E_PATIENT, patient, &p, err);

	if (!st)
		st = query_similar(a->store, &p, lines, PERSON_CANDIDATES, &n, err);
	for (int i = 0; !st && i < n; i++)
		if (lines[i].score >= PERSON_SUSPECT_MIN)
			st = query_suspect_add(
			    a->store,
			    &(struct suspect){patient, lines[i].no, lines[i].score}, err);
	return st;
}

/* One batch in one transaction: what was compared, and that it was. */
static enum status
compare_batch(struct app *a, int max, int64_t *after, int *n, struct err *err)
{
	int64_t patients[BATCH];
	char text[24];
	enum status st = store_begin(a->store, err);

	if (st)
		return st;
	st = query_uncompared(a->store, *after, patients, max < BATCH ? max : BATCH, n,
			      err);
	for (int i = 0; i < *n && !st; i++) {
		st = compare_one(a, patients[i], err);
		*after = patients[i];
	}
	str_format(text, sizeof text, "%lld", (long long)*after);
	if (!st && *n)
		st = store_setting_set(a->store, compared, text, err);
	return store_end(a->store, st, err);
}

enum status
person_compare(struct app *a, int max, int64_t *left, struct err *err)
{
	struct str kept = {0};
	int64_t after = 0;
	int n = 1;
	enum status st = store_setting_get(a->store, compared, &kept, err);

	if (!st && kept.n)
		after = strtoll(kept.p, NULL, 10);
	str_release(&kept);
	*left = 0;
	if (!st)
		st = query_uncompared_count(a->store, after, left, err);
	while (!st && *left > 0 && max > 0 && n > 0) {
		st = compare_batch(a, max, &after, &n, err);
		max -= n;
		*left -= n;
	}
	return st;
}
