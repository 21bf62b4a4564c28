/* class_clock.c - the keys of the clock of a group class: start, pause, leave, end, who attends. */
#include "class_priv.h"
#include "tui/ask.h"

/* Whether an end of the class would end anything. */
static bool
can_end(const struct classes_roster *r)
{
	for (int i = 0; i < r->n; i++)
		if (r->rows[i].state == CLASSES_IN || (r->rows[i].state == CLASSES_LEFT &&
						       !class_draw_goes_on(&r->rows[i])))
			return true;
	return false;
}

/* Nothing runs that could be ended or paused: what is the case, and what to press. */
static void
say_idle(struct screen *s)
{
	const struct classes_roster *r = &class_state(s)->r;

	if (r->count[CLASSES_HERE])
		ui_say(s->ui, TONE_WARN,
		       "No clock runs yet, %d wait%s: s starts them, a takes a mark back",
		       r->count[CLASSES_HERE], r->count[CLASSES_HERE] == 1 ? "s" : "");
	else if (r->count[CLASSES_ENDED])
		ui_say(s->ui, TONE_PLAIN,
		       "The class is over: Enter opens the notes, one by one");
	else if (r->count[CLASSES_LEFT] && !can_end(r))
		ui_say(s->ui, TONE_PLAIN,
		       "The class is over; other exercises of the session wait: Enter");
	else if (r->count[CLASSES_LEFT])
		ui_say(s->ui, TONE_PLAIN,
		       "All have left: n puts one back, f ends the class");
	else
		ui_say(s->ui, TONE_PLAIN, "Nobody is on the clock: n marks who is here");
}

/* Some of the class stay as they are where another terminal runs them: that is said. */
static void
say_others(struct screen *s)
{
	const struct classes_roster *r = &class_state(s)->r;
	int n = 0;

	for (int i = 0; i < r->n; i++)
		n += r->rows[i].state == CLASSES_IN && r->rows[i].others;
	if (n)
		ui_say(s->ui, TONE_WARN, "%d go%s on at another terminal: t takes over",
		       n, n == 1 ? "es" : "");
}

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
	enum status st;

	(void)key;
	if (!class_state(s)->r.count[CLASSES_IN]) {
		say_idle(s);
		return SCREEN_REDRAW;
	}
	st = classes_pause(class_app(s), &class_state(s)->r, &err);
	if (!st)
		say_others(s);
	return class_after(s, st, &err);
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
back_answered(struct screen *s, const char *text, void *ctx)
{
	struct classes_member *m;
	struct err err = {0};
	enum status st;

	(void)ctx;
	m = text[0] == 'y' ? class_asked(s) : NULL;
	if (!m)
		return SCREEN_REDRAW;
	st = classes_back(class_app(s), &class_state(s)->r,
			  class_draw_marked(class_state(s)), &err);
	if (!st)
		ui_say(s->ui, TONE_GOOD, "%.50s is back on the clock", m->name);
	return class_after(s, st, &err);
}

unsigned
class_clock_back(struct screen *s, const struct classes_member *m)
{
	char label[96];

	class_state(s)->asked = m->visit->live.no;
	str_format(label, sizeof label, "%.50s left: back on the clock", m->name);
	ask_open(s, &(struct ask_spec){
			.kind = ASK_YES_NO, .label = label, .done = back_answered});
	return SCREEN_REDRAW;
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
	class_after(s, st, &err);
	if (!st && left)
		say_others(s);
	class_mark_state(s, CLASSES_ENDED);
	return SCREEN_REDRAW;
}

unsigned
class_clock_end(struct screen *s, int key)
{
	const struct classes_roster *r = &class_state(s)->r;
	char label[60];

	(void)key;
	if (!can_end(r)) {
		say_idle(s);
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
		say_idle(s);
		return SCREEN_REDRAW;
	}
	st = classes_attend(class_app(s), &class_state(s)->r, who, &err);
	if (!st)
		ui_say(s->ui, TONE_PLAIN, "%s", words[who]);
	if (!st)
		say_others(s);
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
	const struct classes_roster *r = &class_state(s)->r;
	struct err err = {0};
	int taken = 0;
	enum status st = classes_take(class_app(s), &class_state(s)->r, &taken, &err);

	(void)key;
	if (!st && taken)
		ui_say(s->ui, TONE_GOOD, "The class is yours; no clock stopped.");
	else if (!st && r->count[CLASSES_HERE] + r->count[CLASSES_IN])
		ui_say(s->ui, TONE_PLAIN, "This terminal runs the class already");
	else if (!st)
		ui_say(s->ui, TONE_PLAIN, "There is nothing to take over");
	return class_after(s, st, &err);
}
