/* test_sticks.c - sticks of a made-up machine: checked once, remembered; nothing else is filled. */
#include "app_kit.h"
#include "fault_io.h"

#include "app/carry.h"
#include "app/sticks.h"
#include "app/wearable.h"

struct machine {
	struct app_kit c;
	struct io_fault f;
	struct io io;
	char mountinfo[128], sys[128], udev[128], stick[128];
	struct stick_env env;
};

static void
begin(struct machine *m, const char *mode)
{
	static const char make[] =
	    "cd %s && mkdir -p sys/dev/block udev stick && "
	    "d=sys/devices/usb1/1-1/block/sdb && mkdir -p $d/sdb1 && echo 1 "
	    ">$d/removable && "
	    "echo 1 >$d/sdb1/partition && echo S1 >sys/devices/usb1/1-1/serial && "
	    "ln -s ../../devices/usb1/1-1/block/sdb/sdb1 sys/dev/block/8:17 && "
	    "printf 'E:ID_FS_UUID=1A2B\\n' >udev/b8:17 && "
	    "echo \"22 1 8:17 / $PWD/stick %s - vfat /dev/sdb1 rw\" >mountinfo";
	char command[1024];

	app_kit_new(&m->c);
	str_format(command, sizeof command, make, m->c.k.dir, mode);
	assert_int_equal(system(command), 0);
	kit_path(&m->c.k, "mountinfo", m->mountinfo);
	kit_path(&m->c.k, "sys", m->sys);
	kit_path(&m->c.k, "udev", m->udev);
	kit_path(&m->c.k, "stick", m->stick);
	m->f = (struct io_fault){.room = 1 << 20}; /* the stick holds no more */
	m->io = fault_io(&m->f);
	m->env = (struct stick_env){
	    .io = &m->io, .mountinfo = m->mountinfo, .sys = m->sys, .udev = m->udev};
}

static void
test_sticks__check__is_remembered(void **state)
{
	struct machine m;
	struct sticks_line *rows;
	int64_t bytes;
	size_t n;
	char slash[140];

	(void)state;
	begin(&m, "rw");
	app_kit_ok(&m.c, sticks_list(&m.c.a, &m.env, &rows, &n, &m.c.k.err));
	assert_int_equal(n, 1);
	assert_string_equal(rows[0].stick.id, "S1/1A2B");
	assert_int_equal(rows[0].checked_ms, 0);
	free(rows);
	str_format(slash, sizeof slash, "%s/", m.stick);
	app_kit_ok(&m.c, sticks_check(&m.c.a, &m.env, slash, NULL, &bytes, &m.c.k.err));
	assert_int_equal(bytes, 1 << 20);
	app_kit_ok(&m.c, sticks_list(&m.c.a, &m.env, &rows, &n, &m.c.k.err));
	assert_int_equal(rows[0].checked_ms, app_wall_ms(&m.c.a));
	free(rows);
	app_kit_end(&m.c);
}

static void
test_sticks__check__fills_sticks_alone(void **state)
{
	struct machine m;
	int64_t bytes;

	(void)state;
	begin(&m, "ro");
	assert_int_equal(
	    sticks_check(&m.c.a, &m.env, m.c.k.dir, NULL, &bytes, &m.c.k.err),
	    ST_REFUSED);
	assert_int_equal(sticks_check(&m.c.a, &m.env, m.stick, NULL, &bytes, &m.c.k.err),
			 ST_READONLY);
	assert_int_equal(m.f.calls[FAULT_WRITE], 0);
	m.env.mountinfo = "/nowhere";
	assert_int_equal(sticks_check(&m.c.a, &m.env, m.stick, NULL, &bytes, &m.c.k.err),
			 ST_NOT_FOUND);
	app_kit_end(&m.c);
}

/* A file in a folder of the stick is found, hidden and other ones are not; a terminal over a network may
 * read it there, but no link that leads elsewhere. */
