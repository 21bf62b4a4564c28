/* claims_lines.c - a charge and its visit as one row that names every field of a service line. */
#include "claims_priv.h"

#include "app/conflicts.h"

#include <stdlib.h>
#include <string.h>

enum { POINTERS = 4, MODIFIERS = 4 };

/* Columns of the claim lines; those of the charge sheet on paper have a label. */
static const struct sheet_col line_cols[] = {
    {"service_from", "Date", false},
    {"service_to", NULL, false},
    {"chart_no", "Chart no", false},
    {"patient_family", "Patient", false},
    {"patient_given", NULL, false},
    {"birth_date", NULL, false},
    {"sex", NULL, false},
    {"patient_address", NULL, false},
    {"patient_phone", NULL, false},
    {"payer", NULL, false},
    {"payer_id", NULL, false},
    {"payer_address", NULL, false},
    {"insured_id", NULL, false},
    {"group_no", NULL, false},
    {"insured_is", NULL, false},
    {"insured_name", NULL, false},
    {"insured_birth", NULL, false},
    {"prior_authorization", NULL, false},
    {"onset", NULL, false},
    {"referred_by", NULL, false},
    {"referrer_npi", NULL, false},
    {"diagnosis_a", NULL, false},
    {"diagnosis_b", NULL, false},
    {"diagnosis_c", NULL, false},
    {"diagnosis_d", NULL, false},
    {"diagnosis_e", NULL, false},
    {"diagnosis_f", NULL, false},
    {"diagnosis_g", NULL, false},
    {"diagnosis_h", NULL, false},
    {"diagnosis_i", NULL, false},
    {"diagnosis_j", NULL, false},
    {"diagnosis_k", NULL, false},
    {"diagnosis_l", NULL, false},
    {"place", NULL, false},
    {"code", "Code", false},
    {"modifier_1", "Mod", false},
    {"modifier_2", "", false},
    {"modifier_3", "", false},
    {"modifier_4", "", false},
    {"pointers", NULL, false},
    {"charge", "Charge", true},
    {"units", "Units", true},
    {"minutes", "Min", true},
    {"rendering_name", NULL, false},
    {"rendering_npi", NULL, false},
    {"rendering_licence", NULL, false},
    {"billing_name", NULL, false},
    {"billing_address", NULL, false},
    {"billing_phone", NULL, false},
    {"billing_npi", NULL, false},
    {"tax_id", NULL, false},
    {"signed", NULL, false},
    {"remark", "", false},
    {"missing", NULL, false},
};
enum { LINE_COLS = sizeof line_cols / sizeof line_cols[0] };
_Static_assert((int)LINE_COLS <= (int)SHEET_COLS_MAX, "a sheet takes them");

/* What a payer sends a claim back for when it is empty. */
static const char *const required[] = {
    "birth_date", "sex",	   "patient_address", "payer",		 "payer_id",
    "insured_id", "diagnosis_a",   "place",	      "charge",		 "units",
    "minutes",	  "rendering_npi", "billing_npi",     "billing_address", "tax_id"};

/* ---- one row */

static void
add_date(struct sheet *s, int64_t date)
{
	char text[DATE_TEXT_SIZE];

	date_text(date, text);
	sheet_text(s, text);
}

static void
add_patient(struct sheet *s, const struct claim_visit_row *v)
{
	bool self = !v->insured_is[0] || !strcmp(v->insured_is, "self");
	struct str name = {0};

	sheet_text(s, v->chart_no);
	sheet_text(s, v->family);
	sheet_text(s, v->given);
	add_date(s, v->birth_date);
	sheet_text(s, v->sex);
	sheet_text(s, v->address);
	sheet_text(s, v->phone);
	sheet_text(s, v->payer);
	sheet_text(s, v->payer_id);
	sheet_text(s, v->payer_address);
	sheet_text(s, v->member_no);
	sheet_text(s, v->group_no);
	sheet_text(s, self ? "self" : v->insured_is);
	if (self) {
		str_add(&name, v->family);
		str_add(&name, v->given[0] ? ", " : "");
		str_add(&name, v->given);
	}
	sheet_text(s, self ? str_text(&name) : v->insured_name);
	add_date(s, self ? v->birth_date : v->insured_birth);
	str_release(&name);
}

static void
add_episode(struct sheet *s, const struct claim_visit_row *v)
{
	sheet_text(s, v->authorization);
	add_date(s, v->onset);
	sheet_text(s, v->referred_by);
	sheet_text(s, v->referrer_npi);
	for (int i = 0; i < CLAIM_DIAGNOSES_MAX; i++)
		sheet_text(s, i < v->n_diagnoses ? v->diagnoses[i].code : "");
}

/* The n-th word of a list, "" behind its end. */
static void
add_word(struct sheet *s, const char *list, int n)
{
	struct str word = {0};

	list += strspn(list, " ");
	for (; n > 0; n--) {
		list += strcspn(list, " ");
		list += strspn(list, " ");
	}
	str_add_n(&word, list, strcspn(list, " "));
	sheet_text(s, str_text(&word));
	str_release(&word);
}

static const char *
place_of(const struct app *a, const struct claim_visit_row *v, const struct claim_line *c)
{
	if (c->place[0])
		return c->place;
	if (strcmp(v->mode, "in_person") != 0 && v->mode[0])
		return ""; /* where the patient was decides; nobody guesses */
	return a->site.place[0] ? a->site.place : "11";
}

/* True when a goal that exercises of the code serve names the diagnosis. */
static bool
serves(const struct claim_visit_row *v, const char *code, const char *diagnosis)
{
	const size_t n = strlen(diagnosis);

	for (int i = 0; i < v->n_goals; i++)
		for (const char *p = v->goals[i].diagnoses;
		     !strcmp(v->goals[i].code, code) && *p; p += strspn(p, " ")) {
			if (strcspn(p, " ") == n && !strncmp(p, diagnosis, n))
				return true;
			p += strcspn(p, " ");
		}
	return false;
}

