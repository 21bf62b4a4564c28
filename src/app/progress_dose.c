/* progress_dose.c - from the action of a rule to the next dose, and back into a prescription. */
#include "app/care.h"
#include "core/load.h"
#include "progress_priv.h"
#include "store/record.h"

#include <string.h>

static int
number(int64_t v)
{
	return v == DICT_NONE ? 0 : (int)v;
}

static int
at_most(int v, int most)
{
	return v < most ? v : most;
}

static bool
is(const char *a, const char *b)
{
	return strcmp(a, b) == 0;
}

/* ---- spec: "field=value;..." */

static void
add_spec(struct choice *c, const char *field, long long value)
{
	size_t n = strlen(c->spec);

	str_format(c->spec + n, sizeof c->spec - n, "%s%s=%lld", n ? ";" : "", field,
		   value);
}

static void
other_exercise(struct choice *c, const char *key)
{
	str_format(c->spec, sizeof c->spec, "exercise=%s", key);
}

/* A band that is a level and not a colour: makers' colours differ. */
static int
band_level(const struct prescription *p)
{
	return p->band[0] >= '1' && p->band[0] <= '6' && p->band[1] == '\0'
		   ? p->band[0] - '0'
		   : 0;
}

static void
rep_range(const struct progress_line *l, int *low, int *high)
{
	int usual =
	    number(l->x.reps) > 0 ? number(l->x.reps) : at_most(number(l->row.reps), 200);

	progression_rep_range(usual, low, high);
	if (l->row.reps_low != DICT_NONE)
		*low = (int)l->row.reps_low;
	if (l->row.reps_high != DICT_NONE)
		*high = (int)l->row.reps_high;
}

/* ---- easier */

static void
cut(struct progress_line *l)
{
	int sets = number(l->row.sets), reps = number(l->row.reps);
	int seconds = number(l->row.duration_s);

	progression_cut(&sets, &reps);
	if (sets != number(l->row.sets))
		add_spec(&l->choice, "sets", sets);
	else if (reps != number(l->row.reps))
		add_spec(&l->choice, "reps", reps);
	else if (seconds > 30)
		add_spec(&l->choice, "duration_s",
			 seconds * 7 / 10 > 30 ? seconds * 7 / 10 : 30);
}

/* True when there was a load to take off. */
static bool
load_down(struct progress_line *l)
{
	if (number(l->row.load_g) > 0)
		add_spec(&l->choice, "load_g",
			 progression_load_down(l->row.load_g, PROGRESS_STEP_G));
	else if (band_level(&l->row) > 1)
		add_spec(&l->choice, "band", band_level(&l->row) - 1);
	else
		return false;
	return true;
}

static void
easier(struct progress_line *l)
{
	if (load_down(l))
		return;
	if (l->x.easier_key[0])
		other_exercise(&l->choice, l->x.easier_key);
	else
		cut(l);
}

static void
restart_lower(struct progress_line *l)
{
	if (!load_down(l))
		cut(l);
}

static void
more_support(struct progress_line *l)
{
	if (l->in.support < 3)
		add_spec(&l->choice, "support", l->in.support + 1);
	else
		easier(l);
}

/* ---- harder */

static void
load_up(struct progress_line *l, bool reps_low)
{
	int low, high, usual_low, usual_high;
	int64_t load = number(l->row.load_g), next;
	enum progression_step step;

	rep_range(l, &low, &high);
	if (is(l->row.load_kind, "band") && load == 0) {
		if (!band_level(&l->row) || band_level(&l->row) == 6)
			return; /* colours: the therapist says which comes next */
		add_spec(&l->choice, "band", band_level(&l->row) + 1);
		add_spec(&l->choice, "reps", low);
		return;
	}
	step = progression_load_step(load, PROGRESS_STEP_G,
				     progression_pct_bp(l->x.region), &next);
	progression_rep_range(number(l->x.reps), &usual_low, &usual_high);
	if (step == PROGRESSION_REPS_PLUS_2 && high < 20 && high < usual_high + 2) {
		add_spec(&l->choice, "reps_high", at_most(high + 2, 20));
		add_spec(&l->choice, "reps",
			 at_most(number(l->row.reps) + 1, at_most(high + 2, 20)));
		return;
	}
	if (step == PROGRESSION_REPS_PLUS_2) { /* the range was widened once already */
		next = load + PROGRESS_STEP_G;
		step = PROGRESSION_LOAD_REPS_LOW;
	}
	if (!is(l->row.load_kind, "weight"))
		str_copy(l->choice.spec, sizeof l->choice.spec, "load_kind=weight");
	add_spec(&l->choice, "load_g", next);
	if (reps_low || step == PROGRESSION_LOAD_REPS_LOW)
		add_spec(&l->choice, "reps", low);
}

static void
reps_up(struct progress_line *l)
{
	int low, high, reps = number(l->row.reps);

	rep_range(l, &low, &high);
	if (reps > 0 && reps < high)
		add_spec(&l->choice, "reps", reps + 1);
}

