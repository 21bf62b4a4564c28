/* test_shipped.c - shipped rows as they hold on a day, all of them, those of one field, and one by its key;
 * against the rows of the assets themselves. */
#include "app_kit.h"

#include "app/assets.h"
#include "app/faults.h"
#include "app/shipped.h"

static struct app_kit kit;

static int
set_up(void **state)
{
	(void)state;
	app_kit_new(&kit);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

/* ---- the same, from the assets */

struct wanted {
	int64_t day;
	int n;
	char exercise[25]; /* of the first row */
};

static bool
holds(int64_t from, int64_t to, int64_t day)
{
	return (from == DICT_NONE || from <= day) && (to == DICT_NONE || day <= to);
}

static bool
count_threshold(void *arg, const void *row)
{
	const struct threshold *t = row;
	struct wanted *w = arg;

	w->n += holds(t->valid_from, t->valid_to, w->day);
	return true;
}

static bool
count_pacer(void *arg, const void *row)
{
	const struct pacer *p = row;
	struct wanted *w = arg;

	if (!w->n)
		str_copy(w->exercise, sizeof w->exercise, p->exercise);
	w->n += !strcmp(p->exercise, w->exercise);
	return true;
}

/* Rows have their days: each year has its own thresholds. */
static void
test_shipped__load__of_a_day(void **state)
{
	static const int64_t days[] = {20150601, 20220601, 20240601, 20260504};
	int seen[4];

	(void)state;
	for (int i = 0; i < 4; i++) {
		const struct shipped_ask ask = {.entity = E_THRESHOLD, .day = days[i]};
		struct wanted w = {.day = days[i]};
		struct shipped s;

		app_kit_ok(&kit,
			   assets_each(E_THRESHOLD, count_threshold, &w, &kit.k.err));
		app_kit_ok(&kit, shipped_load(&kit.a, &ask, &s, &kit.k.err));
		assert_int_equal(s.n, w.n);
		seen[i] = s.n;
		for (int k = 0; k < s.n; k++) {
			const struct threshold *t = (const struct threshold *)s.rows + k;

			assert_true(holds(t->valid_from, t->valid_to, days[i]));
			assert_true(!k || t[-1].head.no < t->head.no);
		}
		free(s.rows);
	}
	assert_true(seen[1] > 0 && seen[3] > 0 && seen[0] < seen[3]);
}

static void
test_shipped__load__of_one_field(void **state)
{
	struct wanted w = {0};
	struct shipped_ask ask = {.entity = E_PACER, .field = "exercise"};
	struct shipped s;

	(void)state;
	app_kit_ok(&kit, assets_each(E_PACER, count_pacer, &w, &kit.k.err));
	ask.value = w.exercise;
	app_kit_ok(&kit, shipped_load(&kit.a, &ask, &s, &kit.k.err));
	assert_true(s.n > 0);
	assert_int_equal(s.n, w.n);
	for (int i = 0; i < s.n; i++)
		assert_string_equal(((const struct pacer *)s.rows)[i].exercise,
				    w.exercise);
	free(s.rows);
	ask.value = "no_such";
	app_kit_ok(&kit, shipped_load(&kit.a, &ask, &s, &kit.k.err));
	assert_int_equal(s.n, 0);
	free(s.rows);
}

/* One row by its key is the row that all of them hold, and a fault is found without the others. */
static void
test_shipped__find__is_one_of_all(void **state)
{
	struct faults all;
	struct fault row;
	bool there = true;

	(void)state;
	app_kit_ok(&kit, faults_load(&kit.a, &all, &kit.k.err));
	assert_true(all.n > 100);
	for (int i = 0; i < all.n; i += 7) {
		app_kit_ok(&kit, shipped_find(&kit.a, E_FAULT, all.rows[i].key, &row,
					      &there, &kit.k.err));
		assert_true(there);
		assert_memory_equal(&row, &all.rows[i], sizeof row);
		app_kit_ok(&kit, faults_get(&kit.a, all.rows[i].key, &row, &kit.k.err));
		assert_string_equal(row.faults, all.rows[i].faults);
	}
	faults_release(&all);
	app_kit_ok(&kit,
		   shipped_find(&kit.a, E_FAULT, "no_such", &row, &there, &kit.k.err));
	assert_false(there);
	app_kit_ok(&kit, faults_get(&kit.a, "no_such", &row, &kit.k.err));
	assert_string_equal(row.key, "");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_shipped__load__of_a_day),
	    cmocka_unit_test(test_shipped__load__of_one_field),
	    cmocka_unit_test(test_shipped__find__is_one_of_all),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
