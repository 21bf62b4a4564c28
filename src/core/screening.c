/* screening.c - rule rows against answers: numbers, ranges, words, and their few odd forms. */
#include "base/str.h"
#include "core/source.h"
#include "screening_priv.h"

#include <assert.h>
#include <ctype.h>
#include <string.h>

/* ---- answers */

const char *
screening_get(const struct screening_set *set, const char *field)
{
	for (int i = 0; i < set->n; i++)
		if (strcmp(set->rows[i].field, field) == 0)
			return set->rows[i].value;
	return "";
}

struct screening_reply *
screening_reply_of(struct screening_set *set, const char *field)
{
	struct screening_reply *r;

	for (int i = 0; i < set->n; i++)
		if (strcmp(set->rows[i].field, field) == 0)
			return &set->rows[i];
	if (set->n == SCREENING_ANSWERS_MAX)
		return NULL;
	r = &set->rows[set->n++];
	memset(r, 0, sizeof *r);
	str_copy(r->field, sizeof r->field, field);
	return r;
}

bool
screening_tells(const struct screening_reply *r)
{
	const struct screening_field *f = screening_field_named(r->field);

	return r->value[0] != '\0' && (f == NULL || strcmp(f->calm, r->value) != 0);
}

/* ---- numbers in thousandths */

/* Reads a number at the begin of text; *rest is what follows it. False: there is none. */
static bool
number(const char *text, int64_t *out, const char **rest)
{
	const char *p = text + (*text == '-');
	int64_t n = 0, unit = 1000;

	if (!isdigit((unsigned char)*p))
		return false;
	for (; isdigit((unsigned char)*p) && n < INT64_C(1000000000000); p++)
		n = n * 10 + (*p - '0');
	n *= 1000;
	if ((*p == '.' || *p == ',') && isdigit((unsigned char)p[1]))
		for (p++; isdigit((unsigned char)*p) && unit > 1; p++) {
			unit /= 10;
			n += (*p - '0') * unit;
		}
	if (isdigit((unsigned char)*p))
		return false;
	*out = *text == '-' ? -n : n;
	*rest = p;
	return true;
}

/* Both ends of "181-200". */
static bool
range(const char *text, int64_t *low, int64_t *high)
{
	const char *rest;

	return number(text, low, &rest) && *rest == '-' &&
	       number(rest + 1, high, &rest) && *rest == '\0' && *low <= *high;
}

static bool
compare(const char *op, int64_t n, int64_t limit)
{
	if (strcmp(op, ">") == 0)
		return n > limit;
	if (strcmp(op, ">=") == 0)
		return n >= limit;
	if (strcmp(op, "<") == 0)
		return n < limit;
	return strcmp(op, "<=") == 0 && n <= limit;
}

/* ---- limits */

static const struct clinic_limit *
own_limit(const struct screening_table *t, const struct screening_rule *r)
{
	for (size_t i = 0; i < t->n_limits; i++) {
		const struct clinic_limit *l = &t->limits[i];

		if (strcmp(l->rule, r->key) == 0 && l->active != 0 && l->value[0] != '\0')
			return l;
	}
	return NULL;
}

static bool
is_range(const struct screening_rule *r)
{
	int64_t low, high;

	return range(r->op, &low, &high);
}

bool
screening_settable(const struct screening_rule *r)
{
	const char *rest;
	int64_t n;

	return is_range(r) ||
	       (strcmp(r->op, "=") != 0 && number(r->value, &n, &rest) && *rest == '\0');
}

void
screening_limit(const struct screening_table *t, const struct screening_rule *r,
		char out[64], bool *own)
{
	const struct clinic_limit *l = own_limit(t, r);

	*own = l != NULL;
	if (is_range(r))
		str_copy(out, 64, l != NULL ? l->value : r->op);
	else
		str_format(out, 64, "%s %s", r->op, l != NULL ? l->value : r->value);
}

static const struct measure *
measure_of(const struct screening_table *t, const char *key)
{
	for (size_t i = 0; key != NULL && i < t->n_measures; i++)
		if (strcmp(t->measures[i].key, key) == 0)
			return &t->measures[i];
	return NULL;
}

bool
screening_number(const char *text, int64_t *out)
{
	const char *rest;

	return number(text, out, &rest);
}

