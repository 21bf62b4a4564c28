/* test_store_doctor.c - every line about what surrounds the database, well and not well. */
#include "store_kit.h"

#include "base/confine.h"
#include "base/date.h"
#include "store/access.h"
#include "store/store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <sys/sysmacros.h>

static const int64_t START = 1777885200000; /* 2026-05-04 09:00 UTC */
static const int64_t DAY = 86400000;

/* The machine as the check-up sees it; {0} is the real one with /proc and /sys in the clinic. */
static struct {
	struct kit k;
	struct io io;
	int64_t now;
	int64_t log, room; /* bytes of the log, bytes left; -1 as they are */
	bool blind;	   /* the directory cannot be looked at */
	const char *other; /* what belongs to another account; NULL: nothing */
} w;

static int64_t
fake_boot(void *arg)
{
	(void)arg;
	return 5000;
}

static int64_t
fake_wall(void *arg)
{
	(void)arg;
	return w.now;
}

static void
fake_boot_id(void *arg, char id[CLOCK_BOOT_SIZE])
{
	(void)arg;
	str_copy(id, CLOCK_BOOT_SIZE, "boot");
}

static const struct clock fake_clock = {fake_boot, fake_wall, fake_boot_id, NULL};

static const char *
at(const char *path, char out[512])
{
	if (strncmp(path, "/proc/", 6) != 0 && strncmp(path, "/sys/", 5) != 0)
		return path;
	str_format(out, 512, "%s/m%s", w.k.dir, path);
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
	const char *end = strrchr(path, '-');
	int rc;

	if (w.blind && !strcmp(path, w.k.dir)) {
		errno = EACCES;
		return -1;
	}
	rc = io_posix.stat(arg, at(path, real), st);
	if (!strcmp(path, w.k.dir))
		st->st_dev = makedev(8, 2);
	if (w.other && strlen(path) > strlen(w.k.dir) &&
	    !strcmp(path + strlen(w.k.dir) + 1, w.other))
		st->st_uid = 4711;
	if (end && !strcmp(end, "-wal") && w.log >= 0)
		st->st_size = w.log;
	return rc;
}

static int
fake_statvfs(void *arg, int fd, struct statvfs *st)
{
	int rc = io_posix.statvfs(arg, fd, st);

	if (w.room >= 0)
		st->f_bavail = (fsblkcnt_t)w.room / st->f_frsize;
	return rc;
}

static void
run(const char *what)
{
	char command[800];

	str_format(command, sizeof command, "cd %s && %s", w.k.dir, what);
	if (system(command) != 0)
		fail_msg("%s", command);
}

static int
set_up(void **state)
{
	(void)state;
	memset(&w, 0, sizeof w);
	setenv("TZ", "UTC", 1);
	w.now = START;
	w.log = w.room = -1;
	kit_init(&w.k);
	w.io = io_posix;
	w.io.open = fake_open;
	w.io.stat = fake_stat;
	w.io.statvfs = fake_statvfs;
	w.k.env.clock = &fake_clock;
	w.k.env.io = &w.io;
	kit_ok(&w.k, store_create(w.k.dir, &w.k.env, &kit_site, &w.k.err));
	kit_open(&w.k);
	kit_add_patient(&w.k, "O'Brien", "José");
	run("mkdir -p m/proc/self m/sys/dev/block/8:2 && chmod 600 limber.db*");
	return 0;
}

static int
tear_down(void **state)
{
	(void)state;
	kit_end(&w.k);
	return 0;
}

struct wanted {
	const char *begin;
	char what[600];
	enum doctor_kind kind;
	int n;
};

static void
find(void *arg, const struct doctor_line *l)
{
	struct wanted *x = arg;

	if (strncmp(l->what, x->begin, strlen(x->begin)) != 0)
		return;
	x->n++;
	x->kind = l->kind;
	str_copy(x->what, sizeof x->what, l->what);
}

/* The line that begins so is of this kind and says that. */
static void
expect(const char *begin, enum doctor_kind kind, const char *said)
{
	struct wanted x = {.begin = begin};

	kit_ok(&w.k, store_doctor(w.k.s, false, find, &x, &w.k.err));
	assert_int_equal(x.n, 1);
	if (x.kind != kind || !strstr(x.what, said))
		fail_msg("%d: %s", (int)x.kind, x.what);
}

