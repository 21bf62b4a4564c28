/* test_role.c - who may do what: the product's table against one written by hand. */
#include "core/dict_rows.h"
#include "core/role.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

/* r read, w write, s sign, v void, g open with a reason; - none. */
static const struct {
	const char *role, *may[ROLE_AREA_COUNT];
} wanted[] = {
    /*            patients charts  plans sess. sched. bill. libr. sett. exch. audit */
    {"pt", {"rw", "rwsv", "rw", "rw", "rw", "rws", "rw", "r", "rw", "-"}},
    {"ot", {"rw", "rwsv", "rw", "rw", "rw", "rws", "rw", "r", "rw", "-"}},
    {"pta", {"rw", "rwsv", "r", "rw", "rw", "rws", "rw", "r", "rw", "-"}},
    {"ota", {"rw", "rwsv", "r", "rw", "rw", "rws", "rw", "r", "rw", "-"}},
    {"student", {"rw", "rws", "r", "rw", "rw", "rs", "rw", "r", "-", "-"}},
    {"aide", {"r", "r", "r", "rw", "rw", "r", "r", "r", "-", "-"}},
    {"desk", {"rw", "g", "g", "-", "rw", "rw", "r", "r", "rw", "-"}},
    {"manager", {"rw", "r", "r", "r", "rw", "rw", "rw", "rw", "rw", "r"}},
    {"hub", {"rw", "r", "r", "r", "r", "rw", "rw", "rw", "rw", "r"}},
    {"readonly", {"r", "r", "r", "r", "r", "r", "r", "r", "-", "-"}},
    {"nobody", {"-", "-", "-", "-", "-", "-", "-", "-", "-", "-"}},
};

static const struct {
	char letter;
	enum role_right right;
} rights[] = {{'r', ROLE_READ},
	      {'w', ROLE_WRITE},
	      {'s', ROLE_SIGN},
	      {'v', ROLE_VOID},
	      {'g', ROLE_GLASS}};

static void
test_role__may__every_role_and_area(void **state)
{
	int roles = 0;

	(void)state;
	while (role_at(roles))
		roles++;
	assert_int_equal(roles + 1, sizeof wanted / sizeof wanted[0]);
	for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
		for (int a = 0; a < ROLE_AREA_COUNT; a++)
			for (size_t k = 0; k < sizeof rights / sizeof rights[0]; k++)
				if (role_may(role_of(wanted[i].role), (enum role_area)a,
					     rights[k].right) !=
				    (strchr(wanted[i].may[a], rights[k].letter) != NULL))
					fail_msg("%s, %s: %c", wanted[i].role,
						 role_area_name((enum role_area)a),
						 rights[k].letter);
}

