/* verb_class.c - group classes: the list, a roster, who came; joining and leaving a roster. */
#include "app/classes.h"
#include "app/sheet.h"
#include "cli_priv.h"
#include "store/audit.h"

#include <langinfo.h>
#include <stdlib.h>
#include <string.h>

enum { HELD_MOST = 20000, USUAL_DAYS = 84 };

/* Where a table goes: pages for people, CSV into a file, or lines of JSON. */
struct table {
	struct cli *c;
	const char *csv; /* NULL: not into a file */
	bool ascii;
	const char *title;
	struct sheet sheet;
	struct io_writer w;
	bool opened; /* w is */
};

static enum status
table_begin(struct table *t, const struct sheet_col *cols, int n, struct err *err)
{
	enum status st = ST_OK;

	sheet_init(&t->sheet, cols, n);
	if (t->csv)
		st = io_writer_open(&t->w, t->c->app.env.io, t->csv, err);
	t->opened = !st && t->csv;
	if (t->opened)
		sheet_stream(&t->sheet, &t->w);
	return st;
}

static void
print_json_rows(struct table *t)
{
	const struct sheet *s = &t->sheet;
	struct str out = {0};

	for (size_t row = 0; row < sheet_rows(s); row++) {
		for (int i = 0; i < s->n_cols; i++) {
			const char *cell = sheet_cell(s, row, i);

			str_addf(&out, "%s\"%s\":", i ? "," : "{", s->cols[i].name);
			if (s->cols[i].number)
				str_add(&out, cell[0] ? cell : "null");
			else
				print_json(&out, cell, strlen(cell));
		}
		str_add(&out, "}\n");
	}
	fwrite(str_text(&out), 1, out.n, t->c->out);
	str_release(&out);
}

static void
print_pages(struct table *t)
{
	struct page_doc d = {.clinic = ""};
	struct page_form f = {.cols = 100, .ascii = t->ascii};
	struct str out = {0};

	str_copy(d.clinic, sizeof d.clinic, t->c->app.site.name);
	str_copy(d.who, sizeof d.who, t->title);
	sheet_page(&t->sheet, &d);
	page_layout(&d, &f, &out);
	fwrite(str_text(&out), 1, out.n, t->c->out);
	page_release(&d);
	str_release(&out);
}

static enum status
table_end(struct table *t, enum status st, struct err *err)
{
	if (!st && !t->csv && t->c->json)
		print_json_rows(t);
	else if (!st && !t->csv)
		print_pages(t);
	sheet_release(&t->sheet);
	if (t->opened && !st)
		return io_writer_commit(&t->w, err);
	if (t->opened)
		io_writer_cancel(&t->w);
	return st;
}

static void
put_day(struct sheet *s, int64_t day)
{
	char text[DATE_TEXT_SIZE] = "";

	if (day != DICT_NONE)
		date_text(day, text);
	sheet_text(s, text);
}

/* ---- the list */

static const struct sheet_col list_cols[] = {
    {"class", "Class", false},	  {"times", "When", false}, {"next", "Next", false},
    {"start", "At", false},	  {"place", NULL, false},   {"leader", "Leader", false},
    {"members", "Members", true}, {"places", NULL, true},   {"open", NULL, true},
};

static enum status
list(struct table *t, bool past, struct err *err)
{
	struct classes_line *l = mem_alloc(CLASSES_MOST * sizeof *l);
	int n = 0;
	enum status st = classes_list(&t->c->app, past, l, CLASSES_MOST, &n, err);

	if (!st)
		st = table_begin(t, list_cols, sizeof list_cols / sizeof *list_cols, err);
	for (int i = 0; !st && i < n; i++) {
		char at[8] = "";

		if (l[i].day != DICT_NONE)
			str_format(at, sizeof at, "%02d:%02d", l[i].start / 60 % 24,
				   l[i].start % 60);
		sheet_text(&t->sheet, l[i].row.name);
		sheet_text(&t->sheet, l[i].row.times);
		put_day(&t->sheet, l[i].day);
		sheet_text(&t->sheet, at);
		sheet_text(&t->sheet, l[i].row.place);
		sheet_text(&t->sheet, l[i].leader);
		sheet_int(&t->sheet, l[i].members);
		sheet_int(&t->sheet, l[i].row.capacity);
		sheet_int(&t->sheet, l[i].open);
	}
	free(l);
	return table_end(t, st, err);
}

