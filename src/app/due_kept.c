/* due_kept.c - the last list of what is due, given again as long as nothing has changed. */
#include "due_priv.h"

#include <stdlib.h>
#include <string.h>

enum { KEPT_MAX = 100 };

/* Everything a list depends on: the database, the day, who asks for what, and the safety copies. */
struct due_basis {
	struct store_mark mark;
	int64_t today, user, backup;
	int kind, each, max;
	bool everybody;
};

struct due_kept {
	struct due_basis basis;
	bool more;
	int n;
	struct due_line *lines;
};

static void
basis_of(struct app *a, const struct due_ask *ask, int max, struct due_basis *b)
{
	b->today = app_today(a);
	b->user = a->user.head.no;
	b->backup = DATE_NONE;
	if (!store_is_practice(a->store))
		b->backup = store_backup_last(a->dir, a->env.io, b->today);
	b->kind = ask->kind;
	b->each = ask->each;
	b->everybody = ask->everybody;
	b->max = max;
	store_mark(a->store, &b->mark);
}

static bool
same_basis(const struct due_basis *a, const struct due_basis *b)
{
	return store_mark_same(&a->mark, &b->mark) && a->today == b->today &&
	       a->user == b->user && a->backup == b->backup && a->kind == b->kind &&
	       a->each == b->each && a->max == b->max && a->everybody == b->everybody;
}

void
due_release(struct app *a)
{
	if (a->due)
		free(a->due->lines);
	free(a->due);
	a->due = NULL;
}

static void
keep(struct app *a, const struct due_basis *b, const struct due_list *list)
{
	due_release(a);
	if (list->n > KEPT_MAX)
		return;
	a->due = mem_alloc(sizeof *a->due);
	a->due->basis = *b;
	a->due->more = list->more;
	a->due->n = list->n;
	a->due->lines = mem_dup(list->lines, (size_t)list->n * sizeof *list->lines);
}

static enum status
list_kept(struct app *a, const struct due_ask *ask, struct due_list *list,
	  struct err *err)
{
	const struct due_kept *kept = a->due;
	struct due_basis now;
	enum status st;

	basis_of(a, ask, list->max, &now);
	if (!kept || !same_basis(&kept->basis, &now)) {
		st = due_gather(a, ask, list, err);
		if (!st)
			keep(a, &now, list);
		return st;
	}
	list->n = kept->n;
	list->more = kept->more;
	if (kept->n)
		memcpy(list->lines, kept->lines, (size_t)kept->n * sizeof *kept->lines);
	return ST_OK;
}

enum status
due_list(struct app *a, const struct due_ask *ask, struct due_list *list, struct err *err)
{
	bool own = store_read_begin(a->store);
	enum status st = list_kept(a, ask, list, err);

	store_read_end(a->store, own);
	return st;
}
