/* due_dated.c - what has a day of its own: licences, aids, notes, drafts, tasks, copies, conflicts. */
#include "app/conflicts.h"
#include "app/report.h"
#include "due_priv.h"
#include "store/access.h"
#include "store/draft.h"
#include "store/live.h"
#include "store/query.h"
#include "store/query_work.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { STAFF_MAX = 200, LIVE_MAX = 100 };

/* ---- licences */

enum status
due_licences(struct due_gather *g)
{
	struct staff *staff = mem_alloc(STAFF_MAX * sizeof *staff);
	const struct care_rule *warn;
	int n = 0;
	enum status st = due_rule(g, "licence_warn", &warn);

	if (!st)
		st = query_staff(g->a->store, staff, STAFF_MAX, &n, g->err);
	for (int i = 0; !st && i < n; i++) {
		const struct staff *s = &staff[i];
		struct due_line *l;
		char day[DATE_TEXT_SIZE];
		int64_t left;

		if (s->active == 0 || s->licence_to == DICT_NONE)
			continue;
		left = due_days(g->today, s->licence_to);
		if (left > warn->value)
			continue;
		l = due_add(g, DUE_LICENCE, s->head.no);
		if (!l)
			break;
		l->day = s->licence_to;
		l->when = due_when_of(l->day, g->today);
		date_text(l->day, day);
		str_copy(l->who, sizeof l->who, s->name);
		str_copy(l->what, sizeof l->what,
			 left < 0 ? "licence EXPIRED" : "licence expires");
		str_format(
		    l->why, sizeof l->why,
		    left < 0 ? "Its last day was %s, %lld days ago: nothing can be "
			       "signed with it."
			     : "Its last day is %s, in %lld days; told %lld days "
			       "before.",
		    day, (long long)(left < 0 ? -left : left), (long long)warn->value);
	}
	free(staff);
	return st;
}

/* ---- aids */

enum status
due_aids(struct due_gather *g)
{
	struct aid_line *lines = mem_alloc((size_t)due_room(g) * sizeof *lines);
	const struct care_rule *warn;
	int n = 0;
	enum status st = due_rule(g, "aid_warn", &warn);

	if (!st)
		st = query_aid_reviews(g->a->store, date_add(g->today, warn->value),
				       lines, due_room(g), &n, g->err);
	for (int i = 0; i < n && !st; i++) {
		struct due_line *l = due_add(g, DUE_AID, lines[i].no);
		char day[DATE_TEXT_SIZE];

		if (!l)
			break;
		l->patient = lines[i].patient;
		l->day = lines[i].review;
		l->when = due_when_of(l->day, g->today);
		date_text(l->day, day);
		str_copy(l->who, sizeof l->who, lines[i].patient_name);
		str_format(l->what, sizeof l->what, "review %s", lines[i].kind);
		str_format(
		    l->why, sizeof l->why,
		    "The %s is to be looked at again on %s, the day entered with the "
		    "aid.",
		    lines[i].kind, day);
	}
	free(lines);
	return st;
}

/* ---- notes, tasks, the safety copy */

enum status
due_notes(struct due_gather *g)
{
	struct live *lines = mem_alloc(LIVE_MAX * sizeof *lines);
	int n = 0;
	enum status st = live_list(g->a->store, lines, LIVE_MAX, &n, g->err);

	for (int i = 0; i < n && !st; i++) {
		struct due_line *l;
		char day[DATE_TEXT_SIZE];

		if (lines[i].service_date >= g->today ||
		    (due_mine(g) && lines[i].therapist != due_mine(g)))
			continue;
		l = due_add(g, DUE_NOTE, lines[i].no);
		if (!l)
			break;
		l->patient = lines[i].patient;
		l->day = lines[i].service_date;
		l->when = DUE_LATE;
		date_text(l->day, day);
		str_copy(l->who, sizeof l->who, lines[i].patient_name);
		str_copy(l->what, sizeof l->what,
			 lines[i].finished ? "note NOT SIGNED" : "session not finished");
		str_format(l->why, sizeof l->why,
			   "The visit of %s by %s is %lld days old and not signed.", day,
			   lines[i].therapist_name,
			   (long long)due_days(l->day, g->today));
	}
	free(lines);
	return st;
}

/* Reports of care that were begun; a hand-over note is nothing that has to be signed. */
enum status
due_drafts(struct due_gather *g)
{
	struct draft *lines = mem_alloc(LIVE_MAX * sizeof *lines);
	int n = 0;
	enum status st = draft_list(g->a->store, lines, LIVE_MAX, &n, g->err);

	for (int i = 0; i < n && !st; i++) {
		const struct draft *r = &lines[i];
		struct due_line *l;
		char day[DATE_TEXT_SIZE];

		if (!strcmp(r->kind, REPORT_HAND_OVER) ||
		    (due_mine(g) && r->staff != due_mine(g)))
			continue;
		l = due_add(g, DUE_DRAFT, r->no);
		if (!l)
			break;
		l->patient = r->patient;
		l->day = r->day;
		l->when = due_when_of(r->day, g->today);
		date_text(l->day, day);
		str_copy(l->who, sizeof l->who, r->patient_name);
		str_format(l->what, sizeof l->what, "%s NOT SIGNED",
			   report_label(r->kind));
		str_format(l->why, sizeof l->why,
			   "The report was begun on %s, %lld days ago, and waits for "
			   "its signature.",
			   day, (long long)due_days(l->day, g->today));
	}
	free(lines);
	return st;
}

