/* test_session_gate.c - stops of a session: what they refuse, what opens them, what stays. */
#include "session_kit.h"

#include "core/note.h"

static void
open_two(struct kit *k)
{
	struct session_item_plan p;
	char text[SESSION_ITEM_TEXT_SIZE];
	struct err err = {0};

	*k = (struct kit){.boot = "boot-1", .at_ms = S(100)};
	session_init(&k->s);
	kit_do(k, SEV_OPEN, -1, 0, "cms");
	for (int i = 0; i < 2; i++) {
		p = kit_plan(i ? "Heel slide" : "Quad set", "97110");
		assert_int_equal(session_item_encode(&p, text, &err), ST_OK);
		kit_do(k, SEV_ITEM, -1, 0, text);
	}
}

static void
test_session_gate__stopped__nothing_begins(void **state)
{
	struct kit k;

	(void)state;
	open_two(&k);
	kit_do(&k, SEV_GATE, -1, 7, "stopped|S001 pressure 210|");
	assert_true(k.s.stopped);
	assert_int_equal(k.s.screening, 7);
	assert_false(session_allows(&k.s, SEV_START));
	assert_int_equal(kit_try(&k, SEV_START, 0, 0, NULL), ST_INVALID);
	kit_do(&k, SEV_GATE, -1, 8, "clear|all clear|rechecked after 10 min");
	assert_int_equal(k.s.screening, 8);
	kit_do(&k, SEV_START, 0, 0, NULL);
	assert_int_equal(k.s.n_gates, 2);
}

static void
test_session_gate__during__pauses_until_opened(void **state)
{
	static const enum session_event_kind refused[] = {SEV_RESUME, SEV_DONE, SEV_START,
							  SEV_BACK, SEV_RESTART};
	struct kit k;
	int64_t work;

	(void)state;
	open_two(&k);
	kit_do(&k, SEV_GATE, -1, 7, "clear|no change|");
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(5 + 10));
	kit_do(&k, SEV_GATE, -1, 9, "stopped|S023 Symptom: chest pain|");
	assert_true(k.s.paused);
	work = k.s.items[0].work_ms;
	kit_wait(&k, S(60));
	assert_int_equal(k.s.items[0].work_ms, work);
	for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++)
		assert_int_equal(kit_try(&k, refused[i], 1, 0, NULL), ST_INVALID);
	assert_int_equal(k.s.screening, 7); /* that before the first exercise */
	/* It may end, and values may be posted. */
	kit_do(&k, SEV_PAIN, 0, 8, NULL);
	assert_true(session_allows(&k.s, SEV_FINISH));
	assert_true(session_allows(&k.s, SEV_SKIP));
	kit_do(&k, SEV_GATE, -1, 10, "clear|symptom gone|vitals as before");
	assert_true(k.s.paused);
	kit_do(&k, SEV_RESUME, -1, 0, NULL);
	kit_wait(&k, S(4));
	assert_int_equal(k.s.items[0].work_ms, work + S(4));
}

static void
test_session_gate__reboot__stays_stopped(void **state)
{
	struct kit k;

	(void)state;
	open_two(&k);
	kit_do(&k, SEV_GATE, -1, 7, "clear|no change|");
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(10));
	kit_do(&k, SEV_GATE, -1, 9, "stopped|chest pain|");
	k.boot = "boot-2";
	k.at_ms = S(3);
	kit_do(&k, SEV_GAP, -1, 0, NULL);
	assert_true(k.s.paused);
	assert_true(k.s.stopped);
	assert_int_equal(kit_try(&k, SEV_RESUME, -1, 0, NULL), ST_INVALID);
}

static void
test_session_gate__full__a_stop_still_counts(void **state)
{
	struct kit k;

	(void)state;
	open_two(&k);
	for (int i = 0; i < SESSION_GATES_MAX + 3; i++)
		kit_do(&k, SEV_GATE, -1, i + 1, "clear|no change|");
	kit_do(&k, SEV_GATE, -1, 99, "stopped|last|");
	assert_int_equal(k.s.n_gates, SESSION_GATES_MAX);
	assert_true(k.s.stopped);
	assert_string_equal(k.s.gates[SESSION_GATES_MAX - 1].what, "last");
}

static void
test_session_gate__bad_text__is_refused(void **state)
{
	struct kit k;
	char text[220];

	(void)state;
	open_two(&k);
	assert_int_equal(kit_try(&k, SEV_GATE, -1, 1, "open|x|"), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_GATE, -1, 1, ""), ST_INVALID);
	memset(text, 'x', sizeof text);
	memcpy(text, "clear|", 6);
	text[sizeof text - 1] = '\0';
	assert_int_equal(kit_try(&k, SEV_GATE, -1, 1, text), ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_ALLOW, 0, 0, "Fresh break|because|"),
			 ST_INVALID);
	assert_int_equal(kit_try(&k, SEV_ALLOW, 5, 0, "Fresh break||AB"), ST_INVALID);
	assert_int_equal(k.s.n_gates, 0);
}

static void
test_session_gate__note__tells_all_of_it(void **state)
{
	struct session_units u;
	struct note_facts f = {.units = &u};
	struct units_table none = {0};
	struct str note = {0};
	struct err err = {0};
	struct kit k;

	(void)state;
	open_two(&k);
	kit_do(&k, SEV_GATE, -1, 7,
	       "overridden|S048 Severe osteoporosis: yes|upright only");
	kit_do(&k, SEV_ALLOW, 0, 0, "Severe bone thinning|asked by Dr. A|AL");
	kit_do(&k, SEV_ALLOW, 1, 0, "Dizzy spells||AL");
	kit_do(&k, SEV_START, 0, 0, NULL);
	kit_wait(&k, S(30));
	kit_do(&k, SEV_GATE, -1, 8, "stopped|S025 Symptom: dizziness or faintness|");
	kit_do(&k, SEV_GATE, -1, 9, "clear|gone after lying down|BP 130/80");
	kit_do(&k, SEV_GATE, -1, 10, "overridden|Pain 7|known pattern");
	kit_do(&k, SEV_FINISH, -1, 0, NULL);
	assert_int_equal(session_units(&k.s, &none, &u, &err), ST_OK);
	note_objective(&k.s, &f, &note);
	/* Nothing had stopped before this one. */
	assert_non_null(
	    strstr(str_text(&note), "In the session: Pain 7. Gone on: known pattern."));
	assert_non_null(strstr(str_text(&note),
			       "Screening: S048 Severe osteoporosis: yes. Gone on: "
			       "upright only."));
	assert_non_null(strstr(str_text(&note), "STOPPED during the session: S025"));
	assert_non_null(
	    strstr(str_text(&note), "After the stop: gone after lying down. BP 130/80."));
	assert_non_null(
	    strstr(str_text(&note), "In spite of a precaution, Quad set: Severe bone"));
	/* The second one was never begun. */
	assert_null(strstr(str_text(&note), "Dizzy spells"));
	str_release(&note);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_session_gate__stopped__nothing_begins),
	    cmocka_unit_test(test_session_gate__during__pauses_until_opened),
	    cmocka_unit_test(test_session_gate__reboot__stays_stopped),
	    cmocka_unit_test(test_session_gate__full__a_stop_still_counts),
	    cmocka_unit_test(test_session_gate__bad_text__is_refused),
	    cmocka_unit_test(test_session_gate__note__tells_all_of_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
