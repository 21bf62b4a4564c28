/* test_store_restore.c - a copy put back: the old or the new database is in place whatever fails. */
#include "fault_io.h"
#include "store_kit.h"

#include "store/store_priv.h"
#include "store/store_verify.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>

struct world {
	struct kit k;
	char copy[128], old[65], new[65]; /* digests: in place before, of the copy */
};

/* A command of the shell on two paths, $1 and $2. */
static void
run(const char *command, const char *a, const char *b)
{
	char text[500];

	assert_true(str_format(text, sizeof text, "set -- '%s' '%s'; %s", a, b, command));
	assert_int_equal(system(text), 0);
}

/* A last save whose pages stay in the log: the program was killed behind it. */
static void
save_and_die(struct world *w)
{
	int code;

	store_close(w->k.s);
	w->k.s = NULL;
	if (fork() == 0) {
		kit_open(&w->k);
		kit_add_patient(&w->k, "In", "Log");
		_exit(0);
	}
	wait(&code);
	assert_int_equal(code, 0);
}

static int
set_up(void **state)
{
	static struct world w;

	memset(&w, 0, sizeof w);
	kit_new(&w.k);
	kit_add_patient(&w.k, "Early", "Bird");
	kit_path(&w.k, "copy.db", w.copy);
	kit_ok(&w.k, store_backup(w.k.s, w.copy, &w.k.err));
	kit_ok(&w.k, store_digest(w.k.s, w.new, &w.k.err));
	kit_add_patient(&w.k, "Later", "Lost");
	save_and_die(&w);
	kit_open(&w.k);
	kit_ok(&w.k, store_digest(w.k.s, w.old, &w.k.err));
	store_close(w.k.s);
	w.k.s = NULL;
	assert_string_not_equal(w.old, w.new);
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	kit_end(&((struct world *)*state)->k);
	return 0;
}

static enum status
put_back(struct world *w, struct store_restored *r)
{
	return store_restore(w->k.dir, &w->k.env, w->copy, r, &w->k.err);
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

/* The database of before, with the pages of its log, as a clinic of its own. */
static void
expect_aside(struct world *w, const char *aside)
{
	struct kit other;
	char digest[65];

	kit_init(&other);
	run("cp $1 $2/limber.db", aside, other.dir);
	run("test ! -e $1-wal || cp $1-wal $2/limber.db-wal", aside, other.dir);
	kit_open(&other);
	kit_ok(&other, store_digest(other.s, digest, &other.err));
	assert_string_equal(digest, w->old);
	kit_end(&other);
}

static void
test_store_restore__begins_a_new_life(void **state)
{
	struct world *w = *state;
	struct store_restored r;
	char digest[65];
	int64_t n;

	save_and_die(w);
	kit_open(&w->k);
	kit_ok(&w->k, store_digest(w->k.s, w->old, &w->k.err));
	store_close(w->k.s);
	w->k.s = NULL;
	kit_ok(&w->k, put_back(w, &r));
	assert_string_equal(r.site, "KBR");
	assert_true(r.ops > 0 && r.last_ms > 0);
	kit_open(&w->k);
	kit_ok(&w->k, store_digest(w->k.s, digest, &w->k.err));
	assert_string_equal(digest, w->new);
	assert_int_equal(writers(w), 1);
	kit_add_patient(&w->k, "After", "Restore");
	assert_int_equal(writers(w), 2);
	kit_reopen(&w->k);
	kit_add_patient(&w->k, "After", "Again");
	assert_int_equal(writers(w), 2);
	kit_ok(&w->k, store_verify_chains(w->k.s, &n, &w->k.err));
	expect_aside(w, r.aside);
}

static void
test_store_restore__refuses_while_somebody_is_in(void **state)
{
	struct world *w = *state;
	struct store_restored r;
	char digest[65];

	kit_open(&w->k);
	assert_int_equal(put_back(w, &r), ST_BUSY);
	assert_non_null(strstr(w->k.err.detail, "somebody has the clinic open"));
	kit_ok(&w->k, store_digest(w->k.s, digest, &w->k.err));
	assert_string_equal(digest, w->old);
}

static void
expect_refused(struct world *w, const char *src, enum status why, const char *words)
{
	struct store_restored r;
	char digest[65];

	if (store_restore(w->k.dir, &w->k.env, src, &r, &w->k.err) != why)
		fail_msg("%s, not %s: %d %s", src, words, (int)w->k.err.code,
			 status_say(&w->k.err));
	if (!strstr(w->k.err.detail, words))
		fail_msg("\"%s\" lacks \"%s\"", w->k.err.detail, words);
	kit_open(&w->k);
	kit_ok(&w->k, store_digest(w->k.s, digest, &w->k.err));
	assert_string_equal(digest, w->old);
	store_close(w->k.s);
	w->k.s = NULL;
}

static void
change(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL))
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

