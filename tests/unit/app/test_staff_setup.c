/* test_staff_setup.c - the first manager of a clinic, and how soon its screens lock. */
#include "app_kit.h"

#include "store/audit.h"

/* ---- the lock */

struct seen {
	int n;
	char user[24], detail[60]; /* of the newest */
};

static bool
count_setting(void *arg, const struct audit_line *l)
{
	struct seen *s = arg;

	if (strcmp(l->what, "setting") != 0)
		return true;
	if (!s->n++) {
		str_copy(s->user, sizeof s->user, l->user);
		str_copy(s->detail, sizeof s->detail, l->detail);
	}
	return true;
}

static struct seen
settings_audited(struct app_kit *c)
{
	struct seen s = {0};

	app_kit_ok(c, audit_list(c->a.store, 1000, count_setting, &s, &c->k.err));
	return s;
}

static int64_t
minutes(struct app_kit *c)
{
	int64_t n = -1;

	app_kit_ok(c, staff_lock_minutes(&c->a, &n, &c->k.err));
	return n;
}

static void
act_as_manager(struct app_kit *c)
{
	struct staff boss = app_kit_person("musa", "manager");

	app_kit_staff(c, &boss);
	app_kit_ok(c, staff_act_as(&c->a, "musa", &c->k.err));
}

static void
test_lock__minutes__0_to_240_by_a_manager(void **state)
{
	static const int64_t good[] = {0, 240, 25}, bad[] = {-1, 241, INT64_MAX};
	static const char *const audited[] = {"screens lock after 0 min",
					      "screens lock after 240 min",
					      "screens lock after 25 min"};
	struct app_kit c;
	int before;

	(void)state;
	app_kit_new(&c);
	assert_int_equal(minutes(&c), 10); /* nobody has said otherwise */
	before = settings_audited(&c).n;
	act_as_manager(&c);
	for (int i = 0; i < 3; i++) {
		app_kit_ok(&c, staff_set_lock_minutes(&c.a, good[i], &c.k.err));
		assert_int_equal(minutes(&c), good[i]);
		assert_int_equal(settings_audited(&c).n, before + i + 1);
		assert_string_equal(settings_audited(&c).detail, audited[i]);
		assert_string_equal(settings_audited(&c).user, "musa");
	}
	for (int i = 0; i < 3; i++) {
		app_kit_no(&c, ST_INVALID,
			   staff_set_lock_minutes(&c.a, bad[i], &c.k.err));
		assert_true(app_kit_said(&c, "0 (never) to 240 minutes"));
	}
	assert_int_equal(minutes(&c), 25);
	assert_int_equal(settings_audited(&c).n, before + 3);
	app_kit_end(&c);
}

static void
test_lock__minutes__no_one_else_sets_them(void **state)
{
	static const char *const roles[] = {"pt",   "pta",  "student",
					    "aide", "desk", "readonly"};
	struct app_kit c;
	int before;

	(void)state;
	app_kit_new(&c);
	before = settings_audited(&c).n;
	for (int i = 0; i < 6; i++) {
		char login[12];
		struct staff s;

		str_format(login, sizeof login, "p%s", roles[i]);
		s = app_kit_person(login, roles[i]);
		app_kit_staff(&c, &s);
		app_kit_ok(&c, staff_act_as(&c.a, login, &c.k.err));
		app_kit_no(&c, ST_DENIED, staff_set_lock_minutes(&c.a, 5, &c.k.err));
		/* who may not is told so, also with a number that is none */
		app_kit_no(&c, ST_DENIED, staff_set_lock_minutes(&c.a, 999, &c.k.err));
	}
	assert_int_equal(minutes(&c), 10);
	assert_int_equal(settings_audited(&c).n, before);
	app_kit_end(&c);
}

/* A setting that was damaged, or that another program wrote, locks as if there were none. */
static void
test_lock__minutes__nonsense_is_ten(void **state)
{
	static const char *const texts[] = {"", "soon", "-1", "241", "5 min"};
	struct app_kit c;

	(void)state;
	app_kit_new(&c);
	for (int i = 0; i < 5; i++) {
		app_kit_ok(
		    &c, store_setting_set(c.a.store, "lock.minutes", texts[i], &c.k.err));
		assert_int_equal(minutes(&c), 10);
	}
	app_kit_ok(&c, store_setting_set(c.a.store, "lock.minutes", "240", &c.k.err));
	assert_int_equal(minutes(&c), 240);
	app_kit_end(&c);
}