bool
screening_bounds(const struct screening_table *t, const struct screening_field *f,
		 int64_t *low, int64_t *high)
{
	const struct measure *m = measure_of(t, f->measure);
	const char *rest;

	*low = f->min;
	*high = f->max;
	if (m != NULL)
		return number(m->min_value, low, &rest) &&
		       number(m->max_value, high, &rest);
	return f->max > f->min;
}

enum status
screening_check_limit(const struct screening_table *t, const struct screening_rule *r,
		      const char *value, struct err *err)
{
	const struct screening_field *f = screening_field_named(r->field);
	int64_t low = 0, high = 0, from, to;
	const char *rest;

	if (!screening_settable(r))
		return status_fail(err, ST_INVALID, "%s has no number to set", r->key);
	if (is_range(r) && !range(value, &low, &high))
		return status_fail(err, ST_INVALID,
				   "%s: two numbers are wanted, as %s, the lower first",
				   r->key, r->op);
	if (!is_range(r)) {
		if (!number(value, &low, &rest) || *rest != '\0')
			return status_fail(err, ST_INVALID,
					   "%s: a number is wanted, as %s", r->key,
					   r->value);
		high = low;
	}
	if (f != NULL && screening_bounds(t, f, &from, &to) && (low < from || high > to))
		return status_fail(
		    err, ST_INVALID, "%s: outside of %lld to %lld, what it can be at all",
		    r->key, (long long)(from / 1000), (long long)(to / 1000));
	return ST_OK;
}

/* ---- what fires */

/* "1.4 in 1 day or 2.3 in 1 week" against "1.5 in 1 day": the clause of the same time. */
static bool
gain_fires(const char *op, const char *clauses, const char *answer)
{
	const char *time, *mine;
	int64_t limit, n;

	if (!number(answer, &n, &mine))
		return false;
	while (number(clauses, &limit, &time)) {
		const char *end = strstr(time, " or ");
		size_t len = end != NULL ? (size_t)(end - time) : strlen(time);

		if (strlen(mine) == len && strncmp(time, mine, len) == 0)
			return compare(op, n, limit);
		if (end == NULL)
			return false;
		clauses = end + 4;
	}
	return false;
}

/* "sbp<90" against the resting value; not measured counts as fitting. */
static bool
condition(const struct screening_set *set, const char *text)
{
	size_t n = strcspn(text, "<>");
	char field[24], op[2] = {text[n], '\0'};
	const char *value, *rest;
	int64_t limit, is;

	str_format(field, sizeof field, "%.*s_rest", (int)n, text);
	value = screening_get(set, field);
	if (text[n] == '\0' || !number(text + n + 1, &limit, &rest) ||
	    !number(value, &is, &rest))
		return true;
	return compare(op, is, limit);
}

/* "yes", or "yes after sbp<90". */
static bool
word_fires(const struct screening_set *set, const char *want, const char *answer)
{
	const char *after = strstr(want, " after ");
	size_t n = after != NULL ? (size_t)(after - want) : strlen(want);

	/* "missing after surgery or fracture" is one answer, not a condition. */
	if (after != NULL && strpbrk(after, "<>") == NULL)
		return strcmp(want, answer) == 0;
	if (strlen(answer) != n || strncmp(want, answer, n) != 0)
		return false;
	return after == NULL || condition(set, after + strlen(" after "));
}

static bool
number_fires(const char *op, const char *limit, const char *answer)
{
	const char *with, *rest;
	int64_t n, at, low, high;

	if (!number(answer, &n, &rest))
		return false;
	if (range(limit, &low, &high))
		return n >= low && n <= high;
	if (!number(limit, &at, &with) || !compare(op, n, at))
		return false;
	return *with == '\0' || strcmp(with, rest) == 0; /* "250 with ketones" */
}

bool
screening_fires(const struct screening_table *t, const struct screening_rule *r,
		const struct screening_set *set)
{
	const struct clinic_limit *own = own_limit(t, r);
	const char *answer = screening_get(set, r->field);
	const char *limit = own != NULL ? own->value : is_range(r) ? r->op : r->value;

	if (answer[0] == '\0')
		return false;
	if (strcmp(r->op, "=") == 0)
		return word_fires(set, r->value, answer);
	if (strstr(limit, " in 1 ") != NULL)
		return gain_fires(r->op, limit, answer);
	return number_fires(r->op, limit, answer);
}

