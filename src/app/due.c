/* due.c - what waits: rules of care against the lines of open episodes, all of it in order. */
#include "app/conflicts.h"
#include "app/plan.h"
#include "core/source.h"
#include "due_priv.h"
#include "store/query.h"
#include "store/query_schedule.h"
#include "store/query_sign.h"

#include <stdlib.h>
#include <string.h>

enum { EACH_MAX = 400, UNCERTIFIED_MORE = 2 };

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
struct due_line *
due_add(struct due_gather *g, enum due_kind kind, int64_t row)
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

int64_t
due_days(int64_t from, int64_t to)
{
	return date_to_days(to) - date_to_days(from);
}

enum due_when
due_when_of(int64_t day, int64_t today)
{
	return day < today ? DUE_LATE : day == today ? DUE_NOW : DUE_SOON;
}

/* " (check source)" behind a rule that nobody has read in an official text. */
const char *
due_doubt(const struct care_rule *r)
{
	return source_unsure(r->verification) ? " (check source)" : "";
}

enum status
due_rule(struct due_gather *g, const char *key, const struct care_rule **row)
{
	return care_rule_find(g->a, key, g->today, row, g->err);
}

int64_t
due_mine(const struct due_gather *g)
{
	return g->ask->everybody ? 0 : g->a->user.head.no;
}

/* At most one more than wanted, so that more is known. */
int
due_room(const struct due_gather *g)
{
	return g->ask->each < EACH_MAX ? g->ask->each + 1 : EACH_MAX;
}

static struct due_line *
case_due(struct due_gather *g, enum due_kind kind, const struct case_line *c)
{
	struct due_line *l = due_add(g, kind, c->episode);

	if (l) {
		l->patient = c->patient;
		str_copy(l->who, sizeof l->who, c->name);
	}
	return l;
}

/* Calls each for the episodes of a filter until it returns false. */
static enum status
each_case(struct due_gather *g, const struct case_filter *f, int max,
	  enum status (*each)(struct due_gather *g, const struct case_line *c))
{
	struct case_line *lines = mem_alloc((size_t)max * sizeof *lines);
	int n = 0;
	enum status st = query_cases(g->a->store, f, lines, max, &n, g->err);

	for (int i = 0; i < n && !st && (g->have < g->ask->each || !g->list->more); i++)
		st = each(g, &lines[i]);
	free(lines);
	return st;
}

/* ---- progress reports */

static enum status
progress_line(struct due_gather *g, const struct case_line *c)
{
	const struct care_rule *due;
	enum status st = due_rule(g, "progress_due", &due);
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
	    (long long)due->value, due_doubt(due));
	return st;
}

static enum status
progress(struct due_gather *g)
{
	struct case_filter f = {.ask = CASE_DAYS, .therapist = due_mine(g)};
	const struct care_rule *warn;
	enum status st = due_rule(g, "progress_warn", &warn);

	if (st)
		return st;
	f.limit = warn->value;
	return each_case(g, &f, due_room(g), progress_line);
}

/* ---- certification */

/* What the plan's own judge says; only what calls for something becomes a line. */
static enum status
certify_line(struct due_gather *g, const struct case_line *c)
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
		l->when = due_when_of(l->day, g->today);
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
certification(struct due_gather *g)
{
	struct case_filter f = {.ask = CASE_CERTIFIED, .therapist = due_mine(g)};
	const struct care_rule *length, *warn;
	enum status st = due_rule(g, "cert_length", &length);

	if (!st)
		st = due_rule(g, "cert_warn", &warn);
	if (st)
		return st;
	f.limit = date_add(g->today, length->value - warn->value);
	st = each_case(g, &f, due_room(g), certify_line);
	f.ask = CASE_UNCERTIFIED;
	f.limit = g->today;
	/* Plans that an order covers, or whose payer does not ask, are passed over. */
	return st ? st : each_case(g, &f, due_room(g) * UNCERTIFIED_MORE, certify_line);
}

/* ---- re-tests */

