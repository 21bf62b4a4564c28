/* session_units.h - minutes and units of a session under both rules; holds no code table. */
#ifndef CORE_SESSION_UNITS_H
#define CORE_SESSION_UNITS_H

#include "base/status.h"
#include "core/assistant.h"
#include "core/session.h"
#include "core/units.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* One code of the session as it stands. */
struct session_units_line {
	char code[UNITS_CODE_SIZE];
	bool known; /* in the table and not deleted; else it earns nothing */
	enum units_timing timing;
	/* Attended seconds of both staff, corrections included; with the unattended ones
	 * where the code is untimed (supervised modalities) and needs no constant
	 * attendance (a group does). */
	int64_t seconds;
	bool together;	      /* seconds hold the unattended ones */
	int minutes;	      /* rounded down once for the code (1.6) */
	int64_t assistant_s;  /* part of seconds an assistant gave alone */
	int64_t unattended_s; /* else: never billed */
	int units
	    [UNITS_RULE_COUNT]; /* under each rule, the tie chosen as the session says */
	int64_t
	    next_s[UNITS_RULE_COUNT]; /* seconds to the next unit; -1 none (untimed) */
};

struct session_units {
	int n;
	struct session_units_line lines[SESSION_CODES_MAX];
	struct units_result result[UNITS_RULE_COUNT];
	enum units_rule rule; /* of the session */
	bool tie_stale; /* the session names a choice that is no longer a right answer */
};

/* Counts the session as it stands (advance a copy first). The pool is this session alone:
 * earlier visits of the date are the caller's (1.7). Codes that are unknown or deleted
 * earn nothing and are marked. ST_INVALID: over a day of one code. */
enum status session_units(const struct session_state *s, const struct units_table *table,
			  struct session_units *out, struct err *err) BASE_MUST_CHECK;
/* Which of the units under the session's rule an assistant gave. Failure as
 * assistant_split. */
enum status
session_units_assistant(const struct session_units *u, const struct units_table *table,
			enum assistant_test test, struct assistant_result *out,
			struct err *err) BASE_MUST_CHECK;
/* Right answer `index` (0 is the default) of a tie as the TIE event writes it,
 * "97110:2;97140:1"; false when there is none (index 0 too when there is no tie). */
bool
session_units_tie(const struct units_result *r, int index, char out[SESSION_TIE_SIZE]);
/* Calls each with the right answers of a tie in their order, until it returns false. */
void session_units_ties(const struct units_result *r,
			bool (*each)(void *arg, int index, const char *text), void *arg);
/* The right answer after the one that text names, the first after the last; the second when text
 * names none. False when there is no tie. */
bool session_units_tie_after(const struct units_result *r, const char *text,
			     char out[SESSION_TIE_SIZE]);
/* Chooses the right answer that text names; false when it is none of them. */
bool session_units_choose(struct units_result *r, const char *text);

#endif