/* ---- the first manager */

static void
empty_clinic(struct app_kit *c)
{
	struct store_site site = kit_site;

	app_kit_clock_zero(c);
	app_kit_ok(c, app_init(c->k.dir, &c->k.env, &site, &c->k.err));
	app_kit_ok(c, app_open(&c->a, c->k.dir, &c->k.env, &c->k.err));
}

static bool
anybody(struct app_kit *c)
{
	bool any = true;

	app_kit_ok(c, staff_any(&c->a, &any, &c->k.err));
	return any;
}

static struct staff
somebody(const char *login, const char *name)
{
	struct staff s;

	dict_row_init(dict_entity(E_STAFF), &s);
	str_copy(s.login, sizeof s.login, login);
	str_copy(s.name, sizeof s.name, name);
	return s;
}

static void
test_first__manager__once(void **state)
{
	struct staff first = somebody("rosa", "Rosa Example"), second, kept;
	struct app_kit c;

	(void)state;
	empty_clinic(&c);
	assert_false(anybody(&c));
	app_kit_ok(&c,
		   staff_first(&c.a, &first, "correct horse", "1234", true, &c.k.err));
	assert_true(anybody(&c));
	access_lift(c.a.store);
	app_kit_ok(&c, record_get(c.a.store, E_STAFF, first.head.no, &kept, &c.k.err));
	access_drop(c.a.store);
	assert_string_equal(kept.role, "manager");
	assert_int_equal(kept.active, 1);
	app_kit_no(&c, ST_DENIED, staff_login(&c.a, "rosa", "wrong horse", &c.k.err));
	app_kit_wait(1000); /* the delay after the first failure */
	app_kit_ok(&c, staff_login(&c.a, "rosa", "correct horse", &c.k.err));
	assert_false(c.a.must_change); /* her own */
	app_kit_ok(&c, staff_check_pin(&c.a, "1234", &c.k.err));
	staff_logout(&c.a);
	/* Whoever comes second is not first, logged in or not. */
	second = somebody("mallory", "Mallory Example");
	app_kit_no(&c, ST_DENIED,
		   staff_first(&c.a, &second, "correct horse", "1234", true, &c.k.err));
	assert_true(app_kit_said(&c, "a manager adds others"));
	assert_int_equal(record_count(c.a.store, E_STAFF), 1);
	app_kit_no(&c, ST_DENIED,
		   staff_login(&c.a, "mallory", "correct horse", &c.k.err));
	app_kit_end(&c);
}

/* Nothing is left of one who could not be made whole. */
static void
test_first__manager__whole_or_not_there(void **state)
{
	static const struct {
		const char *login, *name, *password, *pin;
	} wrong[] = {
	    {"", "Rosa Example", "correct horse", "1234"},
	    {"rosa", "", "correct horse", "1234"},
	    {"rosa", "Rosa Example", "", "1234"},
	    {"rosa", "Rosa Example", "correct horse", ""},
	    {"rosa", "Rosa Example", "nine char", "1234"}, /* 10 at least */
	    {"rosa", "Rosa Example", "correct horse", "123"},
	    {"rosa", "Rosa Example", "correct horse", "12a4"},
	};
	struct staff first = somebody("rosa", "Rosa Example");
	struct app_kit c;

	(void)state;
	empty_clinic(&c);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct staff s = somebody(wrong[i].login, wrong[i].name);

		app_kit_no(&c, ST_INVALID,
			   staff_first(&c.a, &s, wrong[i].password, wrong[i].pin, true,
				       &c.k.err));
		assert_false(anybody(&c));
	}
	app_kit_ok(&c,
		   staff_first(&c.a, &first, "correct horse", "1234", true, &c.k.err));
	app_kit_end(&c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_lock__minutes__0_to_240_by_a_manager),
	    cmocka_unit_test(test_lock__minutes__no_one_else_sets_them),
	    cmocka_unit_test(test_lock__minutes__nonsense_is_ten),
	    cmocka_unit_test(test_first__manager__once),
	    cmocka_unit_test(test_first__manager__whole_or_not_there),
	};

	return cmocka_run_group_tests_name("staff_setup", tests, NULL, NULL);
}
