/* plan.c - reads what a plan of care is today; makes versions; certification. */
#include "app/plan.h"

#include "app/care.h"
#include "base/date.h"
#include "core/phase.h"
#include "plan_priv.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { DAYS_MAX = 800, WEEK_DAYS = 7, BAR_MAX = 6, STRIP_WEEKS = 6 };

struct cell
plan_text_cell(const char *text)
{
	size_t n = strlen(text);

	return (struct cell){.kind = n ? CELL_TEXT : CELL_NONE, .p = text, .n = n};
}

struct cell
plan_int_cell(int64_t v)
{
	return (struct cell){.kind = v == DICT_NONE ? CELL_NONE : CELL_INT, .i = v};
}

enum status
plan_find(struct app *a, enum entity_id e, const char *key, void *row, struct err *err)
{
	struct err none = {0};
	enum status st = record_find(a->store, e, dict_field_named(dict_entity(e), "key"),
				     plan_text_cell(key), row, &none);

	if (st == ST_NOT_FOUND || st == ST_OK)
		return st;
	*err = none;
	return st;
}

/* ---- looking */

enum status
plan_phases_of(struct app *a, const char *template, struct plan_phase *rows, int *n,
	       struct err *err)
{
	enum status st = ST_OK;

	for (*n = 0; !st && *n < PLAN_PHASES_MAX;) {
		char key[29];

		str_format(key, sizeof key, "%s/%d", template, *n + 1);
		st = plan_find(a, E_PLAN_PHASE, key, &rows[*n], err);
		if (!st)
			++*n;
	}
	return st == ST_NOT_FOUND ? ST_OK : st;
}

static enum status
look_template(struct app *a, struct plan_view *v, struct err *err)
{
	enum status st;

	dict_row_init(dict_entity(E_PLAN_TEMPLATE), &v->template);
	v->n_phases = 0;
	v->surgery_days = phase_days(v->episode.surgery, app_today(a));
	if (!v->plan.template[0])
		return ST_OK;
	st = plan_find(a, E_PLAN_TEMPLATE, v->plan.template, &v->template, err);
	if (st == ST_NOT_FOUND) { /* a template that no longer ships */
		dict_row_init(dict_entity(E_PLAN_TEMPLATE), &v->template);
		return ST_OK;
	}
	return st ? st
		  : plan_phases_of(a, v->plan.template, v->phases, &v->n_phases, err);
}

static enum status
look_visits(struct app *a, struct plan_view *v, struct err *err)
{
	const struct frequency_plan plan = {v->plan.starts, v->plan.per_week,
					    v->plan.weeks};
	int64_t *days = mem_alloc(DAYS_MAX * sizeof *days);
	int n = 0;
	enum status st =
	    query_episode_days(a->store, v->episode.head.no, days, DAYS_MAX, &n, err);

	frequency_count(&plan, app_today(a), days, n, &v->frequency);
	free(days);
	return st;
}

static enum status
load_rules(struct app *a, int64_t date, struct certify_rules *r, struct err *err)
{
	struct err none = {0};
	int64_t warn_day;
	enum status st = care_rule_days(a, "cert_due", date, &r->due, err);

	if (!st)
		st = care_rule_days(a, "cert_length", date, &r->length, err);
	if (!st)
		st = care_rule_days(a, "cert_warn", date, &warn_day, err);
	if (st)
		return st;
	r->warn = r->length - warn_day;
	st = care_rule_days(a, "order_sent", date, &r->order, &none);
	return st == ST_NOT_FOUND ? ST_OK : st;
}

/* Is this the first period of the episode? A version inside of it begins with it. */
static enum status
is_initial(struct app *a, const struct plan_of_care *plan, bool *initial, struct err *err)
{
	struct plan_of_care *all = mem_alloc(PLAN_VERSIONS_MAX * sizeof *all);
	int n = 0;
	enum status st =
	    query_plans(a->store, plan->episode, all, PLAN_VERSIONS_MAX, &n, err);

	*initial = true;
	for (int i = 0; i < n; i++)
		if (all[i].version < plan->version && all[i].starts < plan->starts)
			*initial = false;
	free(all);
	return st;
}

/* Only a payer that counts by the CMS rules asks for certification. */
static enum status
payer_wants(struct app *a, const struct episode *e, bool *wants, struct err *err)
{
	struct patient patient;
	struct payer payer;
	int64_t no = e->payer;
	enum status st = ST_OK;

	*wants = false;
	if (no == DICT_NONE) {
		st = record_get(a->store, E_PATIENT, e->patient, &patient, err);
		no = st ? DICT_NONE : patient.payer;
	}
	if (st || no == DICT_NONE)
		return st;
	st = record_get(a->store, E_PAYER, no, &payer, err);
	*wants = !st && !strcmp(payer.unit_rule, "cms");
	return st;
}

