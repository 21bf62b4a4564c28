/* due.c - what waits: rules of care against the lines of open episodes, and what has a day. */
#include "app/due.h"

#include "app/care_rules.h"
#include "app/plan.h"
#include "due_priv.h"
#include "store/live.h"
#include "store/query.h"
#include "store/query_schedule.h"
#include "store/query_work.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { STAFF_MAX = 200, EACH_MAX = 400, UNCERTIFIED_MORE = 2 };

struct gather {
	struct app *a;
	const struct due_ask *ask;
	struct due_list *list;
	int64_t today;
	int have; /* of the kind being gathered */
	struct err *err;
};

const char *
due_when_text(enum due_when when)
{
	static const char *const words[] = {"LATE", "due", "soon"};

	return words[when];
}

const char *
due_kind_text(enum due_kind kind)
{
	static const char *const words[] = {
#define DUE_TEXT(ID, label) label,
	    DUE_KINDS(DUE_TEXT)
#undef DUE_TEXT
	};

	return words[kind];
}

/* ---- lines */

/* A new line; NULL when there are enough of this kind. */
static struct due_line *
new_line(struct gather *g, enum due_kind kind, int64_t row)
{
	struct due_line *l;

	if (g->have >= g->ask->each || g->list->n >= g->list->max) {
		g->list->more = true;
		return NULL;
	}
	g->have++;
	l = &g->list->lines[g->list->n++];
	memset(l, 0, sizeof *l);
	l->kind = kind;
	l->row = row;
	return l;
}

static int64_t
days_from(int64_t from, int64_t to)
{
	return date_to_days(to) - date_to_days(from);
}

static enum due_when
when_of(int64_t day, int64_t today)
{
	return day < today ? DUE_LATE : day == today ? DUE_NOW : DUE_SOON;
}

/* " (check source)" behind a rule that nobody has read in an official text. */
static const char *
doubt(const struct care_rule *r)
{
	return care_rule_unsure(r->verification) ? " (check source)" : "";
}

static enum status
rule(struct gather *g, const char *key, const struct care_rule **row)
{
	return care_rule_find(g->a, key, g->today, row, g->err);
}

static int64_t
mine(const struct gather *g)
{
	return g->ask->everybody ? 0 : g->a->user.head.no;
}

/* At most one more than wanted, so that more is known. */
static int
room(const struct gather *g)
{
	return g->ask->each < EACH_MAX ? g->ask->each + 1 : EACH_MAX;
}

static struct due_line *
case_due(struct gather *g, enum due_kind kind, const struct case_line *c)
{
	struct due_line *l = new_line(g, kind, c->episode);

	if (l) {
		l->patient = c->patient;
		str_copy(l->who, sizeof l->who, c->name);
	}
	return l;
}

/* Calls each for the episodes of a filter until it returns false. */
static enum status
each_case(struct gather *g, const struct case_filter *f, int max,
	  enum status (*each)(struct gather *g, const struct case_line *c))
{
	struct case_line *lines = mem_alloc((size_t)max * sizeof *lines);
	int n = 0;
	enum status st = query_cases(g->a->store, f, lines, max, &n, g->err);

	for (int i = 0; i < n && !st && (g->have < g->ask->each || !g->list->more); i++)
		st = each(g, &lines[i]);
	free(lines);
	return st;
}

/* ---- licences */

