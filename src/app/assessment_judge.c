/* assessment_judge.c - doubts about a value, changes, reasons for a risk of falling. */
#include "app/assessment.h"
#include "store/query_results.h"
#include "store/record.h"

#include "base/str.h"

#include <stdlib.h>
#include <string.h>

/* ---- doubts
 *
 * The limits here are about slips of the pen, not about patients: a value is asked about once
 * and stored when the person says so. */

enum {
	JUMP_PERCENT = 40,  /* of the possible range, impairments */
	JUMP_TIMES = 3,	    /* times as much or as little, performance */
	OVER_NORMAL = 30000 /* degrees above the normal value */
};

/* Two measures of one side that cannot both be right. */
static const struct {
	const char *a, *b;
	bool sum; /* a + b must not be below 0; else a must not be below b */
	const char *why;
} pairs[] = {
    {"rom_knee_flexion", "rom_knee_extension", true,
     "bends less than it lacks to straight"},
    {"rom_elbow_flexion", "rom_elbow_extension", true,
     "bends less than it lacks to straight"},
    {"rom_hip_flexion", "rom_hip_extension", true, "bends less than it lacks to neutral"},
    {"rom_ankle_plantarflexion", "rom_ankle_dorsiflexion", true,
     "points less than it lacks to neutral"},
    {"gait_speed_fast", "gait_speed", false, "fast walking is slower than usual walking"},
    {"mwt6", "mwt2", false, "fewer metres in 6 minutes than in 2"},
    {"sls_eo", "sls_ec", false, "stands longer with eyes closed than open"},
    {"bal4_side", "bal4_semi", false,
     "a harder stance is held longer than an easier one"},
    {"bal4_semi", "bal4", false, "a harder stance is held longer than an easier one"},
    {"bal4", "bal4_single", false, "a harder stance is held longer than an easier one"},
};

/* Today's value of a measure, else DICT_NONE. */
static int64_t
today(const struct assessment_sheet *s, const char *key, enum assessment_side side)
{
	for (int i = 0; i < s->n; i++)
		if (!strcmp(s->rows[i].m->key, key) && s->rows[i].now[side].no)
			return s->rows[i].now[side].value;
	return DICT_NONE;
}

static bool
contradicts(const struct assessment_sheet *s, const struct measure *m,
	    enum assessment_side side, int64_t value, char *why, size_t size)
{
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		bool is_a = !strcmp(m->key, pairs[i].a),
		     is_b = !strcmp(m->key, pairs[i].b);
		int64_t other, a, b;

		if (!is_a && !is_b)
			continue;
		other = today(s, is_a ? pairs[i].b : pairs[i].a, side);
		if (other == DICT_NONE)
			continue;
		a = is_a ? value : other;
		b = is_a ? other : value;
		if (pairs[i].sum ? a + b < 0 : a < b) {
			str_copy(why, size, pairs[i].why);
			return true;
		}
	}
	return false;
}

static bool
jumps(const struct assessment_row *r, enum assessment_side side, int64_t value, char *why,
      size_t size)
{
	const struct assessment_value *last = &r->last[side];
	int64_t low, high;
	char text[MEASURE_TEXT_SIZE], day[DATE_TEXT_SIZE];
	bool far = false;

	if (!last->no || last->value == DICT_NONE || !measure_limits(r->m, &low, &high))
		return false;
	if (!strcmp(r->m->kind, "impairment"))
		far = llabs(value - last->value) * 100 > (high - low) * JUMP_PERCENT;
	else if (!strcmp(r->m->kind, "performance") && last->value > 0 && value > 0)
		far = value >= last->value * JUMP_TIMES ||
		      value * JUMP_TIMES <= last->value;
	if (!far)
		return false;
	measure_text(r->m, last->value, text, sizeof text);
	date_text(last->day, day);
	str_format(why, size, "far from %s of %s", text, day);
	return true;
}

static bool
beyond_normal(const struct assessment_sheet *s, const struct measure *m, int64_t value,
	      char *why, size_t size)
{
	struct measure_normal n;
	char text[MEASURE_TEXT_SIZE];

	if (strcmp(m->domain, "rom") != 0 ||
	    !measure_norm(m, measures_norms(s->tables), s->who, "", &n) ||
	    value <= n.value + OVER_NORMAL)
		return false;
	measure_normal_text(m, &n, text, sizeof text);
	str_format(why, size, "far beyond the normal %s deg", text);
	return true;
}

bool
assessment_doubt(const struct assessment_sheet *s, int row, enum assessment_side side,
		 int64_t value, char *why, size_t size)
{
	const struct assessment_row *r = &s->rows[row];

	if (value == DICT_NONE)
		return false;
	return contradicts(s, r->m, side, value, why, size) ||
	       jumps(r, side, value, why, size) ||
	       beyond_normal(s, r->m, value, why, size);
}

