/* measures.c - the measure tables of an open clinic, loaded when first needed. */
#include "app/measures.h"

#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* One table on its way into memory. */
struct filling {
	const struct entity *e;
	int valid_to; /* its place among the fields */
	int64_t today;
	char *rows;
	size_t n;
};

/* Of the vocabulary only what assessments speak of. */
static bool
is_spoken(const struct vocab *v)
{
	static const char *const kinds[] = {"part", "item", "immobility", "how"};

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(v->kind, kinds[i]))
			return true;
	return false;
}

static bool
add_row(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct filling *f = arg;
	const struct cell *to = &cells[f->valid_to];
	void *row;

	if (to->kind == CELL_INT && to->i < f->today)
		return true; /* no longer shipped */
	f->rows = mem_room(f->rows, f->n, f->e->size);
	row = f->rows + f->n * f->e->size;
	(void)dict_row_take(f->e, row, no, id, cells);
	if (f->e->id != E_VOCAB || is_spoken(row))
		f->n++;
	return true;
}

static enum status
fill(struct app *a, enum entity_id id, char **rows, size_t *n, struct err *err)
{
	struct record_filter all = {.field = -1};
	struct filling f = {.e = dict_entity(id), .today = app_today(a)};
	enum status st;

	f.valid_to = dict_field_named(f.e, "valid_to");
	st = record_scan(a->store, id, &all, add_row, &f, err);
	*rows = f.rows;
	*n = f.n;
	return st;
}

void
measures_release(struct measures *m)
{
	free(m->rows);
	free(m->norms);
	free(m->sets);
	free(m->words);
	*m = (struct measures){0};
}

static enum status
load(struct app *a, struct measures *m, struct err *err)
{
	char *rows = NULL, *norms = NULL, *sets = NULL, *words = NULL;
	enum status st = fill(a, E_MEASURE, &rows, &m->n, err);

	if (!st)
		st = fill(a, E_NORM, &norms, &m->n_norms, err);
	if (!st)
		st = fill(a, E_ASSESSMENT_SET, &sets, &m->n_sets, err);
	if (!st)
		st = fill(a, E_VOCAB, &words, &m->n_words, err);
	m->rows = (struct measure *)(void *)rows;
	m->norms = (struct norm *)(void *)norms;
	m->sets = (struct assessment_set *)(void *)sets;
	m->words = (struct vocab *)(void *)words;
	if (st)
		measures_release(m);
	return st;
}

enum status
measures_of(struct app *a, const struct measures **m, struct err *err)
{
	enum status st = ST_OK;

	if (!a->measures) {
		struct measures *fresh = mem_alloc(sizeof *fresh);

		st = load(a, fresh, err);
		if (st)
			free(fresh);
		else
			a->measures = fresh;
	}
	*m = a->measures;
	return st;
}

const struct measure *
measures_find(const struct measures *m, const char *key)
{
	for (size_t i = 0; i < m->n; i++)
		if (!strcmp(m->rows[i].key, key))
			return &m->rows[i];
	return NULL;
}

const struct assessment_set *
measures_set(const struct measures *m, const char *key)
{
	for (size_t i = 0; i < m->n_sets; i++)
		if (!strcmp(m->sets[i].key, key))
			return &m->sets[i];
	return NULL;
}

struct measure_norms
measures_norms(const struct measures *m)
{
	return (struct measure_norms){.rows = m->norms, .n = m->n_norms};
}

struct measure_who
measures_who(const struct patient *p, int64_t day)
{
	return (struct measure_who){.sex = p->sex[0],
				    .age = date_age(p->birth_date, day)};
}

const struct vocab *
measures_word(const struct measures *m, const char *kind, const char *word)
{
	for (size_t i = 0; i < m->n_words; i++)
		if (!strcmp(m->words[i].kind, kind) && !strcmp(m->words[i].word, word))
			return &m->words[i];
	return NULL;
}

const struct vocab *
measures_next(const struct measures *m, const char *kind, const struct vocab *after)
{
	for (size_t i = after ? (size_t)(after - m->words) + 1 : 0; i < m->n_words; i++)
		if (!strcmp(m->words[i].kind, kind))
			return &m->words[i];
	return NULL;
}

void
measures_name(const struct measures *m, const char *key, const char *part, char *out,
	      size_t size)
{
	const struct measure *row = measures_find(m, key);
	const struct vocab *word = measures_word(m, "part", part);
	const char *name = !row ? key : measure_ordinal(row) ? "Strength" : row->name;

	str_format(out, size, "%s%s%s", name, part[0] ? ": " : "",
		   word ? word->label : part);
}

void
measures_title(const struct measures *m, const struct result *r, char *out, size_t size)
{
	bool side = r->side[0] && strcmp(r->side, "none") != 0;
	char name[120];

	measures_name(m, r->measure, r->part, name, sizeof name);
	str_format(out, size, "%s%s%s", name, side ? ", " : "", side ? r->side : "");
}

bool
measures_score(struct app *a, const char *key, struct cell c, struct str *out)
{
	char text[MEASURE_TEXT_SIZE];
	const struct measures *tables;
	const struct measure *m;
	struct err ignored = {0};

	if (c.kind != CELL_INT || measures_of(a, &tables, &ignored))
		return false;
	m = measures_find(tables, key);
	if (!m)
		return false;
	measure_number(m, c.i, text, sizeof text);
	str_add(out, text);
	return true;
}

enum status
measures_grade(struct app *a, const char *key, const char *typed, struct cell *c,
	       bool *known, struct err *err)
{
	const struct measures *tables;
	const struct measure *m;
	enum status st = measures_of(a, &tables, err);

	m = st ? NULL : measures_find(tables, key);
	*known = m && measure_ordinal(m);
	*c = (struct cell){.kind = CELL_INT};
	return st || !*known ? st : measure_parse(m, typed, &c->i, err);
}
