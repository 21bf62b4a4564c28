/* test_phrases.c - the bank of phrases: what is offered, found, added, retired, and travels. */
#include "app_kit.h"

#include "app/phrases.h"

static struct app_kit kit;
static struct phrases bank;

static void
load(void)
{
	phrases_release(&bank);
	app_kit_ok(&kit, phrases_load(&kit.a, app_today(&kit.a), &bank, &kit.k.err));
}

static const struct phrase_line *
line(const char *text)
{
	for (int i = 0; i < bank.n; i++)
		if (!strcmp(bank.rows[i].text, text))
			return &bank.rows[i];
	return NULL;
}

static int
set_up(void **state)
{
	(void)state;
	app_kit_new(&kit);
	load();
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	phrases_release(&bank);
	app_kit_end(&kit);
	return 0;
}

static void
test_phrases__load__sections_stand_together(void **state)
{
	const char *last = "";
	int changes = 0;

	(void)state;
	assert_in_range(bank.n, 40, 400);
	for (int i = 0; i < bank.n; i++) {
		assert_int_equal(bank.rows[i].name, i + 1);
		changes += strcmp(bank.rows[i].section, last) != 0;
		last = bank.rows[i].section;
	}
	assert_int_equal(changes, 4);
	assert_string_equal(bank.rows[0].section, "subjective");
}

static void
test_phrases__fit__words_begin_in_label_or_text(void **state)
{
	const struct phrase_line p = {.label = "Home programme done",
				      .text = "Übte zu Hause, as asked."};

	(void)state;
	assert_true(phrases_fit(&p, ""));
	assert_true(phrases_fit(&p, "pro"));
	assert_true(phrases_fit(&p, "ask HOM"));
	assert_true(phrases_fit(&p, "ubte"));
	assert_false(phrases_fit(&p, "ome"));
	assert_false(phrases_fit(&p, "home nothing"));
}

static void
test_phrases__add__stands_first_and_once(void **state)
{
	const struct phrase_line *p;
	int first = 0;

	(void)state;
	app_kit_ok(&kit, phrases_add(&kit.a, "plan", "Pool", "Try the pool next week.",
				     &kit.k.err));
	app_kit_ok(
	    &kit,
	    phrases_add(&kit.a, "plan", "",
			"A sentence that is longer than what a label may hold at most.",
			&kit.k.err));
	load();
	while (strcmp(bank.rows[first].section, "plan") != 0)
		first++;
	assert_string_equal(bank.rows[first].label,
			    "A sentence that is longer than what a label may");
	assert_string_equal(bank.rows[first + 1].label, "Pool");
	p = line("Try the pool next week.");
	assert_non_null(p);
	assert_true(p->own > 0 && !p->key[0] && !p->retired);
	app_kit_no(
	    &kit, ST_DUPLICATE,
	    phrases_add(&kit.a, "plan", "", "Try the pool next week.", &kit.k.err));
	app_kit_no(&kit, ST_INVALID,
		   phrases_add(&kit.a, "nowhere", "", "Some text.", &kit.k.err));
	app_kit_no(&kit, ST_INVALID, phrases_add(&kit.a, "plan", "", "", &kit.k.err));
}

static void
test_phrases__add__too_long_is_refused(void **state)
{
	char text[300];

	(void)state;
	memset(text, 'x', sizeof text - 1);
	text[sizeof text - 1] = '\0';
	app_kit_no(&kit, ST_INVALID, phrases_add(&kit.a, "plan", "", text, &kit.k.err));
	app_kit_no(&kit, ST_INVALID, phrases_add(&kit.a, "plan", text, "y", &kit.k.err));
	text[240] = '\0';
	app_kit_ok(&kit, phrases_add(&kit.a, "plan", "", text, &kit.k.err));
}

static void
test_phrases__retire__own_and_shipped_and_back(void **state)
{
	const char *const texts[] = {"Try the pool next week.",
				     "Continue the plan of care."};

	(void)state;
	app_kit_ok(&kit, phrases_add(&kit.a, "plan", "Pool", texts[0], &kit.k.err));
	for (int i = 0; i < 2; i++) {
		int n;

		load();
		n = bank.n;
		app_kit_ok(&kit,
			   phrases_retire(&kit.a, line(texts[i]), true, &kit.k.err));
		load();
		assert_int_equal(bank.n, n);
		assert_true(line(texts[i])->retired);
		assert_ptr_equal(line(texts[i]), &bank.rows[bank.n - 1]);
		app_kit_ok(&kit,
			   phrases_retire(&kit.a, line(texts[i]), false, &kit.k.err));
		load();
		assert_int_equal(bank.n, n);
		assert_false(line(texts[i])->retired);
	}
	assert_int_equal(record_count(kit.a.store, E_CLINIC_PHRASE), 2);
}

static void
test_phrases__desk__may_not_write(void **state)
{
	struct staff dora = app_kit_person("dora", "desk");

	(void)state;
	app_kit_staff(&kit, &dora);
	app_kit_ok(&kit, staff_act_as(&kit.a, "dora", &kit.k.err));
	app_kit_no(&kit, ST_DENIED,
		   phrases_add(&kit.a, "plan", "", "Some text.", &kit.k.err));
	app_kit_no(&kit, ST_DENIED,
		   phrases_retire(&kit.a, &bank.rows[0], true, &kit.k.err));
	app_kit_ok(&kit, staff_act_as(&kit.a, "anna", &kit.k.err));
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_phrases__load__sections_stand_together),
	    TEST(test_phrases__fit__words_begin_in_label_or_text),
	    TEST(test_phrases__add__stands_first_and_once),
	    TEST(test_phrases__add__too_long_is_refused),
	    TEST(test_phrases__retire__own_and_shipped_and_back),
	    TEST(test_phrases__desk__may_not_write),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
