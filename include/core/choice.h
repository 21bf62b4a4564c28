/* choice.h - a suggestion of progression and what was decided on it, as one text; knows no plan. */
#ifndef CORE_CHOICE_H
#define CORE_CHOICE_H

#include <stdbool.h>

/* Sizes are those of the dose_change row (data dictionary). spec is what changes, "reps=12;..."
 * in the machine form of the prescription's fields, exercise=KEY for another exercise. */
struct choice {
	char rule[5], suggestion[24], action[25], decision[24];
	char numbers[161], spec[161], before[161], after[161], why[161];
};

enum { CHOICE_TEXT_SIZE = sizeof(struct choice) + 10 };

/* One line; tabs and line breaks inside become spaces. */
void choice_encode(const struct choice *c, char out[CHOICE_TEXT_SIZE]);
/* False: not such a text; c is then empty. */
bool choice_decode(const char *text, struct choice *c);
/* Was the dose changed by it (taken, or taken with changes)? */
bool choice_changes(const struct choice *c);

#endif
