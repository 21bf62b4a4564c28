/* scr_goals.c - the goals of an episode: how far they are, what is missing, their state. */
#include "app/goals.h"
#include "tui/ask.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { BAR_CELLS = 8, DETAIL_ROWS = 5 };

struct goals_row {
	int64_t no;
	const struct goals_line *line; /* into goals_screen.g */
};

struct goals_screen {
	struct list list;
	struct goals g;
	struct goals_row rows[GOALS_MAX];
	int64_t linking; /* prescription that asks for its goal; 0: none */
	char exercise[61];
};

static struct goals_screen *
state(struct screen *s)
{
	return s->state;
}

static const struct goals_line *
marked(struct screen *s)
{
	const struct goals_row *r = list_current(&state(s)->list);

	return r ? r->line : NULL;
}

/* ---- list */

static void
bar(int percent, struct str *out)
{
	int full = percent < 0 ? 0 : percent * BAR_CELLS / 100;

	for (int i = 0; i < BAR_CELLS; i++)
		str_add(out, i < full	    ? term_ascii() ? "#" : "\xE2\x96\x88"
			     : term_ascii() ? "-"
					    : "\xC2\xB7");
	if (percent >= 0)
		str_addf(out, "%4d%%", percent);
	else
		str_add(out, "    ?");
}

static void
way(const struct goals_line *l, struct str *out)
{
	char from[MEASURE_TEXT_SIZE] = "?", to[MEASURE_TEXT_SIZE] = "?";
	const struct goal *g = &l->row;

	str_add(out, l->template     ? l->template->title
		     : l->measure    ? l->measure->name
		     : g->measure[0] ? g->measure
				     : g->text);
	if (!l->measure)
		return;
	if (g->baseline != DICT_NONE)
		measure_number(l->measure, g->baseline, from, sizeof from);
	if (g->target != DICT_NONE)
		measure_number(l->measure, g->target, to, sizeof to);
	str_addf(out, " %s>%s", from, to);
}

static void
state_text(const struct goals_line *l, struct str *out)
{
	const char *code = l->row.state[0] ? l->row.state : "active";

	if (l->reached)
		str_add(out, "REACHED");
	else if (goal_open(&l->row) && !goal_measurable(l->gaps))
		str_add(out, "INCOMPLETE");
	else
		str_add(out, dict_label(E_GOAL, "state", code));
}

enum { COL_GOAL, COL_BAR, COL_STATE, COL_DUE, COL_WEIGHT };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct goals_line *l = ((const struct goals_row *)row)->line;
	char day[DATE_TEXT_SIZE];

	(void)ctx;
	if (col == COL_GOAL) {
		way(l, out);
	} else if (col == COL_BAR) {
		bar(l->progress, out);
	} else if (col == COL_STATE) {
		state_text(l, out);
	} else if (col == COL_DUE) {
		date_text(l->row.due, day);
		str_add(out, day);
	} else {
		if (l->row.importance != DICT_NONE)
			str_addf(out, "%lld", (long long)l->row.importance);
		str_add(out, "/");
		if (l->row.confidence != DICT_NONE)
			str_addf(out, "%lld", (long long)l->row.confidence);
	}
}

static enum tone
tone(void *ctx, const void *row, int col)
{
	const struct goals_line *l = ((const struct goals_row *)row)->line;

	(void)ctx;
	return col != COL_STATE				    ? TONE_PLAIN
	       : l->reached || !strcmp(l->row.state, "met") ? TONE_GOOD
	       : goal_measurable(l->gaps)		    ? TONE_PLAIN
							    : TONE_WARN;
}

static const struct list_col cols[] = {{"Goal", 0, false},
				       {"", BAR_CELLS + 5, false},
				       {"State", 10, false},
				       {"By", 10, false},
				       {"Im/co", 5, false}};
static const struct list_source source = {.row_size = sizeof(struct goals_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_GOAL,
					  .cell = cell,
					  .tone = tone};

static enum status
load(struct screen *s, struct err *err)
{
	struct goals_screen *g = state(s);
	struct goals *fresh = mem_alloc(sizeof *fresh);
	enum status st = goals_load(s->ui->app, g->g.episode.head.no, fresh, err);

	if (!st) {
		g->g = *fresh;
		for (int i = 0; i < g->g.n; i++)
			g->rows[i] =
			    (struct goals_row){g->g.rows[i].row.head.no, &g->g.rows[i]};
		list_set(&g->list, g->rows, g->g.n);
	}
	free(fresh);
	return st;
}

static unsigned
reload(struct screen *s)
{
	s->ui->repaint = true;
	return list_screen_reload(s);
}

/* ---- keys */

static unsigned
on_open(struct screen *s, int key)
{
	const struct goals_line *l = marked(s);

	(void)key;
	if (!l)
		return SCREEN_HANDLED;
	if (state(s)->linking)
		return stack_answer(s, 1, l->row.head.no, NULL);
	return nav_push(s->ui, NAV_GOAL, &(struct nav_arg){.no = l->row.head.no});
}

static unsigned
on_new(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_GOAL_NEW,
			&(struct nav_arg){.no = state(s)->g.episode.head.no});
}