static void
test_store_doctor__clock(void **state)
{
	(void)state;
	expect("clock:", DOCTOR_FINE, "2026-05-04 fits what was written before");
	w.now = START - 60 * 3600000LL;
	expect("clock:", DOCTOR_FINDING,
	       "it says 2026-05-01, and work was saved on 2026-05-04; set date and time");
	w.now = START + 400 * DAY;
	expect("clock:", DOCTOR_FINDING, "it says 2027-06-08, and work was saved on");
	w.now = 0;
	expect("clock:", DOCTOR_FINDING,
	       "it says 1970-01-01, which is before this program was written; set date");
}

/* A month mistyped once is believed; then the right time is the odd one, until a manager says so. */
static void
test_store_doctor__clock_said_to_be_right(void **state)
{
	struct store *s = w.k.s;

	(void)state;
	w.now = START + 60 * DAY;
	kit_add_patient(&w.k, "Wrong", "Month");
	w.now = START + DAY;
	expect("clock:", DOCTOR_FINDING, "2026-05-05, and work was saved on 2026-07-03");
	assert_int_equal(store_clock_confirm(s, "  ", &w.k.err), ST_INVALID);
	assert_false(store_clock_trusted(s));
	access_act(s, "anna", "pt");
	assert_int_equal(store_clock_confirm(s, "my phone", &w.k.err), ST_DENIED);
	access_act(s, "max", "manager");
	kit_ok(&w.k, store_clock_confirm(s, "my phone says so", &w.k.err));
	expect("clock:", DOCTOR_FINE, "2026-05-05 fits what was written before");
	assert_int_equal(store_clock_confirm(s, "again", &w.k.err), ST_REFUSED);
	kit_add_patient(&w.k, "Right", "Month");
	kit_reopen(&w.k);
	expect("clock:", DOCTOR_FINE, "2026-05-05 fits what was written before");
	w.now = 0;
	access_act(w.k.s, "max", "manager");
	assert_int_equal(store_clock_confirm(w.k.s, "1970", &w.k.err), ST_REFUSED);
}

/* A copy is put back, or the machine changed, on a day whose clock is wrong: the new writer knows what
 * the one before believed. */
static void
test_store_doctor__clock_of_a_new_writer(void **state)
{
	(void)state;
	run("rm incarnation");
	w.now = 0;
	kit_reopen(&w.k);
	kit_add_patient(&w.k, "New", "Life");
	w.now = START + 400 * DAY;
	expect("clock:", DOCTOR_FINDING, "and work was saved on 2026-05-04");
	w.now = START + DAY;
	expect("clock:", DOCTOR_FINE, "2026-05-05 fits");
}

/* What this kernel cannot hold back is worth knowing. */
static void
test_store_doctor__kiosk(void **state)
{
	struct confine_state could;

	(void)state;
	confine_probe(&could);
	if (could.files && could.system_calls)
		expect("kiosk:", DOCTOR_FINE, "files are held back by Landlock");
	else
		expect("kiosk:", DOCTOR_NOTE, "this kernel ");
}

static void
test_store_doctor__log(void **state)
{
	(void)state;
	w.log = 64 << 20;
	expect("log:", DOCTOR_FINE, "65536 kB wait beside the database");
	w.log++;
	expect("log:", DOCTOR_FINDING, "64 MB wait beside the database");
	expect("log:", DOCTOR_FINDING, "end limber on every screen");
}

static void
test_store_doctor__rights(void **state)
{
	(void)state;
	expect("rights:", DOCTOR_FINE, "open to their owner alone");
	run("chmod 644 limber.db");
	expect("rights:", DOCTOR_NOTE, "limber.db in ");
	expect("rights:", DOCTOR_NOTE,
	       "(644) if the directory were; say chmod go= there");
	run("chmod 600 limber.db && mkdir -m 755 keys");
	expect("rights:", DOCTOR_NOTE, "keys in ");
	run("chmod 700 keys && chmod 750 .");
	expect("rights:", DOCTOR_NOTE, "a group may look into ");
	run("chmod 701 .");
	expect("rights:", DOCTOR_FINDING, "everybody on this machine may look into ");
	expect("rights:", DOCTOR_FINDING, "(701); say chmod 700 there");
	run("chmod 700 . && mkdir -m 700 -p backup");
	/* root made a copy in the clinic of a kiosk */
	w.other = "backup";
	expect("rights:", DOCTOR_FINDING, "backup in ");
	expect("rights:", DOCTOR_FINDING, "belongs to another account (4711) than");
	w.other = NULL;
	expect("rights:", DOCTOR_FINE, "open to their owner alone");
	w.blind = true;
	expect("rights:", DOCTOR_FINDING, "cannot be looked at; ask who looks after");
}