static enum status
look_certificate(struct app *a, struct plan_view *v, struct err *err)
{
	const struct plan_of_care *p = &v->plan;
	struct certify_facts f = {.starts = p->starts,
				  .weeks = p->weeks,
				  .sent_on = p->sent_on,
				  .certified_on = p->certified_on,
				  .certified_to = p->certified_to,
				  .order_on = p->order_on};
	struct certify_rules rules;
	enum status st = load_rules(a, app_today(a), &rules, err);

	if (!st)
		st = query_first_day(a->store, v->episode.head.no, p->starts,
				     &f.first_treatment, err);
	if (!st)
		st = is_initial(a, p, &f.initial, err);
	if (!st)
		certify_judge(&f, &rules, app_today(a), &v->certify);
	return st;
}

static enum status
look_rows(struct app *a, int64_t plan, struct plan_view *v, struct err *err)
{
	const struct plan_of_care *p = &v->plan;
	enum status st = record_get(a->store, E_PLAN_OF_CARE, plan, &v->plan, err);

	if (!st)
		st = record_get(a->store, E_EPISODE, p->episode, &v->episode, err);
	if (!st)
		st = payer_wants(a, &v->episode, &v->certify_wanted, err);
	if (!st)
		v->certify_wanted = v->certify_wanted || p->sent_on != DICT_NONE ||
				    p->certified_on != DICT_NONE;
	return st;
}

enum status
plan_look_certificate(struct app *a, int64_t plan, struct plan_view *v, struct err *err)
{
	enum status st = look_rows(a, plan, v, err);

	return st || !v->certify_wanted ? st : look_certificate(a, v, err);
}

enum status
plan_look(struct app *a, int64_t plan, struct plan_view *v, struct err *err)
{
	enum status st = look_rows(a, plan, v, err);

	if (!st)
		st = look_template(a, v, err);
	if (!st)
		st = look_visits(a, v, err);
	if (!st)
		st = look_certificate(a, v, err);
	return st;
}

enum status
plan_active(struct app *a, int64_t episode, struct plan_of_care *plan, struct err *err)
{
	struct plan_of_care *all = mem_alloc(PLAN_VERSIONS_MAX * sizeof *all);
	int n = 0, at = 0;
	enum status st = query_plans(a->store, episode, all, PLAN_VERSIONS_MAX, &n, err);

	while (at < n && all[at].active != 1)
		at++;
	if (!st && at == n)
		st = status_fail(err, ST_NOT_FOUND, "there is no active plan any more");
	if (!st)
		*plan = all[at];
	free(all);
	return st;
}

/* ---- saying */

const struct plan_phase *
plan_phase_now(const struct plan_view *v)
{
	int at = phase_at(v->phases, v->n_phases, v->surgery_days);

	for (int i = 0; i < v->n_phases; i++)
		if (v->phases[i].rank == v->plan.phase)
			at = i;
	return at < 0 ? NULL : &v->phases[at];
}

void
plan_phase_text(const struct plan_view *v, struct str *out)
{
	if (!v->template.head.no)
		return;
	str_add(out, v->template.title);
	if (!v->n_phases)
		return;
	str_add(out, ", ");
	phase_say(
	    &(struct phase_text){v->phases, v->n_phases, v->surgery_days, v->plan.phase},
	    out);
}

enum status
plan_head_of(struct app *a, int64_t plan, struct plan_head *h, struct err *err)
{
	struct plan_view *v = mem_alloc(sizeof *v);
	const struct entity *e = dict_entity(E_EPISODE);
	const struct field *f = &e->fields[dict_field_named(e, "indication")];
	struct str first = {0}, second = {0};
	enum status st = plan_look(a, plan, v, err);

	memset(h, 0, sizeof *h);
	if (!st && v->episode.indication[0])
		str_add(&first, dict_code_label(f->codes, v->episode.indication));
	if (!st && v->n_phases) {
		str_add(&first, first.n ? ", " : "");
		phase_say(&(struct phase_text){v->phases, v->n_phases, v->surgery_days,
					       v->plan.phase},
			  &first);
	}
	if (!st && v->frequency.per_week)
		frequency_text(&v->frequency, &second);
	if (!st && v->certify_wanted && certify_calls(&v->certify)) {
		str_add(&second, second.n ? "; plan " : "Plan ");
		certify_text(&v->certify, &second);
	}
	if (!st && first.n && second.n && !v->n_phases) { /* short: one line holds both */
		str_add(&first, ", ");
		str_add_n(&first, str_text(&second), second.n);
		str_clear(&second);
	}
	h->calls = !st && (v->frequency.behind ||
			   (v->certify_wanted && certify_calls(&v->certify)));
	str_copy(h->first, sizeof h->first, str_text(first.n ? &first : &second));
	str_copy(h->second, sizeof h->second, first.n ? str_text(&second) : "");
	str_release(&first);
	str_release(&second);
	free(v);
	return st;
}

