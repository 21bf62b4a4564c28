/* store_priv.h - what the files of src/store share: the handle, statements, operations. */
#ifndef STORE_STORE_PRIV_H
#define STORE_STORE_PRIV_H

#include "core/change.h"
#include "sql_access.h"
#include "sql_caseload.h"
#include "sql_claims.h"
#include "sql_class.h"
#include "sql_conflict.h"
#include "sql_core.h"
#include "sql_foresight.h"
#include "sql_goals.h"
#include "sql_link.h"
#include "sql_person.h"
#include "sql_progress.h"
#include "sql_query.h"
#include "sql_results.h"
#include "sql_screening.h"
#include "sql_sign.h"
#include "sql_work.h"
#include "sql_year.h"
#include "store/store.h"

#include <sqlite3.h>

/* Every statement of the store; see sql_core.h, sql_query.h and their like. */
#define SQL_ALL(X)                                                                       \
	SQL_TXN(X)                                                                       \
	SQL_OP(X)                                                                        \
	SQL_ROW(X)                                                                       \
	SQL_AUDIT(X)                                                                     \
	SQL_QUERY(X)                                                                     \
	SQL_LIVE(X)                                                                      \
	SQL_SEARCH(X)                                                                    \
	SQL_CLASS(X)                                                                     \
	SQL_WORK(X)                                                                      \
	SQL_DRAFT(X)                                                                     \
	SQL_RESULTS(X)                                                                   \
	SQL_GOALS(X)                                                                     \
	SQL_CASELOAD(X)                                                                  \
	SQL_PROGRESS(X)                                                                  \
	SQL_FORESIGHT(X)                                                                 \
	SQL_SCREENING(X)                                                                 \
	SQL_YEAR(X)                                                                      \
	SQL_SIGN(X) SQL_CLAIMS(X) SQL_PERSON(X) SQL_CONFLICT(X) SQL_LINK(X) SQL_ACCESS(X)

/* Setting: rows above this number may still lack their lines in the lists (store_catch_up). */
#define STORE_BEHIND "lists_after"

enum sql_id {
#define SQL_ENUM(name, text) SQL_##name,
	SQL_ALL(SQL_ENUM)
#undef SQL_ENUM
	    SQL_COUNT
};

/* What the name of an unfinished copy ends in. */
#define STORE_TEMP_END ".tmp"

enum {
	STORE_APPLICATION = 0x4c6d6272,	    /* "Lmbr" */
	STORE_FIELDS_MAX = 48,		    /* fields of an entity */
	STORE_HEADS_MAX = CHANGE_BASES_MAX, /* heads of one cell */
	STORE_LEVELS_MAX = 12,		    /* nested transactions */
	STORE_LOCK_MS = 10000,		    /* longest wait for the write lock */
	STORE_WAL_PAGES = 1000,		    /* checkpoint when the log has so many */
	STORE_USER_SIZE = 24,
	IDS_BLOCK = 64, /* ids read at once */
	IDS_BLOCKS = 8192,
};

/* What is cached for each entity. Statements are made from the dictionary when needed. */
struct store_entity {
	int64_t no;			   /* entity.no */
	uint8_t by_name[STORE_FIELDS_MAX]; /* field indexes in order of name */
	int64_t col_no[STORE_FIELDS_MAX];  /* name.no of the columns, 0 not looked up */
	sqlite3_stmt *insert, *get, *scan, *set[STORE_FIELDS_MAX],
	    *find[STORE_FIELDS_MAX], *other[STORE_FIELDS_MAX];
};

/* Where the own writer stands inside a transaction. */
struct store_chain {
	bool loaded, moved;
	int64_t writer, seq, wall;
	struct uid id;
	unsigned char hash[32];
};

/* Ids of IDS_BLOCK rows with consecutive numbers. */
struct ids_block {
	int64_t first;
	struct uid id[IDS_BLOCK];
	int16_t entity[IDS_BLOCK]; /* enum entity_id, -1 not there */
};

/* Who looked at what; waiting to be written (audit.c). */
struct store_read {
	bool waits, written; /* written: by the transaction that is open */
	int64_t wall, row;
	char what[24], user[STORE_USER_SIZE];
};

/* Whose rights hold (access.c). */
enum { ACCESS_OPEN_MAX = 40 };
#define ACCESS_GLASS "break-glass" /* word of the audit */
struct store_access {
	const struct role *role; /* NULL: the program itself, which no role limits */
	int lifted;		 /* the program acts for a while */
	int n_open;
	int64_t
	    open[ACCESS_OPEN_MAX]; /* patients whose charts were opened with a reason */
};

