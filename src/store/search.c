/* search.c - keeps the search tables beside the rows they are made from. */
#include "search.h"

enum status
search_make(struct store *s, struct err *err)
{
	(void)s;
	(void)err;
	return ST_OK;
}

bool
search_wants(enum entity_id e)
{
	(void)e;
	return false;
}

enum status
search_row_changed(struct store *s, enum entity_id e, int64_t no, const void *row,
		   struct err *err)
{
	(void)s;
	(void)e;
	(void)no;
	(void)row;
	(void)err;
	return ST_OK;
}

enum status
search_fill(struct store *s, enum entity_id e, int64_t after_no, struct err *err)
{
	(void)s;
	(void)e;
	(void)after_no;
	(void)err;
	return ST_OK;
}

enum status
search_empty(struct store *s, struct err *err)
{
	(void)s;
	(void)err;
	return ST_OK;
}

enum status
search_check(struct store *s, struct err *err)
{
	(void)s;
	(void)err;
	return ST_OK;
}
