/* precaution.h - safety tags of a patient against an exercise; knows no database.
 *
 * Rules of progression-rules section 7 (2026-11-23). */
#ifndef CORE_PRECAUTION_H
#define CORE_PRECAUTION_H

#include "core/dict_rows.h"

#include <stddef.h>
#include <stdint.h>

enum { PRECAUTION_MAX = 24 };

/* A precaution in force with what the vocabulary says of its tag. */
struct precaution_tag {
	char tag[DICT_CODE_SIZE], region[DICT_CODE_SIZE], side[DICT_CODE_SIZE];
	char label[81];
	char scope[9], action[9];
	int64_t no; /* of the precaution */
};

enum precaution_mark { PRECAUTION_NONE, PRECAUTION_CARE, PRECAUTION_BLOCKED };

/* What a precaution needs to know of an exercise; texts are borrowed. */
struct precaution_exercise {
	const char *category, *region, *position, *contra, *caution;
};
struct precaution_match {
	enum precaution_mark mark;
	char why
	    [161]; /* labels of the tags that matched, the blocking ones alone when blocked */
};

/* Does a precaution of these days hold on a day? */
bool precaution_holds(const struct precaution *p, int64_t day);
/* The exercise against every tag. */
void precaution_match(const struct precaution_tag *tags, int n,
		      const struct precaution_exercise *x, struct precaution_match *out);
/* "Fresh break, knee, left": a tag in words. */
void precaution_say(const struct precaution_tag *t, char *out, size_t size);
/* "BLOCKED", "care" or "". Borrowed for ever. */
const char *precaution_word(enum precaution_mark mark);

#endif
