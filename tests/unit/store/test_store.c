/* test_store.c - making and opening a clinic, transactions, what wrong files say. */
#include "store_kit.h"

#include "store/store_priv.h"

#include <sys/wait.h>

static void
write_file(const struct kit *k, const char *name, const char *bytes, size_t n)
{
	char path[128];
	FILE *f;

	kit_path(k, name, path);
	f = fopen(path, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(bytes, 1, n, f), n);
	fclose(f);
}

static void
run_sql(const struct kit *k, const char *sql)
{
	char path[128];
	sqlite3 *db;

	kit_path(k, "limber.db", path);
	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL))
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void
expect_open(struct kit *k, enum status st, const char *words)
{
	assert_int_equal(store_open(&k->s, k->dir, &k->env, &k->err), st);
	assert_null(k->s);
	if (!strstr(k->err.detail, words))
		fail_msg("\"%s\" lacks \"%s\"", k->err.detail, words);
}

static void
test_store__create__once(void **state)
{
	struct kit k;

	(void)state;
	kit_new(&k);
	assert_string_equal(store_dir(k.s), k.dir);
	assert_true(store_site_no(k.s) > 0);
	assert_false(store_is_practice(k.s));
	assert_int_equal(store_create(k.dir, &k.env, &kit_site, &k.err), ST_DUPLICATE);
	kit_end(&k);
}

static void
test_store__create__refuses_a_wrong_code_and_leaves_nothing(void **state)
{
	struct kit k;
	struct store_site site = {.code = "toolongcode", .name = "X"};

	(void)state;
	kit_init(&k);
	assert_int_equal(store_create(k.dir, &k.env, &site, &k.err), ST_INVALID);
	expect_open(&k, ST_NO_DATA, "limber init");
	kit_ok(&k, store_create(k.dir, &k.env, &kit_site, &k.err));
	kit_open(&k);
	kit_end(&k);
}

static void
test_store__open__names_wrong_files(void **state)
{
	struct kit k;
	char path[128];

	(void)state;
	kit_init(&k);
	expect_open(&k, ST_NO_DATA, k.dir);
	write_file(&k, "limber.db", "", 0);
	expect_open(&k, ST_CORRUPT, "backup");
	write_file(&k, "limber.db", "this is a letter to my aunt, not a database\n", 44);
	expect_open(&k, ST_FOREIGN, "not a limber database");
	kit_path(&k, "limber.db", path);
	unlink(path);
	run_sql(&k, "CREATE TABLE t(x); INSERT INTO t VALUES(1)");
	expect_open(&k, ST_FOREIGN, "another program");
	unlink(path);
	kit_ok(&k, store_create(k.dir, &k.env, &kit_site, &k.err));
	run_sql(&k, "PRAGMA user_version = 4711");
	expect_open(&k, ST_NEWER, "newer");
	kit_end(&k);
}

/* On a bad day nobody is led to begin a new clinic beside the copies of the old one. */
static void
test_store__open__tells_of_the_copies(void **state)
{
	struct kit k;
	char path[128];

	(void)state;
	kit_new(&k);
	kit_ok(&k, store_backup_daily(k.s, 20260504, &k.err));
	store_close(k.s);
	k.s = NULL;
	kit_path(&k, "limber.db", path);
	write_file(&k, "limber.db", "zeros lie where its first page was\n", 34);
	expect_open(&k, ST_CORRUPT, "is damaged, but copies of it lie in");
	assert_int_equal(unlink(path), 0);
	expect_open(&k, ST_CORRUPT, "is gone, but copies of it lie in");
	expect_open(&k, ST_CORRUPT, "limber restore --list");
	assert_int_equal(store_create(k.dir, &k.env, &kit_site, &k.err), ST_DUPLICATE);
	assert_non_null(strstr(k.err.detail, "copies of a clinic lie in"));
	kit_end(&k);
}

static void
test_store__open__sees_a_torn_file(void **state)
{
	struct kit k;
	char path[128];

	(void)state;
	kit_new(&k);
	for (int i = 0; i < 50; i++)
		kit_add_patient(&k, "Smith", "Pat");
	store_close(k.s);
	k.s = NULL;
	kit_path(&k, "limber.db", path);
	assert_int_equal(truncate(path, 40960), 0);
	expect_open(&k, ST_CORRUPT, "damaged");
	kit_end(&k);
}

/* Root may write everywhere, so another user tries. */
static void
test_store__open__read_only_places_say_so(void **state)
{
	struct kit k;
	char path[128];
	int code = 0;
	pid_t pid;

	(void)state;
	kit_new(&k);
	store_close(k.s);
	k.s = NULL;
	kit_path(&k, "limber.lock", path);
	chmod(path, 0444);
	kit_path(&k, "limber.db", path);
	chmod(path, 0444);
	chmod(k.dir, 0555);
	pid = fork();
	if (pid == 0) {
		enum status st;

		if (geteuid() == 0 && setuid(65534))
			_exit(100);
		st = store_open(&k.s, k.dir, &k.env, &k.err);
		_exit(st == ST_READONLY ? 0 : 1 + (int)st);
	}
	assert_int_equal(waitpid(pid, &code, 0), pid);
	assert_int_equal(code, 0);
	chmod(k.dir, 0755);
	kit_end(&k);
}

