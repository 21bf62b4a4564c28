/* units.c - minutes to units: CMS total time with exact allocation, AMA midpoint. */
#include "core/units.h"

#include "base/str.h"

#include <assert.h>
#include <string.h>

enum { BLOCK = 15, MIDPOINT = 7, DAY_S = 86400 };

static const struct {
	const char *word;
	enum units_timing timing;
} timing_words[] = {
    {"timed15", UNITS_TIMED15},	     {"timed15-initial", UNITS_TIMED15},
    {"timed15-addl", UNITS_TIMED15}, {"timed-other", UNITS_TIMED_OTHER},
    {"untimed", UNITS_UNTIMED},	     {"unlisted", UNITS_UNLISTED},
    {"deleted", UNITS_DELETED},
};

static const char *const rule_ids[] = {"cms", "ama"};
_Static_assert(sizeof rule_ids / sizeof rule_ids[0] == UNITS_RULE_COUNT,
	       "a name for each rule");

/* ---- the table ---- */

/* The code behind "add-on to " in a remark; leaves addon_to empty without one. */
static void
read_addon(const char *note, char addon_to[UNITS_CODE_SIZE])
{
	static const char mark[] = "add-on to ";
	const char *p = strstr(note, mark);
	size_t n = 0;

	if (p == NULL)
		return;
	p += sizeof mark - 1;
	n = strspn(p, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ");
	if (n == 5)
		memcpy(addon_to, p, n);
}

enum status
units_code_set(struct units_code *row, const char *code, const char *timing,
	       int unit_minutes, const char *note)
{
	*row = (struct units_code){.unit_minutes = unit_minutes};
	if (*code == '\0' || !str_copy(row->code, sizeof row->code, code))
		return ST_INVALID;
	str_copy(row->note, sizeof row->note, note);
	read_addon(note, row->addon_to);
	row->therapist_only = strstr(note, "therapist only") != NULL;
	row->attended = strstr(note, "constant attendance") != NULL;
	for (size_t i = 0; i < sizeof timing_words / sizeof timing_words[0]; i++) {
		if (strcmp(timing_words[i].word, timing) != 0)
			continue;
		row->timing = timing_words[i].timing;
		if (row->timing == UNITS_TIMED15)
			row->unit_minutes = BLOCK;
		return row->timing == UNITS_TIMED_OTHER && unit_minutes <= 0 ? ST_INVALID
									     : ST_OK;
	}
	return ST_INVALID;
}

const struct units_code *
units_find(const struct units_table *table, const char *code)
{
	for (size_t i = 0; i < table->n; i++)
		if (strcmp(table->codes[i].code, code) == 0)
			return &table->codes[i];
	return NULL;
}

/* The code that continues head, or NULL. */
static const struct units_code *
find_more(const struct units_table *table, const char *head)
{
	for (size_t i = 0; i < table->n; i++)
		if (strcmp(table->codes[i].addon_to, head) == 0)
			return &table->codes[i];
	return NULL;
}

/* ---- lines and pools ---- */

static bool
shares_time(enum units_timing timing)
{
	return timing == UNITS_TIMED15 || timing == UNITS_TIMED_OTHER;
}

static int
line_of(const struct units_result *r, const char *code)
{
	for (int i = 0; i < r->n; i++)
		if (strcmp(r->lines[i].code, code) == 0)
			return i;
	return -1;
}

/* Index of the pool of a row; made when it is not there. */
static int
pool_of(struct units_result *r, const struct units_table *table,
	const struct units_code *row)
{
	const struct units_code *head = NULL, *more = NULL;
	struct units_pool *p;

	if (shares_time(row->timing)) {
		if (row->addon_to[0] != '\0')
			head = units_find(table, row->addon_to);
		more = find_more(table, head != NULL ? head->code : row->code);
	}
	if (head == NULL)
		head = row;
	for (int i = 0; i < r->n_pools; i++)
		if (strcmp(r->pools[i].head, head->code) == 0)
			return i;
	p = &r->pools[r->n_pools];
	*p = (struct units_pool){.timing = head->timing,
				 .unit_minutes = head->unit_minutes};
	str_copy(p->head, sizeof p->head, head->code);
	if (more != NULL) {
		str_copy(p->more, sizeof p->more, more->code);
		p->more_minutes = more->unit_minutes;
	}
	return r->n_pools++;
}

static enum status
too_many(struct err *err)
{
	return status_fail(err, ST_INVALID,
			   "more than %d service codes on one date; split the visit",
			   UNITS_LINE_MAX);
}

static enum status
add_time(struct units_result *r, const struct units_table *table,
	 const struct units_time *t, struct err *err)
{
	const struct units_code *row = units_find(table, t->code);
	int i = line_of(r, t->code);
	struct units_line *line;

	if (row == NULL)
		return status_fail(err, ST_NOT_FOUND,
				   "service code %s is not in the list; check the number",
				   t->code);
	if (row->timing == UNITS_DELETED)
		return status_fail(err, ST_INVALID,
				   "service code %s is no longer valid; %s", t->code,
				   row->note);
	if (i < 0 && r->n == UNITS_LINE_MAX)
		return too_many(err);
	if (i < 0) {
		i = r->n++;
		r->lines[i] = (struct units_line){.timing = row->timing};
		str_copy(r->lines[i].code, sizeof r->lines[i].code, row->code);
		r->lines[i].pool = pool_of(r, table, row);
	}
	line = &r->lines[i];
	if (t->seconds < 0 || t->seconds > DAY_S - line->seconds)
		return status_fail(err, ST_INVALID,
				   "time of %s is below 0 or over a day; correct it",
				   t->code);
	line->seconds += t->seconds;
	line->minutes = (int)(line->seconds / 60);
	return ST_OK;
}

static void
sum_minutes(struct units_result *r)
{
	for (int i = 0; i < r->n; i++) {
		const struct units_line *line = &r->lines[i];

		r->pools[line->pool].minutes += line->minutes;
		r->total_minutes += line->minutes;
		if (line->timing == UNITS_TIMED15)
			r->timed_minutes += line->minutes;
	}
}

/* ---- the rules ---- */

/* More than half of a unit earns it (billing-rules 2.3). */
static int
midpoint_units(int minutes, int unit_minutes)
{
	return (minutes + (unit_minutes - 1) / 2) / unit_minutes;
}

/* Outside the 15-minute pool: midpoint of the first unit, then of each further one. */
static int
other_units(const struct units_pool *p)
{
	if (p->more[0] == '\0')
		return midpoint_units(p->minutes, p->unit_minutes);
	if (p->minutes <= p->unit_minutes)
		return midpoint_units(p->minutes, p->unit_minutes);
	return 1 + midpoint_units(p->minutes - p->unit_minutes, p->more_minutes);
}

static int
own_units(const struct units_pool *p, enum units_rule rule)
{
	switch (p->timing) {
	case UNITS_TIMED15:
		return rule == UNITS_CMS ? p->minutes / BLOCK
					 : midpoint_units(p->minutes, BLOCK);
	case UNITS_TIMED_OTHER:
		return other_units(p);
	default:
		return 1;
	}
}

/* Left-over minutes of a pool under the total-time rule; 0 for those outside it. */
static int
left_over(const struct units_pool *p)
{
	return p->timing == UNITS_TIMED15 ? p->minutes % BLOCK : 0;
}

/* Order of preference: left-over, then minutes, then number of the code. */
static bool
before(const struct units_pool *a, const struct units_pool *b)
{
	if (left_over(a) != left_over(b))
		return left_over(a) > left_over(b);
	if (a->minutes != b->minutes)
		return a->minutes > b->minutes;
	return strcmp(a->head, b->head) < 0;
}

/* Indices of the pools with left-over minutes, in order of preference. */
static int
rank_pools(const struct units_result *r, int order[UNITS_LINE_MAX])
{
	int n = 0;

	for (int i = 0; i < r->n_pools; i++) {
		int at = n;

		if (left_over(&r->pools[i]) == 0)
			continue;
		for (; at > 0 && before(&r->pools[i], &r->pools[order[at - 1]]); at--)
			order[at] = order[at - 1];
		order[at] = i;
		n++;
	}
	return n;
}

/* Billing-rules 2.2: what the total earns beyond the full blocks goes to the largest
 * left-overs, one unit each; equal ones at the border are the tie. */
static void
share_rest(struct units_result *r)
{
	int order[UNITS_LINE_MAX], n = rank_pools(r, order);
	int extra = (r->timed_minutes + MIDPOINT) / BLOCK, border;

	for (int i = 0; i < r->n_pools; i++)
		if (r->pools[i].timing == UNITS_TIMED15)
			extra -= r->pools[i].base;
	assert(extra >= 0 && extra <= n);
	if (extra == 0)
		return;
	border = left_over(&r->pools[order[extra - 1]]);
	for (int i = 0; i < n; i++) {
		struct units_pool *p = &r->pools[order[i]];
		bool open = extra < n && left_over(&r->pools[order[extra]]) == border;

		if (open && left_over(p) == border) {
			r->tie.pool[r->tie.n++] = order[i];
			r->tie.choose += i < extra;
		} else if (i < extra) {
			p->base++;
		}
	}
}

/* ---- from pools back to lines ---- */

/* Puts an empty line for code at position at. */
static bool
insert_line(struct units_result *r, int at, const char *code, int pool)
{
	if (r->n == UNITS_LINE_MAX)
		return false;
	memmove(&r->lines[at + 1], &r->lines[at],
		(size_t)(r->n - at) * sizeof r->lines[0]);
	r->n++;
	r->lines[at] = (struct units_line){.timing = r->pools[pool].timing, .pool = pool};
	str_copy(r->lines[at].code, sizeof r->lines[at].code, code);
	return true;
}

/* Adds the line of a code that was not timed by its own name but may print a unit. */
static bool
complete_lines(struct units_result *r)
{
	for (int k = 0; k < r->n_pools; k++) {
		const struct units_pool *p = &r->pools[k];
		int most = p->base, head = line_of(r, p->head), more;

		if (p->more[0] == '\0')
			continue;
		for (int i = 0; i < r->tie.n; i++)
			most += r->tie.pool[i] == k;
		more = line_of(r, p->more);
		if (head < 0 && most > 0 && !insert_line(r, more, p->head, k))
			return false;
		if (more < 0 && most > 1 && !insert_line(r, head + 1, p->more, k))
			return false;
	}
	return true;
}

void
units_choose(struct units_result *r, const struct units_choice *c)
{
	for (int i = 0; i < r->n_pools; i++)
		r->pools[i].units = r->pools[i].base;
	for (int i = 0; i < c->n; i++)
		r->pools[r->tie.pool[c->at[i]]].units++;
	r->timed_units = r->total_units = 0;
	for (int i = 0; i < r->n; i++) {
		struct units_line *line = &r->lines[i];
		const struct units_pool *p = &r->pools[line->pool];
		bool first = strcmp(line->code, p->head) == 0;

		if (p->more[0] == '\0')
			line->units = p->units;
		else if (first)
			line->units = p->units > 0;
		else
			line->units = p->units > 1 ? p->units - 1 : 0;
		r->total_units += line->units;
		if (line->timing == UNITS_TIMED15)
			r->timed_units += line->units;
	}
}

enum status
units_compute(const struct units_table *table, enum units_rule rule,
	      const struct units_time *times, size_t n, struct units_result *result,
	      struct err *err)
{
	struct units_choice choice;
	enum status st;

	memset(result, 0, sizeof *result);
	result->rule = rule;
	for (size_t i = 0; i < n; i++) {
		st = add_time(result, table, &times[i], err);
		if (st != ST_OK)
			return st;
	}
	sum_minutes(result);
	for (int i = 0; i < result->n_pools; i++)
		result->pools[i].base = own_units(&result->pools[i], rule);
	if (rule == UNITS_CMS)
		share_rest(result);
	if (!complete_lines(result))
		return too_many(err);
	units_choice_first(result, &choice);
	units_choose(result, &choice);
	return ST_OK;
}

/* ---- ties: combinations in lexicographic order ---- */

void
units_choice_first(const struct units_result *r, struct units_choice *c)
{
	c->n = r->tie.choose;
	for (int i = 0; i < c->n; i++)
		c->at[i] = i;
}

bool
units_choice_next(const struct units_result *r, struct units_choice *c)
{
	int i = c->n - 1;

	while (i >= 0 && c->at[i] == r->tie.n - c->n + i)
		i--;
	if (i < 0)
		return false;
	c->at[i]++;
	for (i++; i < c->n; i++)
		c->at[i] = c->at[i - 1] + 1;
	return true;
}

int64_t
units_choice_count(const struct units_result *r)
{
	int64_t count = 1;

	for (int i = 1; i <= r->tie.choose; i++)
		count = count * (r->tie.n - r->tie.choose + i) / i;
	return count;
}

/* ---- time to the next unit ---- */

/* Minutes until the rule gives one unit more than now. */
static int
missing_minutes(const struct units_result *r, const struct units_pool *pool)
{
	struct units_pool p = *pool;
	int now, minutes = p.minutes;

	if (p.timing == UNITS_TIMED15) {
		if (r->rule == UNITS_CMS)
			minutes = r->timed_minutes;
		now = (minutes + MIDPOINT) / BLOCK;
		return BLOCK * (now + 1) - MIDPOINT - minutes;
	}
	now = other_units(&p);
	do
		p.minutes++;
	while (other_units(&p) == now);
	return p.minutes - minutes;
}

enum status
units_next(const struct units_table *table, enum units_rule rule,
	   const struct units_time *times, size_t n, const char *code, int64_t *seconds,
	   struct err *err)
{
	struct units_result r;
	struct units_line line = {0};
	struct units_pool pool;
	const struct units_code *row = units_find(table, code);
	enum status st = units_compute(table, rule, times, n, &r, err);
	int i;

	if (st != ST_OK)
		return st;
	if (row == NULL || row->timing == UNITS_DELETED)
		return status_fail(err, ST_NOT_FOUND,
				   "service code %s cannot be timed; check the number",
				   code);
	*seconds = -1;
	if (!shares_time(row->timing))
		return ST_OK;
	i = line_of(&r, code);
	if (i >= 0)
		line = r.lines[i];
	if (i < 0 && r.n_pools == UNITS_LINE_MAX)
		return too_many(err);
	pool = r.pools[i >= 0 ? line.pool : pool_of(&r, table, row)];
	*seconds = (line.minutes + missing_minutes(&r, &pool)) * 60 - line.seconds;
	return ST_OK;
}

const char *
units_rule_id(enum units_rule rule)
{
	assert(rule < UNITS_RULE_COUNT);
	return rule_ids[rule];
}

bool
units_rule_parse(const char *id, enum units_rule *rule)
{
	for (int i = 0; i < UNITS_RULE_COUNT; i++)
		if (strcmp(rule_ids[i], id) == 0) {
			*rule = (enum units_rule)i;
			return true;
		}
	return false;
}
