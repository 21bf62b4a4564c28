/* search.c - keeps the search tables beside the rows they are made from, row by row. */
#include "search.h"

#include "search_priv.h"

#include <assert.h>
#include <string.h>

/* Labels of a kind lie in kind * 2^41 + (0 .. 2^40). */
#define LABELS (INT64_C(1) << 40)
enum {
	WINDOW = 32,	  /* lines on each side that move first when labels run out */
	MOVE_GAP = 1024,  /* room between lines after a move */
	REBUILD_PART = 8, /* more new lines than this part of the old: all anew */
	BULK_BYTES = 16 << 20,	/* of the index in memory while many lines are added */
	NORMAL_BYTES = 1 << 20, /* SQLite's default */
	MESSAGE_SIZE = 200,
};

static const char tables[] =
    "CREATE TABLE IF NOT EXISTS search_line(\n"
    "	label INTEGER PRIMARY KEY,       -- place in the order of its kind\n"
    "	kind INTEGER NOT NULL,           -- enum search_kind\n"
    "	row INTEGER NOT NULL UNIQUE,     -- row.no\n"
    "	key1 TEXT NOT NULL,              -- folded family name, name or code\n"
    "	key2 TEXT NOT NULL,              -- folded given names\n"
    "	birth INTEGER,                   -- yyyymmdd\n"
    "	phone TEXT,                      -- digits only\n"
    "	words TEXT NOT NULL              -- folded words, see search_text.h\n"
    ") STRICT;\n"
    "CREATE UNIQUE INDEX IF NOT EXISTS search_order ON search_line(kind, key1, key2, "
    "row);\n"
    "CREATE INDEX IF NOT EXISTS search_key2 ON search_line(key2, key1);\n"
    "CREATE INDEX IF NOT EXISTS search_birth ON search_line(birth) WHERE birth IS NOT "
    "NULL;\n"
    "CREATE INDEX IF NOT EXISTS search_phone ON search_line(phone) WHERE phone IS NOT "
    "NULL;\n"
    "CREATE VIRTUAL TABLE IF NOT EXISTS search_gram USING fts5(grams, content='',\n"
    "	columnsize=0, detail=none, tokenize=\"ascii tokenchars '_'\");\n";

enum status
search_make(struct store *s, struct err *err)
{
	return stmt_script(s, tables, err);
}

bool
search_wants(enum entity_id e)
{
	return search_text_kind(e) != 0;
}

void
search_range(enum entity_id e, int64_t *above, int64_t *below)
{
	int kind = search_text_kind(e);

	assert(kind);
	*above = search_first(kind);
	*below = search_last(kind);
}

/* ---- statements with the usual bindings */

enum status
search_run(struct store *s, enum sql_id id, int64_t a, int64_t b, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, a);
	if (sqlite3_bind_parameter_count(q) > 1)
		sqlite3_bind_int64(q, 2, b);
	return stmt_run(s, q, err);
}

enum status
search_grams(struct store *s, enum sql_id id, int64_t label, const char *words,
	     struct err *err)
{
	sqlite3_stmt *q;
	struct str grams = {0};
	enum status st = stmt_get(s, id, &q, err);

	if (st)
		return st;
	search_text_grams(words, &grams);
	sqlite3_bind_int64(q, 1, label);
	sqlite3_bind_text(q, 2, str_text(&grams), (int)grams.n, SQLITE_STATIC);
	st = stmt_run(s, q, err);
	str_release(&grams);
	return st;
}

void
search_bind(sqlite3_stmt *q, int at, const struct str *t)
{
	sqlite3_bind_text(q, at, str_text(t), (int)t->n, SQLITE_STATIC);
}

static void
bind_facts(sqlite3_stmt *q, int at, const struct search_text *t)
{
	if (t->birth != DICT_NONE)
		sqlite3_bind_int64(q, at, t->birth);
	if (t->phone.n)
		search_bind(q, at + 1, &t->phone);
	search_bind(q, at + 2, &t->words);
}

/* ---- single lines */

enum status
search_insert(struct store *s, int kind, int64_t row, int64_t label,
	      const struct search_text *t, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SEARCH_ADD, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, label);
	sqlite3_bind_int64(q, 2, kind);
	sqlite3_bind_int64(q, 3, row);
	search_bind(q, 4, &t->key1);
	search_bind(q, 5, &t->key2);
	bind_facts(q, 6, t);
	st = stmt_run(s, q, err);
	return st ? st : search_grams(s, SQL_GRAM_ADD, label, str_text(&t->words), err);
}

static enum status
add_line(struct store *s, int kind, int64_t row, const struct search_text *t,
	 struct err *err)
{
	int64_t label;
	enum status st = search_choose_label(s, kind, row, t, &label, err);

	return st ? st : search_insert(s, kind, row, label, t, err);
}

/* The stored line of a row; *label 0 when there is none. */
enum status
search_read(struct store *s, int64_t row, int64_t *label, struct search_text *t,
	    struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SEARCH_LINE, &q, err);

	*label = 0;
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, row);
	if (!stmt_next(s, q, &st, err))
		return st;
	*label = sqlite3_column_int64(q, 0);
	str_add(&t->key1, (const char *)sqlite3_column_text(q, 1));
	str_add(&t->key2, (const char *)sqlite3_column_text(q, 2));
	t->birth = stmt_column_int(q, 3);
	if (sqlite3_column_text(q, 4))
		str_add(&t->phone, (const char *)sqlite3_column_text(q, 4));
	str_add(&t->words, (const char *)sqlite3_column_text(q, 5));
	stmt_reset(q);
	return ST_OK;
}

static bool
same(const struct str *a, const struct str *b)
{
	return strcmp(str_text(a), str_text(b)) == 0;
}

bool
search_same(const struct search_text *a, const struct search_text *b)
{
	return same(&a->words, &b->words) && same(&a->key1, &b->key1) &&
	       same(&a->key2, &b->key2) && same(&a->phone, &b->phone) &&
	       a->birth == b->birth;
}

/* The name stayed: so does the label. */
static enum status
set_line(struct store *s, int64_t label, const struct search_text *t, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SEARCH_SET, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, label);
	bind_facts(q, 2, t);
	st = stmt_run(s, q, err);
	return st ? st : search_grams(s, SQL_GRAM_ADD, label, str_text(&t->words), err);
}

enum status
search_replace(struct store *s, int kind, int64_t row, const struct search_text *t,
	       struct err *err)
{
	struct search_text old = {.birth = DICT_NONE};
	int64_t label;
	bool stays;
	enum status st = search_read(s, row, &label, &old, err);

	if (!st && !label) {
		st = add_line(s, kind, row, t, err);
	} else if (!st && !search_same(&old, t)) {
		st = search_grams(s, SQL_GRAM_REMOVE, label, str_text(&old.words), err);
		stays = same(&old.key1, &t->key1) && same(&old.key2, &t->key2);
		if (!st && stays)
			st = set_line(s, label, t, err);
		if (!st && !stays)
			st = search_run(s, SQL_SEARCH_REMOVE, label, 0, err);
		if (!st && !stays)
			st = add_line(s, kind, row, t, err);
	}
	search_text_release(&old);
	return st;
}

enum status
search_row_changed(struct store *s, enum entity_id e, int64_t no, const void *row,
		   struct err *err)
{
	struct search_text t = {.birth = DICT_NONE};
	enum status st;

	if (!search_wants(e))
		return ST_OK;
	search_text_of(e, row, &t);
	st = search_replace(s, search_text_kind(e), no, &t, err);
	search_text_release(&t);
	return st;
}
