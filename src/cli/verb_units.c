/* verb_units.c - units of minutes by hand, with the arithmetic. */
#include "app/claim.h"
#include "app/codes.h"
#include "base/date.h"
#include "cli_priv.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTES_MAX = 1440 };

/* What was asked. */
struct question {
	enum units_rule rule;
	struct units_time times[UNITS_LINE_MAX], alone[UNITS_LINE_MAX];
	size_t n, n_alone;
	struct claim_hand claim;
	struct str answers;
	bool asked; /* a payer or date was named: modifiers and questions too */
	bool why;
};

/* Reads "97110:33" into a list. */
static enum status
read_minutes(const char *arg, struct units_time *list, size_t *n, struct err *err)
{
	const char *colon = strchr(arg, ':');
	long long minutes;

	if (!colon || (size_t)(colon - arg) >= sizeof list->code ||
	    *n == UNITS_LINE_MAX || !str_int(colon + 1, strlen(colon + 1), &minutes) ||
	    minutes < 0 || minutes > MINUTES_MAX)
		return status_fail(err, ST_USAGE, "%s: write CODE:MINUTES, as 97110:33",
				   arg);
	str_format(list[*n].code, sizeof list->code, "%.*s", (int)(colon - arg), arg);
	list[(*n)++].seconds = minutes * 60;
	return ST_OK;
}

/* One of the ids of a code list of the dictionary. */
static enum status
read_code(const char *option, const char *value, enum entity_id e, const char *field,
	  struct err *err)
{
	const struct field *f =
	    &dict_entity(e)->fields[dict_field_named(dict_entity(e), field)];

	if (dict_code_index(f->codes, value) < 0)
		return status_fail(err, ST_USAGE,
				   "%s %s: not one of %s, see limber-csv(5)", option,
				   value, f->codes->name);
	return ST_OK;
}

static enum status
read_date(struct cli *c, const char *value, int64_t *date, struct err *err)
{
	const struct entity *e = dict_entity(E_SESSION);
	struct cell cell;
	enum status st;

	*date = clock_civil(clock_wall(c->env.clock)).date;
	if (!value)
		return ST_OK;
	st = dict_parse(&e->fields[dict_field_named(e, "service_date")], value,
			strlen(value), &cell, err);
	*date = st ? 0 : cell.i;
	return st;
}

static enum status
read_used(const char *value, int64_t *used, struct err *err)
{
	const struct entity *e = dict_entity(E_PAYER_FIGURE);
	struct cell cell = {.i = DICT_NONE};
	enum status st = ST_OK;

	if (value)
		st = dict_parse(&e->fields[dict_field_named(e, "amount")], value,
				strlen(value), &cell, err);
	*used = cell.i;
	return st;
}

/* --answer ID=VALUE or ID=VALUE:REASON. */
static enum status
read_answer(const char *arg, struct str *answers, struct err *err)
{
	const char *eq = strchr(arg, '='), *reason;
	char id[BILL_ID_SIZE], value[8];
	struct str more = {0};

	if (!eq || (size_t)(eq - arg) >= sizeof id)
		return status_fail(err, ST_USAGE, "%s: write ID=VALUE or ID=VALUE:REASON",
				   arg);
	reason = strchr(eq, ':');
	str_format(id, sizeof id, "%.*s", (int)(eq - arg), arg);
	str_format(value, sizeof value, "%.*s", (int)strcspn(eq + 1, ":"), eq + 1);
	bill_answer_set(str_text(answers), id, value, reason ? reason + 1 : "", &more);
	str_release(answers);
	*answers = more;
	return ST_OK;
}

