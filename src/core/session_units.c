/* session_units.c - the times of a session through the unit rules. */
#include "core/session_units.h"

#include "base/str.h"

#include <string.h>

/* The allocation of the codes that share the tie; false when it does not fit. */
static bool
tie_text(const struct units_result *r, char out[SESSION_TIE_SIZE])
{
	size_t at = 0;

	out[0] = '\0';
	for (int i = 0; i < r->n; i++) {
		bool tied = false;

		for (int t = 0; t < r->tie.n; t++)
			tied |= r->tie.pool[t] == r->lines[i].pool;
		if (!tied || r->lines[i].timing != UNITS_TIMED15)
			continue;
		if (!str_format(out + at, SESSION_TIE_SIZE - at, "%s%s:%d",
				at > 0 ? ";" : "", r->lines[i].code, r->lines[i].units))
			return false;
		at += strlen(out + at);
	}
	return true;
}

bool
session_units_tie(const struct units_result *r, int index, char out[SESSION_TIE_SIZE])
{
	struct units_result look = *r;
	struct units_choice c;
	int i = 0;

	if (index < 0 || r->tie.choose == 0)
		return false;
	units_choice_first(r, &c);
	while (i < index && units_choice_next(r, &c))
		i++;
	if (i < index)
		return false;
	units_choose(&look, &c);
	return tie_text(&look, out);
}

void
session_units_ties(const struct units_result *r,
		   bool (*each)(void *arg, int index, const char *text), void *arg)
{
	struct units_result look = *r;
	struct units_choice c;
	char is[SESSION_TIE_SIZE];
	int i = 0;

	if (r->tie.choose == 0)
		return;
	units_choice_first(r, &c);
	do {
		units_choose(&look, &c);
		if (!tie_text(&look, is) || !each(arg, i++, is))
			return;
	} while (units_choice_next(r, &c));
}

struct after {
	const char *text;
	char *out;
	bool met, done;
};

static bool
look_after(void *arg, int index, const char *text)
{
	struct after *a = arg;

	if (a->met) {
		str_copy(a->out, SESSION_TIE_SIZE, text);
		a->done = true;
		return false;
	}
	(void)index;
	a->met = !strcmp(text, a->text);
	return true;
}

bool
session_units_tie_after(const struct units_result *r, const char *text,
			char out[SESSION_TIE_SIZE])
{
	struct after a = {.text = text, .out = out};

	session_units_ties(r, look_after, &a);
	return a.done || session_units_tie(r, a.met ? 0 : 1, out);
}

bool
session_units_choose(struct units_result *r, const char *text)
{
	struct units_result look = *r;
	struct units_choice c;
	char is[SESSION_TIE_SIZE];

	if (r->tie.choose == 0)
		return false;
	units_choice_first(r, &c);
	do {
		units_choose(&look, &c);
		if (tie_text(&look, is) && strcmp(is, text) == 0) {
			*r = look;
			return true;
		}
	} while (units_choice_next(r, &c));
	return false;
}

/* What the clock says of one code. */
static void
fill_line(struct session_units_line *line, const struct session_code_time *t,
	  const struct units_table *table)
{
	const struct units_code *code = units_find(table, t->code);
	int64_t ms = t->therapist_ms + t->assistant_ms;

	memset(line, 0, sizeof *line);
	str_copy(line->code, sizeof line->code, t->code);
	line->known = code != NULL && code->timing != UNITS_DELETED;
	line->timing = line->known ? code->timing : UNITS_UNLISTED;
	line->together =
	    (line->timing == UNITS_UNTIMED || line->timing == UNITS_UNLISTED) &&
	    !(code != NULL && code->attended);
	if (line->together)
		ms += t->unattended_ms;
	else
		line->unattended_s = t->unattended_ms / 1000;
	line->seconds = ms / 1000;
	line->minutes = (int)(ms / 60000);
	line->assistant_s = t->assistant_ms / 1000;
	line->next_s[UNITS_CMS] = line->next_s[UNITS_AMA] = -1;
}

/* An untimed code that needs attendance and had none earns nothing. */
static bool
earns(const struct session_units_line *l)
{
	return l->known && (l->timing != UNITS_UNTIMED || l->together || l->seconds > 0);
}

static enum status
fill_rule(struct session_units *u, enum units_rule rule, const struct units_table *table,
	  const char *tie, struct err *err)
{
	struct units_time times[SESSION_CODES_MAX];
	size_t n = 0;
	enum status st;

	for (int i = 0; i < u->n; i++)
		if (earns(&u->lines[i])) {
			memcpy(times[n].code, u->lines[i].code, sizeof times[n].code);
			times[n++].seconds = u->lines[i].seconds;
		}
	st = units_compute(table, rule, times, n, &u->result[rule], err);
	if (st != ST_OK)
		return st;
	if (rule == UNITS_CMS && tie[0] != '\0')
		u->tie_stale = !session_units_choose(&u->result[rule], tie);
	for (int i = 0; st == ST_OK && i < u->n; i++) {
		struct session_units_line *line = &u->lines[i];

		for (int k = 0; k < u->result[rule].n; k++)
			if (strcmp(u->result[rule].lines[k].code, line->code) == 0)
				line->units[rule] = u->result[rule].lines[k].units;
		if (line->known)
			st = units_next(table, rule, times, n, line->code,
					&line->next_s[rule], err);
	}
	return st;
}

enum status
session_units(const struct session_state *s, const struct units_table *table,
	      struct session_units *out, struct err *err)
{
	struct session_code_time times[SESSION_CODES_MAX];
	enum status st;

	memset(out, 0, sizeof *out);
	out->n = session_code_times(s, times);
	for (int i = 0; i < out->n; i++)
		fill_line(&out->lines[i], &times[i], table);
	if (!units_rule_parse(s->rule, &out->rule))
		out->rule = UNITS_CMS;
	st = fill_rule(out, UNITS_CMS, table, s->tie, err);
	if (st == ST_OK)
		st = fill_rule(out, UNITS_AMA, table, s->tie, err);
	return st;
}

enum status
session_units_assistant(const struct session_units *u, const struct units_table *table,
			enum assistant_test test, struct assistant_result *out,
			struct err *err)
{
	struct units_time alone[SESSION_CODES_MAX];
	size_t n = 0;

	for (int i = 0; i < u->n; i++)
		if (u->lines[i].known && u->lines[i].assistant_s > 0) {
			memcpy(alone[n].code, u->lines[i].code, sizeof alone[n].code);
			alone[n++].seconds = u->lines[i].assistant_s;
		}
	return assistant_split(table, &u->result[u->rule], alone, n, test, out, err);
}
