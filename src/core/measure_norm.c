/* measure_norm.c - bands, flags and normal values by age and sex. */
#include "core/measure.h"

#include "base/str.h"

#include <string.h>

/* ---- bands */

/* One band "low-high:label"; p is moved behind it. False at the end or at anything else. */
static bool
next_band(const char **p, int64_t *low, const char **label, size_t *n)
{
	const char *end = strchr(*p, ';'), *colon = strchr(*p, ':'), *dash;
	char number[16];

	if (!colon || (end && colon > end))
		return false;
	dash =
	    memchr(*p + 1, '-', (size_t)(colon - *p - 1)); /* a first minus is a sign */
	if (!dash)
		dash = colon; /* a single score */
	if ((size_t)(dash - *p) >= sizeof number)
		return false;
	memcpy(number, *p, (size_t)(dash - *p));
	number[dash - *p] = '\0';
	*label = colon + 1;
	*n = end ? (size_t)(end - *label) : strlen(*label);
	*p = end ? end + 1 : *label + *n;
	return measure_decimal(number, low);
}

bool
measure_band(const struct measure *m, int64_t value, char *label, size_t size)
{
	const char *p = m->bands, *text, *found = NULL;
	size_t n = 0, length = 0;
	int64_t low;

	if (value == DICT_NONE)
		return false;
	while (*p && next_band(&p, &low, &text, &n))
		if (value >= low) {
			found = text;
			length = n;
		}
	if (found)
		str_format(label, size, "%.*s", (int)length, found);
	return found != NULL;
}

/* ---- rows that fit */

static bool
fits(const struct norm *r, const struct measure *m, struct measure_who who)
{
	bool sex = !r->sex[0] || r->sex[0] == 'A' || r->sex[0] == who.sex;

	return !strcmp(r->measure, m->key) && sex && who.age >= 0 &&
	       (r->age_min == DICT_NONE || who.age >= r->age_min) &&
	       (r->age_max == DICT_NONE || who.age <= r->age_max);
}

static bool
begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

/* Kinds of figures that say what is usual; all others are cut-offs. */
static bool
is_usual(const char *stat)
{
	static const char *const usual[] = {
	    "mean",  "p", "aaos_normal", "reference_range", "worse_than_average",
	    "target"};

	for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
		if (begins(stat, usual[i]))
			return true;
	return false;
}

static int64_t
number_or_none(const char *text)
{
	int64_t v;

	return measure_decimal(text, &v) ? v : DICT_NONE;
}

static void
take(const struct norm *r, struct measure_normal *out)
{
	out->row = r;
	out->value = number_or_none(r->value);
	out->low = number_or_none(r->low);
	out->high = number_or_none(r->high);
	out->check = measure_check(r->verification);
}

/* ---- centiles given for whole ages, to be read between two rows */

static bool
is_point(const struct norm *r)
{
	return begins(r->stat, "p10_") && r->age_min == r->age_max;
}

static int64_t
between(int64_t a, int64_t b, int64_t at, int64_t length)
{
	if (a == DICT_NONE || b == DICT_NONE)
		return a;
	return a + (b - a) * at / length;
}

static bool
from_points(const struct measure *m, struct measure_norms norms, struct measure_who who,
	    struct measure_normal *out)
{
	const struct norm *young = NULL, *old = NULL;
	struct measure_normal upper;
	int64_t at, length;

	for (size_t i = 0; i < norms.n; i++) {
		const struct norm *r = &norms.rows[i];

		if (strcmp(r->measure, m->key) != 0 || !is_point(r) ||
		    r->sex[0] != who.sex)
			continue;
		if (r->age_min <= who.age && (!young || r->age_min > young->age_min))
			young = r;
		if (r->age_min >= who.age && (!old || r->age_min < old->age_min))
			old = r;
	}
	if (!young || !old)
		return false;
	take(young, out);
	take(old, &upper);
	at = who.age - young->age_min;
	length = old->age_min > young->age_min ? old->age_min - young->age_min : 1;
	out->value = between(out->value, upper.value, at, length);
	out->low = between(out->low, upper.low, at, length);
	out->high = between(out->high, upper.high, at, length);
	out->check = out->check || upper.check;
	return true;
}

