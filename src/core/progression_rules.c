/* progression_rules.c - the rows of the progression rules: read once, tried in order. */
#include "base/str.h"
#include "core/dict_rows.h"
#include "core/progression.h"

#include <stdlib.h>
#include <string.h>

/* ---- fields */

/* What is looked at: an input of one exercise, and what it means for the whole visit. */
struct look {
	const struct progression_in *in; /* NULL: of the visit or of home alone */
	const struct progression_home *home;
	int ahead, regressions;
};

static int
difference(int a, int b)
{
	return a == PROGRESSION_NONE || b == PROGRESSION_NONE ? PROGRESSION_NONE : a - b;
}

/* X(name in the rows, value) */
#define EXERCISE_FIELDS_OF(X)                                                            \
	X(red_flag, in->red_flag)                                                        \
	X(contra, in->contra)                                                            \
	X(spo2, in->spo2)                                                                \
	X(sbp, in->sbp)                                                                  \
	X(dbp, in->dbp)                                                                  \
	X(hr, in->hr)                                                                    \
	X(temp_c, in->temp_dc)                                                           \
	X(pain_base, in->pain_base)                                                      \
	X(pain_peak, in->pain_peak)                                                      \
	X(pain_next, in->pain_next)                                                      \
	X(added, difference(in->pain_peak, in->pain_base))                               \
	X(added_next, difference(in->pain_next, in->pain_base))                          \
	X(creeping, in->pain_creeping)                                                   \
	X(swelling, in->swelling)                                                        \
	X(form_ok, in->form_ok)                                                          \
	X(done_pct, in->done_pct)                                                        \
	X(fails_in_row, in->fails_in_row)                                                \
	X(losses, in->losses)                                                            \
	X(days_since, in->days_since)                                                    \
	X(effort, in->effort)                                                            \
	X(sessions_at_level, in->sessions_at_level)                                      \
	X(kind, (int)in->kind)                                                           \
	X(over2_twice, in->over2_twice)                                                  \
	X(all_at_high, in->all_at_high)                                                  \
	X(held_target, in->held_target)                                                  \
	X(support, in->support)                                                          \
	X(has_harder, in->has_harder)                                                    \
	X(body_only, in->body_only)                                                      \
	X(home, in->home)

/* The same of the home programme. */
#define HOME_FIELDS_OF(X)                                                                \
	X(home_n, home->n)                                                               \
	X(free, home->free)                                                              \
	X(confidence, home->confidence)                                                  \
	X(hep_done, home->hep_done)

enum field_no {
#define FIELD_ENUM(name, value) FIELD_##name,
	EXERCISE_FIELDS_OF(FIELD_ENUM) HOME_FIELDS_OF(FIELD_ENUM)
#undef FIELD_ENUM
	    FIELD_fall_flag,
	FIELD_ahead,
	FIELD_regressions,
	FIELD_COUNT
};

static const char *const field_names[FIELD_COUNT] = {
#define FIELD_NAME(name, value) [FIELD_##name] = #name,
    EXERCISE_FIELDS_OF(FIELD_NAME) HOME_FIELDS_OF(FIELD_NAME)
#undef FIELD_NAME
	[FIELD_fall_flag] = "fall_flag",
    [FIELD_ahead] = "ahead", [FIELD_regressions] = "regressions"};

static int
value_of(const struct look *l, int field)
{
	const struct progression_in *in = l->in;
	const struct progression_home *home = l->home;

	if (field == FIELD_fall_flag)
		return in ? in->fall_flag : home ? home->fall_flag : 0;
	if (field == FIELD_ahead)
		return l->ahead;
	if (field == FIELD_regressions)
		return l->regressions;
	switch (field) {
#define FIELD_VALUE(name, value)                                                         \
	case FIELD_##name:                                                               \
		return in ? (value) : PROGRESSION_NONE;
		EXERCISE_FIELDS_OF(FIELD_VALUE)
#undef FIELD_VALUE
#define FIELD_VALUE(name, value)                                                         \
	case FIELD_##name:                                                               \
		return home ? (value) : PROGRESSION_NONE;
		HOME_FIELDS_OF(FIELD_VALUE)
#undef FIELD_VALUE
	default:
		return PROGRESSION_NONE;
	}
}

static int
field_named(const char *p, size_t n)
{
	for (int i = 0; i < FIELD_COUNT; i++)
		if (strlen(field_names[i]) == n && memcmp(field_names[i], p, n) == 0)
			return i;
	return -1;
}

/* ---- reading a condition */

enum op { OP_EQ, OP_LT, OP_LE, OP_GT, OP_GE };

