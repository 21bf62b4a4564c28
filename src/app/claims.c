/* claims.c - reports of charges, work and notes. */
#include "app/claims.h"

#include "base/io.h"
#include "claims_priv.h"
#include "store/access.h"
#include "store/audit.h"
#include "store/live.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { OPEN_MAX = 500 };

static const char *const names[] = {
#define CLAIMS_ROW(ID, name, about) name,
    CLAIMS_LIST(CLAIMS_ROW)
#undef CLAIMS_ROW
};

const char *
claims_name(enum claims_kind kind)
{
	return kind < CLAIMS_COUNT ? names[kind] : "";
}

const char *
claims_about(enum claims_kind kind)
{
	static const char *const abouts[] = {
#define CLAIMS_ABOUT(ID, name, about) about,
	    CLAIMS_LIST(CLAIMS_ABOUT)
#undef CLAIMS_ABOUT
	};

	return abouts[kind];
}

enum { NAMES = 64 };

struct walk {
	struct app *a;
	struct claims *c;
	struct io_writer *out; /* NULL: rows are kept */
	struct {
		int64_t no;
		char name[81];
	} names[NAMES]; /* of staff, those of the last rows */
	enum status st;
	struct err err;
};

static void
add_month(struct sheet *s, int64_t month)
{
	char text[16];

	str_format(text, sizeof text, "%04lld-%02lld", (long long)(month / 100),
		   (long long)(month % 100));
	sheet_text(s, text);
}

static void
add_staff(struct walk *w, int64_t staff)
{
	int at = (int)(staff & (NAMES - 1));
	struct staff row;

	if (staff == DICT_NONE) {
		sheet_text(&w->c->sheet, "");
		return;
	}
	if (!w->st && w->names[at].no != staff) {
		w->st = record_get(w->a->store, E_STAFF, staff, &row, &w->err);
		w->names[at].no = w->st ? 0 : staff;
		str_copy(w->names[at].name, sizeof w->names[at].name,
			 w->st ? "" : row.name);
	}
	sheet_text(&w->c->sheet, w->names[at].name);
}

/* ---- units and work */

static const struct sheet_col unit_cols[] = {
    {"month", "Month", false},	{"clinician", "Clinician", false},
    {"code", "Code", false},	{"payer", "Payer", false},
    {"visits", "Visits", true}, {"minutes", "Minutes", true},
    {"units", "Units", true},
};

static bool
add_units(void *arg, const struct claim_sum *x)
{
	struct walk *w = arg;
	struct sheet *s = &w->c->sheet;
	struct payer p = {.name = "no payer"};

	if (x->payer != DICT_NONE && !w->st)
		w->st = record_get(w->a->store, E_PAYER, x->payer, &p, &w->err);
	add_month(s, x->month);
	add_staff(w, x->therapist);
	sheet_text(s, x->code);
	sheet_text(s, p.name);
	sheet_int(s, x->visits);
	sheet_int(s, x->minutes);
	sheet_int(s, x->units);
	w->c->minutes += x->minutes;
	w->c->units += x->units;
	return !w->st;
}

static const struct sheet_col work_cols[] = {
    {"month", "Month", false},
    {"clinician", "Clinician", false},
    {"visits", "Visits", true},
    {"minutes", "Minutes", true},
    {"units", "Units", true},
    {"clock_hours", "Hours", true},
    {"units_per_hour", "Units/h", true},
};

/* A quotient with two decimals; "" when there is nothing to divide by. */
static void
add_ratio(struct sheet *s, int64_t value, int64_t by)
{
	char text[32] = "";
	int64_t hundredths = by > 0 ? (value * 100 + by / 2) / by : 0;

	if (by > 0)
		str_format(text, sizeof text, "%lld.%02lld",
			   (long long)(hundredths / 100), (long long)(hundredths % 100));
	sheet_text(s, text);
}

