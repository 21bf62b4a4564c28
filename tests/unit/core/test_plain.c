/* test_plain.c - doses in plain words, exactly. */
#include "core/plain.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct prescription dose;
static struct exercise often;

static int
set_up(void **state)
{
	(void)state;
	dict_row_init(dict_entity(E_PRESCRIPTION), &dose);
	dict_row_init(dict_entity(E_EXERCISE), &often);
	return 0;
}

static void
reads(const char *want)
{
	struct str out = {0};

	plain_dose(wording_english(), &dose, &often, &out);
	assert_string_equal(str_text(&out), want);
	str_release(&out);
}

static void
test_plain__dose__counted(void **state)
{
	(void)state;
	dose.sets = 3;
	dose.reps = 10;
	dose.hold_s = 5;
	dose.rest_s = 60;
	often.per_day = 2;
	often.days_per_week = 7;
	reads("Do it 10 times. Hold for 5 seconds. Do 3 rounds. Rest 1 minute in "
	      "between. 2 times a day, every day.");
	dose.sets = dose.reps = 1;
	dose.hold_s = 2;
	reads("Do it once. 2 times a day, every day.");
	dose.reps = 10;
	str_copy(dose.side_mode, sizeof dose.side_mode, "each_side");
	str_copy(dose.band, sizeof dose.band, "red");
	dose.load_g = 2500;
	dose.support = 2;
	often.per_day = 1;
	often.days_per_week = 3;
	reads("Do it 10 times on each side. Use a weight of 2.5 kg. Use this band: red. "
	      "Hold on with one hand. Once a day, 3 days a week.");
}

static void
test_plain__dose__timed(void **state)
{
	(void)state;
	dose.sets = 2;
	dose.duration_s = 150;
	dose.rest_s = 0;
	often.per_day = 1;
	often.days_per_week = 1;
	reads("Keep going for 2 minutes 30 seconds. Do 2 rounds. Once a day, one day a "
	      "week.");
	dose.duration_s = 90;
	dose.sets = 1;
	str_copy(dose.side_mode, sizeof dose.side_mode, "alternating");
	often.days_per_week = DICT_NONE;
	reads("Keep going for 90 seconds on each side.");
	dose.duration_s = 0;
	dose.reps = 1;
	reads("Do it once on each side.");
	dose.reps = 0;
	str_copy(dose.side_mode, sizeof dose.side_mode, "none");
	str_copy(dose.side, sizeof dose.side, "left");
	dose.duration_s = 0;
	dose.support = 3;
	reads("Keep going until you feel tired. Use your left side. Hold on with both "
	      "hands.");
	str_copy(dose.side, sizeof dose.side, "right");
	dose.support = 1;
	reads(
	    "Keep going until you feel tired. Use your right side. Rest your fingers on "
	    "something firm.");
}

static void
test_plain__time__in_words(void **state)
{
	static const struct {
		int64_t s;
		const char *words;
	} rows[] = {{0, "0 seconds"},		{1, "1 second"},    {45, "45 seconds"},
		    {60, "1 minute"},		{61, "61 seconds"}, {120, "2 minutes"},
		    {121, "2 minutes 1 second"}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		struct str out = {0};

		plain_time(wording_english(), rows[i].s, &out);
		assert_string_equal(str_text(&out), rows[i].words);
		str_release(&out);
	}
}

static void
put_upper(const void *ctx, const char *name, size_t n, struct str *out)
{
	str_addf(out, "%s%.*s", (const char *)ctx, (int)n, name);
}

static void
test_wording__fill__places(void **state)
{
	struct str out = {0};

	(void)state;
	wording_fill("a {b} {} {cd}{e", put_upper, "=", &out);
	assert_string_equal(str_text(&out), "a =b = =cd{e");
	str_release(&out);
}

/* ---- catalogues */

static void
refused(const char *po, const char *why)
{
	struct wording w;
	struct err err = {0};

	assert_int_equal(wording_read(&w, po, &err), ST_CORRUPT);
	assert_non_null(strstr(err.detail, why));
	assert_null(w.store);
}

static void
test_wording__read__a_catalogue(void **state)
{
	static const char po[] = "# remark\n"
				 "msgid \"\"\n"
				 "msgstr \"\"\n"
				 "\"Language: xx\\n\"\n"
				 "\"X-Reviewed-By: Ana \\\"A\\\" Paz\\n\"\r\n"
				 "\n"
				 "msgid \"1 \"\n"
				 "\"second\"\n"
				 "msgstr \"un \"\n"
				 "\"segundo\"\n"
				 "msgid \"{n} seconds\"\n"
				 "msgstr \"{n} segundos\"\n"
				 "msgid \"1 minute\"\n"
				 "msgstr \"\"\n"
				 "msgid \"Once a day\"\n";
	struct wording w;
	struct err err = {0};
	struct str out = {0};

	(void)state;
	assert_int_equal(wording_read(&w, po, &err), ST_OK);
	assert_string_equal(w.reviewed_by, "Ana \"A\" Paz");
	assert_int_equal(w.missing, WORDING_COUNT - 2);
	plain_time(&w, 1, &out);
	assert_string_equal(str_text(&out), "un segundo");
	str_clear(&out);
	plain_time(&w, 60, &out); /* not translated: English */
	plain_time(&w, 5, &out);
	assert_string_equal(str_text(&out), "1 minute5 segundos");
	assert_string_equal(w.text[WORDING_ONCE_DAY], "Once a day");
	str_release(&out);
	wording_release(&w);
	refused("msgid \"Fly.\"\nmsgstr \"x\"\n", "Fly.");
	refused("\"x\"\n", "line 1");
	refused("msgid \"1 second\n", "line 1");
	refused("\nmsgid \"1 \"second\"\n", "line 2");
	refused("msgid \"1 second\"\nmsgstr \"a\\\"\n", "line 2");
	refused("msgplural \"1 second\"\n", "line 1");
}

static void
test_wording__language__as_people_say(void **state)
{
	static const char *const rows[][2] = {
	    {"", "en"},		{"English", "en"},  {"es", "es"},
	    {"ESPAÑOL", "es"},	{"Spanish", "es"},  {"castellano", "es"},
	    {"spa", "es"},	{"fr", "fr"},	    {"French", "fr"},
	    {"Français", "fr"}, {"Estonian", "en"}, {"Frisian", "en"}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++)
		assert_string_equal(wording_language(rows[i][0]), rows[i][1]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup(test_plain__dose__counted, set_up),
	    cmocka_unit_test_setup(test_plain__dose__timed, set_up),
	    cmocka_unit_test(test_plain__time__in_words),
	    cmocka_unit_test(test_wording__fill__places),
	    cmocka_unit_test(test_wording__read__a_catalogue),
	    cmocka_unit_test(test_wording__language__as_people_say),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
