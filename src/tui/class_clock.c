/* class_clock.c - the keys of the clock of a group class: start, pause, leave, end, who attends. */
#include "class_priv.h"
#include "tui/ask.h"

unsigned
class_clock_start(struct screen *s, int key)
{
	struct str why = {0};
	struct err err = {0};
	int n = 0;
	enum status st = classes_start(class_app(s), &class_state(s)->r, &n, &why, &err);

	(void)key;
	if (!st && why.n)
		ui_say(s->ui, TONE_WARN, "%d on the clock. Not: %s", n, str_text(&why));
	else if (!st && !n)
		ui_say(s->ui, TONE_PLAIN,
		       "Nobody waits for the clock: n marks who is here");
	str_release(&why);
	return class_after(s, st, &err);
}

unsigned
class_clock_pause(struct screen *s, int key)
{
	struct err err = {0};

	(void)key;
	return class_after(s, classes_pause(class_app(s), &class_state(s)->r, &err),
			   &err);
}

unsigned
class_clock_leaves(struct screen *s, int key)
{
	struct class_screen *c = class_state(s);
	struct err err = {0};

	(void)key;
	if (!class_wanted(s))
		return SCREEN_REDRAW;
	return class_after(
	    s, classes_leave(class_app(s), &c->r, class_draw_marked(c), &err), &err);
}

static unsigned
end_answered(struct screen *s, const char *text, void *ctx)
{
	struct err err = {0};
	int left = 0;
	enum status st;

	(void)ctx;
	if (text[0] != 'y')
		return SCREEN_REDRAW;
	st = classes_end(class_app(s), &class_state(s)->r, &left, &err);
	if (!st && left)
		ui_say(s->ui, TONE_WARN,
		       "%d go on at another terminal: t takes them over", left);
	class_after(s, st, &err);
	class_mark_state(s, CLASSES_ENDED);
	return SCREEN_REDRAW;
}

unsigned
class_clock_end(struct screen *s, int key)
{
	const struct classes_roster *r = &class_state(s)->r;
	char label[60];

	(void)key;
	if (!r->count[CLASSES_IN] && !r->count[CLASSES_LEFT]) {
		ui_say(s->ui, TONE_PLAIN, "The class does not run");
		return SCREEN_REDRAW;
	}
	str_format(label, sizeof label, "End the class for all, %d on the clock",
		   r->count[CLASSES_IN]);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = label, .done = end_answered});
	return SCREEN_REDRAW;
}

/* Who attends now; the first on the clock tells for all. */
static enum session_attend
attends(struct screen *s)
{
	const struct classes_roster *r = &class_state(s)->r;

	for (int i = 0; i < r->n; i++)
		if (r->rows[i].state == CLASSES_IN)
			return r->rows[i].visit->told.attend;
	return ATTEND_COUNT;
}

static unsigned
attend(struct screen *s, enum session_attend who)
{
	static const char *const words[] = {"Therapist attends", "Assistant attends",
					    "Nobody who treats attends"};
	struct err err = {0};
	enum status st;

	if (attends(s) == ATTEND_COUNT) {
		ui_say(s->ui, TONE_PLAIN, "Nobody is on the clock");
		return SCREEN_REDRAW;
	}
	st = classes_attend(class_app(s), &class_state(s)->r, who, &err);
	if (!st)
		ui_say(s->ui, TONE_PLAIN, "%s", words[who]);
	return class_after(s, st, &err);
}

unsigned
class_clock_attend(struct screen *s, int key)
{
	(void)key;
	return attend(s, attends(s) == ATTEND_THERAPIST ? ATTEND_ASSISTANT
							: ATTEND_THERAPIST);
}

unsigned
class_clock_unattended(struct screen *s, int key)
{
	(void)key;
	return attend(s, attends(s) == ATTEND_NOBODY ? ATTEND_THERAPIST : ATTEND_NOBODY);
}

unsigned
class_clock_take(struct screen *s, int key)
{
	struct err err = {0};
	enum status st = classes_take(class_app(s), &class_state(s)->r, &err);

	(void)key;
	if (!st)
		ui_say(s->ui, TONE_GOOD, "The class is yours; no clock stopped.");
	return class_after(s, st, &err);
}
