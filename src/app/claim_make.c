/* claim_make.c - the lines of a date, and what one visit of it adds: on the clock, or signed. */
#include "app/codes.h"
#include "claim_priv.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

/* The times of the whole date, this visit's first. */
struct pool {
	struct units_time times[CLAIM_POOL_MAX], alone[CLAIM_POOL_MAX];
	size_t n, n_alone;
};

static bool
add_time(struct units_time *list, size_t *n, const char *code, int64_t seconds)
{
	for (size_t i = 0; i < *n; i++)
		if (!strcmp(list[i].code, code)) {
			list[i].seconds += seconds;
			return true;
		}
	if (*n == CLAIM_POOL_MAX)
		return false;
	str_copy(list[*n].code, sizeof list[*n].code, code);
	list[(*n)++].seconds = seconds;
	return true;
}

static bool
own_times(const struct claim_visit *v, struct pool *p)
{
	bool room = true;

	for (size_t i = 0; i < v->n; i++)
		room = room &&
		       add_time(p->times, &p->n, v->times[i].code, v->times[i].seconds);
	for (size_t i = 0; i < v->n_alone; i++)
		room = room && add_time(p->alone, &p->n_alone, v->alone[i].code,
					v->alone[i].seconds);
	return room;
}

static bool
has_code(const struct claim_visit *v, const char *code)
{
	for (size_t i = 0; i < v->n; i++)
		if (!strcmp(v->times[i].code, code))
			return true;
	return false;
}

static enum status
too_many(struct err *err)
{
	return status_fail(err, ST_INVALID, "more than %d codes on one date",
			   (int)CLAIM_POOL_MAX);
}

/* ---- earlier visits of the date */

static bool
of_date(const struct claim *c, const struct claim_visit *v, const struct year_line *l)
{
	return l->service_date == v->date && !strcmp(claim_discipline(l), c->discipline);
}

enum status
claim_alone(struct app *a, int64_t session, const struct units_time *times, size_t n,
	    struct units_time *alone, size_t *n_alone, struct err *err)
{
	struct performed *rows = mem_alloc(SESSION_ITEMS_MAX * sizeof *rows);
	int many = 0;
	enum status st =
	    query_performed(a->store, session, rows, SESSION_ITEMS_MAX, &many, err);

	for (size_t i = 0; !st && i < n; i++) {
		int64_t sum = 0;

		for (int k = 0; k < many; k++)
			if (!strcmp(rows[k].code, times[i].code) &&
			    rows[k].assistant_s > 0)
				sum += rows[k].assistant_s;
		if (sum > times[i].seconds)
			sum = times[i].seconds;
		if (sum > 0)
			(void)add_time(alone, n_alone, times[i].code, sum);
	}
	free(rows);
	return st;
}

/* The times of one earlier visit, which begins at line i of the year. */
static enum status
earlier_visit(struct app *a, const struct claim_facts *f, size_t i, struct pool *p,
	      struct err *err)
{
	struct units_time times[CLAIM_POOL_MAX];
	const int64_t session = f->year[i].session;
	size_t n = 0;

	for (; i < f->n_year && f->year[i].session == session; i++)
		if (!add_time(times, &n, f->year[i].code, f->year[i].seconds) ||
		    !add_time(p->times, &p->n, f->year[i].code, f->year[i].seconds))
			return too_many(err);
	return claim_alone(a, session, times, n, p->alone, &p->n_alone, err);
}

static enum status
earlier_times(struct app *a, const struct claim_visit *v, const struct claim_facts *f,
	      struct claim *c, struct pool *p, struct err *err)
{
	int64_t last = 0;
	enum status st = ST_OK;

	for (size_t i = 0; !st && i < f->n_year; i++) {
		if (!of_date(c, v, &f->year[i]) || f->year[i].session == last)
			continue;
		last = f->year[i].session;
		c->earlier++;
		st = earlier_visit(a, f, i, p, err);
	}
	return st;
}

/* ---- rows to be stored */

static struct claim_row *
row_of(struct claim *c, const char *code, bool assistant, const char *modifiers)
{
	for (int i = 0; i < c->n_rows; i++)
		if (!strcmp(c->rows[i].code, code) && c->rows[i].assistant == assistant)
			return &c->rows[i];
	if (c->n_rows == CLAIM_ROWS_MAX)
		return NULL;
	c->rows[c->n_rows] = (struct claim_row){.line = -1, .assistant = assistant};
	str_copy(c->rows[c->n_rows].code, 9, code);
	str_copy(c->rows[c->n_rows].modifiers, 17, modifiers);
	return &c->rows[c->n_rows++];
}

/* Time stands once per code, on its first row, so that sums are right. */
static void
row_time(const struct claim_visit *v, const struct claim_facts *f, struct claim *c,
	 int at)
{
	struct claim_row *r = &c->rows[at];

	for (int i = 0; i < at; i++)
		if (!strcmp(c->rows[i].code, r->code))
			return;
	for (size_t i = 0; i < v->n; i++)
		if (!strcmp(v->times[i].code, r->code))
			r->seconds = v->times[i].seconds;
	for (int i = 0; i < c->bill.n; i++)
		if (!strcmp(c->bill.lines[i].code, r->code))
			r->minutes += c->bill.lines[i].minutes;
	for (size_t i = 0; i < f->n_year; i++)
		if (of_date(c, v, &f->year[i]) && !strcmp(f->year[i].code, r->code))
			r->minutes -= (int)f->year[i].minutes;
}

