/* paper_note.c - daily notes and reports of care on paper, signed or as they stand now. */
#include "app/report.h"
#include "paper_priv.h"
#include "store/query.h"
#include "store/query_sign.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { ADDENDA_MAX = 40, CHARGES_MAX = 40 };

static void
section(struct page_doc *d, const char *title, const char *text)
{
	if (!text[0])
		return;
	page_add(d, PAGE_HEAD, title);
	page_add(d, PAGE_TEXT, text);
	page_add(d, PAGE_TEXT, "");
}

static void
charge_rows(struct page_doc *d, const char *title, const struct charge *rows, int n)
{
	if (n)
		page_add(d, PAGE_HEAD, title);
	for (int i = 0; i < n; i++) {
		const struct charge *c = &rows[i];

		page_addf(d, PAGE_ROW, "%-6s %3lld min %2lld unit%s%s%s%s%s", c->code,
			  (long long)(c->minutes == DICT_NONE ? 0 : c->minutes),
			  (long long)(c->units == DICT_NONE ? 0 : c->units),
			  c->units == 1 ? "" : "s", c->modifiers[0] ? "  " : "",
			  c->modifiers, c->reason[0] ? "  " : "", c->reason);
	}
	if (n)
		page_add(d, PAGE_TEXT, "");
}

/* Those that hold, then those that a correction replaced. */
static enum status
charges(struct app *a, int64_t session, bool is_void, struct page_doc *d, struct err *err)
{
	struct charge *rows = mem_alloc(CHARGES_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_charges(a->store, session, rows, CHARGES_MAX, &n, err);

	if (!st) {
		charge_rows(d, is_void ? "CHARGES - VOID: not billed" : "CHARGES", rows,
			    n);
		st =
		    query_charges_replaced(a->store, session, rows, CHARGES_MAX, &n, err);
	}
	if (!st)
		charge_rows(d, "REPLACED by a correction, not billed", rows, n);
	free(rows);
	return st;
}

/* What was corrected: the old value stays beside the new one, and what that does to the units. */
static void
corrected(struct page_doc *d, const struct addendum *x)
{
	if (x->field[0])
		page_addf(d, PAGE_TEXT, "%s: signed %s, corrected %s", x->field,
			  x->old_value, x->new_value);
	if (x->units[0])
		page_addf(d, PAGE_TEXT, "units: %s", x->units);
}

static enum status
addenda(struct app *a, int64_t note, struct page_doc *d, struct err *err)
{
	struct addendum *rows = mem_alloc(ADDENDA_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_addenda(a->store, note, rows, ADDENDA_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		char at[40];

		paper_time(rows[i].entered_at, at, sizeof at);
		page_addf(d, PAGE_HEAD, "%s, entered %s by %s. Reason: %s",
			  dict_label(E_ADDENDUM, "kind", rows[i].kind), at,
			  rows[i].signature, rows[i].reason);
		page_add(d, PAGE_TEXT, rows[i].text);
		corrected(d, &rows[i]);
		page_add(d, PAGE_TEXT, "");
	}
	free(rows);
	return st;
}

static enum status
body(struct app *a, const struct note *n, struct page_doc *d, struct err *err)
{
	char at[40];
	bool is_void = false;
	enum status st = ST_OK;

	if (n->head.no)
		st = query_addendum_kind(a->store, n->head.no, "void", &is_void, err);
	if (is_void)
		page_add(d, PAGE_TEXT,
			 "*** THIS NOTE IS VOID; the reason stands at its end ***\n");
	section(d, "SUBJECTIVE", n->subjective);
	section(d, "OBJECTIVE", n->objective);
	section(d, "ASSESSMENT", n->assessment);
	section(d, "PLAN", n->plan);
	if (!n->head.no) {
		page_add(d, PAGE_TEXT, "NOT SIGNED: a draft as it stands now.");
		return ST_OK;
	}
	if (!st && n->session != DICT_NONE)
		st = charges(a, n->session, is_void, d, err);
	paper_time(n->signed_at, at, sizeof at);
	page_addf(d, PAGE_TEXT, "SIGNED %s by %s\n", at, n->signature);
	page_add(d, PAGE_TEXT, "");
	if (!st)
		st = addenda(a, n->head.no, d, err);
	section(d, "CHECKED BEFORE SIGNING", n->checks);
	return st;
}

/* Who and when a note is about: by its visit, else by its episode. */
struct about {
	int64_t patient, from, to;
};

static enum status
about_of(struct app *a, const struct paper_order *o, const struct note *n,
	 struct about *about, struct err *err)
{
	struct session visit;
	struct episode e;
	enum status st;

	*about = (struct about){o->patient, DICT_NONE, o->day};
	if (o->unsaved)
		return ST_OK;
	if (n->session != DICT_NONE) {
		st = record_get(a->store, E_SESSION, n->session, &visit, err);
		if (!st)
			*about =
			    (struct about){visit.patient, DICT_NONE, visit.service_date};
		return st;
	}
	st = record_get(a->store, E_EPISODE, n->episode, &e, err);
	if (!st)
		*about = (struct about){e.patient, n->period_from, n->period_to};
	return st;
}

static enum status
check_kind(const struct paper_order *o, const struct note *n, struct err *err)
{
	if (o->unsaved || (o->kind == PAPER_REPORT) == (n->session == DICT_NONE))
		return ST_OK;
	return status_fail(err, ST_INVALID, "this is a %s; use: limber print %s",
			   o->kind == PAPER_REPORT ? "daily note" : "report of care",
			   o->kind == PAPER_REPORT ? "note" : "report");
}

static enum status
write_head(struct app *a, const struct note *n, const struct about *x, struct page_doc *d,
	   struct paper *p, struct err *err)
{
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE], number[32] = "";
	const char *chart;
	enum status st = paper_head(a, x->patient, d, err);

	if (st)
		return st;
	date_text(x->from, from);
	date_text(x->to, to);
	str_format(d->what, sizeof d->what, "%s %s%s%s",
		   report_label(n->kind[0] ? n->kind : "daily"), from,
		   from[0] ? " - " : "", to);
	chart = strstr(d->who, "  ");
	if (chart)
		str_format(number, sizeof number, "%.*s", (int)strcspn(chart + 2, " "),
			   chart + 2);
	paper_name(p, n->kind[0] ? n->kind : "note", number, x->to);
	return ST_OK;
}

enum status
paper_write_note(struct app *a, const struct paper_order *o, struct page_doc *d,
		 struct paper *p, struct err *err)
{
	struct note *n = mem_alloc(sizeof *n);
	struct about x;
	enum status st = ST_OK;

	if (o->unsaved)
		*n = *o->unsaved;
	else
		st = record_get(a->store, E_NOTE, o->no, n, err);
	if (!st)
		st = check_kind(o, n, err);
	if (!st)
		st = about_of(a, o, n, &x, err);
	if (!st)
		st = write_head(a, n, &x, d, p, err);
	if (!st)
		st = body(a, n, d, err);
	p->row = n->head.no;
	free(n);
	return st;
}
