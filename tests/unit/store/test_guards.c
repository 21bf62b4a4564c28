/* test_guards.c - no path around the door: not by our own statements, not by other programs. */
#include "store_kit.h"

#include "store/store_priv.h"

static void
expect_refused(sqlite3 *db, const char *sql, const char *words)
{
	char *message = NULL;

	if (sqlite3_exec(db, sql, NULL, NULL, &message) == SQLITE_OK)
		fail_msg("went through: %s", sql);
	if (!message || !strstr(message, words))
		fail_msg("%s: \"%s\" lacks \"%s\"", sql, message ? message : "", words);
	sqlite3_free(message);
}

struct world {
	struct kit k;
	sqlite3 *db; /* of another program */
};

static int
set_up(void **state)
{
	static struct world w;
	char path[128];
	int64_t patient, staff;

	kit_new(&w.k);
	patient = kit_add_patient(&w.k, "Smith", "Pat");
	staff = kit_add_staff(&w.k, "nomsa");
	kit_add_session(&w.k, patient, staff, 20260504);
	kit_ok(&w.k, audit_add(w.k.s, "test", 0, "", &w.k.err));
	kit_path(&w.k, "limber.db", path);
	assert_int_equal(sqlite3_open(path, &w.db), SQLITE_OK);
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	sqlite3_close(w->db);
	kit_end(&w->k);
	return 0;
}

static void
test_guards__another_program__cannot_change_rows(void **state)
{
	struct world *w = *state;
	static const char *const functions = "limber_door";

	for (enum entity_id e = 0; e < E_COUNT; e++) {
		char sql[160];

		snprintf(sql, sizeof sql, "INSERT INTO \"%s\"(no) VALUES(1)",
			 dict_entity(e)->name);
		expect_refused(w->db, sql, functions);
		snprintf(sql, sizeof sql, "UPDATE \"%s\" SET \"%s\" = NULL",
			 dict_entity(e)->name, dict_entity(e)->fields[0].name);
		sqlite3_exec(w->db, "PRAGMA ignore_check_constraints = 1", NULL, NULL,
			     NULL);
		if (dict_entity(e)->kind != EK_FACT)
			expect_refused(w->db, sql, functions);
	}
	expect_refused(w->db, "UPDATE session SET pain_before = 1", "never change");
	expect_refused(w->db, "DELETE FROM session", "never change");
	expect_refused(w->db, "DELETE FROM patient", "never change");
}

static void
test_guards__another_program__cannot_change_the_log(void **state)
{
	struct world *w = *state;

	expect_refused(w->db, "UPDATE op SET wall = 0", "never change");
	expect_refused(w->db, "DELETE FROM op", "never change");
	expect_refused(w->db, "DELETE FROM row", "names");
	expect_refused(w->db, "UPDATE row SET entity = 1", "names");
	expect_refused(w->db, "UPDATE audit SET detail = ''", "never changes");
	expect_refused(w->db, "DELETE FROM audit", "never changes");
}

static void
test_guards__own_statements__need_the_door(void **state)
{
	struct world *w = *state;
	sqlite3 *db = w->k.s->db;

	expect_refused(db, "UPDATE patient SET phone = '1'", "written by limber alone");
	expect_refused(db, "DELETE FROM patient", "never change");
	w->k.s->door = 1;
	expect_refused(db, "UPDATE session SET pain_before = 1", "never change");
	w->k.s->door = 0;
}

/* Types, limits, code lists and references hold even behind the door. */
static void
test_guards__columns__hold_their_limits(void **state)
{
	struct world *w = *state;
	sqlite3 *db = w->k.s->db;

	w->k.s->door = 1;
	expect_refused(db, "UPDATE patient SET sex = 'Q'", "CHECK");
	expect_refused(db, "UPDATE patient SET active = 2", "CHECK");
	expect_refused(db, "UPDATE patient SET family_name = NULL", "NOT NULL");
	expect_refused(db, "UPDATE patient SET family_name = ''", "CHECK");
	expect_refused(db, "UPDATE patient SET birth_date = 'May'", "INTEGER");
	expect_refused(db, "UPDATE patient SET payer = 99", "FOREIGN KEY");
	expect_refused(db, "UPDATE patient SET phone = '1234567890123456789012345678901'",
		       "CHECK");
	w->k.s->door = 0;
}

static void
test_guards__bulk__leaves_them_standing(void **state)
{
	struct world *w = *state;
	struct record_bulk *b;

	kit_ok(&w->k, store_begin(w->k.s, &w->k.err));
	kit_ok(&w->k, record_bulk_open(w->k.s, E_PATIENT, &b, &w->k.err));
	kit_ok(&w->k, record_bulk_close(b, &w->k.err));
	kit_ok(&w->k, store_commit(w->k.s, &w->k.err));
	test_guards__own_statements__need_the_door(state);
	test_guards__columns__hold_their_limits(state);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(
		test_guards__another_program__cannot_change_rows, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_guards__another_program__cannot_change_the_log, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_guards__own_statements__need_the_door,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_guards__columns__hold_their_limits,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_guards__bulk__leaves_them_standing,
					    set_up, tear_down),
	};

	return cmocka_run_group_tests_name("guards", tests, NULL, NULL);
}
