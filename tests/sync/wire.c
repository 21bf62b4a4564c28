/* wire.c - sites and what goes between them. */
#include "wire.h"

#include "test_dir.h"

#include <fcntl.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* ---- ids out of a seed */

static uint64_t seed_state;

static uint64_t
draw(void)
{
	uint64_t z = seed_state += 0x9e3779b97f4a7c15u;

	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
	z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
	return z ^ (z >> 31);
}

static const char *
draw_name(void)
{
	return "seeded";
}

static uint32_t
draw_32(void)
{
	return (uint32_t)(draw() >> 32);
}

static void
draw_bytes(void *const buf, const size_t n)
{
	unsigned char *p = buf;

	for (size_t i = 0; i < n; i++)
		p[i] = (unsigned char)(draw() >> 40);
}

void
wire_seed(uint64_t seed)
{
	static struct randombytes_implementation seeded = {
	    .implementation_name = draw_name, .random = draw_32, .buf = draw_bytes};

	seed_state = seed;
	randombytes_set_implementation(&seeded);
}

/* ---- sites */

static void
must(struct place *s, enum status st, const char *what)
{
	if (!st)
		return;
	printf("%s: %s: %s\n0 passed, 1 failed\n", s->code, what, status_say(&s->err));
	exit(1);
}

static int64_t
wall(void *arg)
{
	return ((const struct place *)arg)->now;
}

static int64_t
boot(void *arg)
{
	(void)arg;
	return clock_boot(&clock_system);
}

static void
boot_id(void *arg, char id[CLOCK_BOOT_SIZE])
{
	(void)arg;
	str_copy(id, CLOCK_BOOT_SIZE, "test");
}

static char root[100];

void
wire_remove(const char *dir)
{
	remove_all(dir);
}

static void
remove_root(void)
{
	if (root[0])
		remove_all(root);
	root[0] = '\0';
}

static void
make_root(void)
{
	const char *tmp = getenv("TMPDIR");
	bool shm = access("/dev/shm", W_OK) == 0;

	if (root[0])
		return;
	snprintf(root, sizeof root, "%s/limber-sync-XXXXXX",
		 shm   ? "/dev/shm"
		 : tmp ? tmp
		       : "/tmp");
	if (!mkdtemp(root)) {
		perror(root);
		exit(1);
	}
	atexit(remove_root);
}

void
wire_open(struct place *s)
{
	must(s, store_open(&s->s, s->dir, &s->env, &s->err), "open");
	store_set_user(s->s, "nomsa");
}

void
wire_close(struct place *s)
{
	store_close(s->s);
	s->s = NULL;
}

void
wire_sites(struct place *sites, int n)
{
	static const char *const codes[PLACES_MAX] = {"HUB", "KBR", "MTH", "LIM",
						      "ZOM", "ABA", "DAR"};

	make_root();
	for (int i = 0; i < n; i++) {
		struct place *s = &sites[i];
		struct store_site about = {
		    .code = codes[i], .name = codes[i], .hub = i == 0};

		str_copy(s->code, sizeof s->code, codes[i]);
		snprintf(s->dir, sizeof s->dir, "%s/%s", root, codes[i]);
		s->hub = i == 0;
		s->clock = (struct clock){boot, wall, boot_id, s};
		s->env = (struct store_env){.clock = &s->clock, .io = &io_posix};
		must(s, store_create(s->dir, &s->env, &about, &s->err), "create");
		wire_open(s);
		for (int k = 0; k < n; k++) {
			if (k == i || (i && k))
				continue;
			must(s, link_peer_add(s->s, codes[k], k == 0, &s->err), "peer");
			if (k)
				must(s, link_scope_set(s->s, codes[k], true, &s->err),
				     "scope");
		}
	}
}

static void
write_over(const char *path, const char *bytes, size_t n)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0600);

	if (fd < 0 || write(fd, bytes, n) != (ssize_t)n) {
		printf("%s: cannot be written\n0 passed, 1 failed\n", path);
		exit(1);
	}
	close(fd);
}

static void
incarnation_path(const struct place *s, char path[200])
{
	snprintf(path, 200, "%s/incarnation", s->dir);
}

void
wire_keep(struct place *sites, int n, struct wire_copy copies[])
{
	for (int i = 0; i < n; i++) {
		struct wire_copy *c = &copies[i];
		char path[200];

		wire_close(&sites[i]);
		wire_save(&sites[i], &c->db, &c->db_n);
		incarnation_path(&sites[i], path);
		if (io_read_file(&io_posix, path, 4096, &c->self, &c->self_n, NULL))
			c->self = NULL;
		wire_open(&sites[i]);
	}
}

