/* test_store_care.c - doctor, rebuild, restore by hand, changed shapes: nothing is lost. */
#include "store_kit.h"

#include "store/live.h"
#include "store/search.h"
#include "store/store_priv.h"
#include "store/store_verify.h"

#include <sys/wait.h>

struct findings {
	int good, bad;
	char text[4000];
};

static void
take_line(void *arg, const struct doctor_line *l)
{
	struct findings *f = arg;

	l->kind != DOCTOR_FINDING ? f->good++ : f->bad++;
	if (l->kind == DOCTOR_FINDING)
		strncat(f->text, l->what, sizeof f->text - strlen(f->text) - 2);
}

struct world {
	struct kit k;
	int64_t patient, staff, session;
};

static int
set_up(void **state)
{
	static struct world w;
	int pin = dict_field_named(dict_entity(E_STAFF), "pin_hash");
	int phone = dict_field_named(dict_entity(E_PATIENT), "phone");

	memset(&w, 0, sizeof w);
	kit_new(&w.k);
	w.staff = kit_add_staff(&w.k, "nomsa");
	for (int i = 0; i < 30; i++)
		w.patient = kit_add_patient(&w.k, "O'Brien", "José");
	w.session = kit_add_session(&w.k, w.patient, w.staff, 20260504);
	kit_ok(&w.k, record_set_field(w.k.s, E_STAFF, w.staff, pin,
				      (struct cell){.kind = CELL_TEXT, .p = "$x", .n = 2},
				      &w.k.err));
	kit_ok(&w.k, record_set_field(w.k.s, E_PATIENT, w.patient, phone,
				      (struct cell){.kind = CELL_NONE}, &w.k.err));
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	kit_end(&((struct world *)*state)->k);
	return 0;
}

/* A foreign program that brings its own idea of our functions and switches triggers off. */
static void
tamper(struct world *w, const char *sql)
{
	char path[128];
	sqlite3 *db;

	kit_path(&w->k, "limber.db", path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL))
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void
expect_bad(struct world *w, const char *words)
{
	struct findings f = {0};

	kit_ok(&w->k, store_doctor(w->k.s, false, take_line, &f, &w->k.err));
	if (!strstr(f.text, words))
		fail_msg("\"%s\" lacks \"%s\"", f.text, words);
}

static void
test_store_care__doctor__finds_a_sound_clinic_sound(void **state)
{
	struct world *w = *state;
	struct findings f = {0};

	kit_ok(&w->k,
	       store_backup_daily(w->k.s, clock_civil(clock_wall(&clock_system)).date,
				  &w->k.err));
	kit_ok(&w->k, store_doctor(w->k.s, false, take_line, &f, &w->k.err));
	if (f.bad)
		fail_msg("%s", f.text);
	assert_true(f.good >= 10);
}

static void
test_store_care__rebuild__keeps_digest_and_local_fields(void **state)
{
	struct world *w = *state;
	struct findings f = {0};
	char before[65], after[65];
	struct staff s;
	struct patient p;

	kit_ok(&w->k, store_digest(w->k.s, before, &w->k.err));
	kit_ok(&w->k, store_doctor(w->k.s, true, take_line, &f, &w->k.err));
	kit_ok(&w->k, store_digest(w->k.s, after, &w->k.err));
	assert_string_equal(before, after);
	kit_ok(&w->k, record_get(w->k.s, E_STAFF, w->staff, &s, &w->k.err));
	assert_string_equal(s.pin_hash, "$x");
	kit_ok(&w->k, record_get(w->k.s, E_PATIENT, w->patient, &p, &w->k.err));
	assert_string_equal(p.phone, "");
	assert_string_equal(p.given_name, "José");
	/* Guards and indexes stand again. */
	assert_int_not_equal(
	    sqlite3_exec(w->k.s->db, "UPDATE patient SET phone = '1'", NULL, NULL, NULL),
	    SQLITE_OK);
	kit_add_session(&w->k, w->patient, w->staff, 20260505);
}