/* The comparison at p; its length, 0 when there is none. */
static size_t
read_op(const char *p, uint8_t *op)
{
	bool equal = p[0] != '\0' && p[1] == '=';

	if (p[0] == '=')
		*op = OP_EQ;
	else if (p[0] == '<')
		*op = equal ? OP_LE : OP_LT;
	else if (p[0] == '>')
		*op = equal ? OP_GE : OP_GT;
	else
		return 0;
	return p[0] != '=' && equal ? 2 : 1;
}

/* "hold,time" as bits. */
static bool
read_kinds(const char *p, size_t n, int *value)
{
	*value = 0;
	for (size_t at = 0; at < n;) {
		enum progression_kind kind;
		char id[12];
		size_t part = strcspn(p + at, ",");

		part = part < n - at ? part : n - at;
		str_format(id, sizeof id, "%.*s", (int)part, p + at);
		if (!progression_kind_parse(id, &kind))
			return false;
		*value |= 1 << kind;
		at += part + 1;
	}
	return *value != 0;
}

/* A number of a field: whole, temperatures with a decimal, in tenths. */
static bool
read_value(int field, const char *p, size_t n, int *value)
{
	char text[16];
	char *end;
	double v;

	if (field == FIELD_kind)
		return read_kinds(p, n, value);
	if (n == 4 && memcmp(p, "none", 4) == 0) {
		*value = PROGRESSION_NONE;
		return true;
	}
	if (n == 0 || n >= sizeof text)
		return false;
	str_format(text, sizeof text, "%.*s", (int)n, p);
	v = strtod(text, &end) * (field == FIELD_temp_c ? 10 : 1);
	*value = (int)(v + 0.5);
	return *end == '\0' && v >= 0 && v <= 9999 && v - *value < 1e-6 &&
	       *value - v < 1e-6;
}

static bool
read_term(const char *p, size_t n, struct progression_term *t)
{
	size_t name = strcspn(p, "=<>"), op;
	int field = name < n ? field_named(p, name) : -1;

	if (field < 0)
		return false;
	t->field = (uint8_t)field;
	op = read_op(p + name, &t->op);
	if (!read_value(field, p + name + op, n - name - op, &t->value))
		return false;
	return t->op == OP_EQ || (field != FIELD_kind && t->value != PROGRESSION_NONE);
}

static enum status
read_condition(struct progression_row *r, const char *text, struct err *err)
{
	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, ";");

		if (r->n == PROGRESSION_TERMS_MAX || !read_term(p, n, &r->terms[r->n]))
			return status_fail(err, ST_INVALID,
					   "rule of progression %s: '%.*s' is not "
					   "understood; use field, comparison, value",
					   r->key, (int)n, p);
		r->n++;
		p += n + (p[n] == ';');
	}
	if (r->n == 0)
		return status_fail(err, ST_INVALID,
				   "rule of progression %s: it has no condition", r->key);
	return ST_OK;
}

enum status
progression_rules_add(struct progression_rules *rules, const struct progression_rule *row,
		      struct err *err)
{
	struct progression_row r;
	enum status st;
	int s;

	memset(&r, 0, sizeof r);
	str_copy(r.key, sizeof r.key, row->key);
	str_copy(r.rule, sizeof r.rule, row->rule);
	str_copy(r.action, sizeof r.action, row->action);
	str_copy(r.reason, sizeof r.reason, row->reason);
	str_copy(r.numbers, sizeof r.numbers, row->numbers);
	for (s = 0; s < PROGRESSION_SUGGESTION_COUNT; s++)
		if (strcmp(row->suggestion, progression_suggestion_id(
						(enum progression_suggestion)s)) == 0)
			break;
	if (s == PROGRESSION_SUGGESTION_COUNT)
		return status_fail(err, ST_INVALID,
				   "rule of progression %s: suggestion '%s' is unknown",
				   row->key, row->suggestion);
	r.suggestion = (enum progression_suggestion)s;
	r.scope = strcmp(row->scope, "visit") == 0  ? PROGRESSION_VISIT
		  : strcmp(row->scope, "home") == 0 ? PROGRESSION_AT_HOME
						    : PROGRESSION_EXERCISE;
	r.clinic = row->clinic == 1;
	st = read_condition(&r, row->condition, err);
	if (st != ST_OK)
		return st;
	if (rules->n == PROGRESSION_RULES_MAX)
		return status_fail(err, ST_FULL, "more than %d rules of progression",
				   PROGRESSION_RULES_MAX);
	rules->rows[rules->n++] = r;
	return ST_OK;
}

