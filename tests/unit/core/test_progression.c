/* test_progression.c - order of the progression rules, load tables, limits of a visit. */
#include "base/str.h"
#include "core/dict_rows.h"
#include "core/progression.h"
#include "random.h"
#include "rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* A review that would progress by P3. */
static struct progression_in
good(void)
{
	struct progression_in in = progression_default();

	in.effort = 5;
	in.days_since = 3;
	in.sessions_at_level = 2;
	in.has_harder = true;
	return in;
}

static struct progression_out
suggest(const struct progression_in *in)
{
	struct progression_out out;

	assert_true(progression_suggest(in, rules_shipped(), &out));
	assert_true(out.reason[0] != '\0');
	assert_true(out.numbers[0] != '\0');
	assert_null(strpbrk(out.reason, "{}"));
	assert_null(strpbrk(out.numbers, "{}"));
	assert_true(strlen(out.numbers) < sizeof out.numbers - 1);
	assert_true(strlen(out.reason) < sizeof out.reason - 1);
	return out;
}

/* Every rule alone, at its border and just before it. */
static void
test_progression__suggest__borders_of_each_rule(void **state)
{
	struct progression_in in;

	(void)state;
#define RULE(field, value, id)                                                           \
	do {                                                                             \
		in = good();                                                             \
		in.field = (value);                                                      \
		assert_string_equal(suggest(&in).rule, id);                              \
	} while (0)
	RULE(red_flag, true, "S1");
	RULE(contra, true, "S2");
	RULE(spo2, 87, "S3");
	RULE(spo2, 88, "P3");
	RULE(sbp, 181, "S3");
	RULE(sbp, 180, "P3");
	RULE(dbp, 101, "S3");
	RULE(dbp, 100, "P3");
	RULE(hr, 121, "S3");
	RULE(hr, 120, "P3");
	RULE(temp_dc, 380, "S3");
	RULE(temp_dc, 379, "P3");
	RULE(pain_peak, 8, "S4");
	RULE(pain_peak, 7, "R1");
	RULE(pain_peak, 6, "R1");
	RULE(pain_peak, 5, "H1");
	RULE(pain_peak, 3, "H1");
	RULE(pain_peak, 2, "P3");
	RULE(pain_next, 2, "R2");
	RULE(pain_next, 1, "P3");
	RULE(pain_creeping, true, "H2");
	RULE(swelling, true, "R3");
	RULE(form_ok, false, "R4");
	RULE(losses, 2, "R5");
	RULE(losses, 1, "H6");
	RULE(fails_in_row, 2, "R6");
	RULE(fails_in_row, 1, "P3");
	RULE(days_since, 15, "R7");
	RULE(days_since, 14, "H3");
	RULE(days_since, 8, "H3");
	RULE(days_since, 7, "P3");
	RULE(done_pct, 99, "H4");
	RULE(effort, 7, "H5");
	RULE(effort, 6, "P3");
	RULE(sessions_at_level, 1, "H7");
	RULE(pain_peak, PROGRESSION_NONE, "H10");
	RULE(effort, PROGRESSION_NONE, "H10");
	RULE(over2_twice, true, "P1");
	RULE(all_at_high, true, "P2");
#undef RULE
}

