/* paper_bill.c - the superbill of a visit, the charge sheet of a day and reports, on paper. */
#include "claims_priv.h"
#include "paper_priv.h"
#include "store/record.h"

#include <string.h>

static void
labelled(struct page_doc *d, const char *label, const char *text)
{
	page_addf(d, PAGE_ROW, "%-16s %s", label, text[0] ? text : "MISSING");
}

/* A cell of a claim line by the name of its column. */
static const char *
cell(const struct claims *c, size_t row, const char *name)
{
	for (int i = 0; i < c->sheet.n_cols; i++)
		if (!strcmp(c->sheet.cols[i].name, name))
			return sheet_cell(&c->sheet, row, i);
	return "";
}

static void
who(const struct claims *c, struct page_doc *d)
{
	page_add(d, PAGE_HEAD, "CLINIC");
	labelled(d, "Billing NPI", cell(c, 0, "billing_npi"));
	labelled(d, "Tax id", cell(c, 0, "tax_id"));
	labelled(d, "Address", cell(c, 0, "billing_address"));
	labelled(d, "Clinician", cell(c, 0, "rendering_name"));
	labelled(d, "Clinician's NPI", cell(c, 0, "rendering_npi"));
	labelled(d, "Licence", cell(c, 0, "rendering_licence"));
	page_add(d, PAGE_TEXT, "");
	page_add(d, PAGE_HEAD, "PAYER");
	labelled(d, "Payer", cell(c, 0, "payer"));
	labelled(d, "Payer id", cell(c, 0, "payer_id"));
	labelled(d, "Insured's id", cell(c, 0, "insured_id"));
	labelled(d, "Insured person", cell(c, 0, "insured_name"));
	if (cell(c, 0, "prior_authorization")[0])
		labelled(d, "Authorization", cell(c, 0, "prior_authorization"));
	if (cell(c, 0, "referred_by")[0])
		page_addf(d, PAGE_ROW, "%-16s %s  NPI %s", "Referred by",
			  cell(c, 0, "referred_by"),
			  cell(c, 0, "referrer_npi")[0] ? cell(c, 0, "referrer_npi")
							: "MISSING");
	page_add(d, PAGE_TEXT, "");
}

static enum status
diagnoses(struct app *a, int64_t episode, struct page_doc *d, struct err *err)
{
	struct claim_diagnosis list[CLAIM_DIAGNOSES_MAX];
	int n = 0;
	enum status st = ST_OK;

	page_add(d, PAGE_HEAD, "DIAGNOSES");
	if (episode != DICT_NONE)
		st = query_claim_diagnoses(a->store, episode, list, CLAIM_DIAGNOSES_MAX,
					   &n, err);
	for (int i = 0; i < n; i++)
		page_addf(d, PAGE_ROW, "%c  %-9s %s", 'A' + i, list[i].code,
			  list[i].description);
	if (!n)
		page_add(d, PAGE_ROW, "MISSING");
	page_add(d, PAGE_TEXT, "");
	return st;
}

/* A superbill shows what is billed: lines that a correction replaced stay in the note. */
static bool
replaced(const struct claims *c, size_t row)
{
	return !strncmp(cell(c, row, "remark"), "REPLACED", 8);
}

/* What each line still lacks, words parted by blanks so that they wrap. */
static void
lacks(const struct claims *c, struct page_doc *d)
{
	for (size_t r = 0; r < sheet_rows(&c->sheet); r++) {
		struct str words = {0};

		if (replaced(c, r))
			continue;
		for (const char *p = cell(c, r, "missing"); *p; p++) {
			str_add_c(&words, *p);
			if (*p == ';')
				str_add_c(&words, ' ');
		}
		if (words.n)
			page_addf(d, PAGE_ROW, "%s lacks: %s", cell(c, r, "code"),
				  str_text(&words));
		str_release(&words);
	}
}

