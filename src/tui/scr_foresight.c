/* scr_foresight.c - booked visits that may be missed; why, and how such forecasts did so far. */
#include "app/conflicts.h"
#include "app/foresight.h"
#include "store/record.h"
#include "tui/list_screen.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <string.h>

enum { ROWS_MAX = 300, WHY_ROWS = 3 };

enum view { VIEW_LIST, VIEW_WHY, VIEW_CHECK };

struct foresight_row {
	int64_t no;
	struct foresight_booking b;
};

struct foresight_screen {
	struct list list;
	struct foresight_row rows[ROWS_MAX];
	struct foresight_booking got[ROWS_MAX];
	int n;
	bool everybody;
	enum view view;
	int part;  /* VIEW_CHECK: the first forecast that is shown */
	bool more; /* and the last one ends below the window */
	const struct foresight *models;
	/* Opened for one patient who stays away: the last visit, else patient 0. */
	struct foresight_ask of;
	struct foresight_risk risk;
	char name[124];
};

static struct foresight_screen *
state(struct screen *s)
{
	return s->state;
}

static void
title(struct screen *s)
{
	const struct foresight_screen *f = state(s);

	if (f->view == VIEW_CHECK)
		str_copy(s->title, sizeof s->title, "how they did");
	else if (f->of.patient)
		str_format(s->title, sizeof s->title, "Staying away: %s", f->name);
	else
		str_format(s->title, sizeof s->title, "%d days, %s: %d", FORESIGHT_AHEAD,
			   f->everybody ? "everybody's" : "mine", f->n);
}

static enum status
load_one(struct screen *s, struct err *err)
{
	struct foresight_screen *f = state(s);
	struct patient p;
	enum status st = record_get(s->ui->app->store, E_PATIENT, f->of.patient, &p, err);

	if (!st) {
		str_format(f->name, sizeof f->name, "%s, %s", p.family_name,
			   p.given_name);
		st = foresight_risk(s->ui->app, &f->of, &f->risk, err);
	}
	return st;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct foresight_screen *f = state(s);
	int64_t staff = f->everybody ? 0 : s->ui->app->user.head.no;
	enum status st = foresight_models(s->ui->app, &f->models, err);

	f->n = 0;
	if (!st && f->of.patient)
		st = load_one(s, err);
	else if (!st)
		st = foresight_bookings(s->ui->app, staff, f->got, ROWS_MAX, &f->n, err);
	for (int i = 0; i < f->n && !st; i++) {
		st = conflicts_name(s->ui->app, f->got[i].patient, f->got[i].name,
				    sizeof f->got[i].name, err);
		f->rows[i] = (struct foresight_row){f->got[i].no, f->got[i]};
	}
	if (st)
		f->n = 0;
	list_set(&f->list, f->rows, f->n);
	/* The models may have been made anew meanwhile. */
	if (!st)
		st = foresight_models(s->ui->app, &f->models, err);
	title(s);
	return st;
}

enum { COL_DAY, COL_TIME, COL_WHO, COL_CHART, COL_MISSED, COL_RISK };

static void
cell(void *ctx, const void *row, int col, struct str *out)
{
	const struct foresight_booking *b = &((const struct foresight_row *)row)->b;
	const struct foresight_screen *f = ctx;
	char text[124] = "";

	if (col == COL_DAY)
		date_text(b->day, text);
	else if (col == COL_TIME && b->start != DICT_NONE)
		str_addf(out, "%02lld:%02lld", (long long)(b->start / 60),
			 (long long)(b->start % 60));
	else if (col == COL_WHO)
		str_copy(text, sizeof text, b->name);
	else if (col == COL_CHART)
		str_copy(text, sizeof text, b->chart_no);
	else if (col == COL_MISSED && b->risk.booked)
		str_addf(out, "%lld of %lld", (long long)b->risk.missed,
			 (long long)b->risk.booked);
	else if (col == COL_RISK)
		foresight_risk_text(&f->models->models[FORESIGHT_NO_SHOW], &b->risk, text,
				    sizeof text);
	str_add(out, text);
}

