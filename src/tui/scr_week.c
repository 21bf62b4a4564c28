/* scr_week.c - a week of appointments: days across, half hours down. */
#include "app/app.h"
#include "app/conflicts.h"
#include "book.h"
#include "core/dict_rows.h"
#include "store/record.h"
#include "tui/ask.h"
#include "tui/nav.h"
#include "week_priv.h"

#include <stdlib.h>
#include <string.h>

static struct week_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- loading */

/* The hours of the clinic and whatever lies outside of them. */
static void
bound(struct week_screen *w, const struct hours *h)
{
	int from, to;

	hours_bounds(h, &from, &to);
	w->days = WEEK_WORK_DAYS;
	for (int day = WEEK_WORK_DAYS; day < WEEK_DAYS; day++)
		if (h->open[day][0].to)
			w->days = WEEK_DAYS;
	for (int i = 0; i < w->n; i++) {
		int start =
		    w->lines[i].start == DICT_NONE ? from : (int)w->lines[i].start;

		from = start < from ? start : from;
		to = start + 1 > to ? start + 1 : to;
		if (date_weekday(w->lines[i].day) >= WEEK_WORK_DAYS)
			w->days = WEEK_DAYS;
	}
	w->first = from / WEEK_SLOT_MIN;
	w->slots = (to + WEEK_SLOT_MIN - 1) / WEEK_SLOT_MIN - w->first;
}

static void
keep_inside(struct week_screen *w)
{
	if (w->day >= w->days)
		w->day = w->days - 1;
	if (w->slot < w->first)
		w->slot = w->first;
	if (w->slot >= w->first + w->slots)
		w->slot = w->first + w->slots - 1;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct week_screen *w = state(s);
	const int64_t days[2] = {w->monday, date_add(w->monday, WEEK_DAYS - 1)};
	struct hours h;
	char day[DATE_TEXT_SIZE];
	enum status st =
	    query_week(app(s)->store, days, w->everybody ? 0 : app(s)->user.head.no,
		       w->lines, WEEK_LINES_MAX, &w->n, err);
	int kept = 0;

	if (!st)
		st = schedule_hours(app(s), NULL, &h, err);
	if (st)
		return st;
	w->more = w->n == WEEK_LINES_MAX;
	for (int i = 0; i < w->n; i++)
		if (strcmp(w->lines[i].state, "cancelled") != 0)
			w->lines[kept++] = w->lines[i];
	w->n = kept;
	for (int i = 0; i < kept && !st; i++)
		st = conflicts_name(app(s), w->lines[i].patient, w->lines[i].name,
				    sizeof w->lines[i].name, err);
	if (st)
		return st;
	bound(w, &h);
	keep_inside(w);
	date_text(w->monday, day);
	str_format(s->title, sizeof s->title, "%s, %s%s%s", day,
		   w->everybody ? "everybody" : "mine", w->patient ? "; b: " : "",
		   w->patient ? w->patient_name : "");
	return ST_OK;
}

