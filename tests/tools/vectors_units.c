/* vectors_units.c - units and assistant vectors, and the table of service codes. */
#include "vectors.h"

#include "core/assistant.h"

#include <stdlib.h>
#include <string.h>

extern const char vectors_codes_csv[];

enum { CODES_MAX = 256, TIMES_MAX = 2 * UNITS_LINE_MAX };

const struct units_table *
vectors_codes(void)
{
	static struct units_code codes[CODES_MAX];
	static struct units_table table = {.codes = codes};
	char *text, *names[VECTORS_FIELDS_MAX], *fields[VECTORS_FIELDS_MAX];
	struct vectors_row row = {.names = names, .fields = fields};
	struct vectors_csv csv;

	if (table.n > 0)
		return &table;
	csv.p = text = mem_copy(vectors_codes_csv);
	row.n_names = vectors_next_row(&csv, names);
	while ((row.n = vectors_next_row(&csv, fields)) >= 0) {
		const char *minutes = vectors_field(&row, "unit_minutes");
		long long unit = 0;

		str_int(minutes, strlen(minutes), &unit);
		if (table.n < CODES_MAX &&
		    units_code_set(&codes[table.n], vectors_field(&row, "code"),
				   vectors_field(&row, "timing"), (int)unit,
				   vectors_field(&row, "note")) == ST_OK)
			table.n++;
		else
			fprintf(stderr, "vectors: bad row of the code table: %s\n",
				fields[0]);
	}
	free(text);
	return &table;
}

static void
add_units(struct str *out, const struct units_result *r)
{
	for (int i = 0; i < r->n; i++)
		str_addf(out, "%s%s:%d", i > 0 ? ";" : "", r->lines[i].code,
			 r->lines[i].units);
}

static enum status
answer_units(const struct vectors_row *row, struct str *results, struct err *err)
{
	struct units_time times[TIMES_MAX];
	struct units_result r;
	struct units_choice choice;
	enum units_rule rule;
	enum status st;
	size_t n;

	if (!units_rule_parse(vectors_field(row, "rule"), &rule))
		return status_fail(err, ST_INVALID, "unknown rule");
	st = vectors_times(vectors_field(row, "minutes"), times, TIMES_MAX, &n, err);
	if (st == ST_OK)
		st = units_compute(vectors_codes(), rule, times, n, &r, err);
	if (st != ST_OK)
		return st;
	add_units(&results[0], &r);
	str_addf(&results[1], "%d", r.timed_units);
	str_addf(&results[2], "%d", r.total_units);
	str_addf(&results[3], "%d", r.timed_minutes);
	str_addf(&results[4], "%d", r.total_minutes);
	units_choice_first(&r, &choice);
	while (units_choice_next(&r, &choice)) {
		units_choose(&r, &choice);
		if (results[5].n > 0)
			str_add_c(&results[5], '|');
		add_units(&results[5], &r);
	}
	return ST_OK;
}

const struct vectors_table vectors_units = {
    .columns = {"expected", "timed_units", "total_units", "timed_minutes",
		"total_minutes", "alternatives", NULL},
    .answer = answer_units,
};

/* ---- assistant ---- */

static enum status
add_lines(struct str *out, const struct units_result *r, const struct units_time *alone,
	  size_t n, const char *modifier, struct err *err)
{
	struct assistant_result a;
	enum status st =
	    assistant_split(vectors_codes(), r, alone, n, ASSISTANT_STRICT, &a, err);

	if (st != ST_OK)
		return st;
	for (int i = 0; i < a.n; i++)
		str_addf(out, "%s%s:%d:%s", i > 0 ? ";" : "", a.lines[i].code,
			 a.lines[i].units, a.lines[i].assistant ? modifier : "-");
	if (a.n == 0)
		str_add(out, "none");
	return ST_OK;
}

static enum status
answer_assistant(const struct vectors_row *row, struct str *results, struct err *err)
{
	const char *modifier = vectors_field(row, "modifier");
	struct units_time times[TIMES_MAX], alone[TIMES_MAX];
	struct units_result r;
	struct units_choice choice;
	size_t n, m;
	enum status st = vectors_times(vectors_field(row, "therapist_minutes"), times,
				       UNITS_LINE_MAX, &n, err);

	if (st == ST_OK)
		st = vectors_times(vectors_field(row, "assistant_minutes"), alone,
				   UNITS_LINE_MAX, &m, err);
	if (st != ST_OK)
		return st;
	memcpy(times + n, alone, m * sizeof alone[0]);
	st = units_compute(vectors_codes(), UNITS_CMS, times, n + m, &r, err);
	if (st != ST_OK)
		return st;
	st = add_lines(&results[0], &r, alone, m, modifier, err);
	units_choice_first(&r, &choice);
	while (st == ST_OK && units_choice_next(&r, &choice)) {
		units_choose(&r, &choice);
		if (results[1].n > 0)
			str_add_c(&results[1], '|');
		st = add_lines(&results[1], &r, alone, m, modifier, err);
	}
	return st;
}

const struct vectors_table vectors_assistant = {
    .columns = {"expected", "alternatives", NULL},
    .answer = answer_assistant,
};
