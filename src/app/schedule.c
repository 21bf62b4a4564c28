/* schedule.c - booking a series, and how far an appointment has come. */
#include "app/schedule.h"

#include "store/access.h"
#include "store/audit.h"
#include "store/query.h"
#include "store/query_schedule.h"
#include "store/record.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { STAFF_MAX = 200, DAY_LINES = 400, HALF_HOUR = 30 };

#define SETTING_HOURS "schedule.hours"

/* ---- opening hours */

enum status
schedule_hours(struct app *a, char *text, struct hours *h, struct err *err)
{
	struct str set = {0};
	struct hours parsed;
	enum status st = store_setting_get(a->store, SETTING_HOURS, &set, err);
	const char *line = set.n ? set.p : HOURS_USUAL;

	if (!st)
		st = hours_parse(line, h ? h : &parsed, err);
	if (!st && text)
		str_copy(text, HOURS_TEXT, line);
	str_release(&set);
	return st;
}

enum status
schedule_set_hours(struct app *a, const char *text, struct err *err)
{
	struct hours h;
	enum status st = hours_parse(text, &h, err);

	if (!st)
		st =
		    access_may(a->store, ROLE_SCHEDULE, ROLE_WRITE, "Opening hours", err);
	if (!st && strlen(text) >= HOURS_TEXT)
		st = status_fail(err, ST_INVALID, "the opening hours are too long");
	return st ? st : store_setting_set(a->store, SETTING_HOURS, text, err);
}

/* ---- who treats */

static bool
treats(const struct staff *s)
{
	return s->active != 0 && strcmp(s->role, "desk") != 0 &&
	       strcmp(s->role, "manager") != 0;
}

/* True when a word of the name, or the login, begins so. */
static bool
called(const struct staff *s, const char *typed)
{
	size_t n = strlen(typed);

	if (!strcasecmp(s->login, typed))
		return true;
	for (const char *p = s->name; *p; p += strcspn(p, " "), p += strspn(p, " "))
		if (!strncasecmp(p, typed, n))
			return true;
	return false;
}

static enum status
find_staff(struct app *a, const char *typed, int64_t no, struct schedule_draft *d,
	   struct err *err)
{
	struct staff *all = mem_alloc(STAFF_MAX * sizeof *all);
	int n = 0, fits = 0;
	enum status st = query_staff(a->store, all, STAFF_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		if (typed[0] ? !treats(&all[i]) || !called(&all[i], typed)
			     : all[i].head.no != no)
			continue;
		d->staff = all[i].head.no;
		str_copy(d->staff_name, sizeof d->staff_name, all[i].name);
		if (!strcasecmp(all[i].login, typed)) { /* a login is meant exactly */
			fits = 1;
			break;
		}
		fits++;
	}
	free(all);
	if (st || !typed[0] || fits == 1)
		return st;
	return status_fail(err, ST_INVALID,
			   fits ? "with %s: several are called so; use the login"
				: "with %s: nobody who treats is called so",
			   typed);
}

/* ---- clashes */

static void
say(struct schedule_item *item, unsigned clash, const char *text)
{
	size_t n = strlen(item->why);

	item->clash |= clash;
	str_format(item->why + n, sizeof item->why - n, "%s%s", n ? "; " : "", text);
}

static bool
takes_time(const struct week_line *l)
{
	return l->start != DICT_NONE && strcmp(l->state, "cancelled") != 0 &&
	       strcmp(l->state, "no_show") != 0;
}

static struct booking_slot
slot_of(const struct week_line *l)
{
	return (struct booking_slot){l->day, (int)l->start,
				     l->minutes == DICT_NONE ? BOOKING_LENGTH
							     : (int)l->minutes};
}

static void
clash_with(const struct schedule_draft *d, struct schedule_item *item,
	   const struct week_line *l)
{
	struct booking_slot other;
	char text[80];

	if (!takes_time(l) || l->no == d->moving)
		return;
	other = slot_of(l);
	if (!booking_overlap(&item->slot, &other))
		return;
	if (l->patient == d->patient) {
		str_format(text, sizeof text, "is here %02d:%02d already",
			   other.start / 60, other.start % 60);
		if (!(item->clash & SCHEDULE_PATIENT))
			say(item, SCHEDULE_PATIENT, text);
	} else if (d->staff && l->staff == d->staff) {
		str_format(text, sizeof text, "%02d:%02d %.40s", other.start / 60,
			   other.start % 60, l->name);
		if (!(item->clash & SCHEDULE_STAFF))
			say(item, SCHEDULE_STAFF, text);
	}
}