static void
services(const struct claims *c, struct page_doc *d)
{
	page_add(d, PAGE_HEAD, "SERVICES");
	page_add(d, PAGE_HEAD, "POS  Code    Modifiers    Dx    Units   Min     Charge");
	for (size_t r = 0; r < sheet_rows(&c->sheet); r++) {
		char mods[24];

		if (replaced(c, r))
			continue;
		str_format(mods, sizeof mods, "%s %s %s %s", cell(c, r, "modifier_1"),
			   cell(c, r, "modifier_2"), cell(c, r, "modifier_3"),
			   cell(c, r, "modifier_4"));
		page_addf(d, PAGE_ROW, "%-4s %-7s %-12s %-5s %5s %5s %10s  %s",
			  cell(c, r, "place"), cell(c, r, "code"), mods,
			  cell(c, r, "pointers"), cell(c, r, "units"),
			  cell(c, r, "minutes"), cell(c, r, "charge"),
			  cell(c, r, "remark"));
	}
	page_add(d, PAGE_TEXT, "");
	page_addf(d, PAGE_TEXT, "Units %lld, minutes %lld.", (long long)c->units,
		  (long long)c->minutes);
	if (c->void_visits)
		page_addf(
		    d, PAGE_TEXT,
		    "VOID: the note of this visit is void; %lld units are not billed.",
		    (long long)c->void_units);
	lacks(c, d);
}

enum status
paper_write_superbill(struct app *a, const struct paper_order *o, struct page_doc *d,
		      struct paper *p, struct err *err)
{
	struct claims_order what = {.kind = CLAIMS_LINES, .session = o->no};
	struct session visit = {0};
	struct patient patient;
	struct claims c;
	char day[DATE_TEXT_SIZE];
	enum status st = claims_make(a, &what, &c, err);

	if (!st)
		st = record_get(a->store, E_SESSION, o->no, &visit, err);
	if (!st)
		st = record_get(a->store, E_PATIENT, visit.patient, &patient, err);
	if (!st)
		st = paper_head(a, visit.patient, d, err);
	if (!st) {
		date_text(visit.service_date, day);
		str_format(d->what, sizeof d->what, "Superbill %s", day);
		if (sheet_rows(&c.sheet)) {
			who(&c, d);
			st = diagnoses(a, visit.episode, d, err);
			services(&c, d);
		} else {
			page_add(d, PAGE_TEXT, "Nothing was charged for this visit.");
		}
		paper_name(p, "superbill", patient.chart_no, visit.service_date);
		p->row = o->no;
	}
	claims_release(&c);
	return st;
}

enum status
paper_write_charges(struct app *a, const struct paper_order *o, struct page_doc *d,
		    struct paper *p, struct err *err)
{
	struct claims_order what = {CLAIMS_CHARGES, o->day, o->day, 0};
	struct claims c;
	char day[DATE_TEXT_SIZE];
	enum status st = claims_make(a, &what, &c, err);

	if (!st) {
		date_text(o->day, day);
		str_copy(d->clinic, sizeof d->clinic, a->site.name);
		str_format(d->what, sizeof d->what, "Charges of %s", day);
		claims_page(&c, d);
		claims_release(&c);
		what.kind = CLAIMS_WORK;
		st = claims_make(a, &what, &c, err);
	}
	if (!st) {
		if (sheet_rows(&c.sheet)) {
			page_add(d, PAGE_TEXT, "");
			page_add(d, PAGE_HEAD, "BY CLINICIAN");
			sheet_page(&c.sheet, d);
		}
		paper_name(p, "charges", "", o->day);
	}
	claims_release(&c);
	return st;
}

enum status
paper_write_sums(struct app *a, const struct paper_order *o, struct page_doc *d,
		 struct paper *p, struct err *err)
{
	struct claims_order what = {.from = o->day, .to = o->to};
	struct claims c;
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];
	enum status st;

	if (o->no < 0 || o->no >= CLAIMS_COUNT)
		return status_fail(err, ST_INVALID, "there is no such report");
	what.kind = (enum claims_kind)o->no;
	st = claims_make(a, &what, &c, err);
	if (!st) {
		date_text(o->day, from);
		date_text(o->to, to);
		str_copy(d->clinic, sizeof d->clinic, a->site.name);
		str_format(d->who, sizeof d->who, "Report: %s", claims_name(what.kind));
		str_format(d->what, sizeof d->what, "%s - %s", from, to);
		claims_page(&c, d);
		paper_name(p, claims_name(what.kind), "", o->day);
	}
	claims_release(&c);
	return st;
}
