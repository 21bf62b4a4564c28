/* test_screening_rules.c - every shipped rule fires, and does not fire just beside its limit;
 * the six contraindications the mission names; doubts; limits of the clinic. */
#include "app/assets.h"
#include "core/screening.h"

#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { RULES = 95, DAY = 20261125 };

static struct screening_rule rules[200];
static struct measure measures[200];
static struct clinic_limit limits[8];
static struct screening_table table = {rules, 0, limits, 0, measures, 0};

static bool
keep_rule(void *arg, const void *row)
{
	(void)arg;
	rules[table.n_rules++] = *(const struct screening_rule *)row;
	return true;
}

static bool
keep_measure(void *arg, const void *row)
{
	(void)arg;
	measures[table.n_measures++] = *(const struct measure *)row;
	return true;
}

static int
load(void **state)
{
	struct err err = {0};

	(void)state;
	table.n_rules = table.n_measures = table.n_limits = 0;
	assert_int_equal(assets_each(E_SCREENING_RULE, keep_rule, NULL, &err), ST_OK);
	assert_int_equal(assets_each(E_MEASURE, keep_measure, NULL, &err), ST_OK);
	return 0;
}

static void
answer(struct screening_set *set, const char *field, const char *value)
{
	str_copy(screening_reply_of(set, field)->value, SCREENING_VALUE_SIZE, value);
}

/* Does the judgement of the day name the rule, with this one answer? */
static bool
judged(const struct screening_rule *r, const char *value)
{
	struct screening_fired fired[SCREENING_FIRED_MAX];
	struct screening_set set = {0};
	int n;

	answer(&set, r->field, value);
	n = screening_judge(&table, &set, DAY, fired);
	for (int i = 0; i < n; i++)
		if (fired[i].rule == r)
			return true;
	return false;
}

/* A number one step of the field beside n, in text. */
static const char *
beside(const char *field, double n, int steps)
{
	static char text[2][32];
	static int turn;
	int decimals = screening_field_named(field)->decimals;

	turn = !turn;
	snprintf(text[turn], sizeof text[turn], "%.*f", decimals,
		 n + steps * (decimals ? 0.1 : 1));
	return text[turn];
}

static void
expect(const struct screening_rule *r, const char *value, bool fires)
{
	if (judged(r, value) != fires)
		fail_msg("%s %s %s: '%s' %s", r->key, r->op, r->value, value,
			 fires ? "does not fire" : "fires");
}

static void
try_number(const struct screening_rule *r)
{
	double n = strtod(r->value, NULL);
	bool above = r->op[0] == '>', equal = r->op[1] == '=';

	expect(r, beside(r->field, n, above ? 1 : -1), true);
	expect(r, beside(r->field, n, above ? -1 : 1), false);
	expect(r, beside(r->field, n, 0), equal);
	expect(r, "", false);
}

static void
try_range(const struct screening_rule *r)
{
	char *dash;
	double low = strtod(r->op, &dash), high = strtod(dash + 1, NULL);

	assert_int_equal(*dash, '-');
	expect(r, beside(r->field, low, 0), true);
	expect(r, beside(r->field, high, 0), true);
	expect(r, beside(r->field, low, -1), false);
	expect(r, beside(r->field, high, 1), false);
}

static void
try_word(const struct screening_rule *r)
{
	const struct screening_field *f = screening_field_named(r->field);
	const char *words[SCREENING_WORDS_MAX];
	int n = screening_words(&table, r->field, DAY, words), mine = 0;

	expect(r, r->value, true);
	expect(r, f->calm, false);
	expect(r, "something else", false);
	for (int i = 0; i < n; i++)
		mine += strcmp(words[i], r->value) == 0;
	assert_int_equal(mine, 1);
}

