/* test_backup.c - names of daily copies and which are kept, day by day over years and clock jumps. */
#include "core/backup.h"

#include "base/date.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { MAX = 64 };

/* A folder of copies, as the store would have it. */
struct folder {
	int64_t days[MAX];
	bool good[MAX]; /* made on the day it names */
	size_t n;
};

static bool
has(const struct folder *f, int64_t day)
{
	for (size_t i = 0; i < f->n; i++)
		if (f->days[i] == day)
			return true;
	return false;
}

static void
put(struct folder *f, int64_t day, bool good)
{
	size_t at = 0;

	while (at < f->n && f->days[at] < day)
		at++;
	if (at < f->n && f->days[at] == day) {
		f->good[at] = good; /* made anew */
		return;
	}
	assert_true(f->n < MAX);
	memmove(&f->days[at + 1], &f->days[at], (f->n - at) * sizeof f->days[0]);
	memmove(&f->good[at + 1], &f->good[at], (f->n - at) * sizeof f->good[0]);
	f->days[at] = day;
	f->good[at] = good;
	f->n++;
}

static void
prune(struct folder *f, int64_t today)
{
	bool keep[MAX];
	size_t left = 0;

	backup_keep(f->days, f->n, today, keep);
	for (size_t i = 0; i < f->n; i++)
		if (keep[i]) {
			f->days[left] = f->days[i];
			f->good[left++] = f->good[i];
		}
	f->n = left;
}

/* Asked anew from all days that ever were, by a second reading of the specification. */
static bool
wanted(int64_t first, int64_t today, int64_t day)
{
	int64_t back = date_to_days(today) - date_to_days(day);
	int64_t monday = date_add(day, -date_weekday(day));
	int64_t this_monday = date_add(today, -date_weekday(today));
	int64_t weeks = (date_to_days(this_monday) - date_to_days(monday)) / 7;
	int64_t months =
	    (today / 10000 - day / 10000) * 12 + today / 100 % 100 - day / 100 % 100;
	bool ends_week = date_weekday(day) == 6 || day == today;
	bool ends_month = date_add(day, 1) / 100 != day / 100 || day == today;

	return day >= first &&
	       (back < 7 || (ends_week && weeks < 4) || (ends_month && months < 12));
}

static void
test_backup__names(void **state)
{
	static const char *const others[] = {
	    "",
	    "limber.db",
	    "limber-20260231.db",
	    "limber-2026112.db",
	    "limber-202611260.db",
	    "limber-20261126.db.tmp",
	    "limber-before-import.db",
	    "limber-before-upgrade.db",
	    "Limber-20261126.db",
	    "limber-20261126",
	    "limber-00000000.db",
	    "daily.lock",
	};
	char name[BACKUP_NAME];

	(void)state;
	backup_name(20261126, name);
	assert_string_equal(name, "limber-20261126.db");
	for (int64_t day = 20240101; day < 20280301; day = date_add(day, 1)) {
		backup_name(day, name);
		assert_int_equal(backup_day(name), day);
	}
	for (size_t i = 0; i < sizeof others / sizeof others[0]; i++)
		if (backup_day(others[i]) != DATE_NONE)
			fail_msg("%s is taken for a daily copy", others[i]);
}

/* A copy each day for two years, pruned each day: what is left is what the specification names. */
static void
test_backup__two_years_of_days(void **state)
{
	const int64_t first = 20260105;
	struct folder f = {.n = 0};
	int64_t today = first;

	(void)state;
	for (int i = 0; i < 731; i++, today = date_add(today, 1)) {
		put(&f, today, true);
		prune(&f, today);
		for (int64_t day = first; day <= today; day = date_add(day, 1))
			if (has(&f, day) != wanted(first, today, day))
				fail_msg("on %lld the copy of %lld is %s",
					 (long long)today, (long long)day,
					 has(&f, day) ? "kept" : "gone");
	}
}

/* A clinic that opens now and then: the last 7 copies are there however old they are. */
static void
test_backup__days_without_work_age_nothing(void **state)
{
	struct folder f = {.n = 0};
	int64_t made[40];

	(void)state;
	for (int i = 0; i < 40; i++) {
		made[i] = date_add(20260105, i * 45);
		put(&f, made[i], true);
		prune(&f, made[i]);
		for (int k = i < 11 ? 0 : i - 11; k <= i; k++)
			assert_true(has(&f, made[k]));
	}
	prune(&f, date_add(made[39], 5000));
	assert_int_equal(f.n, 12);
}