static enum status
licences(struct gather *g)
{
	struct staff *staff = mem_alloc(STAFF_MAX * sizeof *staff);
	const struct care_rule *warn;
	int n = 0;
	enum status st = rule(g, "licence_warn", &warn);

	if (!st)
		st = query_staff(g->a->store, staff, STAFF_MAX, &n, g->err);
	for (int i = 0; !st && i < n; i++) {
		const struct staff *s = &staff[i];
		struct due_line *l;
		char day[DATE_TEXT_SIZE];
		int64_t left;

		if (s->active == 0 || s->licence_to == DICT_NONE)
			continue;
		left = days_from(g->today, s->licence_to);
		if (left > warn->value)
			continue;
		l = new_line(g, DUE_LICENCE, s->head.no);
		if (!l)
			break;
		l->day = s->licence_to;
		l->when = when_of(l->day, g->today);
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

/* ---- progress reports */

static enum status
progress_line(struct gather *g, const struct case_line *c)
{
	const struct care_rule *due;
	enum status st = rule(g, "progress_due", &due);
	struct due_line *l = st ? NULL : case_due(g, DUE_PROGRESS, c);
	char since[DATE_TEXT_SIZE] = "";

	if (!l)
		return st;
	l->day = c->visited;
	l->when = c->days > due->value	  ? DUE_LATE
		  : c->days == due->value ? DUE_NOW
					  : DUE_SOON;
	str_format(l->what, sizeof l->what, "report, day %lld of %lld",
		   (long long)c->days, (long long)due->value);
	if (c->counted)
		date_text(c->counted, since);
	str_format(
	    l->why, sizeof l->why,
	    "%lld treatment days %s%s without a progress report; at least one every "
	    "%lld. Medicare's rule%s; other payers may differ.",
	    (long long)c->days, since[0] ? "from " : "from the first visit on", since,
	    (long long)due->value, doubt(due));
	return st;
}

static enum status
progress(struct gather *g)
{
	struct case_filter f = {.ask = CASE_DAYS, .therapist = mine(g)};
	const struct care_rule *warn;
	enum status st = rule(g, "progress_warn", &warn);

	if (st)
		return st;
	f.limit = warn->value;
	return each_case(g, &f, room(g), progress_line);
}

/* ---- certification */

/* What the plan's own judge says; only what calls for something becomes a line. */
static enum status
certify_line(struct gather *g, const struct case_line *c)
{
	enum { WARN = 14 }; /* days before a first signature is due, as before an end */
	struct plan_view *v = mem_alloc(sizeof *v);
	enum status st =
	    c->plan ? plan_look_certificate(g->a, c->plan, v, g->err) : ST_OK;
	const struct certify *is = &v->certify;
	bool open = is->state == CERTIFY_OPEN || is->state == CERTIFY_SENT;
	struct str text = {0};
	struct due_line *l = NULL;

	if (!st && v->certify_wanted && (certify_calls(is) || (open && is->days <= WARN)))
		l = case_due(g, DUE_CERTIFICATION, c);
	if (l) {
		l->day = open || is->state == CERTIFY_LATE ? is->due : is->to;
		l->when = when_of(l->day, g->today);
		str_copy(l->what, sizeof l->what,
			 open || is->state == CERTIFY_LATE ? "certification"
							   : "recertification");
		certify_text(is, &text);
		str_format(
		    l->why, sizeof l->why,
		    "Plan %lld of this episode: %s. Asked for by payers that count by "
		    "Medicare's rules.",
		    (long long)v->plan.version, str_text(&text));
		str_release(&text);
	}
	free(v);
	return st;
}

static enum status
certification(struct gather *g)
{
	struct case_filter f = {.ask = CASE_CERTIFIED, .therapist = mine(g)};
	const struct care_rule *length, *warn;
	enum status st = rule(g, "cert_length", &length);

	if (!st)
		st = rule(g, "cert_warn", &warn);
	if (st)
		return st;
	f.limit = date_add(g->today, length->value - warn->value);
	st = each_case(g, &f, room(g), certify_line);
	f.ask = CASE_UNCERTIFIED;
	f.limit = g->today;
	/* Plans that an order covers, or whose payer does not ask, are passed over. */
	return st ? st : each_case(g, &f, room(g) * UNCERTIFIED_MORE, certify_line);
}

/* ---- re-tests */

static enum status
retest_line(struct gather *g, const struct case_line *c)
{
	const struct care_rule *every;
	enum status st = rule(g, "retest_due", &every);
	struct due_line *l = st ? NULL : case_due(g, DUE_RETEST, c);
	char since[DATE_TEXT_SIZE];

	if (!l)
		return st;
	l->day = date_add(c->measured, every->value);
	l->when = when_of(l->day, g->today);
	date_text(c->measured, since);
	str_copy(l->what, sizeof l->what, "re-test");
	str_format(
	    l->why, sizeof l->why,
	    "A measure of its goals was last taken %s, %lld days ago; every %lld days "
	    "is this program's own choice%s.",
	    since, (long long)days_from(c->measured, g->today), (long long)every->value,
	    doubt(every));
	return st;
}

static enum status
retests(struct gather *g)
{
	struct case_filter f = {.ask = CASE_MEASURED, .therapist = mine(g)};
	const struct care_rule *every;
	enum status st = rule(g, "retest_due", &every);

	if (st)
		return st;
	f.limit = date_add(g->today, -every->value);
	return each_case(g, &f, room(g), retest_line);
}

/* ---- aids */

static enum status
aids(struct gather *g)
{
	struct aid_line *lines = mem_alloc((size_t)room(g) * sizeof *lines);
	const struct care_rule *warn;
	int n = 0;
	enum status st = rule(g, "aid_warn", &warn);

	if (!st)
		st = query_aid_reviews(g->a->store, date_add(g->today, warn->value),
				       lines, room(g), &n, g->err);
	for (int i = 0; i < n && !st; i++) {
		struct due_line *l = new_line(g, DUE_AID, lines[i].no);
		char day[DATE_TEXT_SIZE];

		if (!l)
			break;
		l->patient = lines[i].patient;
		l->day = lines[i].review;
		l->when = when_of(l->day, g->today);
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

static enum status
notes(struct gather *g)
{
	enum { LIVE_MAX = 100 };
	struct live *lines = mem_alloc(LIVE_MAX * sizeof *lines);
	int n = 0;
	enum status st = live_list(g->a->store, lines, LIVE_MAX, &n, g->err);

	for (int i = 0; i < n && !st; i++) {
		struct due_line *l;
		char day[DATE_TEXT_SIZE];

		if (lines[i].service_date >= g->today ||
		    (mine(g) && lines[i].therapist != mine(g)))
			continue;
		l = new_line(g, DUE_NOTE, lines[i].no);
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
			   (long long)days_from(l->day, g->today));
	}
	free(lines);
	return st;
}

static enum status
tasks_for(struct gather *g, int64_t staff)
{
	struct task *rows = mem_alloc((size_t)room(g) * sizeof *rows);
	int n = 0;
	enum status st = query_tasks(g->a->store, staff, rows, room(g), &n, g->err);

	for (int i = 0; i < n && !st; i++) {
		const struct task *t = &rows[i];
		struct patient p;
		struct due_line *l;
		char day[DATE_TEXT_SIZE];

		/* Those for everybody come with each person's: they are told once. */
		if (t->due == DICT_NONE || t->due > g->today ||
		    (staff && t->staff == DICT_NONE))
			continue;
		l = new_line(g, DUE_TASK, t->head.no);
		if (!l)
			break;
		l->day = t->due;
		l->when = when_of(l->day, g->today);
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

static enum status
tasks(struct gather *g)
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

static enum status
backup(struct gather *g)
{
	const struct care_rule *age;
	int64_t last;
	struct due_line *l;
	char day[DATE_TEXT_SIZE];
	enum status st = rule(g, "backup_age", &age);

	if (st || store_is_practice(g->a->store))
		return st; /* made-up people need no copy */
	last = store_backup_last(g->a->dir, g->a->env.io, g->today);
	if (last != DATE_NONE && days_from(last, g->today) < age->value)
		return ST_OK;
	l = new_line(g, DUE_BACKUP, 0);
	if (!l)
		return ST_OK;
	l->day = last == DATE_NONE ? g->today : date_add(last, age->value);
	l->when = DUE_LATE;
	str_copy(l->who, sizeof l->who, "This clinic");
	str_copy(l->what, sizeof l->what, "no new safety copy");
	date_text(last, day);
	str_format(
	    l->why, sizeof l->why,
	    "The last copy in backup/ is %s%s; one is made on each day of work. See "
	    "limber doctor.",
	    last == DATE_NONE ? "missing" : "of ", day);
	return ST_OK;
}

/* ---- all of it */

static enum status (*const gatherers[DUE_KIND_COUNT])(struct gather *g) = {
    [DUE_LICENCE] = licences,
    [DUE_PROGRESS] = progress,
    [DUE_CERTIFICATION] = certification,
    [DUE_NOTE] = notes,
    [DUE_RETEST] = retests,
    [DUE_AID] = aids,
    [DUE_TASK] = tasks,
    [DUE_BACKUP] = backup,
};

static int
by_urgency(const void *a, const void *b)
{
	const struct due_line *x = a, *y = b;

	if (x->when != y->when)
		return x->when < y->when ? -1 : 1;
	if (x->kind != y->kind)
		return x->kind < y->kind ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

enum status
due_gather(struct app *a, const struct due_ask *ask, struct due_list *list,
	   struct err *err)
{
	struct gather g = {
	    .a = a, .ask = ask, .list = list, .today = app_today(a), .err = err};
	enum status st = ST_OK;

	list->n = 0;
	list->more = false;
	for (int k = 0; k < DUE_KIND_COUNT && !st; k++) {
		if (ask->kind != DUE_ALL && ask->kind != k)
			continue;
		g.have = 0;
		st = gatherers[k](&g);
	}
	if (!st && list->n > 1)
		qsort(list->lines, (size_t)list->n, sizeof *list->lines, by_urgency);
	return st;
}
