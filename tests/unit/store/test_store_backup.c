/* test_store_backup.c - copies of the live database: checked, kept by their days, nobody waits. */
#include "fault_io.h"
#include "store_kit.h"

#include "base/date.h"
#include "store/store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/file.h>
#include <sys/resource.h>
#include <sys/wait.h>

struct world {
	struct kit k;
};

static int
set_up(void **state)
{
	static struct world w;

	memset(&w, 0, sizeof w);
	kit_new(&w.k);
	for (int i = 0; i < 5; i++)
		kit_add_patient(&w.k, "O'Brien", "José");
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	kit_end(&((struct world *)*state)->k);
	return 0;
}

static bool
is_there(struct world *w, const char *name)
{
	char path[128];

	kit_path(&w->k, name, path);
	return access(path, F_OK) == 0;
}

/* How many patients a copy holds; -1: it is no whole database. */
static int
patients_in(const char *path)
{
	sqlite3 *db = NULL;
	sqlite3_stmt *q = NULL;
	int n = -1;

	if (!sqlite3_open_v2(path, &db, SQLITE_OPEN_READONLY, NULL) &&
	    !sqlite3_prepare_v2(db,
				"SELECT count(*), (SELECT * FROM pragma_integrity_check) "
				"FROM patient",
				-1, &q, NULL) &&
	    sqlite3_step(q) == SQLITE_ROW &&
	    !strcmp((const char *)sqlite3_column_text(q, 1), "ok"))
		n = sqlite3_column_int(q, 0);
	sqlite3_finalize(q);
	sqlite3_close(db);
	return n;
}

static void
test_store_backup__keeps_days_weeks_and_months(void **state)
{
	struct world *w = *state;
	int64_t day = 20260102;
	int kept = 0;
	char path[128], name[60];

	/* 90 days: 7 daily, 4 weekly, and the newest of each month are left. */
	for (int i = 0; i < 90; i++, day = date_add(day, 1))
		kit_ok(&w->k, store_backup_daily(w->k.s, day, &w->k.err));
	for (int i = 0; i < 120; i++) {
		snprintf(name, sizeof name, "backup/limber-%08lld.db",
			 (long long)date_add(day, -i));
		kit_path(&w->k, name, path);
		kept += access(path, R_OK) == 0;
	}
	kit_path(&w->k, "backup/limber-20260131.db", path);
	assert_int_equal(access(path, R_OK), 0);
	kit_path(&w->k, "backup/limber-20260228.db", path);
	assert_int_equal(access(path, R_OK), 0);
	assert_in_range(kept, 7 + 2, 7 + 4 + 3);
}

static void
test_store_backup__of_a_missing_place_says_so(void **state)
{
	struct world *w = *state;
	char path[128];

	kit_path(&w->k, "nowhere/copy.db", path);
	assert_int_equal(store_backup(w->k.s, path, &w->k.err), ST_NOT_FOUND);
	assert_int_not_equal(access(path, F_OK), 0);
}

static int
count_files(const char *dir)
{
	DIR *d = opendir(dir);
	int n = 0;

	assert_non_null(d);
	while (readdir(d))
		n++;
	closedir(d);
	return n;
}

/* The older copy stays, the unfinished one goes. */
static void
test_store_backup__on_a_full_disk_keeps_the_older(void **state)
{
	struct world *w = *state;
	char path[128];
	struct stat before, after;
	int files, code;

	kit_path(&w->k, "copy.db", path);
	kit_ok(&w->k, store_backup(w->k.s, path, &w->k.err));
	assert_int_equal(stat(path, &before), 0);
	files = count_files(w->k.dir);
	store_close(w->k.s);
	w->k.s = NULL;
	if (fork() == 0) {
		struct rlimit limit = {40000, 40000};
		enum status st;

		signal(SIGXFSZ, SIG_IGN);
		if (store_open(&w->k.s, w->k.dir, &w->k.env, &w->k.err))
			_exit(100);
		setrlimit(RLIMIT_FSIZE, &limit);
		st = store_backup(w->k.s, path, &w->k.err);
		store_close(w->k.s);
		_exit(st == ST_FULL ? 0 : 1 + (int)st);
	}
	wait(&code);
	assert_int_equal(code, 0);
	assert_int_equal(stat(path, &after), 0);
	assert_int_equal(before.st_ino, after.st_ino);
	kit_open(&w->k);
	assert_int_equal(count_files(w->k.dir), files);
}

