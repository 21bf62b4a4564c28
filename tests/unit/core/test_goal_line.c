/* test_goal_line.c - a goal in one line, and every way to leave parts out. */
#include "base/date.h"
#include "base/str.h"
#include "core/goal_line.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const int64_t today = 20260504;

static void
reads(const char *typed, const struct goal_line *want)
{
	struct goal_line l;
	struct err err = {0};

	if (goal_line_parse(typed, today, &l, &err))
		fail_msg("%s: %s", typed, err.detail);
	assert_string_equal(l.measure, want->measure);
	assert_string_equal(l.side, want->side);
	assert_string_equal(l.from, want->from);
	assert_string_equal(l.to, want->to);
	assert_string_equal(l.task, want->task);
	assert_int_equal(l.due, want->due);
}

static void
test_goal_line__parse__parts(void **state)
{
	(void)state;
#define LINE(typed, m, s, f, t, d, task)                                                 \
	reads(typed, &(struct goal_line){m, s, f, t, d, task})
	LINE("tug 18.2 to 12 by 6w to walk to the market", "tug", "", "18.2", "12",
	     20260615, "walk to the market");
	LINE("TUG from 18,2 s to 12 s by 15/6 so I can walk.", "TUG", "", "18,2", "12",
	     20260615, "walk");
	LINE("knee flexion left 85 to 105 by 8 weeks in order to rise", "knee flexion",
	     "left", "85", "105", 20260629, "rise");
	LINE("grip r to 25 by 2026-07-01", "grip", "right", "", "25", 20260701, "");
	LINE("tug", "tug", "", "", "", DATE_NONE, "");
	LINE("tug by 6w", "tug", "", "", "", 20260615, "");
	LINE("tug to get to the door", "tug", "", "", "", DATE_NONE, "get to the door");
	LINE("mmt left 3+ to 4- by 42d to climb", "mmt", "left", "3+", "4-", 20260615,
	     "climb");
	LINE("6mwt 300 to 350", "6mwt", "", "300", "350", DATE_NONE, "");
	LINE("rom_knee_extension l -12 to 0 by t+6w", "rom_knee_extension", "left", "-12",
	     "0", 20260615, "");
	LINE("tug 18 so that I can dance", "tug", "", "18", "", DATE_NONE, "dance");
#undef LINE
}

static void
test_goal_line__parse__refusals(void **state)
{
	struct goal_line l;
	struct err err = {0};

	(void)state;
	assert_int_equal(goal_line_parse("  ", today, &l, &err), ST_INVALID);
	assert_non_null(strstr(err.detail, "measure first"));
	assert_int_equal(goal_line_parse("tug to 12 by soon", today, &l, &err),
			 ST_INVALID);
	assert_non_null(strstr(err.detail, "\"by soon\""));
	assert_int_equal(goal_line_parse("tug to 12 by 9999w", today, &l, &err),
			 ST_INVALID);
}

/* Whatever is typed: an answer or a refusal with a sentence. */
static void
test_goal_line__parse__any_words(void **state)
{
	static const char *const words[] = {
	    "tug",   "left", "from",	 "to",	  "by", "6w", "12",
	    "so",    "I",    "in",	 "-5",	  "3+", "r",  "s",
	    "weeks", "6",    "\xC3\xA9", "order", "",	".",  "t+2w"};
	struct random r = random_begin("goal line", 9);

	(void)state;
	for (int k = 0; k < 20000; k++) {
		char typed[200] = "";
		struct goal_line l;
		struct err err = {0};

		for (int i = random_below(&r, 14); i > 0; i--) {
			size_t n = strlen(typed);

			str_format(typed + n, sizeof typed - n, "%s%s", n ? " " : "",
				   words[random_below(&r, 21)]);
		}
		if (goal_line_parse(typed, today, &l, &err))
			assert_true(err.detail[0]);
		else
			assert_true(l.measure[0]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_goal_line__parse__parts),
	    cmocka_unit_test(test_goal_line__parse__refusals),
	    cmocka_unit_test(test_goal_line__parse__any_words),
	};

	return cmocka_run_group_tests_name("goal_line", tests, NULL, NULL);
}
