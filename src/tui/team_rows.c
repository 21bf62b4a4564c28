/* team_rows.c - the rows of a care team, read from the clinic. */
#include "team_rows.h"

#include "app/report.h"
#include "app/task.h"
#include "store/draft.h"
#include "store/query_work.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { MEMBERS_MAX = 40 };

static struct team_row *
new_row(struct team_rows *t, enum team_kind kind, int64_t no)
{
	struct team_row *r;

	t->rows = mem_room(t->rows, (size_t)t->n, sizeof *t->rows);
	t->texts = mem_room(t->texts, (size_t)t->n, sizeof *t->texts);
	r = &t->rows[t->n];
	memset(r, 0, sizeof *r);
	t->texts[t->n][0] = '\0';
	r->at = t->n++;
	r->name = no * 4 + (int64_t)kind + 1;
	r->kind = kind;
	r->no = no;
	return r;
}

static enum status
staff_name(struct app *a, int64_t no, char *out, size_t size, struct err *err)
{
	struct staff who;
	enum status st = record_get(a->store, E_STAFF, no, &who, err);

	if (!st)
		str_format(out, size, "%s%s%s", who.name, who.credential[0] ? ", " : "",
			   who.credential);
	return st;
}

static enum status
load_members(struct app *a, struct team_rows *t, struct err *err)
{
	struct team_member *rows = mem_alloc(MEMBERS_MAX * sizeof *rows);
	int n = 0;
	enum status st =
	    t->episode ? query_team(a->store, t->episode, rows, MEMBERS_MAX, &n, err)
		       : ST_OK;

	for (int i = 0; i < n && !st; i++) {
		struct team_row *r = new_row(t, TEAM_MEMBER, rows[i].head.no);

		str_copy(r->what, sizeof r->what, "team");
		str_copy(r->who, sizeof r->who, rows[i].name);
		str_format(t->texts[r->at], TEAM_TEXT_MAX, "%s%s%s", rows[i].function,
			   rows[i].phone[0] ? "  " : "", rows[i].phone);
		r->open = rows[i].until == DICT_NONE;
		if (!r->open) {
			char day[DATE_TEXT_SIZE];

			date_text(rows[i].until, day);
			str_format(r->when, sizeof r->when, "until %s", day);
		}
		if (rows[i].staff != DICT_NONE)
			st = staff_name(a, rows[i].staff, r->who, sizeof r->who, err);
	}
	free(rows);
	return st;
}

static void
task_when(struct app *a, const struct task *t, struct team_row *r)
{
	char day[DATE_TEXT_SIZE];

	r->late = r->open && t->due != DICT_NONE && t->due < app_today(a);
	date_text(t->due != DICT_NONE ? t->due : t->written, day);
	if (!r->open)
		str_copy(r->when, sizeof r->when,
			 !strcmp(t->state, "done") ? "done" : "dropped");
	else
		str_format(r->when, sizeof r->when, "%s%s%s",
			   t->due != DICT_NONE ? "by " : "", day, r->late ? " LATE" : "");
}

static enum status
load_tasks(struct app *a, struct team_rows *t, struct err *err)
{
	struct task *rows = mem_alloc(TASK_MAX * sizeof *rows);
	int n = 0;
	enum status st = query_tasks_about(a->store, t->patient, rows, TASK_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct team_row *r = new_row(t, TEAM_TASK, rows[i].head.no);

		r->open = task_open(&rows[i]);
		str_copy(r->what, sizeof r->what,
			 dict_label(E_TASK, "kind", rows[i].kind));
		str_format(t->texts[r->at], TEAM_TEXT_MAX, "%s%s%s", rows[i].text,
			   rows[i].answer[0] ? "\n> " : "", rows[i].answer);
		task_when(a, &rows[i], r);
		str_copy(r->who, sizeof r->who, "everybody");
		if (rows[i].staff != DICT_NONE)
			st = staff_name(a, rows[i].staff, r->who, sizeof r->who, err);
	}
	free(rows);
	return st;
}

static enum status
load_draft(struct app *a, struct team_rows *t, struct err *err)
{
	enum { DRAFTS_MAX = 60 };
	struct draft *rows = mem_alloc(DRAFTS_MAX * sizeof *rows);
	struct str text = {0};
	int n = 0;
	enum status st = draft_list(a->store, rows, DRAFTS_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct team_row *r;

		if (rows[i].patient != t->patient ||
		    strcmp(rows[i].kind, REPORT_HAND_OVER) != 0)
			continue;
		r = new_row(t, TEAM_DRAFT, rows[i].no);
		r->open = true;
		str_copy(r->what, sizeof r->what, "Hand-over");
		str_copy(r->when, sizeof r->when, "NOT SENT: h");
		st = draft_text_get(a->store, rows[i].no, "text", &text, err);
		str_copy(t->texts[r->at], TEAM_TEXT_MAX, str_text(&text));
		str_clear(&text);
	}
	str_release(&text);
	free(rows);
	return st;
}

enum status
team_rows_load(struct app *a, struct team_rows *t, struct err *err)
{
	enum status st;

	t->n = 0;
	st = load_draft(a, t, err);
	if (!st)
		st = load_members(a, t, err);
	return st ? st : load_tasks(a, t, err);
}

void
team_rows_release(struct team_rows *t)
{
	free(t->rows);
	free(t->texts);
	t->rows = NULL;
	t->texts = NULL;
	t->n = 0;
}
