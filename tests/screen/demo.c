/* demo.c - screens that use every widget of the toolkit; made-up people only. */
#include "demo.h"

#include "base/str.h"
#include "core/dict_rows.h"
#include "tui/ask.h"
#include "tui/digits.h"
#include "tui/form.h"
#include "tui/list.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

/* ---- list ---- */

struct person {
	int64_t no; /* 1 to DEMO_ROWS */
};

struct list_state {
	struct list list;
	char note[40];
};

static enum status
page(void *ctx, struct list_page *p, struct err *err)
{
	const struct person *edge = p->edge;
	int64_t from = 1;
	struct person *out = p->rows;

	(void)ctx;
	(void)err;
	if (p->dir == LIST_LAST)
		from = DEMO_ROWS - p->max + 1;
	else if (p->dir == LIST_AFTER)
		from = edge->no + 1;
	else if (p->dir == LIST_FROM)
		from = edge->no;
	else if (p->dir == LIST_BEFORE)
		from = edge->no - p->max;
	if (from < 1) {
		p->max -= p->dir == LIST_BEFORE ? (int)(1 - from) : 0;
		from = 1;
	}
	for (p->n = 0; p->n < p->max && from <= DEMO_ROWS; from++)
		out[p->n++].no = from;
	return ST_OK;
}

static const char *const families[] = {"Abara", "Berglund",  "Castillo", "Dlamini",
				       "Eze",	"Farouk",    "Grünwald", "Haugland",
				       "Ito",	"Jónsdóttir"};
static const char *const givens[] = {"Amina",  "Björn", "Chipo", "Daniel",
				     "Esther", "Fatou", "Grace"};
static const char *const problems[] = {
    "Knee replacement, right", "Low back pain", "Stroke, left side",
    "Shoulder, frozen",	       "Hip fracture",	"Ankle sprain"};

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct person *p = row;

	(void)ctx;
	if (col == 0)
		str_addf(out, "%s, %s", families[p->no * 7 % 10], givens[p->no * 3 % 7]);
	else if (col == 1)
		str_addf(out, "KBR-%06d", (int)p->no);
	else if (col == 2)
		str_add(out, problems[p->no * 5 % 6]);
	else
		str_addf(out, "%d", (int)(p->no * 13 % 40));
}

static const struct list_col cols[] = {{"Name", 24, false},
				       {"Chart", 10, false},
				       {"Problem", 0, false},
				       {"Visits", 6, true}};

static const struct list_source source = {
    .row_size = sizeof(struct person),
    .cols = cols,
    .n_cols = 4,
    .page = page,
    .cell = cell,
};

static enum status
list_open(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct list_state *st = s->state;

	(void)arg;
	list_init(&st->list, &source, st);
	return list_restart(&st->list, err);
}

static unsigned
list_input(struct screen *s, int key)
{
	struct list_state *st = s->state;

	return list_key(&st->list, key);
}

static void
list_resume(struct screen *s, const struct screen_answer *a)
{
	struct list_state *st = s->state;

	if (a->code == 1)
		str_copy(st->note, sizeof st->note, a->text);
}

static void
list_paint(struct screen *s)
{
	struct list_state *st = s->state;
	struct rect r = ui_body(s->ui);

	list_draw(&st->list, s->ui, r, true, "Nobody is here");
	if (st->note[0])
		text_right(0, 20, 40, TONE_PLAIN, st->note);
}

static void
list_close(struct screen *s)
{
	struct list_state *st = s->state;

	list_release(&st->list);
}

static unsigned
open_form(struct screen *s, int key)
{
	const struct person *p = list_current(&((struct list_state *)s->state)->list);

	(void)key;
	stack_push(s->ui, &demo_form, &(struct nav_arg){.no = p->no}, NULL);
	return SCREEN_REDRAW;
}

static unsigned
open_timer(struct screen *s, int key)
{
	(void)key;
	stack_push(s->ui, &demo_timer, NULL, NULL);
	return SCREEN_REDRAW;
}

static unsigned
took_number(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	ui_say(s->ui, TONE_PLAIN, "Pain %s noted", text);
	return SCREEN_REDRAW;
}

static unsigned
ask_number(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){
			.kind = ASK_NUMBER, .label = "Pain 0-10", .done = took_number});
	return SCREEN_REDRAW;
}

static unsigned
leave(struct screen *s, const char *text, void *ctx)
{
	(void)s;
	(void)ctx;
	return text[0] == 'y' ? SCREEN_QUIT : SCREEN_HANDLED;
}

static unsigned
ask_leave(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = "Leave limber", .done = leave});
	return SCREEN_REDRAW;
}

static unsigned
write_note(struct screen *s, int key)
{
	(void)key;
	return nav_push(
	    s->ui, NAV_EDIT,
	    &(struct nav_arg){.title = "Note", .text = "Walked to the well."});
}

/* Asks for more memory than there is. */
static unsigned
exhaust(struct screen *s, int key)
{
	volatile size_t much = (size_t)1 << 62;

	(void)s;
	(void)key;
	free(mem_alloc(much));
	return SCREEN_HANDLED;
}

