/* presign_rules.c - the table of the check before signing, kept while the clinic is open. */
#include "app/presign_rules.h"

#include "store/record.h"
#include "store/reference.h"

#include <stdlib.h>
#include <string.h>

static bool
keep_rule(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct presign_rules *all = arg;
	const struct entity *e = dict_entity(E_PRESIGN_RULE);
	struct presign_rule *row;

	all->rows = mem_grow(all->rows, (size_t)(all->n + 1) * sizeof *all->rows);
	row = &all->rows[all->n++];
	dict_row_init(e, row);
	row->head.no = no;
	row->head.id = *id;
	for (size_t i = 0; i < e->n_fields; i++)
		(void)dict_put(&e->fields[i], row, cells[i]);
	return true;
}

void
presign_rules_release(struct app *a)
{
	if (a->presign)
		free(a->presign->rows);
	free(a->presign);
	a->presign = NULL;
}

/* The stamp is the form's number and the hash of the tables: its first letters tell them apart. */
static enum status
load_version(struct app *a, struct err *err)
{
	struct str stamp = {0};
	enum status st = reference_stamp(a->store, &stamp, err);
	const char *hash = strrchr(str_text(&stamp), ' ');

	str_format(a->presign->version, sizeof a->presign->version, "%.12s",
		   hash ? hash + 1 : str_text(&stamp));
	str_release(&stamp);
	return st;
}

enum status
presign_rules_of(struct app *a, const struct presign_rules **rules, struct err *err)
{
	const struct record_filter all = {.field = -1};
	enum status st = ST_OK;

	if (!a->presign) {
		a->presign = mem_alloc(sizeof *a->presign);
		*a->presign = (struct presign_rules){0};
		st = record_scan(a->store, E_PRESIGN_RULE, &all, keep_rule, a->presign,
				 err);
		if (!st)
			st = load_version(a, err);
		if (st)
			presign_rules_release(a);
	}
	*rules = a->presign;
	return st;
}