static bool
stretch(const struct exercise *x)
{
	return strstr(x->category, "stretch") != NULL;
}

static void
hold_up(struct progress_line *l)
{
	int cap = progression_hold_cap_s(number(l->x.hold_s), stretch(&l->x));

	add_spec(&l->choice, "hold_s", at_most(number(l->row.hold_s) + 5, cap));
}

static void
harder(struct progress_line *l)
{
	other_exercise(&l->choice, l->x.harder_key);
	if (l->in.kind == PROGRESSION_SUPPORT)
		add_spec(&l->choice, "support", 2);
}

static void
make_spec(struct progress_line *l)
{
	const char *action = l->out.action;

	if (is(action, "easier_or_load_down"))
		easier(l);
	else if (is(action, "more_support"))
		more_support(l);
	else if (is(action, "restart_lower"))
		restart_lower(l);
	else if (is(action, "load_up") || is(action, "load_up_reps_low"))
		load_up(l, is(action, "load_up_reps_low"));
	else if (is(action, "reps_plus_1"))
		reps_up(l);
	else if (is(action, "hold_plus_5"))
		hold_up(l);
	else if (is(action, "time_plus_10pct"))
		add_spec(&l->choice, "duration_s",
			 progression_time_up_s(number(l->row.duration_s)));
	else if (is(action, "less_support"))
		add_spec(&l->choice, "support", l->in.support - 1);
	else if (is(action, "harder"))
		harder(l);
}

enum status
progress_propose(struct app *a, struct progress_line *l, struct err *err)
{
	struct choice *c = &l->choice;
	struct prescription next;
	char name[61], dose[100];
	enum status st;

	memset(c, 0, sizeof *c);
	str_copy(c->rule, sizeof c->rule, l->out.rule);
	str_copy(c->suggestion, sizeof c->suggestion,
		 progression_suggestion_id(l->out.suggestion));
	str_copy(c->action, sizeof c->action, l->out.action);
	str_copy(c->numbers, sizeof c->numbers, l->out.numbers);
	care_dose_text(&l->row, c->before, sizeof c->before);
	make_spec(l);
	if (!c->spec[0])
		return ST_OK;
	st = progress_next(a, &l->row, c->spec, &next, name, err);
	if (st)
		return st;
	care_dose_text(&next, dose, sizeof dose);
	str_format(c->after, sizeof c->after, "%s%s%s%s",
		   name[0] ? "next exercise: " : "", name, name[0] ? ", " : "", dose);
	return ST_OK;
}

/* ---- a spec applied */

static enum status
swap_exercise(struct app *a, const struct prescription *row, const char *key,
	      struct prescription *next, char name[61], struct err *err)
{
	struct exercise x;
	enum status st = progress_exercise(a, key, &x, err);

	if (st)
		return st;
	care_prescription_from(&x, row->plan, row->rank, next);
	str_copy(next->setting, sizeof next->setting, row->setting);
	str_copy(next->side, sizeof next->side, row->side);
	next->goal = row->goal;
	str_copy(name, 61, x.name);
	return ST_OK;
}

static enum status
set_part(struct prescription *next, const char *part, size_t n, struct err *err)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	size_t name = strcspn(part, "=");
	char field[24];
	struct cell c = {.kind = CELL_NONE};
	int f;
	enum status st;

	str_format(field, sizeof field, "%.*s", (int)name, part);
	f = name < n ? dict_field_named(e, field) : -1;
	if (f < 0)
		return status_fail(err, ST_INVALID, "dose '%.*s' is not understood",
				   (int)n, part);
	st = name + 1 == n
		 ? ST_OK /* nothing: it was empty */
		 : dict_parse(&e->fields[f], part + name + 1, n - name - 1, &c, err);
	if (!st)
		st = dict_check(&e->fields[f], c, err);
	if (!st && !dict_put(&e->fields[f], next, c))
		st = status_fail(err, ST_INVALID, "%s does not fit", e->fields[f].label);
	return st;
}

enum status
progress_next(struct app *a, const struct prescription *row, const char *spec,
	      struct prescription *next, char name[61], struct err *err)
{
	enum status st = ST_OK;

	*next = *row;
	name[0] = '\0';
	for (const char *p = spec; !st && *p;) {
		size_t n = strcspn(p, ";");

		if (strncmp(p, "exercise=", 9) == 0) {
			char key[25];

			str_format(key, sizeof key, "%.*s", (int)n - 9, p + 9);
			st = swap_exercise(a, row, key, next, name, err);
		} else {
			st = set_part(next, p, n, err);
		}
		p += n + (p[n] == ';');
	}
	return st;
}

void
progress_way_back(const struct prescription *row, const char *spec, char out[161])
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	struct str back = {0};

	for (const char *p = spec; *p && strncmp(spec, "exercise=", 9) != 0;) {
		size_t n = strcspn(p, ";"), name = strcspn(p, "=");
		char field[24];
		int f;

		str_format(field, sizeof field, "%.*s", (int)name, p);
		f = name < n ? dict_field_named(e, field) : -1;
		if (f >= 0) {
			str_addf(&back, "%s%s=", back.n ? ";" : "", field);
			dict_text(&e->fields[f], dict_get(&e->fields[f], row), &back);
		}
		p += n + (p[n] == ';');
	}
	if (!str_copy(out, 161, str_text(&back)))
		out[0] = '\0'; /* half a way back is none */
	str_release(&back);
}

