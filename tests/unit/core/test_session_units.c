/* test_session_units.c - a session's times through both unit rules. */
#include "codes.h"
#include "core/session_units.h"
#include "session_kit.h"

/* A session in which each code was attended for the seconds given. */
static void
spend(struct kit *k, const char *rule, const char *const *codes, const int64_t *seconds,
      int n)
{
	kit_open(k, rule);
	for (int i = 0; i < n; i++) {
		struct session_item_plan p = kit_plan("X", codes[i]);

		p.dose.lead_in_s = 0;
		p.dose.sets = 1;
		p.dose.duration_ms = S(seconds[i]);
		kit_add(k, &p);
	}
	for (int i = 0; i < n; i++) {
		kit_do(k, SEV_START, i, 0, NULL);
		kit_wait(k, S(seconds[i]));
	}
}

static struct session_units
count(const struct kit *k)
{
	struct session_units u;
	struct err err = {0};

	assert_int_equal(session_units(&k->s, codes_table(), &u, &err), ST_OK);
	return u;
}

static void
test_session_units__both_rules__differ(void **state)
{
	const char *const codes[] = {"97110", "97140"};
	const int64_t seconds[] = {22 * 60 + 59, 22 * 60 + 10};
	struct kit k;
	struct session_units u;

	(void)state;
	spend(&k, "cms", codes, seconds, 2);
	u = count(&k);
	assert_int_equal(u.n, 2);
	assert_int_equal(u.lines[0].minutes, 22);
	assert_int_equal(u.lines[0].units[UNITS_CMS] + u.lines[1].units[UNITS_CMS], 3);
	assert_int_equal(u.lines[0].units[UNITS_AMA] + u.lines[1].units[UNITS_AMA], 2);
	assert_int_equal(u.lines[0].next_s[UNITS_AMA], 1);
	assert_int_equal(u.lines[1].next_s[UNITS_AMA], 50);
	assert_int_equal(u.lines[0].next_s[UNITS_CMS], 8 * 60 + 1); /* 44 min to 53 */
}

static void
test_session_units__tie__is_chosen_by_the_event(void **state)
{
	const char *const codes[] = {"97112", "97110"};
	const int64_t seconds[] = {20 * 60, 20 * 60};
	struct kit k;
	struct session_units u;
	char first[SESSION_TIE_SIZE], second[SESSION_TIE_SIZE];

	(void)state;
	spend(&k, "cms", codes, seconds, 2);
	u = count(&k);
	assert_true(session_units_tie(&u.result[UNITS_CMS], 0, first));
	assert_true(session_units_tie(&u.result[UNITS_CMS], 1, second));
	assert_false(session_units_tie(&u.result[UNITS_CMS], 2, second));
	assert_false(session_units_tie(&u.result[UNITS_AMA], 0, second));
	assert_string_equal(first, "97112:1;97110:2");
	assert_string_equal(second, "97112:2;97110:1");
	kit_do(&k, SEV_TIE, -1, 0, second);
	u = count(&k);
	assert_false(u.tie_stale);
	assert_int_equal(u.lines[0].units[UNITS_CMS], 2);
	assert_int_equal(u.lines[1].units[UNITS_CMS], 1);
	kit_do(&k, SEV_TIE, -1, 0, "97112:3;97110:0");
	u = count(&k);
	assert_true(u.tie_stale);
	assert_int_equal(u.lines[0].units[UNITS_CMS], 1);
}

static void
test_session_units__unknown_code__earns_nothing(void **state)
{
	const char *const codes[] = {"97110", "12345"};
	const int64_t seconds[] = {900, 900};
	struct kit k;
	struct session_units u;

	(void)state;
	spend(&k, "cms", codes, seconds, 2);
	u = count(&k);
	assert_int_equal(u.lines[0].units[UNITS_CMS], 1);
	assert_false(u.lines[1].known);
	assert_int_equal(u.lines[1].units[UNITS_CMS], 0);
	assert_int_equal(u.lines[1].next_s[UNITS_CMS], -1);
}

static void
test_session_units__unattended__is_not_timed(void **state)
{
	const char *const codes[] = {"97110", "97012"};
	const int64_t seconds[] = {900, 900};
	struct kit k;
	struct session_units u;

	(void)state;
	spend(&k, "cms", codes, seconds, 0);
	for (int i = 0; i < 2; i++) {
		struct session_item_plan p = kit_plan("X", codes[i]);

		p.dose.lead_in_s = 0;
		p.dose.sets = 1;
		p.dose.duration_ms = S(seconds[i]);
		kit_add(&k, &p);
	}
	kit_do(&k, SEV_ATTEND, -1, ATTEND_NOBODY, NULL);
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(900));
	kit_do(&k, SEV_START, 1, 0, NULL);
	kit_wait(&k, S(900));
	u = count(&k);
	assert_int_equal(u.lines[0].seconds, 0);
	assert_int_equal(u.lines[0].unattended_s, 900);
	assert_int_equal(u.lines[0].units[UNITS_CMS], 0);
	assert_int_equal(u.lines[1].seconds, 900);
	assert_int_equal(u.lines[1].units[UNITS_CMS], 1);
	assert_int_equal(u.result[UNITS_CMS].timed_minutes, 0);
	assert_int_equal(u.result[UNITS_CMS].total_minutes, 15);
}

static void
test_session_units__assistant__gets_its_lines(void **state)
{
	const char *const codes[] = {"97110"};
	const int64_t seconds[] = {1800};
	struct kit k;
	struct session_units u;
	struct assistant_result a;
	struct err err = {0};

	(void)state;
	spend(&k, "cms", codes, seconds, 1);
	u = count(&k);
	assert_int_equal(
	    session_units_assistant(&u, codes_table(), ASSISTANT_STRICT, &a, &err),
	    ST_OK);
	assert_int_equal(a.n, 1);
	assert_false(a.lines[0].assistant);
	u.lines[0].assistant_s = 900;
	assert_int_equal(
	    session_units_assistant(&u, codes_table(), ASSISTANT_STRICT, &a, &err),
	    ST_OK);
	assert_int_equal(a.n, 2);
	assert_true(a.lines[1].assistant);
}

#define T(name) cmocka_unit_test(test_session_units__##name)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    T(both_rules__differ),	    T(tie__is_chosen_by_the_event),
	    T(unknown_code__earns_nothing), T(unattended__is_not_timed),
	    T(assistant__gets_its_lines),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
