/* role.h - what each role may do with patients and notes; knows no person and no clinic. */
#ifndef CORE_ROLE_H
#define CORE_ROLE_H

#include <stdbool.h>

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
	const char *source, *verification;
};

/* The row of a role; one without any right for a word that is none. Never NULL. */
const struct role *role_of(const char *id);
/* Row `i` of the table; NULL past its end. */
const struct role *role_at(int i);

#endif