static void
test_store_doctor__room(void **state)
{
	(void)state;
	w.room = 65 << 20;
	expect("disk:", DOCTOR_FINE, "65 MB left, database ");
	w.room = 63 << 20;
	expect("disk:", DOCTOR_FINDING, "63 MB left beside ");
}

static void
test_store_doctor__backup(void **state)
{
	(void)state;
	expect("backup:", DOCTOR_FINDING, "there is none in ");
	expect("backup:", DOCTOR_FINDING, "run limber backup");
	kit_ok(&w.k, store_backup_daily(w.k.s, 20260504, &w.k.err));
	expect("backup:", DOCTOR_FINE,
	       "the newest, of 2026-05-04, opens and every page of it is whole, ");
	w.now = START + 7 * DAY;
	expect("backup:", DOCTOR_FINE, "opens and every page");
	w.now = START + 8 * DAY;
	expect("backup:", DOCTOR_FINDING, "8 days old; run limber backup");
	w.now = START;
	run("dd if=/dev/zero of=backup/limber-20260504.db bs=4096 seek=3 count=30 "
	    "conv=notrunc 2>/dev/null");
	expect("backup:", DOCTOR_FINDING, "of 2026-05-04, cannot be put back: ");
	expect("backup:", DOCTOR_FINDING, "take it out of backup/ and run limber backup");
	run("echo no database >backup/limber-20260504.db");
	expect("backup:", DOCTOR_FINDING, "cannot be put back: ");
}

static void
test_store_doctor__carried(void **state)
{
	(void)state;
	expect("carried:", DOCTOR_NOTE, "no copy left this machine yet");
	kit_ok(&w.k, store_carried(w.k.s, 20260504, &w.k.err));
	assert_int_equal(store_carried_last(w.k.s), 20260504);
	expect("carried:", DOCTOR_FINE, "a copy left this machine on 2026-05-04");
	w.now = START + 30 * DAY;
	expect("carried:", DOCTOR_FINE, "on 2026-05-04");
	w.now = START + 31 * DAY;
	expect("carried:", DOCTOR_NOTE,
	       "the last copy left this machine on 2026-05-04; ");
}

static void
test_store_doctor__machine(void **state)
{
	(void)state;
	expect("encryption:", DOCTOR_NOTE, "none was found beneath the data");
	expect("swap:", DOCTOR_NOTE, "whether it is encrypted could not be told");
	expect("crashes:", DOCTOR_NOTE, "could not be told");
	run("mkdir m/sys/dev/block/8:2/dm && echo CRYPT-X >m/sys/dev/block/8:2/dm/uuid "
	    "&& "
	    "echo head >m/proc/swaps && "
	    "echo 'Max core file size 0 0 bytes' >m/proc/self/limits");
	expect("encryption:", DOCTOR_FINE, "the disk of the data is encrypted");
	expect("swap:", DOCTOR_FINE, "none on a disk");
	expect("crashes:", DOCTOR_FINE, "memory is not written to the disk");
	run("printf 'head\\n%s/limber.db file 1 0 1\\n' \"$PWD\" >m/proc/swaps && "
	    "echo 'Max core file size 100 0 bytes' >m/proc/self/limits && "
	    "rm -r m/sys/dev/block/8:2");
	expect("encryption:", DOCTOR_NOTE, "could not be told");
	expect("swap:", DOCTOR_NOTE, "limber.db is ");
	expect("crashes:", DOCTOR_NOTE, "say ulimit -c 0 before limber");
	expect("sqlite:", DOCTOR_FINE, "sqlite: 3.");
	expect("kiosk:", DOCTOR_FINE, "system calls");
}

#define CASE(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    CASE(test_store_doctor__clock),
	    CASE(test_store_doctor__clock_said_to_be_right),
	    CASE(test_store_doctor__clock_of_a_new_writer),
	    CASE(test_store_doctor__kiosk),
	    CASE(test_store_doctor__log),
	    CASE(test_store_doctor__rights),
	    CASE(test_store_doctor__room),
	    CASE(test_store_doctor__backup),
	    CASE(test_store_doctor__carried),
	    CASE(test_store_doctor__machine),
	};

	return cmocka_run_group_tests_name("store_doctor", tests, NULL, NULL);
}
