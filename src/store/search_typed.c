/* search_typed.c - what a typed text asks for: chunks, their alternatives, their words. */
#include "base/utf8.h"
#include "search_text.h"

#include <string.h>

enum {
	PARTS_MAX = 8,	   /* words of one chunk */
	CHUNK_BYTES = 200, /* folded bytes of one chunk */
	MATCH_CHUNKS =
	    8, /* chunks the index is asked for; the rest is checked on the lines */
};

/* ---- splitting */

static uint16_t
count_chars(const char *p, size_t n)
{
	int k = 0;

	for (size_t i = 0; i < n; i++)
		k += ((unsigned char)p[i] & 0xC0) != 0x80;
	return (uint16_t)k;
}

static void
add_word(struct search_typed *q, int chunk, int alt, const char *p, size_t n)
{
	if (q->n_words == SEARCH_WORDS_MAX || n == 0)
		return;
	q->words[q->n_words].chunk = (uint8_t)chunk;
	q->words[q->n_words].alt = (uint8_t)alt;
	q->words[q->n_words].at = (uint16_t)q->text.n;
	q->words[q->n_words].n = (uint16_t)n;
	q->words[q->n_words].chars = count_chars(p, n);
	q->n_words++;
	str_add_n(&q->text, p, n);
	str_add_c(&q->text, '\0');
}

struct parts {
	const char *p[PARTS_MAX];
	size_t n[PARTS_MAX];
	int count;
	bool digits; /* all of them */
};

static void
split(const char *folded, struct parts *out)
{
	*out = (struct parts){.digits = true};
	while (*folded && out->count < PARTS_MAX) {
		size_t n = strcspn(folded, " ");

		out->p[out->count] = folded;
		out->n[out->count] = n;
		out->digits = out->digits && strspn(folded, "0123456789") >= n;
		out->count++;
		folded += n + (folded[n] == ' ');
	}
}

/* The parts in a row; digits padded to two where pad says so. */
static void
join(const struct parts *a, int pad, struct str *out)
{
	str_clear(out);
	for (int i = 0; i < a->count; i++) {
		if (i < pad && a->n[i] == 1)
			str_add_c(out, '0');
		str_add_n(out, a->p[i], a->n[i]);
	}
}

/* Digits with separators between them: a phone number as it is, a date with its zeros; its last
 * part may be half typed. */
static void
add_digits(struct search_typed *q, int chunk, const struct parts *a)
{
	struct str raw = {0}, full = {0}, half = {0};
	int alt = 0;

	join(a, 0, &raw);
	join(a, a->count, &full);
	join(a, a->count - 1, &half);
	add_word(q, chunk, alt++, raw.p, raw.n);
	if (strcmp(full.p, raw.p) != 0)
		add_word(q, chunk, alt++, full.p, full.n);
	if (strcmp(half.p, raw.p) != 0 && strcmp(half.p, full.p) != 0)
		add_word(q, chunk, alt, half.p, half.n);
	str_release(&raw);
	str_release(&full);
	str_release(&half);
}

static bool
add_chunk(struct search_typed *q, int chunk, const char *p, size_t n)
{
	struct str folded = {0}, whole = {0};
	struct parts a;

	utf8_fold(&folded, p, n);
	split(str_text(&folded), &a);
	if (a.count > 1 && a.digits) {
		add_digits(q, chunk, &a);
	} else if (a.count > 0) {
		for (int i = 0; i < a.count; i++)
			add_word(q, chunk, 0, a.p[i], a.n[i]);
		if (a.count > 1) {
			join(&a, 0, &whole);
			add_word(q, chunk, 1, whole.p, whole.n);
		}
	}
	str_release(&folded);
	str_release(&whole);
	return a.count > 0;
}

void
search_typed_parse(struct search_typed *q, const char *typed)
{
	char text[SEARCH_TYPED_MAX + 1];
	size_t at = 0;

	*q = (struct search_typed){.n_words = 0};
	str_copy(text, sizeof text, typed);
	/* Damaged text ends where the damage begins. */
	text[utf8_check(text, strlen(text))] = '\0';
	while (text[at]) {
		size_t n = strcspn(text + at, " \t\r\n");

		if (n && add_chunk(q, q->n_chunks, text + at, n))
			q->n_chunks++;
		at += n + (text[at + n] != '\0');
	}
}

void
search_typed_release(struct search_typed *q)
{
	str_release(&q->text);
	q->n_words = q->n_chunks = 0;
}

/* ---- does a line fit? */

static bool
word_fits(const char *word, size_t n, const char *words, bool begin)
{
	const char *hit = words;

	while ((hit = strstr(hit, word))) {
		if (!begin || (hit > words && hit[-1] == '_'))
			return true;
		hit += n;
	}
	return false;
}

bool
search_typed_fits(const struct search_typed *q, const char *words, bool begins)
{
	int i = 0;

	while (i < q->n_words) {
		int chunk = q->words[i].chunk;
		bool chunk_fits = false;

		while (i < q->n_words && q->words[i].chunk == chunk) {
			int alt = q->words[i].alt;
			bool fits = true;

			for (; i < q->n_words && q->words[i].chunk == chunk &&
			       q->words[i].alt == alt;
			     i++)
				fits = fits && word_fits(q->text.p + q->words[i].at,
							 q->words[i].n, words,
							 begins || q->words[i].chars < 3);
			chunk_fits = chunk_fits || fits;
		}
		if (!chunk_fits)
			return false;
	}
	return q->n_words > 0;
}

/* ---- what to ask the index */

/* Bytes of the first k characters; there are enough. */
static size_t
bytes_of(const char *p, int k)
{
	size_t i = 0;

	while (k-- > 0)
		do
			i++;
		while (((unsigned char)p[i] & 0xC0) == 0x80);
	return i;
}

static void
add_gram(struct str *out, bool *first, const char *mark, const char *p, int from, int k)
{
	size_t at = bytes_of(p, from);

	str_add(out, *first ? "\"" : " AND \"");
	str_add(out, mark);
	str_add_n(out, p + at, bytes_of(p + at, k));
	str_add_c(out, '"');
	*first = false;
}

/* Tokens that every line with the word has: few and rare ones. */
static void
add_word_grams(struct str *out, bool *first, const char *p, int n, bool begin)
{
	if (begin || n < 3)
		add_gram(out, first, "_", p, 0, n < 3 ? n : 3);
	if (n < 3 || (n == 3 && begin))
		return;
	if (n < 5) {
		if (!begin)
			add_gram(out, first, "", p, 0, 3);
		if (n == 4)
			add_gram(out, first, "", p, 1, 3);
		return;
	}
	add_gram(out, first, "", p, 0, 5);
	if (n > 10)
		add_gram(out, first, "", p, 5, 5);
	if (n > 5)
		add_gram(out, first, "", p, n - 5, 5);
}

void
search_typed_match(const struct search_typed *q, bool begins, struct str *out)
{
	bool first = true;

	for (int i = 0; i < q->n_words; i++) {
		int chunk = q->words[i].chunk, alt = q->words[i].alt;
		bool same_chunk = i > 0 && q->words[i - 1].chunk == chunk;

		if (chunk >= MATCH_CHUNKS)
			break;
		if (!same_chunk) {
			str_add(out, i ? ")) AND ((" : "((");
			first = true;
		} else if (q->words[i - 1].alt != alt) {
			str_add(out, ") OR (");
			first = true;
		}
		add_word_grams(out, &first, q->text.p + q->words[i].at, q->words[i].chars,
			       begins || q->words[i].chars < 3);
	}
	if (q->n_words)
		str_add(out, "))");
}