static void
clash_hours(const struct hours *h, struct schedule_item *item)
{
	static const char *const words[] = {"", "outside opening hours", "day off",
					    "holiday"};
	const struct booking_slot *s = &item->slot;
	enum hours_state is = hours_check(h, s->day, s->start, s->minutes);

	if (is != HOURS_OPEN)
		say(item, SCHEDULE_CLOSED, words[is]);
}

static enum status
find_clashes(struct app *a, struct schedule_draft *d, struct err *err)
{
	struct week_line *lines = mem_alloc(DAY_LINES * sizeof *lines);
	struct hours h;
	int64_t read = DATE_NONE;
	int n = 0;
	enum status st = schedule_hours(a, NULL, &h, err);

	d->clashes = 0;
	for (int i = 0; i < d->n && !st; i++) {
		struct schedule_item *item = &d->items[i];
		const int64_t days[2] = {item->slot.day, item->slot.day};

		if (item->slot.day != read)
			st = query_week(a->store, days, 0, lines, DAY_LINES, &n, err);
		read = item->slot.day;
		clash_hours(&h, item);
		for (int k = 0; k < n && !st; k++)
			clash_with(d, item, &lines[k]);
		d->clashes += item->clash != 0;
	}
	free(lines);
	return st;
}

/* ---- from a line to a draft */

struct schedule_from
schedule_for(int64_t patient, int64_t appointment)
{
	return (struct schedule_from){.patient = patient,
				      .appointment = appointment,
				      .proposed = {DATE_NONE, -1, -1}};
}

/* The visit that a line counts from; an empty row when there is none. */
static enum status
visit_before(struct app *a, const struct schedule_from *from, struct appointment *row,
	     struct err *err)
{
	int64_t no = from->appointment;
	enum status st = ST_OK;

	dict_row_init(dict_entity(E_APPOINTMENT), row);
	if (!no)
		st = query_last_booked(a->store, from->patient, &no, err);
	if (!st && no)
		st = record_get(a->store, E_APPOINTMENT, no, row, err);
	return st;
}

static struct booking_ask
asked(struct app *a, const struct schedule_from *from, const struct appointment *before)
{
	struct civil now = clock_civil(app_wall_ms(a));
	struct booking_ask ask = {.today = now.date,
				  .now_min = now.hour * 60 + now.minute,
				  .before = {DATE_NONE, -1, -1},
				  .proposed = from->proposed};

	if (before->head.no && before->start != DICT_NONE)
		ask.before = (struct booking_slot){
		    before->day, (int)before->start,
		    before->minutes == DICT_NONE ? BOOKING_LENGTH : (int)before->minutes};
	return ask;
}

static int64_t
usual_staff(struct app *a, const struct schedule_from *from,
	    const struct appointment *before)
{
	if (from->staff)
		return from->staff;
	if (before->staff != DICT_NONE)
		return before->staff;
	return treats(&a->user) ? a->user.head.no : 0;
}

enum status
schedule_read(struct app *a, const char *line, const struct schedule_from *from,
	      struct schedule_draft *d, struct err *err)
{
	struct booking *b = mem_alloc(sizeof *b);
	struct appointment before;
	struct booking_ask ask;
	enum status st = visit_before(a, from, &before, err);

	memset(d, 0, sizeof *d);
	d->patient = from->patient;
	d->moving = from->move ? from->appointment : 0;
	ask = asked(a, from, &before);
	if (!st)
		st = booking_parse(line, &ask, b, err);
	if (!st && from->move && b->n != 1)
		st = status_fail(err, ST_INVALID, "a visit is moved to one day and time");
	if (!st)
		st = find_staff(a, b->with, usual_staff(a, from, &before), d, err);
	if (!st) {
		str_copy(d->reason, sizeof d->reason,
			 b->reason[0] ? b->reason : before.reason);
		d->n = b->n;
		for (int i = 0; i < d->n; i++)
			d->items[i].slot = b->slots[i];
		st = find_clashes(a, d, err);
	}
	if (st)
		d->n = d->clashes = 0;
	free(b);
	return st;
}

/* ---- storing */

static enum status
finish(struct app *a, enum status st, struct err *err)
{
	return store_end(a->store, st, err);
}

static enum status
add(struct app *a, const struct schedule_draft *d, const struct booking_slot *s,
    struct err *err)
{
	struct appointment row;

	dict_row_init(dict_entity(E_APPOINTMENT), &row);
	row.patient = d->patient;
	if (d->staff)
		row.staff = d->staff;
	row.day = s->day;
	row.start = s->start;
	row.minutes = s->minutes;
	str_copy(row.state, sizeof row.state, "booked");
	str_copy(row.reason, sizeof row.reason, d->reason);
	row.booked_on = app_today(a);
	return record_add(a->store, E_APPOINTMENT, &row, err);
}

