/* codes.c - a small table of service codes for the tests of the billing rules. */
#include "codes.h"

#include <stdlib.h>

static const struct {
	const char *code, *timing;
	int minutes;
	const char *note;
} rows[] = {
    {"97110", "timed15", 15, ""},
    {"97112", "timed15", 15, ""},
    {"97116", "timed15", 15, ""},
    {"97140", "timed15", 15, ""},
    {"97530", "timed15", 15, ""},
    {"97035", "timed15", 15, "constant attendance"},
    {"97129", "timed15", 15, "max 1 per day; further 15-min blocks are 97130"},
    {"97130", "timed15", 15, "add-on to 97129; never alone"},
    {"90912", "timed15-initial", 15, "pool with 90913"},
    {"90913", "timed15-addl", 15, "add-on to 90912"},
    {"97545", "timed-other", 120, "not part of the 15-min pool"},
    {"97546", "timed-other", 60, "add-on to 97545; not part of the 15-min pool"},
    {"97161", "untimed", 0, "1 per day; therapist only, never assistant"},
    {"97150", "untimed", 0,
     "1 per patient per day; constant attendance but not one-on-one"},
    {"97012", "untimed", 0, "supervised modality"},
    {"97139", "unlisted", 0, "payer decides"},
    {"97532", "deleted", 0, "since 2018; use 97129"},
};

const struct units_table *
codes_table(void)
{
	static struct units_code codes[sizeof rows / sizeof rows[0]];
	static struct units_table table = {.codes = codes};

	while (table.n < sizeof rows / sizeof rows[0]) {
		if (units_code_set(&codes[table.n], rows[table.n].code,
				   rows[table.n].timing, rows[table.n].minutes,
				   rows[table.n].note) != ST_OK)
			abort();
		table.n++;
	}
	return &table;
}
