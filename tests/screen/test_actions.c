/* test_actions.c - the tables of keys and actions against the rules they have to keep. */
#include "base/utf8.h"
#include "demo.h"
#include "tui/nav.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct screen_ops *const demos[] = {&demo_list, &demo_form, &demo_timer};
enum { N_DEMOS = sizeof demos / sizeof demos[0] };

static int
n_tables(void)
{
	return NAV_COUNT + N_DEMOS + 1;
}

static const struct keybind *
table(int i)
{
	if (i < NAV_COUNT)
		return nav_get((enum nav_id)i)->ops->keys;
	if (i < NAV_COUNT + N_DEMOS)
		return demos[i - NAV_COUNT]->keys;
	return nav_keys();
}

static void
test_action__rows__help_fits(void **state)
{
	(void)state;
	for (int a = 1; a < ACT_COUNT; a++) {
		const struct action_row *r = action_get((enum action)a);

		assert_true(r->help[0]);
		if (utf8_text_width(r->help, strlen(r->help)) > ACTION_HELP_COLUMNS)
			fail_msg("help of %s is too long: %s", r->name, r->help);
	}
	for (int i = 0; i < NAV_COUNT; i++) {
		const char *help = nav_get((enum nav_id)i)->help;

		assert_in_range(utf8_text_width(help, strlen(help)), 1,
				ACTION_HELP_COLUMNS);
	}
}

static void
test_action__rows__names_differ(void **state)
{
	(void)state;
	for (int a = 1; a < ACT_COUNT; a++) {
		for (int b = 1; b < a; b++) {
			const char *name = action_get((enum action)a)->name;

			if (name[0] && !strcmp(name, action_get((enum action)b)->name))
				fail_msg("two actions are called %s", name);
		}
	}
}

static void
test_keys__scope__no_key_twice(void **state)
{
	(void)state;
	for (int i = 0; i < n_tables(); i++) {
		for (const struct keybind *b = table(i); b && b->action; b++) {
			for (const struct keybind *c = table(i); c != b; c++) {
				char name[KEY_NAME_SIZE];

				key_label(b->key, name);
				if (b->key == c->key)
					fail_msg("table %d has %s twice", i, name);
			}
		}
	}
}

static void
test_action__rows__have_a_screen(void **state)
{
	bool used[ACT_COUNT] = {false};

	(void)state;
	for (int i = 0; i < n_tables(); i++) {
		for (const struct keybind *b = table(i); b && b->action; b++)
			used[b->action] = true;
	}
	for (int a = 1; a < ACT_COUNT; a++) {
		if (!used[a])
			fail_msg("no screen has the action %s (%s)",
				 action_get((enum action)a)->name,
				 action_get((enum action)a)->help);
	}
}

/* An F key may be missing on a keyboard, so the same table has another key for it. */
static void
test_keys__f_key__has_an_alternative(void **state)
{
	(void)state;
	for (int i = 0; i < n_tables(); i++) {
		for (const struct keybind *b = table(i); b && b->action; b++) {
			bool found = b->key <= K_F0 || b->key > K_F12;

			for (const struct keybind *c = table(i); c->action; c++)
				found |= c->action == b->action &&
					 (c->key < K_F0 || c->key > K_F12);
			if (!found)
				fail_msg("F%d has no alternative in table %d",
					 b->key - K_F0, i);
		}
	}
}

/* Screens with data of the clinic read again when another program has changed it. Those that do not: a text
 * or a form being typed, a clock of their own, or a question. */
static void
test_actions__renew__every_screen_that_lists(void **state)
{
	static const char *const lists[] = {
	    "units", "versions", "doses",  "library", "pick",	 "claims", "keys",
	    "chart", "today",	 "find",   "note",    "goals",	 "plan",   "reports",
	    "due",   "tasks",	 "assess", "sync",    "classes", "class"};

	(void)state;
	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		const struct screen_ops *ops = nav_named(lists[i]);

		if (!ops || !ops->renew || !ops->resume)
			fail_msg("%s does not read again", lists[i]);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_action__rows__help_fits),
	    cmocka_unit_test(test_action__rows__names_differ),
	    cmocka_unit_test(test_keys__scope__no_key_twice),
	    cmocka_unit_test(test_action__rows__have_a_screen),
	    cmocka_unit_test(test_actions__renew__every_screen_that_lists),
	    cmocka_unit_test(test_keys__f_key__has_an_alternative),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
