/* claim.c - the claim of a visit and its date, asked and answered. */
#include "app/claim.h"

#include "app/codes.h"
#include "claim_priv.h"
#include "core/session_units.h"
#include "store/live.h"
#include "visit_priv.h"

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

static void
own_times(const struct session_units *u, struct pool *p)
{
	for (int i = 0; i < u->n; i++) {
		if (!u->lines[i].known)
			continue;
		(void)add_time(p->times, &p->n, u->lines[i].code, u->lines[i].seconds);
		if (u->lines[i].assistant_s > 0)
			(void)add_time(p->alone, &p->n_alone, u->lines[i].code,
				       u->lines[i].assistant_s);
	}
}

/* ---- earlier visits of the date */

static bool
of_date(const struct claim *c, const struct visit *v, const struct year_line *l)
{
	return l->service_date == v->live.service_date &&
	       !strcmp(claim_discipline(l), c->discipline);
}

static enum status
earlier_assistant(struct app *a, int64_t session, struct pool *p, struct err *err)
{
	struct performed *rows = mem_alloc(SESSION_ITEMS_MAX * sizeof *rows);
	int n = 0;
	enum status st =
	    query_performed(a->store, session, rows, SESSION_ITEMS_MAX, &n, err);

	for (int i = 0; !st && i < n; i++)
		if (rows[i].code[0] && rows[i].assistant_s > 0)
			(void)add_time(p->alone, &p->n_alone, rows[i].code,
				       rows[i].assistant_s);
	free(rows);
	return st;
}

static enum status
earlier_times(struct app *a, const struct visit *v, const struct claim_facts *f,
	      struct claim *c, struct pool *p, struct err *err)
{
	int64_t last = 0;
	enum status st = ST_OK;

	for (size_t i = 0; !st && i < f->n_year; i++) {
		const struct year_line *l = &f->year[i];

		if (!of_date(c, v, l))
			continue;
		if (!add_time(p->times, &p->n, l->code, l->seconds))
			return status_fail(err, ST_INVALID,
					   "more than %d codes on one date",
					   (int)CLAIM_POOL_MAX);
		if (l->session == last)
			continue;
		last = l->session;
		c->earlier++;
		st = earlier_assistant(a, last, p, err);
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
row_time(const struct visit *v, const struct claim_facts *f,
	 const struct session_units *u, struct claim *c, int at)
{
	struct claim_row *r = &c->rows[at];

	for (int i = 0; i < at; i++)
		if (!strcmp(c->rows[i].code, r->code))
			return;
	for (int i = 0; i < u->n; i++)
		if (!strcmp(u->lines[i].code, r->code))
			r->seconds = u->lines[i].seconds;
	for (int i = 0; i < c->bill.n; i++)
		if (!strcmp(c->bill.lines[i].code, r->code))
			r->minutes += c->bill.lines[i].minutes;
	for (size_t i = 0; i < f->n_year; i++)
		if (of_date(c, v, &f->year[i]) && !strcmp(f->year[i].code, r->code))
			r->minutes -= (int)f->year[i].minutes;
}

/* The lines of the date, minus what earlier visits charged. */
static void
make_rows(const struct visit *v, const struct claim_facts *f,
	  const struct session_units *u, struct claim *c)
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
		row_time(v, f, u, c, i);
}

/* True when the row says something of this visit. */
static bool
tells(const struct session_units *u, const struct claim_row *r)
{
	if (r->units || r->minutes || r->seconds)
		return true;
	for (int i = 0; i < u->n; i++)
		if (!strcmp(u->lines[i].code, r->code))
			return r->line >= 0;
	return false;
}

static void
keep_telling(const struct session_units *u, struct claim *c)
{
	int n = 0;

	for (int i = 0; i < c->n_rows; i++)
		if (tells(u, &c->rows[i]))
			c->rows[n++] = c->rows[i];
	c->n_rows = n;
}

/* ---- the whole */

static void
fill_names(const struct app *a, const struct claim_facts *f, struct claim *c)
{
	str_copy(c->payer, sizeof c->payer, f->payer.name);
	str_copy(c->payer_kind, sizeof c->payer_kind, f->payer.kind);
	str_copy(c->discipline, sizeof c->discipline,
		 a->user.discipline[0] ? a->user.discipline : "PT");
	str_copy(c->answers, sizeof c->answers, f->answers);
	str_copy(c->mode, sizeof c->mode, "in_person");
	(void)bill_answer(f->answers, "mode", c->mode, NULL, 0);
	if (!c->mode[0])
		str_copy(c->mode, sizeof c->mode, "in_person");
}

static struct bill_input
input_of(const struct app *a, const struct visit *v, const struct claim_facts *f,
	 const struct claim *c, const struct pool *p)
{
	struct bill_input in = {.test = strcmp(f->payer.assistant_test, "simple")
					    ? ASSISTANT_STRICT
					    : ASSISTANT_SIMPLE,
				.times = p->times,
				.n = p->n,
				.alone = p->alone,
				.n_alone = p->n_alone,
				.tie = v->state.tie,
				.discipline = c->discipline,
				.date = v->live.service_date,
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
				.answers = f->answers};

	return in;
}

static enum status
compute(struct app *a, const struct visit *v, const struct claim_facts *f,
	struct claim *c, struct err *err)
{
	struct visit_units u;
	struct pool pool = {0};
	struct bill_input in;
	struct units_table table;
	const struct codes *codes;
	enum status st = visit_units(a, v, &u, err);