/* What a claim needs beside the minutes. */
static enum status
read_claim(struct cli *c, int *argc, char **argv, struct question *q, struct err *err)
{
	const char *payer = args_option(argc, argv, "--payer");
	const char *date = args_option(argc, argv, "--date");
	const char *mode = args_option(argc, argv, "--mode");
	const char *discipline = args_option(argc, argv, "--discipline");
	const char *used = args_option(argc, argv, "--used"), *answer;
	enum status st = read_date(c, date, &q->claim.date, err);

	q->asked = payer || date || mode || discipline || used;
	if (!st && payer)
		st = read_code("--payer", payer, E_PAYER, "kind", err);
	if (!st && mode)
		st = read_code("--mode", mode, E_SESSION, "mode", err);
	if (!st && discipline)
		st = read_code("--discipline", discipline, E_STAFF, "discipline", err);
	if (!st)
		st = read_used(used, &q->claim.used, err);
	while (!st && (answer = args_option(argc, argv, "--answer"))) {
		q->asked = true;
		st = read_answer(answer, &q->answers, err);
	}
	q->claim.payer_kind = payer ? payer : "";
	q->claim.mode = mode ? mode : "in_person";
	q->claim.discipline = discipline ? discipline : "PT";
	return st;
}

static enum status
read_question(struct cli *c, int argc, char **argv, struct question *q, struct err *err)
{
	const char *rule = args_option(&argc, argv, "--rule");
	const char *alone;
	enum status st = read_claim(c, &argc, argv, q, err);

	q->why = args_flag(&argc, argv, "--why");
	if (!st && rule && !units_rule_parse(rule, &q->rule))
		return status_fail(err, ST_USAGE, "--rule: cms or ama is wanted");
	while (!st && (alone = args_option(&argc, argv, "--assistant")))
		st = read_minutes(alone, q->alone, &q->n_alone, err);
	for (int i = 0; !st && i < argc; i++)
		st = read_minutes(argv[i], q->times, &q->n, err);
	if (!st && !q->n)
		st = args_usage(&verb_units, err);
	return st;
}

static void
print_allocation(struct cli *c, const struct units_result *r)
{
	for (int i = 0; i < r->n; i++)
		fprintf(c->out, "%s%s:%d", i ? ";" : "", r->lines[i].code,
			r->lines[i].units);
}

static void
print_ties(struct cli *c, struct units_result *r)
{
	struct units_choice choice;

	units_choice_first(r, &choice);
	while (units_choice_next(r, &choice)) {
		units_choose(r, &choice);
		fputs(c->json ? ",\"" : "or    ", c->out);
		print_allocation(c, r);
		fputs(c->json ? "\""
			      : "  (equal left-over minutes: the clinician chooses)\n",
		      c->out);
	}
}

static enum status
print_split(struct cli *c, const struct units_table *table, const struct units_result *r,
	    const struct question *q, struct err *err)
{
	struct assistant_result split;
	enum status st = assistant_split(table, r, q->alone, q->n_alone, ASSISTANT_STRICT,
					 &split, err);

	if (st)
		return st;
	if (split.forbidden[0])
		return status_fail(err, ST_DENIED, "%s: an assistant may not give it",
				   split.forbidden);
	for (int i = 0; i < split.n; i++)
		fprintf(c->out, "bill  %s x%d%s%s\n", split.lines[i].code,
			split.lines[i].units,
			split.lines[i].assistant ? " CQ (CO under an OT plan)" : "",
			split.lines[i].flagged
			    ? "  not covered by the rule's text: look at it"
			    : "");
	return ST_OK;
}

/* Lines with modifiers and reasons, then what is asked. */
static void
print_bill(struct cli *c, const struct bill *b)
{
	for (int i = 0; i < b->n; i++) {
		char modifiers[17];
		struct str why = {0};

		bill_modifiers(&b->lines[i], modifiers, sizeof modifiers);
		bill_reasons(&b->lines[i], &why);
		fprintf(c->out, "bill  %s x%d %s place %s%s%s\n", b->lines[i].code,
			b->lines[i].units, modifiers, b->lines[i].place,
			why.n ? "  " : "", str_text(&why));
		str_release(&why);
	}
	for (int i = 0; i < b->n_questions; i++) {
		const struct bill_question *q = &b->questions[i];

		if (q->chosen >= 0 || !strcmp(q->id, "tie"))
			continue;
		fprintf(c->out, "%s %s: %s\n", q->n_options ? "ask  " : "look ", q->id,
			q->text);
		for (int k = 0; k < q->n_options; k++)
			fprintf(c->out, "      --answer %s=%s%s  %s\n", q->id,
				q->options[k].value,
				q->options[k].reasoned ? ":REASON" : "",
				q->options[k].text);
	}
}