static void
leave_rest(const char *path)
{
	FILE *f = fopen(path, "w");

	assert_non_null(f);
	for (int i = 0; i < 20000; i++)
		fputs("half a page ", f);
	fclose(f);
}

/* What a maker left that was killed is written over, so that nothing adds up. */
static void
test_store_backup__over_the_rest_of_a_killed_one(void **state)
{
	struct world *w = *state;
	char path[128], temp[128], day[128];
	int files;

	kit_path(&w->k, "copy.db", path);
	kit_path(&w->k, "copy.db.tmp", temp);
	kit_ok(&w->k, store_backup(w->k.s, path, &w->k.err));
	files = count_files(w->k.dir);
	for (int i = 0; i < 3; i++)
		leave_rest(temp);
	kit_ok(&w->k, store_backup(w->k.s, path, &w->k.err));
	assert_int_equal(count_files(w->k.dir), files);
	kit_ok(&w->k, store_backup_daily(w->k.s, 20260503, &w->k.err));
	kit_path(&w->k, "backup/limber-20260501.db.tmp", day);
	leave_rest(day);
	kit_ok(&w->k, store_backup_daily(w->k.s, 20260504, &w->k.err));
	assert_int_not_equal(access(day, F_OK), 0);
}

static void
test_store_backup__of_two_at_once_one_is_told(void **state)
{
	struct world *w = *state;
	char path[128], temp[128];
	int fd;

	kit_path(&w->k, "copy.db", path);
	kit_path(&w->k, "copy.db.tmp", temp);
	fd = open(temp, O_RDWR | O_CREAT, 0600);
	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(store_backup(w->k.s, path, &w->k.err), ST_BUSY);
	assert_int_equal(access(temp, F_OK), 0); /* the other's work stays */
	close(fd);
	kit_ok(&w->k, store_backup(w->k.s, path, &w->k.err));
}

/* ---- beside the work of others */

struct beside {
	struct world *w;
	int saves, steps;
};

/* Another program saves between two steps of the copy. */
static bool
save_meanwhile(void *arg, int64_t done, int64_t all)
{
	struct beside *b = arg;
	int code = -1;

	assert_true(done <= all);
	b->steps++;
	if (done == all)
		return true;
	if (fork() == 0) {
		struct kit other = b->w->k;

		/* A new connection, since this one is the parent's. */
		execl("/proc/self/exe", "save", other.dir, (char *)NULL);
		_exit(127);
	}
	wait(&code);
	assert_int_equal(code, 0);
	b->saves++;
	return true;
}

static void
test_store_backup__others_save_meanwhile(void **state)
{
	struct world *w = *state;
	struct beside b = {.w = w};
	struct store_watch watch = {save_meanwhile, &b};
	char path[128];
	char *long_text = mem_alloc((24 << 20) + 1);

	memset(long_text, 'x', 24 << 20);
	kit_ok(&w->k, store_setting_set(w->k.s, "long", long_text, &w->k.err));
	free(long_text);
	kit_path(&w->k, "copy.db", path);
	kit_ok(&w->k, store_backup_watched(w->k.s, path, &watch, &w->k.err));
	assert_true(b.steps >= 3);
	assert_int_equal(b.saves, b.steps - 1);
	assert_int_equal(patients_in(path), 5); /* one moment: that of its begin */
	kit_ok(&w->k, store_backup(w->k.s, path, &w->k.err));
	assert_int_equal(patients_in(path), 5 + b.saves);
}

static bool
stop(void *arg, int64_t done, int64_t all)
{
	(void)arg;
	(void)done;
	(void)all;
	return false;
}

static void
test_store_backup__stopped_leaves_nothing(void **state)
{
	struct world *w = *state;
	struct store_watch watch = {stop, NULL};
	char path[128];

	kit_path(&w->k, "copy.db", path);
	assert_int_equal(store_backup_watched(w->k.s, path, &watch, &w->k.err),
			 ST_REFUSED);
	assert_false(is_there(w, "copy.db"));
	assert_false(is_there(w, "copy.db.tmp"));
}

