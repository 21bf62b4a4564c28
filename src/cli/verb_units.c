/* verb_units.c - units of minutes by hand, with the arithmetic. */
#include "app/codes.h"
#include "cli_priv.h"
#include "core/assistant.h"

#include <stdlib.h>
#include <string.h>

enum { MINUTES_MAX = 1440 };

/* What was asked. */
struct question {
	enum units_rule rule;
	struct units_time times[UNITS_LINE_MAX], alone[UNITS_LINE_MAX];
	size_t n, n_alone;
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

static enum status
read_question(int argc, char **argv, struct question *q, struct err *err)
{
	const char *rule = args_option(&argc, argv, "--rule");
	const char *alone;
	enum status st = ST_OK;

	if (rule && !units_rule_parse(rule, &q->rule))
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
	return q->n_alone ? print_split(c, table, &first, q, err) : ST_OK;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct codes codes = {0};
	struct units_table table;
	struct question q = {.rule = UNITS_CMS};
	enum status st = read_question(argc, argv, &q, err);

	if (!st)
		st = codes_shipped(&codes, err);
	table = codes_table(&codes);
	if (!st)
		st = answer(c, &table, &q, err);
	codes_release(&codes);
	return st;
}

const struct verb verb_units = {
    .name = "units",
    .args = "[--rule cms|ama] CODE:MINUTES... [--assistant CODE:MINUTES]...",
    .help = "units of minutes, with ties and the assistant's share",
    .more = "  --assistant: minutes of a code that an assistant gave alone; they are "
	    "part of\n"
	    "  the code's minutes. Needs no clinic.\n",
    .run = run,
};