static const struct keybind list_keys[] = {
    {K_ENTER, ACT_OPEN, open_form},
    {'f', ACT_OPEN, open_form},
    {'t', ACT_REDRAW, open_timer},
    {'n', ACT_UNDO, ask_number},
    {'e', ACT_DONE, write_note},
    {'q', ACT_QUIT, ask_leave},
    {K_CTRL('b'), ACT_NEXT, exhaust},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

const struct screen_ops demo_list = {
    .name = "demo list",
    .title = "People",
    .state_size = sizeof(struct list_state),
    .keys = list_keys,
    .open = list_open,
    .input = list_input,
    .resume = list_resume,
    .draw = list_paint,
    .close = list_close,
};

/* ---- form ---- */

struct form_state {
	struct form *form;
	struct patient row;
	int stored;
	struct ui *ui;
};

static enum status
store(void *ctx, const struct field *f, struct cell c, struct err *err)
{
	struct form_state *st = ctx;

	if (c.kind == CELL_TEXT && c.n == 4 && !memcmp(c.p, "fail", 4))
		return status_fail(err, ST_BUSY,
				   "%s: somebody else is writing; try again", f->label);
	st->stored++;
	return ST_OK;
}

static void
pick(void *ctx, const struct field *f, const char *typed)
{
	struct form_state *st = ctx;

	ui_say(st->ui, TONE_PLAIN, "Choose %s (%s)", f->label, typed);
}

static const struct form_ops form_ops = {.store = store, .pick = pick};
static const struct form_row form_rows[] = {
    {"family_name", NULL, false}, {"given_name", NULL, false},
    {"birth_date", NULL, false},  {"sex", NULL, false},
    {"phone", NULL, false},	  {"address", NULL, false},
};

static enum status
form_open(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct form_state *st = s->state;
	struct form_spec spec = {
	    dict_entity(E_PATIENT), form_rows, 6, &form_ops, st, s->ui->today};

	(void)err;
	dict_row_init(spec.entity, &st->row);
	if (arg->no > 0) {
		str_copy(st->row.family_name, sizeof st->row.family_name,
			 families[arg->no * 7 % 10]);
		str_copy(st->row.given_name, sizeof st->row.given_name,
			 givens[arg->no * 3 % 7]);
		st->row.birth_date = 19570504;
		str_copy(st->row.sex, sizeof st->row.sex, "F");
	}
	st->ui = s->ui;
	st->form = form_new(&spec, &st->row);
	s->typing = true;
	return ST_OK;
}

static unsigned
form_input(struct screen *s, int key)
{
	struct form_state *st = s->state;

	return form_key(st->form, s->ui, key);
}

static void
form_paint(struct screen *s)
{
	struct form_state *st = s->state;
	struct rect r = ui_body(s->ui);

	form_draw(st->form, s->ui, (struct rect){r.y + 1, 0, 8, r.w});
	text_putf(r.y + 12, 2, 40, TONE_PLAIN, "Stored: %d", st->stored);
}

static void
form_close(struct screen *s)
{
	form_free(((struct form_state *)s->state)->form);
}

static const struct keybind form_keys[] = {FORM_KEYS, {0, ACT_NONE, NULL}};

const struct screen_ops demo_form = {
    .name = "demo form",
    .title = "Patient",
    .state_size = sizeof(struct form_state),
    .keys = form_keys,
    .open = form_open,
    .input = form_input,
    .draw = form_paint,
    .close = form_close,
};

/* ---- timer ---- */

struct timer_state {
	int64_t from_ms;
	int64_t shown_s;
	bool stopped;
};

static enum status
timer_open(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct timer_state *st = s->state;

	(void)arg;
	(void)err;
	st->from_ms = s->ui->now_ms - 55000;
	st->shown_s = 55;
	return ST_OK;
}

static bool
timer_tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct timer_state *st = s->state;
	int64_t second = (now_ms - st->from_ms) / 1000;
	bool changed = second != st->shown_s && !st->stopped;

	if (st->stopped)
		return false;
	st->shown_s = second;
	*next_ms = st->from_ms + (second + 1) * 1000;
	return changed;
}

static void
timer_paint(struct screen *s)
{
	struct timer_state *st = s->state;
	struct rect r = ui_body(s->ui);
	char text[16];

	str_format(text, sizeof text, "%2d:%02d", (int)(st->shown_s / 60),
		   (int)(st->shown_s % 60));
	text_put(r.y + 2, 4, 20, TONE_TITLE, "HOLD");
	digits_draw(r.y + 4, 4, 1, TONE_PLAIN, text);
	text_bar(r.y + 11, 4, 40, st->shown_s, 120);
}

static unsigned
timer_stop(struct screen *s, int key)
{
	struct timer_state *st = s->state;

	(void)key;
	st->stopped = true;
	return SCREEN_REDRAW;
}

/* A stopped clock is set by hand, to see what each change costs on the wire. */
static unsigned
timer_set(struct screen *s, int key)
{
	struct timer_state *st = s->state;

	st->shown_s += key == '+' ? 1 : 59;
	return SCREEN_REDRAW;
}

static const struct keybind timer_keys[] = {
    {K_SPACE, ACT_DONE, timer_stop},
    {'+', ACT_NEXT, timer_set},
    {'m', ACT_MOVE, timer_set},
    {0, ACT_NONE, NULL},
};

const struct screen_ops demo_timer = {
    .name = "demo timer",
    .title = "Timer",
    .state_size = sizeof(struct timer_state),
    .keys = timer_keys,
    .open = timer_open,
    .tick = timer_tick,
    .draw = timer_paint,
};
