/* test_audit_verify.c - the audit and the log changed behind limber's back: each change is named with its
 * place; and pages of a long audit. */
#include "store/audit.h"
#include "store/record.h"
#include "store_kit.h"

#include <sqlite3.h>

static struct kit kit;
static int64_t patient;

enum { LINES = 40, PATIENTS = 200 }; /* line 1 says that the clinic was made */

static int
set_up(void **state)
{
	struct patient p;

	(void)state;
	kit_new(&kit);
	for (int i = 0; i < PATIENTS; i++) {
		dict_row_init(dict_entity(E_PATIENT), &p);
		str_format(p.family_name, sizeof p.family_name, "Test%d", i);
		kit_ok(&kit, record_add(kit.s, E_PATIENT, &p, &kit.err));
		patient = p.head.no;
	}
	for (int i = 0; i < LINES; i++)
		kit_ok(&kit,
		       audit_add(kit.s, i % 2 ? "chart" : "login", i % 2 ? patient : 0,
				 i == 7 ? "odd" : "", &kit.err));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	kit_end(&kit);
	return 0;
}

/* As another program would, with the guards off. */
static void
change(const char *sql)
{
	char path[128];
	sqlite3 *db;

	kit_path(&kit, "limber.db", path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL))
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void
told(enum status st, const char *words)
{
	assert_int_equal(st, ST_CORRUPT);
	if (!strstr(status_say(&kit.err), words))
		fail_msg("%s does not hold: %s", status_say(&kit.err), words);
}

static enum status
verify_audit(void)
{
	int64_t n;

	return audit_verify(kit.s, &n, &kit.err);
}

static enum status
verify_ops(void)
{
	int64_t n;

	return store_verify(kit.s, &n, &kit.err);
}

/* Every line changed in turn, in every column, and put back. */
static void
test_audit_verify__line__changed_anywhere(void **state)
{
	static const char *const how[] = {"wall = wall + 1",
					  "user = user % 2 + 1",
					  "what = what % 2 + 1",
					  "row = coalesce(row, 0) + 1",
					  "detail = 'x' || coalesce(detail, '')",
					  "hash = zeroblob(32)"};
	char sql[200], words[40];

	(void)state;
	assert_int_equal(verify_audit(), ST_OK);
	change("CREATE TABLE kept AS SELECT * FROM audit");
	for (int no = 1; no <= LINES; no++) {
		size_t k = (size_t)no % (sizeof how / sizeof how[0]);

		str_format(sql, sizeof sql, "UPDATE audit SET %s WHERE no = %d", how[k],
			   no);
		change(sql);
		str_format(words, sizeof words, "audit line %d does not fit", no);
		told(verify_audit(), words);
		change("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept");
	}
	assert_int_equal(verify_audit(), ST_OK);
}

static void
test_audit_verify__line__deleted_inserted_unlisted(void **state)
{
	(void)state;
	change("CREATE TABLE kept AS SELECT * FROM audit");
	change("DELETE FROM audit WHERE no = 12");
	told(verify_audit(), "audit line 12 does not fit");
	change("UPDATE audit SET no = no - 1 WHERE no > 12"); /* and closed up */
	told(verify_audit(), "audit line 12 does not fit");
	change("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept");
	change(
	    "UPDATE audit SET no = no + 1000 WHERE no > 20;"
	    "INSERT INTO audit SELECT 21, wall, user, what, row, detail, hash FROM audit"
	    " WHERE no = 20;"
	    "UPDATE audit SET no = no - 999 WHERE no > 1000");
	told(verify_audit(), "audit line 21 does not fit");
	change("DELETE FROM audit; INSERT INTO audit SELECT * FROM kept");
	change("DELETE FROM audit_about WHERE no = 3");
	told(verify_audit(), "audit line 3 is not listed with its patient");
}

