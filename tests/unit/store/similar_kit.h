/* similar_kit.h - how many made-up doubles query_similar shows among its first five lines. */
#ifndef TEST_SIMILAR_KIT_H
#define TEST_SIMILAR_KIT_H

#include "people.h"
#include "store/query.h"

struct similar_count {
	int asked, found, shown; /* doubles asked for, found, and lines shown */
};

/* Asks for person `row` as somebody else would write it down. False: the query failed. */
static inline bool
similar_ask(struct store *s, struct people *p, const struct patient *row, int64_t no,
	    enum people_change change, struct similar_count *count)
{
	struct patient again = *row;
	struct patient_line lines[5];
	int n;

	people_change(p, change, &again);
	if (!again.family_name[0])
		return true;
	if (query_similar(s, &again, lines, 5, &n, NULL))
		return false;
	count->asked++;
	count->shown += n;
	for (int i = 0; i < n; i++)
		count->found += lines[i].no == no;
	return true;
}

static inline double
similar_recall(const struct similar_count *c)
{
	return c->asked ? (double)c->found / c->asked : 0;
}

static inline double
similar_precision(const struct similar_count *c)
{
	return c->shown ? (double)c->found / c->shown : 0;
}

/* Prints one line and returns the sums. */
static inline void
similar_print(const char *what, const struct similar_count *c)
{
	printf("  %-36s recall %.3f  precision %.3f  (%d asked)\n", what,
	       similar_recall(c), similar_precision(c), c->asked);
}

#endif