struct store {
	sqlite3 *db;
	const struct store_env *env;
	char *dir, *path;
	int open_fd; /* limber.open: somebody has the clinic open */
	int lock_fd,
	    watch_fd; /* watch_fd: of limber.lock; -1 none yet, -2 cannot be had */
	int64_t
	    terminal; /* number of this program among those that run sessions; 0 none yet */
	char user[STORE_USER_SIZE];
	struct store_access access;
	int64_t user_no;	     /* name.no of user, 0 not looked up */
	char machine[64];	     /* this machine, "" not looked up */
	unsigned long long dev, ino; /* of the database file */
	int64_t site_no;
	int practice; /* -1 not looked up */

	int depth;		   /* nested transactions */
	int door;		   /* 1: the guards let writes pass */
	bool wrote;		   /* something was committed through this handle */
	bool orphan;		   /* restored or copied: a new writer is due */
	bool orphan_told;	   /* another site has proved it */
	int wal_pages, wal_limit;  /* frames in the log; checkpoint beyond */
	int64_t txn_seq, txn_wall; /* of the outermost transaction, 0 none yet */
	int64_t next_row;	   /* 0 not looked up */
	struct store_read read;	   /* a line of the audit that waits */
	struct store_chain chain, saved[STORE_LEVELS_MAX];

	sqlite3_stmt *stmt[SQL_COUNT];
	struct store_entity ent[E_COUNT];
	struct str canon;	/* scratch for canonical bytes */
	struct ids_block **ids; /* while a scan or a bulk load runs, else NULL */
	int ids_users, hurries; /* scans and loads; loads */
	int64_t load_before;	/* newest row before the first of the loads that run */
};

/* ---- stmt.c: statements and what SQLite says */

/* The statement, prepared, reset and without bindings. It stays the store's. */
enum status stmt_get(struct store *s, enum sql_id id, sqlite3_stmt **q,
		     struct err *err) BASE_MUST_CHECK;
/* Prepares *q from text unless it is already; resets it. For generated statements. */
enum status stmt_make(struct store *s, sqlite3_stmt **q, const char *text,
		      struct err *err) BASE_MUST_CHECK;
/* Steps a statement that returns no row, and resets it. */
enum status stmt_run(struct store *s, sqlite3_stmt *q, struct err *err) BASE_MUST_CHECK;
/* True when a row was read. At the end, or failing (*st says), it resets the statement. */
bool stmt_next(struct store *s, sqlite3_stmt *q, enum status *st, struct err *err);
/* Leaves a statement before its last row. */
void stmt_reset(sqlite3_stmt *q);
/* Runs any number of statements without parameters or results (schema work). */
enum status
stmt_script(struct store *s, const char *sql, struct err *err) BASE_MUST_CHECK;
void stmt_bind_text(sqlite3_stmt *q, int at, const char *text); /* "" is NULL */
void stmt_bind_id(sqlite3_stmt *q, int at, const struct uid *id);
void stmt_bind_cell(sqlite3_stmt *q, int at, struct cell c);
/* A column as a cell; text lives until the next step. */
struct cell stmt_cell(sqlite3_stmt *q, int col);
/* A column's text into a bounded array ("" for NULL). */
void stmt_column_text(sqlite3_stmt *q, int col, char *dst, size_t size);
bool stmt_column_id(sqlite3_stmt *q, int col, struct uid *id);
/* A column's hash; what stands in hash stays when the column holds none. */
void stmt_column_hash(sqlite3_stmt *q, int col, unsigned char hash[HASH_SIZE]);
/* Number or DICT_NONE for NULL. */
int64_t stmt_column_int(sqlite3_stmt *q, int col);
/* Turns the last SQLite failure into a status and a sentence that begins with doing. */
enum status stmt_fail(struct store *s, struct err *err, const char *doing);
/* The same for another handle (a backup being written). */
enum status stmt_fail_db(sqlite3 *db, struct err *err, const char *doing);
void stmt_close_all(struct store *s);

/* ---- schema.c: tables made from the dictionary */

