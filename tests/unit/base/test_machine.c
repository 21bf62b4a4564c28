/* test_machine.c - disks, swap, limits and locks of made-up machines. */
#include "base/machine.h"
#include "base/str.h"
#include "test_dir.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include <cmocka.h>

/* /proc and /sys lie in dir; /data and /dev/NAME are on or are the devices named. */
static struct {
	char dir[64];
	dev_t data;
	struct io io;
} m;

static const char *
at(const char *path, char out[512])
{
	if (strncmp(path, "/proc/", 6) != 0 && strncmp(path, "/sys/", 5) != 0)
		return path;
	str_format(out, 512, "%s%s", m.dir, path);
	return out;
}

static int
fake_open(void *arg, const char *path, int flags, mode_t mode)
{
	char real[512];

	return io_posix.open(arg, at(path, real), flags, mode);
}

static int
fake_stat(void *arg, const char *path, struct stat *st)
{
	char real[512];
	unsigned a, b;

	if (!strncmp(path, "/data", 5)) {
		*st = (struct stat){.st_dev = m.data, .st_mode = S_IFDIR | 0700};
		return 0;
	}
	if (sscanf(path, "/dev/b%u-%u", &a, &b) == 2) {
		*st = (struct stat){.st_rdev = makedev(a, b), .st_mode = S_IFBLK | 0600};
		return 0;
	}
	return io_posix.stat(arg, at(path, real), st);
}

static ssize_t
fake_readlink(void *arg, const char *path, char *buf, size_t n)
{
	(void)arg;
	if (strcmp(path, "/proc/self/cwd") != 0 || n < 5) {
		errno = ENOENT;
		return -1;
	}
	memcpy(buf, "/data", 5);
	return 5;
}

static int
set_up(void **state)
{
	(void)state;
	memset(&m, 0, sizeof m);
	assert_true(test_dir(m.dir, sizeof m.dir, "machine"));
	m.io = io_posix;
	m.io.open = fake_open;
	m.io.stat = fake_stat;
	m.io.readlink = fake_readlink;
	m.data = makedev(8, 2);
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	remove_all(m.dir);
	return 0;
}

static void
run(const char *what)
{
	char command[2000];

	str_format(command, sizeof command,
		   "cd %s && mkdir -p proc/self sys/dev/block sys/devices && %s", m.dir,
		   what);
	if (system(command) != 0)
		fail_msg("%s", command);
}

/* A disk sda with the partition 8:2. */
static void
plain_disk(void)
{
	run("mkdir -p sys/devices/sda/sda2 && echo 2 >sys/devices/sda/sda2/partition && "
	    "ln -s ../../devices/sda/sda2 sys/dev/block/8:2");
}

/* 253:0 is a volume of LVM on 253:1, which is dm-crypt when crypt says so, on the partition 8:2. */
static void
volume(const char *name, const char *crypt)
{
	char text[900];

	str_format(
	    text, sizeof text,
	    "v=sys/devices/%s && c=sys/devices/%s-c && mkdir -p $v/dm $v/slaves "
	    "$c/dm $c/slaves && echo LVM-abc >$v/dm/uuid && echo %s >$c/dm/uuid && "
	    "ln -s ../../%s-c $v/slaves/dm-1 && ln -s ../../sda/sda2 "
	    "$c/slaves/sda2 && ln -s ../../devices/%s sys/dev/block/%s",
	    name, name, crypt, name, name, name);
	run(text);
}

static void
test_machine__encrypted__looks_through_volumes(void **state)
{
	(void)state;
	assert_int_equal(machine_encrypted(&m.io, "/data"), MACHINE_UNKNOWN);
	plain_disk();
	assert_int_equal(machine_encrypted(&m.io, "/data"), MACHINE_NO);
	volume("253:0", "CRYPT-LUKS2-0011");
	volume("253:5", "LVM-plain");
	m.data = makedev(253, 0);
	assert_int_equal(machine_encrypted(&m.io, "/data"), MACHINE_YES);
	m.data = makedev(253, 5);
	assert_int_equal(machine_encrypted(&m.io, "/data"), MACHINE_NO);
	/* One part of two is plain. */
	run("ln -s ../../sda/sda2 sys/devices/253:0/slaves/sda2");
	m.data = makedev(253, 0);
	assert_int_equal(machine_encrypted(&m.io, "/data"), MACHINE_NO);
	run("mkdir -p sys/devices/loop0/loop && echo /x "
	    ">sys/devices/loop0/loop/backing_file && "
	    "ln -s ../../devices/loop0 sys/dev/block/7:0");
	m.data = makedev(7, 0);
	assert_int_equal(machine_encrypted(&m.io, "/data"), MACHINE_UNKNOWN);
}

/* A partition of an array of encrypted disks: the array is the disk above. */
static void
test_machine__encrypted__partition_of_an_array(void **state)
{
	(void)state;
	run("mkdir -p sys/devices/md0/md0p1 sys/devices/md0/slaves sys/devices/x/dm && "
	    "echo 1 >sys/devices/md0/md0p1/partition && echo CRYPT-PLAIN- "
	    ">sys/devices/x/dm/uuid && "
	    "ln -s ../../x sys/devices/md0/slaves/dm-0 && "
	    "ln -s ../../devices/md0/md0p1 sys/dev/block/8:2");
	assert_int_equal(machine_encrypted(&m.io, "/data"), MACHINE_YES);
}

