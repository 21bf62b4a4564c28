/* utf8.c - strict UTF-8; tables come from utf8proc. */
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

/* In place of what may not be shown. */
#define UNSEEN "<?>"

/* Characters without a width in a row: no script stacks more on one letter, and those of a flood cover
 * the lines above and below. */
enum { MARKS_MAX = 8 };

size_t
utf8_decode(const char *p, size_t n, uint32_t *cp)
{
	const unsigned char *s = (const unsigned char *)p;
	uint32_t c;
	size_t len;

	if (n == 0)
		return 0;
	if (s[0] < 0x80) {
		*cp = s[0];
		return 1;
	}
	len = s[0] >= 0xF0 ? 4 : s[0] >= 0xE0 ? 3 : 2;
	if (s[0] < 0xC2 || s[0] > 0xF4 || n < len)
		return 0;
	c = s[0] & (0x7Fu >> len);
	for (size_t i = 1; i < len; i++) {
		if ((s[i] & 0xC0) != 0x80)
			return 0;
		c = c << 6 | (s[i] & 0x3Fu);
	}
	if ((len == 3 && c < 0x800) || (len == 4 && (c < 0x10000 || c > 0x10FFFF)) ||
	    (c >= 0xD800 && c <= 0xDFFF))
		return 0;
	*cp = c;
	return len;
}

size_t
utf8_encode(uint32_t cp, char *out)
{
	return (size_t)utf8proc_encode_char((utf8proc_int32_t)cp,
					    (utf8proc_uint8_t *)out);
}

size_t
utf8_check(const char *p, size_t n)
{
	size_t i = 0;
	uint32_t cp;

	while (i < n) {
		size_t len;

		if ((unsigned char)p[i] < 0x80) {
			i++;
			continue;
		}
		len = utf8_decode(p + i, n - i, &cp);
		if (!len)
			return i;
		i += len;
	}
	return n;
}

bool
utf8_storable(const char *p, size_t n, bool multiline, size_t *at)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp = 0;
		size_t len = utf8_decode(p + i, n - i, &cp);
		bool ok = len > 0 && cp != 0x7F && !(cp >= 0x80 && cp < 0xA0);

		if (ok && cp < 0x20)
			ok = multiline && (cp == '\t' || cp == '\n');
		if (!ok) {
			*at = i;
			return false;
		}
		i += len;
	}
	return true;
}

bool
utf8_bidi_control(uint32_t cp)
{
	return (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) ||
	       cp == 0x200E || cp == 0x200F || cp == 0x061C;
}

bool
utf8_invisible(uint32_t cp)
{
	return utf8_bidi_control(cp) || cp == 0x200B || cp == 0xFEFF || cp == 0x2060 ||
	       cp == 0x00AD || (cp >= 0x2061 && cp <= 0x2064) ||
	       (cp >= 0x206A && cp <= 0x206F) || cp == 0x2028 || cp == 0x2029 ||
	       (cp >= 0xFFF9 && cp <= 0xFFFB) || (cp >= 0xE0000 && cp <= 0xE007F);
}

static int (*screen_width)(uint32_t cp);

void
utf8_width_by(int (*width)(uint32_t cp))
{
	screen_width = width;
}

/* -1: the screen cannot show it. */
static int
width_there(uint32_t cp)
{
	return screen_width ? screen_width(cp) : utf8proc_charwidth((utf8proc_int32_t)cp);
}

int
utf8_width(uint32_t cp)
{
	int width = width_there(cp);

	return width > 0 ? width : 0;
}

/* How one character is shown: its own bytes or a mark; returns the columns. */
static int
shown(uint32_t cp, size_t len, const char *p, bool ascii, char out[8], size_t *n)
{
	int width = width_there(cp);

	if (cp < 0x20 || cp == 0x7F) {
		out[0] = '^';
		out[1] = (char)(cp ^ 0x40);
		*n = 2;
		return 2;
	}
	if ((cp >= 0x80 && cp < 0xA0) || width < 0 || utf8_invisible(cp)) {
		*n = sizeof UNSEEN - 1;
		memcpy(out, UNSEEN, *n);
		return (int)*n;
	}
	if (ascii && cp >= 0x80) {
		*n = width > 0 ? 1 : 0;
		out[0] = '?';
		return width > 0 ? 1 : 0;
	}
	memcpy(out, p, len);
	*n = len;
	return width;
}

int
utf8_safe(struct str *out, const char *p, size_t n, int columns, bool ascii)
{
	int used = 0, marks = 0;

	for (size_t i = 0; i < n;) {
		uint32_t cp = 0;
		size_t len, glyph = 1;
		char b[8] = "?";
		int width = 1;

		if ((unsigned char)p[i] >= 0x20 && (unsigned char)p[i] < 0x7F) {
			b[0] = p[i];
			len = 1;
		} else {
			len = utf8_decode(p + i, n - i, &cp);
			if (len)
				width = shown(cp, len, p + i, ascii, b, &glyph);
			else
				len = 1;
		}
		marks = width ? 0 : marks + 1;
		if (marks > MARKS_MAX) {
			i += len;
			if (marks > MARKS_MAX + 1)
				continue; /* one mark for all of them */
			glyph = sizeof UNSEEN - 1;
			width = (int)glyph;
			memcpy(b, UNSEEN, glyph);
			len = 0;
		}
		if (columns >= 0 && used + width > columns)
			break;
		str_add_n(out, b, glyph);
		used += width;
		i += len;
	}
	return used;
}

