/* test_person.c - one person registered twice: found, linked and told apart, with all that hangs on it. */
#include "app_kit.h"

#include "app/person.h"
#include "app/precautions.h"
#include "store/query_person.h"
#include "store/record.h"

static int64_t
add_patient(struct app_kit *c, const char *family, const char *given, int64_t birth)
{
	struct patient p;

	dict_row_init(dict_entity(E_PATIENT), &p);
	str_copy(p.family_name, sizeof p.family_name, family);
	str_copy(p.given_name, sizeof p.given_name, given);
	p.birth_date = birth;
	app_kit_ok(c, care_register(&c->a, &p, &c->k.err));
	return p.head.no;
}

static void
test_person__judge__and_take_back(void **state)
{
	struct app_kit c;
	int64_t a, b, d;
	bool yes;
	enum person_verdict v;

	(void)state;
	app_kit_new(&c);
	a = add_patient(&c, "Dube", "Nomsa", 19570504);
	b = add_patient(&c, "Dubbe", "Nomsa", 19570504);
	d = add_patient(&c, "Dube", "Nomsa", 19570405);
	app_kit_no(&c, ST_INVALID, person_link(&c.a, a, a, "", &c.k.err));
	app_kit_no(&c, ST_INVALID, person_unlink(&c.a, a, b, "", &yes, &c.k.err));
	app_kit_ok(&c, person_link(&c.a, a, b, "", &c.k.err));
	app_kit_ok(&c, person_link(&c.a, d, b, "passport", &c.k.err));
	app_kit_ok(&c, person_linked(&c.a, a, d, &yes, &c.k.err));
	assert_true(yes);
	/* Told apart, but still one person through the third. */
	app_kit_ok(&c, person_unlink(&c.a, d, a, "twins", &yes, &c.k.err));
	assert_true(yes);
	app_kit_ok(&c, person_unlink(&c.a, b, d, "twins", &yes, &c.k.err));
	assert_false(yes);
	app_kit_ok(&c, person_verdict(&c.a, b, d, &v, &c.k.err));
	assert_int_equal(v, PERSON_NOT_SAME);
	/* The same rows are written again, no others are made. */
	app_kit_ok(&c, person_judge(&c.a, d, b, PERSON_OPEN, "", &c.k.err));
	app_kit_ok(&c, person_verdict(&c.a, b, d, &v, &c.k.err));
	assert_int_equal(v, PERSON_OPEN);
	assert_int_equal(record_count(c.a.store, E_SAME_PERSON), 3);
	app_kit_end(&c);
}

/* A verdict of another site on the same pair: one not-the-same keeps it apart, and linking here
 * answers both rows. */
static void
test_person__judge__two_rows_of_a_pair(void **state)
{
	struct app_kit c;
	struct same_person other;
	int64_t a, b;
	bool yes;

	(void)state;
	app_kit_new(&c);
	a = add_patient(&c, "Dube", "Nomsa", 19570504);
	b = add_patient(&c, "Dubbe", "Nomsa", 19570504);
	app_kit_ok(&c, person_link(&c.a, a, b, "", &c.k.err));
	dict_row_init(dict_entity(E_SAME_PERSON), &other);
	other.first = b;
	other.second = a;
	str_copy(other.verdict, sizeof other.verdict, "notsame");
	app_kit_ok(&c, record_add(c.a.store, E_SAME_PERSON, &other, &c.k.err));
	app_kit_ok(&c, person_linked(&c.a, a, b, &yes, &c.k.err));
	assert_false(yes);
	app_kit_ok(&c, person_link(&c.a, a, b, "asked", &c.k.err));
	app_kit_ok(&c, person_linked(&c.a, a, b, &yes, &c.k.err));
	assert_true(yes);
	app_kit_end(&c);
}

