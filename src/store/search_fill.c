/* search_fill.c - indexes many rows at once: in their order, the index kept in memory. */
#include "search_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum {
	REBUILD_PART = 8,	/* more new lines than this part of the old: all anew */
	BULK_BYTES = 16 << 20,	/* of the index in memory while many lines are added */
	NORMAL_BYTES = 1 << 20, /* SQLite's default */
};

/* Rows to be indexed, with their place: key1, a byte lower than any other, key2. */
struct waiting {
	char *key;
	int64_t row;
};

struct filling {
	struct waiting *lines;
	size_t n, room;
};

static void
release_filling(struct filling *f)
{
	for (size_t i = 0; i < f->n; i++)
		free(f->lines[i].key);
	free(f->lines);
}

static int
by_key(const void *a, const void *b)
{
	const struct waiting *x = a, *y = b;
	int d = strcmp(x->key ? x->key : "", y->key ? y->key : "");

	return d ? d : (x->row > y->row) - (x->row < y->row);
}

static enum status
list_rows(struct store *s, enum entity_id e, int64_t after_no, struct filling *f,
	  struct err *err)
{
	char sql[120];
	sqlite3_stmt *q = NULL;
	enum status st;

	str_format(sql, sizeof sql, "SELECT no FROM \"%s\" WHERE no > ?1 ORDER BY no",
		   dict_entity(e)->name);
	st = stmt_make(s, &q, sql, err);
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, after_no);
	while (stmt_next(s, q, &st, err)) {
		if (f->n == f->room) {
			f->room = f->room ? 2 * f->room : 256;
			f->lines = mem_grow(f->lines, f->room * sizeof f->lines[0]);
		}
		f->lines[f->n].key = NULL;
		f->lines[f->n++].row = sqlite3_column_int64(q, 0);
	}
	sqlite3_finalize(q);
	return st;
}

static enum status
text_of_row(struct store *s, enum entity_id e, int64_t no, void *row,
	    struct search_text *t, struct err *err)
{
	enum status st = record_get(s, e, no, row, err);

	if (!st)
		search_text_of(e, row, t);
	return st;
}

static enum status
read_keys(struct store *s, enum entity_id e, struct filling *f, void *row,
	  struct search_text *t, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < f->n && !st; i++) {
		st = text_of_row(s, e, f->lines[i].row, row, t, err);
		str_add_c(&t->key1, '\1');
		str_add(&t->key1, str_text(&t->key2));
		f->lines[i].key = mem_copy(str_text(&t->key1));
	}
	if (!st && f->n)
		qsort(f->lines, f->n, sizeof f->lines[0], by_key);
	return st;
}

static enum status
count_lines(struct store *s, int kind, int64_t *n, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SEARCH_COUNT, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, search_first(kind));
	sqlite3_bind_int64(q, 2, search_last(kind));
	if (stmt_next(s, q, &st, err)) {
		*n = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

static enum status
remove_kind(struct store *s, int kind, struct err *err)
{
	int64_t at = search_first(kind) + 1;
	enum status st = ST_OK;
	int n;

	do {
		struct search_moving m = {.n = 0};

		st =
		    search_gather(s, SQL_SEARCH_UP, at, search_last(kind), 1000, &m, err);
		for (int i = 0; i < m.n && !st; i++)
			st = search_grams(s, SQL_GRAM_REMOVE, m.lines[i].label,
					  m.lines[i].words, err);
		n = m.n;
		if (n)
			at = m.lines[n - 1].label + 1;
		search_moving_release(&m);
	} while (n && !st);
	return st ? st
		  : search_run(s, SQL_SEARCH_REMOVE_KIND, search_first(kind),
			       search_last(kind), err);
}

static enum status
gram_option(struct store *s, const char *name, int64_t value, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_GRAM_OPTION, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, name);
	sqlite3_bind_int64(q, 2, value);
	return stmt_run(s, q, err);
}

