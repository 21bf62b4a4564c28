/* sql_query.h - statements of the lists (query.c), of live sessions and of search. */
#ifndef STORE_SQL_QUERY_H
#define STORE_SQL_QUERY_H

/* X(NAME, "SQL") gives SQL_NAME for stmt_get. */
#define SQL_QUERY(X)
#define SQL_LIVE(X)
#define SQL_SEARCH(X)

#endif
