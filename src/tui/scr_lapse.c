/* scr_lapse.c - who stopped coming: to call, to book, or to discharge. */
#include "app/app.h"
#include "app/conflicts.h"
#include "app/lapse.h"
#include "book.h"
#include "store/access.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

enum { LINES_MAX = 300, WHY_ROWS = 5 };

struct lapse_row {
	int64_t name;
	struct lapse_line line;
};

struct lapse_screen {
	struct list list;
	struct lapse_line lines[LINES_MAX];
	struct lapse_row rows[LINES_MAX];
	struct lapse_list got;
	struct lapse_ask ask;
	const struct foresight *models; /* NULL: not for this role */
};

static struct lapse_screen *
state(struct screen *s)
{
	return s->state;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct lapse_screen *l = state(s);
	enum status st = ST_OK;

	l->models = NULL;
	if (access_has(s->ui->app->store, ROLE_CHART, ROLE_READ)) {
		st = foresight_models(s->ui->app, &l->models, err);
		if (st)
			return st;
	}
	l->got.lines = l->lines;
	l->got.max = LINES_MAX;
	st = lapse_list(s->ui->app, &l->ask, &l->got, err);
	for (int i = 0; i < l->got.n && !st; i++)
		st = conflicts_name(s->ui->app, l->lines[i].patient, l->lines[i].name,
				    sizeof l->lines[i].name, err);
	if (st)
		l->got.n = 0;
	for (int i = 0; i < l->got.n; i++) {
		l->rows[i].line = l->lines[i];
		l->rows[i].name = l->lines[i].episode;
	}
	list_set(&l->list, l->rows, l->got.n);
	str_format(s->title, sizeof s->title, "%lld days, not booked, %s: %d%s",
		   (long long)(l->ask.out ? l->got.drop_out : l->got.watch),
		   l->ask.everybody ? "everybody's" : "mine", l->got.n,
		   l->got.more ? "+" : "");
	return st;
}

enum { COL_DAYS, COL_WHO, COL_CHART, COL_MISSED, COL_RISK, COL_CALL };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct lapse_line *l = &((const struct lapse_row *)row)->line;
	const struct lapse_attendance *a = &l->attendance;
	const struct foresight *f = ((struct lapse_screen *)ctx)->models;
	char text[24] = "";

	if (col == COL_DAYS)
		str_addf(out, "%lld%s", (long long)l->days, l->out ? "!" : " ");
	else if (col == COL_WHO)
		str_add(out, l->name);
	else if (col == COL_CHART)
		str_add(out, l->chart_no);
	else if (col == COL_MISSED && a->percent >= 0)
		str_addf(out, "%d of %d", a->missed, a->came + a->missed);
	else if (col == COL_RISK && f)
		foresight_risk_text(&f->models[FORESIGHT_LAPSE], &l->risk, text,
				    sizeof text);
	else if (col == COL_CALL && l->call)
		str_add(out, "call");
	str_add(out, text);
}

static const struct list_col cols[] = {{"Days", 5, true},    {"Patient", 0, false},
				       {"Chart", 13, false}, {"Missed", 8, true},
				       {"Risk", 12, false},  {"Task", 5, false}};
static const struct list_source source = {.row_size = sizeof(struct lapse_row),
					  .cols = cols,
					  .n_cols = 6,
					  .key_col = COL_WHO,
					  .cell = cell};

/* ---- keys */

static const struct lapse_line *
marked(struct screen *s)
{
	const struct lapse_row *r = list_current(&state(s)->list);

	return r ? &r->line : NULL;
}

static unsigned
on_open(struct screen *s, int key)
{
	const struct lapse_line *l = marked(s);

	(void)key;
	return l ? nav_push(s->ui, NAV_CHART, &(struct nav_arg){.no = l->patient})
		 : SCREEN_HANDLED;
}