/* The lines of the date, minus what earlier visits charged. */
static void
make_rows(const struct claim_visit *v, const struct claim_facts *f, struct claim *c)
{
	for (int i = 0; i < c->bill.n; i++) {
		const struct bill_line *l = &c->bill.lines[i];
		char modifiers[17];
		struct claim_row *r;

		bill_modifiers(l, modifiers, sizeof modifiers);
		r = row_of(c, l->code, l->assistant, modifiers);
		if (!r)
			continue;
		r->line = i;
		r->units += l->units;
	}
	for (size_t i = 0; i < f->n_year; i++) {
		const struct year_line *l = &f->year[i];
		bool assistant = strstr(l->modifiers, "CQ") || strstr(l->modifiers, "CO");
		struct claim_row *r;

		if (!of_date(c, v, l))
			continue;
		r = row_of(c, l->code, assistant, l->modifiers);
		if (r)
			r->units -= (int)l->units;
	}
	for (int i = 0; i < c->n_rows; i++)
		row_time(v, f, c, i);
}

/* Keeps the rows that say something of this visit. */
static void
keep_telling(const struct claim_visit *v, struct claim *c)
{
	int n = 0;

	for (int i = 0; i < c->n_rows; i++) {
		const struct claim_row *r = &c->rows[i];

		if (r->units || r->minutes || r->seconds ||
		    (r->line >= 0 && has_code(v, r->code)))
			c->rows[n++] = c->rows[i];
	}
	c->n_rows = n;
}

/* ---- the whole */

static void
fill_names(const struct claim_visit *v, const struct claim_facts *f, struct claim *c)
{
	str_copy(c->payer, sizeof c->payer, f->payer.name);
	str_copy(c->payer_kind, sizeof c->payer_kind, f->payer.kind);
	str_copy(c->discipline, sizeof c->discipline, v->discipline);
	str_copy(c->answers, sizeof c->answers, v->answers);
	str_copy(c->mode, sizeof c->mode, "in_person");
	(void)bill_answer(v->answers, "mode", c->mode, NULL, 0);
	if (!c->mode[0])
		str_copy(c->mode, sizeof c->mode, "in_person");
}

static struct bill_input
input_of(const struct app *a, const struct claim_visit *v, const struct claim_facts *f,
	 const struct claim *c, const struct pool *p)
{
	struct bill_input in = {.test = strcmp(f->payer.assistant_test, "simple")
					    ? ASSISTANT_STRICT
					    : ASSISTANT_SIMPLE,
				.times = p->times,
				.n = p->n,
				.alone = p->alone,
				.n_alone = p->n_alone,
				.tie = v->tie,
				.discipline = c->discipline,
				.date = v->date,
				.payer_kind = f->payer.kind,
				.wants = f->wants,
				.mode = c->mode,
				.place = a->site.place[0] ? a->site.place : "11",
				.statuses = f->statuses,
				.n_statuses = f->n_statuses,
				.pairs = (const void *)f->pairs.rows,
				.n_pairs = f->pairs.n,
				.telehealth = (const void *)f->telehealth.rows,
				.n_telehealth = f->telehealth.n,
				.fees = (const void *)f->fees.rows,
				.n_fees = f->fees.n,
				.year = c->year,
				.rule = v->rule,
				.answers = v->answers};

	return in;
}

enum status
claim_make(struct app *a, const struct claim_visit *v, const struct claim_facts *f,
	   struct claim *c, struct err *err)
{
	struct pool pool = {0};
	struct bill_input in;
	struct units_table table;
	const struct codes *codes;
	enum status st = codes_of(a, v->date, &codes, err);

	if (st)
		return st;
	table = codes_table(codes);
	fill_names(v, f, c);
	if (!own_times(v, &pool))
		return too_many(err);
	st = earlier_times(a, v, f, c, &pool, err);
	if (!st)
		st = claim_year_read(a, v, f, &c->year, &c->figure_of, err);
	if (st)
		return st;
	in = input_of(a, v, f, c, &pool);
	in.table = &table;
	st = bill_compute(&in, &c->bill, err);
	if (!st) {
		make_rows(v, f, c);
		keep_telling(v, c);
	}
	return st;
}

/* Modifiers with their reasons and what was answered, cut to the field. */
static void
row_why(const struct claim *c, const struct claim_row *r, char *out, size_t size)
{
	struct str text = {0};

	if (r->line < 0)
		str_add(&text, "given back: the visits of a date are one pool");
	else
		bill_reasons(&c->bill.lines[r->line], &text);
	str_copy(out, size, str_text(&text));
	str_release(&text);
}

void
claim_charge(const struct claim *c, const struct claim_row *r, struct charge *row)
{
	const struct bill_line *l = r->line < 0 ? NULL : &c->bill.lines[r->line];

	dict_row_init(dict_entity(E_CHARGE), row);
	str_copy(row->code, sizeof row->code, r->code);
	if (r->seconds || r->minutes) { /* time stands once per code */
		row->seconds = r->seconds;
		row->minutes = r->minutes;
	}
	row->units = r->units;
	str_copy(row->modifiers, sizeof row->modifiers, r->modifiers);
	if (!strstr(r->modifiers, "GP") && !strstr(r->modifiers, "GO") &&
	    !strstr(r->modifiers, "GN")) /* else they say it */
		str_copy(row->discipline, sizeof row->discipline, c->discipline);
	str_copy(row->place, sizeof row->place, l ? l->place : "");
	if (l && l->amount != DICT_NONE)
		row->amount = l->units ? l->amount / l->units * r->units : 0;
	row_why(c, r, row->why, sizeof row->why);
}
