/* test_goal.c - gaps of goals, proposals, sentences, progress. */
#include "base/date.h"
#include "core/goal.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define NUM(x) ((int64_t)((x)*1000 + ((x) < 0 ? -0.5 : 0.5)))

static const int64_t today = 20260504;

struct kit {
	struct measure tug, knee;
	struct goal_template t;
	struct goal_facts f;
	struct goal g;
};

static struct measure
measure(const char *key, const char *low, const char *high, const char *direction)
{
	struct measure m;

	dict_row_init(dict_entity(E_MEASURE), &m);
	str_copy(m.key, sizeof m.key, key);
	str_copy(m.name, sizeof m.name, key);
	str_copy(m.min_value, sizeof m.min_value, low);
	str_copy(m.max_value, sizeof m.max_value, high);
	str_copy(m.direction, sizeof m.direction, direction);
	m.decimals = 1;
	return m;
}

static void
set_up(struct kit *k)
{
	k->tug = measure("tug", "0", "300", "lower_better");
	str_copy(k->tug.name, sizeof k->tug.name, "Timed Up and Go");
	str_copy(k->tug.unit, sizeof k->tug.unit, "s");
	str_copy(k->tug.mdc, sizeof k->tug.mdc, "2.5");
	str_copy(k->tug.mcid, sizeof k->tug.mcid, "1.2");
	k->knee = measure("rom_knee_flexion", "0", "165", "higher_better");
	str_copy(k->knee.sides, sizeof k->knee.sides, "left_right");
	dict_row_init(dict_entity(E_GOAL_TEMPLATE), &k->t);
	str_copy(k->t.measure, sizeof k->t.measure, "tug");
	str_copy(k->t.template, sizeof k->t.template,
		 "By {date}, I will get up and walk in under {target} seconds (now "
		 "{baseline}), so I can answer the door safely.");
	str_copy(k->t.target_rule, sizeof k->t.target_rule, "min(baseline-2.5, 11.9)");
	str_copy(k->t.meaningful_change, sizeof k->t.meaningful_change, "2.5 s");
	k->f = (struct goal_facts){
	    .measure = &k->tug, .template = &k->t, .who = {'F', 70}, .today = today};
	dict_row_init(dict_entity(E_GOAL), &k->g);
	str_copy(k->g.measure, sizeof k->g.measure, "tug");
	str_copy(k->g.function, sizeof k->g.function, "walk to the market");
	k->g.baseline = NUM(18.2);
	k->g.target = NUM(11.9);
	k->g.due = 20260615;
}

static void
gaps(struct kit *k, unsigned want)
{
	assert_int_equal(goal_check(&k->g, &k->f), want);
	assert_int_equal(goal_measurable(want),
			 !(want & ~(unsigned)(GOAL_TOO_SOON | GOAL_TOO_LATE)));
}

static void
test_goal__check__each_gap(void **state)
{
	struct kit k;

	(void)state;
#define GAP(change, want)                                                                \
	do {                                                                             \
		set_up(&k);                                                              \
		change;                                                                  \
		gaps(&k, want);                                                          \
	} while (0)
	GAP(, 0);
	GAP(k.f.measure = NULL, GOAL_NO_MEASURE);
	GAP(k.g.measure[0] = '\0', GOAL_NO_MEASURE);
	GAP(k.g.baseline = DICT_NONE, GOAL_NO_BASELINE);
	GAP(k.g.target = DICT_NONE, GOAL_NO_TARGET);
	GAP(k.g.target = NUM(19), GOAL_WRONG_WAY);
	GAP(k.g.target = NUM(18.2), GOAL_WRONG_WAY);
	GAP(k.g.target = NUM(15.8), GOAL_TOO_SMALL);
	GAP(k.g.target = NUM(15.7), 0);
	GAP(k.g.target = NUM(-1), GOAL_OUTSIDE);
	GAP(k.g.due = DICT_NONE, GOAL_NO_DATE);
	GAP(k.g.due = 20260517, GOAL_TOO_SOON);
	GAP(k.g.due = 20260518, 0);
	GAP(k.g.due = 20260727, 0);
	GAP(k.g.due = 20260728, GOAL_TOO_LATE);
	GAP((k.g.due = 20260728, k.f.today = DATE_NONE), 0);
	GAP(k.g.function[0] = '\0', GOAL_NO_TASK);
	GAP(str_copy(k.g.text, sizeof k.g.text, "I carry ___ litres"), GOAL_BLANKS);
	/* without a template: what is important for the measure */
	GAP((k.f.template = NULL, k.g.target = NUM(17.1)), GOAL_TOO_SMALL);
	GAP((k.f.template = NULL, k.g.target = NUM(17)), 0);
#undef GAP
}

