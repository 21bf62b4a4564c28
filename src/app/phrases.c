/* phrases.c - the bank of phrases: shipped rows, and the clinic's own over them. */
#include "app/phrases.h"

#include "base/utf8.h"
#include "core/source.h"
#include "store/access.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* ---- reading */

struct reading {
	struct phrases *out;
	int64_t day;
};

static struct phrase_line *
room(struct phrases *p)
{
	struct phrase_line *l;

	p->rows = mem_room(p->rows, (size_t)p->n, sizeof *p->rows);
	l = &p->rows[p->n++];
	memset(l, 0, sizeof *l);
	return l;
}

static bool
keep_shipped(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct reading *r = arg;
	struct phrase row;
	struct phrase_line *l;

	(void)dict_row_take(dict_entity(E_PHRASE), &row, no, id, cells);
	if (!source_holds(row.valid_from, row.valid_to, r->day))
		return true;
	l = room(r->out);
	str_copy(l->key, sizeof l->key, row.key);
	str_copy(l->section, sizeof l->section, row.section);
	str_copy(l->label, sizeof l->label, row.label);
	str_copy(l->text, sizeof l->text, row.text);
	l->check = source_unsure(row.verification);
	return true;
}

/* The line of a shipped phrase, or a new one. */
static struct phrase_line *
line_of(struct phrases *p, const char *key)
{
	for (int i = 0; key[0] && i < p->n; i++)
		if (!strcmp(p->rows[i].key, key))
			return &p->rows[i];
	return room(p);
}

static bool
keep_own(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct reading *r = arg;
	struct clinic_phrase row;
	struct phrase_line *l;

	(void)dict_row_take(dict_entity(E_CLINIC_PHRASE), &row, no, id, cells);
	l = line_of(r->out, row.stands_for);
	l->own = no;
	l->check = false;
	str_copy(l->key, sizeof l->key, row.stands_for);
	str_copy(l->section, sizeof l->section, row.section);
	str_copy(l->label, sizeof l->label, row.label);
	str_copy(l->text, sizeof l->text, row.text);
	l->retired = row.active == 0;
	return true;
}

static int
section_rank(const char *section)
{
	const struct entity *e = dict_entity(E_PHRASE);

	return dict_code_index(e->fields[dict_field_named(e, "section")].codes, section);
}

static int
in_order(const void *a, const void *b)
{
	const struct phrase_line *x = a, *y = b;
	int by = section_rank(x->section) - section_rank(y->section);

	if (x->retired != y->retired)
		return x->retired - y->retired;
	if (by)
		return by;
	if (x->own != y->own)
		return x->own < y->own ? 1 : -1;
	return x->name < y->name ? -1 : 1;
}

enum status
phrases_load(struct app *a, int64_t day, struct phrases *out, struct err *err)
{
	struct reading r = {out, day};
	enum status st;

	*out = (struct phrases){0};
	st = record_scan(a->store, E_PHRASE, NULL, keep_shipped, &r, err);
	if (!st)
		st = record_scan(a->store, E_CLINIC_PHRASE, NULL, keep_own, &r, err);
	if (st) {
		phrases_release(out);
		return st;
	}
	for (int i = 0; i < out->n; i++)
		out->rows[i].name = i + 1;
	if (out->n > 0)
		qsort(out->rows, (size_t)out->n, sizeof *out->rows, in_order);
	for (int i = 0; i < out->n; i++)
		out->rows[i].name = i + 1;
	return ST_OK;
}

void
phrases_release(struct phrases *p)
{
	free(p->rows);
	*p = (struct phrases){0};
}

/* True when a word of have (folded, parted by spaces) begins with the n bytes at word. */
static bool
begins_a_word(const char *have, const char *word, size_t n)
{
	for (const char *p = have; *p; p += strcspn(p, " "), p += *p == ' ')
		if (!strncmp(p, word, n))
			return true;
	return false;
}

