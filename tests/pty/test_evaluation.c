/* test_evaluation.c - a knee evaluation by keyboard alone, from Today to the signed report: its keys
 * counted, timed tests on the clock, every part found in the database. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What a knee evaluation may take beside free text. */
enum { KEYS_MOST = 180 };

static void
press(struct pty *p, const char *keys, int *count)
{
	pty_keys(p, keys);
	*count += clinic_count(keys);
}

/* Opens the marked test, runs its tries, stores the score. */
static void
run_clock(struct pty *p, int tries, int *count)
{
	press(p, "<Enter>", count);
	clinic_see(p, "READY");
	for (int i = 0; i < tries; i++) {
		press(p, "<Enter>", count);
		clinic_see(p, "RUNS");
		pty_wait(p, "nothing like this", 300); /* three seconds of its clock */
		press(p, "<Enter>", count);
		clinic_see(p, i + 1 < tries ? "READY" : "DONE");
	}
	press(p, "<Enter>", count);
}

/* Grid rows of the knee set in order; timed tests take their keys from the clock. */
static void
measure_all(struct pty *p, int *count)
{
	press(p, "6<Enter>", count);			      /* pain */
	press(p, "95<Enter>130<Enter>", count);		      /* flexion */
	press(p, "-10<Enter>0<Enter>", count);		      /* extension */
	press(p, "4-<Enter>5<Enter>4<Enter>5<Enter>", count); /* strength */
	press(p, "4<Enter>4+<Enter>", count);
	press(p, "41.5<Enter>39<Enter>", count); /* girth */
	clinic_see(p, "Usual walking speed");
	run_clock(p, 2, count);
	clinic_see(p, "30-second chair stand  0");
}

/* The other rows of the set, each timed test on the clock. */
static void
measure_on_the_clock(struct pty *p, int *count)
{
	press(p, "<Enter>", count); /* the chair stand */
	clinic_see(p, "READY");
	press(p, "<Enter>", count);
	clinic_see(p, "Space counts");
	press(p, "         ", count); /* nine stands */
	clinic_see(p, "TIME");
	press(p, "<Enter>", count);
	clinic_see(p, "DONE");
	press(p, "<Enter>", count);
	clinic_see(p, "Timed Up and Go  0");
	run_clock(p, 2, count);
	clinic_see(p, "One-leg stand, eyes open, left");
	run_clock(p, 3, count);
	clinic_see(p, "One-leg stand, eyes open, right");
	run_clock(p, 3, count);
	clinic_see(p, "Patient-specific function score  0");
	press(p, "4.3<Enter>", count);
	clinic_see(p, "The last measure");
	clinic_see(p, "FALL RISK: 30-second chair stand 9 stands");
}

/* Keys, what they bring; free: the words of a person, or the PIN. */
struct step {
	const char *keys, *sees;
	bool free;
};

static void
walk(struct pty *p, const struct step *steps, size_t n, int *count)
{
	for (size_t i = 0; i < n; i++) {
		pty_keys(p, steps[i].keys);
		if (!steps[i].free)
			*count += clinic_count(steps[i].keys);
		clinic_see(p, steps[i].sees);
		pty_settle(p, 30);
	}
}
#define WALK(p, steps, count) walk(p, steps, sizeof steps / sizeof steps[0], count)

static const struct step arrive[] = {
    {"/", "Find a patient", false},
    {"Quillfeather, Zora", "Nobody fits. Enter registers", true},
    {"<Enter>", "New patient", false},
    {"1950-02-03<Enter>", "3 Feb 1950", false},
    {"f<Enter>", "Female", false},
    {"<^R>", "e opens the episode", false},
    {"e", "treatment diagnosis", false},
    {"M17.11", "> M17.11", false},
    {"<Enter>", "Goal: Rise from a chair without hands", false},
    {"<Enter>", "goals 3 new", false},
    {"<Esc>", "Goals 0 of 3 met", false},
    {"c", "n: all clear", false},
    {"n", "a=Assess", false},
    {"p", "Thigh squeeze, leg flat", false}, /* the plan is looked at */
    {"<Esc>", "a=Assess", false},
    {"a", "Nothing was measured yet", false},
    {"n", "Knee evaluation", false},
    {"<Enter>", "(last)", false},
};

