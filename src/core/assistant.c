/* assistant.c - CQ and CO: full blocks to whoever gave them, then the midpoint exception. */
#include "core/assistant.h"

#include "base/str.h"

#include <assert.h>
#include <string.h>

enum { BLOCK = 15, MIDPOINT_MIN = 8 };

/* Minutes and units of one pool of codes: p therapist, q assistant alone. */
struct share {
	int p, q;
	int plain, assisted; /* units still to be printed */
	bool flagged;
};

bool
assistant_in_part(int p, int q, enum assistant_test test)
{
	if (q <= 0)
		return false;
	if (test == ASSISTANT_SIMPLE)
		return q >= (p + q + 5) / 10 + 1;
	return 10 * q > p + q;
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/* Billing-rules section 5, steps for one timed code. */
static void
split_timed(struct share *s, int units, enum assistant_test test)
{
	int p = s->p, q = s->q, left;

	s->plain = least(p / BLOCK, units);
	s->assisted = least(q / BLOCK, units - s->plain);
	left = units - s->plain - s->assisted;
	p %= BLOCK;
	q %= BLOCK;
	assert(left <= 2);
	if (left == 2) {
		s->plain++;
		s->assisted++;
		s->flagged = p + q < BLOCK + MIDPOINT_MIN; /* 15..22: no CMS text */
	} else if (left == 1 && p < MIDPOINT_MIN && assistant_in_part(p, q, test)) {
		s->assisted++;
	} else if (left == 1) {
		s->plain++;
	}
}

/* Untimed codes and those outside the 15-minute pool: the service as a whole. */
static void
split_whole(struct share *s, int units, enum assistant_test test)
{
	if (assistant_in_part(s->p, s->q, test))
		s->assisted = units;
	else
		s->plain = units;
}

/* Adds up who gave what; false when the assistant's time is not inside the code's. */
static bool
read_shares(const struct units_result *units, const struct units_time *alone, size_t n,
	    struct share shares[UNITS_LINE_MAX])
{
	size_t found = 0;

	for (int i = 0; i < units->n; i++) {
		const struct units_line *line = &units->lines[i];
		struct share *s = &shares[line->pool];
		int64_t assistant_s = 0;
		int p;

		for (size_t k = 0; k < n; k++)
			if (strcmp(alone[k].code, line->code) == 0) {
				assistant_s += alone[k].seconds;
				found++;
			}
		if (assistant_s < 0 || assistant_s > line->seconds)
			return false;
		p = (int)((line->seconds - assistant_s) / 60);
		s->p += p;
		s->q += line->minutes - p;
	}
	return found == n;
}

static void
print_units(struct assistant_result *r, const char *code, struct share *s, int units)
{
	for (int assisted = 0; assisted < 2; assisted++) {
		int *left = assisted ? &s->assisted : &s->plain;
		int take = least(units, *left);

		if (take == 0)
			continue;
		r->lines[r->n] = (struct assistant_line){
		    .units = take, .assistant = assisted, .flagged = s->flagged};
		str_copy(r->lines[r->n].code, sizeof r->lines[r->n].code, code);
		r->n++;
		*left -= take;
		units -= take;
	}
}

static void
note_forbidden(const struct units_table *table, const struct units_time *alone, size_t n,
	       struct assistant_result *r)
{
	for (size_t i = 0; i < n; i++) {
		const struct units_code *row = units_find(table, alone[i].code);

		if (row == NULL || !row->therapist_only || alone[i].seconds == 0)
			continue;
		str_copy(r->forbidden, sizeof r->forbidden, row->code);
		return;
	}
}

enum status
assistant_split(const struct units_table *table, const struct units_result *units,
		const struct units_time *alone, size_t n, enum assistant_test test,
		struct assistant_result *result, struct err *err)
{
	struct share shares[UNITS_LINE_MAX] = {0};

	memset(result, 0, sizeof *result);
	note_forbidden(table, alone, n, result);
	if (!read_shares(units, alone, n, shares))
		return status_fail(
		    err, ST_INVALID,
		    "assistant time is more than the time of its code; correct it");
	for (int i = 0; i < units->n_pools; i++) {
		const struct units_pool *pool = &units->pools[i];

		if (pool->timing == UNITS_TIMED15)
			split_timed(&shares[i], pool->units, test);
		else
			split_whole(&shares[i], pool->units, test);
	}
	/* The first code of a pool prints the first unit, so its line goes first. */
	for (int i = 0; i < units->n; i++) {
		const struct units_line *line = &units->lines[i];

		print_units(result, line->code, &shares[line->pool], line->units);
	}
	return ST_OK;
}
