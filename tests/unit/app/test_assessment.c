/* test_assessment.c - assessments: rows of a set, last values, corrections, doubts, falls. */
#include "app_kit.h"

#include "app/assessment.h"
#include "app/immobility.h"
#include "store/query_results.h"

#define NUM(x) ((int64_t)((x)*1000 + ((x) < 0 ? -0.5 : 0.5)))

struct world {
	struct app_kit c;
	struct assessment_sheet *s;
	int64_t patient, no;
};

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	app_kit_new(&w->c);
	w->s = calloc(1, sizeof *w->s);
	w->patient = app_kit_patient(&w->c, "Dube", w->c.payer_cms);
	app_kit_episode(&w->c, w->patient);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	app_kit_end(&w->c);
	free(w->s);
	free(w);
	return 0;
}

static void
begin(struct world *w, const char *set)
{
	app_kit_ok(&w->c,
		   assessment_start(&w->c.a, w->patient, set, &w->no, &w->c.k.err));
	app_kit_ok(&w->c, assessment_load(&w->c.a, w->no, w->s, &w->c.k.err));
}

static int
row(struct world *w, const char *key)
{
	int at;

	app_kit_ok(&w->c, assessment_add(w->s, key, "", &at, &w->c.k.err));
	return at;
}

static void
put(struct world *w, const char *key, enum assessment_side side, int64_t value)
{
	struct assessment_entry e = {.row = row(w, key), .side = side, .value = value};

	app_kit_ok(&w->c, assessment_put(&w->c.a, w->s, &e, &w->c.k.err));
}

static void
test_assessment__start__asks_what_the_set_names(void **state)
{
	struct world *w = *state;

	begin(w, "knee");
	assert_int_equal(w->s->n, 12);
	assert_string_equal(w->s->row.kind, "initial");
	assert_int_equal(w->s->row.day, 20260504);
	assert_string_equal(w->s->rows[0].m->key, "nprs");
	assert_false(w->s->rows[0].sided);
	assert_string_equal(w->s->rows[3].name, "Strength: Knee extension");
	assert_true(w->s->rows[3].sided);
	app_kit_no(&w->c, ST_INVALID,
		   assessment_start(&w->c.a, w->patient, "elbows", &w->no, &w->c.k.err));
}

static void
test_assessment__put__replaces_what_was_there(void **state)
{
	struct world *w = *state;
	struct result rows[9];
	int n = 0;

	begin(w, "knee");
	put(w, "rom_knee_flexion", ASSESSMENT_LEFT, NUM(101));
	put(w, "rom_knee_flexion", ASSESSMENT_LEFT, NUM(110));
	put(w, "rom_knee_flexion", ASSESSMENT_RIGHT, NUM(130));
	app_kit_ok(&w->c,
		   query_results_of(w->c.a.store, w->no, rows, 9, &n, &w->c.k.err));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].value, NUM(110));
	assert_string_equal(rows[0].side, "left");
	assert_int_equal(rows[0].staff, w->c.anna);
	app_kit_ok(&w->c, assessment_cancel(&w->c.a, w->s, row(w, "rom_knee_flexion"),
					    ASSESSMENT_LEFT, &w->c.k.err));
	app_kit_no(&w->c, ST_NOT_FOUND,
		   assessment_cancel(&w->c.a, w->s, row(w, "rom_knee_flexion"),
				     ASSESSMENT_LEFT, &w->c.k.err));
	app_kit_ok(&w->c, assessment_load(&w->c.a, w->no, w->s, &w->c.k.err));
	assert_int_equal(w->s->rows[1].now[ASSESSMENT_LEFT].no, 0);
	assert_int_equal(w->s->rows[1].now[ASSESSMENT_RIGHT].value, NUM(130));
}

static void
test_assessment__put__refuses_beyond_the_limits(void **state)
{
	struct world *w = *state;
	struct assessment_entry e = {.value = NUM(166)};

	begin(w, "knee");
	e.row = row(w, "rom_knee_flexion");
	app_kit_no(&w->c, ST_INVALID, assessment_put(&w->c.a, w->s, &e, &w->c.k.err));
	assert_true(app_kit_said(&w->c, "0 to 165 deg"));
	e.value = DICT_NONE;
	e.remark = "cast";
	app_kit_ok(&w->c, assessment_put(&w->c.a, w->s, &e, &w->c.k.err));
	assert_int_equal(w->s->rows[e.row].now[0].value, DICT_NONE);
}