static const struct step finish[] = {
    {"<Esc><Esc>", "Goals 0 of 3 met", false},
    {"g", "Less pain in a daily task 6>4", false},
    {"<Enter><Down><Down><Down>", "Daily task it is for", false},
    {"work in the garden", "work in the garden", true},
    {"<Tab>", "Measurable", false},
    {"<Esc><Esc>", "a=Assess", false},
    {"r", "No report yet", false},
    {"n", "p progress", false},
    {"e", "Before signing", false},
    {"a", "your judgement", false},
    {"Stiff knee; will walk again.", "will walk again", true},
    {"<Esc>", "Ready to sign", false},
    {"s", "PIN to sign", false},
    {CLINIC_PIN, "****", true},
    {"<Enter>", "Signed: Evaluation", false},
};

/* ---- what the clinic holds after it */

/* Rows of a table that fit, one JSON object a line; the test fails when n differs. */
static const char *
rows_of(const char *entity, const char *field, const char *value, int n)
{
	char filter[120];
	int lines = 0;

	snprintf(filter, sizeof filter, "%s=%s", field, value);
	assert_int_equal(clinic_cli(&clinic, "--json", "list", entity, filter), 0);
	for (const char *p = clinic.out; (p = strstr(p, "\"id\":")); p++)
		lines++;
	if (lines != n)
		fail_msg("%s %s: %d rows, not %d: %.900s", entity, filter, lines, n,
			 clinic.out);
	return clinic.out;
}

static void
take_id(const char *json, char out[CLINIC_ID])
{
	assert_true(clinic_value(json, "id", out, CLINIC_ID));
}

static void
holds(const char *json, const char *const *parts)
{
	for (; *parts; parts++)
		if (!strstr(json, *parts))
			fail_msg("%s is not in %.2000s", *parts, json);
}
#define HOLDS(json, ...) holds(json, (const char *const[]){__VA_ARGS__, NULL})

static int
times(const char *json, const char *part)
{
	int n = 0;

	for (const char *p = json; (p = strstr(p, part)); p++)
		n++;
	return n;
}

static void
everything_is_stored(void)
{
	char patient[CLINIC_ID], episode[CLINIC_ID], plan[CLINIC_ID];
	const char *json = rows_of("patient", "family_name", "Quillfeather", 1);

	HOLDS(json, "\"given_name\":\"Zora\"", "\"birth_date\":\"1950-02-03\"",
	      "\"sex\":\"F\"");
	take_id(json, patient);
	json = rows_of("episode", "patient", patient, 1);
	HOLDS(json, "\"indication\":\"msk\"", "\"side\":\"right\"");
	take_id(json, episode);
	HOLDS(rows_of("condition", "episode", episode, 1), "\"code\":\"M17.11\"");
	HOLDS(rows_of("screening", "patient", patient, 1), "\"day\":");
	json = rows_of("plan_of_care", "episode", episode, 1);
	HOLDS(json, "\"template\":\"knee_oa\"", "\"per_week\":2", "\"weeks\":6");
	take_id(json, plan);
	json = rows_of("goal", "episode", episode, 3);
	HOLDS(json, "\"baseline\":6.000", "\"target\":4.000", "\"baseline\":9.000",
	      "\"baseline\":4.300", "\"function\":\"work in the garden\"");
	assert_int_equal(times(json, "\"state\":\"active\""), 3);
	json = rows_of("prescription", "plan", plan, 9);
	assert_int_equal(times(json, "\"goal\":\""), 9);
	HOLDS(rows_of("assessment", "episode", episode, 1), "\"set_key\":\"knee\"",
	      "\"kind\":\"initial\"");
	json = rows_of("result", "patient", patient, 19);
	HOLDS(json, "\"value\":9.000", "arms crossed", "\"measure\":\"gait_speed\"",
	      "\"measure\":\"tug\"", "\"measure\":\"sls_eo\"");
	json = rows_of("note", "episode", episode, 1);
	HOLDS(json, "\"kind\":\"evaluation\"", "Stiff knee; will walk again.",
	      "Test Therapist", "\"signed_at\":");
}

/* The whole way of product item 40: from Today to the signed report. */
static void
test_evaluation__knee__few_keys(void **state)
{
	const char *const options[] = {"--as", CLINIC_LOGIN, "--rate", "10", NULL};
	struct pty *p = clinic_screen(&clinic, NULL, options);
	int count = 0;

	(void)state;
	clinic_see(p, "Tab=Board");
	WALK(p, arrive, &count);
	measure_all(p, &count);
	measure_on_the_clock(p, &count);
	WALK(p, finish, &count);
	clinic_figure("keys of a knee evaluation beside free text", count, KEYS_MOST);
	if (count > KEYS_MOST)
		fail_msg("%d keys, at most %d", count, KEYS_MOST);
	clinic_quit(p);
	pty_free(p);
	everything_is_stored();
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_evaluation__knee__few_keys),
	};

	return cmocka_run_group_tests(tests, clinic_set_up, clinic_tear_down);
}
