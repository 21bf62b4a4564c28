/* demo_classes.c - a made-up group class of today with its roster. Draws nothing. */
#include "base/date.h"
#include "demo_priv.h"

#include <stdlib.h>
#include <string.h>

enum { MEMBERS = 6, LIVE_MOST = 200, JOINED_DAYS = 40 };

static bool
is_open(const struct live *live, int n, int64_t patient)
{
	for (int i = 0; i < n; i++)
		if (live[i].patient == patient)
			return true;
	return false;
}

/* An exercise of balance, so that precautions against it hold in the class. */
static int64_t
balance(const struct demo *d)
{
	for (int i = 0; i < d->n_exercises; i++)
		if (!strcmp(d->exercises[i].category, "balance"))
			return d->exercises[i].head.no;
	return DICT_NONE;
}

static enum status
add_class(struct demo *d, int64_t *no, struct err *err)
{
	static const char *const days[] = {"mo", "tu", "we", "th", "fr", "sa", "su"};
	struct group_class g;
	struct site site;
	enum status st;

	dict_row_init(dict_entity(E_GROUP_CLASS), &g);
	g.head.id = uid_of_text("demo_class", "balance");
	str_copy(g.name, sizeof g.name, "Balance class");
	st = record_get(d->store, E_SITE, store_site_no(d->store), &site, err);
	str_copy(g.site, sizeof g.site, site.code);
	str_format(g.times, sizeof g.times, "%s 10:00-10:45",
		   days[date_weekday(d->today)]);
	str_copy(g.place, sizeof g.place, "Gym");
	str_copy(g.remark, sizeof g.remark, "Standing balance, turns, steps (made up)");
	g.leader = d->staff[0];
	g.capacity = 8;
	g.exercise = balance(d);
	g.begins = date_add(d->today, -2 * JOINED_DAYS);
	if (!st)
		st = record_add(d->store, E_GROUP_CLASS, &g, err);
	*no = g.head.no;
	return st;
}

/* The seventh has left: past membership stays. */
static enum status
add_member(struct demo *d, int64_t class, const struct demo_person *p, int i,
	   struct err *err)
{
	struct class_member m;
	char key[24];

	str_format(key, sizeof key, "%d", i);
	dict_row_init(dict_entity(E_CLASS_MEMBER), &m);
	m.head.id = uid_of_text("demo_class_member", key);
	m.patient = p->patient;
	m.group_class = class;
	m.episode = p->episode;
	m.joined = date_add(d->today, -JOINED_DAYS + 3 * i);
	m.staff = d->staff[0];
	if (i == MEMBERS) {
		m.left_on = date_add(d->today, -7);
		str_copy(m.reason, sizeof m.reason, "Balance goal met (made up)");
	}
	return record_add(d->store, E_CLASS_MEMBER, &m, err);
}

static enum status
add_roster(struct demo *d, int64_t class, struct err *err)
{
	struct live *live = mem_alloc(LIVE_MOST * sizeof *live);
	int n = 0, members = 0;
	enum status st = live_list(d->store, live, LIVE_MOST, &n, err);

	for (int64_t i = d->size.patients - 1; !st && i >= 0 && members <= MEMBERS; i--) {
		const struct demo_person *p = &d->people[i];

		if (!p->open || is_open(live, n, p->patient))
			continue;
		st = add_member(d, class, p, members++, err);
	}
	free(live);
	return st;
}

enum status
demo_classes_fill(struct demo *d, struct err *err)
{
	int64_t class = 0;
	enum status st = store_begin(d->store, err);

	if (st)
		return st;
	st = add_class(d, &class, err);
	if (!st)
		st = add_roster(d, class, err);
	return store_end(d->store, st, err);
}
