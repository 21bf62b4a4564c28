/* store_shim.h - a layer between SQLite and its files, for tests that watch or fail them. */
#ifndef TEST_STORE_SHIM_H
#define TEST_STORE_SHIM_H

#include "store_kit.h"

#include <sqlite3.h>

enum shim_what { SHIM_DB, SHIM_WAL, SHIM_OTHER };
enum shim_event { SHIM_WRITE, SHIM_TRUNCATE, SHIM_SYNC };

/* on_...: called before a write and a sync; anything but SQLITE_OK is what SQLite gets instead.
 * seen: told of all that was done to the database and its log. */
static struct {
	sqlite3_vfs *real;
	int (*on_write)(bool main_db);
	int (*on_sync)(bool main_db);
	int (*on_read)(bool main_db); /* as the others; set by hand */
	void (*seen)(enum shim_event e, enum shim_what what, const void *p, int n,
		     sqlite3_int64 at);
} shim;

struct shim_file {
	sqlite3_file base;
	bool main_db;
	enum shim_what what;
};

static sqlite3_file *
shim_real(sqlite3_file *f)
{
	return (sqlite3_file *)(void *)((char *)f + sizeof(struct shim_file));
}

static int
shim_tell(sqlite3_file *f, int rc, enum shim_event e, const void *p, int n,
	  sqlite3_int64 at)
{
	enum shim_what what = ((struct shim_file *)(void *)f)->what;

	if (rc == SQLITE_OK && shim.seen && what != SHIM_OTHER)
		shim.seen(e, what, p, n, at);
	return rc;
}

#define FORWARD(name, params, args)                                                      \
	static int shim_##name params                                                    \
	{                                                                                \
		return shim_real(f)->pMethods->x##name args;                             \
	}
FORWARD(Close, (sqlite3_file * f), (shim_real(f)))
FORWARD(FileSize, (sqlite3_file * f, sqlite3_int64 *n), (shim_real(f), n))
FORWARD(Lock, (sqlite3_file * f, int level), (shim_real(f), level))
FORWARD(Unlock, (sqlite3_file * f, int level), (shim_real(f), level))
FORWARD(CheckReservedLock, (sqlite3_file * f, int *out), (shim_real(f), out))
FORWARD(FileControl, (sqlite3_file * f, int op, void *p), (shim_real(f), op, p))
FORWARD(SectorSize, (sqlite3_file * f), (shim_real(f)))
FORWARD(DeviceCharacteristics, (sqlite3_file * f), (shim_real(f)))
FORWARD(ShmMap, (sqlite3_file * f, int pg, int n, int extend, void volatile **p),
	(shim_real(f), pg, n, extend, p))
FORWARD(ShmLock, (sqlite3_file * f, int at, int n, int flags),
	(shim_real(f), at, n, flags))
FORWARD(ShmUnmap, (sqlite3_file * f, int gone), (shim_real(f), gone))
FORWARD(Fetch, (sqlite3_file * f, sqlite3_int64 at, int n, void **p),
	(shim_real(f), at, n, p))
FORWARD(Unfetch, (sqlite3_file * f, sqlite3_int64 at, void *p), (shim_real(f), at, p))

static void
shim_ShmBarrier(sqlite3_file *f)
{
	shim_real(f)->pMethods->xShmBarrier(shim_real(f));
}

static int
shim_Read(sqlite3_file *f, void *p, int n, sqlite3_int64 at)
{
	int rc = shim.on_read ? shim.on_read(((struct shim_file *)(void *)f)->main_db)
			      : SQLITE_OK;

	return rc ? rc : shim_real(f)->pMethods->xRead(shim_real(f), p, n, at);
}

static int
shim_Write(sqlite3_file *f, const void *p, int n, sqlite3_int64 at)
{
	int rc = shim.on_write ? shim.on_write(((struct shim_file *)(void *)f)->main_db)
			       : SQLITE_OK;

	if (!rc)
		rc = shim_real(f)->pMethods->xWrite(shim_real(f), p, n, at);
	return shim_tell(f, rc, SHIM_WRITE, p, n, at);
}

static int
shim_Truncate(sqlite3_file *f, sqlite3_int64 n)
{
	return shim_tell(f, shim_real(f)->pMethods->xTruncate(shim_real(f), n),
			 SHIM_TRUNCATE, NULL, 0, n);
}

static int
shim_Sync(sqlite3_file *f, int flags)
{
	int rc = shim.on_sync ? shim.on_sync(((struct shim_file *)(void *)f)->main_db)
			      : SQLITE_OK;

	if (!rc)
		rc = shim_real(f)->pMethods->xSync(shim_real(f), flags);
	return shim_tell(f, rc, SHIM_SYNC, NULL, 0, 0);
}

static const sqlite3_io_methods shim_methods = {
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
	struct shim_file *s = (struct shim_file *)(void *)f;
	size_t n = name ? strlen(name) : 0;
	int rc = shim.real->xOpen(shim.real, name, shim_real(f), flags, out);

	(void)v;
	s->main_db =
	    flags & SQLITE_OPEN_MAIN_DB && n > 9 && !strcmp(name + n - 9, "limber.db");
	s->what = s->main_db ? SHIM_DB : flags & SQLITE_OPEN_WAL ? SHIM_WAL : SHIM_OTHER;
	s->base.pMethods = shim_real(f)->pMethods ? &shim_methods : NULL;
	return rc;
}

/* Puts the layer under every database opened from now on. */
static inline void
shim_install(int (*on_write)(bool main_db), int (*on_sync)(bool main_db))
{
	static sqlite3_vfs v;

	sqlite3_initialize();
	shim.on_write = on_write;
	shim.on_sync = on_sync;
	shim.real = sqlite3_vfs_find(NULL);
	v = *shim.real;
	v.zName = "shim";
	v.szOsFile += (int)sizeof(struct shim_file);
	v.xOpen = shim_open;
	assert_int_equal(sqlite3_vfs_register(&v, 1), SQLITE_OK);
}

#endif