static void
test_store__refuses_fs__network_ones(void **state)
{
	(void)state;
	assert_true(store_refuses_fs(0x6969));
	assert_true(store_refuses_fs((long)0xFF534D42));
	assert_true(store_refuses_fs((long)(int)0xFF534D42));
	assert_true(store_refuses_fs(0x65735546));
	assert_false(store_refuses_fs(0xEF53));
	assert_false(store_refuses_fs(0x01021994));
}

static void
test_store__setting__comes_back(void **state)
{
	struct kit k;
	struct str v = {0};

	(void)state;
	kit_new(&k);
	kit_ok(&k, store_setting_get(k.s, "colour", &v, &k.err));
	assert_int_equal(v.n, 0);
	kit_ok(&k, store_setting_set(k.s, "colour", "mono", &k.err));
	kit_ok(&k, store_setting_set(k.s, "colour", "", &k.err));
	kit_ok(&k, store_setting_set(k.s, "colour", "sixteen", &k.err));
	kit_reopen(&k);
	kit_ok(&k, store_setting_get(k.s, "colour", &v, &k.err));
	assert_string_equal(str_text(&v), "sixteen");
	str_release(&v);
	kit_end(&k);
}

static void
test_store__begin__nests_and_undoes_by_level(void **state)
{
	struct kit k;
	char before[65], after[65];

	(void)state;
	kit_new(&k);
	kit_ok(&k, store_begin(k.s, &k.err));
	kit_add_patient(&k, "Kept", "A");
	kit_ok(&k, store_begin(k.s, &k.err));
	kit_add_patient(&k, "Gone", "B");
	store_cancel(k.s);
	kit_add_patient(&k, "Kept", "C");
	kit_ok(&k, store_commit(k.s, &k.err));
	assert_int_equal(record_count(k.s, E_PATIENT), 2);
	kit_ok(&k, store_digest(k.s, before, &k.err));
	kit_ok(&k, store_begin(k.s, &k.err));
	kit_add_patient(&k, "Gone", "D");
	store_cancel(k.s);
	kit_ok(&k, store_digest(k.s, after, &k.err));
	assert_string_equal(before, after);
	kit_add_patient(&k, "Kept", "E");
	kit_reopen(&k);
	assert_int_equal(record_count(k.s, E_PATIENT), 3);
	kit_end(&k);
}

static void
test_store__version__changes_when_another_commits(void **state)
{
	struct kit k;
	struct store *other;
	int64_t before;

	(void)state;
	kit_new(&k);
	kit_ok(&k, store_open(&other, k.dir, &k.env, &k.err));
	before = store_version(k.s);
	assert_int_equal(store_version(k.s), before);
	kit_ok(&k, store_setting_set(other, "x", "1", &k.err));
	assert_int_not_equal(store_version(k.s), before);
	store_close(other);
	kit_end(&k);
}

static void
test_store__open__pragmas_hold(void **state)
{
	static const char *const pragmas[][2] = {
	    {"foreign_keys", "1"},	 {"synchronous", "2"},
	    {"trusted_schema", "0"},	 {"journal_mode", "wal"},
	    {"cell_size_check", "1"},	 {"temp_store", "2"},
	    {"wal_autocheckpoint", "0"}, {"secure_delete", "1"},
	    {"mmap_size", "0"},
	};
	struct kit k;

	(void)state;
	kit_new(&k);
	for (size_t i = 0; i < sizeof pragmas / sizeof *pragmas; i++) {
		char sql[64], value[20] = "0";
		sqlite3_stmt *q = NULL;
		enum status st;

		snprintf(sql, sizeof sql, "PRAGMA %s", pragmas[i][0]);
		kit_ok(&k, stmt_make(k.s, &q, sql, &k.err));
		if (stmt_next(k.s, q, &st, &k.err))
			stmt_column_text(q, 0, value, sizeof value);
		sqlite3_finalize(q);
		if (strcmp(value, pragmas[i][1]))
			fail_msg("%s is %s", sql, value);
	}
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_store__create__once),
	    cmocka_unit_test(test_store__create__refuses_a_wrong_code_and_leaves_nothing),
	    cmocka_unit_test(test_store__open__names_wrong_files),
	    cmocka_unit_test(test_store__open__tells_of_the_copies),
	    cmocka_unit_test(test_store__open__sees_a_torn_file),
	    cmocka_unit_test(test_store__open__read_only_places_say_so),
	    cmocka_unit_test(test_store__refuses_fs__network_ones),
	    cmocka_unit_test(test_store__setting__comes_back),
	    cmocka_unit_test(test_store__begin__nests_and_undoes_by_level),
	    cmocka_unit_test(test_store__version__changes_when_another_commits),
	    cmocka_unit_test(test_store__open__pragmas_hold),
	};

	return cmocka_run_group_tests_name("store", tests, NULL, NULL);
}
