/* claims_lines.c - a charge and its visit as one row that names every field of a service line. */
#include "claims_priv.h"
#include "store/query.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { DIAGNOSES = 12, POINTERS = 4, MODIFIERS = 4 };

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

enum status
claims_visit_load(struct app *a, int64_t session, struct claims_visit *v, struct err *err)
{
	struct condition *all = v->conditions;
	int64_t payer;
	int n = 0;
	enum status st = record_get(a->store, E_SESSION, session, &v->session, err);

	v->n_conditions = 0;
	v->episode.head.no = v->payer.head.no = v->therapist.head.no = 0;
	if (!st)
		st =
		    record_get(a->store, E_PATIENT, v->session.patient, &v->patient, err);
	if (st)
		return st;
	payer = v->patient.payer;
	if (v->session.episode != DICT_NONE) {
		st =
		    record_get(a->store, E_EPISODE, v->session.episode, &v->episode, err);
		if (!st && v->episode.payer != DICT_NONE)
			payer = v->episode.payer;
		if (!st)
			st = query_conditions(a->store, v->session.episode, all,
					      DIAGNOSES, &n, err);
	}
	for (int i = 0; i < n; i++)
		if (all[i].active != 0)
			all[v->n_conditions++] = all[i];
	v->n_goals = 0;
	if (!st && v->n_conditions > 1)
		st = query_claim_goals(a->store, session, v->goals, CLAIMS_GOALS_MAX,
				       &v->n_goals, err);
	if (!st && payer != DICT_NONE)
		st = record_get(a->store, E_PAYER, payer, &v->payer, err);
	if (!st)
		st = record_get(a->store, E_STAFF, v->session.therapist, &v->therapist,
				err);
	return st;
}

/* ---- one row */

static void
add_date(struct sheet *s, int64_t date)
{
	char text[DATE_TEXT_SIZE];

	date_text(date, text);
	sheet_text(s, text);
}

static void
add_patient(struct sheet *s, const struct claims_visit *v)
{
	const struct patient *p = &v->patient;
	bool self = !p->insured_is[0] || !strcmp(p->insured_is, "self");
	struct str name = {0};

	sheet_text(s, p->chart_no);
	sheet_text(s, p->family_name);
	sheet_text(s, p->given_name);
	add_date(s, p->birth_date);
	sheet_text(s, p->sex);
	sheet_text(s, p->address);
	sheet_text(s, p->phone);
	sheet_text(s, v->payer.head.no ? v->payer.name : "");
	sheet_text(s, v->payer.head.no ? v->payer.claim_id : "");
	sheet_text(s, v->payer.head.no ? v->payer.address : "");
	sheet_text(s, p->member_no);
	sheet_text(s, p->group_no);
	sheet_text(s, self ? "self" : p->insured_is);
	str_addf(&name, "%s%s%s", p->family_name, p->given_name[0] ? ", " : "",
		 p->given_name);
	sheet_text(s, self ? str_text(&name) : p->insured_name);
	add_date(s, self ? p->birth_date : p->insured_birth);
	str_release(&name);
}

