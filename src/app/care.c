/* care.c - registration, episodes, plans. */
#include "app/care.h"
#include "app/classes.h"

#include "app/precautions.h"

#include "app/codes.h"
#include "core/dose.h"
#include "core/icd10.h"
#include "core/load.h"
#include "core/progression.h"
#include "store/audit.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { PLAN_MAX = 60 };

static int
field(enum entity_id e, const char *name)
{
	return dict_field_named(dict_entity(e), name);
}

static struct cell
text_cell(const char *text)
{
	size_t n = strlen(text);

	return (struct cell){.kind = n ? CELL_TEXT : CELL_NONE, .p = text, .n = n};
}

static struct cell
int_cell(int64_t v)
{
	return (struct cell){.kind = v == DICT_NONE ? CELL_NONE : CELL_INT, .i = v};
}

/* Ends a transaction that was begun: commits when all went well. */
static enum status
finish(struct app *a, enum status st, struct err *err)
{
	return store_end(a->store, st, err);
}

enum status
care_register(struct app *a, struct patient *p, struct err *err)
{
	enum status st = store_begin(a->store, err);

	if (st)
		return st;
	if (p->active == DICT_NONE)
		p->active = 1;
	st = query_next_chart_no(a->store, p->chart_no, err);
	if (!st)
		st = record_add(a->store, E_PATIENT, p, err);
	if (!st)
		st = audit_add(a->store, "register", p->head.no, "", err);
	st = finish(a, st, err);
	if (st)
		p->chart_no[0] = '\0';
	return st;
}

/* Code as it will be stored, with its title; what should be minded goes to warn. */
static enum status
look_up_code(struct app *a, const char *typed, struct condition *c, struct str *warn,
	     struct err *err)
{
	struct icd10 row;
	struct icd10_findings found;
	struct err none = {0};
	char code[ICD10_SIZE];

	if (!icd10_normalise(typed, code))
		return status_fail(err, ST_INVALID,
				   "%s: this is not an ICD-10-CM code, as M25.561",
				   typed);
	str_copy(c->code, sizeof c->code, code);
	icd10_check(c->code, &found);
	for (size_t i = 0; warn && i < found.n; i++)
		str_addf(warn, "%s: %s\n", c->code, icd10_finding_text(found.list[i]));
	if (!record_find(a->store, E_ICD10, field(E_ICD10, "code"), text_cell(c->code),
			 &row, &none))
		str_copy(c->description, sizeof c->description, row.description);
	else if (warn)
		str_addf(warn, "%s is not in the local list\n", c->code);
	return ST_OK;
}

enum status
care_open_episode(struct app *a, struct episode *e, const char *icd10, struct str *warn,
		  struct err *err)
{
	struct condition c;
	enum status st;

	dict_row_init(dict_entity(E_CONDITION), &c);
	st = look_up_code(a, icd10, &c, warn, err);
	if (st)
		return st;
	if (e->opened == DICT_NONE)
		e->opened = app_today(a);
	if (e->therapist == DICT_NONE && a->user.head.no)
		e->therapist = a->user.head.no;
	if (!e->title[0])
		str_copy(e->title, sizeof e->title,
			 c.description[0] ? c.description : c.code);
	if (!e->side[0])
		str_copy(e->side, sizeof e->side, icd10_side(c.description));
	st = store_begin(a->store, err);
	if (st)
		return st;
	st = record_add(a->store, E_EPISODE, e, err);
	c.episode = e->head.no;
	c.rank = 1;
	c.active = 1;
	if (!st)
		st = record_add(a->store, E_CONDITION, &c, err);
	return finish(a, st, err);
}

/* The newest plan of an episode; ST_NOT_FOUND when there is none. */
static bool
keep_newest(void *arg, int64_t no, const struct uid *id, const struct cell *cells)
{
	struct {
		int64_t no, version;
	} *best = arg;
	int64_t version = cells[field(E_PLAN_OF_CARE, "version")].i;

	(void)id;
	if (version > best->version) {
		best->no = no;
		best->version = version;
	}
	return true;
}

/* Copies the active prescriptions of one plan to another. Those of the old one stay as they are:
 * the version holds what it held, so that versions can be compared. */
static enum status
carry_over(struct app *a, int64_t from, int64_t to, struct err *err)
{
	struct prescription_line *lines = mem_alloc(PLAN_MAX * sizeof *lines);
	int n = 0;
	enum status st = query_prescriptions(a->store, from, lines, PLAN_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct prescription p = lines[i].row;

		memset(&p.head, 0, sizeof p.head);
		p.plan = to;
		st = record_add(a->store, E_PRESCRIPTION, &p, err);
	}
	free(lines);
	return st;
}

