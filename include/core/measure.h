/* measure.h - scores of outcome measures and what a change in them means; knows no patient and
 * no database.
 *
 * A score is an int64_t in thousandths (12.3 s is 12300); DICT_NONE: could not be done. Muscle
 * grades are codes 0 to 12 (thousandths too: 7000 is 3+): ordinal, so never averaged. Rows of
 * measure and norm are those of the dictionary. */
#ifndef CORE_MEASURE_H
#define CORE_MEASURE_H

#include "core/dict_rows.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MEASURE_TEXT_SIZE = 48 };

/* Rows of the norm table; borrowed. */
struct measure_norms {
	const struct norm *rows;
	size_t n;
};

/* Whose score it is: sex "M" or "F" (others fit rows for all only), age in years, -1 unknown. */
struct measure_who {
	char sex;
	int age;
};

/* A figure out of the tables. check: recalled, unverified or a working value, to be shown with
 * "check source". */
struct measure_figure {
	bool known;
	bool check;
	int64_t value;	  /* thousandths, above 0 */
	const char *from; /* population; borrowed from its row, "" when none is named */
};

/* A normal value. row is borrowed; for centiles of whole ages the figures lie between two
 * rows, row is then the younger one. */
struct measure_normal {
	const struct norm *row;
	int64_t value, low, high; /* DICT_NONE: not given */
	bool check;
};

/* What a change comes to. */
enum measure_kind {
	MEASURE_SAME,	   /* no change */
	MEASURE_OPEN,	   /* changed; neither test error nor important change is known */
	MEASURE_ERROR,	   /* smaller than the test error (MDC) */
	MEASURE_SMALL,	   /* smaller than what matters (MCID); no test error is known */
	MEASURE_REAL,	   /* at least the test error */
	MEASURE_IMPORTANT, /* at least the test error, and at least what matters */
	MEASURE_KINDS
};
struct measure_change {
	enum measure_kind kind;
	int better;   /* +1 better, -1 worse, 0 the same or neither */
	int64_t by;   /* now less then */
	bool matters; /* at least the MCID, though within test error */
	bool check;   /* a figure it was judged by carries "check source" */
	struct measure_figure mdc, mcid;
};

/* The table's decimal text ("12.3", "-60") in thousandths; false for "" and anything else. */
bool measure_decimal(const char *text, int64_t *value);
/* True when what a `verification` cell says has to be shown as "check source". */
bool measure_check(const char *verification);

/* The score without and with its unit: "12.3", "12.3 s"; grades as "3+"; DICT_NONE "not done". */
void measure_number(const struct measure *m, int64_t value, char *out, size_t size);
void measure_text(const struct measure *m, int64_t value, char *out, size_t size);
/* A difference with its sign and unit: "+15 deg", "-2.1 s"; grades in steps: "+2 steps". */
void measure_delta(const struct measure *m, int64_t by, char *out, size_t size);
/* Reads a typed score: 12.3, 12,3, 12.3 s, -5, a grade as 3+ or 4-. ST_INVALID names the
 * measure and its limits. */
enum status measure_parse(const struct measure *m, const char *typed, int64_t *value,
			  struct err *err) BASE_MUST_CHECK;
/* The same value with the decimals of the measure, half away from zero. */
int64_t measure_round(const struct measure *m, int64_t value);

/* +1 higher is better, -1 lower is better, 0 neither. */
int measure_sign(const struct measure *m);
/* Measured left and right. */
bool measure_sided(const struct measure *m);
/* Steps that cannot be added or averaged (muscle grades). */
bool measure_ordinal(const struct measure *m);
/* Lowest and highest possible score; false when the row names none. */
bool measure_limits(const struct measure *m, int64_t *low, int64_t *high);

/* Test error and smallest important change for a score at the start (Berg and pain differ by
 * it; DICT_NONE: unknown). Not known where the tables have no figure. */
struct measure_figure
measure_mdc(const struct measure *m, struct measure_norms norms, int64_t baseline);
struct measure_figure
measure_mcid(const struct measure *m, struct measure_norms norms, int64_t baseline);
/* Judges the way from one score to another. Scores that were not done give MEASURE_OPEN. */
struct measure_change measure_change(const struct measure *m, struct measure_norms norms,
				     int64_t then, int64_t now);
/* Words for it: "important, better", "within test error", "" for no change. */
void measure_change_words(const struct measure_change *c, char *out, size_t size);

/* The label of the band the score lies in; false when there is none. A score between two
 * bands (11.95 between 0-11.9 and 12-20) belongs to the lower one. */
bool measure_band(const struct measure *m, int64_t value, char *label, size_t size);
/* True when the measure's flag rule fires. Rules that need a norm fire only where the table
 * has a row for that sex and age. */
bool measure_flag(const struct measure *m, struct measure_norms norms,
		  struct measure_who who, int64_t value);

/* The normal value that fits best: a row measured the way protocol says ("" or a word such as
 * "passive") before others, the own sex before all, the narrower age first. Cut-offs are not
 * normal values. False: none fits. */
bool
measure_norm(const struct measure *m, struct measure_norms norms, struct measure_who who,
	     const char *protocol, struct measure_normal *out);
/* The figure of one kind (stat of the row: below_average, mean ...). */
bool
measure_norm_stat(const struct measure *m, struct measure_norms norms,
		  struct measure_who who, const char *stat, struct measure_normal *out);
/* "135", "12-17", "<=11.4": as short as it can be said, without unit. */
void measure_normal_text(const struct measure *m, const struct measure_normal *n,
			 char *out, size_t size);

#endif
