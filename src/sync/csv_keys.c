/* csv_keys.c - the set of key hashes and the judge of suspects. */
#include "csv_keys_priv.h"

#include "base/str.h"
#include "base/uid.h"

#include <assert.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>

_Static_assert(CSV_KEYS_SALT == crypto_shorthash_KEYBYTES, "the salt is SipHash's key");
_Static_assert(CSV_KEYS_SALT == sizeof(struct uid), "the salt is drawn as a uid");

enum { SLOTS_AT_FIRST = 1024 };

void
csv_keys_init(struct csv_keys *k, uint64_t mask)
{
	struct uid salt = uid_random();

	*k = (struct csv_keys){.mask = mask};
	memcpy(k->salt, salt.b, sizeof k->salt);
}

void
csv_keys_release(struct csv_keys *k)
{
	free(k->slots);
	free(k->suspects);
	free(k->entries);
	free(k->heads);
	*k = (struct csv_keys){0};
}

/* Never 0, which marks a free slot. The salt keeps a file from being made to fill one slot. */
static uint64_t
hash_of(const struct csv_keys *k, const char *key, size_t n)
{
	unsigned char out[crypto_shorthash_BYTES];
	uint64_t h;

	crypto_shorthash(out, (const unsigned char *)key, n, k->salt);
	memcpy(&h, out, sizeof h);
	h &= k->mask;
	return h ? h : 1;
}

/* The slot of a hash: its own or the free one where it belongs. */
static size_t
slot_of(const uint64_t *slots, size_t cap, uint64_t hash)
{
	size_t i = (size_t)hash & (cap - 1);

	while (slots[i] && slots[i] != hash)
		i = (i + 1) & (cap - 1);
	return i;
}

static void
grow(struct csv_keys *k)
{
	size_t cap = k->cap ? 2 * k->cap : SLOTS_AT_FIRST;
	uint64_t *slots = mem_alloc(cap * sizeof *slots);

	for (size_t i = 0; i < k->cap; i++)
		if (k->slots[i])
			slots[slot_of(slots, cap, k->slots[i])] = k->slots[i];
	free(k->slots);
	k->slots = slots;
	k->cap = cap;
}

static void
suspect(struct csv_keys *k, uint64_t hash)
{
	/* Twice the limit, since one hash may come more than twice before it is settled. */
	if (k->n_suspects == 2 * CSV_KEYS_SUSPECTS)
		csv_keys_settle(k);
	if (k->n_suspects == 2 * CSV_KEYS_SUSPECTS)
		return;
	if (k->n_suspects == k->cap_suspects) {
		k->cap_suspects = k->cap_suspects ? 2 * k->cap_suspects : 64;
		k->suspects =
		    mem_grow(k->suspects, k->cap_suspects * sizeof *k->suspects);
	}
	k->suspects[k->n_suspects++] = hash;
}

uint64_t
csv_keys_hash(const struct csv_keys *k, const char *key, size_t n)
{
	uint64_t hash = hash_of(k, key, n);

	if (k->cap)
		__builtin_prefetch(&k->slots[hash & (k->cap - 1)]);
	return hash;
}

bool
csv_keys_add(struct csv_keys *k, uint64_t hash)
{
	size_t i;

	if (k->n >= k->cap / 4 * 3)
		grow(k);
	i = slot_of(k->slots, k->cap, hash);
	if (k->slots[i]) {
		suspect(k, hash);
		return false;
	}
	k->slots[i] = hash;
	k->n++;
	return true;
}

static int
compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

bool
csv_keys_settle(struct csv_keys *k)
{
	size_t kept = 0;

	if (k->n_suspects)
		qsort(k->suspects, k->n_suspects, sizeof *k->suspects, compare_hashes);
	for (size_t i = 0; i < k->n_suspects; i++)
		if (kept == 0 || k->suspects[kept - 1] != k->suspects[i])
			k->suspects[kept++] = k->suspects[i];
	k->n_suspects = kept;
	return kept <= CSV_KEYS_SUSPECTS;
}

static const uint64_t *
find_suspect(const struct csv_keys *k, uint64_t hash)
{
	if (k->n_suspects == 0)
		return NULL;
	return bsearch(&hash, k->suspects, k->n_suspects, sizeof hash, compare_hashes);
}

bool
csv_keys_suspect(const struct csv_keys *k, const char *key, size_t n)
{
	return find_suspect(k, hash_of(k, key, n)) != NULL;
}

static uint32_t
add_entry(struct csv_keys *k, const struct csv_keys_entry *e)
{
	if (k->n_entries == k->cap_entries) {
		k->cap_entries = k->cap_entries ? 2 * k->cap_entries : 64;
		k->entries = mem_grow(k->entries, k->cap_entries * sizeof *k->entries);
	}
	k->entries[k->n_entries++] = *e;
	return (uint32_t)k->n_entries;
}

enum csv_keys_answer
csv_keys_judge(struct csv_keys *k, const char *key, size_t n,
	       const unsigned char row[HASH_SIZE], int64_t line, int64_t *first)
{
	struct csv_keys_entry e = {.hash = hash_of(k, key, n), .line = line};
	const uint64_t *s = find_suspect(k, e.hash);
	struct hash h;
	uint32_t *head;

	assert(s);
	if (!k->heads)
		k->heads = mem_alloc(k->n_suspects * sizeof *k->heads);
	head = &k->heads[s - k->suspects];
	hash_init(&h);
	hash_add(&h, key, n);
	hash_end(&h, e.key);
	for (uint32_t i = *head; i; i = k->entries[i - 1].next) {
		const struct csv_keys_entry *old = &k->entries[i - 1];

		if (memcmp(old->key, e.key, HASH_SIZE) != 0)
			continue;
		*first = old->line;
		return memcmp(old->row, row, HASH_SIZE) ? CSV_KEYS_CLASH : CSV_KEYS_SAME;
	}
	memcpy(e.row, row, HASH_SIZE);
	e.next = *head;
	*head = add_entry(k, &e);
	*first = line;
	return e.next ? CSV_KEYS_LATE : CSV_KEYS_FIRST;
}