bool
screening_holds(const struct screening_table *t, const struct screening_rule *r,
		int64_t date)
{
	int64_t first = INT64_MAX;

	for (size_t i = 0; i < t->n_rules; i++) {
		int64_t from = t->rules[i].valid_from;

		first = from < first ? from : first; /* DICT_NONE: since ever */
	}
	date = date < first ? first : date;
	return source_holds(r->valid_from, r->valid_to, date);
}

/* Leaves cautions out about whose field a stop fires; stops come first. */
static int
order(struct screening_fired *f, int n)
{
	struct screening_fired sorted[SCREENING_FIRED_MAX] = {0};
	int kept = 0;

	for (int i = 0; i < n; i++)
		if (f[i].stop)
			sorted[kept++] = f[i];
	for (int i = 0, stops = kept; i < n; i++) {
		bool covered = f[i].stop;

		for (int k = 0; k < stops; k++)
			covered = covered ||
				  strcmp(sorted[k].rule->field, f[i].rule->field) == 0;
		if (!covered)
			sorted[kept++] = f[i];
	}
	for (int i = 0; i < kept; i++)
		f[i] = sorted[i];
	return kept;
}

int
screening_judge(const struct screening_table *t, const struct screening_set *set,
		int64_t date, struct screening_fired out[SCREENING_FIRED_MAX])
{
	int n = 0;

	/* Stops in a pass of their own: however many cautions there are, no stop is lost. */
	for (int stop = 1; stop >= 0; stop--)
		for (size_t i = 0; i < t->n_rules && n < SCREENING_FIRED_MAX; i++) {
			const struct screening_rule *r = &t->rules[i];
			bool own;
			char limit[64];

			if ((strcmp(r->level, "stop") == 0) != stop ||
			    !screening_holds(t, r, date) || !screening_fires(t, r, set))
				continue;
			screening_limit(t, r, limit, &own);
			out[n++] = (struct screening_fired){
			    .rule = r,
			    .stop = stop,
			    .override = strcmp(r->override, "none") != 0,
			    .check_source = source_unsure(r->verification),
			    .own_limit = own};
		}
	return order(out, n);
}

/* ---- words */

int
screening_words(const struct screening_table *t, const char *field, int64_t date,
		const char *words[SCREENING_WORDS_MAX])
{
	int n = 0;

	for (size_t i = 0; i < t->n_rules && n < SCREENING_WORDS_MAX; i++) {
		const struct screening_rule *r = &t->rules[i];

		if (strcmp(r->field, field) == 0 && strcmp(r->op, "=") == 0 &&
		    screening_holds(t, r, date))
			words[n++] = strncmp(r->value, "yes ", 4) == 0 ? "yes" : r->value;
	}
	return n;
}

const char *
screening_tag(const struct screening_rule *r)
{
	static const struct {
		const char *field, *group, *tag; /* NULL: any field, any group */
	} tags[] = {
	    {"systemic_infection", NULL, "fever_illness"},
	    {"sternotomy_weeks", NULL, "sternal_precautions"},
	    {"abdominal_surgery_weeks", NULL, "abdominal_surgery"},
	    {"dvt_suspected", NULL, "acute_dvt"},
	    {"dvt_known_no_anticoagulant", NULL, "acute_dvt"},
	    {"pain_rest", NULL, "severe_pain"},
	    {NULL, "acute fracture", "acute_fracture"},
	    {NULL, "infection", "infection_at_site"},
	    {NULL, "severe osteoporosis", "severe_osteoporosis"},
	    {NULL, "instability", "instability"},
	    {NULL, "uncontrolled cardiovascular", "uncontrolled_cv"},
	};
	bool history = strcmp(r->domain, "vitals") != 0 && strcmp(r->domain, "exercise");
	bool stop = strcmp(r->level, "stop") == 0;

	for (size_t i = 0; history && i < sizeof tags / sizeof tags[0]; i++) {
		if ((tags[i].field != NULL && strcmp(tags[i].field, r->field) != 0) ||
		    (tags[i].group != NULL && strcmp(tags[i].group, r->mission_item)))
			continue;
		/* A heart that needs watching is not one that is out of control. */
		return !stop && strcmp(tags[i].tag, "uncontrolled_cv") == 0 ? ""
									    : tags[i].tag;
	}
	return "";
}

