/* exchange_out.c - an export from begin to end: parts, sealing, the stick. */
#include "exchange_priv.h"

#include "base/io_dir.h"
#include "store/access.h"
#include "store/audit.h"
#include "sync/seal.h"
#include "sync/stick.h"

#include <stdlib.h>
#include <string.h>

struct out {
	struct app *a;
	const struct exchange_out *o;
	const struct exchange_watch *w;
	struct exchange_made *made;
	struct link_out link;
	struct trust own, peer;
	struct sign_key key;
	char site[LINK_SITE_SIZE];
};

static enum status
find_peer(struct out *x, struct err *err)
{
	struct link_peer *rows;
	int n;
	enum status st;

	if (x->o->peer[0] && !app_site_code(x->o->peer))
		return status_fail(err, ST_INVALID,
				   "\"%s\" is no site code, which has 3 to 6 capital "
				   "letters; limber peers names those known here",
				   x->o->peer);
	str_copy(x->site, sizeof x->site, x->o->peer);
	if (x->site[0])
		return ST_OK;
	rows = mem_alloc(LINK_PEERS_MAX * sizeof *rows);
	st = link_peers(x->a->store, rows, LINK_PEERS_MAX, &n, err);
	for (int i = 0; i < n && !st; i++)
		if (rows[i].hub)
			str_copy(x->site, sizeof x->site, rows[i].site);
	free(rows);
	if (!st && !x->site[0])
		st = status_fail(err, ST_NOT_FOUND,
				 "no head office is known here; take its key file first "
				 "(limber keys trust FILE --hub)");
	return st;
}

/* Tables with every row are for who gets every row. */
static enum status
may_be_full(struct out *x, struct err *err)
{
	struct link_peer p;
	enum status st = link_peer_get(x->a->store, x->site, &p, err);

	if (st || p.scope != LINK_OWN)
		return st;
	return status_fail(err, ST_REFUSED,
			   "%s gets its own patients alone: leave out --full, or widen "
			   "what it gets (limber peers scope %s all --reason TEXT)",
			   x->site, x->site);
}

/* ---- after the part is written: seal, put, note */

static enum status
seal_part(struct out *x, const struct exchange_part *p, char path[EXCHANGE_PATH],
	  struct err *err)
{
	const char *recipients[] = {x->peer.seal_key, x->own.seal_key};

	str_format(path, EXCHANGE_PATH, "%s.age", p->dir);
	return seal_close(x->a->env.io, p->dir, recipients, 2, path, err);
}

static bool
put_progress(void *arg, int64_t done, int64_t all)
{
	struct out *x = arg;

	return !exchange_step(x->w, "writing to the stick", done, all, NULL);
}

static enum status
put(struct out *x, const char *from, const char *name, struct err *err)
{
	struct stick_env env = {.io = x->a->env.io, .data = x->a->dir};
	struct stick_progress progress = {put_progress, x};

	return stick_put(&env, from, x->o->dest, name, &progress, err);
}

static enum status
note_sent(struct out *x, const struct exchange_part *p, const char *place,
	  struct err *err)
{
	const struct manifest *m = &p->m;
	struct link_bundle b = {.incarnation = m->incarnation,
				.serial = m->serial,
				.id = m->bundle,
				.n_from = m->n_from,
				.n_to = m->n_to,
				.at = app_wall_ms(x->a),
				.acked_at = DICT_NONE,
				.audit_no = m->audit_n};
	const char *last = strrchr(place, '/');

	str_copy(b.peer, sizeof b.peer, m->to);
	memcpy(b.hash_to, m->hash_to, HASH_SIZE);
	str_copy(b.place, sizeof b.place, last ? last + 1 : place);
	return link_sent(x->a->store, &b, err);
}

static enum status
note_audit(struct out *x, const char *name, int64_t ops, struct err *err)
{
	char detail[120];

	str_format(detail, sizeof detail, "%s: %lld operations%s", name, (long long)ops,
		   x->made->sealed ? "" : ", not sealed");
	return audit_add(x->a->store, "export", 0, detail, err);
}

/* Noted as sent before it lies on the stick: a killed program must not forget one that does. The
 * outbox keeps what lies on no stick yet; the next export makes it again anyway. */
static enum status
deliver(struct out *x, struct exchange_part *p, struct err *err)
{
	char name[BUNDLE_NAME], lying[EXCHANGE_NAME], path[EXCHANGE_PATH];
	enum status st = ST_OK;

	manifest_name(&p->m, name);
	str_format(lying, sizeof lying, "%s%s", name, x->made->sealed ? ".age" : "");
	str_copy(path, sizeof path, p->dir);
	if (x->made->sealed)
		st = seal_part(x, p, path, err);
	if (!st)
		st = note_sent(x, p, "", err);
	if (x->made->sealed)
		exchange_clear(x->a, "outbox", name);
	if (!st && x->o->dest[0]) {
		st = put(x, path, name, err);
		if (!st)
			exchange_clear(x->a, "outbox", lying);
		if (!st)
			st = note_sent(x, p, x->o->dest, err);
		str_format(path, sizeof path, "%s/" BUNDLE_DIR "/%s", x->o->dest, lying);
	}
	if (!st)
		st = note_audit(x, name, p->m.ops - p->left, err);
	if (st)
		return st;
	if (!x->made->bundles++)
		str_copy(x->made->first, sizeof x->made->first, name);
	str_copy(x->made->last, sizeof x->made->last, name);
	str_copy(x->made->path, sizeof x->made->path, path);
	x->made->ops += p->m.ops - p->left;
	for (size_t i = 0; i < p->m.n_files; i++)
		x->made->bytes += p->m.files[i].bytes;
	return ST_OK;
}

