/* scr_wall.c - a running session for the patient's eyes: the one that began last, or one patient's
 * own; nothing to press. */
#include "base/utf8.h"
#include "pacer_draw.h"
#include "store/access.h"
#include "store/record.h"
#include "tui/nav.h"
#include "wall_priv.h"

#include <stdlib.h>
#include <string.h>

enum { LIVE_MAX = 40 };

static const char setting[] = "wall.name"; /* "1": first name and initial are shown */

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

/* ---- what is shown */

/* The running session that is wanted; 0: there is none. */
static enum status
choose(struct screen *s, int64_t *no, struct err *err)
{
	const struct wall_screen *w = s->state;
	struct live *lines = mem_alloc(LIVE_MAX * sizeof *lines);
	int64_t newest = -1;
	int n = 0;
	enum status st = live_list(app(s)->store, lines, LIVE_MAX, &n, err);

	*no = 0;
	for (int i = 0; !st && i < n; i++) {
		if (lines[i].finished || (w->patient && lines[i].patient != w->patient) ||
		    lines[i].last_wall_ms <= newest)
			continue;
		newest = lines[i].last_wall_ms;
		*no = lines[i].no;
	}
	free(lines);
	return st;
}

/* The chart number, or the first name with the initial of the family. */
static enum status
name_it(struct screen *s, struct err *err)
{
	struct wall_screen *w = s->state;
	struct str value = {0};
	struct patient p;
	uint32_t letter;
	enum status st = store_setting_get(app(s)->store, setting, &value, err);

	w->names = value.n && value.p[0] == '1';
	str_release(&value);
	if (!st)
		st = record_get(app(s)->store, E_PATIENT, w->v->live.patient, &p, err);
	if (st)
		return st;
	if (!w->names || !p.given_name[0])
		str_copy(w->who, sizeof w->who, p.chart_no);
	else
		str_format(
		    w->who, sizeof w->who, "%.30s %.*s.", p.given_name,
		    (int)utf8_decode(p.family_name, strlen(p.family_name), &letter),
		    p.family_name);
	return ST_OK;
}

static enum status
load(struct screen *s, struct err *err)
{
	struct wall_screen *w = s->state;
	int64_t no = 0;
	enum status st;

	w->version = store_version(app(s)->store);
	st = choose(s, &no, err);
	if (st)
		return st;
	if (!no) {
		free(w->v);
		w->v = NULL;
		return ST_OK;
	}
	if (w->v && w->v->live.no == no) {
		st = visit_refresh(app(s), w->v, err);
	} else {
		free(w->v);
		w->v = mem_alloc(sizeof *w->v);
		st = visit_load(app(s), no, w->v, err);
	}
	if (!st)
		st = name_it(s, err);
	return st ? st : wall_rows_begin(s, err);
}

static void
load_or_say(struct screen *s)
{
	struct err err = {0};

	if (load(s, &err))
		ui_fail(s->ui, &err);
}

/* ---- keys */

static unsigned
on_name(struct screen *s, int key)
{
	struct wall_screen *w = s->state;
	struct err err = {0};

	(void)key;
	if (!app(s)->user.head.no)
		ui_say(s->ui, TONE_PLAIN, "Somebody has to be logged in to change that");
	else if (access_may(app(s)->store, ROLE_SESSION, ROLE_WRITE, "Names on the wall",
			    &err) ||
		 store_setting_set(app(s)->store, setting, w->names ? "0" : "1", &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_PLAIN, "%s on every wall",
		       w->names ? "The chart number" : "First name and initial");
	load_or_say(s);
	return SCREEN_REDRAW;
}

unsigned
scr_wall_leave(struct screen *s, int key)
{
	(void)key;
	return s->below ? SCREEN_POP : SCREEN_QUIT;
}

static const struct keybind keys[] = {
    {K_ESC, ACT_BACK, scr_wall_leave},
    {K_CTRL('q'), ACT_BACK, scr_wall_leave},
    {'n', ACT_WALL_NAME, on_name},
    {0, ACT_NONE, NULL},
};

/* ---- screen */

bool
scr_wall_tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct wall_screen *w = s->state;
	struct pace_moment m;
	int64_t next;

	(void)now_ms;
	if (store_version(app(s)->store) != w->version)
		load_or_say(s);
	if (!w->v) {
		s->title[0] = '\0';
		return true;
	}
	visit_tick(app(s), w->v);
	wall_rows_look(s);
	str_copy(s->title, sizeof s->title, w->who);
	if (w->unreviewed && s->ui->top == s && !s->ui->message[0])
		ui_say(s->ui, TONE_DIM, "%s", w->words.text[WORDING_NOT_REVIEWED]);
	next = session_next_change(&w->v->state, true);
	if (next >= 0)
		*next_ms = next;
	if (next >= 0 && pacers_moment(&w->pacers, &w->v->state, w->item, &m) &&
	    w->v->state.now_ms + pacer_draw_next(&m) < next)
		*next_ms = w->v->state.now_ms + pacer_draw_next(&m);
	return true;
}

void
scr_wall_close(struct screen *s)
{
	struct wall_screen *w = s->state;

	free(w->v);
	wording_release(&w->words);
}

enum status
scr_wall_open(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct wall_screen *w = s->state;
	enum status st;

	w->patient = arg ? arg->no : 0;
	w->item = w->next = -1;
	st = load(s, err);
	if (st)
		scr_wall_close(s);
	return st;
}

void
scr_wall_resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	load_or_say(s);
}

const struct screen_ops scr_wall = {
    .name = "wall",
    .title = "Wall",
    .state_size = sizeof(struct wall_screen),
    .keys = keys,
    .locked = true,
    .open = scr_wall_open,
    .tick = scr_wall_tick,
    .resume = scr_wall_resume,
    .draw = wall_draw,
    .close = scr_wall_close,
};
