/* search_find.c - asks the search index, and checks it against the rows. */
#include "search_priv.h"
#include "store/record.h"

#include <stdlib.h>

struct hit {
	int64_t label, row;
};

struct hits {
	const struct search_ask *ask;
	const struct search_typed *typed;
	struct hit *list;
	int n, max; /* one more than asked for, to know whether there are others */
	int first;  /* how many came from the first pass */
};

static int
by_label(const void *a, const void *b)
{
	const struct hit *x = a, *y = b;

	return (x->label > y->label) - (x->label < y->label);
}

static bool
wanted(const struct hits *h, const struct hit *hit, const char *words, bool begins)
{
	if (h->first && bsearch(hit, h->list, (size_t)h->first, sizeof *hit, by_label))
		return false;
	return search_typed_fits(h->typed, words, begins) &&
	       (!h->ask->keep || h->ask->keep(h->ask->arg, hit->row));
}

/* Adds hits in order of label until the list is full. */
static enum status
pass(struct store *s, struct hits *h, bool begins, struct err *err)
{
	struct str match = {0};
	sqlite3_stmt *q;
	int64_t above, below;
	enum status st = stmt_get(s, SQL_SEARCH_FIND, &q, err);

	if (st)
		return st;
	search_typed_match(h->typed, begins, &match);
	search_range(h->ask->entity, &above, &below);
	search_bind(q, 1, &match);
	sqlite3_bind_int64(q, 2, above);
	sqlite3_bind_int64(q, 3, below);
	while (h->n < h->max && stmt_next(s, q, &st, err)) {
		struct hit hit = {sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1)};

		if (wanted(h, &hit, (const char *)sqlite3_column_text(q, 2), begins))
			h->list[h->n++] = hit;
	}
	stmt_reset(q);
	str_release(&match);
	return st;
}

/* True when some word may also fit inside of words. */
static bool
has_long_word(const struct search_typed *q)
{
	for (int i = 0; i < q->n_words; i++)
		if (q->words[i].chars >= 3)
			return true;
	return false;
}

static enum status
both_passes(struct store *s, struct hits *h, struct err *err)
{
	enum status st = pass(s, h, true, err);

	if (st || h->ask->begins || h->n == h->max || !has_long_word(h->typed))
		return st;
	h->first = h->n;
	return pass(s, h, false, err);
}

enum status
search_find(struct store *s, const struct search_ask *ask, struct search_answer *answer,
	    struct err *err)
{
	struct search_typed typed;
	struct hits h = {.ask = ask, .typed = &typed, .max = ask->max + 1};
	enum status st = ST_OK;

	answer->n = 0;
	answer->more = false;
	search_typed_parse(&typed, ask->text);
	if (typed.n_words && ask->max > 0) {
		h.list = mem_alloc((size_t)h.max * sizeof *h.list);
		st = both_passes(s, &h, err);
		answer->more = h.n > ask->max;
		if (answer->more)
			h.n = ask->max;
		qsort(h.list, (size_t)h.n, sizeof *h.list, by_label);
		for (int i = 0; i < h.n; i++)
			answer->rows[i] = h.list[i].row;
		answer->n = st ? 0 : h.n;
		free(h.list);
	}
	search_typed_release(&typed);
	return st;
}

/* ---- check-up */

struct check {
	struct store *s;
	enum entity_id e;
	void *row;
	struct search_text stored, now;
	int64_t lines;
};

static enum status
check_row(struct check *c, int64_t no, struct err *err)
{
	int64_t label;
	bool fits;
	enum status st;

	search_text_release(&c->stored);
	st = record_get(c->s, c->e, no, c->row, err);
	if (!st)
		st = search_read(c->s, no, &label, &c->stored, err);
	if (st)
		return st;
	search_text_of(c->e, c->row, &c->now);
	fits = label > 0 && search_same(&c->stored, &c->now);
	c->lines += fits;
	return fits ? ST_OK
		    : status_fail(
			  err, ST_CORRUPT,
			  "search index: row %lld of %s is found by other words than "
			  "it has; run limber doctor --rebuild",
			  (long long)no, dict_entity(c->e)->plural);
}

static enum status
check_entity(struct check *c, struct err *err)
{
	char sql[120];
	sqlite3_stmt *q = NULL;
	enum status st;

	str_format(sql, sizeof sql, "SELECT no FROM \"%s\"", dict_entity(c->e)->name);
	st = stmt_make(c->s, &q, sql, err);
	if (st)
		return st;
	while (!st && sqlite3_step(q) == SQLITE_ROW)
		st = check_row(c, sqlite3_column_int64(q, 0), err);
	sqlite3_finalize(q);
	return st;
}

static enum status
check_count(struct store *s, int64_t lines, struct err *err)
{
	sqlite3_stmt *q;
	int64_t n = 0;
	enum status st = stmt_get(s, SQL_SEARCH_COUNT, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, INT64_MIN);
	sqlite3_bind_int64(q, 2, INT64_MAX);
	if (stmt_next(s, q, &st, err)) {
		n = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	if (!st && n != lines)
		st = status_fail(err, ST_CORRUPT,
				 "search index: %lld lines for %lld rows; run limber "
				 "doctor --rebuild",
				 (long long)n, (long long)lines);
	return st;
}

enum status
search_check(struct store *s, struct err *err)
{
	struct check c = {.s = s};
	enum status st = ST_OK;

	for (int e = 0; e < E_COUNT && !st; e++) {
		if (!search_wants((enum entity_id)e))
			continue;
		c.e = (enum entity_id)e;
		c.row = mem_alloc(dict_entity(c.e)->size);
		st = check_entity(&c, err);
		free(c.row);
	}
	search_text_release(&c.stored);
	search_text_release(&c.now);
	return st ? st : check_count(s, c.lines, err);
}