static int64_t
newest_good(const struct folder *f, int64_t today)
{
	int64_t day = DATE_NONE;

	for (size_t i = 0; i < f->n; i++)
		if (f->good[i] && f->days[i] <= today)
			day = f->days[i];
	return day;
}

/* The clock jumps from every day of two years, as far as 400 days and for as long as three weeks,
 * and back: the newest copy of before is never lost, the newest made is never the one that goes,
 * and the folder never grows without end. */
static void
test_backup__clock_jumps_lose_no_good_copy(void **state)
{
	static const int jumps[] = {-20000, -400, -40, -8, -1,	1,
				    6,	    8,	  29,  40, 400, 3700};
	int64_t real = 20260105;
	struct folder year = {.n = 0};

	(void)state;
	for (int i = 0; i < 730; i++, real = date_add(real, 1)) {
		put(&year, real, true);
		prune(&year, real);
		for (size_t j = 0; j < sizeof jumps / sizeof jumps[0]; j++) {
			struct folder f = year;
			int stay = 1 + i % 21;

			for (int k = 1; k <= stay; k++) {
				int64_t claimed = date_add(real, jumps[j] + k);

				put(&f, claimed, false);
				prune(&f, claimed);
				assert_true(has(&f, claimed));
				/* Seven of later names hold all of it too. */
				if (claimed < date_add(real, 7) || k < 7)
					assert_true(has(&f, real));
				assert_true(f.n <= 46);
			}
			for (int k = 1; k <= 30; k++) {
				int64_t today = date_add(real, stay + k);

				put(&f, today, true);
				prune(&f, today);
				assert_true(has(&f, today));
				assert_int_equal(newest_good(&f, today), today);
				assert_true(f.n <= 46);
			}
		}
	}
}

static void
test_backup__carried_names(void **state)
{
	static const char *const none[] = {"limber-20261126.db",
					   "limber-KBR-20261126-142301",
					   "limber-KBR-20261126-142301.db.",
					   "limber-KBR-20261126-142301.dbx",
					   "limber-kbr-20261126-142301.db",
					   "limber--20261126-142301.db",
					   "limber-ABCDEFG-20261126-1.db",
					   "~limber-KBR-20261126-142301.db",
					   "limber-KBR-202611260-1.db",
					   "limber-KBR-20261126-142301.age",
					   "limber-before-import.db",
					   ""};
	struct civil when = {20261126, 14, 23, 1};
	char name[BACKUP_CARRIED];
	bool sealed;

	(void)state;
	backup_carried("KBR", &when, false, name);
	assert_string_equal(name, "limber-KBR-20261126-142301.db");
	assert_true(backup_is_carried(name, &sealed));
	assert_false(sealed);
	backup_carried("ABCDEF", &when, true, name);
	assert_string_equal(name, "limber-ABCDEF-20261126-142301.db.age");
	assert_true(backup_is_carried(name, &sealed));
	assert_true(sealed);
	assert_true(backup_day(name) == DATE_NONE);
	for (size_t i = 0; i < sizeof none / sizeof none[0]; i++)
		assert_false(backup_is_carried(none[i], &sealed));
}

/* A clock that knows no limits, for 20 years of openings. */
static void
test_backup__any_clock_keeps_the_newest(void **state)
{
	struct folder f = {.n = 0};
	struct random r = random_begin("any clock", 7);

	(void)state;
	for (int i = 0; i < 7300; i++) {
		int64_t today = date_from_days(10000 + random_below(&r, 20000));

		put(&f, today, true);
		prune(&f, today);
		assert_true(has(&f, today));
		assert_true(f.n <= 46);
	}
}

static void
test_backup__the_only_one_stays(void **state)
{
	bool keep = false;

	(void)state;
	for (int64_t today = 19700101; today < 21000101; today = date_add(today, 97)) {
		const int64_t day = 20260504;

		keep = false;
		backup_keep(&day, 1, today, &keep);
		assert_true(keep);
	}
	backup_keep(NULL, 0, 20260504, NULL);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_backup__names),
	    cmocka_unit_test(test_backup__carried_names),
	    cmocka_unit_test(test_backup__two_years_of_days),
	    cmocka_unit_test(test_backup__days_without_work_age_nothing),
	    cmocka_unit_test(test_backup__clock_jumps_lose_no_good_copy),
	    cmocka_unit_test(test_backup__any_clock_keeps_the_newest),
	    cmocka_unit_test(test_backup__the_only_one_stays),
	};

	return cmocka_run_group_tests_name("backup", tests, NULL, NULL);
}
