/* diary.h - the days of a home diary: how many, in a row, and at most; knows no patient. */
#ifndef CORE_DIARY_H
#define CORE_DIARY_H

#include <stdbool.h>
#include <stdint.h>

/* What a diary says of a day; states are those of home_log. */
enum diary_state { DIARY_NONE, DIARY_DONE, DIARY_PARTLY, DIARY_NOT };

struct diary_day {
	int64_t day; /* yyyymmdd */
	enum diary_state state;
	int pain; /* 0-10, -1 not told */
};

struct diary_sum {
	int days;	  /* of the span */
	int told;	  /* days with an entry */
	int done, partly; /* days */
	int asked;	  /* days the programme asks for in the span, rounded up */
	int percent;	  /* 100 x (done + partly) / asked, at most 100; -1: no entry */
	int streak;	  /* days in a row, done or partly, up to the last entry */
	int best;	  /* the longest such row of all entries given */
	int pains;	  /* days with pain told */
	double pain;	  /* their mean */
};

/* Adds up the days from..to (both included); streak and best look at every entry given. days are in
 * order, one a day at most; week: days a week that are asked for (1-7). Prediction rules: hep_done is
 * 100 x sessions ticked / sessions asked for, at most 100. */
void diary_add_up(const struct diary_day *days, int n, const int64_t span[2], int week,
		  struct diary_sum *sum);

#endif
