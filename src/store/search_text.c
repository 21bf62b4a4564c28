/* search_text.c - folded words of rows, and the tokens the index holds for them. */
#include "search_text.h"

#include "base/utf8.h"

#include <string.h>

/* ---- which entities, in which order */

static const struct {
	enum entity_id entity;
	int kind;
	const char *key1, *key2;
	bool code_begins; /* begins of its codes count even when they are letters */
} kinds[] = {
    {E_PATIENT, SEARCH_PATIENT, "family_name", "given_name", false},
    {E_EXERCISE, SEARCH_EXERCISE, "name", NULL, true},
    {E_ICD10, SEARCH_ICD10, "code", NULL, true},
};

/* Fields whose text is one word whatever stands between its characters. */
static const char *const code_fields[] = {"chart_no", "phone", "national_id", "code"};

static int
kind_index(enum entity_id e)
{
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (kinds[i].entity == e)
			return (int)i;
	return -1;
}

int
search_text_kind(enum entity_id e)
{
	int i = kind_index(e);

	return i < 0 ? 0 : kinds[i].kind;
}

/* ---- words */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
drop_spaces(struct str *s, size_t from)
{
	size_t w = from;

	for (size_t i = from; i < s->n; i++)
		if (s->p[i] != ' ')
			s->p[w++] = s->p[i];
	s->n = w;
	if (s->p)
		s->p[w] = '\0';
}

/* The whole value as one word. */
static void
add_code(struct str *words, struct cell c, bool letters_begin)
{
	size_t start;

	str_add_c(words, ' ');
	start = words->n;
	utf8_fold(words, c.p, c.n);
	drop_spaces(words, start);
	if (words->n == start) {
		words->p[--words->n] = '\0';
		return;
	}
	if (letters_begin || is_digit(words->p[start])) {
		str_add_c(words, '_');
		memmove(words->p + start + 1, words->p + start, words->n - start - 1);
		words->p[start] = '_';
	}
}

/* One chunk of a name: its words, and the whole when it has several ("O'Brien"). */
static void
add_chunk(struct str *words, const char *p, size_t n)
{
	struct str f = {0};
	const char *w;

	utf8_fold(&f, p, n);
	for (w = str_text(&f); *w;) {
		size_t len = strcspn(w, " ");

		str_add(words, " _");
		str_add_n(words, w, len);
		w += len + (w[len] == ' ');
	}
	if (f.n && strchr(f.p, ' ')) {
		drop_spaces(&f, 0);
		str_add(words, " _");
		str_add(words, f.p);
	}
	str_release(&f);
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Calls do for each stretch between blanks. */
static size_t
next_chunk(const char *p, size_t n, size_t *at)
{
	size_t len = 0;

	while (*at < n && is_blank(p[*at]))
		(*at)++;
	while (*at + len < n && !is_blank(p[*at + len]))
		len++;
	return len;
}

static void
add_text(struct str *words, struct cell c)
{
	size_t at = 0, len;

	while ((len = next_chunk(c.p, c.n, &at)) > 0) {
		add_chunk(words, c.p + at, len);
		at += len;
	}
}

/* A date in the orders people type it; unknown parts are left out. */
static void
add_date(struct str *words, int64_t date)
{
	int y = (int)(date / 10000), m = (int)(date / 100 % 100), d = (int)(date % 100);

	if (date < 0 || date > 99999999)
		return;
	if (!m) {
		str_addf(words, " _%04d", y);
	} else if (!d) {
		str_addf(words, " _%04d%02d _%02d%04d", y, m, m, y);
	} else {
		str_addf(words, " _%04d%02d%02d _%02d%02d%04d _%02d%02d%02d", y, m, d, d,
			 m, y, d, m, y % 100);
		if (d != m)
			str_addf(words, " _%02d%02d%04d _%02d%02d%02d", m, d, y, m, d,
				 y % 100);
	}
}

static bool
is_code_field(const struct field *f)
{
	for (size_t i = 0; i < sizeof code_fields / sizeof code_fields[0]; i++)
		if (!strcmp(f->name, code_fields[i]))
			return true;
	return false;
}

/* ---- a row */

static void
clear(struct search_text *t)
{
	str_clear(&t->key1);
	str_clear(&t->key2);
	str_clear(&t->phone);
	str_clear(&t->words);
	t->birth = DICT_NONE;
}

static void
set_key(struct str *key, const struct entity *e, const char *field, const void *row)
{
	const struct field *f;
	struct cell c;

	if (!field)
		return;
	f = &e->fields[dict_field_named(e, field)];
	c = dict_get(f, row);
	if (c.kind != CELL_TEXT)
		return;
	utf8_fold(key, c.p, c.n);
	if (is_code_field(f))
		drop_spaces(key, 0);
}

static void
set_phone(struct str *phone, struct cell c)
{
	for (size_t i = 0; i < c.n; i++)
		if (is_digit(c.p[i]))
			str_add_c(phone, c.p[i]);
}

void
search_text_of(enum entity_id id, const void *row, struct search_text *t)
{
	const struct entity *e = dict_entity(id);
	int k = kind_index(id);

	clear(t);
	if (k < 0)
		return;
	set_key(&t->key1, e, kinds[k].key1, row);
	set_key(&t->key2, e, kinds[k].key2, row);
	for (size_t i = 0; i < e->n_fields; i++) {
		const struct field *f = &e->fields[i];
		struct cell c = dict_get(f, row);

		if (!(f->flags & FF_SEARCH) || c.kind == CELL_NONE)
			continue;
		if (f->type == FT_PDATE || f->type == FT_DATE) {
			add_date(&t->words, c.i);
			t->birth = c.i;
		} else if (c.kind == CELL_TEXT && is_code_field(f)) {
			add_code(&t->words, c, kinds[k].code_begins);
			if (!strcmp(f->name, "phone"))
				set_phone(&t->phone, c);
		} else if (c.kind == CELL_TEXT) {
			add_text(&t->words, c);
		}
	}
}

void
search_text_release(struct search_text *t)
{
	str_release(&t->key1);
	str_release(&t->key2);
	str_release(&t->phone);
	str_release(&t->words);
}

/* ---- tokens */

/* Bytes of the first k characters, 0 when there are fewer. */
static size_t
chars(const char *p, size_t n, int k)
{
	size_t i = 0;

	for (; k > 0; k--) {
		if (i >= n)
			return 0;
		i++;
		while (i < n && ((unsigned char)p[i] & 0xC0) == 0x80)
			i++;
	}
	return i;
}

static void
add_token(struct str *out, const char *mark, const char *p, size_t n)
{
	if (!n)
		return;
	str_add_c(out, ' ');
	str_add(out, mark);
	str_add_n(out, p, n);
}

static void
word_grams(const char *p, size_t n, bool begin, struct str *out)
{
	for (int k = 1; begin && k <= 3; k++)
		add_token(out, "_", p, chars(p, n, k));
	for (size_t i = 0; i < n; i += chars(p + i, n - i, 1)) {
		add_token(out, "", p + i, chars(p + i, n - i, 3));
		add_token(out, "", p + i, chars(p + i, n - i, 5));
	}
}

void
search_text_grams(const char *words, struct str *out)
{
	while (*words) {
		bool begin;
		size_t n;

		words++; /* the space before it */
		begin = *words == '_';
		words += begin;
		n = strcspn(words, " ");
		word_grams(words, n, begin, out);
		words += n;
	}
}
