/* test_store_lock.c - the database file is written under our lock alone (6.1): a layer between
 * SQLite and the file watches every write. */
#include "store_kit.h"

#include "store/store_priv.h"

#include <fcntl.h>
#include <sys/file.h>

/* ---- the layer */

static struct {
	sqlite3_vfs *real;
	char lock[128]; /* path of the side lock, "" not watching */
	int writes, violations;
} watch;

struct shim {
	sqlite3_file base;
	bool main_db;
};

static sqlite3_file *
real(sqlite3_file *f)
{
	return (sqlite3_file *)(void *)((char *)f + sizeof(struct shim));
}

#define FORWARD(name, params, args)                                                      \
	static int shim_##name params                                                    \
	{                                                                                \
		return real(f)->pMethods->x##name args;                                  \
	}
FORWARD(Close, (sqlite3_file * f), (real(f)))
FORWARD(Read, (sqlite3_file * f, void *p, int n, sqlite3_int64 at), (real(f), p, n, at))
FORWARD(Truncate, (sqlite3_file * f, sqlite3_int64 n), (real(f), n))
FORWARD(Sync, (sqlite3_file * f, int flags), (real(f), flags))
FORWARD(FileSize, (sqlite3_file * f, sqlite3_int64 *n), (real(f), n))
FORWARD(Lock, (sqlite3_file * f, int level), (real(f), level))
FORWARD(Unlock, (sqlite3_file * f, int level), (real(f), level))
FORWARD(CheckReservedLock, (sqlite3_file * f, int *out), (real(f), out))
FORWARD(FileControl, (sqlite3_file * f, int op, void *p), (real(f), op, p))
FORWARD(SectorSize, (sqlite3_file * f), (real(f)))
FORWARD(DeviceCharacteristics, (sqlite3_file * f), (real(f)))
FORWARD(ShmMap, (sqlite3_file * f, int pg, int n, int extend, void volatile **p),
	(real(f), pg, n, extend, p))
FORWARD(ShmLock, (sqlite3_file * f, int at, int n, int flags), (real(f), at, n, flags))
FORWARD(ShmUnmap, (sqlite3_file * f, int gone), (real(f), gone))
FORWARD(Fetch, (sqlite3_file * f, sqlite3_int64 at, int n, void **p), (real(f), at, n, p))
FORWARD(Unfetch, (sqlite3_file * f, sqlite3_int64 at, void *p), (real(f), at, p))

static void
shim_ShmBarrier(sqlite3_file *f)
{
	real(f)->pMethods->xShmBarrier(real(f));
}

/* Nobody else may get even a shared lock while the file is written. */
static int
shim_Write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	if (((struct shim *)(void *)f)->main_db && watch.lock[0]) {
		int fd = open(watch.lock, O_RDWR);

		watch.writes++;
		if (fd >= 0 && flock(fd, LOCK_SH | LOCK_NB) == 0)
			watch.violations++;
		close(fd);
	}
	return real(f)->pMethods->xWrite(real(f), p, n, at);
}

static const sqlite3_io_methods methods = {
    3,
    shim_Close,
    shim_Read,
    shim_Write,
    shim_Truncate,
    shim_Sync,
    shim_FileSize,
    shim_Lock,
    shim_Unlock,
    shim_CheckReservedLock,
    shim_FileControl,
    shim_SectorSize,
    shim_DeviceCharacteristics,
    shim_ShmMap,
    shim_ShmLock,
    shim_ShmBarrier,
    shim_ShmUnmap,
    shim_Fetch,
    shim_Unfetch,
};

static int
shim_open(sqlite3_vfs *v, const char *name, sqlite3_file *f, int flags, int *out)
{
	struct shim *s = (struct shim *)(void *)f;
	size_t n = name ? strlen(name) : 0;
	int rc = watch.real->xOpen(watch.real, name, real(f), flags, out);

	(void)v;
	s->main_db =
	    flags & SQLITE_OPEN_MAIN_DB && n > 9 && !strcmp(name + n - 9, "limber.db");
	s->base.pMethods = real(f)->pMethods ? &methods : NULL;
	return rc;
}

static void
install(void)
{
	static sqlite3_vfs v;

	sqlite3_initialize();
	watch.real = sqlite3_vfs_find(NULL);
	v = *watch.real;
	v.zName = "watch";
	v.szOsFile += (int)sizeof(struct shim);
	v.xOpen = shim_open;
	assert_int_equal(sqlite3_vfs_register(&v, 1), SQLITE_OK);
}

/* ---- the tests */

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

	(void)state;
	kit_new(&k);
	kit_ok(&k, store_open(&other, k.dir, &k.env, &k.err));
	kit_ok(&k, store_begin(other, &k.err));
	assert_int_equal(store_lock(k.s, 50, &k.err), ST_BUSY);
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

	install();
	return cmocka_run_group_tests_name("store_lock", tests, NULL, NULL);
}