static const struct list_col cols[] = {{"Day", 10, false},    {"Time", 5, false},
				       {"Patient", 0, false}, {"Chart", 13, false},
				       {"Missed", 7, true},   {"Risk", 12, false}};
static const struct list_source source = {.row_size = sizeof(struct foresight_row),
					  .cols = cols,
					  .n_cols = 6,
					  .key_col = COL_WHO,
					  .cell = cell};

/* ---- keys */

static const struct foresight_booking *
marked(struct screen *s)
{
	const struct foresight_row *r = list_current(&state(s)->list);

	return r ? &r->b : NULL;
}

/* Whom a key is about: the one patient, or the marked line; 0 nobody. */
static int64_t
who(struct screen *s)
{
	const struct foresight_booking *b = marked(s);

	if (state(s)->of.patient)
		return state(s)->of.patient;
	return b ? b->patient : 0;
}

static unsigned
show(struct screen *s, enum view v)
{
	state(s)->view = v;
	state(s)->part = 0;
	s->ui->repaint = true;
	title(s);
	return SCREEN_REDRAW;
}

/* The next forecast on top, or the one before. */
static unsigned
turn(struct screen *s, int key)
{
	struct foresight_screen *f = state(s);

	if (key == K_PGDN && f->more && f->part < FORESIGHT_KINDS - 1)
		f->part++;
	else if (key == K_PGUP && f->part > 0)
		f->part--;
	s->ui->repaint = true;
	return SCREEN_REDRAW;
}

static unsigned
on_open(struct screen *s, int key)
{
	int64_t patient = who(s);

	(void)key;
	return patient ? nav_push(s->ui, NAV_CHART, &(struct nav_arg){.no = patient})
		       : SCREEN_HANDLED;
}

static unsigned
on_why(struct screen *s, int key)
{
	(void)key;
	if (state(s)->of.patient || !who(s))
		return show(s, state(s)->of.patient ? VIEW_WHY : VIEW_LIST);
	return show(s, state(s)->view == VIEW_WHY ? VIEW_LIST : VIEW_WHY);
}

static unsigned
on_check(struct screen *s, int key)
{
	enum view home = state(s)->of.patient ? VIEW_WHY : VIEW_LIST;

	(void)key;
	return show(s, state(s)->view == VIEW_CHECK ? home : VIEW_CHECK);
}

static unsigned
on_everybody(struct screen *s, int key)
{
	(void)key;
	state(s)->everybody = !state(s)->everybody;
	return list_screen_restart(s);
}

