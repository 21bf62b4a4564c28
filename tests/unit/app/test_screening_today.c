/* test_screening_today.c - "no change" lifts no stop: what stopped today waits for a new value. */
#include "app_kit.h"

#include "app/screening.h"
#include "store/query_results.h"

struct today_case {
	struct app_kit c;
	struct visit *v;
	struct screening_draft *d;
	int64_t patient;
};

static void
begin(struct today_case *g)
{
	int64_t plan;

	memset(g, 0, sizeof *g);
	app_kit_new(&g->c);
	g->patient = app_kit_case(&g->c, "Again", &plan);
	app_kit_prescribe(&g->c, app_kit_block(&g->c, plan, 1, "97110", 2, 60));
	g->v = mem_alloc(sizeof *g->v);
	g->d = mem_alloc(sizeof *g->d);
	app_kit_ok(&g->c, visit_start(&g->c.a, g->patient, 0, g->v, &g->c.k.err));
}

static void
end(struct today_case *g)
{
	free(g->d);
	free(g->v);
	app_kit_end(&g->c);
}

/* A screening with one answer ("" none), or "no change"; its outcome. */
static struct screening
answer(struct today_case *g, const char *field, const char *value, bool no_change)
{
	struct screening saved = {0};

	app_kit_ok(&g->c, screening_begin(&g->c.a, g->patient, g->v->live.episode, g->d,
					  &g->c.k.err));
	if (field[0])
		str_copy(screening_reply_of(&g->d->set, field)->value,
			 SCREENING_VALUE_SIZE, value);
	g->d->no_change = no_change;
	app_kit_ok(&g->c, screening_save(&g->c.a, g->v, g->d, &saved, &g->c.k.err));
	return saved;
}

static int
pressures(struct today_case *g, const struct screening *s)
{
	struct result rows[8];
	int n;

	app_kit_ok(&g->c, query_results_screening(g->c.a.store, s->head.no, rows, 8, &n,
						  &g->c.k.err));
	return n;
}

static void
test_screening_today__no_change__lifts_no_stop(void **state)
{
	struct today_case g;
	struct screening s;

	(void)state;
	begin(&g);
	s = answer(&g, "sbp_rest", "210", false);
	assert_string_equal(s.outcome, "stopped");
	assert_int_equal(pressures(&g, &s), 1);
	for (int i = 0; i < 2; i++) { /* "no change", then ^D with nothing answered */
		s = answer(&g, "", "", i == 0);
		assert_string_equal(screening_answer_of(g.d, "sbp_rest"), "210");
		assert_string_equal(s.outcome, "stopped");
		assert_string_equal(s.rules, "S001");
		assert_int_equal(pressures(&g, &s), 0); /* measured once, stored once */
		assert_true(g.v->told.stopped);
		assert_non_null(strstr(g.v->told.gates[i + 1].what, "210"));
	}
	/* Another value stops: the first one is lifted by its own recheck, and counts no more. */
	str_copy(screening_reply_of(&g.d->set, "sbp_rest")->value, SCREENING_VALUE_SIZE,
		 "");
	s = answer(&g, "hr_rest", "130", false);
	assert_string_equal(s.rules, "S001;S008");
	s = answer(&g, "sbp_rest", "150", false);
	assert_string_equal(s.rules, "S008");
	assert_string_equal(s.outcome, "stopped");
	s = answer(&g, "hr_rest", "88", true);
	assert_string_equal(s.outcome, "clear");
	assert_false(g.v->told.stopped);
	end(&g);
}

static void
test_screening_today__tomorrow__a_value_is_of_its_day(void **state)
{
	struct today_case g;
	struct screening s;

	(void)state;
	begin(&g);
	answer(&g, "sbp_rest", "210", false);
	app_kit_wait(86400000);
	app_kit_ok(&g.c, visit_discard(&g.c.a, g.v, "sent home", &g.c.k.err));
	app_kit_ok(&g.c, visit_start(&g.c.a, g.patient, 0, g.v, &g.c.k.err));
	s = answer(&g, "sbp_rest", "150", true);
	assert_string_equal(s.outcome, "clear");
	assert_string_equal(screening_get(&g.d->today, "sbp_rest"), "");
	end(&g);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_screening_today__no_change__lifts_no_stop),
	    cmocka_unit_test(test_screening_today__tomorrow__a_value_is_of_its_day),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
