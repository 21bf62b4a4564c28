/* search_priv.h - what the files of the search index share. */
#ifndef STORE_SEARCH_PRIV_H
#define STORE_SEARCH_PRIV_H

#include "search.h"
#include "search_text.h"
#include "store_priv.h"

/* How many labels a kind has. */
#define SEARCH_LABELS (INT64_C(1) << 40)
/* Every label of a kind is larger. */
int64_t search_first(int kind);
/* Every label of a kind is smaller. */
int64_t search_last(int kind);

/* Runs a statement with one or two numbers. */
enum status search_run(struct store *s, enum sql_id id, int64_t a, int64_t b,
		       struct err *err) BASE_MUST_CHECK;
/* Adds or removes the tokens of words. */
enum status search_grams(struct store *s, enum sql_id id, int64_t label,
			 const char *words, struct err *err) BASE_MUST_CHECK;
/* Binds a text that may be empty; borrowed until the statement ends. */
void search_bind(sqlite3_stmt *q, int at, const struct str *t);
/* Writes a new line under a label. */
enum status search_insert(struct store *s, int kind, int64_t row, int64_t label,
			  const struct search_text *t, struct err *err) BASE_MUST_CHECK;
/* Makes the line of a row say t; nothing is written when it does already. */
enum status search_replace(struct store *s, int kind, int64_t row,
			   const struct search_text *t, struct err *err) BASE_MUST_CHECK;
/* The stored line of a row; *label 0 when there is none. */
enum status search_read(struct store *s, int64_t row, int64_t *label,
			struct search_text *t, struct err *err) BASE_MUST_CHECK;
/* Do both say the same of a row? */
bool search_same(const struct search_text *a, const struct search_text *b);

/* A free label at the place of the line in the order; other lines may move. */
enum status
search_choose_label(struct store *s, int kind, int64_t row, const struct search_text *t,
		    int64_t *label, struct err *err) BASE_MUST_CHECK;

/* The labels of the lines before and behind the place of a line, or the ends of the kind. */
enum status
search_gap(struct store *s, int kind, int64_t row, const struct search_text *t,
	   int64_t *lo, int64_t *hi, struct err *err) BASE_MUST_CHECK;

/* Lines in memory on their way elsewhere. {0} is empty. */
struct search_moved {
	int64_t label, row;
	char *words;
};
struct search_moving {
	struct search_moved *lines;
	int n, room;
};
/* Appends at most max lines of SQL_SEARCH_UP or SQL_SEARCH_DOWN from a to b. */
enum status search_gather(struct store *s, enum sql_id id, int64_t a, int64_t b, int max,
			  struct search_moving *m, struct err *err) BASE_MUST_CHECK;
/* Frees the lines and empties m. */
void search_moving_release(struct search_moving *m);

#endif
