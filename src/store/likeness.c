/* likeness.c - names, birth date and phone weighed against each other. */
#include "likeness.h"

#include "base/date.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

enum {
	NAME_MAX_CHARS = 60,
	ERRORS_MAX = 4,	  /* more errors than this are another name */
	PHONE_DIGITS = 7, /* at the end that must be equal */
	NAMES_BEST = 60,
};

/* ---- typing errors */

struct chars {
	uint32_t c[NAME_MAX_CHARS];
	int n;
};

static void
decode(const char *text, struct chars *out)
{
	size_t len = strlen(text), at = 0;

	out->n = 0;
	out->c[0] = 0;
	while (at < len && out->n < NAME_MAX_CHARS) {
		size_t k = utf8_decode(text + at, len - at, &out->c[out->n]);

		if (!k)
			break;
		at += k;
		out->n++;
	}
}

static int
least(int a, int b)
{
	return a < b ? a : b;
}

/* One cell of the table; row is the current line, last and before the two above it. */
static int
cell(const struct chars *a, const struct chars *b, int i, int j, const int *row,
     const int *last, const int *before)
{
	int cost = a->c[i - 1] != b->c[j - 1];
	int v = least(least(last[j] + 1, row[j - 1] + 1), last[j - 1] + cost);

	if (i > 1 && j > 1 && a->c[i - 1] == b->c[j - 2] && a->c[i - 2] == b->c[j - 1])
		v = least(v, before[j - 2] + 1);
	return v;
}

static int
errors(const struct chars *a, const struct chars *b, int limit)
{
	int rows[3][NAME_MAX_CHARS + 1];
	int *before = rows[0], *last = rows[1], *row = rows[2];

	if (abs(a->n - b->n) > limit)
		return limit + 1;
	for (int j = 0; j <= b->n; j++)
		last[j] = j;
	for (int i = 1; i <= a->n; i++) {
		int best = row[0] = i, *spare = before;

		for (int j = 1; j <= b->n; j++) {
			row[j] = cell(a, b, i, j, row, last, before);
			best = least(best, row[j]);
		}
		if (best > limit)
			return limit + 1;
		before = last;
		last = row;
		row = spare;
	}
	return least(last[b->n], limit + 1);
}

int
likeness_errors(const char *a, const char *b, int limit)
{
	struct chars x, y;

	decode(a, &x);
	decode(b, &y);
	return errors(&x, &y, limit);
}

/* ---- names */

/* First word of a name with several. */
static void
first_word(const struct chars *in, struct chars *out)
{
	out->n = 0;
	out->c[0] = 0;
	while (out->n < in->n && in->c[out->n] != ' ') {
		out->c[out->n] = in->c[out->n];
		out->n++;
	}
}

/* 0 to 100: 100 equal; each error takes more the shorter the name is. */
static int
alike(const struct chars *a, const struct chars *b)
{
	int longer = a->n > b->n ? a->n : b->n;
	int e = errors(a, b, ERRORS_MAX);
	int v;

	if (e == 0)
		return 100;
	if (e > ERRORS_MAX || longer == 0)
		return 0;
	v = 100 - e * 100 / (longer + 2);
	return v < 40 ? 0 : v;
}

/* One name against another; one of them may lack its second word, or be an initial. */
static int
name_alike(const char *a, const char *b)
{
	struct chars x, y, x1 = {0}, y1 = {0};
	int whole, part;

	if (strcmp(a, b) == 0)
		return *a ? 100 : 0;
	decode(a, &x);
	decode(b, &y);
	if (!x.n || !y.n)
		return 0;
	whole = alike(&x, &y);
	first_word(&x, &x1);
	first_word(&y, &y1);
	if ((x1.n == 1 || y1.n == 1) && x1.c[0] == y1.c[0])
		part = 60;
	else
		part = x1.n == x.n && y1.n == y.n ? 0 : alike(&x1, &y1) * 92 / 100;
	return whole > part ? whole : part;
}

/* Family and given name, 0 to 60. A missing given name counts half. */
static int
names(const char *family, const char *given, const struct likeness *b)
{
	int f = name_alike(family, b->family);
	int g = *given && *b->given ? name_alike(given, b->given) : 50;

	if (f < 50 || g < 50)
		return 0;
	return (f + g) * NAMES_BEST / 200;
}

/* ---- birth date and phone */

static int64_t
exchanged(int64_t date)
{
	return date / 10000 * 10000 + date % 100 * 100 + date / 100 % 100;
}

static int
digits_off(int64_t a, int64_t b)
{
	int n = 0;

	for (; a || b; a /= 10, b /= 10)
		n += a % 10 != b % 10;
	return n;
}

/* -40 to 40. */
static int
birth(int64_t a, int64_t b)
{
	if (a == DATE_NONE || b == DATE_NONE)
		return 0;
	if (a % 10000 == 0 || b % 10000 == 0)
		return a / 10000 == b / 10000 ? 20 : -30;
	if (a % 100 == 0 || b % 100 == 0)
		return a / 100 == b / 100 ? 30 : -30;
	if (a == b)
		return 40;
	if (exchanged(a) == b)
		return 34;
	if (digits_off(a, b) == 1)
		return 28;
	if (a % 10000 == b % 10000 || a / 100 == b / 100)
		return 14;
	return -40;
}

static int
phone(const char *a, const char *b)
{
	size_t n = strlen(a), m = strlen(b);

	if (n < PHONE_DIGITS || m < PHONE_DIGITS)
		return 0;
	return strcmp(a + n - PHONE_DIGITS, b + m - PHONE_DIGITS) == 0 ? 25 : 0;
}

int
likeness_score(const struct likeness *a, const struct likeness *b)
{
	int facts = birth(a->birth, b->birth) + phone(a->phone, b->phone);
	int straight, swapped, score;

	/* Names are the dear part: not when they cannot help any more. */
	if (NAMES_BEST + facts < LIKENESS_MIN)
		return 0;
	straight = names(a->family, a->given, b);
	swapped = names(a->given, a->family, b) - 3;
	score = straight > swapped ? straight : swapped;
	if (score <= 0)
		return 0;
	score += facts;
	return score < 0 ? 0 : score > 100 ? 100 : score;
}
