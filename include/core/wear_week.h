/* wear_week.h - days of devices by week, beside pain and visits; knows no device and no patient. */
#ifndef CORE_WEAR_WEEK_H
#define CORE_WEAR_WEEK_H

#include <stdbool.h>
#include <stdint.h>

/* Days of fewer steps were hardly worn, and fewer than 4 worn days tell no week: the rule of the
 * measure steps_day (assets/measures.csv, source S55, recalled). */
enum { WEAR_WEEK_STEPS = 500, WEAR_WEEK_DAYS = 4 };

/* What all devices of a patient tell of one day; numbers that are not there are DICT_NONE. */
struct wear_week_day {
	int64_t day; /* yyyymmdd */
	int64_t steps, minutes, rest;
	bool estimated; /* rest */
};
/* A visit with its pain 0-10 (DICT_NONE: not asked). */
struct wear_week_visit {
	int64_t day, pain;
};

/* A week from Monday on. Sums of nothing are DICT_NONE. */
struct wear_week {
	int64_t monday;
	int worn;	 /* days of at least WEAR_WEEK_STEPS */
	int64_t steps;	 /* their mean */
	int64_t minutes; /* active ones, sum of the week */
	int minute_days; /* days that tell minutes and were not hardly worn */
	int64_t daily;	 /* the mean of their minutes */
	int64_t rest;	 /* mean */
	int rest_days;	 /* days it is the mean of */
	bool estimated;	 /* a part of rest is an estimate */
	int64_t pain;	 /* worst */
	int visits;
};

/* Fills the weeks from that of day `from` on: n of them, oldest first; what lies outside is passed
 * over. */
struct wear_week_in {
	const struct wear_week_day *days;
	const struct wear_week_visit *visits;
	int n_days, n_visits;
};
void wear_week_fold(const struct wear_week_in *in, int64_t from, struct wear_week *weeks,
		    int n);

#endif
