/* test_stick.c - sticks found, bundles put and taken; hostile sticks, and every call that fails. */
#include "sync/stick.h"

#include "fault_io.h"
#include "random.h"
#include "stick_kit.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define NAME STICK_KIT_NAME
#define OUT  "out/" NAME
#define ON   "stick/LIMBER/" NAME

static enum status
put(struct stick_kit *k, const struct io *io, const char *from)
{
	struct stick_env env = {.io = io};
	char out[160];

	str_copy(out, sizeof out, place_path(k->p, from));
	return stick_put(&env, out, place_path(k->p, "stick"), NAME, NULL, &k->err);
}

static enum status
take(struct stick_kit *k, const struct io *io, const char *from, const char *to)
{
	struct stick_env env = {.io = io};
	char path[160];

	str_copy(path, sizeof path, place_path(k->p, from));
	return stick_take(&env, path, place_path(k->p, to), NULL, &k->err);
}

/* ---- finding */

/* A made-up machine: its mounts and its /sys. */
static void
machine(struct stick_kit *k, const char *mounts)
{
	struct str text = {0};

	for (const char *p = mounts; *p; p++)
		if (*p == '@')
			str_add(&text, k->p->dir);
		else
			str_add_c(&text, *p);
	place_write(k->p, "mountinfo", text.p, text.n);
	str_release(&text);
}

static const char machine_sys[] =
    "mkdir -p sys/dev/block sys/class/block udev m1 m2 'my stick' ssd card data root;"
    "dev() { d=sys/devices/$2; mkdir -p $d; ln -s ../../devices/$2 sys/dev/block/$1;"
    "  ln -s ../../devices/$2 sys/class/block/${2##*/}; };"
    "pci=pci0000:00;"
    "dev 8:0 $pci/ata1/block/sda; echo 0 >$d/removable;"
    "dev 8:1 $pci/ata1/block/sda/sda1; echo 1 >$d/partition;"
    "dev 8:2 $pci/ata1/block/sda/sda2; echo 2 >$d/partition;"
    "dev 8:16 $pci/usb1/1-1/1-1:1.0/host2/block/sdb; echo 1 >$d/removable;"
    "echo 4C53 >sys/devices/$pci/usb1/1-1/serial;"
    "dev 8:17 $pci/usb1/1-1/1-1:1.0/host2/block/sdb/sdb1; echo 1 >$d/partition;"
    "dev 8:33 $pci/usb2/2-1/host3/block/sdc/sdc1; echo 1 >$d/partition;"
    "echo 0 >sys/devices/$pci/usb2/2-1/host3/block/sdc/removable;"
    "dev 8:48 $pci/usb2/2-2/host4/block/sdd; echo 1 >$d/removable;"
    "dev 253:0 virtual/block/dm-0; mkdir $d/slaves; ln -s x $d/slaves/sdd;"
    "dev 7:0 virtual/block/loop0; echo 0 >$d/removable;"
    "dev 8:64 $pci/ata2/block/sde; echo 1 >$d/removable;"
    "dev 11:0 $pci/ata3/block/sr0; echo 1 >$d/removable;"
    "printf 'E:ID_FS_LABEL=KBR_1\\nE:ID_FS_UUID=1A2B-3C4D\\n' >udev/b8:17";

static const struct stick *
find(const struct stick_rows *rows, const char *tail)
{
	for (size_t i = 0; i < rows->n; i++)
		if (strstr(rows->stick[i].path, tail))
			return &rows->stick[i];
	return NULL;
}

static int (*open_there)(void *arg, const char *path, int flags, mode_t mode);

/* The folder above the card is another account's, as desktops make it. */
static int
open_but_card(void *arg, const char *path, int flags, mode_t mode)
{
	const char *name = strrchr(path, '/');

	if (!name || strcmp(name, "/card") != 0)
		return open_there(arg, path, flags, mode);
	errno = EACCES;
	return -1;
}