static void
test_progression__suggest__every_kind_has_an_answer(void **state)
{
	/* kind, held_target, support, has_harder -> rule (progression-rules section 2) */
	static const struct {
		enum progression_kind kind;
		bool held, harder;
		int support;
		const char *rule;
	} cases[] = {
	    {PROGRESSION_HOLD, false, true, 0, "P4"},
	    {PROGRESSION_HOLD, true, true, 0, "P5"},
	    {PROGRESSION_HOLD, true, false, 0, "H8"},
	    {PROGRESSION_HOLD, false, false, 0, "P4"},
	    {PROGRESSION_TIME, false, true, 0, "P6"},
	    {PROGRESSION_TIME, true, true, 0, "P7"},
	    {PROGRESSION_TIME, true, false, 0, "H8"},
	    {PROGRESSION_SUPPORT, false, true, 2, "P8"},
	    {PROGRESSION_SUPPORT, false, false, 1, "P8"},
	    {PROGRESSION_SUPPORT, false, true, 0, "P9"},
	    {PROGRESSION_SUPPORT, false, false, 0, "H8"},
	    {PROGRESSION_SKILL, false, true, 0, "P10"},
	    {PROGRESSION_SKILL, false, false, 0, "H8"},
	    {PROGRESSION_ROM, false, true, 0, "H9"},
	    {PROGRESSION_ROM, false, false, 0, "H9"},
	    {PROGRESSION_ROM, true, true, 0, "P11"},
	    {PROGRESSION_ROM, true, false, 0, "H8"},
	    {PROGRESSION_REPS_LOAD, false, false, 0, "P3"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct progression_in in = good();

		in.effort = 4;
		in.kind = cases[i].kind;
		in.held_target = cases[i].held;
		in.support = cases[i].support;
		in.has_harder = cases[i].harder;
		assert_string_equal(suggest(&in).rule, cases[i].rule);
	}
}

static void
test_progression__suggest__reason_names_the_value(void **state)
{
	struct progression_in in = good();
	struct progression_rules high = *rules_shipped();
	struct progression_out out;
	struct err err = {0};

	(void)state;
	in.temp_dc = 384;
	assert_non_null(strstr(suggest(&in).reason, "38.4"));
	in = good();
	in.contra = true;
	in.tag = "Acute fracture";
	assert_non_null(strstr(suggest(&in).reason, "Acute fracture"));
	in = good();
	in.spo2 = 85;
	assert_non_null(strstr(suggest(&in).reason, "85"));
	/* a clinic high up in the mountains */
	assert_int_equal(progression_rules_limit(&high, "S3.spo2", "84", &err), ST_OK);
	assert_true(progression_suggest(&in, &high, &out));
	assert_string_equal(out.rule, "P3");
	assert_int_equal(progression_rules_limit(&high, "S3.temp", "37.5", &err), ST_OK);
	in.temp_dc = 375;
	assert_true(progression_suggest(&in, &high, &out));
	assert_string_equal(out.key, "S3.temp");
	assert_string_equal(out.numbers, "temperature 37.5 C");
	assert_int_equal(progression_rules_limit(&high, "S3.sbp", "high", &err),
			 ST_INVALID);
	assert_int_equal(progression_rules_limit(&high, "R1", "3", &err), ST_INVALID);
	assert_int_equal(progression_rules_limit(&high, "S9", "3", &err), ST_INVALID);
}

static void
test_progression__suggest__body_weight_goes_to_harder(void **state)
{
	struct progression_in in = good();

	(void)state;
	in.over2_twice = in.body_only = true;
	assert_string_equal(suggest(&in).rule, "P1");
	assert_string_equal(suggest(&in).action, "harder");
	in.has_harder = false;
	assert_string_equal(suggest(&in).action, "load_up");
}

/* Of two numbers that fire, the text names both. */
static void
test_progression__suggest__numbers_fired_it(void **state)
{
	struct progression_in in = good();

	(void)state;
	in.pain_base = 1;
	in.pain_peak = 2;
	in.pain_next = 4;
	assert_string_equal(suggest(&in).numbers,
			    "pain 4 the morning after, 1 before exercise today");
	in.pain_next = 1;
	in.sessions_at_level = 3;
	assert_string_equal(
	    suggest(&in).numbers,
	    "3 sessions at this level, 100 % done, worst pain 2, effort 5");
	in.sbp = 190;
	in.spo2 = 95;
	assert_string_equal(suggest(&in).numbers, "upper blood pressure 190 mmHg");
}

/* ---- rows that make no sense are refused with their key */

static void
test_progression__rules__refuse_nonsense(void **state)
{
	static const char *const bad[] = {"",
					  "pain",
					  "pain_peak",
					  "pain_peak>",
					  "pain_peak>x",
					  "nobody=1",
					  "pain_peak<none",
					  "kind=run",
					  "kind>hold",
					  "pain_peak=1.5",
					  "spo2=1e9",
					  "losses=1;;effort=2",
					  "losses=1;losses=1;losses=1;losses=1;losses=1"};
	struct progression_rules r = {0};
	struct progression_rule row;
	struct err err = {0};

	(void)state;
	dict_row_init(dict_entity(E_PROGRESSION_RULE), &row);
	str_copy(row.key, sizeof row.key, "T1");
	str_copy(row.rule, sizeof row.rule, "T1");
	str_copy(row.suggestion, sizeof row.suggestion, "hold");
	str_copy(row.action, sizeof row.action, "same");
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		str_copy(row.condition, sizeof row.condition, bad[i]);
		if (progression_rules_add(&r, &row, &err) != ST_INVALID)
			fail_msg("taken: %s", bad[i]);
		assert_non_null(strstr(err.detail, "T1"));
	}
	assert_int_equal(r.n, 0);
	str_copy(row.condition, sizeof row.condition, "losses<=1;temp_c>=37.5");
	assert_int_equal(progression_rules_add(&r, &row, &err), ST_OK);
	str_copy(row.suggestion, sizeof row.suggestion, "perhaps");
	assert_int_equal(progression_rules_add(&r, &row, &err), ST_INVALID);
}

