/* carry.c - a copy of the clinic made, sealed, proved and put on a stick. */
#include "app/carry.h"

#include "app/sticks.h"
#include "base/io_dir.h"
#include "carry_priv.h"
#include "exchange_priv.h"
#include "store/access.h"
#include "store/audit.h"
#include "sync/seal.h"
#include "sync/stick.h"

#include <stdlib.h>
#include <string.h>

struct carry {
	struct app *a;
	const struct exchange_watch *w;
	struct carry_made *made;
	const char *to;
	char plain[CARRY_PATH], sealed[CARRY_PATH];
	char keys[SEAL_RECIPIENTS][SEAL_RECIPIENT], sites[SEAL_RECIPIENTS * 8];
	size_t n_keys;
};

/* ---- for whom */

static void
add_key(struct carry *c, const struct trust *t)
{
	size_t at = strlen(c->sites);

	if (c->n_keys == SEAL_RECIPIENTS)
		return;
	str_copy(c->keys[c->n_keys++], SEAL_RECIPIENT, t->seal_key);
	str_format(c->sites + at, sizeof c->sites - at, "%s%s", at ? " and " : "",
		   t->site);
}

/* The own key and the head office's, as for bundles; one whose keys were retired gets none. */
static enum status
find_keys(struct carry *c, struct err *err)
{
	struct link_peer *rows = mem_alloc(LINK_PEERS_MAX * sizeof *rows);
	struct trust t;
	int n = 0;
	enum status st = keys_own(c->a, &t, err);

	if (!st) {
		add_key(c, &t);
		st = link_peers(c->a->store, rows, LINK_PEERS_MAX, &n, err);
	}
	for (int i = 0; i < n && !st; i++)
		if (rows[i].hub && strcmp(rows[i].site, c->a->site.code) != 0 &&
		    !trust_get(c->a->store, rows[i].site, &t, NULL))
			add_key(c, &t);
	free(rows);
	c->made->own_only = c->n_keys == 1;
	return st;
}

/* ---- the copy */

static bool
copy_step(void *arg, int64_t done, int64_t all)
{
	struct carry *c = arg;

	return !exchange_step(c->w, "copying the database", done, all, NULL);
}

static bool
put_step(void *arg, int64_t done, int64_t all)
{
	struct carry *c = arg;

	return !exchange_step(c->w, "writing the copy", done, all, NULL);
}

/* Sealed, and opened again by the own key: what comes out must be what went in, and a whole clinic. */
static enum status
seal_and_prove(struct carry *c, struct err *err)
{
	const struct io *io = c->a->env.io;
	const char *keys[SEAL_RECIPIENTS];
	unsigned char was[HASH_SIZE], is[HASH_SIZE];
	char identity[CARRY_PATH];
	struct store_restored r;
	int64_t before, after;
	enum status st = exchange_hash(io, c->plain, &before, was, err);

	for (size_t i = 0; i < c->n_keys; i++)
		keys[i] = c->keys[i];
	if (!st)
		st = exchange_step(c->w, "sealing", 0, 0, err);
	if (!st)
		st = seal_close_file(io, c->plain, keys, c->n_keys, c->sealed, err);
	io->unlink(io->arg, c->plain);
	if (!st)
		st = exchange_step(c->w, "opening it again for proof", 0, 0, err);
	keys_identity(c->a, identity, sizeof identity);
	if (!st)
		st = seal_open_file(io, identity, c->sealed, c->plain, err);
	if (!st)
		st = exchange_hash(io, c->plain, &after, is, err);
	if (!st && (after != before || memcmp(was, is, HASH_SIZE) != 0))
		st = status_fail(err, ST_CORRUPT,
				 "%s: what was sealed did not come out again; try again, "
				 "and look at the disk of this machine",
				 c->made->name);
	if (!st)
		st = store_restore_look(c->plain, &r, err);
	io->unlink(io->arg, c->plain);
	return st;
}

static enum status
make(struct carry *c, struct err *err)
{
	struct store_watch watch = {copy_step, c};
	struct civil now = clock_civil(app_wall_ms(c->a));
	char name[BACKUP_CARRIED];

	backup_carried(c->a->site.code, &now, c->made->sealed, c->made->name);
	backup_carried(c->a->site.code, &now, false, name);
	carry_path(c->a->dir, name, c->plain);
	carry_path(c->a->dir, c->made->name, c->sealed);
	return store_backup_watched(c->a->store, c->plain, &watch, err);
}

