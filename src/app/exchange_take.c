/* exchange_take.c - a proved bundle into the database. */
#include "exchange_priv.h"

#include "app/enrol.h"
#include "store/merge.h"
#include "sync/changes.h"
#include "sync/changes_kept.h"

#include <stdlib.h>
#include <string.h>

struct taking {
	struct exchange_bundle *b;
	const struct exchange_watch *w;
	struct merge_bundle merge;
	struct merge_state state;
	struct merge_check *check;
	struct merge *into;
	struct changes_kept kept;
	bool keeps; /* what is proved is taken afterwards */
	int64_t done;
	const char *doing;
};

static void
fill(struct taking *t)
{
	const struct manifest *m = &t->b->m;
	struct merge_bundle *b = &t->merge;

	str_copy(b->peer, sizeof b->peer, m->from);
	b->hub = t->b->from_hub;
	b->writer = m->writer;
	b->id = m->bundle;
	b->incarnation = m->incarnation;
	b->serial = m->serial;
	b->n_from = m->n_from;
	b->n_to = m->n_to;
	memcpy(b->hash_from, m->hash_from, HASH_SIZE);
	memcpy(b->hash_to, m->hash_to, HASH_SIZE);
	memcpy(b->manifest, t->b->hash, HASH_SIZE);
	b->audit_n = m->audit_n;
	memcpy(b->audit_hash, m->audit_hash, HASH_SIZE);
	b->tells = m->tells;
	b->told = m->told;
	b->n_told = m->n_told;
	b->ack = (struct link_ack){.known = m->acks, .n = m->ack_n};
	memcpy(b->ack.hash, m->ack_hash, HASH_SIZE);
	b->haves = m->haves;
	b->n_haves = m->n_haves;
}

static enum status
step(struct taking *t, struct err *err)
{
	if (++t->done % 1024)
		return ST_OK;
	return exchange_step(t->w, t->doing, t->done, t->b->m.ops, err);
}

static enum status
check_one(void *arg, const struct change *c, struct err *err)
{
	struct taking *t = arg;
	enum status st = merge_check_op(t->check, c, err);

	if (!st && t->keeps)
		st = changes_kept_add(&t->kept, c, err);
	return st ? st : step(t, err);
}

static enum status
take_one(void *arg, const struct change *c, struct err *err)
{
	struct taking *t = arg;
	enum status st = merge_op(t->into, c, err);

	return st ? st : step(t, err);
}

static enum status
read_all(struct taking *t, struct err *err)
{
	char path[EXCHANGE_PATH];
	struct changes_call call = {t->b->m.n_from + 1, check_one, t};
	int64_t rows;

	exchange_file(t->b->dir, "changes.csv", path);
	t->doing = "checking changes";
	t->done = 0;
	return changes_read(t->b->a->env.io, path, &call, &rows, err);
}

/* Without a lock: everything that can be wrong with the bundle itself. */
static enum status
check_all(struct taking *t, int64_t *fresh, struct err *err)
{
	struct err first = {0};
	enum status st =
	    merge_check_open(t->b->a->store, &t->merge, &t->state, &t->check, err);

	if (st)
		return st;
	st = read_all(t, &first);
	if (st) {
		(void)!merge_check_close(t->check, false, fresh, NULL);
		if (err)
			*err = first;
		return st;
	}
	return merge_check_close(t->check, true, fresh, err);
}

/* A copy of the clinic before much is taken, while that takes no time to speak of. A large database
 * has its daily copies; and what is taken can be taken again. */
static enum status
keep_copy(struct taking *t, int64_t fresh, struct err *err)
{
	struct app *a = t->b->a;
	struct store_counts c;
	enum status st;

	if (fresh < EXCHANGE_BACKUP_OPS)
		return ST_OK;
	st = store_count(a->store, &c, err);
	if (st || c.bytes_used > EXCHANGE_BACKUP_BYTES)
		return st;
	st = exchange_step(t->w, "copying the database", 0, 0, err);
	return st ? st : store_backup_before(a->store, "import", err);
}

