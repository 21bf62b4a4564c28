/* goal_line.h - a goal typed in one line, taken apart; knows no measure and no patient. */
#ifndef CORE_GOAL_LINE_H
#define CORE_GOAL_LINE_H

#include "base/status.h"

#include <stdint.h>

/* "tug 18.2 to 12 by 6w to walk to the market": measure [left|right] [[from] score]
 * [to score] [by date or weeks] [to | so I can | in order to ...]. Every part but the measure
 * may be missing. */

enum { GOAL_LINE_PART = 64, GOAL_LINE_TASK = 81 };

struct goal_line {
	char measure[GOAL_LINE_PART]; /* as typed: key, name or the words of a template */
	char side[8];		      /* left, right or "" */
	char from[24], to[24];	      /* as typed; "" when missing */
	int64_t due;		      /* DATE_NONE when missing */
	char task[GOAL_LINE_TASK];
};

/* Takes typed apart. ST_INVALID: err says which part is not understood and what to type. */
enum status goal_line_parse(const char *typed, int64_t today, struct goal_line *out,
			    struct err *err) BASE_MUST_CHECK;

#endif
