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

/* Value of site letters (A = 0), digits and tag read in radix 12, modulo 31: each position has
 * its own weight, and no weight is 0 or that of its neighbour. */
static char
check_of(const char *site, const char *digits, const char *tag)
{
	int v = 0;

	for (const char *p = site; *p != '\0'; p++)
		v = (v * RADIX + (*p - 'A')) % MODULUS;
	for (const char *p = digits; *p != '\0'; p++)
		v = (v * RADIX + (*p - '0')) % MODULUS;
	for (const char *p = tag; *p != '\0'; p++)
		v = (v * RADIX + (int)(strchr(alphabet, *p) - alphabet)) % MODULUS;
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
			  check_of(site, digits, ""));
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
pack(const char *typed, char *packed, size_t size, size_t *site_n)
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
		if ((!is_letter(c) && !is_digit(c)) || n + 1 >= size)
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

	if (!pack(typed, packed, sizeof packed, &dash))
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

/* ---- codes of pages */

enum { TAG_SIZE = 3, TAIL = TAG_SIZE + 2 }; /* H, tag, check */

/* KBR-004217-M is KBR and 004217. */
static bool
take_apart(const char *chart_no, char site[CHARTNO_SITE_MAX + 1],
	   char digits[CHARTNO_SIZE])
{
	size_t n = 0;

	if (!chartno_valid(chart_no))
		return false;
	while (is_letter(chart_no[n]))
		n++;
	str_format(site, CHARTNO_SITE_MAX + 1, "%.*s", (int)n, chart_no);
	chart_no += n + 1;
	str_format(digits, CHARTNO_SIZE, "%.*s", (int)strcspn(chart_no, "-"), chart_no);
	return true;
}

bool
chartno_code_make(const char *chart_no, int tag, char out[CHARTNO_CODE_SIZE])
{
	char site[CHARTNO_SITE_MAX + 1], digits[CHARTNO_SIZE], text[TAG_SIZE + 1] = "";

	if (tag < 0 || tag >= CHARTNO_TAGS || !take_apart(chart_no, site, digits))
		return false;
	for (int i = TAG_SIZE - 1; i >= 0; i--, tag /= MODULUS)
		text[i] = alphabet[tag % MODULUS];
	/* The zeros in front count, as in the chart number, but need not be typed. */
	return str_format(out, CHARTNO_CODE_SIZE, "%s-%s-H%s%c", site,
			  digits + strspn(digits, "0"), text,
			  check_of(site, digits, text));
}

/* Site and counter of the packed text in front of the tail, as a chart number. A letter and a digit
 * may be the same number to the check: a first dash must stand where the site or the counter ends. */
static bool
read_chart(const char *packed, size_t n, size_t dash, const char *own_site,
	   char chart_no[CHARTNO_SIZE])
{
	char site[CHARTNO_SITE_MAX + 1] = "";
	size_t letters = 0;
	int64_t counter = 0;

	while (letters < n && is_letter(packed[letters]))
		letters++;
	if (letters > CHARTNO_SITE_MAX || letters == n || n - letters > 9 ||
	    (dash && dash != letters && dash != n))
		return false;
	str_format(site, sizeof site, "%.*s", (int)letters, packed);
	for (size_t i = letters; i < n; i++) {
		char c = as_digit(packed[i]);

		if (!is_digit(c))
			return false;
		counter = counter * 10 + (c - '0');
	}
	if (!letters && !own_site)
		return false;
	return chartno_make(letters ? site : own_site, counter, chart_no);
}

bool
chartno_code_parse(const char *typed, const char *own_site, char chart_no[CHARTNO_SIZE],
		   int *tag)
{
	char packed[CHARTNO_CODE_SIZE] = "", code[CHARTNO_CODE_SIZE];
	size_t dash, n;

	if (!pack(typed, packed, sizeof packed, &dash))
		return false;
	n = strlen(packed);
	if (n <= TAIL || packed[n - TAIL] != 'H' ||
	    !read_chart(packed, n - TAIL, dash, own_site, chart_no))
		return false;
	*tag = 0;
	for (size_t i = n - TAIL + 1; i < n; i++) {
		const char *at = strchr(alphabet, as_check(packed[i]));

		if (!at)
			return false;
		packed[i] = *at;
		if (i < n - 1)
			*tag = *tag * MODULUS + (int)(at - alphabet);
	}
	return chartno_code_make(chart_no, *tag, code) &&
	       code[strlen(code) - 1] == packed[n - 1];
}