/* Every entity in the area it belongs to; those of a chart are the most. */
static void
test_role__area_of__every_entity(void **state)
{
	static const enum role_area areas[E_COUNT] = {
	    [E_EXERCISE] = ROLE_LIBRARY,
	    [E_SERVICE_CODE] = ROLE_LIBRARY,
	    [E_ICD10] = ROLE_LIBRARY,
	    [E_VOCAB] = ROLE_LIBRARY,
	    [E_MEASURE] = ROLE_LIBRARY,
	    [E_NORM] = ROLE_LIBRARY,
	    [E_SCREENING_RULE] = ROLE_LIBRARY,
	    [E_GOAL_TEMPLATE] = ROLE_LIBRARY,
	    [E_ASSESSMENT_SET] = ROLE_LIBRARY,
	    [E_PLAN_TEMPLATE] = ROLE_LIBRARY,
	    [E_PLAN_PHASE] = ROLE_LIBRARY,
	    [E_CARE_RULE] = ROLE_LIBRARY,
	    [E_PROGRESSION_RULE] = ROLE_LIBRARY,
	    [E_THRESHOLD] = ROLE_LIBRARY,
	    [E_CODE_PAIR] = ROLE_LIBRARY,
	    [E_TELEHEALTH_RULE] = ROLE_LIBRARY,
	    [E_MODIFIER_RULE] = ROLE_LIBRARY,
	    [E_PRESIGN_RULE] = ROLE_LIBRARY,
	    [E_PHRASE] = ROLE_LIBRARY,
	    [E_POSE] = ROLE_LIBRARY,
	    [E_FIGURE] = ROLE_LIBRARY,
	    [E_PATIENT_TEXT] = ROLE_LIBRARY,
	    [E_PHONE_STEP] = ROLE_LIBRARY,
	    [E_WEARABLE_LAYOUT] = ROLE_LIBRARY,
	    [E_FAULT] = ROLE_LIBRARY,
	    [E_PACER] = ROLE_LIBRARY,
	    [E_AID_CHECK] = ROLE_LIBRARY,
	    [E_SITE] = ROLE_SETTINGS,
	    [E_STAFF] = ROLE_SETTINGS,
	    [E_PAYER] = ROLE_BILLING,
	    [E_PATIENT] = ROLE_PERSON,
	    [E_EPISODE] = ROLE_CHART,
	    [E_CONDITION] = ROLE_CHART,
	    [E_PRECAUTION] = ROLE_CHART,
	    [E_SCREENING] = ROLE_CHART,
	    [E_SCREENING_ANSWER] = ROLE_CHART,
	    [E_ASSESSMENT] = ROLE_CHART,
	    [E_RESULT] = ROLE_CHART,
	    [E_GOAL] = ROLE_PLAN,
	    [E_PLAN_OF_CARE] = ROLE_PLAN,
	    [E_PRESCRIPTION] = ROLE_CHART,
	    [E_APPOINTMENT] = ROLE_SCHEDULE,
	    [E_GROUP_CLASS] = ROLE_SCHEDULE,
	    [E_CLASS_MEMBER] = ROLE_SCHEDULE,
	    [E_SESSION] = ROLE_CHART,
	    [E_PERFORMED] = ROLE_CHART,
	    [E_EDUCATION] = ROLE_CHART,
	    [E_DOSE_CHANGE] = ROLE_CHART,
	    [E_NOTE] = ROLE_CHART,
	    [E_ADDENDUM] = ROLE_CHART,
	    [E_CHARGE] = ROLE_BILLING,
	    [E_AID] = ROLE_CHART,
	    [E_HOME_LOG] = ROLE_CHART,
	    [E_WEARABLE_MAP] = ROLE_CHART,
	    [E_DEVICE_DAY] = ROLE_CHART,
	    [E_TEAM_MEMBER] = ROLE_CHART,
	    [E_TASK] = ROLE_SCHEDULE,
	    [E_CLINIC_LIMIT] = ROLE_LIBRARY,
	    [E_CLINIC_THRESHOLD] = ROLE_BILLING,
	    [E_CLINIC_PAIR] = ROLE_BILLING,
	    [E_CLINIC_TELEHEALTH] = ROLE_BILLING,
	    [E_CLINIC_PHRASE] = ROLE_LIBRARY,
	    [E_PAYER_FEE] = ROLE_BILLING,
	    [E_PAYER_FIGURE] = ROLE_BILLING,
	    [E_SAME_PERSON] = ROLE_PERSON,
	    [E_CARE_SITE] = ROLE_PERSON,
	};

	(void)state;
	for (int e = 0; e < E_COUNT; e++)
		if (role_area_of((enum entity_id)e) != areas[e])
			fail_msg("%s", dict_entity((enum entity_id)e)->name);
}

static void
test_role__to_add__facts_of_a_visit_are_signed(void **state)
{
	struct addendum x;

	(void)state;
	dict_row_init(dict_entity(E_ADDENDUM), &x);
	assert_int_equal(role_to_add(E_NOTE, NULL), ROLE_SIGN);
	assert_int_equal(role_to_add(E_SESSION, NULL), ROLE_SIGN);
	assert_int_equal(role_to_add(E_PERFORMED, NULL), ROLE_SIGN);
	assert_int_equal(role_to_add(E_CHARGE, NULL), ROLE_SIGN);
	assert_int_equal(role_to_add(E_AID, NULL), ROLE_WRITE);
	strcpy(x.kind, "correction");
	assert_int_equal(role_to_add(E_ADDENDUM, &x), ROLE_SIGN);
	strcpy(x.kind, "void");
	assert_int_equal(role_to_add(E_ADDENDUM, &x), ROLE_VOID);
	assert_int_equal(role_to_add(E_ADDENDUM, NULL), ROLE_VOID);
}

static void
test_role__who_may__in_words(void **state)
{
	struct str s = {0};

	(void)state;
	role_who_may(ROLE_AUDIT, ROLE_READ, &s);
	assert_string_equal(str_text(&s), "Manager, Head office");
	str_clear(&s);
	role_who_may(ROLE_CHART, ROLE_GLASS, &s);
	assert_string_equal(str_text(&s), "Desk");
	str_release(&s);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_role__may__every_role_and_area),
	    cmocka_unit_test(test_role__area_of__every_entity),
	    cmocka_unit_test(test_role__to_add__facts_of_a_visit_are_signed),
	    cmocka_unit_test(test_role__who_may__in_words),
	};

	return cmocka_run_group_tests_name("role", tests, NULL, NULL);
}