/* ---- order: stop beats regress beats hold beats progress ---- */

static struct progression_in
random_in(struct random *r)
{
	struct progression_in in = progression_default();

	in.red_flag = random_below(r, 30) == 0;
	in.contra = random_below(r, 30) == 0;
	in.sbp = random_below(r, 3) == 0 ? 150 + random_below(r, 40) : PROGRESSION_NONE;
	if (random_below(r, 40) == 0)
		in.spo2 = 80 + random_below(r, 20);
	if (random_below(r, 40) == 0)
		in.dbp = 70 + random_below(r, 40);
	if (random_below(r, 40) == 0)
		in.hr = 60 + random_below(r, 80);
	if (random_below(r, 40) == 0)
		in.temp_dc = 360 + random_below(r, 30);
	in.pain_creeping = random_below(r, 30) == 0;
	in.body_only = random_below(r, 2) == 0;
	in.pain_base = random_below(r, 5);
	in.pain_peak = random_below(r, 30) == 0 ? PROGRESSION_NONE : random_below(r, 11);
	in.pain_next = random_below(r, 2) == 0 ? random_below(r, 6) : PROGRESSION_NONE;
	in.swelling = random_below(r, 20) == 0;
	in.form_ok = random_below(r, 20) > 0;
	in.done_pct = random_below(r, 3) == 0 ? random_below(r, 130) : 100;
	in.fails_in_row = random_below(r, 4);
	in.losses = random_below(r, 4) == 0 ? random_below(r, 4) : 0;
	in.days_since = random_below(r, 20);
	in.effort = random_below(r, 30) == 0 ? PROGRESSION_NONE : random_below(r, 9);
	in.sessions_at_level = 1 + random_below(r, 4);
	in.kind = (enum progression_kind)random_below(r, PROGRESSION_KIND_COUNT);
	in.over2_twice = random_below(r, 3) == 0;
	in.all_at_high = random_below(r, 3) == 0;
	in.held_target = random_below(r, 2) == 0;
	in.support = random_below(r, 4);
	in.has_harder = random_below(r, 2) == 0;
	in.home = random_below(r, 4) == 0;
	in.fall_flag = random_below(r, 3);
	return in;
}

/* ---- every row fires: over many reviews */