static void
test_audit_verify__operation__changed_deleted(void **state)
{
	int64_t ops;

	(void)state;
	kit_ok(&kit, store_verify(kit.s, &ops, &kit.err));
	assert_true(ops > 3 * 64);
	change("CREATE TABLE kept AS SELECT * FROM op");
	change("UPDATE op SET val = replace(val, 'Test', 'Fest') WHERE seq = 100");
	told(verify_ops(), "one of the operations 65 to 128 of writer 1");
	change("DELETE FROM op; INSERT INTO op SELECT * FROM kept");
	change("UPDATE op SET user = user + 1 WHERE seq = 1");
	told(verify_ops(), "one of the operations 1 to 64 of writer 1");
	change("DELETE FROM op; INSERT INTO op SELECT * FROM kept");
	change("DELETE FROM op WHERE seq = 77");
	told(verify_ops(), "operation 77 of writer 1 is missing");
	change("DELETE FROM op; INSERT INTO op SELECT * FROM kept");
	change("DELETE FROM op WHERE seq = (SELECT max(seq) FROM op)"); /* the last one */
	told(verify_ops(), "of writer 1");
	change("DELETE FROM op; INSERT INTO op SELECT * FROM kept");
	change(
	    "INSERT INTO op SELECT writer, seq + 1, txn, row, col, kind, val, wall, clk,"
	    " user FROM op ORDER BY seq DESC LIMIT 1"); /* one more */
	told(verify_ops(), "of writer 1");
	change("DELETE FROM op; INSERT INTO op SELECT * FROM kept");
	assert_int_equal(verify_ops(), ST_OK);
}

/* Every change of a row is in the log, with who made it: the audit need not say it twice. */
static void
test_audit_verify__change__names_who(void **state)
{
	char path[128];
	sqlite3 *db;
	sqlite3_stmt *q;
	struct cell c = {.kind = CELL_TEXT, .p = "0712", .n = 4};

	(void)state;
	store_set_user(kit.s, "thabo");
	kit_ok(&kit, record_set_field(kit.s, E_PATIENT, patient,
				      dict_field_named(dict_entity(E_PATIENT), "phone"),
				      c, &kit.err));
	kit_path(&kit, "limber.db", path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_prepare_v2(
	    db,
	    "SELECT u.text, c.text, o.val FROM op o JOIN name u ON u.no = "
	    "o.user JOIN name c ON c.no = o.col ORDER BY o.seq DESC LIMIT 1",
	    -1, &q, NULL);
	assert_int_equal(sqlite3_step(q), SQLITE_ROW);
	assert_string_equal((const char *)sqlite3_column_text(q, 0), "thabo");
	assert_string_equal((const char *)sqlite3_column_text(q, 1), "phone");
	assert_string_equal((const char *)sqlite3_column_text(q, 2), "0712");
	sqlite3_finalize(q);
	sqlite3_close(db);
	assert_int_equal(verify_ops(), ST_OK);
}

static void
test_audit_verify__find__pages_words_patient(void **state)
{
	struct audit_row rows[LINES];
	struct audit_filter f = {.patient = patient};
	struct audit_page p = {.max = 8, .rows = rows};
	int seen = 0;

	(void)state;
	do {
		kit_ok(&kit, audit_find(kit.s, &f, &p, &kit.err));
		for (int i = 0; i < p.n; i++, seen++) {
			assert_int_equal(rows[i].patient, patient);
			assert_string_equal(rows[i].what, "chart");
			assert_int_equal(rows[i].no, LINES + 1 - 2 * seen);
		}
		p.edge = p.n ? rows[p.n - 1].no : 0;
	} while (p.n == p.max);
	assert_int_equal(seen, LINES / 2);
	f = (struct audit_filter){.words = "ODD test199 Chart"};
	p = (struct audit_page){.max = LINES, .rows = rows};
	kit_ok(&kit, audit_find(kit.s, &f, &p, &kit.err));
	assert_int_equal(p.n, 1);
	assert_int_equal(rows[0].no, 9);
	assert_string_equal(rows[0].detail, "odd");
	p.look = 10; /* ten lines and no more */
	kit_ok(&kit, audit_find(kit.s, &f, &p, &kit.err));
	assert_int_equal(p.n, 0);
	assert_int_equal(p.reached, LINES - 8);
	f = (struct audit_filter){.user = "nobody"};
	p.look = 0;
	kit_ok(&kit, audit_find(kit.s, &f, &p, &kit.err));
	assert_int_equal(p.n, 0);
	f = (struct audit_filter){.from = 20200101, .to = 20200102};
	kit_ok(&kit, audit_find(kit.s, &f, &p, &kit.err));
	assert_int_equal(p.n, 0);
	p.newer = true;
	f = (struct audit_filter){.patient = 0};
	kit_ok(&kit, audit_find(kit.s, &f, &p, &kit.err));
	assert_int_equal(p.n, LINES);
	assert_int_equal(rows[0].no, 1);
}

int
main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
	    TEST(test_audit_verify__line__changed_anywhere),
	    TEST(test_audit_verify__line__deleted_inserted_unlisted),
	    TEST(test_audit_verify__operation__changed_deleted),
	    TEST(test_audit_verify__change__names_who),
	    TEST(test_audit_verify__find__pages_words_patient),
	};

	return cmocka_run_group_tests_name("audit_verify", tests, NULL, NULL);
}