static void
test_store_care__rebuild__repairs_a_tampered_row(void **state)
{
	struct world *w = *state;
	struct findings f = {0};
	char before[65], after[65];

	kit_ok(&w->k, store_digest(w->k.s, before, &w->k.err));
	tamper(w, "UPDATE patient SET family_name = 'Changed' WHERE no = "
		  "(SELECT max(no) FROM patient)");
	kit_ok(&w->k, store_digest(w->k.s, after, &w->k.err));
	assert_string_not_equal(before, after);
	expect_bad(w, "rebuild");
	kit_ok(&w->k, store_doctor(w->k.s, true, take_line, &f, &w->k.err));
	kit_ok(&w->k, store_digest(w->k.s, after, &w->k.err));
	assert_string_equal(before, after);
}

static void
test_store_care__doctor__finds_a_changed_signed_row(void **state)
{
	struct world *w = *state;

	tamper(w, "UPDATE session SET timed_min = 60");
	expect_bad(w, "operations");
}

static void
test_store_care__doctor__finds_a_changed_operation(void **state)
{
	struct world *w = *state;

	tamper(w, "UPDATE op SET wall = wall + 1 WHERE seq = 3");
	expect_bad(w, "chain");
}

static void
test_store_care__doctor__finds_a_removed_operation(void **state)
{
	struct world *w = *state;

	tamper(w, "DELETE FROM op WHERE seq = 7");
	expect_bad(w, "operation 7 of writer 1 is missing");
}

static void
test_store_care__doctor__finds_a_changed_audit(void **state)
{
	struct world *w = *state;
	int64_t lines;

	kit_ok(&w->k, audit_add(w->k.s, "login", 0, "one", &w->k.err));
	kit_ok(&w->k, audit_add(w->k.s, "login", 0, "two", &w->k.err));
	kit_ok(&w->k, audit_verify(w->k.s, &lines, &w->k.err));
	assert_true(lines >= 3);
	tamper(w, "UPDATE audit SET detail = 'three' WHERE no = 2");
	assert_int_equal(audit_verify(w->k.s, &lines, &w->k.err), ST_CORRUPT);
	expect_bad(w, "audit line 2");
}

/* A dictionary of yesterday: fewer columns, another fingerprint. */
static void
test_store_care__open__makes_tables_of_another_shape_anew(void **state)
{
	struct world *w = *state;
	struct patient p;
	char before[65], after[65], path[128];

	kit_ok(&w->k, store_digest(w->k.s, before, &w->k.err));
	store_close(w->k.s);
	w->k.s = NULL;
	tamper(w, "PRAGMA foreign_keys = 0; ALTER TABLE patient DROP COLUMN occupation;"
		  "ALTER TABLE patient RENAME COLUMN language TO speaks;"
		  "UPDATE entity SET shape = 1 WHERE name = 'patient';"
		  "UPDATE entity SET shape = 1 WHERE name = 'session'");
	kit_open(&w->k);
	kit_ok(&w->k, store_digest(w->k.s, after, &w->k.err));
	assert_string_equal(before, after);
	kit_ok(&w->k, record_get(w->k.s, E_PATIENT, w->patient, &p, &w->k.err));
	assert_string_equal(p.given_name, "José");
	kit_path(&w->k, "backup/limber-before-upgrade.db", path);
	assert_int_equal(access(path, R_OK), 0);
	kit_reopen(&w->k);
}

