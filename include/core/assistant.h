/* assistant.h - which billed units an assistant gave (CQ, CO); knows no payer and no date. */
#ifndef CORE_ASSISTANT_H
#define CORE_ASSISTANT_H

#include "core/units.h"

/* How "more than 10 %" is counted (billing-rules.md section 5, 42 CFR 410.60(a)(4)). */
enum assistant_test {
	ASSISTANT_STRICT, /* 10 x assistant minutes > all minutes; the default */
	ASSISTANT_SIMPLE, /* CMS table: assistant minutes >= round(all / 10) + 1 */
};

/* One line of the claim. */
struct assistant_line {
	char code[UNITS_CODE_SIZE];
	int units;	/* above 0 */
	bool assistant; /* prints CQ (PT plan) or CO (OT plan) */
	bool flagged;	/* not covered by CMS text: a person looks at it */
};

/* Lines in the order of the units; of one code the therapist's before the assistant's. */
struct assistant_result {
	struct assistant_line lines[2 * UNITS_LINE_MAX];
	int n;
	/* First code only a therapist may give that has assistant time; "": none. */
	char forbidden[UNITS_CODE_SIZE];
};

/* Splits units (with the choice of a tie applied) between therapist and assistant.
 * alone: seconds the assistant gave without the therapist, per code; they are part of the
 * seconds the units were computed from (both together: the therapist's time).
 * Minutes of the therapist are rounded down, the rest of the code's minutes are the
 * assistant's. ST_INVALID: assistant time of a code that has less or no time. */
enum status
assistant_split(const struct units_table *table, const struct units_result *units,
		const struct units_time *alone, size_t n, enum assistant_test test,
		struct assistant_result *result, struct err *err) BASE_MUST_CHECK;
/* True when q assistant minutes make a service of p + q minutes one "in part" by the
 * assistant. */
bool assistant_in_part(int p, int q, enum assistant_test test);

#endif
