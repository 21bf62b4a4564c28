/* test_fleet.c - what is said of each site: no key, nothing yet, overdue, alarm. */
#include "app_kit.h"

#include "app/fleet.h"
#include "store/store_priv.h"
#include "store/trust.h"

static struct app_kit kit;
static const struct trust key = {.site = "HQT",
				 .sign_key = "RWabc",
				 .seal_key = "age1xyz",
				 .hub = true,
				 .since = 20260501,
				 .until = DICT_NONE,
				 .how = "words"};

static int
set_up(void **state)
{
	(void)state;
	app_kit_new(&kit);
	app_kit_ok(&kit, link_peer_add(kit.a.store, "HQT", true, &kit.k.err));
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	app_kit_end(&kit);
	return 0;
}

static void
said(const char *what, bool overdue)
{
	struct fleet_line l[3];
	int n;

	app_kit_ok(&kit, fleet_list(&kit.a, l, 3, &n, &kit.k.err));
	assert_int_equal(n, 1);
	assert_string_equal(l[0].said, what);
	assert_int_equal(l[0].overdue, overdue);
	assert_true(l[0].waiting > 0);
}

static void
test_fleet__list__the_gravest_is_said(void **state)
{
	char sql[100];

	(void)state;
	said("no key of it holds: nothing is taken", false);
	app_kit_ok(&kit, trust_put(kit.a.store, &key, &kit.k.err));
	said("no bundle came yet", false);
	str_format(sql, sizeof sql, "UPDATE peer SET seen_at = %lld",
		   (long long)APP_KIT_WALL_S * 1000);
	assert_int_equal(sqlite3_exec(kit.a.store->db, sql, NULL, NULL, NULL), SQLITE_OK);
	said("", false);
	app_kit_wait((int64_t)14 * 86400000 - 1);
	said("", false);
	app_kit_wait(1);
	said("OVERDUE: nothing for 14 days", true);
	/* An old copy that goes on sending: told long before its third bundle freezes the site. */
	assert_int_equal(
	    sqlite3_exec(kit.a.store->db,
			 "INSERT INTO link_in(peer, writer, incarnation, serial, recv_n,"
			 " recv_hash, late, at) VALUES('HQT', zeroblob(16), 1, 1, 0,"
			 " zeroblob(32), 1, 0)",
			 NULL, NULL, NULL),
	    SQLITE_OK);
	said("1 bundle came from a database of it that was replaced: is that machine out "
	     "of use? Then limber peers clear HQT",
	     true);
	app_kit_ok(&kit, link_alarm(kit.a.store, "HQT", "", &kit.k.err));
	said("OVERDUE: nothing for 14 days", true);
	app_kit_ok(&kit, link_alarm(kit.a.store, "HQT", "two copies", &kit.k.err));
	said("ALARM: two copies", true);
}

/* Bundles 3 and 4 lie in the spool, none was taken. */
static void
test_fleet__list__names_the_missing_bundles(void **state)
{
	static const char *const waiting[] = {"HQT_TST_0001_000004",
					      "HQT_TST_0001_000003"};
	char path[700];

	(void)state;
	app_kit_ok(&kit, trust_put(kit.a.store, &key, &kit.k.err));
	for (int i = 0; i < 2; i++) {
		str_format(path, sizeof path, "%s/spool/%s", kit.a.dir, waiting[i]);
		app_kit_ok(&kit, io_make_dir(kit.a.env.io, path, &kit.k.err));
	}
	said("bundles 1 to 2 are missing, 2 wait for them: ask there to export again",
	     false);
	str_format(path, sizeof path, "%s/spool/HQT_TST_0001_000002", kit.a.dir);
	app_kit_ok(&kit, io_make_dir(kit.a.env.io, path, &kit.k.err));
	said("bundle 1 is missing, 3 wait for it: ask there to export again", false);
}

static void
gather(void *arg, const void *bytes, size_t n)
{
	str_add_n(arg, bytes, n);
}

static void
test_fleet__csv__a_row_for_each_site(void **state)
{
	struct str out = {0};

	(void)state;
	app_kit_ok(&kit, fleet_csv(&kit.a, (struct csv_sink){gather, &out}, &kit.k.err));
	assert_non_null(
	    strstr(str_text(&out),
		   "site,hub,last_bundle,receipt,waiting,unconfirmed,key_since,"
		   "spooled,missing_from,missing_to,alarm,audit_odd,said\r\nHQT,1,,,"));
	assert_non_null(
	    strstr(str_text(&out), ",0,,0,,,,,no key of it holds: nothing is taken\r\n"));
	str_release(&out);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_fleet__list__the_gravest_is_said, set_up,
					    tear_down),
	    cmocka_unit_test_setup_teardown(test_fleet__list__names_the_missing_bundles,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_fleet__csv__a_row_for_each_site, set_up,
					    tear_down),
	};

	return cmocka_run_group_tests_name("fleet", tests, NULL, NULL);
}