static unsigned
reload(struct screen *s)
{
	struct err err = {0};

	if (load(s, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

/* ---- keys */

static unsigned
on_move(struct screen *s, int key)
{
	struct week_screen *w = state(s);

	w->which = 0;
	w->day += key == K_RIGHT ? 1 : key == K_LEFT ? -1 : 0;
	w->slot += key == K_DOWN ? 1 : key == K_UP ? -1 : 0;
	if (w->day < 0 || w->day >= w->days) { /* over the edge: the week beside */
		w->monday = date_add(w->monday, w->day < 0 ? -WEEK_DAYS : WEEK_DAYS);
		w->day = w->day < 0 ? WEEK_DAYS - 1 : 0;
		return reload(s);
	}
	keep_inside(w);
	return SCREEN_REDRAW;
}

static unsigned
on_week(struct screen *s, int key)
{
	struct week_screen *w = state(s);

	w->which = 0;
	w->monday =
	    date_add(w->monday, key == K_PGUP || key == '[' ? -WEEK_DAYS : WEEK_DAYS);
	return reload(s);
}

static unsigned
on_today(struct screen *s, int key)
{
	struct week_screen *w = state(s);

	(void)key;
	w->which = 0;
	w->day = date_weekday(s->ui->today);
	w->monday = date_add(s->ui->today, -w->day);
	return reload(s);
}

static unsigned
on_next(struct screen *s, int key)
{
	struct week_screen *w = state(s);
	const struct week_line *l;
	int n = week_draw_in_slot(w, w->day, w->slot, 0, &l);

	(void)key;
	w->which = n ? (w->which + 1) % n : 0;
	return SCREEN_REDRAW;
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct week_line *l = week_draw_marked(state(s));

	if (!l)
		return SCREEN_HANDLED;
	(void)key;
	return nav_push(s->ui, NAV_CHART, &(struct nav_arg){.no = l->patient});
}

static unsigned
on_book(struct screen *s, int key)
{
	struct week_screen *w = state(s);
	const struct week_line *l = week_draw_marked(w);
	struct schedule_from from =
	    schedule_for(l ? l->patient : w->patient, l ? l->no : 0);

	(void)key;
	if (!from.patient) {
		ui_say(s->ui, TONE_PLAIN,
		       "For whom? Come here by w from the patient's chart, "
		       "or mark one of the patient's visits");
		return SCREEN_REDRAW;
	}
	if (!l)
		from.proposed = (struct booking_slot){date_add(w->monday, w->day),
						      w->slot * WEEK_SLOT_MIN, -1};
	return book_open(s->ui, &from);
}

static unsigned
on_move_visit(struct screen *s, int key)
{
	const struct week_line *l = week_draw_marked(state(s));
	struct schedule_from from;

	(void)key;
	if (!l)
		return SCREEN_HANDLED;
	from = schedule_for(l->patient, l->no);
	from.move = true;
	return book_open(s->ui, &from);
}

static unsigned
set_state(struct screen *s, const char *to)
{
	const struct week_line *l = week_draw_marked(state(s));

	if (!l)
		return SCREEN_HANDLED;
	book_state(s->ui, l->no, to);
	if (s->ui->message_tone == TONE_WARN)
		return SCREEN_REDRAW;
	return reload(s);
}

static unsigned
on_arrived(struct screen *s, int key)
{
	(void)key;
	return set_state(s, "arrived");
}

static unsigned
on_no_show(struct screen *s, int key)
{
	(void)key;
	return set_state(s, "no_show");
}

static unsigned
on_cancel(struct screen *s, int key)
{
	const struct week_line *l = week_draw_marked(state(s));

	(void)key;
	return l ? book_cancel(s, l->no) : SCREEN_HANDLED;
}

static unsigned
on_everybody(struct screen *s, int key)
{
	(void)key;
	state(s)->everybody = !state(s)->everybody;
	state(s)->which = 0;
	return reload(s);
}

static unsigned
hours_given(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	if (schedule_set_hours(app(s), text, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_PLAIN, "Opening hours of this clinic are kept");
	return reload(s);
}

static unsigned
on_hours(struct screen *s, int key)
{
	char text[HOURS_TEXT];
	struct err err = {0};

	(void)key;
	if (schedule_hours(app(s), text, NULL, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Opening hours",
				       .initial = text,
				       .done = hours_given});
	return SCREEN_REDRAW;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'b', ACT_BOOK, on_book},
    {'e', ACT_EVERYBODY, on_everybody},
    {K_PGUP, ACT_WEEK_BEFORE, on_week},
    {K_PGDN, ACT_WEEK_AFTER, on_week},
    {'[', ACT_WEEK_BEFORE, on_week},
    {']', ACT_WEEK_AFTER, on_week},
    {'t', ACT_TODAY, on_today},
    {'a', ACT_ARRIVED, on_arrived},
    {'n', ACT_NO_SHOW, on_no_show},
    {'x', ACT_CANCEL_VISIT, on_cancel},
    {'v', ACT_MOVE_VISIT, on_move_visit},
    {K_TAB, ACT_NEXT_VISIT, on_next},
    {'h', ACT_HOURS, on_hours},
    {K_DOWN, ACT_SLOT, on_move},
    {K_UP, ACT_SLOT, on_move},
    {K_LEFT, ACT_SLOT, on_move},
    {K_RIGHT, ACT_SLOT, on_move},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
draw(struct screen *s)
{
	week_draw(s, state(s));
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	reload(s);
}

static void
close_screen(struct screen *s)
{
	free(state(s)->lines);
}

/* arg: no the patient a free slot is booked for (0: nobody), no2 the day to begin with. */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct week_screen *w = state(s);
	int64_t day = arg && arg->no2 ? arg->no2 : s->ui->today;
	struct civil now = clock_civil(s->ui->wall_ms);
	struct patient p;
	enum status st = ST_OK;

	w->lines = mem_alloc(WEEK_LINES_MAX * sizeof *w->lines);
	w->day = date_weekday(day);
	w->monday = date_add(day, -w->day);
	w->slot = now.hour * 2 + now.minute / WEEK_SLOT_MIN;
	w->patient = arg ? arg->no : 0;
	if (w->patient) {
		st = record_get(app(s)->store, E_PATIENT, w->patient, &p, err);
		if (!st)
			str_format(w->patient_name, sizeof w->patient_name, "%s%s%s",
				   p.family_name, p.given_name[0] ? ", " : "",
				   p.given_name);
	}
	if (!st)
		st = load(s, err);
	if (st)
		free(w->lines);
	return st;
}

const struct screen_ops scr_week = {
    .name = "week",
    .title = "Week from",
    .state_size = sizeof(struct week_screen),
    .keys = keys,
    .open = open_screen,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
