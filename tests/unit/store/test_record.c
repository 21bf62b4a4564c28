/* test_record.c - the door: what it writes, what it refuses, what comes back. */
#include "store_kit.h"

static int
set_up(void **state)
{
	static struct kit k;

	kit_new(&k);
	*state = &k;
	return 0;
}

static int
tear_down(void **state)
{
	kit_end(*state);
	return 0;
}

static void
test_record__add__is_read_back(void **state)
{
	struct kit *k = *state;
	struct patient p = kit_patient("O'Brien", "José"), q;

	strcpy(p.alert, "line one\nline \"two\"\t\\ end");
	kit_ok(k, record_add(k->s, E_PATIENT, &p, &k->err));
	assert_true(p.head.no > 0);
	assert_false(uid_is_zero(&p.head.id));
	kit_ok(k, record_get(k->s, E_PATIENT, p.head.no, &q, &k->err));
	kit_same(E_PATIENT, &p, &q);
	kit_reopen(k);
	kit_ok(k, record_get_id(k->s, E_PATIENT, &p.head.id, &q, &k->err));
	kit_same(E_PATIENT, &p, &q);
}

static void
test_record__add__refuses_what_does_not_fit(void **state)
{
	struct kit *k = *state;
	struct patient p = kit_patient("", "Pat");
	struct episode e;
	struct store_counts before, after;

	kit_ok(k, store_count(k->s, &before, &k->err));
	assert_int_equal(record_add(k->s, E_PATIENT, &p, &k->err), ST_INVALID);
	assert_non_null(strstr(k->err.detail, "Family name"));
	p = kit_patient("Smith", "Pat");
	p.birth_date = 19571340;
	assert_int_equal(record_add(k->s, E_PATIENT, &p, &k->err), ST_INVALID);
	dict_row_init(dict_entity(E_EPISODE), &e);
	strcpy(e.title, "Knee");
	e.opened = 20260504;
	e.patient = 999;
	assert_int_equal(record_add(k->s, E_EPISODE, &e, &k->err), ST_INVALID);
	assert_non_null(strstr(k->err.detail, "Patient"));
	e.patient = store_site_no(k->s); /* exists, but is no patient */
	assert_int_equal(record_add(k->s, E_EPISODE, &e, &k->err), ST_INVALID);
	assert_int_equal(e.head.no, 0);
	kit_ok(k, store_count(k->s, &after, &k->err));
	assert_int_equal(before.ops, after.ops);
}

static void
test_record__add__refuses_a_second_unique_value(void **state)
{
	struct kit *k = *state;
	struct staff w;

	kit_add_staff(k, "nomsa");
	dict_row_init(dict_entity(E_STAFF), &w);
	strcpy(w.login, "nomsa");
	strcpy(w.name, "Another");
	strcpy(w.role, "pta");
	assert_int_equal(record_add(k->s, E_STAFF, &w, &k->err), ST_DUPLICATE);
	assert_non_null(strstr(k->err.detail, "Login"));
	/* Inside a transaction that goes on, the refused row leaves nothing. */
	kit_ok(k, store_begin(k->s, &k->err));
	assert_int_equal(record_add(k->s, E_STAFF, &w, &k->err), ST_DUPLICATE);
	strcpy(w.login, "thabo");
	kit_ok(k, record_add(k->s, E_STAFF, &w, &k->err));
	kit_ok(k, store_commit(k->s, &k->err));
	assert_int_equal(record_count(k->s, E_STAFF), 2);
}

static void
test_record__set__writes_only_what_differs(void **state)
{
	struct kit *k = *state;
	int64_t no = kit_add_patient(k, "Smith", "Pat");
	struct patient seen, now, is;
	struct store_counts before, after;

	kit_ok(k, record_get(k->s, E_PATIENT, no, &seen, &k->err));
	now = seen;
	strcpy(now.phone, "0101");
	now.birth_date = DICT_NONE;
	kit_ok(k, store_count(k->s, &before, &k->err));
	kit_ok(k, record_set(k->s, E_PATIENT, &seen, &now, NULL, &k->err));
	kit_ok(k, store_count(k->s, &after, &k->err));
	assert_int_equal(after.ops, before.ops + 2);
	kit_ok(k, record_get(k->s, E_PATIENT, no, &is, &k->err));
	kit_same(E_PATIENT, &is, &now);
	/* The same once more: nothing to write. */
	kit_ok(k, record_set(k->s, E_PATIENT, &seen, &now, &is, &k->err));
	kit_ok(k, store_count(k->s, &before, &k->err));
	assert_int_equal(after.ops, before.ops);
}

