/* report_print.c - a signed note or a plan of care as pages of text for any printer. */
#include "app/plan.h"
#include "app/report.h"
#include "base/utf8.h"
#include "store/query.h"
#include "store/query_sign.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { COLS = 76, ROWS = 60, HEAD = 4, ADDENDA_MAX = 40 };

/* Appends a text in lines of at most COLS cells, words kept whole where they fit. */
static void
wrap(struct str *out, const char *text)
{
	while (*text) {
		size_t line = strcspn(text, "\n"), end = line, n;

		while (end && utf8_text_width(text, end) > COLS) {
			for (n = end - 1; n && text[n] != ' '; n--)
				;
			if (!n) { /* one long word: cut at a character's border */
				end--;
				while (end && ((unsigned char)text[end] & 0xc0) == 0x80)
					end--;
			} else {
				end = n;
			}
		}
		str_add_n(out, text, end);
		str_add_c(out, '\n');
		text += end;
		if (*text == (end < line ? ' ' : '\n'))
			text++;
	}
}

static void
section(struct str *out, const char *title, const char *text)
{
	if (!text[0])
		return;
	str_addf(out, "%s\n", title);
	wrap(out, text);
	if (out->p[out->n - 1] != '\n')
		str_add_c(out, '\n');
	str_add_c(out, '\n');
}

static void
local_time(int64_t seconds, char *out, size_t size)
{
	struct civil t;
	char day[DATE_TEXT_SIZE];

	out[0] = '\0';
	if (seconds == DICT_NONE)
		return;
	t = clock_civil(seconds * 1000);
	date_text(t.date, day);
	str_format(out, size, "%s %02d:%02d", day, t.hour, t.minute);
}

/* What was corrected: the old value stays beside the new one, and what that does to the units. */
static void
addendum_units(const struct addendum *x, struct str *out)
{
	if (x->field[0])
		str_addf(out, "%s: signed %s, corrected %s\n", x->field, x->old_value,
			 x->new_value);
	if (x->units[0])
		str_addf(out, "units: %s\n", x->units);
}

static enum status
addenda(struct app *a, int64_t note, struct str *out, struct err *err)
{
	struct addendum *rows = mem_alloc(ADDENDA_MAX * sizeof *rows);
	const struct entity *e = dict_entity(E_ADDENDUM);
	int n = 0;
	enum status st = query_addenda(a->store, note, rows, ADDENDA_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct str text = {0};
		char at[40];

		local_time(rows[i].entered_at, at, sizeof at);
		str_addf(&text, "%s, entered %s by %s. Reason: %s\n%s\n",
			 dict_code_label(e->fields[dict_field_named(e, "kind")].codes,
					 rows[i].kind),
			 at, rows[i].signature, rows[i].reason, rows[i].text);
		addendum_units(&rows[i], &text);
		wrap(out, str_text(&text));
		str_add_c(out, '\n');
		str_release(&text);
	}
	free(rows);
	return st;
}

static enum status
body(struct app *a, const struct note *n, struct str *out, struct err *err)
{
	struct str sign = {0};
	char at[40];

	bool is_void = false;
	enum status st = query_addendum_kind(a->store, n->head.no, "void", &is_void, err);

	if (st)
		return st;
	if (is_void)
		str_add(out,
			"*** THIS NOTE IS VOID; the reason stands at its end ***\n\n");
	section(out, "SUBJECTIVE", n->subjective);
	section(out, "OBJECTIVE", n->objective);
	section(out, "ASSESSMENT", n->assessment);
	section(out, "PLAN", n->plan);
	local_time(n->signed_at, at, sizeof at);
	str_addf(&sign, "SIGNED %s by %s\n\n", at, n->signature);
	wrap(out, str_text(&sign));
	str_release(&sign);
	st = addenda(a, n->head.no, out, err);
	section(out, "CHECKED BEFORE SIGNING", n->checks);
	return st;
}

static int
count_lines(const char *p)
{
	int n = 0;

	for (; *p; p++)
		n += *p == '\n';
	return n;
}

