/* stick_kit.c - made-up bundles, and a reader that takes a place for true only when it verifies. */
#include "stick_kit.h"

#include "base/hash.h"
#include "random.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
digest(const void *bytes, size_t n, char hex[HASH_HEX_SIZE])
{
	unsigned char sum[HASH_SIZE];
	struct hash h;

	hash_init(&h);
	hash_add(&h, bytes, n);
	hash_end(&h, sum);
	hash_hex(sum, hex);
}

void
stick_kit_bundle(struct stick_kit *k, const char *dir, size_t n)
{
	struct random r = {n * 2 + 1};
	struct str manifest = {0}, sig = {0};
	char path[128], hex[HASH_HEX_SIZE], *bytes = mem_alloc(n + 1);

	assert_int_equal(place_run(k->p, "rm -rf %s; mkdir -p %s", dir, dir), 0);
	for (size_t i = 0; i < n; i++)
		bytes[i] = (char)random_next(&r);
	str_format(path, sizeof path, "%s/changes.csv", dir);
	place_write(k->p, path, bytes, n);
	digest(bytes, n, hex);
	str_addf(&manifest, "limber 1\nfile changes.csv %zu %s\nend\n", n, hex);
	str_format(path, sizeof path, "%s/manifest.txt", dir);
	place_write(k->p, path, manifest.p, manifest.n);
	sign_bytes(&k->key, manifest.p, manifest.n, "KBR>HQ 7 123", &sig);
	str_format(path, sizeof path, "%s/manifest.txt.minisig", dir);
	place_write(k->p, path, sig.p, sig.n);
	str_release(&manifest);
	str_release(&sig);
	free(bytes);
}

void
stick_kit_begin(struct stick_kit *k, void **state, size_t n)
{
	*k = (struct stick_kit){.p = *state, .quick = place_io()};
	k->env = (struct stick_env){.io = &k->quick};
	sign_key_make(&k->key);
	stick_kit_bundle(k, "out/" STICK_KIT_NAME, n);
	assert_int_equal(place_run(k->p, "mkdir stick spool"), 0);
}

static bool
load(struct stick_kit *k, const char *dir, const char *name, struct str *s)
{
	char path[256];

	str_format(path, sizeof path, "%s/%s", dir, name);
	if (!place_has(k->p, path))
		return false;
	place_read(k->p, path, s);
	return true;
}

int
stick_kit_verify(struct stick_kit *k, const char *dir)
{
	struct sign_public pub = sign_key_public(&k->key);
	struct str manifest = {0}, sig = {0}, bytes = {0}, want = {0};
	char said[SIGN_COMMENT], hex[HASH_HEX_SIZE];
	int result = -1;

	if (load(k, dir, "manifest.txt.minisig", &sig)) {
		result = load(k, dir, "manifest.txt", &manifest) &&
			 load(k, dir, "changes.csv", &bytes) &&
			 sign_check(&pub, str_text(&manifest), manifest.n, str_text(&sig),
				    sig.n, said, &k->err) == ST_OK;
		digest(str_text(&bytes), bytes.n, hex);
		str_addf(&want, "limber 1\nfile changes.csv %zu %s\nend\n", bytes.n, hex);
		result = result && strcmp(str_text(&want), str_text(&manifest)) == 0;
	}
	str_release(&manifest);
	str_release(&sig);
	str_release(&bytes);
	str_release(&want);
	return result;
}

int
stick_kit_scan(struct stick_kit *k, const char *place, int *bad)
{
	struct stick_bundles rows;
	int n;

	place_expect(stick_bundles(&k->env, place_path(k->p, place), &rows, &k->err),
		     ST_OK, &k->err);
	n = (int)rows.n;
	*bad = 0;
	for (size_t i = 0; i < rows.n; i++)
		if (!rows.bundle[i].sealed)
			*bad += stick_kit_verify(k, rows.bundle[i].path +
							strlen(k->p->dir) + 1) != 1;
	stick_bundles_free(&rows);
	return n;
}

int
stick_kit_count(struct stick_kit *k, const char *place)
{
	int bad, n = stick_kit_scan(k, place, &bad);

	if (bad)
		fail_msg("%d of %d bundles do not verify", bad, n);
	return n;
}