enum status
care_make_plan(struct app *a, struct plan_of_care *p, struct err *err)
{
	struct record_filter of = {field(E_PLAN_OF_CARE, "episode"),
				   int_cell(p->episode)};
	struct {
		int64_t no, version;
	} old = {0, 0};
	enum status st = store_begin(a->store, err);

	if (st)
		return st;
	st = record_scan(a->store, E_PLAN_OF_CARE, &of, keep_newest, &old, err);
	p->version = old.version + 1;
	if (p->starts == DICT_NONE)
		p->starts = app_today(a);
	if (p->author == DICT_NONE && a->user.head.no)
		p->author = a->user.head.no;
	if (!p->discipline[0])
		str_copy(p->discipline, sizeof p->discipline,
			 a->user.discipline[0] ? a->user.discipline : "PT");
	p->active = 1;
	if (!st)
		st = record_add(a->store, E_PLAN_OF_CARE, p, err);
	if (!st && old.no)
		st = record_set_field(a->store, E_PLAN_OF_CARE, old.no,
				      field(E_PLAN_OF_CARE, "active"), int_cell(0), err);
	if (!st && old.no)
		st = carry_over(a, old.no, p->head.no, err);
	return finish(a, st, err);
}

void
care_prescription_from(const struct exercise *x, int64_t plan, int64_t rank,
		       struct prescription *out)
{
	dict_row_init(dict_entity(E_PRESCRIPTION), out);
	out->plan = plan;
	out->exercise = x->head.no;
	out->rank = rank;
	str_copy(out->setting, sizeof out->setting, "clinic");
	str_copy(out->code, sizeof out->code, x->code);
	out->sets = x->sets == DICT_NONE || x->sets < 1 ? 1 : x->sets;
	out->reps = x->reps;
	out->hold_s = x->hold_s;
	out->rest_s = x->rest_s;
	str_copy(out->tempo, sizeof out->tempo, x->tempo);
	out->duration_s = x->duration_s;
	str_copy(out->side_mode, sizeof out->side_mode, x->side_mode);
	str_copy(out->load_kind, sizeof out->load_kind, x->load_kind);
	out->lead_in_s = DOSE_LEAD_IN_S;
	out->switch_s = DOSE_SWITCH_S;
	out->active = 1;
}

static enum status
check_code(struct app *a, const char *code, struct err *err)
{
	const struct codes *codes;
	struct units_table table;
	enum status st = codes_of(a, app_today(a), &codes, err);

	if (st)
		return st;
	table = codes_table(codes);
	if (!units_find(&table, code))
		return status_fail(
		    err, ST_INVALID,
		    "Billing code: %s is not in the code table; leave it empty "
		    "for what is not billed",
		    code);
	return ST_OK;
}

static enum status
check_tempo(const char *tempo, struct err *err)
{
	struct dose d = dose_default();

	return dose_parse_tempo(&d, tempo, err);
}

/* Nobody is born tomorrow. A clock that is wrong shows in the words. */
static enum status
check_past(struct app *a, const struct field *f, int64_t day, struct err *err)
{
	char is[DATE_TEXT_SIZE], today[DATE_TEXT_SIZE];

	if (day <= app_today(a))
		return ST_OK;
	date_text(day, is);
	date_text(app_today(a), today);
	return status_fail(err, ST_INVALID, "%s: %s is still to come; today is %s",
			   f->label, is, today);
}

static bool
is_past(const struct entity *e, const struct field *f)
{
	return (e->id == E_PATIENT &&
		(!strcmp(f->name, "birth_date") || !strcmp(f->name, "insured_birth"))) ||
	       (e->id == E_EPISODE && !strcmp(f->name, "onset"));
}

enum status
care_check(struct app *a, const struct entity *e, const struct field *f, struct cell c,
	   struct err *err)
{
	char text[16];

	if (e->id == E_GROUP_CLASS)
		return classes_check(a, f, c, err);
	if (c.kind == CELL_INT && is_past(e, f))
		return check_past(a, f, c.i, err);
	if (e->id != E_PRESCRIPTION || c.kind != CELL_TEXT || c.n >= sizeof text)
		return ST_OK;
	str_format(text, sizeof text, "%.*s", (int)c.n, c.p);
	if (!strcmp(f->name, "code"))
		return check_code(a, text, err);
	if (!strcmp(f->name, "tempo"))
		return check_tempo(text, err);
	return ST_OK;
}