static void
test_goal__check__sides_and_words_of_change(void **state)
{
	struct kit k;

	(void)state;
	set_up(&k);
	k.f.measure = &k.knee;
	k.g.baseline = NUM(90);
	k.g.target = NUM(95);
	str_copy(k.t.meaningful_change, sizeof k.t.meaningful_change,
		 "more than 5 degrees");
	gaps(&k, GOAL_NO_SIDE | GOAL_TOO_SMALL);
	str_copy(k.g.side, sizeof k.g.side, "left");
	gaps(&k, GOAL_TOO_SMALL);
	k.g.target = NUM(96);
	gaps(&k, 0);
	str_copy(k.t.meaningful_change, sizeof k.t.meaningful_change,
		 "20 points or 10 percent");
	k.g.target = NUM(99);
	gaps(&k, 0);
	k.g.target = NUM(98.9);
	gaps(&k, GOAL_TOO_SMALL);
	str_copy(k.t.meaningful_change, sizeof k.t.meaningful_change, "reach 100 s");
	gaps(&k, GOAL_TOO_SMALL);
	str_copy(k.t.meaningful_change, sizeof k.t.meaningful_change, "task done or not");
	gaps(&k, 0);
}

static void
test_goal__gap_text__names_all(void **state)
{
	struct str s = {0};

	(void)state;
	goal_gap_text(0, &s);
	assert_int_equal(s.n, 0);
	goal_gap_text(GOAL_NO_DATE | GOAL_NO_TASK, &s);
	assert_string_equal(str_text(&s), "no date, no daily task");
	str_release(&s);
}

static void
proposes(struct kit *k, double baseline, double want)
{
	struct err err = {0};
	int64_t t = 0;

	k->g.baseline = NUM(baseline);
	if (goal_propose(&k->g, &k->f, &t, &err))
		fail_msg("%s", err.detail);
	assert_int_equal(t, NUM(want));
}

static void
test_goal__propose__rule_limits_decimals(void **state)
{
	struct kit k;
	struct err err = {0};
	int64_t t = 0;

	(void)state;
	set_up(&k);
	proposes(&k, 18.2, 11.9);
	proposes(&k, 13, 10.5);
	proposes(&k, 1, 0); /* not below the lowest score */
	k.f.template = NULL;
	proposes(&k, 18.2, 15.7); /* MDC 2.5 is more than MCID 1.2 */
	k.f.template = &k.t;
	str_copy(k.t.target_rule, sizeof k.t.target_rule, "20");
	assert_int_equal(goal_propose(&k.g, &k.f, &t, &err), ST_NOT_FOUND);
	assert_non_null(strstr(err.detail, "no gain"));
	str_copy(k.t.target_rule, sizeof k.t.target_rule, "set with patient");
	assert_int_equal(goal_propose(&k.g, &k.f, &t, &err), ST_NOT_FOUND);
	str_copy(k.t.target_rule, sizeof k.t.target_rule, "baseline*0.777");
	proposes(&k, 18.2, 14.1);
	k.g.baseline = DICT_NONE;
	assert_int_equal(goal_propose(&k.g, &k.f, &t, &err), ST_NOT_FOUND);
}

static void
sentence(struct kit *k, const char *want)
{
	struct str s = {0};

	goal_sentence(&k->g, &k->f, &s);
	assert_string_equal(str_text(&s), want);
	str_release(&s);
}

