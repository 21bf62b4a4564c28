/* search_label.c - labels that keep the lines of the search index in order. */
#include "search_priv.h"

#include <assert.h>
#include <stdlib.h>

enum {
	WINDOW = 32,	 /* lines on each side that move first when labels run out */
	MOVE_GAP = 1024, /* room between lines after a move */
};

int64_t
search_first(int kind)
{
	return (int64_t)kind * 2 * SEARCH_LABELS;
}

int64_t
search_last(int kind)
{
	return search_first(kind) + SEARCH_LABELS;
}

/* The label of the neighbour, or what lies beyond the last one. */
static enum status
neighbour(struct store *s, enum sql_id id, int kind, int64_t row,
	  const struct search_text *t, int64_t *label, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, kind);
	search_bind(q, 2, &t->key1);
	search_bind(q, 3, &t->key2);
	sqlite3_bind_int64(q, 4, row);
	if (stmt_next(s, q, &st, err)) {
		*label = sqlite3_column_int64(q, 0);
		stmt_reset(q);
	}
	return st;
}

enum status
search_gather(struct store *s, enum sql_id id, int64_t a, int64_t b, int max,
	      struct search_moving *m, struct err *err)
{
	sqlite3_stmt *q;
	enum status st = stmt_get(s, id, &q, err);

	if (st)
		return st;
	sqlite3_bind_int64(q, 1, a);
	sqlite3_bind_int64(q, 2, b);
	sqlite3_bind_int(q, 3, max);
	while (stmt_next(s, q, &st, err)) {
		if (m->n == m->room) {
			m->room = m->room ? 2 * m->room : 64;
			m->lines =
			    mem_grow(m->lines, (size_t)m->room * sizeof m->lines[0]);
		}
		m->lines[m->n].label = sqlite3_column_int64(q, 0);
		m->lines[m->n].row = sqlite3_column_int64(q, 1);
		m->lines[m->n].words = mem_copy((const char *)sqlite3_column_text(q, 2));
		m->n++;
	}
	return st;
}

void
search_moving_release(struct search_moving *m)
{
	for (int i = 0; i < m->n; i++)
		free(m->lines[i].words);
	free(m->lines);
	*m = (struct search_moving){.n = 0};
}

/* Downwards gathered lines in ascending order. */
static void
turn(struct search_moving *m)
{
	for (int i = 0, j = m->n - 1; i < j; i++, j--) {
		struct search_moved line = m->lines[i];

		m->lines[i] = m->lines[j];
		m->lines[j] = line;
	}
}

/* Spreads the lines evenly between two labels; they leave their old ones first. */
static enum status
spread(struct store *s, struct search_moving *m, int64_t above, int64_t below,
       struct err *err)
{
	int64_t step = (below - above) / (m->n + 1);
	enum status st = ST_OK;

	for (int i = 0; i < m->n && !st; i++) {
		st = search_grams(s, SQL_GRAM_REMOVE, m->lines[i].label,
				  m->lines[i].words, err);
		if (!st)
			st = search_run(s, SQL_SEARCH_MOVE, m->lines[i].label,
					-m->lines[i].row, err);
	}
	for (int i = 0; i < m->n && !st; i++) {
		int64_t to = above + (i + 1) * step;

		st = search_run(s, SQL_SEARCH_MOVE, -m->lines[i].row, to, err);
		if (!st)
			st = search_grams(s, SQL_GRAM_ADD, to, m->lines[i].words, err);
	}
	return st;
}

/* Makes room behind label lo: the smallest stretch around it that is not crowded moves. */
static enum status
make_room(struct store *s, int kind, int64_t lo, struct err *err)
{
	struct search_moving m = {.n = 0};
	enum status st = ST_OK;

	for (int side = WINDOW;; side *= 4) {
		int64_t above = search_first(kind), below = search_last(kind);
		int down;

		search_moving_release(&m);
		st = search_gather(s, SQL_SEARCH_DOWN, above, lo, side + 1, &m, err);
		if (st)
			break;
		if (m.n > side) {
			above = m.lines[side].label;
			free(m.lines[side].words);
			m.n--;
		}
		turn(&m);
		down = m.n;
		st = search_gather(s, SQL_SEARCH_UP, lo + 1, below, side + 1, &m, err);
		if (st)
			break;
		if (m.n - down > side) {
			below = m.lines[m.n - 1].label;
			free(m.lines[m.n - 1].words);
			m.n--;
		}
		if ((below - above) / (m.n + 1) >= MOVE_GAP || m.n < side) {
			st = spread(s, &m, above, below, err);
			break;
		}
	}
	search_moving_release(&m);
	return st;
}

enum status
search_gap(struct store *s, int kind, int64_t row, const struct search_text *t,
	   int64_t *lo, int64_t *hi, struct err *err)
{
	enum status st;

	*lo = search_first(kind);
	*hi = search_last(kind);
	st = neighbour(s, SQL_SEARCH_BEFORE, kind, row, t, lo, err);
	return st ? st : neighbour(s, SQL_SEARCH_BEHIND, kind, row, t, hi, err);
}

/* A free label at the place of the line in the order. */
enum status
search_choose_label(struct store *s, int kind, int64_t row, const struct search_text *t,
		    int64_t *label, struct err *err)
{
	for (int tries = 0; tries < 2; tries++) {
		int64_t lo, hi;
		enum status st = search_gap(s, kind, row, t, &lo, &hi, err);

		if (st)
			return st;
		*label = lo + (hi - lo) / 2;
		if (*label > lo)
			return ST_OK;
		st = make_room(s, kind, lo, err);
		if (st)
			return st;
	}
	return status_fail(err, ST_CORRUPT,
			   "the search index has no room; run limber doctor --rebuild");
}