static bool
add_work(void *arg, const struct claim_sum *x)
{
	struct walk *w = arg;
	struct sheet *s = &w->c->sheet;

	add_month(s, x->month);
	add_staff(w, x->therapist);
	sheet_int(s, x->visits);
	sheet_int(s, x->minutes);
	sheet_int(s, x->units);
	add_ratio(s, x->clock_s, 3600);
	add_ratio(s, x->units * 3600, x->clock_s);
	w->c->visits += x->visits;
	w->c->minutes += x->minutes;
	w->c->units += x->units;
	return !w->st;
}

static bool
add_void(void *arg, const struct claim_sum *x)
{
	struct walk *w = arg;

	w->c->void_visits = x->visits;
	w->c->void_units = x->units;
	return false;
}

/* ---- notes */

static const struct sheet_col late_cols[] = {
    {"service_date", "Visit", false},  {"chart_no", "Chart no", false},
    {"clinician", "Clinician", false}, {"signed", "Signed", false},
    {"days_late", "Days late", true},
};

static bool
add_late(void *arg, const struct signed_note *n)
{
	struct walk *w = arg;
	struct sheet *s = &w->c->sheet;
	struct patient p;
	char day[DATE_TEXT_SIZE];
	int64_t on;

	if (n->signed_at == DICT_NONE)
		return true;
	on = clock_civil(n->signed_at * 1000).date;
	if (on <= n->service_date)
		return true;
	w->st = record_get(w->a->store, E_PATIENT, n->patient, &p, &w->err);
	if (w->st)
		return false;
	date_text(n->service_date, day);
	sheet_text(s, day);
	sheet_text(s, p.chart_no);
	add_staff(w, n->therapist);
	date_text(on, day);
	sheet_text(s, day);
	sheet_int(s, date_to_days(on) - date_to_days(n->service_date));
	w->c->visits++;
	return !w->st;
}

static const struct sheet_col open_cols[] = {
    {"service_date", "Visit", false},  {"chart_no", "Chart no", false},
    {"clinician", "Clinician", false}, {"state", "State", false},
    {"days_open", "Days open", true},
};

static enum status
add_open(struct walk *w, const struct claims_order *o, struct err *err)
{
	struct live *rows = mem_alloc(OPEN_MAX * sizeof *rows);
	struct sheet *s = &w->c->sheet;
	int n = 0;
	enum status st = live_list(w->a->store, rows, OPEN_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		char day[DATE_TEXT_SIZE];

		if (rows[i].service_date < o->from || rows[i].service_date > o->to)
			continue;
		date_text(rows[i].service_date, day);
		sheet_text(s, day);
		sheet_text(s, rows[i].chart_no);
		sheet_text(s, rows[i].therapist_name);
		sheet_text(s, rows[i].finished ? "finished" : "on the clock");
		sheet_int(s, date_to_days(app_today(w->a)) -
				 date_to_days(rows[i].service_date));
		w->c->visits++;
	}
	free(rows);
	return st;
}

/* ---- all */

static enum status
fill(struct walk *w, const struct claims_order *o, struct err *err)
{
	struct claim_span span = {o->from, o->to, 0};
	struct store *store = w->a->store;
	enum status st = ST_OK;

	switch (o->kind) {
	case CLAIMS_LINES:
	case CLAIMS_CHARGES:
		return claims_lines(w->a, o, w->c, w->out, err);
	case CLAIMS_UNITS:
		claims_begin(w->c, unit_cols, 7, w->out);
		st = query_claim_sums(store, CLAIM_SUMS_UNITS, &span, add_units, w, err);
		break;
	case CLAIMS_WORK:
		claims_begin(w->c, work_cols, 7, w->out);
		st = query_claim_sums(store, CLAIM_SUMS_WORK, &span, add_work, w, err);
		break;
	case CLAIMS_LATE:
		claims_begin(w->c, late_cols, 5, w->out);
		return query_signed_notes(store, &span, add_late, w, err);
	case CLAIMS_OPEN:
	case CLAIMS_COUNT:
		claims_begin(w->c, open_cols, 5, w->out);
		return add_open(w, o, err);
	}
	if (!st)
		st = query_claim_sums(store, CLAIM_SUMS_VOID, &span, add_void, w, err);
	return st;
}

