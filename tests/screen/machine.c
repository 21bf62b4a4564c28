/* machine.c - a made-up machine with sticks in it. */
#include "machine.h"

#include "base/io.h"
#include "base/str.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

struct machine machine;

void
machine_run(const char *command)
{
	if (system(command) != 0)
		fail_msg("%s", command);
}

/* What the kernel says is mounted: its disk, and so many sticks. */
static void
mounts(int sticks, const char *how)
{
	FILE *f = fopen(machine.mountinfo, "w");

	assert_non_null(f);
	fprintf(f, "20 1 8:2 / / rw - ext4 /dev/sda2 rw\n");
	if (sticks > 0)
		fprintf(f, "21 1 8:16 / %s %s - vfat /dev/sdb %s\n", machine.stick, how,
			how);
	if (sticks > 1)
		fprintf(f, "22 1 8:32 / %s/OFFICE %s - vfat /dev/sdc %s\n", machine.dir,
			how, how);
	fclose(f);
}

static int64_t room_kb;

/* The same room on whatever disk the test runs. */
static int
room(void *arg, int fd, struct statvfs *fs)
{
	(void)arg;
	(void)fd;
	*fs = (struct statvfs){.f_bavail = (fsblkcnt_t)room_kb, .f_frsize = 1024};
	return 0;
}

void
machine_room(int64_t kb)
{
	room_kb = kb;
}

void
machine_make(void)
{
	char text[1200];

	str_copy(machine.dir, sizeof machine.dir, "/tmp/limber-machine-XXXXXX");
	assert_non_null(mkdtemp(machine.dir));
	str_format(machine.mountinfo, sizeof machine.mountinfo, "%s/mountinfo",
		   machine.dir);
	str_format(machine.sys, sizeof machine.sys, "%s/sys", machine.dir);
	str_format(machine.stick, sizeof machine.stick, "%s/KBR-STICK", machine.dir);
	str_format(
	    text, sizeof text,
	    "cd %s && mkdir -p sys/dev/block KBR-STICK OFFICE &&"
	    " for d in b:16 c:32; do k=sys/devices/usb1/block/sd${d%%:*} && mkdir -p $k "
	    "&&"
	    " echo 1 >$k/removable &&"
	    " ln -s ../../devices/usb1/block/sd${d%%:*} sys/dev/block/8:${d#*:}; done",
	    machine.dir);
	machine_run(text);
	mounts(1, "rw");
	machine_room(7000 << 10);
	machine.io = io_posix;
	machine.io.statvfs = room;
	machine.sticks = (struct stick_env){.io = &machine.io,
					    .data = "/nowhere",
					    .mountinfo = machine.mountinfo,
					    .sys = machine.sys,
					    .udev = machine.dir};
}

void
machine_end(void)
{
	char text[100];

	str_format(text, sizeof text, "rm -rf %s", machine.dir);
	machine_run(text);
}

void
machine_second(void)
{
	mounts(2, "rw");
}

void
machine_lock(void)
{
	mounts(1, "ro");
}

void
machine_pull(void)
{
	mounts(0, "");
}
