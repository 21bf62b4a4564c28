/* exchange_part.c - one part of an export: changes.csv, its tables, the manifest, the signature. */
#include "exchange_priv.h"

#include "store/audit.h"
#include "sync/bundle.h"
#include "sync/changes.h"

#include <string.h>

/* ---- files and their lines in the manifest */

enum status
exchange_add_file(struct exchange_part *p, const char *name, int64_t rows,
		  struct err *err)
{
	char path[EXCHANGE_PATH];
	struct manifest_file *f = &p->m.files[p->m.n_files];

	if (p->m.n_files == MANIFEST_FILES_MAX)
		return status_fail(err, ST_REFUSED, "a bundle holds at most %d files",
				   MANIFEST_FILES_MAX);
	exchange_file(p->dir, name, path);
	str_copy(f->name, sizeof f->name, name);
	f->rows = rows;
	p->m.n_files++;
	return exchange_hash(p->a->env.io, path, &f->bytes, f->hash, err);
}

static enum status
write_file(struct exchange_part *p, const char *name, const struct str *bytes,
	   struct err *err)
{
	char path[EXCHANGE_PATH];

	exchange_file(p->dir, name, path);
	return io_write_file(p->a->env.io, path, str_text(bytes), bytes->n, err);
}

enum status
exchange_put_file(struct exchange_part *p, const char *name, const struct str *bytes,
		  struct err *err)
{
	enum status st = write_file(p, name, bytes, err);

	return st ? st : exchange_add_file(p, name, 0, err);
}

/* ---- changes.csv */

struct writing {
	struct exchange_part *p;
	struct csv_write csv;
	int64_t n;    /* position of the last operation written */
	int64_t rows; /* of the file: those left out are one */
	int64_t left; /* operations left out */
	bool full;
	struct change_ref txn; /* transaction of the last operation */
};

/* A transaction stays in one part, unless it is larger than a part. */
static bool
ends_part(const struct writing *w, const struct change *c)
{
	int64_t ops = w->rows;
	bool same = !uid_cmp(&w->txn.writer, &c->at.writer) && w->txn.seq == c->txn;

	if (ops == 0)
		return false;
	if (ops < EXCHANGE_OPS && w->csv.bytes < EXCHANGE_BYTES)
		return false;
	return !same || ops >= 2 * EXCHANGE_OPS || w->csv.bytes >= 2 * EXCHANGE_BYTES;
}

static enum status
write_op(void *arg, int64_t n, const struct change *c, const struct str *canonical,
	 struct err *err)
{
	struct writing *w = arg;

	if (n > w->p->link->end_n || ends_part(w, c)) {
		w->full = true;
		return ST_REFUSED; /* ends the reading */
	}
	changes_row(&w->csv, n, c);
	change_link(w->p->hash, &c->at, canonical);
	w->n = n;
	w->rows++;
	if (c->kind == CHANGE_SKIP)
		w->left += change_width(c);
	w->txn = (struct change_ref){c->at.writer, c->txn};
	if (w->rows % 1024 == 0)
		return exchange_step(w->p->w, "writing changes", n - w->p->link->acked_n,
				     w->p->link->end_n - w->p->link->acked_n, err);
	return ST_OK;
}

static enum status
write_changes(struct exchange_part *p, struct err *err)
{
	struct writing w = {.p = p, .n = p->after};
	char path[EXCHANGE_PATH];
	struct io_writer out;
	enum status st;

	exchange_file(p->dir, "changes.csv", path);
	st = io_writer_open(&out, p->a->env.io, path, err);
	if (st)
		return st;
	csv_write_open(&w.csv, csv_write_to(&out));
	changes_head(&w.csv);
	st = link_read(p->a->store, p->link->to, p->after, write_op, &w, err);
	if (w.full)
		st = ST_OK;
	csv_write_close(&w.csv);
	if (st) {
		io_writer_cancel(&out);
		return st;
	}
	p->m.n_from = p->after;
	p->m.n_to = w.n;
	p->m.ops = w.n - p->after;
	memcpy(p->m.hash_to, p->hash, HASH_SIZE);
	p->left = w.left;
	st = io_writer_commit(&out, err);
	return st ? st : exchange_add_file(p, "changes.csv", w.rows, err);
}

/* ---- the manifest */

static enum status
add_have(void *arg, const struct change_have *h, struct err *err)
{
	struct manifest *m = arg;

	if (m->n_haves == MANIFEST_HAVES_MAX)
		return status_fail(err, ST_REFUSED, "more than %d writers",
				   MANIFEST_HAVES_MAX);
	manifest_add_have(m, h);
	return ST_OK;
}

/* What earlier bundles told of our audit, once more: the peer was its witness. */
static enum status
add_told(struct exchange_part *p, struct err *err)
{
	int n;
	enum status st = link_told(p->a->store, p->link->to, p->m.audit_n, p->m.told,
				   MANIFEST_TOLD_MAX, &n, err);

	p->m.tells = true;
	p->m.n_told = (size_t)n;
	return st;
}

static enum status
fill_manifest(struct exchange_part *p, struct err *err)
{
	struct app *a = p->a;
	struct manifest *m = &p->m;
	struct link_ack ack;
	enum status st = link_ack(a->store, p->link->to, &ack, err);

	str_copy(m->from, sizeof m->from, p->link->from);
	str_copy(m->to, sizeof m->to, p->link->to);
	m->writer = p->link->writer;
	m->bundle = uid_random();
	m->incarnation = p->link->incarnation;
	m->created = app_wall_ms(a) / 1000;
	m->clock = store_clock_trusted(a->store) ? 'P' : 'U';
	m->schema = EXCHANGE_SCHEMA;
	m->schema_min = EXCHANGE_SCHEMA_MIN;
	memcpy(m->hash_from, p->hash, HASH_SIZE);
	m->acks = ack.known;
	m->ack_n = ack.n;
	memcpy(m->ack_hash, ack.hash, HASH_SIZE);
	if (!st)
		st = audit_head(a->store, &m->audit_n, m->audit_hash, err);
	if (!st)
		st = add_told(p, err);
	if (!st)
		st = link_haves(a->store, add_have, m, err);
	return st ? st : link_serial(a->store, p->link->to, &m->serial, err);
}

static enum status
make_dir(struct exchange_part *p, struct err *err)
{
	char name[BUNDLE_NAME];

	manifest_name(&p->m, name);
	exchange_path(p->a, "outbox", name, p->dir);
	return io_make_dir(p->a->env.io, p->dir, err);
}

/* The signature comes last: without it nobody takes the directory for a bundle. */
static enum status
sign(struct exchange_part *p, struct err *err)
{
	struct str text = {0}, comment = {0}, sig = {0};
	enum status st;

	manifest_write(&p->m, &text);
	manifest_comment(&p->m, &comment);
	sign_bytes(p->key, text.p, text.n, str_text(&comment), &sig);
	st = write_file(p, BUNDLE_MANIFEST, &text, err);
	if (!st)
		st = write_file(p, BUNDLE_SIGNATURE, &sig, err);
	str_release(&text);
	str_release(&comment);
	str_release(&sig);
	return st;
}

enum status
exchange_part(struct exchange_part *p, struct err *err)
{
	struct store *s = p->a->store;
	enum status st = fill_manifest(p, err);
	bool own;

	if (!st)
		st = make_dir(p, err);
	if (st)
		return st;
	own = store_read_begin(s);
	st = write_changes(p, err);
	if (!st)
		st = exchange_tables(p, err);
	store_read_end(s, own);
	return st ? st : sign(p, err);
}