static void
add_episode(struct sheet *s, const struct claims_visit *v)
{
	bool any = v->episode.head.no != 0;

	sheet_text(s, any ? v->episode.authorization : "");
	add_date(s, any ? v->episode.onset : DICT_NONE);
	sheet_text(s, any ? v->episode.referred_by : "");
	sheet_text(s, any ? v->episode.referrer_npi : "");
	for (int i = 0; i < DIAGNOSES; i++)
		sheet_text(s, i < v->n_conditions ? v->conditions[i].code : "");
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
place_of(const struct app *a, const struct claims_visit *v, const struct charge *c)
{
	if (c->place[0])
		return c->place;
	if (strcmp(v->session.mode, "in_person") != 0 && v->session.mode[0])
		return ""; /* where the patient was decides; nobody guesses */
	return a->site.place[0] ? a->site.place : "11";
}

/* True when a goal that exercises of the code serve names the diagnosis. */
static bool
serves(const struct claims_visit *v, const char *code, const char *diagnosis)
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
add_pointers(const struct claims_visit *v, const char *code, char out[POINTERS + 1])
{
	int n = 0;

	for (int i = 0; i < v->n_conditions && n < POINTERS; i++)
		if (serves(v, code, v->conditions[i].code))
			out[n++] = (char)('A' + i);
	for (int i = 0; n == 0 && i < POINTERS && i < v->n_conditions; i++)
		out[i] = (char)('A' + i);
}

static void
add_service(const struct app *a, struct sheet *s, const struct claims_visit *v,
	    const struct charge *c)
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
add_clinic(const struct app *a, struct sheet *s, const struct claims_visit *v)
{
	sheet_text(s, v->therapist.name);
	sheet_text(s, v->therapist.npi);
	sheet_text(s, v->therapist.licence_no);
	sheet_text(s, a->site.name);
	sheet_text(s, a->site.address);
	sheet_text(s, a->site.phone);
	sheet_text(s, a->site.npi);
	sheet_text(s, a->site.tax_id);
	sheet_text(s, "yes"); /* a charge is written with the signature */
}

/* Names of required columns that are empty in the row being written, list with ;. */
static bool
add_missing(struct sheet *s)
{
	const size_t begin = s->n - s->n % (size_t)s->n_cols;
	struct str names = {0};
	bool any;

	for (size_t i = 0; i < sizeof required / sizeof required[0]; i++)
		for (int c = 0; begin + (size_t)c < s->n; c++)
			if (!strcmp(s->cols[c].name, required[i]) &&
			    !s->cells[begin + (size_t)c][0])
				str_addf(&names, "%s%s", names.n ? ";" : "", required[i]);
	any = names.n > 0;
	sheet_text(s, str_text(&names));
	str_release(&names);
	return any;
}

/* ---- every row */

struct walk {
	struct app *a;
	struct claims *c;
	struct claims_visit v;
	int64_t loaded;	 /* session that v holds */
	int64_t counted; /* session that is in the sums */
	enum status st;
	struct err err;
};

static void
count(struct claims *c, const struct charge *row, bool voided, bool first)
{
	int64_t units = row->units == DICT_NONE ? 0 : row->units;

	if (voided) {
		c->void_visits += first;
		c->void_units += units;
		return;
	}
	c->visits += first;
	c->units += units;
	c->minutes += row->minutes == DICT_NONE ? 0 : row->minutes;
}

static const char *
remark(const struct claim_key *k, const struct charge *c)
{
	if (k->voided)
		return "VOID: not to be billed";
	if (k->replaced)
		return "REPLACED by a correction: not to be billed";
	if (k->waiting)
		return "NOT CO-SIGNED: not to be billed yet";
	if (c->units == 0)
		return "no unit: not to be billed";
	if (c->units < 0)
		return "takes back units of an earlier visit";
	return c->addendum == DICT_NONE ? "" : "CORRECTED: replaces what was billed";
}

static bool
add_line(void *arg, const struct claim_key *k)
{
	struct walk *w = arg;
	struct sheet *s = &w->c->sheet;
	bool first = w->loaded != k->session;
	struct charge c;

	if (first)
		w->st = claims_visit_load(w->a, k->session, &w->v, &w->err);
	w->loaded = k->session;
	if (!w->st)
		w->st = record_get(w->a->store, E_CHARGE, k->charge, &c, &w->err);
	if (w->st)
		return false;
	add_date(s, w->v.session.service_date);
	add_date(s, w->v.session.service_date);
	add_patient(s, &w->v);
	add_episode(s, &w->v);
	add_service(w->a, s, &w->v, &c);
	add_clinic(w->a, s, &w->v);
	sheet_text(s, remark(k, &c));
	w->c->incomplete += add_missing(s);
	if (!k->replaced)
		count(w->c, &c, k->voided, k->session != w->counted);
	if (!k->replaced)
		w->counted = k->session;
	return true;
}

enum status
claims_lines(struct app *a, const struct claims_order *o, struct claims *c,
	     struct err *err)
{
	struct claim_span span = {o->from, o->to, o->session};
	struct walk *w = mem_alloc(sizeof *w);
	enum status st;

	w->a = a;
	w->c = c;
	sheet_init(&c->sheet, line_cols, LINE_COLS);
	st = query_claims(a->store, &span, add_line, w, err);
	if (!st && w->st) {
		st = w->st;
		if (err)
			*err = w->err;
	}
	free(w);
	return st;
}
