/* change.c - canonical bytes of operations, chains of writers, hashes of links. */
#include "core/change.h"

#include <string.h>

static const char *const kinds[CHANGE_KIND_COUNT] = {[CHANGE_NEW] = "new",
						     [CHANGE_SET] = "set",
						     [CHANGE_CLEAR] = "clear",
						     [CHANGE_SKIP] = "skip"};

const char *
change_kind_text(int kind)
{
	return kind > 0 && kind < CHANGE_KIND_COUNT ? kinds[kind] : "";
}

int
change_kind_named(const char *text)
{
	for (int i = 1; i < CHANGE_KIND_COUNT; i++)
		if (!strcmp(kinds[i], text))
			return i;
	return 0;
}

int
change_ref_cmp(const struct change_ref *a, const struct change_ref *b)
{
	int c = uid_cmp(&a->writer, &b->writer);

	return c ? c : a->seq < b->seq ? -1 : a->seq > b->seq;
}

/* There are few: heads of one cell. */
void
change_sort(struct change_ref *refs, size_t n)
{
	for (size_t i = 1; i < n; i++) {
		struct change_ref k = refs[i];
		size_t at = i;

		for (; at > 0 && change_ref_cmp(&refs[at - 1], &k) > 0; at--)
			refs[at] = refs[at - 1];
		refs[at] = k;
	}
}

/* ---- what is left out */

struct change
change_skip(const struct uid *writer, int64_t first, int64_t last)
{
	return (struct change){.at = {*writer, last},
			       .txn = first,
			       .table = "-",
			       .col = "",
			       .kind = CHANGE_SKIP,
			       .clk = CHANGE_UNTRUSTED,
			       .val = "",
			       .user = ""};
}

bool
change_skip_ok(const struct change *c)
{
	struct uid none = {0};

	return c->txn >= 1 && c->txn <= c->at.seq && !strcmp(c->table, "-") &&
	       !uid_cmp(&c->row, &none) && !c->col[0] && !c->has_val && !c->n_bases &&
	       c->wall_ms == 0 && c->clk == CHANGE_UNTRUSTED && !c->user[0];
}

int64_t
change_width(const struct change *c)
{
	return c->kind == CHANGE_SKIP ? c->at.seq - c->txn + 1 : 1;
}

bool
change_in_part(const unsigned char hash[HASH_SIZE])
{
	static const unsigned char none[HASH_SIZE];

	return !memcmp(hash, none, HASH_SIZE);
}

/* ---- canonical bytes */

static void
add_be(struct str *out, uint64_t v, int bytes)
{
	unsigned char b[8];

	for (int i = 0; i < bytes; i++)
		b[i] = (unsigned char)(v >> (8 * (bytes - 1 - i)));
	str_add_n(out, b, (size_t)bytes);
}

static void
add_str(struct str *out, const char *p, size_t n)
{
	add_be(out, n, 4);
	str_add_n(out, p ? p : "", n);
}

static void
add_text(struct str *out, const char *text)
{
	add_str(out, text, strlen(text));
}

static void
add_ref(struct str *out, const struct change_ref *at)
{
	str_add_n(out, at->writer.b, UID_SIZE);
	add_be(out, (uint64_t)at->seq, 8);
}

void
change_bytes(const struct change *c, struct str *out)
{
	str_add(out, "OP1");
	add_ref(out, &c->at);
	add_be(out, (uint64_t)c->txn, 8);
	add_text(out, c->table);
	str_add_n(out, c->row.b, UID_SIZE);
	add_text(out, c->col);
	add_text(out, change_kind_text(c->kind));
	str_add_c(out, c->has_val ? 1 : 0);
	if (c->has_val)
		add_str(out, c->val, c->val_n);
	add_be(out, c->n_bases, 2);
	for (size_t i = 0; i < c->n_bases; i++)
		add_ref(out, &c->bases[i]);
	add_be(out, (uint64_t)c->wall_ms, 8);
	str_add_c(out, (char)c->clk);
	add_text(out, c->user);
}

/* ---- and back */

struct cut {
	const char *p;
	size_t left;
	bool bad;
	struct str *texts;
};

static const char *
cut_bytes(struct cut *t, size_t n)
{
	static const char none[UID_SIZE];
	const char *p = t->p;

	if (t->left < n) {
		t->bad = true;
		t->left = 0;
		return none; /* as much as is asked for where there is no copy */
	}
	t->p += n;
	t->left -= n;
	return p;
}

