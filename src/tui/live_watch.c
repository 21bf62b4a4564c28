/* live_watch.c - the session that another terminal runs: looked at, and taken over with one key. */
#include "live_priv.h"
#include "tui/ask.h"
#include "tui/nav.h"

#include <string.h>

static unsigned
take(struct screen *s)
{
	struct live_screen *l = s->state;
	struct err err = {0};

	if (visit_take(s->ui->app, &l->v, &err)) {
		ui_fail(s->ui, &err);
	} else {
		live_watch_look(s);
		ui_say(s->ui, TONE_GOOD,
		       "The session is yours; the clock never stopped.");
	}
	live_look(s);
	return SCREEN_REDRAW;
}

static unsigned
on_take(struct screen *s, int key)
{
	(void)key;
	return take(s);
}

static unsigned
on_view(struct screen *s, int key)
{
	const struct live_screen *l = s->state;

	(void)key;
	return nav_push(s->ui, NAV_PATIENT, &(struct nav_arg){.no = l->v.live.patient});
}

static const struct keybind watch_keys[] = {
    {'t', ACT_TAKE_OVER, on_take},
    {'v', ACT_WALL_VIEW, on_view},
    {K_TAB, ACT_BOARD, live_view_board},
    {'x', ACT_FAULTS, live_view_faults},
    {'z', ACT_PACER, live_view_pacer},
    {K_CTRL('v'), ACT_PICTURE, live_view_picture},
    {K_UP, ACT_MOVE, live_move},
    {K_DOWN, ACT_MOVE, live_move},
    {0, ACT_NONE, NULL},
};

const struct screen_ops scr_watch = {
    .name = "watch",
    .title = "Watching",
    .state_size = sizeof(struct live_screen),
    .keys = watch_keys,
    .open = live_begin,
    .tick = live_tick,
    .resume = live_resume,
    .draw = live_draw_screen,
};

/* "Ben runs it elsewhere since 10:05" */
static void
who(struct screen *s, struct str *out)
{
	const struct live_screen *l = s->state;

	visit_holder_name(s->ui->app, &l->v, out);
	str_add(out, " runs it elsewhere since ");
	visit_holder_since(&l->v, out);
}

void
live_watch_look(struct screen *s)
{
	struct live_screen *l = s->state;
	enum visit_hold hold = visit_holder(s->ui->app, &l->v);
	struct str text = {0};

	if (hold == l->hold)
		return;
	l->hold = hold;
	if (hold == VISIT_MINE || l->v.told.mode == SESSION_FINISHED) {
		s->ops = nav_get(NAV_LIVE)->ops;
		s->title[0] = '\0';
	} else if (hold == VISIT_OTHERS) {
		who(s, &text);
		str_copy(s->title, sizeof s->title, str_text(&text));
		if (s->ops != &scr_watch && l->opened)
			ui_say(s->ui, TONE_WARN, "%s; t takes it back", str_text(&text));
		s->ops = &scr_watch;
	} else if (s->ops == &scr_watch && l->asking && s->ui->ask) {
		/* Who ran it has gone while the question stood: there is nobody to ask about. */
		l->asking = false;
		ask_drop(s->ui);
		(void)take(s);
	} else if (s->ops == &scr_watch) {
		visit_holder_name(s->ui->app, &l->v, &text);
		str_copy(s->title, sizeof s->title, "nobody runs it now");
		ui_say(s->ui, TONE_WARN,
		       "The terminal of %s is gone; t takes the session",
		       str_text(&text));
	}
	s->ui->repaint = true;
	str_release(&text);
}

static unsigned
chosen(struct screen *s, const char *text, void *ctx)
{
	struct live_screen *l = s->state;

	(void)ctx;
	l->asking = false;
	return text[0] == 't' ? take(s) : SCREEN_REDRAW;
}

void
live_watch_open(struct screen *s)
{
	struct live_screen *l = s->state;
	struct err err = {0};

	l->hold = VISIT_MINE;
	if (l->v.told.mode != SESSION_FINISHED &&
	    visit_holder(s->ui->app, &l->v) == VISIT_FREE &&
	    visit_take(s->ui->app, &l->v, &err))
		ui_fail(s->ui, &err);
	live_watch_look(s);
}

void
live_watch_ask(struct screen *s)
{
	struct live_screen *l = s->state;
	struct str text = {0};

	if (l->opened)
		return;
	l->opened = true;
	if (l->hold != VISIT_OTHERS)
		return;
	l->asking = true;
	who(s, &text);
	str_add(&text, ": (t)ake over or (w)atch");
	ask_open(s, &(struct ask_spec){.kind = ASK_CHOICE,
				       .label = str_text(&text),
				       .keys = "tw",
				       .done = chosen});
	str_release(&text);
}