static void
test_machine__encrypted__by_the_mount(void **state)
{
	static const char mounts[] =
	    "printf '20 1 0:30 / / rw - btrfs /dev/b8-2 rw\\n"
	    "21 20 0:31 /@ /data rw shared:1 - btrfs /dev/b253-0 rw\\n"
	    "22 20 0:32 / /data/ours rw - ecryptfs /x rw\\n"
	    "23 20 0:33 / /data/mem rw - tmpfs tmpfs rw\\n' >proc/self/mountinfo";

	(void)state;
	plain_disk();
	volume("253:0", "CRYPT-LUKS2-0011");
	run(mounts);
	m.data = makedev(0, 31);
	assert_int_equal(machine_encrypted(&m.io, "/data/limber"), MACHINE_YES);
	assert_int_equal(machine_encrypted(&m.io, "/data"), MACHINE_YES);
	assert_int_equal(machine_encrypted(&m.io, "/database"), MACHINE_NO);
	assert_int_equal(machine_encrypted(&m.io, "/data/ours/limber"), MACHINE_YES);
	assert_int_equal(machine_encrypted(&m.io, "/data/mem"), MACHINE_UNKNOWN);
}

static void
expect_swap(int n, enum machine_answer encrypted, const char *name)
{
	struct machine_swap s;

	machine_swap(&m.io, &s);
	assert_int_equal(s.n, n);
	assert_int_equal(s.encrypted, encrypted);
	assert_string_equal(s.name, name);
}

static void
test_machine__swap__each_of_them(void **state)
{
	static const char head[] =
	    "printf 'Filename Type Size Used Priority\\n%s' >proc/swaps";
	char text[600];

	(void)state;
	expect_swap(0, MACHINE_UNKNOWN, "");
	str_format(text, sizeof text, head, "");
	run(text);
	expect_swap(0, MACHINE_YES, "");
	str_format(text, sizeof text, head, "/dev/zram0 partition 5 0 1\\n");
	run(text);
	expect_swap(0, MACHINE_YES, "");
	plain_disk();
	volume("253:0", "CRYPT-PLAIN-swap");
	str_format(text, sizeof text, head, "/dev/b253-0 partition 5 0 1\\n");
	run(text);
	expect_swap(1, MACHINE_YES, "");
	str_format(text, sizeof text, head,
		   "/dev/b253-0 partition 5 0 1\\n/dev/b8-2 partition 5 0 1\\n");
	run(text);
	expect_swap(2, MACHINE_NO, "/dev/b8-2");
	str_format(text, sizeof text, head, "/data/swapfile file 5 0 1\\n");
	run(text);
	expect_swap(1, MACHINE_NO, "/data/swapfile");
	str_format(text, sizeof text, head, "/dev/b99-9 partition 5 0 1\\n");
	run(text);
	expect_swap(1, MACHINE_UNKNOWN, "/dev/b99-9");
}

static void
test_machine__cores__by_the_limit(void **state)
{
	(void)state;
	assert_int_equal(machine_cores(&m.io), MACHINE_UNKNOWN);
	run("printf 'Limit Soft Hard\\nMax core file size        0                    "
	    "unlimited            bytes\\n' >proc/self/limits");
	assert_int_equal(machine_cores(&m.io), MACHINE_NO);
	run("printf 'Max core file size        unlimited            unlimited            "
	    "bytes\\n' >proc/self/limits");
	assert_int_equal(machine_cores(&m.io), MACHINE_YES);
}

/* The lock of a file of this test, as the line of another process would say it. */
static void
locks(int fd, const char *before, int pid, const char *way)
{
	char text[600];
	struct stat st;

	assert_int_equal(fstat(fd, &st), 0);
	str_format(text, sizeof text,
		   "printf '1: POSIX  ADVISORY  WRITE 9 08:02:7 0 EOF\\n%s"
		   "3: FLOCK  ADVISORY  %s %d %02x:%02x:%llu 0 EOF\\n' >proc/locks",
		   before, way, pid, major(st.st_dev), minor(st.st_dev),
		   (unsigned long long)st.st_ino);
	run(text);
}

static void
test_machine__holder__by_the_table_of_locks(void **state)
{
	struct machine_holder h;
	char path[80];
	int fd;

	(void)state;
	str_format(path, sizeof path, "%s/limber.lock", m.dir);
	fd = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_false(machine_holder(&m.io, fd, &h)); /* no table to be read */
	locks(fd, "2: FLOCK  ADVISORY  WRITE 8 08:02:7 0 EOF\\n", 4711, "WRITE");
	assert_false(machine_holder(&m.io, fd, &h)); /* it has gone meanwhile */
	run("mkdir proc/4711 && printf '4711 (lim) b\\033r) D 1 4711' >proc/4711/stat");
	assert_true(machine_holder(&m.io, fd, &h));
	assert_int_equal(h.pid, 4711);
	assert_string_equal(h.name, "lim) b?r");
	assert_true(h.disk);
	run("printf '4711 (limber) S 1 4711' >proc/4711/stat");
	assert_true(machine_holder(&m.io, fd, &h));
	assert_string_equal(h.name, "limber");
	assert_false(h.disk);
	/* Who waits behind him is not named, nor who only reads. */
	locks(fd, "2: -> FLOCK  ADVISORY  WRITE 8 08:02:7 0 EOF\\n", 4711, "READ ");
	assert_false(machine_holder(&m.io, fd, &h));
	close(fd);
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_machine__encrypted__looks_through_volumes),
	    CASE(test_machine__encrypted__partition_of_an_array),
	    CASE(test_machine__encrypted__by_the_mount),
	    CASE(test_machine__swap__each_of_them),
	    CASE(test_machine__cores__by_the_limit),
	    CASE(test_machine__holder__by_the_table_of_locks),
	};

	return cmocka_run_group_tests_name("machine", tests, NULL, NULL);
}
