/* test_phone.c - a visit by telephone: the script, its answers in note and bill, its stops. */
#include "app/claim.h"
#include "app_kit.h"

static struct app_kit kit;
static struct phone_script script;

static const struct phone_step *
step(const char *key)
{
	for (int i = 0; i < script.n; i++)
		if (!strcmp(script.rows[i].key, key))
			return &script.rows[i];
	fail_msg("no step %s", key);
	return NULL;
}

static void
tell(struct visit *v, const char *key, int answer, const char *typed)
{
	app_kit_ok(&kit, phone_answer(&kit.a, v, step(key), answer, typed, &kit.k.err));
}

static struct visit *
begun(const char *family)
{
	struct visit *v = mem_alloc(sizeof *v);
	int64_t plan, patient = app_kit_case(&kit, family, &plan);

	app_kit_prescribe(&kit, app_kit_block(&kit, plan, 1, "97110", 3, 60));
	app_kit_ok(&kit, visit_start(&kit.a, patient, 0, v, &kit.k.err));
	return v;
}

/* Shipped rows are in order; every step that stops is needed and has words for its no. */
static void
test_phone__script__is_sound(void **state)
{
	(void)state;
	assert_true(script.n >= 5);
	for (int i = 0; i < script.n; i++) {
		const struct phone_step *x = &script.rows[i];

		assert_true(i == 0 || x[-1].rank < x->rank);
		assert_true(x->stops != 1 || (x->needed == 1 && x->said_no[0]));
		assert_true(x->said_no[0] != !strcmp(x->asks, "words"));
	}
}

static void
test_phone__no__stops_the_clock_until_it_is_yes(void **state)
{
	struct visit *v = begun("Faraway");

	(void)state;
	tell(v, "consent", ASKED_YES, "");
	app_kit_do(&kit, v, SEV_START, 0, 0, NULL);
	assert_false(v->state.paused);
	tell(v, "consent", ASKED_NO, "");
	assert_true(v->state.paused);
	assert_string_equal(session_asked_stop(&v->state)->key, "consent");
	app_kit_no(&kit, ST_INVALID,
		   visit_do(&kit.a, v, SEV_RESUME, -1, 0, NULL, &kit.k.err));
	assert_non_null(strstr(kit.k.err.detail, "answered with no"));
	assert_string_equal(phone_open_step(&script, &v->state)->key, "identity");
	tell(v, "identity", ASKED_YES, "");
	assert_string_equal(phone_open_step(&script, &v->state)->key, "consent");
	tell(v, "consent", ASKED_YES, "");
	app_kit_do(&kit, v, SEV_RESUME, -1, 0, NULL);
	free(v);
}

/* Wrapped lines as one. */
static void
one_line(char *text)
{
	char *to = text;

	for (const char *p = text; *p; p++)
		if (*p != '\n' && !(*p == ' ' && to > text && to[-1] == ' '))
			*to++ = *p;
		else if (to > text && to[-1] != ' ')
			*to++ = ' ';
	*to = '\0';
}

static void
test_phone__answers__are_in_note_and_bill(void **state)
{
	struct visit *v = begun("Phoned");
	struct note *n = mem_alloc(sizeof *n);
	struct claim *c;

	(void)state;
	app_kit_no(&kit, ST_INVALID,
		   phone_answer(&kit.a, v, step("call_back"), ASKED_YES, "", &kit.k.err));
	app_kit_no(&kit, ST_INVALID,
		   phone_answer(&kit.a, v, step("next"), ASKED_NO, "", &kit.k.err));
	tell(v, "consent", ASKED_YES, "");
	tell(v, "place", ASKED_YES, "12 Mill Lane");
	assert_string_equal(session_asked_of(&v->state, "place")->words,
			    "is at home, 12 Mill Lane");
	tell(v, "place", ASKED_NO, "her sister's, Mill | Road 2");
	tell(v, "call_back", ASKED_YES, "555-0100");
	tell(v, "helper", ASKED_NO, "");
	tell(v, "next", ASKED_YES, "Friday");
	tell(v, "next", ASKED_NOT, "");
	app_kit_do(&kit, v, SEV_START, 0, 0, NULL);
	app_kit_wait(60000);
	visit_tick(&kit.a, v);
	app_kit_read(&kit, v, n, NULL, NULL);
	assert_non_null(
	    strstr(n->objective, "Asked at a distance: agreed to a visit by "));
	one_line(n->objective);
	assert_non_null(strstr(n->objective, "her sister's, Mill / Road 2"));
	assert_non_null(strstr(n->objective, "number if the line drops: 555-0100"));
	assert_non_null(strstr(n->objective, "is alone."));
	assert_null(strstr(n->objective, "Friday"));
	app_kit_ok(&kit, claim_of(&kit.a, v, &c, &kit.k.err));
	assert_string_equal(c->mode, "phone");
	for (int i = 0; i < c->bill.n_questions; i++)
		if (!strcmp(c->bill.questions[i].id, "place"))
			assert_string_equal(c->bill.questions[i]
						.options[c->bill.questions[i].chosen]
						.value,
					    "else");
	free(c);
	free(n);
	free(v);
}

static int
begin(void **state)
{
	(void)state;
	app_kit_new(&kit);
	app_kit_ok(&kit, phone_load(&kit.a, 20260504, &script, &kit.k.err));
	return 0;
}

static int
end(void **state)
{
	(void)state;
	phone_release(&script);
	app_kit_end(&kit);
	return 0;
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_phone__script__is_sound),
	    cmocka_unit_test(test_phone__no__stops_the_clock_until_it_is_yes),
	    cmocka_unit_test(test_phone__answers__are_in_note_and_bill),
	};

	return cmocka_run_group_tests(tests, begin, end);
}
