/* test_plot.c - plots against golden pictures (tests/data/plots), and of any size and values. */
#include "base/date.h"
#include "base/str.h"
#include "base/utf8.h"
#include "core/plot.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* PLOTS_WRITE=1 writes the picture anew. */
static void
golden(const char *name, const struct str *got)
{
	char path[100], was[8000];
	const char *write = getenv("PLOTS_WRITE");
	FILE *f;
	size_t n;

	str_format(path, sizeof path, "tests/data/plots/%s.txt", name);
	if (write && *write) {
		f = fopen(path, "w");
		assert_non_null(f);
		fwrite(got->p, 1, got->n, f);
		fclose(f);
		return;
	}
	f = fopen(path, "r");
	if (!f)
		fail_msg("%s is missing", path);
	n = fread(was, 1, sizeof was - 1, f);
	fclose(f);
	was[n] = '\0';
	if (strcmp(was, str_text(got)))
		fail_msg("%s differs:\n%s", path, str_text(got));
}

/* Timed Up and Go with one bad day, as in the worked vector T2. */
static void
tug(const char *name, int rows, int cols, bool ascii)
{
	static const double y[] = {18.2, 17.1, 16.4, 24, 14.9, 14.1};
	struct trend_point p[6];
	struct trend_in in = {p, 6, -1, 2.5, true, 12};
	struct trend t;
	struct plot_spec s = {.in = &in,
			      .trend = &t,
			      .mcid = 1.2,
			      .max = 300,
			      .due = 20250420,
			      .ahead = true,
			      .decimals = 1,
			      .rows = rows,
			      .cols = cols,
			      .ascii = ascii};
	struct str out = {0};

	for (int i = 0; i < 6; i++)
		p[i] = (struct trend_point){date_add(20250303, i * 7), y[i]};
	trend_fit(&in, &t);
	plot_draw(&s, &out);
	golden(name, &out);
	str_release(&out);
}

static void
test_plot__draw__goldens(void **state)
{
	(void)state;
	tug("tug-80x18", 18, 80, false);
	tug("tug-80x18-ascii", 18, 80, true);
	tug("tug-132x36", 36, 132, false);
	tug("tug-40x10", 10, 40, false);
}

/* Two results in less than 14 days: no line, no goal, no due day. */
static void
test_plot__draw__too_little_for_a_line(void **state)
{
	struct trend_point p[] = {{20250303, 4}, {20250310, 6}};
	struct trend_in in = {.points = p, .n = 2, .direction = 1, .mdc = 2};
	struct trend t;
	struct plot_spec s = {.in = &in,
			      .trend = &t,
			      .max = 10,
			      .due = DATE_NONE,
			      .rows = 12,
			      .cols = 60,
			      .ascii = true};
	struct str out = {0};

	(void)state;
	trend_fit(&in, &t);
	plot_draw(&s, &out);
	golden("two-60x12-ascii", &out);
	str_clear(&out);
	in.n = 0;
	trend_fit(&in, &t);
	plot_draw(&s, &out);
	assert_non_null(strstr(str_text(&out), "no result yet"));
	str_release(&out);
}

static void
check_lines(const struct str *out, int rows, int cols, bool ascii)
{
	int lines = 0;

	for (const char *p = out->p; *p; lines++) {
		size_t n = strcspn(p, "\n");

		assert_true(utf8_text_width(p, n) <= cols);
		assert_int_equal(utf8_check(p, n), n);
		for (size_t i = 0; ascii && i < n; i++)
			assert_true(p[i] >= ' ' && p[i] <= '~');
		assert_int_equal(p[n], '\n');
		p += n + 1;
	}
	assert_int_equal(lines, rows);
}

/* Values of any size at any distance: the picture keeps its size and shows a result. */
static void
test_plot__draw__any_size(void **state)
{
	struct random r = random_begin("plot", 5);

	(void)state;
	for (int k = 0; k < 1500; k++) {
		static const double sizes[] = {0.001, 0.02, 1, 37, 6000, 900000};
		struct trend_point p[30];
		struct trend_in in = {.points = p, .n = 1 + random_below(&r, 30)};
		struct trend t;
		struct plot_spec s = {.in = &in, .trend = &t, .due = DATE_NONE};
		struct str out = {0};
		double size = sizes[random_below(&r, 6)];
		int64_t day = 20260101;

		for (int i = 0; i < in.n; i++) {
			p[i].day = day;
			p[i].value = (random_below(&r, 200) - 100) * size;
			day = date_add(day, random_below(&r, 90));
		}
		in.direction = random_below(&r, 3) - 1;
		in.mdc = random_below(&r, 2) * size * 10;
		in.has_goal = random_below(&r, 2);
		in.goal = (random_below(&r, 200) - 100) * size;
		trend_fit(&in, &t);
		s.mcid = random_below(&r, 2) * size * 20;
		if (random_below(&r, 2)) { /* limits, which not every result may keep */
			s.min = (random_below(&r, 100) - 150) * size;
			s.max = s.min + (1 + random_below(&r, 100)) * size;
		}
		s.ahead = random_below(&r, 2);
		s.decimals = random_below(&r, 4);
		s.ascii = random_below(&r, 2);
		s.rows = PLOT_ROWS_MIN + random_below(&r, PLOT_ROWS_MAX - PLOT_ROWS_MIN);
		s.cols = PLOT_COLS_MIN + random_below(&r, PLOT_COLS_MAX - PLOT_COLS_MIN);
		if (random_below(&r, 2))
			s.due = date_add(p[0].day, random_below(&r, 300));
		plot_draw(&s, &out);
		check_lines(&out, s.rows, s.cols, s.ascii);
		assert_true(strpbrk(out.p, s.ascii ? "o*" : "\xE2") != NULL);
		str_release(&out);
	}
}

static void
test_plot__spark__heights(void **state)
{
	static const double v[] = {1, 2, 3, 4, 5, 6, 7, 8};
	struct str out = {0};

	(void)state;
	plot_spark(v, 8, 20, false, &out);
	assert_string_equal(str_text(&out),
			    "\u2581\u2582\u2583\u2584\u2585\u2586\u2587\u2588");
	str_clear(&out);
	plot_spark(v, 8, 3, false, &out); /* the last three */
	assert_string_equal(str_text(&out), "\u2581\u2585\u2588");
	str_clear(&out);
	plot_spark(v, 8, 8, true, &out);
	assert_int_equal(out.n, 8);
	str_clear(&out);
	plot_spark(v, 1, 8, true, &out);
	assert_string_equal(str_text(&out), "-");
	str_clear(&out);
	plot_spark(v, 0, 8, true, &out);
	assert_int_equal(out.n, 0);
	str_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_plot__draw__goldens),
	    cmocka_unit_test(test_plot__draw__too_little_for_a_line),
	    cmocka_unit_test(test_plot__draw__any_size),
	    cmocka_unit_test(test_plot__spark__heights),
	};

	return cmocka_run_group_tests_name("plot", tests, NULL, NULL);
}