static enum status
gram_command(struct store *s, const char *name, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_GRAM_COMMAND, &q, err);

	if (st)
		return st;
	stmt_bind_text(q, 1, name);
	return stmt_run(s, q, err);
}

/* ---- lines between others */

/* Lines that come between the same two neighbours share their gap evenly: each in the middle of
 * what the one before left would use it up in forty steps. */
struct gap {
	int64_t label, step; /* of the next line; step 0: there is no room */
	size_t left;	     /* lines that belong into it still */
};

/* The place of an indexed line in the form of struct waiting. */
static enum status
place_of(struct store *s, int64_t label, struct waiting *w, struct err *err)
{
	struct str key = {0};
	sqlite3_stmt *q;
	enum status st = stmt_get(s, SQL_SEARCH_KEYS, &q, err);

	*w = (struct waiting){0};
	if (st)
		return st;
	sqlite3_bind_int64(q, 1, label);
	if (stmt_next(s, q, &st, err)) {
		struct cell a = stmt_cell(q, 0), b = stmt_cell(q, 1);

		str_add_n(&key, a.p ? a.p : "", a.n);
		str_add_c(&key, '\1');
		str_add_n(&key, b.p ? b.p : "", b.n);
		w->row = sqlite3_column_int64(q, 2);
		stmt_reset(q);
	}
	w->key = str_detach(&key);
	return st;
}

/* The gap of line i, and how many of those behind it belong there too. */
static enum status
find_gap(struct store *s, int kind, const struct filling *f, size_t i,
	 const struct search_text *t, struct gap *g, struct err *err)
{
	int64_t lo, hi;
	size_t from = i + 1, to = f->n;
	enum status st = search_gap(s, kind, f->lines[i].row, t, &lo, &hi, err);

	if (!st && hi < search_last(kind)) {
		struct waiting end;

		st = place_of(s, hi, &end, err);
		while (from < to) {
			size_t mid = (from + to) / 2;

			if (by_key(&f->lines[mid], &end) < 0)
				from = mid + 1;
			else
				to = mid;
		}
		free(end.key);
	}
	g->left = to - i;
	g->step = (hi - lo) / ((int64_t)g->left + 1);
	g->label = lo + g->step;
	return st;
}

static enum status
write_between(struct store *s, int kind, const struct filling *f, size_t i,
	      struct search_text *t, struct gap *g, struct err *err)
{
	struct search_text old = {.birth = DICT_NONE};
	int64_t row = f->lines[i].row, label;
	enum status st = search_read(s, row, &label, &old, err);

	search_text_release(&old);
	if (!st && g->left == 0)
		st = find_gap(s, kind, f, i, t, g, err);
	if (st)
		return st;
	if (label == 0 && g->step > 0)
		st = search_insert(s, kind, row, g->label, t, err);
	else
		st = search_replace(s, kind, row, t, err);
	g->label += g->step;
	/* A line that moved others, or was there, may have moved the gap. */
	g->left = label == 0 && g->step > 0 ? g->left - 1 : 0;
	return st;
}

/* Writes all lines in their order; even: they are all of the kind, and spread over its labels. */
static enum status
write_all(struct store *s, enum entity_id e, const struct filling *f, bool even,
	  struct err *err)
{
	int kind = search_text_kind(e);
	int64_t step = SEARCH_LABELS / ((int64_t)f->n + 1);
	struct search_text t = {.birth = DICT_NONE};
	void *row = mem_alloc(dict_entity(e)->size);
	struct gap gap = {0};
	enum status st = gram_option(s, "hashsize", BULK_BYTES, err);

	for (size_t i = 0; i < f->n && !st; i++) {
		st = text_of_row(s, e, f->lines[i].row, row, &t, err);
		if (!st && even)
			st = search_insert(s, kind, f->lines[i].row,
					   search_first(kind) + ((int64_t)i + 1) * step,
					   &t, err);
		else if (!st)
			st = write_between(s, kind, f, i, &t, &gap, err);
	}
	if (!st)
		st = gram_option(s, "hashsize", NORMAL_BYTES, err);
	if (!st && even)
		st = gram_command(s, "optimize", err);
	search_text_release(&t);
	free(row);
	return st;
}