/* ---- the best row */

/* True when a says more about this person than b. */
static bool
closer(const struct norm *a, const struct norm *b, const char *protocol)
{
	bool pa = protocol[0] && strstr(a->protocol, protocol);
	bool pb = protocol[0] && strstr(b->protocol, protocol);
	bool sa = a->sex[0] && a->sex[0] != 'A', sb = b->sex[0] && b->sex[0] != 'A';
	int64_t wa = a->age_max - a->age_min, wb = b->age_max - b->age_min;

	if (pa != pb)
		return pa;
	if (sa != sb)
		return sa;
	return wa < wb;
}

bool
measure_norm(const struct measure *m, struct measure_norms norms, struct measure_who who,
	     const char *protocol, struct measure_normal *out)
{
	const struct norm *best = NULL;

	if (from_points(m, norms, who, out))
		return true;
	for (size_t i = 0; i < norms.n; i++) {
		const struct norm *r = &norms.rows[i];

		if (fits(r, m, who) && is_usual(r->stat) && !is_point(r) &&
		    (!best || closer(r, best, protocol)))
			best = r;
	}
	if (best)
		take(best, out);
	return best != NULL;
}

bool
measure_norm_stat(const struct measure *m, struct measure_norms norms,
		  struct measure_who who, const char *stat, struct measure_normal *out)
{
	const struct norm *best = NULL;

	if (begins(stat, "p10_") && from_points(m, norms, who, out))
		return true;
	for (size_t i = 0; i < norms.n; i++) {
		const struct norm *r = &norms.rows[i];

		if (fits(r, m, who) && !strcmp(r->stat, stat) &&
		    (!best || closer(r, best, "")))
			best = r;
	}
	if (best)
		take(best, out);
	return best != NULL;
}

void
measure_normal_text(const struct measure *m, const struct measure_normal *n, char *out,
		    size_t size)
{
	char a[MEASURE_TEXT_SIZE], b[MEASURE_TEXT_SIZE];
	const char *op = n->row->op;

	if (n->low != DICT_NONE && n->high != DICT_NONE && begins(n->row->stat, "p25")) {
		measure_number(m, n->low, a, sizeof a);
		measure_number(m, n->high, b, sizeof b);
		str_format(out, size, "%s-%s", a, b);
		return;
	}
	if (begins(n->row->stat, "reference")) {
		measure_number(m, n->low, a, sizeof a);
		measure_number(m, n->high, b, sizeof b);
		str_format(out, size, "%s-%s", a, b);
		return;
	}
	measure_number(m, measure_round(m, n->value), a, sizeof a);
	/* A row "worse when above" says what is usual: up to there. */
	str_format(out, size, "%s%s",
		   op[0] == '>'	  ? (begins(n->row->stat, "worse") ? "<=" : ">=")
		   : op[0] == '<' ? ">="
				  : "",
		   a);
}

/* ---- flags */

/* Compares as the sign of a rule says: <, <=, >, >=. */
static bool
holds(const char *op, size_t n, int64_t value, int64_t limit)
{
	bool equal = n == 2 && op[1] == '=' && value == limit;

	return equal || (op[0] == '<' && value < limit) ||
	       (op[0] == '>' && value > limit);
}

bool
measure_flag(const struct measure *m, struct measure_norms norms, struct measure_who who,
	     int64_t value)
{
	size_t n = strspn(m->flag_rule, "<>=");
	const char *rest = m->flag_rule + n;
	struct measure_normal normal;
	int64_t limit;

	if (value == DICT_NONE || !n)
		return false;
	if (measure_decimal(rest, &limit))
		return holds(m->flag_rule, n, value, limit);
	return begins(rest, "norm:") &&
	       measure_norm_stat(m, norms, who, rest + strlen("norm:"), &normal) &&
	       holds(m->flag_rule, n, value, normal.value);
}