/* The rules whose limit has a form of its own. */
static bool
try_special(const struct screening_rule *r)
{
	struct screening_set set = {0};

	if (strcmp(r->value, "yes after sbp<90") == 0) {
		answer(&set, r->field, "yes");
		assert_true(screening_fires(&table, r, &set)); /* not measured */
		answer(&set, "sbp_rest", "89");
		assert_true(screening_fires(&table, r, &set));
		answer(&set, "sbp_rest", "90");
		assert_false(screening_fires(&table, r, &set));
		answer(&set, "sbp_rest", "80");
		answer(&set, r->field, "no");
		assert_false(screening_fires(&table, r, &set));
		return true;
	}
	if (strcmp(r->value, "250 with ketones") == 0) {
		expect(r, "251 with ketones", true);
		expect(r, "250 with ketones", false);
		expect(r, "251", false);
		return true;
	}
	if (strstr(r->value, " in 1 day") != NULL) {
		expect(r, "1.4 in 1 day", true);
		expect(r, "1.3 in 1 day", false);
		expect(r, "2.3 in 1 week", true);
		expect(r, "2.2 in 1 week", false);
		return true;
	}
	return false;
}

static void
test_screening__every_row__fires_and_not_beside(void **state)
{
	int tried[4] = {0};

	(void)state;
	for (size_t i = 0; i < table.n_rules; i++) {
		const struct screening_rule *r = &rules[i];

		if (screening_field_named(r->field) == NULL)
			fail_msg("%s: no question for %s", r->key, r->field);
		if (try_special(r)) {
			tried[0]++;
		} else if (strcmp(r->op, "=") == 0) {
			try_word(r);
			tried[1]++;
		} else if (strchr("<>", r->op[0]) != NULL) {
			try_number(r);
			tried[2]++;
		} else {
			try_range(r);
			tried[3]++;
		}
	}
	assert_int_equal(tried[0] + tried[1] + tried[2] + tried[3], RULES);
	assert_int_equal(tried[0], 3);
	assert_true(tried[1] > 40 && tried[2] > 20 && tried[3] > 10);
}

/* Every question stands for a rule, except those that only guard others. */
static void
test_screening__every_question__has_a_rule(void **state)
{
	int n;
	const struct screening_field *f = screening_fields(&n);

	(void)state;
	for (int i = 0; i < n; i++) {
		int uses = strcmp(f[i].name, "pain_worst") == 0;

		for (size_t k = 0; k < table.n_rules; k++)
			uses += strcmp(rules[k].field, f[i].name) == 0;
		if (uses == 0)
			fail_msg("%s asks for nothing", f[i].name);
		assert_ptr_equal(screening_field_named(f[i].name), &f[i]);
		if (f[i].measure != NULL) {
			bool known = false;

			for (size_t k = 0; k < table.n_measures; k++)
				known =
				    known || strcmp(measures[k].key, f[i].measure) == 0;
			assert_true(known);
		}
	}
}

static void
test_screening__dates__rules_hold_on_theirs(void **state)
{
	struct screening_fired fired[SCREENING_FIRED_MAX];
	struct screening_set set = {0};

	(void)state;
	answer(&set, "sbp_rest", "201");
	assert_int_equal(screening_judge(&table, &set, DAY, fired), 1);
	rules[0].valid_to = 20261124;
	assert_int_equal(screening_judge(&table, &set, DAY, fired), 0);
	assert_int_equal(screening_judge(&table, &set, 20261124, fired), 1);
	/* A clock that stands before all rules does not switch them off. */
	assert_int_equal(screening_judge(&table, &set, 20000101, fired), 1);
	rules[0].valid_to = DICT_NONE;
	rules[0].valid_from = 20270101;
	assert_int_equal(screening_judge(&table, &set, DAY, fired), 0);
	load(state);
}

static void
test_screening__stop__covers_the_caution_of_its_field(void **state)
{
	struct screening_fired fired[SCREENING_FIRED_MAX];
	struct screening_set set = {0};

	(void)state;
	answer(&set, "sbp_exercise", "251");
	answer(&set, "hr_rest", "110");
	assert_int_equal(screening_judge(&table, &set, DAY, fired), 2);
	assert_string_equal(fired[0].rule->key, "S018");
	assert_true(fired[0].stop && !fired[0].override);
	assert_string_equal(fired[1].rule->key, "S009");
	assert_true(!fired[1].stop && fired[1].override);
}

