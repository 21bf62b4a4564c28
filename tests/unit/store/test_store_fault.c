/* test_store_fault.c - the n-th write or sync fails, for every n: before or after, nothing else. */
#include "store_kit.h"
#include "store_shim.h"

#include "store/store_priv.h"
#include "store/store_verify.h"
#include "sync/sanitized.h"

#include <errno.h>
#include <signal.h>
#include <sys/wait.h>

enum { MOST_CALLS = 400 };

static struct {
	int left; /* calls until one fails; 0: none fails */
	int code;
	int why; /* errno; 0: as it is */
	bool for_ever;
	int failed;
} fault;

static int
maybe_fail(bool main_db)
{
	(void)main_db;
	if (fault.left == 0 || (fault.left > 1 && fault.left--))
		return SQLITE_OK;
	fault.failed++;
	if (!fault.for_ever)
		fault.left = 0;
	if (fault.why)
		errno = fault.why;
	return fault.code;
}

/* What a therapist does in a moment: a row, an edit, a signed visit in one transaction. */
static enum status
work(struct kit *k, int64_t staff)
{
	struct patient p = kit_patient("Fault", "Loop");
	struct session v;
	enum status st = store_begin(k->s, &k->err);

	if (st)
		return st;
	dict_row_init(dict_entity(E_SESSION), &v);
	st = record_add(k->s, E_PATIENT, &p, &k->err);
	if (!st)
		st = record_set_field(k->s, E_PATIENT, p.head.no,
				      dict_field_named(dict_entity(E_PATIENT), "phone"),
				      (struct cell){.kind = CELL_TEXT, .p = "1", .n = 1},
				      &k->err);
	v.patient = p.head.no;
	v.therapist = staff;
	v.service_date = 20260504;
	if (!st)
		st = record_add(k->s, E_SESSION, &v, &k->err);
	if (!st)
		return store_commit(k->s, &k->err);
	store_cancel(k->s);
	return st;
}

static void
check_sound(struct kit *k, int64_t patients)
{
	int64_t n;

	assert_int_equal(record_count(k->s, E_PATIENT), patients);
	assert_int_equal(record_count(k->s, E_SESSION), patients);
	kit_ok(k, store_verify_chains(k->s, &n, &k->err));
	kit_ok(k, store_verify_rows(k->s, &n, &k->err));
}

/* Fails call n of a save; false when the save makes fewer calls. */
static bool
fail_save(int n, int code, bool for_ever)
{
	struct kit k;
	int64_t staff, before;
	enum status st;

	kit_new(&k);
	staff = kit_add_staff(&k, "nomsa");
	kit_ok(&k, work(&k, staff));
	before = record_count(k.s, E_PATIENT);
	fault.left = n;
	fault.code = code;
	fault.for_ever = for_ever;
	fault.failed = 0;
	st = work(&k, staff);
	fault.left = 0;
	if (fault.failed) {
		assert_int_not_equal(st, ST_OK);
		assert_int_equal(st, code == SQLITE_FULL ? ST_FULL : ST_IO);
		assert_true(k.err.detail[0] != '\0');
	}
	check_sound(&k, before + (st == ST_OK));
	kit_ok(&k, work(&k, staff)); /* the same handle goes on */
	kit_reopen(&k);
	check_sound(&k, before + 1 + (st == ST_OK));
	kit_end(&k);
	return fault.failed > 0;
}

static void
fail_every(int code, bool for_ever)
{
	int n = 1;

	while (fail_save(n, code, for_ever))
		assert_true(++n < MOST_CALLS);
	printf("%d places of a save failed with %d%s\n", n - 1, code,
	       for_ever ? " for ever" : " once");
	assert_true(n > 5);
}

static void
test_store_fault__save__io_error_once(void **state)
{
	(void)state;
	fail_every(SQLITE_IOERR_WRITE, false);
}

static void
test_store_fault__save__full_for_ever(void **state)
{
	(void)state;
	fail_every(SQLITE_FULL, true);
}