static enum status
retest_line(struct due_gather *g, const struct case_line *c)
{
	const struct care_rule *every;
	enum status st = due_rule(g, "retest_due", &every);
	struct due_line *l = st ? NULL : case_due(g, DUE_RETEST, c);
	char since[DATE_TEXT_SIZE];

	if (!l)
		return st;
	l->day = date_add(c->measured, every->value);
	l->when = due_when_of(l->day, g->today);
	date_text(c->measured, since);
	str_copy(l->what, sizeof l->what, "re-test");
	str_format(
	    l->why, sizeof l->why,
	    "A measure of its goals was last taken %s, %lld days ago; every %lld days "
	    "is this program's own choice%s.",
	    since, (long long)due_days(c->measured, g->today), (long long)every->value,
	    due_doubt(every));
	return st;
}

static enum status
retests(struct due_gather *g)
{
	struct case_filter f = {.ask = CASE_MEASURED, .therapist = due_mine(g)};
	const struct care_rule *every;
	enum status st = due_rule(g, "retest_due", &every);

	if (st)
		return st;
	f.limit = date_add(g->today, -every->value);
	return each_case(g, &f, due_room(g), retest_line);
}

/* ---- second signatures */

static enum status
cosigns(struct due_gather *g)
{
	struct cosign_line *rows = mem_alloc((size_t)due_room(g) * sizeof *rows);
	int n = 0;
	enum status st =
	    query_cosign(g->a->store, due_mine(g), rows, due_room(g), &n, g->err);

	for (int i = 0; i < n && !st; i++) {
		struct due_line *l = due_add(g, DUE_COSIGN, rows[i].note);
		char day[DATE_TEXT_SIZE];

		if (!l)
			break;
		l->patient = rows[i].patient;
		l->day = rows[i].day;
		l->when = due_when_of(l->day, g->today);
		date_text(l->day, day);
		str_copy(l->who, sizeof l->who, rows[i].name);
		str_copy(l->what, sizeof l->what, "note to co-sign");
		str_format(
		    l->why, sizeof l->why,
		    "Visit of %s, signed by %s; no claim goes out before the second "
		    "signature.",
		    day, rows[i].signature);
	}
	free(rows);
	return st;
}

/* ---- all of it */

static enum status (*const gatherers[DUE_KIND_COUNT])(struct due_gather *g) = {
    [DUE_LICENCE] = due_licences,
    [DUE_PROGRESS] = progress,
    [DUE_CERTIFICATION] = certification,
    [DUE_NOTE] = due_notes,
    [DUE_DRAFT] = due_drafts,
    [DUE_RETEST] = retests,
    [DUE_AID] = due_aids,
    [DUE_TASK] = due_tasks,
    [DUE_BACKUP] = due_backup,
    [DUE_COSIGN] = cosigns,
    [DUE_CONFLICT] = due_conflicts,
    [DUE_GLASS] = due_glasses,
};

/* Whether it is the right patient comes before what is to be done with them. */
static int
rank(enum due_kind kind)
{
	return kind == DUE_CONFLICT ? -1 : (int)kind;
}

static int
by_urgency(const void *a, const void *b)
{
	const struct due_line *x = a, *y = b;

	if (x->when != y->when)
		return x->when < y->when ? -1 : 1;
	if (x->kind != y->kind)
		return rank(x->kind) < rank(y->kind) ? -1 : 1;
	if (x->day != y->day)
		return x->day < y->day ? -1 : 1;
	return x->row < y->row ? -1 : x->row > y->row;
}

enum status
due_gather(struct app *a, const struct due_ask *ask, struct due_list *list,
	   struct err *err)
{
	struct due_gather g = {
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
	for (int i = 0; i < list->n && !st; i++)
		st = conflicts_name(a, list->lines[i].patient, list->lines[i].who,
				    sizeof list->lines[i].who, err);
	if (!st && list->n > 1)
		qsort(list->lines, (size_t)list->n, sizeof *list->lines, by_urgency);
	return st;
}
