/* test_session_group.c - group time: apart from one on one, in the fold, the units and the note. */
#include "codes.h"
#include "core/note.h"
#include "core/session_units.h"
#include "session_kit.h"

enum { CLASS = 7, MIN = 60 };

/* An activity that counts up until it is tapped. */
static void
add(struct kit *k, const char *name, const char *code)
{
	struct session_item_plan p = kit_plan(name, code);

	p.dose = dose_default();
	p.dose.lead_in_s = 0;
	kit_add(k, &p);
}

/* Item 0 one on one under code, item 1 the class. */
static void
open_both(struct kit *k, const char *rule, const char *code)
{
	kit_open(k, rule);
	add(k, "Gait", code);
	add(k, "Balance class", "97150");
	kit_do(k, SEV_GROUP, 1, 6, "7");
}

static void
run(struct kit *k, int item, int64_t ms)
{
	kit_do(k, SEV_START, item, 0, NULL);
	kit_wait(k, ms);
	kit_do(k, SEV_DONE, -1, 0, NULL);
}

static struct session_units
count(const struct kit *k)
{
	struct session_units u;
	struct err err = {0};

	assert_int_equal(session_units(&k->s, codes_table(), &u, &err), ST_OK);
	return u;
}

static int
units_of(const struct session_units *u, const char *code, enum units_rule rule)
{
	for (int i = 0; i < u->n; i++)
		if (!strcmp(u->lines[i].code, code))
			return u->lines[i].units[rule];
	return -1;
}

/* 20 minutes one on one and 40 in the group: the timed units are those of 20 minutes alone. */
static void
test_session_group__units__timed_ones_from_one_on_one_alone(void **state)
{
	struct session_units u;
	struct kit k;

	(void)state;
	for (int rule = 0; rule < UNITS_RULE_COUNT; rule++) {
		open_both(&k, units_rule_id((enum units_rule)rule), "97110");
		run(&k, 0, S(20 * MIN));
		run(&k, 1, S(40 * MIN));
		assert_int_equal(session_group_ms(&k.s), S(40 * MIN));
		u = count(&k);
		assert_int_equal(u.result[rule].timed_minutes, 20);
		assert_int_equal(u.result[rule].timed_units, 1);
		assert_int_equal(u.result[rule].total_minutes, 60);
		assert_int_equal(units_of(&u, "97110", (enum units_rule)rule), 1);
		assert_int_equal(units_of(&u, "97150", (enum units_rule)rule), 1);
	}
}

/* Seven minutes one on one earn nothing, however long the group was: no minute goes over. */
static void
test_session_group__units__no_minute_goes_over(void **state)
{
	struct session_units u;
	struct kit k;

	(void)state;
	open_both(&k, "cms", "97110");
	run(&k, 0, S(7 * MIN + 59));
	run(&k, 1, S(90 * MIN));
	u = count(&k);
	assert_int_equal(u.result[UNITS_CMS].timed_minutes, 7);
	assert_int_equal(units_of(&u, "97110", UNITS_CMS), 0);
	assert_int_equal(units_of(&u, "97150", UNITS_CMS), 1);
}

/* Two classes of a day are one unit. */
static void
test_session_group__units__one_a_day(void **state)
{
	struct session_units u;
	struct kit k;

	(void)state;
	open_both(&k, "cms", "97110");
	add(&k, "Gait class", "97150");
	kit_do(&k, SEV_GROUP, 2, 3, "8");
	run(&k, 1, S(40 * MIN));
	run(&k, 2, S(30 * MIN));
	u = count(&k);
	assert_int_equal(units_of(&u, "97150", UNITS_CMS), 1);
	assert_int_equal(session_group_ms(&k.s), S(70 * MIN));
	assert_int_equal(session_group_item(&k.s, CLASS), 1);
	assert_int_equal(session_group_item(&k.s, 8), 2);
	assert_int_equal(session_group_item(&k.s, 9), -1);
	assert_int_equal(session_group_item(&k.s, 0), -1);
}

/* A group wants constant attendance: what an aide led is no minute and no unit of it. A
 * supervised modality beside it keeps its unit. */
static void
test_session_group__units__nobody_attended(void **state)
{
	struct session_units u;
	struct kit k;

	(void)state;
	open_both(&k, "cms", "97012");
	kit_do(&k, SEV_ATTEND, -1, ATTEND_NOBODY, NULL);
	run(&k, 0, S(15 * MIN));
	run(&k, 1, S(40 * MIN));
	u = count(&k);
	assert_int_equal(units_of(&u, "97012", UNITS_CMS), 1);
	assert_int_equal(units_of(&u, "97150", UNITS_CMS), 0);
	assert_int_equal(session_group_ms(&k.s), 0);
	assert_int_equal(k.s.items[1].unattended_ms, S(40 * MIN));
	assert_int_equal(u.result[UNITS_CMS].total_minutes, 15);
}

