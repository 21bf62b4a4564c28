/* paper_plan.c - the plan of care, and a measure over time, on paper. */
#include "app/plan.h"
#include "app/trends.h"
#include "paper_priv.h"
#include "store/record.h"

#include <string.h>

enum { PICTURE_ROWS = 30, PICTURE_ROWS_MIN = 12, PICTURE_COLS_MIN = 32 };

/* True for a line of nothing but dashes: it stands below a heading. */
static bool
underline(const char *p)
{
	size_t n = strspn(p, "-");

	return n > 0 && (p[n] == '\n' || !p[n]);
}

/* The plan's own text: headings stay with what they head, the signatures stay together. */
static void
add_plan(struct page_doc *d, const char *text)
{
	bool signatures = false;

	while (*text) {
		size_t n = strcspn(text, "\n");
		const char *next = text + n + (text[n] == '\n');
		bool heading = underline(next) || underline(text);
		struct str line = {0};

		str_add_n(&line, text, n);
		if (!strcmp(str_text(&line), "Signatures"))
			signatures = true;
		page_add(d,
			 heading			    ? PAGE_HEAD
			 : signatures && strchr(next, '\n') ? PAGE_KEEP
							    : PAGE_ROW,
			 str_text(&line));
		str_release(&line);
		text = next;
	}
}

enum status
paper_write_plan(struct app *a, const struct paper_order *o, struct page_doc *d,
		 struct paper *p, struct err *err)
{
	struct plan_of_care plan;
	struct episode e = {.patient = 0};
	struct str text = {0};
	char number[24], day[DATE_TEXT_SIZE];
	enum status st = record_get(a->store, E_PLAN_OF_CARE, o->no, &plan, err);

	if (!st)
		st = record_get(a->store, E_EPISODE, plan.episode, &e, err);
	if (!st)
		st = paper_head(a, e.patient, d, err);
	if (!st)
		st = plan_text(a, o->no, &text, err);
	if (!st) {
		const char *body = str_text(&text);

		date_text(plan.starts, day);
		str_format(d->what, sizeof d->what, "Plan of care %lld from %s",
			   (long long)plan.version, day);
		/* Its first line is the clinic, which the head of the page says. */
		add_plan(d, body + strcspn(body, "\n") + 1);
		str_format(number, sizeof number, "v%lld", (long long)plan.version);
		paper_name(p, "plan", number, plan.starts);
		p->row = o->no;
	}
	str_release(&text);
	return st;
}

/* ---- trend */

/* Which series there are, for people who do not know the keys. */
static enum status
no_such(const struct trends *t, const char *key, const char *side, struct err *err)
{
	struct str keys = {0};
	enum status st;

	for (int i = 0; i < t->n; i++)
		str_addf(&keys, "%s%s%s%s", i ? ", " : "", t->rows[i].key,
			 t->rows[i].side[0] ? " " : "", t->rows[i].side);
	st = t->n ? status_fail(err, ST_NOT_FOUND, "no result of %s%s%s; there are: %s",
				key, side[0] ? " " : "", side, str_text(&keys))
		  : status_fail(err, ST_NOT_FOUND,
				"nothing was measured of this patient yet");
	str_release(&keys);
	return st;
}

enum status
paper_write_trend(struct app *a, const struct paper_order *o, struct page_doc *d,
		  struct paper *p, struct err *err)
{
	struct trends_page page = {
	    .rows = o->picture_rows, .cols = page_cols(&o->form), .ascii = o->form.ascii};
	const struct trends_series *s = NULL;
	struct str picture = {0};
	struct trends t = {.n = 0};
	char day[DATE_TEXT_SIZE];
	enum status st = paper_head(a, o->no, d, err);

	if (st)
		return st;
	if (!page.rows)
		page.rows = o->form.large ? page_rows(&o->form) - 8 : PICTURE_ROWS;
	if (page.rows < PICTURE_ROWS_MIN)
		page.rows = PICTURE_ROWS_MIN;
	if (page.cols < PICTURE_COLS_MIN)
		page.cols = PICTURE_COLS_MIN;
	st = trends_load(a, o->no, &t, err);
	page.dates = t.dates;
	if (!st && !(s = trends_find(&t, o->measure, o->side)))
		st = no_such(&t, o->measure, o->side, err);
	if (!st) {
		date_text(app_today(a), day);
		str_format(d->what, sizeof d->what, "printed %s", day);
		trends_draw(s, &page, &picture);
		page_add(d, PAGE_TEXT, str_text(&picture));
		paper_name(p, "trend", o->measure, app_today(a));
		p->row = o->no;
	}
	str_release(&picture);
	trends_release(&t);
	return st;
}
