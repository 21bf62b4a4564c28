/* units.h - billing units from seconds per service code; holds no code list and no payer. */
#ifndef CORE_UNITS_H
#define CORE_UNITS_H

#include "base/status.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { UNITS_CODE_SIZE = 9, UNITS_LINE_MAX = 24, UNITS_NOTE_SIZE = 124 };

/* How the time of a code becomes units (billing-rules.md section 1). */
enum units_timing {
	UNITS_TIMED15,	   /* 15-minute code in the pool of the date and discipline */
	UNITS_TIMED_OTHER, /* time-based, outside the pool (97545, 97550) */
	UNITS_UNTIMED,	   /* one unit, minutes never in the timed total */
	UNITS_UNLISTED,	   /* as untimed; the payer decides */
	UNITS_DELETED,	   /* no longer valid: refused, note says what took its place */
	UNITS_TIMING_COUNT
};

enum units_rule {
	UNITS_CMS, /* total time, Pub. 100-04 ch. 5 20.2.C: the 8-minute rule */
	UNITS_AMA, /* midpoint of each code on its own */
	UNITS_RULE_COUNT
};

/* One row of the clinic's code table (data: timed_codes.csv). */
struct units_code {
	char code[UNITS_CODE_SIZE];
	enum units_timing timing;
	int unit_minutes; /* 15 for pool codes; 0 when untimed */
	char addon_to
	    [UNITS_CODE_SIZE]; /* continues that code: one pool with it; else "" */
	bool therapist_only;   /* evaluations: an assistant may not give it */
	bool attended;	       /* constant attendance: unattended time is none of it */
	char note[UNITS_NOTE_SIZE];
};

/* The table: borrowed from the caller, any order. */
struct units_table {
	const struct units_code *codes;
	size_t n;
};

/* Time of one code on one date and discipline. Untimed codes that were done may have 0. */
struct units_time {
	char code[UNITS_CODE_SIZE];
	int64_t seconds;
};

struct units_line {
	char code[UNITS_CODE_SIZE];
	enum units_timing timing;
	int64_t seconds;
	int minutes; /* seconds / 60 rounded down, once for the code */
	int units;
	int pool; /* index into pools */
};

/* Codes that share their time: one code, or a first one and the one that continues it. */
struct units_pool {
	char head[UNITS_CODE_SIZE]; /* prints the first unit */
	char more[UNITS_CODE_SIZE]; /* prints the others; "": head does */
	enum units_timing timing;
	int unit_minutes, more_minutes;
	int minutes;
	int base; /* units without the tie */
	int units;
};

/* One tie: of `n` pools with equal left-over minutes, `choose` get one unit more. */
struct units_tie {
	int n, choose;		  /* n 0: no tie */
	int pool[UNITS_LINE_MAX]; /* in the order the default prefers */
};

/* Lines in the order of the input; a code that has to be added stands beside the one it
 * continues. Units are the default choice of the tie until units_choose. */
struct units_result {
	enum units_rule rule;
	struct units_line lines[UNITS_LINE_MAX];
	int n;
	struct units_pool pools[UNITS_LINE_MAX];
	int n_pools;
	int timed_units;   /* of the 15-minute codes */
	int total_units;   /* untimed and time-based ones too */
	int timed_minutes; /* timed total: sum of the minutes of 15-minute codes */
	int total_minutes;
	struct units_tie tie;
};

/* A choice of the tie: positions in tie.pool that win, ascending. */
struct units_choice {
	int n;
	int at[UNITS_LINE_MAX];
};

/* Fills a table row. timing is the word of the data file (timed15, timed15-initial,
 * timed15-addl, timed-other, untimed, unlisted, deleted); "add-on to CODE", "therapist
 * only" and "constant attendance" are read out of note. ST_INVALID for an unknown word or a code that is too long. */
enum status units_code_set(struct units_code *row, const char *code, const char *timing,
			   int unit_minutes, const char *note) BASE_MUST_CHECK;
/* The row of a code, NULL when absent; borrowed from the table. */
const struct units_code *units_find(const struct units_table *table, const char *code);

/* Units of one patient, date and discipline (billing-rules.md 2.1 to 2.3, state 2026-11-23).
 * Times of the same code are added up before minutes are rounded down, once per code (1.6).
 * ST_NOT_FOUND: a code is not in the table; ST_INVALID: it is deleted, time is negative or
 * over a day, or more than UNITS_LINE_MAX lines. */
enum status units_compute(const struct units_table *table, enum units_rule rule,
			  const struct units_time *times, size_t n,
			  struct units_result *result, struct err *err) BASE_MUST_CHECK;
/* The default choice of a result. */
void units_choice_first(const struct units_result *r, struct units_choice *c);
/* The next one in the order of tie.pool; false when there is none (also without a tie). */
bool units_choice_next(const struct units_result *r, struct units_choice *c);
/* Gives the units of every line as a choice of the tie wants them. */
void units_choose(struct units_result *r, const struct units_choice *c);
/* Number of right answers: 1 without a tie. */
int64_t units_choice_count(const struct units_result *r);

/* Seconds of further time on code until the visit earns one unit more (CMS: the timed
 * total; AMA and codes outside the pool: this code). -1 for untimed codes; codes not yet
 * among times start from 0. Never 0. Failure as units_compute. */
enum status units_next(const struct units_table *table, enum units_rule rule,
		       const struct units_time *times, size_t n, const char *code,
		       int64_t *seconds, struct err *err) BASE_MUST_CHECK;

/* "cms" or "ama"; borrowed. */
const char *units_rule_id(enum units_rule rule);
bool units_rule_parse(const char *id, enum units_rule *rule);

#endif