/* The others leave: the time alone is told, whoever attends. */
static void
test_session_group__set__counts_time_alone(void **state)
{
	struct kit k;
	const struct session_item *it = &k.s.items[1];

	(void)state;
	open_both(&k, "cms", "97110");
	kit_do(&k, SEV_START, 1, 0, NULL);
	kit_wait(&k, S(10 * MIN));
	kit_do(&k, SEV_GROUP, 1, 2, "7");
	kit_wait(&k, S(5 * MIN));
	assert_int_equal(it->group_alone_ms, 0);
	kit_do(&k, SEV_GROUP, 1, 1, "7");
	kit_wait(&k, S(3 * MIN));
	kit_do(&k, SEV_GROUP, 1, 3, "7");
	kit_wait(&k, S(2 * MIN));
	kit_do(&k, SEV_DONE, -1, 0, NULL);
	assert_int_equal(it->work_ms, S(20 * MIN));
	assert_int_equal(it->group_alone_ms, S(3 * MIN));
	assert_int_equal(it->group_most, 6);
	assert_int_equal(it->group_now, 3);
}

static void
test_session_group__set__refuses(void **state)
{
	struct session_state before;
	struct kit k;

	(void)state;
	open_both(&k, "cms", "97110");
	run(&k, 0, S(60));
	before = k.s;
	assert_int_equal(kit_try(&k, SEV_GROUP, 0, 6, "7"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_GROUP, 1, 6, "8"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_GROUP, 1, 0, "7"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_GROUP, 1, 100, "7"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_GROUP, 1, 6, "0"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_GROUP, 1, 6, "seven"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_GROUP, 1, 6, NULL), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_GROUP, 2, 6, "7"), ST_INVALID);
	assert_memory_equal(&before, &k.s, sizeof before);
}

/* The note tells the class, its minutes and how many, apart from the timed minutes. */
static void
test_session_group__note__says_how_many(void **state)
{
	struct session_units u;
	struct note_facts f = {.units = &u};
	struct str text = {0};
	struct kit k;

	(void)state;
	open_both(&k, "cms", "97110");
	run(&k, 0, S(20 * MIN));
	run(&k, 1, S(40 * MIN));
	kit_do(&k, SEV_PAIN, 1, 2, NULL);
	u = count(&k);
	note_objective(&k.s, &f, &text);
	assert_non_null(strstr(str_text(&text),
			       "2 Balance class: 40:00 min in a group of 6; pain 2/10."));
	assert_non_null(strstr(str_text(&text), "Timed code minutes 20"));
	assert_non_null(strstr(str_text(&text), "Group minutes 40, kept apart."));
	assert_null(strstr(str_text(&text), "asked"));
	str_clear(&text);
	note_propose(NOTE_ASSESSMENT, &k.s, &text);
	assert_non_null(
	    strstr(str_text(&text), "Took part in Balance class; did 1 of 1 exercise"));
	str_release(&text);
}

static void
test_session_group__note__who_did_not_take_part(void **state)
{
	struct session_units u;
	struct note_facts f = {.units = &u};
	struct str text = {0};
	struct kit k;

	(void)state;
	open_both(&k, "cms", "97110");
	run(&k, 0, S(20 * MIN));
	u = count(&k);
	note_objective(&k.s, &f, &text);
	assert_non_null(strstr(str_text(&text), "2 Balance class: did not take part."));
	assert_null(strstr(str_text(&text), "Group minutes"));
	str_clear(&text);
	note_propose(NOTE_PLAN, &k.s, &text);
	assert_null(strstr(str_text(&text), "Balance"));
	str_release(&text);
}

int
main(void)
{
#define T(name) cmocka_unit_test(test_session_group__##name)
	static const struct CMUnitTest tests[] = {
	    T(units__timed_ones_from_one_on_one_alone),
	    T(units__no_minute_goes_over),
	    T(units__one_a_day),
	    T(units__nobody_attended),
	    T(set__counts_time_alone),
	    T(set__refuses),
	    T(note__says_how_many),
	    T(note__who_did_not_take_part),
	};
#undef T

	return cmocka_run_group_tests(tests, NULL, NULL);
}
