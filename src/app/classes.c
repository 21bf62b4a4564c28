/* classes.c - group classes: when they are held, who belongs to them from when to when. */
#include "app/care_rules.h"
#include "app/codes.h"
#include "classes_priv.h"
#include "core/hours.h"
#include "store/access.h"
#include "store/live.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>

enum { WEEK = 7, AHEAD_WEEKS = 5, LIVE_MOST = 200 };

/* ---- what the dictionary cannot know */

enum status
classes_check(struct app *a, const struct field *f, struct cell c, struct err *err)
{
	struct group_class row = {.name = ""};
	struct hours when;
	char text[128], code[9];
	int64_t least;

	if (c.kind != CELL_TEXT || c.n >= sizeof text)
		return ST_OK;
	str_format(text, sizeof text, "%.*s", (int)c.n, c.p);
	if (!strcmp(f->name, "times"))
		return hours_parse(text, &when, err);
	if (strcmp(f->name, "code") != 0)
		return ST_OK;
	str_copy(row.code, sizeof row.code, text);
	return classes_code(a, &row, code, &least, err);
}

/* Is the code one of those the rule lists, parted by spaces? */
static bool
is_listed(const char *words, const char *code)
{
	size_t n = strlen(code);

	for (const char *w = words; *w; w += strspn(w, " ")) {
		size_t len = strcspn(w, " ");

		if (len == n && !memcmp(w, code, n))
			return true;
		w += len;
	}
	return false;
}

enum status
classes_code(struct app *a, const struct group_class *c, char code[9], int64_t *least,
	     struct err *err)
{
	const struct care_rule *rule;
	const struct codes *codes;
	const struct units_code *known;
	struct units_table table;
	enum status st = care_rule_find(a, "group_least", app_today(a), &rule, err);

	if (st)
		return st;
	*least = rule->value == DICT_NONE ? 0 : rule->value;
	str_format(code, 9, "%.*s", (int)strcspn(rule->words, " "), rule->words);
	if (c->code[0])
		str_copy(code, 9, c->code);
	st = codes_of(a, app_today(a), &codes, err);
	if (st)
		return st;
	table = codes_table(codes);
	known = units_find(&table, code);
	if (known && known->timing == UNITS_UNTIMED && is_listed(rule->words, code))
		return ST_OK;
	return status_fail(err, ST_INVALID,
			   "Billing code: %s is no group code of today; minutes of a "
			   "group are never timed ones; leave it empty for %.8s",
			   code, rule->words);
}

/* ---- when */

bool
classes_held_on(const struct group_class *c, int64_t day, int *start, int *minutes)
{
	struct hours h;
	struct err ignored = {0};
	const struct hours_span *s;

	if ((c->begins != DICT_NONE && day < c->begins) ||
	    (c->ends != DICT_NONE && day > c->ends) ||
	    hours_parse(c->times, &h, &ignored))
		return false;
	s = h.open[date_weekday(day)];
	if (s->from == s->to ||
	    hours_check(&h, day, s->from, s->to - s->from) != HOURS_OPEN)
		return false;
	*start = s->from;
	*minutes = s->to - s->from;
	return true;
}

static void
next_time(struct app *a, struct classes_line *l)
{
	int64_t today = app_today(a);

	l->day = DICT_NONE;
	for (int i = 0; i < WEEK * AHEAD_WEEKS && l->day == DICT_NONE; i++)
		if (classes_held_on(&l->row, date_add(today, i), &l->start, &l->minutes))
			l->day = date_add(today, i);
}

/* ---- the list */

void
classes_leader(struct app *a, int64_t staff, char out[81])
{
	struct staff who;
	struct err ignored = {0};

	out[0] = '\0';
	if (staff != DICT_NONE &&
	    record_get(a->store, E_STAFF, staff, &who, &ignored) == ST_OK)
		str_copy(out, 81, who.name);
}

bool
classes_is_member(const struct class_member *m, int64_t day)
{
	return m->joined <= day && (m->left_on == DICT_NONE || m->left_on > day);
}

static enum status
count_members(struct app *a, struct classes_line *l, struct err *err)
{
	struct class_member *rows = mem_alloc(CLASSES_ROSTER_MOST * sizeof *rows);
	int64_t day = l->day == DICT_NONE ? app_today(a) : l->day;
	int n = 0;
	enum status st = query_class_members(a->store, l->row.head.no, rows,
					     CLASSES_ROSTER_MOST, &n, err);

	l->members = 0;
	for (int i = 0; i < n; i++)
		l->members += classes_is_member(&rows[i], day);
	free(rows);
	return st;
}

