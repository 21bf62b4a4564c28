/* vectors_progression.c - progression vectors: suggestion, rule and action. */
#include "vectors.h"

#include "core/dict_rows.h"
#include "core/progression.h"

#include <stdlib.h>
#include <string.h>

extern const char vectors_rules_csv[];

/* One row of the shipped rules; a bad one is told and left out. */
static void
add_rule(struct progression_rules *rules, const struct vectors_row *csv)
{
	const struct entity *e = dict_entity(E_PROGRESSION_RULE);
	struct progression_rule row;
	struct err err = {0};
	enum status st = ST_OK;

	dict_row_init(e, &row);
	for (size_t i = 0; !st && i < e->n_fields; i++) {
		const char *text = vectors_field(csv, e->fields[i].name);
		struct cell c = {.kind = CELL_NONE};

		st = dict_parse(&e->fields[i], text, strlen(text), &c, &err);
		if (!st && !dict_put(&e->fields[i], &row, c))
			st = status_fail(&err, ST_INVALID, "%s does not fit", text);
	}
	if (!st)
		st = progression_rules_add(rules, &row, &err);
	if (st)
		fprintf(stderr, "vectors: %s\n", status_say(&err));
}

static const struct progression_rules *
shipped_rules(void)
{
	static struct progression_rules rules;
	char *text, *names[VECTORS_FIELDS_MAX], *fields[VECTORS_FIELDS_MAX];
	struct vectors_row row = {.names = names, .fields = fields};
	struct vectors_csv csv;

	if (rules.n > 0)
		return &rules;
	text = mem_copy(vectors_rules_csv);
	csv.p = text + 3; /* behind the byte order mark */
	row.n_names = vectors_next_row(&csv, names);
	while ((row.n = vectors_next_row(&csv, fields)) >= 0)
		add_rule(&rules, &row);
	free(text);
	return &rules;
}

/* Tenths of a decimal number ("38.2"); empty: not taken. */
static bool
read_tenths(const char *text, int *value)
{
	size_t n = strcspn(text, ".");
	long long whole, tenth = 0;

	*value = PROGRESSION_NONE;
	if (*text == '\0')
		return true;
	if (!str_int(text, n, &whole) || whole < 0 || whole > 1000)
		return false;
	if (text[n] == '.' && !str_int(text + n + 1, 1, &tenth))
		return false;
	*value = (int)(whole * 10 + tenth);
	return true;
}

static enum status
read_numbers(const struct vectors_row *row, struct progression_in *in, struct err *err)
{
	const struct {
		const char *name;
		int *value;
		bool optional;
	} ints[] = {
	    {"spo2", &in->spo2, true},
	    {"sbp", &in->sbp, true},
	    {"dbp", &in->dbp, true},
	    {"hr", &in->hr, true},
	    {"pain_base", &in->pain_base, false},
	    {"pain_peak", &in->pain_peak, false},
	    {"pain_next", &in->pain_next, true},
	    {"done_pct", &in->done_pct, false},
	    {"fails_in_row", &in->fails_in_row, false},
	    {"losses", &in->losses, false},
	    {"days_since", &in->days_since, false},
	    {"effort", &in->effort, false},
	    {"sessions_at_level", &in->sessions_at_level, false},
	    {"support", &in->support, false},
	};

	for (size_t i = 0; i < sizeof ints / sizeof ints[0]; i++) {
		enum status st = vectors_int(row, ints[i].name, ints[i].value, err);

		if (st != ST_OK)
			return st;
		if (ints[i].optional && *vectors_field(row, ints[i].name) == '\0')
			*ints[i].value = PROGRESSION_NONE;
	}
	if (!read_tenths(vectors_field(row, "temp_c"), &in->temp_dc))
		return status_fail(err, ST_INVALID, "temp_c is not a number");
	return ST_OK;
}

static enum status
answer_progression(const struct vectors_row *row, struct str *results, struct err *err)
{
	struct progression_in in = progression_default();
	struct progression_out out;
	const struct {
		const char *name;
		bool *value;
	} flags[] = {
	    {"red_flag", &in.red_flag},	      {"contra", &in.contra},
	    {"swelling", &in.swelling},	      {"form_ok", &in.form_ok},
	    {"over2_twice", &in.over2_twice}, {"all_at_high", &in.all_at_high},
	    {"held_target", &in.held_target}, {"has_harder", &in.has_harder},
	};
	enum status st = read_numbers(row, &in, err);

	if (st != ST_OK)
		return st;
	for (size_t i = 0; i < sizeof flags / sizeof flags[0]; i++)
		*flags[i].value = strcmp(vectors_field(row, flags[i].name), "1") == 0;
	if (!progression_kind_parse(vectors_field(row, "kind"), &in.kind))
		return status_fail(err, ST_INVALID, "unknown kind");
	if (!progression_suggest(&in, shipped_rules(), &out))
		return status_fail(err, ST_INVALID, "no rule answers");
	str_add(&results[0], progression_suggestion_id(out.suggestion));
	str_add(&results[1], out.rule);
	str_add(&results[2], out.action);
	return ST_OK;
}

static void
join(const struct str *results, struct str *out)
{
	str_addf(out, "%s;%s;%s", str_text(&results[0]), str_text(&results[1]),
		 str_text(&results[2]));
}

const struct vectors_table vectors_progression = {
    .columns = {"suggestion", "rule", "action", NULL},
    .answer = answer_progression,
    .shorten = join,
};