static unsigned
on_call(struct screen *s, int key)
{
	const struct lapse_line *l = marked(s);
	struct err err = {0};
	int64_t no;
	bool was;

	(void)key;
	if (!l)
		return SCREEN_HANDLED;
	was = l->call != 0;
	if (lapse_call(s->ui->app, l, &no, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	if (was) /* there is one: what came of it is entered there */
		return nav_push(s->ui, NAV_ROW,
				&(struct nav_arg){.no = no, .no2 = E_TASK});
	ui_say(s->ui, TONE_GOOD, "Task to call %s, due today; c opens it", l->name);
	return list_screen_reload(s);
}

static unsigned
on_book(struct screen *s, int key)
{
	const struct lapse_line *l = marked(s);
	struct schedule_from from;

	(void)key;
	if (!l)
		return SCREEN_HANDLED;
	from = schedule_for(l->patient, 0);
	return book_open(s->ui, &from);
}

static unsigned
on_why(struct screen *s, int key)
{
	const struct lapse_line *l = marked(s);

	(void)key;
	if (!l || !state(s)->models)
		return SCREEN_HANDLED;
	return nav_push(s->ui, NAV_FORESIGHT,
			&(struct nav_arg){.no = l->patient, .no2 = l->visited});
}

static unsigned
on_forecasts(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_FORESIGHT, NULL);
}

static unsigned
on_out(struct screen *s, int key)
{
	(void)key;
	state(s)->ask.out = !state(s)->ask.out;
	return list_screen_restart(s);
}

static unsigned
on_everybody(struct screen *s, int key)
{
	(void)key;
	state(s)->ask.everybody = !state(s)->ask.everybody;
	return list_screen_restart(s);
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'c', ACT_CALL, on_call},
    {'b', ACT_BOOK, on_book},
    {'w', ACT_EXPLAIN, on_why},
    {'f', ACT_FORESIGHT, on_forecasts},
    {K_TAB, ACT_FACET, on_out},
    {'e', ACT_EVERYBODY, on_everybody},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

static void
explain(struct screen *s, struct str *out)
{
	const struct lapse_screen *l = state(s);
	const struct lapse_line *m = marked(s);
	char last[DATE_TEXT_SIZE];

	if (!m)
		return;
	date_text(m->visited, last);
	str_addf(out,
		 "%s: last visit %s, %lld days ago; open and not booked. Of the last %d "
		 "booked visits %d missed (no-show, or called off on the day)",
		 m->title, last, (long long)m->days,
		 m->attendance.came + m->attendance.missed, m->attendance.missed);
	if (m->attendance.percent >= 0)
		str_addf(out, ", came %d %%", m->attendance.percent);
	str_addf(out, ". From %lld days on counted as a drop-out (!).%s",
		 (long long)l->got.drop_out, l->got.unsure ? " (check source)" : "");
	if (!l->models)
		return;
	str_add(out, "\nRisk of staying away: ");
	if (m->risk.known)
		foresight_reasons(&l->models->models[FORESIGHT_LAPSE], &m->risk, out);
	else
		str_add(out, "none is told; the longest away come first");
	str_add(out, ". w: the formula.");
}

static void
draw(struct screen *s)
{
	struct lapse_screen *l = state(s);
	struct rect r = ui_body(s->ui);
	int y = r.y + r.h - WHY_ROWS;
	struct str why = {0};

	list_draw(&l->list, s->ui, (struct rect){r.y, r.x, r.h - WHY_ROWS - 1, r.w}, true,
		  "Everybody comes or is booked. e shows everybody's patients.");
	text_clear(y - 1, r.x, WHY_ROWS + 1, r.w);
	explain(s, &why);
	text_lines(y, r.x, WHY_ROWS, r.w - 1, str_text(&why));
	str_release(&why);
}

const struct screen_ops scr_lapse = {
    .name = "lapse",
    .title = "Lapse list",
    .state_size = sizeof(struct lapse_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = list_screen_open,
    .input = list_screen_input,
    .renew = true,
    .resume = list_screen_resume,
    .draw = draw,
    .close = list_screen_close,
};
