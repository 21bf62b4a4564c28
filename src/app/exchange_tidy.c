/* exchange_tidy.c - old bundles with a receipt leave the stick, so that reading it stays quick. */
#include "exchange_priv.h"

#include "base/io_dir.h"
#include "sync/stick.h"

#include <stdlib.h>
#include <string.h>

/* Generations that stay whatever came back for them (sync specification 4). */
enum { KEPT = 3, SENT_MAX = 1024 };

struct tidy {
	struct link_bundle *sent;
	int n_sent;
};

static int
newest_first(const void *a, const void *b)
{
	return bundle_name_order(&((const struct stick_bundle *)b)->name,
				 &((const struct stick_bundle *)a)->name);
}

static bool
has_receipt(const struct tidy *t, const struct bundle_name *name)
{
	for (int i = 0; i < t->n_sent; i++)
		if (t->sent[i].incarnation == name->incarnation &&
		    t->sent[i].serial == name->serial)
			return t->sent[i].acked_at != DICT_NONE;
	return false;
}

/* The newest first; those of the peer count. Others are not ours to judge, nor what somebody copied. */
static int
drop_old(struct app *a, const struct tidy *t, const struct link_out *link,
	 const char *place, struct stick_bundles *lying)
{
	int kept = 0, gone = 0;

	qsort(lying->bundle, lying->n, sizeof *lying->bundle, newest_first);
	for (size_t i = 0; i < lying->n; i++) {
		const struct stick_bundle *b = &lying->bundle[i];
		const char *last = strrchr(b->path, '/');

		if (b->renamed || strcmp(b->name.from, link->from) != 0 ||
		    strcmp(b->name.to, link->to) != 0 || kept++ < KEPT ||
		    !has_receipt(t, &b->name) || !last)
			continue;
		exchange_clear_in(a->env.io, place, last + 1);
		gone++;
	}
	return gone;
}

int
exchange_tidy(struct app *a, const struct link_out *link, const char *dest)
{
	struct stick_env env = {.io = a->env.io, .data = a->dir};
	struct stick_bundles lying = {0};
	struct tidy t = {.sent = mem_alloc(SENT_MAX * sizeof *t.sent)};
	char place[EXCHANGE_PATH];
	int gone = 0;

	if (str_format(place, sizeof place, "%s/" BUNDLE_DIR, dest) &&
	    !link_bundles(a->store, link->to, t.sent, SENT_MAX, &t.n_sent, NULL) &&
	    !stick_bundles(&env, place, &lying, NULL)) {
		gone = drop_old(a, &t, link, place, &lying);
		stick_bundles_free(&lying);
	}
	free(t.sent);
	return gone;
}