	if (!st)
		st = codes_of(a, &codes, err);
	if (st)
		return st;
	table = codes_table(codes);
	fill_names(a, f, c);
	own_times(&u.units, &pool);
	st = earlier_times(a, v, f, c, &pool, err);
	if (!st)
		st =
		    claim_year_read(a, v, f, c->discipline, &c->year, &c->figure_of, err);
	if (st)
		return st;
	in = input_of(a, v, f, c, &pool);
	in.table = &table;
	in.rule = u.units.rule;
	st = bill_compute(&in, &c->bill, err);
	if (!st) {
		make_rows(v, f, &u.units, c);
		keep_telling(&u.units, c);
	}
	return st;
}

enum status
claim_of(struct app *a, const struct visit *v, struct claim **c, struct err *err)
{
	struct claim_facts f;
	enum status st = claim_facts_read(a, v, &f, err);

	*c = mem_alloc(sizeof **c);
	if (!st)
		st = compute(a, v, &f, *c, err);
	claim_facts_release(&f);
	if (st) {
		free(*c);
		*c = NULL;
	}
	return st;
}

/* ---- answers */

static enum status
check_answer(const struct claim *c, const char *id, const char *value, const char *reason,
	     const struct bill_option **option, struct err *err)
{
	*option = NULL;
	for (int i = 0; i < c->bill.n_questions; i++) {
		const struct bill_question *q = &c->bill.questions[i];

		for (int k = 0; !strcmp(q->id, id) && k < q->n_options; k++)
			if (!strcmp(q->options[k].value, value))
				*option = &q->options[k];
	}
	if (!*option)
		return status_fail(err, ST_INVALID,
				   "%s=%s: there is no such question or answer", id,
				   value);
	if ((*option)->reasoned && !reason[0])
		return status_fail(err, ST_INVALID, "%s: a reason is wanted",
				   (*option)->text);
	return ST_OK;
}

static enum status
keep_answer(struct app *a, const struct visit *v, const struct claim *c, const char *id,
	    const char *value, const char *reason, struct err *err)
{
	struct str text = {0};
	enum status st;

	bill_answer_set(c->answers, id, value, reason, &text);
	if (text.n >= sizeof c->answers)
		st =
		    status_fail(err, ST_INVALID, "too many answers: shorten the reasons");
	else
		st = live_text_set(a->store, v->live.no, LIVE_BILL, str_text(&text), err);
	str_release(&text);
	return st;
}

enum status
claim_answer(struct app *a, struct visit *v, const char *id, const char *value,
	     const char *reason, struct err *err)
{
	const struct bill_option *option = NULL;
	struct claim *c;
	enum status st = claim_of(a, v, &c, err);

	if (st)
		return st;
	if (!strcmp(id, "mode"))
		st = dict_check(
		    &dict_entity(E_SESSION)
			 ->fields[dict_field_named(dict_entity(E_SESSION), "mode")],
		    (struct cell){.kind = CELL_TEXT, .p = value, .n = strlen(value)},
		    err);
	else if (value[0])
		st = check_answer(c, id, value, reason, &option, err);
	if (!st && !strcmp(id, "tie"))
		st = visit_do(a, v, SEV_TIE, -1, 0, option ? option->text : "", err);
	else if (!st)
		st = keep_answer(a, v, c, id, !strcmp(value, "in_person") ? "" : value,
				 reason, err);
	free(c);
	return st;
}

int
claim_findings(const struct claim *c, struct claim_finding *list, int max)
{
	int n = 0;

	for (int stop = 1; stop >= 0; stop--)
		for (int i = 0; i < c->bill.n_questions && n < max; i++) {
			const struct bill_question *q = &c->bill.questions[i];

			if (q->chosen >= 0 || q->stop != (bool)stop)
				continue;
			str_copy(list[n].id, sizeof list[n].id, q->id);
			str_copy(list[n].text, sizeof list[n].text, q->text);
			list[n++].stop = q->stop;
		}
	return n;
}

void
claim_changes(const struct claim *c, struct str *out)
{
	const char *gap = "";

	if (!c->earlier)
		return;
	for (int i = 0; i < c->n_rows; i++) {
		const struct claim_row *r = &c->rows[i];
		int day = r->line < 0 ? 0 : c->bill.lines[r->line].units;

		if (day == r->units)
			continue;
		str_addf(out, "%s%s%s %d -> %d", gap, r->code,
			 r->assistant ? " assistant" : "", day - r->units, day);
		gap = ", ";
	}
}
