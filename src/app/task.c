/* task.c - tasks, calls and hand-over notes between staff. */
#include "app/task.h"

#include "store/query_work.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

bool
task_open(const struct task *t)
{
	return !t->state[0] || !strcmp(t->state, "open");
}

enum status
task_add(struct app *a, struct task *t, struct err *err)
{
	if (t->author == DICT_NONE && a->user.head.no)
		t->author = a->user.head.no;
	if (!t->kind[0])
		str_copy(t->kind, sizeof t->kind, "task");
	if (!t->state[0])
		str_copy(t->state, sizeof t->state, "open");
	if (t->written == DICT_NONE)
		t->written = app_today(a);
	return record_add(a->store, E_TASK, t, err);
}

enum status
task_done(struct app *a, int64_t task, const char *answer, struct err *err)
{
	struct task seen, now;
	enum status st = record_get(a->store, E_TASK, task, &seen, err);

	if (st)
		return st;
	if (!task_open(&seen))
		return status_fail(err, ST_REFUSED, "it is done already: %s",
				   seen.answer[0] ? seen.answer : "no answer was left");
	now = seen;
	str_copy(now.state, sizeof now.state, "done");
	if (answer[0] && !str_copy(now.answer, sizeof now.answer, answer))
		return status_fail(err, ST_INVALID, "Answer: at most %zu bytes",
				   sizeof now.answer - 1);
	return record_set(a->store, E_TASK, &seen, &now, NULL, err);
}

enum status
task_mine(struct app *a, struct task *rows, int max, int *n, struct err *err)
{
	return query_tasks(a->store, a->user.head.no, rows, max, n, err);
}

/* ---- what the user has not seen yet: the highest number of a task that was on the screen */

static void
seen_name(const struct app *a, char *out, size_t size)
{
	str_format(out, size, "tasks.seen.%lld", (long long)a->user.head.no);
}

static enum status
seen_get(struct app *a, long long *no, struct err *err)
{
	char name[48];
	struct str v = {0};
	enum status st;

	*no = 0;
	seen_name(a, name, sizeof name);
	st = store_setting_get(a->store, name, &v, err);
	if (!st && v.n && !str_int(v.p, v.n, no))
		*no = 0;
	str_release(&v);
	return st;
}

enum status
task_count(struct app *a, struct task_count *c, struct err *err)
{
	struct task *rows = mem_alloc(TASK_MAX * sizeof *rows);
	int64_t today = app_today(a);
	long long seen = 0;
	int n = 0;
	enum status st = seen_get(a, &seen, err);

	*c = (struct task_count){0};
	if (!st)
		st = task_mine(a, rows, TASK_MAX, &n, err);
	for (int i = 0; i < n && !st; i++) {
		c->open++;
		c->unread += rows[i].head.no > seen && rows[i].author != a->user.head.no;
		c->late += rows[i].due != DICT_NONE && rows[i].due < today;
	}
	free(rows);
	return st;
}

enum status
task_seen(struct app *a, struct err *err)
{
	struct task *rows = mem_alloc(TASK_MAX * sizeof *rows);
	char name[48], value[24];
	long long seen = 0, last;
	int n = 0;
	enum status st = seen_get(a, &seen, err);

	if (!st)
		st = task_mine(a, rows, TASK_MAX, &n, err);
	last = seen;
	for (int i = 0; i < n && !st; i++)
		if (rows[i].head.no > last)
			last = rows[i].head.no;
	free(rows);
	if (st || last == seen)
		return st;
	seen_name(a, name, sizeof name);
	str_format(value, sizeof value, "%lld", last);
	return store_setting_set(a->store, name, value, err);
}

enum status
task_staff(struct app *a, const char *login, int64_t *staff, struct err *err)
{
	const struct entity *e = dict_entity(E_STAFF);
	struct cell c = {.kind = CELL_TEXT, .p = login, .n = strlen(login)};
	struct staff who;
	enum status st;

	*staff = 0;
	if (!c.n)
		return ST_OK;
	st = record_find(a->store, E_STAFF, dict_field_named(e, "login"), c, &who, err);
	if (st == ST_NOT_FOUND)
		return status_fail(err, st, "%s: nobody here has this login", login);
	if (!st)
		*staff = who.head.no;
	return st;
}