static unsigned
on_here(struct screen *s, int key)
{
	struct err err = {0};
	bool on = !state(s)->models->on;

	(void)key;
	if (foresight_switch(s->ui->app, on, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_PLAIN, "Forecasts are now %s in this clinic",
	       on ? "shown" : "off");
	s->ui->repaint = true;
	return list_screen_reload(s);
}

static unsigned
on_of(struct screen *s, int key)
{
	const struct foresight_booking *b = marked(s);
	struct err err = {0};
	int64_t patient = who(s), no;
	bool off;

	(void)key;
	if (!patient)
		return SCREEN_HANDLED;
	no = b ? b->no : 0;
	off = state(s)->of.patient ? state(s)->risk.off : b && b->risk.off;
	if (foresight_patient(s->ui->app, patient, off, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_PLAIN, "Forecasts are now %s for this patient",
	       off ? "shown" : "off");
	s->ui->repaint = true;
	list_screen_restart(s);
	for (int i = 0; i < state(s)->n && !list_select(&state(s)->list, no); i++)
		list_key(&state(s)->list, K_DOWN);
	return SCREEN_REDRAW;
}

static unsigned
input(struct screen *s, int key)
{
	struct foresight_screen *f = state(s);

	if (key == K_ESC && !f->of.patient && f->view != VIEW_LIST)
		return show(s, VIEW_LIST);
	if (key == K_ESC && f->of.patient && f->view == VIEW_CHECK)
		return show(s, VIEW_WHY);
	if (f->view == VIEW_CHECK && (key == K_PGDN || key == K_PGUP))
		return turn(s, key);
	return f->view == VIEW_LIST ? list_key(&f->list, key) : SCREEN_PASS;
}

static const struct keybind keys[] = {
    {K_ENTER, ACT_OPEN, on_open},
    {'w', ACT_EXPLAIN, on_why},
    {'k', ACT_CALIBRATION, on_check},
    {'e', ACT_EVERYBODY, on_everybody},
    {'x', ACT_FORECAST_HERE, on_here},
    {'X', ACT_FORECAST_OF, on_of},
    LIST_KEYS,
    {0, ACT_NONE, NULL},
};

/* ---- screen */

/* arg: nothing, or a patient who stays away (no) and the last visit (no2). */
static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct foresight_screen *f = state(s);

	if (arg && arg->no) {
		f->of =
		    (struct foresight_ask){FORESIGHT_LAPSE, arg->no, arg->no2, DICT_NONE};
		f->view = VIEW_WHY;
		s->patient = arg->no;
	}
	return list_screen_open(s, arg, err);
}

/* How they did, from the forecast `part` on: blank lines part them. */
static void
draw_check(struct screen *s, struct rect r)
{
	struct foresight_screen *f = state(s);
	struct str out = {0};
	const char *p;
	int used;

	foresight_calibration(f->models, &out);
	p = str_text(&out);
	for (int i = 0; i < f->part && strstr(p, "\n\n"); i++)
		p = strstr(p, "\n\n") + 2;
	text_clear(r.y, r.x, r.h, r.w);
	used = text_lines(r.y, r.x, r.h - 1, r.w - 1, p);
	f->more = used == r.h - 1;
	if (f->more)
		text_right(r.y + r.h - 1, r.x, r.w, TONE_DIM, " PgDn: more");
	str_release(&out);
}

static void
draw_why(struct screen *s, struct rect r)
{
	const struct foresight_screen *f = state(s);
	const struct foresight_booking *b = marked(s);
	struct str out = {0};

	if (f->view == VIEW_CHECK) {
		draw_check(s, r);
		return;
	}
	if (f->of.patient) {
		foresight_why(&f->models->models[FORESIGHT_LAPSE], &f->risk, &out);
	} else if (b) {
		char day[DATE_TEXT_SIZE];

		date_text(b->day, day);
		str_addf(&out, "%s, %s\n", b->name, day);
		foresight_why(&f->models->models[FORESIGHT_NO_SHOW], &b->risk, &out);
	}
	text_clear(r.y, r.x, r.h, r.w);
	text_lines(r.y, r.x, r.h, r.w - 1, str_text(&out));
	str_release(&out);
}

static void
draw(struct screen *s)
{
	struct foresight_screen *f = state(s);
	const struct foresight_booking *b;
	const struct foresight_model *m = &f->models->models[FORESIGHT_NO_SHOW];
	struct rect r = ui_body(s->ui);
	int y = r.y + r.h - WHY_ROWS;
	struct str why = {0};

	if (f->view != VIEW_LIST) {
		draw_why(s, r);
		return;
	}
	list_draw(&f->list, s->ui, (struct rect){r.y, r.x, r.h - WHY_ROWS - 1, r.w}, true,
		  "Nothing is booked. e shows everybody's visits.");
	b = marked(s); /* drawing may load rows */
	text_clear(y - 1, r.x, WHY_ROWS + 1, r.w);
	if (b && b->risk.known) {
		foresight_reasons(m, &b->risk, &why);
		if (b->risk.level == FORESIGHT_HIGH)
			str_addf(&why, ". %s", foresight_help());
	} else if (b && b->risk.off) {
		str_add(&why, "Switched off for this patient.");
	} else if (b) {
		str_add(&why, f->models->on
				  ? "No forecast yet; w says why."
				  : "Forecasts are switched off in this clinic.");
	}
	text_para(y, r.x, WHY_ROWS, r.w - 1, str_text(&why));
	str_release(&why);
}

const struct screen_ops scr_foresight = {
    .name = "foresight",
    .title = "Forecasts",
    .state_size = sizeof(struct foresight_screen),
    .keys = keys,
    .list = &source,
    .load = load,
    .open = open_screen,
    .input = input,
    .renew = true,
    .resume = list_screen_resume,
    .draw = draw,
    .close = list_screen_close,
};