static void
test_stick__list__finds_sticks_and_nothing_else(void **state)
{
	struct stick_kit k;
	struct stick_rows rows;
	const struct stick *s;
	char paths[4][160];

	stick_kit_begin(&k, state, 10);
	assert_int_equal(place_run(k.p, "%s", machine_sys), 0);
	machine(&k,
		"20 1 8:2 / / rw - ext4 /dev/sda2 rw\n"
		"21 1 0:20 / /proc rw - proc proc rw\n"
		"22 1 8:17 / @/m1 rw,nosuid - vfat /dev/sdb1 rw,fmask=0022\n"
		"23 1 8:17 / @/m2 rw - vfat /dev/sdb1 rw\n"
		"24 1 8:33 / @/my\\040stick ro shared:3 master:1 - exfat /dev/sdc1 rw\n"
		"25 1 8:1 / /boot rw - ext4 /dev/sda1 rw\n"
		"26 1 253:0 / @/data rw - ext4 /dev/mapper/crypt rw\n"
		"27 1 7:0 / /snap ro - squashfs /dev/loop0 ro\n"
		"28 1 0:44 / @/card rw - btrfs /dev/sde rw\n"
		"29 1 11:0 / /cd ro - iso9660 /dev/sr0 ro\n"
		"30 1 8:17 /sub /bind rw - vfat /dev/sdb1 rw\n"
		"broken line\n\n31 x\n");
	for (int i = 0; i < 4; i++)
		str_copy(paths[i], sizeof paths[i],
			 place_path(k.p, (const char *[]){"mountinfo", "sys", "udev",
							  "data/clinic"}[i]));
	k.env.mountinfo = paths[0];
	k.env.sys = paths[1];
	k.env.udev = paths[2];
	k.env.data = paths[3];
	place_expect(stick_list(&k.env, &rows, &k.err), ST_OK, &k.err);
	assert_int_equal(rows.n, 3);
	s = find(&rows, "/m1");
	assert_non_null(s);
	assert_true(s->writable && s->room > 0);
	assert_string_equal(s->label, "KBR_1");
	assert_string_equal(s->id, "4C53/1A2B-3C4D");
	assert_string_equal(s->type, "vfat");
	assert_string_equal(s->source, "/dev/sdb1");
	s = find(&rows, "/my stick");
	assert_non_null(s);
	assert_false(s->writable);
	assert_non_null(strstr(s->why, "lock"));
	assert_string_equal(s->label, "my stick");
	assert_string_equal(s->id, "");
	s = find(&rows, "/card");
	assert_non_null(s);
	assert_string_equal(s->label, "card");
	stick_list_free(&rows);

	open_there = k.quick.open;
	k.quick.open = open_but_card;
	place_expect(stick_list(&k.env, &rows, &k.err), ST_OK, &k.err);
	s = find(&rows, "/card");
	assert_non_null(s);
	assert_false(s->writable);
	assert_non_null(strstr(s->why, "not open to this account"));
	stick_list_free(&rows);
	k.quick.open = open_there;

	/* With the data elsewhere the disk under the mapping is a stick, and its own is not. */
	str_copy(paths[3], sizeof paths[3], place_path(k.p, "m1/clinic"));
	place_expect(stick_list(&k.env, &rows, &k.err), ST_OK, &k.err);
	assert_int_equal(rows.n, 3);
	assert_null(find(&rows, "/m1"));
	assert_non_null(find(&rows, "/data"));
	stick_list_free(&rows);
	k.env.mountinfo = "/nowhere";
	place_expect(stick_list(&k.env, &rows, &k.err), ST_NOT_FOUND, &k.err);
	stick_list_free(&rows);
	/* the real machine: whatever there is, it answers */
	k.env = (struct stick_env){.io = &k.quick, .data = k.p->dir};
	place_expect(stick_list(&k.env, &rows, &k.err), ST_OK, &k.err);
	stick_list_free(&rows);
}

/* ---- put and take */

