/* goal.h - what makes a goal measurable, its sentence, how far it has come; knows no database. */
#ifndef CORE_GOAL_H
#define CORE_GOAL_H

#include "core/dict_rows.h"
#include "core/measure.h"

#include <stdbool.h>
#include <stdint.h>

/* A goal is set with the patient: measure, from, to, by when, in order to. */

enum { GOAL_WEEKS_MIN = 2, GOAL_WEEKS_MAX = 12, GOAL_WEEKS_SHORT = 4 };

/* What is missing or wrong, as bits. A goal with any but the two of the date is not measurable. */
enum goal_gap {
	GOAL_NO_MEASURE = 1 << 0,
	GOAL_NO_SIDE = 1 << 1, /* the measure has a left and a right */
	GOAL_NO_BASELINE = 1 << 2,
	GOAL_NO_TARGET = 1 << 3,
	GOAL_WRONG_WAY = 1 << 4, /* the target is not better than the baseline */
	GOAL_TOO_SMALL = 1 << 5, /* less than the change that counts */
	GOAL_OUTSIDE = 1 << 6,	 /* beyond the limits of the measure */
	GOAL_NO_DATE = 1 << 7,
	GOAL_NO_TASK = 1 << 8, /* no daily task it is for */
	GOAL_BLANKS = 1 << 9,  /* the sentence has places not filled in */
	GOAL_TOO_SOON = 1 << 10,
	GOAL_TOO_LATE = 1 << 11
};

/* What a goal is judged by. Borrowed. */
struct goal_facts {
	const struct measure *measure;	      /* NULL: none, or not known here */
	const struct goal_template *template; /* NULL: none */
	struct measure_norms norms;
	struct measure_who who;
	int64_t today; /* for the 2 to 12 weeks; DATE_NONE: the date is not judged */
};

/* The gaps of a goal, enum goal_gap. */
unsigned goal_check(const struct goal *g, const struct goal_facts *f);
/* True when a goal with these gaps counts as measurable. */
bool goal_measurable(unsigned gaps);
/* The gaps in words, parted by ", ". Appends nothing when there is none. */
void goal_gap_text(unsigned gaps, struct str *out);
/* Active or partly met. */
bool goal_open(const struct goal *g);

/* The target the template's rule proposes for g->baseline, within the limits of the measure and
 * with its decimals; without a template the change that counts. ST_NOT_FOUND: the therapist has
 * to type it; err says why. */
enum status goal_propose(const struct goal *g, const struct goal_facts *f,
			 int64_t *target, struct err *err) BASE_MUST_CHECK;
/* The daily task in the words of the template ("so I can ..."), "" when it leaves it open. */
void goal_task(const struct goal_template *t, char *out, size_t size);
/* short up to 4 weeks from today, else long: a code of goal_term. */
const char *goal_term_for(int64_t due, int64_t today);
/* The sentence of the goal from its parts; what is not known reads "___". Appends. */
void goal_sentence(const struct goal *g, const struct goal_facts *f, struct str *out);
/* Percent of the way from baseline to target, 0 to 100; -1: it cannot be told. */
int goal_progress(const struct goal *g, int64_t latest);
/* True when a score meets the target. */
bool goal_met(const struct goal *g, const struct measure *m, int64_t latest);

#endif