enum status
progression_rules_limit(struct progression_rules *rules, const char *key,
			const char *value, struct err *err)
{
	for (int i = 0; i < rules->n; i++) {
		struct progression_row *r = &rules->rows[i];
		int v;

		if (strcmp(r->key, key) != 0)
			continue;
		if (!r->clinic || r->n != 1)
			return status_fail(err, ST_INVALID,
					   "%s: a clinic does not set this limit", key);
		if (!read_value(r->terms[0].field, value, strlen(value), &v) ||
		    v == PROGRESSION_NONE)
			return status_fail(err, ST_INVALID,
					   "%s: '%s' is no limit; type a number", key,
					   value);
		r->terms[0].value = v;
		return ST_OK;
	}
	return status_fail(err, ST_INVALID, "there is no rule of progression %s", key);
}

/* ---- trying */

static bool
holds(const struct look *l, const struct progression_term *t)
{
	int v = value_of(l, t->field);

	if (t->field == FIELD_kind)
		return v >= 0 && (t->value >> v & 1) != 0;
	if (v == PROGRESSION_NONE || t->value == PROGRESSION_NONE)
		return v == t->value;
	return t->op == OP_EQ	? v == t->value
	       : t->op == OP_LT ? v < t->value
	       : t->op == OP_LE ? v <= t->value
	       : t->op == OP_GT ? v > t->value
				: v >= t->value;
}

static void
add_value(const struct look *l, const char *p, size_t n, struct str *out)
{
	int field = field_named(p, n), v;

	if (n == 3 && memcmp(p, "tag", 3) == 0) {
		bool known = l->in != NULL && l->in->tag != NULL;

		str_add(out, known ? l->in->tag : "see the precautions");
		return;
	}
	v = field < 0 ? PROGRESSION_NONE : value_of(l, field);
	if (v == PROGRESSION_NONE)
		str_add(out, "not known");
	else if (field == FIELD_temp_c)
		str_addf(out, "%d.%d", v / 10, v % 10);
	else
		str_addf(out, "%d", v);
}

/* The text with its {fields} filled in. */
static void
fill(const struct look *l, const char *text, char out[PROGRESSION_REASON_SIZE])
{
	struct str s = {0};

	for (const char *p = text; *p != '\0';) {
		size_t n = strcspn(p, "{");

		str_add_n(&s, p, n);
		p += n;
		if (*p == '\0')
			break;
		n = strcspn(p, "}");
		add_value(l, p + 1, n - 1, &s);
		p += n + (p[n] == '}');
	}
	str_copy(out, PROGRESSION_REASON_SIZE, str_text(&s));
	str_release(&s);
}

/* The first row of a scope from row *i on that holds; *i is behind it then. */
static bool
next_that_holds(const struct look *l, const struct progression_rules *rules,
		enum progression_scope scope, int *i, struct progression_out *out)
{
	while (*i < rules->n) {
		const struct progression_row *r = &rules->rows[(*i)++];
		int k = 0;

		if (r->scope != scope)
			continue;
		while (k < r->n && holds(l, &r->terms[k]))
			k++;
		if (k < r->n)
			continue;
		out->suggestion = r->suggestion;
		str_copy(out->key, sizeof out->key, r->key);
		str_copy(out->rule, sizeof out->rule, r->rule);
		str_copy(out->action, sizeof out->action, r->action);
		fill(l, r->reason, out->reason);
		fill(l, r->numbers, out->numbers);
		return true;
	}
	return false;
}

bool
progression_suggest(const struct progression_in *in,
		    const struct progression_rules *rules, struct progression_out *out)
{
	struct look l = {.in = in};
	int i = 0;

	memset(out, 0, sizeof *out);
	out->suggestion = PROGRESSION_KEEP;
	return next_that_holds(&l, rules, PROGRESSION_EXERCISE, &i, out);
}

int
progression_at_home(const struct progression_rules *rules,
		    const struct progression_home *home,
		    struct progression_out out[PROGRESSION_HOME_MAX])
{
	struct look l = {.home = home};
	int n = 0, i = 0;

	while (n < PROGRESSION_HOME_MAX &&
	       next_that_holds(&l, rules, PROGRESSION_AT_HOME, &i, &out[n]))
		n++;
	return n;
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
progression_limit_visit(const struct progression_rules *rules,
			struct progression_out *list, const int *days_since_change,
			size_t n)
{
	struct look l = {0};

	for (size_t i = 0; i < n; i++)
		l.regressions += list[i].suggestion == PROGRESSION_REGRESS;
	/* Holding one back leaves those in front of everybody where they are. */
	for (size_t i = 0; i < n; i++) {
		int row = 0;

		if (list[i].suggestion != PROGRESSION_PROGRESS)
			continue;
		l.ahead = ahead_of(list, days_since_change, n, i);
		(void)next_that_holds(&l, rules, PROGRESSION_VISIT, &row, &list[i]);
	}
}

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