static unsigned
set_state(struct screen *s, const char *code, const char *reason)
{
	const struct goals_line *l = marked(s);
	struct err err = {0};

	if (!l)
		return SCREEN_HANDLED;
	if (goals_close(s->ui->app, &l->row, code, reason, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_GOOD, "%s; the same key again takes it back",
	       dict_label(E_GOAL, "state", code));
	return reload(s);
}

/* A second press of the same key makes the goal active again. */
static unsigned
toggle(struct screen *s, const char *code)
{
	const struct goals_line *l = marked(s);

	return set_state(s, l && !strcmp(l->row.state, code) ? "active" : code, "");
}

static unsigned
on_met(struct screen *s, int key)
{
	return toggle(s, key == 'm' ? "met" : key == 'y' ? "partly" : "not_met");
}

static unsigned
dropped(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return set_state(s, "dropped", text);
}

static unsigned
on_drop(struct screen *s, int key)
{
	const struct goals_line *l = marked(s);

	(void)key;
	if (!l)
		return SCREEN_HANDLED;
	if (!strcmp(l->row.state, "dropped"))
		return set_state(s, "active", "");
	ask_open(s, &(struct ask_spec){.kind = ASK_TEXT,
				       .label = "Given up because",
				       .most = ask_room(E_GOAL, "reason"),
				       .done = dropped});
	return SCREEN_REDRAW;
}

/* The digit of importance or confidence; t is ten. */
static unsigned
weighed(struct screen *s, const char *text, void *ctx)
{
	const struct goals_line *l = marked(s);
	const struct entity *e = dict_entity(E_GOAL);
	const struct field *f = &e->fields[dict_field_named(e, ctx)];
	struct goal g;
	struct err err = {0};

	if (!l)
		return SCREEN_HANDLED;
	g = l->row;
	if (goals_set(
		s->ui->app, &g, f,
		(struct cell){.kind = CELL_INT, .i = text[0] == 't' ? 10 : text[0] - '0'},
		&err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return reload(s);
}

static unsigned
on_weigh(struct screen *s, int key)
{
	static char importance[] = "importance", confidence[] = "confidence";

	if (!marked(s))
		return SCREEN_HANDLED;
	ask_open(s, &(struct ask_spec){
			.kind = ASK_CHOICE,
			.label = key == 'i' ? "How much it matters, 0-9, t is ten"
					    : "How sure to reach it, 0-9, t is ten",
			.keys = "0123456789t",
			.done = weighed,
			.ctx = key == 'i' ? importance : confidence});
	return SCREEN_REDRAW;
}

static unsigned
on_trends(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_TREND,
			&(struct nav_arg){.no = state(s)->g.patient.head.no});
}

static const struct keybind keys[] = {
    {'n', ACT_NEW, on_new},	     {K_ENTER, ACT_OPEN, on_open},
    {'m', ACT_GOAL_MET, on_met},     {'y', ACT_GOAL_PARTLY, on_met},
    {'o', ACT_GOAL_NOT_MET, on_met}, {'d', ACT_GOAL_DROP, on_drop},
    {'i', ACT_IMPORTANCE, on_weigh}, {'c', ACT_CONFIDENCE, on_weigh},
    {'t', ACT_TRENDS, on_trends},    {0, ACT_NONE, NULL},
};

/* ---- screen */

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct goals_screen *g = state(s);
	enum status st;

	g->g.episode.head.no = arg->no;
	g->linking = arg->no2;
	str_copy(g->exercise, sizeof g->exercise, arg->title ? arg->title : "");
	st = list_screen_open(s, arg, err);
	s->patient = g->g.patient.head.no;
	return st;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	struct goals_screen *g = state(s);
	int before = g->g.n;

	reload(s);
	if (a->code == 1 && a->no)
		list_select(&g->list, a->no);
	else if (a->from != s->ops &&
		 g->g.n >
		     before) /* the one just made, though its parts were left early */
		list_select(&g->list, g->rows[g->g.n - 1].no);
}

/* The sentence of the marked goal, what it lacks, the exercises that serve it. */
static void
draw_detail(struct screen *s, struct rect r)
{
	const struct goals_line *l = marked(s);
	struct str text = {0};
	int y = r.y;

	text_clear(r.y, r.x, r.h, r.w);
	if (!l)
		return;
	y += text_para(y, r.x, 3, r.w, l->row.text);
	if (!goal_measurable(l->gaps)) {
		str_add(&text, "Does not count as measurable: ");
		goal_gap_text(l->gaps, &text);
		y += text_para(y, r.x, r.h - (y - r.y) - 1, r.w, str_text(&text));
		str_clear(&text);
	}
	str_addf(&text, "%d exercise%s serve%s it", l->exercises,
		 l->exercises == 1 ? "" : "s", l->exercises == 1 ? "s" : "");
	if (l->row.reason[0])
		str_addf(&text, ". %s", l->row.reason);
	text_put(y, r.x, r.w, TONE_DIM, str_text(&text));
	str_release(&text);
}

static void
draw(struct screen *s)
{
	struct goals_screen *g = state(s);
	struct rect r = ui_body(s->ui);
	struct rect list = {r.y + 2, r.x, r.h - 2 - DETAIL_ROWS - 1, r.w};
	char line[200];

	str_format(line, sizeof line, "%s, %s  %s  %d of %d met",
		   g->g.patient.family_name, g->g.patient.given_name, g->g.episode.title,
		   g->g.met, g->g.n);
	text_fill(r.y, r.x, r.w, TONE_TITLE, line);
	line[0] = '\0';
	if (g->linking)
		str_format(line, sizeof line,
			   "Enter: the goal that %s serves. n makes one.", g->exercise);
	else if (!g->g.diagnosis && g->g.n)
		str_copy(line, sizeof line,
			 "The episode has no diagnosis: goals without one do not count.");
	text_fill(r.y + 1, r.x, r.w, TONE_WARN, line);
	list_draw(&g->list, s->ui, list, true,
		  "No goal yet. n sets one with the patient.");
	text_clear(list.y + list.h, r.x, 1, r.w);
	draw_detail(s, (struct rect){list.y + list.h + 1, r.x, DETAIL_ROWS, r.w});
}

const struct screen_ops scr_goals = {
    .name = "goals",
    .title = "Goals",
    .state_size = sizeof(struct goals_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = list_screen_input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = list_screen_close,
};