/* Sessions not signed, each counted to the classes it belongs to. One that a newer limber wrote in is
 * left out. */
static enum status
count_open(struct app *a, struct classes_line *lines, int n, struct err *err)
{
	struct live *live = mem_alloc(LIVE_MOST * sizeof *live);
	struct visit *v = mem_alloc(sizeof *v);
	int many = 0;
	enum status st = live_list(a->store, live, LIVE_MOST, &many, err);

	for (int i = 0; !st && i < many; i++) {
		struct err newer = {0};

		st = visit_load(a, live[i].no, v, &newer);
		if (st == ST_NEWER) { /* its roster says so */
			st = ST_OK;
			continue;
		}
		if (st)
			*err = newer;
		for (int k = 0; !st && k < n; k++) {
			int item = session_group_item(&v->told, lines[k].row.head.no);

			lines[k].open +=
			    item >= 0 && v->told.items[item].state != ITEM_SKIPPED;
		}
	}
	free(v);
	free(live);
	return st;
}

/* Those that run first, then by the next time, then by name as the query gave them. */
static bool
stands_before(const struct classes_line *x, const struct classes_line *y)
{
	int64_t at[2];

	if ((x->open > 0) != (y->open > 0))
		return x->open > 0;
	at[0] = x->day == DICT_NONE ? INT64_MAX : x->day * 10000 + x->start;
	at[1] = y->day == DICT_NONE ? INT64_MAX : y->day * 10000 + y->start;
	return at[0] < at[1];
}

static void
sort(struct classes_line *lines, int n)
{
	for (int i = 1; i < n; i++)
		for (int k = i; k > 0 && stands_before(&lines[k], &lines[k - 1]); k--) {
			struct classes_line swap = lines[k];

			lines[k] = lines[k - 1];
			lines[k - 1] = swap;
		}
}

enum status
classes_list(struct app *a, bool ended, struct classes_line *lines, int max, int *n,
	     struct err *err)
{
	struct group_class *rows = mem_alloc(CLASSES_MOST * sizeof *rows);
	int many = 0;
	enum status st = query_classes(a->store, rows, CLASSES_MOST, &many, err);

	*n = 0;
	for (int i = 0; !st && i < many && *n < max; i++) {
		struct classes_line *l = &lines[*n];
		bool over = rows[i].ends != DICT_NONE && rows[i].ends < app_today(a);

		if ((over && !ended) ||
		    (rows[i].site[0] && strcmp(rows[i].site, a->site.code) != 0))
			continue;
		memset(l, 0, sizeof *l);
		l->row = rows[i];
		classes_leader(a, rows[i].leader, l->leader);
		next_time(a, l);
		st = count_members(a, l, err);
		(*n)++;
	}
	free(rows);
	if (!st)
		st = count_open(a, lines, *n, err);
	sort(lines, *n);
	return st;
}

/* ---- joining and leaving */

/* Whether somebody may join: who is on the roster is not put there twice. */
static enum status
refuse_twice(struct app *a, int64_t group_class, int64_t patient, struct err *err)
{
	struct class_member *rows = mem_alloc(CLASSES_ROSTER_MOST * sizeof *rows);
	int64_t today = app_today(a);
	int n = 0;
	enum status st = query_class_members(a->store, group_class, rows,
					     CLASSES_ROSTER_MOST, &n, err);

	for (int i = 0; !st && i < n; i++)
		if (rows[i].patient == patient && classes_is_member(&rows[i], today))
			st = status_fail(err, ST_DUPLICATE,
					 "the patient is on the roster of this class "
					 "already");
	free(rows);
	return st;
}

enum status
classes_join(struct app *a, int64_t group_class, int64_t patient, struct err *err)
{
	struct class_member m;
	enum status st = store_begin(a->store, err); /* two terminals may do it at once */

	if (st)
		return st;
	dict_row_init(dict_entity(E_CLASS_MEMBER), &m);
	m.patient = patient;
	m.group_class = group_class;
	m.joined = app_today(a);
	if (a->user.head.no)
		m.staff = a->user.head.no;
	st = refuse_twice(a, group_class, patient, err);
	if (!st)
		st = record_add(a->store, E_CLASS_MEMBER, &m, err);
	return store_end(a->store, st, err);
}

enum status
classes_quit(struct app *a, const struct class_member *m, const char *reason,
	     struct err *err)
{
	struct class_member now = *m;

	now.left_on = app_today(a);
	str_copy(now.reason, sizeof now.reason, reason);
	if (a->user.head.no)
		now.staff = a->user.head.no;
	return record_set(a->store, E_CLASS_MEMBER, m, &now, NULL, err);
}
