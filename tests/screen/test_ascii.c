/* test_ascii.c - the pictures of the clinical record in the C locale: plain ASCII, nothing lost. */
#include "clinic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

/* A golden in which every cell is a printing ASCII character. */
static void
plain(const char *name)
{
	for (int y = 0; y < 24; y++)
		for (const char *p = screen_row(y); *p; p++)
			if (*p < ' ' || *p > '~')
				fail_msg("%s, row %d: %s", name, y, screen_row(y));
	screen_golden(name);
}

/* From the day to one patient's chart and through what belongs to it. */
static void
chart_scene(struct app *a)
{
	(void)a;
	plain("ascii_today");
	screen_keys("d");
	plain("ascii_due");
	screen_keys("<Esc>l");
	plain("ascii_lapse");
	screen_keys("<Esc><Down><Enter>");
	plain("ascii_chart");
	screen_keys("g");
	plain("ascii_goals");
	screen_keys("<Enter>");
	plain("ascii_goal");
	screen_keys("<Esc><Esc>p");
	plain("ascii_plan");
	screen_keys("T");
	plain("ascii_template");
	screen_keys("<Esc>v");
	plain("ascii_versions");
	screen_keys("<Esc><Esc>t");
	plain("ascii_trends");
	screen_keys("<Enter>");
	plain("ascii_trend_plot");
	screen_keys("<Esc><Esc>c");
	plain("ascii_screening");
	screen_keys("<Esc>a");
	plain("ascii_assessments");
	screen_keys("n<Enter>");
	plain("ascii_assess");
	screen_keys("<Esc><Esc>r");
	plain("ascii_reports");
	screen_keys("np");
	plain("ascii_report");
}

static void
test_screen__ascii__clinical_record(void **state)
{
	(void)state;
	clinic_ascii("anna", chart_scene);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screen__ascii__clinical_record),
	};

	return cmocka_run_group_tests(tests, clinic_setup, clinic_teardown);
}