void
claims_begin(struct claims *c, const struct sheet_col *cols, int n_cols,
	     struct io_writer *out)
{
	sheet_init(&c->sheet, cols, n_cols);
	if (out)
		sheet_stream(&c->sheet, out);
}

static enum status
make(struct app *a, const struct claims_order *o, struct claims *c, struct io_writer *out,
     struct err *err)
{
	struct walk w = {.a = a, .c = c, .out = out};
	enum status st;

	*c = (struct claims){.kind = o->kind};
	sheet_init(&c->sheet, open_cols, 5);
	if (!o->session && o->to < o->from)
		return status_fail(err, ST_INVALID,
				   "the last day is before the first; swap them");
	st = access_may(a->store, ROLE_BILLING, ROLE_READ, "Report", err);
	if (st)
		return st;
	access_lift(a->store); /* what is billed says its diagnosis to whoever bills */
	st = fill(&w, o, err);
	access_drop(a->store);
	if (!st && w.st) {
		st = w.st;
		if (err)
			*err = w.err;
	}
	return st;
}

enum status
claims_make(struct app *a, const struct claims_order *o, struct claims *c,
	    struct err *err)
{
	return make(a, o, c, NULL, err);
}

void
claims_release(struct claims *c)
{
	sheet_release(&c->sheet);
}

void
claims_page(const struct claims *c, struct page_doc *d)
{
	bool notes = c->kind == CLAIMS_LATE || c->kind == CLAIMS_OPEN;

	if (!sheet_rows(&c->sheet))
		page_add(d, PAGE_TEXT, "Nothing in these days.");
	else
		sheet_page(&c->sheet, d);
	page_add(d, PAGE_TEXT, "");
	if (notes) {
		page_addf(d, PAGE_TEXT, "%lld note%s", (long long)c->visits,
			  c->visits == 1 ? "" : "s");
		return;
	}
	if (c->kind != CLAIMS_UNITS)
		page_addf(d, PAGE_TEXT, "Visits   %lld", (long long)c->visits);
	page_addf(d, PAGE_TEXT, "Minutes  %lld\nUnits    %lld", (long long)c->minutes,
		  (long long)c->units);
	if (c->void_visits)
		page_addf(
		    d, PAGE_TEXT,
		    "Not in these sums: %lld visit%s whose note is void, %lld units.",
		    (long long)c->void_visits, c->void_visits == 1 ? "" : "s",
		    (long long)c->void_units);
	if (c->kind == CLAIMS_WORK)
		page_add(
		    d, PAGE_TEXT,
		    "Hours are those between the first and the last clock of a visit.");
	if (c->incomplete)
		page_addf(
		    d, PAGE_TEXT,
		    "%lld lines lack something a payer asks for; the column missing "
		    "of the CSV names it.",
		    (long long)c->incomplete);
}

enum status
claims_save(struct app *a, const struct claims_order *o, const char *path,
	    struct err *err)
{
	struct io_writer w;
	struct claims c;
	char detail[60];
	size_t rows;
	enum status st = io_writer_open(&w, a->env.io, path, err);

	if (st)
		return st;
	st = make(a, o, &c, &w, err);
	rows = sheet_rows(&c.sheet);
	claims_release(&c);
	if (st) {
		io_writer_cancel(&w);
		return st;
	}
	st = io_writer_commit(&w, err);
	if (st)
		return st;
	str_format(detail, sizeof detail, "%s, %zu rows", claims_name(o->kind), rows);
	return audit_add(a->store, "report-csv", 0, detail, err);
}
