/* heads_kit.h - operations of another writer beside our own, put into the log as an import would. */
#ifndef TEST_HEADS_KIT_H
#define TEST_HEADS_KIT_H

#include "store_kit.h"

#include "store/store_priv.h"

struct heads_world {
	struct kit k;
	int64_t patient, writer; /* number of the other writer */
	struct op_ref birth;
	int seq;
};

static inline int64_t
heads_add_writer(struct heads_world *w, unsigned char first_byte)
{
	struct uid id = {{first_byte}};
	sqlite3_stmt *q;
	unsigned char hash[32] = {0};

	kit_ok(&w->k, stmt_get(w->k.s, SQL_WRITER_ADD, &q, &w->k.err));
	stmt_bind_id(q, 1, &id);
	stmt_bind_text(q, 2, "MTH");
	sqlite3_bind_blob(q, 3, hash, sizeof hash, SQLITE_STATIC);
	sqlite3_bind_int64(q, 4, 0);
	kit_ok(&w->k, stmt_run(w->k.s, q, &w->k.err));
	return sqlite3_last_insert_rowid(w->k.s->db);
}

static inline struct op_ref
heads_birth(struct heads_world *w, int64_t row)
{
	struct op_ref at = {0};
	sqlite3_stmt *q;
	enum status st;

	kit_ok(&w->k, stmt_get(w->k.s, SQL_ROW_BY_NO, &q, &w->k.err));
	sqlite3_bind_int64(q, 1, row);
	assert_true(stmt_next(w->k.s, q, &st, &w->k.err));
	at.writer = sqlite3_column_int64(q, 2);
	at.seq = sqlite3_column_int64(q, 3);
	stmt_reset(q);
	return at;
}

static inline int
heads_set_up(void **state)
{
	static struct heads_world w;

	memset(&w, 0, sizeof w);
	kit_new(&w.k);
	w.patient = kit_add_patient(&w.k, "Smith", "Pat");
	w.birth = heads_birth(&w, w.patient);
	w.writer = heads_add_writer(&w, 0xff);
	*state = &w;
	return 0;
}

static inline int
heads_tear_down(void **state)
{
	kit_end(&((struct heads_world *)*state)->k);
	return 0;
}

static inline int
heads_field(enum entity_id e, const char *name)
{
	int f = dict_field_named(dict_entity(e), name);

	assert_true(f >= 0);
	return f;
}

struct heads_foreign {
	enum entity_id e;
	int64_t row;
	const char *col, *val; /* NULL: clear */
	int64_t writer, wall;
	int clk;
	const struct op_ref *bases;
	size_t n;
};

/* Puts an operation of another writer into the log, as an import would. */
static inline struct op_ref
heads_inject(struct heads_world *w, const struct heads_foreign *f)
{
	struct store *s = w->k.s;
	struct op_ref at = {f->writer, ++w->seq};
	int64_t col, user;
	sqlite3_stmt *q;

	kit_ok(&w->k, op_name(s, f->col, &col, &w->k.err));
	kit_ok(&w->k, op_name(s, "thabo", &user, &w->k.err));
	kit_ok(&w->k, stmt_get(s, SQL_OP_ADD, &q, &w->k.err));
	sqlite3_bind_int64(q, 1, at.writer);
	sqlite3_bind_int64(q, 2, at.seq);
	sqlite3_bind_int64(q, 3, at.seq);
	sqlite3_bind_int64(q, 4, f->row);
	sqlite3_bind_int64(q, 5, col);
	sqlite3_bind_int64(q, 6, f->val ? OP_SET : OP_CLEAR);
	stmt_bind_text(q, 7, f->val);
	sqlite3_bind_int64(q, 8, f->wall);
	sqlite3_bind_int64(q, 9, f->clk);
	sqlite3_bind_int64(q, 10, user);
	kit_ok(&w->k, stmt_run(s, q, &w->k.err));
	for (size_t i = 0; i < f->n; i++) {
		kit_ok(&w->k, stmt_get(s, SQL_OP_BASE_ADD, &q, &w->k.err));
		sqlite3_bind_int64(q, 1, f->row);
		sqlite3_bind_int64(q, 2, col);
		sqlite3_bind_int64(q, 3, f->bases[i].writer);
		sqlite3_bind_int64(q, 4, f->bases[i].seq);
		sqlite3_bind_int64(q, 5, at.writer);
		sqlite3_bind_int64(q, 6, at.seq);
		kit_ok(&w->k, stmt_run(s, q, &w->k.err));
	}
	return at;
}

static inline void
heads_set_text(struct heads_world *w, enum entity_id e, int64_t row, const char *col,
	       const char *v)
{
	struct cell c = {.kind = v[0] ? CELL_TEXT : CELL_NONE, .p = v, .n = strlen(v)};

	kit_ok(&w->k,
	       record_set_field(w->k.s, e, row, heads_field(e, col), c, &w->k.err));
}

static inline int64_t
heads_now(void)
{
	return clock_wall(&clock_system);
}

#endif
