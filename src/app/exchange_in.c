/* exchange_in.c - an import from begin to end: what lies there, the spool, one bundle after another. */
#include "exchange_priv.h"

#include "store/access.h"
#include "store/audit.h"
#include "sync/seal.h"
#include "sync/stick.h"

#include <stdlib.h>
#include <string.h>

enum { BUNDLES_MAX = EXCHANGE_SPOOLED_MAX };

struct one {
	struct bundle_name name;
	bool sealed, spooled, done;
	char path[EXCHANGE_PATH];
};

struct in {
	struct app *a;
	const struct exchange_in *in;
	const struct exchange_watch *w;
	struct stick_env env;
	struct one *list;
	int n;
	enum status worst;
	int told, already; /* bundles told; that were here and are told together */
	struct exchange_taken last; /* of these */
	struct exchange_taken
	    quiet;		    /* from "": none; the last that brought nothing new */
	struct bundle_name torn;    /* for us, begun on the stick and not finished */
	char heard[LINK_SITE_SIZE]; /* whose bundle that could be read was told last */
};

/* ---- what there is */

static int
order(const void *pa, const void *pb)
{
	const struct one *a = pa, *b = pb;
	int c = strcmp(a->name.from, b->name.from);

	if (c)
		return c;
	if (a->name.incarnation != b->name.incarnation)
		return a->name.incarnation < b->name.incarnation ? -1 : 1;
	if (a->name.serial != b->name.serial)
		return a->name.serial < b->name.serial ? -1 : 1;
	return (int)b->spooled - (int)a->spooled;
}

static bool
is_ours(const struct in *x, const struct bundle_name *name)
{
	return !strcmp(name->to, x->a->site.code);
}

static int
newest_first(const void *pa, const void *pb)
{
	const struct stick_bundle *a = pa, *b = pb;
	int order = bundle_name_order(&b->name, &a->name);

	return order ? order : strcmp(a->path, b->path);
}

/* True when b is of the same link as a, or of a later one, and not before it. */
static bool
is_behind(const struct bundle_name *b, const struct bundle_name *a)
{
	return !strcmp(b->from, a->from) && !strcmp(b->to, a->to) &&
	       bundle_name_order(b, a) >= 0;
}

/* Unless a whole one behind it holds the same and more. */
static void
keep_torn(struct in *x, const struct stick_bundles *rows)
{
	for (size_t i = 0; i < rows->n_torn; i++) {
		const struct bundle_name *t = &rows->torn[i];
		bool done = !is_ours(x, t) || (x->torn.from[0] && is_behind(&x->torn, t));

		for (size_t k = 0; k < rows->n && !done; k++)
			done = is_behind(&rows->bundle[k].name, t);
		if (!done)
			x->torn = *t;
	}
}

/* Those for this site; all when there is none. A stick of many years holds more than are looked at:
 * the newest count, they bring everything since the last receipt. */
static enum status
list_stick(struct in *x, struct err *err)
{
	struct stick_bundles rows;
	bool ours = false;
	enum status st = stick_bundles(&x->env, x->in->src, &rows, err);

	if (rows.n)
		qsort(rows.bundle, rows.n, sizeof *rows.bundle, newest_first);
	if (!st)
		keep_torn(x, &rows);
	for (size_t i = 0; i < rows.n; i++)
		ours = ours || is_ours(x, &rows.bundle[i].name);
	for (size_t i = 0; i < rows.n && x->n < BUNDLES_MAX && !st; i++) {
		const struct stick_bundle *b = &rows.bundle[i];
		struct one *o = &x->list[x->n];

		if (!b->name.from[0] || (ours && !is_ours(x, &b->name)))
			continue; /* renamed, or another's */
		o->name = b->name;
		o->sealed = b->sealed;
		str_copy(o->path, sizeof o->path, b->path);
		x->n++;
	}
	stick_bundles_free(&rows);
	return st;
}

/* Bundles that came too early wait in the spool. */
static enum status
list_spool(struct in *x, struct err *err)
{
	struct bundle_name *names = mem_alloc(BUNDLES_MAX * sizeof *names);
	int n = 0;
	enum status st = exchange_spooled(x->a, names, BUNDLES_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct one *o = &x->list[x->n++];
		char text[BUNDLE_NAME];

		o->name = names[i];
		o->spooled = true;
		bundle_name_text(&o->name, text);
		exchange_path(x->a, "spool", text, o->path);
	}
	free(names);
	return st;
}

/* ---- the spool */

static bool
take_progress(void *arg, int64_t done, int64_t all)
{
	struct in *x = arg;

	return !exchange_step(x->w, "reading the stick", done, all, NULL);
}