/* Letters of the diagnoses a line serves, in their order; of all of them where no goal tells. */
static void
add_pointers(const struct claim_visit_row *v, const char *code, char out[POINTERS + 1])
{
	int n = 0;

	for (int i = 0; i < v->n_diagnoses && n < POINTERS; i++)
		if (serves(v, code, v->diagnoses[i].code))
			out[n++] = (char)('A' + i);
	for (int i = 0; n == 0 && i < POINTERS && i < v->n_diagnoses; i++)
		out[i] = (char)('A' + i);
}

static void
add_service(const struct app *a, struct sheet *s, const struct claim_visit_row *v,
	    const struct claim_line *c)
{
	char pointers[POINTERS + 1] = "", money[32] = "";

	add_pointers(v, c->code, pointers);
	if (c->amount != DICT_NONE)
		str_format(money, sizeof money, "%s%lld.%02lld", c->amount < 0 ? "-" : "",
			   (long long)(llabs(c->amount) + 5) / 1000,
			   (long long)(llabs(c->amount) + 5) % 1000 / 10);
	sheet_text(s, place_of(a, v, c));
	sheet_text(s, c->code);
	for (int i = 0; i < MODIFIERS; i++)
		add_word(s, c->modifiers, i);
	sheet_text(s, pointers);
	sheet_text(s, money);
	sheet_int(s, c->units);
	sheet_int(s, c->minutes);
}

static void
add_clinic(const struct app *a, struct sheet *s, const struct claim_visit_row *v)
{
	sheet_text(s, v->therapist);
	sheet_text(s, v->npi);
	sheet_text(s, v->licence_no);
	sheet_text(s, a->site.name);
	sheet_text(s, a->site.address);
	sheet_text(s, a->site.phone);
	sheet_text(s, a->site.npi);
	sheet_text(s, a->site.tax_id);
	sheet_text(s, "yes"); /* a charge is written with the signature */
}

/* ---- every row */

enum { REQUIRED = sizeof required / sizeof required[0] };

struct walk {
	struct app *a;
	struct claims *c;
	int needs[REQUIRED]; /* where the columns are that a payer asks for */
	int64_t counted;     /* session that is in the sums */
	int64_t asked;	     /* session whose patient was asked about */
	bool unsure;	     /* and whether two sites differ on who that is */
	enum status st;
	struct err err;
};

static void
find_required(struct walk *w)
{
	for (int i = 0; i < REQUIRED; i++)
		while (strcmp(line_cols[w->needs[i]].name, required[i]) != 0)
			w->needs[i]++;
}

/* Names of required columns that are empty in the row being written, list with ;. */
static bool
add_missing(const struct walk *w, struct sheet *s)
{
	const size_t row = s->n / (size_t)s->n_cols;
	struct str names = {0};
	bool any;

	for (int i = 0; i < REQUIRED; i++)
		if (!sheet_cell(s, row, w->needs[i])[0]) {
			str_add(&names, names.n ? ";" : "");
			str_add(&names, required[i]);
		}
	any = names.n > 0;
	sheet_text(s, str_text(&names));
	str_release(&names);
	return any;
}

static void
count(struct claims *c, const struct claim_line *l, bool first)
{
	int64_t units = l->units == DICT_NONE ? 0 : l->units;

	if (l->visit->voided) {
		c->void_visits += first;
		c->void_units += units;
		return;
	}
	c->visits += first;
	c->units += units;
	c->minutes += l->minutes == DICT_NONE ? 0 : l->minutes;
}

/* unsure: two sites gave who this is differently. */
static const char *
remark(const struct claim_line *l, bool unsure)
{
	if (l->visit->voided)
		return "VOID: not to be billed";
	if (l->replaced)
		return "REPLACED by a correction: not to be billed";
	if (l->visit->waiting)
		return "NOT CO-SIGNED: not to be billed yet";
	if (unsure)
		return "TWO VALUES of name, birth date or the like: decide before "
		       "billing";
	if (l->units == 0)
		return "no unit: not to be billed";
	if (l->units < 0)
		return "takes back units of an earlier visit";
	return l->corrected ? "CORRECTED: replaces what was billed" : "";
}

static bool
add_line(void *arg, const struct claim_line *l)
{
	struct walk *w = arg;
	struct sheet *s = &w->c->sheet;
	const struct claim_visit_row *v = l->visit;

	if (v->session != w->asked)
		w->st = conflicts_unsure(w->a, v->patient, &w->unsure, &w->err);
	w->asked = v->session;
	if (w->st)
		return false;
	add_date(s, v->service_date);
	add_date(s, v->service_date);
	add_patient(s, v);
	add_episode(s, v);
	add_service(w->a, s, v, l);
	add_clinic(w->a, s, v);
	sheet_text(s, remark(l, w->unsure));
	w->c->incomplete += add_missing(w, s);
	if (!l->replaced) {
		count(w->c, l, v->session != w->counted);
		w->counted = v->session;
	}
	return true;
}

enum status
claims_lines(struct app *a, const struct claims_order *o, struct claims *c,
	     struct io_writer *out, struct err *err)
{
	struct claim_span span = {o->from, o->to, o->session};
	struct walk w = {.a = a, .c = c};
	enum status st;

	find_required(&w);
	claims_begin(c, line_cols, LINE_COLS, out);
	st = query_claims(a->store, &span, add_line, &w, err);
	if (!st && w.st && err)
		*err = w.err;
	return st ? st : w.st;
}