/* Left and right in one line of COLS cells. */
static void
two_ends(struct str *out, const char *left, const char *right)
{
	int gap = COLS - (int)utf8_text_width(left, strlen(left)) -
		  (int)utf8_text_width(right, strlen(right));

	str_addf(out, "%s%*s%s\n", left, gap > 1 ? gap : 1, "", right);
}

struct head {
	char who[200], what[160];
};

static void
paginate(struct app *a, const struct head *h, const char *text, struct str *out)
{
	int per_page = ROWS - HEAD, lines = count_lines(text);
	int pages = lines ? (lines + per_page - 1) / per_page : 1;

	for (int page = 1; page <= pages; page++) {
		char number[40];

		str_format(number, sizeof number, "page %d of %d", page, pages);
		two_ends(out, a->site.name, number);
		two_ends(out, h->who, h->what);
		for (int i = 0; i < COLS; i++)
			str_add_c(out, '-');
		str_add(out, "\n\n");
		for (int i = 0; i < per_page && *text; i++) {
			size_t n = strcspn(text, "\n");

			str_add_n(out, text, n + (text[n] == '\n'));
			text += n + (text[n] == '\n');
		}
		str_add_c(out, '\f');
	}
}

static void
head_who(const struct patient *p, struct head *h)
{
	str_format(h->who, sizeof h->who, "%s%s%s  %s", p->family_name,
		   p->given_name[0] ? ", " : "", p->given_name, p->chart_no);
}

/* Who and what a note is about: by its visit, else by its episode. */
static enum status
head_of(struct app *a, const struct note *n, struct head *h, struct err *err)
{
	struct session visit;
	struct episode e;
	struct patient p;
	int64_t patient = 0;
	char from[DATE_TEXT_SIZE] = "", to[DATE_TEXT_SIZE];
	enum status st;

	if (n->session != DICT_NONE) {
		st = record_get(a->store, E_SESSION, n->session, &visit, err);
		patient = st ? 0 : visit.patient;
		date_text(st ? DATE_NONE : visit.service_date, to);
	} else {
		st = record_get(a->store, E_EPISODE, n->episode, &e, err);
		patient = st ? 0 : e.patient;
		date_text(n->period_from, from);
		date_text(n->period_to, to);
	}
	if (!st)
		st = record_get(a->store, E_PATIENT, patient, &p, err);
	if (st)
		return st;
	head_who(&p, h);
	str_format(h->what, sizeof h->what, "%s %s%s%s", report_label(n->kind), from,
		   from[0] ? " - " : "", to);
	return ST_OK;
}

enum status
report_print(struct app *a, int64_t note, struct str *out, struct err *err)
{
	struct note *n = mem_alloc(sizeof *n);
	struct str text = {0};
	struct head h;
	enum status st = record_get(a->store, E_NOTE, note, n, err);

	if (!st)
		st = head_of(a, n, &h, err);
	if (!st)
		st = body(a, n, &text, err);
	if (!st)
		paginate(a, &h, str_text(&text), out);
	str_release(&text);
	free(n);
	return st;
}

enum status
report_print_plan(struct app *a, int64_t plan, struct str *out, struct err *err)
{
	struct plan_of_care row;
	struct episode e;
	struct patient p;
	struct str text = {0}, wrapped = {0};
	struct head h;
	char day[DATE_TEXT_SIZE];
	enum status st = record_get(a->store, E_PLAN_OF_CARE, plan, &row, err);

	dict_row_init(dict_entity(E_EPISODE), &e);
	if (!st)
		st = record_get(a->store, E_EPISODE, row.episode, &e, err);
	if (!st)
		st = record_get(a->store, E_PATIENT, e.patient, &p, err);
	if (!st)
		st = plan_text(a, plan, &text, err);
	if (!st) {
		head_who(&p, &h);
		date_text(row.starts, day);
		str_format(h.what, sizeof h.what, "Plan of care %lld from %s",
			   (long long)row.version, day);
		wrap(&wrapped, str_text(&text));
		paginate(a, &h, str_text(&wrapped), out);
	}
	str_release(&text);
	str_release(&wrapped);
	return st;
}
