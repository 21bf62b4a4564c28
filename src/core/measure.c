/* measure.c - scores as text, their limits, and what a change in them means. */
#include "core/measure.h"

#include "base/str.h"
#include "core/source.h"

#include <stdlib.h>
#include <string.h>

enum { THOUSAND = 1000, GRADES = 13 };

/* Muscle grades in their order; the code of a grade is its place. */
static const char *const grades[GRADES] = {"0",	 "1",  "2-", "2",  "2+", "3-", "3",
					   "3+", "4-", "4",  "4+", "5-", "5"};

/* Digits with at most three decimals; *used is the length read. False: no number begins here. */
static bool
read_decimal(const char *p, int64_t *value, size_t *used)
{
	size_t i = p[0] == '-' || p[0] == '+';
	int64_t v = 0, unit = THOUSAND;
	size_t digits = 0;

	for (; p[i] >= '0' && p[i] <= '9' && digits < 9; i++, digits++)
		v = v * 10 + (p[i] - '0');
	if (!digits)
		return false;
	v *= THOUSAND;
	if ((p[i] == '.' || p[i] == ',') && p[i + 1] >= '0' && p[i + 1] <= '9')
		for (i++; p[i] >= '0' && p[i] <= '9'; i++) {
			if (unit == 1)
				return false;
			unit /= 10;
			v += (p[i] - '0') * unit;
		}
	*value = p[0] == '-' ? -v : v;
	*used = i;
	return true;
}

bool
measure_decimal(const char *text, int64_t *value)
{
	size_t used;

	return read_decimal(text, value, &used) && !text[used];
}

bool
measure_check(const char *verification)
{
	return source_unsure(verification) || !strcmp(verification, "working");
}

int
measure_sign(const struct measure *m)
{
	return !strcmp(m->direction, "higher_better")  ? 1
	       : !strcmp(m->direction, "lower_better") ? -1
						       : 0;
}

bool
measure_sided(const struct measure *m)
{
	return !strcmp(m->sides, "left_right");
}

bool
measure_ordinal(const struct measure *m)
{
	return !strcmp(m->unit, "grade");
}

bool
measure_limits(const struct measure *m, int64_t *low, int64_t *high)
{
	return measure_decimal(m->min_value, low) && measure_decimal(m->max_value, high);
}

/* ---- scores as text */

static int
decimals(const struct measure *m)
{
	return m->decimals == DICT_NONE ? 0 : (int)m->decimals;
}

/* The value of the last shown decimal. */
static int64_t
step(const struct measure *m)
{
	int64_t s = THOUSAND;

	for (int i = 0; i < decimals(m); i++)
		s /= 10;
	return s;
}

int64_t
measure_round(const struct measure *m, int64_t value)
{
	int64_t s = step(m);

	if (value == DICT_NONE)
		return value;
	return value < 0 ? -((-value + s / 2) / s * s) : (value + s / 2) / s * s;
}

/* The number with the measure's decimals; a change may need more than its scores have. */
static void
plain(const struct measure *m, int64_t value, char *out, size_t size)
{
	int64_t v = llabs(value);
	int n = decimals(m);
	char part[4];

	str_format(part, sizeof part, "%03d", (int)(v % THOUSAND));
	while (n < 3 && strspn(part + n, "0") < strlen(part + n))
		n++;
	str_format(out, size, "%s%lld%s%.*s", value < 0 ? "-" : "",
		   (long long)(v / THOUSAND), n ? "." : "", n, part);
}

void
measure_number(const struct measure *m, int64_t value, char *out, size_t size)
{
	int64_t code = value / THOUSAND;

	if (value == DICT_NONE)
		str_copy(out, size, "not done");
	else if (measure_ordinal(m) && code >= 0 && code < GRADES)
		str_copy(out, size, grades[code]);
	else
		plain(m, value, out, size);
}

static const char *
unit(const struct measure *m)
{
	return !strcmp(m->unit, "percent") ? "%" : m->unit;
}

void
measure_text(const struct measure *m, int64_t value, char *out, size_t size)
{
	char number[MEASURE_TEXT_SIZE];
	bool bare = value == DICT_NONE || measure_ordinal(m) || !m->unit[0];

	measure_number(m, value, number, sizeof number);
	str_format(out, size, "%s%s%s", number, bare ? "" : " ", bare ? "" : unit(m));
}

void
measure_delta(const struct measure *m, int64_t by, char *out, size_t size)
{
	char number[MEASURE_TEXT_SIZE];
	bool one = llabs(by) == THOUSAND;

	plain(m, by, number, sizeof number);
	str_format(out, size, "%s%s%s%s", by > 0 ? "+" : "", number,
		   m->unit[0] ? " " : "",
		   !measure_ordinal(m) ? unit(m)
		   : one	       ? "step"
				       : "steps");
}

/* ---- typed scores */

static void
limits_text(const struct measure *m, char *out, size_t size)
{
	int64_t low, high;
	char from[MEASURE_TEXT_SIZE], to[MEASURE_TEXT_SIZE];

	out[0] = '\0';
	if (!measure_limits(m, &low, &high))
		return;
	measure_number(m, low, from, sizeof from);
	measure_text(m, high, to, sizeof to);
	str_format(out, size, "%s to %s", from, to);
}

static enum status
refuse(const struct measure *m, const char *typed, const char *why, struct err *err)
{
	char limits[2 * MEASURE_TEXT_SIZE];

	limits_text(m, limits, sizeof limits);
	return status_fail(err, ST_INVALID, "%s: \"%.20s\" %s; type %s%s", m->name, typed,
			   why, limits[0] ? limits : "a number",
			   measure_ordinal(m) ? ", as 3+ or 4-" : "");
}

