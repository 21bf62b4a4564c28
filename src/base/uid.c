/* uid.c - row ids. */
#include "base/uid.h"

#include "base/hash.h"

#include <sodium.h>
#include <string.h>

static const char digits[] = "0123456789abcdefghjkmnpqrstvwxyz";

struct uid
uid_random(void)
{
	struct uid u;

	randombytes_buf(u.b, sizeof u.b);
	return u;
}

void
uid_random_many(struct uid *ids, size_t n)
{
	randombytes_buf(ids, n * sizeof *ids);
}

void
uid_beside(struct uid *u, const struct uid *writer, int64_t n)
{
	memcpy(u->b, writer->b, 4);
	for (int i = 0; i < 4; i++)
		u->b[4 + i] = (unsigned char)((uint64_t)n >> (24 - 8 * i));
}

struct uid
uid_of_text(const char *kind, const char *key)
{
	struct hash h;
	unsigned char out[HASH_SIZE];
	struct uid u;

	hash_init(&h);
	hash_add_str(&h, kind, strlen(kind));
	hash_add_str(&h, key, strlen(key));
	hash_end(&h, out);
	memcpy(u.b, out, sizeof u.b);
	return u;
}

void
uid_text(const struct uid *u, char out[UID_TEXT_SIZE])
{
	unsigned acc = 0;
	int bits = 2; /* 130 digits' worth of room for 128 bits: two zero bits lead */
	char *p = out;

	*p++ = 'u';
	for (int i = 0; i < UID_SIZE; i++) {
		acc = (acc << 8 | u->b[i]) & 0xFFFF;
		bits += 8;
		while (bits >= 5) {
			bits -= 5;
			*p++ = digits[acc >> bits & 31];
		}
	}
	*p = '\0';
}

/* Value of a digit, -1 for any other byte. No strchr: ids are read a million at a time. */
static int
digit_value(char c)
{
	static const signed char letters['z' - 'a' + 1] = {
	    10, 11, 12, 13, 14, 15, 16, 17, -1, 18, 19, -1, 20,
	    21, -1, 22, 23, 24, 25, 26, -1, 27, 28, 29, 30, 31};

	if (c >= '0' && c <= '9')
		return c - '0';
	return c >= 'a' && c <= 'z' ? letters[c - 'a'] : -1;
}

bool
uid_parse(const char *text, size_t n, struct uid *u)
{
	unsigned acc = 0;
	int bits = -2;
	size_t used = 0;

	if (n != UID_TEXT_SIZE - 1 || text[0] != 'u')
		return false;
	for (size_t i = 1; i < n; i++) {
		int d = digit_value(text[i]);

		if (d < 0)
			return false;
		if (i == 1 && d > 7)
			return false; /* the two leading bits are zero */
		acc = (acc << 5 | (unsigned)d) & 0xFFFF;
		bits += 5;
		if (bits >= 8) {
			bits -= 8;
			u->b[used++] = (unsigned char)(acc >> bits);
		}
	}
	return used == UID_SIZE;
}

bool
uid_is_zero(const struct uid *u)
{
	static const struct uid zero;

	return memcmp(u, &zero, sizeof zero) == 0;
}

int
uid_cmp(const struct uid *a, const struct uid *b)
{
	return memcmp(a->b, b->b, UID_SIZE);
}
