/* test_changes_kept.c - operations between two readings: all come back, and nothing stays behind. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "sync/changes_kept.h"
#include "test_dir.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { OPS = 1500, LONG_AT = 700, LONG = 200 * 1000 };

struct kit {
	char dir[64], path[80], text[LONG];
	struct changes_kept kept;
	struct io io; /* as io_posix, but for what a test breaks */
	int64_t n;
	struct err err;
};

static void
begin(struct kit *k)
{
	memset(k, 0, sizeof *k);
	assert_true(test_dir(k->dir, sizeof k->dir, "kept"));
	str_format(k->path, sizeof k->path, "%s/a.ops", k->dir);
	memset(k->text, 'x', sizeof k->text);
	k->io = io_posix;
}

static void
end(struct kit *k)
{
	changes_kept_close(&k->kept);
	assert_int_equal(rmdir(k->dir), 0);
}

/* One value is larger than a block. */
static struct change
op(struct kit *k, int64_t n)
{
	return (struct change){.at = {{{7}}, n},
			       .txn = 1,
			       .row = {{9, (unsigned char)n}},
			       .table = "task",
			       .col = "text",
			       .kind = CHANGE_SET,
			       .clk = CHANGE_PLAUSIBLE,
			       .has_val = true,
			       .val = k->text,
			       .val_n = n == LONG_AT ? LONG : (size_t)(n % 400),
			       .wall_ms = n * 1000,
			       .user = "nomsa"};
}

static void
keep(struct kit *k)
{
	assert_int_equal(changes_kept_open(&k->kept, &k->io, k->path, &k->err), ST_OK);
	for (int64_t n = 1; n <= OPS; n++) {
		struct change c = op(k, n);

		assert_int_equal(changes_kept_add(&k->kept, &c, &k->err), ST_OK);
	}
}

static enum status
same(void *arg, const struct change *c, struct err *err)
{
	struct kit *k = arg;
	struct change was = op(k, ++k->n);
	struct str a = {0}, b = {0};

	(void)err;
	change_bytes(c, &a);
	change_bytes(&was, &b);
	assert_int_equal(a.n, b.n);
	assert_memory_equal(a.p, b.p, a.n);
	str_release(&a);
	str_release(&b);
	return ST_OK;
}

static void
test_changes_kept__all__come_back_in_order(void **state)
{
	static struct kit k;

	(void)state;
	begin(&k);
	keep(&k);
	assert_int_equal(access(k.path, F_OK), -1); /* a dead program leaves nothing */
	assert_int_equal(changes_kept_read(&k.kept, same, &k, &k.err), ST_OK);
	assert_int_equal(k.n, OPS);
	end(&k);
}

static enum status
stop(void *arg, const struct change *c, struct err *err)
{
	struct kit *k = arg;

	(void)c;
	return ++k->n == 3 ? status_fail(err, ST_BUSY, "enough") : ST_OK;
}

static void
test_changes_kept__each__stops_the_reading(void **state)
{
	static struct kit k;

	(void)state;
	begin(&k);
	keep(&k);
	assert_int_equal(changes_kept_read(&k.kept, stop, &k, &k.err), ST_BUSY);
	assert_int_equal(k.n, 3);
	end(&k);
}

static ssize_t
no_room(void *arg, int fd, const void *buf, size_t n)
{
	(void)arg;
	(void)fd;
	(void)buf;
	(void)n;
	errno = ENOSPC;
	return -1;
}

static void
test_changes_kept__full_disk__is_told(void **state)
{
	static struct kit k;
	struct change c;

	(void)state;
	begin(&k);
	k.io.write = no_room;
	assert_int_equal(changes_kept_open(&k.kept, &k.io, k.path, &k.err), ST_OK);
	c = op(&k, LONG_AT);
	assert_int_equal(changes_kept_add(&k.kept, &c, &k.err), ST_FULL);
	end(&k);
}

/* The last bytes never arrive. */
static ssize_t
short_read(void *arg, int fd, void *buf, size_t n)
{
	ssize_t got = io_posix.read(arg, fd, buf, n);

	return got > 5 && (size_t)got < n ? got - 5 : got;
}

static void
test_changes_kept__lost_bytes__are_noticed(void **state)
{
	static struct kit k;

	(void)state;
	begin(&k);
	k.io.read = short_read;
	keep(&k);
	assert_int_equal(changes_kept_read(&k.kept, same, &k, &k.err), ST_IO);
	assert_int_equal(k.n, OPS - 1);
	end(&k);
}

static void
test_changes_kept__no_place__is_told(void **state)
{
	static struct kit k;

	(void)state;
	begin(&k);
	str_format(k.path, sizeof k.path, "%s/no/a.ops", k.dir);
	assert_int_equal(changes_kept_open(&k.kept, &k.io, k.path, &k.err), ST_NOT_FOUND);
	end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_changes_kept__all__come_back_in_order),
	    cmocka_unit_test(test_changes_kept__each__stops_the_reading),
	    cmocka_unit_test(test_changes_kept__full_disk__is_told),
	    cmocka_unit_test(test_changes_kept__lost_bytes__are_noticed),
	    cmocka_unit_test(test_changes_kept__no_place__is_told),
	};

	return cmocka_run_group_tests_name("changes_kept", tests, NULL, NULL);
}
