/* claim_year.c - the running total of a patient's year against the threshold. */
#include "app/care_rules.h"
#include "base/date.h"
#include "claim_priv.h"
#include "core/source.h"
#include "store/query_person.h"
#include "store/record.h"

#include <string.h>

const char *
claim_discipline(const struct year_line *l)
{
	if (l->discipline[0])
		return l->discipline;
	if (strstr(l->modifiers, "GO"))
		return "OT";
	return strstr(l->modifiers, "GN") ? "SLP" : "PT";
}

/* ---- the payer's figure */

struct told {
	int64_t year, date;
	const char *grp;
	struct payer_figure best; /* as_of DICT_NONE: none */
};

static bool
newest_figure(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_PAYER_FIGURE);
	struct told *f = arg;
	struct payer_figure row;

	(void)dict_row_take(e, &row, no, id, cells);
	if (row.year == f->year && !strcmp(row.grp, f->grp) && row.as_of <= f->date &&
	    row.as_of >= f->best.as_of)
		f->best = row;
	return true;
}

static enum status
figure_of(struct app *a, int64_t patient, struct told *f, struct err *err)
{
	struct record_filter of = {
	    .field = dict_field_named(dict_entity(E_PAYER_FIGURE), "patient"),
	    .value = {.kind = CELL_INT}};
	int64_t members[PERSON_MAX]; /* the year is the person's, whatever the number */
	int n;
	enum status st;

	dict_row_init(dict_entity(E_PAYER_FIGURE), &f->best);
	st = query_members(a->store, patient, members, PERSON_MAX, &n, err);
	for (int i = 0; i < n && !st; i++) {
		of.value.i = members[i];
		st = record_scan(a->store, E_PAYER_FIGURE, &of, newest_figure, f, err);
	}
	return st;
}

/* ---- threshold of the year */

static int64_t
limit_of(const struct claim_facts *f, const char *kind, const char *grp, int64_t date,
	 bool *unsure)
{
	const struct threshold *rows = (const void *)f->thresholds.rows;

	for (size_t i = 0; i < f->thresholds.n; i++) {
		const struct threshold *t = &rows[i];

		if (t->year != date / 10000 || strcmp(t->kind, kind) != 0 ||
		    strcmp(t->grp, grp) != 0)
			continue;
		if (unsure)
			*unsure = source_unsure(t->verification);
		return t->amount;
	}
	return DICT_NONE;
}

/* Adds the charges after the payer's figure, and finds the first one with KX. */
static void
add_up(const struct claim_facts *f, const char *grp, int64_t after, struct bill_year *y)
{
	for (size_t i = 0; i < f->n_year; i++) {
		const struct year_line *l = &f->year[i];

		if (strcmp(bill_group(claim_discipline(l)), grp) != 0)
			continue;
		if (strstr(l->modifiers, "KX") && !y->crossed_on)
			y->crossed_on = l->service_date;
		if (after != DICT_NONE && l->service_date <= after)
			continue;
		if (l->amount != DICT_NONE)
			y->used += l->amount;
		else if (l->units)
			y->whole = false;
	}
}

enum status
claim_year_read(struct app *a, const struct claim_visit *v, const struct claim_facts *f,
		struct bill_year *y, int64_t *figure, struct err *err)
{
	const char *grp = bill_group(v->discipline);
	struct told told = {.year = v->date / 10000, .date = v->date, .grp = grp};
	enum status st = figure_of(a, v->patient, &told, err);

	*y = (struct bill_year){0};
	*figure = 0;
	y->kx = limit_of(f, "kx", grp, v->date, &y->unsure);
	y->review = limit_of(f, "review", grp, v->date, NULL);
	if (st)
		return st;
	y->whole = told.best.as_of != DICT_NONE; /* else other providers are unknown */
	if (y->whole) {
		y->used = told.best.amount;
		*figure = told.best.as_of;
	}
	add_up(f, grp, told.best.as_of, y);
	return ST_OK;
}

void
claim_year_text(const struct claim *c, struct str *out)
{
	const struct bill_year *y = &c->year;
	int64_t sum = y->used + c->bill.amount;

	if (strcmp(c->payer_kind, "medicare") != 0 &&
	    strcmp(c->payer_kind, "advantage") != 0)
		return;
	str_addf(out, "Year, %s: $%lld.%02d%s",
		 strcmp(bill_group(c->discipline), "ot") ? "PT and SLP" : "OT",
		 (long long)(sum / 1000), (int)(sum % 1000 / 10),
		 y->whole && c->bill.amount_whole ? "" : " at least");
	if (y->kx == DICT_NONE)
		str_add(out, " of a threshold that is not known");
	else
		str_addf(out, " of $%lld%s", (long long)(y->kx / 1000),
			 y->unsure ? " (check source)" : "");
	if (c->figure_of) {
		char day[DATE_TEXT_SIZE];

		date_text(c->figure_of, day);
		str_addf(out, "; payer's figure of %s", day);
	} else {
		str_add(out, "; a lower bound, no figure of the payer");
	}
}
