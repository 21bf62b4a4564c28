/* plan_text.c - the plan of care on paper: plain lines, a block for signatures. */
#include "app/care.h"
#include "base/date.h"
#include "core/phase.h"
#include "plan_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { CONDITIONS_MAX = 12, GOALS_MAX = 40 };

struct paper {
	struct app *a;
	struct plan_view view;
	struct patient patient;
	struct str *out;
	struct goal goals[GOALS_MAX];
	int n_goals;
};

static void
title(struct paper *p, const char *text)
{
	str_addf(p->out, "\n%s\n", text);
	for (size_t i = strlen(text); i > 0; i--)
		str_add_c(p->out, '-');
	str_add_c(p->out, '\n');
}

static void
day(struct paper *p, const char *label, int64_t date)
{
	char text[DATE_TEXT_SIZE];

	date_text(date, text);
	if (text[0])
		str_addf(p->out, "%s %s\n", label, text);
}

static enum status
head(struct paper *p, struct err *err)
{
	char birth[DATE_TEXT_SIZE], surgery[DATE_TEXT_SIZE];
	const struct plan_of_care *k = &p->view.plan;
	struct payer payer;
	int64_t no = p->view.episode.payer;
	enum status st = ST_OK;

	date_text(p->patient.birth_date, birth);
	date_text(p->view.episode.surgery, surgery);
	str_addf(p->out, "%s\n", p->a->site.name);
	if (p->a->site.address[0] || p->a->site.phone[0])
		str_addf(p->out, "%s  %s\n", p->a->site.address, p->a->site.phone);
	str_addf(p->out, "\nPLAN OF CARE (%s), version %lld\n", k->discipline,
		 (long long)k->version);
	str_addf(p->out, "\nPatient   %s%s%s   %s\nBorn      %s\n",
		 p->patient.family_name, p->patient.given_name[0] ? ", " : "",
		 p->patient.given_name, p->patient.chart_no,
		 birth[0] ? birth : "unknown");
	if (no == DICT_NONE)
		no = p->patient.payer;
	if (no != DICT_NONE)
		st = record_get(p->a->store, E_PAYER, no, &payer, err);
	if (!st && no != DICT_NONE)
		str_addf(p->out, "Payer     %s  %s\n", payer.name, p->patient.member_no);
	if (p->view.episode.referred_by[0])
		str_addf(p->out, "Referred  %s\n", p->view.episode.referred_by);
	if (surgery[0])
		str_addf(p->out, "Surgery   %s\n", surgery);
	return st;
}

