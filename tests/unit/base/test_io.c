/* test_io.c - files written beside their target: whole or not at all, whatever fails. */
#include "base/io.h"
#include "base/str.h"
#include "fault_io.h"
#include "test_dir.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { BIG = 600 * 1024 }; /* more than two buffers of the writer */

/* A folder of its own for each test. */
struct place {
	char dir[64];
	char file[96];
};

static int
set_up(void **state)
{
	struct place *p = mem_alloc(sizeof *p);

	if (!test_dir(p->dir, sizeof p->dir, "io"))
		return -1;
	str_format(p->file, sizeof p->file, "%s/target", p->dir);
	*state = p;
	return 0;
}

/* Number of files in the folder. */
static int
count_files(const char *dir)
{
	DIR *d = opendir(dir);
	int n = 0;

	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d)) != NULL;)
		n += e->d_name[0] != '.';
	closedir(d);
	return n;
}

static int
tear_down(void **state)
{
	struct place *p = *state;
	char command[128];
	int rc;

	str_format(command, sizeof command, "rm -rf %s", p->dir);
	rc = system(command);
	free(p);
	return rc;
}

static void
fill(char *bytes)
{
	for (int i = 0; i < BIG; i++)
		bytes[i] = (char)(i * 31 + i / 251);
}

static enum status
write_file(const struct io *io, const char *path, const char *bytes, size_t n,
	   struct err *err)
{
	struct io_writer w;
	enum status st = io_writer_open(&w, io, path, err);

	if (st != ST_OK)
		return st;
	for (size_t at = 0; at < n; at += 7777)
		io_writer_add(&w, bytes + at, n - at < 7777 ? n - at : 7777);
	assert_int_equal(w.written, n);
	return io_writer_commit(&w, err);
}

static void
expect_file(const char *path, const char *bytes, size_t n)
{
	char *got;
	size_t size;
	struct err err;

	if (io_read_file(&io_posix, path, BIG, &got, &size, &err) != ST_OK)
		fail_msg("%s", err.detail);
	assert_int_equal(size, n);
	assert_memory_equal(got, bytes, n);
	assert_int_equal(got[n], '\0');
	free(got);
}

