/* assessment.h - an assessment: what it asks, what was measured before, what was found today;
 * knows no screen. */
#ifndef APP_ASSESSMENT_H
#define APP_ASSESSMENT_H

#include "app/measures.h"

enum { ASSESSMENT_ROWS_MAX = 60, ASSESSMENT_REASONS_MAX = 6, ASSESSMENT_LINE = 120 };

/* A side of a measure; measures without sides have the first alone. */
enum assessment_side { ASSESSMENT_LEFT, ASSESSMENT_RIGHT, ASSESSMENT_SIDES };

/* A result in the sheet. no 0: there is none. */
struct assessment_value {
	int64_t no, value, day;
	char trials[81], protocol[81], remark[161];
};

/* One measure of the sheet; m is borrowed from the clinic's tables. */
struct assessment_row {
	const struct measure *m;
	char part[33], name[80];
	bool sided;
	struct assessment_value now[ASSESSMENT_SIDES];	/* of this assessment */
	struct assessment_value last[ASSESSMENT_SIDES]; /* the latest before it */
};

struct assessment_sheet {
	struct assessment row;
	struct patient patient;
	struct measure_who who; /* on the day of the assessment */
	const struct measures *tables;
	struct assessment_row rows[ASSESSMENT_ROWS_MAX];
	int n;
};

enum { ASSESSMENT_SETS_MAX = 64 };
/* The sets to choose from; those that fit the patient's open episode first: the set its plan's
 * template asks for, then others of the same region. Without a template the one that fits the
 * diagnosis tells. Borrowed from the clinic's tables. *fitting: how many fit. */
enum status assessment_sets(struct app *a, int64_t patient,
			    const struct assessment_set *sets[ASSESSMENT_SETS_MAX],
			    int *n, int *fitting, struct err *err) BASE_MUST_CHECK;

/* Begins an assessment of today in the patient's open episode: the first of the episode is an
 * initial one, others are re-tests. set "": a re-test of what was measured before. */
enum status assessment_start(struct app *a, int64_t patient, const char *set, int64_t *no,
			     struct err *err) BASE_MUST_CHECK;
/* Loads it: rows of its set, then whatever else was measured in it, with the last values. A
 * measure that the tables no longer hold is left out of the sheet. */
enum status assessment_load(struct app *a, int64_t no, struct assessment_sheet *s,
			    struct err *err) BASE_MUST_CHECK;
/* Adds a measure to the sheet (it is stored with its first result); *at its row, also when it
 * was there. ST_INVALID: no such measure. */
enum status assessment_add(struct assessment_sheet *s, const char *measure,
			   const char *part, int *at, struct err *err) BASE_MUST_CHECK;

/* What is to be stored: value DICT_NONE for "could not be done". */
struct assessment_entry {
	int row;
	enum assessment_side side;
	int64_t value;
	const char *trials, *protocol, *remark; /* NULL: "" (protocol: as last time) */
};
/* Stores a result; one that is there already is replaced. The sheet takes it over; goals that
 * wait for it begin with it. */
enum status
assessment_put(struct app *a, struct assessment_sheet *s,
	       const struct assessment_entry *e, struct err *err) BASE_MUST_CHECK;
/* Takes a result back as entered in error. */
enum status assessment_cancel(struct app *a, struct assessment_sheet *s, int row,
			      enum assessment_side side, struct err *err) BASE_MUST_CHECK;
/* Stores one of the long texts (history, findings, impression). */
enum status assessment_write(struct app *a, struct assessment_sheet *s, const char *field,
			     const char *text, struct err *err) BASE_MUST_CHECK;

/* True when the value contradicts others of the sheet or lies outside what a body can do: why
 * gets the question ("bends to 20 deg but lacks 30 deg to straight"). It asks and refuses
 * nothing. */
bool assessment_doubt(const struct assessment_sheet *s, int row,
		      enum assessment_side side, int64_t value, char *why, size_t size);

/* The change since the last value; kind MEASURE_OPEN with by 0 when one of the two is missing. */
struct measure_change
assessment_change(const struct assessment_sheet *s, int row, enum assessment_side side);

/* Why this patient is at risk of falling, one reason a line (CDC STEADI); n 0: none found.
 * asked: how many of its four parts were measured. Under 60 years or of unknown age: none. */
struct assessment_falls {
	int n, asked;
	char reason[ASSESSMENT_REASONS_MAX][ASSESSMENT_LINE];
	char weak
	    [160]; /* what the up-and-go test alone is worth; "" when it was not done */
};
void assessment_falls(const struct assessment_sheet *s, struct assessment_falls *f);
/* How many of the chair stand, TUG and tandem stance flag the patient by their latest results up
 * to a day (progression-rules section 5). */
enum status assessment_fall_flags(struct app *a, int64_t patient, int64_t day, int *n,
				  struct err *err) BASE_MUST_CHECK;
/* The latest score of a measure without sides from one day to another, in thousandths;
 * DICT_NONE: none. */
struct assessment_span {
	int64_t patient, from, to; /* from DICT_NONE: ever */
};
enum status
assessment_last(struct app *a, const struct assessment_span *of, const char *measure,
		int64_t *value, struct err *err) BASE_MUST_CHECK;
/* True when the two latest low-mood scores of the patient both raise their flag. */
enum status assessment_low_mood(struct app *a, int64_t patient, bool *low,
				struct err *err) BASE_MUST_CHECK;

#endif
