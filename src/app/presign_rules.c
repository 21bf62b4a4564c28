/* presign_rules.c - the table of the check before signing, kept while the clinic is open. */
#include "app/presign_rules.h"

#include "base/hash.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

static bool
keep_rule(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct presign_rules *all = arg;
	const struct entity *e = dict_entity(E_PRESIGN_RULE);
	struct presign_rule *row;

	all->rows = mem_room(all->rows, (size_t)all->n, sizeof *all->rows);
	row = &all->rows[all->n++];
	(void)dict_row_take(e, row, no, id, cells);
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

/* Names what the rules say: the same rows give the same version in every clinic. */
static void
name_version(struct presign_rules *all)
{
	unsigned char sum[HASH_SIZE];
	char hex[HASH_HEX_SIZE];
	struct hash h;

	hash_init(&h);
	for (int i = 0; i < all->n; i++) {
		const struct presign_rule *r = &all->rows[i];

		hash_add_str(&h, r->key, strlen(r->key));
		hash_add_str(&h, r->check, strlen(r->check));
		hash_add_str(&h, r->severity, strlen(r->severity));
		hash_add_u64(&h, (uint64_t)r->value);
		hash_add_u64(&h, (uint64_t)r->span);
		hash_add_u64(&h, (uint64_t)r->valid_from);
		hash_add_u64(&h, (uint64_t)r->valid_to);
	}
	hash_end(&h, sum);
	hash_hex(sum, hex);
	str_format(all->version, sizeof all->version, "%.8s", hex);
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
		if (st)
			presign_rules_release(a);
		else
			name_version(a->presign);
	}
	*rules = a->presign;
	return st;
}