enum status
care_prescribe(struct app *a, struct prescription *p, struct err *err)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	struct precaution_match m = {0};
	enum status st = ST_OK;

	for (size_t i = 0; !st && i < e->n_fields; i++)
		st = care_check(a, e, &e->fields[i], dict_get(&e->fields[i], p), err);
	if (!st)
		st = precautions_check_plan(a, p->plan, p->exercise, &m, err);
	if (st || m.mark != PRECAUTION_BLOCKED)
		return st ? st : record_add(a->store, E_PRESCRIPTION, p, err);
	if (!p->reason[0])
		return status_fail(err, ST_DENIED,
				   "BLOCKED by %s: prescribe it only with a reason",
				   m.why);
	st = precautions_may_override(a, err);
	if (!st)
		st = store_begin(a->store, err);
	if (st)
		return st;
	st = record_add(a->store, E_PRESCRIPTION, p, err);
	if (!st)
		st = audit_add(a->store, "precaution-override", p->head.no, p->reason,
			       err);
	return finish(a, st, err);
}

void
care_follow(struct app *a, const struct entity *e, const void *was, void *now)
{
	static const char *const dose[] = {"sets",  "reps",	  "hold_s",
					   "tempo", "duration_s", "load_g",
					   "band",  "support",	  "side_mode"};

	for (size_t i = 0; e->id == E_PRESCRIPTION && i < sizeof dose / sizeof dose[0];
	     i++) {
		const struct field *f = &e->fields[dict_field_named(e, dose[i])];

		if (!dict_cell_equal(dict_get(f, was), dict_get(f, now)))
			((struct prescription *)now)->level_since = app_today(a);
	}
}

enum status
care_swap(struct app *a, const struct prescription *x, const struct prescription *y,
	  struct err *err)
{
	int rank = field(E_PRESCRIPTION, "rank");
	enum status st = store_begin(a->store, err);

	if (st)
		return st;
	st = record_set_field(a->store, E_PRESCRIPTION, x->head.no, rank,
			      int_cell(y->rank), err);
	if (!st)
		st = record_set_field(a->store, E_PRESCRIPTION, y->head.no, rank,
				      int_cell(x->rank), err);
	return finish(a, st, err);
}

/* ---- dose */

/* A stored number for the clock: absent is 0. */
static int
number(int64_t v)
{
	return v == DICT_NONE ? 0 : (int)v;
}

void
care_dose(const struct prescription *p, struct dose *out)
{
	struct err ignored = {0};

	*out = dose_default();
	out->sets = number(p->sets);
	out->reps = number(p->reps);
	out->hold_s = number(p->hold_s);
	out->rest_s = number(p->rest_s);
	out->duration_ms = number(p->duration_s) * INT64_C(1000);
	if (p->lead_in_s != DICT_NONE)
		out->lead_in_s = number(p->lead_in_s);
	if (p->switch_s != DICT_NONE)
		out->side_switch_s = number(p->switch_s);
	if (dose_parse_tempo(out, p->tempo, &ignored))
		out->has_tempo = false;
	if (!dose_side_mode_parse(p->side_mode, &out->side_mode))
		out->side_mode = DOSE_NONE;
}

int64_t
care_planned_ms(const struct prescription_line *lines, int n)
{
	struct dose doses[PLAN_MAX];
	size_t used = 0;

	for (int i = 0; i < n && used < PLAN_MAX; i++)
		if (strcmp(lines[i].row.setting, "home") != 0)
			care_dose(&lines[i].row, &doses[used++]);
	return dose_session_ms(doses, used);
}

void
care_dose_text(const struct prescription *p, char *out, size_t size)
{
	struct str s = {0};
	char load[LOAD_TEXT_SIZE];

	if (number(p->duration_s))
		str_addf(&s, "%d x %d:%02d", number(p->sets), number(p->duration_s) / 60,
			 number(p->duration_s) % 60);
	else if (number(p->reps))
		str_addf(&s, "%d x %d", number(p->sets), number(p->reps));
	else
		str_addf(&s, "%d x until tapped", number(p->sets));
	if (number(p->hold_s))
		str_addf(&s, ", hold %d s", number(p->hold_s));
	if (number(p->sets) > 1)
		str_addf(&s, ", rest %d s", number(p->rest_s));
	if (p->tempo[0] && strcmp(p->tempo, "0-0-0") != 0)
		str_addf(&s, ", %s", p->tempo);
	if (p->side_mode[0] && strcmp(p->side_mode, "none") != 0)
		str_addf(&s, ", %s",
			 !strcmp(p->side_mode, "each_side")	? "each side"
			 : !strcmp(p->side_mode, "alternating") ? "alternating"
								: "side by side");
	if (p->side[0] && strcmp(p->side, "none") != 0 && strcmp(p->side, "both") != 0)
		str_addf(&s, ", %s", p->side);
	if (p->load_g != DICT_NONE && p->load_g > 0) {
		load_text(p->load_g, load);
		str_addf(&s, ", %s", load);
	}
	if (p->band[0])
		str_addf(&s, ", band %s", p->band);
	if (number(p->support) > 0)
		str_addf(&s, ", by %s", progression_support_word(number(p->support)));
	str_copy(out, size, str_text(&s));
	str_release(&s);
}
