/* test_sticks.c - sticks of a made-up machine: checked once, remembered; nothing else is filled. */
#include "app_kit.h"
#include "fault_io.h"

#include "app/sticks.h"

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

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_sticks__check__is_remembered),
	    cmocka_unit_test(test_sticks__check__fills_sticks_alone),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
