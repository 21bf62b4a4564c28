/* screening_today.c - what stopped today stands until it is measured or asked anew. */
#include "base/str.h"
#include "screening_priv.h"
#include "store/query_results.h"
#include "store/query_screening.h"

#include <stdlib.h>
#include <string.h>

enum { ANSWERS_MAX = 96, RESULTS_MAX = 32 };

static bool
any_listed(const char *keys, const char *of_answer)
{
	char one[24];

	for (const char *p = of_answer; *p; p += strcspn(p, ";"), p += *p == ';') {
		str_format(one, sizeof one, "%.*s", (int)strcspn(p, ";"), p);
		if (screening_listed(keys, one))
			return true;
	}
	return false;
}

/* The row of a field that no later screening of today has answered; NULL: one has. */
static struct screening_reply *
open_row(struct screening_draft *d, const char *field)
{
	struct screening_reply *r = screening_get(&d->today, field)[0]
					? NULL
					: screening_reply_of(&d->today, field);

	if (r)
		r->confirmed = true; /* looked at then */
	return r;
}

static const struct screening_field *
field_of(const struct result *x)
{
	int n;
	const struct screening_field *f = screening_fields(&n);

	for (int i = 0; i < n; i++)
		if (f[i].measure && f[i].place & SCREENING_BEFORE &&
		    !strcmp(f[i].measure, x->measure) && !strcmp(f[i].part, x->part))
			return &f[i];
	return NULL;
}

static enum status
load_values(struct app *a, const struct screening *stop, struct screening_draft *d,
	    struct err *err)
{
	struct result *rows = mem_alloc(RESULTS_MAX * sizeof *rows);
	int n = 0;
	enum status st =
	    query_results_screening(a->store, stop->head.no, rows, RESULTS_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		const struct screening_field *f = field_of(&rows[i]);
		struct screening_reply *r =
		    f && rows[i].value != DICT_NONE ? open_row(d, f->name) : NULL;
		long long v = rows[i].value;

		if (r && f->decimals)
			str_format(r->value, sizeof r->value, "%lld.%lld", v / 1000,
				   v % 1000 / 100);
		else if (r)
			str_format(r->value, sizeof r->value, "%lld", v / 1000);
	}
	free(rows);
	return st;
}

/* A calm answer is not stored, so an answer counts only while its rule still stops. */
static enum status
load_answers(struct app *a, const struct screening *stop, struct screening_draft *d,
	     struct err *err)
{
	struct screening_answer *rows = mem_alloc(ANSWERS_MAX * sizeof *rows);
	int n = 0;
	enum status st =
	    query_screening_answers(a->store, stop->head.no, rows, ANSWERS_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct screening_reply *r =
		    screening_of_today(rows[i].field) &&
			    any_listed(d->before_rules, rows[i].rules)
			? open_row(d, rows[i].field)
			: NULL;

		if (r)
			str_copy(r->value, sizeof r->value, rows[i].value);
	}
	free(rows);
	return st;
}

enum status
screening_load_today(struct app *a, const struct screening *stop,
		     struct screening_draft *d, struct err *err)
{
	enum status st = load_values(a, stop, d, err);

	return st ? st : load_answers(a, stop, d, err);
}

const char *
screening_answer_of(const struct screening_draft *d, const char *field)
{
	const char *now = screening_get(&d->set, field);

	return now[0] ? now : screening_get(&d->today, field);
}

struct screening_set *
screening_judged(const struct screening_draft *d)
{
	struct screening_set *set = mem_dup(&d->set, sizeof d->set);

	for (int i = 0; i < d->today.n; i++) {
		struct screening_reply *r =
		    screening_reply_of(set, d->today.rows[i].field);

		if (r && !r->value[0])
			*r = d->today.rows[i];
	}
	return set;
}

void
screening_add_vitals(const struct screening_set *set, struct str *out)
{
	struct str vitals = {0};

	screening_say_vitals(set, &vitals);
	if (vitals.n > 0)
		str_addf(out, "%s%s", out->n > 0 ? "; " : "", str_text(&vitals));
	str_release(&vitals);
}
