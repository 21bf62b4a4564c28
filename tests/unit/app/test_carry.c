/* test_carry.c - a sealed copy of a clinic: whole or not there, whatever fails on the way. */
#include "fault_io.h"
#include "site_kit.h"

#include "app/carry.h"
#include "app/copies.h"
#include "store/access.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <sys/file.h>

struct world {
	struct site_kit kbr, hub;
	char to[64];
	char digest[65];
};

static void
digest_of(struct world *w, const char *dir, char hex[65])
{
	struct app a;

	site_ok(&w->kbr, app_open(&a, dir, &w->kbr.k.env, &w->kbr.k.err));
	site_ok(&w->kbr, store_digest(a.store, hex, &w->kbr.k.err));
	app_close(&a);
}

static int
set_up(void **state)
{
	static struct world w;

	memset(&w, 0, sizeof w);
	site_new(&w.kbr, "KBR", false);
	site_new(&w.hub, "HQA", true);
	site_meet(&w.kbr, &w.hub);
	site_patient(&w.kbr, "Okello", "0100");
	site_ok(&w.kbr,
		store_setting_set(w.kbr.a.store, "bundles", "sealed", &w.kbr.k.err));
	site_ok(&w.kbr, store_digest(w.kbr.a.store, w.digest, &w.kbr.k.err));
	site_stick(w.to);
	*state = &w;
	return 0;
}

static int
tear_down(void **state)
{
	struct world *w = *state;

	site_end(&w->kbr);
	site_end(&w->hub);
	site_stick_end(w->to);
	return 0;
}

/* Names there: of copies, and others. */
struct lying {
	int copies, half, others;
	char last[300];
};

static struct lying
look(const char *dir)
{
	struct lying l = {0};
	struct dirent *e;
	DIR *d = opendir(dir);
	bool sealed;

	assert_non_null(d);
	while ((e = readdir(d)))
		if (backup_is_carried(e->d_name, &sealed)) {
			l.copies++;
			snprintf(l.last, sizeof l.last, "%s/%s", dir, e->d_name);
		} else if (e->d_name[0] == '~') {
			l.half++;
		} else {
			l.others += e->d_name[0] != '.';
		}
	closedir(d);
	return l;
}

/* Opened with the key of a site and put into a new directory it is the clinic, row by row. */
static void
expect_whole(struct world *w, const char *path, struct site_kit *whose)
{
	struct carry_back b;
	struct store_restored r;
	char key[200], dir[64], hex[65];

	site_stick(dir);
	kit_path(&whose->k, "keys/seal.key", key);
	site_ok(&w->kbr, carry_back_open(&b, dir, &io_posix, path, key, &w->kbr.k.err));
	site_ok(&w->kbr, store_restore(dir, &w->kbr.k.env, b.path, &r, &w->kbr.k.err));
	carry_back_end(&b);
	assert_string_equal(r.site, "KBR");
	digest_of(w, dir, hex);
	assert_string_equal(hex, w->digest);
	assert_int_equal(look(dir).copies, 0);
	site_stick_end(dir);
}

static bool
carry_folder_there(struct world *w)
{
	char path[128];

	kit_path(&w->kbr.k, "carry", path);
	return access(path, F_OK) == 0;
}

static void
test_carry__sealed__opens_for_both_sites_alone(void **state)
{
	struct world *w = *state;
	struct carry_made made;
	struct carry_back b;
	struct site_kit other;
	struct trust t;
	struct lying l;
	char key[200];

	assert_true(store_carried_last(w->kbr.a.store) == DATE_NONE);
	site_ok(&w->kbr, carry_out(&w->kbr.a, w->to, NULL, &made, &w->kbr.k.err));
	assert_true(made.sealed);
	assert_false(made.own_only);
	assert_non_null(strstr(made.said, ", sealed for KBR and HQA."));
	l = look(w->to);
	assert_int_equal(l.copies, 1);
	assert_int_equal(l.half + l.others, 0);
	assert_string_equal(l.last, made.path);
	assert_false(carry_folder_there(w));
	expect_whole(w, made.path, &w->kbr);
	expect_whole(w, made.path, &w->hub);
	assert_int_equal(store_carried_last(w->kbr.a.store), app_today(&w->kbr.a));

	site_new(&other, "ODD", false);
	site_ok(&other, keys_own(&other.a, &t, &other.k.err));
	kit_path(&other.k, "keys/seal.key", key);
	assert_int_equal(
	    carry_back_open(&b, other.k.dir, &io_posix, made.path, key, &other.k.err),
	    ST_DENIED);
	carry_back_end(&b);
	site_ok(&other,
		store_setting_set(other.a.store, "bundles", "sealed", &other.k.err));
	site_ok(&other, carry_out(&other.a, w->to, NULL, &made, &other.k.err));
	assert_true(made.own_only);
	assert_non_null(strstr(made.said, "keep keys/seal.key elsewhere too"));
	site_end(&other);
}