static void
test_stick__put__take__same_bytes(void **state)
{
	static const size_t sizes[] = {0,     1,     4095,  4096,  4097,
				       65535, 65536, 65537, 300000};
	struct stick_kit k;

	stick_kit_begin(&k, state, 1000);
	for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
		stick_kit_bundle(&k, OUT, sizes[i]);
		place_expect(put(&k, &io_posix, OUT), ST_OK, &k.err);
		assert_int_equal(place_run(k.p, "diff -r " OUT " " ON), 0);
		assert_int_equal(place_count(k.p, "stick/LIMBER"), 1);
		place_expect(take(&k, &io_posix, ON, "spool/" NAME), ST_OK, &k.err);
		assert_int_equal(stick_kit_verify(&k, "spool/" NAME), 1);
		assert_int_equal(place_count(k.p, "spool"), 1);
		place_expect(take(&k, &io_posix, ON, "spool/" NAME), ST_DUPLICATE,
			     &k.err);
		assert_int_equal(place_run(k.p, "rm -rf spool/* stick/*"), 0);
	}
	/* one sealed file */
	assert_int_equal(place_run(k.p, "seq 30000 >out/" NAME ".age"), 0);
	place_expect(put(&k, &io_posix, OUT ".age"), ST_OK, &k.err);
	assert_int_equal(place_run(k.p, "cmp " OUT ".age " ON ".age"), 0);
	assert_int_equal(place_count(k.p, "stick/LIMBER"), 1);
	place_expect(take(&k, &io_posix, ON ".age", "spool/" NAME ".age"), ST_OK, &k.err);
	assert_int_equal(place_run(k.p, "cmp " OUT ".age spool/" NAME ".age"), 0);
	assert_int_equal(place_count(k.p, "spool"), 1);
}

static void
test_stick__put__overwrites_nothing(void **state)
{
	struct stick_kit k;

	stick_kit_begin(&k, state, 5000);
	assert_int_equal(place_run(k.p, "mkdir stick/LIMBER; echo letter >stick/a.doc; "
					"mkdir stick/LIMBER/KBR_HQ_0007_000122; mkdir "
					"stick/LIMBER/~MTH_HQ_0001_000009.TMP; echo x "
					">stick/LIMBER/~mine; echo y >stick/LIMBER/~" NAME
					".age.TMP"),
			 0);
	place_expect(put(&k, &k.quick, OUT), ST_OK, &k.err);
	place_expect(put(&k, &k.quick, OUT), ST_OK, &k.err); /* the same once more */
	/* what was half done is gone, everything else stays */
	assert_int_equal(place_count(k.p, "stick/LIMBER"), 3);
	assert_true(place_has(k.p, "stick/LIMBER/~mine"));
	stick_kit_bundle(&k, OUT, 5001);
	place_expect(put(&k, &k.quick, OUT), ST_DUPLICATE, &k.err);
	assert_int_equal(stick_kit_verify(&k, ON), 1);
	/* one without signature is none, and the place is taken */
	assert_int_equal(place_run(k.p, "rm " ON "/manifest.txt.minisig"), 0);
	place_expect(put(&k, &k.quick, OUT), ST_OK, &k.err);
	assert_int_equal(place_run(k.p, "diff -r " OUT " " ON), 0);
	stick_kit_bundle(&k, OUT, 5000);
	assert_int_equal(place_run(k.p, "rm -r " ON "; echo x >" ON), 0);
	place_expect(put(&k, &k.quick, OUT), ST_DUPLICATE, &k.err);
	assert_int_equal(place_run(k.p, "rm -r stick/LIMBER; echo x >stick/LIMBER"), 0);
	place_expect(put(&k, &k.quick, OUT), ST_INVALID, &k.err);
	assert_int_equal(place_run(k.p, "rm stick/LIMBER; mkdir else; ln -s ../else "
					"stick/LIMBER"),
			 0);
	place_expect(put(&k, &k.quick, OUT), ST_INVALID, &k.err);
	assert_int_equal(place_count(k.p, "else"), 0);
	assert_int_equal(place_run(k.p, "rm stick/LIMBER " OUT "/manifest.txt.minisig"),
			 0);
	place_expect(put(&k, &k.quick, OUT), ST_INVALID, &k.err); /* not finished */
	place_expect(stick_put(&k.env, k.p->dir, k.p->dir, "../x", NULL, &k.err),
		     ST_INVALID, &k.err);
	place_expect(put(&k, &k.quick, "out/none"), ST_NOT_FOUND, &k.err);
}