static void
test_progression__rules__each_row_fires(void **state)
{
	const struct progression_rules *all = rules_shipped();
	struct random r = random_begin("rows", 20261124);
	int fired[PROGRESSION_RULES_MAX] = {0};
	(void)state;
	for (int i = 0; i < 400000; i++) {
		struct progression_in in = random_in(&r);
		struct progression_out out;

		assert_true(progression_suggest(&in, all, &out));
		for (int k = 0; k < all->n; k++)
			fired[k] += strcmp(all->rows[k].key, out.key) == 0;
	}
	for (int k = 0; k < all->n; k++)
		if (all->rows[k].scope == PROGRESSION_EXERCISE && fired[k] == 0)
			fail_msg("row %s never fires", all->rows[k].key);
}

static void
test_progression__suggest__is_never_bolder_than_its_signs(void **state)
{
	struct random r = random_begin("progression", 20261123);
	int seen[PROGRESSION_SUGGESTION_COUNT] = {0};

	(void)state;
	for (int i = 0; i < 20000; i++) {
		struct progression_in in = random_in(&r);
		struct progression_out out = suggest(&in);
		bool stop = in.red_flag || in.contra || in.pain_peak >= 8 ||
			    (in.sbp != PROGRESSION_NONE && in.sbp > 180) ||
			    (in.spo2 != PROGRESSION_NONE && in.spo2 < 88) ||
			    (in.dbp != PROGRESSION_NONE && in.dbp > 100) ||
			    (in.hr != PROGRESSION_NONE && in.hr > 120) ||
			    (in.temp_dc != PROGRESSION_NONE && in.temp_dc >= 380);
		bool regress = in.pain_peak > 5 || in.swelling || !in.form_ok ||
			       in.losses >= 2 || in.fails_in_row >= 2 ||
			       in.days_since > 14 ||
			       (in.pain_next != PROGRESSION_NONE &&
				in.pain_next >= in.pain_base + 2);

		seen[out.suggestion]++;
		assert_int_equal(out.suggestion == PROGRESSION_STOP, stop);
		assert_int_equal(out.suggestion == PROGRESSION_REGRESS, !stop && regress);
		if (out.suggestion == PROGRESSION_PROGRESS) {
			assert_true(in.done_pct >= 100 && in.sessions_at_level >= 2);
			assert_true(in.losses == 0 && in.days_since <= 7);
			assert_int_equal(out.rule[0], 'P');
		}
	}
	for (int i = 0; i < PROGRESSION_SUGGESTION_COUNT; i++)
		assert_true(seen[i] > 50);
}

/* ---- section 4 and 5 tables ---- */

static void
test_progression__load_step__follows_the_table(void **state)
{
	static const struct {
		int64_t load, step;
		int pct;
		int64_t result;
		enum progression_step what;
	} cases[] = {
	    {0, 500, 500, 500, PROGRESSION_LOAD},
	    {2000, 500, 1000, 2000, PROGRESSION_REPS_PLUS_2},
	    {3000, 500, 500, 3500, PROGRESSION_LOAD_REPS_LOW},
	    {5000, 500, 1000, 5500, PROGRESSION_LOAD},
	    {10000, 500, 500, 10500, PROGRESSION_LOAD},
	    {10000, 2500, 1000, 10000, PROGRESSION_REPS_PLUS_2},
	    {20000, 2500, 1000, 22500, PROGRESSION_LOAD_REPS_LOW},
	    {40000, 2500, 1000, 42500, PROGRESSION_LOAD},
	    {2500, 500, 500, 3000, PROGRESSION_LOAD_REPS_LOW}, /* exactly a fifth */
	};
	static const int64_t down[][3] = {
	    {5000, 500, 4000}, {1000, 500, 500}, {500, 500, 0}, {20000, 2500, 15000}};
	int64_t g;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(
		    progression_load_step(cases[i].load, cases[i].step, cases[i].pct, &g),
		    cases[i].what);
		assert_int_equal(g, cases[i].result);
	}
	for (size_t i = 0; i < sizeof down / sizeof down[0]; i++)
		assert_int_equal(progression_load_down(down[i][0], down[i][1]),
				 down[i][2]);
	assert_int_equal(progression_pct_bp("shoulder"), 500);
	assert_int_equal(progression_pct_bp("trunk"), 1000);
	assert_int_equal(progression_pct_bp("knee"), 1000);
	assert_int_equal(progression_pct_bp("whole_body"), 1000);
	assert_int_equal(progression_pct_bp(""), 500);
}

