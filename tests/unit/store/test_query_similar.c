/* test_query_similar.c - likely doubles: typing errors, exchanged names and dates. */
#include "store_kit.h"

#include "similar_kit.h"
#include "store/likeness.h"

enum { PEOPLE = 3000, ASKED = 150 };

static void
test_likeness__errors__known_pairs(void **state)
{
	static const struct {
		const char *a, *b;
		int errors;
	} rows[] = {{"", "", 0},
		    {"maria", "maria", 0},
		    {"maria", "mraia", 1},
		    {"maria", "mria", 1},
		    {"maria", "maxria", 1},
		    {"maria", "moria", 1},
		    {"smith", "htims", 4},
		    {"ca", "abc", 3},
		    {"", "abc", 3},
		    {"\xC5\x82ukasz", "lukasz", 1}};

	(void)state;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(likeness_errors(rows[i].a, rows[i].b, 9),
				 rows[i].errors);
		assert_int_equal(likeness_errors(rows[i].b, rows[i].a, 9),
				 rows[i].errors);
	}
	assert_int_equal(likeness_errors("aaaaaa", "bbbbbb", 2), 3);
}

static void
test_likeness__score__orders_evidence(void **state)
{
	struct likeness a = {"fernandez", "maria", "0825550101", 19570504}, b = a;
	int same = likeness_score(&a, &b), v;

	(void)state;
	assert_int_equal(same, 100);
	b.birth = 19570405; /* day and month */
	v = likeness_score(&a, &b);
	assert_true(v >= LIKENESS_MIN);
	b.phone = "";
	assert_true(likeness_score(&a, &b) < same);
	assert_true(likeness_score(&a, &b) >= LIKENESS_MIN);
	b.birth = 19830911; /* another person of the same name */
	assert_true(likeness_score(&a, &b) < LIKENESS_MIN);
	b = a;
	b.family = "maria";
	b.given = "fernandez";
	assert_true(likeness_score(&a, &b) >= 90);
	b = a;
	b.family = "okonkwo";
	assert_int_equal(likeness_score(&a, &b), 0);
	b = a;
	b.birth = DATE_NONE;
	b.phone = "";
	assert_true(likeness_score(&a, &b) >= LIKENESS_MIN);
	assert_int_equal(likeness_score(&a, &b), likeness_score(&b, &a));
}

/* P14 of the sync specification: recall at least 0.95 at precision at least 0.5 in the first
 * five lines. */
static void
test_query_similar__find__recall_and_precision(void **state)
{
	static struct patient people[PEOPLE];
	struct similar_count all = {0, 0, 0};
	struct people random = {.state = 23, .families = 900, .givens = 400};
	struct kit k;

	(void)state;
	kit_new(&k);
	kit_ok(&k, store_begin(k.s, &k.err));
	for (int i = 0; i < PEOPLE; i++) {
		people_next(&random, i, &people[i]);
		kit_ok(&k, record_add(k.s, E_PATIENT, &people[i], &k.err));
	}
	kit_ok(&k, store_commit(k.s, &k.err));
	for (int change = 0; change < PEOPLE_CHANGE_COUNT; change++) {
		struct similar_count one = {0, 0, 0};

		while (one.asked < ASKED) {
			struct patient *p = &people[people_random(&random, PEOPLE)];

			/* A whole birth date and both names, for the change to make sense. */
			if (p->birth_date == DICT_NONE || p->birth_date % 100 == 0 ||
			    strlen(p->given_name) < 3 || strlen(p->family_name) < 4)
				continue;
			assert_true(similar_ask(k.s, &random, p, p->head.no,
						(enum people_change)change, &one));
		}
		similar_print(people_change_text((enum people_change)change), &one);
		all.asked += one.asked;
		all.found += one.found;
		all.shown += one.shown;
	}
	similar_print("all", &all);
	assert_true(similar_recall(&all) >= 0.95);
	assert_true(similar_precision(&all) >= 0.5);
	kit_end(&k);
}

static void
test_query_similar__find__never_itself_and_best_first(void **state)
{
	struct kit k;
	struct patient p = kit_patient("Fernandez", "Maria"), row;
	struct patient_line lines[5];
	int n;

	(void)state;
	kit_new(&k);
	p.head.no = kit_add_patient(&k, "Fernandez", "Maria");
	row = kit_patient("Fernandes", "Maria");
	kit_ok(&k, record_add(k.s, E_PATIENT, &row, &k.err));
	kit_add_patient(&k, "Maria", "Fernandez");
	kit_add_patient(&k, "Okonkwo", "Chidi");
	kit_ok(&k, query_similar(k.s, &p, lines, 5, &n, &k.err));
	assert_int_equal(n, 2);
	for (int i = 0; i < n; i++) {
		assert_true(lines[i].no != p.head.no);
		assert_true(lines[i].score >= LIKENESS_MIN);
		assert_true(i == 0 || lines[i - 1].score >= lines[i].score);
	}
	p.head.no = 0;
	kit_ok(&k, query_similar(k.s, &p, lines, 5, &n, &k.err));
	assert_int_equal(n, 3);
	assert_int_equal(lines[0].score, 100);
	kit_ok(&k, query_similar(k.s, &p, lines, 1, &n, &k.err));
	assert_int_equal(n, 1);
	/* An empty form is like nobody. */
	dict_row_init(dict_entity(E_PATIENT), &p);
	kit_ok(&k, query_similar(k.s, &p, lines, 5, &n, &k.err));
	assert_int_equal(n, 0);
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_likeness__errors__known_pairs),
	    cmocka_unit_test(test_likeness__score__orders_evidence),
	    cmocka_unit_test(test_query_similar__find__recall_and_precision),
	    cmocka_unit_test(test_query_similar__find__never_itself_and_best_first),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
