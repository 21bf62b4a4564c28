/* test_seal.c - what we seal age opens, what age seals we open, and nothing else. */
#include "sync/seal.h"

#include "fault_io.h"
#include "place.h"
#include "random.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include <cmocka.h>

/* Two sites with their keys, and a directory `in` with a bundle. */
struct pair {
	struct place *p;
	struct io io;
	char ours[SEAL_RECIPIENT], theirs[SEAL_RECIPIENT];
	struct err err;
};

static void
begin(struct pair *s, void **state)
{
	*s = (struct pair){.p = *state, .io = place_io()};
	place_expect(seal_key_make(&s->io, place_path(s->p, "ours"), s->ours, &s->err),
		     ST_OK, &s->err);
	place_expect(
	    seal_key_make(&s->io, place_path(s->p, "theirs"), s->theirs, &s->err), ST_OK,
	    &s->err);
	assert_int_equal(place_run(s->p, "mkdir in; echo limber 1 >in/manifest.txt; echo "
					 "sig >in/manifest.txt.minisig"),
			 0);
}

static void
changes(struct pair *s, struct random *r, size_t n)
{
	char *bytes = mem_alloc(n + 1);

	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)random_next(r);
	place_write(s->p, "in/changes.csv", bytes, n);
	free(bytes);
}

static enum status
seal(struct pair *s, const struct io *io)
{
	const char *to[] = {s->theirs, s->ours};

	return seal_close(io, place_path(s->p, "in"), to, 2, place_path(s->p, "b.age"),
			  &s->err);
}

static enum status
unseal(struct pair *s, const struct io *io, const char *key)
{
	char in[96];

	str_format(in, sizeof in, "%s/b.age", s->p->dir);
	return seal_open(io, place_path(s->p, key), in, place_path(s->p, "out"), &s->err);
}

/* Nothing in the place but what is named: two keys, in, said, and so many more. */
static void
expect_names(struct pair *s, int more)
{
	assert_int_equal(place_count(s->p, "."), 4 + more);
}

static void
test_seal__key__made_once_and_told(void **state)
{
	struct pair s;
	struct stat sb;
	struct str key = {0};
	char again[SEAL_RECIPIENT];

	begin(&s, state);
	assert_int_equal(stat(place_path(s.p, "ours"), &sb), 0);
	assert_int_equal(sb.st_mode & 0777, 0600);
	place_expect(seal_recipient(&s.io, place_path(s.p, "ours"), again, &s.err), ST_OK,
		     &s.err);
	assert_string_equal(again, s.ours);
	assert_string_not_equal(s.ours, s.theirs);
	place_read(s.p, "ours", &key);
	place_expect(seal_key_make(&s.io, place_path(s.p, "ours"), again, &s.err),
		     ST_DUPLICATE, &s.err);
	place_expect(seal_recipient(&s.io, place_path(s.p, "none"), again, &s.err),
		     ST_NOT_FOUND, &s.err);
	for (size_t i = key.n - 60; i < key.n - 1; i += 7) {
		key.p[i] = key.p[i] == 'Q' ? 'P' : 'Q';
		place_write(s.p, "bad", key.p, key.n);
		assert_int_equal(chmod(place_path(s.p, "bad"), 0600), 0);
		place_expect(seal_recipient(&s.io, place_path(s.p, "bad"), again, &s.err),
			     ST_INVALID, &s.err);
	}
	assert_int_equal(chmod(place_path(s.p, "ours"), 0644), 0);
	place_expect(seal_recipient(&s.io, place_path(s.p, "ours"), again, &s.err),
		     ST_DENIED, &s.err);
	str_release(&key);
}

/* A mistyped recipient is found by its check characters. */
static void
test_seal__recipient__checks_itself(void **state)
{
	static const char digits[] = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
	struct pair s;
	char text[SEAL_RECIPIENT];
	int tried = 0;

	begin(&s, state);
	assert_true(seal_recipient_ok(s.ours));
	for (int i = 4; i < 62; i++)
		for (int d = 0; d < 32; d++) {
			str_copy(text, sizeof text, s.ours);
			if (text[i] == digits[d])
				continue;
			text[i] = digits[d];
			tried++;
			assert_false(seal_recipient_ok(text));
		}
	assert_false(seal_recipient_ok(""));
	assert_false(seal_recipient_ok("age1"));
	assert_false(
	    seal_recipient_ok("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHsKLqeplhpW"));
	assert_false(seal_recipient_ok(
	    "age1plugin1qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq"));
	str_format(text, sizeof text, "%sx", s.ours);
	assert_false(seal_recipient_ok(text));
	printf("recipients: %d mistyped ones refused\n", tried);
}

