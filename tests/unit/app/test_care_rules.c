/* test_care_rules.c - dated periods of care against the text they were read in. */
#include "app_kit.h"

#include "app/care_rules.h"
#include "core/source.h"

static int64_t
days(struct app_kit *c, const char *rule, int64_t date)
{
	int64_t n;

	app_kit_ok(c, care_rule_days(&c->a, rule, date, &n, &c->k.err));
	return n;
}

/* Figures of the Benefit Policy Manual as they were read. */
static void
test_care_rules__days__are_those_of_the_manual(void **state)
{
	struct app_kit c;

	(void)state;
	app_kit_new(&c);
	assert_int_equal(days(&c, "cert_due", 20260504), 30);
	assert_int_equal(days(&c, "cert_length", 20260504), 90);
	assert_int_equal(days(&c, "verbal_signed", 20260504), 14);
	assert_int_equal(days(&c, "progress_due", 20260504), 10);
	assert_true(days(&c, "progress_warn", 20260504) <
		    days(&c, "progress_due", 20260504));
	assert_true(days(&c, "cert_warn", 20260504) < days(&c, "cert_length", 20260504));
	assert_int_equal(days(&c, "group_least", 20260504), 2);
	app_kit_end(&c);
}

/* The exception for plans with an order began with 2025. */
static void
test_care_rules__days__by_service_date(void **state)
{
	struct app_kit c;
	int64_t n;

	(void)state;
	app_kit_new(&c);
	assert_int_equal(days(&c, "order_sent", 20250101), 30);
	app_kit_no(&c, ST_NOT_FOUND,
		   care_rule_days(&c.a, "order_sent", 20241231, &n, &c.k.err));
	assert_true(app_kit_said(&c, "order_sent") && app_kit_said(&c, "2024-12-31"));
	assert_int_equal(n, DICT_NONE);
	app_kit_no(&c, ST_NOT_FOUND,
		   care_rule_days(&c.a, "no such rule", 20260504, &n, &c.k.err));
	app_kit_no(&c, ST_INVALID, care_rule_days(&c.a, "facet", 20260504, &n, &c.k.err));
	app_kit_end(&c);
}

/* The four facets in their order; every word of theirs is a category. */
static void
test_care_rules__all__the_four_facets(void **state)
{
	const int key = dict_field_named(dict_entity(E_VOCAB), "key");
	struct care_rule_set set;
	struct app_kit c;

	(void)state;
	app_kit_new(&c);
	app_kit_ok(&c, care_rule_all(&c.a, "facet", 20260504, &set, &c.k.err));
	assert_int_equal(set.n, 4);
	for (int i = 0; i < set.n; i++) {
		char words[121], *save = NULL;

		str_copy(words, sizeof words, set.rows[i]->words);
		for (char *w = strtok_r(words, ";", &save); w;
		     w = strtok_r(NULL, ";", &save)) {
			struct vocab v;
			char name[80];

			str_format(name, sizeof name, "category/%s", w);
			app_kit_ok(&c, record_find(c.a.store, E_VOCAB, key,
						   (struct cell){CELL_TEXT, 0, name,
								 strlen(name)},
						   &v, &c.k.err));
		}
	}
	app_kit_ok(&c, care_rule_all(&c.a, "no such rule", 20260504, &set, &c.k.err));
	assert_int_equal(set.n, 0);
	app_kit_end(&c);
}

static void
test_care_rules__unsure__by_word(void **state)
{
	(void)state;
	assert_true(source_unsure("recalled"));
	assert_true(source_unsure("unverified"));
	assert_false(source_unsure("seen"));
	assert_false(source_unsure("seen_secondary"));
	assert_false(source_unsure("own"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_care_rules__days__are_those_of_the_manual),
	    cmocka_unit_test(test_care_rules__days__by_service_date),
	    cmocka_unit_test(test_care_rules__all__the_four_facets),
	    cmocka_unit_test(test_care_rules__unsure__by_word),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