/* Takes the rows already indexed into the list too, when all is made anew. */
static enum status
decide(struct store *s, enum entity_id e, int64_t after_no, struct filling *f, bool *even,
       struct err *err)
{
	int64_t old = 0;
	enum status st = count_lines(s, search_text_kind(e), &old, err);

	if (!st)
		st = list_rows(s, e, after_no, f, err);
	*even = !st && f->n > (size_t)(old / REBUILD_PART);
	if (!*even || old == 0)
		return st;
	f->n = 0;
	st = remove_kind(s, search_text_kind(e), err);
	return st ? st : list_rows(s, e, 0, f, err);
}

enum status
search_fill(struct store *s, enum entity_id e, int64_t after_no, struct err *err)
{
	struct filling f = {.n = 0};
	struct search_text t = {.birth = DICT_NONE};
	void *row;
	bool even;
	enum status st;

	if (!search_wants(e))
		return ST_OK;
	row = mem_alloc(dict_entity(e)->size);
	st = decide(s, e, after_no, &f, &even, err);
	if (!st)
		st = read_keys(s, e, &f, row, &t, err);
	if (!st && f.n)
		st = write_all(s, e, &f, even, err);
	release_filling(&f);
	search_text_release(&t);
	free(row);
	return st;
}

/* ---- rows whose lines may come a little later */

enum {
	CATCH_UP_MS = 50,      /* of lines in one transaction, its end not counted */
	CATCH_UP_LEAST = 250,  /* lines, however long they take */
	CATCH_UP_LINES = 2000, /* at most, while they go fast */
};

/* Writes lines from *at on for a while. */
static enum status
write_some(struct store *s, enum entity_id e, const struct filling *f, size_t *at,
	   struct err *err)
{
	int64_t until = clock_boot(s->env->clock) + CATCH_UP_MS;
	size_t from = *at,
	       end = f->n - from < CATCH_UP_LINES ? f->n : from + CATCH_UP_LINES;
	struct search_text t = {.birth = DICT_NONE};
	void *row = mem_alloc(dict_entity(e)->size);
	struct gap gap = {0};
	enum status st;

	do {
		st = text_of_row(s, e, f->lines[*at].row, row, &t, err);
		if (!st)
			st = write_between(s, search_text_kind(e), f, *at, &t, &gap, err);
		++*at;
	} while (!st && *at < end &&
		 (*at - from < CATCH_UP_LEAST || clock_boot(s->env->clock) < until));
	search_text_release(&t);
	free(row);
	return st;
}

static enum status
catch_up_entity(struct store *s, enum entity_id e, int64_t after_no, struct err *err)
{
	struct filling f = {.n = 0};
	struct search_text t = {.birth = DICT_NONE};
	void *row = mem_alloc(dict_entity(e)->size);
	enum status st = list_rows(s, e, after_no, &f, err);

	if (!st)
		st = read_keys(s, e, &f, row, &t, err);
	for (size_t i = 0; i < f.n && !st;) {
		store_lock_pause(s);
		st = store_begin(s, err);
		if (!st)
			st = store_end(s, write_some(s, e, &f, &i, err), err);
	}
	release_filling(&f);
	search_text_release(&t);
	free(row);
	return st;
}

enum status
search_catch_up(struct store *s, int64_t after_no, struct err *err)
{
	enum status st = ST_OK;

	for (enum entity_id e = 0; e < E_COUNT && !st; e++)
		if (search_wants(e))
			st = catch_up_entity(s, e, after_no, err);
	return st;
}

enum status
search_empty(struct store *s, struct err *err)
{
	enum status st = gram_command(s, "delete-all", err);

	return st ? st : search_run(s, SQL_SEARCH_REMOVE_KIND, INT64_MIN, INT64_MAX, err);
}