void
screening_say(const struct screening_table *t, const struct screening_rule *r,
	      const struct screening_set *set, char *out, size_t size)
{
	const struct screening_field *f = screening_field_named(r->field);
	const char *answer = screening_get(set, r->field);
	char limit[64];
	bool own;

	if (strcmp(r->op, "=") == 0) {
		str_format(out, size, "%s %s%s%s", r->key,
			   f != NULL ? f->label : r->field, answer[0] != '\0' ? ": " : "",
			   answer);
		return;
	}
	screening_limit(t, r, limit, &own);
	str_format(out, size, "%s %s %s%s%s (%s%s)", r->key,
		   f != NULL ? f->label : r->field, answer, r->unit[0] != '\0' ? " " : "",
		   r->unit, own ? "clinic: " : "", limit);
}

void
screening_say_vitals(const struct screening_set *set, struct str *out)
{
	static const struct {
		const char *field, *before, *after;
	} vitals[] = {
	    {"sbp_rest", "blood pressure ", ""}, {"dbp_rest", "/", ""},
	    {"hr_rest", "pulse ", ""},		 {"spo2_rest", "saturation ", " %"},
	    {"temp", "temperature ", ""},
	};

	for (size_t i = 0; i < sizeof vitals / sizeof vitals[0]; i++) {
		const char *value = screening_get(set, vitals[i].field);
		bool joins = vitals[i].before[0] == '/';

		if (value[0] == '\0' ||
		    (joins && screening_get(set, "sbp_rest")[0] == '\0'))
			continue;
		str_addf(out, "%s%s%s%s", joins || out->n == 0 ? "" : ", ",
			 vitals[i].before, value, vitals[i].after);
	}
}

/* ---- typing */

static enum status
parse_number(const struct screening_field *f, const char *typed,
	     char out[SCREENING_VALUE_SIZE], struct err *err)
{
	const char *rest, *point = strpbrk(typed, ".,");
	int64_t n;

	if (!number(typed, &n, &rest) || n < 0)
		return status_fail(err, ST_INVALID, "%s: a number is wanted", f->label);
	if (point != NULL && point < rest && rest - point - 1 > f->decimals)
		return status_fail(err, ST_INVALID, "%s: %s", f->label,
				   f->decimals == 0 ? "a whole number is wanted"
						    : "one decimal is enough");
	if (n % 1000 == 0)
		str_format(out, SCREENING_VALUE_SIZE, "%lld", (long long)(n / 1000));
	else
		str_format(out, SCREENING_VALUE_SIZE, "%lld.%lld", (long long)(n / 1000),
			   (long long)(n % 1000 / 100));
	rest += strspn(rest, " ");
	if (*rest == '\0')
		return ST_OK;
	if (strcmp(f->name, "glucose") == 0 && tolower((unsigned char)*rest) == 'k') {
		str_copy(out + strlen(out), SCREENING_VALUE_SIZE - strlen(out),
			 " with ketones");
		return ST_OK;
	}
	return status_fail(err, ST_INVALID, "%s: '%s' behind the number is not known",
			   f->label, rest);
}

static enum status
parse_gain(const struct screening_field *f, const char *typed,
	   char out[SCREENING_VALUE_SIZE], struct err *err)
{
	char digits[16];
	const char *rest, *time;
	int64_t n;

	if (number(typed, &n, &rest)) {
		str_format(digits, sizeof digits, "%.*s", (int)(rest - typed), typed);
		time = rest + strspn(rest, " ");
		if (strncmp(time, "in 1 ", 5) == 0)
			time += 5;
		if (*time == 'd' || *time == 'w') {
			enum status st = parse_number(f, digits, out, err);

			if (st == ST_OK)
				str_copy(out + strlen(out),
					 SCREENING_VALUE_SIZE - strlen(out),
					 *time == 'd' ? " in 1 day" : " in 1 week");
			return st;
		}
	}
	return status_fail(err, ST_INVALID,
			   "%s: kg, then d (in a day) or w (in a week), as 1.5 d",
			   f->label);
}

enum status
screening_parse(const struct screening_field *f, const char *typed,
		char out[SCREENING_VALUE_SIZE], struct err *err)
{
	typed += strspn(typed, " ");
	out[0] = '\0';
	if (*typed == '\0')
		return ST_OK;
	if (f->kind == SCREENING_GAIN)
		return parse_gain(f, typed, out, err);
	if (f->kind == SCREENING_NUMBER)
		return parse_number(f, typed, out, err);
	if (!str_copy(out, SCREENING_VALUE_SIZE, typed))
		return status_fail(err, ST_INVALID, "%s: too long", f->label);
	return ST_OK;
}