/* "Hold 35 s" of one part of a spec. */
static void
show_part(const char *part, size_t n, struct str *out)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	size_t name = strcspn(part, "=");
	char field[24];
	struct cell c = {.kind = CELL_NONE};
	struct err ignored = {0};
	int f;

	str_format(field, sizeof field, "%.*s", (int)name, part);
	f = name < n ? dict_field_named(e, field) : -1;
	if (f < 0 || is(field, "load_kind") ||
	    dict_parse(&e->fields[f], part + name + 1, n - name - 1, &c, &ignored))
		return;
	str_add(out, out->n ? ", " : "");
	if (!is(e->fields[f].unit, "reps") && !is(e->fields[f].unit, "sets"))
		str_addf(out, "%s ", e->fields[f].label);
	if (is(field, "support") && c.i >= 0 && c.i <= 3)
		str_add(out, progression_support_word((int)c.i));
	else
		dict_show(&e->fields[f], c, out);
}

void
progress_short(const struct choice *c, char *out, size_t size)
{
	static const char other[] = "next exercise: ";
	struct str s = {0};

	if (strncmp(c->after, other, sizeof other - 1) == 0)
		str_addf(&s, "next: %s", c->after + sizeof other - 1);
	for (const char *p = s.n ? "" : c->spec; *p;) {
		size_t n = strcspn(p, ";");

		show_part(p, n, &s);
		p += n + (p[n] == ';');
	}
	if (!s.n && c->decision[0] &&
	    strcmp(c->decision, "declined") !=
		0) /* read back: what changed is not said field by field */
		str_add(&s, c->after);
	str_copy(out, size, s.n ? str_text(&s) : "as it is");
	str_release(&s);
}

/* ---- a dose as people type it */

static const struct {
	const char *word, *field;
} words[] = {
    {"sets", "sets"},	  {"reps", "reps"},	  {"hold", "hold_s"},
    {"rest", "rest_s"},	  {"time", "duration_s"}, {"load", "load_g"},
    {"band", "band"},	  {"support", "support"}, {"tempo", "tempo"},
    {"from", "reps_low"}, {"to", "reps_high"},
};

static enum status
add_typed(const char *field, const char *value, int64_t today, struct str *spec,
	  struct err *err)
{
	const struct entity *e = dict_entity(E_PRESCRIPTION);
	const struct field *f = &e->fields[dict_field_named(e, field)];
	struct cell c = {.kind = CELL_NONE};
	int64_t g;
	enum status st;

	if (strcmp(field, "load_g") == 0) {
		st = load_parse(value, strlen(value), &g, err);
		c = (struct cell){.kind = CELL_INT, .i = g};
	} else {
		st = dict_parse_typed(f, value, strlen(value), today, &c, err);
	}
	if (!st)
		st = dict_check(f, c, err);
	if (st)
		return st;
	if (strcmp(field, "load_g") == 0)
		str_add(spec, spec->n ? ";load_kind=weight" : "load_kind=weight");
	if (strcmp(field, "band") == 0)
		str_add(spec, spec->n ? ";load_kind=band" : "load_kind=band");
	str_addf(spec, "%s%s=", spec->n ? ";" : "", field);
	dict_text(f, c, spec);
	return ST_OK;
}

/* One "reps 12" of the list. */
static enum status
read_typed(const char *p, size_t n, int64_t today, struct str *spec, struct err *err)
{
	char part[40];
	size_t word;

	while (n > 0 && *p == ' ')
		p++, n--;
	while (n > 0 && p[n - 1] == ' ')
		n--;
	str_format(part, sizeof part, "%.*s", (int)n, p);
	word = strcspn(part, " ");
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i].word) == word && part[word] != '\0' &&
		    strncmp(words[i].word, part, word) == 0)
			return add_typed(words[i].field, part + word + 1, today, spec,
					 err);
	return status_fail(err, ST_INVALID,
			   "'%s': type sets, reps, hold, rest, time, load, band or "
			   "support with its value, as reps 12, load 3 kg",
			   part);
}

enum status
progress_spec_typed(const char *typed, int64_t today, char out[161], struct err *err)
{
	struct str spec = {0};
	enum status st = ST_OK;

	for (const char *p = typed; !st && *p;) {
		size_t n = strcspn(p, ",;");

		st = read_typed(p, n, today, &spec, err);
		p += n + (p[n] != '\0');
	}
	if (!st && (!spec.n || strchr(str_text(&spec), '\n') ||
		    !str_copy(out, 161, str_text(&spec))))
		st = status_fail(err, ST_INVALID, "type the dose, as reps 12, load 3 kg");
	str_release(&spec);
	return st;
}