static void
test_progression__helpers__keep_their_limits(void **state)
{
	int low, high, sets = 3, reps = 10;

	(void)state;
	progression_rep_range(10, &low, &high);
	assert_int_equal(low, 8);
	assert_int_equal(high, 14);
	progression_rep_range(5, &low, &high);
	assert_int_equal(low, 4);
	progression_cut(&sets, &reps);
	assert_int_equal(sets, 2);
	assert_int_equal(reps, 10);
	sets = 1;
	progression_cut(&sets, &reps);
	assert_int_equal(reps, 7);
	reps = 4;
	progression_cut(&sets, &reps);
	assert_int_equal(reps, 3);
	reps = 2;
	progression_cut(&sets, &reps);
	assert_int_equal(reps, 2);
	assert_int_equal(progression_time_up_s(300), 360);
	assert_int_equal(progression_time_up_s(1200), 1320);
	assert_int_equal(progression_time_up_s(1790), 1800);
	assert_int_equal(progression_time_up_s(1800), 1800);
	assert_int_equal(progression_hold_cap_s(10, false), 20);
	assert_int_equal(progression_hold_cap_s(20, false), 30);
	assert_int_equal(progression_hold_cap_s(30, true), 60);
	assert_int_equal(progression_hold_cap_s(45, true), 60);
	assert_true(progression_creeping(29, 7, 21, 7));
	assert_false(progression_creeping(28, 7, 21, 7));
	assert_false(progression_creeping(28, 7, 0, 0));
}

static void
test_progression__zone__of_base_and_peak(void **state)
{
	(void)state;
	assert_int_equal(progression_zone(0, 2), PROGRESSION_GREEN);
	assert_int_equal(progression_zone(4, 5), PROGRESSION_GREEN);
	assert_int_equal(progression_zone(1, 3), PROGRESSION_AMBER);
	assert_int_equal(progression_zone(2, 3), PROGRESSION_GREEN);
	assert_int_equal(progression_zone(6, 6), PROGRESSION_RED);
}

static void
fill(struct progression_out *list, const char *what)
{
	for (size_t i = 0; what[i] != '\0'; i++) {
		list[i] = (struct progression_out){.rule = "-"};
		list[i].suggestion = what[i] == 'p'   ? PROGRESSION_PROGRESS
				     : what[i] == 'r' ? PROGRESSION_REGRESS
						      : PROGRESSION_KEEP;
	}
}

static void
test_progression__limit_visit__two_progress_and_two_regress(void **state)
{
	struct progression_out list[5];
	static const int days[] = {3, 20, 9, 9, 40};

	(void)state;
	fill(list, "ppppp");
	progression_limit_visit(rules_shipped(), list, days, 5);
	assert_int_equal(list[0].suggestion, PROGRESSION_KEEP);
	assert_int_equal(list[1].suggestion, PROGRESSION_PROGRESS);
	assert_int_equal(list[2].suggestion, PROGRESSION_KEEP);
	assert_string_equal(list[3].rule, "W1");
	assert_int_equal(list[4].suggestion, PROGRESSION_PROGRESS);
	fill(list, "prhrp");
	progression_limit_visit(rules_shipped(), list, days, 5);
	assert_string_equal(list[0].rule, "W2");
	assert_int_equal(list[1].suggestion, PROGRESSION_REGRESS);
	assert_int_equal(list[4].suggestion, PROGRESSION_KEEP);
	fill(list, "prhhp");
	progression_limit_visit(rules_shipped(), list, days, 5);
	assert_int_equal(list[0].suggestion, PROGRESSION_PROGRESS);
	assert_int_equal(list[4].suggestion, PROGRESSION_PROGRESS);
}

