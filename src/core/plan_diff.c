/* plan_diff.c - matches two lists of prescriptions and tells what differs. */
#include "core/plan_diff.h"

#include <assert.h>
#include <string.h>

enum { LIST_MAX = 200 };

/* ---- fields */

static uint64_t
fields_besides(const struct entity *e, const void *a, const void *b,
	       const char *const *ignored)
{
	uint64_t mask = 0;

	assert(e->n_fields <= 64);
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];
		bool skip = false;

		for (size_t k = 0; ignored[k]; k++)
			skip = skip || !strcmp(ignored[k], f->name);
		if (!skip && !dict_cell_equal(dict_get(f, a), dict_get(f, b)))
			mask |= UINT64_C(1) << i;
	}
	return mask;
}

uint64_t
plan_diff_fields(const struct prescription *a, const struct prescription *b)
{
	static const char *const ignored[] = {"plan",	     "exercise", "rank", "active",
					      "level_since", "reason",	 NULL};

	return fields_besides(dict_entity(E_PRESCRIPTION), a, b, ignored);
}

uint64_t
plan_diff_heads(const struct plan_of_care *a, const struct plan_of_care *b)
{
	static const char *const ignored[] = {"episode", "version", "author", "active",
					      NULL};

	return fields_besides(dict_entity(E_PLAN_OF_CARE), a, b, ignored);
}

/* ---- matching */

struct match {
	const struct prescription *a, *b;
	int na, nb;
	int a_of[LIST_MAX];   /* for each row of B its row of A, -1 */
	bool taken[LIST_MAX]; /* rows of A that have one */
	bool stays[LIST_MAX]; /* rows of B whose place among the matched is the same */
};

static void
match_rows(struct match *m)
{
	memset(m->taken, 0, sizeof m->taken);
	for (int j = 0; j < m->nb; j++) {
		m->a_of[j] = -1;
		for (int i = 0; i < m->na && m->a_of[j] < 0; i++)
			if (!m->taken[i] && m->a[i].exercise == m->b[j].exercise)
				m->a_of[j] = i;
		if (m->a_of[j] >= 0)
			m->taken[m->a_of[j]] = true;
	}
}

/* The longest run of matched rows that keep their order stays; the others were moved. */
static void
find_order(struct match *m)
{
	int length[LIST_MAX], before[LIST_MAX], best = -1;

	memset(m->stays, 0, sizeof m->stays);
	for (int j = 0; j < m->nb; j++) {
		length[j] = m->a_of[j] >= 0;
		before[j] = -1;
		for (int i = 0; i < j && length[j]; i++)
			if (m->a_of[i] >= 0 && m->a_of[i] < m->a_of[j] &&
			    length[i] + 1 > length[j]) {
				length[j] = length[i] + 1;
				before[j] = i;
			}
		if (length[j] && (best < 0 || length[j] > length[best]))
			best = j;
	}
	for (; best >= 0; best = before[best])
		m->stays[best] = true;
}

static int
tell_row(const struct match *m, int j, struct plan_change *c)
{
	int i = m->a_of[j];

	*c = (struct plan_change){
	    .kind = PLAN_DIFF_ADDED, .from = i, .to = j, .after = &m->b[j]};
	if (i < 0)
		return 1;
	c->before = &m->a[i];
	c->fields = plan_diff_fields(&m->a[i], &m->b[j]);
	c->moved = !m->stays[j];
	c->kind = c->fields ? PLAN_DIFF_CHANGED : PLAN_DIFF_MOVED;
	return c->fields || c->moved;
}

int
plan_diff_lists(const struct prescription *a, int na, const struct prescription *b,
		int nb, struct plan_change *out)
{
	struct match m = {.a = a, .b = b, .na = na, .nb = nb};
	int n = 0;

	assert(na <= LIST_MAX && nb <= LIST_MAX);
	match_rows(&m);
	find_order(&m);
	for (int i = 0; i < na; i++)
		if (!m.taken[i])
			out[n++] = (struct plan_change){.kind = PLAN_DIFF_REMOVED,
							.from = i,
							.to = -1,
							.before = &a[i]};
	for (int j = 0; j < nb; j++)
		n += tell_row(&m, j, &out[n]);
	return n;
}

/* ---- applying */

static void
insert(struct prescription *rows, int *n, int at, const struct prescription *row)
{
	memmove(&rows[at + 1], &rows[at], (size_t)(*n - at) * sizeof *rows);
	rows[at] = *row;
	++*n;
}

int
plan_diff_apply(const struct prescription *a, int na, const struct plan_change *changes,
		int n, struct prescription *out)
{
	const struct plan_change *of[LIST_MAX] = {NULL};
	int rows = 0;

	if (na > LIST_MAX)
		return -1;
	for (int k = 0; k < n; k++) {
		if (changes[k].from >= na)
			return -1;
		if (changes[k].from >= 0)
			of[changes[k].from] = &changes[k];
	}
	for (int i = 0; i < na; i++)
		if (!of[i])
			out[rows++] = a[i];
		else if (of[i]->kind == PLAN_DIFF_CHANGED && !of[i]->moved)
			out[rows++] = *of[i]->after;
	for (int k = 0; k < n; k++) {
		if (changes[k].kind != PLAN_DIFF_ADDED && !changes[k].moved)
			continue;
		if (changes[k].to < 0 || changes[k].to > rows)
			return -1;
		insert(out, &rows, changes[k].to, changes[k].after);
	}
	return rows;
}