/* Its name may lie, but it is the best there is: what is inside nobody here can read. */
static enum status
say_sealed(const struct in *x, const struct one *o, const char *name, struct err *err)
{
	if (!is_ours(x, &o->name))
		return status_fail(err, ST_SEALED,
				   "%s is sealed for %s; this is %s: take it there", name,
				   o->name.to, x->a->site.code);
	return status_fail(err, ST_SEALED,
			   "sealed for keys that this site does not have; does %s know "
			   "the present ones (limber keys export)? It then exports again",
			   o->name.from);
}

/* Copies a bundle from where it lies and opens it when it is sealed; dir gets its place. */
static enum status
spool(struct in *x, const struct one *o, const char *name, char dir[EXCHANGE_DIR],
      struct err *err)
{
	struct stick_progress watch = {take_progress, x};
	char sealed[EXCHANGE_DIR], file[EXCHANGE_NAME], identity[EXCHANGE_DIR];
	enum status st;

	exchange_path(x->a, "spool", name, dir);
	exchange_clear(x->a, "spool", name);
	if (!o->sealed)
		return stick_take(&x->env, o->path, dir, &watch, err);
	str_format(file, sizeof file, "%s.age", name);
	exchange_path(x->a, "spool", file, sealed);
	exchange_clear(x->a, "spool", file);
	st = stick_take(&x->env, o->path, sealed, &watch, err);
	keys_identity(x->a, identity, sizeof identity);
	if (!st) {
		st = seal_open(x->a->env.io, identity, sealed, dir, err);
		if (st == ST_DENIED)
			st = say_sealed(x, o, name, err);
		else if (st == ST_INVALID)
			st = status_fail(err, ST_DAMAGED, "the sealed file is damaged");
	}
	exchange_clear(x->a, "spool", file);
	return st;
}

/* ---- one bundle */

static int
gravity(enum status st)
{
	return st == ST_OK ? 0 : st == ST_ALREADY ? 1 : st == ST_WAITING ? 2 : 3;
}

static void
tell(struct in *x, struct exchange_taken *t, const struct err *err)
{
	exchange_say(t, err);
	x->told++;
	if (t->state == ST_OK || t->state == ST_WAITING)
		str_copy(x->heard, sizeof x->heard, t->from);
	if (gravity(t->state) > gravity(x->worst))
		x->worst = t->state;
	if (x->in->each)
		x->in->each(x->in->arg, t);
}

/* Failures of this machine end the import; states of a bundle are told and the next one comes. */
static bool
ends_all(enum status st)
{
	return st != ST_OK && status_exit(st) < 10;
}

static enum status
take_bundle(struct in *x, struct one *o, struct exchange_taken *t, struct err *err)
{
	struct exchange_bundle b = {.a = x->a};
	enum status st = ST_OK;

	str_copy(b.name, sizeof b.name, t->name);
	if (o->spooled)
		str_copy(b.dir, sizeof b.dir, o->path);
	else
		st = spool(x, o, t->name, b.dir, err);
	if (st == ST_INVALID || st == ST_REFUSED)
		st = err->code = ST_DAMAGED; /* its sentence stays */
	if (!st)
		st = exchange_open(&b, x->w, err);
	if (!st)
		st = exchange_take(&b, x->in->dry_run, x->w, t, err);
	manifest_release(&b.m);
	/* What lacks something comes whole with a later bundle. */
	if (st != ST_WAITING || t->lacks || x->in->dry_run)
		exchange_clear(x->a, "spool", t->name);
	return st;
}

/* All of it came with a bundle before: one word for all of a sender is enough, and none when another
 * bundle of the same sender was told. */
static bool
is_quiet(const struct exchange_taken *t)
{
	return t->state == ST_OK && !t->ops && !t->conflicts && !t->receipts &&
	       !t->copies && !t->late && !t->restored && !t->peer_lost &&
	       t->audit == MERGE_AUDIT_FITS;
}

static void
tell_quiet(struct in *x)
{
	if (x->quiet.from[0] && strcmp(x->heard, x->quiet.from) != 0)
		tell(x, &x->quiet, NULL);
	x->quiet.from[0] = '\0';
}