static enum status
tasks_for(struct due_gather *g, int64_t staff)
{
	struct task *rows = mem_alloc((size_t)due_room(g) * sizeof *rows);
	int n = 0;
	enum status st = query_tasks(g->a->store, staff, rows, due_room(g), &n, g->err);

	for (int i = 0; i < n && !st; i++) {
		const struct task *t = &rows[i];
		struct patient p;
		struct due_line *l;
		char day[DATE_TEXT_SIZE];

		/* Those for everybody come with each person's: they are told once. */
		if (t->due == DICT_NONE || t->due > g->today ||
		    (staff && t->staff == DICT_NONE))
			continue;
		l = due_add(g, DUE_TASK, t->head.no);
		if (!l)
			break;
		l->day = t->due;
		l->when = due_when_of(l->day, g->today);
		date_text(l->day, day);
		str_format(l->what, sizeof l->what, "%.*s", (int)strcspn(t->text, "\n"),
			   t->text);
		str_format(l->why, sizeof l->why, "%s, by %s: %.*s",
			   strcmp(t->kind, "call") ? "Task" : "Call", day,
			   (int)strcspn(t->text, "\n"), t->text);
		if (t->patient == DICT_NONE)
			continue;
		l->patient = t->patient;
		st = record_get(g->a->store, E_PATIENT, t->patient, &p, g->err);
		if (!st)
			str_format(l->who, sizeof l->who, "%s%s%s", p.family_name,
				   p.given_name[0] ? ", " : "", p.given_name);
	}
	free(rows);
	return st;
}

enum status
due_tasks(struct due_gather *g)
{
	struct staff *all;
	int n = 0;
	enum status st = tasks_for(g, 0);

	if (st || !g->ask->everybody)
		return st ? st : tasks_for(g, g->a->user.head.no);
	all = mem_alloc(STAFF_MAX * sizeof *all);
	st = query_staff(g->a->store, all, STAFF_MAX, &n, g->err);
	for (int i = 0; i < n && !st; i++)
		st = tasks_for(g, all[i].head.no);
	free(all);
	return st;
}

enum status
due_backup(struct due_gather *g)
{
	const struct care_rule *age;
	int64_t last;
	struct due_line *l;
	char day[DATE_TEXT_SIZE];
	enum status st = due_rule(g, "backup_age", &age);

	if (st || store_is_practice(g->a->store))
		return st; /* made-up people need no copy */
	last = store_backup_last(g->a->dir, g->a->env.io, g->today);
	if (last != DATE_NONE && due_days(last, g->today) < age->value)
		return ST_OK;
	l = due_add(g, DUE_BACKUP, 0);
	if (!l)
		return ST_OK;
	l->day = last == DATE_NONE ? g->today : date_add(last, age->value);
	l->when = DUE_LATE;
	str_copy(l->who, sizeof l->who, "This clinic");
	str_copy(l->what, sizeof l->what, "no new safety copy");
	date_text(last, day);
	str_format(
	    l->why, sizeof l->why,
	    "The last copy in backup/ is %s%s; one is made on each day of work. Enter "
	    "makes one now; limber doctor tells more.",
	    last == DATE_NONE ? "missing" : "of ", day);
	return ST_OK;
}

/* Values of two sites, those of identity and safety first; none is ever taken without a person. */
enum status
due_conflicts(struct due_gather *g)
{
	static const struct conflict_ask ask = {.patient = 0};
	struct conflict_line *lines = mem_alloc((size_t)due_room(g) * sizeof *lines);
	bool more = false;
	int n = 0;
	enum status st =
	    conflict_list(g->a->store, &ask, lines, due_room(g), &n, &more, g->err);

	for (int i = 0; i < n && !st; i++) {
		bool grave =
		    lines[i].merge == MERGE_SAFETY || lines[i].merge == MERGE_IDENTITY;
		struct due_line *l = due_add(g, DUE_CONFLICT, lines[i].no);
		struct str field = {0};
		char day[DATE_TEXT_SIZE];

		if (!l)
			break;
		l->patient = lines[i].patient;
		l->day = clock_civil(lines[i].opened).date;
		l->when = grave ? DUE_LATE : DUE_NOW;
		date_text(l->day, day);
		str_copy(l->who, sizeof l->who, lines[i].who);
		conflicts_field(g->a, &lines[i], &field);
		str_format(l->what, sizeof l->what, "%d values: %s", lines[i].values,
			   str_text(&field));
		str_format(l->why, sizeof l->why,
			   "%s: sites wrote %d values without knowing of each other, "
			   "seen here on %s. Enter shows them side by side.",
			   str_text(&field), lines[i].values, day);
		str_release(&field);
	}
	free(lines);
	return st;
}

/* Charts that were opened with a reason, for those who read the audit. */
enum status
due_glasses(struct due_gather *g)
{
	struct access_glass *rows;
	int n = 0;
	enum status st;

	if (!role_may(role_of(g->a->user.role), ROLE_AUDIT, ROLE_READ))
		return ST_OK;
	rows = mem_alloc((size_t)due_room(g) * sizeof *rows);
	st = access_glasses(g->a->store, rows, due_room(g), &n, g->err);
	for (int i = 0; i < n && !st; i++) {
		struct due_line *l = due_add(g, DUE_GLASS, rows[i].no);
		char day[DATE_TEXT_SIZE];

		if (!l)
			break;
		l->patient = rows[i].patient;
		l->day = clock_civil(rows[i].wall_ms).date;
		l->when = due_when_of(l->day, g->today);
		date_text(l->day, day);
		str_copy(l->who, sizeof l->who, rows[i].name);
		str_format(l->what, sizeof l->what, "%s opened a chart", rows[i].login);
		str_format(l->why, sizeof l->why,
			   "%s opened it on %s without the role for it: %s. Enter shows "
			   "the audit; ^D there says that you have looked.",
			   rows[i].login, day, rows[i].reason);
	}
	free(rows);
	return st;
}
