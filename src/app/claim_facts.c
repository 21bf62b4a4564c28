/* claim_facts.c - payer, billing tables, fees and answers of a visit. */
#include "claim_priv.h"
#include "core/source.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

/* Rows of one table on their way into a list. own and shipped have the same members. */
struct gather {
	const struct entity *e;
	struct claim_list *to;
	bool replace; /* a row with the same key takes the place of the one before */
};

static bool
keep_row(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct gather *g = arg;
	const size_t size = g->e->size;
	char *row;
	size_t at = g->to->n;

	g->to->rows = mem_room(g->to->rows, at, size);
	row = g->to->rows + at * size;
	(void)dict_row_take(g->e, row, no, id, cells);
	for (size_t i = 0; g->replace && i < at; i++) /* key is the first field */
		if (!strcmp(g->to->rows + i * size + g->e->fields[0].offset,
			    row + g->e->fields[0].offset))
			at = i;
	if (at < g->to->n)
		memcpy(g->to->rows + at * size, row, size);
	else
		g->to->n++;
	return true;
}

static enum status
gather(struct app *a, enum entity_id e, const struct record_filter *filter,
       struct claim_list *to, bool replace, struct err *err)
{
	struct gather g = {.e = dict_entity(e), .to = to, .replace = replace};

	return record_scan(a->store, e, filter, keep_row, &g, err);
}

/* The shipped rows, then the clinic's own in their place. */
static enum status
table(struct app *a, enum entity_id shipped, enum entity_id own, struct claim_list *to,
      struct err *err)
{
	const struct record_filter all = {.field = -1};
	enum status st = gather(a, shipped, &all, to, false, err);

	return st ? st : gather(a, own, &all, to, true, err);
}

_Static_assert(sizeof(struct threshold) == sizeof(struct clinic_threshold) &&
		   sizeof(struct code_pair) == sizeof(struct clinic_pair) &&
		   sizeof(struct telehealth_rule) == sizeof(struct clinic_telehealth),
	       "own rows have the form of shipped ones");

/* ---- payer */

static enum status
payer_of(struct app *a, const struct claim_visit *v, struct payer *p, struct err *err)
{
	struct episode e;
	struct patient who;
	int64_t no = 0;
	enum status st = ST_OK;

	dict_row_init(dict_entity(E_PAYER), p);
	if (v->episode) {
		st = record_get(a->store, E_EPISODE, v->episode, &e, err);
		no = st || e.payer == DICT_NONE ? 0 : e.payer;
	}
	if (!st && !no) {
		st = record_get(a->store, E_PATIENT, v->patient, &who, err);
		no = st || who.payer == DICT_NONE ? 0 : who.payer;
	}
	return st || !no ? st : record_get(a->store, E_PAYER, no, p, err);
}

struct wants {
	const struct payer *payer;
	int64_t date;
	char *out;
	size_t size;
};

static bool
read_wants(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_MODIFIER_RULE);
	struct wants *w = arg;
	struct modifier_rule r;

	(void)dict_row_take(e, &r, no, id, cells);
	if (!strcmp(r.payer_kind, w->payer->kind) &&
	    source_holds(r.valid_from, r.valid_to, w->date))
		str_copy(w->out, w->size, r.wants);
	return true;
}

/* The payer's own list of modifiers, else that of its kind. */
static enum status
wants_of(struct app *a, int64_t date, struct claim_facts *f, struct err *err)
{
	const struct record_filter all = {.field = -1};
	struct wants w = {&f->payer, date, f->wants, sizeof f->wants};

	str_copy(f->wants, sizeof f->wants, f->payer.wants);
	if (f->wants[0] || !f->payer.kind[0])
		return ST_OK;
	return record_scan(a->store, E_MODIFIER_RULE, &all, read_wants, &w, err);
}

static enum status
fees_of(struct app *a, struct claim_facts *f, struct err *err)
{
	const struct record_filter of = {
	    .field = dict_field_named(dict_entity(E_PAYER_FEE), "payer"),
	    .value = {.kind = CELL_INT, .i = f->payer.head.no}};

	if (!f->payer.head.no)
		return ST_OK;
	return gather(a, E_PAYER_FEE, &of, &f->fees, false, err);
}

/* ---- Medicare's word on the codes of the date */

static enum status
statuses_of(struct app *a, int64_t date, struct claim_facts *f, struct err *err)
{
	enum { CODES_MAX = 400 };
	struct service_code *rows = mem_alloc(CODES_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_service_codes(a->store, date, rows, CODES_MAX, &n, err);

	f->statuses = mem_alloc((size_t)(n + 1) * sizeof *f->statuses);
	for (int i = 0; !st && i < n; i++) {
		struct bill_status *s = &f->statuses[f->n_statuses];

		if (!strcmp(rows[i].medicare, "always") ||
		    !strcmp(rows[i].medicare, "sometimes"))
			continue;
		str_copy(s->code, sizeof s->code, rows[i].code);
		str_copy(s->medicare, sizeof s->medicare, rows[i].medicare);
		f->n_statuses++;
	}
	free(rows);
	return st;
}

/* ---- all of it */

/* What was charged before the visit: of a signed one not its own lines, nor later ones. */
static void
keep_before(const struct claim_visit *v, struct claim_facts *f)
{
	size_t n = 0;

	for (size_t i = 0; i < f->n_year; i++) {
		const struct year_line *l = &f->year[i];

		if (!v->session || l->service_date < v->date || l->session < v->session)
			f->year[n++] = *l;
	}
	f->n_year = n;
}

static enum status
tables(struct app *a, const struct claim_visit *v, struct claim_facts *f, struct err *err)
{
	char mode[8];
	enum status st = table(a, E_CODE_PAIR, E_CLINIC_PAIR, &f->pairs, err);

	if (!st)
		st = table(a, E_THRESHOLD, E_CLINIC_THRESHOLD, &f->thresholds, err);
	if (!st && !strcmp(f->payer.kind, "medicare"))
		st = statuses_of(a, v->date, f, err);
	if (!st && bill_answer(v->answers, "mode", mode, NULL, 0))
		st =
		    table(a, E_TELEHEALTH_RULE, E_CLINIC_TELEHEALTH, &f->telehealth, err);
	return st;
}

enum status
claim_facts_read(struct app *a, const struct claim_visit *v, struct claim_facts *f,
		 struct err *err)
{
	int64_t date = v->date, year = date / 10000 * 10000;
	enum status st;

	*f = (struct claim_facts){0};
	st = payer_of(a, v, &f->payer, err);
	if (!st)
		st = wants_of(a, date, f, err);
	if (!st)
		st = fees_of(a, f, err);
	if (!st)
		st = tables(a, v, f, err);
	if (!st)
		st = query_year(a->store, v->patient, year + 101, date, &f->year,
				&f->n_year, err);
	keep_before(v, f);
	return st;
}

void
claim_facts_release(struct claim_facts *f)
{
	free(f->thresholds.rows);
	free(f->pairs.rows);
	free(f->telehealth.rows);
	free(f->fees.rows);
	free(f->statuses);
	free(f->year);
}
