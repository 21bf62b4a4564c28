/* progress_dose.c - from the action of a rule to the next dose. */
#include "app/care.h"
#include "core/load.h"
#include "progress_priv.h"

#include <string.h>

enum {
	BAND_MOST = 6,
	REPS_MOST = 200,     /* as the dictionary has it */
	REPS_HIGH_MOST = 20, /* of a widened range */
	CUT_TIME_S = 30,
	CUT_HOLD_S = 5
};

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
	return p->band[0] >= '1' && p->band[0] <= '0' + BAND_MOST && p->band[1] == '\0'
		   ? p->band[0] - '0'
		   : 0;
}

static void
rep_range(const struct progress_line *l, int *low, int *high)
{
	int usual = number(l->x.reps) > 0 ? number(l->x.reps) : number(l->row.reps);

	progression_rep_range(usual, low, high);
	if (l->row.reps_low != DICT_NONE)
		*low = (int)l->row.reps_low;
	if (l->row.reps_high != DICT_NONE)
		*high = (int)l->row.reps_high;
	*high = at_most(*high, REPS_MOST);
}

/* ---- easier */

static int
cut_30_pct(int v, int least)
{
	return v * 7 / 10 > least ? v * 7 / 10 : least;
}

/* Where neither sets nor reps can be fewer, the same 30 percent of the time or of the hold; never
 * below 30 and 5 seconds. Own, for clinical review. */
static void
cut(struct progress_line *l)
{
	int sets = number(l->row.sets), reps = number(l->row.reps);
	int seconds = number(l->row.duration_s), hold = number(l->row.hold_s);

	progression_cut(&sets, &reps);
	if (sets != number(l->row.sets))
		add_spec(&l->choice, "sets", sets);
	else if (reps != number(l->row.reps))
		add_spec(&l->choice, "reps", reps);
	else if (seconds > CUT_TIME_S)
		add_spec(&l->choice, "duration_s", cut_30_pct(seconds, CUT_TIME_S));
	else if (hold > CUT_HOLD_S)
		add_spec(&l->choice, "hold_s", cut_30_pct(hold, CUT_HOLD_S));
}

/* True when there was a load to take off: what was used less, when that is less than planned. */
static bool
load_down(struct progress_line *l)
{
	if (number(l->row.load_g) > 0)
		add_spec(&l->choice, "load_g",
			 progression_load_down(l->used_g, PROGRESS_STEP_G));
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
	if (l->has_easier)
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

/* What was tried with less support than prescribed goes back to what is prescribed. */
static void
more_support(struct progress_line *l)
{
	if (number(l->row.support) > l->in.support)
		return;
	if (l->in.support < 3)
		add_spec(&l->choice, "support", l->in.support + 1);
	else
		easier(l);
}

/* ---- harder */

/* Never up to the low end: one thing grows at a time. */
static void
reps_to_low(struct progress_line *l, int low)
{
	if (number(l->row.reps) > low)
		add_spec(&l->choice, "reps", low);
}

static void
band_up(struct progress_line *l, int low)
{
	int level = band_level(&l->row);

	if (!level || level == BAND_MOST)
		return; /* colours: the therapist says which comes next */
	add_spec(&l->choice, "band", level + 1);
	reps_to_low(l, low);
}

/* Two reps more before a step that is large for the load; false: the range was widened once already,
 * or more is done than it would allow. */
static bool
widen_range(struct progress_line *l, int high)
{
	int usual_low, usual_high, reps = number(l->row.reps);
	int most = at_most(high + 2, REPS_HIGH_MOST);

	progression_rep_range(number(l->x.reps), &usual_low, &usual_high);
	if (high >= most || high >= usual_high + 2 || reps >= most)
		return false;
	add_spec(&l->choice, "reps_high", most);
	add_spec(&l->choice, "reps", reps + 1);
	return true;
}

static void
weight_up(struct progress_line *l, bool reps_low)
{
	int low, high;
	int64_t load = number(l->row.load_g), next;
	enum progression_step step;

	rep_range(l, &low, &high);
	step = progression_load_step(load, PROGRESS_STEP_G,
				     progression_pct_bp(l->x.region), &next);
	if (step == PROGRESSION_REPS_PLUS_2) {
		if (widen_range(l, high))
			return;
		next = load + PROGRESS_STEP_G;
		step = PROGRESSION_LOAD_REPS_LOW;
	}
	next = next < LOAD_MAX_G ? next : LOAD_MAX_G;
	if (next <= load)
		return;
	if (!is(l->row.load_kind, "weight"))
		str_copy(l->choice.spec, sizeof l->choice.spec, "load_kind=weight");
	add_spec(&l->choice, "load_g", next);
	if (reps_low || step == PROGRESSION_LOAD_REPS_LOW)
		reps_to_low(l, low);
}

static void
load_up(struct progress_line *l, bool reps_low)
{
	const struct prescription *p = &l->row;
	bool load = number(p->load_g) > 0;
	int low, high;

	rep_range(l, &low, &high);
	if (!load && (is(p->load_kind, "band") || p->band[0]))
		band_up(l, low);
	else if (load || !is(p->load_kind, "none")) /* a cough takes no weight */
		weight_up(l, reps_low);
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

/* What counts up until it is tapped has no time that could grow. */
static void
time_up(struct progress_line *l)
{
	if (number(l->row.duration_s) > 0)
		add_spec(&l->choice, "duration_s",
			 progression_time_up_s(number(l->row.duration_s)));
}

/* What was done with more support than prescribed leaves the prescription as it is. */
static void
less_support(struct progress_line *l)
{
	if (l->in.support - 1 < number(l->row.support))
		add_spec(&l->choice, "support", l->in.support - 1);
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
		time_up(l);
	else if (is(action, "less_support"))
		less_support(l);
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
