/* test_goal_rule.c - the rules of every shipped goal template, and what is no rule. */
#include "base/str.h"
#include "core/goal_rule.h"
#include "random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What the names stand for in a test. */
struct names {
	double baseline;
	bool norms; /* false: no norm fits */
	double norm;
};

static bool
look(void *ctx, const char *name, double *v)
{
	const struct names *n = ctx;

	if (!strcmp(name, "baseline"))
		*v = n->baseline;
	else if (!strcmp(name, "mdc") || !strcmp(name, "mdc_by_baseline"))
		*v = 5;
	else if (!strcmp(name, "mcid"))
		*v = 4;
	else if (!n->norms)
		return false;
	else
		*v = n->norm;
	return true;
}

static enum status
target(const char *rule, double baseline, double *v)
{
	struct names n = {baseline, false, 0};
	struct err err = {0};

	return goal_rule_target(rule, look, &n, v, &err);
}

static void
gives(const char *rule, double baseline, double want)
{
	double v = -12345;

	if (target(rule, baseline, &v) || fabs(v - want) > 1e-9)
		fail_msg("%s with %g gives %g, not %g", rule, baseline, v, want);
}

static void
test_goal_rule__target__expressions(void **state)
{
	(void)state;
	gives("1+2*3", 0, 7);
	gives("(1+2)*3", 0, 9);
	gives("-baseline - -1", 4, -3);
	gives("10/4", 0, 2.5);
	gives("min(3, 1, 2)", 0, 1);
	gives("round(2.5)", 0, 3);
	gives("round(baseline*1.2, 100)", 4321, 5200);
	gives("baseline+2 code steps", 7, 9);
	gives("if(baseline>20, 1, 2)", 21, 1);
	gives("if(baseline>20, 1, 2)", 20, 2);
	gives("if(baseline<20, 1, 2)", 20, 2);
	gives("max(baseline+2, norm.below_average)", 5, 7); /* no norm: skipped */
	gives("baseline+mdc_by_baseline", 40, 45);
}

static void
test_goal_rule__target__norm(void **state)
{
	struct names n = {8, true, 14};
	struct err err = {0};
	double v = 0;

	(void)state;
	assert_int_equal(
	    goal_rule_target("max(baseline+2, norm.below_average)", look, &n, &v, &err),
	    ST_OK);
	assert_true(v == 14);
	n.norms = false;
	assert_int_equal(goal_rule_target("norm.x+1", look, &n, &v, &err), ST_NOT_FOUND);
	assert_int_equal(goal_rule_target("max(norm.x, norm.y)", look, &n, &v, &err),
			 ST_NOT_FOUND);
}

static void
test_goal_rule__target__what_is_no_rule(void **state)
{
	static const struct {
		const char *rule, *says;
	} bad[] = {
	    {"baseline+", "character 10: a number or a name is wanted"},
	    {"min(1, 2", "a ) is missing"},
	    {"(1", "a ) is missing"},
	    {"1 2", "this is left over"},
	    {"1.", "a digit is wanted"},
	    {"median(1)", "this function is not known"},
	    {"basline+1", "this name is not known"},
	    {"1/0", "division by 0"},
	    {"round(1, 0)", "above 0"},
	    {"round(1, 2, 3)", "a value and a step"},
	    {"if(1, 2, 3)", "> or <"},
	    {"if(1>0, 2)", "two values"},
	    {"max(1,2,3,4,5,6,7,8,9)", "too many values"},
	    {"((((((((((((((((((((((1))))))))))))))))))))))", "too many brackets"},
	};
	struct names n = {0};

	(void)state;
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		struct err err = {0};
		double v;

		if (goal_rule_target(bad[i].rule, look, &n, &v, &err) != ST_INVALID ||
		    !strstr(err.detail, bad[i].says))
			fail_msg("%s: %s", bad[i].rule, err.detail);
	}
}

/* Any bytes: an answer or a refusal, never a fault. */
static void
test_goal_rule__target__any_bytes(void **state)
{
	static const char pieces[] = "0123456789.+-*/(),<> bmnriaxdof_~\xC3";
	struct random r = random_begin("goal rule", 3);
	struct names n = {10, true, 3};

	(void)state;
	for (int k = 0; k < 20000; k++) {
		char rule[40];
		struct err err = {0};
		double v = 0;
		int len = random_below(&r, 39);
		enum status st;

		for (int i = 0; i < len; i++)
			rule[i] = pieces[random_below(&r, sizeof pieces - 1)];
		rule[len] = '\0';
		st = goal_rule_target(rule, look, &n, &v, &err);
		assert_true(st == ST_OK || st == ST_NOT_FOUND || st == ST_INVALID);
		assert_true(st != ST_OK || isfinite(v));
		assert_true(st == ST_OK || err.detail[0]);
	}
}