int
utf8_text_width(const char *p, size_t n)
{
	struct str s = {0};
	int w = utf8_safe(&s, p, n, -1, false);

	str_release(&s);
	return w;
}

/* True for what a search word is made of. */
static bool
word_char(uint32_t cp)
{
	switch (utf8proc_category((utf8proc_int32_t)cp)) {
	case UTF8PROC_CATEGORY_LU:
	case UTF8PROC_CATEGORY_LL:
	case UTF8PROC_CATEGORY_LT:
	case UTF8PROC_CATEGORY_LM:
	case UTF8PROC_CATEGORY_LO:
	case UTF8PROC_CATEGORY_ND:
	case UTF8PROC_CATEGORY_NL:
	case UTF8PROC_CATEGORY_NO:
		return true;
	default:
		return false;
	}
}

static void
fold_ascii(struct str *out, const char *p, size_t n)
{
	size_t start = out->n;

	for (size_t i = 0; i < n; i++) {
		char c = p[i];

		if (c >= 'A' && c <= 'Z')
			c = (char)(c - 'A' + 'a');
		if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'))
			str_add_c(out, c);
		else if (out->n > start && out->p[out->n - 1] != ' ')
			str_add_c(out, ' ');
	}
}

void
utf8_fold(struct str *out, const char *p, size_t n)
{
	size_t start = out->n, ascii = 0;

	while (ascii < n && (unsigned char)p[ascii] < 0x80)
		ascii++;
	if (ascii == n) {
		fold_ascii(out, p, n);
	} else {
		utf8proc_uint8_t *folded = NULL;
		utf8proc_ssize_t len = utf8proc_map(
		    (const utf8proc_uint8_t *)p, (utf8proc_ssize_t)n, &folded,
		    UTF8PROC_COMPAT | UTF8PROC_DECOMPOSE | UTF8PROC_STRIPMARK |
			UTF8PROC_CASEFOLD | UTF8PROC_IGNORE);

		for (utf8proc_ssize_t i = 0; i < len;) {
			uint32_t cp = 0;
			size_t m =
			    utf8_decode((char *)folded + i, (size_t)(len - i), &cp);

			if (!m)
				break;
			if (word_char(cp))
				str_add_n(out, folded + i, m);
			else if (out->n > start && out->p[out->n - 1] != ' ')
				str_add_c(out, ' ');
			i += (utf8proc_ssize_t)m;
		}
		free(folded);
	}
	while (out->n > start && out->p[out->n - 1] == ' ')
		out->p[--out->n] = '\0';
}

/* What has no decomposition into ASCII but a plain form that people would write. */
static const struct {
	uint32_t cp;
	const char *text;
} plain_forms[] = {
    {0x2013, "-"},  {0x2014, "-"},  {0x2212, "-"},  {0x2010, "-"},   {0x2018, "'"},
    {0x2019, "'"},  {0x201C, "\""}, {0x201D, "\""}, {0x00B0, "deg"}, {0x00D7, "x"},
    {0x00B1, "+-"}, {0x2022, "*"},  {0x00B7, "."},  {0x2264, "<="},  {0x2265, ">="},
    {0x2192, "->"}, {0x2190, "<-"}, {0x00DF, "ss"}, {0x00E6, "ae"},  {0x00C6, "AE"},
    {0x00F8, "o"},  {0x00D8, "O"},  {0x0142, "l"},  {0x0141, "L"},   {0x20AC, "EUR"},
};

static void
add_plain(struct str *out, uint32_t cp)
{
	utf8proc_int32_t parts[32];
	size_t before = out->n;
	int boundary = 0;
	utf8proc_ssize_t n;

	for (size_t i = 0; i < sizeof plain_forms / sizeof plain_forms[0]; i++)
		if (plain_forms[i].cp == cp) {
			str_add(out, plain_forms[i].text);
			return;
		}
	n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 32,
				    UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT, &boundary);
	for (utf8proc_ssize_t i = 0; i < n && i < 32; i++)
		if (parts[i] >= 0x20 && parts[i] < 0x7F)
			str_add_c(out, (char)parts[i]);
	if (out->n == before && utf8_width(cp) > 0)
		str_add_c(out, '?');
}

void
utf8_plain(struct str *out, const char *p, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t cp = 0;
		size_t len = utf8_decode(p + i, n - i, &cp);

		if (!len)
			str_add_c(out, '?');
		else if (cp < 0x80)
			str_add_c(out, p[i]);
		else
			add_plain(out, cp);
		i += len ? len : 1;
	}
}
