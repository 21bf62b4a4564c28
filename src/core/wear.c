/* wear.c - adding up days from the rows of a device. */
#include "core/wear.h"

#include "base/date.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	FIRST_DAY = 20000101,
	INDEX_DAYS = 73049, /* to the end of 2199 */
	RATE_MAX = 250,
	MINUTE_S = 60
};

/* The day while rows come. Sums that nothing was added to have their count 0. */
struct wear_sum {
	int64_t day, line, rows;
	int64_t steps, seconds, mm;
	bool has_steps, has_seconds, has_mm;
	int64_t rate, rate_weight; /* mean heart rate times its weight, and the weights */
	int64_t rest;		   /* DICT_NONE: none */
	uint32_t *rates;	   /* how often each rate came; NULL: not counted */
	char remark[161];
};

/* What a row says; numbers that are not there are DICT_NONE. */
struct read_row {
	int64_t steps, seconds, rate, rest, mm;
	struct wear_cell remark;
};

/* What the dictionary lets a day hold: the one place of these limits. */
static void
take_limits(struct wear *w)
{
	static const char *const names[WEAR_FIELDS] = {
	    [WEAR_STEPS] = "steps",	  [WEAR_MINUTES] = "active_min",
	    [WEAR_HR_AVG] = "hr_avg",	  [WEAR_HR_REST] = "hr_rest",
	    [WEAR_METRES] = "distance_m",
	};
	const struct entity *e = dict_entity(E_DEVICE_DAY);

	for (int f = 0; f < WEAR_FIELDS; f++) {
		if (!names[f])
			continue;
		w->min[f] = e->fields[dict_field_named(e, names[f])].min;
		w->max[f] = e->fields[dict_field_named(e, names[f])].max;
	}
	assert(w->min[WEAR_HR_AVG] >= 0 && w->max[WEAR_HR_AVG] <= RATE_MAX);
}

static bool
in_limits(const struct wear *w, enum wear_field f, int64_t v)
{
	return v >= w->min[f] && v <= w->max[f];
}

void
wear_init(struct wear *w, const struct wear_plan *plan)
{
	*w = (struct wear){.plan = plan, .last = -1};
	w->index = mem_alloc(INDEX_DAYS * sizeof *w->index);
	take_limits(w);
}

void
wear_release(struct wear *w)
{
	for (int i = 0; i < w->n; i++)
		free(w->days[i].rates);
	free(w->days);
	free(w->index);
	*w = (struct wear){0};
}

/* ---- one row */

static enum wear_reason
read_day(struct wear *w, const struct wear_cell *cells, int64_t *day)
{
	struct wear_cell c = cells[w->plan->col[WEAR_DATE][0]];
	enum wear_form form = WEAR_YMD;

	w->field = WEAR_DATE;
	if (!wear_value_trim(c).n)
		return WEAR_NO_DAY;
	if (!wear_value_day(c, w->plan->forms, day, &form))
		return WEAR_BAD_DAY;
	if (*day > w->plan->last_day)
		return WEAR_DAY_AHEAD;
	if (*day < FIRST_DAY)
		return WEAR_DAY_OLD;
	w->utc |= form == WEAR_EPOCH_MS;
	return WEAR_GOOD;
}

static enum wear_is
read_cell(const struct wear *w, enum wear_field f, struct wear_cell c, int64_t *v)
{
	if (f == WEAR_MINUTES)
		return wear_value_seconds(c, w->plan->comma, v);
	return wear_value_number(c,
				 f == WEAR_METRES  ? WEAR_DISTANCE
				 : f == WEAR_STEPS ? WEAR_COUNT
						   : WEAR_RATE,
				 w->plan->comma, v);
}

/* The sum of the columns of a field, DICT_NONE when all are missing. */
static enum wear_reason
read_sum(struct wear *w, const struct wear_cell *cells, enum wear_field f, int64_t *sum)
{
	*sum = DICT_NONE;
	for (int i = 0; i < w->plan->parts[f]; i++) {
		int64_t v = 0;
		enum wear_is is = read_cell(w, f, cells[w->plan->col[f][i]], &v);

		w->field = (int)f;
		if (is == WEAR_IS_BAD)
			return WEAR_BAD_NUMBER;
		if (is == WEAR_IS_TWO_WAYS)
			return WEAR_TWO_WAYS;
		if (is == WEAR_IS_VALUE && v < 0)
			return WEAR_OUT_OF_RANGE;
		if (is == WEAR_IS_VALUE)
			*sum = (*sum == DICT_NONE ? 0 : *sum) + v;
	}
	return WEAR_GOOD;
}