/* A table that comes new and empty costs no list; one made anew has its lists filled again. */
static void
test_store_care__open__fills_lists_of_changed_tables_alone(void **state)
{
	struct world *w = *state;

	kit_ok(&w->k, search_check(w->k.s, &w->k.err));
	store_close(w->k.s);
	w->k.s = NULL;
	tamper(w,
	       "DROP TABLE care_site; DELETE FROM entity WHERE name = 'care_site';"
	       "DELETE FROM search_line WHERE row = (SELECT max(row) FROM search_line)");
	kit_open(&w->k);
	assert_int_equal(search_check(w->k.s, &w->k.err), ST_CORRUPT);
	store_close(w->k.s);
	w->k.s = NULL;
	tamper(w, "UPDATE entity SET shape = 1 WHERE name = 'patient'");
	kit_open(&w->k);
	kit_ok(&w->k, search_check(w->k.s, &w->k.err));
	kit_reopen(&w->k);
}

/* Two processes open a database of the first schema at once: both find it stepped up. */
static void
test_store_care__open__steps_an_older_schema_up(void **state)
{
	struct world *w = *state;
	struct findings f = {0};
	struct live lines[4];
	char before[65], after[65];
	int n = -1, code;
	pid_t pid;

	kit_ok(&w->k, store_digest(w->k.s, before, &w->k.err));
	store_close(w->k.s);
	w->k.s = NULL;
	tamper(w, "DROP TABLE draft_text; DROP TABLE draft;"
		  "DROP TABLE live_text; DROP TABLE live_event; DROP TABLE live;"
		  "DROP INDEX conflict_open; DROP TABLE arrival; DROP TABLE peer; DROP "
		  "TABLE link_run;"
		  "DROP TABLE link_sent; DROP TABLE link_in; DROP TABLE bundle_seen;"
		  "DROP TABLE peer_has; DROP TABLE receipt; DROP TABLE trust;"
		  "DROP TABLE stick; DROP TABLE link_moved; DROP TABLE witness; DROP "
		  "TABLE glass; DROP TABLE "
		  "audit_about; DROP "
		  "TABLE op_mark; ALTER TABLE writer DROP COLUMN hub;"
		  "PRAGMA user_version = 1");
	pid = fork();
	if (pid == 0) {
		enum status st = store_open(&w->k.s, w->k.dir, &w->k.env, &w->k.err);

		store_close(w->k.s);
		_exit((int)st);
	}
	kit_open(&w->k);
	assert_int_equal(waitpid(pid, &code, 0), pid);
	assert_int_equal(code, 0);
	kit_ok(&w->k, live_list(w->k.s, lines, 4, &n, &w->k.err));
	assert_int_equal(n, 0);
	kit_ok(&w->k, store_digest(w->k.s, after, &w->k.err));
	assert_string_equal(before, after);
	kit_ok(&w->k, store_doctor(w->k.s, false, take_line, &f, &w->k.err));
	assert_int_equal(f.bad, 1); /* no daily backup yet */
}

/* A newer limber opens the clinic while this one works in it: this one writes no more, and says why. */
static void
test_store_care__begin__stops_when_a_newer_limber_came(void **state)
{
	struct world *w = *state;
	struct patient p = kit_patient("Too", "Late");
	char version[64];

	tamper(w, "PRAGMA user_version = 4711");
	assert_int_equal(record_add(w->k.s, E_PATIENT, &p, &w->k.err), ST_NEWER);
	assert_non_null(strstr(w->k.err.detail, "leave limber here and begin it again"));
	str_format(version, sizeof version, "PRAGMA user_version = %d", schema_version());
	tamper(w, version);
	kit_add_patient(&w->k, "In", "Time");
}

/* A signed value whose column this program does not know must not vanish. */
static void
test_store_care__open__refuses_to_drop_signed_values(void **state)
{
	struct world *w = *state;

	store_close(w->k.s);
	w->k.s = NULL;
	tamper(w, "ALTER TABLE session ADD COLUMN mood TEXT;"
		  "UPDATE session SET mood = 'good';"
		  "UPDATE entity SET shape = 1 WHERE name = 'session'");
	assert_int_equal(store_open(&w->k.s, w->k.dir, &w->k.env, &w->k.err), ST_REFUSED);
	assert_non_null(strstr(w->k.err.detail, "mood"));
}

