/* role.h - what each role may do with patients and notes; knows no person and no clinic. */
#ifndef CORE_ROLE_H
#define CORE_ROLE_H

#include "core/dict.h"

#include <stdbool.h>

/* What a right is about. X(ID, what it is called, what it holds). */
#define ROLE_AREAS(X)                                                                    \
	X(PERSON, "patients", "who a patient is: name, birth, phone, payer, doubles")    \
	X(CHART, "charts",                                                               \
	  "episodes, screenings, assessments, prescriptions, visits, notes, aids, team") \
	X(PLAN, "plans of care", "plans of care and their versions, goals")              \
	X(SESSION, "sessions", "the session on the clock, until it is signed")           \
	X(SCHEDULE, "schedule", "appointments, group classes, tasks, opening hours")     \
	X(BILLING, "billing", "charges, payers, fees, amounts used this year")           \
	X(LIBRARY, "library",                                                            \
	  "what ships with limber; phrases and limits of the clinic")                    \
	X(SETTINGS, "staff and settings", "staff, their secrets, the clinic itself")     \
	X(EXCHANGE, "exchange", "bundles, copies, keys of sites, tables as files")       \
	X(AUDIT, "audit", "who did what; what was opened with a reason")

enum role_area {
#define ROLE_AREA_ENUM(ID, name, holds) ROLE_##ID,
	ROLE_AREAS(ROLE_AREA_ENUM)
#undef ROLE_AREA_ENUM
	    ROLE_AREA_COUNT
};

enum role_right {
	ROLE_READ = 1,
	ROLE_WRITE = 2,
	ROLE_SIGN = 4,	/* rows that are written by a signature, and addenda to them */
	ROLE_VOID = 8,	/* takes a signed note back; it stays, marked */
	ROLE_GLASS = 16 /* one chart, read only, with a typed reason (break-glass) */
};

/* Rights of a role (billing-rules section 7, state 2026-11-23; state law may be stricter). */
struct role {
	const char *id;	   /* code of the dictionary's list of roles */
	bool treats;	   /* gives skilled therapy that can be billed or supervised */
	bool evaluates;	   /* evaluations, judgement of goals */
	bool plans;	   /* plans of care and their versions */
	bool reports;	   /* progress report, recertification, discharge */
	bool signs;	   /* daily notes */
	bool cosigned;	   /* the note waits for a therapist's second signature */
	bool bills;	   /* own minutes may stand on a bill */
	bool assistant;	   /* minutes count as an assistant's (CQ, CO) */
	bool supervised;   /* needs a named therapist with a valid licence */
	const char *treat; /* how it treats, in words */
	unsigned char
	    may[ROLE_AREA_COUNT]; /* enum role_right, or-ed: own rule of limber */
	const char *source, *verification;
};

/* The row of a role; one without any right for a word that is none. Never NULL. */
const struct role *role_of(const char *id);
/* Row `i` of the table; NULL past its end. */
const struct role *role_at(int i);

/* What an area is called, and what it holds. */
const char *role_area_name(enum role_area a);
const char *role_area_holds(enum role_area a);
/* "read", "write", "sign", "void", "open". */
const char *role_right_name(enum role_right right);
/* Where the rows of an entity belong. */
enum role_area role_area_of(enum entity_id e);
/* What adding this row takes: to sign for the facts of a visit, to void for the end of a note.
 * row NULL: whatever the row. */
enum role_right role_to_add(enum entity_id e, const void *row);
bool role_may(const struct role *r, enum role_area a, enum role_right right);
/* Labels of the roles that may, ", " between them; appends. */
void role_who_may(enum role_area a, enum role_right right, struct str *out);

#endif