/* ---- afterwards */

static enum status
note(struct carry *c, struct err *err)
{
	char detail[160];
	struct store *s = c->a->store;
	enum status st = store_begin(s, err);

	if (st)
		return st;
	str_format(detail, sizeof detail, "%s%s%s", c->made->name,
		   c->made->sealed ? ", sealed for " : ", not sealed",
		   c->made->sealed ? c->sites : "");
	st = store_carried(s, app_today(c->a), err);
	if (!st)
		st = audit_add(s, "backup", 0, detail, err);
	return store_end(s, st, err);
}

static void
say(struct carry *c)
{
	struct carry_made *m = c->made;

	str_format(m->said, sizeof m->said, "A checked copy lies in %s, %s%s.%s", m->path,
		   m->sealed ? "sealed for " : "not sealed", m->sealed ? c->sites : "",
		   m->own_only
		       ? " Only the key of this site opens it: keep keys/seal.key "
			 "elsewhere too, or it is lost with this machine."
		       : "");
}

static enum status
put(struct carry *c, struct err *err)
{
	struct stick_env env = {.io = c->a->env.io, .data = c->a->dir};
	struct stick_progress progress = {put_step, c};
	const char *from = c->made->sealed ? c->sealed : c->plain;
	struct stat sb;
	enum status st = stick_put_file(&env, from, c->to, c->made->name,
					!c->made->sealed, &progress, err);

	if (!st && env.io->stat(env.io->arg, from, &sb) == 0)
		c->made->bytes = (int64_t)sb.st_size;
	str_format(c->made->path, sizeof c->made->path, "%s%s%s", c->to,
		   c->to[strlen(c->to) - 1] == '/' ? "" : "/", c->made->name);
	return st;
}

static enum status
carry_all(struct carry *c, struct err *err)
{
	enum status st = keys_sealed(c->a, &c->made->sealed, err);

	if (!st && c->made->sealed)
		st = find_keys(c, err);
	if (!st)
		st = make(c, err);
	if (!st && c->made->sealed)
		st = seal_and_prove(c, err);
	if (!st)
		st = put(c, err);
	return st ? st : note(c, err);
}

enum status
carry_out(struct app *a, const char *to, const struct exchange_watch *w,
	  struct carry_made *made, struct err *err)
{
	struct carry c = {.a = a, .w = w, .made = made, .to = to};
	int lock = -1;
	enum status st =
	    access_may(a->store, ROLE_EXCHANGE, ROLE_WRITE, "Copy of the clinic", err);

	*made = (struct carry_made){.bytes = 0};
	if (st)
		return st;
	if (!to[0] || strlen(to) > CARRY_PATH / 2)
		return status_fail(err, ST_INVALID,
				   "'%.60s%s': this is no place; name a directory", to,
				   strlen(to) > 60 ? "..." : "");
	st = carry_lock(a->dir, a->env.io, &lock, err);
	if (st)
		return st;
	access_lift(a->store); /* a copy holds everything, whoever asks for it */
	st = carry_all(&c, err);
	access_drop(a->store);
	carry_unlock(a->dir, a->env.io, lock);
	if (!st)
		say(&c);
	return st;
}

enum status
carry_stick(struct app *a, char path[CARRY_PATH], struct err *err)
{
	struct stick_env env = sticks_env(a);
	struct stick_rows found = {0};
	enum status st = stick_list(&env, &found, err);

	_Static_assert(sizeof found.stick->path <= CARRY_PATH, "any stick's path fits");
	if (st)
		return st;
	if (!found.n)
		st = status_fail(err, ST_NOT_FOUND,
				 "no stick is in; put one in, or name a directory with "
				 "--to");
	else if (found.n > 1)
		st = status_fail(err, ST_REFUSED,
				 "%zu sticks are in (%s, %s ...); name one with --to",
				 found.n, found.stick[0].path, found.stick[1].path);
	else if (!found.stick[0].writable)
		st = status_fail(err, ST_READONLY, "%s: %s", found.stick[0].path,
				 found.stick[0].why);
	else
		str_copy(path, CARRY_PATH, found.stick[0].path);
	stick_list_free(&found);
	return st;
}
