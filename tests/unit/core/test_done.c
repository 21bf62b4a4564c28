/* test_done.c - stored sets read back, their share of the dose; decisions as one text. */
#include "core/choice.h"
#include "core/done.h"
#include "random.h"
#include "session_kit.h"

static struct dose
dose(int sets, int reps, int64_t duration_ms, enum dose_side_mode mode)
{
	struct dose d = dose_default();

	d.sets = sets;
	d.reps = reps;
	d.duration_ms = duration_ms;
	d.side_mode = mode;
	return d;
}

static int
pct(const char *text, struct dose d)
{
	struct done_set sets[DONE_SETS_MAX];

	return done_pct(&d, sets, done_read(text, sets));
}

static void
test_done__pct__of_the_dose(void **state)
{
	(void)state;
	assert_int_equal(
	    pct("1:10r40s+60 2:10r40s+60 3:10r40s", dose(3, 10, 0, DOSE_NONE)), 100);
	assert_int_equal(pct("1:10r40s+60 2:8r40sx", dose(3, 10, 0, DOSE_NONE)), 60);
	assert_int_equal(pct("1L:10r40s+5 1R:5r20sx", dose(1, 10, 0, DOSE_EACH_SIDE)),
			 75);
	assert_int_equal(pct("1:12r40s+60 2:10r40s", dose(2, 10, 0, DOSE_NONE)), 110);
	assert_int_equal(pct("1:59s", dose(1, 0, 60000, DOSE_NONE)), 100);
	assert_int_equal(pct("1:30sx", dose(1, 0, 60000, DOSE_NONE)), 50);
	assert_int_equal(pct("1:33s+20 2:31s", dose(2, 0, 0, DOSE_NONE)), 100);
	assert_int_equal(pct("1:33s", dose(2, 0, 0, DOSE_NONE)), 50);
	assert_int_equal(pct("", dose(2, 10, 0, DOSE_NONE)), 0);
}

static void
test_done__read__loads_go_on_and_nonsense_ends(void **state)
{
	struct done_set s[DONE_SETS_MAX];

	(void)state;
	assert_int_equal(done_read("1:10r50s+60@2500g 2:10r50s 3:8r40sx@0g", s), 3);
	assert_int_equal(s[1].load_g, 2500);
	assert_int_equal(s[2].load_g, 0);
	assert_false(s[2].done);
	assert_int_equal(done_read("1:10r50s+60 ...", s), 1);
	assert_int_equal(done_read("three sets of ten", s), 0);
	assert_int_equal(done_read("1:10r", s), 0);
	assert_int_equal(done_read("1:10r5sq", s), 0);
	assert_int_equal(done_read("99999999999999999999:1s", s), 0);
}

static void
test_done__all_at__wants_every_set(void **state)
{
	struct done_set s[DONE_SETS_MAX];
	struct dose d = dose(2, 10, 0, DOSE_NONE);
	int n = done_read("1:14r50s+60 2:14r50s", s);

	(void)state;
	assert_true(done_all_at(&d, s, n, 14));
	assert_false(done_all_at(&d, s, n, 15));
	assert_false(done_all_at(&d, s, 1, 14));
	assert_int_equal(done_last_reps(s, n), 14);
	assert_int_equal(done_last_reps(s, 0), -1);
}

/* What a session writes is read back number for number. */
static void
test_done__read__what_sessions_write(void **state)
{
	struct random r = random_begin("sets", 20261125);
	static struct session_item it;
	char text[2000];

	(void)state;
	for (int round = 0; round < 3000; round++) {
		struct done_set got[DONE_SETS_MAX];

		memset(&it, 0, sizeof it);
		it.n_sets = 1 + random_below(&r, SESSION_SETS_MAX);
		for (int i = 0; i < it.n_sets; i++)
			it.sets[i] = (struct session_set){
			    .set = (uint8_t)(1 + i / 2),
			    .side = (uint8_t)random_below(&r, 3),
			    .done = (uint8_t)random_below(&r, 2),
			    .reps = (int16_t)(random_below(&r, 20) - 1),
			    .work_ms = random_below(&r, 90000),
			    .rest_ms = random_below(&r, 3) ? random_below(&r, 90000) : 0,
			    .load_g = 500 * random_below(&r, 4)};
		session_sets_text(&it, text, sizeof text);
		assert_int_equal(done_read(text, got), it.n_sets);
		for (int i = 0; i < it.n_sets; i++) {
			assert_int_equal(got[i].set, it.sets[i].set);
			assert_int_equal(got[i].side, it.sets[i].side);
			assert_int_equal(got[i].done, it.sets[i].done);
			assert_int_equal(got[i].reps, it.sets[i].reps);
			assert_int_equal(got[i].work_s, it.sets[i].work_ms / 1000);
			assert_int_equal(got[i].load_g, it.sets[i].load_g);
		}
	}
}

static void
test_choice__round_trip__and_nonsense(void **state)
{
	struct choice c = {.rule = "P3", .suggestion = "progress", .decision = "taken"},
		      d;
	char text[CHOICE_TEXT_SIZE];

	(void)state;
	str_copy(c.action, sizeof c.action, "reps_plus_1");
	str_copy(c.spec, sizeof c.spec, "reps=11");
	str_copy(c.why, sizeof c.why, "a\tb\nc");
	choice_encode(&c, text);
	assert_true(choice_decode(text, &d));
	assert_string_equal(d.spec, "reps=11");
	assert_string_equal(d.why, "a b c");
	assert_true(choice_changes(&d));
	memset(c.numbers, 'n', sizeof c.numbers - 1);
	memset(c.spec, 's', sizeof c.spec - 1);
	memset(c.before, 'b', sizeof c.before - 1);
	memset(c.after, 'a', sizeof c.after - 1);
	memset(c.why, 'w', sizeof c.why - 1);
	memset(c.rule, 'r', sizeof c.rule - 1);
	memset(c.suggestion, 'u', sizeof c.suggestion - 1);
	memset(c.action, 'c', sizeof c.action - 1);
	memset(c.decision, 'd', sizeof c.decision - 1);
	choice_encode(&c, text);
	assert_true(choice_decode(text, &d));
	assert_memory_equal(&c, &d, sizeof c);
	text[strlen(text) - 1] = '\t';
	assert_false(choice_decode(text, &d));
	assert_false(choice_decode("", &d));
	assert_int_equal(d.rule[0], '\0');
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_done__pct__of_the_dose),
	    cmocka_unit_test(test_done__read__loads_go_on_and_nonsense_ends),
	    cmocka_unit_test(test_done__all_at__wants_every_set),
	    cmocka_unit_test(test_done__read__what_sessions_write),
	    cmocka_unit_test(test_choice__round_trip__and_nonsense),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
