/* progression.c - the ordered table of progression rules, first match wins. */
#include "core/progression.h"

#include "base/str.h"

#include <assert.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A rule looks at one review; when it is true it may write its reason into why. */
struct look {
	const struct progression_in *in;
	const struct progression_limits *limits;
	char *why; /* PROGRESSION_REASON_SIZE bytes */
};

struct rule {
	const char *id;
	enum progression_suggestion suggestion;
	const char *action;
	bool (*when)(const struct look *l);
	const char *reason; /* where the rule writes none of its own */
};

static bool
taken(int value)
{
	return value != PROGRESSION_NONE;
}

/* Writes the reason with its number; true, so that it ends a condition. */
static bool why(const struct look *l, const char *fmt, ...) BASE_PRINTF(2, 3);

static bool
why(const struct look *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(l->why, PROGRESSION_REASON_SIZE, fmt, ap);
	va_end(ap);
	return true;
}

/* ---- stop ---- */

static bool
red_flag(const struct look *l)
{
	return l->in->red_flag;
}

static bool
contra(const struct look *l)
{
	if (l->in->contra && l->in->tag != NULL)
		str_format(l->why, PROGRESSION_REASON_SIZE,
			   "This exercise is blocked for this patient: %s.", l->in->tag);
	return l->in->contra;
}

static bool
vitals(const struct look *l)
{
	const struct progression_in *in = l->in;
	const struct progression_limits *m = l->limits;

	if (taken(in->spo2) && in->spo2 < m->spo2_min)
		return why(
		    l,
		    "Oxygen saturation is %d percent. Rest 5 minutes, check once more.",
		    in->spo2);
	if (taken(in->sbp) && in->sbp > m->sbp_max)
		return why(l,
			   "Upper blood pressure is %d. Rest 5 minutes, check once more.",
			   in->sbp);
	if (taken(in->dbp) && in->dbp > m->dbp_max)
		return why(l,
			   "Lower blood pressure is %d. Rest 5 minutes, check once more.",
			   in->dbp);
	if (taken(in->hr) && in->hr > m->hr_max)
		return why(l, "Resting pulse is %d. Rest 5 minutes, check once more.",
			   in->hr);
	if (taken(in->temp_dc) && in->temp_dc >= m->temp_dc) {
		str_format(l->why, PROGRESSION_REASON_SIZE,
			   "Temperature is %d.%d. Rest 5 minutes, check once more.",
			   in->temp_dc / 10, in->temp_dc % 10);
		return true;
	}
	return false;
}

static bool
pain_8(const struct look *l)
{
	return l->in->pain_peak >= 8;
}

/* ---- regress ---- */

static bool
pain_red(const struct look *l)
{
	return l->in->pain_peak > 5 && why(l, "Pain went up to %d.", l->in->pain_peak);
}

static bool
flare(const struct look *l)
{
	return taken(l->in->pain_next) && l->in->pain_next >= l->in->pain_base + 2 &&
	       why(l, "Pain was still %d the next morning.", l->in->pain_next);
}

static bool
swelling(const struct look *l)
{
	return l->in->swelling;
}

static bool
bad_form(const struct look *l)
{
	return !l->in->form_ok;
}

static bool
losses_2(const struct look *l)
{
	return l->in->losses >= 2 && why(l, "Balance was lost %d times.", l->in->losses);
}

static bool
fails_2(const struct look *l)
{
	return l->in->fails_in_row >= 2 &&
	       why(l, "Under 80 percent of the work in %d sessions in a row.",
		   l->in->fails_in_row);
}

static bool
long_away(const struct look *l)
{
	return l->in->days_since > 14 &&
	       why(l, "Not done for %d days. Start lower.", l->in->days_since);
}

/* ---- hold ---- */

static bool
ask_next_day(const struct look *l)
{
	return l->in->pain_peak >= 3 && !taken(l->in->pain_next);
}

static bool
amber(const struct look *l)
{
	if (progression_zone(l->in->pain_base, l->in->pain_peak) == PROGRESSION_AMBER)
		return why(l, "Pain rose to %d during the exercise.", l->in->pain_peak);
	if (l->in->pain_creeping)
		str_copy(l->why, PROGRESSION_REASON_SIZE,
			 "Pain is creeping up week by week.");
	return l->in->pain_creeping;
}

