/* test_tar.c - archives that tar opens, tar's that we open, and none that is odd. */
#include "sync/tar.h"

#include "fault_io.h"
#include "place.h"
#include "random.h"
#include "sync/bundle.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
test_bundle__names__one_grammar(void **state)
{
	static const char *const files[] = {
	    "manifest.txt",	 "manifest.txt.minisig", "a.csv",
	    "home_log_days.csv", "datapackage.json",	 "README.txt"};
	static const char *const no_files[] = {
	    "",
	    ".",
	    "..",
	    ".csv",
	    "a.CSV",
	    "A.csv",
	    "a1.csv",
	    "a/b.csv",
	    "../a.csv",
	    "a.csv/",
	    "a.csv.",
	    "a:b.csv",
	    "con.txt",
	    "readme.txt",
	    "MANIFEST.TXT",
	    "manifest.txt.minisig2",
	    "~a.csv.TMP",
	    "a\n.csv",
	    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.csv"};
	static const char *const names[] = {"KBR_HQ_0007_000123", "AA_BB_0001_000001",
					    "ABCDEF_ABCDEF_12345_1234567"};
	static const char *const no_names[] = {"",
					       "KBR_HQ_7_123",
					       "KBR_HQ_0007_000123 ",
					       "kbr_HQ_0007_000123",
					       "K_HQ_0007_000123",
					       "KBRABCD_HQ_0007_000123",
					       "KBR_HQ_00007_000123",
					       "KBR_HQ_0007_0000123",
					       "KBR_HQ_0000_000123",
					       "KBR_HQ_0007_000000",
					       "KBR_HQ_0007_000123_1",
					       "KBR_HQ_0007_00012x",
					       "KBR_HQ_+007_000123",
					       "KBR_HQ_0007_99999999999999999999"};
	struct bundle_name name;
	bool sealed;
	char text[BUNDLE_NAME];

	(void)state;
	for (size_t i = 0; i < sizeof files / sizeof files[0]; i++)
		assert_true(bundle_file_ok(files[i]));
	for (size_t i = 0; i < sizeof no_files / sizeof no_files[0]; i++)
		if (bundle_file_ok(no_files[i]))
			fail_msg("%s", no_files[i]);
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		assert_true(bundle_name_parse(names[i], &name));
		bundle_name_text(&name, text);
		assert_string_equal(text, names[i]);
	}
	for (size_t i = 0; i < sizeof no_names / sizeof no_names[0]; i++)
		if (bundle_name_parse(no_names[i], &name))
			fail_msg("%s", no_names[i]);
	assert_true(bundle_name_lying("KBR_HQ_0007_000123.age", &name, &sealed));
	assert_true(sealed && name.serial == 123 && name.incarnation == 7);
	assert_string_equal(name.from, "KBR");
	assert_string_equal(name.to, "HQ");
	assert_true(bundle_name_lying("KBR_HQ_0007_000123", &name, &sealed) && !sealed);
	assert_false(bundle_name_lying(".age", &name, &sealed));
	assert_false(bundle_name_lying("KBR_HQ_0007_000123.age.age", &name, &sealed));
	assert_false(bundle_name_lying("~KBR_HQ_0007_000123.TMP", &name, &sealed));
}

/* Files of a made-up bundle in DIR/name; the first has n bytes. */
static void
fill(struct place *p, const char *name, struct random *r, size_t n)
{
	static const char *const files[] = {"changes.csv", "manifest.txt",
					    "manifest.txt.minisig", "README.txt"};
	char path[96], *bytes = mem_alloc(n + 200);

	assert_int_equal(place_run(p, "rm -rf %s && mkdir %s", name, name), 0);
	for (size_t i = 0; i < n + 200; i++)
		bytes[i] = (char)random_next(r);
	for (size_t i = 0; i < 4; i++) {
		str_format(path, sizeof path, "%s/%s", name, files[i]);
		place_write(p, path, bytes + i,
			    i == 0 ? n : (size_t)random_below(r, 190));
	}
	free(bytes);
}

static void
pack(struct place *p, enum status expected)
{
	struct io io = place_io();
	struct err err;

	place_run(p, "rm -f a.tar");
	place_expect(tar_write(&io, place_path(p, "in"), place_path(p, "a.tar"), &err),
		     expected, &err);
	assert_int_equal(place_has(p, "a.tar"), expected == ST_OK);
}

static void
unpack(struct place *p, enum status expected)
{
	struct io io = place_io();
	struct err err;

	place_expect(tar_read(&io, place_path(p, "a.tar"), place_path(p, "out"), &err),
		     expected, &err);
	assert_int_equal(place_has(p, "out"), expected == ST_OK);
}

