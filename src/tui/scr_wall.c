/* scr_wall.c - one running session for the patient's eyes: huge digits, nothing to press. */
#include "app/visit.h"
#include "base/utf8.h"
#include "core/pace.h"
#include "live_priv.h"
#include "store/access.h"
#include "store/record.h"
#include "tui/digits.h"
#include "tui/nav.h"
#include "tui/text.h"

#include <stdlib.h>
#include <string.h>

enum { LIVE_MAX = 40, TEXT_ROWS = 4, SCALE_MOST = 8 };

static const char setting[] = "wall.name"; /* "1": first name and initial are shown */

struct wall_screen {
	struct visit *v; /* NULL: no session runs */
	int64_t patient; /* the one that is wanted, 0 whoever began last */
	int64_t version; /* of the database when it was read */
	bool names;
	char who[40];
};

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
	return st ? st : name_it(s, err);
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

static unsigned
on_leave(struct screen *s, int key)
{
	(void)key;
	return s->below ? SCREEN_POP : SCREEN_QUIT;
}

static const struct keybind keys[] = {
    {K_ESC, ACT_BACK, on_leave},
    {K_CTRL('q'), ACT_BACK, on_leave},
    {'n', ACT_WALL_NAME, on_name},
    {0, ACT_NONE, NULL},
};

/* ---- picture */

/* One word of at most six letters that the large face has. */
static const char *
word(const struct session_state *v)
{
	static const char *const words[DOSE_KIND_COUNT] = {
	    [DOSE_LEAD_IN] = "READY", [DOSE_WORK] = "WORK",	     [DOSE_HOLD] = "HOLD",
	    [DOSE_REST] = "REST",     [DOSE_SIDE_SWITCH] = "SWITCH",
	};

	if (v->stopped)
		return "STOP";
	if (v->paused || v->rebooted)
		return "PAUSED";
	if (v->mode == SESSION_RUNNING)
		return words[v->phase.kind];
	return session_next_item(v) < 0 ? "DONE" : "NEXT";
}

static void
set_text(const struct session_state *v, char *out, size_t size)
{
	const struct session_item *it = v->current >= 0 ? &v->items[v->current] : NULL;
	const char *side = session_side(v);
	struct str s = {0};
	struct pace p;

	if (it && v->mode == SESSION_RUNNING) {
		str_addf(&s, "set %d of %d", v->phase.set, it->plan.dose.sets);
		if (strcmp(side, "none") != 0 && strcmp(side, "both") != 0)
			str_addf(&s, ", %s", side);
		if (pace_at(&it->plan.dose, &v->phase, v->phase_run_ms, &p) && p.reps > 0)
			str_addf(&s, "   rep %d of %d", p.rep, p.reps);
	}
	str_copy(out, size, str_text(&s));
	str_release(&s);
}

static void
middle(struct rect r, int y, enum tone tone, const char *text)
{
	char line[200];
	int pad = (r.w - utf8_text_width(text, strlen(text))) / 2;

	str_format(line, sizeof line, "%*s%s", pad > 0 ? pad : 0, "", text);
	text_fill(y, r.x, r.w, tone, line);
}

/* Centred, and blank beside it: the text before may have been wider. Returns the row below. */
static int
big(struct rect r, int y, int scale, const char *text)
{
	int w = digits_width(scale, text), h = scale * DIGITS_ROWS;
	int x = r.x + (r.w > w ? (r.w - w) / 2 : 0);

	text_clear(y, r.x, h, x - r.x);
	digits_draw(y, x, scale, TONE_PLAIN, text);
	text_clear(y, x + w, h, r.x + r.w - x - w);
	text_clear(y + h, r.x, 1, r.w);
	return y + h + 1;
}

static void
draw_session(struct screen *s, struct rect r)
{
	const struct wall_screen *w = s->state;
	const struct session_state *v = &w->v->state;
	int next = session_next_item(v), scale = 1, small, y;
	const char *name = v->current >= 0 ? v->items[v->current].plan.name : "";
	char clock[16], text[120] = "";

	live_clock_text(session_shown_s(v) * 1000, clock, sizeof clock);
	while (scale < SCALE_MOST && digits_width(scale + 1, clock) <= r.w - 4 &&
	       (scale + 1 + (scale + 1) / 2) * DIGITS_ROWS + 2 + TEXT_ROWS <= r.h)
		scale++;
	small = scale > 1 ? scale / 2 : 1;
	y = r.y + (r.h - (scale + small) * DIGITS_ROWS - 2 - TEXT_ROWS) / 2;
	text_clear(r.y, r.x, y - r.y, r.w);
	y = big(r, y, small, word(v));
	y = big(r, y, scale, clock);
	if (v->mode != SESSION_RUNNING && next >= 0)
		name = "";
	middle(r, y++, TONE_TITLE, name);
	set_text(v, text, sizeof text);
	middle(r, y++, TONE_PLAIN, text);
	str_format(text, sizeof text, "%s%s", next >= 0 ? "next: " : "",
		   next >= 0 ? v->items[next].plan.name : "");
	middle(r, y++, TONE_PLAIN, text);
	text_clear(y, r.x, r.y + r.h - y, r.w);
}

static void
draw(struct screen *s)
{
	const struct wall_screen *w = s->state;
	struct rect r = ui_body(s->ui);

	if (w->v) {
		draw_session(s, r);
		return;
	}
	text_clear(r.y, r.x, r.h, r.w);
	middle(r, r.y + r.h / 2, TONE_PLAIN,
	       w->patient ? "No session of this patient runs."
			  : "No session runs. The next one is shown here.");
}

/* ---- screen */

static bool
tick(struct screen *s, int64_t now_ms, int64_t *next_ms)
{
	struct wall_screen *w = s->state;
	int64_t next;

	(void)now_ms;
	if (store_version(app(s)->store) != w->version)
		load_or_say(s);
	str_copy(s->title, sizeof s->title, w->v ? w->who : "");
	if (!w->v)
		return true;
	visit_tick(app(s), w->v);
	next = session_next_change(&w->v->state, true);
	if (next >= 0)
		*next_ms = next;
	return true;
}

static enum status
open_screen(struct screen *s, const struct nav_arg *arg, struct err *err)
{
	struct wall_screen *w = s->state;
	enum status st;

	w->patient = arg->no;
	st = load(s, err);
	if (st)
		free(w->v);
	return st;
}

static void
resume(struct screen *s, const struct screen_answer *a)
{
	(void)a;
	load_or_say(s);
}

static void
close_screen(struct screen *s)
{
	free(((struct wall_screen *)s->state)->v);
}

const struct screen_ops scr_wall = {
    .name = "wall",
    .title = "Wall",
    .state_size = sizeof(struct wall_screen),
    .keys = keys,
    .locked = true,
    .open = open_screen,
    .tick = tick,
    .resume = resume,
    .draw = draw,
    .close = close_screen,
};
