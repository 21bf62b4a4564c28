/* verb_report.c - charges and reports of a span of days: as pages, or as CSV. */
#include "app/claims.h"
#include "app/fleet.h"
#include "app/foresight.h"
#include "cli_priv.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

/* A day as people type it. */
static enum status
day_of(struct cli *c, const char *option, const char *text, int64_t usual, int64_t *day,
       struct err *err)
{
	*day = usual;
	if (!text || date_parse_typed(text, app_today(&c->app), true, false, day))
		return ST_OK;
	return status_fail(err, ST_USAGE, "%s %s: this is no day; write it as 2026-05-04",
			   option, text);
}

static enum status
find_kind(const char *name, enum claims_kind *kind, struct err *err)
{
	struct str names = {0};
	enum status st = ST_OK;
	int i = 0;

	while (i < CLAIMS_COUNT && strcmp(name, claims_name((enum claims_kind)i)) != 0)
		i++;
	*kind = (enum claims_kind)i;
	if (i == CLAIMS_COUNT) {
		for (i = 0; i < CLAIMS_COUNT; i++)
			str_addf(&names, "%s%s", i ? ", " : "",
				 claims_name((enum claims_kind)i));
		st = status_fail(err, ST_USAGE, "\"%s\" is no report; choose one of: %s",
				 name, str_text(&names));
	}
	str_release(&names);
	return st;
}

static void
show(struct cli *c, const struct claims *r, const struct claims_order *o, bool ascii)
{
	struct page_doc d = {.clinic = ""};
	struct page_form f = {.cols = 100, .ascii = ascii};
	struct str out = {0};
	char from[DATE_TEXT_SIZE], to[DATE_TEXT_SIZE];

	date_text(o->from, from);
	date_text(o->to, to);
	str_copy(d.clinic, sizeof d.clinic, c->app.site.name);
	str_format(d.who, sizeof d.who, "Report: %s", claims_name(o->kind));
	str_format(d.what, sizeof d.what, "%s - %s", from, to);
	claims_page(r, &d);
	page_layout(&d, &f, &out);
	fwrite(str_text(&out), 1, out.n, c->out);
	page_release(&d);
	str_release(&out);
}

static void
to_writer(void *arg, const void *bytes, size_t n)
{
	io_writer_add(arg, bytes, n);
}

/* The sites bundles are exchanged with: lines for people, or CSV into a file. */
static enum status
fleet(struct cli *c, const char *csv, struct err *err)
{
	struct fleet_line *rows;
	struct io_writer w;
	int n = 0;
	enum status st;

	if (csv) {
		st = io_writer_open(&w, c->app.env.io, csv, err);
		if (st)
			return st;
		st = fleet_csv(&c->app, (struct csv_sink){to_writer, &w}, err);
		if (!st)
			return io_writer_commit(&w, err);
		io_writer_cancel(&w);
		return st;
	}
	rows = mem_alloc(LINK_PEERS_MAX * sizeof *rows);
	st = fleet_list(&c->app, rows, LINK_PEERS_MAX, &n, err);
	for (int i = 0; i < n && !st; i++) {
		char day[DATE_TEXT_SIZE] = "";

		if (rows[i].peer.seen_at != DICT_NONE)
			date_text(clock_civil(rows[i].peer.seen_at).date, day);
		fprintf(c->out,
			"%-6s last bundle %-10s  %lld changes wait, %d bundles without a "
			"receipt  %s\n",
			rows[i].peer.site, day[0] ? day : "never",
			(long long)rows[i].waiting, rows[i].unconfirmed,
			rows[i].said[0] ? rows[i].said : "all is well");
	}
	if (!st && !n)
		fprintf(c->out, "No other site is known yet; limber keys trust FILE.\n");
	free(rows);
	return st;
}

/* Forecasts against what happened, and what they are made of. */
static enum status
foresight(struct cli *c, const char *csv, bool ascii, struct err *err)
{
	struct page_doc d = {.clinic = ""};
	struct page_form form = {.cols = 100, .ascii = ascii};
	struct str out = {0};
	enum status st;

	if (csv)
		return foresight_save(&c->app, csv, err);
	st = foresight_page(&c->app, &d, err);
	if (!st) {
		page_layout(&d, &form, &out);
		fwrite(str_text(&out), 1, out.n, c->out);
	}
	page_release(&d);
	str_release(&out);
	return st;
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	const char *from = args_option(&argc, argv, "--from");
	const char *to = args_option(&argc, argv, "--to");
	const char *csv = args_option(&argc, argv, "--csv");
	bool ascii = args_flag(&argc, argv, "--ascii") ||
		     strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	struct claims_order o = {.session = 0};
	struct claims r;
	int64_t today = app_today(&c->app);
	enum status st;

	if (argc != 1)
		return args_usage(&verb_report, err);
	if (!strcmp(argv[0], "fleet"))
		return fleet(c, csv, err);
	if (!strcmp(argv[0], "foresight"))
		return foresight(c, csv, ascii, err);
	st = find_kind(argv[0], &o.kind, err);
	if (!st)
		st = day_of(c, "--from", from, today / 100 * 100 + 1, &o.from, err);
	if (!st)
		st = day_of(c, "--to", to, today, &o.to, err);
	if (st)
		return st;
	if (csv)
		return claims_save(&c->app, &o, csv, err);
	st = claims_make(&c->app, &o, &r, err);
	if (!st)
		show(c, &r, &o, ascii);
	claims_release(&r);
	return st;
}

#define REPORT_HELP(ID, name, about) "  " name "\n      " about "\n"
const struct verb verb_report = {
    .name = "report",
    .args = "NAME [--from DAY] [--to DAY] [--csv FILE] [--ascii]",
    .help = "charges and reports of a span of days, this month by itself",
    .more = CLAIMS_LIST(
	REPORT_HELP) "  fleet\n      every site: its last bundle, what waits "
		     "for it, what is wrong\n"
		     "  foresight\n      forecasts of missed visits and of staying "
		     "away, against what happened\n"
		     "  Visits whose note is void are in no sum; each report "
		     "says how many there are.\n",
    .needs_data = true,
    .run = run,
};