/* P10: tar opens ours, we open tar's. */
static void
test_tar__tar__both_ways(void **state)
{
	static const size_t sizes[] = {0,     1,     511,   512,   513,	   65023,
				       65024, 65535, 65536, 65537, 131072, 131073};
	struct place *p = *state;
	struct random r = random_begin("tar", 10);
	int many = place_many(40, 1000), done = 0;

	for (int i = 0; i < many; i++, done++) {
		fill(p, "in", &r, i < 12 ? sizes[i] : (size_t)random_below(&r, 300000));
		pack(p, ST_OK);
		assert_int_equal(place_run(p, "rm -rf out x; tar tf a.tar && mkdir x && "
					      "tar xf a.tar -C x && diff -r in x"),
				 0);
		assert_int_equal(place_run(p, "tar tf a.tar 2>&1 | wc -l | grep -qx 4"),
				 0);
		unpack(p, ST_OK);
		assert_int_equal(place_run(p, "diff -r in out && rm -r out"), 0);
		assert_int_equal(
		    place_run(p, "tar --format=ustar -C in -cf a.tar $(ls in)"), 0);
		unpack(p, ST_OK);
		assert_int_equal(place_run(p, "diff -r in out && rm -r out"), 0);
		if (i < 3)
			assert_int_equal(place_run(p, "7z t a.tar"), 0);
	}
	printf("P10 tar: %d bundles both ways\n", done);
}

static void
test_tar__write__refuses_what_is_no_bundle(void **state)
{
	struct place *p = *state;
	struct random r = random_begin("odd", 3);
	struct err err;

	fill(p, "in", &r, 100);
	place_write(p, "in/virus.exe", "x", 1);
	pack(p, ST_INVALID);
	assert_int_equal(place_run(p, "rm in/virus.exe; ln -s /etc/passwd in/a.csv"), 0);
	pack(p, ST_INVALID);
	assert_int_equal(place_run(p, "rm in/a.csv; mkdir in/a.csv"), 0);
	pack(p, ST_INVALID);
	assert_int_equal(place_run(p, "rmdir in/a.csv; mkfifo in/a.csv"), 0);
	pack(p, ST_INVALID);
	assert_int_equal(place_run(p, "rm in/a.csv; truncate -s 513M in/a.csv"), 0);
	pack(p, ST_INVALID);
	assert_int_equal(place_run(p,
				   "rm in/a.csv; for i in a b c d e f g h; do for j in "
				   "a b c d e f g h; do : >in/$i$j.csv; done; done"),
			 0);
	pack(p, ST_INVALID); /* 68 files */
	place_expect(
	    tar_write(&io_posix, place_path(p, "none"), place_path(p, "b.tar"), &err),
	    ST_NOT_FOUND, &err);
	place_write(p, "b.tar", "old", 3);
	fill(p, "in", &r, 100);
	assert_int_not_equal(
	    tar_write(&io_posix, place_path(p, "in"), place_path(p, "b.tar"), &err),
	    ST_OK);
	assert_int_equal(place_run(p, "grep -qx old b.tar"), 0);
}

/* Archives others could make. */
static void
test_tar__read__refuses_what_is_no_bundle(void **state)
{
	static const char *const how[] = {
	    "tar --format=ustar -cf a.tar in",
	    "tar --format=ustar -C in -cf a.tar .",
	    "tar --format=gnu -C in -cf a.tar changes.csv",
	    "tar --format=pax -C in -cf a.tar changes.csv",
	    "tar --format=v7 -C in -cf a.tar changes.csv",
	    "tar --format=ustar -C in -cf a.tar changes.csv changes.csv",
	    "ln -sf /etc/passwd in/b.csv; tar --format=ustar -C in -cf a.tar b.csv",
	    "rm -f in/b.csv; ln in/changes.csv in/b.csv; tar --format=ustar -C in -cf "
	    "a.tar changes.csv b.csv",
	    "cp in/changes.csv in/B.csv; tar --format=ustar -C in -cf a.tar B.csv",
	    "mkfifo in/f.csv; tar --format=ustar -C in -cf a.tar f.csv",
	    "tar --format=ustar -C in -Pcf a.tar ../in/changes.csv",
	    "tar --format=ustar -C in -Pcf a.tar $PWD/in/changes.csv",
	    "tar --format=ustar -C in -cf a.tar ./changes.csv",
	    "truncate -s 600M in/a.csv; tar --format=ustar -C in -cf a.tar a.csv; rm "
	    "in/a.csv",
	    "tar --format=ustar -C in -cf a.tar changes.csv; printf x >>a.tar",
	    "tar --format=ustar -C in -cf a.tar changes.csv; truncate -s +20480 a.tar",
	    "tar --format=ustar -C in -czf a.tar changes.csv",
	    ": >a.tar",
	    "truncate -s 512 a.tar",
	    "seq 100000 >a.tar",
	};
	struct place *p = *state;
	struct random r = random_begin("odd", 4);

	fill(p, "in", &r, 1000);
	for (size_t i = 0; i < sizeof how / sizeof how[0]; i++) {
		struct err err;
		enum status st;

		assert_int_equal(place_run(p, "rm -f a.tar; %s", how[i]), 0);
		st = tar_read(&io_posix, place_path(p, "a.tar"), place_path(p, "out"),
			      &err);
		if (st != ST_INVALID || place_has(p, "out"))
			fail_msg("%s: %s", how[i], st ? err.detail : "taken");
	}
}