void
wire_again(struct place *sites, int n, const struct wire_copy copies[])
{
	for (int i = 0; i < n; i++) {
		char path[200];

		wire_close(&sites[i]);
		wire_restore(&sites[i], copies[i].db, copies[i].db_n);
		incarnation_path(&sites[i], path);
		write_over(path, copies[i].self, copies[i].self_n);
		wire_open(&sites[i]);
	}
}

void
wire_end(struct place *sites, int n)
{
	for (int i = 0; i < n; i++) {
		wire_close(&sites[i]);
		wire_remove(sites[i].dir);
	}
}

void
wire_save(const struct place *s, char **bytes, size_t *n)
{
	char path[200];

	snprintf(path, sizeof path, "%s/limber.db", s->dir);
	if (io_read_file(&io_posix, path, 1 << 28, bytes, n, NULL)) {
		printf("%s: cannot be read\n0 passed, 1 failed\n", path);
		exit(1);
	}
}

/* As cp of a backup over the database: the file is the same one, its content older. */
void
wire_restore(const struct place *s, const char *bytes, size_t n)
{
	char path[200];

	snprintf(path, sizeof path, "%s/limber.db", s->dir);
	write_over(path, bytes, n);
}

/* ---- sending */

static void *
grow(void *p, size_t n, size_t size)
{
	p = realloc(p, n * size);
	if (!p)
		abort();
	return p;
}

static char *
put_bytes(char **at, const void *p, size_t n)
{
	char *to = *at;

	if (n)
		memcpy(to, p, n);
	to[n] = '\0';
	*at += n + 1;
	return to;
}

/* One block holds the bases, then the texts. */
struct wire_op
wire_copy_op(const struct change *c)
{
	size_t bases = c->n_bases * sizeof *c->bases;
	struct wire_op op = {.c = *c};
	char *at;

	op.memory = at = grow(NULL,
			      bases + strlen(c->table) + strlen(c->col) + c->val_n +
				  strlen(c->user) + 8,
			      1);
	if (bases)
		memcpy(at, c->bases, bases);
	op.c.bases = op.memory;
	at += bases;
	op.c.table = put_bytes(&at, c->table, strlen(c->table));
	op.c.col = put_bytes(&at, c->col, strlen(c->col));
	op.c.val = put_bytes(&at, c->val, c->val_n);
	op.c.user = put_bytes(&at, c->user, strlen(c->user));
	return op;
}

struct sending {
	struct wire_op *ops;
	unsigned char (*hash)[HASH_SIZE]; /* link hash behind each */
	int64_t *at; /* position of each, the last one of those left out */
	unsigned char link[HASH_SIZE];
	size_t n;
	struct change_have *haves;
	size_t n_haves;
};

static enum status
take_op(void *arg, int64_t n, const struct change *c, const struct str *canonical,
	struct err *err)
{
	struct sending *x = arg;

	(void)err;
	x->at = grow(x->at, x->n + 1, sizeof *x->at);
	x->at[x->n] = n;
	x->ops = grow(x->ops, x->n + 1, sizeof *x->ops);
	x->hash = grow(x->hash, x->n + 1, sizeof *x->hash);
	change_link(x->link, &c->at, canonical);
	memcpy(x->hash[x->n], x->link, HASH_SIZE);
	x->ops[x->n++] = wire_copy_op(c);
	return ST_OK;
}

static enum status
take_have(void *arg, const struct change_have *h, struct err *err)
{
	struct sending *x = arg;

	(void)err;
	x->haves = grow(x->haves, x->n_haves + 1, sizeof *x->haves);
	x->haves[x->n_haves++] = *h;
	return ST_OK;
}

/* One bundle with operations first ... last - 1 of what is sent. */
static enum status
make_part(struct place *from, const struct place *to, const struct link_out *l,
	  const struct sending *x, size_t first, size_t last, const struct link_ack *ack,
	  struct wire *w)
{
	struct merge_bundle *b = &w->b;
	struct link_bundle sent = {.at = from->now};
	enum status st;

	*b = (struct merge_bundle){.hub = from->hub,
				   .writer = l->writer,
				   .id = uid_random(),
				   .incarnation = l->incarnation,
				   .n_from = first ? x->at[first - 1] : l->acked_n,
				   .n_to = last ? x->at[last - 1] : l->acked_n,
				   .ack = *ack};
	st = link_serial(from->s, to->code, &b->serial, &from->err);
	if (st)
		return st;
	str_copy(b->peer, sizeof b->peer, from->code);
	memcpy(b->hash_from, first ? x->hash[first - 1] : l->hash, HASH_SIZE);
	memcpy(b->hash_to, last ? x->hash[last - 1] : l->hash, HASH_SIZE);
	memcpy(b->manifest, &b->id, UID_SIZE);
	w->haves = grow(NULL, x->n_haves + 1, sizeof *w->haves);
	memcpy(w->haves, x->haves, x->n_haves * sizeof *w->haves);
	b->haves = w->haves;
	b->n_haves = x->n_haves;
	w->n_ops = last - first;
	w->ops = grow(NULL, w->n_ops + 1, sizeof *w->ops);
	for (size_t i = 0; i < w->n_ops; i++)
		w->ops[i] = wire_copy_op(&x->ops[first + i].c);
	str_copy(sent.peer, sizeof sent.peer, to->code);
	sent.incarnation = b->incarnation;
	sent.serial = b->serial;
	sent.id = b->id;
	sent.n_from = b->n_from;
	sent.n_to = b->n_to;
	memcpy(sent.hash_to, b->hash_to, HASH_SIZE);
	return link_sent(from->s, &sent, &from->err);
}