/* Each file call fails once, then from there on: there is a whole copy under the name at any time,
 * the older or the newer one. */
static void
test_store_backup__every_call_fails(void **state)
{
	struct world *w = *state;
	struct io_fault f = {.quick = true};
	const struct io broken = fault_io(&f);
	struct store_env env = {.clock = &clock_system, .io = &broken};
	char path[128];
	int failed = 0, n = 0;

	kit_path(&w->k, "copy.db", path);
	kit_ok(&w->k, store_backup(w->k.s, path, &w->k.err));
	kit_add_patient(&w->k, "After", "Copy");
	for (int forever = 0; forever < 2; forever++)
		for (n = 1;; n++) {
			enum status st;

			f = (struct io_fault){.quick = true,
					      .errnum = n % 2 ? EIO : ENOSPC,
					      .total_at = forever ? 0 : n,
					      .total_from = forever ? n : 0};
			w->k.s->env = &env;
			st = store_backup(w->k.s, path, &w->k.err);
			w->k.s->env = &w->k.env;
			failed += st != ST_OK;
			assert_true(patients_in(path) == 5 || patients_in(path) == 6);
			assert_true(st || patients_in(path) == 6);
			assert_int_equal(f.open_files, 0);
			if (f.total < n)
				break;
		}
	printf("backup: %d calls, %d of the runs failed\n", n - 1, failed);
	assert_true(failed >= 8);
	kit_ok(&w->k, store_backup(w->k.s, path, &w->k.err));
	assert_false(is_there(w, "copy.db.tmp"));
}

/* ---- which day it is */

struct fake {
	int64_t wall;
	int boot;
};

static int64_t
fake_wall(void *arg)
{
	return ((struct fake *)arg)->wall;
}

static void
fake_boot_id(void *arg, char id[CLOCK_BOOT_SIZE])
{
	str_format(id, CLOCK_BOOT_SIZE, "boot-%d", ((struct fake *)arg)->boot);
}

static int64_t
fake_boot_ms(void *arg)
{
	return ((struct fake *)arg)->wall;
}

static int64_t
at_noon(int64_t day)
{
	return (date_to_days(day) * 24 + 12) * 3600000;
}

/* Sets the clock and makes the copy when it is due; true when one was made. */
static bool
work_on(struct world *w, struct fake *f, int64_t day)
{
	enum store_daily due;

	f->wall = at_noon(day);
	due = store_backup_due(w->k.s, day);
	kit_add_patient(&w->k, "Day", "Work");
	kit_ok(&w->k, store_backup_daily(w->k.s, day, &w->k.err));
	assert_int_equal(store_backup_due(w->k.s, day), STORE_DAILY_MADE);
	return due == STORE_DAILY_DUE;
}

static void
test_store_backup__a_clock_that_was_ahead(void **state)
{
	struct world *w = *state;
	struct fake f = {.boot = 1};
	const struct clock clock = {fake_boot_ms, fake_wall, fake_boot_id, &f};
	char path[128];
	struct stat before, after;

	w->k.env.clock = &clock;
	assert_true(work_on(w, &f, 20270504));
	assert_false(work_on(w, &f, 20270504));
	assert_true(work_on(w, &f, 20270507)); /* it is the 5th */
	kit_path(&w->k, "backup/limber-20270507.db", path);
	assert_int_equal(stat(path, &before), 0);
	assert_true(work_on(w, &f, 20270506));
	assert_int_equal(store_backup_last(w->k.dir, &io_posix, 20270506), 20270506);
	/* The day the clock spoke of: the copy of that name is not of it. */
	assert_true(work_on(w, &f, 20270507));
	assert_int_equal(stat(path, &after), 0);
	assert_int_not_equal(before.st_ino, after.st_ino);
	assert_true(is_there(w, "backup/limber-20270504.db"));
}