static void
test_sticks__wearable__files_of_a_stick(void **state)
{
	const struct wearable_how nothing = {0};
	struct wearable_place *p = mem_alloc(WEARABLE_PLACES_MAX * sizeof *p);
	struct wearable_file *f = mem_alloc(sizeof *f);
	struct machine m;
	char command[600];
	int n = 0;

	(void)state;
	begin(&m, "ro");
	m.c.a.sticks = &m.env;
	m.c.a.kiosk = true;
	str_format(command, sizeof command,
		   "cd %s && mkdir -p ACTIVITY/deep && printf 'date,steps,distance,"
		   "runDistance,calories\\n2026-05-01,4000,2900,0,120\\n' >ACTIVITY/"
		   "ACTIVITY_1.csv && touch .x.csv note.txt ACTIVITY/deep/y.csv && ln -s "
		   "%s/limber.db z.csv",
		   m.stick, m.c.k.dir);
	assert_int_equal(system(command), 0);
	app_kit_ok(&m.c, wearable_places(&m.c.a, p, WEARABLE_PLACES_MAX, &n, &m.c.k.err));
	assert_int_equal(n, 1);
	assert_string_equal(p[0].name, "ACTIVITY_1.csv");
	assert_string_equal(p[0].device, "Zepp");
	app_kit_ok(&m.c, wearable_look(&m.c.a, 1, p[0].path, &nothing, f, &m.c.k.err));
	assert_string_equal(f->layout.key, "zepp_activity");
	assert_int_equal(f->good, 1);
	wearable_release(f);
	str_format(command, sizeof command, "%s/z.csv", m.stick);
	app_kit_no(&m.c, ST_DENIED,
		   wearable_look(&m.c.a, 1, command, &nothing, f, &m.c.k.err));
	wearable_release(f);
	free(f);
	free(p);
	app_kit_end(&m.c);
}

/* ---- where a copy of the clinic goes when no place was named */

/* A second partition of the stick, mounted beside the first. */
static void
second_stick(struct machine *m)
{
	static const char make[] =
	    "cd %s && mkdir stick2 && d=sys/devices/usb1/1-1/block/sdb && mkdir $d/sdb2 "
	    "&& "
	    "echo 2 >$d/sdb2/partition && "
	    "ln -s ../../devices/usb1/1-1/block/sdb/sdb2 sys/dev/block/8:18 && "
	    "echo \"23 1 8:18 / $PWD/stick2 rw - vfat /dev/sdb2 rw\" >>mountinfo";
	char command[600];

	str_format(command, sizeof command, make, m->c.k.dir);
	assert_int_equal(system(command), 0);
}

static void
test_sticks__carry__the_one_that_is_in(void **state)
{
	char path[CARRY_PATH], second[128];
	struct machine m;

	(void)state;
	begin(&m, "rw");
	m.c.a.sticks = &m.env;
	app_kit_ok(&m.c, carry_stick(&m.c.a, path, &m.c.k.err));
	assert_string_equal(path, m.stick);
	/* Which of two is for somebody to say. */
	second_stick(&m);
	kit_path(&m.c.k, "stick2", second);
	str_copy(path, sizeof path, "as it was");
	app_kit_no(&m.c, ST_REFUSED, carry_stick(&m.c.a, path, &m.c.k.err));
	assert_true(app_kit_said(&m.c, "2 sticks are in"));
	assert_true(app_kit_said(&m.c, m.stick));
	assert_true(app_kit_said(&m.c, second));
	assert_true(app_kit_said(&m.c, "--to"));
	assert_string_equal(path, "as it was");
	/* Pulled. */
	assert_int_equal(truncate(m.mountinfo, 0), 0);
	app_kit_no(&m.c, ST_NOT_FOUND, carry_stick(&m.c.a, path, &m.c.k.err));
	assert_true(app_kit_said(&m.c, "no stick is in"));
	assert_string_equal(path, "as it was");
	/* No list of what is mounted is not "no stick". */
	m.env.mountinfo = "/nowhere";
	assert_true(carry_stick(&m.c.a, path, &m.c.k.err) != ST_OK);
	app_kit_end(&m.c);
}

static void
test_sticks__carry__not_one_that_is_read_only(void **state)
{
	char path[CARRY_PATH] = "as it was";
	struct machine m;

	(void)state;
	begin(&m, "ro");
	m.c.a.sticks = &m.env;
	app_kit_no(&m.c, ST_READONLY, carry_stick(&m.c.a, path, &m.c.k.err));
	assert_true(app_kit_said(&m.c, m.stick));
	assert_string_equal(path, "as it was");
	app_kit_end(&m.c);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sticks__check__is_remembered),
	    cmocka_unit_test(test_sticks__check__fills_sticks_alone),
	    cmocka_unit_test(test_sticks__wearable__files_of_a_stick),
	    cmocka_unit_test(test_sticks__carry__the_one_that_is_in),
	    cmocka_unit_test(test_sticks__carry__not_one_that_is_read_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