static enum wear_reason
read_number(struct wear *w, const struct wear_cell *cells, enum wear_field f, int64_t *v)
{
	enum wear_reason why = read_sum(w, cells, f, v);

	if (why || *v == DICT_NONE)
		return why;
	if (f == WEAR_METRES) {
		int64_t max = w->max[f] * 1000;

		if (*v > max * 1000 / w->plan->unit_mm)
			return WEAR_OUT_OF_RANGE;
		*v = *v * w->plan->unit_mm / 1000; /* mm */
		return WEAR_GOOD;
	}
	if (f == WEAR_MINUTES)
		return *v > w->max[f] * MINUTE_S ? WEAR_OUT_OF_RANGE : WEAR_GOOD;
	*v = (*v + 500) / 1000;
	return in_limits(w, f, *v) ? WEAR_GOOD : WEAR_OUT_OF_RANGE;
}

static enum wear_reason
read_values(struct wear *w, const struct wear_cell *cells, struct read_row *r)
{
	int64_t *const to[WEAR_FIELDS] = {
	    [WEAR_STEPS] = &r->steps, [WEAR_MINUTES] = &r->seconds,
	    [WEAR_HR_AVG] = &r->rate, [WEAR_HR_REST] = &r->rest,
	    [WEAR_METRES] = &r->mm,
	};
	bool any = false;

	for (int f = WEAR_STEPS; f <= WEAR_METRES; f++) {
		enum wear_reason why = read_number(w, cells, (enum wear_field)f, to[f]);

		if (why)
			return why;
		any |= *to[f] != DICT_NONE;
	}
	r->remark = (struct wear_cell){"", 0};
	if (w->plan->parts[WEAR_REMARK])
		r->remark = wear_value_trim(cells[w->plan->col[WEAR_REMARK][0]]);
	return any || r->remark.n ? WEAR_GOOD : WEAR_NO_DATA;
}

/* ---- adding it to its day */

static struct wear_sum *
day_of(struct wear *w, int64_t day, int64_t line)
{
	int64_t at = date_to_days(day) - date_to_days(FIRST_DAY);
	struct wear_sum *s;

	assert(at >= 0 && at < INDEX_DAYS);
	if (!w->index[at]) {
		w->days = mem_room(w->days, (size_t)w->n, sizeof *w->days);
		s = &w->days[w->n++];
		*s = (struct wear_sum){.day = day, .line = line, .rest = DICT_NONE};
		w->index[at] = w->n;
	}
	w->last = w->index[at] - 1;
	return &w->days[w->last];
}

static bool
fits(struct wear *w, const struct wear_sum *s, const struct read_row *r)
{
	w->field = WEAR_STEPS;
	if (r->steps != DICT_NONE && s->steps + r->steps > w->max[WEAR_STEPS])
		return false;
	w->field = WEAR_MINUTES;
	if (r->seconds != DICT_NONE &&
	    s->seconds + r->seconds > w->max[WEAR_MINUTES] * MINUTE_S)
		return false;
	w->field = WEAR_METRES;
	return r->mm == DICT_NONE || s->mm + r->mm <= w->max[WEAR_METRES] * 1000;
}

/* A mean rate counts by the time it was the mean of; without one, rows count alike. */
static void
add_rate(struct wear *w, struct wear_sum *s, const struct read_row *r)
{
	int64_t weight = w->plan->parts[WEAR_MINUTES] && r->seconds > 0 ? r->seconds : 1;

	s->rate += r->rate * weight;
	s->rate_weight += weight;
	if (!w->plan->percentile)
		return;
	if (!s->rates)
		s->rates = mem_alloc((RATE_MAX + 1) * sizeof *s->rates);
	s->rates[r->rate]++;
}

static void
add(struct wear *w, struct wear_sum *s, const struct read_row *r)
{
	s->rows++;
	if (r->steps != DICT_NONE) {
		s->steps += r->steps;
		s->has_steps = true;
	}
	if (r->seconds != DICT_NONE) {
		s->seconds += r->seconds;
		s->has_seconds = true;
	}
	if (r->mm != DICT_NONE) {
		s->mm += r->mm;
		s->has_mm = true;
	}
	if (r->rate != DICT_NONE)
		add_rate(w, s, r);
	if (r->rest != DICT_NONE && (s->rest == DICT_NONE || r->rest < s->rest))
		s->rest = r->rest;
	if (r->remark.n && !s->remark[0])
		str_format(s->remark, sizeof s->remark, "%.*s", (int)r->remark.n,
			   r->remark.p);
}

/* ---- whether it is one */

static bool
is_cell(struct wear_cell c, const char *text)
{
	c = wear_value_trim(c);
	return c.n == strlen(text) && !memcmp(c.p, text, c.n);
}

/* Every column that is read lies in the row, and nothing lies behind the last one. */
static enum wear_reason
shape(struct wear *w, const struct wear_cell *cells, size_t n)
{
	const struct wear_plan *p = w->plan;

	for (size_t i = (size_t)p->columns; i < n; i++)
		if (wear_value_trim(cells[i]).n) {
			w->field = -1;
			return WEAR_LONG_ROW;
		}
	for (int f = 0; f < WEAR_FIELDS; f++)
		for (int i = 0; i < p->parts[f]; i++)
			if (p->col[f][i] >= (int)n) {
				w->field = f;
				return WEAR_CUT;
			}
	return p->keep_col >= (int)n ? WEAR_CUT : WEAR_GOOD;
}

