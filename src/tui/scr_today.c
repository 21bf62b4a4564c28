/* scr_today.c - the day: sessions to go on with, the appointments, what is due. */
#include "app/report.h"
#include "app/task.h"
#include "app/visit.h"
#include "book.h"
#include "store/audit.h"
#include "store/record.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/start.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { LIVE_MAX = 60, DAY_MAX = 200, DUE_EACH = 4, DUE_MAX = 40, DUE_SHOWN = 3 };

enum today_kind {
	TODAY_LIVE,
	TODAY_APPOINTMENT,
	TODAY_DUE,
	TODAY_DRAFT,
	TODAY_MORE,
};

struct today_row {
	int64_t name; /* of the row in the list */
	enum today_kind kind;
	int64_t no, patient;
	bool finished;
	char when[12], who[60], chart_no[21], what[60], state[24];
};

struct today_screen {
	struct list list;
	struct today_row *rows;
	int n;
	struct due_line due[DUE_SHOWN]; /* the most urgent */
	int64_t day;
	bool everybody;
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

static struct today_row *
new_row(struct today_screen *t, enum today_kind kind, int64_t no)
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
load_live(struct screen *s, struct err *err)
{
	struct live *lines = mem_alloc(LIVE_MAX * sizeof *lines);
	int n = 0;
	enum status st = live_list(app(s)->store, lines, LIVE_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct today_row *r = new_row(state(s), TODAY_LIVE, lines[i].no);

		r->patient = lines[i].patient;
		r->finished = lines[i].finished;
		str_copy(r->when, sizeof r->when, lines[i].finished ? "sign" : "resume");
		str_copy(r->who, sizeof r->who, lines[i].patient_name);
		str_copy(r->chart_no, sizeof r->chart_no, lines[i].chart_no);
		str_copy(r->state, sizeof r->state,
			 lines[i].finished ? "UNSIGNED" : "RUNNING");
		if (lines[i].service_date != s->ui->today)
			date_text(lines[i].service_date, r->what);
	}
	free(lines);
	return st;
}

/* Reports and hand-over notes that were begun and not finished. */
static enum status
load_drafts(struct screen *s, struct err *err)
{
	struct draft *rows = mem_alloc(LIVE_MAX * sizeof *rows);
	int n = 0;
	enum status st = draft_list(app(s)->store, rows, LIVE_MAX, &n, err);

	for (int i = 0; i < n && !st; i++) {
		struct today_row *r;

		if (!state(s)->everybody && rows[i].staff != app(s)->user.head.no)
			continue;
		r = new_row(state(s), TODAY_DRAFT, rows[i].no);
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
load_day(struct screen *s, struct err *err)
{
	struct today_screen *t = state(s);
	struct day_line *lines = mem_alloc(DAY_MAX * sizeof *lines);
	int n = 0;
	enum status st =
	    query_day(app(s)->store, t->day, t->everybody ? 0 : app(s)->user.head.no,
		      lines, DAY_MAX, &n, err);

	for (int i = 0; !st && i < n; i++) {
		struct today_row *r = new_row(t, TODAY_APPOINTMENT, lines[i].appointment);
		const struct entity *e = dict_entity(E_APPOINTMENT);

		r->patient = lines[i].patient;
		str_format(r->when, sizeof r->when, "%02d:%02d",
			   (int)(lines[i].start / 60), (int)(lines[i].start % 60));
		str_copy(r->who, sizeof r->who, lines[i].name);
		str_copy(r->chart_no, sizeof r->chart_no, lines[i].chart_no);
		str_copy(r->what, sizeof r->what, lines[i].reason);
		str_copy(r->state, sizeof r->state,
			 dict_code_label(e->fields[dict_field_named(e, "state")].codes,
					 lines[i].state));
	}
	free(lines);
	return st;
}

static void
due_row(struct today_screen *t, int i)
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
load_due(struct screen *s, struct err *err)
{
	struct today_screen *t = state(s);
	struct due_ask ask = {DUE_ALL, t->everybody, DUE_EACH};
	struct due_line *lines = mem_alloc(DUE_MAX * sizeof *lines);
	struct due_list list = {.lines = lines, .max = DUE_MAX};
	enum status st = due_list(app(s), &ask, &list, err);
	int shown = 0, more = 0;

	for (int i = 0; !st && i < list.n; i++) {
		if (lines[i].kind == DUE_NOTE || lines[i].kind == DUE_DRAFT)
			continue;
		if (shown == DUE_SHOWN) {
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

/* ", 3 tasks (2 new, 1 late)" behind the title when something waits. */
static void
title_tasks(char *title, size_t size, const struct task_count *c)
{
	struct str text = {0};

	if (!c->open)
		return;
	str_addf(&text, ", %d task%s", c->open, c->open == 1 ? "" : "s");
	if (c->unread)
		str_addf(&text, " (%d new%s", c->unread, c->late ? "" : ")");
	if (c->late)
		str_addf(&text, "%s%d late)", c->unread ? ", " : " (", c->late);
	str_format(title + strlen(title), size - strlen(title), "%s", str_text(&text));
	str_release(&text);
}

static enum status
load_all(struct screen *s, struct err *err)
{
	struct today_screen *t = state(s);
	struct task_count tasks = {0};
	char day[DATE_TEXT_SIZE];
	enum status st;

	t->n = 0;
	st = load_live(s, err);
	if (!st)
		st = load_drafts(s, err);
	if (!st)
		st = load_day(s, err);
	if (!st)
		st = load_due(s, err);
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

/* As one reading: the database is locked once, and no other program's change falls between. */
static enum status
load(struct screen *s, struct err *err)
{
	bool own = store_read_begin(app(s)->store);
	enum status st = load_all(s, err);

	store_read_end(app(s)->store, own);
	return st;
}

static enum status
page(void *ctx, struct list_page *p, struct err *err)
{
	struct today_screen *t = ctx;

	(void)err;
	list_page_array(p, t->rows, t->n, sizeof *t->rows);
	return ST_OK;
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
					  .page = page,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static unsigned
reload(struct screen *s)
{
	struct err err = {0};

	if (load(s, &err) || list_reload(&state(s)->list, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

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
	return book_open_due(s, &state(s)->due[r->no]);
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
	state(s)->everybody = !state(s)->everybody;
	return reload(s);
}

static unsigned
on_day(struct screen *s, int key)
{
	struct today_screen *t = state(s);

	t->day = key == 't' ? s->ui->today : date_add(t->day, key == K_LEFT ? -1 : 1);
	return reload(s);
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
	return s->ui->message_tone == TONE_WARN ? SCREEN_REDRAW : reload(s);
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
	    &(struct nav_arg){.no = r ? r->patient : 0, .no2 = state(s)->day});
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
input(struct screen *s, int key)
{
	return list_key(&state(s)->list, key);
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
    {0, ACT_NONE, NULL},
};

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct today_screen *t = state(s);
	enum status st;

	(void)arg;
	t->day = s->ui->today;
	list_init(&t->list, &source, t);
	st = load(s, err);
	if (!st)
		st = list_restart(&t->list, err);
	if (st) {
		list_release(&t->list);
		free(t->rows);
	}
	return st;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	reload(s);
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
	list_release(&state(s)->list);
	free(state(s)->rows);
}

const struct screen_ops scr_today = {
    .name = "today",
    .title = "",
    .state_size = sizeof(struct today_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