/* Appends CREATE TABLE and CREATE INDEX of an entity under a table name of its own. */
void schema_table(const struct entity *e, const char *table, struct str *sql);
void schema_indexes(const struct entity *e, struct str *sql);
void schema_drop_indexes(const struct entity *e, struct str *sql);
/* Appends the indexes by which the door looks for a value that is taken; they are never dropped. */
void schema_keys(const struct entity *e, struct str *sql);
/* Appends the guard triggers. */
void schema_guards(const struct entity *e, struct str *sql);
int64_t schema_shape(const struct entity *e);
/* Newest schema step of this program. */
int schema_version(void);
/* The version since which lists (search, caseload, person) hold what they hold now. */
int schema_lists_since(void);
/* Makes everything in an empty database, inside a write transaction. */
enum status schema_create(struct store *s, struct err *err) BASE_MUST_CHECK;
/* Reads the entity table; *old gets true when a table has another shape than the dictionary. */
enum status schema_load(struct store *s, bool *old, struct err *err) BASE_MUST_CHECK;
/* Steps the log's schema from a version up, inside a write transaction. */
enum status schema_step(struct store *s, int from, struct err *err) BASE_MUST_CHECK;
/* Generated statements: insert (no, fields...), select of fields by number, of all rows. */
enum status schema_insert(struct store *s, enum entity_id e, sqlite3_stmt **q,
			  struct err *err) BASE_MUST_CHECK;
enum status schema_get(struct store *s, enum entity_id e, sqlite3_stmt **q,
		       struct err *err) BASE_MUST_CHECK;
enum status schema_set(struct store *s, enum entity_id e, int field, sqlite3_stmt **q,
		       struct err *err) BASE_MUST_CHECK;
enum status schema_find(struct store *s, enum entity_id e, int field, sqlite3_stmt **q,
			struct err *err) BASE_MUST_CHECK;
/* Any row but ?1 whose field is ?2. */
enum status schema_other(struct store *s, enum entity_id e, int field, sqlite3_stmt **q,
			 struct err *err) BASE_MUST_CHECK;
/* Appends "no, f1, f2 ..." quoted. */
void schema_columns(const struct entity *e, struct str *sql);
/* Makes tables anew whose shape differs (tables: every one, from the operations), and the lists that
 * are made from them (lists: every one). */
enum status
schema_rebuild(struct store *s, bool tables, bool lists, struct err *err) BASE_MUST_CHECK;

/* ---- store_lock.c: the side lock that keeps writers and checkpoints apart */

/* Takes the lock, waiting at most limit_ms, and gives it back. ST_BUSY: somebody else has it. */
enum status
store_lock(struct store *s, int64_t limit_ms, struct err *err) BASE_MUST_CHECK;
void store_unlock(struct store *s);
/* Checkpoint; the lock is held by the caller. */
void store_lock_checkpoint(struct store *s);
/* Checkpoint after a commit, the lock given back: others go first, and while they keep writing it is
 * left to them, unless the log is four times as long as it should be. */
void store_lock_trim(struct store *s);
/* Between two transactions of one long work: those who wait get the lock. */
void store_lock_pause(const struct store *s);

/* store_begin that waits so long for another program's writing. */
enum status
store_begin_within(struct store *s, int64_t wait_ms, struct err *err) BASE_MUST_CHECK;

/* ---- audit.c */

/* Writes the line that waits into the transaction that begins. */
enum status audit_take_along(struct store *s, struct err *err) BASE_MUST_CHECK;

/* ---- store_self.c: is this the database that wrote last here? (the incarnation file) */

/* Sets s->orphan. */
enum status store_self_check(struct store *s, struct err *err) BASE_MUST_CHECK;
/* Notes the last operation number; called after each commit that moved the chain. */
void store_self_note(struct store *s);
/* Begins a new writer when one is due; inside a write transaction. */
enum status store_self_renew(struct store *s, struct err *err) BASE_MUST_CHECK;
enum status store_self_new_writer(struct store *s, const char *site_code,
				  struct err *err) BASE_MUST_CHECK;

/* ---- store.c */

/* Opens path without looking what is in it: handle, pragmas, door function. */
enum status store_open_raw(struct store **s, const char *dir, const char *path,
			   const struct store_env *env, struct err *err) BASE_MUST_CHECK;
/* Refuses file systems SQLite cannot share; type as statfs gives it. */
bool store_refuses_fs(long type);

/* ---- store_clock.c */

/* Whether a wall clock can say t when it was believed at `before` (0 never); ms since 1970. */
bool store_clock_plausible(int64_t t, int64_t before);
/* What the clock said when it was believed last, ms since 1970, 0 never; false: it cannot be read. */
bool store_clock_believed(struct store *s, int64_t *wall);

/* ---- op.c: the log */

enum { OP_MARK_EVERY = 64 }; /* operations between two marks of the chain */
enum op_kind { OP_NEW = CHANGE_NEW, OP_SET = CHANGE_SET, OP_CLEAR = CHANGE_CLEAR };

struct op_ref {
	int64_t writer, seq;
};

