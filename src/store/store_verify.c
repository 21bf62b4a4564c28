/* store_verify.c - the log proved again: chains of every writer, derived rows, audit. */
#include "store_verify.h"

#include "op_read.h"

#include "store/record.h"

#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

/* ---- chains */

struct chain {
	struct store *s;
	unsigned char hash[HASH_SIZE];
	int64_t writer, expected;
	int64_t marked; /* the last mark that fitted */
};

/* The mark at the operation that was just added, where there is one: those of other sites, and of
 * times before there were marks, have none. */
static enum status
check_mark(struct chain *c, struct err *err)
{
	unsigned char hash[HASH_SIZE];
	sqlite3_stmt *q;
	enum status st = stmt_get(c->s, SQL_OP_MARK, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, c->writer);
	sqlite3_bind_int64(q, 2, c->expected);
	memcpy(hash, c->hash, HASH_SIZE);
	if (stmt_next(c->s, q, &st, err)) {
		stmt_column_hash(q, 0, hash);
		stmt_reset(q);
	}
	if (!st && memcmp(hash, c->hash, HASH_SIZE) != 0)
		return status_fail(
		    err, ST_CORRUPT,
		    "one of the operations %lld to %lld of writer %lld, or a row they "
		    "wrote, was changed by another program",
		    (long long)c->marked + 1, (long long)c->expected,
		    (long long)c->writer);
	c->marked = c->expected;
	return st;
}

static enum status
add_to_chain(void *arg, const struct change *c, const struct str *canonical,
	     struct err *err)
{
	struct chain *chain = arg;

	if (c->at.seq != ++chain->expected)
		return status_fail(err, ST_CORRUPT,
				   "operation %lld of writer %lld is missing",
				   (long long)chain->expected, (long long)chain->writer);
	change_chain(chain->hash, canonical);
	return chain->expected % OP_MARK_EVERY ? ST_OK : check_mark(chain, err);
}

static enum status
verify_writer(struct op_reader *r, int64_t writer, int64_t max_seq,
	      const unsigned char *stored, int64_t *ops, struct err *err)
{
	struct chain chain = {.s = r->s, .writer = writer};
	struct uid id;
	enum status st = op_writer_id(r->s, writer, &id, err);

	change_chain_begin(chain.hash, &id);
	if (!st)
		st = op_read_run(r, &(struct op_run){writer, 1, INT64_MAX}, add_to_chain,
				 &chain, err);
	*ops += chain.expected;
	if (!st && (chain.expected != max_seq || memcmp(chain.hash, stored, HASH_SIZE)))
		st = status_fail(
		    err, ST_CORRUPT,
		    "the operations of writer %lld do not give their chain "
		    "hash: a row or an operation from %lld on was changed by another "
		    "program",
		    (long long)writer, (long long)chain.marked + 1);
	return st;
}

/* Of a writer held in part no chain can be made again: its operations are read, and each row is
 * compared with them later. */
static enum status
count_one(void *arg, const struct change *c, const struct str *canonical, struct err *err)
{
	int64_t *n = arg;

	(void)c;
	(void)canonical;
	(void)err;
	++*n;
	return ST_OK;
}

enum status
store_verify_chains(struct store *s, int64_t *ops, struct err *err)
{
	struct op_reader r;
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_WRITER_ALL, &q, err);

	*ops = 0;
	op_reader_open(&r, s);
	while (!st && stmt_next(s, q, &st, err)) {
		unsigned char chain[HASH_SIZE] = {0};

		stmt_column_hash(q, 3, chain);
		if (change_in_part(chain))
			st = op_read_run(
			    &r,
			    &(struct op_run){sqlite3_column_int64(q, 0), 1, INT64_MAX},
			    count_one, ops, err);
		else
			st = verify_writer(&r, sqlite3_column_int64(q, 0),
					   sqlite3_column_int64(q, 2), chain, ops, err);
		if (st)
			stmt_reset(q);
	}
	op_reader_close(&r);
	return st;
}

enum status
store_verify(struct store *s, int64_t *ops, struct err *err)
{
	return store_verify_chains(s, ops, err);
}

/* ---- derived rows */

static enum status
compare(struct store *s, const struct entity *e, int64_t no, void *is, void *made,
	struct err *err)
{
	enum status st = record_get(s, e->id, no, is, err);

	dict_row_init(e, made);
	if (!st)
		st = heads_project(s, e->id, no, made, err);
	for (size_t i = 0; i < e->n_fields && !st; i++) {
		const struct field *f = &e->fields[i];

		if (!(f->flags & FF_LOCAL) &&
		    !dict_cell_equal(dict_get(f, is), dict_get(f, made)))
			st = status_fail(err, ST_CORRUPT,
					 "%s %lld shows another %s than its operations",
					 e->label, (long long)no, f->label);
	}
	return st;
}

static enum status
verify_entity(struct store *s, const struct entity *e, int64_t *rows, struct err *err)
{
	void *is = mem_alloc(2 * e->size), *made = (char *)is + e->size;
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_ROW_WALK, &q, err);

	if (!st)
		sqlite3_bind_int64(q, 1, s->ent[e->id].no);
	while (!st && stmt_next(s, q, &st, err)) {
		st = compare(s, e, sqlite3_column_int64(q, 0), is, made, err);
		++*rows;
		if (st)
			stmt_reset(q);
	}
	free(is);
	return st;
}

enum status
store_verify_rows(struct store *s, int64_t *rows, struct err *err)
{
	enum status st = ST_OK;

	*rows = 0;
	record_ids_keep(s);
	for (enum entity_id e = 0; e < E_COUNT && !st; e++)
		if (dict_entity(e)->kind == EK_EDIT)
			st = verify_entity(s, dict_entity(e), rows, err);
	record_ids_drop(s);
	return st;
}