static void
test_carry__plain__only_when_the_clinic_chose_it(void **state)
{
	struct world *w = *state;
	struct carry_made made;
	struct store_restored r;
	struct stat sb;

	site_ok(&w->kbr,
		store_setting_set(w->kbr.a.store, "bundles", "plain", &w->kbr.k.err));
	site_ok(&w->kbr, carry_out(&w->kbr.a, w->to, NULL, &made, &w->kbr.k.err));
	assert_false(made.sealed);
	assert_string_equal(look(w->to).last, made.path);
	assert_int_equal(stat(made.path, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	site_ok(&w->kbr, store_restore_look(made.path, &r, &w->kbr.k.err));
	assert_string_equal(r.site, "KBR");
}

/* After a failure: no copy under its name, or the whole of it; nothing lies open in the data. */
static void
expect_none_or_whole(struct world *w, int *whole)
{
	struct lying l = look(w->to);
	char command[200];

	assert_int_equal(l.others, 0);
	assert_in_range(l.copies, 0, 1);
	if (l.copies) {
		expect_whole(w, l.last, &w->kbr);
		++*whole;
	}
	snprintf(command, sizeof command, "rm -f %s/*.age %s/~*", w->to, w->to);
	assert_int_equal(system(command), 0);
}

static enum status
fail_at(struct world *w, struct io_fault *f, int *whole)
{
	struct carry_made made;
	struct io io = fault_io(f);
	enum status st;

	memset(&w->kbr.k.err, 0, sizeof w->kbr.k.err);
	w->kbr.a.env.io = &io;
	st = carry_out(&w->kbr.a, w->to, NULL, &made, &w->kbr.k.err);
	w->kbr.a.env.io = &io_posix;
	assert_int_equal(f->open_files, 0);
	if (st)
		assert_true(w->kbr.k.err.detail[0] != '\0');
	expect_none_or_whole(w, whole);
	return st;
}

static void
test_carry__fault__at_every_call(void **state)
{
	struct world *w = *state;
	struct carry_made made;
	int whole = 0, failed = 0, n = 1, pulled = 0;
	const bool all = getenv("LONG") != NULL;
	bool more = true;

	for (; more; n += all ? 1 : 4) {
		struct io_fault f = {.total_at = n, .errnum = EIO, .quick = true};

		failed += fail_at(w, &f, &whole) != ST_OK;
		more = f.total >= n;
	}
	for (int at = 1; at < n; at += all ? 1 : 13, pulled++) {
		struct io_fault f = {.total_from = at, .errnum = EIO, .quick = true};

		fail_at(w, &f, &whole);
	}
	printf(
	    "carry: %d calls, %d runs refused where %s failed, %d pulled, %d whole all "
	    "the same\n",
	    n - 1, failed, all ? "each" : "every fourth", pulled, whole);
	assert_true(failed > 40);
	site_ok(&w->kbr, carry_out(&w->kbr.a, w->to, NULL, &made, &w->kbr.k.err));
	expect_whole(w, made.path, &w->kbr);
	assert_false(carry_folder_there(w));
}

static int64_t room;

static int
small(void *arg, int fd, struct statvfs *st)
{
	int rc = io_posix.statvfs(NULL, fd, st);

	(void)arg;
	st->f_bavail = (fsblkcnt_t)room / st->f_frsize;
	return rc;
}

static void
refuses(struct world *w, const struct io *io, enum status expected, const char *said)
{
	struct carry_made made;
	struct lying l;

	memset(&w->kbr.k.err, 0, sizeof w->kbr.k.err);
	w->kbr.a.env.io = io;
	assert_int_equal(carry_out(&w->kbr.a, w->to, NULL, &made, &w->kbr.k.err),
			 expected);
	w->kbr.a.env.io = &io_posix;
	if (!strstr(status_say(&w->kbr.k.err), said))
		fail_msg("%s", status_say(&w->kbr.k.err));
	l = look(w->to);
	assert_int_equal(l.copies + l.half + l.others, 0);
	assert_false(carry_folder_there(w));
}

static void
test_carry__place__full_and_read_only_are_told(void **state)
{
	struct world *w = *state;
	struct io_fault full = {.room = 300000}, ro = {.errnum = EROFS};
	struct io io;

	io = fault_io(&full);
	refuses(w, &io, ST_FULL, "the stick is full");
	ro.fail_at[FAULT_OPEN_IN] = 2; /* the first reads the copy */
	io = fault_io(&ro);
	refuses(w, &io, ST_READONLY, "can only be read");
	io = io_posix;
	io.statvfs = small;
	room = 400 << 10;
	refuses(w, &io, ST_FULL, "has 400 kB left and the copy needs ");
	site_stick_end(w->to);
	assert_int_equal(
	    carry_out(&w->kbr.a, w->to, NULL, &(struct carry_made){0}, &w->kbr.k.err),
	    ST_NOT_FOUND);
	site_stick(w->to);
}

static void
test_carry__place__empty_or_too_long_is_none(void **state)
{
	struct world *w = *state;
	struct carry_made made;
	char to[CARRY_PATH / 2 + 2];

	memset(to, 'x', sizeof to);
	to[0] = to[100] = to[200] = to[300] = '/';
	to[sizeof to - 1] = '\0';
	for (int i = 0; i < 2; i++) {
		memset(&w->kbr.k.err, 0, sizeof w->kbr.k.err);
		assert_int_equal(
		    carry_out(&w->kbr.a, i ? "" : to, NULL, &made, &w->kbr.k.err),
		    ST_INVALID);
		assert_non_null(strstr(status_say(&w->kbr.k.err), "this is no place"));
		assert_false(carry_folder_there(w));
	}
	/* One character less is a place like any other; this one is not there. */
	to[sizeof to - 2] = '\0';
	assert_int_equal(carry_out(&w->kbr.a, to, NULL, &made, &w->kbr.k.err),
			 ST_NOT_FOUND);
}

/* What a pulled stick left goes; another site's half copy may be in the making. */
static void
test_carry__half_copies__of_this_site_are_removed(void **state)
{
	struct world *w = *state;
	struct carry_made made;
	char command[400];

	snprintf(command, sizeof command,
		 "cd %s && touch '~limber-KBR-20260101-101010.db.age.TMP' "
		 "'~limber-KBX-20260101-101010.db.age.TMP' '~limber-KBR-x.TMP'",
		 w->to);
	assert_int_equal(system(command), 0);
	site_ok(&w->kbr, carry_out(&w->kbr.a, w->to, NULL, &made, &w->kbr.k.err));
	assert_int_equal(look(w->to).half, 2);
	assert_int_equal(look(w->to).copies, 1);
}

static void
test_carry__role_and_another_program(void **state)
{
	struct world *w = *state;
	struct carry_made made;
	char path[128];
	int fd;

	access_act(w->kbr.a.store, "abe", "aide");
	refuses(w, &io_posix, ST_DENIED, "abe (Aide) may not");
	access_act(w->kbr.a.store, "dora", "desk");
	site_ok(&w->kbr, carry_out(&w->kbr.a, w->to, NULL, &made, &w->kbr.k.err));
	assert_int_equal(unlink(made.path), 0);
	kit_path(&w->kbr.k, "limber.carry", path);
	fd = open(path, O_RDWR);
	assert_int_equal(flock(fd, LOCK_EX | LOCK_NB), 0);
	refuses(w, &io_posix, ST_BUSY, "another program makes or opens a copy");
	close(fd);
}

static void
change(const char *path, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(path, &db), SQLITE_OK);
	sqlite3_db_config(db, SQLITE_DBCONFIG_ENABLE_TRIGGER, 0, NULL);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL))
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_close(db);
}