static enum status
merge_all(struct taking *t, struct exchange_taken *k, struct err *err)
{
	struct merge_result r;
	struct store *s = t->b->a->store;
	int64_t before = 0, after = 0;
	enum status st = link_waiting(s, t->merge.peer, &before, err);

	if (!st)
		st = merge_open(s, &t->merge, &t->state, &t->into, err);
	if (st)
		return st;
	t->doing = "taking changes";
	t->done = 0;
	st = changes_kept_read(&t->kept, take_one, t, err);
	if (st) {
		merge_cancel(t->into);
		return st;
	}
	st = merge_close(t->into, &r, err);
	if (!st)
		st = link_waiting(s, t->merge.peer, &after, err);
	k->ops = r.ops;
	k->rows_new = r.rows_new;
	k->rows_changed = r.rows_changed;
	k->conflicts = r.conflicts;
	k->settled = r.settled;
	k->patients_from = r.patients_from;
	k->peer_lost = r.peer_lost;
	k->copies = r.copies;
	k->audit = r.audit;
	k->audit_line = r.audit_line;
	k->receipts = before > after ? before - after : 0;
	return st;
}

/* Whose keys the head office trusts; only its newest bundle counts. */
static enum status
take_trust(struct taking *t, bool dry, struct err *err)
{
	char path[EXCHANGE_PATH], *bytes;
	struct app *a = t->b->a;
	size_t n;
	int taken;
	enum status st;

	if (!t->b->from_hub || !t->state.newest || !manifest_file(&t->b->m, "trust.csv"))
		return ST_OK;
	exchange_file(t->b->dir, "trust.csv", path);
	st = io_read_file(a->env.io, path, ENROL_CSV_MAX, &bytes, &n, err);
	if (st)
		return st;
	st = dry ? enrol_check_csv(a, &t->b->sender, bytes, n, err)
		 : enrol_take_csv(a, &t->b->sender, bytes, n, &taken, err);
	free(bytes);
	return st;
}

/* Rows and keys in one transaction: of a bundle that is refused nothing was taken. */
static enum status
take_all(struct taking *t, struct exchange_taken *k, struct err *err)
{
	struct store *s = t->b->a->store;
	struct exchange_taken did = *k;
	enum status st = store_begin(s, err);

	if (st)
		return st;
	st = merge_all(t, &did, err);
	k->lacks = st == ST_WAITING;
	if (!st)
		st = take_trust(t, false, err);
	st = store_end(s, st, err);
	if (!st)
		*k = did; /* what was undone is not counted */
	return st;
}

enum status
exchange_take(struct exchange_bundle *b, bool dry, const struct exchange_watch *w,
	      struct exchange_taken *k, struct err *err)
{
	struct taking t = {.b = b, .w = w};
	char file[EXCHANGE_NAME], path[EXCHANGE_DIR];
	int64_t fresh = 0;
	enum status st;

	fill(&t);
	st = merge_look(b->a->store, &t.merge, &t.state, err);
	k->late = t.state.late;
	k->restored = t.state.restored;
	str_format(file, sizeof file, "%s.ops", b->name);
	exchange_path(b->a, "spool", file, path);
	if (!st && !dry)
		st = changes_kept_open(&t.kept, b->a->env.io, path, err);
	t.keeps = !st && !dry;
	if (!st) {
		st = check_all(&t, &fresh, err);
		k->lacks = st == ST_WAITING;
	}
	k->ops = fresh;
	if (!st && dry)
		st = take_trust(&t, true, err);
	if (!st && !dry)
		st = keep_copy(&t, fresh, err);
	if (!st && !dry)
		st = take_all(&t, k, err);
	if (k->lacks && !dry &&
	    merge_hear(b->a->store, &t.merge, &t.state, &(struct err){0}))
		st = ST_IO;
	if (t.keeps)
		changes_kept_close(&t.kept);
	return st;
}
