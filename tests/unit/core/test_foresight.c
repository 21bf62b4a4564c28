/* test_foresight.c - the worked vectors of the attendance model, random fits against the definition
 * read literally, and what may be said when. */
#include "base/str.h"
#include "core/foresight.h"
#include "random.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CELLS = 12, ROWS = 200 };

struct data {
	struct foresight_prior prior;
	double x[ROWS * FORESIGHT_SIZE];
	bool y[ROWS];
	struct foresight_rows rows;
};

static int
numbers(const char *text, double *v)
{
	int n = 0;
	char *end;

	for (const char *p = text; *p; p = end) {
		v[n] = strtod(p, &end);
		if (end == p)
			break;
		n++;
	}
	return n;
}

/* "0 0.25:0 0.2 0.5:1": features, a colon, what happened. */
static void
take_rows(struct data *d, const char *text)
{
	int at = 0;

	for (const char *p = text; *p;) {
		char *end;

		d->x[at++] = strtod(p, &end);
		assert_true(end != p);
		if (*end == ':') {
			d->y[d->rows.n++] = end[1] == '1';
			end += 2;
		}
		p = end + (*end == ' ');
	}
	d->rows.x = d->x;
	d->rows.y = d->y;
	assert_int_equal(at, d->rows.n * (d->prior.size - 1));
}

static void
near(double got, const char *want)
{
	if (fabs(got - strtod(want, NULL)) > 1e-9)
		fail_msg("%.12f is not %s", got, want);
}

static void
check_vector(char *cells[CELLS])
{
	struct data *d = mem_alloc(sizeof *d);
	double want[FORESIGHT_SIZE], x[FORESIGHT_SIZE];
	struct foresight_fit fit;
	struct foresight_one one;

	d->prior.size = numbers(cells[1], d->prior.pull);
	assert_int_equal(numbers(cells[2], d->prior.start), d->prior.size);
	take_rows(d, cells[3]);
	foresight_fit(&d->prior, &d->rows, &fit);
	assert_int_equal(numbers(cells[4], want), fit.size);
	for (int j = 0; j < fit.size; j++)
		if (fabs(fit.b[j] - want[j]) > 1e-9)
			fail_msg("%s: b%d is %.12f", cells[0], j, fit.b[j]);
	near(fit.loss, cells[5]);
	assert_int_equal(numbers(cells[6], x), fit.size - 1);
	foresight_one(&fit, x, &one);
	near(one.z, cells[7]);
	near(one.p, cells[8]);
	near(one.se, cells[9]);
	near(one.lo, cells[10]);
	near(one.hi, cells[11]);
	free(d);
}

static void
test_foresight__fit__worked_vectors(void **state)
{
	FILE *f = fopen("tests/data/foresight_vectors.csv", "r");
	char text[600], *cells[CELLS];
	int rows = 0;

	(void)state;
	assert_non_null(f);
	assert_non_null(fgets(text, sizeof text, f));
	while (fgets(text, sizeof text, f)) {
		int n = 0;

		text[strcspn(text, "\r\n")] = '\0';
		for (char *p = text; p && n < CELLS; n++) {
			char *comma = strchr(p, ',');

			cells[n] = p;
			if (comma)
				*comma = '\0';
			p = comma ? comma + 1 : NULL;
		}
		assert_int_equal(n, CELLS);
		check_vector(cells);
		rows++;
	}
	fclose(f);
	assert_int_equal(rows, 5);
}

/* J(b) as the rules write it. */
static double
written_loss(const struct data *d, const double *b)
{
	int k = d->prior.size;
	double sum = 0;

	for (int i = 0; i < d->rows.n; i++) {
		double z = b[0];

		for (int j = 1; j < k; j++)
			z += b[j] * d->x[i * (k - 1) + j - 1];
		sum += log(1 + exp(z)) - d->y[i] * z;
	}
	for (int j = 0; j < k; j++)
		sum += 0.5 * d->prior.pull[j] * pow(b[j] - d->prior.start[j], 2);
	return sum;
}

/* Random clinics: nowhere beside the optimum is the loss lower, and its curvature is what the band
 * is made of. */