/* Every page of the copy is whole and an operation is not what it was: it goes back, and that is told. */
static void
test_carry__restore__tells_of_damaged_operations(void **state)
{
	struct world *w = *state;
	char copy[128], dir[128];
	struct copies_back back = {.src = copy};
	struct store_restored r;
	bool keys;

	str_format(copy, sizeof copy, "%s/copy.db", w->to);
	str_format(dir, sizeof dir, "%s/new", w->to);
	site_ok(&w->kbr, store_backup(w->kbr.a.store, copy, &w->kbr.k.err));
	site_ok(&w->kbr,
		copies_restore(dir, &w->kbr.k.env, &back, &r, &keys, &w->kbr.k.err));
	assert_string_equal(r.harm, "");
	change(copy, "UPDATE op SET wall = wall + 1 WHERE seq = 2");
	site_ok(&w->kbr,
		copies_restore(dir, &w->kbr.k.env, &back, &r, &keys, &w->kbr.k.err));
	if (!strstr(r.harm, "operation"))
		fail_msg("\"%s\" names no operation", r.harm);
	assert_string_not_equal(r.aside, "");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_carry__sealed__opens_for_both_sites_alone),
	    CASE(test_carry__plain__only_when_the_clinic_chose_it),
	    CASE(test_carry__fault__at_every_call),
	    CASE(test_carry__place__full_and_read_only_are_told),
	    CASE(test_carry__place__empty_or_too_long_is_none),
	    CASE(test_carry__half_copies__of_this_site_are_removed),
	    CASE(test_carry__role_and_another_program),
	    CASE(test_carry__restore__tells_of_damaged_operations),
	};

	return cmocka_run_group_tests_name("carry", tests, NULL, NULL);
}
