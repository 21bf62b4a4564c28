/* plain.h - a dose in the plain words a patient reads; knows no page and no table. */
#ifndef CORE_PLAIN_H
#define CORE_PLAIN_H

#include "core/dict_rows.h"
#include "core/wording.h"

/* Appends the sentences of a prescribed dose, parted by blanks: how often, how long (a hold from 3
 * seconds on), sides, rounds, rest, load, support. How often a day and a week comes from the exercise, and stands last. */
void plain_dose(const struct wording *w, const struct prescription *p,
		const struct exercise *x, struct str *out);
/* Appends "30 seconds", "1 minute", "2 minutes 30 seconds". */
void plain_time(const struct wording *w, int64_t seconds, struct str *out);

#endif