static enum status
held(const struct appointment *row, struct err *err)
{
	return !strcmp(row->state, "done")
		   ? status_fail(err, ST_REFUSED,
				 "this visit was held; it stays as it is")
		   : ST_OK;
}

/* A patient who did not come, or called off, may be given another time: the visit is on again. */
static enum status
move(struct app *a, const struct schedule_draft *d, struct err *err)
{
	struct appointment seen, now;
	enum status st = record_get(a->store, E_APPOINTMENT, d->moving, &seen, err);

	if (!st)
		st = held(&seen, err);
	if (st)
		return st;
	now = seen;
	now.day = d->items[0].slot.day;
	now.start = d->items[0].slot.start;
	now.minutes = d->items[0].slot.minutes;
	if (d->staff)
		now.staff = d->staff;
	str_copy(now.state, sizeof now.state, "booked");
	now.cancelled_on = DICT_NONE;
	return record_set(a->store, E_APPOINTMENT, &seen, &now, NULL, err);
}

enum status
schedule_book(struct app *a, const struct schedule_draft *d, bool skip, int *booked,
	      struct err *err)
{
	enum status st;

	*booked = 0;
	if (d->n - (skip ? d->clashes : 0) <= 0)
		return status_fail(err, ST_INVALID, "nothing is left to book");
	st = store_begin(a->store, err);
	if (st)
		return st;
	for (int i = 0; i < d->n && !st; i++) {
		if (skip && d->items[i].clash)
			continue;
		st = d->moving ? move(a, d, err) : add(a, d, &d->items[i].slot, err);
		*booked += !st;
	}
	st = finish(a, st, err);
	if (st)
		*booked = 0;
	return st;
}

/* ---- states */

enum status
schedule_state(struct app *a, int64_t appointment, const char *state, struct err *err)
{
	struct appointment seen, now;
	enum status st = record_get(a->store, E_APPOINTMENT, appointment, &seen, err);

	if (!st)
		st = held(&seen, err);
	if (!st && !strcmp(state, "no_show") && seen.day > app_today(a))
		st = status_fail(err, ST_REFUSED,
				 "this visit is still to come; x calls it off");
	if (!st && !strcmp(state, "arrived") && seen.day != app_today(a))
		st = status_fail(err, ST_REFUSED, "only today's patients arrive");
	if (st)
		return st;
	now = seen;
	str_copy(now.state, sizeof now.state, state);
	if (!strcmp(seen.state, "cancelled")) {
		now.cancelled_on = DICT_NONE;
		now.why[0] = '\0';
	}
	return record_set(a->store, E_APPOINTMENT, &seen, &now, NULL, err);
}

enum status
schedule_cancel(struct app *a, int64_t appointment, const char *why, struct err *err)
{
	struct appointment seen, now;
	enum status st = record_get(a->store, E_APPOINTMENT, appointment, &seen, err);

	if (!st)
		st = held(&seen, err);
	if (!st && !why[strspn(why, " ")])
		st = status_fail(err, ST_INVALID,
				 "say why the visit is called off, in a word or two");
	if (st)
		return st;
	now = seen;
	str_copy(now.state, sizeof now.state, "cancelled");
	now.cancelled_on = app_today(a);
	if (!str_copy(now.why, sizeof now.why, why))
		return status_fail(err, ST_INVALID, "the reason is too long");
	return record_set(a->store, E_APPOINTMENT, &seen, &now, NULL, err);
}

/* ---- free time */

static bool
is_free(const struct week_line *lines, int n, const struct booking_slot *s)
{
	for (int i = 0; i < n; i++) {
		struct booking_slot other = slot_of(&lines[i]);

		if (takes_time(&lines[i]) && booking_overlap(s, &other))
			return false;
	}
	return true;
}

enum status
schedule_free(struct app *a, const struct schedule_gap *gap, int *starts, int max, int *n,
	      struct err *err)
{
	struct week_line *lines = mem_alloc(DAY_LINES * sizeof *lines);
	const int64_t days[2] = {gap->day, gap->day};
	struct hours h;
	int have = 0;
	enum status st = schedule_hours(a, NULL, &h, err);

	*n = 0;
	if (!st)
		st = query_week(a->store, days, gap->staff, lines, DAY_LINES, &have, err);
	for (int at = 0; at < BOOKING_DAY_MIN && *n < max && !st; at += HALF_HOUR) {
		struct booking_slot s = {gap->day, at, gap->minutes};

		if (hours_check(&h, s.day, s.start, s.minutes) == HOURS_OPEN &&
		    is_free(lines, have, &s))
			starts[(*n)++] = at;
	}
	free(lines);
	return st;
}