/* A dead battery: each boot begins on the same day, long ago. */
static void
test_store_backup__a_clock_that_stands(void **state)
{
	struct world *w = *state;
	struct fake f = {.boot = 1};
	const struct clock clock = {fake_boot_ms, fake_wall, fake_boot_id, &f};

	w->k.env.clock = &clock;
	assert_true(work_on(w, &f, 20270504));
	f.boot = 2;
	assert_false(work_on(w, &f, 20270504)); /* believed: the day counts */
	assert_true(work_on(w, &f, 20260101));
	assert_false(work_on(w, &f, 20260101));
	for (f.boot = 3; f.boot < 6; f.boot++) {
		assert_true(work_on(w, &f, 20260101));
		assert_false(work_on(w, &f, 20260101));
	}
	assert_true(is_there(w, "backup/limber-20270504.db"));
}

/* Nothing but daily copies and their rests is ever removed. */
static void
test_store_backup__other_names_stay(void **state)
{
	static const char *const names[] = {"backup/limber-before-import.db",
					    "backup/limber-before-upgrade.db",
					    "backup/mine.db",
					    "backup/limber-2027.db",
					    "backup/limber-20270230.db",
					    "backup/mine.db.tmp"};
	struct world *w = *state;
	int64_t day = 20270103;
	char path[128];

	kit_ok(&w->k, store_backup_daily(w->k.s, day, &w->k.err));
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		kit_path(&w->k, names[i], path);
		leave_rest(path);
	}
	for (int i = 0; i < 70; i++)
		kit_ok(&w->k,
		       store_backup_daily(w->k.s, day = date_add(day, 1), &w->k.err));
	assert_false(is_there(w, "backup/limber-20270103.db"));
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (!is_there(w, names[i]))
			fail_msg("%s is gone", names[i]);
}

/* Every page is whole and an operation is not what it was: from that day on the copies of before stay. */
static void
test_store_backup__keeps_all_when_operations_are_damaged(void **state)
{
	struct world *w = *state;
	int64_t day = 20260302, n;

	for (int i = 0; i < 7; i++)
		kit_ok(&w->k, store_backup_daily(w->k.s, date_add(day, i), &w->k.err));
	kit_ok(&w->k, store_verify(w->k.s, &n, &w->k.err));
	assert_int_equal(
	    sqlite3_db_config(w->k.s->db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL),
	    SQLITE_OK);
	kit_ok(&w->k, stmt_script(w->k.s, "UPDATE op SET wall = wall + 1 WHERE seq = 3",
				  &w->k.err));
	for (int i = 7; i < 20; i++) {
		int64_t today = date_add(day, i);

		assert_int_equal(store_backup_daily(w->k.s, today, &w->k.err),
				 ST_CORRUPT);
		assert_non_null(strstr(w->k.err.detail, "no older one is removed"));
		assert_int_equal(store_backup_due(w->k.s, today), STORE_DAILY_UNFINISHED);
	}
	assert_true(is_there(w, "backup/limber-20260302.db"));
	assert_true(is_there(w, "backup/limber-20260308.db"));
	assert_true(is_there(w, "backup/limber-20260321.db"));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

/* This program itself, called by others_save_meanwhile. */
static int
save_once(const char *dir)
{
	struct kit k = {.env = {&clock_system, &io_posix, NULL}};

	str_copy(k.dir, sizeof k.dir, dir);
	if (store_open(&k.s, k.dir, &k.env, &k.err))
		return 1;
	kit_add_patient(&k, "Mean", "While");
	store_close(k.s);
	return 0;
}

int
main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_store_backup__keeps_days_weeks_and_months),
	    CASE(test_store_backup__keeps_all_when_operations_are_damaged),
	    CASE(test_store_backup__of_a_missing_place_says_so),
	    CASE(test_store_backup__on_a_full_disk_keeps_the_older),
	    CASE(test_store_backup__over_the_rest_of_a_killed_one),
	    CASE(test_store_backup__of_two_at_once_one_is_told),
	    CASE(test_store_backup__others_save_meanwhile),
	    CASE(test_store_backup__stopped_leaves_nothing),
	    CASE(test_store_backup__every_call_fails),
	    CASE(test_store_backup__a_clock_that_was_ahead),
	    CASE(test_store_backup__a_clock_that_stands),
	    CASE(test_store_backup__other_names_stay),
	};

	if (argc == 2 && !strcmp(argv[0], "save"))
		return save_once(argv[1]);
	return cmocka_run_group_tests_name("store_backup", tests, NULL, NULL);
}
