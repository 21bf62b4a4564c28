/* goal_rule.h - proposes the target of a goal from its template's rule; knows no measure. */
#ifndef CORE_GOAL_RULE_H
#define CORE_GOAL_RULE_H

#include "base/status.h"

#include <stdbool.h>

/* Rules are data (goal templates): numbers, + - * /, brackets, min(a, b ...), max(a, b ...),
 * round(x) and round(x, step), if(a > b, then, else), and names: baseline, mdc, mcid,
 * mdc_by_baseline, norm.STAT. "2 code steps" is 2. A name without a value is left out of min
 * and max and leaves anything else without a value. */

/* What a name stands for. False: not known here (no norm fits ...). */
typedef bool goal_rule_look(void *ctx, const char *name, double *value);

/* Computes the rule. ST_NOT_FOUND: the rule is understood and gives no number (a name without
 * value, "set with patient"); the therapist is asked. ST_INVALID: not a rule; err names place
 * and reason. */
enum status goal_rule_target(const char *rule, goal_rule_look *look, void *ctx,
			     double *target, struct err *err) BASE_MUST_CHECK;

/* The smallest change that counts, read from the words of a template. */
struct goal_change {
	double points;	/* 0: none asked for */
	double percent; /* of the baseline; 0: none. Either of the two is enough */
	bool more;	/* it must be passed, not only reached */
	bool
	    by_baseline; /* the test error for this baseline (points holds its lower end) */
	double reach;	 /* the target must be at least this; 0: no such rule */
};

/* Reads "2 points or 30 percent", "more than 5 degrees", "4 to 7 points by baseline", "reach
 * 10 s", "one full grade". False: the words give no number ("task done or not", ""). */
bool goal_rule_change(const char *words, struct goal_change *c);

#endif
