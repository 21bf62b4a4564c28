/* test_store_lock.c - the database file is written under our lock alone (6.1): a layer between
 * SQLite and the file watches every write. */
#include "store_kit.h"
#include "store_shim.h"

#include "base/machine.h"
#include "store/store_priv.h"

#include <fcntl.h>
#include <sys/file.h>

static struct {
	char lock[128]; /* path of the side lock, "" not watching */
	int writes, violations;
} watch;

/* Nobody else may get even a shared lock while the file is written. */
static int
on_write(bool main_db)
{
	int fd;

	if (!main_db || !watch.lock[0])
		return SQLITE_OK;
	fd = open(watch.lock, O_RDWR);
	watch.writes++;
	if (fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) == 0)
		watch.violations++;
	close(fd);
	return SQLITE_OK;
}

static void
begin_watch(struct kit *k)
{
	kit_path(k, "limber.lock", watch.lock);
	watch.writes = watch.violations = 0;
}

static void
add_many(struct kit *k, int n)
{
	for (int i = 0; i < n; i++)
		kit_add_patient(k, "Smith", "Pat");
}

static void
test_store_lock__checkpoint__only_under_the_lock(void **state)
{
	struct kit k;
	struct store *other;
	char path[128];

	(void)state;
	kit_init(&k);
	begin_watch(&k);
	kit_ok(&k, store_create(k.dir, &k.env, &kit_site, &k.err));
	kit_open(&k);
	kit_ok(&k, store_open(&other, k.dir, &k.env, &k.err));
	add_many(&k, 200); /* enough for a checkpoint on the way */
	assert_true(watch.writes > 0);
	kit_ok(&k, store_setting_set(other, "a", "b", &k.err));
	kit_ok(&k, store_checkpoint(other, &k.err));
	kit_path(&k, "copy.db", path);
	kit_ok(&k, store_backup(k.s, path, &k.err));
	add_many(&k, 3);
	store_close(other);
	kit_reopen(&k);
	add_many(&k, 3);
	kit_end(&k);
	printf("%d writes of the database file, %d without the lock\n", watch.writes,
	       watch.violations);
	assert_int_equal(watch.violations, 0);
	watch.lock[0] = '\0';
}

static void
test_store_lock__the_watch__would_notice(void **state)
{
	struct kit k;

	(void)state;
	kit_new(&k);
	begin_watch(&k);
	add_many(&k, 3);
	sqlite3_wal_checkpoint_v2(k.s->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	assert_true(watch.violations > 0);
	watch.lock[0] = '\0';
	kit_end(&k);
}

static void
test_store_lock__wait__ends(void **state)
{
	struct kit k;
	struct store *other;
	struct machine_holder h;
	char said[120];

	(void)state;
	kit_new(&k);
	kit_ok(&k, store_open(&other, k.dir, &k.env, &k.err));
	kit_ok(&k, store_begin(other, &k.err));
	assert_int_equal(store_lock(k.s, 50, &k.err), ST_BUSY);
	/* Who is in the way is named wherever the system tells it. */
	str_copy(said, sizeof said, "another program has been writing for 0 s");
	if (machine_holder(&io_posix, other->lock_fd, &h))
		str_format(said, sizeof said,
			   "another program (test_store_lock, process %d) has been "
			   "writing for 0 s",
			   (int)getpid());
	if (!strstr(k.err.detail, said))
		fail_msg("%s", k.err.detail);
	kit_ok(&k, store_checkpoint(k.s, &k.err)); /* waits for nobody */
	store_cancel(other);
	kit_ok(&k, store_lock(k.s, 50, &k.err));
	store_unlock(k.s);
	store_close(other);
	kit_end(&k);
}

/* A reader on an old snapshot holds the log; writers do not wait for it. */
static bool
save_while_scanning(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct kit *k = arg;

	(void)no;
	(void)id;
	(void)cells;
	add_many(k, 120);
	return false;
}

static void
test_store_lock__reader__stops_nobody(void **state)
{
	struct kit k;
	struct store *other;

	(void)state;
	kit_new(&k);
	add_many(&k, 1);
	kit_ok(&k, store_open(&other, k.dir, &k.env, &k.err));
	kit_ok(&k, record_scan(other, E_PATIENT, NULL, save_while_scanning, &k, &k.err));
	assert_int_equal(record_count(other, E_PATIENT), 121);
	store_close(other);
	kit_end(&k);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_store_lock__checkpoint__only_under_the_lock),
	    cmocka_unit_test(test_store_lock__the_watch__would_notice),
	    cmocka_unit_test(test_store_lock__wait__ends),
	    cmocka_unit_test(test_store_lock__reader__stops_nobody),
	};

	shim_install(on_write, NULL);
	return cmocka_run_group_tests_name("store_lock", tests, NULL, NULL);
}
