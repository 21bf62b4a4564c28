/* scr_trend.c - every measure of a patient over time: a list, and a plot of the marked one. */
#include "app/paper.h"
#include "app/trends.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { SPARK_CELLS = 6 };

enum view { VIEW_LIST, VIEW_PLOT, VIEW_WHY };

struct trend_row {
	int64_t no;
	const struct trends_series *series; /* into trend_screen.t */
};

struct trend_screen {
	struct list list;
	struct trends t;
	struct trend_row rows[TRENDS_ALL];
	enum view view;
	struct str text;   /* what the plot or its explanation shows, lines end in LF */
	struct rect drawn; /* size the plot was made for */
	int skip;	   /* lines of the explanation above the window */
	bool more;	   /* and some below it */
};

static struct trend_screen *
state(struct screen *s)
{
	return s->state;
}

static const struct trends_series *
marked(struct screen *s)
{
	const struct trend_row *r = list_current(&state(s)->list);

	return r ? r->series : NULL;
}

/* ---- list */

enum { COL_NAME, COL_SPARK, COL_LAST, COL_CHANGE, COL_TREND };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct trends_series *s = ((const struct trend_row *)row)->series;
	char text[120] = "";

	(void)ctx;
	if (col == COL_NAME)
		str_add(out, s->title);
	else if (col == COL_SPARK)
		trends_spark(s, SPARK_CELLS, term_plain(), out);
	else if (col == COL_LAST)
		measure_text(s->measure, s->last, text, sizeof text);
	else if (col == COL_CHANGE)
		trends_change_text(s, text, sizeof text);
	else if (s->trend.goal == TREND_REACHED)
		str_add(out, "reached");
	else if (s->has_goal)
		measure_number(s->measure, s->target, text, sizeof text);
	str_add(out, text);
}

static const struct list_col cols[] = {{"Measure", 0, false},
				       {"", SPARK_CELLS, false},
				       {"Last", 9, true},
				       {"Change", 28, false},
				       {"Goal", 7, true}};
static const struct list_source source = {.row_size = sizeof(struct trend_row),
					  .cols = cols,
					  .n_cols = 5,
					  .key_col = COL_NAME,
					  .cell = cell};

static enum status
load(struct screen *s, struct err *err)
{
	struct trend_screen *t = state(s);
	struct trends fresh;
	enum status st = trends_load(s->ui->app, t->t.patient.head.no, &fresh, err);

	if (st) {
		trends_release(&fresh);
		return st;
	}
	trends_release(&t->t);
	t->t = fresh;
	for (int i = 0; i < t->t.n; i++)
		t->rows[i] = (struct trend_row){i + 1, &t->t.rows[i]};
	list_set(&t->list, t->rows, t->t.n);
	return ST_OK;
}

/* ---- keys */