bool
phrases_fit(const struct phrase_line *p, const char *typed)
{
	struct str want = {0}, have = {0};
	bool fits = true;
	const char *w;

	utf8_fold(&want, typed, strlen(typed));
	utf8_fold(&have, p->label, strlen(p->label));
	str_add_c(&have, ' ');
	utf8_fold(&have, p->text, strlen(p->text));
	for (w = str_text(&want); fits && *w; w += *w == ' ') {
		size_t n = strcspn(w, " ");

		fits = begins_a_word(str_text(&have), w, n);
		w += n;
	}
	str_release(&want);
	str_release(&have);
	return fits;
}

/* ---- writing */

static enum status
may_write(struct app *a, struct err *err)
{
	return access_may(a->store, ROLE_LIBRARY, ROLE_WRITE, "Phrase", err);
}

/* The first words of a text, cut at a character, for a label. */
static void
first_words(const char *text, char *out, size_t size)
{
	size_t n = strcspn(text, "\n"), most = size - 1;

	if (n > most) {
		n = most;
		while (n > 0 && text[n] != ' ')
			n--;
		if (n == 0) /* one long word */
			for (n = most; n > 0 && ((unsigned char)text[n] & 0xC0) == 0x80;)
				n--;
	}
	str_format(out, size, "%.*s", (int)n, text);
}

static enum status
add_row(struct app *a, struct clinic_phrase *row, struct err *err)
{
	if (a->user.head.no)
		row->staff = a->user.head.no;
	return record_add(a->store, E_CLINIC_PHRASE, row, err);
}

static bool
has_text(const struct phrases *p, const char *section, const char *text)
{
	for (int i = 0; i < p->n; i++)
		if (!p->rows[i].retired && !strcmp(p->rows[i].section, section) &&
		    !strcmp(p->rows[i].text, text))
			return true;
	return false;
}

enum status
phrases_add(struct app *a, const char *section, const char *label, const char *text,
	    struct err *err)
{
	struct clinic_phrase row;
	struct phrases all = {0};
	enum status st = may_write(a, err);

	dict_row_init(dict_entity(E_CLINIC_PHRASE), &row);
	if (!st && !str_copy(row.text, sizeof row.text, text))
		st = status_fail(err, ST_INVALID,
				 "Phrase: longer than %zu bytes; shorten it",
				 sizeof row.text - 1);
	if (!st && strlen(label) >= sizeof row.label)
		st = status_fail(err, ST_INVALID,
				 "Found by: longer than %zu bytes; shorten it",
				 sizeof row.label - 1);
	if (!st)
		st = phrases_load(a, app_today(a), &all, err);
	if (!st && has_text(&all, section, text))
		st = status_fail(err, ST_DUPLICATE, "this phrase is in the list already");
	phrases_release(&all);
	if (st)
		return st;
	if (label[0])
		str_copy(row.label, sizeof row.label, label);
	else
		first_words(text, row.label, sizeof row.label);
	str_copy(row.section, sizeof row.section, section);
	row.active = 1;
	return add_row(a, &row, err);
}

enum status
phrases_retire(struct app *a, const struct phrase_line *p, bool retired, struct err *err)
{
	struct clinic_phrase row, seen;
	enum status st = may_write(a, err);

	if (st)
		return st;
	if (p->own) {
		st = record_get(a->store, E_CLINIC_PHRASE, p->own, &seen, err);
		row = seen;
		row.active = !retired;
		return st ? st
			  : record_set(a->store, E_CLINIC_PHRASE, &seen, &row, NULL, err);
	}
	dict_row_init(dict_entity(E_CLINIC_PHRASE), &row);
	str_copy(row.stands_for, sizeof row.stands_for, p->key);
	str_copy(row.section, sizeof row.section, p->section);
	str_copy(row.label, sizeof row.label, p->label);
	str_copy(row.text, sizeof row.text, p->text);
	row.active = !retired;
	return add_row(a, &row, err);
}