static enum status
answer_claim(struct cli *c, struct question *q, struct err *err)
{
	struct bill *b = mem_alloc(sizeof *b);
	enum status st;

	q->claim.rule = q->rule;
	q->claim.times = q->times;
	q->claim.n = q->n;
	q->claim.alone = q->alone;
	q->claim.n_alone = q->n_alone;
	q->claim.tie = "";
	q->claim.answers = str_text(&q->answers);
	st = claim_by_hand(&q->claim, b, err);
	if (!st && b->forbidden[0])
		st = status_fail(err, ST_DENIED, "%s: an assistant may not give it",
				 b->forbidden);
	if (!st)
		print_bill(c, b);
	free(b);
	return st;
}

static void
print_why(struct cli *c, const struct units_result *r)
{
	struct str text = {0};

	bill_arithmetic(r, &text);
	fputs(str_text(&text), c->out);
	str_release(&text);
}

static enum status
answer(struct cli *c, const struct units_table *table, const struct question *q,
       struct err *err)
{
	struct units_result r, first;
	enum status st = units_compute(table, q->rule, q->times, q->n, &r, err);

	if (st)
		return st;
	first = r;
	if (c->json) {
		fprintf(c->out, "{\"rule\":\"%s\",\"units\":\"", units_rule_id(q->rule));
		print_allocation(c, &r);
		fprintf(c->out,
			"\",\"timed_units\":%d,\"total_units\":%d,\"timed_minutes\":%d,"
			"\"total_minutes\":%d,\"ties\":[\"",
			r.timed_units, r.total_units, r.timed_minutes, r.total_minutes);
		print_allocation(c, &r);
		fputc('"', c->out);
		print_ties(c, &r);
		fputs("]}\n", c->out);
		return ST_OK;
	}
	fputs("units ", c->out);
	print_allocation(c, &r);
	fprintf(c->out,
		"\n      %d timed minutes give %d timed unit%s by %s; %d unit%s in all\n",
		r.timed_minutes, r.timed_units, r.timed_units == 1 ? "" : "s",
		q->rule == UNITS_CMS ? "Medicare's total-time rule"
				     : "the AMA's midpoint rule",
		r.total_units, r.total_units == 1 ? "" : "s");
	print_ties(c, &r);
	if (q->why)
		print_why(c, &first);
	return q->n_alone && !q->asked ? print_split(c, table, &first, q, err) : ST_OK;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct codes codes = {0};
	struct units_table table;
	struct question q = {.rule = UNITS_CMS};
	enum status st = read_question(c, argc, argv, &q, err);

	if (!st)
		st = codes_shipped(&codes, err);
	table = codes_table(&codes);
	if (!st)
		st = answer(c, &table, &q, err);
	if (!st && q.asked && !c->json)
		st = answer_claim(c, &q, err);
	str_release(&q.answers);
	codes_release(&codes);
	return st;
}

const struct verb verb_units = {
    .name = "units",
    .args =
	"[--rule cms|ama] CODE:MINUTES... [--assistant CODE:MINUTES]... [--payer KIND] "
	"[--date DATE]",
    .help = "units of minutes, with ties and the assistant's share",
    .more =
	"  --assistant: minutes of a code that an assistant gave alone; they are "
	"part of\n"
	"  the code's minutes. Needs no clinic.\n"
	"  --why: the arithmetic: quotient, left-over minutes, who got the unit and "
	"why.\n"
	"  --payer KIND (medicare, commercial ...), --date YYYY-MM-DD: claim lines with "
	"modifiers\n"
	"  by the shipped tables of that day, and what is asked. With them:\n"
	"  --discipline PT|OT|SLP, --mode in_person|video|phone, --used DOLLARS of the "
	"year,\n"
	"  --answer ID=VALUE[:REASON] to a question that was printed.\n",
    .run = run,
};