static unsigned
show(struct screen *s, enum view v)
{
	struct trend_screen *t = state(s);

	t->view = marked(s) ? v : VIEW_LIST;
	t->drawn = (struct rect){0};
	t->skip = 0;
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

/* A page of the explanation further, or back. */
static unsigned
turn(struct screen *s, int key)
{
	struct trend_screen *t = state(s);
	int page = t->drawn.h > 3 ? t->drawn.h - 3 : 1;

	if (key == K_PGDN && t->more)
		t->skip += page;
	else if (key == K_PGUP)
		t->skip = t->skip > page ? t->skip - page : 0;
	return SCREEN_REDRAW;
}

static unsigned
on_open(struct screen *s, int key)
{
	(void)key;
	return show(s, VIEW_PLOT);
}

static unsigned
on_why(struct screen *s, int key)
{
	(void)key;
	return show(s, state(s)->view == VIEW_WHY ? VIEW_PLOT : VIEW_WHY);
}

static unsigned
on_measure(struct screen *s, int key)
{
	list_key(&state(s)->list, key == K_LEFT ? K_UP : K_DOWN);
	return show(s, state(s)->view == VIEW_LIST ? VIEW_PLOT : state(s)->view);
}

static unsigned
on_dates(struct screen *s, int key)
{
	struct trend_screen *t = state(s);
	struct err err = {0};

	(void)key;
	if (trends_dates_set(s->ui->app, !t->t.dates, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	t->t.dates = !t->t.dates;
	ui_say(s->ui, TONE_PLAIN, "Expected dates are now %s in this clinic",
	       t->t.dates ? "shown" : "hidden");
	return show(s, t->view);
}

static unsigned
input(struct screen *s, int key)
{
	struct trend_screen *t = state(s);

	if (t->view == VIEW_LIST)
		return list_key(&t->list, key);
	if (key == K_ESC)
		return show(s, t->view == VIEW_WHY ? VIEW_PLOT : VIEW_LIST);
	if (t->view == VIEW_WHY && (key == K_PGDN || key == K_PGUP))
		return turn(s, key);
	if (key == K_UP || key == K_DOWN)
		return on_measure(s, key == K_UP ? K_LEFT : K_RIGHT);
	return SCREEN_PASS;
}

static unsigned
on_print(struct screen *s, int key)
{
	const struct trends_series *m = marked(s);
	struct paper_order o = {.kind = PAPER_TREND, .no = state(s)->t.patient.head.no};

	(void)key;
	if (!m)
		return SCREEN_HANDLED;
	o.measure = m->key;
	o.side = m->side;
	return nav_push(s->ui, NAV_PRINT, &(struct nav_arg){.data = &o});
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {K_RIGHT, ACT_NEXT_MEASURE, on_measure},
    {K_LEFT, ACT_MEASURE_BEFORE, on_measure},
    {'w', ACT_EXPLAIN, on_why},
    {'x', ACT_EXPECTED, on_dates},
    LIST_KEYS,
    {'o', ACT_PRINT, on_print},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
close_screen(struct screen *s)
{
	struct trend_screen *t = state(s);

	list_screen_close(s);
	trends_release(&t->t);
	str_release(&t->text);
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	s->patient = state(s)->t.patient.head.no = arg->no;
	return list_screen_open(s, arg, err);
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	list_screen_resume(s, a);
	show(s, state(s)->view);
}

/* The picture is made anew when the series or the size of the window changed. */
static void
make_text(struct screen *s, struct rect r)
{
	struct trend_screen *t = state(s);
	const struct trends_series *m = marked(s);
	struct trends_page p = {r.h, r.w, term_plain(), t->t.dates};

	if (t->drawn.h == r.h && t->drawn.w == r.w)
		return;
	t->drawn = r;
	str_clear(&t->text);
	if (t->view == VIEW_WHY) {
		str_addf(&t->text, "%s\n", m->title);
		trends_explain(m, &t->text);
	} else {
		trends_draw(m, &p, &t->text);
	}
}

static void
draw_text(struct screen *s, struct rect r)
{
	struct trend_screen *t = state(s);
	const char *p = str_text(&t->text);
	bool why = t->view == VIEW_WHY;
	int row = -t->skip, h = why ? r.h - 1 : r.h;

	text_clear(r.y, r.x, r.h, r.w);
	for (; *p && row < h; p += *p != '\0') {
		size_t n = strcspn(p, "\n"), at = 0, next = 0;

		do {
			size_t end = text_wrap(p, n, at, r.w, &next);

			if (row >= 0)
				text_put_n(r.y + row, r.x, r.w,
					   row + t->skip ? TONE_PLAIN : TONE_TITLE,
					   p + at, end - at);
			row++;
			at = next;
		} while (at < n && row < h && why);
		if (why && at < n)
			break;
		p += n;
	}
	t->more = why && *p;
	if (t->more)
		text_right(r.y + r.h - 1, r.x, r.w, TONE_DIM, " PgDn: more");
}

static void
draw(struct screen *s)
{
	struct trend_screen *t = state(s);
	struct rect r = ui_body(s->ui);
	char line[140];

	str_format(line, sizeof line, "%s, %s  %s", t->t.patient.family_name,
		   t->t.patient.given_name, t->t.patient.chart_no);
	text_fill(r.y, r.x, r.w, TONE_TITLE, line);
	r.y++;
	r.h--;
	if (t->view == VIEW_LIST) {
		list_draw(&t->list, s->ui, r, true,
			  "Nothing was measured yet. An assessment or a visit with pain "
			  "begins a trend.");
		return;
	}
	make_text(s, r);
	draw_text(s, r);
}

const struct screen_ops scr_trend = {
    .name = "trend",
    .title = "Trends",
    .state_size = sizeof(struct trend_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