static uint64_t
cut_be(struct cut *t, size_t bytes)
{
	const char *p = cut_bytes(t, bytes);
	uint64_t v = 0;

	for (size_t i = 0; i < bytes; i++)
		v = v << 8 | (unsigned char)p[i];
	return v;
}

static void
cut_ref(struct cut *t, struct change_ref *at)
{
	memcpy(at->writer.b, cut_bytes(t, UID_SIZE), UID_SIZE);
	at->seq = (int64_t)cut_be(t, 8);
}

/* Where the text begins among the texts, which may still move. */
static size_t
cut_text(struct cut *t, size_t *n)
{
	size_t at = t->texts->n;
	const char *p;

	*n = (size_t)cut_be(t, 4);
	p = cut_bytes(t, *n);
	if (!t->bad)
		str_add_n(t->texts, p, *n);
	str_add_c(t->texts, '\0');
	return at;
}

/* One that ends where its NUL stands: names hold none, or other bytes would mean the same. */
static size_t
cut_name(struct cut *t)
{
	size_t n, at = cut_text(t, &n);

	if (strlen(t->texts->p + at) != n)
		t->bad = true;
	return at;
}

static bool
cut_flag(struct cut *t)
{
	uint64_t v = cut_be(t, 1);

	if (v > 1)
		t->bad = true;
	return v == 1;
}

bool
change_parse(const char *bytes, size_t n, struct change_room *room, struct change *c)
{
	struct cut t = {bytes, n, false, &room->texts};
	size_t table, col, kind, val = 0, user;

	*c = (struct change){.bases = room->bases};
	str_clear(&room->texts);
	t.bad = memcmp(cut_bytes(&t, 3), "OP1", 3) != 0;
	cut_ref(&t, &c->at);
	c->txn = (int64_t)cut_be(&t, 8);
	table = cut_name(&t);
	memcpy(c->row.b, cut_bytes(&t, UID_SIZE), UID_SIZE);
	col = cut_name(&t);
	kind = cut_name(&t);
	c->has_val = cut_flag(&t);
	if (c->has_val)
		val = cut_text(&t, &c->val_n);
	c->n_bases = (size_t)cut_be(&t, 2);
	if (c->n_bases > CHANGE_BASES_MAX)
		return false;
	for (size_t i = 0; i < c->n_bases; i++)
		cut_ref(&t, &room->bases[i]);
	c->wall_ms = (int64_t)cut_be(&t, 8);
	c->clk = (int)cut_be(&t, 1);
	user = cut_name(&t);
	c->table = room->texts.p + table;
	c->col = room->texts.p + col;
	c->kind = change_kind_named(room->texts.p + kind);
	c->val = c->has_val ? room->texts.p + val : "";
	c->user = room->texts.p + user;
	return !t.bad && t.left == 0 && c->kind;
}

void
change_room_release(struct change_room *room)
{
	str_release(&room->texts);
}

/* ---- hashes */

void
change_chain_begin(unsigned char hash[HASH_SIZE], const struct uid *writer)
{
	struct hash h;

	hash_init(&h);
	hash_add(&h, "CHAIN1", 6);
	hash_add(&h, writer->b, UID_SIZE);
	hash_end(&h, hash);
}

void
change_chain(unsigned char hash[HASH_SIZE], const struct str *canonical)
{
	struct hash h;

	hash_init(&h);
	hash_add(&h, hash, HASH_SIZE);
	hash_add(&h, canonical->p, canonical->n);
	hash_end(&h, hash);
}

void
change_link_begin(unsigned char hash[HASH_SIZE], const struct change_link *link)
{
	struct hash h;

	hash_init(&h);
	hash_add(&h, "LINK1", 5);
	hash_add_str(&h, link->from, strlen(link->from));
	hash_add_str(&h, link->to, strlen(link->to));
	hash_add(&h, link->writer.b, UID_SIZE);
	hash_add_u64(&h, (uint64_t)link->incarnation);
	hash_end(&h, hash);
}

void
change_link(unsigned char hash[HASH_SIZE], const struct change_ref *at,
	    const struct str *canonical)
{
	unsigned char op[HASH_SIZE];
	struct hash h;

	hash_init(&h);
	hash_add(&h, canonical->p, canonical->n);
	hash_end(&h, op);
	hash_init(&h);
	hash_add(&h, hash, HASH_SIZE);
	hash_add(&h, at->writer.b, UID_SIZE);
	hash_add_u64(&h, (uint64_t)at->seq);
	hash_add(&h, op, HASH_SIZE);
	hash_end(&h, hash);
}