/* An operation to be written, or read for its canonical bytes. */
struct op {
	struct op_ref at; /* filled by op_add */
	int64_t txn, row, wall;
	struct uid row_id;
	const char *table, *col; /* col "" for a birth */
	int64_t col_no;		 /* 0 for a birth */
	int kind, clk;
	bool has_val, keep_val; /* keep_val: store it in op.val too */
	const char *val;
	size_t val_n;
	const struct op_ref *bases;
	size_t n_bases;
	const char *user;
};

/* Takes the next number of the own writer, writes the operation, moves the chain. */
enum status op_add(struct store *s, struct op *op, struct err *err) BASE_MUST_CHECK;
/* Writes an operation with its bases as it is (of another writer: no number, no chain). */
enum status op_insert(struct store *s, const struct op *op, int64_t user,
		      struct err *err) BASE_MUST_CHECK;
/* Number the next operation will get (inside a write transaction). */
enum status op_next(struct store *s, struct op_ref *at, struct err *err) BASE_MUST_CHECK;
/* The operation as others see it (change.h). bases holds its bases; texts stay op's. */
enum status op_change(struct store *s, const struct op *op, const struct uid *writer,
		      struct change_ref bases[STORE_HEADS_MAX], struct change *c,
		      struct err *err) BASE_MUST_CHECK;
/* The own writer believes the time of this transaction from now on. */
enum status op_chain_believe(struct store *s, struct err *err) BASE_MUST_CHECK;
/* Writes what the chain reached; before COMMIT. */
enum status op_chain_save(struct store *s, struct err *err) BASE_MUST_CHECK;
enum status op_writer_id(struct store *s, int64_t writer, struct uid *id,
			 struct err *err) BASE_MUST_CHECK;
/* draft.c: a typed text is stored only over what its writer saw, or when it is the same. ST_STALE: seen
 * becomes what stands there now. */
enum status draft_seen(const struct str *now, struct str *seen, const char *text,
		       struct err *err) BASE_MUST_CHECK;
/* Number of a repeated text, made when new. */
enum status
op_name(struct store *s, const char *text, int64_t *no, struct err *err) BASE_MUST_CHECK;
enum status op_user(struct store *s, int64_t *no, struct err *err) BASE_MUST_CHECK;
/* Number of a column's name. */
enum status op_col(struct store *s, enum entity_id e, int field, int64_t *no,
		   struct err *err) BASE_MUST_CHECK;
/* Appends the whole row as canonical JSON: keys sorted, every value a string in machine form,
 * absent ones and local fields left out, references as ids. */
enum status op_row_json(struct store *s, enum entity_id e, const struct cell *cells,
			struct str *out, struct err *err) BASE_MUST_CHECK;
/* Reads such JSON back into a row; names it does not know are passed over. */
enum status op_row_parse(struct store *s, enum entity_id e, const char *json, size_t n,
			 void *row, struct err *err) BASE_MUST_CHECK;
/* A value in machine form, references as ids; appends. */
enum status op_value(struct store *s, const struct field *f, struct cell c,
		     struct str *out, struct err *err) BASE_MUST_CHECK;
/* Back from machine form; text borrows from p. */
enum status op_value_parse(struct store *s, const struct field *f, const char *p,
			   size_t n, struct cell *c, struct err *err) BASE_MUST_CHECK;

/* ---- heads.c: what a cell shows */

struct head {
	struct op_ref at;
	struct uid writer_id;
	int kind, clk;
	int64_t wall;
	struct str val; /* machine form */
	bool has_val;
};

struct heads {
	struct head *list;
	size_t n;
};
/* Heads of a cell, the shown one first (10.4, 10.16). Release with heads_release. */
enum status heads_read(struct store *s, enum entity_id e, int64_t row, int field,
		       struct heads *h, struct err *err) BASE_MUST_CHECK;
void heads_release(struct heads *h);
/* The same for operations of the cell that are named. */
enum status
heads_of(struct store *s, enum entity_id e, int field, const struct op_ref *refs,
	 size_t n, struct heads *h, struct err *err) BASE_MUST_CHECK;
/* Bases for an edit: only where the heads are, without values. */
enum status heads_refs(struct store *s, int64_t row, int64_t col_no,
		       struct op_ref refs[STORE_HEADS_MAX], size_t *n,
		       struct err *err) BASE_MUST_CHECK;
/* Value a cell shows, by the merge class of its field; text into *text. */
enum status
heads_shown(struct store *s, const struct field *f, const struct heads *h, struct cell *c,
	    struct str *text, struct err *err) BASE_MUST_CHECK;
