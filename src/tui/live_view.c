/* live_view.c - what is seen of a running session: digits, tempo, picture, faults; changes nothing. */
#include "live_priv.h"
#include "store/record.h"
#include "tui/nav.h"

static struct live_screen *
state(struct screen *s)
{
	return s->state;
}

unsigned
live_view_board(struct screen *s, int key)
{
	(void)key;
	return nav_replace(s->ui, NAV_BOARD,
			   &(struct nav_arg){.no = state(s)->v.live.no});
}

static unsigned
toggle(struct screen *s, bool *flag, const char *on, const char *off)
{
	*flag = !*flag;
	ui_say(s->ui, TONE_PLAIN, "%s", *flag ? on : off);
	s->ui->repaint = s->ui->repaint || flag == &state(s)->wall;
	return SCREEN_REDRAW;
}

unsigned
live_view_wall(struct screen *s, int key)
{
	(void)key;
	return toggle(s, &state(s)->wall, "Huge digits; v brings the list back", "List");
}

unsigned
live_view_pace(struct screen *s, int key)
{
	(void)key;
	return toggle(s, &state(s)->pace, "Tempo is shown", "Tempo is not shown");
}

unsigned
live_view_bell(struct screen *s, int key)
{
	(void)key;
	return toggle(s, &state(s)->bell, "The bell rings at each change", "No bell");
}

unsigned
live_view_picture(struct screen *s, int key)
{
	const struct session_item *it = &state(s)->v.state.items[state(s)->marked];

	(void)key;
	if (state(s)->v.state.n_items == 0 || it->plan.exercise <= 0)
		return SCREEN_HANDLED;
	return nav_push(s->ui, NAV_FIGURE, &(struct nav_arg){.no = it->plan.exercise});
}

/* ---- common faults */

/* The exercise that is done now, else the marked one. */
static int
looked_at(const struct live_screen *l)
{
	return l->v.state.mode == SESSION_RUNNING ? l->v.state.current : l->marked;
}

static enum status
load_faults(struct screen *s, int64_t exercise, struct err *err)
{
	struct live_screen *l = state(s);
	struct exercise x;
	enum status st;

	l->fault.key[0] = '\0';
	if (exercise <= 0)
		return ST_OK;
	st = record_get(s->ui->app->store, E_EXERCISE, exercise, &x, err);
	return st ? st : faults_get(s->ui->app, x.key, &l->fault, err);
}

unsigned
live_view_faults(struct screen *s, int key)
{
	struct live_screen *l = state(s);

	(void)key;
	l->fault_item = -1;
	return toggle(s, &l->faults, "Common faults; x brings the minutes back",
		      "Minutes and units");
}

/* ---- the rhythm of a breath */

static void
look_pacer(struct screen *s)
{
	struct live_screen *l = state(s);
	struct err err = {0};

	l->pacer_item = looked_at(l);
	if (pacers_load(s->ui->app, &l->v, l->pacer_item, &l->pacers, &err))
		ui_fail(s->ui, &err);
}

unsigned
live_view_pacer(struct screen *s, int key)
{
	struct live_screen *l = state(s);

	(void)key;
	if (!l->pacer) {
		look_pacer(s);
		if (!l->pacers.n) {
			ui_say(s->ui, TONE_PLAIN, "This exercise has no rhythm");
			return SCREEN_REDRAW;
		}
		l->wall = false;
	}
	s->ui->repaint = true;
	return toggle(s, &l->pacer, "The rhythm; z brings the list back", "List");
}

unsigned
live_view_rhythm(struct screen *s, int key)
{
	struct live_screen *l = state(s);
	struct err err = {0};

	(void)key;
	if (!l->pacer || l->pacers.n < 2)
		ui_say(s->ui, TONE_PLAIN, "%s",
		       l->pacer ? "There is no other rhythm" : "z shows the rhythm");
	else if (pacers_next(s->ui->app, &l->v, l->pacer_item, &l->pacers, &err))
		ui_fail(s->ui, &err);
	else
		ui_say(s->ui, TONE_PLAIN, "%s", l->pacers.rows[l->pacers.at].title);
	return SCREEN_REDRAW;
}

bool
live_view_moment(const struct live_screen *l, struct pace_moment *m)
{
	return l->pacer && pacers_moment(&l->pacers, &l->v.state, l->pacer_item, m);
}

void
live_view_look(struct screen *s)
{
	struct live_screen *l = state(s);
	int item = looked_at(l);
	struct err err = {0};

	if (l->pacer && item != l->pacer_item)
		look_pacer(s);
	if (!l->faults || item == l->fault_item)
		return;
	l->fault_item = item;
	if (load_faults(
		s, item < l->v.state.n_items ? l->v.state.items[item].plan.exercise : 0,
		&err))
		ui_fail(s->ui, &err);
}
