/* forge.c - bundles made by hand. */
#include "forge.h"

#include <stdlib.h>
#include <string.h>

struct uid
forge_row(unsigned char byte)
{
	struct uid id = {{0x77, byte}};

	return id;
}

void
forge_begin(struct forge *f, const char *code, bool hub, const char *to,
	    unsigned char writer)
{
	struct uid id = {{writer}};

	memset(f, 0, sizeof *f);
	str_copy(f->code, sizeof f->code, code);
	f->hub = hub;
	forge_have(f, code, hub, &id, 0, NULL);
	f->link = (struct change_link){f->code, to, id, 1};
	change_link_begin(f->hash, &f->link);
	memcpy(f->hash_from, f->hash, HASH_SIZE);
}

size_t
forge_have(struct forge *f, const char *site, bool hub, const struct uid *writer,
	   int64_t seq, const unsigned char chain[HASH_SIZE])
{
	struct change_have *h = &f->haves[f->n_haves];

	*h = (struct change_have){.writer = *writer, .seq = seq, .hub = hub};
	str_copy(h->site, sizeof h->site, site);
	if (chain)
		memcpy(h->hash, chain, HASH_SIZE);
	else
		change_chain_begin(h->hash, writer);
	return f->n_haves++;
}

struct change_ref
forge_add(struct forge *f, const struct forge_op *op)
{
	struct change_have *h = &f->haves[op->writer];
	struct change *c = &f->ops[f->n_ops++];
	struct str bytes = {0};

	*c = (struct change){.at = {h->writer, ++h->seq},
			     .txn = h->seq,
			     .row = op->row,
			     .table = op->table,
			     .col = op->col ? op->col : "",
			     .kind = op->kind	? op->kind
				     : !op->col ? CHANGE_NEW
				     : op->val	? CHANGE_SET
						: CHANGE_CLEAR,
			     .clk = CHANGE_PLAUSIBLE,
			     .has_val = op->val != NULL,
			     .val = op->val ? op->val : "",
			     .val_n = op->val ? strlen(op->val) : 0,
			     .bases = op->bases,
			     .n_bases = op->n_bases,
			     .wall_ms = 1795651200000 + h->seq,
			     .user = "thabo"};
	change_bytes(c, &bytes);
	change_chain(h->hash, &bytes);
	change_link(f->hash, &c->at, &bytes);
	str_release(&bytes);
	return c->at;
}

static int
by_writer(const void *a, const void *b)
{
	return uid_cmp(&((const struct change_have *)a)->writer,
		       &((const struct change_have *)b)->writer);
}

struct wire *
forge_wire(struct forge *f)
{
	struct wire *w = calloc(1, sizeof *w);

	if (!w)
		abort();
	w->haves = calloc(f->n_haves, sizeof *w->haves);
	w->ops = calloc(f->n_ops + 1, sizeof *w->ops);
	if (!w->haves || !w->ops)
		abort();
	memcpy(w->haves, f->haves, f->n_haves * sizeof *w->haves);
	qsort(w->haves, f->n_haves, sizeof *w->haves, by_writer);
	for (size_t i = 0; i < f->n_ops; i++)
		w->ops[i] = wire_copy_op(&f->ops[i]);
	w->n_ops = f->n_ops;
	w->b = (struct merge_bundle){.hub = f->hub,
				     .writer = f->haves[0].writer,
				     .id = uid_random(),
				     .incarnation = 1,
				     .serial = ++f->serial,
				     .n_from = f->n,
				     .n_to = f->n + (int64_t)f->n_ops,
				     .haves = w->haves,
				     .n_haves = f->n_haves};
	str_copy(w->b.peer, sizeof w->b.peer, f->code);
	memcpy(w->b.hash_from, f->hash_from, HASH_SIZE);
	memcpy(w->b.hash_to, f->hash, HASH_SIZE);
	memcpy(w->b.manifest, &w->b.id, UID_SIZE);
	f->n = w->b.n_to;
	f->n_ops = 0;
	memcpy(f->hash_from, f->hash, HASH_SIZE);
	return w;
}