/* The day of the row before, when its cell says the same: minutes of one day follow each other. */
static struct wear_sum *
same_day(struct wear *w, struct wear_cell c)
{
	return w->last >= 0 && c.n == w->last_n && !memcmp(c.p, w->last_text, c.n)
		   ? &w->days[w->last]
		   : NULL;
}

static void
keep_day(struct wear *w, struct wear_cell c)
{
	w->last_n = c.n <= sizeof w->last_text ? c.n : 0;
	if (w->last_n)
		memcpy(w->last_text, c.p, c.n);
	else
		w->last = -1;
}

enum wear_reason
wear_row(struct wear *w, const struct wear_cell *cells, size_t n, int64_t line)
{
	const struct wear_plan *p = w->plan;
	struct read_row r;
	struct wear_sum *s;
	enum wear_reason why;
	int64_t day = 0;

	if (p->ends_at[0] && n && is_cell(cells[0], p->ends_at))
		return WEAR_END;
	why = shape(w, cells, n);
	if (why)
		return why;
	if (p->keep_col >= 0 && !is_cell(cells[p->keep_col], p->keep))
		return WEAR_LEFT_OUT;
	s = same_day(w, cells[p->col[WEAR_DATE][0]]);
	if (!s) {
		why = read_day(w, cells, &day);
		if (why)
			return why;
	}
	why = read_values(w, cells, &r);
	if (why)
		return why;
	if (!s) {
		s = day_of(w, day, line);
		keep_day(w, cells[p->col[WEAR_DATE][0]]);
	}
	w->earlier = s->line;
	if (p->grain_day && s->rows) {
		w->field = WEAR_DATE;
		return WEAR_DAY_TWICE;
	}
	if (!fits(w, s, &r))
		return WEAR_DAY_OVER;
	add(w, s, &r);
	return WEAR_GOOD;
}

/* ---- the days */

static int
by_day(const void *a, const void *b)
{
	const struct wear_sum *x = a, *y = b;

	return (x->day > y->day) - (x->day < y->day);
}

void
wear_sort(struct wear *w)
{
	if (w->n > 1)
		qsort(w->days, (size_t)w->n, sizeof *w->days, by_day);
	w->last = -1;
}

/* The rate below or at which percent of the counted ones lie (nearest rank). */
static int64_t
percentile(const struct wear_sum *s, int percent)
{
	int64_t all = 0, below = 0, rank;

	for (int i = 0; i <= RATE_MAX; i++)
		all += s->rates[i];
	rank = (all * percent + 99) / 100;
	for (int i = 0; i <= RATE_MAX; i++) {
		below += s->rates[i];
		if (below >= rank && below)
			return i;
	}
	return DICT_NONE;
}

void
wear_get(const struct wear *w, int i, struct wear_day *out)
{
	const struct wear_sum *s = &w->days[i];

	*out = (struct wear_day){
	    .day = s->day,
	    .rows = s->rows,
	    .steps = s->has_steps ? s->steps : DICT_NONE,
	    .minutes =
		s->has_seconds ? (s->seconds + MINUTE_S / 2) / MINUTE_S : DICT_NONE,
	    .metres = s->has_mm ? (s->mm + 500) / 1000 : DICT_NONE,
	    .hr_avg = s->rate_weight ? (s->rate + s->rate_weight / 2) / s->rate_weight
				     : DICT_NONE,
	    .hr_rest = s->rest,
	    .remark = s->remark};
	if (s->rates) {
		int64_t rest = percentile(s, w->plan->percentile);

		/* A watch worn for the exercise alone saw no rest. */
		out->estimated = in_limits(w, WEAR_HR_REST, rest);
		out->hr_rest = out->estimated ? rest : DICT_NONE;
	}
}

/* ---- reasons */

const char *
wear_reason_code(enum wear_reason r)
{
	static const char *const codes[WEAR_REASONS] = {
#define WEAR_REASON_CODE(name, code, text) [WEAR_##name] = code,
	    WEAR_REASON_LIST(WEAR_REASON_CODE)
#undef WEAR_REASON_CODE
	};

	return codes[r] ? codes[r] : "";
}

const char *
wear_reason_text(enum wear_reason r)
{
	static const char *const texts[WEAR_REASONS] = {
#define WEAR_REASON_TEXT(name, code, text) [WEAR_##name] = text,
	    WEAR_REASON_LIST(WEAR_REASON_TEXT)
#undef WEAR_REASON_TEXT
	};

	return texts[r] ? texts[r] : "";
}