static bool
stop_at(void *arg, int64_t done, int64_t total)
{
	int64_t *at = arg;

	assert_true(done <= total && done > 0);
	return done < *at;
}

static void
test_stick__put__may_be_stopped(void **state)
{
	struct stick_kit k;
	int64_t at = 100000;
	struct stick_progress progress = {stop_at, &at};
	char out[160];

	stick_kit_begin(&k, state, 300000);
	str_copy(out, sizeof out, place_path(k.p, OUT));
	place_expect(
	    stick_put(&k.env, out, place_path(k.p, "stick"), NAME, &progress, &k.err),
	    ST_REFUSED, &k.err);
	assert_int_equal(place_count(k.p, "stick/LIMBER"), 0);
	at = INT64_MAX;
	place_expect(
	    stick_put(&k.env, out, place_path(k.p, "stick"), NAME, &progress, &k.err),
	    ST_OK, &k.err);
}

static void
test_stick__bundles__of_every_place(void **state)
{
	static const char *const places[] = {"stick", "stick/",	 "stick/LIMBER",
					     ON,      ON ".age", "renamed"};
	static const size_t want[] = {3, 3, 3, 1, 1, 1};
	struct stick_kit k;
	struct stick_bundles rows;

	stick_kit_begin(&k, state, 500);
	place_expect(put(&k, &k.quick, OUT), ST_OK, &k.err);
	assert_int_equal(
	    place_run(k.p,
		      "cp -r " ON " renamed; cp -r " ON
		      " stick/LIMBER/MTH_KBR_0001_000002; echo x >" ON ".age; : "
		      ">stick/LIMBER/AB_CD_0001_000001.age; mkdir "
		      "stick/LIMBER/AB_CD_0001_000002 stick/LIMBER/other; ln -s " NAME
		      " stick/LIMBER/AB_CD_0001_000003; ln -s " NAME
		      ".age stick/LIMBER/AB_CD_0001_000004.age; mkfifo "
		      "stick/LIMBER/AB_CD_0001_000005.age; mkdir "
		      "stick/LIMBER/~AB_CD_0001_000006.TMP"),
	    0);
	for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
		place_expect(
		    stick_bundles(&k.env, place_path(k.p, places[i]), &rows, &k.err),
		    ST_OK, &k.err);
		if (rows.n != want[i])
			fail_msg("%s: %zu", places[i], rows.n);
		if (rows.n == 3) {
			assert_string_equal(rows.bundle[0].name.from, "KBR");
			assert_true(rows.bundle[1].sealed && rows.bundle[1].bytes == 2);
			assert_int_equal(rows.bundle[0].name.serial, 123);
			assert_string_equal(rows.bundle[2].name.to, "KBR");
			assert_true(rows.bundle[0].bytes > 700);
		}
		if (i == 5)
			assert_int_equal(rows.bundle[0].name.serial, 0);
		stick_bundles_free(&rows);
	}
	place_expect(stick_bundles(&k.env, "/nowhere", &rows, &k.err), ST_NOT_FOUND,
		     &k.err);
	assert_int_equal(stick_kit_count(&k, "spool"), 0);
}

/* ---- hostile sticks */

