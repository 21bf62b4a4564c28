/* query_schedule.h - appointments of a week and of a patient, and the open episodes that wait for
 * something; flat as tables grow. Knows no rule of care: days are given. */
#ifndef STORE_QUERY_SCHEDULE_H
#define STORE_QUERY_SCHEDULE_H

#include "core/dict_rows.h"
#include "store/store.h"

/* An appointment in the calendar. */
struct week_line {
	int64_t no, patient, staff;  /* staff 0: nobody named */
	int64_t day, start, minutes; /* start and minutes DICT_NONE: not set */
	char state[DICT_CODE_SIZE], name[124], chart_no[21], staff_name[81];
};
/* Appointments from a day to a day in order of time, of one staff member or of all (0). */
enum status
query_week(struct store *s, const int64_t days[2], int64_t staff, struct week_line *lines,
	   int max, int *n, struct err *err) BASE_MUST_CHECK;
/* The last appointment of a patient that was not cancelled, by day; *no 0: none. */
enum status query_last_booked(struct store *s, int64_t patient, int64_t *no,
			      struct err *err) BASE_MUST_CHECK;

/* One appointment of a patient, newest first, as attendance counts it. */
struct attendance_line {
	char state[DICT_CODE_SIZE];
	int64_t day, cancelled_on; /* DICT_NONE: not cancelled, or nobody knows when */
};
/* Appointments of a patient from a day on and before another. */
enum status query_attendance(struct store *s, int64_t patient, const int64_t days[2],
			     struct attendance_line *lines, int max, int *n,
			     struct err *err) BASE_MUST_CHECK;

/* An open episode and what is known of it at one look. */
struct case_line {
	int64_t episode, patient, therapist; /* therapist 0: nobody */
	int64_t visited; /* last service date, else the day it was opened */
	int64_t booked;	 /* last day booked for, 0 none */
	int64_t counted; /* first service date that no report covers, 0: all */
	int64_t days;	 /* treatment days from then on */
	int64_t plan, plan_from, certified; /* plan 0 none; DICT_NONE: not known */
	int64_t
	    measured; /* since then some measure waits; DICT_NONE: nothing is measured */
	char name[124], chart_no[21], title[81];
};

/* Which open episodes, and their order. */
enum case_ask {
	CASE_IDLE, /* last visit on or before day, not booked from today on; longest first */
	CASE_DAYS,	/* at least so many treatment days without a report; most first */
	CASE_CERTIFIED, /* certification ends on or before day; first ended first */
	CASE_UNCERTIFIED, /* never certified, plan begun on or before day; oldest first */
	CASE_MEASURED,	  /* a measure waits since day or longer; longest first */
};
struct case_filter {
	enum case_ask ask;
	int64_t limit;	   /* the day or the number */
	int64_t today;	   /* CASE_IDLE */
	int64_t therapist; /* 0: everybody's */
};
enum status
query_cases(struct store *s, const struct case_filter *f, struct case_line *lines,
	    int max, int *n, struct err *err) BASE_MUST_CHECK;
/* The line of one open episode. ST_NOT_FOUND: it is closed or not there. */
enum status query_case(struct store *s, int64_t episode, struct case_line *line,
		       struct err *err) BASE_MUST_CHECK;

#endif