/* A disk that fails is set to be read alone under a program that is at work: what to do is another thing
 * than with owners and permissions. */
static void
test_store_fault__save__disk_turned_read_only(void **state)
{
	struct kit k;
	int64_t staff;

	(void)state;
	kit_new(&k);
	staff = kit_add_staff(&k, "nomsa");
	fault.left = 1;
	fault.for_ever = true;
	fault.code = SQLITE_IOERR_WRITE;
	fault.why = EROFS;
	assert_int_equal(work(&k, staff), ST_READONLY);
	assert_non_null(strstr(k.err.detail, "the disk can only be read now"));
	fault.left = fault.why = 0;
	kit_ok(&k, work(&k, staff));
	kit_end(&k);
}

/* The disk is pulled under a program that reads: nothing is damaged, and no copy has to be put back. */
static void
test_store_fault__read__disk_gone(void **state)
{
	struct kit k;
	int64_t n;

	(void)state;
	kit_new(&k);
	kit_ok(&k, work(&k, kit_add_staff(&k, "nomsa")));
	kit_reopen(&k);
	shim.on_read = maybe_fail;
	fault.left = 1;
	fault.for_ever = true;
	fault.code = SQLITE_IOERR_CORRUPTFS; /* what SQLite makes of it */
	fault.why = EIO;
	assert_int_equal(store_verify_rows(k.s, &n, &k.err), ST_IO);
	assert_non_null(strstr(k.err.detail, "the disk did not answer"));
	assert_null(strstr(k.err.detail, "malformed"));
	shim.on_read = NULL;
	fault.left = fault.why = 0;
	kit_ok(&k, store_verify_rows(k.s, &n, &k.err));
	kit_end(&k);
}

/* ---- memory */

static struct {
	sqlite3_mem_methods real;
	int left; /* allocations until one fails; 0: none fails */
	bool for_ever;
	int failed;
} memory;

static bool
no_memory(void)
{
	if (memory.left == 0 || (memory.left > 1 && memory.left--))
		return false;
	memory.failed++;
	if (!memory.for_ever)
		memory.left = 0;
	return true;
}

static void *
failing_malloc(int n)
{
	return no_memory() ? NULL : memory.real.xMalloc(n);
}

static void *
failing_realloc(void *p, int n)
{
	return no_memory() ? NULL : memory.real.xRealloc(p, n);
}

