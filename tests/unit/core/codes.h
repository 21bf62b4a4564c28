/* codes.h - a small table of service codes for the tests of the billing rules. */
#ifndef UNIT_CORE_CODES_H
#define UNIT_CORE_CODES_H

#include "core/units.h"

/* The table; made at the first call. Codes are real numbers, remarks are our own. */
const struct units_table *codes_table(void);

#endif
