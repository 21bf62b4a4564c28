/* verb_duplicates.c - patients that may be one person, and those that are linked. */
#include "app/person.h"
#include "cli_priv.h"

#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { PAIRS = 200, AT_ONCE = 256 };

static void
add_person(struct str *out, const struct patient *p)
{
	char birth[DATE_TEXT_SIZE];

	date_text(p->birth_date, birth);
	str_addf(out, "%s ", p->chart_no[0] ? p->chart_no : "?");
	utf8_safe(out, p->family_name, strlen(p->family_name), -1, false);
	str_add(out, ", ");
	utf8_safe(out, p->given_name, strlen(p->given_name), -1, false);
	str_addf(out, " %s", birth);
}

static enum status
print_pair(struct cli *c, const struct person_pair *pair, struct err *err)
{
	static const char *const says[] = {"alike", "same", "not the same"};
	struct person_side x, y;
	struct str out = {0};
	enum status st = person_side(&c->app, pair->first, &x, err);

	if (!st)
		st = person_side(&c->app, pair->second, &y, err);
	if (st)
		return st;
	if (c->json) {
		str_addf(&out,
			 "{\"first\":\"%s\",\"second\":\"%s\",\"verdict\":\"%s\","
			 "\"score\":%d}",
			 x.patient.chart_no, y.patient.chart_no, says[pair->verdict],
			 pair->score);
	} else {
		if (pair->score)
			str_addf(&out, "%3d %%  ", pair->score);
		else
			str_addf(&out, "%s  ", says[pair->verdict]);
		add_person(&out, &x.patient);
		str_add(&out, "  |  ");
		add_person(&out, &y.patient);
	}
	str_add_c(&out, '\n');
	fwrite(str_text(&out), 1, out.n, c->out);
	str_release(&out);
	return ST_OK;
}

/* Every patient that came since the last time, once. */
static enum status
compare_all(struct cli *c, struct err *err)
{
	int64_t left = 1, all = -1;
	enum status st = ST_OK;

	while (!st && left > 0) {
		st = person_compare(&c->app, AT_ONCE, &left, err);
		if (all < 0)
			all = left + AT_ONCE;
		if (!st && left > 0)
			print_progress(c, "patients compared", all - left, all);
	}
	print_progress_end(c);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct person_pair *pairs = mem_alloc(PAIRS * sizeof *pairs);
	struct patient p;
	int n = 0;
	enum status st;

	if (argc > 1) {
		free(pairs);
		return args_usage(&verb_duplicates, err);
	}
	if (argc == 1) {
		st = args_row(c, dict_entity(E_PATIENT), argv[0], &p, err);
		if (!st)
			st = person_pairs_of(&c->app, p.head.no, pairs, PAIRS, &n, err);
	} else {
		st = compare_all(c, err);
		if (!st)
			st = person_suspects(&c->app, pairs, PAIRS, &n, err);
	}
	for (int i = 0; i < n && !st; i++)
		st = print_pair(c, &pairs[i], err);
	if (!st && !n && !c->json)
		fprintf(c->out, "no likely duplicates\n");
	free(pairs);
	return st;
}

const struct verb verb_duplicates = {
    .name = "duplicates",
    .args = "[PATIENT]",
    .help = "patients that may be one person registered twice",
    .more =
	"  Patients that are new since the last time are compared with all others "
	"first.\n"
	"  With PATIENT: those it was linked with or told apart from, and those alike.\n"
	"  Nothing is linked by itself: limber link A B, limber unlink A B REASON.\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