/* ---- the six of the mission */

static void
six(const char *field, const char *word, const char *key, bool stop, const char *tag)
{
	struct screening_fired fired[SCREENING_FIRED_MAX];
	struct screening_set set = {0};
	char text[160];

	answer(&set, field, word);
	assert_int_equal(screening_judge(&table, &set, DAY, fired), 1);
	assert_string_equal(fired[0].rule->key, key);
	assert_int_equal(fired[0].stop, stop);
	assert_int_equal(fired[0].override, !stop);
	assert_string_equal(screening_tag(fired[0].rule), tag);
	assert_true(fired[0].rule->action[0] && fired[0].rule->source[0]);
	screening_say(&table, fired[0].rule, &set, text, sizeof text);
	assert_non_null(strstr(text, key));
}

static void
test_screening__mission__acute_fracture(void **state)
{
	(void)state;
	six("acute_fracture_region", "yes", "S046", true, "acute_fracture");
}

static void
test_screening__mission__severe_osteoporosis(void **state)
{
	(void)state;
	six("severe_osteoporosis", "yes", "S048", false, "severe_osteoporosis");
}

static void
test_screening__mission__uncontrolled_cardiovascular(void **state)
{
	(void)state;
	six("unstable_angina", "yes", "S030", true, "uncontrolled_cv");
	six("decompensated_hf", "yes", "S033", true, "uncontrolled_cv");
	six("sbp_rest", "201", "S001", true, ""); /* of today: no lasting tag */
}

static void
test_screening__mission__infection_at_the_site(void **state)
{
	(void)state;
	six("infection_site", "yes", "S053", true, "infection_at_site");
}

static void
test_screening__mission__significant_pain(void **state)
{
	(void)state;
	six("pain_rest", "8", "S066", false, "severe_pain");
}

static void
test_screening__mission__instability(void **state)
{
	(void)state;
	six("joint_instability", "gross or unreduced", "S070", true, "instability");
	six("joint_instability", "mild or moderate", "S071", false, "instability");
}

/* ---- answers that do not fit */

static void
doubted(const char *a, const char *va, const char *b, const char *vb, const char *field)
{
	struct screening_doubt doubts[SCREENING_DOUBTS_MAX];
	struct screening_set set = {0};

	answer(&set, a, va);
	if (b)
		answer(&set, b, vb);
	assert_int_equal(screening_doubts(&table, &set, doubts), 1);
	assert_string_equal(doubts[0].field, field);
	assert_true(doubts[0].text[0] != '\0');
	/* Looked at again it is believed, and the answer is still there. */
	screening_reply_of(&set, field)->confirmed = true;
	assert_int_equal(screening_doubts(&table, &set, doubts), 0);
	assert_string_equal(screening_get(&set, a), va);
}

static void
test_screening__doubts__are_asked_never_dropped(void **state)
{
	struct screening_doubt doubts[SCREENING_DOUBTS_MAX];
	struct screening_set set = {0};

	(void)state;
	doubted("sbp_rest", "120", "dbp_rest", "130", "dbp_rest");
	doubted("pain_worst", "4", "pain_rest", "6", "pain_rest");
	doubted("temp", "38.5", "systemic_infection", "no", "systemic_infection");
	doubted("sbp_rest", "150", "sbp_rest_symptomatic", "yes", "sbp_rest_symptomatic");
	doubted("sbp_rest", "400", NULL, NULL, "sbp_rest");
	doubted("spo2_rest", "101", NULL, NULL, "spo2_rest");
	doubted("temp", "98.6", "systemic_infection", "yes", "temp");
	doubted("hemoglobin", "120", NULL, NULL, "hemoglobin");
	doubted("acute_fracture_region", "yes", "suspected_fracture", "yes",
		"suspected_fracture");
	answer(&set, "sbp_rest", "120");
	answer(&set, "dbp_rest", "119");
	answer(&set, "temp", "37.9");
	assert_int_equal(screening_doubts(&table, &set, doubts), 0);
}