static void
test_stick__take__refuses_what_is_no_bundle(void **state)
{
	static const char *const how[] = {
	    "ln -s /etc/passwd b/a.csv",
	    "ln -s ../.. b/a.csv",
	    "mkdir b/a.csv",
	    "mkfifo b/a.csv",
	    "mknod b/a.csv c 1 5 || mkfifo b/a.csv",
	    "truncate -s 513M b/a.csv",
	    "truncate -s 300M b/a.csv; truncate -s 300M b/b.csv",
	    "truncate -s 8E b/a.csv || truncate -s 1T b/a.csv",
	    "echo x >b/run.exe",
	    "echo x >b/A.CSV",
	    "printf x >\"b/$(printf 'a\\033[2J.csv')\"",
	    "for i in a b c d e f g h; do for j in a b c d e f g h; do : >b/$i$j.csv; "
	    "done; "
	    "done",
	    "cd b && seq -f %04.0f.csv 5000 | tr 0-9 a-j | xargs touch",
	    "rm b/manifest.txt.minisig",
	    "rm -r b; ln -s " OUT " b",
	    "rm -r b; mkfifo b",
	    "rm -r b; : >b",
	    "rm -r b; truncate -s 513M b",
	    "mkdir LIMBER; mv b LIMBER/b; mkdir b; mv LIMBER b/x; mv b/x b/y",
	};
	struct stick_kit k;

	stick_kit_begin(&k, state, 500);
	for (size_t i = 0; i < sizeof how / sizeof how[0]; i++) {
		enum status st;

		assert_int_equal(place_run(k.p, "rm -rf b; cp -r " OUT " b; %s", how[i]),
				 0);
		st = take(&k, &k.quick, "b", "spool/b");
		if (st != ST_INVALID)
			fail_msg("%s: %s", how[i], st ? k.err.detail : "taken");
		assert_int_equal(place_count(k.p, "spool"), 0);
	}
	/* LIMBER itself a link to somewhere else */
	assert_int_equal(place_run(k.p, "ln -s ../out stick/LIMBER"), 0);
	assert_int_not_equal(take(&k, &k.quick, ON, "spool/b"), ST_OK);
	assert_int_equal(stick_kit_count(&k, "stick"), 0);
	/* what other systems leave behind is no harm */
	assert_int_equal(place_run(k.p, "rm -rf b; cp -r " OUT
					" b; touch b/.DS_Store b/._changes.csv "
					"b/Thumbs.db b/desktop.ini 'b/~$changes.csv'"),
			 0);
	place_expect(take(&k, &k.quick, "b", "spool/b"), ST_OK, &k.err);
	assert_int_equal(place_count(k.p, "spool/b"), 3);
}

/* ---- failures */

static const int errnums[] = {ENOSPC, EROFS, EIO, ENODEV};

/* Whatever is left of a put: nothing a reader takes, or the whole bundle; and the next one works. */
static void
after_put(struct stick_kit *k, enum status st, int at)
{
	int n = stick_kit_count(k, "stick");

	if (st == ST_OK ? n != 1 : n > 1)
		fail_msg("call %d: %d bundles, %s", at, n, st ? k->err.detail : "done");
	if (st)
		assert_true(k->err.detail[0] != '\0');
	place_expect(put(k, &k->quick, OUT), ST_OK, &k->err);
	assert_int_equal(stick_kit_count(k, "stick"), 1);
	assert_int_equal(place_count(k->p, "stick/LIMBER"), 1);
	assert_int_equal(place_run(k->p, "rm -rf stick/LIMBER"), 0);
}

static void
test_stick__put__every_call_fails(void **state)
{
	struct stick_kit k;
	int runs = 0;

	stick_kit_begin(&k, state, 70000);
	for (int mode = 0; mode < 8; mode++)
		for (int at = 1, more = 1; more; at++) {
			struct io_fault f = {.quick = true, .errnum = errnums[mode % 4]};
			struct io io = fault_io(&f);
			enum status st;

			if (mode < 4)
				f.total_at = at; /* once */
			else
				f.total_from = at; /* and for ever: pulled */
			st = put(&k, &io, OUT);
			more = f.total >= at;
			runs += more;
			assert_int_equal(f.open_files, 0);
			if (mode >= 4 && more && st == ST_OK && at < f.total - 4)
				fail_msg("pulled at %d of %d and not told", at, f.total);
			after_put(&k, st, at);
		}
	printf("P5 stick, put: %d runs with a failed call, none half\n", runs);
}

