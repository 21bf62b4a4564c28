/* verb_find.c - finds patients. */
#include "cli_priv.h"
#include "store/query.h"

#include "base/utf8.h"

#include <string.h>

enum { LINES = 50 };

static void
print_line(struct cli *c, const struct patient_line *p)
{
	struct str out = {0};
	char birth[DATE_TEXT_SIZE];

	date_text(p->birth_date, birth);
	if (c->json) {
		str_addf(&out, "{\"chart_no\":\"%s\",\"family_name\":", p->chart_no);
		print_json(&out, p->family_name, strlen(p->family_name));
		str_add(&out, ",\"given_name\":");
		print_json(&out, p->given_name, strlen(p->given_name));
		str_addf(&out, ",\"birth_date\":\"%s\"}\n", birth);
	} else {
		str_addf(&out, "%-16s ", p->chart_no);
		utf8_safe(&out, p->family_name, strlen(p->family_name), -1, false);
		str_add(&out, ", ");
		utf8_safe(&out, p->given_name, strlen(p->given_name), -1, false);
		str_addf(&out, "  %s%s%s\n", birth, p->same[0] ? "  same person as " : "",
			 p->same);
	}
	fwrite(str_text(&out), 1, out.n, c->out);
	str_release(&out);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct patient_line lines[LINES];
	struct str text = {0};
	bool more = false;
	int n = 0;
	enum status st;

	if (argc < 1)
		return args_usage(&verb_find, err);
	for (int i = 0; i < argc; i++)
		str_addf(&text, "%s%s", i ? " " : "", argv[i]);
	st = query_find(c->app.store, str_text(&text), lines, LINES, &n, &more, err);
	str_release(&text);
	if (st)
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
    .more = "",
    .needs_data = true,
    .run = run,
};