static void
test_io__writer__writes_big_and_empty_files(void **state)
{
	struct place *p = *state;
	struct io_fault f = {0}, slow = {.short_write = 1000, .interrupted = true};
	struct io io = fault_io(&f), slow_io = fault_io(&slow);
	char *bytes = mem_alloc(BIG);
	struct err err;
	struct stat sb;

	fill(bytes);
	assert_int_equal(write_file(&io, p->file, bytes, BIG, &err), ST_OK);
	expect_file(p->file, bytes, BIG);
	assert_int_equal(f.calls[FAULT_FSYNC], 2); /* the file and its folder */
	assert_int_equal(stat(p->file, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	assert_int_equal(write_file(&slow_io, p->file, bytes, 5000, &err), ST_OK);
	expect_file(p->file, bytes, 5000);
	assert_int_equal(write_file(&io, p->file, "", 0, &err), ST_OK);
	expect_file(p->file, "", 0);
	assert_int_equal(count_files(p->dir), 1);
	assert_int_equal(f.open_files, 0);
	assert_int_equal(slow.open_files, 0);
	free(bytes);
}

/* Fails each call in turn: the target is the old file or the new one, never a mixture, the
 * result says failure, nothing is left behind. */
static void
test_io__writer__is_whole_whatever_fails(void **state)
{
	struct place *p = *state;
	char *bytes = mem_alloc(BIG);
	int failures = 0;

	fill(bytes);
	for (int at = 1;; at++) {
		struct io_fault f = {.total_at = at, .errnum = at % 2 ? ENOSPC : EIO};
		struct io io = fault_io(&f);
		struct err err = {0};
		enum status st;

		assert_int_equal(write_file(&io_posix, p->file, "old", 3, &err), ST_OK);
		st = write_file(&io, p->file, bytes, BIG, &err);
		if (f.total < at) {
			assert_int_equal(st, ST_OK);
			break;
		}
		assert_int_equal(f.open_files, 0);
		assert_int_equal(count_files(p->dir), 1);
		if (st == ST_OK) {
			/* Only looking into the folder may fail unnoticed. */
			assert_true(f.calls[FAULT_RENAME] == 1);
			expect_file(p->file, bytes, BIG);
			continue;
		}
		failures++;
		assert_int_equal(st, at % 2 ? ST_FULL : ST_IO);
		assert_true(err.detail[0] != '\0');
		if (f.calls[FAULT_FSYNC] == 2) /* the folder: the new file is in place */
			expect_file(p->file, bytes, BIG);
		else
			expect_file(p->file, "old", 3);
	}
	assert_true(failures >= 7);
	free(bytes);
}

static void
test_io__writer__folder_that_cannot_be_synced_is_fine(void **state)
{
	struct place *p = *state;
	struct io_fault f = {.errnum = EINVAL};
	struct io io = fault_io(&f);

	f.fail_at[FAULT_FSYNC] = 2;
	assert_int_equal(write_file(&io, p->file, "new", 3, NULL), ST_OK);
	expect_file(p->file, "new", 3);
	f = (struct io_fault){.errnum = EIO};
	f.fail_at[FAULT_FSYNC] = 2; /* but a dying disk is a failure */
	assert_int_equal(write_file(&io, p->file, "newer", 5, NULL), ST_IO);
	expect_file(p->file, "newer", 5);
}

static void
test_io__writer__cancel_leaves_nothing(void **state)
{
	struct place *p = *state;
	struct io_writer w;
	char name[700];

	assert_int_equal(io_writer_open(&w, &io_posix, p->file, NULL), ST_OK);
	io_writer_add(&w, "x", 1);
	io_writer_cancel(&w);
	io_writer_cancel(&w);
	assert_int_equal(count_files(p->dir), 0);
	memset(name, 'x', sizeof name);
	name[699] = '\0';
	assert_int_equal(io_writer_open(&w, &io_posix, name, NULL), ST_INVALID);
	io_writer_cancel(&w);
}

static void
test_io__writer__does_not_follow_a_planted_link(void **state)
{
	struct place *p = *state;
	struct io_writer w;
	char temp[160], victim[128];

	str_format(victim, sizeof victim, "%s/victim", p->dir);
	str_format(temp, sizeof temp, "%s.%ld.tmp", p->file, (long)getpid());
	assert_int_equal(write_file(&io_posix, victim, "safe", 4, NULL), ST_OK);
	assert_int_equal(symlink(victim, temp), 0);
	assert_int_not_equal(io_writer_open(&w, &io_posix, p->file, NULL), ST_OK);
	io_writer_cancel(&w);
	expect_file(victim, "safe", 4);
}

static void
test_io__read_file__refuses_what_it_should_not_read(void **state)
{
	struct place *p = *state;
	struct io_fault f = {0};
	struct io io = fault_io(&f);
	struct err err;
	char *bytes = NULL, pipe_name[128];
	size_t n;

	assert_int_equal(io_read_file(&io, p->file, 10, &bytes, &n, &err), ST_NOT_FOUND);
	assert_int_equal(io_read_file(&io, p->dir, 10, &bytes, &n, &err), ST_INVALID);
	str_format(pipe_name, sizeof pipe_name, "%s/pipe", p->dir);
	assert_int_equal(mkfifo(pipe_name, 0600), 0);
	assert_int_equal(io_read_file(&io, pipe_name, 10, &bytes, &n, &err), ST_INVALID);
	assert_int_equal(write_file(&io_posix, p->file, "0123456789A", 11, NULL), ST_OK);
	assert_int_equal(io_read_file(&io, p->file, 10, &bytes, &n, &err), ST_INVALID);
	f.fail_at[FAULT_READ] = -1;
	f.errnum = EIO;
	assert_int_equal(io_read_file(&io, p->file, 11, &bytes, &n, &err), ST_IO);
	f.fail_at[FAULT_FSTAT] = -1;
	assert_int_equal(io_read_file(&io, p->file, 11, &bytes, &n, &err), ST_IO);
	assert_null(bytes);
	assert_int_equal(f.open_files, 0);
}

static void
test_io__read_file__goes_on_after_signals(void **state)
{
	struct place *p = *state;
	struct io_fault f = {.interrupted = true, .short_write = 2};
	struct io io = fault_io(&f);
	char *bytes;
	size_t n;

	assert_int_equal(write_file(&io_posix, p->file, "0123456789", 10, NULL), ST_OK);
	assert_int_equal(io_read_file(&io, p->file, 10, &bytes, &n, NULL), ST_OK);
	assert_int_equal(n, 10);
	assert_string_equal(bytes, "0123456789");
	free(bytes);
}

static void
test_io__make_dir__makes_parents(void **state)
{
	struct place *p = *state;
	struct io_fault f = {.errnum = EACCES};
	struct io io = fault_io(&f);
	char deep[160];
	struct stat sb;

	str_format(deep, sizeof deep, "%s/aa/bb/cc/", p->dir);
	assert_int_equal(io_make_dir(&io, deep, NULL), ST_OK);
	assert_int_equal(count_files(p->dir), 1);
	assert_int_equal(io_make_dir(&io, deep, NULL), ST_OK);
	assert_int_equal(stat(deep, &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0700);
	assert_int_equal(write_file(&io_posix, p->file, "", 0, NULL), ST_OK);
	assert_int_equal(io_make_dir(&io, p->file, NULL), ST_INVALID);
	assert_int_equal(io_make_dir(&io, "", NULL), ST_INVALID);
	f.fail_at[FAULT_MKDIR] = -1;
	str_format(deep, sizeof deep, "%s/new", p->dir);
	assert_int_equal(io_make_dir(&io, deep, NULL), ST_READONLY);
}

static void
test_io__fail__turns_errno_into_a_sentence(void **state)
{
	static const struct {
		int errnum;
		enum status st;
	} cases[] = {{ENOENT, ST_NOT_FOUND}, {ENOSPC, ST_FULL},	    {EDQUOT, ST_FULL},
		     {EROFS, ST_READONLY},   {EACCES, ST_READONLY}, {EIO, ST_IO}};
	struct err err;

	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		assert_int_equal(io_fail(&err, cases[i].errnum, "writing", "some/file"),
				 cases[i].st);
		assert_int_equal(err.code, cases[i].st);
		assert_non_null(strstr(err.detail, "some/file"));
	}
	(void)!io_fail(&err, EROFS, "writing", "some/file");
	assert_non_null(strstr(err.detail, "copy the whole directory to another disk"));
	(void)!io_fail(&err, EIO, "reading", "some/file");
	assert_non_null(strstr(err.detail, "the disk did not answer; check it"));
	assert_int_equal(io_fail(NULL, EIO, "x", "y"), ST_IO);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test_setup_teardown(test_io__writer__writes_big_and_empty_files,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_io__writer__is_whole_whatever_fails,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_io__writer__folder_that_cannot_be_synced_is_fine, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_io__writer__cancel_leaves_nothing,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_io__writer__does_not_follow_a_planted_link, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(
		test_io__read_file__refuses_what_it_should_not_read, set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_io__read_file__goes_on_after_signals,
					    set_up, tear_down),
	    cmocka_unit_test_setup_teardown(test_io__make_dir__makes_parents, set_up,
					    tear_down),
	    cmocka_unit_test(test_io__fail__turns_errno_into_a_sentence),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