/* ---- change */

struct measure_change
assessment_change(const struct assessment_sheet *s, int row, enum assessment_side side)
{
	const struct assessment_row *r = &s->rows[row];

	if (!r->now[side].no || !r->last[side].no)
		return (struct measure_change){.kind = MEASURE_OPEN};
	return measure_change(r->m, measures_norms(s->tables), r->last[side].value,
			      r->now[side].value);
}

/* ---- falls: the parts of CDC STEADI, as a list of reasons */

enum { FALLS_AGE = 60 };

static void
look(const struct assessment_sheet *s, const struct assessment_row *r,
     struct assessment_falls *f)
{
	struct measure_norms norms = measures_norms(s->tables);
	struct measure_normal cut;
	char text[MEASURE_TEXT_SIZE], limit[MEASURE_TEXT_SIZE] = "";
	int64_t value = r->now[ASSESSMENT_LEFT].value;

	if (!r->now[ASSESSMENT_LEFT].no || value == DICT_NONE)
		return;
	f->asked++;
	if (!strcmp(r->m->key, "tug") &&
	    measure_norm_stat(r->m, norms, s->who, "fall_cut_alt", &cut))
		str_format(f->weak, sizeof f->weak, "%s alone is weak: %s (cut %s s)",
			   r->m->name, cut.row->population, cut.row->value);
	if (!measure_flag(r->m, norms, s->who, value) || f->n == ASSESSMENT_REASONS_MAX)
		return;
	if (measure_norm_stat(r->m, norms, s->who, "below_average", &cut))
		str_format(limit, sizeof limit, " (under %s)", cut.row->value);
	measure_text(r->m, value, text, sizeof text);
	str_format(f->reason[f->n++], ASSESSMENT_LINE, "%s %s%s", r->name, text, limit);
}

void
assessment_falls(const struct assessment_sheet *s, struct assessment_falls *f)
{
	static const char *const parts[] = {"steadi3", "tug", "cst30", "bal4"};

	*f = (struct assessment_falls){0};
	if (s->who.age < FALLS_AGE)
		return;
	for (size_t p = 0; p < sizeof parts / sizeof *parts; p++)
		for (int i = 0; i < s->n; i++)
			if (!strcmp(s->rows[i].m->key, parts[p]))
				look(s, &s->rows[i], f);
}

enum status
assessment_last(struct app *a, const struct assessment_span *of, const char *measure,
		int64_t *value, struct err *err)
{
	enum { NEWEST = 8 };
	struct result_series series = {of->patient, measure, "", ""};
	struct result rows[NEWEST];
	int n = 0;
	enum status st = query_results(a->store, &series, rows, NEWEST, &n, err);

	*value = DICT_NONE;
	for (int i = 0; !st && i < n; i++)
		if (rows[i].day <= of->to &&
		    (of->from == DICT_NONE || rows[i].day >= of->from))
			*value = rows[i].value;
	return st;
}

enum status
assessment_fall_flags(struct app *a, int64_t patient, int64_t day, int *n,
		      struct err *err)
{
	static const char *const tests[] = {"cst30", "tug", "bal4"};
	const struct assessment_span until = {patient, DICT_NONE, day};
	const struct measures *tables;
	struct patient p;
	enum status st = measures_of(a, &tables, err);

	*n = 0;
	if (!st)
		st = record_get(a->store, E_PATIENT, patient, &p, err);
	for (size_t i = 0; !st && i < sizeof tests / sizeof *tests; i++) {
		const struct measure *m = measures_find(tables, tests[i]);
		int64_t value;

		st = assessment_last(a, &until, tests[i], &value, err);
		*n +=
		    !st && m && value != DICT_NONE &&
		    measure_flag(m, measures_norms(tables), measures_who(&p, day), value);
	}
	return st;
}

enum status
assessment_low_mood(struct app *a, int64_t patient, bool *low, struct err *err)
{
	const struct measures *tables;
	const struct measure *m;
	struct result_series series = {patient, "phq2", "", ""};
	struct result rows[2];
	int n = 0;
	enum status st = measures_of(a, &tables, err);

	*low = false;
	if (!st)
		st = query_results(a->store, &series, rows, 2, &n, err);
	if (st)
		return st;
	m = measures_find(tables, series.measure);
	*low = m && n == 2;
	for (int i = 0; i < n && *low; i++)
		*low = measure_flag(m, measures_norms(tables), (struct measure_who){0},
				    rows[i].value);
	return ST_OK;
}
