/* test_query_goals.c - goals in their order, pain of visits oldest first. */
#include "store_kit.h"

#include "store/query_goals.h"

static int64_t
add(struct kit *k, enum entity_id e, void *row)
{
	kit_ok(k, record_add(k->s, e, row, &k->err));
	return ((struct row_head *)row)->no;
}

static int64_t
add_episode(struct kit *k, int64_t patient)
{
	struct episode e;

	dict_row_init(dict_entity(E_EPISODE), &e);
	e.patient = patient;
	e.opened = 20260401;
	str_copy(e.title, sizeof e.title, "Knee");
	return add(k, E_EPISODE, &e);
}

static void
add_goal(struct kit *k, int64_t episode, int64_t rank, const char *text)
{
	struct goal g;

	dict_row_init(dict_entity(E_GOAL), &g);
	g.episode = episode;
	g.rank = rank;
	str_copy(g.text, sizeof g.text, text);
	add(k, E_GOAL, &g);
}

static void
test_query_goals__goals__in_order(void **state)
{
	struct kit k;
	struct goal rows[5];
	int64_t patient, episode, other;
	int n = 0;

	(void)state;
	kit_new(&k);
	patient = kit_add_patient(&k, "Dube", "Anna");
	episode = add_episode(&k, patient);
	other = add_episode(&k, patient);
	add_goal(&k, episode, DICT_NONE, "without a place");
	add_goal(&k, episode, 2, "second");
	add_goal(&k, other, 1, "of another episode");
	add_goal(&k, episode, 1, "first");
	kit_ok(&k, query_goals(k.s, episode, rows, 5, &n, &k.err));
	assert_int_equal(n, 3);
	assert_string_equal(rows[0].text, "first");
	assert_string_equal(rows[1].text, "second");
	assert_string_equal(rows[2].text, "without a place");
	kit_ok(&k, query_goals(k.s, episode, rows, 2, &n, &k.err));
	assert_int_equal(n, 2);
	kit_end(&k);
}

static void
add_visit(struct kit *k, int64_t patient, int64_t staff, int64_t day, int64_t pain[2])
{
	struct session s;

	dict_row_init(dict_entity(E_SESSION), &s);
	s.patient = patient;
	s.therapist = staff;
	s.service_date = day;
	s.pain_before = pain[0];
	s.pain_after = pain[1];
	add(k, E_SESSION, &s);
}

static void
test_query_goals__pain__newest_and_oldest_first(void **state)
{
	struct kit k;
	struct pain_line lines[5];
	struct staff staff;
	int64_t patient;
	int n = 0;

	(void)state;
	kit_new(&k);
	patient = kit_add_patient(&k, "Dube", "Anna");
	dict_row_init(dict_entity(E_STAFF), &staff);
	str_copy(staff.login, sizeof staff.login, "ewa");
	str_copy(staff.name, sizeof staff.name, "Ewa Made-Up");
	str_copy(staff.role, sizeof staff.role, "pt");
	add(&k, E_STAFF, &staff);
	add_visit(&k, patient, staff.head.no, 20260501, (int64_t[]){5, DICT_NONE});
	add_visit(&k, patient, staff.head.no, 20260401, (int64_t[]){7, 6});
	add_visit(&k, patient, staff.head.no, 20260415,
		  (int64_t[]){DICT_NONE, DICT_NONE});
	add_visit(&k, patient, staff.head.no, 20260420, (int64_t[]){DICT_NONE, 4});
	kit_ok(&k, query_pain(k.s, patient, lines, 5, &n, &k.err));
	assert_int_equal(n, 3);
	assert_int_equal(lines[0].day, 20260401);
	assert_int_equal(lines[0].before, 7);
	assert_int_equal(lines[1].after, 4);
	assert_true(lines[1].before == DICT_NONE);
	assert_int_equal(lines[2].before, 5);
	kit_ok(&k, query_pain(k.s, patient, lines, 2, &n, &k.err));
	assert_int_equal(n, 2);
	assert_int_equal(lines[0].day, 20260420);
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_query_goals__goals__in_order),
	    cmocka_unit_test(test_query_goals__pain__newest_and_oldest_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