/* Sections 5 and 8: how many exercises at home, and a hand on something. */
static void
test_progression__home__each_rule_at_its_border(void **state)
{
	static const struct {
		struct progression_home home;
		const char *rules; /* of those that hold, in their order */
	} cases[] = {
	    {{5, 0, PROGRESSION_NONE, PROGRESSION_NONE, 0}, ""},
	    {{6, 0, 7, PROGRESSION_NONE, 0}, ""},
	    {{6, 0, 6, PROGRESSION_NONE, 0}, "W4 "},
	    {{6, 0, PROGRESSION_NONE, PROGRESSION_NONE, 0}, "W4 "},
	    {{5, 0, 0, 0, 0}, ""},
	    {{6, 0, 7, 60, 0}, ""},
	    {{6, 0, 7, 59, 0}, "W5 "},
	    {{8, 0, 9, 90, 0}, ""},
	    {{9, 0, 9, 90, 0}, "W3 "},
	    {{9, 2, 3, 10, 1}, "W3 W4 W5 W6 "},
	    {{1, 1, 9, 90, 0}, ""},
	    {{1, 0, 9, 90, 3}, ""},
	    {{1, 1, 9, 90, 1}, "W6 "},
	};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct progression_out out[PROGRESSION_HOME_MAX];
		int n = progression_at_home(rules_shipped(), &cases[i].home, out);
		struct str got = {0};

		for (int k = 0; k < n; k++) {
			str_addf(&got, "%s ", out[k].rule);
			assert_null(strpbrk(out[k].reason, "{}"));
			assert_null(strstr(out[k].reason, "not known"));
			/* rule before and mark behind it in a row of 80 */
			assert_true(strlen(out[k].rule) + strlen(out[k].reason) <= 63);
		}
		assert_string_equal(str_text(&got), cases[i].rules);
		str_release(&got);
	}
}

/* The last hand stays where somebody at risk of falling works alone. */
static void
test_progression__home__support_is_kept(void **state)
{
	static const struct {
		bool home;
		int flags, support;
		const char *rule;
	} cases[] = {{true, 1, 1, "H11"}, {true, 2, 0, "H11"}, {true, 1, 2, "P8"},
		     {true, 0, 1, "P8"},  {false, 1, 1, "P8"}, {false, 1, 0, "P9"}};

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		struct progression_in in = good();

		in.kind = PROGRESSION_SUPPORT;
		in.home = cases[i].home;
		in.fall_flag = cases[i].flags;
		in.support = cases[i].support;
		assert_string_equal(suggest(&in).rule, cases[i].rule);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_progression__suggest__borders_of_each_rule),
	    cmocka_unit_test(test_progression__suggest__every_kind_has_an_answer),
	    cmocka_unit_test(test_progression__suggest__reason_names_the_value),
	    cmocka_unit_test(test_progression__suggest__body_weight_goes_to_harder),
	    cmocka_unit_test(test_progression__suggest__numbers_fired_it),
	    cmocka_unit_test(test_progression__rules__refuse_nonsense),
	    cmocka_unit_test(test_progression__rules__each_row_fires),
	    cmocka_unit_test(test_progression__suggest__is_never_bolder_than_its_signs),
	    cmocka_unit_test(test_progression__load_step__follows_the_table),
	    cmocka_unit_test(test_progression__helpers__keep_their_limits),
	    cmocka_unit_test(test_progression__zone__of_base_and_peak),
	    cmocka_unit_test(test_progression__limit_visit__two_progress_and_two_regress),
	    cmocka_unit_test(test_progression__home__each_rule_at_its_border),
	    cmocka_unit_test(test_progression__home__support_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
