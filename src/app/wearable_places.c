/* wearable_places.c - files of devices that lie on a stick or in the inbox. */
#include "app/sticks.h"
#include "base/io_dir.h"
#include "wearable_priv.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { NAMES_MAX = 1000, DEPTH = 1 };

struct looking {
	struct app *a;
	const struct wearable_layout *layouts;
	int n_layouts;
	struct wearable_place *rows;
	int max, n;
	const char *where;
};

/* The device a file's name is like, "" none; *.csv says nothing. */
static const char *
by_name(const struct looking *l, const char *name)
{
	for (int i = 0; i < l->n_layouts; i++)
		if (strcmp(l->layouts[i].file_hint, "*.csv") &&
		    wear_layout_named(l->layouts[i].file_hint, name))
			return l->layouts[i].device;
	return "";
}

static bool
is_candidate(const char *name)
{
	const char *dot = strrchr(name, '.');

	return dot && name[0] != '.' &&
	       (!strcasecmp(dot, ".csv") || !strcasecmp(dot, ".json") ||
		!strcasecmp(dot, ".xml"));
}

static void
add_file(struct looking *l, const char *dir, const char *name, const struct stat *st)
{
	struct wearable_place *p = &l->rows[l->n];

	*p = (struct wearable_place){.bytes = st->st_size, .at = st->st_mtime};
	if (!str_format(p->path, sizeof p->path, "%s/%s", dir, name))
		return; /* too long a path to be opened */
	str_copy(p->name, sizeof p->name, name);
	str_copy(p->where, sizeof p->where, l->where);
	str_copy(p->device, sizeof p->device, by_name(l, name));
	l->n++;
}

/* The files of a directory and of those in it; what cannot be read holds none. */
static void
look_in(struct looking *l, const char *path, int depth)
{
	const struct io *io = l->a->env.io;
	struct io_dir_names names = {0};
	struct stat st;
	char sub[WEARABLE_PATH];
	int dir = io->open(io->arg, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);

	if (dir < 0)
		return;
	if (io_dir_list(io, dir, path, NAMES_MAX, &names, NULL))
		names.n = 0;
	for (size_t i = 0; i < names.n && l->n < l->max; i++) {
		const char *name = names.name[i];

		if (io->stat_in(io->arg, dir, name, &st) < 0)
			continue;
		if (S_ISREG(st.st_mode) && is_candidate(name))
			add_file(l, path, name, &st);
		else if (S_ISDIR(st.st_mode) && depth < DEPTH && name[0] != '.' &&
			 str_format(sub, sizeof sub, "%s/%s", path, name))
			look_in(l, sub, depth + 1);
	}
	io_dir_free(&names);
	io->close(io->arg, dir);
}

static int
newest_first(const void *a, const void *b)
{
	const struct wearable_place *x = a, *y = b;

	return x->at != y->at ? (x->at < y->at) - (x->at > y->at)
			      : strcmp(x->path, y->path);
}

enum status
wearable_places(struct app *a, struct wearable_place *rows, int max, int *n,
		struct err *err)
{
	struct stick_env env = sticks_env(a);
	struct stick_rows sticks = {0};
	struct looking l = {.a = a, .rows = rows, .max = max, .where = "inbox"};
	struct wearable_layout *layouts = NULL;
	char inbox[WEARABLE_PATH + 8];
	enum status st = wearable_layouts(a, &layouts, &l.n_layouts, err);

	l.layouts = layouts;
	if (!st)
		st = stick_list(&env, &sticks, err);
	str_format(inbox, sizeof inbox, "%s/inbox", a->dir);
	if (!st)
		look_in(&l, inbox, 0);
	for (size_t i = 0; i < sticks.n && !st; i++) {
		l.where = sticks.stick[i].label;
		look_in(&l, sticks.stick[i].path, 0);
	}
	stick_list_free(&sticks);
	free(layouts);
	*n = l.n;
	if (l.n > 1)
		qsort(rows, (size_t)l.n, sizeof *rows, newest_first);
	return st;
}