static enum status
diagnoses(struct paper *p, struct err *err)
{
	struct condition *rows = mem_alloc(CONDITIONS_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_conditions(p->a->store, p->view.episode.head.no, rows,
					  CONDITIONS_MAX, &n, err);

	title(p, "Diagnoses");
	for (int i = 0; i < n; i++)
		if (rows[i].active != 0)
			str_addf(p->out, "%-9s %s\n", rows[i].code, rows[i].description);
	if (p->view.episode.precautions[0])
		str_addf(p->out, "Precautions: %s\n", p->view.episode.precautions);
	free(rows);
	return st;
}

static bool
keep_goal(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	const struct entity *e = dict_entity(E_GOAL);
	struct paper *p = arg;
	struct goal *g = &p->goals[p->n_goals];

	if (!dict_row_take(e, g, no, id, cells))
		return true;
	return ++p->n_goals < GOALS_MAX;
}

static int
by_rank(const void *a, const void *b)
{
	const struct goal *x = a, *y = b;
	int64_t i = x->rank == DICT_NONE ? 99 : x->rank;
	int64_t j = y->rank == DICT_NONE ? 99 : y->rank;

	return i != j ? (i > j) - (i < j)
		      : (x->head.no > y->head.no) - (x->head.no < y->head.no);
}

static enum status
goals(struct paper *p, struct err *err)
{
	struct record_filter of = {dict_field_named(dict_entity(E_GOAL), "episode"),
				   plan_int_cell(p->view.episode.head.no)};
	enum status st = record_scan(p->a->store, E_GOAL, &of, keep_goal, p, err);
	int shown = 0;

	title(p, "Goals");
	if (p->n_goals)
		qsort(p->goals, (size_t)p->n_goals, sizeof p->goals[0], by_rank);
	for (int i = 0; i < p->n_goals; i++)
		if (strcmp(p->goals[i].state, "dropped") != 0)
			str_addf(p->out, "%d. %s\n", ++shown, p->goals[i].text);
	if (p->view.plan.goals[0])
		str_addf(p->out, "%s\n", p->view.plan.goals);
	else if (!shown)
		str_add(p->out, "No goal is set yet.\n");
	return st;
}

static enum status
exercises(struct paper *p, struct err *err)
{
	struct prescription_line *lines = mem_alloc(PLAN_ROWS_MAX * sizeof *lines);
	int n = 0;
	enum status st = query_prescriptions(p->a->store, p->view.plan.head.no, lines,
					     PLAN_ROWS_MAX, &n, err);

	title(p, "Treatment");
	for (int i = 0; i < n; i++) {
		char dose[120];

		care_dose_text(&lines[i].row, dose, sizeof dose);
		str_addf(p->out, "%2d. %s: %s%s%s%s\n", i + 1, lines[i].name, dose,
			 lines[i].row.code[0] ? " [" : "", lines[i].row.code,
			 lines[i].row.code[0] ? "]" : "");
	}
	if (!n)
		str_add(p->out, "No exercise is prescribed yet.\n");
	free(lines);
	return st;
}

static void
frequency(struct paper *p)
{
	const struct plan_of_care *k = &p->view.plan;
	struct str phase = {0};

	title(p, "Amount, frequency, duration");
	if (k->per_week != DICT_NONE && k->weeks != DICT_NONE)
		str_addf(p->out, "Once a day, %lld a week, for %lld weeks\n",
			 (long long)k->per_week, (long long)k->weeks);
	else
		str_add(p->out, "Frequency and duration are not set yet.\n");
	day(p, "From", k->starts);
	plan_phase_text(&p->view, &phase);
	if (phase.n)
		str_addf(p->out, "%s\n", str_text(&phase));
	if (k->potential[0])
		str_addf(p->out, "Potential: %s\n", k->potential);
	if (k->change_note[0] && k->version > 1)
		str_addf(p->out, "New in this version: %s\n", k->change_note);
	str_release(&phase);
}

/* Our own words; a payer may ask for its own form. */
static enum status
signatures(struct paper *p, struct err *err)
{
	const struct plan_of_care *k = &p->view.plan;
	struct staff author;
	char until[DATE_TEXT_SIZE];
	enum status st = ST_OK;

	dict_row_init(dict_entity(E_STAFF), &author);
	if (k->author != DICT_NONE)
		st = record_get(p->a->store, E_STAFF, k->author, &author, err);
	title(p, "Signatures");
	str_addf(p->out,
		 "Therapist   %s%s%s\n\n____________________________________   date "
		 "______________\n\n",
		 author.name, author.credential[0] ? ", " : "", author.credential);
	date_text(p->view.certify.to, until);
	str_addf(p->out,
		 "Physician: I have read this plan of care and find it needed for the "
		 "time to\n%s. Changes: "
		 "______________________________________________________\n\n",
		 until);
	str_add(p->out, "____________________________________   date ______________\n"
			"name in letters: ___________________\n");
	day(p, "Sent on", k->sent_on);
	if (k->certified_on != DICT_NONE) {
		day(p, "Signed copy on file, dated", k->certified_on);
		if (k->certified_by[0])
			str_addf(p->out, "by %s\n", k->certified_by);
	}
	return st;
}

enum status
plan_text(struct app *a, int64_t plan, struct str *out, struct err *err)
{
	struct paper *p = mem_alloc(sizeof *p);
	enum status st;

	memset(p, 0, sizeof *p);
	p->a = a;
	p->out = out;
	st = plan_look(a, plan, &p->view, err);
	if (!st)
		st = record_get(a->store, E_PATIENT, p->view.episode.patient, &p->patient,
				err);
	if (!st)
		st = head(p, err);
	if (!st)
		st = diagnoses(p, err);
	if (!st)
		st = goals(p, err);
	if (!st)
		st = exercises(p, err);
	if (!st) {
		frequency(p);
		st = signatures(p, err);
	}
	free(p);
	return st;
}