static void
test_assessment__retest__shows_the_last_values(void **state)
{
	struct world *w = *state;
	struct measure_change c;
	int at;

	begin(w, "knee");
	put(w, "rom_knee_flexion", ASSESSMENT_LEFT, NUM(95));
	put(w, "tug", ASSESSMENT_LEFT, NUM(15));
	put(w, "grip", ASSESSMENT_RIGHT, NUM(22)); /* not of the set */
	app_kit_wait(INT64_C(14) * 86400 * 1000);
	begin(w, "");
	assert_string_equal(w->s->row.kind, "retest");
	assert_int_equal(w->s->n, 3);
	at = row(w, "tug");
	assert_int_equal(w->s->rows[at].last[0].value, NUM(15));
	assert_int_equal(w->s->rows[at].last[0].day, 20260504);
	assert_int_equal(w->s->rows[at].now[0].no, 0);
	put(w, "tug", ASSESSMENT_LEFT, NUM(12));
	c = assessment_change(w->s, at, ASSESSMENT_LEFT);
	assert_int_equal(c.kind, MEASURE_IMPORTANT);
	assert_int_equal(c.better, 1);
	begin(w, "knee"); /* the same again: a re-test of the episode */
	assert_string_equal(w->s->row.kind, "retest");
	assert_int_equal(w->s->rows[row(w, "tug")].last[0].value, NUM(12));
}

static bool
doubted(struct world *w, const char *key, int64_t value, const char *part)
{
	char why[ASSESSMENT_LINE] = "";

	if (!assessment_doubt(w->s, row(w, key), ASSESSMENT_LEFT, value, why, sizeof why))
		return false;
	if (!strstr(why, part))
		fail_msg("%s: %s", key, why);
	return true;
}

static void
test_assessment__doubt__asks_about_contradictions(void **state)
{
	struct world *w = *state;

	begin(w, "knee");
	assert_false(doubted(w, "rom_knee_extension", NUM(-10), ""));
	put(w, "rom_knee_flexion", ASSESSMENT_LEFT, NUM(20));
	assert_true(doubted(w, "rom_knee_extension", NUM(-30), "bends less"));
	assert_false(doubted(w, "rom_knee_extension", NUM(-20), ""));
	put(w, "rom_knee_extension", ASSESSMENT_LEFT, NUM(-10));
	assert_true(doubted(w, "rom_knee_flexion", NUM(5), "bends less"));
	put(w, "gait_speed", ASSESSMENT_LEFT, NUM(1.1));
	assert_true(doubted(w, "gait_speed_fast", NUM(0.9), "slower"));
	assert_true(doubted(w, "rom_shoulder_internal_rotation", NUM(105), "beyond"));
	assert_false(doubted(w, "rom_shoulder_internal_rotation", NUM(90), ""));
	assert_false(doubted(w, "tug", NUM(120), ""));
	put(w, "tug", ASSESSMENT_LEFT, NUM(12.3));
	app_kit_wait(INT64_C(14) * 86400 * 1000);
	begin(w, "");
	assert_true(doubted(w, "tug", NUM(123), "far from 12.3 s of 2026-05-04"));
	assert_false(doubted(w, "tug", NUM(15), ""));
	assert_false(doubted(w, "tug", DICT_NONE, ""));
	assert_true(doubted(w, "rom_knee_flexion", NUM(110), "far from 20 deg"));
}