static void
test_store_restore__refuses_what_is_no_sound_copy(void **state)
{
	struct world *w = *state;
	char keep[128], live[128], missing[128];
	FILE *f;

	kit_path(&w->k, "keep", keep);
	kit_path(&w->k, "limber.db", live);
	kit_path(&w->k, "none.db", missing);
	kit_copy_file(w->copy, keep);
	expect_refused(w, missing, ST_NOT_FOUND, "it is not there");
	expect_refused(w, w->k.dir, ST_INVALID, "not a plain file");
	change(w->copy, "PRAGMA user_version = 9999");
	expect_refused(w, w->copy, ST_NEWER, "newer");
	kit_copy_file(keep, w->copy);
	change(w->copy, "PRAGMA application_id = 1");
	expect_refused(w, w->copy, ST_FOREIGN, "no copy of a clinic");
	kit_copy_file(keep, w->copy);
	change(w->copy, "UPDATE setting SET value = 'MTH' WHERE name = 'site_code'");
	expect_refused(w, w->copy, ST_REFUSED, "is of the clinic MTH");
	kit_copy_file(keep, w->copy);
	assert_int_equal(truncate(w->copy, 100000), 0);
	expect_refused(w, w->copy, ST_CORRUPT, "");
	kit_copy_file(keep, w->copy);
	f = fopen(w->copy, "r+");
	assert_non_null(f);
	fseek(f, 5 * 4096 + 10, SEEK_SET);
	for (int i = 0; i < 20 * 4096; i++)
		fputc('x', f);
	fclose(f);
	expect_refused(w, w->copy, ST_CORRUPT, "");
	kit_copy_file(keep, w->copy);
	run("cp $1 $2-wal", keep, w->copy);
	expect_refused(w, w->copy, ST_REFUSED, "a database in use and no copy");
}

static void
test_store_restore__into_an_empty_machine(void **state)
{
	struct world *w = *state;
	struct store_restored r;
	struct kit other;
	char digest[65];

	kit_init(&other);
	assert_int_equal(rmdir(other.dir), 0);
	kit_ok(&other, store_restore(other.dir, &other.env, w->copy, &r, &other.err));
	assert_string_equal(r.aside, "");
	kit_open(&other);
	kit_ok(&other, store_digest(other.s, digest, &other.err));
	assert_string_equal(digest, w->new);
	kit_end(&other);
}

/* What the last test left is put away and the clinic of set_up is back. */
static void
begin_again(struct world *w, const char *saved)
{
	run("rm -f $1/limber.db* $1/incarnation && cp -p $2/* $1/", w->k.dir, saved);
}

/* Everything that lies in the folder holds the old state somewhere, whole. */
static void
expect_nothing_lost(struct world *w, bool is_new)
{
	char aside[128] = "", name[128];
	struct dirent *e;
	DIR *d;

	if (!is_new)
		return;
	d = opendir(w->k.dir);
	assert_non_null(d);
	while ((e = readdir(d)))
		if (!strncmp(e->d_name, "limber.db.before-", 17) &&
		    !strstr(e->d_name, "-wal") && !strstr(e->d_name, "-shm"))
			str_copy(name, sizeof name, e->d_name);
	closedir(d);
	kit_path(&w->k, name, aside);
	expect_aside(w, aside);
}

/* Each file call fails once, or from there on for ever as after a kill: the next opening finds the
 * old or the new database, and the old one is there in any case, its log too. */
static void
test_store_restore__every_call_fails(void **state)
{
	struct world *w = *state;
	struct kit saved;
	struct io_fault f;
	const struct io broken = fault_io(&f);
	int old = 0, new = 0, n = 0;

	kit_init(&saved);
	save_and_die(w);
	kit_open(&w->k);
	kit_ok(&w->k, store_digest(w->k.s, w->old, &w->k.err));
	store_close(w->k.s);
	w->k.s = NULL;
	save_and_die(w); /* the log has pages */
	run("cp -p $1/limber.db* $1/incarnation $2/", w->k.dir, saved.dir);
	kit_open(&w->k);
	kit_ok(&w->k, store_digest(w->k.s, w->old, &w->k.err));
	store_close(w->k.s);
	w->k.s = NULL;
	for (int forever = 0; forever < 2; forever++)
		for (n = 1;; n++) {
			struct store_env env = w->k.env;
			struct store_restored r;
			char digest[65];
			enum status st;
			bool is_new;

			begin_again(w, saved.dir);
			f = (struct io_fault){.quick = true,
					      .errnum = n % 2 ? EIO : ENOSPC,
					      .total_at = forever ? 0 : n,
					      .total_from = forever ? n : 0};
			env.io = &broken;
			st = store_restore(w->k.dir, &env, w->copy, &r, &w->k.err);
			assert_int_equal(f.open_files, 0);
			kit_open(&w->k);
			kit_ok(&w->k, store_digest(w->k.s, digest, &w->k.err));
			store_close(w->k.s);
			w->k.s = NULL;
			is_new = !strcmp(digest, w->new);
			if (!is_new)
				assert_string_equal(digest, w->old);
			assert_true(st || is_new);
			expect_nothing_lost(w, is_new);
			old += !is_new;
			new += is_new;
			if (f.total < n)
				break;
		}
	printf("restore: %d calls, %d times the old one, %d times the copy\n", n - 1, old,
	       new);
	assert_true(old >= 20 && new >= 6);
	remove_all(saved.dir);
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_store_restore__begins_a_new_life),
	    CASE(test_store_restore__refuses_while_somebody_is_in),
	    CASE(test_store_restore__refuses_what_is_no_sound_copy),
	    CASE(test_store_restore__into_an_empty_machine),
	    CASE(test_store_restore__every_call_fails),
	};

	return cmocka_run_group_tests_name("store_restore", tests, NULL, NULL);
}