static bool
some_days_away(const struct look *l)
{
	return l->in->days_since > 7 &&
	       why(l, "Not done for %d days. Same dose once more.", l->in->days_since);
}

static bool
not_all_done(const struct look *l)
{
	return l->in->done_pct < 100 &&
	       why(l, "%d percent of the work was done.", l->in->done_pct);
}

static bool
hard(const struct look *l)
{
	int most = l->in->kind == PROGRESSION_TIME ? 5 : 6;

	return l->in->effort > most && why(l, "Effort was %d of 10.", l->in->effort);
}

static bool
loss_1(const struct look *l)
{
	return l->in->losses == 1;
}

static bool
new_level(const struct look *l)
{
	return l->in->sessions_at_level < 2;
}

/* Nothing left to raise at this exercise and none harder. */
static bool
at_the_cap(const struct look *l)
{
	const struct progression_in *in = l->in;

	if (in->has_harder)
		return false;
	switch (in->kind) {
	case PROGRESSION_HOLD:
	case PROGRESSION_TIME:
	case PROGRESSION_ROM:
		return in->held_target;
	case PROGRESSION_SUPPORT:
		return in->support <= 0;
	case PROGRESSION_SKILL:
		return true;
	default:
		return false; /* a load or reps can always rise */
	}
}

static bool
range_below_goal(const struct look *l)
{
	return l->in->kind == PROGRESSION_ROM && !l->in->held_target;
}

/* ---- progress ---- */

static bool
is_kind(const struct look *l, enum progression_kind kind, bool also)
{
	return l->in->kind == kind && also;
}

static bool
two_for_two(const struct look *l)
{
	return is_kind(l, PROGRESSION_REPS_LOAD, l->in->over2_twice);
}

static bool
top_of_range(const struct look *l)
{
	return is_kind(l, PROGRESSION_REPS_LOAD, l->in->all_at_high);
}

static bool
reps_below_top(const struct look *l)
{
	return is_kind(l, PROGRESSION_REPS_LOAD, true);
}

static bool
hold_below_cap(const struct look *l)
{
	return is_kind(l, PROGRESSION_HOLD, !l->in->held_target);
}

static bool
hold_at_cap(const struct look *l)
{
	return is_kind(l, PROGRESSION_HOLD, l->in->held_target && l->in->has_harder);
}

static bool
time_below_cap(const struct look *l)
{
	return is_kind(l, PROGRESSION_TIME, !l->in->held_target);
}

static bool
time_at_cap(const struct look *l)
{
	return is_kind(l, PROGRESSION_TIME, l->in->held_target && l->in->has_harder);
}

static bool
with_support(const struct look *l)
{
	return is_kind(l, PROGRESSION_SUPPORT, l->in->support > 0);
}

static bool
without_support(const struct look *l)
{
	return is_kind(l, PROGRESSION_SUPPORT, l->in->support <= 0 && l->in->has_harder);
}

static bool
skill(const struct look *l)
{
	return is_kind(l, PROGRESSION_SKILL, l->in->has_harder);
}

static bool
range_at_goal(const struct look *l)
{
	return is_kind(l, PROGRESSION_ROM, l->in->held_target && l->in->has_harder);
}

#define STOP	 PROGRESSION_STOP
#define REGRESS	 PROGRESSION_REGRESS
#define KEEP	 PROGRESSION_KEEP
#define PROGRESS PROGRESSION_PROGRESS

