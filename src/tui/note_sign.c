/* note_sign.c - from the note as it stands to the signature: what is asked before, then the PIN. */
#include "note_priv.h"
#include "tui/ask.h"
#include "tui/nav.h"
#include "tui/stack.h"

#include <string.h>

static struct note_screen *
state(struct screen *s)
{
	return s->state;
}

static struct app *
app(struct screen *s)
{
	return s->ui->app;
}

static unsigned
sign(struct screen *s, const char *pin, void *ctx)
{
	struct note_screen *n = state(s);
	struct err err = {0};
	int64_t note = 0;

	(void)ctx;
	if (visit_sign(app(s), &n->v, pin, &note, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	ui_say(s->ui, TONE_GOOD, "Signed. %d unit%s, %d timed minutes.", n->bill.units,
	       n->bill.units == 1 ? "" : "s", n->bill.timed_min);
	return stack_answer(s, 1, note, NULL);
}

unsigned
note_sign_pin(struct screen *s)
{
	ask_open(
	    s, &(struct ask_spec){.kind = ASK_PIN, .label = "PIN to sign", .done = sign});
	return SCREEN_REDRAW;
}

/* True when the only stop is an exercise without a goal: a reason is asked for on the line. */
static bool
goal_alone(const struct note_screen *n)
{
	return n->look.gaps.n && n->look.gaps.n == strlen(visit_look_orphans(&n->look)) &&
	       n->look.check.blocks <= 1 &&
	       (!n->look.check.blocks ||
		!strcmp(n->look.check.rows[0].rule->key, "goal_link"));
}

/* The findings first, when there are any; a clean note costs no key. */
static unsigned
ask_pin(struct screen *s)
{
	struct note_screen *n = state(s);

	if (n->look.check.n)
		return nav_push(s->ui, NAV_PRESIGN,
				&(struct nav_arg){.no = n->v.live.no});
	return note_sign_pin(s);
}

/* Why exercises serve no goal, once; nothing said: to the plan, where g links them. */
static unsigned
no_goal(struct screen *s, const char *text, void *ctx)
{
	struct note_screen *n = state(s);
	struct err err = {0};

	(void)ctx;
	if (!text[0])
		return nav_push(s->ui, NAV_PLAN,
				&(struct nav_arg){.no = n->v.live.episode});
	if (visit_type(app(s), &n->v, LIVE_NO_GOAL, NULL, text, &err) ||
	    note_reload(s, &err)) {
		ui_fail(s->ui, &err);
		return SCREEN_REDRAW;
	}
	return n->look.gaps.n ? SCREEN_REDRAW : ask_pin(s);
}

unsigned
note_sign_key(struct screen *s, int key)
{
	struct note_screen *n = state(s);

	(void)key;
	if (n->asked && n->v.state.mode == SESSION_FINISHED)
		return note_units(s, true);
	if (goal_alone(n)) {
		ask_open(s, &(struct ask_spec){
				.kind = ASK_TEXT,
				.label = "Why without a goal (empty: to the plan)",
				.done = no_goal});
		return SCREEN_REDRAW;
	}
	if (n->look.gaps.n && !n->look.check.blocks) {
		ui_say(s->ui, TONE_STOP, "Not yet: %.*s",
		       (int)strcspn(n->look.gaps.p, "\n"), n->look.gaps.p);
		return SCREEN_REDRAW;
	}
	return ask_pin(s);
}