static enum status
one_bundle(struct in *x, struct one *o, struct err *err)
{
	struct exchange_taken t = {.serial = o->name.serial, .dry_run = x->in->dry_run};
	struct err why = {0};
	char name[BUNDLE_NAME];

	bundle_name_text(&o->name, name);
	str_copy(t.name, sizeof t.name, name);
	str_copy(t.from, sizeof t.from, o->name.from);
	t.state = take_bundle(x, o, &t, &why);
	if (ends_all(t.state)) {
		if (err)
			*err = why;
		return t.state;
	}
	o->done = t.state != ST_WAITING || t.lacks;
	if (t.state != ST_OK && t.state != ST_ALREADY && t.state != ST_WAITING) {
		char detail[120];

		str_format(detail, sizeof detail, "%s: state %d", t.name,
			   status_exit(t.state));
		if (audit_add(x->a->store, "import_refused", 0, detail, err))
			return ST_IO;
	}
	/* A stick keeps what it brought before; what waits in the spool has been told. */
	if (t.state == ST_ALREADY) {
		x->already++;
		x->last = t;
	} else if (is_quiet(&t)) {
		x->quiet = t;
	} else if (!o->spooled || t.state != ST_WAITING) {
		tell(x, &t, &why);
	}
	return ST_OK;
}

/* Only when there was nothing else. */
static void
tell_already(struct in *x)
{
	if (x->told || !x->already)
		return;
	tell(x, &x->last, NULL);
}

static void
say_torn(const struct in *x, char out[160])
{
	char name[BUNDLE_NAME];

	bundle_name_text(&x->torn, name);
	str_format(
	    out, 160,
	    "%s was begun there and not finished, as when the stick is pulled out: "
	    "ask %s to export again",
	    name, x->torn.from);
}

/* It is no bundle and changes no outcome; but somebody thinks that it was brought. */
static void
tell_torn(struct in *x)
{
	struct exchange_taken t = {.state = ST_DAMAGED, .dry_run = x->in->dry_run};
	enum status worst = x->worst;
	struct err err = {.code = ST_DAMAGED};

	if (!x->torn.from[0])
		return;
	str_copy(t.from, sizeof t.from, x->torn.from);
	bundle_name_text(&x->torn, t.name);
	say_torn(x, err.detail);
	tell(x, &t, &err);
	x->worst = worst;
}

static enum status
take_all(struct in *x, struct err *err)
{
	enum status st = ST_OK;
	int ours = 0;

	for (int i = 0; i < x->n; i++)
		ours += is_ours(x, &x->list[i].name);
	for (int i = 0; i < x->n && !st; i++) {
		if (strcmp(x->quiet.from, x->list[i].name.from) != 0)
			tell_quiet(x);
		if (is_ours(x, &x->list[i].name) || ours == 0)
			st = one_bundle(x, &x->list[i], err);
	}
	if (!st)
		tell_quiet(x);
	if (!st)
		tell_already(x);
	if (!st)
		tell_torn(x);
	return st;
}

/* Search and due lists get their lines once, when every bundle is taken and told: what was taken is
 * safe and in its charts without them, and many lines at once cost less. A program that ends before
 * leaves it to the next one. */
static enum status
sort_in(struct in *x, enum status st, struct err *err)
{
	struct err why = {0};
	enum status sorted = exchange_step(x->w, "sorting into the lists", 0, 0, &why);

	if (!sorted)
		sorted = store_catch_up(x->a->store, &why);
	if (!st && sorted && err)
		*err = why;
	return st ? st : sorted;
}

enum status
exchange_import(struct app *a, const struct exchange_in *in,
		const struct exchange_watch *w, enum status *worst, struct err *err)
{
	struct in x = {.a = a, .in = in, .w = w};
	struct trust own;
	int lying;
	enum status st = access_may(a->store, ROLE_EXCHANGE, ROLE_WRITE, "Bundles", err);

	*worst = ST_OK;
	if (st)
		return st;
	access_lift(a->store); /* what comes in was judged where it was written */
	st = keys_own(a, &own, err);
	x.env = (struct stick_env){.io = a->env.io, .data = a->dir};
	x.list = mem_alloc(2 * BUNDLES_MAX * sizeof *x.list);
	if (!st)
		st = list_stick(&x, err);
	lying = x.n;
	if (!st)
		st = list_spool(&x, err);
	if (!st && lying == 0 && x.torn.from[0]) {
		char why[160];

		say_torn(&x, why);
		st = status_fail(err, ST_NOT_FOUND, "%s", why);
	}
	if (!st && lying == 0)
		st = status_fail(err, ST_NOT_FOUND,
				 "%s: no bundle lies there (they lie in the folder "
				 "LIMBER of a stick)",
				 in->src);
	if (x.n)
		qsort(x.list, (size_t)x.n, sizeof *x.list, order);
	if (!st) {
		st = take_all(&x, err);
		if (!in->dry_run)
			st = sort_in(&x, st, err);
	}
	access_drop(a->store);
	*worst = x.worst;
	free(x.list);
	return st;
}