/* ---- the roster */

static const struct sheet_col roster_cols[] = {
    {"patient", "Patient", false}, {"chart_no", "Chart", false},
    {"joined", "Joined", false},   {"left", "Left", false},
    {"reason", NULL, false},	   {"today", "Today", false},
    {"minutes", "Min", true},	   {"times", NULL, true},
    {"last", NULL, false},
};

static const char *
state_word(enum classes_state state)
{
	static const char *const words[] = {
	    "", "here", "on the clock", "left", "not signed", "signed", "no member"};

	return words[state];
}

static int64_t
minutes_of(const struct classes_member *m)
{
	if (m->visit) { /* of this class alone: two may have met today */
		const struct session_item *it = &m->visit->state.items[m->item];

		return (it->work_ms + it->assistant_ms) / 60000;
	}
	return m->state == CLASSES_SIGNED ? m->seconds / 60 : DICT_NONE;
}

static enum status
roster(struct table *t, int64_t class, bool past, struct err *err)
{
	struct classes_roster r;
	enum status st = classes_roster(&t->c->app, class, past, &r, err);

	if (!st)
		st = classes_noted(&t->c->app, &r, err);
	if (!st)
		st = table_begin(t, roster_cols, sizeof roster_cols / sizeof *roster_cols,
				 err);
	for (int i = 0; !st && i < r.n; i++) {
		const struct classes_member *m = &r.rows[i];

		sheet_text(&t->sheet, m->name);
		sheet_text(&t->sheet, m->chart_no);
		put_day(&t->sheet, m->row.joined);
		put_day(&t->sheet, m->row.left_on);
		sheet_text(&t->sheet, m->row.reason);
		sheet_text(&t->sheet, state_word(m->state));
		sheet_int(&t->sheet, minutes_of(m));
		sheet_int(&t->sheet, m->times);
		put_day(&t->sheet, m->last_day);
	}
	st = table_end(t, st, err);
	classes_roster_release(&r);
	return st;
}

/* ---- who came */

static const struct sheet_col held_cols[] = {
    {"day", "Day", false},    {"patient", "Patient", false}, {"chart_no", "Chart", false},
    {"minutes", "Min", true}, {"attending", "Group", true},  {"seemed", "Seemed", false},
};

/* Who saw the names of how many visits, before they are printed. */
static enum status
held_noted(struct table *t, int n, struct err *err)
{
	char detail[48];

	str_format(detail, sizeof detail, "class held, %d rows", n);
	return audit_add(t->c->app.store, t->csv ? "report-csv" : "report", 0, detail,
			 err);
}

static enum status
held(struct table *t, int64_t class, const int64_t days[2], struct err *err)
{
	struct class_line *l = mem_alloc(HELD_MOST * sizeof *l);
	int n = 0;
	enum status st =
	    query_class_held(t->c->app.store, class, days, l, HELD_MOST, &n, err);

	if (!st && n == HELD_MOST)
		st = status_fail(err, ST_REFUSED,
				 "more than %d lines; choose fewer days with --from and "
				 "--to",
				 HELD_MOST - 1);
	if (!st)
		st = table_begin(t, held_cols, sizeof held_cols / sizeof *held_cols, err);
	for (int i = 0; !st && i < n; i++) {
		put_day(&t->sheet, l[i].day);
		sheet_text(&t->sheet, l[i].name);
		sheet_text(&t->sheet, l[i].chart_no);
		sheet_int(&t->sheet, l[i].seconds / 60);
		sheet_int(&t->sheet, l[i].attending);
		sheet_text(&t->sheet, l[i].manner);
	}
	free(l);
	if (!st)
		st = held_noted(t, n, err);
	return table_end(t, st, err);
}

/* ---- arguments */

