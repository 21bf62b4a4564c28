/* note.h - the words of the daily note, out of the session; knows no chart and no screen. */
#ifndef CORE_NOTE_H
#define CORE_NOTE_H

#include "base/str.h"
#include "core/session.h"
#include "core/session_units.h"

enum { NOTE_WIDTH = 76 }; /* most columns of a line */

enum note_section {
	NOTE_SUBJECTIVE,
	NOTE_OBJECTIVE,
	NOTE_ASSESSMENT,
	NOTE_PLAN,
	NOTE_SECTION_COUNT
};

/* One line of the claim, in the order it is printed. */
struct note_charge {
	char code[UNITS_CODE_SIZE];
	int units;
	char modifiers[17]; /* "GP CQ" */
};

/* What the session itself does not know. Texts are borrowed; "" or NULL where unknown. */
struct note_facts {
	const struct session_units *units;
	const struct note_charge *charges; /* NULL: the units of the session's rule */
	int n_charges;
	const char *therapist; /* name and credential: "A. Reyes, PT" */
	const char *assistant;
};

/* Appends the objective section: what the screening came to, stops, one paragraph an exercise (sets and repetitions done, side,
 * hold, tempo, rest, load, pain, effort, heart rate, help, remark, differences from what was
 * asked), then minutes per code, timed code minutes and total treatment time (Pub. 100-02
 * ch. 15 220.3.E, billing-rules 1.5, 2026-11-23), what is not billed, units with the rule
 * and its arithmetic, ties, who attended, skilled rest and corrections with reasons.
 * Lines of at most NOTE_WIDTH columns (a longer word stands alone), each ended by LF; the same
 * input gives the same bytes. */
void note_objective(const struct session_state *s, const struct note_facts *f,
		    struct str *out);
/* Appends a proposal for a section people write, in one paragraph: only what was counted
 * and posted, no judgement. Nothing for the objective section. */
void
note_propose(enum note_section section, const struct session_state *s, struct str *out);
/* What changes at the next visit: an exercise of the session in words. Borrowed. */
struct note_next {
	int item;
	const char *text;
};
/* As note_propose for the plan, with what was decided for the next visit in front. */
void note_propose_next(const struct session_state *s, const struct note_next *next, int n,
		       struct str *out);
/* Appends the exercise's paragraph of the objective section, number from 0. */
void note_item(const struct session_state *s, int item, struct str *out);
/* True when everything asked of an item was done, no less and no more. */
bool note_item_as_asked(const struct session_item *it);

#endif