/* A row as its operations make it; local fields are left as they are in row. */
enum status heads_project(struct store *s, enum entity_id e, int64_t no, void *row,
			  struct err *err) BASE_MUST_CHECK;
/* The field of a column's number, -1: of a newer program. */
enum status heads_column(struct store *s, const struct entity *e, int64_t col, int *field,
			 struct err *err) BASE_MUST_CHECK;
/* Opens or closes the conflict record of a cell; *turned: 1 opened, -1 closed, 0 neither. */
enum status
heads_conflict(struct store *s, enum entity_id e, int64_t row, int field, size_t n_heads,
	       const struct op_ref *by, int *turned, struct err *err) BASE_MUST_CHECK;

/* ---- access.c */

/* Whether the field leads from a row of the entity towards its patient. */
bool access_leads_up(const struct entity *e, const struct field *f);

struct staff;
/* ST_REFUSED when field f of the staff row `is` becoming c would leave nobody who can log in here and may
 * change staff. */
enum status
access_keep_manager(struct store *s, const struct staff *is, const struct field *f,
		    struct cell c, struct err *err) BASE_MUST_CHECK;

/* ---- record.c and its parts */

/* Next local row number (inside a write transaction). */
enum status record_next(struct store *s, int64_t *no, struct err *err) BASE_MUST_CHECK;
/* record_set_field that writes the cell also when it holds the value already. */
enum status record_end_heads(struct store *s, enum entity_id e, int64_t no, int field,
			     struct cell value, struct err *err) BASE_MUST_CHECK;
/* Reads a row of cells of the get statement, which stands on a row. */
bool record_cells_to_row(const struct entity *e, sqlite3_stmt *q, int first, void *row);
/* Checks that a reference exists and is of the right entity; sentence names the field. */
enum status record_check_ref(struct store *s, const struct field *f, int64_t no,
			     struct err *err) BASE_MUST_CHECK;
/* True when the door keeps the field's values apart (record_unique.c). */
bool record_is_unique(const struct entity *e, const struct field *f);
/* ST_DUPLICATE when a row other than no (0: any) has this value of such a field. */
enum status record_check_unique(struct store *s, enum entity_id e, int field, int64_t no,
				struct cell c, struct err *err) BASE_MUST_CHECK;
/* Calls each for every value two rows share all the same, which two sites gave ("2 patients have
 * the chart_no ..."; borrowed during the call); at most ten of a field. */
enum status record_doubles(struct store *s, void (*each)(void *arg, const char *what),
			   void *arg, struct err *err) BASE_MUST_CHECK;
/* Writes what a cell shows into the derived row. */
enum status record_put_cell(struct store *s, enum entity_id e, int64_t no, int field,
			    struct cell c, struct err *err) BASE_MUST_CHECK;
/* The database as many rows want it (record_bulk.c), and back. Nests. */
enum status record_hurry(struct store *s, bool on, struct err *err) BASE_MUST_CHECK;
/* Id and entity of a number; *e -1 when there is none. Fast while ids are kept. */
enum status record_lookup(struct store *s, int64_t no, struct uid *id, int *e,
			  struct err *err) BASE_MUST_CHECK;
/* Keeps ids in memory (bounded) between keep and drop. */
void record_ids_keep(struct store *s);
void record_ids_drop(struct store *s);
/* A row just added, while ids are kept. */
void record_ids_note(struct store *s, int64_t no, const struct uid *id, enum entity_id e);
/* Forgets what a rolled back transaction made. */
void record_forget(struct store *s);
/* entity.no to entity id, -1 unknown. */
int record_entity(const struct store *s, int64_t entity_no);

/* ---- store_place.c, store_restore.c */

/* Locks limber.open in dir: alone, or beside others that have the clinic open. ST_BUSY when that
 * cannot be. *fd holds the lock until it is closed. */
enum status store_in_use(const char *dir, const struct io *io, bool alone, int *fd,
			 struct err *err) BASE_MUST_CHECK;
/* Goes on with a restore that was killed between its renames; nothing to do: ST_OK. */
enum status store_restore_finish(const char *dir, const struct store_env *env,
				 struct err *err) BASE_MUST_CHECK;
/* Refuses a network file system. */
enum status store_check_place(const char *dir, struct err *err) BASE_MUST_CHECK;
/* Every page and every reference of a copy; name is for the sentence. */
enum status
store_backup_check(sqlite3 *db, const char *name, struct err *err) BASE_MUST_CHECK;
/* Does a copy of a clinic lie in backup/? */
bool store_backup_there(const char *dir, const struct io *io);

#endif