static void
test_person__safety__of_one_is_of_all(void **state)
{
	struct app_kit c;
	struct patient p;
	struct precaution row;
	struct precautions tags;
	int64_t a, b, plan;
	struct cell alert = {.kind = CELL_TEXT, .p = "Latex allergy", .n = 13};
	struct visit *v = mem_alloc(sizeof *v);

	(void)state;
	app_kit_new(&c);
	a = app_kit_case(&c, "Dube", &plan);
	b = add_patient(&c, "Dubbe", "Nomsa", 19570504);
	app_kit_ok(&c, record_set_field(c.a.store, E_PATIENT, b,
					dict_field_named(dict_entity(E_PATIENT), "alert"),
					alert, &c.k.err));
	dict_row_init(dict_entity(E_PRECAUTION), &row);
	row.patient = b;
	str_copy(row.tag, sizeof row.tag, "dizzy");
	app_kit_ok(&c, precautions_add(&c.a, &row, &c.k.err));
	app_kit_ok(&c, precautions_of(&c.a, a, app_today(&c.a), &tags, &c.k.err));
	assert_int_equal(tags.n, 0);
	app_kit_ok(&c, person_link(&c.a, a, b, "", &c.k.err));
	app_kit_ok(&c, precautions_of(&c.a, a, app_today(&c.a), &tags, &c.k.err));
	assert_int_equal(tags.n, 1);
	app_kit_ok(&c, record_get(c.a.store, E_PATIENT, a, &p, &c.k.err));
	app_kit_ok(&c, person_alerts(&c.a, &p, &c.k.err));
	assert_string_equal(p.alert, "Latex allergy");
	/* A session begun from the other chart lies where its episode lies. */
	app_kit_prescribe(&c, app_kit_block(&c, plan, 1, "97110", 2, 60));
	app_kit_ok(&c, visit_start(&c.a, b, 0, v, &c.k.err));
	assert_int_equal(v->live.patient, a);
	app_kit_no(&c, ST_DUPLICATE, visit_start(&c.a, a, 0, v, &c.k.err));
	free(v);
	app_kit_end(&c);
}

static void
test_person__compare__each_once(void **state)
{
	struct app_kit c;
	struct person_pair pairs[8];
	int64_t a, b, left;
	int n;

	(void)state;
	app_kit_new(&c);
	a = add_patient(&c, "Okonkwo", "Chidi", 19570504);
	for (int i = 0; i < 5; i++)
		add_patient(
		    &c,
		    (const char *[]){"Meyer", "Rossi", "Tanaka", "Silva", "Kowalska"}[i],
		    "Anna", 19700101 + i * 10000);
	b = add_patient(&c, "Okonkow", "Chidi", 19570504);
	app_kit_ok(&c, person_compare(&c.a, 3, &left, &c.k.err));
	assert_int_equal(left, 4);
	app_kit_ok(&c, person_compare(&c.a, 100, &left, &c.k.err));
	assert_int_equal(left, 0);
	app_kit_ok(&c, person_suspects(&c.a, pairs, 8, &n, &c.k.err));
	assert_int_equal(n, 1);
	assert_int_equal(pairs[0].first, a);
	assert_int_equal(pairs[0].second, b);
	app_kit_ok(&c, person_pairs_of(&c.a, b, pairs, 8, &n, &c.k.err));
	assert_int_equal(n, 1);
	assert_true(pairs[0].score >= PERSON_SUSPECT_MIN);
	/* Judged, it no longer waits; taken back, it does again. */
	app_kit_ok(&c, person_judge(&c.a, a, b, PERSON_NOT_SAME, "brothers", &c.k.err));
	app_kit_ok(&c, person_suspects(&c.a, pairs, 8, &n, &c.k.err));
	assert_int_equal(n, 0);
	app_kit_ok(&c, person_judge(&c.a, b, a, PERSON_OPEN, "", &c.k.err));
	app_kit_ok(&c, person_suspects(&c.a, pairs, 8, &n, &c.k.err));
	assert_int_equal(n, 1);
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_person__judge__and_take_back),
	    cmocka_unit_test(test_person__judge__two_rows_of_a_pair),
	    cmocka_unit_test(test_person__safety__of_one_is_of_all),
	    cmocka_unit_test(test_person__compare__each_once),
	};

	return cmocka_run_group_tests_name("person", tests, NULL, NULL);
}