static void
release(struct sending *x)
{
	for (size_t i = 0; i < x->n; i++)
		free(x->ops[i].memory);
	free(x->ops);
	free(x->hash);
	free(x->at);
	free(x->haves);
}

enum status
wire_send(struct place *sites, int from, int to, int parts,
	  struct wire *out[WIRE_PARTS_MAX], int *n)
{
	struct place *f = &sites[from];
	struct sending x = {0};
	struct link_out l;
	struct link_ack ack;
	enum status st = store_begin(f->s, &f->err);

	*n = 0;
	if (st)
		return st;
	st = link_lay(f->s, sites[to].code, &l, &f->err);
	memcpy(x.link, l.hash, HASH_SIZE);
	if (!st)
		st = link_read(f->s, sites[to].code, l.acked_n, take_op, &x, &f->err);
	if (!st)
		st = link_haves(f->s, take_have, &x, &f->err);
	if (!st)
		st = link_ack(f->s, sites[to].code, &ack, &f->err);
	if (parts > (int)x.n)
		parts = x.n ? (int)x.n : 1;
	for (int i = 0; i < parts && !st; i++) {
		struct wire *w = grow(NULL, 1, sizeof *w);

		*w = (struct wire){.from = from, .to = to};
		st = make_part(f, &sites[to], &l, &x, x.n * (size_t)i / (size_t)parts,
			       x.n * (size_t)(i + 1) / (size_t)parts, &ack, w);
		out[(*n)++] = w;
	}
	release(&x);
	return store_end(f->s, st, &f->err);
}

/* ---- taking */

static enum status
check(struct place *to, const struct wire *w, const struct merge_state *state)
{
	struct merge_check *m;
	int64_t fresh;
	enum status st = merge_check_open(to->s, &w->b, state, &m, &to->err);

	if (st)
		return st;
	for (size_t i = 0; i < w->n_ops && !st; i++)
		st = merge_check_op(m, &w->ops[i].c, &to->err);
	if (st) {
		(void)!merge_check_close(m, false, &fresh, NULL);
		return st;
	}
	st = merge_check_close(m, true, &fresh, &to->err);
	if (st == ST_WAITING)
		must(to, merge_hear(to->s, &w->b, state, &to->err), "hear");
	return st;
}

enum status
wire_take(struct place *sites, struct wire *w, struct merge_result *r)
{
	struct place *to = &sites[w->to];
	struct merge_state state;
	struct merge *m;
	bool behind = false;
	enum status st = merge_look(to->s, &w->b, &state, &to->err);

	*r = (struct merge_result){0};
	if (!st)
		st = check(to, w, &state);
	if (!st)
		st = merge_open(to->s, &w->b, &state, &m, &to->err);
	if (st)
		return st;
	for (size_t i = 0; i < w->n_ops && !st; i++)
		st = merge_op(m, &w->ops[i].c, &to->err);
	if (st) {
		merge_cancel(m);
		if (st == ST_WAITING)
			must(to, merge_hear(to->s, &w->b, &state, &(struct err){0}),
			     "hear");
		return st;
	}
	st = merge_close(m, r, &to->err);
	w->taken += !st;
	/* Lists follow at once or, as after a kill, much later. */
	if (!st)
		st = store_behind(to->s, &behind, &to->err);
	if (!st && r->rows_new && !behind)
		st = status_fail(&to->err, ST_CORRUPT,
				 "a bundle was taken, and nothing is to be sorted in");
	if (!st && w->b.serial % 3) {
		st = store_catch_up(to->s, &to->err);
		if (!st)
			st = store_behind(to->s, &behind, &to->err);
		if (!st && behind)
			st = status_fail(&to->err, ST_CORRUPT,
					 "a bundle is still to be sorted in");
	}
	return st;
}

void
wire_free(struct wire *w)
{
	if (!w)
		return;
	for (size_t i = 0; i < w->n_ops; i++)
		free(w->ops[i].memory);
	free(w->ops);
	free(w->haves);
	free(w);
}