/* P10: age and tar open ours, we open age's; the sizes of section 10.13 and random ones. */
static void
test_seal__age__both_ways(void **state)
{
	static const size_t sizes[] = {0,     1,     15,    65535,  65536,  65537,
				       62975, 62976, 62977, 131072, 131073, 1000000};
	struct random r = random_begin("age", 10);
	int many = place_many(24, 1000), done = 0;
	struct pair s;

	begin(&s, state);
	for (int i = 0; i < many; i++, done++) {
		changes(&s, &r, i < 12 ? sizes[i] : (size_t)random_below(&r, 300000));
		place_expect(seal(&s, &s.io), ST_OK, &s.err);
		assert_int_equal(place_run(s.p, "mkdir x && age -d -i theirs b.age | tar "
						"xf - -C x && diff -r in x"),
				 0);
		expect_names(&s, 2);
		place_expect(unseal(&s, &s.io, i % 2 ? "ours" : "theirs"), ST_OK, &s.err);
		assert_int_equal(place_run(s.p, "diff -r in out && rm -r out x"), 0);
		assert_int_equal(place_run(s.p,
					   "tar --format=ustar -C in -cf - $(ls in) | "
					   "age -r %s >b.age",
					   s.ours),
				 0);
		place_expect(unseal(&s, &s.io, "ours"), ST_OK, &s.err);
		assert_int_equal(place_run(s.p, "diff -r in out && rm -r out"), 0);
		expect_names(&s, 1);
	}
	printf("P10 age: %d bundles both ways\n", done);
}

static void
test_seal__open__says_why_not(void **state)
{
	struct random r = random_begin("why", 1);
	struct pair s;
	const char *to[] = {"", s.ours};

	begin(&s, state);
	changes(&s, &r, 5000);
	to[0] = s.theirs;
	place_expect(seal_close(&s.io, place_path(s.p, "in"), to, 1,
				place_path(s.p, "b.age"), &s.err),
		     ST_OK, &s.err);
	place_expect(unseal(&s, &s.io, "ours"), ST_DENIED, &s.err);
	assert_non_null(strstr(s.err.detail, "somebody else"));
	place_expect(unseal(&s, &s.io, "nobody"), ST_NOT_FOUND, &s.err);
	assert_int_equal(place_run(s.p, "age -r %s -o b.age in/changes.csv", s.ours), 0);
	place_expect(unseal(&s, &s.io, "ours"), ST_INVALID, &s.err); /* no archive */
	assert_int_equal(place_run(s.p, "tar cf - in | age -r %s >b.age", s.ours), 0);
	place_expect(unseal(&s, &s.io, "ours"), ST_INVALID, &s.err); /* directories */
	assert_int_equal(place_run(s.p, "echo hello >b.age"), 0);
	place_expect(unseal(&s, &s.io, "ours"), ST_INVALID, &s.err);
	assert_int_equal(place_run(s.p, "rm b.age; mkfifo b.age"), 0);
	place_expect(unseal(&s, &s.io, "ours"), ST_INVALID, &s.err);
	assert_int_equal(place_run(s.p, "rm b.age"), 0);
	place_expect(unseal(&s, &s.io, "ours"), ST_NOT_FOUND, &s.err);
	expect_names(&s, 0);
	to[0] = "-i";
	place_expect(seal_close(&s.io, place_path(s.p, "in"), to, 1,
				place_path(s.p, "b.age"), &s.err),
		     ST_INVALID, &s.err);
	assert_int_equal(place_run(s.p, "echo x >in/x.exe"), 0);
	place_expect(seal(&s, &s.io), ST_INVALID, &s.err);
	expect_names(&s, 0);
}

static void
test_seal__age__missing_is_told(void **state)
{
	struct random r = random_begin("missing", 1);
	char path[4096], again[SEAL_RECIPIENT];
	struct pair s;

	begin(&s, state);
	changes(&s, &r, 10);
	place_expect(seal(&s, &s.io), ST_OK, &s.err);
	str_copy(path, sizeof path, getenv("PATH"));
	assert_int_equal(setenv("PATH", s.p->dir, 1), 0);
	assert_int_equal(unseal(&s, &s.io, "ours"), ST_NOT_FOUND);
	assert_non_null(strstr(s.err.detail, "install age"));
	assert_int_equal(seal(&s, &s.io), ST_NOT_FOUND);
	assert_non_null(strstr(s.err.detail, "install age"));
	assert_int_equal(seal_key_make(&s.io, place_path(s.p, "k"), again, &s.err),
			 ST_NOT_FOUND);
	assert_non_null(strstr(s.err.detail, "install age"));
	assert_int_equal(setenv("PATH", path, 1), 0);
	place_run(s.p, "true");
	expect_names(&s, 1); /* the old one stays */
	place_expect(unseal(&s, &s.io, "ours"), ST_OK, &s.err);
}

