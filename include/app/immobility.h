/* immobility.h - the checklist of risks of lying and sitting long; blocks nothing. */
#ifndef APP_IMMOBILITY_H
#define APP_IMMOBILITY_H

#include "app/measures.h"

enum { IMMOBILITY_MAX = 12 };

enum immobility_answer { IMMOBILITY_OPEN, IMMOBILITY_NO, IMMOBILITY_YES };

/* The questions (words of the vocabulary, borrowed from the clinic's tables) and the answers of
 * the latest checklist of a patient. */
struct immobility {
	int64_t patient, day; /* day DICT_NONE: never asked */
	int n;
	const struct vocab *risks[IMMOBILITY_MAX];
	enum immobility_answer answers[IMMOBILITY_MAX];
};

/* Loads questions and latest answers. */
enum status immobility_load(struct app *a, int64_t patient, struct immobility *c,
			    struct err *err) BASE_MUST_CHECK;
/* Stores the answers as a checklist of today; open ones stay open. */
enum status
immobility_store(struct app *a, struct immobility *c, struct err *err) BASE_MUST_CHECK;
/* One line for heads and reports: "Immobility: skin breaks down; 2 not asked"; "" when nothing
 * is to be said (asked, and every answer no). */
void immobility_line(const struct immobility *c, char *out, size_t size);

#endif