/* clang-format off */
static const struct rule rules[] = {
{"S1", STOP, "none", red_flag, "A warning sign was ticked. Stop and get medical advice."},
{"S2", STOP, "none", contra, "This exercise is blocked for this patient."},
{"S3", STOP, "none", vitals, ""},
{"S4", STOP, "none", pain_8, "Pain was 8 or more. Stop this exercise today."},
{"R1", REGRESS, "easier_or_load_down", pain_red, ""},
{"R2", REGRESS, "easier_or_load_down", flare, ""},
{"R3", REGRESS, "easier_or_load_down", swelling, "There is new or more swelling."},
{"R4", REGRESS, "easier_or_load_down", bad_form, "The movement was not safe or not as taught."},
{"R5", REGRESS, "more_support", losses_2, ""},
{"R6", REGRESS, "easier_or_load_down", fails_2, ""},
{"R7", REGRESS, "restart_lower", long_away, ""},
{"H1", KEEP, "ask_next_day", ask_next_day, "Pain was 3 or more. Ask about the next morning first."},
{"H2", KEEP, "same", amber, ""},
{"H3", KEEP, "same", some_days_away, ""},
{"H4", KEEP, "same", not_all_done, ""},
{"H5", KEEP, "same", hard, ""},
{"H6", KEEP, "same", loss_1, "Balance was lost once."},
{"H7", KEEP, "same", new_level, "First session at this level."},
{"H8", KEEP, "maintain", at_the_cap, "At the goal, and there is no harder exercise. Keep it up."},
{"H9", KEEP, "keep_daily", range_below_goal, "Range is below the goal. Keep up the daily work."},
{"P1", PROGRESS, "load_up", two_for_two, "Two reps over the goal in the last set, two sessions running."},
{"P2", PROGRESS, "load_up_reps_low", top_of_range, "Every set reached the top of the rep range."},
{"P3", PROGRESS, "reps_plus_1", reps_below_top, "All work was done well. One rep more in each set."},
{"P4", PROGRESS, "hold_plus_5", hold_below_cap, "All holds were done well. Hold 5 seconds longer."},
{"P5", PROGRESS, "harder", hold_at_cap, "The longest hold is reached. A harder exercise is next."},
{"P6", PROGRESS, "time_plus_10pct", time_below_cap, "The time was done well. Go a tenth longer."},
{"P7", PROGRESS, "harder", time_at_cap, "The longest time is reached. A harder exercise is next."},
{"P8", PROGRESS, "less_support", with_support, "Balance was kept. Use one step less support."},
{"P9", PROGRESS, "harder", without_support, "Done without support. A harder exercise with one hand is next."},
{"P10", PROGRESS, "harder", skill, "The movement is mastered. A harder exercise is next."},
{"P11", PROGRESS, "harder", range_at_goal, "The range goal is met. A harder exercise is next."},
};
/* clang-format on */

struct progression_in
progression_default(void)
{
	return (struct progression_in){
	    .spo2 = PROGRESSION_NONE,
	    .sbp = PROGRESSION_NONE,
	    .dbp = PROGRESSION_NONE,
	    .hr = PROGRESSION_NONE,
	    .temp_dc = PROGRESSION_NONE,
	    .pain_next = PROGRESSION_NONE,
	    .form_ok = true,
	    .done_pct = 100,
	    .sessions_at_level = 1,
	};
}

struct progression_limits
progression_limits_default(void)
{
	return (struct progression_limits){.spo2_min = 88,
					   .sbp_max = 180,
					   .dbp_max = 100,
					   .hr_max = 120,
					   .temp_dc = 380};
}

void
progression_suggest(const struct progression_in *in,
		    const struct progression_limits *limits, struct progression_out *out)
{
	const struct progression_limits usual = progression_limits_default();
	struct look l = {in, limits != NULL ? limits : &usual, out->reason};

	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		const struct rule *r = &rules[i];

		out->reason[0] = '\0';
		if (!r->when(&l))
			continue;
		out->suggestion = r->suggestion;
		out->rule = r->id;
		out->action = r->action;
		if (out->reason[0] == '\0')
			str_copy(out->reason, sizeof out->reason, r->reason);
		/* Section 2, note on P1: without a load in hand the next exercise. */
		if (in->body_only && in->has_harder && strncmp(r->action, "load", 4) == 0)
			out->action = "harder";
		return;
	}
	assert(false && "the rules cover every kind");
}

static void
keep_instead(struct progression_out *out, const char *rule, const char *reason)
{
	out->suggestion = PROGRESSION_KEEP;
	out->rule = rule;
	out->action = "same";
	str_copy(out->reason, sizeof out->reason, reason);
}

/* Number of progressions in front of i: changed longer ago, or equally long and earlier. */
static int
ahead_of(const struct progression_out *list, const int *days, size_t n, size_t i)
{
	int ahead = 0;

	for (size_t k = 0; k < n; k++)
		if (k != i && list[k].suggestion == PROGRESSION_PROGRESS)
			ahead += days[k] > days[i] || (days[k] == days[i] && k < i);
	return ahead;
}