static void
test_foresight__fit__is_the_lowest(void **state)
{
	struct random r = random_begin("foresight", 20260401);

	(void)state;
	for (int round = 0; round < 60; round++) {
		struct data *d = mem_alloc(sizeof *d);
		struct foresight_fit fit;

		d->prior.size = 2 + random_below(&r, FORESIGHT_SIZE - 1);
		d->rows = (struct foresight_rows){d->x, d->y, random_below(&r, ROWS)};
		for (int j = 0; j < d->prior.size; j++) {
			d->prior.start[j] = (double)random_below(&r, 400) / 100 - 2;
			d->prior.pull[j] = 0.5 + (double)random_below(&r, 8) / 2;
		}
		for (int i = 0; i < d->rows.n * (d->prior.size - 1); i++)
			d->x[i] = (double)random_below(&r, 6) / 5;
		for (int i = 0; i < d->rows.n; i++)
			d->y[i] = random_below(&r, 5) == 0;
		foresight_fit(&d->prior, &d->rows, &fit);
		assert_true(fit.steps < FORESIGHT_STEPS);
		assert_true(fabs(fit.loss - written_loss(d, fit.b)) < 1e-9);
		for (int j = 0; j < fit.size; j++)
			for (int side = -1; side <= 1; side += 2) {
				double b[FORESIGHT_SIZE];

				memcpy(b, fit.b, sizeof b);
				b[j] += side * 1e-3;
				assert_true(written_loss(d, b) > fit.loss);
				assert_true(fit.cov[j][j] > 0);
			}
		free(d);
	}
}

static void
test_foresight__show__by_what_was_seen(void **state)
{
	(void)state;
	assert_true(foresight_base(19, 19) == 0.10);
	assert_true(foresight_base(20, 0) == 0.02);
	assert_true(foresight_base(20, 5) == 0.25);
	assert_true(foresight_base(20, 20) == 0.50);
	assert_int_equal(foresight_show(19, 10), FORESIGHT_COUNTS);
	assert_int_equal(foresight_show(20, 4), FORESIGHT_COUNTS);
	assert_int_equal(foresight_show(20, 5), FORESIGHT_ROUGH);
	assert_int_equal(foresight_show(99, 20), FORESIGHT_ROUGH);
	assert_int_equal(foresight_show(100, 19), FORESIGHT_ROUGH);
	assert_int_equal(foresight_show(100, 20), FORESIGHT_PERCENT);
	assert_int_equal(foresight_level(0.099, 0.1), FORESIGHT_LOW);
	assert_int_equal(foresight_level(0.1, 0.1), FORESIGHT_MIDDLE);
	assert_int_equal(foresight_level(0.2, 0.1), FORESIGHT_HIGH);
}

/* Fifty forecasts of a half where one in ten happens: worse than saying one in ten each time. */
static void
test_foresight__check__by_hand(void **state)
{
	struct foresight_check c = {0};

	(void)state;
	for (int i = 0; i < 49; i++)
		foresight_check_add(&c, 0.5, 0.1, i % 10 == 0);
	assert_false(foresight_worse(&c, 0.1));
	foresight_check_add(&c, 0.05, 0.1, true);
	assert_int_equal(c.n, 50);
	assert_int_equal(c.band[FORESIGHT_HIGH].n, 49);
	assert_int_equal(c.band[FORESIGHT_HIGH].happened, 5);
	assert_int_equal(c.band[FORESIGHT_LOW].happened, 1);
	assert_true(fabs(foresight_brier(&c) - (49 * 0.25 + 0.95 * 0.95) / 50) < 1e-12);
	assert_true(fabs(foresight_brier_base(0.1) - 0.09) < 1e-12);
	assert_true(foresight_worse(&c, 0.1));
}

static void
test_foresight__explain__shows_the_numbers(void **state)
{
	static const enum foresight_feature features[] = {FORESIGHT_MISSED,
							  FORESIGHT_LEAD};
	const struct foresight_prior prior = {3, {-2, 1.5, 0.85}, {1, 4, 4}};
	const struct foresight_case of = {(double[]){0.4, 0}, (bool[]){false, true},
					  features};
	const struct foresight_rows none = {0};
	struct foresight_fit fit;
	struct foresight_one one;
	struct str out = {0};

	(void)state;
	foresight_fit(&prior, &none, &fit);
	foresight_one(&fit, of.x, &one);
	foresight_explain(&fit, &of, &one, &out);
	assert_string_equal(
	    str_text(&out),
	    "z = -2.000 + 1.500 x 0.40 = -1.400; chance = 1 / (1 + exp(-z)) = 19.8 %\n"
	    "80 percent band: z -/+ 1.2816 x 1.020 = 6 to 48 %\n"
	    "+1.500 x 0.40  +0.600: missed before\n"
	    "+0.850 x 0     not known: booked long ahead\n");
	str_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_foresight__fit__worked_vectors),
	    cmocka_unit_test(test_foresight__fit__is_the_lowest),
	    cmocka_unit_test(test_foresight__show__by_what_was_seen),
	    cmocka_unit_test(test_foresight__check__by_hand),
	    cmocka_unit_test(test_foresight__explain__shows_the_numbers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
