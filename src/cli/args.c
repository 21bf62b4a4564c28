/* args.c - what people write on the command line, read by the dictionary. */
#include "app/care.h"
#include "cli_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum status
args_entity(const char *name, const struct entity **e, struct err *err)
{
	struct str all = {0};

	*e = dict_entity_named(name);
	if (*e)
		return ST_OK;
	for (int i = 0; i < E_COUNT; i++)
		str_addf(&all, "%s%s", i ? ", " : "",
			 dict_entity((enum entity_id)i)->name);
	status_fail(err, ST_USAGE, "%s: there is no such table; there are %s", name,
		    str_text(&all));
	str_release(&all);
	return ST_USAGE;
}

enum status
args_field(const struct entity *e, const char *arg, int *field, const char **value,
	   struct err *err)
{
	const char *eq = strchr(arg, '=');
	char name[40];
	struct str all = {0};

	*field = -1;
	if (eq && (size_t)(eq - arg) < sizeof name) {
		memcpy(name, arg, (size_t)(eq - arg));
		name[eq - arg] = '\0';
		*value = eq + 1;
		*field = dict_field_named(e, name);
	}
	if (*field >= 0 && !(e->fields[*field].flags & FF_SECRET))
		return ST_OK;
	for (size_t i = 0; i < e->n_fields; i++)
		if (!(e->fields[i].flags & FF_SECRET))
			str_addf(&all, "%s%s", all.n ? ", " : "", e->fields[i].name);
	status_fail(err, ST_USAGE, "%s: write field=value with a field of %s: %s", arg,
		    e->name, str_text(&all));
	str_release(&all);
	return ST_USAGE;
}

/* First unique field of an entity: what people call its rows by. */
static int
unique_field(const struct entity *e)
{
	for (size_t i = 0; i < e->n_fields; i++)
		if (e->fields[i].flags & FF_UNIQUE)
			return (int)i;
	return -1;
}

/* Local number of a row named by id or by its unique field, 0 when there is none. */
static int64_t
find_no(struct cli *c, const struct entity *e, const char *text)
{
	struct uid id;
	enum entity_id found;
	int f = unique_field(e);
	int64_t no = 0;
	struct err ignored = {0};

	if (uid_parse(text, strlen(text), &id)) {
		no = record_no(c->app.store, &id, &found);
		if (no && found == e->id)
			return no;
	}
	if (f >= 0) {
		struct row_head *row = mem_alloc(e->size);
		struct cell v = {.kind = CELL_TEXT, .p = text, .n = strlen(text)};

		if (!record_find(c->app.store, e->id, f, v, row, &ignored))
			no = row->no;
		else
			no = 0;
		free(row);
	}
	return no;
}

enum status
args_put(struct cli *c, const struct entity *e, int field, const char *value, void *row,
	 struct err *err)
{
	const struct field *f = &e->fields[field];
	struct cell v;
	enum status st;

	if (f->type == FT_REF && value[0]) {
		const struct entity *to = dict_entity((enum entity_id)f->ref);

		v = (struct cell){.kind = CELL_INT, .i = find_no(c, to, value)};
		if (!v.i)
			return status_fail(err, ST_NOT_FOUND, "%s: there is no %s \"%s\"",
					   f->name, to->name, value);
		st = ST_OK;
	} else {
		st = dict_parse_typed(f, value, strlen(value), app_today(&c->app), &v,
				      err);
	}
	if (!st)
		st = care_check(&c->app, e, f, v, err);
	if (!st && !dict_put(f, row, v))
		st = status_fail(err, ST_INVALID, "%s: too long", f->label);
	return st;
}

enum status
args_row(struct cli *c, const struct entity *e, const char *id, void *row,
	 struct err *err)
{
	int64_t no = find_no(c, e, id);

	if (!no)
		return status_fail(err, ST_NOT_FOUND,
				   "there is no %s \"%s\"; limber list %s shows them",
				   e->name, id, e->name);
	return record_get(c->app.store, e->id, no, row, err);
}

/* Takes one argument out of the list. */
static char *
take(int *argc, char **argv, int i)
{
	char *got = argv[i];

	for (; i + 1 < *argc; i++)
		argv[i] = argv[i + 1];
	(*argc)--;
	return got;
}

bool
args_flag(int *argc, char **argv, const char *flag)
{
	for (int i = 0; i < *argc; i++)
		if (!strcmp(argv[i], flag)) {
			take(argc, argv, i);
			return true;
		}
	return false;
}

const char *
args_option(int *argc, char **argv, const char *flag)
{
	for (int i = 0; i + 1 < *argc; i++)
		if (!strcmp(argv[i], flag)) {
			take(argc, argv, i);
			return take(argc, argv, i);
		}
	return NULL;
}

enum status
args_usage(const struct verb *v, struct err *err)
{
	return status_fail(err, ST_USAGE, "usage: limber %s %s", v->name, v->args);
}
