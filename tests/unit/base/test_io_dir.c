/* test_io_dir.c - directories listed and cleared; what is no plain file is left alone. */
#include "base/io_dir.h"

#include "base/str.h"
#include "fault_io.h"
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
#include <unistd.h>

#include <cmocka.h>

struct spot {
	char dir[64];
	int fd;
};

static int
set_up(void **state)
{
	struct spot *p = mem_alloc(sizeof *p);

	if (!test_dir(p->dir, sizeof p->dir, "dir"))
		return -1;
	p->fd = open(p->dir, O_RDONLY | O_DIRECTORY);
	*state = p;
	return p->fd < 0;
}

static void
shell(const struct spot *p, const char *line)
{
	char command[300];

	str_format(command, sizeof command, "cd %s && %s", p->dir, line);
	assert_int_equal(system(command), 0);
}

static int
tear_down(void **state)
{
	struct spot *p = *state;

	shell(p, "rm -rf $PWD");
	close(p->fd);
	free(p);
	return 0;
}

static void
test_io_dir__list__sorted_and_bounded(void **state)
{
	struct spot *p = *state;
	struct io_dir_names names;
	struct err err;
	int fd;

	shell(p, "touch b a .c d; mkdir e");
	assert_int_equal(io_dir_list(&io_posix, p->fd, p->dir, 5, &names, &err), ST_OK);
	assert_int_equal(names.n, 5);
	assert_false(names.more);
	assert_string_equal(names.name[0], ".c");
	assert_string_equal(names.name[4], "e");
	io_dir_free(&names);
	assert_int_equal(io_dir_list(&io_posix, p->fd, p->dir, 3, &names, &err), ST_OK);
	assert_true(names.more && names.n == 3);
	io_dir_free(&names);
	assert_int_equal(io_dir_open(&io_posix, "/nowhere", &fd, &err), ST_NOT_FOUND);
	assert_int_equal(io_dir_open(&io_posix, "/etc/passwd", &fd, &err), ST_INVALID);
}

/* A name never leads out of the directory, however it is made. */
static void
test_io_dir__in__stays_in(void **state)
{
	static const char *const out[] = {"",	"..",	     ".",	  "../x",
					  "/x", "link",	     "pipe",	  "e/../b",
					  "e",	"linkdir/b", "../../etc", "nothing"};
	struct spot *p = *state;
	struct stat sb;
	int64_t size;
	int fd;

	shell(p, "echo hello >b; ln -s b link; ln -s e linkdir; mkdir e; mkfifo pipe");
	for (size_t i = 0; i < sizeof out / sizeof out[0]; i++)
		if (io_dir_file(&io_posix, p->fd, out[i], &size) >= 0)
			fail_msg("%s", out[i]);
	fd = io_dir_file(&io_posix, p->fd, "b", &size);
	assert_true(fd >= 0 && size == 6);
	close(fd);
	assert_int_equal(io_posix.open_in(NULL, p->fd, "link", O_WRONLY | O_CREAT, 0600),
			 -1);
	assert_int_equal(io_posix.open_in(NULL, p->fd, "linkdir", O_RDONLY, 0), -1);
	assert_int_equal(io_posix.stat_in(NULL, p->fd, "link", &sb), 0);
	assert_true(S_ISLNK(sb.st_mode));
}

static void
test_io_dir__clear__takes_what_is_ours(void **state)
{
	struct spot *p = *state;
	struct io_fault f = {.fail_at[FAULT_UNLINK_IN] = 2};
	struct io io = fault_io(&f);

	shell(p, "mkdir d e keep; touch d/a d/b d/c file keep/x; ln -s $PWD/keep d/link; "
		 "mkdir e/deep; ln -s keep dirlink");
	assert_int_equal(io_dir_clear(&io, p->fd, "d"), -1);
	assert_int_equal(f.open_files, 0);
	assert_int_equal(io_dir_clear(&io_posix, p->fd, "d"), 0);
	assert_int_equal(io_dir_clear(&io_posix, p->fd, "file"), 0);
	assert_int_equal(io_dir_clear(&io_posix, p->fd, "dirlink"), 0);
	assert_int_equal(io_dir_clear(&io_posix, p->fd, "never"), 0);
	assert_int_equal(io_dir_clear(&io_posix, p->fd, "e"), -1);
	shell(p, "[ -e keep/x ] && [ -e e/deep ] && ! [ -e d ] && ! [ -e dirlink ]");
}

static void
test_io_dir__direct__reads_what_lies_there(void **state)
{
	static _Alignas(IO_DIRECT_ALIGN) char buf[2 * IO_DIRECT_ALIGN];
	struct spot *p = *state;
	int64_t bytes;
	int fd;

	shell(p, "head -c 5000 /dev/zero | tr '\\0' x >b; ln -s b link");
	fd = io_open_direct(&io_posix, p->fd, "b");
	assert_true(fd >= 0);
	assert_int_equal(io_posix.forget(NULL, fd), 0);
	assert_int_equal(io_read_all(&io_posix, fd, buf, sizeof buf), 5000);
	assert_int_equal(buf[4999], 'x');
	close(fd);
	assert_int_equal(io_open_direct(&io_posix, p->fd, "link"), -1);
	assert_int_equal(io_dir_room(&io_posix, p->dir, &bytes, NULL), ST_OK);
	assert_true(bytes > 0);
}

static void
test_io_dir__rename_new__never_replaces(void **state)
{
	struct spot *p = *state;

	shell(p, "echo a >a; echo b >b");
	assert_int_equal(io_posix.rename_new(NULL, p->fd, "a", "b"), -1);
	assert_true(errno == EEXIST || errno == EINVAL);
	shell(p, "grep -q b b");
	assert_int_equal(io_posix.rename_in(NULL, p->fd, "a", "c"), 0);
	shell(p, "grep -q a c && ! [ -e a ]");
}

#define IN_SPOT(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_SPOT(test_io_dir__list__sorted_and_bounded),
	    IN_SPOT(test_io_dir__in__stays_in),
	    IN_SPOT(test_io_dir__clear__takes_what_is_ours),
	    IN_SPOT(test_io_dir__direct__reads_what_lies_there),
	    IN_SPOT(test_io_dir__rename_new__never_replaces),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
