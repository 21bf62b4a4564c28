/* scr_today.c - the day: sessions to go on with, the appointments, what is due. */
#include "app/task.h"
#include "app/visit.h"
#include "book.h"
#include "today_rows.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/start.h"

#include <string.h>

struct today_screen {
	struct list list;
	struct today_rows all;
};

static struct today_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- rows */

/* ", 3 tasks (2 new)" behind the title when something waits; what is late stands first, ", 1 late of 3
 * tasks": a name beside it may cut the end. */
static void
title_tasks(char *title, size_t size, const struct task_count *c)
{
	struct str text = {0};

	if (!c->open)
		return;
	if (c->late)
		str_addf(&text, ", %d late of %d", c->late, c->open);
	else
		str_addf(&text, ", %d", c->open);
	str_addf(&text, " task%s", c->open == 1 ? "" : "s");
	if (c->unread)
		str_addf(&text, " (%d new)", c->unread);
	str_format(title + strlen(title), size - strlen(title), "%s", str_text(&text));
	str_release(&text);
}

static enum status
load_all(void *ctx, struct err *err)
{
	struct screen *s = ctx;
	struct today_rows *t = &state(s)->all;
	struct task_count tasks = {0};
	char day[DATE_TEXT_SIZE];
	enum status st = today_rows_load(app(s), t, err);

	if (!st)
		st = task_count(app(s), &tasks, err);
	date_text(t->day, day);
	str_format(s->title, sizeof s->title, "%s: %s %s, %s",
		   t->day == s->ui->today ? "Today" : "Another day",
		   booking_weekday(date_weekday(t->day)), day,
		   t->everybody ? "everybody" : "my patients");
	title_tasks(s->title, sizeof s->title, &tasks);
	return st;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct today_screen *t = state(s);
	enum status st = app_read(app(s), load_all, s, err);

	list_set(&t->list, t->all.rows, t->all.n);
	return st;
}

enum { COL_WHEN, COL_WHO, COL_CHART, COL_WHAT, COL_STATE };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct today_row *r = row;
	const char *const texts[] = {r->when, r->who, r->chart_no, r->what, r->state};

	(void)ctx;
	str_add(out, texts[col]);
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct today_row *r = row;

	(void)ctx;
	return col == COL_STATE && (r->kind == TODAY_LIVE || r->kind == TODAY_DRAFT)
		   ? TONE_WARN
		   : TONE_PLAIN;
}