static void
test_record__set__is_stale_on_a_third_value(void **state)
{
	struct kit *k = *state;
	int64_t no = kit_add_patient(k, "Smith", "Pat");
	struct patient seen, mine, theirs, is;

	kit_ok(k, record_get(k->s, E_PATIENT, no, &seen, &k->err));
	mine = theirs = seen;
	strcpy(theirs.phone, "222");
	strcpy(theirs.address, "Village 4");
	kit_ok(k, record_set(k->s, E_PATIENT, &seen, &theirs, NULL, &k->err));
	strcpy(mine.phone, "333");
	strcpy(mine.occupation, "farmer");
	assert_int_equal(record_set(k->s, E_PATIENT, &seen, &mine, &is, &k->err),
			 ST_STALE);
	assert_non_null(strstr(k->err.detail, "Phone"));
	assert_non_null(strstr(k->err.detail, "222"));
	assert_non_null(strstr(k->err.detail, "333"));
	kit_same(E_PATIENT, &is, &theirs);
	/* Another field alone meets no conflict and leaves theirs. */
	strcpy(mine.phone, seen.phone);
	kit_ok(k, record_set(k->s, E_PATIENT, &seen, &mine, &is, &k->err));
	assert_string_equal(is.phone, "222");
	assert_string_equal(is.address, "Village 4");
	assert_string_equal(is.occupation, "farmer");
}

static void
test_record__set__leaves_facts_and_fixed_fields(void **state)
{
	struct kit *k = *state;
	int64_t patient = kit_add_patient(k, "Smith", "Pat"),
		staff = kit_add_staff(k, "nomsa"),
		no = kit_add_session(k, patient, staff, 20260504);
	struct session v, w;
	struct staff a, b;

	kit_ok(k, record_get(k->s, E_SESSION, no, &v, &k->err));
	w = v;
	w.timed_min = 60;
	assert_int_equal(record_set(k->s, E_SESSION, &v, &w, NULL, &k->err), ST_FROZEN);
	kit_ok(k, record_get(k->s, E_STAFF, staff, &a, &k->err));
	b = a;
	strcpy(b.login, "other");
	assert_int_equal(record_set(k->s, E_STAFF, &a, &b, NULL, &k->err), ST_REFUSED);
}

static void
test_record__set_field__keeps_local_fields_out_of_the_log(void **state)
{
	struct kit *k = *state;
	int64_t no = kit_add_staff(k, "nomsa");
	int field = dict_field_named(dict_entity(E_STAFF), "pin_hash");
	struct store_counts before, after;
	struct staff w;

	kit_ok(k, store_count(k->s, &before, &k->err));
	kit_ok(k, record_set_field(
		      k->s, E_STAFF, no, field,
		      (struct cell){.kind = CELL_TEXT, .p = "$argon2id$x", .n = 11},
		      &k->err));
	kit_ok(k, store_count(k->s, &after, &k->err));
	assert_int_equal(before.ops, after.ops);
	kit_ok(k, record_get(k->s, E_STAFF, no, &w, &k->err));
	assert_string_equal(w.pin_hash, "$argon2id$x");
}

static void
test_record__find__by_an_indexed_field(void **state)
{
	struct kit *k = *state;
	int64_t no = kit_add_staff(k, "thabo");
	int field = dict_field_named(dict_entity(E_STAFF), "login");
	struct staff w;

	kit_ok(k, record_find(k->s, E_STAFF, field,
			      (struct cell){.kind = CELL_TEXT, .p = "thabo", .n = 5}, &w,
			      &k->err));
	assert_int_equal(w.head.no, no);
	assert_int_equal(record_find(k->s, E_STAFF, field,
				     (struct cell){.kind = CELL_TEXT, .p = "x", .n = 1},
				     &w, &k->err),
			 ST_NOT_FOUND);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_record__add__is_read_back, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_record__add__refuses_what_does_not_fit,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_record__add__refuses_a_second_unique_value, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_record__set__writes_only_what_differs,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_record__set__is_stale_on_a_third_value,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_record__set__leaves_facts_and_fixed_fields, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_record__set_field__keeps_local_fields_out_of_the_log, set_up,
		tear_down),
	    cmocka_unit_test_setup_teardown(test_record__find__by_an_indexed_field,
					    set_up, tear_down),
	};

	return cmocka_run_group_tests_name("record", tests, NULL, NULL);
}