void
progression_limit_visit(struct progression_out *list, const int *days_since_change,
			size_t n)
{
	int regress = 0;

	for (size_t i = 0; i < n; i++)
		regress += list[i].suggestion == PROGRESSION_REGRESS;
	/* Holding one back leaves the two in front of everybody where they are. */
	for (size_t i = 0; i < n; i++)
		if (list[i].suggestion == PROGRESSION_PROGRESS &&
		    ahead_of(list, days_since_change, n, i) >= 2)
			keep_instead(&list[i], "W1",
				     "Two exercises already progress today.");
	for (size_t i = 0; regress >= 2 && i < n; i++)
		if (list[i].suggestion == PROGRESSION_PROGRESS)
			keep_instead(&list[i], "W2",
				     "Two or more exercises were too much today.");
}

enum progression_zone
progression_zone(int pain_base, int pain_peak)
{
	if (pain_peak >= 6)
		return PROGRESSION_RED;
	if (pain_peak >= 3 && pain_peak - pain_base >= 2)
		return PROGRESSION_AMBER;
	return PROGRESSION_GREEN;
}

bool
progression_creeping(int last_sum, int last_n, int before_sum, int before_n)
{
	if (last_n <= 0 || before_n <= 0)
		return false;
	return (int64_t)last_sum * before_n - (int64_t)before_sum * last_n >
	       (int64_t)last_n * before_n;
}

enum progression_step
progression_load_step(int64_t load_g, int64_t step_g, int pct_bp, int64_t *new_g)
{
	int64_t n;

	assert(step_g > 0);
	*new_g = step_g;
	if (load_g <= 0)
		return PROGRESSION_LOAD;
	n = load_g * pct_bp / (10000 * step_g);
	*new_g = load_g + n * step_g;
	if (n >= 1)
		return PROGRESSION_LOAD;
	if (5 * step_g > load_g)
		return PROGRESSION_REPS_PLUS_2;
	*new_g = load_g + step_g;
	return PROGRESSION_LOAD_REPS_LOW;
}

int64_t
progression_load_down(int64_t load_g, int64_t step_g)
{
	assert(step_g > 0);
	return load_g <= 0 ? 0 : load_g * 4 / (5 * step_g) * step_g;
}

int
progression_pct_bp(const char *region)
{
	static const char *const large[] = {"trunk", "hip", "knee", "ankle_foot",
					    "whole_body"};

	for (size_t i = 0; i < sizeof large / sizeof large[0]; i++)
		if (strcmp(large[i], region) == 0)
			return 1000;
	return 500;
}

void
progression_rep_range(int usual, int *low, int *high)
{
	*low = usual - 2 > 4 ? usual - 2 : 4;
	*high = usual + 4;
}

void
progression_cut(int *sets, int *reps)
{
	int fewer = *reps * 7 / 10;

	if (*sets > 1)
		(*sets)--;
	else if (*reps > 3)
		*reps = fewer > 3 ? fewer : 3;
}

int
progression_time_up_s(int duration_s)
{
	int more = duration_s / 10, most = 30 * 60;

	more = more < 60 ? 60 : more > 300 ? 300 : more;
	if (duration_s >= most)
		return duration_s;
	return duration_s + more > most ? most : duration_s + more;
}

int
progression_hold_cap_s(int usual_s, bool stretch)
{
	int most = stretch ? 60 : 30;

	return 2 * usual_s < most ? 2 * usual_s : most;
}

static const char *const suggestion_ids[] = {"stop", "regress", "hold", "progress"};
_Static_assert(sizeof suggestion_ids / sizeof suggestion_ids[0] ==
		   PROGRESSION_SUGGESTION_COUNT,
	       "a name for each suggestion");

static const char *const kind_ids[] = {"reps_load", "hold",  "time",
				       "support",   "skill", "rom"};
_Static_assert(sizeof kind_ids / sizeof kind_ids[0] == PROGRESSION_KIND_COUNT,
	       "a name for each kind");

const char *
progression_suggestion_id(enum progression_suggestion s)
{
	assert(s < PROGRESSION_SUGGESTION_COUNT);
	return suggestion_ids[s];
}

bool
progression_kind_parse(const char *id, enum progression_kind *kind)
{
	for (int i = 0; i < PROGRESSION_KIND_COUNT; i++)
		if (strcmp(kind_ids[i], id) == 0) {
			*kind = (enum progression_kind)i;
			return true;
		}
	return false;
}

const char *
progression_support_word(int support)
{
	static const char *const words[] = {"without support", "fingertips", "one hand",
					    "two hands"};

	assert(support >= 0 && support <= 3);
	return words[support];
}