static void
test_screening__typing__becomes_the_stored_form(void **state)
{
	static const struct {
		const char *field, *typed, *stored; /* NULL: refused */
	} rows[] = {
	    {"sbp_rest", "150", "150"},
	    {"sbp_rest", "150.5", NULL},
	    {"temp", "37,6", "37.6"},
	    {"temp", "38", "38"},
	    {"temp", "warm", NULL},
	    {"glucose", "260 k", "260 with ketones"},
	    {"glucose", "260 x", NULL},
	    {"hf_weight_gain", "1.5 d", "1.5 in 1 day"},
	    {"hf_weight_gain", "3w", "3 in 1 week"},
	    {"hf_weight_gain", "3", NULL},
	    {"sbp_rest", "-5", NULL},
	    {"sbp_rest", "", ""},
	    {"hf_weight_gain", "1.5 in 1 day", "1.5 in 1 day"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		const struct screening_field *f = screening_field_named(rows[i].field);
		char out[SCREENING_VALUE_SIZE];
		struct err err = {0};
		enum status st = screening_parse(f, rows[i].typed, out, &err);

		assert_int_equal(st, rows[i].stored ? ST_OK : ST_INVALID);
		if (rows[i].stored)
			assert_string_equal(out, rows[i].stored);
	}
}

/* ---- limits of the clinic */

static void
test_screening__own_limit__replaces_the_shipped_one(void **state)
{
	struct screening_fired fired[SCREENING_FIRED_MAX];
	struct screening_set set = {0};
	struct err err = {0};
	char text[64];
	bool own;

	(void)state;
	str_copy(limits[0].rule, sizeof limits[0].rule, "S001");
	str_copy(limits[0].value, sizeof limits[0].value, "180");
	limits[0].active = 1;
	table.n_limits = 1;
	answer(&set, "sbp_rest", "181");
	assert_int_equal(screening_judge(&table, &set, DAY, fired), 1);
	assert_string_equal(fired[0].rule->key, "S001");
	assert_true(fired[0].own_limit);
	screening_limit(&table, &rules[0], text, &own);
	assert_string_equal(text, "> 180");
	assert_true(own);
	limits[0].active = 0;
	assert_int_equal(screening_judge(&table, &set, DAY, fired), 1);
	assert_string_equal(fired[0].rule->key, "S002");
	table.n_limits = 0;

	assert_int_equal(screening_check_limit(&table, &rules[0], "175", &err), ST_OK);
	assert_int_equal(screening_check_limit(&table, &rules[0], "9", &err), ST_INVALID);
	assert_int_equal(screening_check_limit(&table, &rules[0], "a lot", &err),
			 ST_INVALID);
	assert_int_equal(screening_check_limit(&table, &rules[1], "170-200", &err),
			 ST_OK);
	assert_int_equal(screening_check_limit(&table, &rules[1], "200-170", &err),
			 ST_INVALID);
	assert_int_equal(screening_check_limit(&table, &rules[29], "yes", &err),
			 ST_INVALID);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screening__every_row__fires_and_not_beside),
	    cmocka_unit_test(test_screening__every_question__has_a_rule),
	    cmocka_unit_test(test_screening__dates__rules_hold_on_theirs),
	    cmocka_unit_test(test_screening__stop__covers_the_caution_of_its_field),
	    cmocka_unit_test(test_screening__mission__acute_fracture),
	    cmocka_unit_test(test_screening__mission__severe_osteoporosis),
	    cmocka_unit_test(test_screening__mission__uncontrolled_cardiovascular),
	    cmocka_unit_test(test_screening__mission__infection_at_the_site),
	    cmocka_unit_test(test_screening__mission__significant_pain),
	    cmocka_unit_test(test_screening__mission__instability),
	    cmocka_unit_test(test_screening__doubts__are_asked_never_dropped),
	    cmocka_unit_test(test_screening__typing__becomes_the_stored_form),
	    cmocka_unit_test(test_screening__own_limit__replaces_the_shipped_one),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
