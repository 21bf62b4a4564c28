/* today_rows.c - the rows of a day, read from the clinic: sessions, drafts, appointments, due. */
#include "today_rows.h"

#include "app/conflicts.h"
#include "app/report.h"
#include "store/draft.h"
#include "store/live.h"
#include "store/query.h"

#include <stdlib.h>
#include <string.h>

enum { LIVE_MAX = 60, DAY_MAX = 200, DUE_EACH = 4, DUE_MAX = 40 };

static struct today_row *
new_row(struct today_rows *t, enum today_kind kind, int64_t no)
{
	struct today_row *r;

	t->rows = mem_room(t->rows, (size_t)t->n, sizeof *t->rows);
	r = &t->rows[t->n++];
	memset(r, 0, sizeof *r);
	r->name = no * 8 + (int64_t)kind + 1;
	r->kind = kind;
	r->no = no;
	return r;
}

static enum status
load_live(struct app *a, struct today_rows *t, struct err *err)
{
	struct live *lines = mem_alloc(LIVE_MAX * sizeof *lines);
	int n = 0;
	enum status st = live_list(a->store, lines, LIVE_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct today_row *r = new_row(t, TODAY_LIVE, lines[i].no);

		r->patient = lines[i].patient;
		r->finished = lines[i].finished;
		str_copy(r->when, sizeof r->when, lines[i].finished ? "sign" : "resume");
		str_copy(r->who, sizeof r->who, lines[i].patient_name);
		str_copy(r->chart_no, sizeof r->chart_no, lines[i].chart_no);
		str_copy(r->state, sizeof r->state,
			 lines[i].finished ? "UNSIGNED" : "RUNNING");
		if (lines[i].service_date != app_today(a))
			date_text(lines[i].service_date, r->what);
	}
	free(lines);
	return st;
}

/* Reports and hand-over notes that were begun and not finished. */
static enum status
load_drafts(struct app *a, struct today_rows *t, struct err *err)
{
	struct draft *rows = mem_alloc(LIVE_MAX * sizeof *rows);
	int n = 0;
	enum status st = draft_list(a->store, rows, LIVE_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct today_row *r;

		if (!t->everybody && rows[i].staff != a->user.head.no)
			continue;
		r = new_row(t, TODAY_DRAFT, rows[i].no);
		r->patient = rows[i].patient;
		r->finished = strcmp(rows[i].kind, REPORT_HAND_OVER) != 0;
		str_copy(r->when, sizeof r->when, "sign");
		str_copy(r->who, sizeof r->who, rows[i].patient_name);
		str_copy(r->chart_no, sizeof r->chart_no, rows[i].chart_no);
		str_copy(r->what, sizeof r->what, report_label(rows[i].kind));
		str_copy(r->state, sizeof r->state, "UNSIGNED");
	}
	free(rows);
	return st;
}

static enum status
load_day(struct app *a, struct today_rows *t, struct err *err)
{
	struct day_line *lines = mem_alloc(DAY_MAX * sizeof *lines);
	int n = 0;
	enum status st = query_day(a->store, t->day, t->everybody ? 0 : a->user.head.no,
				   lines, DAY_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct today_row *r = new_row(t, TODAY_APPOINTMENT, lines[i].appointment);

		r->patient = lines[i].patient;
		str_format(r->when, sizeof r->when, "%02d:%02d",
			   (int)(lines[i].start / 60), (int)(lines[i].start % 60));
		str_copy(r->who, sizeof r->who, lines[i].name);
		str_copy(r->chart_no, sizeof r->chart_no, lines[i].chart_no);
		str_copy(r->what, sizeof r->what, lines[i].reason);
		str_copy(r->state, sizeof r->state,
			 dict_label(E_APPOINTMENT, "state", lines[i].state));
	}
	free(lines);
	return st;
}

static void
due_row(struct today_rows *t, int i)
{
	const struct due_line *l = &t->due[i];
	struct today_row *r = new_row(t, TODAY_DUE, i);

	r->patient = l->patient;
	str_copy(r->when, sizeof r->when, due_when_text(l->when));
	str_copy(r->who, sizeof r->who, l->who);
	str_copy(r->what, sizeof r->what, l->what);
	date_text(l->day, r->state);
}

/* The few most urgent; the rest is a key away. Unsigned visits and drafts stand above already. */
static enum status
load_due(struct app *a, struct today_rows *t, struct err *err)
{
	struct due_ask ask = {DUE_ALL, t->everybody, DUE_EACH};
	struct due_line *lines = mem_alloc(DUE_MAX * sizeof *lines);
	struct due_list list = {.lines = lines, .max = DUE_MAX};
	enum status st = due_list(a, &ask, &list, err);
	int shown = 0, more = 0;

	for (int i = 0; !st && i < list.n; i++) {
		if (lines[i].kind == DUE_NOTE || lines[i].kind == DUE_DRAFT)
			continue;
		if (shown == TODAY_DUE_SHOWN) {
			more++;
			continue;
		}
		t->due[shown] = lines[i];
		due_row(t, shown++);
	}
	if (!st && more) {
		struct today_row *r = new_row(t, TODAY_MORE, 0);

		str_copy(r->when, sizeof r->when, "due");
		str_format(r->who, sizeof r->who, "%d%s more: d", more,
			   list.more ? "+" : "");
	}
	free(lines);
	return st;
}

enum status
today_rows_load(struct app *a, struct today_rows *t, struct err *err)
{
	enum status st;

	t->n = 0;
	st = load_live(a, t, err);
	if (!st)
		st = load_drafts(a, t, err);
	if (!st)
		st = load_day(a, t, err);
	for (int i = 0; i < t->n && !st; i++)
		st = conflicts_name(a, t->rows[i].patient, t->rows[i].who,
				    sizeof t->rows[i].who, err);
	return st ? st : load_due(a, t, err);
}

void
today_rows_release(struct today_rows *t)
{
	free(t->rows);
}
