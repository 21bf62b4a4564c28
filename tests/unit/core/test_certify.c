/* test_certify.c - certification dates against billing-rules 3.3. */
#include "core/certify.h"

#include "core/dict.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct certify_rules rules = {30, 90, 14, 30};
static const struct certify_rules before_2025 = {30, 90, 14, DICT_NONE};

static struct certify_facts
plan(int64_t weeks)
{
	return (struct certify_facts){.first_treatment = 20260504,
				      .starts = 20260504,
				      .weeks = weeks,
				      .sent_on = DICT_NONE,
				      .certified_on = DICT_NONE,
				      .certified_to = DICT_NONE,
				      .order_on = DICT_NONE,
				      .initial = true};
}

static void
says(const struct certify_facts *f, const struct certify_rules *r, int64_t today,
     const char *want)
{
	struct str s = {0};
	struct certify c;

	certify_judge(f, r, today, &c);
	certify_text(&c, &s);
	assert_string_equal(str_text(&s), want);
	str_release(&s);
}

/* The shorter of the plan and 90 days; day 90 counted from 1, the earlier reading. */
static void
test_certify__to__is_the_shorter(void **state)
{
	struct certify_facts f = plan(6);
	struct certify c;

	(void)state;
	certify_judge(&f, &rules, 20260504, &c);
	assert_int_equal(c.proposed_to, 20260614); /* 42 days */
	assert_int_equal(c.due, 20260603);	   /* 30 days after */
	f.weeks = 26;
	certify_judge(&f, &rules, 20260504, &c);
	assert_int_equal(c.proposed_to, 20260801); /* 90 days */
	f.weeks = DICT_NONE;
	certify_judge(&f, &rules, 20260504, &c);
	assert_int_equal(c.proposed_to, 20260801);
	f.first_treatment = DICT_NONE; /* nobody came yet: from the start of the plan */
	f.starts = 20260506;
	certify_judge(&f, &rules, 20260504, &c);
	assert_int_equal(c.due, 20260605);
}

static void
test_certify__state__open_sent_late(void **state)
{
	struct certify_facts f = plan(6);

	(void)state;
	says(&f, &rules, 20260504, "not certified, due 2026-06-03");
	says(&f, &rules, 20260603, "not certified, due 2026-06-03");
	says(&f, &rules, 20260604, "NOT CERTIFIED, was due 2026-06-03");
	f.sent_on = 20260506;
	says(&f, &rules, 20260510, "sent 2026-05-06, signature due 2026-06-03");
	says(&f, &rules, 20260604, "NOT CERTIFIED, was due 2026-06-03, sent 2026-05-06");
}

static void
test_certify__state__holds_ends_expired(void **state)
{
	struct certify_facts f = plan(12);

	(void)state;
	f.certified_on = 20260510;
	says(&f, &rules, 20260511, "certified to 2026-07-26");
	says(&f, &rules, 20260711, "certified to 2026-07-26");
	says(&f, &rules, 20260712, "EXPIRES in 14 days (2026-07-26)");
	says(&f, &rules, 20260725, "EXPIRES in 1 day (2026-07-26)");
	says(&f, &rules, 20260727, "EXPIRED 2026-07-26");
	f.certified_to = 20260601; /* what was entered wins */
	says(&f, &rules, 20260511, "certified to 2026-06-01");
}

/* An order on file and the plan sent within 30 days: no signature on the initial plan, from
 * 2025 on; never for a recertification. */
static void
test_certify__by_order__initial_plan_only(void **state)
{
	struct certify_facts f = plan(12);

	(void)state;
	f.order_on = 20260420;
	f.sent_on = 20260506;
	says(&f, &rules, 20260510, "sent 2026-05-06, order on file: holds to 2026-07-26");
	says(&f, &before_2025, 20260510, "sent 2026-05-06, signature due 2026-06-03");
	says(&f, &rules, 20260727, "EXPIRED 2026-07-26");
	f.sent_on = 20260604; /* too late */
	says(&f, &rules, 20260610, "NOT CERTIFIED, was due 2026-06-03, sent 2026-06-04");
	f.sent_on = 20260506;
	f.initial = false;
	says(&f, &rules, 20260504, "sent 2026-05-06, signature due 2026-05-04");
}

static void
test_certify__calls__when_something_is_to_be_done(void **state)
{
	struct certify_facts f = plan(6);
	struct certify c;

	(void)state;
	certify_judge(&f, &rules, 20260510, &c);
	assert_false(certify_calls(&c));
	certify_judge(&f, &rules, 20260610, &c);
	assert_true(certify_calls(&c));
	f.certified_on = 20260506;
	certify_judge(&f, &rules, 20260510, &c);
	assert_false(certify_calls(&c));
	certify_judge(&f, &rules, 20260610, &c);
	assert_true(certify_calls(&c));
	certify_judge(&f, &rules, 20260710, &c);
	assert_true(certify_calls(&c));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_certify__to__is_the_shorter),
	    cmocka_unit_test(test_certify__state__open_sent_late),
	    cmocka_unit_test(test_certify__state__holds_ends_expired),
	    cmocka_unit_test(test_certify__by_order__initial_plan_only),
	    cmocka_unit_test(test_certify__calls__when_something_is_to_be_done),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