static void
test_goal__sentence__places_and_task(void **state)
{
	struct kit k;

	(void)state;
	set_up(&k);
	sentence(&k, "By 15 Jun 2026, I will get up and walk in under 11.9 seconds (now "
		     "18.2), so I can walk to the market.");
	k.g.function[0] = '\0';
	k.g.target = k.g.due = DICT_NONE;
	sentence(&k,
		 "By ___, I will get up and walk in under ___ seconds (now 18.2), so I "
		 "can answer the door safely.");
	set_up(&k);
	str_copy(
	    k.t.template, sizeof k.t.template,
	    "By {date}, I will rate \"{activity}\" {target} or more (now {baseline}).");
	sentence(&k,
		 "By 15 Jun 2026, I will rate \"walk to the market\" 11.9 or more (now "
		 "18.2).");
	str_copy(k.t.template, sizeof k.t.template,
		 "My {side} {muscle} carries {load} litres.");
	str_copy(k.g.side, sizeof k.g.side, "left");
	str_copy(k.g.part, sizeof k.g.part, "knee_extension");
	sentence(&k, "My left knee extension carries ___ litres, so I can walk to the "
		     "market.");
	k.f.template = NULL;
	sentence(&k,
		 "By 15 Jun 2026, my Timed Up and Go will be 11.9 s (now 18.2), so I can "
		 "walk to the market.");
}

static void
test_goal__task__words_of_the_template(void **state)
{
	struct kit k;
	char task[81];

	(void)state;
	set_up(&k);
	goal_task(&k.t, task, sizeof task);
	assert_string_equal(task, "answer the door safely");
	str_copy(k.t.template, sizeof k.t.template,
		 "I test at {target}, so I can {activity}.");
	goal_task(&k.t, task, sizeof task);
	assert_string_equal(task, "");
	str_copy(k.t.template, sizeof k.t.template, "I walk {target} m.");
	goal_task(&k.t, task, sizeof task);
	assert_string_equal(task, "");
}

static void
test_goal__progress__borders(void **state)
{
	struct kit k;

	(void)state;
	set_up(&k);
	k.g.target = NUM(12.2);
	assert_int_equal(goal_progress(&k.g, NUM(18.2)), 0);
	assert_int_equal(goal_progress(&k.g, NUM(20)), 0);
	assert_int_equal(goal_progress(&k.g, NUM(15.2)), 50);
	assert_int_equal(goal_progress(&k.g, NUM(12.21)), 99);
	assert_int_equal(goal_progress(&k.g, NUM(12.2)), 100);
	assert_int_equal(goal_progress(&k.g, NUM(9)), 100);
	assert_int_equal(goal_progress(&k.g, DICT_NONE), -1);
	k.g.target = k.g.baseline;
	assert_int_equal(goal_progress(&k.g, NUM(9)), -1);
	assert_false(goal_met(&k.g, &k.tug, NUM(18.3)));
	assert_true(goal_met(&k.g, &k.tug, NUM(18.2)));
	assert_false(goal_met(&k.g, &k.tug, DICT_NONE));
	assert_string_equal(goal_term_for(20260601, today), "short");
	assert_string_equal(goal_term_for(20260602, today), "long");
}

/* Progress is met exactly when the target is, and never falls while scores get better. */
static void
test_goal__progress__random(void **state)
{
	struct random r = random_begin("goal", 21);
	struct kit k;

	(void)state;
	set_up(&k);
	for (int i = 0; i < 5000; i++) {
		bool up = random_below(&r, 2);
		const struct measure *m = up ? &k.knee : &k.tug;
		int64_t way = 100 + random_below(&r, 50000), latest, step;

		k.g.baseline = random_below(&r, 90000);
		k.g.target = k.g.baseline + (up ? way : -way);
		latest = k.g.baseline + random_below(&r, 120000) - 60000;
		step = up ? random_below(&r, 4000) : -random_below(&r, 4000);
		assert_int_equal(goal_progress(&k.g, latest) == 100,
				 goal_met(&k.g, m, latest));
		assert_true(goal_progress(&k.g, latest + step) >=
			    goal_progress(&k.g, latest));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_goal__check__each_gap),
	    cmocka_unit_test(test_goal__check__sides_and_words_of_change),
	    cmocka_unit_test(test_goal__gap_text__names_all),
	    cmocka_unit_test(test_goal__propose__rule_limits_decimals),
	    cmocka_unit_test(test_goal__sentence__places_and_task),
	    cmocka_unit_test(test_goal__task__words_of_the_template),
	    cmocka_unit_test(test_goal__progress__borders),
	    cmocka_unit_test(test_goal__progress__random),
	};

	return cmocka_run_group_tests_name("goal", tests, NULL, NULL);
}
