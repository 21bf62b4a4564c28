/* goal_rule.c - a small calculator for the target rules of goal templates. */
#include "core/goal_rule.h"

#include "base/str.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH_MAX = 20, NAME_SIZE = 40, ARGS_MAX = 8 };

/* A value, or none. */
struct maybe {
	bool known;
	double v;
};

struct reader {
	const char *rule, *at;
	goal_rule_look *look;
	void *ctx;
	struct err *err;
	enum status bad; /* the first reason to stop */
	int depth;
};

static struct maybe sum(struct reader *r);

static struct maybe
fail(struct reader *r, const char *what)
{
	if (!r->bad)
		r->bad = status_fail(
		    r->err, ST_INVALID,
		    "Target rule \"%s\", character %d: %s; correct the goal template",
		    r->rule, (int)(r->at - r->rule) + 1, what);
	return (struct maybe){0};
}

static void
blanks(struct reader *r)
{
	while (*r->at == ' ')
		r->at++;
}

static bool
taken(struct reader *r, const char *word)
{
	size_t n = strlen(word);

	blanks(r);
	if (strncmp(r->at, word, n))
		return false;
	r->at += n;
	return true;
}

static struct maybe
number(struct reader *r)
{
	struct maybe m = {true, 0};
	double place = 1;

	while (isdigit((unsigned char)*r->at))
		m.v = m.v * 10 + (*r->at++ - '0');
	if (*r->at == '.') {
		r->at++;
		if (!isdigit((unsigned char)*r->at))
			return fail(r, "a digit is wanted behind the point");
		while (isdigit((unsigned char)*r->at)) {
			m.v = m.v * 10 + (*r->at++ - '0');
			place *= 10;
		}
	}
	m.v /= place;
	taken(r, "code steps");
	return m;
}

/* ---- functions */

static struct maybe
least(const struct maybe *a, int n, int sign)
{
	struct maybe m = {0};

	for (int i = 0; i < n; i++)
		if (a[i].known && (!m.known || sign * a[i].v < sign * m.v))
			m = a[i];
	return m;
}

static struct maybe
rounded(struct reader *r, const struct maybe *a, int n)
{
	double step = n == 2 ? a[1].v : 1;

	if (n > 2)
		return fail(r, "round takes a value and a step");
	if (n == 2 && a[1].known && !(step > 0))
		return fail(r, "the step of round must be above 0");
	if (!a[0].known || (n == 2 && !a[1].known))
		return (struct maybe){0};
	return (struct maybe){true, floor(a[0].v / step + 0.5 + 1e-9) * step};
}

static int
arguments(struct reader *r, struct maybe *a)
{
	int n = 0;

	do {
		if (n == ARGS_MAX) {
			fail(r, "too many values");
			return n;
		}
		a[n++] = sum(r);
	} while (!r->bad && taken(r, ","));
	if (!r->bad && !taken(r, ")"))
		fail(r, "a ) is missing");
	return n;
}

/* if(a > b, then, else): both sides are read, one counts. */
static struct maybe
choice(struct reader *r)
{
	struct maybe left = sum(r), right, a[ARGS_MAX];
	bool more = taken(r, ">"), yes;
	int n;

	if (!r->bad && !more && !taken(r, "<"))
		return fail(r, "if compares two values with > or <");
	right = sum(r);
	if (!r->bad && !taken(r, ","))
		return fail(r, "a comma is missing behind the comparison");
	n = arguments(r, a);
	if (r->bad)
		return (struct maybe){0};
	if (n != 2)
		return fail(r, "if takes a comparison and two values");
	yes = more ? left.v > right.v : left.v < right.v;
	return left.known && right.known ? a[yes ? 0 : 1] : (struct maybe){0};
}

static struct maybe
call(struct reader *r, const char *name)
{
	struct maybe a[ARGS_MAX];
	int n;

	if (!strcmp(name, "if"))
		return choice(r);
	if (strcmp(name, "min") && strcmp(name, "max") && strcmp(name, "round"))
		return fail(r, "this function is not known (min, max, round, if)");
	n = arguments(r, a);
	if (r->bad)
		return (struct maybe){0};
	if (name[0] == 'r')
		return rounded(r, a, n);
	return least(a, n, !strcmp(name, "min") ? 1 : -1);
}

