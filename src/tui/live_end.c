/* live_end.c - what is added to a running session, and how it ends. */
#include "live_priv.h"
#include "tui/ask.h"
#include "tui/nav.h"

#include <string.h>

static struct live_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

unsigned
live_end_add(struct screen *s, int key)
{
	(void)key;
	return nav_push(s->ui, NAV_LIBRARY,
			&(struct nav_arg){.no = state(s)->v.live.patient, .no2 = 1});
}

static unsigned
add_activity(struct screen *s, const char *text, void *ctx)
{
	struct live_screen *l = state(s);
	struct err err = {0};
	const char *space = strchr(text, ' ');
	char code[9];

	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	str_format(code, sizeof code, "%.*s", (int)strcspn(text, " "), text);
	if (visit_add_activity(app(s), &l->v, space ? space + 1 : code, code, &err))
		ui_fail(s->ui, &err);
	else
		l->marked = l->v.state.n_items - 1;
	live_look(s);
	return SCREEN_REDRAW;
}

unsigned
live_end_activity(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){
			.kind = ASK_TEXT,
			.label = "Code and activity (97140 soft tissue, shoulder)",
			.done = add_activity});
	return SCREEN_REDRAW;
}

static unsigned
finish(struct screen *s)
{
	struct live_screen *l = state(s);

	if (l->v.state.mode != SESSION_FINISHED)
		live_act(s, SEV_FINISH, -1, 0, NULL);
	if (l->v.state.mode != SESSION_FINISHED)
		return SCREEN_REDRAW;
	return nav_replace(s->ui, NAV_NOTE, &(struct nav_arg){.no = l->v.live.no});
}

static unsigned
finish_answer(struct screen *s, const char *text, void *ctx)
{
	(void)ctx;
	return text[0] == 'y' ? finish(s) : SCREEN_REDRAW;
}

unsigned
live_end_finish(struct screen *s, int key)
{
	const struct session_state *v = &state(s)->v.state;
	int waiting = 0;
	char label[60];

	(void)key;
	for (int i = 0; i < v->n_items; i++)
		waiting += v->items[i].state == ITEM_WAITING ||
			   v->items[i].state == ITEM_RUNNING;
	if (!waiting || v->mode == SESSION_FINISHED)
		return finish(s);
	str_format(label, sizeof label, "%d exercise%s not done. Finish", waiting,
		   waiting == 1 ? "" : "s");
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = label, .done = finish_answer});
	return SCREEN_REDRAW;
}

static unsigned
discard(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};

	(void)ctx;
	if (!text[0])
		return SCREEN_REDRAW;
	if (visit_discard(app(s), &state(s)->v, text, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return SCREEN_POP;
}

unsigned
live_end_discard(struct screen *s, int key)
{
	(void)key;
	ask_open(s, &(struct ask_spec){
			.kind = ASK_TEXT,
			.label = "Throw this session away, because (Esc keeps it)",
			.done = discard});
	return SCREEN_REDRAW;
}