/* Opens the clinic and saves, in a process of its own; true when some allocation failed. */
static bool
save_apart(struct kit *k, int64_t staff, int n, bool for_ever, int *ended)
{
	int status;
	pid_t pid = fork();

	assert_true(pid >= 0);
	if (pid == 0) {
		enum status st;

		if (!freopen("/dev/null", "w", stderr))
			_exit(9);
		memory.left = n;
		memory.for_ever = for_ever;
		st = store_open(&k->s, k->dir, &k->env, &k->err);
		if (!st) {
			store_set_user(k->s, "nomsa");
			st = work(k, staff);
		}
		_exit(st ? 9 : memory.failed ? 1 : 0);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	*ended = WIFSIGNALED(status) ? -WTERMSIG(status) : WEXITSTATUS(status);
	return *ended != 0;
}

/* The n-th allocation of SQLite fails while a clinic is opened and a save made: the program ends
 * as one does that limber itself has no memory for, or did without it; the save is there or not. */
static void
fail_memory(bool for_ever)
{
	struct kit k;
	int64_t staff, rows = 0;
	int n = 1, died = 0, did_without = 0, ended = 1, sound;

	kit_new(&k);
	staff = kit_add_staff(&k, "nomsa");
	store_close(k.s);
	for (; ended; n += 1 + n / (SANITIZED ? 5 : 25)) {
		save_apart(&k, staff, n, for_ever, &ended);
		if (ended != 0 && ended != 1 && ended != -SIGABRT)
			fail_msg("allocation %d: ended with %d", n, ended);
		died += ended < 0;
		did_without += ended == 1;
		kit_open(&k);
		sound = (int)record_count(k.s, E_PATIENT);
		assert_true(ended < 0 ? sound == rows || sound == rows + 1
				      : sound == rows + 1);
		rows = sound;
		kit_ok(&k, work(&k, staff));
		rows++;
		store_close(k.s);
	}
	kit_open(&k);
	check_sound(&k, rows);
	printf("memory%s: up to allocation %d of an opening and a save, %d ended, %d did "
	       "without\n",
	       for_ever ? " for ever" : " once", n, died, did_without);
	assert_true(died > 20);
	kit_end(&k);
}

static void
test_store_fault__no_memory__once(void **state)
{
	(void)state;
	fail_memory(false);
}

static void
test_store_fault__no_memory__for_ever(void **state)
{
	(void)state;
	fail_memory(true);
}

/* A read that cannot be noted waits for room, and another one is refused until then. */
static void
test_store_fault__audit_later__full__waits(void **state)
{
	struct kit k;
	int64_t before, lines;

	(void)state;
	kit_new(&k);
	kit_ok(&k, audit_verify(k.s, &before, &k.err));
	kit_ok(&k, audit_later(k.s, "chart", 1, &k.err));
	fault.left = 1;
	fault.code = SQLITE_FULL;
	fault.for_ever = true;
	assert_int_equal(audit_settle(k.s, 0, &k.err), ST_FULL);
	assert_int_equal(audit_later(k.s, "chart", 2, &k.err), ST_FULL);
	assert_true(audit_waits(k.s));
	fault.left = 0;
	kit_ok(&k, audit_settle(k.s, 0, &k.err));
	assert_false(audit_waits(k.s));
	kit_ok(&k, audit_verify(k.s, &lines, &k.err));
	assert_int_equal(lines, before + 1);
	kit_end(&k);
}

/* A clinic that could not be made leaves none behind, and can be made afterwards. */
static void
test_store_fault__create__leaves_nothing(void **state)
{
	int n = 0;

	(void)state;
	for (bool failed = true; failed; n++) {
		struct kit k;
		enum status st;

		kit_init(&k);
		fault.left = n + 1;
		fault.code = SQLITE_FULL;
		fault.for_ever = true;
		fault.failed = 0;
		st = store_create(k.dir, &k.env, &kit_site, &k.err);
		fault.left = 0;
		failed = fault.failed > 0;
		if (st) {
			assert_int_equal(st, ST_FULL);
			assert_int_equal(store_open(&k.s, k.dir, &k.env, &k.err),
					 ST_NO_DATA);
			kit_ok(&k, store_create(k.dir, &k.env, &kit_site, &k.err));
		}
		kit_open(&k);
		check_sound(&k, 0);
		kit_end(&k);
		/* Many places are alike: every one at first, then every seventh. */
		n += n > 12 ? 6 : 0;
	}
	assert_true(n > 12);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_store_fault__save__io_error_once),
	    cmocka_unit_test(test_store_fault__save__full_for_ever),
	    cmocka_unit_test(test_store_fault__save__disk_turned_read_only),
	    cmocka_unit_test(test_store_fault__read__disk_gone),
	    cmocka_unit_test(test_store_fault__no_memory__once),
	    cmocka_unit_test(test_store_fault__no_memory__for_ever),
	    cmocka_unit_test(test_store_fault__audit_later__full__waits),
	    cmocka_unit_test(test_store_fault__create__leaves_nothing),
	};

	assert_int_equal(sqlite3_config(SQLITE_CONFIG_GETMALLOC, &memory.real),
			 SQLITE_OK);
	{
		sqlite3_mem_methods failing = memory.real;

		failing.xMalloc = failing_malloc;
		failing.xRealloc = failing_realloc;
		assert_int_equal(sqlite3_config(SQLITE_CONFIG_MALLOC, &failing),
				 SQLITE_OK);
	}
	shim_install(maybe_fail, maybe_fail);
	return cmocka_run_group_tests_name("store_fault", tests, NULL, NULL);
}
