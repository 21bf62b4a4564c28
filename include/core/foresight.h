/* foresight.h - the chance that a visit is missed or a patient stays away: plain arithmetic over the
 * clinic's own visits, every number of it to be shown; knows no patient. */
#ifndef CORE_FORESIGHT_H
#define CORE_FORESIGHT_H

#include "base/str.h"

#include <stdbool.h>
#include <stdint.h>

/* Section 2 of the prediction rules (2026): a logistic regression held to start values by a quadratic
 * pull, fitted by Newton steps; base rate, features and what may be shown when. Start values and
 * pulls are rows of care_rules (rule "forecast"), so that none of them stands here. */

/* X(ID, key of its row in care_rules, what it is called in reasons). In the order of the rules.
 * Nothing about the person (sex, age, language, address, payer) is or may become a feature:
 * tests/unit/app/test_foresight.c holds the inputs of every row against the dictionary. */
#define FORESIGHT_FEATURES(X)                                                            \
	X(MISSED, "fc_missed", "missed before")                                          \
	X(LEAD, "fc_lead", "booked long ahead")                                          \
	X(GAP, "fc_gap", "over two weeks since the last visit")                          \
	X(ACTIVE, "fc_active", "little active at the start")                             \
	X(HOME, "fc_home", "home programme done under 60 percent")                       \
	X(CONFIDENCE, "fc_confidence", "low confidence in the home programme")           \
	X(MOOD, "fc_mood", "low mood (PHQ-2)")                                           \
	X(PAIN, "fc_pain", "pain up since the visit before")

enum foresight_feature {
#define FORESIGHT_ENUM(ID, key, words) FORESIGHT_##ID,
	FORESIGHT_FEATURES(FORESIGHT_ENUM)
#undef FORESIGHT_ENUM
	    FORESIGHT_COUNT
};

enum {
	FORESIGHT_SIZE = FORESIGHT_COUNT + 1, /* with the intercept, which is number 0 */
	FORESIGHT_STEPS = 50,
	FORESIGHT_LAST = 5,	   /* booked visits that "missed before" looks at */
	FORESIGHT_CHECKED = 50,	   /* forecasts the model is judged by */
	FORESIGHT_FEW_VISITS = 20, /* below: counts only, no percent; base 0.10 */
	FORESIGHT_FEW_MISSED = 5,
	FORESIGHT_FULL_VISITS = 100, /* from there: the percent with its band */
	FORESIGHT_FULL_MISSED = 20
};

/* Key and words of a feature; static. */
const char *foresight_key(enum foresight_feature f);
const char *foresight_words(enum foresight_feature f);

/* Start values and pulls; size counts the intercept. */
struct foresight_prior {
	int size;
	double start[FORESIGHT_SIZE], pull[FORESIGHT_SIZE];
};

/* What happened: n rows of size - 1 features each, and whether it came true. */
struct foresight_rows {
	const double *x; /* [n][size - 1]; borrowed */
	const bool *y;
	int n;
};

struct foresight_fit {
	int size, steps;
	double b[FORESIGHT_SIZE];
	double cov[FORESIGHT_SIZE][FORESIGHT_SIZE]; /* inverse of H at the optimum */
	double loss;				    /* J(b) */
};

/* Fits; without rows the start values come back. */
void foresight_fit(const struct foresight_prior *prior, const struct foresight_rows *rows,
		   struct foresight_fit *fit);

/* One forecast; part[j] is b[j] x[j], the reason's share of z. */
struct foresight_one {
	double z, p, se, lo, hi;
	double part[FORESIGHT_SIZE];
};
/* x has size - 1 features. */
void foresight_one(const struct foresight_fit *fit, const double *x,
		   struct foresight_one *one);

/* 0.10 below 20 visits, else missed / visits kept within 0.02 and 0.50. */
double foresight_base(int visits, int missed);

/* How much may be said, by what was seen. */
enum foresight_show { FORESIGHT_COUNTS, FORESIGHT_ROUGH, FORESIGHT_PERCENT };
enum foresight_show foresight_show(int visits, int missed);
/* low: p < base; middle: below twice the base; high. */
enum foresight_level {
	FORESIGHT_LOW,
	FORESIGHT_MIDDLE,
	FORESIGHT_HIGH,
	FORESIGHT_LEVELS
};
enum foresight_level foresight_level(double p, double base);
const char *foresight_level_text(enum foresight_level l); /* static */

/* Forecasts against what happened. {0} is an empty one. */
struct foresight_check {
	struct {
		int n, happened;
		double sum; /* of the forecasts */
	} band[FORESIGHT_LEVELS];
	int n, happened;
	double sum, squares; /* of p, and of (p - y)^2 */
};
void foresight_check_add(struct foresight_check *c, double p, double base, bool happened);
/* Mean of (p - y)^2, and what the base rate alone would give: base (1 - base). 0 when empty. */
double foresight_brier(const struct foresight_check *c);
double foresight_brier_base(double base);
/* True when FORESIGHT_CHECKED forecasts were made and the base rate did better. */
bool foresight_worse(const struct foresight_check *c, double base);

/* The formula of one forecast with its numbers, lines parted by LF. features[j] is which feature
 * column j is, unknown[j] that it was not known and counts as 0. Appends. */
struct foresight_case {
	const double *x; /* size - 1 */
	const bool *unknown;
	const enum foresight_feature *features;
};
void foresight_explain(const struct foresight_fit *fit, const struct foresight_case *of,
		       const struct foresight_one *one, struct str *out);

#endif
