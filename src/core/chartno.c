/* chartno.c - chart numbers: a counter with a check character that survives handwriting. */
#include "core/chartno.h"

#include "base/str.h"

#include <inttypes.h>
#include <string.h>

/* 31 characters; I L O U Z are left out because they look like 1 1 0 V 2. */
static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXY";

enum { MODULUS = 31, RADIX = 12 }; /* 12 is a primitive root of 31 */

static bool
is_letter(char c)
{
	return c >= 'A' && c <= 'Z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Value of site letters (A = 0) and digits read in radix 12, modulo 31: each position has
 * its own weight, and no weight is 0 or that of its neighbour. */
static char
check_of(const char *site, const char *digits)
{
	int v = 0;

	for (const char *p = site; *p != '\0'; p++)
		v = (v * RADIX + (*p - 'A')) % MODULUS;
	for (const char *p = digits; *p != '\0'; p++)
		v = (v * RADIX + (*p - '0')) % MODULUS;
	return alphabet[v];
}

static bool
site_valid(const char *site)
{
	size_t n = strlen(site);

	for (const char *p = site; *p != '\0'; p++)
		if (!is_letter(*p))
			return false;
	return n >= 3 && n <= CHARTNO_SITE_MAX;
}

bool
chartno_make(const char *site, int64_t counter, char out[CHARTNO_SIZE])
{
	char digits[CHARTNO_SIZE];

	if (!site_valid(site) || counter < 1 || counter > CHARTNO_COUNTER_MAX)
		return false;
	str_format(digits, sizeof digits, "%06" PRId64, counter);
	return str_format(out, CHARTNO_SIZE, "%s-%s-%c", site, digits,
			  check_of(site, digits));
}

/* What stands for a digit, or c itself. */
static char
as_digit(char c)
{
	static const char from[] = "OILZ", to[] = "0112";
	const char *at = c != '\0' ? strchr(from, c) : NULL;

	return at != NULL ? to[at - from] : c;
}

/* The check character somebody may have meant. */
static char
as_check(char c)
{
	return c == 'U' ? 'V' : as_digit(c);
}

static char
as_letter(char c)
{
	return c == '0' ? 'O' : c == '1' ? 'I' : c;
}

/* Reads site (its first n characters), counter and check character out of packed text. */
static bool
try_split(const char *packed, size_t n, const char *own_site, char out[CHARTNO_SIZE])
{
	char site[CHARTNO_SITE_MAX + 1] = "";
	size_t len = strlen(packed), digits = len - n - 1;
	int64_t counter = 0;

	if (n > CHARTNO_SITE_MAX || n + 2 > len || digits > 9)
		return false;
	for (size_t i = 0; i < n; i++)
		site[i] = as_letter(packed[i]);
	for (size_t i = n; i < len - 1; i++) {
		char c = as_digit(packed[i]);

		if (!is_digit(c))
			return false;
		counter = counter * 10 + (c - '0');
	}
	return chartno_make(n > 0 ? site : own_site, counter, out) &&
	       out[strlen(out) - 1] == as_check(packed[len - 1]);
}

/* Capitals without dashes and blanks; the number of the first dash's site in *site_n. */
static bool
pack(const char *typed, char packed[CHARTNO_SIZE], size_t *site_n)
{
	size_t n = 0;

	*site_n = 0;
	for (const char *p = typed; *p != '\0'; p++) {
		char c = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;

		if (c == '-' || c == ' ') {
			if (*site_n == 0)
				*site_n = n;
			continue;
		}
		if ((!is_letter(c) && !is_digit(c)) || n + 1 >= CHARTNO_SIZE)
			return false;
		packed[n++] = c;
	}
	packed[n] = '\0';
	return n >= 2;
}

static enum status
not_one(const char *typed, struct err *err)
{
	return status_fail(err, ST_INVALID,
			   "'%s' is not a chart number or has a slip in it; compare "
			   "letters and digits, as in KBR-004217-M",
			   typed);
}

enum status
chartno_parse(const char *typed, const char *own_site, char out[CHARTNO_SIZE],
	      struct err *err)
{
	char packed[CHARTNO_SIZE] = "", found[CHARTNO_SIZE];
	size_t dash, letters = 0;
	int n = 0;

	if (!pack(typed, packed, &dash))
		return not_one(typed, err);
	/* A dash, or the end of the letters, says where the site ends. */
	while (is_letter(packed[letters]))
		letters++;
	if (dash >= 3 && try_split(packed, dash, own_site, out))
		return ST_OK;
	if (letters >= 3 && try_split(packed, letters, own_site, out))
		return ST_OK;
	if (own_site != NULL && (is_digit(packed[0]) || dash < 3) &&
	    try_split(packed, 0, own_site, out))
		return ST_OK;
	/* Letters and digits mixed up: taken when there is only one way to read it. */
	for (size_t i = 3; i <= CHARTNO_SITE_MAX; i++)
		if (try_split(packed, i, own_site, found)) {
			n++;
			memcpy(out, found, CHARTNO_SIZE);
		}
	return n == 1 ? ST_OK : not_one(typed, err);
}

bool
chartno_valid(const char *text)
{
	char out[CHARTNO_SIZE];

	return chartno_parse(text, NULL, out, NULL) == ST_OK && strcmp(text, out) == 0;
}