static void
copy_file(const char *from, const char *to)
{
	static char bytes[1 << 22];
	FILE *f = fopen(from, "r"), *g = fopen(to, "w");
	size_t n;

	assert_non_null(f);
	assert_non_null(g);
	while ((n = fread(bytes, 1, sizeof bytes, f)) > 0)
		assert_int_equal(fwrite(bytes, 1, n, g), n);
	fclose(f);
	fclose(g);
}

static int64_t
writers(struct world *w)
{
	sqlite3_stmt *q = NULL;
	enum status st;
	int64_t n;

	kit_ok(&w->k, stmt_make(w->k.s, &q, "SELECT count(*) FROM writer", &w->k.err));
	assert_true(stmt_next(w->k.s, q, &st, &w->k.err));
	n = sqlite3_column_int64(q, 0);
	sqlite3_finalize(q);
	return n;
}

static void
test_store_care__restore__begins_a_new_writer(void **state)
{
	struct world *w = *state;
	char backup[128], db[128], before[65], after[65];
	int64_t ops;

	kit_path(&w->k, "copy.db", backup);
	kit_path(&w->k, "limber.db", db);
	kit_ok(&w->k, store_backup(w->k.s, backup, &w->k.err));
	kit_ok(&w->k, store_digest(w->k.s, before, &w->k.err));
	kit_add_patient(&w->k, "Later", "Lost");
	kit_reopen(&w->k); /* an ordinary opening keeps the writer */
	kit_add_patient(&w->k, "Later", "Too");
	assert_int_equal(writers(w), 1);
	store_close(w->k.s);
	w->k.s = NULL;
	copy_file(backup, db); /* same inode, older contents */
	kit_open(&w->k);
	kit_ok(&w->k, store_digest(w->k.s, after, &w->k.err));
	assert_string_equal(before, after);
	kit_add_patient(&w->k, "After", "Restore");
	assert_int_equal(writers(w), 2);
	kit_reopen(&w->k);
	kit_add_patient(&w->k, "After", "Again");
	assert_int_equal(writers(w), 2);
	kit_ok(&w->k, store_verify_chains(w->k.s, &ops, &w->k.err));
}

static void
test_store_care__copy__of_a_directory_begins_a_new_writer(void **state)
{
	struct world *w = *state, other;
	char from[128], to[128];

	store_close(w->k.s);
	w->k.s = NULL;
	kit_init(&other.k);
	kit_path(&w->k, "limber.db", from);
	kit_path(&other.k, "limber.db", to);
	copy_file(from, to);
	kit_path(&w->k, "incarnation", from);
	kit_path(&other.k, "incarnation", to);
	copy_file(from, to);
	kit_open(&other.k);
	kit_add_patient(&other.k, "In", "Copy");
	assert_int_equal(writers(&other), 2);
	kit_end(&other.k);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_store_care__doctor__finds_a_sound_clinic_sound),
	    CASE(test_store_care__rebuild__keeps_digest_and_local_fields),
	    CASE(test_store_care__rebuild__repairs_a_tampered_row),
	    CASE(test_store_care__doctor__finds_a_changed_signed_row),
	    CASE(test_store_care__doctor__finds_a_changed_operation),
	    CASE(test_store_care__doctor__finds_a_removed_operation),
	    CASE(test_store_care__doctor__finds_a_changed_audit),
	    CASE(test_store_care__open__makes_tables_of_another_shape_anew),
	    CASE(test_store_care__open__fills_lists_of_changed_tables_alone),
	    CASE(test_store_care__open__steps_an_older_schema_up),
	    CASE(test_store_care__begin__stops_when_a_newer_limber_came),
	    CASE(test_store_care__open__refuses_to_drop_signed_values),
	    CASE(test_store_care__restore__begins_a_new_writer),
	    CASE(test_store_care__copy__of_a_directory_begins_a_new_writer),
	};

	return cmocka_run_group_tests_name("store_care", tests, NULL, NULL);
}
