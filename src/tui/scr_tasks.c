/* scr_tasks.c - what waits for me: tasks, calls and hand-over notes, those due first. */
#include "app/conflicts.h"
#include "app/task.h"
#include "store/record.h"
#include "task_ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { DETAIL_ROWS = 7 };

struct tasks_row {
	int64_t no, patient;
	char due[24], kind[16], about[124], from[81];
	const char *text; /* of the task; the screen's */
	bool late;
};

struct tasks_screen {
	struct list list;
	struct tasks_row rows[TASK_MAX];
	struct task tasks[TASK_MAX]; /* same order */
};

static struct tasks_screen *
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

/* Names of those a task is about and from. */
static enum status
load_names(struct screen *s, const struct task *t, struct tasks_row *r, struct err *err)
{
	struct patient p;
	struct staff who;
	enum status st = record_get(app(s)->store, E_STAFF, t->author, &who, err);

	if (!st)
		str_copy(r->from, sizeof r->from, who.name);
	if (st || t->patient == DICT_NONE)
		return st;
	st = record_get(app(s)->store, E_PATIENT, t->patient, &p, err);
	if (!st)
		str_format(r->about, sizeof r->about, "%s%s%s", p.family_name,
			   p.given_name[0] ? ", " : "", p.given_name);
	return st ? st
		  : conflicts_name(app(s), t->patient, r->about, sizeof r->about, err);
}

static enum status
load_row(struct screen *s, const struct task *t, struct tasks_row *r, struct err *err)
{
	char day[DATE_TEXT_SIZE];

	memset(r, 0, sizeof *r);
	r->no = t->head.no;
	r->patient = t->patient == DICT_NONE ? 0 : t->patient;
	r->late = t->due != DICT_NONE && t->due < s->ui->today;
	date_text(t->due, day);
	str_format(r->due, sizeof r->due, "%s%s", day, r->late ? " LATE" : "");
	str_copy(r->kind, sizeof r->kind, dict_label(E_TASK, "kind", t->kind));
	r->text = t->text;
	return load_names(s, t, r, err);
}

static enum status
load(struct screen *s, struct err *err)
{
	struct tasks_screen *t = state(s);
	int n = 0;
	enum status st = task_mine(app(s), t->tasks, TASK_MAX, &n, err);

	for (int i = 0; i < n && !st; i++)
		st = load_row(s, &t->tasks[i], &t->rows[i], err);
	list_set(&t->list, t->rows, st ? 0 : n);
	return st;
}

enum { COL_DUE, COL_KIND, COL_ABOUT, COL_TEXT, COL_FROM };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct tasks_row *r = row;
	const char *const texts[] = {r->due, r->kind, r->about, r->text, r->from};

	(void)ctx;
	str_add_n(out, texts[col], strcspn(texts[col], "\n"));
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct tasks_row *r = row;

	(void)ctx;
	return col == COL_DUE && r->late ? TONE_WARN : TONE_PLAIN;
}

static const struct list_col cols[] = {{"Due", 15, false},
				       {"", 9, false},
				       {"About", 18, false},
				       {"What", 0, false},
				       {"From", 12, false}};
static const struct list_source source = {.row_size = sizeof(struct tasks_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_ABOUT,
					  .cell = cell,
					  .tone = tone};

/* ---- keys */

static const struct tasks_row *
marked(struct screen *s)
{
	return list_current(&state(s)->list);
}

static unsigned
on_open(struct screen *s, int key)
{
	(void)key;
	return marked(s) ? task_ask_open(s, marked(s)->no) : SCREEN_HANDLED;
}

static unsigned
on_done(struct screen *s, int key)
{
	(void)key;
	return marked(s) ? task_ask_done(s, marked(s)->no, list_screen_reload)
			 : SCREEN_HANDLED;
}

static unsigned
on_new(struct screen *s, int key)
{
	(void)key;
	return task_ask_new(s, 0);
}

static unsigned
on_chart(struct screen *s, int key)
{
	(void)key;
	if (!marked(s) || !marked(s)->patient) {
		ui_say(s->ui, TONE_PLAIN, "This task is about nobody");
		return SCREEN_REDRAW;
	}
	return nav_push(s->ui, NAV_CHART, &(struct nav_arg){.no = marked(s)->patient});
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open}, {'d', ACT_TASK_DONE, on_done}, {'n', ACT_NEW, on_new},
    {'c', ACT_CHART, on_chart},	  {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	enum status st = list_screen_open(s, arg, err);

	if (st)
		return st;
	st = task_seen(app(s), err);
	if (st)
		list_screen_close(s);
	return st;
}

static void
draw(struct screen *s)
{
	struct rect r = ui_body(s->ui);
	const struct tasks_row *m;
	struct rect at = {r.y + r.h - DETAIL_ROWS, r.x, DETAIL_ROWS, r.w};

	m = list_draw(&state(s)->list, s->ui,
		      (struct rect){r.y, r.x, r.h - DETAIL_ROWS, r.w}, true,
		      "Nothing waits for you. n writes a task for somebody.");
	text_clear(at.y, at.x, at.h, at.w);
	if (m)
		text_para(at.y + 1, at.x + 1, at.h - 1, at.w - 2, m->text);
}

const struct screen_ops scr_tasks = {
    .name = "tasks",
    .title = "Tasks",
    .state_size = sizeof(struct tasks_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .renew = true,
    .resume = list_screen_resume,
    .draw = draw,
    .close = list_screen_close,
};
