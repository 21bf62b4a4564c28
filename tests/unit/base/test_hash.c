/* test_hash.c - BLAKE2b step by step and hashed secrets. */
#include "base/hash.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void
hex_of(const char *text, size_t n, char hex[HASH_HEX_SIZE])
{
	struct hash h;
	unsigned char out[HASH_SIZE];

	hash_init(&h);
	for (size_t i = 0; i < n; i++)
		hash_add(&h, text + i, 1);
	hash_end(&h, out);
	hash_hex(out, hex);
}

static void
test_hash__add__gives_the_published_values(void **state)
{
	char hex[HASH_HEX_SIZE];

	(void)state;
	hex_of("", 0, hex);
	assert_string_equal(
	    hex, "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8");
	hex_of("abc", 3, hex);
	assert_string_equal(
	    hex, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319");
}

static void
test_hash__add_str__keeps_borders_apart(void **state)
{
	struct hash a, b, c;
	unsigned char ha[HASH_SIZE], hb[HASH_SIZE], hc[HASH_SIZE];

	(void)state;
	hash_init(&a);
	hash_init(&b);
	hash_init(&c);
	hash_add_str(&a, "ab", 2);
	hash_add_str(&a, "c", 1);
	hash_add_str(&b, "a", 1);
	hash_add_str(&b, "bc", 2);
	hash_add(&c, "\0\0\0\2ab\0\0\0\1c", 11);
	hash_end(&a, ha);
	hash_end(&b, hb);
	hash_end(&c, hc);
	assert_memory_not_equal(ha, hb, HASH_SIZE);
	assert_memory_equal(ha, hc, HASH_SIZE);
	hash_init(&a);
	hash_init(&b);
	hash_add_u64(&a, 0x0102030405060708u);
	hash_add(&b, "\1\2\3\4\5\6\7\10", 8);
	hash_end(&a, ha);
	hash_end(&b, hb);
	assert_memory_equal(ha, hb, HASH_SIZE);
}

static void
test_secret__matches__only_its_own(void **state)
{
	char hashed[SECRET_SIZE], again[SECRET_SIZE];

	(void)state;
	assert_int_equal(secret_hash("4711", true, hashed, NULL), ST_OK);
	assert_int_equal(strncmp(hashed, "$argon2id$", 10), 0);
	assert_true(strlen(hashed) < SECRET_SIZE);
	assert_null(strstr(hashed, "4711"));
	assert_true(secret_matches(hashed, "4711"));
	assert_false(secret_matches(hashed, "4712"));
	assert_false(secret_matches(hashed, ""));
	assert_false(secret_matches("", "4711"));
	assert_false(secret_matches("not a hash", "4711"));
	assert_int_equal(secret_hash("4711", true, again, NULL), ST_OK);
	assert_string_not_equal(hashed, again); /* salted */
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_hash__add__gives_the_published_values),
	    cmocka_unit_test(test_hash__add_str__keeps_borders_apart),
	    cmocka_unit_test(test_secret__matches__only_its_own),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