static enum status
parse_grade(const struct measure *m, const char *typed, size_t n, int64_t *value,
	    struct err *err)
{
	for (int i = 0; i < GRADES; i++)
		if (strlen(grades[i]) == n && !strncmp(grades[i], typed, n)) {
			*value = i * (int64_t)THOUSAND;
			return ST_OK;
		}
	return refuse(m, typed, "is no muscle grade", err);
}

/* What may stand behind the number: nothing, or the unit. */
static bool
unit_fits(const struct measure *m, const char *p)
{
	size_t n;

	p += strspn(p, " ");
	n = strlen(p);
	while (n && p[n - 1] == ' ')
		n--;
	return !n || (strlen(m->unit) == n && !strncmp(p, m->unit, n)) ||
	       (strlen(unit(m)) == n && !strncmp(p, unit(m), n));
}

enum status
measure_parse(const struct measure *m, const char *typed, int64_t *value, struct err *err)
{
	const char *p = typed + strspn(typed, " ");
	size_t n = strlen(p), used = 0;
	int64_t low, high, v;

	while (n && p[n - 1] == ' ')
		n--;
	if (measure_ordinal(m))
		return parse_grade(m, p, n, value, err);
	if (!read_decimal(p, &v, &used) || !unit_fits(m, p + used))
		return refuse(m, typed, "is not a number this program knows", err);
	if (v != measure_round(m, v))
		return refuse(m, typed,
			      decimals(m) ? "has more decimals than are measured"
					  : "is not a whole number",
			      err);
	if (measure_limits(m, &low, &high) && (v < low || v > high))
		return refuse(m, typed, "is outside of what is possible", err);
	*value = v;
	return ST_OK;
}

/* ---- change */

static bool
in_range(int64_t v, const char *low, const char *high)
{
	int64_t from, to;

	return measure_decimal(low, &from) && measure_decimal(high, &to) && v >= from &&
	       v <= to;
}

/* The row of that kind whose range holds the baseline. */
static const struct norm *
by_baseline(const struct measure *m, struct measure_norms norms, const char *stat,
	    int64_t baseline)
{
	const struct norm *r = norms.rows;

	for (size_t i = 0; i < norms.n; i++, r++)
		if (!strcmp(r->measure, m->key) && !strcmp(r->stat, stat) &&
		    in_range(baseline, r->low, r->high))
			return r;
	return NULL;
}

static struct measure_figure
figure(const char *value, const char *from, const char *verification)
{
	struct measure_figure f = {.from = from};

	f.known = measure_decimal(value, &f.value) && f.value > 0;
	f.check = f.known && measure_check(verification);
	return f;
}

static struct measure_figure
figure_for(const struct measure *m, struct measure_norms norms, const char *stat,
	   int64_t baseline, struct measure_figure usual)
{
	const struct norm *r =
	    baseline == DICT_NONE ? NULL : by_baseline(m, norms, stat, baseline);

	return r ? figure(r->value, r->population, r->verification) : usual;
}

struct measure_figure
measure_mdc(const struct measure *m, struct measure_norms norms, int64_t baseline)
{
	return figure_for(m, norms, "mdc95_by_baseline", baseline,
			  figure(m->mdc, m->mdc_population, m->mdc_ver));
}

struct measure_figure
measure_mcid(const struct measure *m, struct measure_norms norms, int64_t baseline)
{
	return figure_for(m, norms, "mcid_by_baseline", baseline,
			  figure(m->mcid, m->mcid_population, m->mcid_ver));
}

static enum measure_kind
kind_of(const struct measure_change *c)
{
	int64_t size = llabs(c->by);

	if (!size)
		return MEASURE_SAME;
	if (c->mdc.known && size < c->mdc.value)
		return MEASURE_ERROR;
	if (c->mcid.known)
		return size >= c->mcid.value ? MEASURE_IMPORTANT
		       : c->mdc.known	     ? MEASURE_REAL
					     : MEASURE_SMALL;
	return c->mdc.known ? MEASURE_REAL : MEASURE_OPEN;
}

struct measure_change
measure_change(const struct measure *m, struct measure_norms norms, int64_t then,
	       int64_t now)
{
	struct measure_change c = {.kind = MEASURE_OPEN};

	if (then == DICT_NONE || now == DICT_NONE)
		return c;
	c.by = now - then;
	c.better = measure_sign(m) * ((c.by > 0) - (c.by < 0));
	c.mdc = measure_mdc(m, norms, then);
	c.mcid = measure_mcid(m, norms, then);
	c.kind = kind_of(&c);
	c.matters =
	    c.kind == MEASURE_ERROR && c.mcid.known && llabs(c.by) >= c.mcid.value;
	c.check = c.by != 0 && (c.mdc.check || c.mcid.check);
	return c;
}

void
measure_change_words(const struct measure_change *c, char *out, size_t size)
{
	static const char *const words[] = {
	    [MEASURE_SAME] = "",
	    [MEASURE_OPEN] = "changed",
	    [MEASURE_ERROR] = "within test error",
	    [MEASURE_SMALL] = "small",
	    [MEASURE_REAL] = "real",
	    [MEASURE_IMPORTANT] = "important",
	};
	bool way = c->better && c->kind != MEASURE_ERROR;

	_Static_assert(sizeof words / sizeof *words == MEASURE_KINDS, "one word a kind");
	str_format(out, size, "%s%s%s", words[c->kind], way ? ", " : "",
		   !way		   ? (c->matters ? ", may matter" : "")
		   : c->better > 0 ? "better"
				   : "worse");
}
