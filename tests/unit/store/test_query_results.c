/* test_query_results.c - series, last results, those of an assessment; replaced ones left out. */
#include "store_kit.h"

#include "store/query_results.h"

struct world {
	struct kit kit;
	int64_t patient, staff, first, second; /* assessments */
};

static int64_t
add(struct world *w, enum entity_id e, void *row)
{
	kit_ok(&w->kit, record_add(w->kit.s, e, row, &w->kit.err));
	return ((struct row_head *)row)->no;
}

static int64_t
add_assessment(struct world *w, int64_t day)
{
	struct assessment a;

	dict_row_init(dict_entity(E_ASSESSMENT), &a);
	a.patient = w->patient;
	a.day = day;
	return add(w, E_ASSESSMENT, &a);
}

static int
set_up(void **state)
{
	struct world *w = calloc(1, sizeof *w);

	kit_new(&w->kit);
	w->patient = kit_add_patient(&w->kit, "Dube", "Anna");
	w->first = add_assessment(w, 20260401);
	w->second = add_assessment(w, 20260501);
	*state = w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	kit_end(&w->kit);
	free(w);
	return 0;
}

static struct result
made(struct world *w, int64_t day, const char *measure, const char *side, int64_t value)
{
	struct result r;

	dict_row_init(dict_entity(E_RESULT), &r);
	r.patient = w->patient;
	r.day = day;
	str_copy(r.measure, sizeof r.measure, measure);
	str_copy(r.side, sizeof r.side, side);
	r.value = value;
	return r;
}

static int64_t
measured(struct world *w, int64_t day, const char *measure, const char *side,
	 int64_t value)
{
	struct result r = made(w, day, measure, side, value);

	r.assessment = day == 20260401 ? w->first : day == 20260501 ? w->second : 0;
	if (!r.assessment)
		r.assessment = DICT_NONE;
	return add(w, E_RESULT, &r);
}

static int
series(struct world *w, const char *measure, const char *part, const char *side,
       struct result *rows, int max)
{
	struct result_series s = {w->patient, measure, part, side};
	int n = 0;

	kit_ok(&w->kit, query_results(w->kit.s, &s, rows, max, &n, &w->kit.err));
	return n;
}

static void
test_query_results__series__is_in_day_order(void **state)
{
	struct world *w = *state;
	struct result rows[9];

	measured(w, 20260501, "tug", "", 12000);
	measured(w, 20260401, "tug", "", 14000);
	measured(w, 20260415, "tug", "", 13000);
	measured(w, 20260401, "rom_knee_flexion", "left", 90000);
	measured(w, 20260401, "rom_knee_flexion", "right", 130000);
	assert_int_equal(series(w, "tug", "", "", rows, 9), 3);
	assert_int_equal(rows[0].value, 14000);
	assert_int_equal(rows[1].value, 13000);
	assert_int_equal(rows[2].value, 12000);
	assert_int_equal(series(w, "tug", "", "", rows, 2), 2); /* the newest */
	assert_int_equal(rows[0].value, 13000);
	assert_int_equal(series(w, "rom_knee_flexion", "", "left", rows, 9), 1);
	assert_int_equal(rows[0].value, 90000);
	assert_int_equal(series(w, "rom_knee_flexion", "", "", rows, 9), 0);
	assert_int_equal(series(w, "tug", "knee", "", rows, 9), 0);
}

static void
test_query_results__replaced__left_out(void **state)
{
	struct world *w = *state;
	int64_t wrong = measured(w, 20260401, "tug", "", 140000);
	struct result right = made(w, 20260401, "tug", "", 14000), rows[9], gone;
	int n;

	right.assessment = w->first;
	right.replaces = wrong;
	add(w, E_RESULT, &right);
	assert_int_equal(series(w, "tug", "", "", rows, 9), 1);
	assert_int_equal(rows[0].value, 14000);
	kit_ok(&w->kit, query_results_of(w->kit.s, w->first, rows, 9, &n, &w->kit.err));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].value, 14000);
	gone = made(w, 20260401, "tug", "", DICT_NONE);
	gone.replaces = right.head.no;
	gone.cancelled = 1;
	add(w, E_RESULT, &gone);
	assert_int_equal(series(w, "tug", "", "", rows, 9), 0);
	kit_ok(&w->kit, query_results_of(w->kit.s, w->first, rows, 9, &n, &w->kit.err));
	assert_int_equal(n, 0);
}

static void
test_query_results__last__one_of_each(void **state)
{
	struct world *w = *state;
	struct result_last which = {w->patient, DICT_NONE, 0};
	struct result rows[9];
	int64_t other;
	int n;

	measured(w, 20260401, "tug", "", 14000);
	measured(w, 20260501, "tug", "", 12000);
	measured(w, 20260401, "sls_eo", "left", 5000);
	measured(w, 20260401, "sls_eo", "right", 6000);
	kit_ok(&w->kit, query_results_last(w->kit.s, &which, rows, 9, &n, &w->kit.err));
	assert_int_equal(n, 3);
	assert_string_equal(rows[0].measure, "sls_eo");
	assert_string_equal(rows[0].side, "left");
	assert_string_equal(rows[1].side, "right");
	assert_int_equal(rows[2].value, 12000);
	which.except = w->second; /* what was before this assessment */
	kit_ok(&w->kit, query_results_last(w->kit.s, &which, rows, 9, &n, &w->kit.err));
	assert_int_equal(n, 3);
	assert_int_equal(rows[2].value, 14000);
	which.except = 0;
	which.until = 20260430;
	kit_ok(&w->kit, query_results_last(w->kit.s, &which, rows, 9, &n, &w->kit.err));
	assert_int_equal(rows[2].value, 14000);
	other = kit_add_patient(&w->kit, "Nkosi", "Thabo");
	which.patient = other;
	kit_ok(&w->kit, query_results_last(w->kit.s, &which, rows, 9, &n, &w->kit.err));
	assert_int_equal(n, 0);
}

/* Two of the same day: the one stored later is the last. */
static void
test_query_results__last__of_the_same_day(void **state)
{
	struct world *w = *state;
	struct result_last which = {w->patient, DICT_NONE, 0};
	struct result rows[9];
	int n;

	measured(w, 20260401, "tug", "", 14000);
	measured(w, 20260401, "tug", "", 13500);
	kit_ok(&w->kit, query_results_last(w->kit.s, &which, rows, 9, &n, &w->kit.err));
	assert_int_equal(n, 1);
	assert_int_equal(rows[0].value, 13500);
}

static void
test_query_results__assessments__newest_first(void **state)
{
	struct world *w = *state;
	struct assessment rows[9];
	int n;

	kit_ok(&w->kit,
	       query_assessments(w->kit.s, w->patient, rows, 9, &n, &w->kit.err));
	assert_int_equal(n, 2);
	assert_int_equal(rows[0].head.no, w->second);
	assert_int_equal(rows[1].head.no, w->first);
}

int
main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_query_results__series__is_in_day_order),
	    TEST(test_query_results__replaced__left_out),
	    TEST(test_query_results__last__one_of_each),
	    TEST(test_query_results__last__of_the_same_day),
	    TEST(test_query_results__assessments__newest_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
