/* sticks.c - sticks of the machine beside what is remembered of them. */
#include "app/sticks.h"

#include "base/str.h"
#include "store/checked.h"

#include <stdlib.h>
#include <string.h>

struct stick_env
sticks_env(const struct app *a)
{
	const struct stick_env machine = {.io = a->env.io, .data = a->dir};

	return a->sticks ? *a->sticks : machine;
}

enum status
sticks_list(struct app *a, const struct stick_env *env, struct sticks_line **rows,
	    size_t *n, struct err *err)
{
	struct stick_rows found;
	enum status st = stick_list(env, &found, err);

	*rows = NULL;
	*n = 0;
	for (size_t i = 0; !st && i < found.n; i++) {
		struct sticks_line line = {.stick = found.stick[i]};

		if (line.stick.id[0])
			st = checked_get(a->store, line.stick.id, &line.checked_ms, err);
		*rows = mem_room(*rows, *n, sizeof line);
		(*rows)[(*n)++] = line;
	}
	stick_list_free(&found);
	if (st) {
		free(*rows);
		*rows = NULL;
		*n = 0;
	}
	return st;
}

/* The stick that is mounted at place. */
static enum status
find(const struct stick_env *env, const char *place, struct stick *s, struct err *err)
{
	struct stick_rows found;
	size_t n = strlen(place);
	enum status st = stick_list(env, &found, err);

	if (st)
		return st;
	st = status_fail(
	    err, ST_REFUSED,
	    "%s: no stick is mounted here, and nothing else is filled; limber "
	    "stick list shows where they are",
	    place);
	while (n > 1 && place[n - 1] == '/')
		n--;
	for (size_t i = 0; i < found.n; i++)
		if (strncmp(found.stick[i].path, place, n) == 0 &&
		    found.stick[i].path[n] == '\0') {
			*s = found.stick[i];
			st = ST_OK;
		}
	stick_list_free(&found);
	return st;
}

enum status
sticks_check(struct app *a, const struct stick_env *env, const char *place,
	     const struct stick_progress *progress, int64_t *bytes, struct err *err)
{
	struct stick s = {0};
	enum status st = find(env, place, &s, err);

	*bytes = 0;
	if (!st && !s.writable)
		st = status_fail(err, ST_READONLY, "%s: %s", s.label, s.why);
	if (!st)
		st = stick_check(env, s.path, 0, progress, bytes, err);
	if (!st && s.id[0])
		st = checked_put(a->store, s.id, *bytes, err);
	return st;
}