/* Whatever bit is turned and wherever the archive ends: refused, or the files are as they were but
 * for their bytes, which the manifest covers. No name appears that was not there. */
static void
test_tar__read__flips_and_cuts(void **state)
{
	struct place *p = *state;
	struct io io = place_io();
	struct random r = random_begin("flips", 7);
	struct str tar = {0};
	struct err err;
	int refused = 0, taken = 0;
	size_t step;

	fill(p, "in", &r, 700);
	pack(p, ST_OK);
	place_read(p, "a.tar", &tar);
	step = place_many(7, 1) == 1 ? 1 : 7;
	for (size_t bit = 0; bit < tar.n * 8; bit += step) {
		tar.p[bit / 8] ^= (char)(1 << bit % 8);
		place_write(p, "a.tar", tar.p, tar.n);
		if (tar_read(&io, place_path(p, "a.tar"), place_path(p, "out"), &err) ==
		    ST_OK) {
			taken++;
			assert_int_equal(place_count(p, "out"), 4);
			assert_int_equal(remove(place_path(p, "out/changes.csv")), 0);
			assert_int_equal(remove(place_path(p, "out/manifest.txt")), 0);
			assert_int_equal(remove(place_path(p, "out/README.txt")), 0);
			assert_int_equal(
			    remove(place_path(p, "out/manifest.txt.minisig")), 0);
			assert_int_equal(remove(place_path(p, "out")), 0);
		} else {
			refused++;
			assert_false(place_has(p, "out"));
		}
		tar.p[bit / 8] ^= (char)(1 << bit % 8);
	}
	for (size_t n = 0; n < tar.n; n++) {
		place_write(p, "a.tar", tar.p, n);
		unpack(p, ST_INVALID);
	}
	printf("tar: %d flips refused, %d within the bytes of files, %zu cuts refused\n",
	       refused, taken, tar.n);
	assert_true(refused > taken);
	str_release(&tar);
}

/* The n-th call fails, for every n: told, nothing left, no file left open. */
static void
test_tar__faults__leave_nothing(void **state)
{
	static const int errnums[] = {ENOSPC, EIO, EROFS, ENODEV};
	struct place *p = *state;
	struct random r = random_begin("faults", 5);
	struct err err;
	int runs = 0;

	fill(p, "in", &r, 70000);
	for (int at = 1, more = 1; more; at++) {
		struct io_fault f = {
		    .quick = true, .total_at = at, .errnum = errnums[at % 4]};
		struct io io = fault_io(&f);
		enum status st =
		    tar_write(&io, place_path(p, "in"), place_path(p, "a.tar"), &err);

		more = f.total >= at;
		runs += more;
		assert_int_equal(f.open_files, 0);
		if (!st) /* the close of what was only read */
			unpack(p, ST_OK);
		else
			assert_false(place_has(p, "a.tar"));
		place_run(p, "rm -rf a.tar out");
	}
	pack(p, ST_OK);
	for (int at = 1, more = 1; more; at++) {
		struct io_fault f = {
		    .quick = true, .total_at = at, .errnum = errnums[at % 4]};
		struct io io = fault_io(&f);
		enum status st =
		    tar_read(&io, place_path(p, "a.tar"), place_path(p, "out"), &err);

		more = f.total >= at;
		runs += more;
		assert_int_equal(f.open_files, 0);
		assert_int_equal(st == ST_OK, place_has(p, "out"));
		place_run(p, "diff -r in out");
		place_run(p, "rm -rf out");
	}
	printf("tar: %d single failures, nothing left behind\n", runs);
}

#define IN_PLACE(test)                                                                   \
	cmocka_unit_test_setup_teardown(test, place_set_up, place_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_bundle__names__one_grammar),
	    IN_PLACE(test_tar__tar__both_ways),
	    IN_PLACE(test_tar__write__refuses_what_is_no_bundle),
	    IN_PLACE(test_tar__read__refuses_what_is_no_bundle),
	    IN_PLACE(test_tar__read__flips_and_cuts),
	    IN_PLACE(test_tar__faults__leave_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