/* Unmounted under a kiosk: the kernel says "not permitted" of a place that was one a moment before. */
static void
test_stick__put__pulled_from_a_kiosk(void **state)
{
	struct stick_kit k;
	struct io_fault f = {.quick = true, .errnum = EACCES, .total_from = 12};
	struct io io;

	stick_kit_begin(&k, state, 70000);
	io = fault_io(&f);
	place_expect(put(&k, &io, OUT), ST_READONLY, &k.err);
	assert_non_null(strstr(k.err.detail, "the stick was pulled, or it is not open"));
	assert_int_equal(stick_kit_count(&k, "stick"), 0);
}

static void
test_stick__take__every_call_fails(void **state)
{
	struct stick_kit k;
	int runs = 0;

	stick_kit_begin(&k, state, 70000);
	place_expect(put(&k, &k.quick, OUT), ST_OK, &k.err);
	for (int mode = 0; mode < 8; mode++)
		for (int at = 1, more = 1; more; at++) {
			struct io_fault f = {.quick = true, .errnum = errnums[mode % 4]};
			struct io io = fault_io(&f);
			enum status st;

			if (mode < 4)
				f.total_at = at;
			else
				f.total_from = at;
			st = take(&k, &io, ON, "spool/" NAME);
			more = f.total >= at;
			runs += more;
			assert_int_equal(f.open_files, 0);
			if (place_has(k.p, "spool/" NAME))
				assert_int_equal(stick_kit_verify(&k, "spool/" NAME), 1);
			else
				assert_int_not_equal(st, ST_OK);
			/* the next one works and clears what was left */
			if (!place_has(k.p, "spool/" NAME))
				place_expect(take(&k, &k.quick, ON, "spool/" NAME), ST_OK,
					     &k.err);
			assert_int_equal(place_count(k.p, "spool"), 1);
			assert_int_equal(place_run(k.p, "rm -rf spool/*"), 0);
		}
	assert_int_equal(stick_kit_verify(&k, ON), 1); /* the stick is as it was */
	printf("P5 stick, take: %d runs with a failed call, none half\n", runs);
}

static void
test_stick__put__full_stick_is_told(void **state)
{
	struct stick_kit k;

	stick_kit_begin(&k, state, 70000);
	for (int64_t room = 1; room < 70300; room += 1777) {
		struct io_fault f = {.quick = true, .room = room};
		struct io io = fault_io(&f);

		place_expect(put(&k, &io, OUT), ST_FULL, &k.err);
		assert_non_null(strstr(k.err.detail, "the stick is full"));
		assert_int_equal(place_count(k.p, "stick/LIMBER"), 0);
		place_expect(put(&k, &k.quick, OUT), ST_OK, &k.err);
		assert_int_equal(place_run(k.p, "rm -rf stick/LIMBER"), 0);
	}
	/* the sentence for a full disk of ours is another one */
	place_expect(put(&k, &k.quick, OUT), ST_OK, &k.err);
	{
		struct io_fault f = {.quick = true, .room = 1000};
		struct io io = fault_io(&f);

		place_expect(take(&k, &io, ON, "spool/x"), ST_FULL, &k.err);
		assert_non_null(strstr(k.err.detail, "the disk is full"));
	}
}

/* A stick that loses what it was given is found before the bundle gets its name. */
struct liar {
	struct io io;
	int from; /* the write from which bytes are lost */
};

static ssize_t
lie(void *arg, int fd, const void *buf, size_t n)
{
	struct liar *l = arg;
	char zeros[4096] = {0};

	if (--l->from > 0)
		return io_posix.write(NULL, fd, buf, n);
	return io_posix.write(NULL, fd, zeros, n < sizeof zeros ? n : sizeof zeros);
}

static void
test_stick__put__bad_stick_is_found(void **state)
{
	struct stick_kit k;

	stick_kit_begin(&k, state, 200000);
	for (int from = 1; from <= 4; from++) {
		struct liar l = {.io = place_io(), .from = from};

		l.io.write = lie;
		l.io.arg = &l;
		place_expect(put(&k, &l.io, OUT), ST_CORRUPT, &k.err);
		assert_non_null(strstr(k.err.detail, "this stick is bad"));
		assert_int_equal(place_count(k.p, "stick/LIMBER"), 0);
	}
}