/* ---- facets */

bool
plan_list_has(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; n && *p; p += strcspn(p, ";"), p += *p == ';')
		if (strcspn(p, ";") == n && !strncmp(p, word, n))
			return true;
	return false;
}

enum status
plan_facets_of(struct app *a, const struct prescription_line *lines, int n,
	       struct plan_facets *f, struct err *err)
{
	struct care_rule_set set;
	enum status st = care_rule_all(a, "facet", app_today(a), &set, err);

	memset(f, 0, sizeof *f);
	f->n = st ? 0 : set.n;
	for (int k = 0; k < f->n; k++) {
		str_copy(f->row[k].title, sizeof f->row[k].title, set.rows[k]->title);
		for (int i = 0; i < n; i++)
			f->row[k].n +=
			    plan_list_has(set.rows[k]->words, lines[i].category);
	}
	return st;
}

void
plan_facets_text(const struct plan_facets *f, struct str *out)
{
	for (int k = 0; k < f->n; k++) {
		str_addf(out, "%s%s ", k ? "  " : "", f->row[k].title);
		for (int i = 0; i < f->row[k].n && i < BAR_MAX; i++)
			str_add_c(out, '#');
		if (f->row[k].n > BAR_MAX)
			str_add_c(out, '+');
		if (!f->row[k].n)
			str_add(out, "NONE");
	}
}

/* ---- the library's dose */

enum status
plan_differs(struct app *a, const struct prescription *p, bool *differs, struct err *err)
{
	static const char *const own[] = {"sets",      "reps",	   "hold_s",
					  "rest_s",    "tempo",	   "duration_s",
					  "side_mode", "load_kind"};
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	struct prescription usual;
	struct exercise x;
	uint64_t mask;
	enum status st = record_get(a->store, E_EXERCISE, p->exercise, &x, err);

	*differs = false;
	if (st)
		return st;
	care_prescription_from(&x, p->plan, 1, &usual);
	mask = plan_diff_fields(&usual, p);
	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		*differs = *differs || mask >> dict_field_named(e, own[i]) & 1;
	return ST_OK;
}

/* ---- versions and certification */

enum status
plan_version_make(struct app *a, const struct plan_of_care *old,
		  const struct plan_version *how, struct plan_of_care *out,
		  struct err *err)
{
	*out = *old;
	memset(&out->head, 0, sizeof out->head);
	out->author = DICT_NONE;
	str_copy(out->change_note, sizeof out->change_note, how->why ? how->why : "");
	if (how->renew) {
		out->starts = how->starts; /* none: today */
		out->sent_on = out->certified_on = out->certified_to = DICT_NONE;
		out->certified_by[0] = '\0';
	}
	return care_make_plan(a, out, err);
}

static enum status
store_row(struct app *a, const struct plan_of_care *was, const struct plan_of_care *now,
	  struct err *err)
{
	struct plan_of_care current;

	return record_set(a->store, E_PLAN_OF_CARE, was, now, &current, err);
}

enum status
plan_sent(struct app *a, int64_t plan, int64_t day, struct err *err)
{
	struct plan_of_care was, now;
	enum status st = record_get(a->store, E_PLAN_OF_CARE, plan, &was, err);

	if (st)
		return st;
	now = was;
	now.sent_on = day;
	return store_row(a, &was, &now, err);
}

enum status
plan_signed(struct app *a, int64_t plan, int64_t day, const char *by, struct err *err)
{
	struct plan_view *v;
	struct plan_of_care now;
	enum status st;

	if (!by[strspn(by, " ")])
		return status_fail(
		    err, ST_INVALID,
		    "Certified by: who signed it is missing; type the name "
		    "of the physician");
	v = mem_alloc(sizeof *v);
	st = plan_look(a, plan, v, err);
	now = v->plan;
	now.certified_on = day;
	if (!st && !str_copy(now.certified_by, sizeof now.certified_by, by))
		st = status_fail(err, ST_INVALID, "Certified by: at most %zu characters",
				 sizeof now.certified_by - 1);
	if (now.certified_to == DICT_NONE)
		now.certified_to = v->certify.proposed_to;
	if (!st)
		st = store_row(a, &v->plan, &now, err);
	free(v);
	return st;
}
