/* test_flat.c - a list costs as many steps in a large clinic as in a small one.
 *
 * Counted in steps of SQLite's machine, which are the same on every machine; make bench times the
 * same calls at 100,000 patients. */
#include "query_kit.h"
#include "store_kit.h"

enum { SMALL = 500, LARGE = 2000, CALLS = 100, FIND_MAX = 800 };

static double
steps_of(struct clinic *c, int m)
{
	(void)query_kit_steps(c->s);
	for (int i = 0; i < CALLS; i++)
		measures[m].run(c, measures[m].arg);
	return (double)query_kit_steps(c->s) / CALLS;
}

static bool
begins(const char *text, const char *with)
{
	return !strncmp(text, with, strlen(with));
}

static void
test_flat__steps__lists_do_not_grow_with_the_clinic(void **state)
{
	struct clinic small, large;

	(void)state;
	build(&small, SMALL);
	build(&large, LARGE);
	for (size_t m = 0; m < sizeof measures / sizeof measures[0]; m++) {
		const char *name = measures[m].name;
		double a, b;

		if (begins(name, "similar"))
			continue; /* looks at more people where more are alike */
		a = steps_of(&small, (int)m);
		b = steps_of(&large, (int)m);
		printf("%-24s %6.0f steps of %d patients, %6.0f of %d\n", name, a, SMALL,
		       b, LARGE);
		/* A search ends at its last line: more to find costs up to a page. */
		if (begins(name, "find") ? b > FIND_MAX : b > a * 1.05 + 5)
			fail_msg("%s: %.0f steps in the small clinic, %.0f in the large",
				 name, a, b);
	}
	demolish(&small);
	demolish(&large);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_flat__steps__lists_do_not_grow_with_the_clinic),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