/* ---- the shipped table */

enum { COL_KEY, COL_RULE = 4, COL_CHANGE, COLS };

/* Copies a cell without its quotes; returns where it ends. */
static char *
one_cell(char *in, char *out)
{
	if (*in != '"') {
		while (*in && *in != ',')
			*out++ = *in++;
	} else {
		for (in++; *in && (*in != '"' || in[1] == '"'); in++) {
			in += *in == '"';
			*out++ = *in;
		}
		in += *in == '"';
	}
	if (*in == ',') {
		*out = '\0';
		return in + 1;
	}
	*out = '\0';
	return in;
}

static void
cells_of(char *line, char *cells[], int n)
{
	line[strcspn(line, "\r\n")] = '\0';
	for (int i = 0; i < n; i++) {
		cells[i] = line;
		line = one_cell(line, line);
	}
}

static void
test_goal_rule__target__every_template(void **state)
{
	FILE *f = fopen("assets/goal_templates.csv", "r");
	char line[2000], *cells[COLS];
	int rows = 0, by_hand = 0, unmeasured = 0;

	(void)state;
	assert_non_null(f);
	assert_non_null(fgets(line, sizeof line, f));
	while (fgets(line, sizeof line, f)) {
		struct goal_change c;
		double v = 0;
		enum status st;

		cells_of(line, cells, COLS);
		st = target(cells[COL_RULE], 5, &v);
		if (st == ST_INVALID)
			fail_msg("%s: %s is no rule", cells[COL_KEY], cells[COL_RULE]);
		by_hand += st == ST_NOT_FOUND;
		if (!goal_rule_change(cells[COL_CHANGE], &c))
			unmeasured++;
		else
			assert_true(c.points > 0 || c.reach > 0);
		rows++;
	}
	fclose(f);
	assert_int_equal(rows, 34);
	assert_int_equal(by_hand, 3);
	assert_int_equal(unmeasured, 3);
}

/* Rules of templates with numbers of their remarks. */
static void
test_goal_rule__target__clinical_cases(void **state)
{
	(void)state;
	gives("min(baseline-2, round(baseline*0.7))", 7, 5);
	gives("min(baseline-2, round(baseline*0.7))", 3, 1);
	gives("if(baseline>20, baseline-2.5, min(baseline-2.5, 11.9))", 18.2, 11.9);
	gives("if(baseline>20, baseline-2.5, min(baseline-2.5, 11.9))", 25, 22.5);
	gives("min(max(baseline+0.10, 0.8), baseline+0.20)", 0.5, 0.7);
	gives("min(max(baseline+0.10, 0.8), baseline+0.20)", 0.75, 0.85);
}

static void
test_goal_rule__change__words(void **state)
{
	struct goal_change c;

	(void)state;
	assert_true(goal_rule_change("2 points or 30 percent", &c));
	assert_true(c.points == 2 && c.percent == 30 && !c.more);
	assert_true(goal_rule_change("more than 5 degrees", &c));
	assert_true(c.points == 5 && c.more);
	assert_true(goal_rule_change("42.5 m (measurement error)", &c));
	assert_true(c.points == 42.5 && c.percent == 0);
	assert_true(goal_rule_change("4 to 7 points by baseline", &c));
	assert_true(c.points == 4 && c.by_baseline);
	assert_true(goal_rule_change("1000 steps or 20 percent", &c));
	assert_true(c.points == 1000 && c.percent == 20);
	assert_true(goal_rule_change("10 percent", &c));
	assert_true(c.points == 10 && c.percent == 0);
	assert_true(goal_rule_change("reach 10 s", &c));
	assert_true(c.reach == 10 && c.points == 0);
	assert_true(goal_rule_change("one full grade", &c));
	assert_true(c.points == 2);
	assert_false(goal_rule_change("task done or not", &c));
	assert_false(goal_rule_change("", &c));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_goal_rule__target__expressions),
	    cmocka_unit_test(test_goal_rule__target__norm),
	    cmocka_unit_test(test_goal_rule__target__what_is_no_rule),
	    cmocka_unit_test(test_goal_rule__target__any_bytes),
	    cmocka_unit_test(test_goal_rule__target__every_template),
	    cmocka_unit_test(test_goal_rule__target__clinical_cases),
	    cmocka_unit_test(test_goal_rule__change__words),
	};

	return cmocka_run_group_tests_name("goal_rule", tests, NULL, NULL);
}