/* P7 for sealed files: no bit can be turned and nothing cut or put behind. */
static void
test_seal__open__flips_and_cuts(void **state)
{
	struct random r = random_begin("flips", 7);
	struct str age = {0};
	struct pair s;
	int flips = 0, cuts = 0, many = place_many(250, 4000);

	begin(&s, state);
	changes(&s, &r, 100);
	place_expect(seal(&s, &s.io), ST_OK, &s.err);
	place_read(s.p, "b.age", &age);
	for (int i = 0; i < many; i++) {
		size_t bit = (size_t)random_below(&r, (int)age.n * 8);
		enum status st;

		age.p[bit / 8] ^= (char)(1 << bit % 8);
		place_write(s.p, "b.age", age.p, age.n);
		age.p[bit / 8] ^= (char)(1 << bit % 8);
		st = unseal(&s, &s.io, "ours");
		if (st != ST_INVALID && st != ST_DENIED)
			fail_msg("bit %zu: %s", bit, st ? s.err.detail : "taken");
		flips++;
	}
	for (int i = 0; i < many / 5; i++) {
		size_t n = (size_t)random_below(&r, (int)age.n);

		place_write(s.p, "b.age", age.p, n);
		place_expect(unseal(&s, &s.io, "ours"), ST_INVALID, &s.err);
		cuts++;
	}
	str_add_c(&age, 'x');
	place_write(s.p, "b.age", age.p, age.n);
	place_expect(unseal(&s, &s.io, "ours"), ST_INVALID, &s.err);
	expect_names(&s, 1);
	printf("P7 sealed: %d flips, %d cuts refused\n", flips, cuts);
	str_release(&age);
}

/* The n-th call fails, for every n: told, and no open text is left lying about. */
static void
test_seal__faults__leave_nothing(void **state)
{
	static const int errnums[] = {ENOSPC, EIO, EROFS, ENODEV};
	struct random r = random_begin("faults", 5);
	struct pair s;
	int runs = 0;

	begin(&s, state);
	changes(&s, &r, 70000);
	for (int at = 1, more = 1; more; at++) {
		struct io_fault f = {
		    .quick = true, .total_at = at, .errnum = errnums[at % 4]};
		struct io io = fault_io(&f);
		enum status st = seal(&s, &io);

		more = f.total >= at;
		runs += more;
		assert_int_equal(f.open_files, 0);
		if (place_has(s.p, "b.age")) {
			assert_int_equal(unseal(&s, &s.io, "theirs"), ST_OK);
			place_run(s.p, "diff -r in out && rm -r out b.age");
		} else
			assert_int_not_equal(st, ST_OK);
		if (f.fail_at[FAULT_UNLINK] == 0 && place_run(s.p, "ls *.tar *.tmp") == 0)
			/* the removal itself failed: the next run takes it away */
			assert_true(f.calls[FAULT_UNLINK] > 0);
		place_run(s.p, "rm -f *.tar *.tmp");
	}
	place_expect(seal(&s, &s.io), ST_OK, &s.err);
	for (int at = 1, more = 1; more; at++) {
		struct io_fault f = {
		    .quick = true, .total_at = at, .errnum = errnums[at % 4]};
		struct io io = fault_io(&f);
		enum status st = unseal(&s, &io, "ours");

		more = f.total >= at;
		runs += more;
		assert_int_equal(f.open_files, 0);
		assert_int_equal(st == ST_OK, place_has(s.p, "out"));
		place_run(s.p, "rm -rf out *.tar");
	}
	expect_names(&s, 1);
	printf("seal: %d single failures, nothing left behind\n", runs);
}

#define IN_PLACE(test)                                                                   \
	cmocka_unit_test_setup_teardown(test, place_set_up, place_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_PLACE(test_seal__key__made_once_and_told),
	    IN_PLACE(test_seal__recipient__checks_itself),
	    IN_PLACE(test_seal__age__both_ways),
	    IN_PLACE(test_seal__open__says_why_not),
	    IN_PLACE(test_seal__age__missing_is_told),
	    IN_PLACE(test_seal__open__flips_and_cuts),
	    IN_PLACE(test_seal__faults__leave_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
