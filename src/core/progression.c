/* progression.c - loads, ranges, caps and pain zones of progression. */
#include "core/progression.h"

#include <assert.h>
#include <string.h>

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
