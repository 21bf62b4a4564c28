/* hours.h - when the clinic is open; knows no appointments.
 *
 * One line, as people say it: "mo-fr 8:00-17:00; sa 9-12; closed 25/12, 2027-01-01". A weekday may
 * have several spans; a day and month without a year are closed every year. */
#ifndef CORE_HOURS_H
#define CORE_HOURS_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>

enum { HOURS_SPANS = 3, HOURS_CLOSED = 60, HOURS_TEXT = 400 };

/* What holds while a clinic has said nothing. */
#define HOURS_USUAL "mo-fr 8:00-17:00"

struct hours_span {
	int from, to; /* minutes after midnight */
};
struct hours {
	struct hours_span open[7][HOURS_SPANS]; /* from == to: unused */
	int64_t closed[HOURS_CLOSED];		/* yyyymmdd, or mmdd for every year */
	int n_closed;
};

enum hours_state { HOURS_OPEN, HOURS_OUTSIDE, HOURS_DAY_OFF, HOURS_HOLIDAY };

/* Reads the line. ST_INVALID names the part that is not understood. */
enum status
hours_parse(const char *text, struct hours *out, struct err *err) BASE_MUST_CHECK;
/* How a stretch of a day lies to the hours. */
enum hours_state hours_check(const struct hours *h, int64_t day, int start, int minutes);
/* First and last minute of a week in which somebody works (8:00 and 17:00 when never open). */
void hours_bounds(const struct hours *h, int *from, int *to);

#endif