/* A class by its name, or by its id. */
static enum status
find_class(struct cli *c, const char *name, int64_t *no, struct err *err)
{
	struct group_class *rows = mem_alloc(CLASSES_MOST * sizeof *rows), row;
	int n = 0, found = 0;
	enum status st = query_classes(c->app.store, rows, CLASSES_MOST, &n, err);

	for (int i = 0; !st && i < n; i++)
		if (!strcmp(rows[i].name, name)) {
			*no = rows[i].head.no;
			found++;
		}
	free(rows);
	if (!st && found > 1)
		st = status_fail(err, ST_USAGE,
				 "%d classes are called \"%s\"; name one by its id "
				 "(limber list group_class)",
				 found, name);
	if (st || found)
		return st;
	st = args_row(c, dict_entity(E_GROUP_CLASS), name, &row, err);
	*no = row.head.no;
	return st;
}

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
join(struct cli *c, int64_t class, const char *patient, const char *reason,
     struct err *err)
{
	struct class_member *rows;
	struct patient p;
	int n = 0, at = -1;
	enum status st = args_row(c, dict_entity(E_PATIENT), patient, &p, err);

	if (st || !reason)
		return st ? st : classes_join(&c->app, class, p.head.no, err);
	rows = mem_alloc(CLASSES_ROSTER_MOST * sizeof *rows);
	st = query_class_members(c->app.store, class, rows, CLASSES_ROSTER_MOST, &n, err);
	for (int i = 0; !st && i < n; i++)
		if (rows[i].patient == p.head.no && rows[i].left_on == DICT_NONE)
			at = i;
	if (!st && at < 0)
		st =
		    status_fail(err, ST_NOT_FOUND, "%s is not on the roster", p.chart_no);
	if (!st)
		st = classes_quit(&c->app, &rows[at], reason, err);
	free(rows);
	return st;
}

struct options {
	const char *from, *to, *reason;
	bool past;
};

static enum status
of_class(struct table *t, const struct options *o, int argc, char **argv, struct err *err)
{
	int64_t class = 0, days[2], today = app_today(&t->c->app);
	bool joins = argc == 3 && !strcmp(argv[0], "join") && !o->reason;
	bool quits = argc == 3 && !strcmp(argv[0], "quit") && o->reason && o->reason[0];
	bool looks =
	    argc == 2 && (!strcmp(argv[0], "roster") || !strcmp(argv[0], "held"));
	enum status st;

	if (!joins && !quits && !looks)
		return args_usage(&verb_class, err);
	st = find_class(t->c, argv[1], &class, err);
	if (!st)
		st = day_of(t->c, "--from", o->from, date_add(today, -USUAL_DAYS),
			    &days[0], err);
	if (!st)
		st = day_of(t->c, "--to", o->to, today, &days[1], err);
	if (st)
		return st;
	if (joins || quits)
		return join(t->c, class, argv[2], quits ? o->reason : NULL, err);
	t->title = argv[1];
	return argv[0][0] == 'r' ? roster(t, class, o->past, err)
				 : held(t, class, days, err);
}

static enum status
run(struct cli *c, int argc, char **argv, struct err *err)
{
	struct options o = {.from = args_option(&argc, argv, "--from"),
			    .to = args_option(&argc, argv, "--to"),
			    .reason = args_option(&argc, argv, "--reason"),
			    .past = args_flag(&argc, argv, "--past")};
	struct table t = {
	    .c = c, .csv = args_option(&argc, argv, "--csv"), .title = "Group classes"};

	t.ascii = args_flag(&argc, argv, "--ascii") ||
		  strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	if (argc == 0 || (argc == 1 && !strcmp(argv[0], "list")))
		return list(&t, o.past, err);
	return of_class(&t, &o, argc, argv, err);
}

const struct verb verb_class = {
    .name = "class",
    .args = "[list | roster CLASS | held CLASS [--from DAY] [--to DAY]\n"
	    "           | join CLASS PATIENT | quit CLASS PATIENT --reason TEXT] "
	    "[--past] [--csv FILE]",
    .help = "group classes: when they are held, who belongs to them, who came",
    .more =
	"  CLASS is a name or an id, PATIENT a chart number or id. list: the classes of "
	"this\n"
	"  clinic, the next one first. roster: the members and how each stands today; "
	"--past\n"
	"  adds those who left (list: classes that ended). held: who came, by the signed "
	"notes,\n"
	"  of the last 12 weeks unless --from says otherwise. --csv writes a table; "
	"--json "
	"prints\n"
	"  a line a row. A class is made with: limber new group_class name=TEXT "
	"site=CODE\n"
	"  times=\"tu 10:00-10:45\"\n",
    .needs_data = true,
    .changes = true,
    .run = run,
};
