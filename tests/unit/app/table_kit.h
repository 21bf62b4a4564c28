/* table_kit.h - two clinics and files between them, for the tests of the readable tables. */
#ifndef TEST_TABLE_KIT_H
#define TEST_TABLE_KIT_H

#include "store/store_kit.h"

#include "app/assets.h"
#include "app/table.h"

/* A clinic of its own code with the shipped tables. */
static inline void
table_kit_new(struct kit *k, const char *code)
{
	struct store_site site = kit_site;

	site.code = code;
	kit_init(k);
	kit_ok(k, store_create(k->dir, &k->env, &site, &k->err));
	kit_open(k);
	kit_ok(k, assets_load(k->s, 20261123, &k->err));
}

static inline void
table_kit_write(const char *path, const char *text)
{
	FILE *f = fopen(path, "wb");

	assert_non_null(f);
	assert_int_equal(fwrite(text, 1, strlen(text), f), strlen(text));
	assert_int_equal(fclose(f), 0);
}

/* The whole file; free it. */
static inline char *
table_kit_read(const char *path)
{
	struct err err = {0};
	char *bytes = NULL, *copy;
	size_t n = 0;

	if (io_read_file(&io_posix, path, 64 << 20, &bytes, &n, &err))
		fail_msg("%s", status_say(&err));
	copy = mem_dup(bytes, n + 1); /* its own memory: what gcc can see through */
	free(bytes);
	return copy;
}

static inline void
table_kit_same_file(const char *a, const char *b)
{
	char *x = table_kit_read(a), *y = table_kit_read(b);

	if (strcmp(x, y) != 0)
		fail_msg("%s and %s differ:\n%.600s\n----\n%.600s", a, b, x, y);
	free(x);
	free(y);
}

static inline int64_t
table_kit_ops(struct kit *k)
{
	struct store_counts c;

	kit_ok(k, store_count(k->s, &c, &k->err));
	return c.ops;
}

#endif
