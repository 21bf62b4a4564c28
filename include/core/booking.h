/* booking.h - appointments typed in one line: days, a time, how often; knows no calendar of others.
 *
 *   mo we 9:30 x8            eight visits on Mondays and Wednesdays
 *   tu 14:00 th 9:00 45m 4w  both days for four weeks, 45 minutes each
 *   same x8, +1w x8          same weekday and time as the visit before, eight weeks
 *   12/5 10:00 with anna     one day
 *   t+3 8:30 for first visit the rest of the line is what it is for
 *
 * Words come in any order; a time belongs to the days before it. */
#ifndef CORE_BOOKING_H
#define CORE_BOOKING_H

#include "base/date.h"
#include "base/status.h"

enum {
	BOOKING_MAX = 60,      /* appointments of one line */
	BOOKING_WITH = 41,     /* size of the staff member's name */
	BOOKING_REASON = 61,   /* size of what it is for */
	BOOKING_LENGTH = 40,   /* minutes, when nothing says otherwise */
	BOOKING_AHEAD = 730,   /* days: further ahead is a slip of the fingers */
	BOOKING_DAY_MIN = 1440 /* minutes of a day */
};

/* One appointment: day yyyymmdd, minutes after midnight, minutes long. */
struct booking_slot {
	int64_t day;
	int start, minutes;
};

/* What a line is read against. */
struct booking_ask {
	int64_t today;
	int now_min; /* minutes after midnight now: a time of today before it is past; -1: none */
	struct booking_slot
	    before; /* the visit that same and +1w count from; day DATE_NONE: none */
	struct booking_slot
	    proposed; /* day DATE_NONE, start or minutes -1: nothing proposed */
};

/* What a line says. Slots are in order of time, none twice. */
struct booking {
	struct booking_slot slots[BOOKING_MAX];
	int n;
	char with[BOOKING_WITH];     /* as typed, "" nobody named */
	char reason[BOOKING_REASON]; /* "" none given */
};

/* Reads a line. ST_INVALID names the word and its place in the line (from 1) and says what is
 * understood; out holds nothing then. */
enum status booking_parse(const char *text, const struct booking_ask *ask,
			  struct booking *out, struct err *err) BASE_MUST_CHECK;

/* True when two appointments share a minute. */
bool booking_overlap(const struct booking_slot *a, const struct booking_slot *b);

/* "Mon", "Tue" ... of a day's number (0 Monday). */
const char *booking_weekday(int weekday);

#endif