static void
test_assessment__falls__is_a_list_of_reasons(void **state)
{
	struct world *w = *state;
	struct assessment_falls f;

	begin(w, "falls");
	assessment_falls(w->s, &f);
	assert_int_equal(f.asked, 0);
	put(w, "tug", 0, NUM(11.9));
	put(w, "bal4", 0, NUM(10));
	put(w, "steadi3", 0, 0);
	assessment_falls(w->s, &f);
	assert_int_equal(f.n, 0);
	assert_int_equal(f.asked, 3);
	assert_non_null(strstr(f.weak, "sensitivity 0.31"));
	put(w, "tug", 0, NUM(12));
	put(w, "bal4", 0, NUM(9.9));
	put(w, "steadi3", 0, NUM(1));
	put(w, "cst30", 0, NUM(3));
	assessment_falls(w->s, &f);
	assert_int_equal(f.asked, 4);
	assert_int_equal(f.n, 3); /* of unknown sex: no cut for the chair stand */
	w->s->who.sex = 'F';	  /* 69 years: under 11 */
	assessment_falls(w->s, &f);
	assert_int_equal(f.n, 4);
	assert_non_null(strstr(f.reason[2], "3 stands (under 11)"));
	w->s->who.age = 96;
	assessment_falls(w->s, &f);
	assert_int_equal(f.n, 3);
	w->s->who.age = 59;
	assessment_falls(w->s, &f);
	assert_int_equal(f.n + f.asked, 0);
}

static void
test_assessment__low_mood__needs_two(void **state)
{
	struct world *w = *state;
	bool low = true;

	begin(w, "checkin");
	put(w, "phq2", 0, NUM(4));
	app_kit_ok(&w->c, assessment_low_mood(&w->c.a, w->patient, &low, &w->c.k.err));
	assert_false(low);
	app_kit_wait(INT64_C(14) * 86400 * 1000);
	begin(w, "checkin");
	put(w, "phq2", 0, NUM(3));
	app_kit_ok(&w->c, assessment_low_mood(&w->c.a, w->patient, &low, &w->c.k.err));
	assert_true(low);
	put(w, "phq2", 0, NUM(2)); /* corrected */
	app_kit_ok(&w->c, assessment_low_mood(&w->c.a, w->patient, &low, &w->c.k.err));
	assert_false(low);
}

static void
test_assessment__write__keeps_the_text(void **state)
{
	struct world *w = *state;

	begin(w, "knee");
	app_kit_ok(&w->c, assessment_write(&w->c.a, w->s, "history", "Fell in May.\nTwo.",
					   &w->c.k.err));
	app_kit_ok(&w->c, assessment_load(&w->c.a, w->no, w->s, &w->c.k.err));
	assert_string_equal(w->s->row.history, "Fell in May.\nTwo.");
}

static void
test_assessment__immobility__open_answers_stay_open(void **state)
{
	struct world *w = *state;
	struct immobility x;
	char line[160];

	app_kit_ok(&w->c, immobility_load(&w->c.a, w->patient, &x, &w->c.k.err));
	assert_int_equal(x.n, 5);
	assert_int_equal(x.day, DICT_NONE);
	immobility_line(&x, line, sizeof line);
	assert_string_equal(line, "Immobility: 5 of 5 not asked");
	x.answers[0] = IMMOBILITY_NO;
	x.answers[4] = IMMOBILITY_YES;
	app_kit_ok(&w->c, immobility_store(&w->c.a, &x, &w->c.k.err));
	app_kit_ok(&w->c, immobility_load(&w->c.a, w->patient, &x, &w->c.k.err));
	assert_int_equal(x.day, 20260504);
	assert_int_equal(x.answers[0], IMMOBILITY_NO);
	assert_int_equal(x.answers[1], IMMOBILITY_OPEN);
	assert_int_equal(x.answers[4], IMMOBILITY_YES);
	immobility_line(&x, line, sizeof line);
	assert_string_equal(line, "Immobility: Clot in a leg; 3 of 5 not asked");
	for (int i = 0; i < x.n; i++)
		x.answers[i] = IMMOBILITY_NO;
	immobility_line(&x, line, sizeof line);
	assert_string_equal(line, "");
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_assessment__start__asks_what_the_set_names),
	    TEST(test_assessment__put__replaces_what_was_there),
	    TEST(test_assessment__put__refuses_beyond_the_limits),
	    TEST(test_assessment__retest__shows_the_last_values),
	    TEST(test_assessment__doubt__asks_about_contradictions),
	    TEST(test_assessment__falls__is_a_list_of_reasons),
	    TEST(test_assessment__low_mood__needs_two),
	    TEST(test_assessment__write__keeps_the_text),
	    TEST(test_assessment__immobility__open_answers_stay_open),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
