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

/* Takes the version off the end of each row: it names the writer, which is another in each clinic. */
static inline void
table_kit_unversion(char *text)
{
	enum { DIGITS = 20 };
	char *to = text;

	for (const char *p = text; *p;) {
		if (p[0] == ',' && p[1] == 'v' &&
		    strspn(p + 2, "0123456789abcdef") == DIGITS && p[2 + DIGITS] == '\r')
			p += 2 + DIGITS;
		*to++ = *p++;
	}
	*to = '\0';
}

/* The same rows, whatever their versions. */
static inline void
table_kit_same_file(const char *a, const char *b)
{
	char *x = table_kit_read(a), *y = table_kit_read(b);

	table_kit_unversion(x);
	table_kit_unversion(y);
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