static struct maybe
named(struct reader *r)
{
	char name[NAME_SIZE];
	struct maybe m = {0};
	size_t n = 0;

	while (isalnum((unsigned char)r->at[n]) || r->at[n] == '_' || r->at[n] == '.')
		n++;
	if (n >= sizeof name)
		return fail(r, "this name is too long");
	memcpy(name, r->at, n);
	name[n] = '\0';
	if (r->at[n] == '(') {
		r->at += n + 1;
		return call(r, name);
	}
	if (strcmp(name, "baseline") && strcmp(name, "mdc") && strcmp(name, "mcid") &&
	    strcmp(name, "mdc_by_baseline") && strncmp(name, "norm.", 5))
		return fail(r,
			    "this name is not known (baseline, mdc, mcid, norm.FIGURE)");
	r->at += n;
	m.known = r->look(r->ctx, name, &m.v);
	return m;
}

/* ---- operators */

static struct maybe
factor(struct reader *r)
{
	struct maybe m = {0};

	blanks(r);
	if (r->bad)
		return m;
	if (++r->depth > DEPTH_MAX)
		return fail(r, "too many brackets");
	if (taken(r, "(")) {
		m = sum(r);
		if (!r->bad && !taken(r, ")"))
			m = fail(r, "a ) is missing");
	} else if (taken(r, "-")) {
		m = factor(r);
		m.v = -m.v;
	} else if (isdigit((unsigned char)*r->at)) {
		m = number(r);
	} else if (isalpha((unsigned char)*r->at)) {
		m = named(r);
	} else {
		m = fail(r, "a number or a name is wanted here");
	}
	r->depth--;
	return m;
}

static struct maybe
product(struct reader *r)
{
	struct maybe m = factor(r);

	for (;;) {
		bool times = taken(r, "*");
		struct maybe b;

		if (r->bad || (!times && !taken(r, "/")))
			return m;
		b = factor(r);
		if (!r->bad && !times && b.known && b.v == 0)
			return fail(r, "division by 0");
		m.known = m.known && b.known;
		if (m.known)
			m.v = times ? m.v * b.v : m.v / b.v;
	}
}

static struct maybe
sum(struct reader *r)
{
	struct maybe m = product(r);

	for (;;) {
		bool plus = taken(r, "+");
		struct maybe b;

		if (r->bad || (!plus && !taken(r, "-")))
			return m;
		b = product(r);
		m.known = m.known && b.known;
		m.v += plus ? b.v : -b.v;
	}
}

enum status
goal_rule_target(const char *rule, goal_rule_look *look, void *ctx, double *target,
		 struct err *err)
{
	struct reader r = {
	    .rule = rule, .at = rule, .look = look, .ctx = ctx, .err = err};
	struct maybe m;

	if (!*rule || !strcmp(rule, "set with patient"))
		return status_fail(err, ST_NOT_FOUND,
				   "The target is set with the patient: type it");
	m = sum(&r);
	blanks(&r);
	if (!r.bad && *r.at)
		fail(&r, "this is left over");
	if (r.bad)
		return r.bad;
	if (!m.known || !isfinite(m.v))
		return status_fail(err, ST_NOT_FOUND,
				   "The rule \"%s\" gives no target here: type it", rule);
	*target = m.v;
	return ST_OK;
}

/* ---- smallest change that counts */

/* The first number at or behind *p; *p goes behind it. */
static bool
next_number(const char **p, double *v)
{
	while (**p && !isdigit((unsigned char)**p))
		(*p)++;
	if (!**p)
		return false;
	for (*v = 0; isdigit((unsigned char)**p); (*p)++)
		*v = *v * 10 + (**p - '0');
	if (**p == '.' && isdigit((unsigned char)(*p)[1])) {
		double place = 1;

		for ((*p)++; isdigit((unsigned char)**p); (*p)++) {
			place *= 10;
			*v += (**p - '0') / place;
		}
	}
	return true;
}

bool
goal_rule_change(const char *words, struct goal_change *c)
{
	const char *p = words, * or = strstr(words, " or ");
	double v;

	memset(c, 0, sizeof *c);
	if (!strcmp(words, "one full grade")) { /* two steps of the grade code */
		c->points = 2;
		return true;
	}
	if (!next_number(&p, &v))
		return false;
	if (!strncmp(words, "reach ", 6)) {
		c->reach = v;
		return true;
	}
	c->points = v;
	c->more = !strncmp(words, "more than ", 10);
	c->by_baseline = strstr(words, "by baseline") != NULL;
	if (or &&strstr(or, "percent") && next_number(& or, &v))
		c->percent = v;
	return true;
}