static void
test_stick__check__finds_lost_room(void **state)
{
	struct stick_kit k;
	int64_t bytes;
	struct liar l = {.io = place_io(), .from = 20};

	stick_kit_begin(&k, state, 10);
	place_expect(
	    stick_check(&k.env, place_path(k.p, "stick"), 4 << 20, NULL, &bytes, &k.err),
	    ST_OK, &k.err);
	assert_int_equal(bytes, 4 << 20);
	l.io.write = lie;
	l.io.arg = &l;
	k.env.io = &l.io;
	place_expect(
	    stick_check(&k.env, place_path(k.p, "stick"), 4 << 20, NULL, &bytes, &k.err),
	    ST_CORRUPT, &k.err);
	assert_int_equal(bytes, 19 * 65536);
	assert_int_equal(place_count(k.p, "stick"), 0);
	{
		struct io_fault f = {.quick = true, .room = 3 << 20};
		struct io io = fault_io(&f);

		k.env.io = &io;
		place_expect(stick_check(&k.env, place_path(k.p, "stick"), 0, NULL,
					 &bytes, &k.err),
			     ST_OK, &k.err);
		assert_int_equal(bytes, 3 << 20);
		assert_int_equal(f.open_files, 0);
	}
	assert_int_equal(place_count(k.p, "stick"), 0);
	for (int at = 1, more = 1; more; at++) {
		struct io_fault f = {.quick = true, .total_at = at, .errnum = EIO};
		struct io io = fault_io(&f);
		enum status st;

		k.env.io = &io;
		st = stick_check(&k.env, place_path(k.p, "stick"), 200000, NULL, &bytes,
				 &k.err);
		more = f.total >= at;
		assert_int_equal(f.open_files, 0);
		if (st == ST_OK)
			assert_true(bytes >= 200000);
		assert_int_equal(place_run(k.p, "rm -f stick/*"), 0);
	}
}

static void
test_stick__safe__syncs_and_says(void **state)
{
	struct stick_kit k;
	struct io_fault f = {0}, bad = {.fail_at[FAULT_SYNCFS] = 1, .errnum = EIO};
	struct io io = fault_io(&f), bad_io = fault_io(&bad);
	bool unmounted = true;

	stick_kit_begin(&k, state, 10);
	k.env.io = &io;
	place_expect(stick_safe(&k.env, place_path(k.p, "stick"), &unmounted, &k.err),
		     ST_OK, &k.err);
	assert_false(unmounted); /* no stick at all */
	assert_int_equal(f.calls[FAULT_SYNCFS], 1);
	k.env.io = &bad_io;
	place_expect(stick_safe(&k.env, place_path(k.p, "stick"), &unmounted, &k.err),
		     ST_IO, &k.err);
}

#define IN_PLACE(test)                                                                   \
	cmocka_unit_test_setup_teardown(test, place_set_up, place_tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    IN_PLACE(test_stick__list__finds_sticks_and_nothing_else),
	    IN_PLACE(test_stick__put__take__same_bytes),
	    IN_PLACE(test_stick__put__overwrites_nothing),
	    IN_PLACE(test_stick__put__may_be_stopped),
	    IN_PLACE(test_stick__bundles__of_every_place),
	    IN_PLACE(test_stick__take__refuses_what_is_no_bundle),
	    IN_PLACE(test_stick__put__every_call_fails),
	    IN_PLACE(test_stick__put__pulled_from_a_kiosk),
	    IN_PLACE(test_stick__take__every_call_fails),
	    IN_PLACE(test_stick__put__full_stick_is_told),
	    IN_PLACE(test_stick__put__bad_stick_is_found),
	    IN_PLACE(test_stick__check__finds_lost_room),
	    IN_PLACE(test_stick__safe__syncs_and_says),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
