/* screening_priv.h - numbers of answers and what they can be; private to screening*.c. */
#ifndef CORE_SCREENING_PRIV_H
#define CORE_SCREENING_PRIV_H

#include "core/screening.h"

/* The number an answer begins with, in thousandths; false: it has none. */
bool screening_number(const char *text, int64_t *out);
/* What the value of a field can be at all, in thousandths; false: nothing is known. */
bool screening_bounds(const struct screening_table *t, const struct screening_field *f,
		      int64_t *low, int64_t *high);

#endif
