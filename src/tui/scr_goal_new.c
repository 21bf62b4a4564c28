/* scr_goal_new.c - a goal in one line: a measure or template, and whatever else is typed. */
#include "app/goals.h"
#include "tui/line.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { CHOICES_MAX = 200 };

struct new_screen {
	struct list list;
	int64_t episode;
	struct line line;
	struct goals_choice choices[CHOICES_MAX];
};

static struct new_screen *
state(struct screen *s)
{
	return s->state;
}

enum { COL_TITLE, COL_MEASURE, COL_WEEKS };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct goals_choice *c = row;

	(void)ctx;
	if (col == COL_TITLE)
		str_add(out, c->template ? c->template->title : c->measure->name);
	else if (col == COL_MEASURE)
		str_add(out, c->measure ? c->measure->key : c->template->measure);
	else if (c->template && c->template->weeks != DICT_NONE)
		str_addf(out, "%lld weeks", (long long)c->template->weeks);
}

static const struct list_col cols[] = {
    {"Goal", 0, false}, {"Measure", 30, false}, {"Usually", 8, true}};
static const struct list_source source = {.row_size = sizeof(struct goals_choice),
					  .cols = cols,
					  .n_cols = 3,
					  .key_col = COL_TITLE,
					  .cell = cell};

static enum status
choose_from(struct screen *s, const char *words, struct err *err)
{
	struct new_screen *n = state(s);
	int count = 0;
	enum status st =
	    goals_choices(s->ui->app, words, n->choices, CHOICES_MAX, &count, err);

	list_set(&n->list, n->choices, count);
	return st ? st : list_restart(&n->list, err);
}

/* Only the words of the measure filter; what follows them is the goal's own. */
static unsigned
search(struct screen *s)
{
	struct new_screen *n = state(s);
	struct goal_line parts;
	struct err err = {0};

	if (goal_line_parse(n->line.text, s->ui->today, &parts, &err))
		memset(&err, 0, sizeof err); /* half typed: it is judged at Enter */
	if (choose_from(s, parts.measure, &err))
		ui_fail(s->ui, &err);
	return SCREEN_REDRAW;
}

/* The proposal is stored at once, so that nothing typed is lost; its parts are then confirmed
 * one by one. */
static unsigned
on_open(struct screen *s, int key)
{
	struct new_screen *n = state(s);
	const struct goals_choice *c = list_current(&n->list);
	struct goal_line parts = {.due = DATE_NONE};
	struct goal g;
	struct err err = {0};

	(void)key;
	if (!c) {
		ui_say(s->ui, TONE_WARN,
		       "No template and no measure is called so; type less");
		return SCREEN_REDRAW;
	}
	if ((n->line.n && goal_line_parse(n->line.text, s->ui->today, &parts, &err)) ||
	    goals_draft(s->ui->app, n->episode, c, &parts, &g, &err) ||
	    goals_add(s->ui->app, &g, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return nav_replace(s->ui, NAV_GOAL, &(struct nav_arg){.no = g.head.no, .no2 = 1});
}

static unsigned
input(struct screen *s, int key)
{
	struct new_screen *n = state(s);
	unsigned done = list_key(&n->list, key);

	if (done != SCREEN_PASS)
		return done;
	done = line_key(&n->line, key);
	if (done == SCREEN_PASS || done == SCREEN_HANDLED)
		return done;
	return search(s);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {K_DOWN, ACT_MOVE, NULL},
    {0, ACT_NONE, NULL},
};

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct new_screen *n = state(s);
	enum status st;

	(void)err;
	n->episode = arg->no;
	s->typing = true;
	list_init(&n->list, &source, n);
	st = choose_from(s, "", err);
	if (st)
		list_release(&n->list);
	return st;
}

static void
draw(struct screen *s)
{
	struct new_screen *n = state(s);
	struct rect r = ui_body(s->ui);

	list_draw(&n->list, s->ui, (struct rect){r.y + 2, r.x, r.h - 2, r.w}, true,
		  "Nothing fits these words.");
	text_fill(
	    r.y + 1, r.x, r.w, TONE_DIM,
	    "tug 18.2 to 12 by 6w to walk to the market; what is left out is proposed");
	text_put(r.y, r.x, 5, TONE_PLAIN, "Goal");
	line_draw(&n->line, r.y, r.x + 5, r.w - 5);
}

const struct screen_ops scr_goal_new = {
    .name = "goal_new",
    .title = "New goal",
    .state_size = sizeof(struct new_screen),
    .keys = keys,
    .open = open_screen,
    .input = input,
    .draw = draw,
    .close = list_screen_close,
};
