/* clash_kit.h - another site's operation put into the log as an import would; two values at will. */
#ifndef TEST_CLASH_KIT_H
#define TEST_CLASH_KIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "store/record.h"
#include "store/store_priv.h"

#include <string.h>

#define clash_ok(expression)                                                             \
	do {                                                                             \
		struct err err = {0};                                                    \
		if (expression)                                                          \
			fail_msg("%s: %s", #expression, status_say(&err));               \
	} while (0)

/* Another writer; returns its number. */
static inline int64_t
clash_writer(struct store *s, unsigned char first_byte)
{
	struct uid id = {{first_byte}};
	sqlite3_stmt *q;
	unsigned char hash[32] = {0};

	clash_ok(stmt_get(s, SQL_WRITER_ADD, &q, &err));
	stmt_bind_id(q, 1, &id);
	stmt_bind_text(q, 2, "MTH");
	sqlite3_bind_blob(q, 3, hash, sizeof hash, SQLITE_STATIC);
	sqlite3_bind_int64(q, 4, 0);
	clash_ok(stmt_run(s, q, &err));
	return sqlite3_last_insert_rowid(s->db);
}

/* The operation that made a row. */
static inline struct op_ref
clash_birth(struct store *s, int64_t row)
{
	struct op_ref at = {0};
	struct err e = {0};
	sqlite3_stmt *q;
	enum status st;

	clash_ok(stmt_get(s, SQL_ROW_BY_NO, &q, &err));
	sqlite3_bind_int64(q, 1, row);
	assert_true(stmt_next(s, q, &st, &e));
	at.writer = sqlite3_column_int64(q, 2);
	at.seq = sqlite3_column_int64(q, 3);
	stmt_reset(q);
	return at;
}

struct clash_op {
	int64_t row;
	const char *col, *val; /* NULL: clear */
	int64_t wall;
	int clk;
	const struct op_ref *bases;
	size_t n;
};

/* Puts the operation at `at` into the log. */
static inline void
clash_add(struct store *s, struct op_ref at, const struct clash_op *f)
{
	int64_t col, user;
	sqlite3_stmt *q;

	clash_ok(op_name(s, f->col, &col, &err));
	clash_ok(op_name(s, "thabo", &user, &err));
	clash_ok(stmt_get(s, SQL_OP_ADD, &q, &err));
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
	clash_ok(stmt_run(s, q, &err));
	for (size_t i = 0; i < f->n; i++) {
		clash_ok(stmt_get(s, SQL_OP_BASE_ADD, &q, &err));
		sqlite3_bind_int64(q, 1, f->row);
		sqlite3_bind_int64(q, 2, col);
		sqlite3_bind_int64(q, 3, f->bases[i].writer);
		sqlite3_bind_int64(q, 4, f->bases[i].seq);
		sqlite3_bind_int64(q, 5, at.writer);
		sqlite3_bind_int64(q, 6, at.seq);
		clash_ok(stmt_run(s, q, &err));
	}
}

/* Opens the record of a cell that has several heads, as an import does. */
static inline void
clash_open(struct store *s, enum entity_id e, int64_t row, int field)
{
	struct heads h;
	int turned;

	clash_ok(store_begin(s, &err));
	clash_ok(heads_read(s, e, row, field, &h, &err));
	clash_ok(heads_conflict(s, e, row, field, h.n, NULL, &turned, &err));
	clash_ok(store_commit(s, &err));
	heads_release(&h);
}

/* We write one value, the other site (an hour earlier, by its clock) another. */
static inline void
clash_make(struct store *s, enum entity_id e, int64_t row, const char *col,
	   const char *ours, const char *theirs, int clk)
{
	static int64_t seq = 1000;
	int field = dict_field_named(dict_entity(e), col);
	struct op_ref birth = clash_birth(s, row), by;
	struct cell c;
	struct clash_op f = {.row = row,
			     .col = col,
			     .val = theirs,
			     .wall = clock_wall(store_environment(s)->clock) - 3600000,
			     .clk = clk,
			     .bases = &birth,
			     .n = 1};

	clash_ok(op_value_parse(s, &dict_entity(e)->fields[field], ours, strlen(ours), &c,
				&err));
	clash_ok(record_set_field(s, e, row, field, c, &err));
	by.writer = clash_writer(s, (unsigned char)(seq % 200 + 1));
	by.seq = ++seq;
	clash_add(s, by, &f);
	clash_open(s, e, row, field);
}

#endif