/* ---- */

static enum status
one_part(struct out *x, int64_t *after, unsigned char hash[HASH_SIZE], struct err *err)
{
	struct exchange_part p = {.a = x->a,
				  .o = x->o,
				  .w = x->w,
				  .link = &x->link,
				  .own = &x->own,
				  .key = &x->key,
				  .after = *after};
	enum status st;

	memcpy(p.hash, hash, HASH_SIZE);
	st = exchange_part(&p, err);
	if (!st)
		st = deliver(x, &p, err);
	*after = p.m.n_to;
	memcpy(hash, p.hash, HASH_SIZE);
	manifest_release(&p.m);
	return st;
}

static enum status
all_parts(struct out *x, struct err *err)
{
	unsigned char hash[HASH_SIZE];
	int64_t after = x->link.acked_n;
	enum status st;

	memcpy(hash, x->link.hash, HASH_SIZE);
	do
		st = one_part(x, &after, hash, err);
	while (!st && after < x->link.end_n);
	return st;
}

static void
say(struct out *x)
{
	struct exchange_made *m = x->made;
	char parts[40] = "", old[80] = "";

	if (m->bundles > 1)
		str_format(parts, sizeof parts, " in %d parts", m->bundles);
	if (m->tidied)
		str_format(old, sizeof old,
			   " %d old bundle%s with a receipt taken off it.", m->tidied,
			   m->tidied == 1 ? "" : "s");
	if (m->ops == 0) { /* it is worth its way all the same */
		str_format(m->said, sizeof m->said,
			   "Nothing new for %s; the receipt for what came from it %s.%s",
			   x->site,
			   x->o->dest[0] ? "is on the stick" : "lies in the outbox", old);
		return;
	}
	str_format(m->said, sizeof m->said, "%lld change%s for %s %s%s, %s.%s",
		   (long long)m->ops, m->ops == 1 ? "" : "s", x->site,
		   x->o->dest[0] ? m->ops == 1 ? "is on the stick" : "are on the stick"
		   : m->ops == 1 ? "lies in the outbox"
				 : "lie in the outbox",
		   parts, m->sealed ? "sealed" : "not sealed", old);
}

enum status
exchange_export(struct app *a, const struct exchange_out *o,
		const struct exchange_watch *w, struct exchange_made *made,
		struct err *err)
{
	struct out x = {.a = a, .o = o, .w = w, .made = made};
	enum status st = access_may(a->store, ROLE_EXCHANGE, ROLE_WRITE, "Bundles", err);

	*made = (struct exchange_made){0};
	if (st)
		return st;
	access_lift(
	    a->store); /* a bundle holds what its reader may read, not its bearer */
	st = find_peer(&x, err);
	if (!st && o->full)
		st = may_be_full(&x, err);
	if (!st)
		st = keys_own(a, &x.own, err);
	if (!st)
		st = trust_get(a->store, x.site, &x.peer, err);
	if (!st)
		st = keys_sealed(a, &made->sealed, err);
	if (!st)
		st = link_lay(a->store, x.site, &x.link, err);
	if (!st)
		st = keys_signing(a, &x.key, err);
	if (!st)
		st = all_parts(&x, err);
	if (!st && o->dest[0])
		made->tidied = exchange_tidy(a, &x.link, o->dest);
	sign_key_release(&x.key);
	access_drop(a->store);
	if (!st)
		say(&x);
	return st;
}

enum status
exchange_news(struct app *a, const char *peer, struct exchange_news *n, struct err *err)
{
	struct exchange_out o = {.peer = peer, .dest = ""};
	struct out x = {.a = a, .o = &o};
	struct link_bundle rows[64];
	int count;
	enum status st = find_peer(&x, err);

	*n = (struct exchange_news){.since = DICT_NONE};
	if (!st)
		st = link_peer_get(a->store, x.site, &n->peer, err);
	if (!st && n->peer.scope == LINK_OWN)
		st = link_lay(a->store, x.site, &x.link, err);
	if (!st)
		st = link_waiting(a->store, x.site, &n->ops, err);
	if (!st)
		st = link_bundles(a->store, x.site, rows, 64, &count, err);
	if (st)
		return st;
	n->since = n->peer.acked_at;
	for (int i = 0; i < count; i++)
		n->unconfirmed += rows[i].acked_at == DICT_NONE && !rows[i].replaced;
	return ST_OK;
}
