/* verb_find.c - finds patients. */
#include "app/chart.h"
#include "app/handout.h"
#include "cli_priv.h"
#include "store/query.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { LINES = 50 };

static void
print_line(struct cli *c, const struct patient_line *p)
{
	struct str out = {0};
	char birth[DATE_TEXT_SIZE], seemed[DATE_TEXT_SIZE] = "";

	date_text(p->birth_date, birth);
	if (p->seemed)
		date_text(p->seemed, seemed);
	if (c->json) {
		str_addf(&out, "{\"chart_no\":\"%s\",\"family_name\":", p->chart_no);
		print_json(&out, p->family_name, strlen(p->family_name));
		str_add(&out, ",\"given_name\":");
		print_json(&out, p->given_name, strlen(p->given_name));
		str_addf(&out, ",\"birth_date\":\"%s\"%s%s%s}\n", birth,
			 p->seemed ? ",\"seemed\":\"" : "", seemed,
			 p->seemed ? "\"" : "");
	} else {
		str_addf(&out, "%-16s ", p->chart_no);
		utf8_safe(&out, p->family_name, strlen(p->family_name), -1, false);
		str_add(&out, ", ");
		utf8_safe(&out, p->given_name, strlen(p->given_name), -1, false);
		str_addf(&out, "  %s%s%s%s%s\n", birth,
			 p->same[0] ? "  same person as " : "", p->same,
			 p->seemed ? "  seemed so " : "", seemed);
	}
	fwrite(str_text(&out), 1, out.n, c->out);
	str_release(&out);
}

/* What the code of a handout stands for. */
static void
print_plan(struct cli *c, const struct patient *p, const struct plan_of_care *plan)
{
	char id[UID_TEXT_SIZE], day[DATE_TEXT_SIZE];
	struct str out = {0};

	uid_text(&plan->head.id, id);
	date_text(plan->starts, day);
	if (c->json) {
		str_addf(&out,
			 "{\"chart_no\":\"%s\",\"plan_of_care\":\"%s\",\"version\":%lld,"
			 "\"starts\":\"%s\"}\n",
			 p->chart_no, id, (long long)plan->version, day);
	} else {
		str_addf(&out, "%-16s ", p->chart_no);
		utf8_safe(&out, p->family_name, strlen(p->family_name), -1, false);
		str_add(&out, ", ");
		utf8_safe(&out, p->given_name, strlen(p->given_name), -1, false);
		str_addf(&out, "  plan of care %s, version %lld from %s\n", id,
			 (long long)plan->version, day);
	}
	fwrite(str_text(&out), 1, out.n, c->out);
	str_release(&out);
}

/* *there: text is the code of a handout, and its plan was printed or err says why not. */
static enum status
try_code(struct cli *c, const char *text, bool *there, struct err *err)
{
	struct plan_of_care *plan = mem_alloc(sizeof *plan);
	struct patient patient;
	enum status st = handout_find(&c->app, text, plan, &patient, there, err);

	if (!st && *there)
		st = chart_open(&c->app, patient.head.no, err);
	if (!st && *there)
		print_plan(c, &patient, plan);
	free(plan);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct patient_line lines[LINES];
	struct str text = {0};
	bool more = false, code = false;
	int n = 0;
	enum status st;

	if (argc < 1)
		return args_usage(&verb_find, err);
	for (int i = 0; i < argc; i++)
		str_addf(&text, "%s%s", i ? " " : "", argv[i]);
	st = try_code(c, str_text(&text), &code, err);
	if (!st && !code)
		st = query_find(c->app.store, str_text(&text), lines, LINES, &n, &more,
				err);
	str_release(&text);
	if (st || code)
		return st;
	st = query_same(c->app.store, lines, n, err);
	if (st)
		return st;
	for (int i = 0; i < n; i++)
		print_line(c, &lines[i]);
	if (more)
		fprintf(c->err, "limber: there are more; add a word\n");
	return n ? ST_OK : status_fail(err, ST_NOT_FOUND, "nobody like that is here");
}

const struct verb verb_find = {
    .name = "find",
    .args = "TEXT",
    .help = "find patients by any part of name, number, phone or birth date",
    .more = "  The code of a handout finds its plan: limber print handout PLAN. "
	    "'#tearful' finds\n"
	    "  who seemed so in a visit of the last year, the newest first.\n",
    .needs_data = true,
    .run = run,
};