static const struct list_col cols[] = {
    {"Time", 6, false}, {"Patient", 0, false}, {"Chart", 13, false},
    {"For", 20, false}, {"State", 10, false},
};
static const struct list_source source = {.row_size = sizeof(struct today_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_WHO,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static unsigned
open_live(struct screen *s, int64_t no, bool finished)
{
	return nav_push(s->ui, finished ? NAV_NOTE : NAV_LIVE,
			&(struct nav_arg){.no = no});
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct today_row *r = list_current(&state(s)->list);

	(void)key;
	if (!r)
		return SCREEN_HANDLED;
	if (r->kind == TODAY_LIVE)
		return open_live(s, r->no, r->finished);
	if (r->kind == TODAY_DRAFT && r->finished)
		return nav_push(s->ui, NAV_REPORT, &(struct nav_arg){.no = r->no});
	if (r->kind == TODAY_APPOINTMENT || r->kind == TODAY_DRAFT)
		return nav_push(s->ui, NAV_CHART, &(struct nav_arg){.no = r->patient});
	if (r->kind == TODAY_MORE)
		return nav_push(s->ui, NAV_DUE, NULL);
	return book_open_due(s, &state(s)->all.due[r->no]);
}

static unsigned
on_start(struct screen *s, int key)
{
	const struct today_row *r = list_current(&state(s)->list);

	(void)key;
	if (!r || r->kind == TODAY_DUE || r->kind == TODAY_MORE)
		return SCREEN_HANDLED;
	if (r->kind == TODAY_LIVE)
		return open_live(s, r->no, r->finished);
	return start_session(s->ui, r->patient, 0);
}

static unsigned
on_everybody(struct screen *s, int key)
{
	(void)key;
	state(s)->all.everybody = !state(s)->all.everybody;
	return list_screen_reload(s);
}

static unsigned
on_day(struct screen *s, int key)
{
	struct today_rows *t = &state(s)->all;

	t->day = key == 't' ? s->ui->today : date_add(t->day, key == K_LEFT ? -1 : 1);
	return list_screen_reload(s);
}

static unsigned
on_board(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_BOARD, NULL);
}

/* ---- the marked appointment */

/* Number of the marked appointment, 0: something else is marked. */
static int64_t
appointment(struct screen *s)
{
	const struct today_row *r = list_current(&state(s)->list);

	return r && r->kind == TODAY_APPOINTMENT ? r->no : 0;
}

static unsigned
set_state(struct screen *s, const char *to)
{
	int64_t no = appointment(s);

	if (!no)
		return SCREEN_HANDLED;
	book_state(s->ui, no, to);
	return s->ui->message_tone == TONE_WARN ? SCREEN_REDRAW : list_screen_reload(s);
}

static unsigned
on_no_show(struct screen *s, int key)
{
	(void)key;
	return set_state(s, "no_show");
}

static unsigned
on_arrived(struct screen *s, int key)
{
	(void)key;
	return set_state(s, "arrived");
}

static unsigned
on_cancel(struct screen *s, int key)
{
	int64_t no = appointment(s);

	(void)key;
	return no ? book_cancel(s, no) : SCREEN_HANDLED;
}

static unsigned
open_book(struct screen *s, bool move)
{
	const struct today_row *r = list_current(&state(s)->list);
	struct schedule_from from;

	if (!r || !r->patient || (move && !appointment(s)))
		return SCREEN_HANDLED;
	from = schedule_for(r->patient, appointment(s));
	from.move = move;
	return book_open(s->ui, &from);
}

static unsigned
on_book(struct screen *s, int key)
{
	(void)key;
	return open_book(s, false);
}

static unsigned
on_move(struct screen *s, int key)
{
	(void)key;
	return open_book(s, true);
}

/* ---- to other screens */

static unsigned
on_week(struct screen *s, int key)
{
	const struct today_row *r = list_current(&state(s)->list);

	(void)key;
	return nav_push(
	    s->ui, NAV_WEEK,
	    &(struct nav_arg){.no = r ? r->patient : 0, .no2 = state(s)->all.day});
}

static unsigned
on_classes(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_CLASSES, NULL);
}

static unsigned
on_due(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_DUE, NULL);
}

static unsigned
on_lapse(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_LAPSE, NULL);
}

static unsigned
on_tasks(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_TASKS, NULL);
}

static unsigned
on_sync(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_SYNC, NULL);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'s', ACT_START, on_start},
    {'e', ACT_EVERYBODY, on_everybody},
    {'n', ACT_NO_SHOW, on_no_show},
    {K_TAB, ACT_BOARD, on_board},
    {'d', ACT_DUE, on_due},
    {'b', ACT_BOOK, on_book},
    {'w', ACT_WEEK, on_week},
    {'l', ACT_LAPSE, on_lapse},
    {'m', ACT_TASKS, on_tasks},
    {'a', ACT_ARRIVED, on_arrived},
    {'x', ACT_CANCEL_VISIT, on_cancel},
    {'v', ACT_MOVE_VISIT, on_move},
    {K_LEFT, ACT_DAY_BEFORE, on_day},
    {K_RIGHT, ACT_DAY_AFTER, on_day},
    {'t', ACT_TODAY, on_day},
    {'y', ACT_SYNC, on_sync},
    {'g', ACT_CLASSES, on_classes},
    {0, ACT_NONE, NULL},
};

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	state(s)->all.day = s->ui->today;
	return list_screen_open(s, arg, err);
}

static void
draw(struct screen *s)
{
	list_draw(&state(s)->list, s->ui, ui_body(s->ui), true,
		  "No appointments. / finds a patient, e shows everybody's day.");
}

static void
close_screen(struct screen *s)
{
	list_screen_close(s);
	today_rows_release(&state(s)->all);
}

const struct screen_ops scr_today = {
    .name = "today",
    .title = "",
    .state_size = sizeof(struct today_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .renew = true,
    .resume = list_screen_resume,
    .draw = draw,
    .close = close_screen,
};
